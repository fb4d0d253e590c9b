/* Amounts in pounds, thousands and millions. All expected figures are worked by hand. */
#include "report_cases.h"

#define HEAD                                                                                       \
    "format: apportion/1\n"                                                                        \
    "agreement: {id: x, title: Three}\n"                                                           \
    "parties: [{id: a, name: Avon}, {id: b, name: Beds}, {id: c, name: Cambs}]\n"                  \
    "bases: {p: {percent: {a: 35, b: 35, c: 30}}}\n"

/* 1,400, 1,400 and 1,200 on each of two lines. In thousands each line is 4, and the parties
 * are 2.8, 2.8 and 2.4, which in whole thousands are nearest as 3, 3 and 2. So one line gives its
 * fourth thousand to Avon and the other to Beds: Avon's first, as the greatest table in row order.
 */
static const char two_lines[] =
    HEAD "cost_lines:\n"
         "  - {id: one, title: One, basis: p, budget: {2015/16: 4000, 2016/17: 4000}}\n"
         "  - {id: two, title: Two, basis: p, budget: {2015/16: 4000}}\n";

static apn_printed *print_statement(const apn_statement *statement, apn_print_in in,
                                    unsigned decimals, int as_rounded)
{
    const apn_print_options options = {
        .size = sizeof options, .in = in, .decimals = decimals, .as_rounded = as_rounded};
    apn_printed *printed = NULL;
    assert_int_equal(apn_printed_statement(statement, &options, &printed, NULL), APN_OK);
    return printed;
}

static void assert_text(apn_decimal amount, const char *expected)
{
    char text[APN_DECIMAL_TEXT_SIZE];
    apn_decimal_format(amount, 0, text);
    assert_string_equal(text, expected);
}

/* `expected` ends each row with its total; the row of totals is the last. */
static void assert_printed(const apn_printed *printed, size_t rows, const char *const *expected)
{
    size_t columns = apn_printed_column_count(printed);
    for (size_t row = 0; row < rows; row++) {
        for (size_t column = 0; column < columns; column++)
            assert_text(apn_printed_amount(printed, row, column), *expected++);
        assert_text(apn_printed_row_total(printed, row), *expected++);
    }
    for (size_t column = 0; column < columns; column++)
        assert_text(apn_printed_column_total(printed, column), *expected++);
    assert_text(apn_printed_total(printed), *expected);
}

static void all_that_is_printed_adds_up(void **state)
{
    static const char *const expected[] = {"2", "1", "1", "0", "4", /* One */
                                           "1", "2", "1", "0", "4", /* Two */
                                           "3", "3", "2", "0", "8"};
    apn_agreement *agreement = read_text(two_lines);
    apn_statement *statement = make(agreement, "2015/16");
    apn_printed *printed = print_statement(statement, APN_IN_THOUSANDS, 0, 0);
    (void)state;
    assert_int_equal(apn_printed_row_count(printed), 3);
    assert_printed(printed, 2, expected);
    assert_int_equal(apn_printed_in(printed), APN_IN_THOUSANDS);
    assert_string_equal(apn_printed_label(printed), "£000");
    assert_int_equal(apn_findings_count(apn_printed_findings(printed)), 0);
    apn_printed_free(printed);
    apn_statement_unref(statement);
    apn_agreement_unref(agreement);
}

/* 1.4 is 1 and 2.8 is 3: the lines make 3 of 4, and two parties 2 of 3. */
static void as_rounded_tells_each_sum(void **state)
{
    static const char *const expected[] = {"1", "1", "1", "0", "4", "1", "1", "1",
                                           "0", "4", "3", "3", "2", "0", "8"};
    static const struct {
        const char *what, *id, *difference;
    } sums[] = {{"row", "one", "1000"},
                {"row", "two", "1000"},
                {"column", "a", "1000"},
                {"column", "b", "1000"}};
    apn_agreement *agreement = read_text(two_lines);
    apn_statement *statement = make(agreement, "2015/16");
    apn_printed *printed = print_statement(statement, APN_IN_THOUSANDS, 0, 1);
    const apn_findings *findings = apn_printed_findings(printed);
    (void)state;
    assert_printed(printed, 2, expected);
    assert_int_equal(apn_findings_count(findings), 5);
    assert_int_equal(apn_findings_count_of(findings, APN_NOTE), 5);
    assert_string_equal(apn_findings_at(findings, 0)->message,
                        "Figures may not sum due to rounding");
    for (size_t i = 0; i < 4; i++) {
        const apn_finding *finding = apn_findings_at(findings, i + 1);
        assert_int_equal(finding->code, APN_FOOTING);
        assert_string_equal(finding->footing->table, "x");
        assert_string_equal(finding->footing->what, sums[i].what);
        assert_string_equal(finding->footing->id, sums[i].id);
        assert_string_equal(finding->footing->difference, sums[i].difference);
        assert_string_equal(finding->footing->diagnosis, "rounding");
    }
    assert_string_equal(apn_findings_at(findings, 1)->message,
                        "One: the amounts in £000 add up to 3, and their total is printed as 4");
    apn_printed_free(printed);
    apn_statement_unref(statement);
    apn_agreement_unref(agreement);
}

static void decimals_are_of_what_is_printed(void **state)
{
    static const char *const expected[] = {"0.0014", "0.0014", "0.0012", "0.0000", "0.0040",
                                           "0.0014", "0.0014", "0.0012", "0.0000", "0.0040",
                                           "0.0028", "0.0028", "0.0024", "0.0000", "0.0080"};
    apn_agreement *agreement = read_text(two_lines);
    apn_statement *statement = make(agreement, "2015/16");
    apn_printed *printed = print_statement(statement, APN_IN_MILLIONS, 4, 0);
    (void)state;
    assert_printed(printed, 2, expected);
    assert_string_equal(apn_printed_label(printed), "£m");
    apn_printed_free(printed);
    apn_statement_unref(statement);
    apn_agreement_unref(agreement);
}

static void in_full_nothing_is_rounded(void **state)
{
    static const char *const expected[] = {"1400.00", "1400.00", "1200.00", "0.00", "4000.00",
                                           "1400.00", "1400.00", "1200.00", "0.00", "4000.00",
                                           "2800.00", "2800.00", "2400.00", "0.00", "8000.00"};
    apn_agreement *agreement = read_text(two_lines);
    apn_statement *statement = make(agreement, "2015/16");
    apn_printed *printed = NULL;
    (void)state;
    assert_int_equal(apn_printed_statement(statement, NULL, &printed, NULL), APN_OK);
    assert_printed(printed, 2, expected);
    assert_string_equal(apn_printed_label(printed), "£");
    apn_printed_free(printed);
    apn_statement_unref(statement);
    apn_agreement_unref(agreement);
}

/* £2 as 67p each and 1p too much: in pounds two parties pay 1. */
static void what_is_unapportioned_is_a_column(void **state)
{
    static const char *const expected[] = {"1", "1", "0", "0", "2", "1", "1", "0", "0", "2"};
    apn_agreement *agreement =
        read_text(HEAD "rounding: {method: independent}\n"
                       "cost_lines: [{id: one, basis: equal, budget: {2015/16: 2.00}}]\n");
    apn_statement *statement = make(agreement, "2015/16");
    apn_printed *printed = print_statement(statement, APN_IN_POUNDS, 0, 0);
    (void)state;
    assert_printed(printed, 1, expected);
    assert_string_equal(apn_printed_label(printed), "£");
    apn_printed_free(printed);
    printed = print_statement(statement, APN_IN_FULL, 0, 0);
    assert_text(apn_printed_amount(printed, 0, 3), "-0.01");
    assert_text(apn_printed_column_total(printed, 3), "-0.01");
    apn_printed_free(printed);
    apn_statement_unref(statement);
    apn_agreement_unref(agreement);
}

/* Two lines of £1.50, a pound for each party in all. The lines have no amounts by party, but their
 * totals and the parties' must make the same: 2 and 1, and 1, 1 and 1. */
static void lines_without_amounts_add_up_too(void **state)
{
    static const char *const expected[] = {"0", "0", "0", "0", "2", "0", "0", "0", "0", "1",
                                           "1", "1", "1", "0", "0", "1", "1", "1", "0", "3"};
    apn_agreement *agreement =
        read_text(HEAD "rounding: {level: total}\n"
                       "cost_lines: [{id: one, basis: equal, budget: {2015/16: 1.50}},\n"
                       "             {id: two, basis: equal, budget: {2015/16: 1.50}}]\n");
    apn_statement *statement = make(agreement, "2015/16");
    apn_printed *printed = print_statement(statement, APN_IN_POUNDS, 0, 0);
    (void)state;
    assert_printed(printed, 3, expected);
    apn_printed_free(printed);
    /* By itself each is 2: 4 in all, printed as 3. */
    printed = print_statement(statement, APN_IN_POUNDS, 0, 1);
    assert_int_equal(apn_findings_count(apn_printed_findings(printed)), 2);
    assert_string_equal(apn_findings_at(apn_printed_findings(printed), 1)->message,
                        "The totals of the lines: the amounts in £ add up to 4, and their total "
                        "is printed as 3");
    assert_string_equal(apn_findings_at(apn_printed_findings(printed), 1)->footing->what, "column");
    assert_string_equal(apn_findings_at(apn_printed_findings(printed), 1)->footing->difference,
                        "-1");
    apn_printed_free(printed);
    apn_statement_unref(statement);
    apn_agreement_unref(agreement);
}

static apn_printed *print_schedule(apn_agreement *agreement, apn_statement *years[2],
                                   const char *party, apn_print_in in)
{
    const apn_print_options options = {.size = sizeof options, .in = in};
    apn_printed *printed = NULL;
    years[0] = make(agreement, "2015/16");
    years[1] = make(agreement, "2016/17");
    assert_int_equal(apn_printed_schedule((const apn_statement *const *)years, 2, party, &options,
                                          &printed, NULL),
                     APN_OK);
    return printed;
}

/* 2.8, 2.8 and 2.4 in the first year and 1.4, 1.4 and 1.2 in the second: 8 and 4. The parties are
 * 4.2, 4.2 and 3.6 in all, nearest as 4, 4 and 4; the years are whole. Avon's 3 and 1, Beds's 3 and
 * 1 and Cambs's 2 and 2 are those with the least errors (.2 + .4 + .2 + .4 + .4 + .8). */
static void years_side_by_side(void **state)
{
    static const char *const expected[] = {"3", "1", "4", "3", "1", "4", "2", "2",
                                           "4", "0", "0", "0", "8", "4", "12"};
    apn_agreement *agreement = read_text(two_lines);
    apn_statement *years[2];
    apn_printed *printed = print_schedule(agreement, years, NULL, APN_IN_THOUSANDS);
    apn_report *report = NULL;
    (void)state;
    assert_printed(printed, 4, expected);
    assert_int_equal(apn_report_printed(printed, APN_REPORT_CSV, &report, NULL), APN_OK);
    assert_string_equal(apn_report_text(report, NULL), "year,measure,party,name,in,amount\n"
                                                       "2015/16,budget,a,Avon,thousands,3\n"
                                                       "2015/16,budget,b,Beds,thousands,3\n"
                                                       "2015/16,budget,c,Cambs,thousands,2\n"
                                                       "2016/17,budget,a,Avon,thousands,1\n"
                                                       "2016/17,budget,b,Beds,thousands,1\n"
                                                       "2016/17,budget,c,Cambs,thousands,2\n");
    apn_report_free(report);
    apn_printed_free(printed);
    apn_statement_unref(years[0]);
    apn_statement_unref(years[1]);
    apn_agreement_unref(agreement);
}

/* Avon's lines: 1.4 and 1.4, then 1.4 and none. The years are 2.8 and 1.4, the lines 2.8 and 1.4,
 * all of it 4.2: 4 is 3 and 1 both ways, as 2 and 1 over 1 and none. */
static void one_partys_lines(void **state)
{
    static const char *const expected[] = {"2", "1", "3", "1", "0", "1",
                                           "0", "0", "0", "3", "1", "4"};
    apn_agreement *agreement = read_text(two_lines);
    apn_statement *years[2];
    apn_printed *printed = print_schedule(agreement, years, "a", APN_IN_THOUSANDS);
    apn_report *report = NULL;
    (void)state;
    assert_printed(printed, 3, expected);
    assert_int_equal(apn_report_printed(printed, APN_REPORT_CSV, &report, NULL), APN_OK);
    assert_string_equal(apn_report_text(report, NULL),
                        "year,measure,party,line,title,status,in,amount,reason\n"
                        "2015/16,budget,a,one,One,shared,thousands,2,\n"
                        "2015/16,budget,a,two,Two,shared,thousands,1,\n"
                        "2016/17,budget,a,one,One,shared,thousands,1,\n");
    apn_report_free(report);
    assert_int_equal(apn_report_printed(printed, APN_REPORT_MARKDOWN, &report, NULL), APN_OK);
    assert_holds(apn_report_text(report, NULL),
                 "Amounts in £000, in whole units of 1, rounded "
                 "up or down so that all add up; figures in brackets are negative.\n");
    assert_holds(apn_report_text(report, NULL), "| One | 2 | 1 | 3 |\n| Two | 1 | no figure | 1 |\n"
                                                "| **Total** | **3** | **1** | **4** |\n");
    apn_report_free(report);
    apn_printed_free(printed);
    apn_statement_unref(years[0]);
    apn_statement_unref(years[1]);
    apn_agreement_unref(agreement);
}

static void reports_print_what_is_printed(void **state)
{
    apn_agreement *agreement = read_text(two_lines);
    apn_statement *statement = make(agreement, "2015/16");
    apn_printed *printed = print_statement(statement, APN_IN_THOUSANDS, 0, 0);
    apn_report *report = NULL;
    apn_error err = {0};
    (void)state;
    assert_int_equal(apn_report_printed(printed, APN_REPORT_CSV, &report, NULL), APN_OK);
    assert_string_equal(
        apn_report_text(report, NULL),
        "year,measure,line,title,basis,method,party,status,reason,share,percent,in,amount,bound\n"
        "2015/16,budget,one,One,p,largest-remainder,a,shared,,7/20,35.0000,thousands,2,\n"
        "2015/16,budget,one,One,p,largest-remainder,b,shared,,7/20,35.0000,thousands,1,\n"
        "2015/16,budget,one,One,p,largest-remainder,c,shared,,3/10,30.0000,thousands,1,\n"
        "2015/16,budget,two,Two,p,largest-remainder,a,shared,,7/20,35.0000,thousands,1,\n"
        "2015/16,budget,two,Two,p,largest-remainder,b,shared,,7/20,35.0000,thousands,2,\n"
        "2015/16,budget,two,Two,p,largest-remainder,c,shared,,3/10,30.0000,thousands,1,\n");
    apn_report_free(report);
    assert_int_equal(apn_report_printed(printed, APN_REPORT_MARKDOWN, &report, NULL), APN_OK);
    assert_holds(apn_report_text(report, NULL),
                 "| Avon | 35.0000 % | 2 | |\n| Beds | 35.0000 % | 1 | |\n"
                 "| Cambs | 30.0000 % | 1 | |\n| **Total** | | **4** | |\n");
    assert_holds(apn_report_text(report, NULL), "| Avon | 3 |\n| Beds | 3 |\n| Cambs | 2 |\n"
                                                "| **Total** | **8** |\n");
    apn_report_free(report);
    report = (apn_report *)statement; /* anything but NULL */
    assert_int_equal(apn_report_printed(printed, APN_REPORT_JSON, &report, &err), APN_USAGE);
    assert_null(report);
    assert_holds(err.message, "exact figures");
    apn_printed_free(printed);
    apn_statement_unref(statement);
    apn_agreement_unref(agreement);
}

static void other_currencies_have_no_sign(void **state)
{
    static const char *const labels[] = {"EUR", "EUR", "EUR thousands", "EUR millions"};
    apn_agreement *agreement =
        read_text(HEAD "currency: EUR\n"
                       "cost_lines: [{id: one, basis: equal, budget: {2015/16: 3.00}}]\n");
    apn_statement *statement = make(agreement, "2015/16");
    (void)state;
    for (int in = 0; apn_print_in_word((apn_print_in)in) != NULL; in++) {
        apn_printed *printed = print_statement(statement, (apn_print_in)in, 0, 0);
        assert_string_equal(apn_printed_label(printed), labels[in]);
        apn_printed_free(printed);
    }
    apn_statement_unref(statement);
    apn_agreement_unref(agreement);
}

static void words_of_what_amounts_are_in(void **state)
{
    static const char *const words[] = {"full", "pounds", "thousands", "millions"};
    apn_print_in in = APN_IN_FULL;
    apn_error err = {0};
    (void)state;
    for (int i = 0; i < 4; i++) {
        assert_string_equal(apn_print_in_word((apn_print_in)i), words[i]);
        assert_int_equal(apn_print_in_find(words[i], strlen(words[i]), &in, NULL), APN_OK);
        assert_int_equal(in, i);
    }
    assert_null(apn_print_in_word((apn_print_in)4));
    assert_int_equal(apn_print_in_find("kilos", 5, &in, &err), APN_USAGE);
    assert_holds(err.message, "`kilos`: there are full, pounds, thousands and millions");
}

static void options_that_cannot_be(void **state)
{
    static const apn_print_options wrong[] = {
        {.in = APN_IN_THOUSANDS},
        {.size = sizeof *wrong, .in = (apn_print_in)4},
        {.size = sizeof *wrong, .in = APN_IN_THOUSANDS, .decimals = APN_PRINT_DECIMALS + 1},
        {.size = sizeof *wrong, .in = APN_IN_FULL, .decimals = 1},
        {.size = sizeof *wrong, .in = APN_IN_FULL, .as_rounded = 1},
    };
    apn_agreement *agreement = read_text(two_lines);
    apn_statement *statement = make(agreement, "2015/16");
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        apn_printed *printed = (apn_printed *)statement;
        assert_int_equal(apn_printed_statement(statement, &wrong[i], &printed, NULL), APN_USAGE);
        assert_null(printed);
    }
    apn_printed *printed = (apn_printed *)statement;
    const apn_statement *const none[] = {NULL};
    assert_int_equal(apn_printed_schedule(none, 0, NULL, NULL, &printed, NULL), APN_USAGE);
    assert_null(printed);
    apn_printed_free(NULL);
    apn_statement_unref(statement);
    apn_agreement_unref(agreement);
}

/* 38 digits in pence do not fit in millionths of a pound. */
static void more_digits_than_there_are(void **state)
{
    apn_agreement *agreement =
        read_text(HEAD "cost_lines: [{id: one, basis: {all_to: a}, budget: {2015/16: "
                       "999999999999999999999999999999999999.99}}]\n");
    apn_statement *statement = make(agreement, "2015/16");
    apn_print_options options = {.size = sizeof options, .in = APN_IN_POUNDS, .decimals = 6};
    apn_printed *printed = NULL;
    (void)state;
    assert_int_equal(apn_printed_statement(statement, &options, &printed, NULL), APN_LIMIT);
    options.as_rounded = 1;
    assert_int_equal(apn_printed_statement(statement, &options, &printed, NULL), APN_LIMIT);
    assert_null(printed);
    apn_statement_unref(statement);
    apn_agreement_unref(agreement);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_that_is_printed_adds_up),
        cmocka_unit_test(as_rounded_tells_each_sum),
        cmocka_unit_test(decimals_are_of_what_is_printed),
        cmocka_unit_test(in_full_nothing_is_rounded),
        cmocka_unit_test(what_is_unapportioned_is_a_column),
        cmocka_unit_test(lines_without_amounts_add_up_too),
        cmocka_unit_test(years_side_by_side),
        cmocka_unit_test(one_partys_lines),
        cmocka_unit_test(reports_print_what_is_printed),
        cmocka_unit_test(other_currencies_have_no_sign),
        cmocka_unit_test(words_of_what_amounts_are_in),
        cmocka_unit_test(options_that_cannot_be),
        cmocka_unit_test(more_digits_than_there_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
