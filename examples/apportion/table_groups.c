/* Groups by their paths: `South/Thames` is the group Thames within South. A group's name is its
 * whole path, and its parent stands before it. */
#include "table_sheet.h"

#include <search.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "text.h"

/* A group that has been seen, found again by its path. */
typedef struct known {
    const char *path;
    size_t group;
} known;

/* What is being made; its arrays grow. */
typedef struct making {
    size_t count, room;
    size_t *parents;
    char **paths;
    void *tree; /* of known */
} making;

static int by_path(const void *left, const void *right)
{
    const known *a = left, *b = right;
    return strcmp(a->path, b->path);
}

/* The group with that path, which is made when it is new. The path becomes the group's. */
static size_t group_find(making *made, char *path, size_t parent)
{
    known *wanted = grab(1, sizeof *wanted);
    *wanted = (known){path, made->count};
    void *found = tsearch(wanted, &made->tree, by_path);
    if (!found)
        out_of_memory();
    known *one = *(known **)found;
    if (one != wanted) {
        free(wanted);
        free(path);
        return one->group;
    }
    if (made->count == made->room) {
        made->room = made->room ? 2 * made->room : 8;
        made->parents = grab_more(made->parents, made->room, sizeof made->parents[0]);
        made->paths = grab_more(made->paths, made->room, sizeof made->paths[0]);
    }
    made->parents[made->count] = parent;
    made->paths[made->count] = path;
    return made->count++;
}

/* A path has no empty part. */
static bool is_path(const char *path)
{
    size_t length = strlen(path);
    return length > 0 && path[0] != '/' && path[length - 1] != '/' && !strstr(path, "//");
}

/* The innermost group of a path; the groups around it are made first. */
static size_t path_find(making *made, const char *path)
{
    size_t group = APN_NO_GROUP;
    for (const char *end = path; *end; end += *end == '/') {
        end += strcspn(end, "/");
        group = group_find(made, grab_text(path, (size_t)(end - path)), group);
    }
    return group;
}

void table_groups_read(const apn_sheet_cell *cells, size_t count, const char *file,
                       apn_table_groups *out, told *list)
{
    making made = {0};
    size_t *members = grab(count, sizeof members[0]);
    for (size_t i = 0; i < count; i++) {
        members[i] = APN_NO_GROUP;
        if (cells[i].text[0] == '\0')
            continue;
        if (is_path(cells[i].text))
            members[i] = path_find(&made, cells[i].text);
        else
            told_add(list, APN_ERROR, APN_CSV, (told_place){file, cells[i].line, cells[i].column},
                     "",
                     "the group `%s` has an empty part: write South/Thames for Thames within South",
                     cells[i].text);
    }
    tdestroy(made.tree, free);
    *out = (apn_table_groups){.count = made.count,
                              .parents = made.parents,
                              .members = members,
                              .names = (const char *const *)made.paths};
}

void table_groups_free(apn_table_groups *groups)
{
    for (size_t i = 0; i < groups->count; i++)
        free((char *)groups->names[i]);
    free((char **)groups->names);
    free((size_t *)groups->parents);
    free((size_t *)groups->members);
    *groups = (apn_table_groups){0};
}
