/* Joining the roots of several texts. All children of all roots are listed, sorted by key, and each
 * run of equal keys is folded into its first; then the same for the mappings one level down. So the
 * work is O(n log n). */
#include "document.h"

#include <stdlib.h>

#define SHOWN_BYTES 64u /* of a key, in a sentence */

typedef struct ranked {
    apn__node *node;
    size_t order;
    bool folded; /* into an earlier one: no longer a child */
} ranked;

typedef struct joining {
    apn_findings *findings;
    const char *parent; /* the key that the level is under, or NULL at the top */
} joining;

/* By key, then as listed: no two are equal. */
static int compare_keys(const void *left, const void *right)
{
    const ranked *a = left, *b = right;
    int order = apn__text_compare(a->node->key, b->node->key);
    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

static int compare_orders(const void *left, const void *right)
{
    const ranked *a = left, *b = right;
    return (a->order > b->order) - (a->order < b->order);
}

/* Puts the children of `from` behind those of `to`. */
static void move_children(apn__node *to, apn__node *from)
{
    to->truncated = to->truncated || from->truncated;
    if (from->first == NULL)
        return;
    if (to->last == NULL)
        to->first = from->first;
    else
        to->last->next = from->first;
    to->last = from->last;
    to->count += from->count;
    from->first = from->last = NULL;
    from->count = 0;
}

/* May this text be said again, when it is the same? */
static bool may_repeat(const joining *how, const apn__node *node)
{
    if (how->parent == NULL)
        return apn__text_is(node->key, "format");
    return strcmp(how->parent, "agreement") == 0 && apn__text_is(node->key, "id");
}

static void report_twice(const joining *how, const apn__node *first, const apn__node *again)
{
    apn__path path = {0};
    if (how->parent != NULL)
        apn__path_push(&path, apn__text_of(how->parent));
    apn__path_push(&path, again->key);
    int shown = (int)apn__utf8_cut(again->key.bytes, again->key.length, SHOWN_BYTES);
    const char *format = may_repeat(how, first) ? "`%.*s` is not the same as in %s, line %u; all "
                                                  "files of an agreement must have the same"
                                                : "`%.*s` stands already in %s, line %u; a later "
                                                  "file may add to the agreement, but not "
                                                  "say the same thing again";
    apn__findings_add(how->findings, APN_ERROR, APN_DUPLICATE_KEY, again->key_place, path.text,
                      format, shown, again->key.bytes, first->key_place.file,
                      (unsigned)first->key_place.line);
}

/* Folds a node into an earlier one of the same key, or reports that it cannot be. */
static void fold(const joining *how, apn__node *first, apn__node *again)
{
    bool same_kind = first->kind == again->kind;
    if (first->kind == APN__INVALID || again->kind == APN__INVALID)
        return; /* already reported */
    if (how->parent == NULL && same_kind && first->kind != APN__SCALAR)
        move_children(first, again);
    else if (!(may_repeat(how, first) && same_kind && apn__text_equal(first->text, again->text)))
        report_twice(how, first, again);
}

/* Folds the children of one mapping that have the same key. False when memory is out. */
static bool fold_level(const joining *how, apn__node *mapping)
{
    size_t count = 0;
    if (mapping->count < 2)
        return true;
    ranked *list = apn__alloc(mapping->count, sizeof *list);
    if (list == NULL)
        return false;
    for (apn__node *child = mapping->first; child != NULL; child = child->next, count++)
        list[count] = (ranked){child, count, false};
    qsort(list, count, sizeof *list, compare_keys);
    for (size_t first = 0, i = 1; i < count; i++) {
        if (apn__text_equal(list[first].node->key, list[i].node->key)) {
            fold(how, list[first].node, list[i].node);
            list[i].folded = true;
        } else {
            first = i;
        }
    }
    qsort(list, count, sizeof *list, compare_orders);
    mapping->first = mapping->last = NULL;
    mapping->count = 0;
    for (size_t i = 0; i < count; i++) {
        list[i].node->next = NULL;
        if (!list[i].folded)
            apn__node_add(mapping, list[i].node);
    }
    apn__free(list);
    return true;
}

/* Can the root be joined? Reports one that is no mapping. */
static bool check_root(const apn__node *root, apn_findings *findings)
{
    if (root == NULL || root->kind == APN__INVALID)
        return false;
    if (root->kind != APN__MAPPING)
        apn__findings_add(findings, APN_ERROR, APN_WRONG_TYPE, root->place, NULL,
                          "the text must consist of keys with their values, beginning with "
                          "`format: apportion/1`, "
                          "but it is %s",
                          root->kind == APN__SEQUENCE ? "a list" : "a single value");
    return root->kind == APN__MAPPING;
}

/* Where one text has the format, each must; where none has, that is one fault of the whole, for its
 * reader to tell. */
static void check_formats(apn__node *const *roots, size_t count, apn_findings *findings)
{
    bool any = false;
    for (size_t i = 0; i < count; i++)
        any = any || apn__node_find(roots[i], "format") != NULL;
    for (size_t i = 0; i < count && any; i++)
        if (roots[i] != NULL && roots[i]->kind == APN__MAPPING && !roots[i]->truncated &&
            apn__node_find(roots[i], "format") == NULL)
            apn__findings_add(
                findings, APN_ERROR, APN_MISSING_KEY, roots[i]->place, "format",
                "`format` is missing; each file of an agreement begins with `format: apportion/1`");
}

apn__node *apn__node_join(apn__node *const *roots, size_t count, apn__arena *arena,
                          apn_findings *findings)
{
    apn__place place = {0};
    joining how = {.findings = findings};
    for (size_t i = count; i > 0; i--)
        if (roots[i - 1] != NULL)
            place = roots[i - 1]->place;
    apn__node *whole = apn__node_make(arena, APN__MAPPING, place);
    if (whole == NULL)
        return NULL;
    check_formats(roots, count, findings);
    for (size_t i = 0; i < count; i++) {
        if (check_root(roots[i], findings))
            move_children(whole, roots[i]);
        else
            whole->truncated = true;
    }
    if (!fold_level(&how, whole))
        return NULL;
    for (apn__node *child = whole->first; child != NULL; child = child->next) {
        how.parent = child->key.bytes;
        if (child->kind == APN__MAPPING && !fold_level(&how, child))
            return NULL;
    }
    return whole;
}
