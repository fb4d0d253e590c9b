/* read_line_sheet.c: cost lines from a ledger's extract. Its rows become lines as though they stood
 * in the agreement's text: rows of one id are one line, with a figure for each measure and year. */
#include "agreement_sheets.h"

#include <stdlib.h>

#include "library_limits.h"
#include "rational.h"

typedef struct csv_text {
    const apn__node *file, *id, *title, *measure, *basis, *category, *nature;
    const apn__node *where, *repeated, *totals, *control_total;
    apn__sheet_keys figures;
} csv_text;

static const apn__key csv_keys[] = {
    APN__REQUIRED(csv_text, file, "file", apn__keep_node),
    APN__REQUIRED(csv_text, id, "id", apn__keep_node),
    APN__KEY(csv_text, title, "title", apn__keep_node),
    APN__REQUIRED(csv_text, figures.value, "amount", apn__keep_node),
    APN__KEY(csv_text, figures.year, "year", apn__keep_node),
    APN__KEY(csv_text, figures.years, "years", apn__keep_node),
    APN__KEY(csv_text, measure, "measure", apn__keep_node),
    APN__KEY(csv_text, basis, "basis", apn__keep_node),
    APN__KEY(csv_text, category, "category", apn__keep_node),
    APN__KEY(csv_text, nature, "nature", apn__keep_node),
    APN__KEY(csv_text, where, "where", apn__keep_node),
    APN__KEY(csv_text, repeated, "repeated", apn__keep_node),
    APN__KEY(csv_text, totals, "totals", apn__keep_node),
    APN__KEY(csv_text, control_total, "control_total", apn__keep_node),
};
static const apn__table csv_table = APN__TABLE("the cost lines' `from_csv`", csv_keys);

/* What a line says beside its figures. */
enum { TITLE, BASIS, CATEGORY, NATURE, WORDS };
static const char *const word_keys[WORDS] = {"title", "basis", "category", "nature"};

/* Where one of them stands: in a column, or as one text for the whole sheet. */
typedef struct word {
    size_t column; /* or APN__NONE */
    const apn__node *constant;
} word;

/* A figure of a line. */
typedef struct posting {
    const char *id;
    const apn__sheet_figure *figure;
    apn_measure measure;
    size_t order;      /* among all figures */
    size_t line_order; /* of the line's first */
} posting;

typedef struct work {
    apn__reader *reader;
    const apn__trail *trail; /* of from_csv */
    const apn__sheet *sheet;
    size_t id;
    word words[WORDS];
    size_t measure_column; /* or APN__NONE: */
    apn_measure measure;   /* of every row */
    bool add;              /* figures of one line, measure and year are added up */
    posting *postings;
    size_t count;
} work;

/* An id from a cell: capitals become small, and runs of what an id cannot have one `-`. */
static const char *make_id(apn__reader *reader, apn__text text)
{
    char *id = apn__scratch(reader, text.length + 1, 1);
    size_t length = 0;
    for (size_t i = 0; i < text.length && id != NULL; i++) {
        char letter = text.bytes[i];
        bool capital = letter >= 'A' && letter <= 'Z';
        bool plain = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
        if (capital)
            id[length++] = (char)(letter - 'A' + 'a');
        else if (plain || (letter == '_' && length > 0))
            id[length++] = letter;
        else if (length > 0 && id[length - 1] != '-')
            id[length++] = '-';
    }
    while (length > 0 && id[length - 1] == '-')
        length--;
    if (id != NULL)
        id[length] = '\0';
    return id;
}

/* A key whose value is a heading, or one of the words, for the whole sheet. */
static size_t read_column_or_word(const work *w, const apn__node *node, const char *const *words,
                                  size_t count, size_t *column)
{
    apn__trail here = apn__trail_of_key(w->trail, node);
    *column = APN__NONE;
    if (node->kind == APN__SCALAR) {
        for (size_t i = 0; i < count; i++) {
            if (apn__text_is(node->text, words[i]))
                return i;
        }
    }
    *column = apn__sheet_column(w->reader, w->sheet, node, &here);
    return count;
}

static bool read_measure(work *w, const apn__node *node)
{
    const char *words[APN__MEASURES];
    for (apn_measure m = APN_BUDGET; m < APN__MEASURES; m++)
        words[m] = apn_measure_word(m);
    w->measure = APN_BUDGET;
    w->measure_column = APN__NONE;
    if (node == NULL)
        return true;
    size_t found = read_column_or_word(w, node, words, APN__MEASURES, &w->measure_column);
    w->measure = (apn_measure)found;
    return found < APN__MEASURES || w->measure_column != APN__NONE;
}

/* A basis or a nature may be named for the whole sheet; a heading goes first. */
static bool read_words(work *w, const csv_text *text)
{
    const apn__node *const nodes[WORDS] = {text->title, text->basis, text->category, text->nature};
    bool good = true;
    for (size_t i = 0; i < WORDS; i++) {
        const apn__node *node = nodes[i];
        w->words[i] = (word){APN__NONE, NULL};
        if (node == NULL)
            continue;
        apn__trail here = apn__trail_of_key(w->trail, node);
        bool heading =
            node->kind == APN__SCALAR && apn__sheet_find(w->sheet, node->text) != APN__NONE;
        if (!heading && i != TITLE) {
            w->words[i].constant = node;
            continue;
        }
        w->words[i].column = apn__sheet_column(w->reader, w->sheet, node, &here);
        good = good && w->words[i].column != APN__NONE;
    }
    return good;
}

static bool read_repeated(work *w, const apn__node *node)
{
    static const char *const words[] = {"refuse", "add"};
    if (node == NULL)
        return true;
    apn__trail here = apn__trail_of_key(w->trail, node);
    size_t found =
        apn__read_word(w->reader, node, &here, "what to do with repeated rows", words, 2);
    w->add = found == 1;
    return found < 2;
}

/* The measure of a row; false, reported, when its cell names none. */
static bool measure_of(const work *w, size_t row, apn_measure *out)
{
    *out = w->measure;
    if (w->measure_column == APN__NONE)
        return true;
    apn__text text = apn__cell_text(w->sheet, row, w->measure_column);
    if (apn_measure_find(text.bytes, text.length, out, NULL) == APN_OK)
        return true;
    apn__fault(w->reader, APN_WRONG_TYPE, apn__cell_place(w->sheet, row, w->measure_column),
               w->trail, "`%.*s` is not a measure: write budget, outturn or forecast",
               APN__SHOW(text));
    return false;
}

/* The entry of each figure; rows that have no id, measure or year are reported. */
static bool list_postings(work *w, const apn__sheet_figures *figures)
{
    size_t last_row = 0;
    const char *id = "";
    w->postings = apn__scratch(w->reader, figures->count, sizeof *w->postings);
    for (size_t i = 0; i < figures->count && w->postings != NULL; i++) {
        const apn__sheet_figure *figure = &figures->list[i];
        apn__text text = apn__cell_text(w->sheet, figure->row, w->id);
        apn_measure measure;
        if (figure->row != last_row) {
            id = make_id(w->reader, text);
            if (id == NULL)
                return false;
            if (*id == '\0')
                apn__fault(w->reader, APN_CSV, apn__cell_place(w->sheet, figure->row, w->id),
                           w->trail,
                           "the row has a figure and no id of a line: give it one, or leave the "
                           "row out with `where`");
        }
        last_row = figure->row;
        if (*id == '\0' || !measure_of(w, figure->row, &measure) ||
            apn__fault_year(w->reader, w->sheet, figures, figure, w->trail))
            continue;
        w->postings[w->count] = (posting){id, figure, measure, w->count, 0};
        w->count++;
    }
    return w->postings != NULL;
}

/* By id, then as they stand: no two are equal. */
static int compare_ids(const void *left, const void *right)
{
    const posting *a = left, *b = right;
    int order = strcmp(a->id, b->id);
    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

/* By line as they first stand, measure, year, then as they stand: no two are equal. */
static int compare_postings(const void *left, const void *right)
{
    const posting *a = left, *b = right;
    if (a->line_order != b->line_order)
        return a->line_order < b->line_order ? -1 : 1;
    if (a->measure != b->measure)
        return a->measure < b->measure ? -1 : 1;
    if (a->figure->year != b->figure->year)
        return a->figure->year < b->figure->year ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

/* Puts the figures of a line together, lines in the order in which they first stand. Returns how
 * many lines there are. */
static size_t group(work *w)
{
    size_t lines = 0;
    qsort(w->postings, w->count, sizeof *w->postings, compare_ids);
    for (size_t i = 0; i < w->count; i++) {
        bool new_line = i == 0 || strcmp(w->postings[i].id, w->postings[i - 1].id) != 0;
        lines += new_line;
        w->postings[i].line_order = new_line ? w->postings[i].order : w->postings[i - 1].line_order;
    }
    qsort(w->postings, w->count, sizeof *w->postings, compare_postings);
    return lines;
}

/* Two cells of a column that must say the same. */
static void fault_unlike(const work *w, const posting *first, const posting *other, size_t column,
                         const char *what)
{
    apn__text one = apn__cell_text(w->sheet, first->figure->row, column);
    apn__text two = apn__cell_text(w->sheet, other->figure->row, column);
    apn__fault(w->reader, APN_CSV, apn__cell_place(w->sheet, other->figure->row, column), w->trail,
               "the line `%s` has the %s `%.*s` here and `%.*s` in line %u: let both rows say the "
               "same",
               first->id, what, APN__SHOW(two), APN__SHOW(one),
               (unsigned)apn__cell_place(w->sheet, first->figure->row, column).line);
}

/* Rows of one line agree: on what it is called in the ledger, on its basis, category and nature. */
static void check_alike(const work *w, const posting *first, const posting *other)
{
    const size_t columns[] = {w->id, w->words[BASIS].column, w->words[CATEGORY].column,
                              w->words[NATURE].column};
    static const char *const what[] = {"id", "basis", "category", "nature"};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        if (columns[i] != APN__NONE &&
            !apn__text_equal(apn__cell_text(w->sheet, first->figure->row, columns[i]),
                             apn__cell_text(w->sheet, other->figure->row, columns[i])))
            fault_unlike(w, first, other, columns[i], what[i]);
    }
}

static void fault_twice(const work *w, const posting *first, const posting *again)
{
    char year[16];
    apn__year_write(again->figure->year, year);
    apn__fault(
        w->reader, APN_CSV, apn__cell_place(w->sheet, again->figure->row, again->figure->column),
        w->trail,
        "the line `%s` has a %s for %s in line %u already: leave one of the rows out, or add "
        "such rows up with `repeated: add`",
        first->id, apn_measure_word(again->measure), year,
        (unsigned)apn__cell_place(w->sheet, first->figure->row, first->figure->column).line);
}

/* The sum of figures of one line, measure and year, as a node at the first; NULL, reported, when
 * one is no amount. */
static apn__node *add_up(const work *w, const posting *run, size_t count)
{
    apn__reader *reader = w->reader;
    apn__node *sum = apn__make_cell(reader, w->sheet, run->figure->row, run->figure->column);
    char text[128];
    bool good = sum != NULL;
    mpz_t total, one;
    mpz_init(total);
    mpz_init(one);
    for (size_t i = 0; i < count && sum != NULL; i++) {
        apn_decimal amount;
        apn__node *cell =
            apn__make_cell(reader, w->sheet, run[i].figure->row, run[i].figure->column);
        if (cell == NULL || !apn__read_number(reader, cell, w->trail, APN_FORM_MONEY, &amount)) {
            good = false;
            continue;
        }
        apn__integer_from_decimal(one, amount, APN_DECIMAL_SCALE);
        mpz_add(total, total, one);
    }
    (void)apn__scaled_text(total, 0, text, sizeof text);
    mpz_clear(total);
    mpz_clear(one);
    if (good)
        sum->text = apn__text_of(apn__keep_text(reader, apn__text_of(text)));
    return good ? sum : NULL;
}

/* The figures of one measure as a mapping by year. Passes over them. */
static apn__node *make_figures(const work *w, const posting *begin, const posting *end)
{
    apn__node *figures =
        apn__make_group(w->reader, APN__MAPPING,
                        apn__cell_place(w->sheet, begin->figure->row, begin->figure->column));
    const posting *next;
    for (const posting *run = begin; run < end; run = next) {
        char year[16];
        apn__place place = apn__cell_place(w->sheet, run->figure->row, run->figure->column);
        for (next = run + 1; next < end && next->figure->year == run->figure->year; next++) {
            if (!w->add)
                fault_twice(w, run, next);
        }
        apn__year_write(run->figure->year, year);
        apn__put_key(
            figures, apn__keep_text(w->reader, apn__text_of(year)), place,
            w->add && next > run + 1
                ? add_up(w, run, (size_t)(next - run))
                : apn__make_cell(w->reader, w->sheet, run->figure->row, run->figure->column));
    }
    return figures;
}

/* A copy of a scalar that stands for the whole sheet; another kind is left to its reader. */
static apn__node *copy_node(const work *w, const apn__node *node)
{
    apn__node *copy = apn__make_group(w->reader, node->kind, node->place);
    if (copy != NULL) {
        *copy = *node;
        copy->next = NULL;
    }
    return copy;
}

/* One line as a mapping. */
static apn__node *make_line(const work *w, const posting *begin, const posting *end)
{
    size_t row = begin->figure->row;
    apn__place place = apn__cell_place(w->sheet, row, w->id);
    apn__node *line = apn__make_group(w->reader, APN__MAPPING, place);
    const posting *next;
    apn__put_key(line, "id", place, apn__make_scalar(w->reader, apn__text_of(begin->id), place));
    if (w->words[TITLE].column == APN__NONE)
        apn__put_key(line, "title", place, apn__make_cell(w->reader, w->sheet, row, w->id));
    for (size_t i = 0; i < WORDS; i++) {
        size_t column = w->words[i].column;
        if (w->words[i].constant != NULL)
            apn__put_key(line, word_keys[i], w->words[i].constant->key_place,
                         copy_node(w, w->words[i].constant));
        else if (column != APN__NONE && apn__cell_text(w->sheet, row, column).length > 0)
            apn__put_key(line, word_keys[i], apn__cell_place(w->sheet, row, column),
                         apn__make_cell(w->reader, w->sheet, row, column));
    }
    for (const posting *one = begin + 1; one < end; one++)
        check_alike(w, begin, one);
    for (const posting *run = begin; run < end; run = next) {
        next = run + 1;
        while (next < end && next->measure == run->measure)
            next++;
        apn__put_key(line, apn_measure_word(run->measure), place, make_figures(w, run, next));
    }
    return line;
}

static void make_lines(work *w, apn__node *list)
{
    size_t lines = group(w);
    const posting *end = w->postings + w->count, *next;
    if (lines > APN__LIMIT_LINES) {
        apn__fault(w->reader, APN_LIMIT, (apn__place){w->sheet->path, 1, 1}, w->trail,
                   "`%s` has %zu cost lines: %u are the most", w->sheet->path, lines,
                   APN__LIMIT_LINES);
        return;
    }
    for (const posting *line = w->postings; line < end && !w->reader->no_memory; line = next) {
        next = line + 1;
        while (next < end && next->line_order == line->line_order)
            next++;
        apn__node *made = make_line(w, line, next);
        if (made != NULL)
            apn__node_add(list, made);
    }
}

static bool needs_year(const work *w, const csv_text *text)
{
    if (text->figures.year != NULL || text->figures.value->kind == APN__MAPPING)
        return false;
    apn__trail here = {w->trail, {"year", 4}, 0};
    apn__fault(w->reader, APN_MISSING_KEY, text->file->place, &here,
               "`from_csv` does not say of which year the amounts are: add `year`, the heading of "
               "the column that has it, or the one year of the whole sheet");
    return true;
}

/* Adds the lines of one from_csv to a list. */
static void expand(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                   apn__node *list)
{
    csv_text text = {0};
    work w = {.reader = reader, .trail = trail};
    apn__rows rows;
    apn__sheet_figures figures;
    apn__read_mapping(reader, node, trail, &csv_table, &text);
    if (text.file == NULL || text.id == NULL || text.figures.value == NULL)
        return;
    apn__trail file = apn__trail_of_key(trail, text.file), id = apn__trail_of_key(trail, text.id);
    w.sheet = apn__sheet_get(reader, text.file, &file);
    bool lacks_year = needs_year(&w, &text);
    if (w.sheet == NULL)
        return;
    w.id = apn__sheet_column(reader, w.sheet, text.id, &id);
    bool good = read_words(&w, &text) && w.id != APN__NONE && !lacks_year;
    good = read_measure(&w, text.measure) && good;
    good = read_repeated(&w, text.repeated) && good;
    good = apn__sheet_rows(reader, w.sheet, text.where, trail, &rows) && good;
    good = good && apn__sheet_pass_totals(reader, w.sheet, w.id, text.totals, trail, &rows);
    if (good && apn__sheet_read_figures(reader, w.sheet, &text.figures, trail, &rows, &figures) &&
        apn__sheet_control(reader, w.sheet, text.control_total, trail, &figures) &&
        list_postings(&w, &figures))
        make_lines(&w, list);
}

/* Whether an entry of the list stands for the lines of a sheet. */
static const apn__node *sheet_of(const apn__node *entry)
{
    return entry->kind == APN__MAPPING && entry->count == 1 ? apn__node_find(entry, "from_csv")
                                                            : NULL;
}

/* An empty list in the place of the cost lines. */
static apn__node *copy_list(apn__reader *reader, const apn__node *node)
{
    apn__node *list = apn__make_group(reader, APN__SEQUENCE, node->place);
    if (list != NULL) {
        list->key = node->key;
        list->key_place = node->key_place;
        list->truncated = node->truncated;
    }
    return list;
}

const apn__node *apn__expand_lines(apn__reader *reader, const apn__node *node,
                                   const apn__trail *trail)
{
    const apn__node *only = sheet_of(node);
    bool any = only != NULL;
    size_t at = 0;
    for (const apn__node *entry = node->first; entry != NULL && node->kind == APN__SEQUENCE;
         entry = entry->next)
        any = any || sheet_of(entry) != NULL;
    apn__node *list = any ? copy_list(reader, node) : NULL;
    if (list == NULL)
        return node;
    if (only != NULL) {
        apn__trail here = apn__trail_of_key(trail, only);
        expand(reader, only, &here, list);
        return list;
    }
    for (apn__node *entry = node->first, *next; entry != NULL; entry = next) {
        const apn__node *sheet = sheet_of(entry);
        next = entry->next;
        at++;
        if (sheet == NULL) {
            entry->next = NULL;
            apn__node_add(list, entry);
            continue;
        }
        apn__trail up = {trail, {"", 0}, at}, here = apn__trail_of_key(&up, sheet);
        expand(reader, sheet, &here, list);
    }
    return list;
}
