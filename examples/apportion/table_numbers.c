/* The numbers of a sheet: as money and spreadsheets write them, or as fractions of two whole
 * numbers. */
#include "table_sheet.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "text.h"

/* A fraction may be negative here, as no weight may. */
static apn_status fraction_read(const char *text, size_t length, figure *out, apn_error *err)
{
    int percent = 0;
    bool negative = text[0] == '-';
    apn_status status = apn_weight_parse(text + negative, length - negative, &out->number,
                                         &out->below, &percent, err);
    if (status == APN_NEGATIVE_WEIGHT) {
        status = APN_NUMBER;
        *err = (apn_error){.status = status,
                           .message = "a second sign: a number has one `+` or `-` at most"};
    }
    if (status == APN_OK && negative)
        out->number.sign = (int8_t)-out->number.sign;
    return status;
}

static apn_status figure_read(apn_sheet_cell cell, figure *out, apn_error *err)
{
    out->below = apn_decimal_from_i64(1);
    if (memchr(cell.text, '/', cell.length))
        return fraction_read(cell.text, cell.length, out, err);
    return apn_decimal_parse(cell.text, cell.length, APN_FORM_MONEY | APN_FORM_SHEET, NULL,
                             &out->number, err);
}

/* "row `Licences`", "column 3" without a name; the ones of totals have no other name. The caller
 * frees it. */
static char *line_text(const char *kind, const char *const *names, size_t count, size_t place)
{
    if (place < count && names[place][strspn(names[place], " ")] == '\0')
        return text_of("%s %zu", kind, place + 1);
    return text_of("%s `%s`", kind, place < count ? names[place] : "total");
}

/* What is wrong with a text that is no number, and what to do. */
static const char *cell_advice(const char *text, const apn_error *err)
{
    text += strspn(text, " ");
    if (*text == '\0')
        return "the cell is empty: write its amount, 0 or `-` for nil";
    if (*text == '#')
        return "the spreadsheet's own error where an amount is expected: mend the formula there";
    if (*text == '=')
        return "a formula where an amount is expected: save the sheet with its values";
    if (!strpbrk(text, "0123456789"))
        return "text where an amount is expected: write the amount, 0 or `-` for nil";
    return err->message;
}

static void refuse_cell(const table_sheet *read, size_t row, size_t column, const apn_error *err,
                        told *list)
{
    apn_sheet_cell cell = table_sheet_cell(read, row, column);
    bool empty = cell.text[strspn(cell.text, " ")] == '\0';
    char *down = line_text("row", read->row_names, read->rows, row);
    char *across = line_text("column", read->column_names, read->columns, column);
    char *quoted = empty ? text_of("%s", "") : text_of("\"%s\": ", cell.text);
    told_add(list, APN_ERROR, err->status, table_sheet_place(read, row, column), "", "%s, %s: %s%s",
             down, across, quoted, cell_advice(cell.text, err));
    free(down);
    free(across);
    free(quoted);
}

/* Reads the cell of a row and a column, either of which may be that of totals. False when it is no
 * number. */
static bool cell_read(table_sheet *read, size_t row, size_t column, figure *out, told *list)
{
    apn_sheet_cell cell = table_sheet_cell(read, row, column);
    bool empty = cell.text[strspn(cell.text, " ")] == '\0';
    apn_error err = {.status = APN_NUMBER};
    *out = (figure){.below = apn_decimal_from_i64(1)};
    /* Where the totals meet there need be none. */
    if (empty && row == read->rows && column == read->columns)
        return false;
    if (!empty && figure_read(cell, out, &err) == APN_OK)
        return true;
    refuse_cell(read, row, column, &err, list);
    return false;
}

/* Keeps a cell's number; what divides the cells is kept only once there is a fraction. */
static void cell_keep(table_sheet *read, size_t place, figure found)
{
    const apn_decimal one = apn_decimal_from_i64(1);
    if (!read->whole)
        return;
    read->cells[place] = found.number;
    if (!read->below && apn_decimal_compare(found.below, one) != 0) {
        read->below = grab(read->rows * read->columns, sizeof read->below[0]);
        for (size_t i = 0; i < read->rows * read->columns; i++)
            read->below[i] = one;
    }
    if (read->below)
        read->below[place] = found.below;
}

static void row_read(table_sheet *read, size_t row, told *list)
{
    size_t width = read->first_column + read->columns + (read->has_row_totals ? 1 : 0);
    if (apn_sheet_cell_count(read->sheet, read->places[row]) < width)
        return; /* told already */
    for (size_t column = 0; column < read->columns; column++) {
        figure found;
        (void)cell_read(read, row, column, &found, list);
        if (row < read->rows)
            cell_keep(read, row * read->columns + column, found);
        else
            read->column_totals[column] = found;
    }
    if (!read->has_row_totals)
        return;
    if (row < read->rows)
        (void)cell_read(read, row, read->columns, &read->row_totals[row], list);
    else
        read->has_total = cell_read(read, row, read->columns, &read->total, list);
}

void table_numbers_read(table_sheet *read, told *list)
{
    /* Where rows are short, rows times columns can be far more than the sheet has. */
    if (read->whole)
        read->cells = grab(read->rows * read->columns, sizeof read->cells[0]);
    if (read->has_row_totals)
        read->row_totals = grab(read->rows, sizeof read->row_totals[0]);
    if (read->has_column_totals)
        read->column_totals = grab(read->columns, sizeof read->column_totals[0]);
    for (size_t row = 0; row < read->rows + (read->has_column_totals ? 1 : 0); row++)
        row_read(read, row, list);
}
