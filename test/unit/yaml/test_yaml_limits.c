/* The limits, just below and just above, and texts that are made to be slow: each would take
 * minutes if the work grew with the square of the length, and the test would be stopped. */
#include <stdio.h>
#include <stdlib.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "library_limits.h"
#include "yaml_read.h"

/* As many times `part` as fit into length bytes, ended by a zero byte. */
static char *repeat(const char *part, size_t length)
{
    char *text = malloc(length + 1);
    assert_non_null(text);
    size_t step = strlen(part);
    for (size_t i = 0; i < length; i++)
        text[i] = i < length / step * step ? part[i % step] : ' ';
    text[length] = '\0';
    return text;
}

static void a_text_may_have_4_mib_and_no_more(void **state)
{
    (void)state;
    char *text = repeat("# comment\n", APN__LIMIT_TEXT_BYTES + 1);
    memcpy(text, "a: 1\n#", 6);
    reading made = read_bytes(text, APN__LIMIT_TEXT_BYTES);
    assert_int_equal(apn_findings_count(made.findings), 0);
    assert_int_equal(made.root->count, 1);
    end_reading(&made);
    made = read_bytes(text, APN__LIMIT_TEXT_BYTES + 1);
    assert_int_equal(apn_findings_count(made.findings), 1);
    assert_finding(&made, 0, APN_LIMIT, 1, 1, "", "longer than the 4194304 bytes");
    assert_null(made.root);
    end_reading(&made);
    free(text);
}

/* Lists inside each other, `depth` of them, with a word in the innermost. */
static reading read_nested(size_t depth)
{
    char text[2 * 200 + 2] = "";
    memset(text, '[', depth);
    text[depth] = 'x';
    memset(text + depth + 1, ']', depth);
    return read_bytes(text, 2 * depth + 1);
}

static void nesting_may_be_32_deep_and_no_more(void **state)
{
    (void)state;
    static const size_t too_deep[] = {33, 34, 100, 200};
    reading made = read_nested(32);
    assert_int_equal(apn_findings_count(made.findings), 0);
    const apn__node *node = made.root;
    for (size_t depth = 1; depth < 32; depth++)
        node = node->first;
    assert_int_equal(node->kind, APN__SEQUENCE);
    assert_string_equal(node->first->text.bytes, "x");
    end_reading(&made);
    for (size_t i = 0; i < 4; i++) {
        made = read_nested(too_deep[i]);
        assert_int_equal(apn_findings_count(made.findings), 1);
        assert_int_equal(apn_findings_at(made.findings, 0)->code, APN_YAML_FEATURE);
        assert_int_equal(apn_findings_at(made.findings, 0)->line, 1);
        assert_int_equal(apn_findings_at(made.findings, 0)->column, 33);
        assert_non_null(strstr(apn_findings_at(made.findings, 0)->message, "more than 32 deep"));
        assert_int_equal(made.root->truncated, too_deep[i] > 128);
        end_reading(&made);
    }
}

static void reading_goes_on_behind_what_is_too_deep(void **state)
{
    (void)state;
    char text[300] = "a: ";
    memset(text + 3, '[', 100);
    memset(text + 103, ']', 100);
    memcpy(text + 203, "\nb: *x\n", 8);
    reading made = read_text(text);
    assert_int_equal(apn_findings_count(made.findings), 2);
    assert_int_equal(apn_findings_at(made.findings, 0)->column, 35);
    assert_finding(&made, 1, APN_YAML_FEATURE, 2, 4, "b", "alias");
    assert_int_equal(made.root->count, 2);
    assert_false(made.root->truncated);
    end_reading(&made);
}

/* Each of these has 1 MiB. */
static void long_texts_are_read_quickly(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "[",       "- ",    "{a: ", "? ",      "---\n",        "a ",
        "&a ",     "*a ",   "\n",   "# ",      "%TAG !a! b\n", "{a: 1,1,1,1}\n",
        "a: *b\n", "\x01z", "'",    "\"a\": ", "---\n[",       "[1,2]: "};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        char *text = repeat(parts[i], APN__LIMIT_TEXT_BYTES / 4);
        reading made = read_bytes(text, APN__LIMIT_TEXT_BYTES / 4);
        assert_true(made.root != NULL || apn_findings_count(made.findings) > 0);
        assert_true(apn_findings_count(made.findings) <= APN__LIMIT_FINDINGS + 1);
        end_reading(&made);
        free(text);
    }
}

static void many_keys_are_read_quickly(void **state)
{
    (void)state;
    enum { KEYS = 300000 };
    for (int flow = 0; flow < 2; flow++) {
        apn__buffer text = {0};
        apn__buffer_append(&text, "{", (size_t)flow);
        for (int i = 0; i < KEYS; i++)
            apn__buffer_print(&text, "k%d: 1%s", i, flow ? "," : "\n");
        apn__buffer_append(&text, "}", (size_t)flow);
        assert_false(text.failed);
        reading made = read_bytes(text.bytes, text.length);
        assert_int_equal(apn_findings_count(made.findings), 0);
        assert_int_equal(made.root->count, KEYS);
        end_reading(&made);
        apn__buffer_end(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_may_have_4_mib_and_no_more),
        cmocka_unit_test(nesting_may_be_32_deep_and_no_more),
        cmocka_unit_test(reading_goes_on_behind_what_is_too_deep),
        cmocka_unit_test(long_texts_are_read_quickly),
        cmocka_unit_test(many_keys_are_read_quickly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
