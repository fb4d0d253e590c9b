/* Whatever the bytes are, the YAML reader returns, and its tree hangs together: every node has a
 * place inside the text, counts are right, texts end with a zero byte and hold none, and no mapping
 * has a key twice. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "library_limits.h"
#include "yaml_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A fuzzer stops at what ends the process, in a release build too. */
static void require(int holds, const char *law)
{
    if (!holds) {
        fprintf(stderr, "broken law: %s\n", law);
        abort();
    }
}

static void check_text(apn__text text)
{
    require(text.bytes != NULL && text.bytes[text.length] == '\0', "a text ends with a zero byte");
    require(strlen(text.bytes) == text.length, "a text holds no zero byte");
    require(apn__utf8_fault(text.bytes, text.length) == text.length, "a text is UTF-8");
}

static void check_place(apn__place place, size_t size)
{
    require(place.line >= 1 && place.line <= size + 1, "a place is in a line of the text");
    require(place.column >= 1 && place.column <= size + 1, "a place is in a column of the text");
    require(place.file != NULL && strcmp(place.file, "fuzz") == 0, "a place names its file");
}

static size_t valid_twins(const apn__node *mapping, const apn__node *child)
{
    size_t twins = 0;
    for (const apn__node *other = mapping->first; other != child; other = other->next)
        twins += other->kind != APN__INVALID && apn__text_equal(other->key, child->key);
    return twins;
}

static void check_node(const apn__node *node, size_t depth, size_t size)
{
    size_t count = 0;
    const apn__node *last = NULL;
    check_place(node->place, size);
    check_text(node->text);
    require(depth < APN__LIMIT_DEPTH || node->kind == APN__SCALAR || node->kind == APN__INVALID,
            "no list or mapping is nested deeper than the limit");
    require(node->first == NULL || node->kind != APN__SCALAR, "a scalar has no children");
    for (const apn__node *child = node->first; child != NULL;
         last = child, child = child->next, count++) {
        check_node(child, depth + 1, size);
        check_text(child->key);
        if (node->kind == APN__MAPPING)
            check_place(child->key_place, size);
        if (node->kind == APN__MAPPING && node->count < 1000 && child->kind != APN__INVALID)
            require(valid_twins(node, child) == 0, "no valid key stands twice");
    }
    require(count == node->count && last == node->last, "the children are counted");
}

static void check_findings(const apn_findings *findings, size_t size)
{
    for (size_t i = 0; i < apn_findings_count(findings); i++) {
        const apn_finding *finding = apn_findings_at(findings, i);
        require(finding->code != APN_INTERNAL && apn_status_word(finding->code) != NULL,
                "a code has a word");
        require(finding->message[0] != '\0', "a finding has a sentence");
        require(apn__utf8_fault(finding->message, strlen(finding->message)) ==
                    strlen(finding->message),
                "a sentence is UTF-8");
        if (i < APN__LIMIT_FINDINGS)
            check_place((apn__place){finding->file, finding->line, finding->column}, size);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    apn__node *root = NULL;
    apn__arena *arena = apn__arena_make();
    apn_findings *findings = apn__findings_make();
    require(arena != NULL && findings != NULL, "there is memory");
    apn_status status = apn__yaml_read((const char *)data, size, "fuzz", arena, findings, &root);
    require(status == APN_OK, "only memory can fail");
    require(root != NULL || apn_findings_count_of(findings, APN_ERROR) > 0,
            "no tree without a reason");
    if (root != NULL) {
        check_node(root, 0, size);
        apn__node *whole = apn__node_join(&root, 1, arena, findings);
        require(whole != NULL && whole->kind == APN__MAPPING, "joining gives a mapping");
    }
    apn__findings_sort(findings);
    check_findings(findings, size);
    apn_findings_free(findings);
    apn__arena_free(arena);
    return 0;
}
