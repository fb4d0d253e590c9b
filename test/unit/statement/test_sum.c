/* Sums of amounts of all sizes and scales, by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "sum.h"

static apn_decimal number(const char *text)
{
    apn_decimal value = {0};
    assert_int_equal(apn_decimal_parse(text, strlen(text), APN_FORM_PLAIN, NULL, &value, NULL),
                     APN_OK);
    return value;
}

static void scales_are_mixed(void **state)
{
    apn__sum sum;
    apn_decimal taken;
    (void)state;
    apn__sum_begin(&sum);
    apn__sum_add(&sum, number("0.01"));
    apn__sum_add(&sum, number("12"));
    apn__sum_add(&sum, number("0.000000000000000001"));
    apn__sum_subtract(&sum, number("0.5"));
    apn__sum_subtract(&sum, number("20.01"));
    /* 0.01 + 12 - 0.5 - 20.01 = -8.5, and 10^-18 */
    assert_true(apn__sum_is(&sum, number("-8.499999999999999999")));
    assert_false(apn__sum_is(&sum, number("-8.5")));
    apn__sum_subtract(&sum, number("0.000000000000000001"));
    assert_true(apn__sum_take(&sum, 2, &taken));
    assert_int_equal(taken.scale, 2);
    assert_int_equal(taken.sign, -1);
    assert_int_equal(taken.lo, 850);
    apn__sum_end(&sum);
}

/* 2^64 - 1 pence is the most that 64 bits hold, 2^64 the least that they do not. */
static void amounts_beyond_64_bits(void **state)
{
    const apn_decimal most = number("184467440737095516.15"),
                      more = number("184467440737095516.16");
    apn__sum sum;
    (void)state;
    apn__sum_begin(&sum);
    for (int i = 0; i < 10; i++) {
        apn__sum_add(&sum, most);
        apn__sum_add(&sum, more);
    }
    assert_true(apn__sum_is(&sum, number("3689348814741910323.10")));
    apn__sum_add(&sum, number("99999999999999999999999999999999999999"));
    for (int i = 0; i < 10; i++) {
        apn__sum_subtract(&sum, more);
        apn__sum_subtract(&sum, most);
    }
    assert_true(apn__sum_is(&sum, number("99999999999999999999999999999999999999")));
    apn__sum_end(&sum);
}

/* The largest sum has 38 digits. */
static void a_sum_of_39_digits_is_not_taken(void **state)
{
    apn__sum sum;
    apn_decimal taken;
    (void)state;
    apn__sum_begin(&sum);
    apn__sum_add(&sum, number("99999999999999999999999999999999999999"));
    assert_true(apn__sum_take(&sum, 0, &taken));
    apn__sum_add(&sum, number("1"));
    assert_false(apn__sum_take(&sum, 0, &taken));
    apn__sum_end(&sum);
}

static void nothing_is_nil(void **state)
{
    apn__sum sum;
    apn_decimal taken = number("1");
    (void)state;
    apn__sum_begin(&sum);
    assert_true(apn__sum_is(&sum, number("0.00")));
    assert_true(apn__sum_take(&sum, 2, &taken));
    assert_int_equal(taken.sign, 0);
    apn__sum_add(&sum, number("-3"));
    apn__sum_add(&sum, number("3.00"));
    assert_true(mpz_sgn(apn__sum_value(&sum)) == 0);
    apn__sum_end(&sum);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scales_are_mixed),
        cmocka_unit_test(amounts_beyond_64_bits),
        cmocka_unit_test(a_sum_of_39_digits_is_not_taken),
        cmocka_unit_test(nothing_is_nil),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
