/* row.c: what one row does by itself: which of its cells it raises when nobody asks for more, and
 * which exchanges of a unit between two columns its groups of columns allow. */
#include "table_model.h"

#include <stdlib.h>

#include "findings.h"

/* Something that a group of columns, or the row, can raise by one: a cell of its own, or the next
 * best of a group in it. */
typedef struct item {
    const apn__grid *grid;
    size_t row, column; /* the cell that it comes down to */
    int64_t cost;       /* for rows where all costs are of one level */
    apn__wide_units due;
    size_t group; /* that it goes through, SIZE_MAX when it is a cell */
} item;

/* The whole key: cost, then the place in the row. */
static int compare_items(const void *a, const void *b)
{
    const item *left = a, *right = b;
    const apn__grid *grid = left->grid;
    apn__cost one = apn__cell_cost(grid, left->row, left->column);
    apn__cost other = apn__cell_cost(grid, right->row, right->column);
    int sign = apn__cost_compare(grid, &one, &other);
    if (sign == 0) {
        apn__term terms[2] = {{left->row * grid->width + left->column, 1},
                              {right->row * grid->width + right->column, -1}};
        sign = apn__terms_sign(grid, terms, 2, true);
    }
    return sign != 0 ? sign : left->column < right->column ? -1 : left->column > right->column;
}

/* The same where costs are exact and of one level: cost, what is due to the column, place. */
static int compare_plain(const void *a, const void *b)
{
    const item *left = a, *right = b;
    if (left->cost != right->cost)
        return left->cost < right->cost ? -1 : 1;
    if (left->due != right->due)
        return left->due > right->due ? -1 : 1;
    return left->column < right->column ? -1 : left->column > right->column;
}

static void raise_item(apn__grid *grid, const item *taken, const item *best)
{
    size_t first = taken->row * grid->column_groups.count;
    while (taken->group != SIZE_MAX) {
        grid->row_high[first + taken->group] = 1;
        taken = &best[taken->group];
    }
    grid->raised[taken->row * grid->width + taken->column] = 1;
}

static void add_item(const apn__grid *grid, size_t row, size_t column, size_t group, item *list,
                     size_t *count)
{
    int64_t cost = grid->costs[row * grid->width + column];
    list[(*count)++] = (item){grid, row, column, cost, grid->due[column], group};
}

/* How many units the group's own groups take already. */
static int64_t taken_within(const apn__grid *grid, size_t row, size_t group)
{
    const apn__forest *forest = &grid->column_groups;
    int64_t taken = 0;
    for (size_t i = forest->child_starts[group]; i < forest->child_starts[group + 1]; i++)
        taken += grid->row_lows[row * forest->count + forest->children[i]];
    return taken;
}

/* What the group can raise beyond that. */
static size_t list_items(const apn__grid *grid, size_t row, size_t group, const item *best,
                         item *list)
{
    const apn__forest *forest = &grid->column_groups;
    size_t count = 0, first = row * forest->count;
    for (size_t i = forest->starts[group]; i < forest->starts[group + 1]; i++)
        if (grid->costs[row * grid->width + forest->things[i]] != APN__UNMOVABLE)
            add_item(grid, row, forest->things[i], SIZE_MAX, list, &count);
    for (size_t i = forest->child_starts[group]; i < forest->child_starts[group + 1]; i++) {
        size_t child = forest->children[i];
        if (!grid->row_whole[first + child])
            add_item(grid, row, best[child].column, child, list, &count);
    }
    return count;
}

/* Raises the cheapest items, and keeps the next one for the group around. */
static bool raise_within(apn__grid *grid, size_t row, size_t group, int64_t units, item *best,
                         item *list)
{
    bool plain = grid->exact && row < grid->rows &&
                 grid->costs[row * grid->width + grid->columns] == APN__UNMOVABLE;
    size_t count = list_items(grid, row, group, best, list);
    if (units < 0 || (size_t)units > count)
        return false;
    if (count > 1)
        qsort(list, count, sizeof *list, plain ? compare_plain : compare_items);
    for (size_t i = 0; i < (size_t)units; i++)
        raise_item(grid, &list[i], best);
    if (group < grid->column_groups.count &&
        !grid->row_whole[row * grid->column_groups.count + group]) {
        if ((size_t)units == count)
            return false;
        best[group] = list[units];
    }
    return true;
}

/* What the row leaves each column short of: its fraction less what it was given. */
static void keep_due(apn__grid *grid, size_t row)
{
    int64_t common = mpz_get_si(grid->common);
    for (size_t j = 0; j < grid->width; j++) {
        int64_t cost = grid->costs[row * grid->width + j];
        if (cost != APN__UNMOVABLE)
            grid->due[j] +=
                (common - cost) / 2 - (grid->raised[row * grid->width + j] ? common : 0);
    }
}

apn_status apn__row_begin(apn__grid *grid, size_t row, apn_error *err)
{
    const apn__forest *forest = &grid->column_groups;
    item *list = apn__alloc(apn__add_sizes(grid->width, forest->count), sizeof *list);
    item *best = apn__alloc(forest->count, sizeof *best);
    bool good = list != NULL && best != NULL;
    apn_status status = good ? APN_OK : apn__fail_memory(err);
    int64_t fixed = row == grid->rows && grid->raised[row * grid->width + grid->columns] != 0;
    for (size_t i = 0; i < forest->count && good; i++) {
        size_t group = forest->order[i];
        int64_t units =
            grid->row_lows[row * forest->count + group] - taken_within(grid, row, group);
        good = raise_within(grid, row, group, units, best, list);
    }
    if (good)
        good = raise_within(grid, row, forest->count,
                            grid->row_counts[row] - fixed - taken_within(grid, row, forest->count),
                            best, list);
    if (good && grid->exact && row < grid->rows)
        keep_due(grid, row);
    if (!good && status == APN_OK)
        status = apn__fail(err, APN_INTERNAL, "", "a row of the table cannot be made whole");
    apn__free(list);
    apn__free(best);
    return status;
}

/* Whether every group that holds `column` and not `other` can change its count: from its floor
 * when it gains (high 0), from its ceiling when it gives up. */
static bool groups_allow(const apn__grid *grid, size_t row, size_t column, size_t other,
                         uint8_t high)
{
    const apn__forest *forest = &grid->column_groups;
    size_t first = row * forest->count;
    for (size_t group = forest->groups[column]; group < forest->count;
         group = forest->parents[group]) {
        if (apn__forest_holds(forest, group, other))
            return true;
        if (grid->row_whole[first + group] || grid->row_high[first + group] != high)
            return false;
    }
    return true;
}

bool apn__row_groups_allow(const apn__grid *grid, size_t row, size_t from, size_t to)
{
    return groups_allow(grid, row, from, to, 1) && groups_allow(grid, row, to, from, 0);
}

static void set_groups(apn__grid *grid, size_t row, size_t column, size_t other, uint8_t high)
{
    const apn__forest *forest = &grid->column_groups;
    for (size_t group = forest->groups[column];
         group < forest->count && !apn__forest_holds(forest, group, other);
         group = forest->parents[group])
        grid->row_high[row * forest->count + group] = high;
}

void apn__row_exchange(apn__grid *grid, size_t row, size_t from, size_t to)
{
    grid->raised[row * grid->width + from] = 0;
    grid->raised[row * grid->width + to] = 1;
    set_groups(grid, row, from, to, 0);
    set_groups(grid, row, to, from, 1);
}
