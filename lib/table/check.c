/* check.c: proves a rounded table from its fractions and its prices, in every build: each row,
 * column and group has as many raised cells as its exact sum asks for, and at these prices no row
 * gains by an exchange and no group by passing a unit on. By the duality of linear programs no
 * table is better then, and as no two tables cost the same, none is as good. */
#include "table_model.h"

#include "findings.h"

typedef struct proof {
    const apn__grid *grid;
    const apn__prices *prices;
    apn__cost *costs;    /* of each node's price */
    apn__cost *at_price; /* of each column, in the row that is looked at */
    apn__term *terms;    /* room for two prices and two cells */
} proof;

static bool add_up_rows(const apn__grid *grid, int64_t *counts)
{
    const apn__forest *forest = &grid->row_groups;
    for (size_t row = 0; row <= grid->rows; row++) {
        size_t first = row * grid->width;
        int64_t count = 0;
        for (size_t j = 0; j < grid->width; j++) {
            bool fixed = grid->costs[first + j] == APN__UNMOVABLE;
            bool corner = row == grid->rows && j == grid->columns;
            count += grid->raised[first + j];
            counts[apn__sum_node(grid, forest->groups[row], j)] += grid->raised[first + j];
            if (fixed && grid->raised[first + j] && !corner)
                return false;
        }
        if (count != grid->row_counts[row])
            return false;
    }
    return true;
}

/* A group of columns within one row. */
static bool row_group_stands(const apn__grid *grid, size_t row, size_t group)
{
    const apn__forest *forest = &grid->column_groups;
    size_t at = row * forest->count + group;
    int64_t count = 0;
    for (size_t j = 0; j < grid->columns; j++)
        if (grid->raised[row * grid->width + j] && apn__forest_holds(forest, group, j))
            count++;
    return count == grid->row_lows[at] || (!grid->row_whole[at] && count == grid->row_lows[at] + 1);
}

static bool sums_stand(const apn__grid *grid, int64_t *counts)
{
    const apn__forest *forest = &grid->row_groups;
    if (!add_up_rows(grid, counts))
        return false;
    for (size_t row = 0; row <= grid->rows; row++)
        for (size_t group = 0; group < grid->column_groups.count; group++)
            if (!row_group_stands(grid, row, group))
                return false;
    for (size_t i = 0; i <= forest->count; i++) {
        size_t group = i < forest->count ? forest->order[i] : forest->count;
        for (size_t j = 0; j < grid->width; j++) {
            size_t node = group * grid->width + j;
            int64_t above = counts[node] - grid->lows[node];
            if (above < 0 || above > !grid->whole[node])
                return false;
            if (group < forest->count)
                counts[forest->parents[group] * grid->width + j] += counts[node];
        }
    }
    return true;
}

static size_t add_price(const proof *p, size_t node, int sign, size_t count)
{
    for (size_t i = p->prices->starts[node]; i < p->prices->starts[node + 1]; i++)
        p->terms[count++] = (apn__term){p->prices->terms[i].cell, sign * p->prices->terms[i].sign};
    return count;
}

/* Whether the cost of moving a unit in `row` (SIZE_MAX: between groups) covers the difference of
 * the prices, decided exactly. */
static bool is_covered_exactly(const proof *p, size_t row, size_t from, size_t to)
{
    size_t width = p->grid->width, count = add_price(p, from, 1, 0);
    count = add_price(p, to, -1, count);
    if (row != SIZE_MAX) {
        p->terms[count++] = (apn__term){row * width + to % width, 1};
        p->terms[count++] = (apn__term){row * width + from % width, -1};
    }
    return apn__terms_sign(p->grid, p->terms, count, true) >= 0;
}

static bool is_covered(const proof *p, size_t row, size_t from, size_t to)
{
    size_t width = p->grid->width;
    apn__cost cost = apn__cost_subtract(p->costs[from], p->costs[to]);
    if (row != SIZE_MAX)
        cost = apn__cost_add(cost, apn__row_exchange_cost(p->grid, row, from % width, to % width));
    static const apn__cost nothing = {{0}, 0};
    int sign = apn__cost_compare(p->grid, &cost, &nothing);
    return sign != 0 ? sign > 0 : is_covered_exactly(p, row, from, to);
}

/* Fills what each cell of the row costs less its column's price. True when every raised cell surely
 * costs less than every open one. */
static bool is_clearly_best(const proof *p, size_t row)
{
    const apn__grid *grid = p->grid;
    const apn__cost *best[2] = {NULL, NULL};
    bool sure = true;
    for (size_t j = 0; j < grid->width; j++) {
        size_t cell = row * grid->width + j;
        int up = grid->raised[cell];
        if (grid->costs[cell] == APN__UNMOVABLE)
            continue;
        p->at_price[j] =
            apn__cost_subtract(apn__cell_cost(grid, row, j),
                               p->costs[apn__sum_node(grid, grid->row_groups.groups[row], j)]);
        int sign = best[up] != NULL ? apn__cost_compare(grid, &p->at_price[j], best[up]) : 0;
        sure = sure && (best[up] == NULL || sign != 0 || grid->exact);
        if (best[up] == NULL || (up ? sign > 0 : sign < 0))
            best[up] = &p->at_price[j];
    }
    return best[0] == NULL || best[1] == NULL ||
           (sure && apn__cost_compare(grid, best[0], best[1]) > 0);
}

/* Whether no exchange of the row that its groups allow is worth while. */
static bool row_is_best(const proof *p, size_t row)
{
    const apn__grid *grid = p->grid;
    size_t group = grid->row_groups.groups[row];
    if (is_clearly_best(p, row))
        return true;
    for (size_t from = 0; from < grid->width; from++) {
        if (!grid->raised[row * grid->width + from])
            continue;
        for (size_t to = 0; to < grid->width; to++)
            if (apn__row_can_exchange(grid, row, from, to) &&
                apn__cost_compare(grid, &p->at_price[to], &p->at_price[from]) <= 0 &&
                !is_covered(p, row, apn__sum_node(grid, group, from),
                            apn__sum_node(grid, group, to)))
                return false;
    }
    return true;
}

/* A sum of a group at its floor could take one more from around, one above it could give one. */
static bool groups_are_best(const proof *p)
{
    const apn__grid *grid = p->grid;
    const apn__forest *forest = &grid->row_groups;
    for (size_t node = 0; node < forest->count * grid->width; node++) {
        size_t around = forest->parents[node / grid->width] * grid->width + node % grid->width;
        bool high = p->prices->passed[node];
        if (!grid->whole[node] &&
            !(high ? is_covered(p, SIZE_MAX, around, node) : is_covered(p, SIZE_MAX, node, around)))
            return false;
    }
    return true;
}

/* The rounded cost of each price, and the longest one. */
static size_t add_up_prices(proof *p)
{
    size_t longest = 0;
    for (size_t node = 0; node < p->grid->node_count; node++) {
        size_t begin = p->prices->starts[node], end = p->prices->starts[node + 1];
        longest = end - begin > longest ? end - begin : longest;
        for (size_t i = begin; i < end; i++) {
            const apn__term *term = &p->prices->terms[i];
            apn__cost one =
                apn__cell_cost(p->grid, term->cell / p->grid->width, term->cell % p->grid->width);
            for (int sign = term->sign; sign != 0; sign += sign > 0 ? -1 : 1)
                p->costs[node] = sign > 0 ? apn__cost_add(p->costs[node], one)
                                          : apn__cost_subtract(p->costs[node], one);
        }
    }
    return longest;
}

apn_status apn__check_table(const apn__grid *grid, const apn__prices *prices, apn_error *err)
{
    proof p = {.grid = grid, .prices = prices};
    apn_status status = APN_OK;
    int64_t *counts = apn__alloc(grid->node_count, sizeof *counts);
    p.costs = apn__alloc(grid->node_count, sizeof *p.costs);
    p.at_price = apn__alloc(grid->width, sizeof *p.at_price);
    if (counts != NULL && p.costs != NULL && p.at_price != NULL)
        p.terms = apn__alloc(apn__multiply_sizes(2, add_up_prices(&p) + 1), sizeof *p.terms);
    if (p.terms == NULL) {
        status = apn__fail_memory(err);
        goto done;
    }
    bool good = sums_stand(grid, counts) && groups_are_best(&p);
    for (size_t row = 0; row <= grid->rows && good; row++)
        good = row_is_best(&p, row);
    if (!good)
        status = apn__fail(err, APN_INTERNAL, "",
                           "the rounded table is not the one that the rules ask for: this is a "
                           "fault in the library, and no table is returned");
done:
    apn__free(counts);
    apn__free(p.costs);
    apn__free(p.at_price);
    apn__free(p.terms);
    return status;
}
