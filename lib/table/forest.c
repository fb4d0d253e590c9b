/* forest.c: nested groups of rows or of columns, and the chain of groups that running totals are.
 */
#include "table_model.h"

#include <stdio.h>

#include "findings.h"

static bool forest_alloc(apn__forest *forest)
{
    size_t groups = apn__add_sizes(forest->count, 2);
    forest->parents = apn__alloc(forest->count, sizeof *forest->parents);
    forest->order = apn__alloc(forest->count, sizeof *forest->order);
    forest->groups = apn__alloc(forest->thing_count, sizeof *forest->groups);
    forest->things = apn__alloc(forest->thing_count, sizeof *forest->things);
    forest->children = apn__alloc(forest->count, sizeof *forest->children);
    forest->starts = apn__alloc(groups, sizeof *forest->starts);
    forest->child_starts = apn__alloc(groups, sizeof *forest->child_starts);
    return forest->parents && forest->order && forest->groups && forest->things &&
           forest->children && forest->starts && forest->child_starts;
}

void apn__forest_clear(apn__forest *forest)
{
    apn__free(forest->parents);
    apn__free(forest->order);
    apn__free(forest->groups);
    apn__free(forest->things);
    apn__free(forest->children);
    apn__free(forest->starts);
    apn__free(forest->child_starts);
}

/* Lists the things of each group: starts[g] … starts[g + 1] of `list`, in order. */
static void list_by_group(const size_t *groups, size_t count, size_t *starts, size_t group_count,
                          size_t *list)
{
    for (size_t i = 0; i < count; i++)
        starts[groups[i] + 1]++;
    for (size_t g = 0; g < group_count; g++)
        starts[g + 1] += starts[g];
    for (size_t i = count; i-- > 0;)
        list[--starts[groups[i] + 1]] = i;
    for (size_t g = 0; g < group_count; g++)
        starts[g] = starts[g + 1];
    starts[group_count] = count;
}

/* Puts the groups in an order in which each stands before the one around it. False when parents go
 * round in a circle. */
static bool sort_groups(apn__forest *forest)
{
    size_t placed = forest->count;
    size_t *list = forest->order, next = forest->count;
    for (size_t i = forest->child_starts[forest->count];
         i < forest->child_starts[forest->count + 1]; i++)
        list[--next] = forest->children[i];
    while (placed > next) {
        size_t group = list[--placed];
        for (size_t i = forest->child_starts[group]; i < forest->child_starts[group + 1]; i++)
            list[--next] = forest->children[i];
    }
    return next == 0;
}

static apn_status refuse_group(const apn_table_groups *groups, size_t group, const char *what,
                               const char *fault, apn_error *err)
{
    char number[32];
    (void)snprintf(number, sizeof number, "%zu", group + 1);
    return apn__fail(err, APN_USAGE, "", "group %s of %s %s",
                     groups->names != NULL ? groups->names[group] : number, what, fault);
}

static apn_status copy_groups(const apn_table_groups *groups, const char *what, apn__forest *forest,
                              apn_error *err)
{
    size_t whole = forest->count;
    if (whole > 0 && (groups->parents == NULL || groups->members == NULL))
        return apn__fail(err, APN_USAGE, "", "groups of %s need their parents and their members",
                         what);
    for (size_t g = 0; g < whole; g++) {
        if (groups->parents[g] != APN_NO_GROUP && groups->parents[g] >= whole)
            return refuse_group(groups, g, what, "is in a group that is not there", err);
        forest->parents[g] = groups->parents[g] == APN_NO_GROUP ? whole : groups->parents[g];
    }
    for (size_t i = 0; i + 1 < forest->thing_count && whole > 0; i++) {
        if (groups->members[i] != APN_NO_GROUP && groups->members[i] >= whole)
            return apn__fail(err, APN_USAGE, "", "number %zu of %s is in a group that is not there",
                             i + 1, what);
        forest->groups[i] = groups->members[i] == APN_NO_GROUP ? whole : groups->members[i];
    }
    if (whole > 0)
        forest->groups[forest->thing_count - 1] = whole;
    return APN_OK;
}

/* Thing i is in group i, and group i in group i + 1; the last thing is in the whole. */
static void chain_groups(apn__forest *forest)
{
    for (size_t g = 0; g < forest->count; g++)
        forest->parents[g] = g + 1;
    for (size_t i = 0; i < forest->thing_count; i++)
        forest->groups[i] = i < forest->count ? i : forest->count;
}

apn_status apn__forest_make(const apn_table_groups *groups, size_t things, bool chain,
                            const char *what, apn__forest *out, apn_error *err)
{
    apn_status status = APN_OK;
    *out = (apn__forest){.count = chain ? things - 1 : groups->count, .thing_count = things + 1};
    if (!forest_alloc(out))
        return apn__fail_memory(err);
    if (chain)
        chain_groups(out);
    else
        status = copy_groups(groups, what, out, err);
    if (status != APN_OK)
        return status;
    list_by_group(out->groups, out->thing_count, out->starts, out->count + 1, out->things);
    list_by_group(out->parents, out->count, out->child_starts, out->count + 1, out->children);
    if (!sort_groups(out))
        return apn__fail(err, APN_USAGE, "", "groups of %s are in each other, in a circle", what);
    return APN_OK;
}

bool apn__forest_holds(const apn__forest *forest, size_t group, size_t thing)
{
    size_t at = forest->groups[thing];
    while (at != group && at != forest->count)
        at = forest->parents[at];
    return at == group;
}
