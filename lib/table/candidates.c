/* candidates.c: for groups of many rows, a short list of the cheapest exchanges between every two
 * columns. A list holds every exchange up to its bound, and is filled again from the rows, twice as
 * long, when it runs out; so the work grows with the rows and hardly with what is done to them. An
 * entry is not removed when its row changes: it is looked at again when it comes first. */
#include "table_model.h"

#include <stdlib.h>

#include "findings.h"

#define FEW_ROWS   48u /* fewer are looked at one by one */
#define FIRST_ROOM 32u

/* A heap, cheapest first; while it is filled, two times `room` entries in any order. */
typedef struct list {
    uint32_t *rows;
    size_t count, room, allocated;
    bool complete; /* nothing was left out */
    bool bounded;
    uint32_t bound; /* the dearest row that was taken: dearer ones are left out */
} list;

struct apn__candidates {
    apn__grid *grid;
    size_t *places; /* of each group of rows and the whole: its place among `lists`, or SIZE_MAX */
    list *lists;    /* width * width for each group with many rows */
    size_t list_count;
    uint32_t *buffer; /* for sorting */
};

static list *list_of(const apn__candidates *candidates, size_t group, size_t from, size_t to)
{
    size_t width = candidates->grid->width;
    return &candidates->lists[(candidates->places[group] * width + from) * width + to];
}

/* Whether row a exchanges `from` for `to` more cheaply than row b. Of equal costs the one that
 * makes the lexicographically greater table: the earlier row when `to` stands first, else the later
 * one. */
static bool is_cheaper(const apn__grid *grid, uint32_t a, uint32_t b, size_t from, size_t to)
{
    size_t first = (size_t)a * grid->width, second = (size_t)b * grid->width;
    if (grid->exact && from < grid->columns && to < grid->columns) {
        int64_t left = grid->costs[first + to] - grid->costs[first + from];
        int64_t right = grid->costs[second + to] - grid->costs[second + from];
        if (left != right)
            return left < right;
        return to < from ? a < b : a > b;
    }
    apn__cost difference = apn__cost_subtract(apn__row_exchange_cost(grid, a, from, to),
                                              apn__row_exchange_cost(grid, b, from, to));
    int sign = apn__cost_sign(grid, &difference);
    if (sign == 0 && a != b) {
        apn__term terms[4] = {
            {first + to, 1}, {first + from, -1}, {second + to, -1}, {second + from, 1}};
        size_t count = 4;
        sign = apn__terms_sign(grid, terms, &count);
    }
    return sign < 0;
}

static void sift_down(const apn__grid *grid, list *l, size_t at, size_t from, size_t to)
{
    uint32_t row = l->rows[at];
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= l->count)
            break;
        if (child + 1 < l->count && is_cheaper(grid, l->rows[child + 1], l->rows[child], from, to))
            child++;
        if (!is_cheaper(grid, l->rows[child], row, from, to))
            break;
        l->rows[at] = l->rows[child];
        at = child;
    }
    l->rows[at] = row;
}

static void pop(const apn__grid *grid, list *l, size_t from, size_t to)
{
    l->rows[0] = l->rows[--l->count];
    if (l->count > 0)
        sift_down(grid, l, 0, from, to);
}

static bool make_room(list *l, size_t room)
{
    if (l->allocated >= room)
        return true;
    uint32_t *rows = apn__grow(l->rows, room, sizeof *rows);
    if (rows == NULL)
        return false;
    l->rows = rows;
    l->allocated = room;
    return true;
}

static bool push(const apn__grid *grid, list *l, uint32_t row, size_t from, size_t to)
{
    if (!l->complete && (!l->bounded || is_cheaper(grid, l->bound, row, from, to)))
        return true;
    if (l->count == l->allocated && !make_room(l, 2 * l->allocated + 8))
        return false;
    size_t at = l->count++;
    while (at > 0 && is_cheaper(grid, row, l->rows[(at - 1) / 2], from, to)) {
        l->rows[at] = l->rows[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    l->rows[at] = row;
    return true;
}

/* Merges two sorted runs of `rows` by way of the buffer. */
static void merge(const apn__grid *grid, uint32_t *rows, size_t half, size_t count,
                  uint32_t *buffer, size_t from, size_t to)
{
    size_t left = 0, right = half, at = 0;
    while (left < half && right < count)
        buffer[at++] =
            is_cheaper(grid, rows[right], rows[left], from, to) ? rows[right++] : rows[left++];
    while (left < half)
        buffer[at++] = rows[left++];
    memcpy(rows, buffer, at * sizeof *rows);
}

/* Cheapest first; the key is the cost of the exchange and the order of the rows. */
static void sort_rows(const apn__grid *grid, uint32_t *rows, size_t count, uint32_t *buffer,
                      size_t from, size_t to)
{
    for (size_t size = 1; size < count; size *= 2)
        for (size_t first = 0; first + size < count; first += 2 * size) {
            size_t end = first + 2 * size < count ? 2 * size : count - first;
            merge(grid, rows + first, size, end, buffer, from, to);
        }
}

/* Keeps the cheapest `room` entries of a list that is being filled. */
static void cut(const apn__candidates *candidates, list *l, size_t from, size_t to)
{
    sort_rows(candidates->grid, l->rows, l->count, candidates->buffer, from, to);
    if (l->count <= l->room)
        return;
    l->count = l->room;
    l->bound = l->rows[l->room - 1];
    l->bounded = true;
    l->complete = false;
}

/* Looks at one row while a list is being filled. */
static void consider(const apn__candidates *candidates, list *l, uint32_t row, size_t from,
                     size_t to)
{
    const apn__grid *grid = candidates->grid;
    if (l->bounded && !is_cheaper(grid, row, l->bound, from, to))
        return;
    if (!apn__row_can_exchange(grid, row, from, to))
        return;
    l->rows[l->count++] = row;
    if (l->count == 2 * l->room)
        cut(candidates, l, from, to);
}

static void begin_fill(list *l)
{
    l->count = 0;
    l->complete = true;
    l->bounded = false;
}

/* Fills one list from all rows of its group. */
static bool fill(apn__candidates *candidates, size_t group, size_t from, size_t to)
{
    const apn__forest *forest = &candidates->grid->row_groups;
    list *l = list_of(candidates, group, from, to);
    size_t rows = forest->starts[group + 1] - forest->starts[group];
    l->room = l->room == 0 ? FIRST_ROOM : 2 * l->room;
    if (l->room > rows)
        l->room = rows;
    if (!make_room(l, 2 * l->room))
        return false;
    begin_fill(l);
    for (size_t i = forest->starts[group]; i < forest->starts[group + 1]; i++)
        if (forest->things[i] < candidates->grid->rows)
            consider(candidates, l, (uint32_t)forest->things[i], from, to);
    cut(candidates, l, from, to);
    return true;
}

/* Looks at a row for all lists to columns before (or behind) the one that gives up. */
static void consider_row(apn__candidates *candidates, size_t group, size_t row, bool before)
{
    const apn__grid *grid = candidates->grid;
    size_t width = grid->width, first = row * width;
    for (size_t from = 0; from < width; from++) {
        if (!grid->raised[first + from])
            continue;
        size_t to = before ? 0 : from + 1, end = before ? from : width;
        list *l = list_of(candidates, group, from, 0);
        for (; to < end; to++)
            if (!grid->raised[first + to] && grid->costs[first + to] != APN__UNMOVABLE)
                consider(candidates, &l[to], (uint32_t)row, from, to);
    }
}

/* Fills all lists of a group in two passes over its rows, each in the direction in which equal
 * entries come best first, so that a table of equal rows is no slower. */
static bool fill_group(apn__candidates *candidates, size_t group)
{
    const apn__forest *forest = &candidates->grid->row_groups;
    size_t width = candidates->grid->width;
    size_t first = forest->starts[group], end = forest->starts[group + 1];
    for (size_t pair = 0; pair < width * width; pair++) {
        list *l = list_of(candidates, group, 0, 0) + pair;
        l->room = FIRST_ROOM;
        if (!make_room(l, 2 * FIRST_ROOM))
            return false;
        begin_fill(l);
    }
    for (size_t i = first; i < end; i++)
        if (forest->things[i] < candidates->grid->rows)
            consider_row(candidates, group, forest->things[i], true);
    for (size_t i = end; i-- > first;)
        if (forest->things[i] < candidates->grid->rows)
            consider_row(candidates, group, forest->things[i], false);
    for (size_t pair = 0; pair < width * width; pair++)
        cut(candidates, list_of(candidates, group, 0, 0) + pair, pair / width, pair % width);
    return true;
}

apn_status apn__candidates_make(apn__grid *grid, apn__candidates **out, apn_error *err)
{
    const apn__forest *forest = &grid->row_groups;
    apn__candidates *candidates = apn__alloc(1, sizeof *candidates);
    size_t kept = 0;
    *out = candidates;
    if (candidates == NULL)
        return apn__fail_memory(err);
    candidates->grid = grid;
    candidates->places = apn__alloc(forest->count + 1, sizeof *candidates->places);
    candidates->buffer =
        apn__alloc(apn__multiply_sizes(2, grid->rows + FIRST_ROOM), sizeof *candidates->buffer);
    if (candidates->places == NULL || candidates->buffer == NULL)
        return apn__fail_memory(err);
    for (size_t g = 0; g <= forest->count; g++) {
        bool many = forest->starts[g + 1] - forest->starts[g] > FEW_ROWS;
        candidates->places[g] = many ? kept++ : SIZE_MAX;
    }
    candidates->list_count = apn__multiply_sizes(kept, grid->width * grid->width);
    candidates->lists = apn__alloc(candidates->list_count, sizeof *candidates->lists);
    if (candidates->lists == NULL)
        return apn__fail_memory(err);
    for (size_t g = 0; g <= forest->count; g++)
        if (candidates->places[g] != SIZE_MAX && !fill_group(candidates, g))
            return apn__fail_memory(err);
    return APN_OK;
}

void apn__candidates_free(apn__candidates *candidates)
{
    if (candidates == NULL)
        return;
    for (size_t i = 0; candidates->lists != NULL && i < candidates->list_count; i++)
        apn__free(candidates->lists[i].rows);
    apn__free(candidates->lists);
    apn__free(candidates->places);
    apn__free(candidates->buffer);
    apn__free(candidates);
}

bool apn__candidates_keep(const apn__candidates *candidates, size_t group)
{
    return candidates->places[group] != SIZE_MAX;
}

size_t apn__candidates_best(apn__candidates *candidates, size_t group, size_t from, size_t to,
                            bool *failed)
{
    list *l = list_of(candidates, group, from, to);
    for (;;) {
        while (l->count > 0) {
            if (apn__row_can_exchange(candidates->grid, l->rows[0], from, to))
                return l->rows[0];
            pop(candidates->grid, l, from, to);
        }
        if (l->complete)
            return SIZE_MAX;
        if (!fill(candidates, group, from, to)) {
            *failed = true;
            return SIZE_MAX;
        }
    }
}

/* Without groups of columns only exchanges with the two columns have become possible; with them,
 * any may have. */
bool apn__candidates_update(apn__candidates *candidates, size_t row, size_t from, size_t to)
{
    const apn__grid *grid = candidates->grid;
    size_t group = grid->row_groups.groups[row];
    bool any = grid->column_groups.count > 0, good = true;
    if (row == grid->rows || candidates->places[group] == SIZE_MAX)
        return true;
    for (size_t a = 0; a < grid->width && good; a++)
        for (size_t b = 0; b < grid->width && good; b++)
            if (a != b && (any || a == to || b == from) && apn__row_can_exchange(grid, row, a, b))
                good = push(grid, list_of(candidates, group, a, b), (uint32_t)row, a, b);
    return good;
}
