/* table_people.h: a rounded table for people. */
#ifndef APPORTION_COMMAND_TABLE_PEOPLE_H
#define APPORTION_COMMAND_TABLE_PEOPLE_H

#include "files.h"
#include "table_sheet.h"

/* What is shown: the sheet, what it was rounded by, and one of the two tables. */
typedef struct table_shown {
    const table_sheet *read;
    const apn_table_options *options;
    const apn_table *table;
    const apn_biproportional *biproportional;
    apn_decimal unit;
} table_shown;

/* Writes the table with its totals, the sums of its groups, and what was done. Errors: APN_LIMIT (a
 * sum of more than 38 digits). */
apn_status put_table(const output *out, const table_shown *shown, apn_error *err);

#endif
