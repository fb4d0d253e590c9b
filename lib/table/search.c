/* search.c: the cheapest ways for a unit from one column to another, over exchanges within rows
 * and, where rows are in groups, up to the group around and down again.
 *
 * Nodes are looked at in the order of their cost less their potential (Dijkstra; Edmonds and Karp
 * 1972), and again whenever a cheaper way to them is found: ways of equal cost are told apart by
 * order, which the potentials do not hold, and rounded costs may mislead them. */
#include "table_model.h"

#include "findings.h"

apn_status apn__search_make(apn__grid *grid, apn__candidates *candidates, apn__search *out,
                            apn_error *err)
{
    size_t count = grid->node_count;
    *out = (apn__search){.grid = grid, .candidates = candidates, .term_room = 64};
    out->passed = apn__alloc(count, sizeof *out->passed);
    out->labels = apn__alloc(count, sizeof *out->labels);
    out->potential = apn__alloc(count, sizeof *out->potential);
    out->heap = apn__alloc(count, sizeof *out->heap);
    out->touched = apn__alloc(count, sizeof *out->touched);
    out->terms = apn__alloc(out->term_room, sizeof *out->terms);
    if (out->passed && out->labels && out->potential && out->heap && out->touched && out->terms)
        return APN_OK;
    return apn__fail_memory(err);
}

void apn__search_clear(apn__search *search)
{
    apn__free(search->passed);
    apn__free(search->labels);
    apn__free(search->potential);
    apn__free(search->heap);
    apn__free(search->touched);
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
    int sign = apn__cost_compare(search->grid, cost, &label->cost);
    if (sign != 0 || (search->grid->exact && !search->ordered))
        return sign < 0;
    add_way(search, &count, from, 1);
    if (row != SIZE_MAX)
        add_exchange(search, &count, row, from % width, to % width, 1);
    add_way(search, &count, to, -1);
    return apn__terms_sign(search->grid, search->terms, count, search->ordered) < 0;
}

/* -1, 0 or 1 as node a is to be looked at before, with or after b. */
static int compare_keys(const apn__search *search, size_t a, size_t b)
{
    for (int level = 0; level < 3; level++) {
        int64_t left = search->labels[a].cost.parts[level] - search->potential[a].parts[level];
        int64_t right = search->labels[b].cost.parts[level] - search->potential[b].parts[level];
        if (left != right)
            return left < right ? -1 : 1;
    }
    return 0;
}

static void put(apn__search *search, size_t place, size_t node)
{
    search->heap[place] = node;
    search->labels[node].place = place;
}

static void sift_up(apn__search *search, size_t place, size_t node)
{
    while (place > 0 && compare_keys(search, node, search->heap[(place - 1) / 2]) < 0) {
        put(search, place, search->heap[(place - 1) / 2]);
        place = (place - 1) / 2;
    }
    put(search, place, node);
}

static size_t take_first(apn__search *search)
{
    size_t first = search->heap[0], node = search->heap[--search->waiting], place = 0;
    search->labels[first].place = SIZE_MAX;
    if (search->waiting == 0)
        return first;
    for (;;) {
        size_t child = 2 * place + 1;
        if (child >= search->waiting)
            break;
        if (child + 1 < search->waiting &&
            compare_keys(search, search->heap[child + 1], search->heap[child]) < 0)
            child++;
        if (compare_keys(search, search->heap[child], node) >= 0)
            break;
        put(search, place, search->heap[child]);
        place = child;
    }
    put(search, place, node);
    return first;
}

/* The node has a new way, which is never dearer than the one it waits with. */
static void enqueue(apn__search *search, size_t node)
{
    apn__label *label = &search->labels[node];
    sift_up(search, label->place == SIZE_MAX ? search->waiting++ : label->place, node);
}

static void reach(apn__search *search, size_t node)
{
    if (!search->labels[node].reached)
        search->touched[search->touched_count++] = node;
    search->labels[node].reached = true;
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
    reach(search, to);
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
            try_way(search, from, apn__sum_node(grid, group, to), row);
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

static void begin_node(apn__search *search, size_t node)
{
    search->labels[node] = (apn__label){.from = SIZE_MAX, .row = SIZE_MAX, .place = SIZE_MAX};
}

static void look_at(apn__search *search, size_t node)
{
    try_rows(search, node);
    try_groups(search, node);
}

static void begin(apn__search *search)
{
    bool first = search->touched_count == 0;
    for (size_t i = 0; i < (first ? search->grid->node_count : search->touched_count); i++)
        begin_node(search, first ? i : search->touched[i]);
    search->touched_count = search->waiting = 0;
}

/* Moves the potentials so that no exchange costs less than nothing with the way to `target` turned
 * round: every node nearer than it comes to be as near. */
static void follow(apn__search *search, size_t target)
{
    for (size_t i = 0; i < search->touched_count; i++) {
        size_t node = search->touched[i];
        if (node == target || compare_keys(search, node, target) >= 0)
            continue;
        apn__cost nearer =
            apn__cost_subtract(search->labels[node].cost, search->labels[target].cost);
        nearer = apn__cost_add(nearer, search->potential[target]);
        search->potential[node] = nearer;
    }
}

size_t apn__search_deficit(apn__search *search, size_t node, const int64_t *counts)
{
    size_t target = SIZE_MAX;
    begin(search);
    reach(search, node);
    enqueue(search, node);
    while (search->waiting > 0 && !search->failed) {
        size_t from = take_first(search);
        if (target == SIZE_MAX && counts[from] < 0)
            target = from;
        /* Nothing that waits leads to it more cheaply: but only exact costs say so. */
        if (target != SIZE_MAX && search->grid->exact)
            break;
        look_at(search, from);
    }
    if (target != SIZE_MAX && !search->failed)
        follow(search, target);
    return target;
}

bool apn__search_all(apn__search *search)
{
    begin(search);
    for (size_t node = 0; node < search->grid->node_count; node++) {
        begin_node(search, node);
        reach(search, node);
        enqueue(search, node);
    }
    while (search->waiting > 0 && !search->failed)
        look_at(search, take_first(search));
    return !search->failed;
}

bool apn__search_is_tight(apn__search *search, size_t row, size_t from, size_t to)
{
    size_t width = search->grid->width, count = 0;
    apn__cost cost = search->labels[from].cost;
    if (row != SIZE_MAX)
        cost = apn__cost_add(cost,
                             apn__row_exchange_cost(search->grid, row, from % width, to % width));
    int sign = apn__cost_compare(search->grid, &cost, &search->labels[to].cost);
    if (sign != 0 || search->grid->exact)
        return sign == 0;
    add_way(search, &count, from, 1);
    if (row != SIZE_MAX)
        add_exchange(search, &count, row, from % width, to % width, 1);
    add_way(search, &count, to, -1);
    return apn__terms_sign(search->grid, search->terms, count, false) == 0;
}

bool apn__search_exchange(apn__search *search, size_t row, size_t from, size_t to)
{
    apn__row_exchange(search->grid, row, from, to);
    return apn__candidates_update(search->candidates, row, from, to);
}
