/* Present values: the factors that the Green Book prints, streams whose sums are known, and
 * mid-year discounting, where the root of the last rate stays. */
#include "real_cases.h"

typedef struct setting {
    apn__discounting how;
    apn__grid grid;
    mpq_t unit;
} setting;

static void begin(setting *s, bool mid_year, const char *unit)
{
    fraction(s->unit, unit);
    s->how = (apn__discounting){apn__green_book_2022(), mid_year};
    s->grid = (apn__grid){s->unit, APN_ROUND_HALF_AWAY};
}

/* The value of 1 in `year`, in ten-thousandths. */
static void factor_is(setting *s, unsigned long year, const char *expected)
{
    mpq_t one;
    mpz_t units;
    fraction(one, "1");
    mpz_init(units);
    apn__flow flow = {year, one};
    assert_int_equal(apn__present_value(units, &flow, 1, &s->how, &s->grid, NULL), APN_OK);
    assert_units(units, expected);
    mpz_clear(units);
    mpq_clear(one);
}

/* HM Treasury, The Green Book (2022), annex 6: discount factors to four places. */
static void gives_the_green_books_factors(void **state)
{
    (void)state;
    setting s;
    begin(&s, false, "1/10000");
    static const struct {
        unsigned long year;
        const char *factor;
    } cases[] = {{0, "10000"}, {1, "9662"},  {2, "9335"},  {3, "9019"},  {4, "8714"},
                 {5, "8420"},  {10, "7089"}, {20, "5026"}, {30, "3563"}, {31, "3459"},
                 {50, "1973"}, {75, "942"},  {76, "919"},  {125, "274"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        factor_is(&s, cases[i].year, cases[i].factor);
    mpq_clear(s.unit);
}

/* 1.035^(-1/2) = 0.98294…, 1.035^(-30) / 1.03^(1/2) = 0.35105…; the root is that of the year's own
 * rate. Year 0 is now. */
static void discounts_mid_year_from_half_a_year_before(void **state)
{
    (void)state;
    setting s;
    begin(&s, true, "1/10000");
    factor_is(&s, 0, "10000");
    factor_is(&s, 1, "9829");
    factor_is(&s, 30, "3625");
    factor_is(&s, 31, "3511");
    factor_is(&s, 76, "931");
    mpq_clear(s.unit);
}

static void stream_is(setting *s, const char *const *amounts, size_t count, const char *expected)
{
    mpq_t values[8];
    apn__flow flows[8];
    mpz_t units;
    mpz_init(units);
    for (size_t i = 0; i < count; i++) {
        fraction(values[i], amounts[i]);
        flows[i] = (apn__flow){i, values[i]};
    }
    assert_int_equal(apn__present_value(units, flows, count, &s->how, &s->grid, NULL), APN_OK);
    assert_units(units, expected);
    for (size_t i = 0; i < count; i++)
        mpq_clear(values[i]);
    mpz_clear(units);
}

/* Lancashire's ICT programme, £6.7m, 5.7m, 4.2m, 3.3m and 4.1m from 2014/15, and the savings of
 * Bedfordshire, Cambridgeshire and Hertfordshire, £0.626m, 0.920m, 1.892m and 1.000m: added up in
 * exact fractions, 22,677,315.3806… and 4,183,033.8396…. */
static void adds_streams_up_before_it_rounds(void **state)
{
    (void)state;
    setting s;
    begin(&s, false, "1/100");
    static const char *const lancashire[] = {"6700000", "5700000", "4200000", "3300000", "4100000"};
    stream_is(&s, lancashire, 5, "2267731538");
    static const char *const each[] = {"670000000", "550724638", "392074494", "297641093",
                                       "357291313"};
    for (size_t year = 0; year < 5; year++) {
        const char *alone[5] = {"0", "0", "0", "0", "0"};
        alone[year] = lancashire[year];
        stream_is(&s, alone, 5, each[year]);
    }
    static const char *const savings[] = {"626000", "920000", "1892000", "1000000"};
    stream_is(&s, savings, 4, "418303384");
    static const char *const both_ways[] = {"-1035/1000", "1035/1000", "0"};
    stream_is(&s, both_ways, 3, "-4"); /* -1.035 + 1 */
    stream_is(&s, NULL, 0, "0");
    mpq_clear(s.unit);
}

/* Flows of 1.035^(t - 1/2) would each be worth 1. Here flows of opposite sign in one year leave
 * nothing, and the sum is exactly half a penny. */
static void sees_that_roots_cancel(void **state)
{
    (void)state;
    setting s;
    begin(&s, true, "1/100");
    mpq_t half_penny, some, less;
    mpz_t units;
    fraction(half_penny, "1/200");
    fraction(some, "1000");
    fraction(less, "-1035");
    mpz_init(units);
    const apn__flow flows[] = {{0, half_penny}, {1, some}, {2, less}};
    assert_int_equal(apn__present_value(units, flows, 3, &s.how, &s.grid, NULL), APN_OK);
    assert_units(units, "1");
    s.grid.mode = APN_ROUND_DOWN;
    assert_int_equal(apn__present_value(units, flows, 3, &s.how, &s.grid, NULL), APN_OK);
    assert_units(units, "0");
    mpz_clear(units);
    mpq_clears(half_penny, some, less, s.unit, NULL);
}

static void fails_with(setting *s, unsigned long year, apn_status status, const char *message)
{
    mpq_t one;
    mpz_t units;
    apn_error err;
    fraction(one, "1");
    mpz_init(units);
    apn__flow flow = {year, one};
    assert_int_equal(apn__present_value(units, &flow, 1, &s->how, &s->grid, &err), status);
    assert_string_equal(err.message, message);
    mpz_clear(units);
    mpq_clear(one);
}

static void refuses_schedules_that_cannot_be(void **state)
{
    (void)state;
    setting s;
    begin(&s, false, "1/100");
    fails_with(&s, 126, APN_MISSING_YEAR,
               "there is no rate for year 126: the schedule of rates ends with year 125");
    apn__rate_step steps[] = {{5, apn_decimal_from_i64(3)}, {5, apn_decimal_from_i64(2)}};
    s.how.schedule = (apn__rate_schedule){steps, 2};
    fails_with(&s, 1, APN_NUMBER, "the last years of a schedule of rates must rise: 5 follows 5");
    steps[1] = (apn__rate_step){6, apn_decimal_from_i64(-100)};
    fails_with(&s, 1, APN_NUMBER, "a rate of -100 % or less cannot discount: 3.5 % a year is 3.5");
    steps[1] = (apn__rate_step){1201, apn_decimal_from_i64(3)};
    fails_with(&s, 1, APN_LIMIT, "a schedule of rates goes to year 1201: the limit is year 1200");
    mpq_clear(s.unit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_green_books_factors),
        cmocka_unit_test(discounts_mid_year_from_half_a_year_before),
        cmocka_unit_test(adds_streams_up_before_it_rounds),
        cmocka_unit_test(sees_that_roots_cancel),
        cmocka_unit_test(refuses_schedules_that_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
