/* Sums of roots: what is rational is seen to be, halves are decided exactly, limits hold, and the
 * caller's MPFR stays as it was. */
#include <mpfr.h>
#include <stdio.h>

#include "library_limits.h"
#include "real_cases.h"

static void add(apn__radicals *sum, const char *coefficient, const char *base, long numerator,
                unsigned long denominator)
{
    mpq_t c, b;
    fraction(c, coefficient);
    fraction(b, base);
    apn__radicals_add(sum, c, b, (apn__exponent){numerator, denominator});
    mpq_clears(c, b, NULL);
}

static void rational_is(const apn__radicals *sum, const char *expected)
{
    mpq_t value, wanted;
    mpq_init(value);
    assert_int_equal(sum->status, APN_OK);
    bool rational = apn__radicals_rational(value, sum);
    if (expected == NULL) {
        assert_false(rational);
    } else {
        fraction(wanted, expected);
        assert_true(rational && mpq_equal(value, wanted));
        mpq_clear(wanted);
    }
    mpq_clear(value);
}

static void rounds_to(const apn__radicals *over, const apn__radicals *under, apn_rounding_mode mode,
                      const char *expected)
{
    mpz_t out;
    mpz_init(out);
    assert_int_equal(apn__radicals_round(out, over, under, mode, NULL), APN_OK);
    assert_units(out, expected);
    mpz_clear(out);
}

static void sees_what_is_rational(void **state)
{
    (void)state;
    apn__radicals sum = {0};
    rational_is(&sum, "0");
    add(&sum, "3", "8/27", 2, 3); /* 3 x 4/9 */
    rational_is(&sum, "4/3");
    add(&sum, "1", "2", 1, 2);
    rational_is(&sum, NULL);
    add(&sum, "1", "8", 1, 2); /* twice the root of 2 */
    add(&sum, "-3/2", "1/2", -1, 2);
    add(&sum, "-3/2", "4", 3, 4); /* 4^(3/4) is twice the root of 2 */
    rational_is(&sum, NULL);
    add(&sum, "3/2", "2", 1, 2);
    rational_is(&sum, "4/3");
    add(&sum, "1", "3", 1, 2);
    add(&sum, "-1", "3", 1, 3);
    rational_is(&sum, NULL);
    add(&sum, "-1", "9", 1, 4);
    add(&sum, "1", "27", 3, 27);
    rational_is(&sum, "4/3");
    apn__radicals_end(&sum);
}

/* root 2 + root 3 - root(5 + 2 root 6) would be nothing, but roots of fractions alone never are:
 * root 2 + root 3 = 3.1462…, and the nearest fraction is far enough. */
static void rounds_sums(void **state)
{
    (void)state;
    apn__radicals sum = {0};
    add(&sum, "1000", "2", 1, 2);
    add(&sum, "1000", "3", 1, 2);
    rounds_to(&sum, NULL, APN_ROUND_HALF_AWAY, "3146");
    rounds_to(&sum, NULL, APN_ROUND_UP, "3147");
    add(&sum, "-4000", "5", 1, 2); /* 3146.26… - 8944.27… = -5798.00… */
    rounds_to(&sum, NULL, APN_ROUND_HALF_AWAY, "-5798");
    rounds_to(&sum, NULL, APN_ROUND_UP, "-5799");
    rounds_to(&sum, NULL, APN_ROUND_DOWN, "-5798");
    apn__radicals_end(&sum);
}

/* (3 root 2) / (2 root 2) = 3/2, (root 8) / (root 2) = 2, and the same with a sign. */
static void decides_quotients_on_the_turn(void **state)
{
    (void)state;
    apn__radicals over = {0}, under = {0};
    add(&under, "2", "2", 1, 2);
    add(&under, "1", "3", 1, 2);
    add(&over, "3", "2", 1, 2);
    add(&over, "3/2", "3", 1, 2);
    rounds_to(&over, &under, APN_ROUND_HALF_AWAY, "2");
    rounds_to(&over, &under, APN_ROUND_HALF_EVEN, "2");
    rounds_to(&over, &under, APN_ROUND_DOWN, "1");
    add(&over, "2", "2", 1, 2);
    add(&over, "1", "3", 1, 2); /* 5/2 */
    rounds_to(&over, &under, APN_ROUND_HALF_AWAY, "3");
    rounds_to(&over, &under, APN_ROUND_HALF_EVEN, "2");
    add(&over, "-9", "2", 1, 2);
    add(&over, "-9/2", "3", 1, 2); /* -2 */
    rounds_to(&over, &under, APN_ROUND_UP, "-2");
    rounds_to(&over, &under, APN_ROUND_DOWN, "-2");
    rounds_to(&over, &under, APN_ROUND_HALF_AWAY, "-2");
    add(&over, "4", "2", 1, 2);
    add(&over, "2", "3", 1, 2); /* 0 */
    rounds_to(&over, &under, APN_ROUND_UP, "0");
    apn__radicals_end(&over);
    apn__radicals_end(&under);
}

/* root(1/4 + e) for a small e is 1/2 + e nearly: never a half, however near. */
static void nearly_a_half(apn__radicals *sum, unsigned long bits, int sign)
{
    mpq_t base, one;
    fraction(base, "1/4");
    fraction(one, "1");
    mpz_mul_2exp(mpq_numref(base), mpq_numref(base), bits);
    mpz_mul_2exp(mpq_denref(base), mpq_denref(base), bits);
    mpz_add(mpq_numref(base), mpq_numref(base), mpq_numref(one));
    if (sign < 0)
        mpz_sub_ui(mpq_numref(base), mpq_numref(base), 2);
    mpq_canonicalize(base);
    apn__radicals_add(sum, one, base, (apn__exponent){1, 2});
    mpq_clears(base, one, NULL);
}

static void raises_the_precision_as_far_as_it_must(void **state)
{
    (void)state;
    static const unsigned long bits[] = {100, 130, 1000, 5000, APN__LIMIT_REAL_BITS - 200};
    for (size_t i = 0; i < sizeof bits / sizeof *bits; i++) {
        for (int sign = -1; sign <= 1; sign += 2) {
            apn__radicals sum = {0};
            nearly_a_half(&sum, bits[i], sign);
            rounds_to(&sum, NULL, APN_ROUND_HALF_AWAY, sign < 0 ? "0" : "1");
            rounds_to(&sum, NULL, APN_ROUND_HALF_EVEN, sign < 0 ? "0" : "1");
            rounds_to(&sum, NULL, APN_ROUND_UP, "1");
            rounds_to(&sum, NULL, APN_ROUND_DOWN, "0");
            apn__radicals_end(&sum);
        }
    }
}

/* 2^200 root(2) - 2^200 root(2 + 2^-199) = -2 / (root 2 + root(2 + 2^-199)) = -0.7071…: 128
 * digits see nothing of it. */
static void keeps_what_large_terms_leave(void **state)
{
    (void)state;
    mpq_t large, base;
    apn__radicals sum = {0};
    fraction(large, "1");
    fraction(base, "2");
    mpz_mul_2exp(mpq_numref(large), mpq_numref(large), 200);
    apn__radicals_add(&sum, large, base, (apn__exponent){1, 2});
    mpz_set_ui(mpq_denref(base), 1);
    mpz_mul_2exp(mpq_denref(base), mpq_denref(base), 199);
    mpz_mul_ui(mpq_numref(base), mpq_denref(base), 2);
    mpz_add_ui(mpq_numref(base), mpq_numref(base), 1);
    mpq_neg(large, large);
    apn__radicals_add(&sum, large, base, (apn__exponent){1, 2});
    rounds_to(&sum, NULL, APN_ROUND_HALF_AWAY, "-1");
    rounds_to(&sum, NULL, APN_ROUND_DOWN, "0");
    apn__radicals_end(&sum);
    mpq_clears(large, base, NULL);
}

/* p^2 - 2 q^2 is 1 and -1: p / (2 q root 2) is a half but for its 141st binary digit, more and
 * less.
 */
static void divides_below_zero_with_care(void **state)
{
    (void)state;
    static const struct {
        const char *p, *q, *away, *plain;
    } cases[] = {{"1362725501650887306817", "963592443113182178088", "-1", "1"},
                 {"3289910387877251662993", "2326317944764069484905", "0", "0"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        apn__radicals over = {0}, under = {0};
        add(&under, cases[i].q, "8", 1, 2);
        add(&over, cases[i].p, "1", 0, 1);
        rounds_to(&over, &under, APN_ROUND_HALF_AWAY, cases[i].plain);
        apn__radicals_end(&over);
        char minus[64];
        snprintf(minus, sizeof minus, "-%s", cases[i].p);
        add(&over, minus, "1", 0, 1);
        rounds_to(&over, &under, APN_ROUND_HALF_AWAY, cases[i].away);
        apn__radicals_end(&over);
        apn__radicals_end(&under);
    }
}

static const char *const limit_sentence =
    "an amount cannot be rounded with proof within the limits (fractions of 131072 binary digits, "
    "roots of 16384): give rates and index figures with fewer digits, or fewer periods";

static void limited(apn__radicals *sum)
{
    mpz_t out;
    apn_error err = {0};
    mpz_init(out);
    assert_int_equal(apn__radicals_round(out, sum, NULL, APN_ROUND_HALF_AWAY, &err), APN_LIMIT);
    assert_string_equal(err.message, limit_sentence);
    mpz_clear(out);
    apn__radicals_end(sum);
}

static void stops_at_the_limits(void **state)
{
    (void)state;
    apn__radicals sum = {0};
    nearly_a_half(&sum, 2 * APN__LIMIT_REAL_BITS, -1);
    limited(&sum);
    add(&sum, "1", "2", APN__LIMIT_FRACTION_BITS / 2, 1); /* 2 has two binary digits */
    assert_int_equal(sum.status, APN_OK);
    add(&sum, "1", "2", APN__LIMIT_FRACTION_BITS / 2 + 1, 1);
    limited(&sum);
    add(&sum, "1", "2", -(long)APN__LIMIT_FRACTION_BITS, 1);
    limited(&sum);
    add(&sum, "1", "2", 1, APN__LIMIT_ROOT);
    assert_int_equal(sum.status, APN_OK);
    add(&sum, "1", "2", 1, APN__LIMIT_ROOT + 1);
    limited(&sum);
}

static void leaves_the_callers_mpfr_alone(void **state)
{
    (void)state;
    assert_true(mpfr_buildopt_tls_p()); /* else no other thread may use MPFR at the same time */
    mpfr_exp_t least = mpfr_get_emin(), greatest = mpfr_get_emax();
    mpfr_set_emin(-3);
    mpfr_set_emax(3);
    mpfr_clear_flags();
    apn__radicals sum = {0};
    add(&sum, "1000", "2", 1, 2);
    rounds_to(&sum, NULL, APN_ROUND_HALF_AWAY, "1414");
    assert_int_equal(mpfr_get_emin(), -3);
    assert_int_equal(mpfr_get_emax(), 3);
    assert_int_equal(mpfr_flags_save(), 0);
    mpfr_set_erangeflag();
    rounds_to(&sum, NULL, APN_ROUND_HALF_AWAY, "1414");
    assert_int_equal(mpfr_flags_save(), MPFR_FLAGS_ERANGE);
    mpfr_clear_flags();
    mpfr_set_emin(least);
    mpfr_set_emax(greatest);
    apn__radicals_end(&sum);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sees_what_is_rational),
        cmocka_unit_test(rounds_sums),
        cmocka_unit_test(decides_quotients_on_the_turn),
        cmocka_unit_test(raises_the_precision_as_far_as_it_must),
        cmocka_unit_test(keeps_what_large_terms_leave),
        cmocka_unit_test(divides_below_zero_with_care),
        cmocka_unit_test(stops_at_the_limits),
        cmocka_unit_test(leaves_the_callers_mpfr_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
