/* The prepared division against the compiler's, and the radix selection against the exact path
 * where many claims are equal. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "splitter.h"
#include "wide.h"

enum { MANY = 300 };

/* A fixed sequence: splitmix64. */
static uint64_t next_number(uint64_t *seed)
{
    uint64_t z = (*seed += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static void check_division(apn__wide dividend, uint64_t divisor)
{
    apn__quotient q = apn__wide_divide(dividend, divisor, apn__reciprocal(divisor));
    assert_true(q.remainder < divisor);
    assert_true((apn__wide)q.quotient * divisor + q.remainder == dividend);
}

static void divides_at_every_edge(void **state)
{
    (void)state;
    const uint64_t top = (uint64_t)1 << 63;
    const uint64_t divisors[] = {top,
                                 top + 1,
                                 top + 2,
                                 ~(uint64_t)0 - 1,
                                 ~(uint64_t)0,
                                 0xC000000000000000u,
                                 0xAAAAAAAAAAAAAAABu};
    for (size_t i = 0; i < sizeof divisors / sizeof *divisors; i++) {
        const uint64_t d = divisors[i], highs[] = {0, 1, d / 2, d - 2, d - 1},
                       lows[] = {0, 1, d - 1, d, ~(uint64_t)0};
        for (size_t h = 0; h < 5; h++)
            for (size_t l = 0; l < 5; l++)
                check_division((apn__wide)highs[h] << 64 | lows[l], d);
    }
}

static void divides_at_random(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (int i = 0; i < 200000; i++) {
        uint64_t divisor = next_number(&seed) | (uint64_t)1 << 63;
        uint64_t high = next_number(&seed) % divisor;
        check_division((apn__wide)high << 64 | next_number(&seed), divisor);
    }
}

static void assert_same_text(const apn_split *a, const apn_split *b, size_t party)
{
    char left[256], right[256];
    apn_split_quota(a, party, left, sizeof left);
    apn_split_quota(b, party, right, sizeof right);
    assert_string_equal(left, right);
    apn_split_moved(a, party, left, sizeof left);
    apn_split_moved(b, party, right, sizeof right);
    assert_string_equal(left, right);
}

/* Two splits say the same: amounts, quotas, what was moved, what is left, and every tie. */
static void assert_same_split(const apn_splitter *fast, const apn_splitter *exact, int64_t pence)
{
    apn_decimal total;
    apn_split *a = NULL, *b = NULL;
    assert_int_equal(apn_decimal_from_units(apn_decimal_from_i64(pence), fast->unit, &total, NULL),
                     APN_OK);
    assert_int_equal(apn_split_make(fast, total, &a, NULL), APN_OK);
    assert_int_equal(apn_split_make(exact, total, &b, NULL), APN_OK);
    for (size_t i = 0; i < fast->count; i++) {
        assert_int_equal(apn_decimal_compare(apn_split_amount(a, i), apn_split_amount(b, i)), 0);
        assert_same_text(a, b, i);
    }
    assert_int_equal(apn_decimal_compare(apn_split_unapportioned(a), apn_split_unapportioned(b)),
                     0);
    apn_tie tie = apn_split_tie_at(a, 0), other = apn_split_tie_at(b, 0);
    assert_int_equal(apn_split_tie_count(a), apn_split_tie_count(b));
    assert_int_equal(tie.parties_count, other.parties_count);
    assert_int_equal(tie.given_count, other.given_count);
    for (size_t i = 0; i < tie.parties_count; i++)
        assert_int_equal(tie.parties[i], other.parties[i]);
    for (size_t i = 0; i < tie.given_count; i++)
        assert_int_equal(tie.given[i], other.given[i]);
    assert_int_equal(apn_decimal_compare(tie.units, other.units), 0);
    assert_int_equal(apn_findings_count(apn_split_findings(a)),
                     apn_findings_count(apn_split_findings(b)));
    apn_split_free(a);
    apn_split_free(b);
}

/* Weights from few values, so that remainders repeat; both paths must give the same to everybody,
 * and for the same reasons.
 */
static void selects_as_the_exact_path_does(void **state)
{
    (void)state;
    static const apn_method methods[] = {APN_LARGEST_REMAINDER, APN_FIRST_LISTED, APN_LARGEST_SHARE,
                                         APN_RESIDUAL, APN_INDEPENDENT};
    uint64_t seed = 7;
    for (int round = 0; round < 600; round++) {
        size_t count = 1 + next_number(&seed) % MANY;
        uint64_t kinds = 1 + next_number(&seed) % 5,
                 size = round % 3 == 0 ? 7 : UINT64_C(100000000000000);
        uint64_t values[5];
        apn_decimal weights[MANY];
        for (int i = 0; i < 5; i++)
            values[i] = 1 + next_number(&seed) % size;
        for (size_t i = 0; i < count; i++)
            weights[i] = apn_decimal_from_i64((int64_t)values[next_number(&seed) % kinds]);
        apn_split_options options = {.size = sizeof options,
                                     .method = methods[round % 5],
                                     .ties = (apn_ties)(round / 5 % 3)};
        options.to = options.method == APN_RESIDUAL ? APN_TO_LARGEST : APN_TO_NOBODY;
        apn_splitter *fast = NULL, *exact = NULL;
        assert_int_equal(apn_splitter_make(weights, count, &options, &fast, NULL), APN_OK);
        assert_int_equal(apn__splitter_make_gmp(weights, count, &options, &exact, NULL), APN_OK);
        assert_true(fast->fast && !exact->fast);
        int64_t totals[4], a[4 * MANY], b[4 * MANY];
        for (int i = 0; i < 4; i++)
            totals[i] =
                (int64_t)(next_number(&seed) >> (1 + next_number(&seed) % 60)) * (i % 2 ? -1 : 1);
        assert_int_equal(apn_splitter_run_i64(fast, totals, 4, a, NULL), APN_OK);
        assert_int_equal(apn_splitter_run_i64(exact, totals, 4, b, NULL), APN_OK);
        assert_memory_equal(a, b, 4 * count * sizeof *a);
        for (int i = 0; i < 4; i++)
            assert_same_split(fast, exact, totals[i]);
        apn_splitter_free(fast);
        apn_splitter_free(exact);
    }
}

/* Forty odd numbers in a row near 10^18 have a common denominator of more than 2,000 bits, which is
 * taken; a hundred of them need more than 4,096, which is refused before it is made. */
static void a_common_denominator_of_any_size_is_refused(void **state)
{
    (void)state;
    apn_decimal weights[MANY], below[MANY];
    for (size_t i = 0; i < MANY; i++) {
        weights[i] = apn_decimal_from_i64(1);
        below[i] = apn_decimal_from_i64(INT64_C(1000000000000000001) + 2 * (int64_t)i);
    }
    apn_split_options options = {.size = sizeof options, .denominators = below};
    apn_splitter *splitter = NULL;
    apn_error err;
    assert_int_equal(apn_splitter_make(weights, 40, &options, &splitter, &err), APN_OK);
    apn_splitter_free(splitter);
    assert_int_equal(apn_splitter_make(weights, 100, &options, &splitter, &err), APN_LIMIT);
    assert_null(splitter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(divides_at_every_edge),
        cmocka_unit_test(divides_at_random),
        cmocka_unit_test(a_common_denominator_of_any_size_is_refused),
        cmocka_unit_test(selects_as_the_exact_path_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
