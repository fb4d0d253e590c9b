/* Financial years and dates: what is one, and which years an agreement covers. */
#include "agreement_cases.h"

#include "agreement_model.h"
#include "agreement_year.h"

static void expect_year(const char *text, apn__year expected)
{
    apn__year year = 0;
    bool read = apn__year_read(apn__text_of(text), &year);
    assert_int_equal(read, expected != 0);
    if (read)
        assert_int_equal(year, expected);
}

static void reads_four_spellings_of_a_year(void **state)
{
    (void)state;
    expect_year("2015/16", 2015);
    expect_year("2015-16", 2015);
    expect_year("2015/2016", 2015);
    expect_year("2015-2016", 2015);
    expect_year("1999/00", 1999);
    expect_year("1999-2000", 1999);
}

static void refuses_what_is_no_year(void **state)
{
    (void)state;
    expect_year("2015", 0);
    expect_year("2015/17", 0);
    expect_year("2015/15", 0);
    expect_year("2015/2017", 0);
    expect_year("2015_16", 0);
    expect_year("15/16", 0);
    expect_year("2015/1a", 0);
    expect_year("2015/16 ", 0);
    expect_year("", 0);
}

static void writes_a_year(void **state)
{
    char text[16];
    (void)state;
    apn__year_write(2015, text);
    assert_string_equal(text, "2015/16");
    apn__year_write(1999, text);
    assert_string_equal(text, "1999/00");
}

static void reads_dates_of_the_calendar(void **state)
{
    apn__date date;
    (void)state;
    assert_true(apn__date_read(apn__text_of("2016-02-29"), &date));
    assert_int_equal(date.year * 10000 + date.month * 100 + date.day, 20160229);
    assert_true(apn__date_read(apn__text_of("2000-02-29"), &date));
    assert_false(apn__date_read(apn__text_of("2015-02-29"), &date));
    assert_false(apn__date_read(apn__text_of("1900-02-29"), &date));
    assert_false(apn__date_read(apn__text_of("2015-13-01"), &date));
    assert_false(apn__date_read(apn__text_of("2015-00-01"), &date));
    assert_false(apn__date_read(apn__text_of("2015-01-00"), &date));
    assert_false(apn__date_read(apn__text_of("2015-04-31"), &date));
    assert_false(apn__date_read(apn__text_of("2015-4-1"), &date));
    assert_false(apn__date_read(apn__text_of("01/04/2015"), &date));
}

static void year_start_is_a_day_of_every_year(void **state)
{
    int month = 0, day = 0;
    (void)state;
    assert_true(apn__month_day_read(apn__text_of("02-28"), &month, &day));
    assert_int_equal(month * 100 + day, 228);
    assert_false(apn__month_day_read(apn__text_of("02-29"), &month, &day));
    assert_false(apn__month_day_read(apn__text_of("4-1"), &month, &day));
    assert_false(apn__month_day_read(apn__text_of("13-01"), &month, &day));
}

/* 2015-16 has its last day on 31 March 2016 and its first on 1 April 2015. */
static void a_day_inside_is_enough_to_cover_a_year(void **state)
{
    apn_agreement agreement = {.year_month = 4, .year_day = 1};
    (void)state;
    assert_true(apn__agreement_covers(&agreement, 2015));
    agreement.effective.from.day = apn__day_of((apn__date){2016, 3, 31});
    assert_true(apn__agreement_covers(&agreement, 2015));
    assert_false(apn__agreement_covers(&agreement, 2014));
    agreement.effective.from.day = apn__day_of((apn__date){2016, 4, 1});
    assert_false(apn__agreement_covers(&agreement, 2015));
    agreement.effective.from.day = 0;
    agreement.effective.until.day = apn__day_of((apn__date){2015, 4, 1});
    assert_true(apn__agreement_covers(&agreement, 2015));
    assert_false(apn__agreement_covers(&agreement, 2016));
    agreement.effective.until.day = apn__day_of((apn__date){2015, 3, 31});
    assert_false(apn__agreement_covers(&agreement, 2015));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_four_spellings_of_a_year),
        cmocka_unit_test(refuses_what_is_no_year),
        cmocka_unit_test(writes_a_year),
        cmocka_unit_test(reads_dates_of_the_calendar),
        cmocka_unit_test(year_start_is_a_day_of_every_year),
        cmocka_unit_test(a_day_inside_is_enough_to_cover_a_year),
    };
    return cmocka_run_group_tests_name("year", tests, NULL, NULL);
}
