/* document_build.h: builds small trees for the tests of this layer. */
#ifndef TEST_DOCUMENT_BUILD_H
#define TEST_DOCUMENT_BUILD_H

#include "document.h"

typedef struct builder {
    apn__arena *arena;
    apn_findings *findings;
    const char *file;
    uint32_t line; /* of the node that was made last: each has a line of its own */
} builder;

static inline int begin_build(void **state)
{
    static builder build;
    build = (builder){apn__arena_make(), apn__findings_make(), "a.yaml", 0};
    *state = &build;
    return build.arena == NULL || build.findings == NULL;
}

static inline int end_build(void **state)
{
    builder *build = *state;
    apn__arena_free(build->arena);
    apn_findings_free(build->findings);
    return 0;
}

/* A node under parent, which may be NULL; its key is at column 3 and its value at column 9. */
static inline apn__node *put(builder *build, apn__node *parent, apn__node_kind kind,
                             const char *key, const char *text)
{
    build->line++;
    apn__node *node = apn__node_make(build->arena, kind, (apn__place){build->file, build->line, 9});
    node->text = apn__text_of(text);
    node->key = apn__text_of(key);
    node->key_place = (apn__place){build->file, build->line, 3};
    if (parent != NULL)
        apn__node_add(parent, node);
    return node;
}

#endif
