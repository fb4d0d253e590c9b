/* Nodes, and the check for keys that stand twice in a mapping. */
#include "document.h"

#include <assert.h>
#include <stdlib.h>

#define SHOWN_BYTES 64u /* of a key, in a sentence */

typedef struct ranked {
    apn__node *node;
    size_t order;
} ranked;

apn__node *apn__node_make(apn__arena *arena, apn__node_kind kind, apn__place place)
{
    apn__node *node = apn__arena_alloc(arena, 1, sizeof *node);
    if (node == NULL)
        return NULL;
    node->kind = kind;
    node->place = place;
    node->text = node->key = (apn__text){"", 0};
    return node;
}

void apn__node_add(apn__node *parent, apn__node *child)
{
    assert(child->next == NULL && child != parent->last);
    if (parent->last == NULL)
        parent->first = child;
    else
        parent->last->next = child;
    parent->last = child;
    parent->count++;
}

apn__node *apn__node_find(const apn__node *mapping, const char *key)
{
    if (mapping == NULL || mapping->kind != APN__MAPPING)
        return NULL;
    apn__text wanted = apn__text_of(key);
    for (apn__node *child = mapping->first; child != NULL; child = child->next)
        if (apn__text_equal(child->key, wanted))
            return child;
    return NULL;
}

/* By key, then as listed: no two are equal. */
static int compare_ranked(const void *left, const void *right)
{
    const ranked *a = left, *b = right;
    int order = apn__text_compare(a->node->key, b->node->key);
    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

static void report_duplicate(apn__node *first, apn__node *again, const char *where,
                             apn_findings *findings)
{
    apn__path path = {0};
    apn__path_push(&path, apn__text_of(where));
    apn__path_push(&path, again->key);
    int shown = (int)apn__utf8_cut(again->key.bytes, again->key.length, SHOWN_BYTES);
    apn__findings_add(findings, APN_ERROR, APN_DUPLICATE_KEY, again->key_place, path.text,
                      "`%.*s` stands twice here, first in line %u; keep one of them", shown,
                      again->key.bytes, (unsigned)first->key_place.line);
}

void apn__node_check_duplicates(apn__node *mapping, const char *where, apn_findings *findings)
{
    size_t count = 0;
    if (mapping->kind != APN__MAPPING || mapping->count < 2)
        return;
    ranked *list = apn__alloc(mapping->count, sizeof *list);
    if (list == NULL) {
        apn__findings_fail_memory(findings);
        return;
    }
    for (apn__node *child = mapping->first; child != NULL; child = child->next, count++)
        list[count] = (ranked){child, count};
    qsort(list, count, sizeof *list, compare_ranked);
    for (size_t first = 0, i = 1; i < count; i++) {
        if (!apn__text_equal(list[first].node->key, list[i].node->key)) {
            first = i;
            continue;
        }
        report_duplicate(list[first].node, list[i].node, where, findings);
        list[i].node->kind = APN__INVALID;
    }
    apn__free(list);
}
