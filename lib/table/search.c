/* search.c: the cheapest ways for a unit from one column to another, over exchanges within rows
 * and, where rows are in groups, up to the group around and down again. A label is set right
 * whenever a cheaper way is found (Bellman and Ford); costs may be below nothing, but going round
 * in a circle never is. */
#include "table_model.h"

#include "findings.h"

apn_status apn__search_make(apn__grid *grid, apn__candidates *candidates, apn__search *out,
                            apn_error *err)
{
    *out = (apn__search){.grid = grid, .candidates = candidates, .term_room = 64};
    out->passed = apn__alloc(grid->node_count, sizeof *out->passed);
    out->labels = apn__alloc(grid->node_count, sizeof *out->labels);
    out->queue = apn__alloc(grid->node_count, sizeof *out->queue);
    out->terms = apn__alloc(out->term_room, sizeof *out->terms);
    if (out->passed && out->labels && out->queue && out->terms)
        return APN_OK;
    return apn__fail_memory(err);
}

void apn__search_clear(apn__search *search)
{
    apn__free(search->passed);
    apn__free(search->labels);
    apn__free(search->queue);
    apn__free(search->terms);
}

static void add_term(apn__search *search, size_t *count, size_t cell, int sign)
{
    if (*count == search->term_room) {
        apn__term *more =
            apn__grow(search->terms, apn__multiply_sizes(search->term_room, 2), sizeof *more);
        if (more == NULL) {
            search->failed = true;
            return;
        }
        search->terms = more;
        search->term_room *= 2;
    }
    search->terms[(*count)++] = (apn__term){cell, sign};
}

/* The terms of one exchange. */
static void add_exchange(apn__search *search, size_t *count, size_t row, size_t from, size_t to,
                         int sign)
{
    size_t first = row * search->grid->width;
    add_term(search, count, first + to, sign);
    add_term(search, count, first + from, -sign);
}

static void add_way(apn__search *search, size_t *count, size_t node, int sign)
{
    size_t width = search->grid->width;
    for (const apn__label *label = &search->labels[node]; label->from != SIZE_MAX;
         label = &search->labels[label->from]) {
        size_t at = (size_t)(label - search->labels);
        if (label->row != SIZE_MAX)
            add_exchange(search, count, label->row, label->from % width, at % width, sign);
    }
}

size_t apn__search_terms(apn__search *search, size_t node)
{
    size_t count = 0;
    add_way(search, &count, node, 1);
    return apn__terms_join(search->terms, count);
}

/* Whether the way over `from` (and the row, when it is one) is cheaper than the one that `to` has.
 */
static bool is_cheaper(apn__search *search, size_t from, size_t row, const apn__cost *cost,
                       size_t to)
{
    const apn__label *label = &search->labels[to];
    size_t count = 0, width = search->grid->width;
    if (!label->reached)
        return true;
    apn__cost difference = apn__cost_subtract(*cost, label->cost);
    int sign = apn__cost_sign(search->grid, &difference);
    if (sign != 0)
        return sign < 0;
    add_way(search, &count, from, 1);
    if (row != SIZE_MAX)
        add_exchange(search, &count, row, from % width, to % width, 1);
    add_way(search, &count, to, -1);
    return apn__terms_sign(search->grid, search->terms, &count) < 0;
}

static void enqueue(apn__search *search, size_t node)
{
    size_t count = search->grid->node_count;
    if (search->labels[node].waiting)
        return;
    search->labels[node].waiting = true;
    search->queue[(search->head + search->waiting++) % count] = node;
}

/* Goes on from `from`, whose way has become cheaper. What was reached over it is cheaper with it.
 */
static void try_way(apn__search *search, size_t from, size_t to, size_t row)
{
    size_t width = search->grid->width;
    apn__label *label = &search->labels[to];
    apn__cost cost = search->labels[from].cost;
    if (row != SIZE_MAX)
        cost = apn__cost_add(cost,
                             apn__row_exchange_cost(search->grid, row, from % width, to % width));
    bool follows = label->reached && label->from == from && label->row == row;
    if (!follows && !is_cheaper(search, from, row, &cost, to))
        return;
    label->cost = cost;
    label->from = from;
    label->row = row;
    label->reached = true;
    enqueue(search, to);
}

static void try_row(apn__search *search, size_t from, size_t row)
{
    const apn__grid *grid = search->grid;
    size_t width = grid->width, column = from % width, group = grid->row_groups.groups[row];
    if (!grid->raised[row * width + column])
        return;
    for (size_t to = 0; to < width; to++)
        if (to != column && apn__row_can_exchange(grid, row, column, to))
            try_way(search, from, apn__node(grid, group, to), row);
}

/* Exchanges within the rows that are in this group and in none within it. */
static void try_rows(apn__search *search, size_t from)
{
    const apn__grid *grid = search->grid;
    const apn__forest *forest = &grid->row_groups;
    size_t group = from / grid->width, column = from % grid->width;
    if (column == grid->columns && grid->cumulative) {
        for (size_t row = 0; row <= grid->rows; row++)
            try_row(search, from, row);
        return;
    }
    if (!apn__candidates_keep(search->candidates, group)) {
        for (size_t i = forest->starts[group]; i < forest->starts[group + 1]; i++)
            try_row(search, from, forest->things[i]);
        return;
    }
    for (size_t to = 0; to < grid->width; to++) {
        if (to == column)
            continue;
        size_t row = apn__candidates_best(search->candidates, group, column, to, &search->failed);
        if (row != SIZE_MAX)
            try_way(search, from, from - column + to, row);
    }
    if (group == forest->count)
        try_row(search, from, grid->rows);
}

/* A unit more for the group around, or for a group in this one: each sum is its floor or one more.
 */
static void try_groups(apn__search *search, size_t from)
{
    const apn__grid *grid = search->grid;
    const apn__forest *forest = &grid->row_groups;
    size_t group = from / grid->width, column = from % grid->width;
    if (group < forest->count && !grid->whole[from] && !search->passed[from])
        try_way(search, from, forest->parents[group] * grid->width + column, SIZE_MAX);
    for (size_t i = forest->child_starts[group]; i < forest->child_starts[group + 1]; i++) {
        size_t child = forest->children[i] * grid->width + column;
        if (search->passed[child])
            try_way(search, from, child, SIZE_MAX);
    }
}

bool apn__search_from(apn__search *search, size_t node)
{
    size_t count = search->grid->node_count;
    search->head = search->waiting = 0;
    for (size_t i = 0; i < count; i++) {
        search->labels[i] = (apn__label){.from = SIZE_MAX, .row = SIZE_MAX};
        search->labels[i].reached = node == SIZE_MAX || node == i;
        if (search->labels[i].reached)
            enqueue(search, i);
    }
    while (search->waiting > 0 && !search->failed) {
        size_t from = search->queue[search->head];
        search->head = (search->head + 1) % count;
        search->waiting--;
        search->labels[from].waiting = false;
        try_rows(search, from);
        try_groups(search, from);
    }
    return !search->failed;
}
