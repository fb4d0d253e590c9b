/* One split through the public calls: bounds, ties, published shares, refusals, and what outlives
 * what. Figures are worked by hand in the comments; test/vectors has the bulk. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "apportion/split.h"

enum { MOST = 8 };

static apn_decimal number(const char *text)
{
    apn_decimal value;
    apn_error err = {0};
    if (apn_decimal_parse(text, strlen(text), APN_FORM_MONEY, NULL, &value, &err) != APN_OK)
        fail_msg("%s: %s", text, err.message);
    return value;
}

static size_t numbers(const char *text, apn_decimal *out)
{
    size_t count = 0;
    char copy[200];
    snprintf(copy, sizeof copy, "%s", text);
    for (char *word = strtok(copy, " "); word; word = strtok(NULL, " "))
        out[count++] = number(word);
    return count;
}

static apn_split *split(const char *total, const char *weights, const apn_split_options *options)
{
    apn_decimal values[MOST];
    size_t count = numbers(weights, values);
    apn_splitter *splitter = NULL;
    apn_split *result = NULL;
    apn_error err = {0};
    if (apn_splitter_make(values, count, options, &splitter, &err) != APN_OK)
        fail_msg("%s", err.message);
    if (apn_split_make(splitter, number(total), &result, &err) != APN_OK)
        fail_msg("%s", err.message);
    apn_splitter_free(splitter); /* the split holds it */
    return result;
}

static void assert_amounts(const apn_split *result, const char *expected)
{
    char text[300] = "";
    for (size_t i = 0; i < apn_split_count(result); i++) {
        char one[APN_DECIMAL_TEXT_SIZE];
        apn_decimal_format(apn_split_amount(result, i), 0, one);
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i ? " " : "", one);
    }
    assert_string_equal(text, expected);
}

/* The status, and that the sentence holds `part`. */
static void assert_refused(const char *total, const char *weights, const apn_split_options *options,
                           apn_status status, const char *part)
{
    apn_decimal values[MOST];
    size_t count = numbers(weights, values);
    apn_splitter *splitter = NULL;
    apn_split *result = NULL;
    apn_error err = {0};
    apn_status found = apn_splitter_make(values, count, options, &splitter, &err);
    if (found == APN_OK)
        found = apn_split_make(splitter, number(total), &result, &err);
    assert_int_equal(found, status);
    assert_int_equal(err.status, status);
    assert_null(result);
    if (!strstr(err.message, part))
        fail_msg("`%s` does not say `%s`", err.message, part);
    apn_splitter_free(splitter);
}

static apn_bound amount(const char *text)
{
    return (apn_bound){APN_BOUND_AMOUNT, number(text)};
}

static apn_bound percent(const char *text)
{
    return (apn_bound){APN_BOUND_PERCENT, number(text)};
}

/* 100 over 50:30:20 is 50, 30, 20. Capping the first at 30 leaves 70 over 30:20, 42 and 28; that
 * pushes the second to its cap of 40, and the third has the 30 that are left. */
static void a_second_party_hits_its_cap(void **state)
{
    (void)state;
    apn_bound caps[3] = {amount("30.00"), amount("40.00"), {APN_BOUND_NONE, {0}}};
    apn_split_options options = {.size = sizeof options, .caps = caps};
    apn_split *result = split("100.00", "50 30 20", &options);
    assert_amounts(result, "30.00 40.00 30.00");
    assert_int_equal(apn_split_tie_at(result, 0).parties_count, 0);
    assert_int_equal(apn_split_bound(result, 0), APN_AT_CAP);
    assert_int_equal(apn_split_bound(result, 1), APN_AT_CAP);
    assert_int_equal(apn_split_bound(result, 2), APN_WITHIN_BOUNDS);
    apn_split_free(result);
    result = split("-100.00", "50 30 20", &options);
    assert_amounts(result, "-30.00 -40.00 -30.00");
    apn_split_free(result);
}

/* With the third as absorber nobody else moves: 30, 30, and 40 for it. */
static void an_absorber_spares_the_others(void **state)
{
    (void)state;
    apn_bound caps[3] = {percent("30"), {APN_BOUND_NONE, {0}}, {APN_BOUND_NONE, {0}}};
    apn_split_options options = {
        .size = sizeof options, .caps = caps, .has_absorber = 1, .absorber = 2};
    apn_split *result = split("100.00", "50 30 20", &options);
    assert_amounts(result, "30.00 30.00 40.00");
    assert_int_equal(apn_split_bound(result, 0), APN_AT_CAP);
    assert_int_equal(apn_split_bound(result, 1), APN_WITHIN_BOUNDS);
    assert_int_equal(apn_split_bound(result, 2), APN_ABSORBS);
    char quota[32], moved[32];
    apn_split_quota(result, 2, quota, sizeof quota);
    apn_split_moved(result, 2, moved, sizeof moved);
    assert_string_equal(quota, "40");
    assert_string_equal(moved, "0");
    apn_split_free(result);
    caps[2] = amount("39.99");
    assert_refused("100.00", "50 30 20", &options, APN_BOUNDS_INFEASIBLE, "above its cap of 39.99");
}

/* 5 over 0:1:1 with both others capped at 1 leaves 3 to a party without a weight, which pays
 * nothing. */
static void an_absorber_without_a_weight_is_not_charged(void **state)
{
    (void)state;
    apn_bound caps[3] = {{APN_BOUND_NONE, {0}}, amount("1.00"), amount("1.00")};
    apn_split_options options = {
        .size = sizeof options, .caps = caps, .has_absorber = 1, .absorber = 0};
    assert_refused("5.00", "0 1 1", &options, APN_BOUNDS_INFEASIBLE, "leave 3.00 to the absorber");
    apn_split *result = split("2.00", "0 1 1", &options);
    assert_amounts(result, "0.00 1.00 1.00");
    apn_split_free(result);
}

/* A minimum of £100,000 on £605,600 over 900/1848/1888/1220 users leaves 505,600 over 4,956. */
static void a_minimum_charge_is_met_by_the_others(void **state)
{
    (void)state;
    apn_bound floors[4] = {
        amount("£100000"), {APN_BOUND_NONE, {0}}, {APN_BOUND_NONE, {0}}, {APN_BOUND_NONE, {0}}};
    apn_split_options options = {.size = sizeof options, .floors = floors};
    apn_split *result = split("605600.00", "900 1848 1888 1220", &options);
    char quota[64];
    apn_split_quota(result, 1, quota, sizeof quota);
    assert_string_equal(quota, "11123200/59"); /* 505600 * 1848 / 4956 */
    char text[APN_DECIMAL_TEXT_SIZE];
    apn_decimal_format(apn_split_amount(result, 0), 0, text);
    assert_string_equal(text, "100000.00");
    assert_int_equal(apn_split_bound(result, 0), APN_AT_FLOOR);
    assert_int_equal(apn_split_bound(result, 3), APN_WITHIN_BOUNDS);
    apn_split_free(result);
}

static void bounds_that_cannot_be_kept(void **state)
{
    (void)state;
    apn_bound floors[2] = {amount("60.00"), amount("50.00")},
              caps[2] = {amount("40.00"), percent("50")};
    apn_split_options low = {.size = sizeof low, .floors = floors},
                      high = {.size = sizeof high, .caps = caps};
    assert_refused("100.00", "1 1", &low, APN_BOUNDS_INFEASIBLE,
                   "the floors total 110.00 and the amount to be shared is 100.00");
    assert_refused("100.00", "1 1", &high, APN_BOUNDS_INFEASIBLE,
                   "the caps total 90.00 and the amount to be shared is 100.00");
    apn_split_options both = {.size = sizeof both, .floors = floors, .caps = caps};
    assert_refused("200.00", "1 1", &both, APN_BOUNDS_INFEASIBLE,
                   "the cap of party 1 is 40.00, below its floor 60.00");
    caps[0] = amount("-1.00");
    assert_refused("100.00", "1 1", &high, APN_NUMBER, "a cap is zero or more");
    caps[0] = amount("1.005");
    assert_refused("100.00", "1 1", &high, APN_NOT_WHOLE_UNITS, "the cap of party 1");
}

/* 1p over 1:1:1, and 2p: one group of three with equal claims. */
static void ties_are_named(void **state)
{
    (void)state;
    apn_split_options options = {.size = sizeof options};
    for (int method = APN_LARGEST_REMAINDER; method <= APN_DEAN; method++) {
        options.method = (apn_method)method;
        options.ties = APN_TIES_LISTED_ORDER;
        apn_split *result = split("0.02", "1 1 1", &options);
        assert_amounts(result, "0.01 0.01 0.00");
        assert_int_equal(apn_split_tie_count(result), 1);
        apn_tie tie = apn_split_tie_at(result, 0);
        assert_int_equal(tie.parties_count, 3);
        assert_int_equal(tie.given_count, 2);
        assert_int_equal(tie.given[1], 1);
        assert_int_equal(apn_decimal_compare(tie.units, number("2")), 0);
        apn_split_free(result);
        options.ties = APN_TIES_REFUSE;
        assert_refused("0.02", "1 1 1", &options, APN_TIE,
                       "party 1, party 2 and party 3 have equal claims to 2 units");
    }
    apn_split *result = split("0.03", "1 1 1", &options); /* whole quotas: nothing to tie for */
    assert_int_equal(apn_split_tie_count(result), 0);
    apn_split_free(result);
}

/* 3p over 6:2: 75/25 gives 2.25 and 0.75, no tie; 2p over 3:1 gives 1.5 and 0.5, a tie between
 * unequal weights. */
static void tie_rules_choose_by_weight(void **state)
{
    (void)state;
    apn_split_options options = {.size = sizeof options, .ties = APN_TIES_SMALLEST_WEIGHT};
    apn_split *result = split("0.02", "3 1", &options);
    assert_amounts(result, "0.01 0.01");
    apn_split_free(result);
    options.ties = APN_TIES_LARGEST_WEIGHT;
    result = split("0.02", "3 1", &options);
    assert_amounts(result, "0.02 0.00");
    apn_split_free(result);
    result = split("0.02", "1 3", &options);
    assert_amounts(result, "0.00 0.02");
    apn_split_free(result);
    options.ties = APN_TIES_LISTED_ORDER;
    result = split("0.02", "1 3", &options);
    assert_amounts(result, "0.01 0.01");
    apn_split_free(result);
}

/* The users of the specification: 18.16, 30.51, 31.18 and 20.15 by largest remainder. */
static void published_shares_total_100(void **state)
{
    (void)state;
    apn_split_options options = {.size = sizeof options, .published = 1, .published_decimals = 2};
    apn_split *result = split("10000.00", "1100 1848 1888 1220", &options);
    assert_amounts(result, "1816.00 3051.00 3118.00 2015.00");
    char share[32], weight[32];
    apn_split_share(result, 1, share, sizeof share);
    assert_string_equal(share, "3051/10000");
    apn_split_weight(result, 1, weight, sizeof weight);
    assert_string_equal(weight, "1848");
    apn_split_free(result);
}

/* 100 % over 3:1:1:1:1:1, whole per cents: 37.5 and five of 12.5, which round down to 97, so that
 * three of six equal claims get one more: by the tie rule, even where the method has an order of
 * its own. */
static void published_ties_follow_the_tie_rule(void **state)
{
    (void)state;
    apn_split_options options = {
        .size = sizeof options, .published = 1, .method = APN_LARGEST_SHARE};
    apn_split *result = split("100.00", "3 1 1 1 1 1", &options);
    assert_amounts(result, "38.00 13.00 13.00 12.00 12.00 12.00");
    apn_split_free(result);
    options.ties = APN_TIES_SMALLEST_WEIGHT;
    result = split("100.00", "3 1 1 1 1 1", &options);
    assert_amounts(result, "37.00 13.00 13.00 13.00 12.00 12.00");
    apn_split_free(result);
}

static void as_published_shows_what_is_over(void **state)
{
    (void)state;
    apn_split_options options = {.size = sizeof options, .weights_kind = APN_WEIGHTS_AS_PUBLISHED};
    apn_split *result = split("£2.4m", "18.16 30.52 31.18 20.15", &options);
    assert_amounts(result, "435840.00 732480.00 748320.00 483600.00");
    assert_int_equal(apn_decimal_compare(apn_split_unapportioned(result), number("-240")), 0);
    assert_int_equal(apn_findings_count(apn_split_findings(result)), 1);
    assert_int_equal(apn_findings_at(apn_split_findings(result), 0)->code, APN_UNAPPORTIONED);
    apn_split_free(result);
    options.weights_kind = APN_WEIGHTS_PERCENT;
    assert_refused("£2.4m", "18.16 30.52 31.18 20.15", &options, APN_SHARE_SUM,
                   "total 100.01 %, not 100 %");
    options.weights_kind = APN_WEIGHTS_RESCALE;
    result = split("£10001.00", "18.16 30.52 31.18 20.15", &options);
    assert_amounts(result, "1816.00 3052.00 3118.00 2015.00");
    assert_int_equal(apn_findings_at(apn_split_findings(result), 0)->code, APN_SHARE_SUM);
    apn_split_free(result);
}

/* 4p over 1:1:1 rounded to the nearest is 1, 1, 1: 2p for the named one. Over 0:1:1 nothing is left
 * of 4p, and 1p of 5p less 3 + 3 = -1p. */
static void the_residual_has_what_is_left(void **state)
{
    (void)state;
    apn_split_options options = {
        .size = sizeof options, .method = APN_RESIDUAL, .to = APN_TO_PARTY, .to_party = 1};
    apn_split *result = split("0.04", "1 1 1", &options);
    assert_amounts(result, "0.01 0.02 0.01");
    apn_split_free(result);
    options.to_party = 0;
    result = split("0.04", "0 1 1", &options);
    assert_amounts(result, "0.00 0.02 0.02");
    apn_split_free(result);
    assert_refused("0.05", "0 1 1", &options, APN_RESIDUAL_ZERO_WEIGHT, "party 1 has the weight 0");
    /* 2p over 1:10:10:10:10 (41): 0.49 x 4 rounds to 0 each; over 1:9:9:9:9 (37) 3p: 0.73 x 4
     * rounds to 1 each, -1p left. */
    result = split("0.03", "1 9 9 9 9", &options);
    assert_amounts(result, "-0.01 0.01 0.01 0.01 0.01");
    assert_int_equal(apn_findings_at(apn_split_findings(result), 0)->code, APN_RESIDUAL_NEGATIVE);
    apn_split_free(result);
}

static void options_that_do_not_go_together(void **state)
{
    (void)state;
    apn_split_options o = {.size = sizeof o, .method = APN_RESIDUAL};
    assert_refused("1", "1 1", &o, APN_USAGE, "who takes what is left");
    o = (apn_split_options){.size = sizeof o, .to = APN_TO_LARGEST};
    assert_refused("1", "1 1", &o, APN_USAGE, "residual only");
    o = (apn_split_options){
        .size = sizeof o, .method = APN_RESIDUAL, .to = APN_TO_PARTY, .to_party = 2};
    assert_refused("1", "1 1", &o, APN_USAGE, "not one of the parties");
    o = (apn_split_options){.size = sizeof o, .mode = APN_ROUND_UP};
    assert_refused("1", "1 1", &o, APN_USAGE, "independent only");
    o = (apn_split_options){.size = sizeof o, .method = APN_HILL, .has_absorber = 1};
    assert_refused("1", "1 1", &o, APN_USAGE, "divisor method");
    o.method = APN_LARGEST_REMAINDER;
    assert_refused("1", "1 1", &o, APN_USAGE, "give it with a floor or a cap");
    o = (apn_split_options){.size = sizeof o, .unit = number("-0.01")};
    assert_refused("1", "1 1", &o, APN_NUMBER, "the unit must be above zero");
    o = (apn_split_options){
        .size = sizeof o, .method = APN_WEBSTER, .weights_kind = APN_WEIGHTS_AS_PUBLISHED};
    assert_refused("1", "50 50", &o, APN_USAGE, "imply the method independent");
    o = (apn_split_options){.size = sizeof o, .published = 1, .published_decimals = 17};
    assert_refused("1", "1 1", &o, APN_LIMIT, "16 decimals");
    o = (apn_split_options){.size = sizeof o, .has_absorber = 1, .absorber = 2};
    assert_refused("1", "1 1", &o, APN_USAGE, "absorber is not one of the parties");
    apn_bound floors[2] = {amount("0.01"), {APN_BOUND_NONE, {0}}};
    o = (apn_split_options){
        .size = sizeof o, .weights_kind = APN_WEIGHTS_AS_PUBLISHED, .floors = floors};
    assert_refused("1", "50 50", &o, APN_USAGE, "do not go with percentages as published");
    o = (apn_split_options){
        .size = sizeof o, .weights_kind = APN_WEIGHTS_AS_PUBLISHED, .published = 1};
    assert_refused("1", "50 50", &o, APN_USAGE, "not both");
    apn_decimal below[2] = {number("3"), number("7")};
    o = (apn_split_options){
        .size = sizeof o, .weights_kind = APN_WEIGHTS_PERCENT, .denominators = below};
    assert_refused("1", "50 50", &o, APN_USAGE, "not as fractions");
    below[0] = below[1] = number("1"); /* which divides nothing */
    assert_refused("1", "50 49", &o, APN_SHARE_SUM, "99");
    o.weights_kind = APN_WEIGHTS_PLAIN;
    below[1] = number("0");
    assert_refused("1", "1 1", &o, APN_NUMBER, "divided by something");
    below[1] = number("1.5");
    assert_refused("1", "1 1", &o, APN_NUMBER, "divided by something");
    o = (apn_split_options){.size = sizeof o, .method = (apn_method)99};
    assert_refused("1", "1 1", &o, APN_USAGE, "no such method");
    o = (apn_split_options){.size = sizeof o - 1};
    assert_refused("1", "1 1", &o, APN_USAGE, "size");
    o = (apn_split_options){.size = sizeof o};
    assert_refused("1.005", "1 1", &o, APN_NOT_WHOLE_UNITS, "1.005");
    assert_refused("1", "0 0", &o, APN_NO_WEIGHT, "all weights are zero");
    assert_refused("1", "1 -1", &o, APN_NEGATIVE_WEIGHT, "party 2");
    assert_refused("1", "", &o, APN_NO_PARTY, "no party");
}

/* Beyond 64 bits: 10^30 pounds over 1:2, exact to the penny; in bulk such a result is refused, not
 * wrapped. */
static void amounts_of_any_size(void **state)
{
    (void)state;
    apn_split *result = split("1000000000000000000000000000000.00", "1 2", NULL);
    assert_amounts(result, "333333333333333333333333333333.33 666666666666666666666666666666.67");
    apn_split_free(result);
    apn_decimal weights[2] = {number("150"), number("50")};
    apn_split_options options = {.size = sizeof options, .weights_kind = APN_WEIGHTS_AS_PUBLISHED};
    apn_splitter *splitter = NULL;
    assert_int_equal(apn_splitter_make(weights, 2, &options, &splitter, NULL), APN_OK);
    assert_int_equal(apn_splitter_count(splitter), 2);
    int64_t totals[2] = {100, INT64_MAX}, amounts[4] = {0, 0, -7, -7};
    apn_error err;
    assert_int_equal(apn_splitter_run_i64(splitter, totals, 2, amounts, &err), APN_LIMIT);
    assert_string_equal(err.where, "totals[1]");
    assert_true(amounts[0] == 150 && amounts[1] == 50 && amounts[2] == -7 && amounts[3] == -7);
    apn_splitter_free(splitter);
}

/* The least and the greatest totals of 64 bits, over weights whose sum is just below and above 63
 * bits. */
static void totals_at_the_ends_of_64_bits(void **state)
{
    (void)state;
    static const char *const sums[] = {"4611686018427387904 4611686018427387903",
                                       "9223372036854775807 9223372036854775807"};
    for (size_t i = 0; i < 2; i++) {
        apn_decimal weights[2];
        numbers(sums[i], weights);
        apn_splitter *splitter = NULL;
        assert_int_equal(apn_splitter_make(weights, 2, NULL, &splitter, NULL), APN_OK);
        int64_t totals[4] = {INT64_MIN, INT64_MAX, 0, -1}, amounts[8];
        assert_int_equal(apn_splitter_run_i64(splitter, totals, 4, amounts, NULL), APN_OK);
        for (int row = 0; row < 4; row++)
            assert_true(amounts[2 * row] + amounts[2 * row + 1] == totals[row]);
        assert_true(
            amounts[0] <=
            amounts[1]); /* the first weight is not the smaller, so its cost is not the smaller */
        assert_true(amounts[6] == -1 && amounts[7] == 0);
        apn_splitter_free(splitter);
    }
}

static void names_are_found_with_suggestions(void **state)
{
    (void)state;
    apn_method method;
    apn_ties ties;
    apn_error err;
    for (int i = 0; apn_method_describe((apn_method)i); i++) {
        const char *word = apn_method_describe((apn_method)i)->word;
        assert_int_equal(apn_method_find(word, strlen(word), &method, NULL), APN_OK);
        assert_int_equal(method, i);
    }
    assert_null(apn_method_describe((apn_method)10));
    assert_int_equal(apn_method_find("larges-remainder", 16, &method, &err), APN_USAGE);
    assert_non_null(strstr(err.message, "did you mean `largest-remainder`"));
    for (int i = 0; apn_ties_word((apn_ties)i); i++) {
        const char *word = apn_ties_word((apn_ties)i);
        assert_int_equal(apn_ties_find(word, strlen(word), &ties, NULL), APN_OK);
        assert_int_equal(ties, i);
    }
    assert_int_equal(apn_ties_find("listed", 6, &ties, &err), APN_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_second_party_hits_its_cap),
        cmocka_unit_test(an_absorber_spares_the_others),
        cmocka_unit_test(an_absorber_without_a_weight_is_not_charged),
        cmocka_unit_test(a_minimum_charge_is_met_by_the_others),
        cmocka_unit_test(bounds_that_cannot_be_kept),
        cmocka_unit_test(ties_are_named),
        cmocka_unit_test(tie_rules_choose_by_weight),
        cmocka_unit_test(published_shares_total_100),
        cmocka_unit_test(published_ties_follow_the_tie_rule),
        cmocka_unit_test(as_published_shows_what_is_over),
        cmocka_unit_test(the_residual_has_what_is_left),
        cmocka_unit_test(options_that_do_not_go_together),
        cmocka_unit_test(amounts_of_any_size),
        cmocka_unit_test(totals_at_the_ends_of_64_bits),
        cmocka_unit_test(names_are_found_with_suggestions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
