/* The list of findings, and filling an apn_error. */
#include <string.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "findings.h"
#include "library_limits.h"

static void add(apn_findings *findings, apn_severity severity, const char *file, uint32_t line,
                const char *message)
{
    apn__findings_add(findings, severity, APN_YAML, (apn__place){file, line, 1}, NULL, "%s",
                      message);
}

static void an_error_is_filled_and_its_status_returned(void **state)
{
    (void)state;
    apn_error err = {.status = APN_IO, .line = 9, .column = 9};
    assert_int_equal(apn__fail(&err, APN_NUMBER, "a.b", "%d is %s", 7, "odd"), APN_NUMBER);
    assert_int_equal(err.status, APN_NUMBER);
    assert_int_equal(err.line, 0);
    assert_int_equal(err.column, 0);
    assert_string_equal(err.where, "a.b");
    assert_string_equal(err.message, "7 is odd");
    assert_int_equal(apn__fail_at(&err, APN_YAML, 3, 4, NULL, "x"), APN_YAML);
    assert_int_equal(err.line, 3);
    assert_int_equal(err.column, 4);
    assert_string_equal(err.where, "");
    assert_int_equal(apn__fail(NULL, APN_TIE, NULL, "x"), APN_TIE);
    assert_int_equal(apn__fail_memory(&err), APN_MEMORY);
    assert_int_equal(err.status, APN_MEMORY);
    assert_string_equal(err.message, "out of memory");
}

/* Whatever the length, what is kept is the longest run of whole characters that fits. */
static void long_texts_are_cut_at_a_character(void **state)
{
    (void)state;
    char text[500];
    apn_error err;
    for (size_t before = 370; before < 384; before++) {
        memset(text, 'a', before);
        memcpy(text + before, "\xF0\x9F\x98\x80\xE2\x82\xAC\xC2\xA3", 10);
        apn__fail(&err, APN_YAML, text + 272, "%s", text);
        size_t room = 383 - before;
        size_t kept = room >= 9 ? 9 : room >= 7 ? 7 : room >= 4 ? 4 : 0;
        assert_int_equal(strlen(err.message), before + kept);
        assert_memory_equal(err.message, text, before + kept);
        assert_int_equal(strlen(err.where), before - 272 + kept);
    }
}

static void texts_are_copied(void **state)
{
    (void)state;
    char file[] = "a.yaml", where[] = "parties", word[] = "word";
    apn_findings *findings = apn__findings_make();
    apn__findings_add(findings, APN_WARNING, APN_UNKNOWN_KEY, (apn__place){file, 2, 3}, where,
                      "a %s", word);
    file[0] = where[0] = word[0] = '#';
    const apn_finding *finding = apn_findings_at(findings, 0);
    assert_non_null(finding);
    assert_string_equal(finding->file, "a.yaml");
    assert_string_equal(finding->where, "parties");
    assert_string_equal(finding->message, "a word");
    assert_int_equal(finding->severity, APN_WARNING);
    assert_int_equal(finding->code, APN_UNKNOWN_KEY);
    assert_int_equal(finding->line, 2);
    assert_int_equal(finding->column, 3);
    assert_null(finding->footing);
    assert_null(apn_findings_at(findings, 1));
    apn_findings_free(findings);
}

static void a_sentence_stays_on_one_line(void **state)
{
    (void)state;
    apn_findings *findings = apn__findings_make();
    add(findings, APN_ERROR, NULL, 0,
        "a\nb\tc\x1B[31m \x7F\xC2\x9B"
        "d\xC2\xA3\xC2");
    assert_string_equal(apn_findings_at(findings, 0)->message, "a b c [31m    d\xC2\xA3\xC2");
    assert_string_equal(apn_findings_at(findings, 0)->file, "");
    assert_string_equal(apn_findings_at(findings, 0)->where, "");
    apn_findings_free(findings);
}

static void a_sentence_has_a_longest_length(void **state)
{
    (void)state;
    static char text[APN__LIMIT_MESSAGE + 100];
    memset(text, 'x', sizeof text - 1);
    memcpy(text + APN__LIMIT_MESSAGE - 1, "\xC2\xA3", 2);
    apn_findings *findings = apn__findings_make();
    apn__findings_add(findings, APN_ERROR, APN_YAML, (apn__place){"f", 1, 1}, text, "%s", text);
    assert_int_equal(strlen(apn_findings_at(findings, 0)->message), APN__LIMIT_MESSAGE - 1);
    assert_int_equal(strlen(apn_findings_at(findings, 0)->where), APN__LIMIT_WHERE);
    apn_findings_free(findings);
}

static void the_order_is_file_line_column_then_as_added(void **state)
{
    (void)state;
    apn_findings *findings = apn__findings_make();
    add(findings, APN_NOTE, "b", 5, "3");
    add(findings, APN_NOTE, NULL, 0, "7");
    add(findings, APN_NOTE, "a", 1, "5");
    add(findings, APN_NOTE, "b", 2, "1");
    add(findings, APN_NOTE, "b", 5, "4");
    add(findings, APN_NOTE, "a", 0, "8");
    apn__findings_add(findings, APN_NOTE, APN_YAML, (apn__place){"b", 2, 9}, NULL, "2");
    apn__findings_add(findings, APN_NOTE, APN_YAML, (apn__place){"a", 1, 2}, NULL, "6");
    apn__findings_sort(findings);
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(apn_findings_at(findings, i)->message[0], '1' + (int)i);
    apn_findings_free(findings);
}

static void the_status_is_the_first_error_s(void **state)
{
    (void)state;
    apn_error err = {0};
    apn_findings *findings = apn__findings_make();
    assert_int_equal(apn__findings_status(findings, &err), APN_OK);
    add(findings, APN_NOTE, "a", 1, "note");
    add(findings, APN_WARNING, "a", 2, "warning");
    assert_int_equal(apn__findings_status(findings, &err), APN_OK);
    assert_int_equal(err.status, APN_OK);
    apn__findings_add(findings, APN_ERROR, APN_TIE, (apn__place){"a", 3, 4}, "w", "first");
    add(findings, APN_ERROR, "a", 5, "second");
    assert_int_equal(apn__findings_status(findings, &err), APN_TIE);
    assert_int_equal(err.status, APN_TIE);
    assert_int_equal(err.line, 3);
    assert_int_equal(err.column, 4);
    assert_string_equal(err.where, "w");
    assert_string_equal(err.message, "first");
    assert_int_equal(apn_findings_count(findings), 4);
    assert_int_equal(apn_findings_count_of(findings, APN_NOTE), 1);
    assert_int_equal(apn_findings_count_of(findings, APN_WARNING), 1);
    assert_int_equal(apn_findings_count_of(findings, APN_ERROR), 2);
    apn__findings_fail_memory(findings);
    assert_int_equal(apn__findings_status(findings, NULL), APN_MEMORY);
    apn_findings_free(findings);
}

static void no_list_is_memory_and_holds_nothing(void **state)
{
    (void)state;
    apn_error err = {0};
    add(NULL, APN_ERROR, "a", 1, "x");
    apn__findings_append(NULL, NULL);
    apn__findings_sort(NULL);
    apn__findings_fail_memory(NULL);
    assert_int_equal(apn__findings_status(NULL, &err), APN_MEMORY);
    assert_int_equal(err.status, APN_MEMORY);
    assert_int_equal(apn_findings_count(NULL), 0);
    assert_int_equal(apn_findings_count_of(NULL, APN_ERROR), 0);
    assert_null(apn_findings_at(NULL, 0));
    apn_findings_free(NULL);
}

static void details_of_a_total_are_copied_and_appended(void **state)
{
    (void)state;
    char value[] = "48899";
    apn_transposition candidate = {"servers", value};
    apn_footing footing = {"t", "column", "c", "-0.06", "transposition", &candidate, 1};
    apn_findings *findings = apn__findings_make(), *whole = apn__findings_make();
    apn__findings_add_footing(findings, APN_WARNING, (apn__place){"a", 1, 1}, "cost_lines.x",
                              &footing, "off by %s", "6p");
    add(findings, APN_ERROR, "a", 2, "more");
    value[0] = '#';
    add(whole, APN_NOTE, "b", 1, "before");
    apn__findings_append(whole, findings);
    apn_findings_free(findings);
    const apn_finding *finding = apn_findings_at(whole, 1);
    assert_int_equal(apn_findings_count(whole), 3);
    assert_int_equal(finding->code, APN_FOOTING);
    assert_string_equal(finding->message, "off by 6p");
    assert_non_null(finding->footing);
    assert_string_equal(finding->footing->table, "t");
    assert_string_equal(finding->footing->what, "column");
    assert_string_equal(finding->footing->id, "c");
    assert_string_equal(finding->footing->difference, "-0.06");
    assert_string_equal(finding->footing->diagnosis, "transposition");
    assert_int_equal(finding->footing->candidates_count, 1);
    assert_string_equal(finding->footing->candidates[0].entry, "servers");
    assert_string_equal(finding->footing->candidates[0].value, "48899");
    assert_string_equal(apn_findings_at(whole, 2)->message, "more");
    apn_findings_free(whole);
}

/* The limit exactly fits; one more brings the sentence that says so, and an error is never lost in
 * silence. */
static void a_full_list_says_that_there_was_more(void **state)
{
    (void)state;
    apn_error err = {0};
    apn_findings *findings = apn__findings_make();
    for (size_t i = 0; i < APN__LIMIT_FINDINGS; i++)
        add(findings, APN_NOTE, "a", (uint32_t)(i + 1), "note");
    assert_int_equal(apn_findings_count(findings), APN__LIMIT_FINDINGS);
    assert_int_equal(apn__findings_status(findings, &err), APN_OK);
    add(findings, APN_NOTE, "a", 1, "one more");
    assert_int_equal(apn_findings_count(findings), APN__LIMIT_FINDINGS + 1);
    assert_int_equal(apn__findings_status(findings, &err), APN_OK);
    add(findings, APN_ERROR, "a", 1, "an error");
    add(findings, APN_WARNING, "a", 1, "a warning");
    assert_int_equal(apn_findings_count(findings), APN__LIMIT_FINDINGS + 1);
    apn__findings_sort(findings);
    assert_int_equal(apn__findings_status(findings, &err), APN_LIMIT);
    assert_non_null(strstr(err.message, "more to report"));
    assert_int_equal(apn_findings_at(findings, APN__LIMIT_FINDINGS)->code, APN_LIMIT);
    apn_findings_free(findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_is_filled_and_its_status_returned),
        cmocka_unit_test(long_texts_are_cut_at_a_character),
        cmocka_unit_test(texts_are_copied),
        cmocka_unit_test(a_sentence_stays_on_one_line),
        cmocka_unit_test(a_sentence_has_a_longest_length),
        cmocka_unit_test(the_order_is_file_line_column_then_as_added),
        cmocka_unit_test(the_status_is_the_first_error_s),
        cmocka_unit_test(no_list_is_memory_and_holds_nothing),
        cmocka_unit_test(details_of_a_total_are_copied_and_appended),
        cmocka_unit_test(a_full_list_says_that_there_was_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
