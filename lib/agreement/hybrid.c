/* hybrid.c: an agreement with parts of another, so that a change can be taken apart by its causes:
 * who shares, the figures of the drivers, and the rules that make shares of them. What is in no
 * list here is an amount, or has no part in what the lines come to. */
#include "scenario_model.h"

#include <string.h>

typedef struct part_key {
    const char *key;
    enum apn__taken part;
} part_key;

static const part_key file_parts[] = {
    {"parties", APN__PART_MEMBERSHIP},    {"proration", APN__PART_MEMBERSHIP},
    {"year_start", APN__PART_MEMBERSHIP}, {"drivers", APN__PART_DRIVERS},
    {"bases", APN__PART_BASES},           {"default_basis", APN__PART_BASES},
    {"versions", APN__PART_BASES},
};

static const part_key head_parts[] = {
    {"effective", APN__PART_MEMBERSHIP},
    {"lead", APN__PART_MEMBERSHIP},
};

static const part_key line_parts[] = {
    {"participants", APN__PART_MEMBERSHIP},
    {"exclude", APN__PART_MEMBERSHIP},
    {"from", APN__PART_MEMBERSHIP},
    {"until", APN__PART_MEMBERSHIP},
    {"basis", APN__PART_BASES},
    {"floors", APN__PART_BASES},
    {"caps", APN__PART_BASES},
    {"absorber", APN__PART_BASES},
    {"no_worse_off", APN__PART_BASES},
};

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* Takes the keys of the parts over; a key that the other lacks goes. */
static void take_keys(apn__node *into, apn__node *from, const part_key *keys, size_t count,
                      unsigned taken)
{
    for (size_t i = 0; i < count; i++) {
        if ((keys[i].part & taken) == 0)
            continue;
        apn__node *mine = apn__node_find(into, keys[i].key);
        apn__node *other = apn__node_find(from, keys[i].key);
        if (mine != NULL)
            apn__node_remove(into, mine);
        if (other == NULL)
            continue;
        apn__node_remove(from, other);
        apn__node_add(into, other);
    }
}

void apn__take_over(apn__node *into, apn__node *from, unsigned taken)
{
    apn__node *head = apn__node_find(into, "agreement"), *other = apn__node_find(from, "agreement");
    apn__node *lines = apn__node_find(into, "cost_lines");
    apn__node *others = apn__node_find(from, "cost_lines");
    take_keys(into, from, file_parts, COUNT(file_parts), taken);
    if (head != NULL && other != NULL && head->kind == APN__MAPPING && other->kind == APN__MAPPING)
        take_keys(head, other, head_parts, COUNT(head_parts), taken);
    for (apn__node *line = lines == NULL ? NULL : lines->first; line != NULL; line = line->next) {
        apn__node *same = others == NULL ? NULL : others->first;
        apn__text id = apn__entry_id(line, NULL);
        while (same != NULL && !apn__text_equal(apn__entry_id(same, NULL), id))
            same = same->next;
        if (same != NULL && line->kind == APN__MAPPING && same->kind == APN__MAPPING)
            take_keys(line, same, line_parts, COUNT(line_parts), taken);
    }
}
