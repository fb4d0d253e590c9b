/* candidates.c: for groups of many rows, a short list of the cheapest exchanges between every two
 * columns. A list holds every exchange up to its bound, and is filled again from the rows, twice as
 * long, when it runs out; so the work grows with the rows and hardly with what is done to them. An
 * entry is not removed when its row changes: it is looked at again when it comes first. */
#include "table_model.h"

#include <stdlib.h>

#include "findings.h"

#define FEW_ROWS   8u /* as few are looked at one by one */
#define FIRST_ROOM 32u

/* A row and what the exchange costs there: at the level of rows, when the slack column is one of
 * the two, and of cells. */
typedef struct entry {
    int64_t high, low;
    size_t row;
} entry;

/* A heap, cheapest first; while it is filled, two times `room` entries in any order. */
typedef struct list {
    entry *entries;
    size_t count, room, allocated;
    bool complete; /* nothing was left out */
    entry bound;   /* the dearest that was taken: dearer ones are left out */
} list;

struct apn__candidates {
    apn__grid *grid;
    size_t *places; /* of each group of rows and the whole: its place among `lists`, or SIZE_MAX */
    list *lists;    /* width * width for each group with many rows */
    size_t list_count;
    entry *buffer; /* for sorting */
};

static list *list_of(const apn__candidates *candidates, size_t group, size_t from, size_t to)
{
    size_t width = candidates->grid->width;
    return &candidates->lists[(candidates->places[group] * width + from) * width + to];
}

static entry entry_of(const apn__grid *grid, size_t row, size_t from, size_t to)
{
    const int64_t *costs = &grid->costs[row * grid->width];
    if (from < grid->columns && to < grid->columns)
        return (entry){0, costs[to] - costs[from], row};
    return to == grid->columns ? (entry){costs[to], -costs[from], row}
                               : (entry){-costs[from], costs[to], row};
}

static bool is_cheaper_exactly(const apn__grid *grid, const entry *a, const entry *b, size_t from,
                               size_t to)
{
    size_t first = a->row * grid->width, second = b->row * grid->width;
    apn__term terms[4] = {
        {first + to, 1}, {first + from, -1}, {second + to, -1}, {second + from, 1}};
    return apn__terms_sign(grid, terms, 4, true) < 0;
}

/* Whether a is cheaper than b. Of equal costs it is the one that makes the lexicographically
 * greater table: the earlier row when `to` stands before `from`, else the later one. */
static bool is_cheaper(const apn__grid *grid, const entry *a, const entry *b, size_t from,
                       size_t to)
{
    int64_t high = a->high - b->high, low = a->low - b->low;
    bool slack = from == grid->columns || to == grid->columns;
    if (!grid->exact && ((slack && high <= grid->doubt && high >= -grid->doubt) ||
                         (!slack && low <= grid->doubt && low >= -grid->doubt)))
        return a->row != b->row && is_cheaper_exactly(grid, a, b, from, to);
    if (high != 0)
        return high < 0;
    if (low != 0)
        return low < 0;
    /* The slack column stands last: without a place in the order, and so it changes nothing here.
     */
    return to < from ? a->row < b->row : a->row > b->row;
}

static void sift_down(const apn__grid *grid, list *l, size_t at, size_t from, size_t to)
{
    entry moved = l->entries[at];
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= l->count)
            break;
        if (child + 1 < l->count &&
            is_cheaper(grid, &l->entries[child + 1], &l->entries[child], from, to))
            child++;
        if (!is_cheaper(grid, &l->entries[child], &moved, from, to))
            break;
        l->entries[at] = l->entries[child];
        at = child;
    }
    l->entries[at] = moved;
}

static void pop(const apn__grid *grid, list *l, size_t from, size_t to)
{
    l->entries[0] = l->entries[--l->count];
    if (l->count > 0)
        sift_down(grid, l, 0, from, to);
}

static bool make_room(list *l, size_t room)
{
    if (l->allocated >= room)
        return true;
    entry *entries = apn__grow(l->entries, room, sizeof *entries);
    if (entries == NULL)
        return false;
    l->entries = entries;
    l->allocated = room;
    return true;
}

static bool push(const apn__grid *grid, list *l, size_t row, size_t from, size_t to)
{
    entry added = entry_of(grid, row, from, to);
    if (!l->complete && is_cheaper(grid, &l->bound, &added, from, to))
        return true;
    if (l->count == l->allocated && !make_room(l, 2 * l->allocated + 8))
        return false;
    size_t at = l->count++;
    while (at > 0 && is_cheaper(grid, &added, &l->entries[(at - 1) / 2], from, to)) {
        l->entries[at] = l->entries[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    l->entries[at] = added;
    return true;
}

/* Merges two sorted runs by way of the buffer. */
static void merge(const apn__grid *grid, entry *run, size_t half, size_t count, entry *buffer,
                  size_t from, size_t to)
{
    size_t left = 0, right = half, at = 0;
    while (left < half && right < count)
        buffer[at++] =
            is_cheaper(grid, &run[right], &run[left], from, to) ? run[right++] : run[left++];
    while (left < half)
        buffer[at++] = run[left++];
    memcpy(run, buffer, at * sizeof *run);
}

/* Cheapest first; the key is the cost of the exchange and the order of the rows. */
static void sort_entries(const apn__grid *grid, entry *entries, size_t count, entry *buffer,
                         size_t from, size_t to)
{
    for (size_t size = 1; size < count; size *= 2)
        for (size_t first = 0; first + size < count; first += 2 * size) {
            size_t end = first + 2 * size < count ? 2 * size : count - first;
            merge(grid, entries + first, size, end, buffer, from, to);
        }
}

/* Keeps the cheapest `room` entries of a list that is being filled. */
static void cut(const apn__candidates *candidates, list *l, size_t from, size_t to)
{
    if (l->count <= l->room) {
        for (size_t at = l->count / 2; at-- > 0;)
            sift_down(candidates->grid, l, at, from, to);
        return;
    }
    sort_entries(candidates->grid, l->entries, l->count, candidates->buffer, from, to);
    l->count = l->room;
    l->bound = l->entries[l->room - 1];
    l->complete = false;
}

/* Looks at one row while a list is being filled. False when memory is out. */
static bool consider(const apn__candidates *candidates, list *l, size_t row, size_t from, size_t to)
{
    const apn__grid *grid = candidates->grid;
    entry seen = entry_of(grid, row, from, to);
    if (!l->complete && !is_cheaper(grid, &seen, &l->bound, from, to))
        return true;
    if (!apn__row_can_exchange(grid, row, from, to))
        return true;
    if (l->count == l->allocated && !make_room(l, 2 * l->allocated + 8))
        return false;
    l->entries[l->count++] = seen;
    if (l->count == 2 * l->room)
        cut(candidates, l, from, to);
    return true;
}

static void begin_fill(list *l)
{
    l->count = 0;
    l->complete = true;
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
    bool good = true;
    begin_fill(l);
    for (size_t i = forest->starts[group]; i < forest->starts[group + 1]; i++)
        if (forest->things[i] < candidates->grid->rows)
            good = consider(candidates, l, forest->things[i], from, to) && good;
    cut(candidates, l, from, to);
    return good;
}

/* Looks at a row for all lists to columns before (or behind) the one that gives up. False when
 * memory is out. */
static bool consider_row(apn__candidates *candidates, size_t group, size_t row, bool before)
{
    const apn__grid *grid = candidates->grid;
    size_t width = grid->width, first = row * width;
    bool good = true;
    for (size_t from = 0; from < width; from++) {
        if (!grid->raised[first + from])
            continue;
        size_t to = before ? 0 : from + 1, end = before ? from : width;
        list *l = list_of(candidates, group, from, 0);
        for (; to < end; to++)
            if (!grid->raised[first + to] && grid->costs[first + to] != APN__UNMOVABLE)
                good = consider(candidates, &l[to], row, from, to) && good;
    }
    return good;
}

/* Fills all lists of a group in two passes over its rows, each in the direction in which equal
 * entries come best first, so that a table of equal rows is no slower. */
static bool fill_group(apn__candidates *candidates, size_t group)
{
    const apn__forest *forest = &candidates->grid->row_groups;
    size_t width = candidates->grid->width;
    size_t first = forest->starts[group], end = forest->starts[group + 1];
    bool good = true;
    for (size_t pair = 0; pair < width * width; pair++) {
        list *l = list_of(candidates, group, 0, 0) + pair;
        l->room = FIRST_ROOM;
        begin_fill(l);
    }
    for (size_t i = first; i < end; i++)
        if (forest->things[i] < candidates->grid->rows)
            good = consider_row(candidates, group, forest->things[i], true) && good;
    for (size_t i = end; i-- > first;)
        if (forest->things[i] < candidates->grid->rows)
            good = consider_row(candidates, group, forest->things[i], false) && good;
    for (size_t pair = 0; pair < width * width; pair++)
        cut(candidates, list_of(candidates, group, 0, 0) + pair, pair / width, pair % width);
    return good;
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
        apn__free(candidates->lists[i].entries);
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
            if (apn__row_can_exchange(candidates->grid, l->entries[0].row, from, to))
                return l->entries[0].row;
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

static bool offer(apn__candidates *candidates, size_t row, size_t from, size_t to)
{
    const apn__grid *grid = candidates->grid;
    if (from == to || !apn__row_can_exchange(grid, row, from, to))
        return true;
    return push(grid, list_of(candidates, grid->row_groups.groups[row], from, to), row, from, to);
}

/* Without groups of columns only exchanges with the two columns have become possible; with them,
 * any may have. */
bool apn__candidates_update(apn__candidates *candidates, size_t row, size_t from, size_t to)
{
    const apn__grid *grid = candidates->grid;
    bool any = grid->column_groups.count > 0, good = true;
    if (row == grid->rows || candidates->places[grid->row_groups.groups[row]] == SIZE_MAX)
        return true;
    for (size_t a = 0; a < grid->width && good; a++) {
        good = offer(candidates, row, a, from) && offer(candidates, row, to, a);
        for (size_t b = 0; any && b < grid->width && good; b++)
            good = offer(candidates, row, a, b);
    }
    return good;
}
