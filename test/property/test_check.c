/* test_check.c: the library's own proof of a result refuses every corrupted one, and the cost of a
 * divisor method does not depend on the total. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "check.h"
#include "rules.h"

enum { MOST_PARTIES = 200 };

/* Weights that give ties, equal weights, a zero and bounds that bind. */
typedef struct example {
    size_t count;
    int64_t weights[6], floors[6],
        caps[6]; /* floors and caps in pence; a cap of 0 is none, of -1 is 0 */
    int64_t total;
} example;

static const example examples[] = {
    {3, {3528, 4202, 2270}, {0}, {0}, 16},
    {4, {1100, 1848, 1888, 1220}, {0}, {0}, 10000000},
    {2, {7, 3}, {0}, {0}, 5},
    {3, {0, 1, 1}, {0}, {0}, 1},
    {5, {1, 3, 5, 3, 0}, {0}, {0}, 6},
    {6, {1, 1, 1, 1, 1, 1}, {0}, {0}, 15},
    {4, {50, 1, 1, 2}, {0}, {40, 0, 0, 0}, 101},
    {4, {1, 10, 80, 9}, {20, 0, 0, 0}, {0, 0, 60, 0}, 103},
    {3, {0, 5, 6}, {10, 0, 0}, {0}, 101},
    {3, {5, 3, 2}, {0}, {-1, 0, 0}, 101},
    {3, {2, 1, 1}, {0}, {0}, 2},
    {4, {9, 3, 3, 4}, {0, 2, 0, 0}, {5, 0, 0, 7}, 17},
};

static apn_splitter *make(const example *e, apn_method method, apn_ties ties,
                          apn_rounding_mode mode)
{
    apn_decimal weights[6];
    apn_bound floors[6] = {{0}}, caps[6] = {{0}};
    apn_split_options options = {.size = sizeof options, .method = method, .ties = ties};
    bool bounded = false;
    options.unit = apn_decimal_from_i64(1);
    options.mode = method == APN_INDEPENDENT ? mode : APN_ROUND_NONE;
    options.to = method == APN_RESIDUAL ? APN_TO_LARGEST : APN_TO_NOBODY;
    for (size_t i = 0; i < e->count; i++) {
        weights[i] = apn_decimal_from_i64(e->weights[i]);
        if (e->floors[i] > 0)
            floors[i] = (apn_bound){APN_BOUND_AMOUNT, apn_decimal_from_i64(e->floors[i])};
        if (e->caps[i] != 0)
            caps[i] = (apn_bound){APN_BOUND_AMOUNT,
                                  apn_decimal_from_i64(e->caps[i] > 0 ? e->caps[i] : 0)};
        bounded = bounded || e->floors[i] > 0 || e->caps[i] != 0;
    }
    options.floors = bounded ? floors : NULL;
    options.caps = bounded ? caps : NULL;
    apn_splitter *splitter = NULL;
    assert_int_equal(apn_splitter_make(weights, e->count, &options, &splitter, NULL), APN_OK);
    return splitter;
}

/* Both proofs on amounts that are given as numbers. */
static void assert_judged(const apn_splitter *s, const mpz_t total, const apn__quotas *quotas,
                          mpz_t *amounts, bool good)
{
    int64_t small[6];
    for (size_t i = 0; i < s->count; i++)
        small[i] = mpz_get_si(amounts[i]);
    assert_int_equal(apn__check_amounts(s, total, quotas, (const mpz_t *)amounts), good);
    if (s->fast)
        assert_int_equal(apn__check_amounts_fast(s, mpz_get_ui(total), small), good);
}

/* Moves `units` from one party to another, and back. */
static void corrupt_pair(const apn_splitter *s, const mpz_t total, const apn__quotas *q,
                         mpz_t *amounts, size_t from, size_t to, unsigned long units)
{
    mpz_sub_ui(amounts[from], amounts[from], units);
    mpz_add_ui(amounts[to], amounts[to], units);
    assert_judged(s, total, q, amounts, false);
    mpz_add_ui(amounts[from], amounts[from], units);
    mpz_sub_ui(amounts[to], amounts[to], units);
}

static void corrupt_one(const apn_splitter *s, const mpz_t total, const apn__quotas *q,
                        mpz_t *amounts, size_t party)
{
    mpz_add_ui(amounts[party], amounts[party], 1);
    assert_judged(s, total, q, amounts, false);
    mpz_sub_ui(amounts[party], amounts[party], 2);
    assert_judged(s, total, q, amounts, false);
    mpz_add_ui(amounts[party], amounts[party], 1);
}

static void corrupt_swap(const apn_splitter *s, const mpz_t total, const apn__quotas *q,
                         mpz_t *amounts, size_t i, size_t j)
{
    if (mpz_cmp(amounts[i], amounts[j]) == 0)
        return;
    mpz_swap(amounts[i], amounts[j]);
    assert_judged(s, total, q, amounts, false);
    mpz_swap(amounts[i], amounts[j]);
}

static void judge(const example *e, apn_method method, apn_ties ties, apn_rounding_mode mode)
{
    apn_splitter *s = make(e, method, ties, mode);
    apn__quotas quotas;
    apn__outcome outcome;
    mpz_t total;
    mpz_init_set_si(total, e->total);
    apn__quotas_init(&quotas);
    assert_true(apn__outcome_init(&outcome, s->count));
    assert_int_equal(apn__split_exactly(s, total, &quotas, &outcome, NULL), APN_OK);
    assert_judged(s, total, &quotas, outcome.amounts, true);
    for (size_t i = 0; i < s->count; i++) {
        corrupt_one(s, total, &quotas, outcome.amounts, i);
        for (size_t j = 0; j < s->count; j++) {
            if (i == j)
                continue;
            corrupt_pair(s, total, &quotas, outcome.amounts, i, j, 1);
            corrupt_pair(s, total, &quotas, outcome.amounts, i, j, 2);
            for (unsigned power = 30; power < 62; power++) /* products that wrap in 64 bits */
                corrupt_pair(s, total, &quotas, outcome.amounts, i, j, 1ul << power);
            corrupt_swap(s, total, &quotas, outcome.amounts, i, j);
        }
    }
    mpz_add_ui(quotas.lambda_numerator, quotas.lambda_numerator, 1);
    assert_false(apn__check_amounts(s, total, &quotas, (const mpz_t *)outcome.amounts));
    mpz_sub_ui(quotas.lambda_numerator, quotas.lambda_numerator, 1);
    mpz_add_ui(total, total, 1);
    if (method != APN_INDEPENDENT) /* whose amounts may be those of the next total as well */
        assert_judged(s, total, &quotas, outcome.amounts, false);
    apn__outcome_clear(&outcome, s->count);
    apn__quotas_clear(&quotas, s->count);
    mpz_clear(total);
    apn_splitter_free(s);
}

/* The result of every method is the only one under its tie rule, so that every other one must be
 * refused. */
static void every_corrupted_result_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        for (apn_ties ties = APN_TIES_LISTED_ORDER; ties <= APN_TIES_SMALLEST_WEIGHT; ties++)
            for (apn_method method = APN_LARGEST_REMAINDER; method <= APN_RESIDUAL; method++)
                judge(&examples[i], method, ties, APN_ROUND_NONE);
}

static void every_corrupted_rounding_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < 6; i++)
        for (apn_rounding_mode mode = APN_ROUND_HALF_AWAY; mode <= APN_ROUND_DOWN; mode++)
            judge(&examples[i], APN_INDEPENDENT, APN_TIES_LISTED_ORDER, mode);
}

/* What the 64-bit path answers by itself, without the other one that would step in for it. */
static void compare_paths(const apn_splitter *s, uint64_t total)
{
    static int64_t amounts[MOST_PARTIES];
    static uint64_t remainders[MOST_PARTIES];
    static size_t list[MOST_PARTIES];
    apn__quotas quotas;
    apn__outcome outcome;
    mpz_t exact;
    mpz_init_set_ui(exact, total);
    apn__quotas_init(&quotas);
    assert_true(apn__outcome_init(&outcome, s->count));
    assert_int_equal(apn__split_exactly(s, exact, &quotas, &outcome, NULL), APN_OK);
    assert_true(apn__split_fast(s, total, amounts, remainders, list));
    for (size_t i = 0; i < s->count; i++)
        assert_int_equal(mpz_cmp_si(outcome.amounts[i], amounts[i]), 0);
    apn__outcome_clear(&outcome, s->count);
    apn__quotas_clear(&quotas, s->count);
    mpz_clear(exact);
}

static void compare_totals(const example *e, apn_method method, apn_ties ties,
                           apn_rounding_mode mode)
{
    static const uint64_t large[] = {4889894,   INT64_MAX / 3,     (uint64_t)1 << 62,
                                     INT64_MAX, INT64_MAX - 12345, 1000000000000000000};
    apn_splitter *s = make(e, method, ties, mode);
    assert_true(s->fast);
    for (uint64_t total = 0; total < 130; total++)
        compare_paths(s, total);
    for (size_t i = 0; i < sizeof large / sizeof *large && mode != APN_ROUND_UP; i++)
        compare_paths(s, large[i]);
    apn_splitter_free(s);
}

static void the_fast_path_answers_by_itself(void **state)
{
    static const apn_method methods[] = {APN_LARGEST_REMAINDER, APN_FIRST_LISTED, APN_LARGEST_SHARE,
                                         APN_RESIDUAL};
    (void)state;
    for (size_t i = 0; i < 6; i++) {
        for (apn_ties ties = APN_TIES_LISTED_ORDER; ties <= APN_TIES_SMALLEST_WEIGHT; ties++)
            for (size_t m = 0; m < sizeof methods / sizeof *methods; m++)
                compare_totals(&examples[i], methods[m], ties, APN_ROUND_NONE);
        for (apn_rounding_mode mode = APN_ROUND_HALF_AWAY; mode <= APN_ROUND_DOWN; mode++)
            compare_totals(&examples[i], APN_INDEPENDENT, APN_TIES_LISTED_ORDER, mode);
    }
}

/* A list of weights in no order, of so many different ones. */
static apn_splitter *make_large(size_t count, int64_t different, apn_method method, apn_ties ties)
{
    static apn_decimal weights[MOST_PARTIES];
    apn_split_options options = {.size = sizeof options, .method = method, .ties = ties};
    for (size_t i = 0; i < count; i++)
        weights[i] = apn_decimal_from_i64((int64_t)(i * 7919 % 1009) % different + 1);
    apn_splitter *splitter = NULL;
    assert_int_equal(apn_splitter_make(weights, count, &options, &splitter, NULL), APN_OK);
    return splitter;
}

/* Long lists, with few and with many equal remainders where the last unit falls. */
static void the_fast_path_answers_for_many_parties(void **state)
{
    static const int64_t different[] = {1, 2, 3, 10, 1009};
    static const size_t counts[] = {7, 8, 9, 31, 32, 33, 64, 65, MOST_PARTIES};
    (void)state;
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
        for (size_t d = 0; d < sizeof different / sizeof *different; d++) {
            for (apn_ties ties = APN_TIES_LISTED_ORDER; ties <= APN_TIES_SMALLEST_WEIGHT; ties++) {
                apn_splitter *s = make_large(counts[c], different[d], APN_LARGEST_REMAINDER, ties);
                for (uint64_t total = 1; total < 4 * MOST_PARTIES; total += 7)
                    compare_paths(s, total);
                compare_paths(s, 1000000000000000001);
                apn_splitter_free(s);
            }
        }
    }
}

/* The residual's party is held to a bound that is stated for it, by the proof as well. */
static void a_residual_outside_its_bounds_is_refused(void **state)
{
    const example e = {4, {1, 1, 1, 1}, {0}, {1, 0, 0, 0}, 8};
    (void)state;
    apn_splitter *s = make(&e, APN_RESIDUAL, APN_TIES_LISTED_ORDER, APN_ROUND_NONE);
    apn__quotas quotas;
    mpz_t total, amounts[4];
    mpz_init_set_ui(total, 8);
    apn__quotas_init(&quotas);
    assert_int_equal(s->to_party, 0);
    assert_int_equal(apn__quotas_find(s, total, &quotas, NULL), APN_OK);
    for (size_t i = 0; i < 4; i++)
        mpz_init_set_ui(amounts[i],
                        2); /* the others' quotas of 7/3, rounded; 2 is left, and the cap is 1 */
    assert_false(apn__check_amounts(s, total, &quotas, (const mpz_t *)amounts));
    for (size_t i = 0; i < 4; i++)
        mpz_clear(amounts[i]);
    apn__quotas_clear(&quotas, 4);
    mpz_clear(total);
    apn_splitter_free(s);
}

static size_t comparisons_for(const apn_splitter *s, const char *digits)
{
    apn__quotas quotas;
    apn__outcome outcome;
    mpz_t total;
    mpz_init_set_str(total, digits, 10);
    apn__quotas_init(&quotas);
    assert_true(apn__outcome_init(&outcome, s->count));
    assert_int_equal(apn__split_exactly(s, total, &quotas, &outcome, NULL), APN_OK);
    size_t comparisons = outcome.comparisons;
    apn__outcome_clear(&outcome, s->count);
    apn__quotas_clear(&quotas, s->count);
    mpz_clear(total);
    return comparisons;
}

/* £1 costs up to 100 comparisons' worth of units; a heap over n parties and at most 2n units left
 * to hand out cost at most 4n + 4n log n, for 10^18 pence as for any total. */
static void cost_does_not_depend_on_the_total(void **state)
{
    static const char *const totals[] = {"100", "123456789", "1000000000000000000",
                                         "999999999999999999999999999999999999"};
    static const size_t counts[] = {2, 4, 43, MOST_PARTIES};
    (void)state;
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
        size_t n = counts[c], log = 1;
        while ((size_t)1 << log < n)
            log++;
        for (apn_method method = APN_JEFFERSON; method <= APN_DEAN; method++) {
            apn_splitter *s = make_large(n, 1009, method, APN_TIES_LISTED_ORDER);
            for (size_t t = 0; t < sizeof totals / sizeof *totals; t++) {
                size_t comparisons = comparisons_for(s, totals[t]);
                assert_true(comparisons > 0);
                assert_true(comparisons <= 4 * n + 4 * n * log);
            }
            apn_splitter_free(s);
        }
    }
}

/* The same parties at £1 and at 10^18 pence: no more than the units that the start leaves over
 * apart. */
static void a_pound_costs_what_all_the_money_costs(void **state)
{
    (void)state;
    for (apn_method method = APN_JEFFERSON; method <= APN_DEAN; method++) {
        apn_splitter *s = make_large(4, 1009, method, APN_TIES_LISTED_ORDER);
        size_t small = comparisons_for(s, "100"), large = comparisons_for(s, "1000000000000000000");
        assert_true(small <= large + 24 && large <= small + 24);
        apn_splitter_free(s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_corrupted_result_is_refused),
        cmocka_unit_test(every_corrupted_rounding_is_refused),
        cmocka_unit_test(the_fast_path_answers_by_itself),
        cmocka_unit_test(the_fast_path_answers_for_many_parties),
        cmocka_unit_test(a_residual_outside_its_bounds_is_refused),
        cmocka_unit_test(cost_does_not_depend_on_the_total),
        cmocka_unit_test(a_pound_costs_what_all_the_money_costs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
