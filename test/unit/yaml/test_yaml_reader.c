/* What the tree looks like: kinds, texts, places. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "yaml_read.h"

static void assert_node(const apn__node *node, apn__node_kind kind, const char *key,
                        const char *text, uint32_t line, uint32_t column)
{
    assert_non_null(node);
    assert_int_equal(node->kind, kind);
    assert_string_equal(node->key.bytes, key);
    assert_int_equal(node->key.length, strlen(key));
    assert_string_equal(node->text.bytes, text);
    assert_int_equal(node->text.length, strlen(text));
    assert_int_equal(node->place.line, line);
    assert_int_equal(node->place.column, column);
    assert_string_equal(node->place.file, "t.yaml");
}

static void the_tree_has_all_nodes_in_their_places(void **state)
{
    (void)state;
    reading made = read_text("# an agreement\n"
                             "format: apportion/1\n"
                             "parties:\n"
                             "  - {id: lincs, name: Swydd \xC5\xB4, note: \"x\"}\n"
                             "  - id: leics\n"
                             "empty:\n"
                             "list: [ 22.70 , ~ ]\n");
    assert_int_equal(apn_findings_count(made.findings), 0);
    const apn__node *root = made.root;
    assert_node(root, APN__MAPPING, "", "", 2, 1);
    assert_int_equal(root->count, 4);
    assert_false(root->flow);
    assert_node(root->first, APN__SCALAR, "format", "apportion/1", 2, 9);
    assert_int_equal(root->first->key_place.line, 2);
    assert_int_equal(root->first->key_place.column, 1);
    const apn__node *parties = apn__node_find(root, "parties");
    assert_node(parties, APN__SEQUENCE, "parties", "", 4, 3);
    assert_int_equal(parties->count, 2);
    const apn__node *lincs = parties->first;
    assert_node(lincs, APN__MAPPING, "", "", 4, 5);
    assert_true(lincs->flow);
    assert_node(apn__node_find(lincs, "name"), APN__SCALAR, "name", "Swydd \xC5\xB4", 4, 23);
    assert_node(apn__node_find(lincs, "note"), APN__SCALAR, "note", "x", 4, 38);
    assert_int_equal(apn__node_find(lincs, "note")->key_place.column, 32);
    assert_node(parties->last, APN__MAPPING, "", "", 5, 5);
    assert_node(apn__node_find(root, "empty"), APN__SCALAR, "empty", "", 6, 7);
    const apn__node *list = root->last;
    assert_node(list, APN__SEQUENCE, "list", "", 7, 7);
    assert_true(list->flow);
    assert_node(list->first, APN__SCALAR, "", "22.70", 7, 9);
    assert_node(list->last, APN__SCALAR, "", "~", 7, 17);
    assert_false(root->truncated);
    end_reading(&made);
}

static void scalars_say_whether_they_are_quoted(void **state)
{
    (void)state;
    static const struct {
        const char *text, *value;
        bool quoted;
    } cases[] = {
        {"k: 0022.70\n", "0022.70", false},
        {"k: true\n", "true", false},
        {"k:\n", "", false},
        {"k: \"\"\n", "", true},
        {"k: ''\n", "", true},
        {"k: 'it''s'\n", "it's", true},
        {"k: \"\\xA3 \\u20ac\\ttab\\n\"\n", "\xC2\xA3 \xE2\x82\xAC\ttab\n", true},
        {"k: |\n  two\n  lines\n", "two\nlines\n", true},
        {"k: >-\n  folded\n  text\n", "folded text", true},
        {"k: one\n  two\n", "one two", false},
        {"k: a # note\n", "a", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        reading made = read_text(cases[i].text);
        assert_int_equal(apn_findings_count(made.findings), 0);
        assert_string_equal(made.root->first->text.bytes, cases[i].value);
        assert_int_equal(made.root->first->quoted, cases[i].quoted);
        end_reading(&made);
    }
}

static void line_ends_marks_and_document_marks_change_nothing(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "a: \xC2\xA3\nb: [x]\n",      "a: \xC2\xA3\r\nb: [x]\r\n",
        "a: \xC2\xA3\rb: [x]\r",      "\xEF\xBB\xBF\x61: \xC2\xA3\nb: [x]",
        "a: \xC2\xA3\nb: [x]\n...\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        reading made = read_text(texts[i]);
        assert_int_equal(apn_findings_count(made.findings), 0);
        assert_node(made.root->first, APN__SCALAR, "a", "\xC2\xA3", 1, 4);
        assert_node(made.root->last->first, APN__SCALAR, "", "x", 2, 5);
        end_reading(&made);
    }
    reading made = read_text("---\na: 1\n");
    assert_int_equal(apn_findings_count(made.findings), 0);
    assert_node(made.root->first, APN__SCALAR, "a", "1", 2, 4);
    end_reading(&made);
}

static void a_root_may_be_anything(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        apn__node_kind kind;
    } cases[] = {{"just text\n", APN__SCALAR},
                 {"''\n", APN__SCALAR},
                 {"- a\n", APN__SEQUENCE},
                 {"{}\n", APN__MAPPING}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        reading made = read_text(cases[i].text);
        assert_int_equal(apn_findings_count(made.findings), 0);
        assert_int_equal(made.root->kind, cases[i].kind);
        end_reading(&made);
    }
}

/* What stands before a break is read, and every node that was open is marked, no other. */
static void a_broken_text_gives_what_stands_before_the_break(void **state)
{
    (void)state;
    reading made = read_text("whole: {a: 1}\n"
                             "open:\n"
                             "  done: [x]\n"
                             "  also: {b: 1, c: @\n");
    assert_int_equal(apn_findings_count(made.findings), 1);
    const apn__node *root = made.root;
    const apn__node *open = apn__node_find(root, "open");
    const apn__node *also = apn__node_find(open, "also");
    assert_true(root->truncated);
    assert_false(apn__node_find(root, "whole")->truncated);
    assert_true(open->truncated);
    assert_false(apn__node_find(open, "done")->truncated);
    assert_true(also->truncated);
    assert_node(apn__node_find(also, "b"), APN__SCALAR, "b", "1", 4, 13);
    assert_int_equal(apn__node_find(also, "c")->kind, APN__INVALID);
    end_reading(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tree_has_all_nodes_in_their_places),
        cmocka_unit_test(scalars_say_whether_they_are_quoted),
        cmocka_unit_test(line_ends_marks_and_document_marks_change_nothing),
        cmocka_unit_test(a_root_may_be_anything),
        cmocka_unit_test(a_broken_text_gives_what_stands_before_the_break),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
