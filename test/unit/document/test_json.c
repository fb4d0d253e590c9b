/* JSON: what its values become, and the first thing that is not JSON, with its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "json.h"

typedef struct reading {
    apn__arena *arena;
    apn_findings *findings;
    apn__node *root;
} reading;

static reading read_bytes(const char *bytes, size_t length)
{
    reading made = {apn__arena_make(), apn__findings_make(), NULL};
    assert_int_equal(apn__json_read(bytes, length, "t.json", made.arena, made.findings, &made.root),
                     APN_OK);
    return made;
}

static void end_reading(reading *made)
{
    apn__arena_free(made->arena);
    apn_findings_free(made->findings);
}

static void reads_every_kind(void **state)
{
    (void)state;
    static const char text[] = "\xEF\xBB\xBF {\"a\" :[1, -0.5e+7,\ttrue,null,\"\"],\n"
                               "\"b\\u00e9\":{\"c\":\"\\\"\\\\\\/\\n\\ud83d\\ude00\"} } \r\n";
    reading made = read_bytes(text, sizeof text - 1);
    assert_int_equal(apn_findings_count(made.findings), 0);
    assert_int_equal(made.root->kind, APN__MAPPING);
    apn__node *list = apn__node_find(made.root, "a");
    assert_int_equal(list->kind, APN__SEQUENCE);
    assert_int_equal(list->count, 5);
    assert_true(apn__text_is(list->first->next->text, "-0.5e+7"));
    assert_false(list->first->quoted);
    assert_true(list->last->quoted);
    assert_int_equal(list->last->text.length, 0);
    apn__node *inner = apn__node_find(made.root, "b\xC3\xA9");
    assert_int_equal(inner->key_place.line, 2);
    assert_int_equal(inner->key_place.column, 1);
    assert_int_equal(inner->place.column, 11);
    assert_true(apn__text_is(inner->first->text, "\"\\/\n\xF0\x9F\x98\x80"));
    end_reading(&made);
}

static void assert_refused(const char *text, unsigned line, unsigned column, const char *part)
{
    reading made = read_bytes(text, strlen(text));
    const apn_finding *finding = apn_findings_at(made.findings, 0);
    assert_null(made.root);
    assert_non_null(finding);
    if (finding->line != line || finding->column != column ||
        strstr(finding->message, part) == NULL)
        fail_msg("%s: %u:%u %s", text, finding->line, finding->column, finding->message);
    assert_int_equal(finding->code, APN_JSON);
    assert_int_equal(apn_findings_count(made.findings), 1);
    end_reading(&made);
}

static void refuses_what_is_not_json(void **state)
{
    (void)state;
    assert_refused("", 1, 1, "empty");
    assert_refused(" \n ", 2, 2, "empty");
    assert_refused("{a: 1}", 1, 2, "a key in double quotes");
    assert_refused("{\"a\": 1,}", 1, 9, "a key in double quotes");
    assert_refused("{'a': 1}", 1, 2, "a key in double quotes");
    assert_refused("{\"a\" 1}", 1, 6, "`:`");
    assert_refused("{\"a\": 1 \"b\": 2}", 1, 9, "`}`");
    assert_refused("[1, 2", 1, 6, "`]`");
    assert_refused("[1,]", 1, 4, "a value of JSON");
    assert_refused("[01]", 1, 2, "a value of JSON");
    assert_refused("[1.]", 1, 2, "a value of JSON");
    assert_refused("[+1]", 1, 2, "a value of JSON");
    assert_refused("[0x1]", 1, 2, "a value of JSON");
    assert_refused("[True]", 1, 2, "a value of JSON");
    assert_refused("[1] # no", 1, 5, "has ended");
    assert_refused("{} {}", 1, 4, "has ended");
    assert_refused("[\"a", 1, 4, "closing \"");
    assert_refused("[\"a\nb\"]", 1, 4, "ends on its line");
    assert_refused("[\"\\x\"]", 1, 4, "a backslash");
    assert_refused("[\"\\u00g0\"]", 1, 7, "four hexadecimal digits");
    assert_refused("[\"\\ud83d\"]", 1, 9, "half of a pair");
    assert_refused("[\"\\ude00\"]", 1, 9, "half of a pair");
    assert_refused("[\"\\u0000\"]", 1, 9, "a zero byte");
    assert_refused("[\"caf\xE9\"]", 1, 6, "Windows-1252");
}

static void tells_a_key_that_stands_twice(void **state)
{
    (void)state;
    static const char text[] = "{\"a\": 1,\n \"a\": 2}";
    reading made = read_bytes(text, sizeof text - 1);
    assert_non_null(made.root);
    assert_int_equal(apn_findings_count(made.findings), 1);
    assert_int_equal(apn_findings_at(made.findings, 0)->code, APN_DUPLICATE_KEY);
    assert_int_equal(apn_findings_at(made.findings, 0)->line, 2);
    end_reading(&made);
}

static void is_no_deeper_than_other_texts(void **state)
{
    (void)state;
    char text[100] = "";
    memset(text, '[', 32);
    memset(text + 32, ']', 32);
    reading made = read_bytes(text, 64);
    assert_non_null(made.root);
    end_reading(&made);
    memset(text, '[', 33);
    memset(text + 33, ']', 33);
    assert_refused(text, 1, 34, "more than 32 deep");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_kind),
        cmocka_unit_test(refuses_what_is_not_json),
        cmocka_unit_test(tells_a_key_that_stands_twice),
        cmocka_unit_test(is_no_deeper_than_other_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
