/* grid.h: the steps from exact amounts to a grid that is ready to be rounded. */
#ifndef APN_TABLE_GRID_H
#define APN_TABLE_GRID_H

#include "table_model.h"

/* Fills floors, parts, denominators and common, and mirrors them where the table is negative.
 * Requires: the arrays that apn__grid_make allocates. Errors: APN_LIMIT, APN_MEMORY. */
apn_status apn__grid_read(const apn__table_source *source, apn__grid *grid, apn_error *err);

/* Keeps a fraction's numerator. */
void apn__grid_store(apn__grid *grid, size_t row, size_t column, const mpz_t part);

/* Requires: |value| < 2^127. */
apn__wide_units apn__wide_from_integer(const mpz_t value);
void apn__integer_from_wide(mpz_t out, apn__wide_units value);

#endif
