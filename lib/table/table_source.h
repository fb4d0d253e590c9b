/* table_source.h: where a table's exact amounts come from, for the layers above. */
#ifndef APN_TABLE_TABLE_SOURCE_H
#define APN_TABLE_TABLE_SOURCE_H

#include <gmp.h>

#include "apportion/table.h"

/* Exact amounts in units: cell (row, column) is numerator / denominator of the row. `context` is
 * passed back to both. The functions read and write nothing else; each may be called more than
 * once for a cell, and gives the same every time. */
typedef struct apn__table_source {
    size_t rows, columns;
    const void *context;
    void (*numerator)(const void *context, size_t row, size_t column, mpz_t out);
    void (*denominator)(const void *context, size_t row, mpz_t out); /* above zero */
} apn__table_source;

/* As apn_table_make, for amounts of any size and denominator. `options->denominators` is not used;
 * `options->unit` only turns units into currency. */
apn_status apn__table_make(const apn__table_source *source, const apn_table_options *options,
                           apn_table **out, apn_error *err);

#endif
