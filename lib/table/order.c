/* order.c: of all tables that cost the same, the lexicographically greatest.
 *
 * They differ by exchanges that cost exactly the difference of their columns' prices. So cells of a
 * row whose cost less price is the same are alike, and only rows with a raised and an open cell
 * that are alike matter. They are gone through in order, and their cells in order: an open cell is
 * raised where a later cell of the row can be lowered for it and the unit can go on from column to
 * column, by later rows, to where it is missed. What was settled before is not touched, and
 * whatever can be settled next is not hindered by how, so the result is the greatest. */
#include "table_model.h"

#include "findings.h"

/* The way of a unit: from which node, by a row of which group, or passing between groups. */
typedef struct hop {
    size_t from, group; /* the group SIZE_MAX: the unit passes */
    size_t stamp;       /* of the search that has reached the node */
} hop;

typedef struct order {
    apn__search *search;
    apn__grid *grid;
    size_t *rows, row_count; /* those with cells that are alike, in order */
    uint16_t *classes;       /* of each of them and each column: what it is like; 0 like nothing */
    uint32_t *ready;         /* group, from, to: how many later rows can exchange alike cells */
    uint32_t *hints;         /* … and where one was found last */
    apn__cost *at_price;     /* of each column, in the row that is looked at */
    hop *hops;               /* of each node */
    size_t *queue;
    size_t stamp;
    size_t current; /* the place among `rows` of the one that is being settled … */
    size_t open;    /* … and its first column that is not */
} order;

static void order_end(order *o)
{
    apn__free(o->rows);
    apn__free(o->classes);
    apn__free(o->ready);
    apn__free(o->hints);
    apn__free(o->at_price);
    apn__free(o->hops);
    apn__free(o->queue);
}

static size_t node_at(const order *o, size_t row, size_t column)
{
    return apn__sum_node(o->grid, o->grid->row_groups.groups[row], column);
}

/* Whether two cells of the row cost the same, each less its column's price. */
static bool is_alike(const order *o, size_t row, size_t a, size_t b)
{
    int sign = apn__cost_compare(o->grid, &o->at_price[a], &o->at_price[b]);
    if (sign != 0 || o->grid->exact)
        return sign == 0;
    return apn__search_is_tight(o->search, row, node_at(o, row, a), node_at(o, row, b));
}

/* Fills the classes of one row; false when no raised cell is like an open one. */
static bool classify(const order *o, size_t row, uint16_t *classes)
{
    const apn__grid *grid = o->grid;
    size_t first = row * grid->width;
    uint16_t count = 0;
    bool useful = false;
    for (size_t a = 0; a < grid->width; a++) {
        classes[a] = 0;
        if (grid->costs[first + a] == APN__UNMOVABLE)
            continue;
        for (size_t b = 0; b < a && classes[a] == 0; b++)
            if (classes[b] != 0 && is_alike(o, row, a, b))
                classes[a] = classes[b];
        if (classes[a] == 0)
            classes[a] = ++count;
        for (size_t b = 0; b < a && !useful; b++)
            useful = classes[b] == classes[a] && grid->raised[first + a] != grid->raised[first + b];
    }
    return useful;
}

/* Fills what each cell of the row costs less its column's price. False when all raised cells surely
 * cost less than all open ones, as they do in most rows. */
static bool look_at_price(const order *o, size_t row)
{
    const apn__grid *grid = o->grid;
    const apn__cost *best[2] = {NULL, NULL};
    bool unsure = grid->column_groups.count > 0;
    for (size_t j = 0; j < grid->width; j++) {
        size_t cell = row * grid->width + j;
        int up = grid->raised[cell];
        if (grid->costs[cell] == APN__UNMOVABLE)
            continue;
        o->at_price[j] = apn__cost_subtract(apn__cell_cost(grid, row, j),
                                            o->search->labels[node_at(o, row, j)].cost);
        int sign = best[up] != NULL ? apn__cost_compare(grid, &o->at_price[j], best[up]) : 0;
        unsure = unsure || (best[up] != NULL && sign == 0 && !grid->exact);
        if (best[up] == NULL || (up ? sign > 0 : sign < 0))
            best[up] = &o->at_price[j];
    }
    if (best[0] == NULL || best[1] == NULL)
        return false;
    return unsure || apn__cost_compare(grid, best[0], best[1]) <= 0;
}

/* Lists the rows with alike cells. False when memory is out. */
static bool list_rows(order *o)
{
    const apn__grid *grid = o->grid;
    size_t room = 0;
    for (size_t row = 0; row <= grid->rows; row++) {
        if (!look_at_price(o, row))
            continue;
        if (o->row_count == room) {
            room = 2 * room + 16;
            size_t *rows = apn__grow(o->rows, room, sizeof *rows);
            o->rows = rows != NULL ? rows : o->rows;
            uint16_t *classes =
                apn__grow(o->classes, apn__multiply_sizes(room, grid->width), sizeof *classes);
            o->classes = classes != NULL ? classes : o->classes;
            if (rows == NULL || classes == NULL)
                return false;
        }
        if (classify(o, row, o->classes + o->row_count * grid->width))
            o->rows[o->row_count++] = row;
        if (o->search->failed)
            return false;
    }
    return true;
}

static bool can_exchange(const order *o, size_t place, size_t from, size_t to)
{
    const uint16_t *classes = o->classes + place * o->grid->width;
    return classes[from] != 0 && classes[from] == classes[to] &&
           apn__row_can_exchange(o->grid, o->rows[place], from, to);
}

static size_t pair_at(const order *o, size_t group, size_t from, size_t to)
{
    return (group * o->grid->width + from) * o->grid->width + to;
}

/* The same, without touching what is settled. */
static bool is_ready(const order *o, size_t place, size_t from, size_t to)
{
    bool open = place != o->current || (from >= o->open && to >= o->open);
    return open && can_exchange(o, place, from, to);
}

/* Adds the exchanges of a row to those that are ready, or takes them away. */
static void count_ready(order *o, size_t place, bool add)
{
    const apn__grid *grid = o->grid;
    size_t row = o->rows[place], group = grid->row_groups.groups[row];
    const uint16_t *classes = o->classes + place * grid->width;
    for (size_t from = 0; from < grid->width; from++) {
        if (classes[from] == 0 || !grid->raised[row * grid->width + from])
            continue;
        for (size_t to = 0; to < grid->width; to++)
            if (is_ready(o, place, from, to))
                o->ready[pair_at(o, group, from, to)] += add ? 1 : UINT32_MAX;
    }
}

static bool order_begin(order *o, apn__search *search)
{
    apn__grid *grid = search->grid;
    size_t groups = grid->row_groups.count + 1;
    size_t pairs = apn__multiply_sizes(apn__multiply_sizes(groups, grid->width), grid->width);
    *o = (order){.search = search, .grid = grid};
    o->at_price = apn__alloc(grid->width, sizeof *o->at_price);
    if (o->at_price == NULL || !apn__search_all(search) || !list_rows(o))
        return false;
    if (o->row_count == 0)
        return true;
    o->ready = apn__alloc(pairs, sizeof *o->ready);
    o->hints = apn__alloc(pairs, sizeof *o->hints);
    o->hops = apn__alloc(grid->node_count, sizeof *o->hops);
    o->queue = apn__alloc(grid->node_count, sizeof *o->queue);
    if (!o->ready || !o->hints || !o->hops || !o->queue)
        return false;
    for (size_t place = 0; place < o->row_count; place++)
        count_ready(o, place, true);
    return true;
}

static void reach(order *o, size_t node, size_t from, size_t group, size_t *end)
{
    if (o->hops[node].stamp == o->stamp)
        return;
    o->hops[node] = (hop){from, group, o->stamp};
    o->queue[(*end)++] = node;
}

/* All nodes that a unit can go to at once by rows of the group. */
static void reach_by_rows(order *o, size_t node, size_t group, size_t *end)
{
    size_t width = o->grid->width, column = node % width;
    const uint32_t *ready = &o->ready[pair_at(o, group, column, 0)];
    for (size_t to = 0; to < width; to++)
        if (ready[to] > 0)
            reach(o, apn__sum_node(o->grid, group, to), node, group, end);
}

static void reach_by_passing(order *o, size_t node, size_t *end)
{
    const apn__forest *forest = &o->grid->row_groups;
    size_t width = o->grid->width, group = node / width, column = node % width;
    if (group < forest->count && !o->grid->whole[node] && !o->search->passed[node]) {
        size_t around = forest->parents[group] * width + column;
        if (apn__search_is_tight(o->search, SIZE_MAX, node, around))
            reach(o, around, node, SIZE_MAX, end);
    }
    for (size_t i = forest->child_starts[group]; i < forest->child_starts[group + 1]; i++) {
        size_t child = forest->children[i] * width + column;
        if (o->search->passed[child] && apn__search_is_tight(o->search, SIZE_MAX, node, child))
            reach(o, child, node, SIZE_MAX, end);
    }
}

/* The column whose cell of the row can be lowered for `raised`, with the way to it in the hops; or
 * SIZE_MAX. */
static size_t find_lowered(order *o, size_t raised)
{
    const apn__grid *grid = o->grid;
    size_t row = o->rows[o->current], begin = 0, end = 0;
    o->stamp++;
    reach(o, node_at(o, row, raised), SIZE_MAX, SIZE_MAX, &end);
    while (begin < end) {
        size_t node = o->queue[begin++], column = node % grid->width;
        if (column > raised && node == node_at(o, row, column) &&
            can_exchange(o, o->current, column, raised))
            return column;
        if (grid->cumulative && column == grid->columns)
            for (size_t group = 0; group <= grid->row_groups.count; group++)
                reach_by_rows(o, node, group, &end);
        else
            reach_by_rows(o, node, node / grid->width, &end);
        reach_by_passing(o, node, &end);
    }
    return SIZE_MAX;
}

/* A row of the group that can exchange the two, a late one if possible: there is one. */
static size_t find_row(order *o, size_t group, size_t from, size_t to)
{
    uint32_t *hint = &o->hints[pair_at(o, group, from, to)];
    size_t later = o->row_count - o->current;
    for (size_t i = 0; i < later; i++) {
        size_t place = o->row_count - 1 - (*hint + i) % later;
        if (o->grid->row_groups.groups[o->rows[place]] == group && is_ready(o, place, from, to)) {
            *hint = (uint32_t)(o->row_count - 1 - place);
            return place;
        }
    }
    return SIZE_MAX;
}

/* Moves the unit along the hops to the node. False when memory is out, or a row is not there. */
static bool follow(order *o, size_t node)
{
    const apn__forest *forest = &o->grid->row_groups;
    size_t width = o->grid->width;
    for (; o->hops[node].from != SIZE_MAX; node = o->hops[node].from) {
        size_t from = o->hops[node].from, group = o->hops[node].group;
        if (group == SIZE_MAX) {
            bool up = from / width < forest->count && forest->parents[from / width] == node / width;
            o->search->passed[up ? from : node] = up;
            continue;
        }
        size_t place = find_row(o, group, from % width, node % width);
        if (place == SIZE_MAX)
            return false;
        count_ready(o, place, false);
        bool good = apn__search_exchange(o->search, o->rows[place], from % width, node % width);
        count_ready(o, place, true);
        if (!good)
            return false;
    }
    return true;
}

/* Looks for a lower cell to raise this one. A unit passes a row once, but with groups of columns it
 * may pass the row itself again, in other groups. */
static bool settle_cell(order *o, size_t raised)
{
    size_t row = o->rows[o->current];
    bool again = o->grid->column_groups.count > 0;
    o->open = again ? raised + 1 : o->grid->width;
    if (again)
        count_ready(o, o->current, true);
    size_t lowered = find_lowered(o, raised);
    bool good = lowered == SIZE_MAX || follow(o, node_at(o, row, lowered));
    if (again)
        count_ready(o, o->current, false);
    return good && (lowered == SIZE_MAX || apn__search_exchange(o->search, row, lowered, raised));
}

static bool settle_row(order *o)
{
    const apn__grid *grid = o->grid;
    size_t row = o->rows[o->current];
    const uint16_t *classes = o->classes + o->current * grid->width;
    bool good = true;
    o->open = 0;
    count_ready(o, o->current, false);
    for (size_t raised = 0; raised < grid->columns && good; raised++)
        if (classes[raised] != 0 && !grid->raised[row * grid->width + raised])
            good = settle_cell(o, raised);
    return good;
}

apn_status apn__put_in_order(apn__search *search, apn_error *err)
{
    order o;
    bool good = order_begin(&o, search);
    for (; good && o.current < o.row_count && o.rows[o.current] < search->grid->rows; o.current++)
        good = settle_row(&o);
    order_end(&o);
    return good ? APN_OK : apn__fail_memory(err);
}
