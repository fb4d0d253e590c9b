/* document.h: a tree of text nodes that know their place. No type but text: the reader decides from
 * the key. */
#ifndef APN_DOCUMENT_DOCUMENT_H
#define APN_DOCUMENT_DOCUMENT_H

#include "alloc.h"
#include "apportion/sheet.h"
#include "findings.h"
#include "library_limits.h"
#include "text.h"

typedef enum apn__node_kind {
    APN__SCALAR,
    APN__MAPPING,
    APN__SEQUENCE,
    APN__INVALID /* already reported (an alias, too deep, a comma slip): readers pass over it in
                    silence */
} apn__node_kind;

typedef struct apn__node apn__node;
struct apn__node {
    apn__node_kind kind;
    apn__place place; /* of the value */
    apn__text text;   /* scalars; ended by a zero byte in memory */
    bool quoted;      /* a quoted or block scalar: "" is then an empty text, not an absent value */
    bool sheet;       /* a scalar from a CSV text, where numbers have spreadsheets' habits */
    bool flow;        /* a mapping or sequence in { } or [ ] */
    bool by_path;   /* the key comes from a scenario's path: when the format has none such, what the
                       path names does not exist */
    bool truncated; /* the text broke off inside this node: what is missing may stand beyond the
                       break */
    apn__text key;  /* when the parent is a mapping; ended by a zero byte in memory */
    apn__place key_place;
    apn__node *first, *last, *next; /* children in order; next sibling */
    size_t count;                   /* of children */
};

/* A dotted path, "cost_lines.hosting.caps" or "parties[2].joined" (the first entry is [1]), cut
 * when it grows too long. Zero it to begin. Each push returns the length to give back to
 * apn__path_cut. */
typedef struct apn__path {
    char text[APN__LIMIT_WHERE + 1];
    size_t length;
} apn__path;

size_t apn__path_push(apn__path *path, apn__text key);
size_t apn__path_push_index(apn__path *path, size_t index); /* the index counts from 0 */
void apn__path_cut(apn__path *path, size_t length);

/* A new node in the arena, or NULL when memory is out. */
apn__node *apn__node_make(apn__arena *arena, apn__node_kind kind, apn__place place);

/* Puts child last under parent. */
void apn__node_add(apn__node *parent, apn__node *child);

/* The first child with the key, or NULL; the mapping may be NULL or no mapping. */
apn__node *apn__node_find(const apn__node *mapping, const char *key);

/* Reports keys that stand twice in a mapping (APN_DUPLICATE_KEY at the second, naming the line of
 * the first) and makes the later ones APN__INVALID. O(n log n). */
void apn__node_check_duplicates(apn__node *mapping, const char *where, apn_findings *findings);

/* In a { } mapping, `{2015/16: 48,898.94}` is the value 48 and a key 898.94 without a value:
 * reports each such slip in a sentence of its own (APN_NUMBER, at the value), removes the stray
 * keys and makes the value APN__INVALID. To be called before the check for duplicates, which would
 * take the stray keys for more. */
void apn__node_check_commas(apn__node *mapping, const char *where, apn_findings *findings);

/* Joins the roots of several texts into one mapping, which takes their nodes. `format` stands in
 * each: where one text has it, another without it is APN_MISSING_KEY. `agreement.id` may be
 * repeated when it is the same; sequences at the top join in order; mappings at the top join key by
 * key; any other key twice is APN_DUPLICATE_KEY. A root that is no mapping is APN_WRONG_TYPE. A
 * root may be NULL when its text could not be read; then, or after a root that is truncated or no
 * mapping, the whole is truncated. Returns NULL when memory is out. */
apn__node *apn__node_join(apn__node *const *roots, size_t count, apn__arena *arena,
                          apn_findings *findings);

/* edit.c: what scenarios need. */

/* Names of texts, and what a copy is to call them. */
typedef struct apn__renaming {
    const char *const *from;
    const char *const *to;
    size_t count;
} apn__renaming;

/* A copy of the node and all below it in the arena, its places in the texts that `names` says; NULL
 * when memory is out. The copy has no sibling. */
apn__node *apn__node_copy(const apn__node *node, const apn__renaming *names, apn__arena *arena);

/* Takes child out from under parent. */
void apn__node_remove(apn__node *parent, apn__node *child);

/* Gives the node another value: its key, and its place among its siblings, stay. The value's
 * children become the node's. */
void apn__node_replace(apn__node *node, const apn__node *value);

/* Puts a child before the first. */
void apn__node_put_first(apn__node *parent, apn__node *child);

/* Whether the cell is written in quotes: its text then begins one column behind the cell. */
bool apn__sheet_is_quoted(const apn_sheet *sheet, size_t row, size_t column);

#endif
