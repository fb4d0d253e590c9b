/* A sheet of amounts: which of its cells are names, groups and margins. */
#include "table_sheet.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "memory.h"
#include "text.h"

static bool is_blank(const char *text)
{
    return text[strspn(text, " ")] == '\0';
}

static bool is_group(const char *text)
{
    return strcasecmp(text, "group") == 0;
}

static told_place place_of(const table_sheet *read, apn_sheet_cell cell)
{
    return (told_place){read->file, cell.line, cell.column};
}

apn_sheet_cell table_sheet_cell(const table_sheet *read, size_t row, size_t column)
{
    return apn_sheet_cell_at(read->sheet, read->places[row], read->first_column + column);
}

told_place table_sheet_place(const table_sheet *read, size_t row, size_t column)
{
    return place_of(read, table_sheet_cell(read, row, column));
}

told_place table_sheet_name_place(const table_sheet *read, bool row, size_t place)
{
    return place_of(read,
                    row ? apn_sheet_cell_at(read->sheet, read->places[place], 0)
                        : apn_sheet_cell_at(read->sheet, read->head, read->first_column + place));
}

/* How many cells of a row there are up to the last that is not empty. */
static size_t row_width(const apn_sheet *sheet, size_t row)
{
    size_t width = apn_sheet_cell_count(sheet, row);
    while (width > 0 && is_blank(apn_sheet_cell_at(sheet, row, width - 1).text))
        width--;
    return width;
}

/* The rows of the sheet that are not empty. */
static size_t *list_rows(const apn_sheet *sheet, size_t *count)
{
    size_t *rows = grab(apn_sheet_row_count(sheet) + 1, sizeof rows[0]);
    *count = 0;
    for (size_t row = 0; row < apn_sheet_row_count(sheet); row++)
        if (row_width(sheet, row) > 0)
            rows[(*count)++] = row;
    return rows;
}

/* What lies where: the heading, the groups of columns below it, and the rows of amounts. */
typedef struct layout {
    size_t head, width; /* the row of headings, and how many cells it has */
    bool row_groups;    /* the second column is headed `group` */
    bool column_groups; /* the second row begins with `group` */
    size_t below;       /* its place in the sheet */
} layout;

static void refuse_groups(const table_sheet *read, apn_sheet_cell cell, told *list)
{
    told_add(list, APN_ERROR, APN_CSV, place_of(read, cell), "",
             "`%s` stands where groups are named: give --groups to hold them, or call it something "
             "else",
             cell.text);
}

/* Finds the groups, which count only when they are asked for. */
static void find_groups(table_sheet *read, const size_t *rows, size_t count, bool grouped,
                        layout *found, told *list)
{
    apn_sheet_cell across = apn_sheet_cell_at(read->sheet, rows[0], 1);
    apn_sheet_cell down = {.text = ""};
    if (count > 1)
        down = apn_sheet_cell_at(read->sheet, rows[1], 0);
    found->row_groups = is_group(across.text);
    found->column_groups = is_group(down.text);
    found->below = count > 1 ? rows[1] : 0;
    if (found->row_groups && !grouped)
        refuse_groups(read, across, list);
    if (found->column_groups && !grouped)
        refuse_groups(read, down, list);
    if (grouped && !found->row_groups && !found->column_groups)
        told_add(list, APN_ERROR, APN_CSV, place_of(read, across), "",
                 "--groups is given, but the sheet names no groups: head the second column `group` "
                 "and write each row's group into it, or begin the second row with `group` and "
                 "write each column's, or leave out --groups");
}

typedef struct named {
    const char *name;
    size_t place;
} named;

static int by_name(const void *left, const void *right)
{
    const named *a = left, *b = right;
    int order = strcmp(a->name, b->name);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

/* The cell that holds the name of a row, or of a column. */
static apn_sheet_cell name_cell(const table_sheet *read, const layout *found, bool rows, size_t i)
{
    return rows ? apn_sheet_cell_at(read->sheet, read->places[i], 0)
                : apn_sheet_cell_at(read->sheet, found->head, read->first_column + i);
}

/* Names of one kind: none missing, none twice, none that is the total's. */
static void check_names(const table_sheet *read, const layout *found, bool rows, told *list)
{
    const char *kind = rows ? "row" : "column";
    size_t count = rows ? read->rows : read->columns;
    named *sorted = grab(count, sizeof *sorted);
    for (size_t i = 0; i < count; i++) {
        apn_sheet_cell cell = name_cell(read, found, rows, i);
        sorted[i] = (named){cell.text, i};
        if (is_blank(cell.text))
            told_add(list, APN_ERROR, APN_CSV, place_of(read, cell), "",
                     "%s %zu has no name: write one %s", kind, i + 1,
                     rows ? "into its first cell" : "above its amounts");
        if (table_word_total(cell.text))
            told_add(list, APN_ERROR, APN_CSV, place_of(read, cell), "",
                     "the %s `%s` stands before others: a total is the last %s; leave out sums "
                     "of some of them, or hold them as groups with --groups",
                     kind, cell.text, kind);
        else if (table_word_like_total(cell.text))
            told_add(list, APN_ERROR, APN_CSV, place_of(read, cell), "",
                     "the %s `%s` is called like a total, and would be added to the others: call "
                     "it `total` if it is the last and their sum, leave out sums of some of them "
                     "or hold them as groups with --groups, and call it something else if it is "
                     "none",
                     kind, cell.text);
    }
    qsort(sorted, count, sizeof *sorted, by_name);
    for (size_t i = 1; i < count; i++) {
        apn_sheet_cell cell = name_cell(read, found, rows, sorted[i].place);
        apn_sheet_cell first = name_cell(read, found, rows, sorted[i - 1].place);
        if (strcmp(cell.text, first.text) != 0 || is_blank(cell.text) ||
            table_word_total(cell.text))
            continue;
        told_add(list, APN_ERROR, APN_DUPLICATE_ID, place_of(read, cell), "",
                 "two %ss are called `%s`, the other on line %u in column %u: give each a name of "
                 "its own",
                 kind, cell.text, first.line, first.column);
    }
    free(sorted);
}

static void refuse_long_row(const table_sheet *read, apn_sheet_cell first, size_t cells,
                            size_t width, told *list)
{
    told_add(list, APN_ERROR, APN_CSV, place_of(read, first), "",
             "row `%s` has %zu cells where the heading has %zu: write an amount with commas in "
             "quotation marks, as \"1,234.50\", or without commas, and nothing above the row of "
             "names",
             first.text, cells, width);
}

static void refuse_short_row(const table_sheet *read, const layout *found, apn_sheet_cell first,
                             size_t cells, told *list)
{
    apn_sheet_cell missing = apn_sheet_cell_at(read->sheet, found->head, cells);
    told_add(list, APN_ERROR, APN_CSV, place_of(read, first), "",
             "row `%s` has %zu cell%s where the heading has %zu, and none for column `%s`: write "
             "its amount, 0 or `-` for nil",
             first.text, cells, cells == 1 ? "" : "s", found->width, missing.text);
}

/* Every row has as many cells as the heading; empty ones behind them do not count. */
static void check_widths(table_sheet *read, const layout *found, told *list)
{
    size_t width = found->width;
    for (size_t row = 0; row < read->rows + (read->has_column_totals ? 1 : 0); row++) {
        size_t cells = apn_sheet_cell_count(read->sheet, read->places[row]);
        size_t used = row_width(read->sheet, read->places[row]);
        apn_sheet_cell first = apn_sheet_cell_at(read->sheet, read->places[row], 0);
        read->whole = read->whole && cells >= width;
        if (used > width)
            refuse_long_row(read, first, used, width, list);
        else if (cells < width)
            refuse_short_row(read, found, first, cells, list);
    }
}

static void take_names(table_sheet *read, const layout *found)
{
    read->corner = apn_sheet_cell_at(read->sheet, found->head, 0).text;
    read->row_names = grab(read->rows, sizeof read->row_names[0]);
    read->column_names = grab(read->columns, sizeof read->column_names[0]);
    for (size_t row = 0; row < read->rows; row++)
        read->row_names[row] = name_cell(read, found, true, row).text;
    for (size_t column = 0; column < read->columns; column++)
        read->column_names[column] = name_cell(read, found, false, column).text;
}

static void refuse_group_of_total(const table_sheet *read, apn_sheet_cell cell, told *list)
{
    if (!is_blank(cell.text))
        told_add(list, APN_ERROR, APN_CSV, place_of(read, cell), "",
                 "`%s` is a group of a total, which is in none: leave the cell empty", cell.text);
}

static void take_groups(table_sheet *read, const layout *found, told *list)
{
    size_t most = read->rows > read->columns ? read->rows : read->columns;
    apn_sheet_cell *cells = grab(most, sizeof *cells);
    for (size_t row = 0; row < read->rows && found->row_groups; row++)
        cells[row] = apn_sheet_cell_at(read->sheet, read->places[row], 1);
    if (found->row_groups)
        table_groups_read(cells, read->rows, read->file, &read->row_groups, list);
    for (size_t column = 0; column < read->columns && found->column_groups; column++)
        cells[column] = apn_sheet_cell_at(read->sheet, found->below, read->first_column + column);
    if (found->column_groups)
        table_groups_read(cells, read->columns, read->file, &read->column_groups, list);
    free(cells);
    if (found->row_groups && read->has_column_totals)
        refuse_group_of_total(read, apn_sheet_cell_at(read->sheet, read->places[read->rows], 1),
                              list);
    if (found->column_groups && read->has_row_totals)
        refuse_group_of_total(
            read, apn_sheet_cell_at(read->sheet, found->below, read->first_column + read->columns),
            list);
}

/* The rows behind the headings, the last of which may hold totals; the columns between the names
 * and the totals. */
static void measure(table_sheet *read, const layout *found, const size_t *rows, size_t count)
{
    size_t heads = found->column_groups ? 2 : 1;
    const char *last = "";
    read->rows = count > heads ? count - heads : 0;
    read->places = grab(read->rows, sizeof read->places[0]);
    if (read->rows > 0) {
        memcpy(read->places, rows + heads, read->rows * sizeof rows[0]);
        last = apn_sheet_cell_at(read->sheet, rows[count - 1], 0).text;
    }
    read->has_column_totals = table_word_total(last);
    read->rows -= read->has_column_totals ? 1 : 0;
    read->first_column = found->row_groups ? 2 : 1;
    read->columns = found->width > read->first_column ? found->width - read->first_column : 0;
    last =
        found->width > 0 ? apn_sheet_cell_at(read->sheet, found->head, found->width - 1).text : "";
    read->has_row_totals = read->columns > 0 && table_word_total(last);
    read->columns -= read->has_row_totals ? 1 : 0;
}

/* A heading of one cell is a sheet that is not separated by commas, or a title. False when it is
 * one of these. */
static bool check_heading(const table_sheet *read, const size_t *rows, size_t count, told *list)
{
    apn_sheet_cell head = apn_sheet_cell_at(read->sheet, rows[0], 0);
    size_t errors = told_count(list, APN_ERROR);
    if (row_width(read->sheet, rows[0]) > 1)
        return true;
    if (strpbrk(head.text, ";\t"))
        told_add(list, APN_ERROR, APN_CSV, place_of(read, head), "",
                 "the heading is one cell with %s in it: separate the cells of the sheet by "
                 "commas, as a spreadsheet does when it saves CSV (comma delimited)",
                 strchr(head.text, ';') ? "`;`" : "tabs");
    else if (count > 1 && row_width(read->sheet, rows[1]) != 1)
        told_add(list, APN_ERROR, APN_CSV, place_of(read, head), "",
                 "the first row has one cell, `%s`, where the row of names is expected: leave out "
                 "titles above the row of names",
                 head.text);
    return told_count(list, APN_ERROR) == errors;
}

static void read_rows(table_sheet *read, const size_t *rows, size_t count, bool grouped, told *list)
{
    layout found = {.head = rows[0], .width = row_width(read->sheet, rows[0])};
    if (!check_heading(read, rows, count, list))
        return;
    find_groups(read, rows, count, grouped, &found, list);
    measure(read, &found, rows, count);
    if (told_status(list) == APN_OK && (read->rows == 0 || read->columns == 0))
        told_add(list, APN_ERROR, APN_NO_PARTY, (told_place){read->file, 1, 1}, "",
                 "the sheet has no %s of amounts: it has a row of names, and under it rows that "
                 "begin with a name",
                 read->rows == 0 ? "row" : "column");
    if (told_status(list) != APN_OK)
        return;
    read->whole = true;
    read->head = found.head;
    check_names(read, &found, false, list);
    check_names(read, &found, true, list);
    check_widths(read, &found, list);
    take_names(read, &found);
    take_groups(read, &found, list);
    table_numbers_read(read, list);
}

void table_sheet_read(apn_sheet *sheet, const char *file, bool grouped, table_sheet *out,
                      told *list)
{
    size_t count = 0;
    *out = (table_sheet){.file = file, .sheet = sheet};
    size_t *rows = list_rows(sheet, &count);
    if (count == 0)
        told_add(list, APN_ERROR, APN_MISSING_KEY, (told_place){file, 1, 1}, "",
                 "the sheet is empty: it has a row of names, and under it rows of amounts");
    else
        read_rows(out, rows, count, grouped, list);
    free(rows);
}

void table_sheet_free(table_sheet *read)
{
    apn_sheet_free(read->sheet);
    table_groups_free(&read->row_groups);
    table_groups_free(&read->column_groups);
    free(read->places);
    free(read->row_names);
    free(read->column_names);
    free(read->cells);
    free(read->below);
    free(read->denominators);
    free(read->row_totals);
    free(read->column_totals);
    *read = (table_sheet){0};
}
