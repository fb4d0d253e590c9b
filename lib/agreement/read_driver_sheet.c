/* read_driver_sheet.c: a driver's figures from a sheet. Each row is matched to a party by what the
 * sheet calls it; rows of others are passed over, or refused. */
#include "agreement_sheets.h"

#include <stdlib.h>

#include "apportion/force.h"
#include "names.h"

#define SEVERAL (SIZE_MAX - 1) /* parties that one name stands for */

enum { MOST_FORCES = 64 };

typedef struct csv_text {
    const apn__node *file, *key, *names, *where, *others, *control_total;
    apn__sheet_keys figures;
} csv_text;

static const apn__key csv_keys[] = {
    APN__REQUIRED(csv_text, file, "file", apn__keep_node),
    APN__REQUIRED(csv_text, key, "key", apn__keep_node),
    APN__REQUIRED(csv_text, figures.value, "value", apn__keep_node),
    APN__KEY(csv_text, figures.year, "year", apn__keep_node),
    APN__KEY(csv_text, figures.years, "years", apn__keep_node),
    APN__KEY(csv_text, where, "where", apn__keep_node),
    APN__KEY(csv_text, names, "names", apn__keep_node),
    APN__KEY(csv_text, others, "others", apn__keep_node),
    APN__KEY(csv_text, control_total, "control_total", apn__keep_node),
};
static const apn__table csv_table = APN__TABLE("a driver's `from_csv`", csv_keys);

/* What a sheet may call a party. */
typedef struct party_name {
    apn__text text;
    size_t party;
    int rank; /* 0: `names` says so; 1: its id or name */
} party_name;

/* A figure of a party. */
typedef struct match {
    const apn__sheet_figure *figure;
    size_t party, order;
} match;

typedef struct work {
    apn__reader *reader;
    const apn__trail *trail; /* of from_csv */
    const apn__sheet *sheet;
    size_t key;              /* the column of the parties' names */
    const apn__node **given; /* by party: its entry in `names`, or NULL */
    party_name *names;       /* sorted */
    size_t name_count;
    size_t by_force[MOST_FORCES]; /* the party that is the force, APN__NONE or SEVERAL */
    match *matches;
    size_t match_count;
    bool refuse_others;
} work;

/* By name, then rank, then listed order: no two are equal. */
static int compare_names(const void *left, const void *right)
{
    const party_name *a = left, *b = right;
    int order = apn__name_compare(a->text, b->text);
    if (order == 0)
        order = a->rank - b->rank;
    return order != 0 ? order : (a->party > b->party) - (a->party < b->party);
}

static void read_names(work *w, const apn__node *node)
{
    apn__reader *reader = w->reader;
    w->given = apn__scratch(reader, reader->agreement->party_count, sizeof *w->given);
    if (node == NULL || w->given == NULL)
        return;
    apn__trail trail = apn__trail_of_key(w->trail, node);
    if (!apn__is_mapping(reader, node, &trail, "what the sheet calls each party, as {met: MPS}"))
        return;
    for (const apn__node *child = node->first; child != NULL; child = child->next) {
        apn__trail here = apn__trail_of_key(&trail, child);
        size_t party =
            apn__find_id(reader, &reader->parties, child->key, child->key_place, &here, "party");
        if (apn__is_text(reader, child, &here, "the party's name in the sheet") &&
            party != APN__NONE)
            w->given[party] = child;
    }
}

static void add_name(work *w, apn__text text, size_t party, int rank)
{
    w->names[w->name_count++] = (party_name){text, party, rank};
}

/* Lists what the sheet may call each party: what `names` says, or else its id, its names, and those
 * of the force that its name is. */
static bool list_names(work *w)
{
    const apn_agreement *agreement = w->reader->agreement;
    enum { MOST_NAMES = 3 };
    w->names = apn__scratch(w->reader, agreement->party_count * MOST_NAMES, sizeof *w->names);
    for (size_t i = 0; i < MOST_FORCES; i++)
        w->by_force[i] = APN__NONE;
    if (w->names == NULL || w->given == NULL)
        return false;
    for (size_t party = 0; party < agreement->party_count; party++) {
        const apn_party_info *info = &agreement->parties[party].info;
        size_t force = apn_force_find(info->name, strlen(info->name));
        if (w->given[party] != NULL) {
            add_name(w, w->given[party]->text, party, 0);
            continue;
        }
        add_name(w, apn__text_of(info->id), party, 1);
        add_name(w, apn__text_of(info->name), party, 1);
        add_name(w, apn__text_of(info->name_cy), party, 1);
        if (force < MOST_FORCES)
            w->by_force[force] = w->by_force[force] == APN__NONE ? party : SEVERAL;
    }
    qsort(w->names, w->name_count, sizeof *w->names, compare_names);
    return true;
}

/* The party that a text names, APN__NONE or SEVERAL. */
static size_t find_party(const work *w, apn__text text)
{
    size_t low = 0, high = w->name_count, force;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (apn__name_compare(w->names[middle].text, text) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < w->name_count && apn__name_compare(w->names[low].text, text) == 0) {
        const party_name *first = &w->names[low], *next = first + 1;
        while (next < w->names + w->name_count && next->party == first->party)
            next++;
        bool several = next < w->names + w->name_count && next->rank == first->rank &&
                       apn__name_compare(next->text, text) == 0;
        return several ? SEVERAL : first->party;
    }
    force = apn_force_find(text.bytes, text.length);
    return force < MOST_FORCES ? w->by_force[force] : APN__NONE;
}

/* A row that is nobody's, where that is refused. */
static void fault_other(const work *w, size_t row, apn__text text)
{
    apn__buffer hint = {0};
    apn__reader *reader = w->reader;
    apn__text *words = apn__scratch(reader, w->name_count, sizeof *words);
    for (size_t i = 0; i < w->name_count && words != NULL; i++)
        words[i] = w->names[i].text;
    if (reader->suggestions_left > 0 && words != NULL) {
        size_t nearest = apn__nearest(text, words, w->name_count);
        reader->suggestions_left--;
        if (nearest < w->name_count)
            apn__buffer_print(&hint, "; did you mean `%.*s`?", APN__SHOW(words[nearest]));
    }
    if (hint.failed)
        apn__findings_fail_memory(reader->findings);
    else
        apn__fault(reader, APN_UNKNOWN_ID, apn__cell_place(w->sheet, row, w->key), w->trail,
                   "`%.*s` is no party of the agreement%s", APN__SHOW(text),
                   hint.bytes == NULL ? ": add it to `parties`, or say in `names` whom it means"
                                      : hint.bytes);
    apn__buffer_end(&hint);
}

/* Matches figures to parties, in the sheet's order. */
static bool match_figures(work *w, const apn__sheet_figures *figures)
{
    size_t last_row = 0;
    w->matches = apn__scratch(w->reader, figures->count, sizeof *w->matches);
    for (size_t i = 0; i < figures->count && w->matches != NULL; i++) {
        const apn__sheet_figure *figure = &figures->list[i];
        apn__text text = apn__cell_text(w->sheet, figure->row, w->key);
        size_t party = find_party(w, text);
        bool new_row = figure->row != last_row;
        last_row = figure->row;
        if (party == SEVERAL && new_row)
            apn__fault(
                w->reader, APN_UNKNOWN_ID, apn__cell_place(w->sheet, figure->row, w->key), w->trail,
                "`%.*s` may be more than one party of the agreement: say in `names` what the "
                "sheet calls each of them",
                APN__SHOW(text));
        if (party == APN__NONE && new_row && w->refuse_others)
            fault_other(w, figure->row, text);
        if (party == SEVERAL || party == APN__NONE ||
            apn__fault_year(w->reader, w->sheet, figures, figure, w->trail))
            continue;
        w->matches[w->match_count] = (match){figure, party, w->match_count};
        w->match_count++;
    }
    return w->matches != NULL;
}

/* By year, then party, then as they stand: no two are equal. */
static int compare_matches(const void *left, const void *right)
{
    const match *a = left, *b = right;
    if (a->figure->year != b->figure->year)
        return a->figure->year < b->figure->year ? -1 : 1;
    if (a->party != b->party)
        return a->party < b->party ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static void fault_twice(const work *w, const match *first, const match *again)
{
    char year[16] = "";
    const char *name = w->reader->agreement->parties[again->party].info.name;
    if (again->figure->year != APN__EVERY_YEAR)
        apn__year_write(again->figure->year, year);
    apn__fault(
        w->reader, APN_CSV, apn__cell_place(w->sheet, again->figure->row, w->key), w->trail,
        "`%s` has a row for %s%s%s in line %u already: leave one of them out, or choose with "
        "`where`",
        w->sheet->path, name, *year == '\0' ? "" : " and ", year,
        (unsigned)apn__cell_place(w->sheet, first->figure->row, w->key).line);
}

/* The nearest to a name among the first names of the sheet, as a suggestion. */
static void suggest_row(const work *w, const apn__rows *rows, apn__text name, char *suggestion)
{
    enum { MOST = 1000 };
    size_t count = rows->count < MOST ? rows->count : MOST;
    apn__text *words = apn__scratch(w->reader, count, sizeof *words);
    suggestion[0] = '\0';
    for (size_t i = 0; i < count && words != NULL; i++)
        words[i] = apn__cell_text(w->sheet, rows->list[i], w->key);
    if (words != NULL)
        apn__suggest(w->reader, name, words, count, suggestion);
}

/* Parties that `names` promises and the sheet does not have are faults; others are noted. */
static void check_missing(const work *w, const apn__node *node, const apn__rows *rows)
{
    const apn_agreement *agreement = w->reader->agreement;
    bool *seen = apn__scratch(w->reader, agreement->party_count, sizeof *seen);
    char suggestion[APN__SUGGESTION_SIZE];
    size_t first = APN__NONE, missing = 0;
    apn__path path;
    for (size_t i = 0; i < w->match_count && seen != NULL; i++)
        seen[w->matches[i].party] = true;
    for (size_t party = 0; party < agreement->party_count && seen != NULL; party++) {
        const apn__node *given = w->given[party];
        if (seen[party])
            continue;
        if (given == NULL && missing++ == 0)
            first = party;
        if (given == NULL)
            continue;
        suggest_row(w, rows, given->text, suggestion);
        apn__fault(w->reader, APN_CSV, given->place, w->trail,
                   "no row of `%s` that is asked for is for `%.*s`%s", w->sheet->path,
                   APN__SHOW(given->text), suggestion);
    }
    if (first == APN__NONE)
        return;
    const char *name = agreement->parties[first].info.name;
    suggest_row(w, rows, apn__text_of(name), suggestion);
    apn__findings_add(w->reader->findings, APN_NOTE, APN_MISSING_WEIGHT, node->place,
                      apn__spell(w->trail, &path), "`%s` has no row for %s%s%s", w->sheet->path,
                      name, missing > 1 ? ", nor for others of the parties" : "", suggestion);
}

/* The matches as nodes: a mapping by party, in a mapping by year when there are years. */
static apn__node *make_nodes(const work *w, const apn__node *node)
{
    apn__node *top = apn__make_group(w->reader, APN__MAPPING, node->place), *set = top;
    for (size_t i = 0; i < w->match_count && !w->reader->no_memory; i++) {
        const match *one = &w->matches[i], *before = i == 0 ? NULL : one - 1;
        const apn__sheet_figure *figure = one->figure;
        apn__place place = apn__cell_place(w->sheet, figure->row, w->key);
        bool new_year = before == NULL || before->figure->year != figure->year;
        char year[16];
        if (new_year && figure->year != APN__EVERY_YEAR) {
            apn__year_write(figure->year, year);
            set = apn__make_group(w->reader, APN__MAPPING, node->place);
            apn__put_key(top, apn__keep_text(w->reader, apn__text_of(year)), node->place, set);
        }
        if (!new_year && before->party == one->party) {
            fault_twice(w, before, one);
            continue;
        }
        apn__put_key(set, w->reader->agreement->parties[one->party].info.id, place,
                     apn__make_cell(w->reader, w->sheet, figure->row, figure->column));
    }
    return w->reader->no_memory ? NULL : top;
}

static void read_others(work *w, const apn__node *node)
{
    static const char *const words[] = {"pass", "refuse"};
    if (node == NULL)
        return;
    apn__trail here = apn__trail_of_key(w->trail, node);
    w->refuse_others =
        apn__read_word(w->reader, node, &here, "what to do with rows of others", words, 2) == 1;
}

/* From the rows to the nodes. */
static apn__node *read_rows(work *w, const csv_text *text, const apn__node *node, bool *by_year)
{
    apn__rows rows;
    apn__sheet_figures figures;
    if (!apn__sheet_rows(w->reader, w->sheet, text->where, w->trail, &rows) ||
        !apn__sheet_read_figures(w->reader, w->sheet, &text->figures, w->trail, &rows, &figures) ||
        !apn__sheet_control(w->reader, w->sheet, text->control_total, w->trail, &figures))
        return NULL;
    if (!list_names(w) || !match_figures(w, &figures))
        return NULL;
    if (w->match_count == 0 && !w->refuse_others)
        apn__fault(w->reader, APN_CSV, text->key->place, w->trail,
                   "no row of `%s` that is asked for is for a party of the agreement: its first "
                   "one is for `%.*s`; say in `names` what the sheet calls each party",
                   w->sheet->path, APN__SHOW(apn__cell_text(w->sheet, rows.list[0], w->key)));
    if (w->match_count == 0)
        return NULL;
    qsort(w->matches, w->match_count, sizeof *w->matches, compare_matches);
    check_missing(w, node, &rows);
    *by_year = w->matches[0].figure->year != APN__EVERY_YEAR;
    return make_nodes(w, node);
}

apn__node *apn__read_driver_sheet(apn__reader *reader, const apn__node *node,
                                  const apn__trail *trail, bool *by_year)
{
    csv_text text = {0};
    work w = {.reader = reader, .trail = trail, .key = APN__NONE};
    apn__read_mapping(reader, node, trail, &csv_table, &text);
    if (text.file == NULL)
        return NULL;
    apn__trail file = apn__trail_of_key(trail, text.file);
    w.sheet = apn__sheet_get(reader, text.file, &file);
    read_names(&w, text.names);
    read_others(&w, text.others);
    if (w.sheet == NULL || text.key == NULL || text.figures.value == NULL)
        return NULL;
    apn__trail key = apn__trail_of_key(trail, text.key);
    w.key = apn__sheet_column(reader, w.sheet, text.key, &key);
    if (w.key == APN__NONE || !reader->parties.known)
        return NULL;
    apn__node *made = read_rows(&w, &text, node, by_year);
    if (made != NULL) {
        made->key = node->key;
        made->key_place = node->key_place;
    }
    return made;
}
