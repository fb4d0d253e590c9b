/* Stated totals against their parts: real published slips, and the edges of each diagnosis. */
#include "agreement_text.h"

#include "statement_model.h"

static const char head[] = "format: apportion/1\n"
                           "agreement: {id: x}\n"
                           "parties: [{id: a}, {id: b}]\n";

/* The footing finding of a line with these items and stated total, or of one without items. */
static apn_statement *checked(const char *unit, const char *items, const char *stated)
{
    char text[2048];
    snprintf(text, sizeof text,
             "%srounding: {unit: %s}\n"
             "cost_lines:\n"
             "  - id: l\n"
             "    basis: equal\n"
             "    %s\n"
             "    stated_total: {2014/15: %s}\n",
             head, unit, items, stated);
    return statement_of(text, "2014/15", APN_BUDGET);
}

static void assert_footing(const char *unit, const char *items, const char *stated,
                           const char *difference, const char *diagnosis)
{
    apn_statement *statement = checked(unit, items, stated);
    const apn_finding *finding = finding_of(apn_statement_findings(statement), APN_FOOTING);
    assert_non_null(finding);
    assert_int_equal(finding->severity, APN_WARNING);
    assert_string_equal(finding->where, "cost_lines.l.stated_total.2014/15");
    assert_int_equal(finding->line, 9);
    assert_string_equal(finding->footing->difference, difference);
    assert_string_equal(finding->footing->diagnosis, diagnosis);
    if (strcmp(diagnosis, "transposition") != 0)
        assert_int_equal(finding->footing->candidates_count, 0);
    apn_statement_unref(statement);
}

static void assert_foots(const char *unit, const char *items, const char *stated)
{
    apn_statement *statement = checked(unit, items, stated);
    assert_null(finding_of(apn_statement_findings(statement), APN_FOOTING));
    apn_statement_unref(statement);
}

#define MICROSITE                                                                                  \
    "items: [{budget: {2014/15: \"19,824.00\"}}, {budget: {2014/15: \"23,125.94\"}}, "             \
    "{budget: {2014/15: \"5,000\"}}, {budget: {2014/15: 949.00}}]"

static void lancashire_microsite(void **state)
{
    (void)state;
    assert_foots("0.01", MICROSITE, "\"48,898.94\"");
    assert_footing("0.01", MICROSITE, "\"48,899\"", "0.06", "rounding");
    assert_footing("0.01", MICROSITE, "\"49,000\"", "101.06", "unexplained");
}

/* £2.7m is written to £100,000: half of that is £50,000, and 2,740,000 is £40,000 away. */
static void a_total_in_millions_has_the_precision_it_shows(void **state)
{
    (void)state;
    const char *items = "items: [{budget: {2014/15: £2.44m}}, {budget: {2014/15: £300k}}]";
    assert_footing("0.01", items, "£2.7m", "-40000.00", "rounding");
    assert_footing("0.01", items, "£2.70m", "-40000.00", "unexplained");
    assert_footing("0.01", items, "£2700k", "-40000.00", "unexplained");
}

static void bedfordshire_savings(void **state)
{
    static const char items[] =
        "items: [{budget: {2014/15: 0.626}}, {budget: {2014/15: 0.92}}, {budget: {2014/15: "
        "0.227}}, "
        "{budget: {2014/15: 0.158}}, {budget: {2014/15: 0.1}}, {budget: {2014/15: 0.9}}, "
        "{budget: {2014/15: 1.507}}]";
    (void)state;
    assert_footing("0.001", items, "4.6", "0.162", "unexplained");
    assert_foots("0.001", items, "4.438");
}

static void rounding_is_half_a_unit_an_addend(void **state)
{
    static const char two[] = "items: [{budget: {2014/15: 10.00}}, {budget: {2014/15: 20.00}}]";
    static const char three[] = "items: [{budget: {2014/15: 10.00}}, {budget: {2014/15: 20.00}}, "
                                "{budget: {2014/15: 40.00}}]";
    (void)state;
    assert_footing("0.01", two, "30.01", "0.01", "rounding");
    assert_footing("0.01", two, "29.98", "-0.02", "unexplained");
    assert_footing("0.01", three, "69.99", "-0.01", "rounding");
    assert_footing("0.01", three, "70.02", "0.02", "unexplained");
}

static void a_single_figure_has_nothing_to_round(void **state)
{
    (void)state;
    assert_footing("0.01", "budget: {2014/15: 30.50}", "30.51", "0.01", "unexplained");
    assert_footing("0.01", "budget: {2014/15: 30.50}", "31", "0.50", "rounding");
    assert_footing("0.01", "budget: {2014/15: 30.49}", "31", "0.51", "unexplained");
    assert_footing("0.01", "budget: {2014/15: 30.50}", "61.00", "30.50", "equals-row:l");
}

/* The capital grants of 2001-02: the printed total leaves the Dorset row out. */
static void names_the_row_that_is_left_out(void **state)
{
    (void)state;
    assert_footing(
        "1",
        "items: [{id: others, budget: {2014/15: 70143}}, {id: dorset, budget: {2014/15: 1913}}]",
        "70143", "-1913", "equals-row:dorset");
    assert_footing("1",
                   "items: [{id: others, budget: {2014/15: 70143}}, {budget: {2014/15: 1913}}]",
                   "73969", "1913", "equals-row:2");
}

static void lists_every_exchange_that_mends(void **state)
{
    apn_statement *statement = checked("1",
                                       "items: [{id: x, budget: {2014/15: 12}}, {budget: {2014/15: "
                                       "145}}, {id: z, budget: {2014/15: 77}}]",
                                       "243");
    const apn_finding *finding = finding_of(apn_statement_findings(statement), APN_FOOTING);
    (void)state;
    assert_string_equal(finding->footing->difference, "9");
    assert_string_equal(finding->footing->diagnosis, "transposition");
    assert_int_equal(finding->footing->candidates_count, 2);
    assert_string_equal(finding->footing->candidates[0].entry, "x");
    assert_string_equal(finding->footing->candidates[0].value, "21");
    assert_string_equal(finding->footing->candidates[1].entry, "2");
    assert_string_equal(finding->footing->candidates[1].value, "154");
    apn_statement_unref(statement);
}

static void exchanges_digits_across_the_point(void **state)
{
    apn_statement *statement = checked(
        "0.01", "items: [{id: x, budget: {2014/15: -23125.94}}, {id: y, budget: {2014/15: 1.00}}]",
        "-23128.54");
    const apn_finding *finding = finding_of(apn_statement_findings(statement), APN_FOOTING);
    (void)state;
    assert_string_equal(finding->footing->difference, "-3.60");
    assert_string_equal(finding->footing->diagnosis, "transposition");
    assert_int_equal(finding->footing->candidates_count, 1);
    assert_string_equal(finding->footing->candidates[0].value, "-23129.54");
    apn_statement_unref(statement);
}

/* An item without a figure is no part of the year's total, and keeps its place in the list. */
static void leaves_out_items_without_a_figure(void **state)
{
    char text[512];
    apn_agreement *agreement;
    apn_statement *statement = NULL;
    const apn_finding *finding;
    (void)state;
    snprintf(text, sizeof text,
             "%scost_lines:\n"
             "  - {id: l, basis: equal, stated_total: {2014/15: 60},\n"
             "     items: [{budget: {2014/15: 50}}, {budget: {2014/15: 60}}, {budget: {2014/15: "
             "75}}]}\n",
             head);
    agreement = agreement_of(text);
    agreement->lines[0].items[0].measures[APN_BUDGET].count = 0;
    assert_int_equal(apn_statement_make(agreement, "2014/15", APN_BUDGET, NULL, &statement, NULL),
                     APN_OK);
    finding = finding_of(apn_statement_findings(statement), APN_FOOTING);
    assert_string_equal(finding->footing->difference, "-75.00");
    assert_string_equal(finding->footing->diagnosis, "equals-row:3");
    apn_statement_unref(statement);
    apn_agreement_unref(agreement);
}

static void stands_for_the_budget_when_there_is_one(void **state)
{
    char text[512];
    apn_statement *statement;
    (void)state;
    snprintf(text, sizeof text,
             "%scost_lines:\n"
             "  - {id: l, basis: equal, budget: {2014/15: 4}, outturn: {2014/15: 9, 2015/16: 9},\n"
             "     stated_total: {2014/15: 4, 2015/16: 4}}\n",
             head);
    statement = statement_of(text, "2014/15", APN_OUTTURN);
    assert_null(finding_of(apn_statement_findings(statement), APN_FOOTING));
    apn_statement_unref(statement);
    statement = statement_of(text, "2015/16", APN_OUTTURN);
    assert_non_null(finding_of(apn_statement_findings(statement), APN_FOOTING));
    assert_string_equal(
        finding_of(apn_statement_findings(statement), APN_FOOTING)->footing->difference, "-5.00");
    apn_statement_unref(statement);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lancashire_microsite),
        cmocka_unit_test(a_total_in_millions_has_the_precision_it_shows),
        cmocka_unit_test(bedfordshire_savings),
        cmocka_unit_test(rounding_is_half_a_unit_an_addend),
        cmocka_unit_test(a_single_figure_has_nothing_to_round),
        cmocka_unit_test(names_the_row_that_is_left_out),
        cmocka_unit_test(lists_every_exchange_that_mends),
        cmocka_unit_test(exchanges_digits_across_the_point),
        cmocka_unit_test(leaves_out_items_without_a_figure),
        cmocka_unit_test(stands_for_the_budget_when_there_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
