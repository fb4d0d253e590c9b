/* Growth by index figures and by yearly rates: rational answers, irrational ones with their digits
 * worked in integers, and points where the rounding is hard. */
#include "real_cases.h"

/* amount * (1 + rate)^(numerator/denominator) to the penny. */
static void grows_to(const char *amount, const char *rate, apn__span span, const char *pence)
{
    mpq_t a, r, penny;
    mpz_t units;
    fraction(a, amount);
    fraction(r, rate);
    fraction(penny, "1/100");
    mpz_init(units);
    apn__grid grid = {penny, APN_ROUND_HALF_AWAY};
    assert_int_equal(apn__index_by_rate(units, a, r, span, &grid, NULL), APN_OK);
    assert_units(units, pence);
    mpz_clear(units);
    mpq_clears(a, r, penny, NULL);
}

/* 1.21^(1/2) = 1.1 and 1.331^(2/3) = 1.21: rational although the exponent is not whole. */
static void keeps_rational_answers_exact(void **state)
{
    (void)state;
    grows_to("100", "21/100", (apn__span){1, 2}, "11000");
    grows_to("100", "21/100", (apn__span){-1, 2}, "9091"); /* 90.9090… */
    grows_to("100", "331/1000", (apn__span){8, 12}, "12100");
    grows_to("1000", "2/100", (apn__span){365, 365}, "102000");
    grows_to("1000", "2/100", (apn__span){0, 365}, "100000");
    grows_to("1000", "2/100", (apn__span){36, 12}, "106121"); /* 1061.208 */
    grows_to("-1000", "2/100", (apn__span){36, 12}, "-106121");
    grows_to("0", "2/100", (apn__span){1, 12}, "0");
    grows_to("1000", "0", (apn__span){17, 365}, "100000");
}

/* The digits are 100,995.0493…, 100,986.8306… and 98,994.9493…; test/property holds random growths
 * against powers of whole numbers. */
static void rounds_irrational_answers(void **state)
{
    (void)state;
    grows_to("100000", "2/100", (apn__span){6, 12}, "10099505");
    grows_to("100000", "2/100", (apn__span){181, 365}, "10098683");
    grows_to("-100000", "2/100", (apn__span){6, 12}, "-10099505");
    grows_to("100000", "-2/100", (apn__span){6, 12}, "9899495");
}

/* 1.010025 is 1.005^2, so in half a year one pound becomes 100.5 pence exactly, and a rate that
 * differs by 10^-41 leaves the half by less than 10^-40. */
static void decides_halves_exactly(void **state)
{
    (void)state;
    grows_to("1", "10025/1000000", (apn__span){1, 2}, "101");
    grows_to("-1", "10025/1000000", (apn__span){1, 2}, "-101");
    grows_to("1",
             "1002499999999999999999999999999999999999/100000000000000000000000000000000000000000",
             (apn__span){1, 2}, "100");
    grows_to("1",
             "1002500000000000000000000000000000000001/100000000000000000000000000000000000000000",
             (apn__span){1, 2}, "101");
    grows_to("-1",
             "1002499999999999999999999999999999999999/100000000000000000000000000000000000000000",
             (apn__span){1, 2}, "-100");
}

static void follows_published_figures(void **state)
{
    (void)state;
    mpq_t amount, from, to, penny;
    mpz_t units;
    fraction(amount, "100000");
    fraction(from, "999/10");
    fraction(to, "1042/10");
    fraction(penny, "1/100");
    mpz_init(units);
    apn__grid grid = {penny, APN_ROUND_HALF_AWAY};
    assert_int_equal(apn__index_by_figures(units, amount, from, to, &grid, NULL), APN_OK);
    assert_units(units, "10430430"); /* 104,304.304304… */
    grid.mode = APN_ROUND_UP;
    assert_int_equal(apn__index_by_figures(units, amount, from, to, &grid, NULL), APN_OK);
    assert_units(units, "10430431");
    mpz_clear(units);
    mpq_clears(amount, from, to, penny, NULL);
}

/* 1.1^12 = 3.138428376721: at a yearly rate of 213.8428376721 % a month earns exactly 10 %. */
static void earns_by_months(void **state)
{
    (void)state;
    mpq_t amount, rate, penny;
    mpz_t units;
    fraction(amount, "1000");
    fraction(rate, "2138428376721/1000000000000");
    fraction(penny, "1/100");
    mpz_init(units);
    apn__grid grid = {penny, APN_ROUND_HALF_AWAY};
    assert_int_equal(apn__interest_by_months(units, amount, rate, 1, &grid, NULL), APN_OK);
    assert_units(units, "10000");
    assert_int_equal(apn__interest_by_months(units, amount, rate, 2, &grid, NULL), APN_OK);
    assert_units(units, "21000");
    mpq_set_ui(rate, 5, 100);
    mpq_canonicalize(rate);
    assert_int_equal(apn__interest_by_months(units, amount, rate, 12, &grid, NULL), APN_OK);
    assert_units(units, "5000");
    /* 1.004074^12 = 1.049998… and 1.004075^12 = 1.050010…: between 4.074 and 4.075 */
    assert_int_equal(apn__interest_by_months(units, amount, rate, 1, &grid, NULL), APN_OK);
    assert_units(units, "407");
    mpz_clear(units);
    mpq_clears(amount, rate, penny, NULL);
}

static void refuses_a_loss_of_all(void **state)
{
    (void)state;
    mpq_t amount, rate, penny;
    mpz_t units;
    apn_error err;
    fraction(amount, "1000");
    fraction(rate, "-1");
    fraction(penny, "1/100");
    mpz_init_set_si(units, 7);
    apn__grid grid = {penny, APN_ROUND_HALF_AWAY};
    assert_int_equal(apn__index_by_rate(units, amount, rate, (apn__span){1, 12}, &grid, &err),
                     APN_NUMBER);
    assert_string_equal(err.message,
                        "a rate of -100 % or less leaves nothing to follow it: 2 % a year is 2");
    assert_units(units, "7");
    mpz_clear(units);
    mpq_clears(amount, rate, penny, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_rational_answers_exact),
        cmocka_unit_test(rounds_irrational_answers),
        cmocka_unit_test(decides_halves_exactly),
        cmocka_unit_test(follows_published_figures),
        cmocka_unit_test(earns_by_months),
        cmocka_unit_test(refuses_a_loss_of_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
