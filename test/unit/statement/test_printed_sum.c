/* One printed total against its figures, by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "apportion/apportion.h"

static apn_decimal number(const char *text)
{
    apn_decimal value = {0};
    assert_int_equal(apn_decimal_parse(text, strlen(text), APN_FORM_PLAIN, NULL, &value, NULL),
                     APN_OK);
    return value;
}

/* The finding of a total of 10.00, 20.00 and 5.50; NULL when it foots. The list is the caller's. */
static const apn_finding *check(const char *total, apn_printed_sum more, apn_findings **list)
{
    const apn_decimal figures[] = {number("10.00"), number("20.00"), number("5.50")};
    more.size = sizeof more;
    more.figures = figures;
    more.count = 3;
    more.total = number(total);
    assert_int_equal(apn_printed_sum_check(&more, list, NULL), APN_OK);
    return apn_findings_at(*list, 0);
}

static void it_foots(void **state)
{
    apn_findings *list = NULL;
    (void)state;
    assert_null(check("35.5", (apn_printed_sum){0}, &list));
    assert_non_null(list);
    apn_findings_free(list);
}

static void every_field(void **state)
{
    static const char *const names[] = {"a", "b", "c"};
    apn_findings *list = NULL;
    const apn_finding *finding = check("30.00",
                                       (apn_printed_sum){.file = "in.csv",
                                                         .line = 4,
                                                         .column = 7,
                                                         .table = "t",
                                                         .id = "p",
                                                         .is_row = 1,
                                                         .names = names},
                                       &list);
    (void)state;
    assert_string_equal(finding->message, "the total of row `p`, 30.00, is 5.50 less than the sum "
                                          "of its figures, 35.50: that is the amount of `c`");
    assert_int_equal(finding->severity, APN_WARNING);
    assert_int_equal(finding->code, APN_FOOTING);
    assert_int_equal(finding->line, 4);
    assert_int_equal(finding->column, 7);
    assert_string_equal(finding->file, "in.csv");
    assert_string_equal(finding->footing->table, "t");
    assert_string_equal(finding->footing->what, "row");
    assert_string_equal(finding->footing->id, "p");
    assert_string_equal(finding->footing->difference, "-5.50");
    assert_string_equal(finding->footing->diagnosis, "equals-column:c");
    apn_findings_free(list);
}

static void defaults(void **state)
{
    apn_findings *list = NULL;
    const apn_finding *finding = check("40.00", (apn_printed_sum){0}, &list);
    (void)state;
    assert_string_equal(finding->file, "");
    assert_string_equal(finding->footing->what, "column");
    assert_string_equal(finding->footing->diagnosis, "unexplained");
    apn_findings_free(list);
    finding = check("30", (apn_printed_sum){0}, &list);
    assert_string_equal(finding->footing->diagnosis, "equals-row:3");
    apn_findings_free(list);
}

/* Three figures: one unit, and half of the total's last decimal where it shows fewer. */
static void the_unit(void **state)
{
    apn_findings *list = NULL;
    (void)state;
    assert_string_equal(check("35.51", (apn_printed_sum){0}, &list)->footing->diagnosis,
                        "rounding");
    apn_findings_free(list);
    assert_string_equal(check("35.52", (apn_printed_sum){0}, &list)->footing->diagnosis,
                        "unexplained");
    apn_findings_free(list);
    assert_string_equal(
        check("35.52", (apn_printed_sum){.unit = number("0.05")}, &list)->footing->diagnosis,
        "rounding");
    apn_findings_free(list);
    assert_string_equal(check("36", (apn_printed_sum){0}, &list)->footing->diagnosis, "rounding");
    apn_findings_free(list);
}

/* An id of any length is told whole. */
static void long_names(void **state)
{
    char name[601] = {0}, expected[700] = "equals-row:";
    apn_findings *list = NULL;
    (void)state;
    memset(name, 'x', sizeof name - 1);
    strcat(expected, name);
    const char *const names[] = {"a", "b", name};
    assert_string_equal(
        check("30.00", (apn_printed_sum){.names = names}, &list)->footing->diagnosis, expected);
    apn_findings_free(list);
}

/* The sum of the figures has 39 digits, and is left out of the sentence. */
static void a_sum_of_many_digits(void **state)
{
    const apn_decimal figures[] = {number("99999999999999999999999999999999999999"),
                                   number("99999999999999999999999999999999999999")};
    apn_printed_sum sum = {.size = sizeof sum, .id = "p", .figures = figures, .count = 2};
    apn_findings *list = NULL;
    (void)state;
    assert_int_equal(apn_printed_sum_check(&sum, &list, NULL), APN_OK);
    assert_non_null(strstr(apn_findings_at(list, 0)->message,
                           "is 199999999999999999999999999999999999998 less than the sum of its "
                           "figures: "));
    apn_findings_free(list);
}

static void refused(void **state)
{
    const apn_decimal figure = number("1");
    apn_printed_sum sum = {.size = sizeof sum, .figures = &figure};
    apn_findings *list = NULL;
    (void)state;
    assert_int_equal(apn_printed_sum_check(&sum, &list, NULL), APN_USAGE);
    assert_null(list);
    sum.count = 1;
    sum.unit = number("-1");
    assert_int_equal(apn_printed_sum_check(&sum, &list, NULL), APN_NUMBER);
    assert_null(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_foots),   cmocka_unit_test(every_field),
        cmocka_unit_test(defaults),   cmocka_unit_test(the_unit),
        cmocka_unit_test(long_names), cmocka_unit_test(a_sum_of_many_digits),
        cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
