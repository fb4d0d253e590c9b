/* The permanent words and numbers: this list is the promise, and nothing may fall out of it. */
#include <string.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "apportion/error.h"

static const struct {
    int number;
    const char *word;
    apn_blame blame;
} promised[] = {
    {0, "ok", APN_BLAME_NONE},
    {1, "usage", APN_BLAME_CALLER},
    {2, "io", APN_BLAME_MACHINE},
    {3, "memory", APN_BLAME_MACHINE},
    {4, "limit", APN_BLAME_MACHINE},
    {5, "internal", APN_BLAME_LIBRARY},
    {6, "number", APN_BLAME_INPUT},
    {7, "not-whole-units", APN_BLAME_INPUT},
    {8, "negative-weight", APN_BLAME_INPUT},
    {9, "no-party", APN_BLAME_INPUT},
    {10, "no-weight", APN_BLAME_INPUT},
    {11, "tie", APN_BLAME_INPUT},
    {12, "bounds-infeasible", APN_BLAME_INPUT},
    {13, "share-sum", APN_BLAME_INPUT},
    {14, "residual-zero-weight", APN_BLAME_INPUT},
    {15, "yaml", APN_BLAME_INPUT},
    {16, "yaml-feature", APN_BLAME_INPUT},
    {17, "unknown-key", APN_BLAME_INPUT},
    {18, "duplicate-key", APN_BLAME_INPUT},
    {19, "missing-key", APN_BLAME_INPUT},
    {20, "wrong-type", APN_BLAME_INPUT},
    {21, "unknown-id", APN_BLAME_INPUT},
    {22, "duplicate-id", APN_BLAME_INPUT},
    {23, "missing-weight", APN_BLAME_INPUT},
    {24, "missing-year", APN_BLAME_INPUT},
    {25, "no-figure", APN_BLAME_INPUT},
    {26, "input-needed", APN_BLAME_INPUT},
    {27, "not-a-member", APN_BLAME_INPUT},
    {28, "outside-agreement", APN_BLAME_INPUT},
    {29, "csv", APN_BLAME_INPUT},
    {30, "default-basis", APN_BLAME_NONE},
    {31, "residual-negative", APN_BLAME_NONE},
    {32, "unapportioned", APN_BLAME_NONE},
    {33, "footing", APN_BLAME_INPUT},
};

#define PROMISED (sizeof promised / sizeof promised[0])

static void every_number_keeps_its_word_and_blame(void **state)
{
    (void)state;
    for (size_t i = 0; i < PROMISED; i++) {
        assert_int_equal(promised[i].number, i);
        assert_string_equal(apn_status_word((apn_status)i), promised[i].word);
        assert_int_equal(apn_status_blame((apn_status)i), promised[i].blame);
    }
}

static void words_end_and_are_different(void **state)
{
    (void)state;
    size_t count = 0;
    while (apn_status_word((apn_status)count) != NULL)
        count++;
    assert_true(count >= PROMISED);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(apn_status_word((apn_status)i), apn_status_word((apn_status)j));
    assert_null(apn_status_word((apn_status)-1));
    assert_int_equal(apn_status_blame((apn_status)-1), APN_BLAME_CALLER);
}

static void severities_have_words(void **state)
{
    (void)state;
    assert_string_equal(apn_severity_word(APN_NOTE), "note");
    assert_string_equal(apn_severity_word(APN_WARNING), "warning");
    assert_string_equal(apn_severity_word(APN_ERROR), "error");
}

static void version_is_the_header_s(void **state)
{
    (void)state;
    assert_string_equal(apn_version(), APN_VERSION_TEXT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_keeps_its_word_and_blame),
        cmocka_unit_test(words_end_and_are_different),
        cmocka_unit_test(severities_have_words),
        cmocka_unit_test(version_is_the_header_s),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
