/* Rounded division against its definition on all small fractions; fractions as text. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "rational.h"

/* n / d is rounded to `r`: by distances alone. */
static int is_rounded(long n, long d, long r, apn_rounding_mode mode)
{
    long apart = r * d - n, size = apart < 0 ? -apart : apart;
    int away = n >= 0 ? apart >= 0 : apart <= 0;
    switch (mode) {
    case APN_ROUND_UP:
        return size < d && away;
    case APN_ROUND_DOWN:
        return size < d && (apart == 0 || !away);
    case APN_ROUND_HALF_EVEN:
        return 2 * size < d || (2 * size == d && r % 2 == 0);
    default:
        return 2 * size < d || (2 * size == d && away);
    }
}

static void rounds_every_small_fraction(void **state)
{
    (void)state;
    mpz_t n, d, r;
    mpz_inits(n, d, r, NULL);
    for (int mode = APN_ROUND_HALF_AWAY; mode <= APN_ROUND_DOWN; mode++) {
        for (long numerator = -60; numerator <= 60; numerator++) {
            for (long denominator = 1; denominator <= 12; denominator++) {
                mpz_set_si(n, numerator);
                mpz_set_si(d, denominator);
                apn__round_divide(r, n, d, (apn_rounding_mode)mode);
                assert_true(
                    is_rounded(numerator, denominator, mpz_get_si(r), (apn_rounding_mode)mode));
            }
        }
    }
    mpz_clears(n, d, r, NULL);
}

static void writes_fractions(void **state)
{
    (void)state;
    char text[64];
    mpq_t value;
    mpq_init(value);
    mpq_set_si(value, -7, 2);
    assert_int_equal(apn__fraction_text(value, text, sizeof text), 4);
    assert_string_equal(text, "-7/2");
    assert_int_equal(apn__fraction_text(value, text, 3), 4);
    assert_string_equal(text, "-7");
    static const struct {
        long n;
        unsigned long d;
        unsigned decimals;
        const char *text;
    } cases[] = {{-7, 2, 0, "-4"},      {1, 3, 4, "0.3333"},    {1, 200, 2, "0.01"},
                 {-1, 1000, 2, "0.00"}, {2205, 100, 1, "22.1"}, {5, 1, 3, "5.000"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mpq_set_si(value, cases[i].n, cases[i].d);
        mpq_canonicalize(value);
        assert_int_equal(apn__fraction_decimal_text(value, cases[i].decimals, text, sizeof text),
                         strlen(cases[i].text));
        assert_string_equal(text, cases[i].text);
    }
    mpq_clear(value);
}

static void keeps_38_digits_and_no_more(void **state)
{
    (void)state;
    mpz_t value;
    apn_decimal out;
    mpz_init(value);
    mpz_ui_pow_ui(value, 10, 38);
    assert_false(apn__decimal_from_integer(&out, value, 0));
    mpz_sub_ui(value, value, 1);
    assert_true(apn__decimal_from_integer(&out, value, 2));
    char text[APN_DECIMAL_TEXT_SIZE];
    apn_decimal_format(out, 0, text);
    assert_string_equal(text, "999999999999999999999999999999999999.99");
    mpz_neg(value, value);
    assert_true(apn__decimal_from_integer(&out, value, 0));
    mpz_t back;
    mpz_init(back);
    apn__integer_from_decimal(back, out, 0);
    assert_int_equal(mpz_cmp(back, value), 0);
    mpz_clears(value, back, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rounds_every_small_fraction),
        cmocka_unit_test(writes_fractions),
        cmocka_unit_test(keeps_38_digits_and_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
