/* Sections of a statement: what is put in is what every report tells, and sums are sums. */
#include "agreement_text.h"

#include "apportion/report.h"
#include "section.h"

static const char one_line[] =
    EAST_MIDLANDS "cost_lines: [{id: support, basis: users, budget: {2015/16: 605600.00}}]\n";

static const apn_section_column columns[] = {{"party", "Party", APN_COLUMN_TEXT, 0},
                                             {"due", "Due", APN_COLUMN_AMOUNT, 1},
                                             {"share", "Share", APN_COLUMN_EXACT, 0}};

static apn_decimal amount_of(const char *text)
{
    apn_decimal amount;
    assert_int_equal(apn_decimal_parse(text, strlen(text), 0, NULL, &amount, NULL), APN_OK);
    return amount;
}

static apn_statement *statement_with_section(void)
{
    apn_statement *statement = statement_of(one_line, "2015/16", APN_BUDGET);
    const apn_section_info info = {
        .id = "dues", .title = "Dues", .rule = "What | is due.", .rows = 2, .columns = 3};
    apn__section *section = apn__section_add(statement, &info, columns);
    assert_non_null(section);
    apn__section_party(section, statement->agreement, 0, 0, LEICS);
    apn__section_amount(section, 0, 1, amount_of("1234.50"));
    apn__section_text(section, 0, 2, "1/3", "1/3");
    apn__section_party(section, statement->agreement, 1, 0, NOTTS);
    apn__section_amount(section, 1, 1, amount_of("-0.51"));
    assert_int_equal(apn__section_close(section, statement, NULL), APN_OK);
    return statement;
}

static void has_its_cells_and_totals(void **state)
{
    apn_statement *statement = statement_with_section();
    size_t place = 7;
    (void)state;
    assert_int_equal(apn_statement_section_count(statement), 1);
    assert_int_equal(apn_statement_find_section(statement, "dues", &place, NULL), APN_OK);
    assert_int_equal(place, 0);
    assert_string_equal(apn_statement_section(statement, 0).title, "Dues");
    assert_string_equal(apn_statement_section_column(statement, 0, 2).id, "share");
    assert_string_equal(apn_statement_section_cell(statement, 0, 0, 0).text, "leics");
    assert_string_equal(apn_statement_section_cell(statement, 0, 0, 0).label, "Leicestershire");
    assert_amount(apn_statement_section_cell(statement, 0, 1, 1).amount, "-0.51");
    assert_int_equal(apn_statement_section_cell(statement, 0, 1, 2).has_amount, 0);
    assert_amount(apn_statement_section_total(statement, 0, 1), "1233.99");
    apn_statement_unref(statement);
}

static void names_those_there_are(void **state)
{
    apn_statement *statement = statement_with_section();
    size_t place = 7;
    apn_error err;
    (void)state;
    assert_int_equal(apn_statement_find_section(statement, "due", &place, &err), APN_UNKNOWN_ID);
    assert_non_null(strstr(err.message, "`dues`"));
    assert_int_equal(place, 7);
    apn_statement_unref(statement);
    statement = statement_of(one_line, "2015/16", APN_BUDGET);
    assert_int_equal(apn_statement_find_section(statement, "dues", &place, &err), APN_UNKNOWN_ID);
    assert_non_null(strstr(err.message, "it has none"));
    apn_statement_unref(statement);
}

static void assert_report(const apn_statement *statement, apn_report_format format,
                          const char *expected)
{
    apn_report *report = NULL;
    size_t length = 0;
    assert_int_equal(apn_report_section(statement, "dues", format, &report, NULL), APN_OK);
    assert_string_equal(apn_report_text(report, &length), expected);
    apn_report_free(report);
}

static void is_told_alone(void **state)
{
    apn_statement *statement = statement_with_section();
    (void)state;
    assert_report(statement, APN_REPORT_CSV,
                  "statement_year,measure,party,due,share\n"
                  "2015/16,budget,leics,1234.50,1/3\n"
                  "2015/16,budget,notts,-0.51,\n");
    assert_report(statement, APN_REPORT_MARKDOWN,
                  "\n## Dues\n\nWhat \\| is due.\n\n"
                  "| Party | Due | Share |\n| :-- | --: | --: |\n"
                  "| Leicestershire | £1,234.50 | 1/3 |\n"
                  "| Nottinghamshire | (£0.51) |  |\n"
                  "| **Total** | **£1,233.99** | |\n");
    apn_statement_unref(statement);
}

static void is_told_in_the_statement(void **state)
{
    static const char expected[] = "  \"sections\": [\n    {\n      \"id\": \"dues\",\n"
                                   "      \"rows\": [\n        {\n"
                                   "          \"party\": \"leics\",\n"
                                   "          \"due\": \"1234.50\",\n"
                                   "          \"share\": \"1/3\"\n        },\n        {\n"
                                   "          \"party\": \"notts\",\n"
                                   "          \"due\": \"-0.51\",\n"
                                   "          \"share\": null\n        }\n      ],\n"
                                   "      \"totals\": {\n        \"due\": \"1233.99\"\n"
                                   "      }\n    }\n  ],\n  \"ties\"";
    apn_statement *statement = statement_with_section();
    apn_report *report = NULL;
    size_t length = 0;
    (void)state;
    assert_int_equal(apn_report_statement(statement, APN_REPORT_JSON, &report, NULL), APN_OK);
    assert_non_null(strstr(apn_report_text(report, &length), expected));
    apn_report_free(report);
    assert_int_equal(apn_report_statement(statement, APN_REPORT_MARKDOWN, &report, NULL), APN_OK);
    assert_non_null(strstr(apn_report_text(report, &length), "\n## Dues\n"));
    apn_report_free(report);
    apn_statement_unref(statement);
}

static void sums_that_do_not_fit_are_refused(void **state)
{
    static const char most[] = "99999999999999999999999999999999999999";
    apn_statement *statement = statement_of(one_line, "2015/16", APN_BUDGET);
    const apn_section_info info = {
        .id = "dues", .title = "Dues", .rule = "", .rows = 2, .columns = 3};
    apn__section *section = apn__section_add(statement, &info, columns);
    apn_error err;
    (void)state;
    assert_non_null(section);
    apn__section_amount(section, 0, 1, amount_of(most));
    apn__section_amount(section, 1, 1, amount_of("1"));
    assert_int_equal(apn__section_close(section, statement, &err), APN_LIMIT);
    apn_statement_unref(statement);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(has_its_cells_and_totals),
        cmocka_unit_test(names_those_there_are),
        cmocka_unit_test(is_told_alone),
        cmocka_unit_test(is_told_in_the_statement),
        cmocka_unit_test(sums_that_do_not_fit_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
