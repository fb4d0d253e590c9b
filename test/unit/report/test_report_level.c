/* Reports of lines that are not rounded alone. Figures are worked by hand. */
#include "report_cases.h"

/* Two lines of £1 by thirds, and one of 10p that is rounded alone: 3, 3 and 4 by 3, 3 and 4. Of the
 * first two each party owes 66.67 pence; the floors leave two pence, which go to those who come
 * first: 67, 67 and 66. In 2016/17 there is one line of 3p. */
static const char total_level[] =
    "format: apportion/1\n"
    "agreement: {id: x, title: Three}\n"
    "parties: [{id: a, name: Avon}, {id: b, name: Beds}, {id: c, name: Cambs}]\n"
    "bases: {p: {percent: {a: 30, b: 30, c: 40}}}\n"
    "rounding: {level: total}\n"
    "cost_lines:\n"
    "  - {id: one, basis: equal, budget: {2015/16: 1.00, 2016/17: 0.03}}\n"
    "  - {id: two, basis: equal, budget: {2015/16: 1.00}}\n"
    "  - {id: own, basis: p, rounding: {method: webster}, budget: {2015/16: 0.10}}\n";

static char *report_of(const apn_statement *statement, apn_report_format format)
{
    static char text[20000];
    apn_report *report = NULL;
    assert_int_equal(apn_report_statement(statement, format, &report, NULL), APN_OK);
    (void)snprintf(text, sizeof text, "%s", apn_report_text(report, NULL));
    apn_report_free(report);
    return text;
}

static char *schedule_of(apn_statement *const *years, const char *party, apn_report_format format)
{
    static char text[20000];
    apn_report *report = NULL;
    assert_int_equal(
        apn_report_schedule((const apn_statement *const *)years, 2, party, format, &report, NULL),
        APN_OK);
    (void)snprintf(text, sizeof text, "%s", apn_report_text(report, NULL));
    apn_report_free(report);
    return text;
}

static void json_has_quotas_and_totals(void **state)
{
    apn_agreement *agreement = read_text(total_level);
    apn_statement *statement = make(agreement, "2015/16");
    const char *text = report_of(statement, APN_REPORT_JSON);
    (void)state;
    assert_holds(text, "  \"unit\": \"0.01\",\n  \"level\": \"total\",\n  \"lines\": [\n");
    assert_holds(text, "      \"id\": \"one\",\n      \"basis\": \"equal\",\n"
                       "      \"method\": \"total\",\n      \"total\": \"1.00\",\n"
                       "      \"cells\": [\n        {\n          \"party\": \"a\",\n"
                       "          \"status\": \"shared\",\n          \"share\": \"1/3\",\n"
                       "          \"quota\": \"1/3\"\n        },\n");
    assert_holds(text, "      \"method\": \"webster\",\n");
    assert_holds(text, "          \"amount\": \"0.04\",\n          \"moved\": \"0\"\n");
    assert_holds(text, "    {\n      \"party\": \"c\",\n      \"amount\": \"0.70\",\n"
                       "      \"together\": \"0.66\",\n      \"quota\": \"2/3\",\n"
                       "      \"credit\": \"0.00\",\n      \"due\": \"0.70\"\n    }\n");
    assert_holds(text, "  \"ties\": [\n    {\n      \"line\": null,\n      \"parties\": [\n"
                       "        \"a\",\n        \"b\",\n        \"c\"\n      ],\n"
                       "      \"units\": \"2\",\n      \"given\": [\n        \"a\",\n"
                       "        \"b\"\n      ]\n    }\n  ],\n");
    apn_statement_unref(statement);
    apn_agreement_unref(agreement);
}

static void csv_has_a_row_for_each_party(void **state)
{
    apn_agreement *agreement = read_text(total_level);
    apn_statement *statement = make(agreement, "2015/16");
    (void)state;
    assert_string_equal(
        report_of(statement, APN_REPORT_CSV),
        "year,measure,line,title,basis,method,party,status,reason,share,percent,quota,amount,moved,"
        "bound\n"
        "2015/16,budget,one,one,equal,total,a,shared,,1/3,33.3333,1/3,,,\n"
        "2015/16,budget,one,one,equal,total,b,shared,,1/3,33.3333,1/3,,,\n"
        "2015/16,budget,one,one,equal,total,c,shared,,1/3,33.3333,1/3,,,\n"
        "2015/16,budget,two,two,equal,total,a,shared,,1/3,33.3333,1/3,,,\n"
        "2015/16,budget,two,two,equal,total,b,shared,,1/3,33.3333,1/3,,,\n"
        "2015/16,budget,two,two,equal,total,c,shared,,1/3,33.3333,1/3,,,\n"
        "2015/16,budget,own,own,p,webster,a,shared,,3/10,30.0000,3/100,0.03,0,\n"
        "2015/16,budget,own,own,p,webster,b,shared,,3/10,30.0000,3/100,0.03,0,\n"
        "2015/16,budget,own,own,p,webster,c,shared,,2/5,40.0000,1/25,0.04,0,\n"
        "2015/16,budget,,,,total,a,total,,,,,0.67,,\n"
        "2015/16,budget,,,,total,b,total,,,,,0.67,,\n"
        "2015/16,budget,,,,total,c,total,,,,,0.66,,\n");
    apn_statement_unref(statement);
    apn_agreement_unref(agreement);
}

static void markdown_says_the_rule_and_the_tie(void **state)
{
    apn_agreement *agreement = read_text(total_level);
    apn_statement *statement = make(agreement, "2015/16");
    const char *text = report_of(statement, APN_REPORT_MARKDOWN);
    (void)state;
    assert_holds(text, "Basis: equal. Rounding: total.\n");
    assert_holds(text, "| Avon | 33.3333 % | | |\n");
    assert_holds(text, "Basis: p. Rounding: webster, ties by listed-order.\n");
    assert_holds(text, "| Avon | £0.70 |\n| Beds | £0.70 |\n| Cambs | £0.70 |\n");
    assert_holds(text, "- Rounding by total: each party's exact total over these lines");
    assert_holds(text,
                 "- Tie in the totals: Avon, Beds and Cambs had equal claims; units at stake: "
                 "2; given to Avon and Beds.\n");
    apn_statement_unref(statement);
    apn_agreement_unref(agreement);
}

static void one_partys_schedule_has_what_is_in_total(void **state)
{
    apn_agreement *agreement = read_text(total_level);
    apn_statement *years[] = {make(agreement, "2015/16"), make(agreement, "2016/17")};
    (void)state;
    assert_string_equal(schedule_of(years, "c", APN_REPORT_CSV),
                        "year,measure,party,line,title,status,amount,reason\n"
                        "2015/16,budget,c,one,one,shared,,\n"
                        "2015/16,budget,c,two,two,shared,,\n"
                        "2015/16,budget,c,own,own,shared,0.04,\n"
                        "2015/16,budget,c,,,total,0.66,\n"
                        "2016/17,budget,c,one,one,shared,,\n"
                        "2016/17,budget,c,,,total,0.01,\n");
    assert_holds(schedule_of(years, "c", APN_REPORT_MARKDOWN),
                 "| one | in total | in total | £0.00 |\n"
                 "| two | in total | no figure | £0.00 |\n"
                 "| own | £0.04 | no figure | £0.04 |\n"
                 "| **Rounded in total** | **£0.66** | **£0.01** | **£0.67** |\n"
                 "| **Total** | **£0.70** | **£0.01** | **£0.71** |\n");
    const char *text = schedule_of(years, "c", APN_REPORT_JSON);
    assert_holds(text, "          \"year\": \"2015/16\",\n          \"status\": \"shared\"\n");
    assert_holds(text, "  \"together\": {\n    \"amounts\": [\n      \"0.66\",\n      \"0.01\"\n"
                       "    ],\n    \"total\": \"0.67\"\n  },\n");
    assert_holds(schedule_of(years, NULL, APN_REPORT_CSV), "2015/16,budget,c,Cambs,0.70\n");
    apn_statement_unref(years[0]);
    apn_statement_unref(years[1]);
    apn_agreement_unref(agreement);
}

/* In pounds: Avon, Beds and Cambs pay 2 together, two of them 1; of 70 pence each in all, likewise.
 */
static void printed_in_pounds_too(void **state)
{
    const apn_print_options options = {.size = sizeof options, .in = APN_IN_POUNDS};
    apn_agreement *agreement = read_text(total_level);
    apn_statement *years[] = {make(agreement, "2015/16"), make(agreement, "2016/17")};
    apn_printed *printed = NULL;
    apn_report *report = NULL;
    (void)state;
    assert_int_equal(apn_printed_statement(years[0], &options, &printed, NULL), APN_OK);
    assert_int_equal(apn_report_printed(printed, APN_REPORT_CSV, &report, NULL), APN_OK);
    assert_holds(apn_report_text(report, NULL),
                 "2015/16,budget,one,one,equal,total,a,shared,,1/3,33.3333,pounds,,\n");
    assert_holds(apn_report_text(report, NULL), "2015/16,budget,,,,total,a,total,,,,pounds,1,\n"
                                                "2015/16,budget,,,,total,b,total,,,,pounds,1,\n"
                                                "2015/16,budget,,,,total,c,total,,,,pounds,0,\n");
    apn_report_free(report);
    apn_printed_free(printed);
    assert_int_equal(
        apn_printed_schedule((const apn_statement *const *)years, 2, "a", &options, &printed, NULL),
        APN_OK);
    assert_int_equal(apn_report_printed(printed, APN_REPORT_CSV, &report, NULL), APN_OK);
    assert_holds(apn_report_text(report, NULL), "2015/16,budget,a,one,one,shared,,,\n");
    assert_holds(apn_report_text(report, NULL), "2015/16,budget,a,,,total,pounds,1,\n"
                                                "2016/17,budget,a,one,one,shared,,,\n"
                                                "2016/17,budget,a,,,total,pounds,0,\n");
    apn_report_free(report);
    apn_printed_free(printed);
    apn_statement_unref(years[0]);
    apn_statement_unref(years[1]);
    apn_agreement_unref(agreement);
}

static void a_table_says_its_rule(void **state)
{
    apn_agreement *agreement =
        read_text("format: apportion/1\nagreement: {id: x}\nparties: [{id: a}, {id: b}]\n"
                  "rounding: {level: table}\n"
                  "cost_lines: [{id: one, basis: equal, budget: {2015/16: 0.01}}]\n");
    apn_statement *statement = make(agreement, "2015/16");
    (void)state;
    assert_holds(report_of(statement, APN_REPORT_JSON),
                 "      \"method\": \"table\",\n      \"total\": \"0.01\",\n");
    assert_holds(report_of(statement, APN_REPORT_JSON),
                 "          \"quota\": \"1/200\",\n          \"amount\": \"0.01\",\n"
                 "          \"moved\": \"1/2\"\n");
    assert_holds(report_of(statement, APN_REPORT_JSON), "  \"ties\": [],\n");
    assert_holds(report_of(statement, APN_REPORT_MARKDOWN), "Basis: equal. Rounding: table.\n");
    assert_holds(report_of(statement, APN_REPORT_MARKDOWN),
                 "- Rounding by table: all these lines become whole units at once");
    apn_statement_unref(statement);
    apn_agreement_unref(agreement);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_has_quotas_and_totals),
        cmocka_unit_test(csv_has_a_row_for_each_party),
        cmocka_unit_test(markdown_says_the_rule_and_the_tie),
        cmocka_unit_test(one_partys_schedule_has_what_is_in_total),
        cmocka_unit_test(printed_in_pounds_too),
        cmocka_unit_test(a_table_says_its_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
