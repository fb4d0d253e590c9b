/* Loans: equal payments in exact fractions, monthly ones by roots, schedules that end at nothing.
 */
#include "library_limits.h"
#include "real_cases.h"

typedef struct given {
    const char *principal, *rate;
    unsigned long periods, per_year;
} given;

static apn__loan loan_of(const given *g, mpz_t principal, mpq_t rate)
{
    mpz_init_set_str(principal, g->principal, 10);
    fraction(rate, g->rate);
    return (apn__loan){principal, rate, g->periods, g->per_year, APN_ROUND_HALF_AWAY};
}

static void payment_is(given g, const char *expected)
{
    mpz_t principal, units;
    mpq_t rate;
    apn__loan loan = loan_of(&g, principal, rate);
    mpz_init(units);
    assert_int_equal(apn__annuity_payment(units, &loan, NULL), APN_OK);
    assert_units(units, expected);
    mpz_clears(principal, units, NULL);
    mpq_clear(rate);
}

/* 100,000 at 5 % over 10 years: 100,000 x 0.05 x 1.05^10 / (1.05^10 - 1) = 12,950.4574…. 2,100 at
 * 100 % over 2 years: 2,100 / (1 - 1/4) = 2,800. 10,500 at 10 % over 2: 10,500 x 1.21 / 2.1 =
 * 6,050. By months at 313.8428376721 %, of which a month has 12.57…: see the roots below. */
static void gives_the_equal_payment(void **state)
{
    (void)state;
    payment_is((given){"10000000", "5/100", 10, 1}, "1295046");
    payment_is((given){"2100", "1", 2, 1}, "2800");
    payment_is((given){"10500", "10/100", 2, 1}, "6050");
    payment_is((given){"1000", "0", 3, 1}, "333");
    payment_is((given){"0", "5/100", 3, 12}, "0");
    payment_is((given){"1000", "5/100", 1, 1}, "1050");
    payment_is((given){"1200", "0", APN__LIMIT_PERIODS, 1}, "1");
}

/* At 213.8428376721 % a year a month has exactly 10 %: twice 6,050 as above. At 5 % a year,
 * 100,000 over 120 months is 1,055.2353…, over 7 months 14,519.4679…. */
static void gives_the_monthly_payment(void **state)
{
    (void)state;
    payment_is((given){"10500", "2138428376721/1000000000000", 2, 12}, "6050");
    payment_is((given){"10000000", "5/100", 120, 12}, "105524");
    payment_is((given){"10000000", "5/100", 7, 12}, "1451947");
}

/* 21 a 100 % over two months of 10 %: 21 x 1.21 / 2.1 = 12.1; 25 x ... a half exactly: 105 x 1.21 /
 * 2.1 = 60.5 goes up, though both parts of the quotient are written with roots. */
static void decides_a_half_of_a_quotient(void **state)
{
    (void)state;
    payment_is((given){"105", "2138428376721/1000000000000", 2, 12}, "61");
    payment_is((given){"105", "21/100", 2, 2}, "61");
}

static void repays(apn_status (*way)(apn__repayments *, const apn__loan *, apn_error *), given g,
                   const long (*rows)[2])
{
    mpz_t principal, left;
    mpq_t rate;
    apn__loan loan = loan_of(&g, principal, rate);
    apn__repayments made;
    mpz_init_set(left, principal);
    assert_int_equal(way(&made, &loan, NULL), APN_OK);
    assert_int_equal(made.count, g.periods);
    for (size_t i = 0; i < made.count; i++) {
        assert_int_equal(mpz_get_si(made.principal[i]), rows[i][0]);
        assert_int_equal(mpz_get_si(made.interest[i]), rows[i][1]);
        mpz_sub(left, left, made.principal[i]);
    }
    assert_int_equal(mpz_sgn(left), 0);
    apn__repayments_end(&made);
    mpz_clears(principal, left, NULL);
    mpq_clear(rate);
}

/* £1,000.00 at 5 % over 3 years: 367.2086… a year. 50.00 of interest, 317.21 repaid; 34.14 on
 * 682.79, 333.07; 17.49 on 349.72, all of which the last payment, 367.21, repays. */
static void repays_by_annuity(void **state)
{
    (void)state;
    repays(apn__repay_by_annuity, (given){"100000", "5/100", 3, 1},
           (const long[][2]){{31721, 5000}, {33307, 3414}, {34972, 1749}});
    /* 5 over 8 periods without interest: 0.625 is 1, and the fifth ends it. */
    repays(apn__repay_by_annuity, (given){"5", "0", 8, 1},
           (const long[][2]){{1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}, {0, 0}, {0, 0}, {0, 0}});
    /* Months of exactly 10 %: 605, 10 % of 1050 is 105, 500; 10 % of 550 is 55. */
    repays(apn__repay_by_annuity, (given){"1050", "2138428376721/1000000000000", 2, 12},
           (const long[][2]){{500, 105}, {550, 55}});
}

/* £1,000.00 in thirds: 333.33, 333.33 and the odd penny last; 5 % of 1,000.00, 666.67 and 333.34.
 */
static void repays_equal_principal(void **state)
{
    (void)state;
    repays(apn__repay_equal_principal, (given){"100000", "5/100", 3, 1},
           (const long[][2]){{33333, 5000}, {33333, 3333}, {33334, 1667}});
    repays(apn__repay_equal_principal, (given){"5", "0", 2, 1}, (const long[][2]){{3, 0}, {2, 0}});
}

static void refused(given g, apn_status status, const char *message)
{
    mpz_t principal, units;
    mpq_t rate;
    apn_error err;
    apn__repayments made;
    apn__loan loan = loan_of(&g, principal, rate);
    mpz_init(units);
    assert_int_equal(apn__annuity_payment(units, &loan, &err), status);
    assert_string_equal(err.message, message);
    assert_int_equal(apn__repay_by_annuity(&made, &loan, NULL), status);
    assert_int_equal(apn__repay_equal_principal(&made, &loan, NULL), status);
    mpz_clears(principal, units, NULL);
    mpq_clear(rate);
}

static void refuses_loans_that_cannot_be(void **state)
{
    (void)state;
    refused((given){"100", "5/100", 0, 1}, APN_NUMBER,
            "a loan is repaid over 1 to 1200 periods, not 0");
    refused((given){"100", "5/100", APN__LIMIT_PERIODS + 1, 12}, APN_LIMIT,
            "a loan is repaid over 1 to 1200 periods, not 1201");
    refused((given){"100", "-5/100", 2, 1}, APN_NUMBER, "the rate of a loan is 0 % or more");
    refused((given){"-100", "5/100", 2, 1}, APN_NUMBER, "the principal of a loan is 0 or more");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_equal_payment),
        cmocka_unit_test(gives_the_monthly_payment),
        cmocka_unit_test(decides_a_half_of_a_quotient),
        cmocka_unit_test(repays_by_annuity),
        cmocka_unit_test(repays_equal_principal),
        cmocka_unit_test(refuses_loans_that_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
