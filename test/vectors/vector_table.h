/* vector_table.h: one line of table.vec, read and made ready to be rounded. */
#ifndef TEST_VECTOR_TABLE_H
#define TEST_VECTOR_TABLE_H

#include <stdbool.h>
#include <stdio.h>

#include "apportion/table.h"

typedef struct table_case {
    char *text; /* the line, cut into the fields below */
    const char *id, *result;
    size_t rows, columns;
    apn_decimal *cells, *denominators, *column_totals;
    size_t *row_parents, *row_members, *column_parents, *column_members;
    apn_table_options options; /* which points at the above */
} table_case;

/* Reads a line of any length. False, with a word on standard error, when it is not such a line. The
 * case is to be ended with table_case_end either way. */
bool table_case_read(table_case *c, const char *line);

void table_case_end(table_case *c);

/* A line of any length from the file, with its end cut off, in memory that the caller frees; NULL
 * at the file's end. */
char *table_line(FILE *file);

#endif
