/* Present values in schedules, by sums that can be checked by head: at 10 %, 110.00 of the next
 * year are worth 100.00, and 121.00 of the one after it. */
#include "report_cases.h"

#define HEAD                                                                                       \
    "format: apportion/1\n"                                                                        \
    "agreement: {id: x}\n"                                                                         \
    "parties: [{id: a, name: A | B}, {id: b}]\n"

/* 0.03 is 0.02 and 0.01, worth 0.0165… and 0.0082…, together 0.0247…: 0.02, 0.01 and 0.02. */
static const char lines[] =
    "cost_lines:\n"
    "  - {id: one, basis: equal, budget: {2015/16: 200.00, 2016/17: 220.00, 2017/18: 0.03}}\n"
    "  - {id: two, basis: {all_to: b}, budget: {2016/17: -11.00}}\n";

static apn_status report(const char *head, const char *party, apn_report_format format,
                         apn_report **out, apn_error *err)
{
    static const char *const years[] = {"2017/18", "2015/16", "2016/17"};
    char text[2048];
    apn_statement *statements[3];
    snprintf(text, sizeof text, HEAD "%s%s", head, lines);
    apn_agreement *agreement = read_text(text);
    for (size_t i = 0; i < 3; i++)
        statements[i] = make(agreement, years[i]);
    apn_status status =
        apn_report_schedule((const apn_statement *const *)statements, 3, party, format, out, err);
    for (size_t i = 0; i < 3; i++)
        apn_statement_unref(statements[i]);
    apn_agreement_unref(agreement);
    return status;
}

static void holds(const char *head, const char *party, apn_report_format format, const char *part)
{
    apn_report *made = NULL;
    assert_int_equal(report(head, party, format, &made, NULL), APN_OK);
    assert_holds(apn_report_text(made, NULL), part);
    apn_report_free(made);
}

#define TEN "discount: {rates: 10%, base_year: 2015/16}\n"

static void json_has_them_beside_each_total(void **state)
{
    (void)state;
    holds(TEN, NULL, APN_REPORT_JSON,
          "  \"discount\": {\n    \"base_year\": \"2015/16\",\n    \"rates\": \"10 %\",\n"
          "    \"mid_year\": \"no\"\n  },\n  \"parties\": [");
    holds(TEN, NULL, APN_REPORT_JSON,
          "\"total\": \"210.02\",\n      \"present_value\": \"200.02\"");
    holds(TEN, NULL, APN_REPORT_JSON,
          "\"total\": \"199.01\",\n      \"present_value\": \"190.01\"");
    holds(TEN, NULL, APN_REPORT_JSON, "\"total\": \"409.03\",\n    \"present_value\": \"390.02\"");
    holds(TEN, "b", APN_REPORT_JSON, "\"total\": \"-11.00\",\n      \"present_value\": \"-10.00\"");
    /* Half a year sooner at 21 %: 1.1 times what a whole year leaves of 220.00 - 11.00. */
    holds("discount: {rates: 21%, base_year: 2015/16, mid_year: yes}\n", "b", APN_REPORT_JSON,
          "\"total\": \"-11.00\",\n      \"present_value\": \"-10.00\"");
    holds("discount: {rates: 21%, base_year: 2015/16, mid_year: yes}\n", NULL, APN_REPORT_JSON,
          "\"mid_year\": \"yes\"");
    holds("discount: {rates: 21%, base_year: 2015/16, prices: nominal}\n", NULL, APN_REPORT_JSON,
          "\"rates\": \"21 %\",\n    \"prices\": \"nominal\",\n    \"mid_year\": \"no\"");
    holds("discount: {rates: 21%, base_year: 2015/16, prices: nominal}\n", NULL,
          APN_REPORT_MARKDOWN, "In 2015/16, in nominal prices, discounted at 21 %.");
}

static void markdown_has_a_table_of_them(void **state)
{
    (void)state;
    holds(TEN, NULL, APN_REPORT_MARKDOWN,
          "\n## Present values\n\nIn 2015/16, discounted at 10 %. Each is worked out from exact "
          "amounts and rounded once, so that they need not add up to the penny.\n\n"
          "| Party | Present value |\n| :-- | --: |\n| A \\| B | £200.02 |\n| b | £190.01 |\n"
          "| Total | £390.02 |\n");
    holds(TEN, "b", APN_REPORT_MARKDOWN,
          "| Line | Present value |\n| :-- | --: |\n| one | £200.01 |\n| two | (£10.00) |\n"
          "| Total | £190.01 |\n");
}

static void without_discount_there_are_none(void **state)
{
    (void)state;
    apn_report *made = NULL;
    assert_int_equal(report("", NULL, APN_REPORT_JSON, &made, NULL), APN_OK);
    assert_null(strstr(apn_report_text(made, NULL), "present_value"));
    assert_null(strstr(apn_report_text(made, NULL), "discount"));
    apn_report_free(made);
    assert_int_equal(report("", NULL, APN_REPORT_MARKDOWN, &made, NULL), APN_OK);
    assert_null(strstr(apn_report_text(made, NULL), "Present"));
    apn_report_free(made);
}

/* Under `total` a line has no amounts, and so no present value of its own. */
static void amounts_in_total_are_valued_in_total(void **state)
{
    (void)state;
    static const char head[] = TEN "rounding: {level: total}\n";
    holds(head, "a", APN_REPORT_JSON, "\"line\": \"one\"");
    holds(head, "a", APN_REPORT_JSON, "\"present_value\": null");
    holds(head, "a", APN_REPORT_MARKDOWN,
          "| one | in total |\n| two | £0.00 |\n| Rounded in total | £200.02 |\n| Total | £200.02 "
          "|\n");
}

static void years_before_the_base_year_are_refused(void **state)
{
    (void)state;
    apn_report *made = NULL;
    apn_error err = {0};
    assert_int_equal(
        report("discount: {rates: 10%, base_year: 2016/17}\n", NULL, APN_REPORT_JSON, &made, &err),
        APN_MISSING_YEAR);
    assert_null(made);
    assert_holds(err.message, "2015/16 lies before 2016/17");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_has_them_beside_each_total),
        cmocka_unit_test(markdown_has_a_table_of_them),
        cmocka_unit_test(without_discount_there_are_none),
        cmocka_unit_test(amounts_in_total_are_valued_in_total),
        cmocka_unit_test(years_before_the_base_year_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
