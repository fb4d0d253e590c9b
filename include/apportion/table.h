/* table.h: a whole table rounded to units so that it foots: cells, rows, columns, groups and
 * running totals. The rules are in docs/methods/table.md and docs/methods/biproportional.md. */
#ifndef APPORTION_TABLE_H
#define APPORTION_TABLE_H

#include "apportion/decimal.h"

#ifdef __cplusplus
extern "C" {
#endif

#define APN_NO_GROUP SIZE_MAX /* in no group: held by the whole table alone */

/* Nested groups of rows, or of columns: pools, programmes, regions, years. A group's parent stands
 * before or behind it; a circle of parents is APN_USAGE. */
typedef struct apn_table_groups {
    size_t count;
    const size_t *parents;    /* `count`: the group around each, or APN_NO_GROUP */
    const size_t *members;    /* one for each row (column): the innermost group that it is in, or
                                 APN_NO_GROUP */
    const char *const *names; /* `count` names for messages; NULL: "group 1", "group 2" … */
} apn_table_groups;

/* Set `size` to sizeof(apn_table_options) and the rest to zero; then every field has its default.
 * The library copies what the pointers show. */
typedef struct apn_table_options {
    size_t size;
    apn_decimal unit;                /* the smallest amount that can be printed; zero means 0.01 */
    const apn_decimal *denominators; /* `rows` whole numbers above zero that divide the row's cells;
                                        NULL: none */
    apn_table_groups row_groups;     /* count 0: none */
    apn_table_groups column_groups;  /* count 0: none */
    const apn_decimal *column_totals; /* `columns` amounts in whole units that the columns must
                                         have; NULL: each is the floor or the ceiling of its exact
                                         sum. Not with groups, nor with `cumulative` */
    int cumulative; /* not zero: the rows are consecutive periods, and every column's running total
                       is held as well. Not with row_groups */
    const char *const *row_names;    /* `rows` names for messages; NULL: "row 1" … */
    const char *const *column_names; /* `columns`; NULL: "column 1" … */
    apn_progress progress;           /* NULL: never called */
    void *progress_context;
} apn_table_options;

/* A rounded table. Frozen; any thread may read it. */
typedef struct apn_table apn_table;

/* Rounds a table of exact amounts to whole units: every cell, row, column and group, and the whole,
 * is the floor or the ceiling of its exact amount. Of all such tables it is the one with the least
 * |whole - exact|, then the least sum of |row - exact|, of |column - exact|, of |cell - exact|, and
 * then the lexicographically greatest in row order (docs/methods/table.md): one answer, the same on
 * every machine. cells: rows times columns amounts in currency, row by row; cell (i, j) means
 * cells[i * columns + j] / denominators[i]. NULL options mean the defaults.
 * Errors: APN_NO_PARTY (no row or no column), APN_NUMBER (the unit or a denominator is not above
 * zero), APN_NOT_WHOLE_UNITS (with column_totals: a row or a column total that is not whole),
 * APN_TABLE_INFEASIBLE (no table has these column totals; the sentence proves it), APN_USAGE
 * (options that do not go together), APN_LIMIT (docs/limits.md), APN_CANCELLED, APN_MEMORY,
 * APN_INTERNAL. End it with apn_table_free. */
APN_MUST_USE APN_API apn_status apn_table_make(const apn_decimal *cells, size_t rows,
                                               size_t columns, const apn_table_options *options,
                                               apn_table **out, apn_error *err);

APN_API void apn_table_free(apn_table *table);

APN_API size_t apn_table_row_count(const apn_table *table);
APN_API size_t apn_table_column_count(const apn_table *table);
APN_API apn_decimal apn_table_unit(const apn_table *table);

/* Amounts in currency. */
APN_API apn_decimal apn_table_amount(const apn_table *table, size_t row, size_t column);
APN_API apn_decimal apn_table_row_total(const apn_table *table, size_t row);
APN_API apn_decimal apn_table_column_total(const apn_table *table, size_t column);
APN_API apn_decimal apn_table_total(const apn_table *table);

/* A rectangle: the rows of a group by the columns of a group, APN_NO_GROUP standing for all rows or
 * all columns. A row group by all columns, a column group by all rows, is held within a unit; a
 * block of both is not always, and *held says (0 or 1) whether it is. `held` may be NULL. */
APN_API apn_decimal apn_table_block(const apn_table *table, size_t row_group, size_t column_group,
                                    int *held);

/* All amounts in units, row by row. Errors: APN_LIMIT when one does not fit in 64 bits; the array
 * is then not to be used. */
APN_MUST_USE APN_API apn_status apn_table_amounts_i64(const apn_table *table, int64_t *amounts,
                                                      apn_error *err);

/* Exact figures as text, "p/q" in lowest terms or "p"; as snprintf: at most `size` bytes with the
 * end, and the whole length without it is returned. */
APN_API size_t apn_table_quota(const apn_table *table, size_t row, size_t column, char *buffer,
                               size_t size); /* the exact amount, currency */
APN_API size_t apn_table_moved(const apn_table *table, size_t row, size_t column, char *buffer,
                               size_t size); /* amount - quota, units */

/* Why no other table is better: a price for every column within every group of rows and within the
 * whole table. docs/methods/table.md says how anybody checks the answer with them: at these prices
 * no row gains by moving a unit from one column to another. */
typedef enum apn_table_level {
    APN_TABLE_ROWS = 0,    /* the part of a price that weighs against sums of |row - exact| */
    APN_TABLE_COLUMNS = 1, /* … |column - exact| */
    APN_TABLE_CELLS = 2    /* … |cell - exact| */
} apn_table_level;

/* One part of a price, in units, as text. `row_group` is a group, under `cumulative` a row (for the
 * periods up to it), or APN_NO_GROUP for the whole table; `column` is a column, or
 * apn_table_column_count for the column of what the row totals are rounded up by. */
APN_API size_t apn_table_price(const apn_table *table, size_t row_group, size_t column,
                               apn_table_level level, char *buffer, size_t size);

/* The part of a price that settles ties: cells in row order (row * columns + column), each raised
 * (+1) or lowered (-1). Of two series the cheaper is the one that raises the earliest cell in which
 * they differ. Returns how many there are and writes the first `room` of them. */
APN_API size_t apn_table_price_ties(const apn_table *table, size_t row_group, size_t column,
                                    size_t *cells, int *signs, size_t room);

/* A table in proportion to a seed in both directions, rounded: every cell is seed * row divisor *
 * column divisor rounded to the nearest unit (Webster; a half may go either way), and rows and
 * columns have the totals that are asked for. Frozen; any thread may read it. */
typedef struct apn_biproportional apn_biproportional;

/* What the table is to be in proportion to, and what it is to add up to. */
typedef struct apn_biproportional_input {
    size_t rows, columns;
    const apn_decimal *seed;          /* rows times columns numbers, none negative, row by row */
    const apn_decimal *row_totals;    /* amounts in whole units, none negative … */
    const apn_decimal *column_totals; /* … with the same sum */
} apn_biproportional_input;

/* Of `options` only size, unit, the names and progress are used. The answer is unique but for ties;
 * among ties it is the lexicographically greatest table in row order.
 * Errors: APN_NO_PARTY (no row or no column), APN_NEGATIVE_WEIGHT (a seed), APN_NUMBER (a negative
 * total), APN_NOT_WHOLE_UNITS (a total), APN_TABLE_INFEASIBLE (the totals differ in their sums, or
 * rows and columns that the sentence names cannot have theirs because of zeros in the seed),
 * APN_USAGE, APN_LIMIT, APN_CANCELLED, APN_MEMORY, APN_INTERNAL. End it with
 * apn_biproportional_free. */
APN_MUST_USE APN_API apn_status apn_biproportional_make(const apn_biproportional_input *input,
                                                        const apn_table_options *options,
                                                        apn_biproportional **out, apn_error *err);

APN_API void apn_biproportional_free(apn_biproportional *table);

APN_API size_t apn_biproportional_row_count(const apn_biproportional *table);
APN_API size_t apn_biproportional_column_count(const apn_biproportional *table);
APN_API apn_decimal apn_biproportional_unit(const apn_biproportional *table);
APN_API apn_decimal apn_biproportional_amount(const apn_biproportional *table, size_t row,
                                              size_t column);

/* The certificate: multipliers above zero, "p/q", with which seed * row * column rounds to the
 * amount in units in every cell. As snprintf. */
APN_API size_t apn_biproportional_row_divisor(const apn_biproportional *table, size_t row,
                                              char *buffer, size_t size);
APN_API size_t apn_biproportional_column_divisor(const apn_biproportional *table, size_t column,
                                                 char *buffer, size_t size);

/* A set of cells that lie on halves and that can exchange a unit without changing any total: which
 * of them were rounded up is settled by order alone. */
typedef struct apn_biproportional_tie {
    const size_t *cells; /* row * columns + column, ascending; owned by the table */
    size_t cells_count;
    const size_t *raised; /* those that were rounded up, ascending */
    size_t raised_count;
} apn_biproportional_tie;

APN_API size_t apn_biproportional_tie_count(const apn_biproportional *table);
APN_API apn_biproportional_tie apn_biproportional_tie_at(const apn_biproportional *table,
                                                         size_t index);

#ifdef __cplusplus
}
#endif
#endif
