/* Decimals as values: compared, converted, written. Reading from text is in
 * test/vectors/decimal.vec. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "apportion/decimal.h"
#include "decimal_internal.h"

static apn_decimal number(const char *text)
{
    apn_decimal value;
    apn_error err = {0};
    if (apn_decimal_parse(text, strlen(text), APN_FORM_PLAIN, NULL, &value, &err) != APN_OK)
        fail_msg("%s: %s", text, err.message);
    return value;
}

static void compares_by_value(void **state)
{
    (void)state;
    static const char *const ascending[] = {"-99999999999999999999999999999999999999",
                                            "-1.5",
                                            "-1.000000000000000001",
                                            "-1",
                                            "0",
                                            "0.000000000000000001",
                                            "0.1",
                                            "0.999999999999999999",
                                            "1",
                                            "10",
                                            "99999999999999999999999999999999999999"};
    size_t count = sizeof ascending / sizeof *ascending;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++)
            assert_int_equal(apn_decimal_compare(number(ascending[i]), number(ascending[j])),
                             (i > j) - (i < j));
    assert_int_equal(apn_decimal_compare(number("1.0"), number("1.00")), 0);
    assert_int_equal(apn_decimal_compare(number("-0.00"), number("0")), 0);
    assert_int_equal(number("-0.00").sign, 0);
}

static void writes_its_own_decimals(void **state)
{
    (void)state;
    static const struct {
        const char *text, *plain, *grouped;
    } cases[] = {{"0", "0", "0"},
                 {"-0.50", "-0.50", "-0.50"},
                 {"+7", "7", "7"},
                 {"999", "999", "999"},
                 {"-1000", "-1000", "-1,000"},
                 {"1234567.8900", "1234567.8900", "1,234,567.8900"},
                 {"0.001", "0.001", "0.001"},
                 {"00012", "12", "12"},
                 {"99999999999999999999999999999999999999",
                  "99999999999999999999999999999999999999",
                  "99,999,999,999,999,999,999,999,999,999,999,999,999"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char buffer[APN_DECIMAL_TEXT_SIZE];
        assert_int_equal(apn_decimal_format(number(cases[i].text), 0, buffer),
                         strlen(cases[i].plain));
        assert_string_equal(buffer, cases[i].plain);
        assert_int_equal(apn_decimal_format(number(cases[i].text), 1, buffer),
                         strlen(cases[i].grouped));
        assert_string_equal(buffer, cases[i].grouped);
    }
}

static void fits_64_bits_or_says_so(void **state)
{
    (void)state;
    int64_t out = 0;
    assert_int_equal(apn_decimal_to_i64(number("9223372036854775807"), &out, NULL), APN_OK);
    assert_true(out == INT64_MAX);
    assert_int_equal(apn_decimal_to_i64(number("-9223372036854775808.00"), &out, NULL), APN_OK);
    assert_true(out == INT64_MIN);
    assert_int_equal(apn_decimal_to_i64(number("9223372036854775808"), &out, NULL), APN_LIMIT);
    assert_int_equal(apn_decimal_to_i64(number("-9223372036854775809"), &out, NULL), APN_LIMIT);
    assert_int_equal(apn_decimal_to_i64(number("1.5"), &out, NULL), APN_NOT_WHOLE_UNITS);
    assert_int_equal(
        apn_decimal_compare(apn_decimal_from_i64(INT64_MIN), number("-9223372036854775808")), 0);
    assert_int_equal(apn_decimal_compare(apn_decimal_from_i64(0), number("0")), 0);
}

static void counts_units(void **state)
{
    (void)state;
    apn_decimal units;
    assert_int_equal(
        apn_decimal_to_units(number("1.01"), number("0.01"), APN_ROUND_NONE, &units, NULL), APN_OK);
    assert_int_equal(apn_decimal_compare(units, number("101")), 0);
    assert_int_equal(
        apn_decimal_to_units(number("1.010"), number("0.01"), APN_ROUND_NONE, &units, NULL),
        APN_OK);
    assert_int_equal(
        apn_decimal_to_units(number("1.015"), number("0.01"), APN_ROUND_NONE, &units, NULL),
        APN_NOT_WHOLE_UNITS);
    assert_int_equal(apn_decimal_to_units(number("15"), number("5"), APN_ROUND_NONE, &units, NULL),
                     APN_OK);
    assert_int_equal(apn_decimal_compare(units, number("3")), 0);
    assert_int_equal(apn_decimal_to_units(number("1"), number("0"), APN_ROUND_NONE, &units, NULL),
                     APN_NUMBER);
    assert_int_equal(apn_decimal_to_units(number("99999999999999999999999999999999999999"),
                                          number("0.01"), APN_ROUND_NONE, &units, NULL),
                     APN_LIMIT);
    static const struct {
        const char *amount;
        apn_rounding_mode mode;
        const char *units;
    } cases[] = {{"0.125", APN_ROUND_HALF_AWAY, "13"}, {"-0.125", APN_ROUND_HALF_AWAY, "-13"},
                 {"0.125", APN_ROUND_HALF_EVEN, "12"}, {"-0.135", APN_ROUND_HALF_EVEN, "-14"},
                 {"0.121", APN_ROUND_UP, "13"},        {"-0.121", APN_ROUND_UP, "-13"},
                 {"0.129", APN_ROUND_DOWN, "12"},      {"-0.129", APN_ROUND_DOWN, "-12"},
                 {"0.12", APN_ROUND_UP, "12"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(apn_decimal_to_units(number(cases[i].amount), number("0.01"),
                                              cases[i].mode, &units, NULL),
                         APN_OK);
        assert_int_equal(apn_decimal_compare(units, number(cases[i].units)), 0);
    }
}

static void turns_units_into_amounts(void **state)
{
    (void)state;
    char text[APN_DECIMAL_TEXT_SIZE];
    apn_decimal amount;
    assert_int_equal(apn_decimal_from_units(number("-101"), number("0.01"), &amount, NULL), APN_OK);
    apn_decimal_format(amount, 0, text);
    assert_string_equal(text, "-1.01");
    assert_int_equal(apn_decimal_from_units(number("0"), number("0.01"), &amount, NULL), APN_OK);
    apn_decimal_format(amount, 0, text);
    assert_string_equal(text, "0.00");
    assert_int_equal(apn_decimal_from_units(number("1.5"), number("0.01"), &amount, NULL),
                     APN_USAGE);
    assert_int_equal(apn_decimal_from_units(number("99999999999999999999999999999999999999"),
                                            number("1000"), &amount, NULL),
                     APN_LIMIT);
}

static void needs_only_the_decimals_it_has(void **state)
{
    (void)state;
    assert_int_equal(apn__decimal_needed_scale(number("1.230")), 2);
    assert_int_equal(apn__decimal_needed_scale(number("100")), 0);
    assert_int_equal(apn__decimal_needed_scale(number("0.000")), 0);
}

static void finds_rounding_modes(void **state)
{
    (void)state;
    apn_rounding_mode mode;
    for (int i = APN_ROUND_HALF_AWAY; i <= APN_ROUND_DOWN; i++) {
        const char *word = apn_rounding_mode_word((apn_rounding_mode)i);
        assert_int_equal(apn_rounding_mode_find(word, strlen(word), &mode, NULL), APN_OK);
        assert_int_equal(mode, i);
    }
    assert_null(apn_rounding_mode_word((apn_rounding_mode)5));
    apn_error err;
    assert_int_equal(apn_rounding_mode_find("halfaway", 8, &mode, &err), APN_USAGE);
    assert_non_null(strstr(err.message, "half-away"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares_by_value),
        cmocka_unit_test(writes_its_own_decimals),
        cmocka_unit_test(fits_64_bits_or_says_so),
        cmocka_unit_test(counts_units),
        cmocka_unit_test(turns_units_into_amounts),
        cmocka_unit_test(needs_only_the_decimals_it_has),
        cmocka_unit_test(finds_rounding_modes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
