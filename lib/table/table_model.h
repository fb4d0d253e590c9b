/* table_model.h: a table on its way from exact amounts to whole units.
 *
 * The table is made whole first. A slack column takes what each row lacks to its next whole unit, a
 * slack row what each column lacks; their corner has the fraction of the whole table. Now every row
 * and every column is whole, and every cell is to be its floor or one more: it is raised or not. A
 * raised cell of the slack column means that the row's own total is rounded down, one of the slack
 * row that the column's is. So rows, columns and the whole are cells like any other, and the errors
 * that docs/methods/table.md counts are costs of raising a cell: |1 - f| - |f| = 1 - 2f for the
 * fraction f. Cells that are whole cannot be raised.
 *
 * Rows are 0 … rows - 1 and the slack row is `rows`; columns likewise, `width` with the slack
 * column. A cell is row * width + column. */
#ifndef APN_TABLE_TABLE_MODEL_H
#define APN_TABLE_TABLE_MODEL_H

#include <gmp.h>
#include <stdbool.h>

#include "alloc.h"
#include "table_source.h"

__extension__ typedef __int128 apn__wide_units;

/* Nested groups of things (rows, or columns, with the slack one last). The whole is the group
 * `count`: everything that is in no other is in it directly. */
typedef struct apn__forest {
    size_t count, thing_count;
    size_t *parents; /* count: the group around each */
    size_t *order;   /* the groups, each before the one around it */
    size_t *groups;  /* of each thing: the innermost group */
    size_t *starts;  /* count + 2: where a group's own things begin among `things` */
    size_t *things;
    size_t *child_starts; /* count + 2: where a group's own groups begin among `children` */
    size_t *children;
} apn__forest;

/* Fills the forest. chain: every thing but the slack one is a group of its own with all before it.
 * Errors: APN_USAGE, APN_MEMORY. Clear it all the same. */
apn_status apn__forest_make(const apn_table_groups *groups, size_t things, bool chain,
                            const char *what, apn__forest *out, apn_error *err);
void apn__forest_clear(apn__forest *forest);

/* Whether the group holds the thing, at any depth. */
bool apn__forest_holds(const apn__forest *forest, size_t group, size_t thing);

/* The cost of raising a cell, or of a series of exchanges, at each apn_table_level, in the order in
 * which they count: exactly in parts of the common denominator, or in parts of 2^-shift units, with
 * an error below the grid's `doubt`. */
typedef struct apn__cost {
    int64_t parts[3];
    uint8_t levels; /* a bit for each level that the cost has cells of */
} apn__cost;

#define APN__UNMOVABLE INT64_MAX /* the cost of a cell that is whole, or fixed */

typedef struct apn__grid {
    size_t rows, columns, width;
    const apn_table_options *options; /* of the call */
    apn__forest row_groups, column_groups;
    apn__wide_units *floors; /* rows * columns, in units */
    mpz_t *denominators;     /* of the rows' fractions; unused when exact */
    mp_limb_t *parts; /* numerators of the fractions, `limbs` each, rows * width; NULL when exact */
    size_t limbs;
    mpz_t common;         /* a denominator of all fractions */
    mpz_t *slack_parts;   /* width: the slack row's fractions, over common */
    bool exact;           /* costs are exact, in parts of common; else they are within 2 of it */
    int64_t doubt;        /* the error of any sum of costs along a way; 0 when exact */
    int shift;            /* not exact: costs are in parts of 2^-shift */
    int64_t *costs;       /* (rows + 1) * width: of raising each cell, at its level */
    uint8_t *raised;      /* (rows + 1) * width */
    apn__wide_units *due; /* width: what each column was left short of so far, over common */
    int64_t *row_counts;  /* rows + 1: how many cells of the row are raised */
    bool cumulative;      /* the groups of rows are running totals */
    bool mirrored;        /* all this is of the negated table */
    /* For every group of rows and the whole, and every column: a node, group * width + column. */
    size_t node_count;
    int64_t *lows; /* how many cells are raised in it at least */
    bool *whole;   /* … and at most, else one more */
    /* For every row and group of columns: row * column_groups.count + group. */
    int32_t *row_lows;
    bool *row_whole;
    uint8_t *row_high; /* the row has one more raised in that group than row_lows */
} apn__grid;

/* Where a row in the group counts for the column. Running totals are held for every column, and not
 * for what the rows are rounded by: the slack column has one sum only. */
static inline size_t apn__sum_node(const apn__grid *grid, size_t group, size_t column)
{
    bool one = column == grid->columns && grid->cumulative;
    return (one ? grid->row_groups.count : group) * grid->width + column;
}

/* In grid.c: reads the amounts, makes the table whole, and works out costs and counts. Nothing is
 * raised yet but a corner that is fixed. Errors: APN_NUMBER, APN_NOT_WHOLE_UNITS, APN_USAGE,
 * APN_TABLE_INFEASIBLE, APN_LIMIT, APN_MEMORY. Clear it all the same. */
apn_status apn__grid_make(const apn__table_source *source, const apn_table_options *options,
                          apn__grid *out, apn_error *err);
void apn__grid_clear(apn__grid *grid);

/* The cell's fraction: numerator / denominator. Requires: row < rows. */
void apn__grid_fraction(const apn__grid *grid, size_t row, size_t column, mpz_t numerator,
                        mpz_t denominator);

/* A row's or column's name for a message. Returns buffer or the name. */
const char *apn__grid_row_name(const apn__grid *grid, size_t row, char *buffer, size_t size);
const char *apn__grid_column_name(const apn__grid *grid, size_t column, char *buffer, size_t size);

/* In cost.c: */

/* A cell that is raised (+1) or lowered (-1) on the way, or several times either. */
typedef struct apn__term {
    size_t cell;
    int sign;
} apn__term;

static inline apn__cost apn__cell_cost(const apn__grid *grid, size_t row, size_t column)
{
    apn__cost cost = {{0}, 0};
    int level = column == grid->columns ? APN_TABLE_ROWS
                : row == grid->rows     ? APN_TABLE_COLUMNS
                                        : APN_TABLE_CELLS;
    if (row < grid->rows || column < grid->columns) {
        cost.parts[level] = grid->costs[row * grid->width + column];
        cost.levels = (uint8_t)(1u << level);
    }
    return cost;
}

static inline apn__cost apn__cost_add(apn__cost a, apn__cost b)
{
    for (int level = 0; level < 3; level++)
        a.parts[level] += b.parts[level];
    a.levels |= b.levels;
    return a;
}

static inline apn__cost apn__cost_subtract(apn__cost a, apn__cost b)
{
    for (int level = 0; level < 3; level++)
        a.parts[level] -= b.parts[level];
    a.levels |= b.levels;
    return a;
}

/* -1 or 1 as a is surely less or more than b; 0 when only apn__terms_sign can say. */
static inline int apn__cost_compare(const apn__grid *grid, const apn__cost *a, const apn__cost *b)
{
    unsigned levels = (unsigned)(a->levels | b->levels);
    for (int level = 0; level < 3; level++) {
        int64_t difference = a->parts[level] - b->parts[level];
        if (difference > grid->doubt)
            return 1;
        if (difference < -grid->doubt)
            return -1;
        if (!grid->exact && (levels >> level & 1) != 0)
            return 0;
    }
    return 0;
}

/* -1, 0 or 1 as the cost of the terms together is below, equal to or above nothing: rows, columns,
 * cells, and, when `ordered`, order, where raising an earlier cell outweighs all later ones. Exact.
 * The terms are sorted and joined on the way. */
int apn__terms_sign(const apn__grid *grid, apn__term *terms, size_t count, bool ordered);

/* Sorts the terms by cell and joins those of one cell; returns how many are left. */
size_t apn__terms_join(apn__term *terms, size_t count);

/* out = the exact cost of the terms at one level, in units, in lowest terms. */
void apn__terms_cost(const apn__grid *grid, const apn__term *terms, size_t count,
                     apn_table_level level, mpq_t out);

/* In row.c: */

/* Raises the cells of the row that cost least together, as many as its count and the groups of
 * columns ask for. Among cells that cost the same, the column that is due most comes first, so that
 * little is left to be moved later. */
apn_status apn__row_begin(apn__grid *grid, size_t row, apn_error *err);

/* Whether the row's groups of columns allow it to give up a unit in one column for one in another.
 */
bool apn__row_groups_allow(const apn__grid *grid, size_t row, size_t from, size_t to);

/* Whether the row can do so. */
static inline bool apn__row_can_exchange(const apn__grid *grid, size_t row, size_t from, size_t to)
{
    size_t first = row * grid->width;
    return grid->raised[first + from] && !grid->raised[first + to] &&
           grid->costs[first + from] != APN__UNMOVABLE &&
           grid->costs[first + to] != APN__UNMOVABLE &&
           (grid->column_groups.count == 0 || apn__row_groups_allow(grid, row, from, to));
}

/* Does it. */
void apn__row_exchange(apn__grid *grid, size_t row, size_t from, size_t to);

/* The cost of doing it. */
static inline apn__cost apn__row_exchange_cost(const apn__grid *grid, size_t row, size_t from,
                                               size_t to)
{
    return apn__cost_subtract(apn__cell_cost(grid, row, to), apn__cell_cost(grid, row, from));
}

/* In candidates.c: for the groups with many rows of their own, the cheapest exchanges between any
 * two columns, ready to hand. */
typedef struct apn__candidates apn__candidates;

apn_status apn__candidates_make(apn__grid *grid, apn__candidates **out, apn_error *err);
void apn__candidates_free(apn__candidates *candidates);

/* Whether the group's rows are kept there: else they are looked at one by one. */
bool apn__candidates_keep(const apn__candidates *candidates, size_t group);

/* The row of the group that exchanges from for to most cheaply, or SIZE_MAX. Sets *failed when
 * memory is out. */
size_t apn__candidates_best(apn__candidates *candidates, size_t group, size_t from, size_t to,
                            bool *failed);

/* Takes in that the row has exchanged `from` for `to`. False when memory is out. */
bool apn__candidates_update(apn__candidates *candidates, size_t row, size_t from, size_t to);

/* In search.c: cheapest ways between the nodes by exchanges within rows and by units that pass
 * between a group and the one around it. */
typedef struct apn__label {
    apn__cost cost;
    size_t from;  /* the node before, SIZE_MAX at the beginning */
    size_t row;   /* the row that exchanges, or SIZE_MAX for a unit that passes between groups */
    size_t place; /* in the heap, SIZE_MAX when it does not wait there */
    bool reached;
} apn__label;

typedef struct apn__search {
    apn__grid *grid;
    apn__candidates *candidates;
    bool *passed;         /* of each node: a unit has gone up to the group around it */
    apn__label *labels;   /* of each node */
    apn__cost *potential; /* of each node: with it no exchange costs less than nothing */
    size_t *heap, waiting;
    size_t *touched, touched_count; /* the nodes that have a label */
    bool ordered;                   /* ways of equal cost are told apart by order */
    apn__term *terms;
    size_t term_room;
    bool failed; /* memory is out */
} apn__search;

apn_status apn__search_make(apn__grid *grid, apn__candidates *candidates, apn__search *out,
                            apn_error *err);
void apn__search_clear(apn__search *search);

/* Finds the cheapest way from the node to one of those that it finds first with a count below
 * nothing. Returns that node, or SIZE_MAX when none can be reached or search->failed. */
size_t apn__search_deficit(apn__search *search, size_t node, const int64_t *counts);

/* Labels every node with the cheapest way to it from wherever is cheapest. False when memory is
 * out. */
bool apn__search_all(apn__search *search);

/* Whether the row's exchange costs exactly the difference of its columns' labels; `row` SIZE_MAX:
 * whether two nodes have equal labels. Requires: labels of apn__search_all. */
bool apn__search_is_tight(apn__search *search, size_t row, size_t from, size_t to);

/* Exchanges in a row, and lets the candidates know. False when memory is out. */
bool apn__search_exchange(apn__search *search, size_t row, size_t from, size_t to);

/* The terms of the way to the node, at search->terms; returns how many. */
size_t apn__search_terms(apn__search *search, size_t node);

/* In order.c: of all tables that cost the same as the one that is reached, goes to the
 * lexicographically greatest. */
apn_status apn__put_in_order(apn__search *search, apn_error *err);

/* In solve.c: raises cells until every sum is right and no exchange is worth while. prices: the
 * terms of each node's price, from starts[node] to starts[node + 1]. */
typedef struct apn__prices {
    size_t *starts;
    apn__term *terms;
    bool *passed;
} apn__prices;

apn_status apn__solve(apn__grid *grid, apn__prices *prices, apn_error *err);
void apn__prices_clear(apn__prices *prices);

/* In check.c: proves sums and optimality from the grid and the prices alone. */
apn_status apn__check_table(const apn__grid *grid, const apn__prices *prices, apn_error *err);

#endif
