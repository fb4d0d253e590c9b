/* sweep_reach.c: what a path reaches. A driver reaches the lines whose bases count it, directly or
 * through other bases; a basis those that it is behind; a line itself. Any other path reaches every
 * line. Figures that follow from those of other lines are compared where a line is taken over. */
#include "sweep_model.h"

#include <string.h>

/* The path's first two keys. */
typedef struct path_head {
    apn__text group, name;
} path_head;

static path_head head_of(const char *path)
{
    const char *point = strchr(path, '.');
    if (point == NULL)
        return (path_head){apn__text_of(path), {"", 0}};
    return (path_head){{path, (size_t)(point - path)}, {point + 1, strcspn(point + 1, ".[")}};
}

/* What is looked for: a driver, or a basis. */
typedef struct wanted {
    const apn_agreement *agreement;
    size_t driver, basis; /* or APN__NONE */
    unsigned depth;
} wanted;

/* Whether the basis rests on what is wanted. Bases are no deeper than the format allows. */
static bool rests_on(const wanted *what, size_t basis)
{
    const apn__basis *held = &what->agreement->bases[basis];
    if (basis == what->basis)
        return true;
    for (size_t i = 0; i < held->driver_count; i++) {
        if (held->drivers[i] == what->driver)
            return true;
    }
    for (size_t i = 0; i < held->part_count; i++) {
        if (rests_on(what, held->parts[i].basis))
            return true;
    }
    return false;
}

static void reach_all(const apn_agreement *agreement, bool *reached)
{
    for (size_t line = 0; line < agreement->line_count; line++)
        reached[line] = true;
}

static void reach_lines(const wanted *what, bool *reached)
{
    const apn_agreement *agreement = what->agreement;
    for (size_t line = 0; line < agreement->line_count; line++) {
        const apn__line *held = &agreement->lines[line];
        reached[line] = reached[line] || rests_on(what, held->basis) ||
                        (what->driver != APN__NONE && held->no_worse_off == what->driver);
    }
}

void apn__sweep_reach(const apn_agreement *agreement, const char *path, bool *reached)
{
    path_head head = head_of(path);
    wanted what = {.agreement = agreement, .driver = APN__NONE, .basis = APN__NONE};
    bool found = false;
    if (apn__text_is(head.group, "cost_lines")) {
        for (size_t line = 0; line < agreement->line_count; line++) {
            if (apn__text_is(head.name, agreement->lines[line].info.id))
                found = reached[line] = true;
        }
    }
    /* A version puts other bases in the place of those that lines name. */
    for (size_t i = 0; apn__text_is(head.group, "drivers") && agreement->version_count == 0 &&
                       i < agreement->driver_count;
         i++) {
        if (apn__text_is(head.name, agreement->drivers[i].id))
            what.driver = i;
    }
    for (size_t i = 0; apn__text_is(head.group, "bases") && agreement->version_count == 0 &&
                       i < agreement->basis_count;
         i++) {
        if (!agreement->bases[i].is_inline && apn__text_is(head.name, agreement->bases[i].name))
            what.basis = i;
    }
    if (what.driver != APN__NONE || what.basis != APN__NONE)
        reach_lines(&what, reached);
    else if (!found)
        reach_all(agreement, reached);
}
