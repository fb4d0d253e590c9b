/* How an agreement discounts: what is read and refused, and present values of streams whose sums
 * are known. */
#include "agreement_cases.h"

#define DISCOUNT(words) HEAD "discount: {" words "}\n" LINE

static void discounting_is_read(void **state)
{
    (void)state;
    apn_agreement *agreement = read_sound(HEAD LINE);
    assert_string_equal(apn_agreement_discount(agreement).base_year, "");
    assert_string_equal(apn_agreement_discount(agreement).rates, "");
    apn_agreement_unref(agreement);
    agreement = read_sound(DISCOUNT("rates: green-book-2022, base_year: 2014-15, mid_year: yes"));
    assert_string_equal(apn_agreement_discount(agreement).base_year, "2014/15");
    assert_string_equal(apn_agreement_discount(agreement).rates,
                        "3.5 % to year 30, 3 % to year 75, 2.5 % to year 125");
    assert_int_equal(apn_agreement_discount(agreement).mid_year, 1);
    apn_agreement_unref(agreement);
    agreement = read_sound(DISCOUNT("rates: 4.25%, base_year: 2015/16"));
    assert_string_equal(apn_agreement_discount(agreement).rates, "4.25 %");
    assert_int_equal(apn_agreement_discount(agreement).mid_year, 0);
    apn_agreement_unref(agreement);
    agreement = read_sound(
        DISCOUNT("rates: [{until: 3, rate: 5}, {rate: -1%}], base_year: 2015/16, mid_year: no"));
    assert_string_equal(apn_agreement_discount(agreement).rates, "5 % to year 3, -1 %");
    apn_agreement_unref(agreement);
}

static void discounting_that_cannot_be_is_refused(void **state)
{
    (void)state;
    check_fault(DISCOUNT("base_year: 2015/16"), APN_MISSING_KEY, 4, 11, "discount.rates",
                "`rates`");
    check_fault(DISCOUNT("rates: 3.5%"), APN_MISSING_KEY, 4, 11, "discount.base_year",
                "`base_year`");
    check_fault(DISCOUNT("rates: green-book, base_year: 2015/16"), APN_WRONG_TYPE, 4, 19,
                "discount.rates", "green-book-2022");
    check_fault(DISCOUNT("rates: -100%, base_year: 2015/16"), APN_NUMBER, 4, 19, "discount.rates",
                "a rate is more than -100 %");
    check_fault(DISCOUNT("rates: 3.5x, base_year: 2015/16"), APN_NUMBER, 4, 22, "discount.rates",
                "is not a percentage");
    check_fault(DISCOUNT("rates: [], base_year: 2015/16"), APN_MISSING_KEY, 4, 19, "discount.rates",
                "the list of rates is empty");
    check_fault(DISCOUNT("rates: [{rate: 3}, {rate: 2}], base_year: 2015/16"), APN_MISSING_KEY, 4,
                20, "discount.rates[1]", "write `until`");
    check_fault(DISCOUNT("rates: [{until: 5, rate: 3}, {until: 5, rate: 2}], base_year: 2015/16"),
                APN_NUMBER, 4, 49, "discount.rates[2].until", "the one before ends with year 5");
    check_fault(DISCOUNT("rates: [{until: 1201, rate: 3}], base_year: 2015/16"), APN_LIMIT, 4, 28,
                "discount.rates[1].until", "is more than 1200");
    check_fault(DISCOUNT("rates: [{until: 5}], base_year: 2015/16"), APN_MISSING_KEY, 4, 20,
                "discount.rates[1].rate", "`rate`");
    check_fault(DISCOUNT("rates: 3%, base_year: 2015"), APN_NUMBER, 4, 34, "discount.base_year",
                "is not a financial year");
    check_fault(DISCOUNT("rates: 3%, base_year: 2015/16, mid_year: maybe"), APN_WRONG_TYPE, 4, 53,
                "discount.mid_year", "yes");
    check_fault(HEAD "discount: 3.5%\n" LINE, APN_WRONG_TYPE, 4, 11, "discount", "a group of keys");
}

static void worth_is(const char *words, const char *const *years, const char *const *amounts,
                     const char *expected)
{
    char text[1024];
    apn_decimal values[8], found;
    size_t count = 0;
    snprintf(text, sizeof text, "%sdiscount: {%s}\n%s", HEAD, words, LINE);
    apn_agreement *agreement = read_sound(text);
    for (; amounts[count] != NULL; count++)
        assert_int_equal(apn_decimal_parse(amounts[count], strlen(amounts[count]), APN_FORM_PLAIN,
                                           NULL, &values[count], NULL),
                         APN_OK);
    assert_int_equal(apn_agreement_present_value(agreement, years, values, count, &found, NULL),
                     APN_OK);
    char shown[APN_DECIMAL_TEXT_SIZE];
    apn_decimal_format(found, 0, shown);
    assert_string_equal(shown, expected);
    apn_agreement_unref(agreement);
}

/* Lancashire's ICT programme of £24m, and the savings of Bedfordshire, Cambridgeshire and
 * Hertfordshire: at 3.5 % from 2014/15, 22.677315 and 4.183034 millions. */
static void streams_have_their_present_value(void **state)
{
    (void)state;
    static const char *const years[] = {"2014/15", "2015/16", "2016/17", "2017/18", "2018/19"};
    static const char *const programme[] = {"6700000", "5700000", "4200000",
                                            "3300000", "4100000", NULL};
    static const char *const savings[] = {"626000", "920000", "1892000", "1000000", NULL};
    worth_is("rates: green-book-2022, base_year: 2014/15", years, programme, "22677315.38");
    worth_is("rates: 3.5%, base_year: 2014/15", years, savings, "4183033.84");
    /* At 21 % half a year is exactly 10 %. */
    static const char *const next[] = {"2015/16"};
    static const char *const one[] = {"1.21", NULL};
    worth_is("rates: 21%, base_year: 2014/15, mid_year: yes", next, one, "1.10");
    worth_is("rates: 21%, base_year: 2014/15", next, one, "1.00");
    /* 5 % for a year, then 10 %: 115.50 / 1.05 / 1.1. */
    static const char *const later[] = {"2016/17", "2016/17"};
    static const char *const two[] = {"115.00", "0.50", NULL};
    worth_is("rates: [{until: 1, rate: 5%}, {rate: 10%}], base_year: 2014/15", later, two,
             "100.00");
    static const char *const nothing[] = {NULL};
    worth_is("rates: 5%, base_year: 2014/15", later, nothing, "0.00");
}

static void not_worth(const char *text, const char *year, apn_status status, const char *message)
{
    apn_agreement *agreement = read_sound(text);
    apn_decimal one = apn_decimal_from_i64(1), found;
    apn_error err = {0};
    assert_int_equal(apn_agreement_present_value(agreement, &year, &one, 1, &found, &err), status);
    assert_string_equal(err.message, message);
    apn_agreement_unref(agreement);
}

static void what_cannot_be_discounted_is_told(void **state)
{
    (void)state;
    not_worth(HEAD LINE, "2015/16", APN_USAGE,
              "the agreement does not say how to discount: give it `discount`, as {rates: 3.5%, "
              "base_year: 2015/16}");
    not_worth(DISCOUNT("rates: 3%, base_year: 2016/17"), "2015/16", APN_MISSING_YEAR,
              "2015/16 lies before 2016/17, the base year to which `discount` takes amounts: leave "
              "it out, or mend `base_year`");
    not_worth(DISCOUNT("rates: 3%, base_year: 2016/17"), "2016", APN_NUMBER,
              "`2016` is not a financial year: write it as 2015/16");
    not_worth(DISCOUNT("rates: [{until: 2, rate: 3%}], base_year: 2015/16"), "2018/19",
              APN_MISSING_YEAR,
              "there is no rate for year 3: the schedule of rates ends with year 2");
}

static void prices_must_go_with_the_rates(void **state)
{
    (void)state;
    apn_agreement *agreement = read_sound(DISCOUNT("rates: 3%, base_year: 2015/16"));
    assert_string_equal(apn_agreement_discount(agreement).prices, "");
    apn_agreement_unref(agreement);
    agreement = read_sound(DISCOUNT("rates: 3%, base_year: 2015/16, prices: nominal"));
    assert_string_equal(apn_agreement_discount(agreement).prices, "nominal");
    apn_agreement_unref(agreement);
    agreement = read_sound(DISCOUNT("rates: green-book-2022, base_year: 2015/16"));
    assert_string_equal(apn_agreement_discount(agreement).prices, "real");
    apn_agreement_unref(agreement);
    check_fault(DISCOUNT("rates: green-book-2022, base_year: 2015/16, prices: nominal"),
                APN_WRONG_TYPE, 4, 64, "discount.prices", "the prices of one year");
    check_fault(DISCOUNT("rates: 3%, base_year: 2015/16, prices: old"), APN_WRONG_TYPE, 4, 51,
                "discount.prices", "real");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(discounting_is_read),
        cmocka_unit_test(discounting_that_cannot_be_is_refused),
        cmocka_unit_test(streams_have_their_present_value),
        cmocka_unit_test(what_cannot_be_discounted_is_told),
        cmocka_unit_test(prices_must_go_with_the_rates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
