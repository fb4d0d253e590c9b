/* solve.c: successive shortest ways (Jewell 1958; Iri 1960; Busacker and Gowen 1960), contracted to
 * the columns. Each row first raises the cells that cost it least, so that no exchange within a row
 * is worth while; then units are moved, each by the cheapest way there is, from columns with too
 * many to columns with too few. A cheapest way keeps the property that no circle of exchanges is
 * worth while, so in the end no table is better. The choice and its literature are in
 * docs/decisions/0007-tables.md. */
#include "table_model.h"

#include <stdio.h>

#include "findings.h"
#include "grid.h"
#include "solve.h"

/* counts: how many units each node has too many. */
static void count_nodes(const apn__grid *grid, int64_t *counts)
{
    const apn__forest *forest = &grid->row_groups;
    for (size_t row = 0; row <= grid->rows; row++) {
        for (size_t j = 0; j < grid->width; j++)
            counts[apn__sum_node(grid, forest->groups[row], j)] +=
                grid->raised[row * grid->width + j];
    }
    for (size_t node = 0; node < grid->node_count; node++) {
        size_t group = node / grid->width, column = node % grid->width;
        counts[node] -= grid->lows[node];
        if (group < forest->count)
            counts[forest->parents[group] * grid->width + column] += grid->lows[node];
    }
}

/* Moves one unit along the way that the labels show to `node`. */
static bool move_unit(apn__search *search, size_t node)
{
    apn__grid *grid = search->grid;
    const apn__forest *forest = &grid->row_groups;
    bool good = true;
    for (size_t at = node; search->labels[at].from != SIZE_MAX; at = search->labels[at].from) {
        const apn__label *label = &search->labels[at];
        size_t group = label->from / grid->width;
        if (label->row != SIZE_MAX)
            good = apn__search_exchange(search, label->row, label->from % grid->width,
                                        at % grid->width) &&
                   good;
        else if (group < forest->count && forest->parents[group] == at / grid->width)
            search->passed[label->from] = true;
        else
            search->passed[at] = false;
    }
    return good;
}

static apn_status report_progress(const apn__grid *grid, int64_t done, int64_t all, apn_error *err)
{
    apn_progress progress = grid->options->progress;
    if (progress == NULL || progress(grid->options->progress_context,
                                     (unsigned)(done * 1000 / (all > 0 ? all : 1))) == 0)
        return APN_OK;
    return apn__fail(err, APN_CANCELLED, "", "rounding the table was cancelled");
}

static apn_status balance(apn__search *search, int64_t *counts, apn_error *err)
{
    const apn__grid *grid = search->grid;
    int64_t all = 0, done = 0;
    apn_status status = APN_OK;
    for (size_t node = 0; node < grid->node_count; node++)
        all += counts[node] > 0 ? counts[node] : 0;
    for (size_t node = 0; node < grid->node_count && status == APN_OK; node++) {
        while (counts[node] > 0 && status == APN_OK) {
            size_t to = apn__search_deficit(search, node, counts);
            if (search->failed)
                return apn__fail_memory(err);
            if (to == SIZE_MAX)
                return apn__refuse_columns(search, err);
            if (!move_unit(search, to))
                return apn__fail_memory(err);
            counts[node]--;
            counts[to]++;
            status = report_progress(grid, ++done, all, err);
        }
    }
    return status;
}

void apn__prices_clear(apn__prices *prices)
{
    apn__free(prices->starts);
    apn__free(prices->terms);
    apn__free(prices->passed);
}

/* A node's price is the cost of the cheapest way to it from anywhere. */
static bool keep_prices(apn__search *search, apn__prices *prices)
{
    size_t count = search->grid->node_count, room = 0, all = 0;
    search->ordered = true;
    if (!apn__search_all(search))
        return false;
    prices->starts = apn__alloc(count + 1, sizeof *prices->starts);
    if (prices->starts == NULL)
        return false;
    for (size_t node = 0; node < count; node++) {
        size_t terms = apn__search_terms(search, node);
        if (search->failed)
            return false;
        if (all + terms > room || room == 0) {
            room = 2 * (all + terms) + 16;
            apn__term *more = apn__grow(prices->terms, room, sizeof *more);
            if (more == NULL)
                return false;
            prices->terms = more;
        }
        memcpy(prices->terms + all, search->terms, terms * sizeof *prices->terms);
        prices->starts[node] = all;
        all += terms;
    }
    prices->starts[count] = all;
    prices->passed = search->passed;
    search->passed = NULL;
    return true;
}

apn_status apn__solve(apn__grid *grid, apn__prices *prices, apn_error *err)
{
    apn__search search = {0};
    apn__candidates *candidates = NULL;
    int64_t *counts = apn__alloc(grid->node_count, sizeof *counts);
    apn_status status = counts != NULL ? APN_OK : apn__fail_memory(err);
    *prices = (apn__prices){0};
    for (size_t row = 0; row <= grid->rows && status == APN_OK; row++)
        status = apn__row_begin(grid, row, err);
    if (status == APN_OK)
        status = apn__candidates_make(grid, &candidates, err);
    if (status == APN_OK)
        status = apn__search_make(grid, candidates, &search, err);
    if (status == APN_OK) {
        count_nodes(grid, counts);
        status = balance(&search, counts, err);
    }
    if (status == APN_OK)
        status = apn__put_in_order(&search, err);
    if (status == APN_OK && !keep_prices(&search, prices))
        status = apn__fail_memory(err);
    apn__search_clear(&search);
    apn__candidates_free(candidates);
    apn__free(counts);
    return status;
}
