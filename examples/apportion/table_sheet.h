/* table_sheet.h: a sheet of amounts with names, groups and margins, as docs/table.md describes it.
 */
#ifndef APPORTION_COMMAND_TABLE_SHEET_H
#define APPORTION_COMMAND_TABLE_SHEET_H

#include <stdbool.h>

#include "apportion/apportion.h"
#include "told.h"

/* An exact figure: number / below. */
typedef struct figure {
    apn_decimal number, below;
} figure;

typedef struct table_sheet {
    const char *file; /* what messages call it */
    apn_sheet *sheet;
    size_t *places;      /* the sheet's row of each row of the table, and of the row of totals */
    size_t head;         /* the sheet's row of names */
    size_t first_column; /* of amounts, in the sheet */
    size_t rows, columns;
    bool has_row_totals, has_column_totals; /* a last column, a last row, called a total */
    bool has_total;                         /* a figure where they meet */
    bool whole;                             /* no row is shorter than the heading */
    const char *corner;
    const char **row_names, **column_names; /* of the sheet's own texts */
    apn_decimal *cells;                     /* rows x columns */
    apn_decimal *below;                 /* what divides each cell; NULL when there is no fraction */
    apn_decimal *denominators;          /* what divides each row; NULL when there is no fraction */
    figure *row_totals, *column_totals; /* as printed */
    figure total;
    apn_table_groups row_groups, column_groups; /* owned */
} table_sheet;

/* Finds names, groups and margins, and reads every number. What is wrong is added to `list`. End it
 * with table_sheet_free. `sheet` is ended with it. */
void table_sheet_read(apn_sheet *sheet, const char *file, bool grouped, table_sheet *out,
                      told *list);

void table_sheet_free(table_sheet *read);

/* Where the cell of a row and a column stands; the row of totals is `rows`, the column of totals
 * `columns`. */
told_place table_sheet_place(const table_sheet *read, size_t row, size_t column);

/* Where the name of a row, or of a column, stands. */
told_place table_sheet_name_place(const table_sheet *read, bool row, size_t place);

/* A cell of the sheet that belongs to the table. */
apn_sheet_cell table_sheet_cell(const table_sheet *read, size_t row, size_t column);

/* Whether a name says that a last row or column is the total: `Total`, `GRAND TOTAL`, `Totals:`,
 * `£/Total`, `Total (£000)`, `Sum`. */
bool table_word_total(const char *name);

/* Whether a name begins like a total's, or a subtotal's: `Total costs`, `Sub-total South`. */
bool table_word_like_total(const char *name);

/* Reads the numbers of all rows; called by table_sheet_read. */
void table_numbers_read(table_sheet *read, told *list);

/* Groups by their paths, `South/Thames`; called by table_sheet_read. `cells` are `count` cells with
 * a path each, or empty. */
void table_groups_read(const apn_sheet_cell *cells, size_t count, const char *file,
                       apn_table_groups *out, told *list);

void table_groups_free(apn_table_groups *groups);

#endif
