/* text_table.h: a table for people: text to the left and wrapped, numbers to the right and never
 * cut. */
#ifndef APPORTION_COMMAND_TEXT_TABLE_H
#define APPORTION_COMMAND_TEXT_TABLE_H

#include <stdio.h>

#include "terminal.h"

typedef enum column_kind {
    COLUMN_TEXT = 0,  /* wrapped when the table is too wide */
    COLUMN_NUMBER = 1 /* to the right */
} column_kind;

typedef struct table_column {
    const char *title;
    column_kind kind;
    size_t
        least; /* columns of the terminal that it takes at least, so that several tables line up */
} table_column;

typedef struct table table;

/* A table with these columns, which must outlive it. */
table *table_make(const table_column *columns, size_t count);

/* One row: a text for each column, copied. */
void table_row(table *made, const char *const *cells);

/* The same under a rule: a row that adds up the numbers above it. */
void table_total(table *made, const char *const *cells);

/* Writes the table, no wider than the terminal unless one column of numbers alone is, and ends it.
 * Columns that do not fit go into a further table. */
void table_print(table *made, terminal shown, FILE *out);

#endif
