/* document.h: a tree of text nodes that know their place. No type but text: the reader decides from the key. */
#ifndef APN_DOCUMENT_DOCUMENT_H
#define APN_DOCUMENT_DOCUMENT_H

#include "findings.h"
#include "alloc.h"
#include "text.h"

typedef enum apn__node_kind {
    APN__SCALAR,
    APN__MAPPING,
    APN__SEQUENCE,
    APN__INVALID /* already reported (an alias, too deep, a comma slip): readers pass over it in silence */
} apn__node_kind;

typedef struct apn__node apn__node;
struct apn__node {
    apn__node_kind kind;
    apn__place place;     /* of the value */
    apn__text text;       /* scalars; ended by a zero byte in memory */
    bool quoted;          /* a quoted or block scalar: "" is then an empty text, not an absent value */
    bool flow;            /* a mapping or sequence in { } or [ ] */
    bool truncated;       /* the text broke off inside this node: what is missing may stand beyond the break */
    apn__text key;        /* when the parent is a mapping; ended by a zero byte in memory */
    apn__place key_place;
    apn__node *first, *last, *next; /* children in order; next sibling */
    size_t count;                   /* of children */
};

/* A new node in the arena, or NULL when memory is out. */
apn__node *apn__node_make(apn__arena *arena, apn__node_kind kind, apn__place place);

/* Puts child last under parent. */
void apn__node_add(apn__node *parent, apn__node *child);

/* The child with the key, or NULL. */
apn__node *apn__node_find(const apn__node *mapping, const char *key);

/* Reports keys that stand twice in a mapping (APN_DUPLICATE_KEY at the second, naming the line of the first) and makes
 * the later ones APN__INVALID. O(n log n). */
void apn__node_check_duplicates(apn__node *mapping, const char *where, apn__arena *arena, apn_findings *findings);

/* In a { } mapping, `{2015/16: 48,898.94}` is the value 48 and a key 898.94 without a value: reports each such slip in a
 * sentence of its own (APN_NUMBER, at the value), removes the stray keys and makes the value APN__INVALID. */
void apn__node_check_commas(apn__node *mapping, const char *where, apn_findings *findings);

/* Joins the roots of several texts into one mapping (spec: several files). `format` stands in each; `agreement.id` may be
 * repeated when it is the same; sequences join in order; mappings join key by key; any other key twice is
 * APN_DUPLICATE_KEY. Returns NULL when memory is out. */
apn__node *apn__node_join(apn__node *const *roots, size_t count, apn__arena *arena, apn_findings *findings);

#endif
