/* A sheet of costs. Its first row that is not blank has headings; each column is known by its own:
 * the line, its title, the year, a budget, an outturn, or a year whose budgets stand under it. */
#include "init_sheet.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "memory.h"
#include "text.h"

enum { LINES_MOST = 10000, ID_MOST = 60 };

typedef enum role { ROLE_NONE, ROLE_LINE, ROLE_TITLE, ROLE_YEAR, ROLE_BUDGET, ROLE_OUTTURN } role;

/* What headings mean, in the order in which they are preferred. */
static const struct heading {
    const char *word;
    role role;
} headings[] = {
    {"line", ROLE_LINE},           {"cost line", ROLE_LINE},  {"cost centre", ROLE_LINE},
    {"budget line", ROLE_LINE},    {"code", ROLE_LINE},       {"id", ROLE_LINE},
    {"item", ROLE_LINE},           {"service", ROLE_LINE},    {"title", ROLE_TITLE},
    {"description", ROLE_TITLE},   {"name", ROLE_TITLE},      {"year", ROLE_YEAR},
    {"financial year", ROLE_YEAR}, {"amount", ROLE_BUDGET},   {"budget", ROLE_BUDGET},
    {"cost", ROLE_BUDGET},         {"value", ROLE_BUDGET},    {"outturn", ROLE_OUTTURN},
    {"actual", ROLE_OUTTURN},      {"actuals", ROLE_OUTTURN}, {"expenditure", ROLE_OUTTURN},
};

enum { HEADINGS = sizeof headings / sizeof *headings, NO_COLUMN = -1 };

typedef struct reading {
    const apn_sheet *sheet;
    const char *file;
    init_sheet *out;
    told *list;
    size_t top; /* the row of headings */
    int year;   /* of every row, or 0 */
    long columns[ROLE_OUTTURN + 1];
    int *years; /* by column: the year it is headed with, or 0 */
    size_t width;
    bool wide;     /* some column is headed with a year */
    void *by_name; /* trees of what is there already */
    void *ids;
} reading;

/* A line by its name in the sheet, in a tree. */
typedef struct named {
    char *name;
    size_t line;
} named;

static int compare_named(const void *left, const void *right)
{
    return strcasecmp(((const named *)left)->name, ((const named *)right)->name);
}

static int compare_texts(const void *left, const void *right)
{
    return strcmp(left, right);
}

static void free_named(void *node)
{
    named *one = node;
    free(one->name);
    free(one);
}

/* A cell without the spaces around it; the caller frees it. */
static char *cell_text(const reading *r, size_t row, size_t column)
{
    apn_sheet_cell cell = apn_sheet_cell_at(r->sheet, row, column);
    size_t begin = 0, end = cell.length;
    while (begin < end && strchr(" \t\n", cell.text[begin]))
        begin++;
    while (end > begin && strchr(" \t\n", cell.text[end - 1]))
        end--;
    return grab_text(cell.text + begin, end - begin);
}

static told_place place_of(const reading *r, size_t row, size_t column)
{
    apn_sheet_cell cell = apn_sheet_cell_at(r->sheet, row, column);
    if (cell.line == 0)
        cell = apn_sheet_cell_at(r->sheet, row, 0);
    return (told_place){r->file, cell.line, cell.column};
}

static bool is_blank(const reading *r, size_t row)
{
    bool blank = true;
    for (size_t column = 0; column < apn_sheet_cell_count(r->sheet, row) && blank; column++) {
        char *text = cell_text(r, row, column);
        blank = *text == '\0';
        free(text);
    }
    return blank;
}

bool init_year_read(const char *text, int *year)
{
    size_t length = strlen(text);
    if ((length != 7 && length != 9) || (text[4] != '/' && text[4] != '-') ||
        strspn(text, "0123456789") != 4 || strspn(text + 5, "0123456789") != length - 5)
        return false;
    int first = atoi(text), second = atoi(text + 5);
    *year = first;
    return first > 0 && second == (length == 7 ? (first + 1) % 100 : first + 1);
}

char *init_id(const char *name, const char *otherwise)
{
    static const char *const reserved[] = {"equal", "lead", "largest", "needed", "all", "total"};
    char *id = grab(strlen(name) + strlen(otherwise) + sizeof "-line", 1);
    size_t length = 0;
    for (; *name && length < ID_MOST; name++) {
        bool capital = *name >= 'A' && *name <= 'Z';
        if ((*name >= 'a' && *name <= 'z') || (*name >= '0' && *name <= '9') || capital)
            id[length++] = (char)(capital ? *name - 'A' + 'a' : *name);
        else if (length > 0 && id[length - 1] != '-')
            id[length++] = '-';
    }
    while (length > 0 && id[length - 1] == '-')
        length--;
    id[length] = '\0';
    if (length == 0)
        strcpy(id, otherwise);
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (strcmp(id, reserved[i]) == 0)
            strcat(id, "-line");
    return id;
}

/* Gives each column its role by its heading; of two for one role the better word has it. */
static void read_headings(reading *r)
{
    size_t best[ROLE_OUTTURN + 1];
    r->width = apn_sheet_cell_count(r->sheet, r->top);
    r->years = grab(r->width, sizeof *r->years);
    for (size_t i = 0; i <= ROLE_OUTTURN; i++) {
        r->columns[i] = NO_COLUMN;
        best[i] = HEADINGS;
    }
    for (size_t column = 0; column < r->width; column++) {
        char *text = cell_text(r, r->top, column);
        r->wide = init_year_read(text, &r->years[column]) || r->wide;
        for (size_t i = 0; i < HEADINGS; i++) {
            if (strcasecmp(text, headings[i].word) != 0 || i >= best[headings[i].role])
                continue;
            best[headings[i].role] = i;
            r->columns[headings[i].role] = (long)column;
        }
        free(text);
    }
    if (r->columns[ROLE_LINE] == NO_COLUMN) {
        r->columns[ROLE_LINE] = r->columns[ROLE_TITLE];
        r->columns[ROLE_TITLE] = NO_COLUMN;
    }
}

/* Says which headings are not used, so that nothing is passed over in silence. */
static void list_unused(reading *r)
{
    for (size_t column = 0; column < r->width; column++) {
        bool used = r->years[column] != 0;
        for (size_t i = ROLE_LINE; i <= ROLE_OUTTURN; i++)
            used = used || (r->columns[i] == (long)column &&
                            !(r->wide && (i == ROLE_YEAR || i == ROLE_BUDGET)));
        char *text = cell_text(r, r->top, column);
        if (used || *text == '\0') {
            free(text);
            continue;
        }
        r->out->unused = grab_more(r->out->unused, r->out->unused_count + 1, sizeof(char *));
        r->out->unused[r->out->unused_count++] = text;
    }
}

static void tell_missing(const reading *r, const char *what, const char *words)
{
    told_add(r->list, APN_ERROR, APN_CSV, place_of(r, r->top, 0), "",
             "the sheet has no column of %s: give it one, headed %s", what, words);
}

/* Whether the headings are enough to go by. */
static bool check_headings(const reading *r)
{
    if (r->columns[ROLE_LINE] == NO_COLUMN)
        tell_missing(r, "cost lines", "Line, Cost centre, Code, Item or Description");
    if (!r->wide && r->columns[ROLE_BUDGET] == NO_COLUMN && r->columns[ROLE_OUTTURN] == NO_COLUMN)
        tell_missing(r, "amounts", "Amount, Budget or Outturn, or one for each year, as 2015/16");
    else if (!r->wide && r->year == 0 && r->columns[ROLE_YEAR] == NO_COLUMN)
        tell_missing(r, "years", "Year; or name the one year of the whole sheet with --year");
    return told_status(r->list) == APN_OK;
}

/* An id that no line has yet. */
static char *new_id(reading *r, const char *name)
{
    char *plain = init_id(name, "line"), *id = text_of("%s", plain);
    for (size_t i = 2; tfind(id, &r->ids, compare_texts); i++) {
        free(id);
        id = text_of("%s-%zu", plain, i);
    }
    free(plain);
    if (!tsearch(id, &r->ids, compare_texts))
        out_of_memory();
    return id;
}

/* The line of a name, made when it is new. */
static init_line *find_line(reading *r, const char *name, size_t row)
{
    init_sheet *out = r->out;
    named *wanted = grab(1, sizeof *wanted);
    wanted->name = grab_text(name, strlen(name));
    wanted->line = out->count;
    named **found = tsearch(wanted, &r->by_name, compare_named);
    if (!found)
        out_of_memory();
    if (*found != wanted) {
        free_named(wanted);
        return &out->lines[(*found)->line];
    }
    out->lines = grab_more(out->lines, out->count + 1, sizeof *out->lines);
    char *title = r->columns[ROLE_TITLE] == NO_COLUMN
                      ? grab_text(name, strlen(name))
                      : cell_text(r, row, (size_t)r->columns[ROLE_TITLE]);
    out->lines[out->count] = (init_line){.id = new_id(r, name), .title = title};
    return &out->lines[out->count++];
}

/* Reads an amount of whole pennies; NULL, told, when it is none. */
static char *read_amount(const reading *r, size_t row, size_t column, const char *text)
{
    const apn_decimal penny = {.lo = 1, .scale = 2, .sign = 1};
    apn_decimal amount, units;
    apn_error err = {0};
    char written[APN_DECIMAL_TEXT_SIZE];
    apn_status status =
        apn_decimal_parse(text, strlen(text), APN_FORM_MONEY | APN_FORM_SHEET, NULL, &amount, &err);
    if (status == APN_OK)
        status = apn_decimal_to_units(amount, penny, APN_ROUND_NONE, &units, &err);
    if (status == APN_OK)
        status = apn_decimal_from_units(units, penny, &amount, &err);
    if (status != APN_OK) {
        told_add(r->list, APN_ERROR, status, place_of(r, row, column), "",
                 "`%.*s` is not an amount in pounds and pence: %s", text_shown(text), text,
                 *text ? err.message : "the cell is empty");
        return NULL;
    }
    return grab_text(written, apn_decimal_format(amount, 0, written));
}

/* Adds a figure unless its line has one already. */
static void add_figure(const reading *r, init_line *line, size_t row, size_t column,
                       init_figure figure)
{
    char *text = cell_text(r, row, column);
    told_place place = place_of(r, row, column);
    figure.amount = read_amount(r, row, column, text);
    free(text);
    figure.row = place.line;
    if (!figure.amount)
        return;
    for (size_t i = 0; i < line->count; i++) {
        const init_figure *before = &line->figures[i];
        if (before->year != figure.year || before->measure != figure.measure)
            continue;
        told_add(r->list, APN_ERROR, APN_CSV, place, "",
                 "`%.*s` has a %s for %d/%02d in line %u already: make one row of them",
                 text_shown(line->title), line->title, apn_measure_word(figure.measure),
                 figure.year, (figure.year + 1) % 100, before->row);
        free(figure.amount);
        return;
    }
    line->figures = grab_more(line->figures, line->count + 1, sizeof *line->figures);
    line->figures[line->count++] = figure;
}

static void skip(reading *r, size_t row, char *name, bool total)
{
    init_sheet *out = r->out;
    out->skipped = grab_more(out->skipped, out->skipped_count + 1, sizeof *out->skipped);
    out->skipped[out->skipped_count++] = (init_skipped){place_of(r, row, 0).line, name, total};
}

static bool is_total(const char *name)
{
    static const char *const words[] = {"total",    "totals",    "grand total",
                                        "subtotal", "sub-total", "sum"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(name, words[i]) == 0)
            return true;
    return false;
}

/* Whether the row has anything where figures stand. */
static bool has_figures(const reading *r, size_t row)
{
    bool any = false;
    for (size_t column = 0; column < r->width; column++) {
        bool figure = r->wide ? r->years[column] != 0
                              : (long)column == r->columns[ROLE_BUDGET] ||
                                    (long)column == r->columns[ROLE_OUTTURN];
        char *text = cell_text(r, row, column);
        any = any || (figure && *text);
        free(text);
    }
    return any;
}

/* The year of a row of a long sheet; 0, told, when it says none. */
static int row_year(const reading *r, size_t row)
{
    int year = r->year;
    if (r->columns[ROLE_YEAR] == NO_COLUMN)
        return year;
    char *text = cell_text(r, row, (size_t)r->columns[ROLE_YEAR]);
    if (!init_year_read(text, &year)) {
        told_add(r->list, APN_ERROR, APN_NUMBER, place_of(r, row, (size_t)r->columns[ROLE_YEAR]),
                 "", "`%.*s` is not a financial year: write it as 2015/16", text_shown(text), text);
        year = 0;
    }
    free(text);
    return year;
}

static void read_figures(const reading *r, init_line *line, size_t row)
{
    int year = r->wide ? 0 : row_year(r, row);
    for (size_t column = 0; column < r->width; column++) {
        bool outturn = (long)column == r->columns[ROLE_OUTTURN];
        bool figure =
            r->wide ? r->years[column] != 0 : outturn || (long)column == r->columns[ROLE_BUDGET];
        char *text = cell_text(r, row, column);
        bool blank = *text == '\0';
        free(text);
        if (!figure || blank || (!r->wide && year == 0))
            continue;
        add_figure(r, line, row, column,
                   (init_figure){.year = r->wide ? r->years[column] : year,
                                 .measure = !r->wide && outturn ? APN_OUTTURN : APN_BUDGET});
    }
}

/* Tells the first cell that stands under no heading: mostly what is left of an amount that a comma
 * has cut in two. */
static void check_width(const reading *r, size_t row)
{
    size_t cells = apn_sheet_cell_count(r->sheet, row);
    for (size_t column = r->width; column < cells; column++) {
        char *text = cell_text(r, row, column);
        bool blank = *text == '\0';
        if (!blank)
            told_add(r->list, APN_ERROR, APN_CSV, place_of(r, row, column), "",
                     "`%.*s` stands under no heading: put a cell with a comma into quotes, as "
                     "\"12,500.00\", or name the column",
                     text_shown(text), text);
        free(text);
        if (!blank)
            return;
    }
}

static void read_row(reading *r, size_t row)
{
    size_t column = (size_t)r->columns[ROLE_LINE];
    char *name = cell_text(r, row, column);
    bool figures = has_figures(r, row);
    check_width(r, row);
    if (*name == '\0') {
        told_add(r->list, APN_ERROR, APN_CSV, place_of(r, row, column), "",
                 "the row has figures and no cost line: name the line");
    } else if (is_total(name) || !figures) {
        skip(r, row, name, figures);
        return;
    } else if (r->out->count <= LINES_MOST) {
        read_figures(r, find_line(r, name, row), row);
    }
    free(name);
}

/* By measure, then year: no two are equal. */
static int compare_figures(const void *left, const void *right)
{
    const init_figure *a = left, *b = right;
    if (a->measure != b->measure)
        return a->measure < b->measure ? -1 : 1;
    return (a->year > b->year) - (a->year < b->year);
}

static void keep_text(void *node)
{
    (void)node; /* the lines own their ids */
}

void init_sheet_read(const apn_sheet *sheet, const char *file, int year, init_sheet *out,
                     told *list)
{
    reading r = {.sheet = sheet, .file = file, .out = out, .list = list, .year = year};
    size_t rows = apn_sheet_row_count(sheet);
    while (r.top < rows && is_blank(&r, r.top))
        r.top++;
    if (r.top == rows) {
        told_add(list, APN_ERROR, APN_CSV, (told_place){file, 1, 1}, "",
                 "the sheet is empty: its first row has headings, as Line, Year and Amount");
        return;
    }
    read_headings(&r);
    list_unused(&r);
    if (check_headings(&r)) {
        for (size_t row = r.top + 1; row < rows; row++)
            if (!is_blank(&r, row))
                read_row(&r, row);
        if (out->count == 0 && told_status(list) == APN_OK)
            told_add(list, APN_ERROR, APN_CSV, place_of(&r, r.top, 0), "",
                     "the sheet has no cost line under its headings");
        if (out->count > LINES_MOST)
            told_add(list, APN_ERROR, APN_LIMIT, place_of(&r, r.top, 0), "",
                     "the sheet has more than %d cost lines", LINES_MOST);
    }
    for (size_t i = 0; i < out->count; i++)
        if (out->lines[i].count > 1)
            qsort(out->lines[i].figures, out->lines[i].count, sizeof(init_figure), compare_figures);
    tdestroy(r.by_name, free_named);
    tdestroy(r.ids, keep_text);
    free(r.years);
}

void init_sheet_free(init_sheet *read)
{
    for (size_t i = 0; i < read->count; i++) {
        for (size_t j = 0; j < read->lines[i].count; j++)
            free(read->lines[i].figures[j].amount);
        free(read->lines[i].figures);
        free(read->lines[i].id);
        free(read->lines[i].title);
    }
    for (size_t i = 0; i < read->skipped_count; i++)
        free(read->skipped[i].name);
    for (size_t i = 0; i < read->unused_count; i++)
        free(read->unused[i]);
    free(read->unused);
    free(read->skipped);
    free(read->lines);
    *read = (init_sheet){0};
}
