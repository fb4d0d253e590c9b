/* test_sentences.c: what a split says of itself: whole sentences of findings and refusals, and
 * figures for people. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "apportion/split.h"
#include "vector_case.h"

/* A line of split.vec, split; NULL when it is refused. */
static apn_split *split_line(const char *total, const char *parties, const char *options,
                             apn_error *err)
{
    static vector_case c;
    char line[512];
    apn_splitter *splitter = NULL;
    apn_split *split = NULL;
    apn_decimal amount;
    snprintf(line, sizeof line, "s | %s | %s | %s | -", total, parties, options);
    assert_true(vector_case_cut(&c, line));
    assert_int_equal(vector_case_read(&c, err), APN_OK);
    assert_int_equal(vector_case_total(&c, &amount, err), APN_OK);
    if (apn_splitter_make(c.weights, c.count, &c.split, &splitter, err) == APN_OK &&
        apn_split_make(splitter, amount, &split, err) != APN_OK)
        assert_null(split);
    apn_splitter_free(splitter);
    return split;
}

static void assert_told(const char *total, const char *parties, const char *options,
                        const char *sentence)
{
    apn_error err = {0};
    apn_split *split = split_line(total, parties, options, &err);
    if (!split)
        fail_msg("%s", err.message);
    assert_int_equal(apn_findings_count(apn_split_findings(split)), 1);
    assert_string_equal(apn_findings_at(apn_split_findings(split), 0)->message, sentence);
    apn_split_free(split);
}

static void assert_refused(const char *total, const char *parties, const char *options,
                           const char *sentence)
{
    apn_error err = {0};
    assert_null(split_line(total, parties, options, &err));
    assert_string_equal(err.message, sentence);
}

static void what_is_not_shared_is_told(void **state)
{
    (void)state;
    assert_told("1000.01", "a=1 b=1", "--method independent",
                "0.01 more than the total of 1,000.01 is charged, as each party is rounded alone");
    assert_told("-1000.01", "a=1 b=1", "--method independent",
                "0.01 more than the total of -1,000.01 is charged, as each party is rounded alone");
    assert_told(
        "1000.00", "a=1 b=1 c=1", "--method independent",
        "0.01 of the total of 1,000.00 is charged to nobody, as each party is rounded alone");
    assert_told("2400000", "a=18.16% b=30.52% c=31.18% d=20.15%", "--share-sum as-published",
                "240.00 more than the total of 2,400,000.00 is charged, as each party pays its "
                "percentage as published, "
                "rounded alone");
    assert_told("240000", "a=50% b=49%", "--share-sum as-published",
                "2,400.00 of the total of 240,000.00 is charged to nobody, as each party pays its "
                "percentage as "
                "published, rounded alone");
}

static void percentages_that_are_rescaled_are_told(void **state)
{
    (void)state;
    assert_told("100", "a=18.16% b=30.52% c=31.18% d=20.15%", "--share-sum rescale",
                "the percentages total 100.01 % and are used as plain weights, as asked");
    assert_told("100", "a=50.5% b=49%", "--share-sum rescale",
                "the percentages total 99.5 % and are used as plain weights, as asked");
}

static void a_residual_against_the_sign_is_told(void **state)
{
    (void)state;
    assert_told("0.02", "a=1 b=1 c=1 d=1", "--method residual --to a",
                "the residual leaves a with -0.01, against the sign of the total");
}

static void ties_are_refused_by_name(void **state)
{
    (void)state;
    assert_refused("0.01", "a=1 b=1", "--ties refuse",
                   "a and b have equal claims to 1 unit: name a tie rule other than `refuse`");
    assert_refused("0.02", "a=1 b=1 c=1", "--ties refuse",
                   "a, b and c have equal claims to 2 units: name a tie rule other than `refuse`");
}

/* The sums of both kinds of bound are told, and which way to mend them. */
static void bounds_are_refused_with_their_sums(void **state)
{
    apn_error err = {0};
    (void)state;
    assert_null(split_line("100", "a=1 b=1", "--floor a=60 --floor b=50.01", &err));
    assert_non_null(strstr(err.message, "110.01"));
    assert_non_null(strstr(err.message, "100.00"));
    assert_non_null(strstr(err.message, "lower a floor"));
    assert_null(split_line("100", "a=1 b=1", "--cap a=60 --cap b=39.99", &err));
    assert_non_null(strstr(err.message, "99.99"));
    assert_non_null(strstr(err.message, "raise a cap"));
    assert_null(
        split_line("0.08", "a=1 b=1 c=1 d=1", "--cap c=0.01 --method residual --to c", &err));
    assert_non_null(strstr(err.message, "c with 0.02, above its cap of 0.01"));
    assert_null(
        split_line("0.02", "a=1 b=1 c=1 d=1", "--floor a=0 --method residual --to a", &err));
    assert_non_null(strstr(err.message, "a with -0.01, below its floor of 0.00"));
}

static void figures_for_people(void **state)
{
    char text[64];
    apn_error err = {0};
    (void)state;
    apn_split *split = split_line("100", "a=1/3 b=2 c=22.70", "", &err);
    assert_non_null(split);
    assert_int_equal(apn_split_weight(split, 0, text, sizeof text), 3);
    assert_string_equal(text, "1/3");
    apn_split_weight(split, 1, text, sizeof text);
    assert_string_equal(text, "2");
    apn_split_weight(split, 2, text, sizeof text);
    assert_string_equal(text, "22.70");
    assert_int_equal(apn_split_percent(split, 1, 25, text, sizeof text), 20);
    assert_int_equal(apn_split_percent(split, 1, 18, text, sizeof text),
                     20); /* "7." and 18 decimals */
    assert_int_equal(apn_split_tie_at(split, 0).parties_count, 0);
    assert_int_equal(apn_split_tie_at(split, 7).given_count, 0);
    apn_split_free(split);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_shared_is_told),
        cmocka_unit_test(percentages_that_are_rescaled_are_told),
        cmocka_unit_test(a_residual_against_the_sign_is_told),
        cmocka_unit_test(ties_are_refused_by_name),
        cmocka_unit_test(bounds_are_refused_with_their_sums),
        cmocka_unit_test(figures_for_people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
