/* table_totals.h: what a sheet's fractions and printed totals come to, exactly. */
#ifndef APPORTION_COMMAND_TABLE_TOTALS_H
#define APPORTION_COMMAND_TABLE_TOTALS_H

#include "table_sheet.h"

/* Brings the fractions of each row to one denominator. What does not fit is added to `list`. */
void table_denominators_settle(table_sheet *read, told *list);

/* Which printed totals are checked: those of the rows, those of the columns, each against its
 * cells. The figure where they meet is checked against both. */
typedef struct totals_checked {
    bool rows, columns;
} totals_checked;

/* Adds a warning for every printed total that is not the sum of its figures. Before the fractions
 * are settled. */
void table_totals_check(const table_sheet *read, totals_checked which, told *list);

/* Adds a warning when the last row, or the last column, is the sum of the others and not called a
 * total. Before the fractions are settled. */
void table_totals_suspect(const table_sheet *read, told *list);

/* The printed totals of the columns, or of the rows, as amounts; one that is not a whole number of
 * units is added to `list`. The caller frees them. */
apn_decimal *table_totals_take(const table_sheet *read, bool of_columns, apn_decimal unit,
                               told *list);

#endif
