/* edit.c: copies and changes of a tree of nodes, for agreements that are made of others. */
#include "document.h"

#include <assert.h>

static const char *rename_file(const char *file, const apn__renaming *names)
{
    for (size_t i = 0; i < names->count; i++) {
        if (names->from[i] == file)
            return names->to[i];
    }
    return file;
}

/* The node alone. */
static apn__node *copy_one(const apn__node *node, const apn__renaming *names, apn__arena *arena)
{
    apn__node *copy = apn__arena_alloc(arena, 1, sizeof *copy);
    if (copy == NULL)
        return NULL;
    *copy = *node;
    copy->first = copy->last = copy->next = NULL;
    copy->count = 0;
    copy->text.bytes = apn__arena_copy(arena, node->text.bytes, node->text.length);
    copy->key.bytes = apn__arena_copy(arena, node->key.bytes, node->key.length);
    copy->place.file = rename_file(node->place.file, names);
    copy->key_place.file = rename_file(node->key_place.file, names);
    return copy->text.bytes == NULL || copy->key.bytes == NULL ? NULL : copy;
}

apn__node *apn__node_copy(const apn__node *node, const apn__renaming *names, apn__arena *arena)
{
    apn__node *copy = copy_one(node, names, arena);
    for (const apn__node *child = node->first; copy != NULL && child != NULL; child = child->next) {
        apn__node *below = apn__node_copy(child, names, arena);
        if (below == NULL)
            return NULL;
        apn__node_add(copy, below);
    }
    return copy;
}

void apn__node_remove(apn__node *parent, apn__node *child)
{
    apn__node *before = NULL;
    for (apn__node *at = parent->first; at != child; at = at->next) {
        assert(at != NULL);
        before = at;
    }
    if (before == NULL)
        parent->first = child->next;
    else
        before->next = child->next;
    if (parent->last == child)
        parent->last = before;
    parent->count--;
    child->next = NULL;
}

void apn__node_replace(apn__node *node, const apn__node *value)
{
    apn__node held = *node;
    *node = *value;
    node->key = held.key;
    node->key_place = held.key_place;
    node->by_path = held.by_path;
    node->next = held.next;
}

void apn__node_put_first(apn__node *parent, apn__node *child)
{
    assert(child->next == NULL && child != parent->last);
    child->next = parent->first;
    parent->first = child;
    if (parent->last == NULL)
        parent->last = child;
    parent->count++;
}
