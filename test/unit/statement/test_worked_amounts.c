/* Budgets that follow an index or repay what was financed, against sums by hand. */
#include "agreement_text.h"

#define HEAD                                                                                       \
    "format: apportion/1\n"                                                                        \
    "agreement: {id: x, effective: {from: 2015-04-01, to: 2019-03-31}}\n"                          \
    "parties: [{id: a}, {id: b}]\n"                                                                \
    "indices:\n"                                                                                   \
    "  cpi: {by_month: {2015-01: 99.3, 2016-01: 99.6, 2017-01: 101.4, 2018-01: needed}}\n"         \
    "  bill: {by_year: {2014/15: 80, 2015/16: 100, 2016/17: 103.5}}\n"                             \
    "  pay: {rises: {2016/17: 1%, 2017/18: 1%, 2018/19: -2%}}\n"                                   \
    "cost_lines:\n"

static void total_is(const char *line, const char *year, const char *total, const char *note)
{
    char text[2048];
    snprintf(text, sizeof text, "%s  - {id: l, basis: equal, %s}\n", HEAD, line);
    apn_statement *statement = statement_of(text, year, APN_BUDGET);
    assert_amount(apn_statement_total(statement), total);
    const apn_finding *finding = finding_of(apn_statement_findings(statement), APN_WORKED_OUT);
    assert_non_null(finding);
    assert_int_equal(finding->severity, APN_NOTE);
    assert_string_equal(finding->message, note);
    apn_statement_unref(statement);
}

/* 100,000 x 99.6 / 99.3 = 100,302.1148…, x 101.4 / 99.3 = 102,114.8036…: each from the amount. */
static void follows_a_month_of_each_year(void **state)
{
    (void)state;
#define HOSTING "indexed: {amount: 100000.00, index: cpi, base: 2015-01, from: 2015/16}"
    total_is(HOSTING, "2015/16", "100000.00",
             "the budget of `l` for 2015/16 is 100000.00, the amount of 2015-01");
    total_is(HOSTING, "2016/17", "100302.11",
             "the budget of `l` for 2016/17 is 100000.00 by index `cpi` from 99.3 in 2015-01 to "
             "99.6 in 2016-01");
    total_is(HOSTING, "2017/18", "102114.80",
             "the budget of `l` for 2017/18 is 100000.00 by index `cpi` from 99.3 in 2015-01 to "
             "101.4 in 2017-01");
    /* The base is in 2014/15, so that 2015/16 follows a year later. */
    total_is("indexed: {amount: 100000.00, index: cpi, base: 2015-01}", "2015/16", "100302.11",
             "the budget of `l` for 2015/16 is 100000.00 by index `cpi` from 99.3 in 2015-01 to "
             "99.6 in 2016-01");
}

/* A line that ends on the way has no budget behind its end, and its last year is whole. */
static void ends_with_the_line(void **state)
{
    (void)state;
    apn_agreement *agreement =
        agreement_of(HEAD "  - {id: l, basis: equal, from: 2016-10-01, until: "
                          "2017-09-30, " HOSTING "}\n");
    assert_string_equal(apn_agreement_year(agreement, APN_BUDGET, 0), "2016/17");
    assert_string_equal(apn_agreement_year(agreement, APN_BUDGET, 1), "2017/18");
    assert_null(apn_agreement_year(agreement, APN_BUDGET, 2));
    apn_agreement_unref(agreement);
    total_is("from: 2016-10-01, until: 2017-09-30, " HOSTING, "2017/18", "102114.80",
             "the budget of `l` for 2017/18 is 100000.00 by index `cpi` from 99.3 in 2015-01 to "
             "101.4 in 2017-01");
}

/* 80 to 100 is a quarter more; 0.10 x 103.5 / 100 = 0.1035. Half a penny more goes up. */
static void follows_a_figure_a_year(void **state)
{
    (void)state;
    total_is("indexed: {amount: 1000, index: bill, base: 2014/15}", "2015/16", "1250.00",
             "the budget of `l` for 2015/16 is 1000 by index `bill` from 80 in 2014/15 to 100 in "
             "2015/16");
    total_is("indexed: {amount: 1, index: bill, base: 2015/16}", "2016/17", "1.04",
             "the budget of `l` for 2016/17 is 1 by index `bill` from 100 in 2015/16 to 103.5 in "
             "2016/17");
    total_is("indexed: {amount: 1, index: bill, base: 2015/16}, rounding: {amounts: down}",
             "2016/17", "1.03",
             "the budget of `l` for 2016/17 is 1 by index `bill` from 100 in 2015/16 to 103.5 in "
             "2016/17");
    total_is("indexed: {amount: -1, index: bill, base: 2015/16}", "2016/17", "-1.04",
             "the budget of `l` for 2016/17 is -1 by index `bill` from 100 in 2015/16 to 103.5 in "
             "2016/17");
}

/* 1.01 x 1.01 = 1.0201, x 0.98 = 0.999698. By steps 1.50 would be 1.52 and then 1.54; at once it is
 * 1.53015. */
static void follows_rises(void **state)
{
    (void)state;
    total_is("indexed: {amount: 250k, index: pay, base: 2015/16}", "2017/18", "255025.00",
             "the budget of `l` for 2017/18 is 250000 by index `pay` from 2015/16 to 2017/18, "
             "1.020100 times");
    total_is("indexed: {amount: 250k, index: pay, base: 2015/16}", "2018/19", "249924.50",
             "the budget of `l` for 2018/19 is 250000 by index `pay` from 2015/16 to 2018/19, "
             "0.999698 times");
    total_is("indexed: {amount: 1.50, index: pay, base: 2015/16}", "2017/18", "1.53",
             "the budget of `l` for 2017/18 is 1.50 by index `pay` from 2015/16 to 2017/18, "
             "1.020100 times");
}

/* From 1 October 2015 to 1 April 2016 are 183 of 366 days, and 1.02^(1/2) = 1.0100995049…; to 1
 * April 2017 a year and 182 of 365, 1.02^(547/365) = 1.0301215593…. At 2.01 % half a year is
 * exactly 1 %.
 */
static void grows_at_a_rate_by_days(void **state)
{
    (void)state;
#define RATED "indexed: {amount: 100000.00, rate: 2%, base: 2015-10-01}"
    total_is(RATED, "2015/16", "100000.00",
             "the budget of `l` for 2015/16 is 100000.00, the amount of 2015-10-01");
    total_is(RATED, "2016/17", "100995.05",
             "the budget of `l` for 2016/17 is 100000.00 at 2 % a year from 2015-10-01 to "
             "2016-04-01");
    total_is(RATED, "2017/18", "103012.16",
             "the budget of `l` for 2017/18 is 100000.00 at 2 % a year from 2015-10-01 to "
             "2017-04-01");
    total_is("indexed: {amount: 0.50, rate: 2.01%, base: 2015-10-01}", "2016/17", "0.51",
             "the budget of `l` for 2016/17 is 0.50 at 2.01 % a year from 2015-10-01 to "
             "2016-04-01"); /* 0.505 */
    total_is("indexed: {amount: 100000.00, rate: 2%, base: 2015-04-01}", "2018/19", "106120.80",
             "the budget of `l` for 2018/19 is 100000.00 at 2 % a year from 2015-04-01 to "
             "2018-04-01");
    total_is("indexed: {amount: 100000.00, rate: -2%, base: 2015-10-01}", "2016/17", "98994.95",
             "the budget of `l` for 2016/17 is 100000.00 at -2 % a year from 2015-10-01 to "
             "2016-04-01");
    /* A year after 29 February is 28 February: a year and 32 of 365 days. */
    total_is("indexed: {amount: 100000.00, rate: 2%, base: 2016-02-29}", "2017/18", "102177.24",
             "the budget of `l` for 2017/18 is 100000.00 at 2 % a year from 2016-02-29 to "
             "2017-04-01");
}

/* 1.02^(18/12) = 1.0301495037…. */
static void grows_at_a_rate_by_months(void **state)
{
    (void)state;
    apn_statement *statement =
        statement_of("format: apportion/1\n"
                     "agreement: {id: x, effective: {from: 2015-04-01, to: 2019-03-31}}\n"
                     "parties: [{id: a}, {id: b}]\n"
                     "proration: months\n"
                     "cost_lines: [{id: l, basis: equal, " RATED "}]\n",
                     "2017/18", APN_BUDGET);
    assert_amount(apn_statement_total(statement), "103014.95");
    apn_statement_unref(statement);
}

/* £1,000.00 at 5 % over 3 years, as docs/amounts/annuity.md has it. */
static void charges_what_was_financed(void **state)
{
    (void)state;
#define LOAN "financing: {principal: 1000.00, rate: 5%, years: 3, from: 2015/16, by: "
    total_is(LOAN "annuity}", "2015/16", "367.21",
             "the budget of `l` for 2015/16 is year 1 of 3 of 1000.00 at 5 %: 317.21 repaid and "
             "50.00 of interest");
    total_is(LOAN "annuity, charge: principal}", "2016/17", "333.07",
             "the budget of `l` for 2016/17 is year 2 of 3 of 1000.00 at 5 %: 333.07 repaid and "
             "34.14 of interest, of which the principal is charged");
    total_is(LOAN "annuity, charge: interest}", "2017/18", "17.49",
             "the budget of `l` for 2017/18 is year 3 of 3 of 1000.00 at 5 %: 349.72 repaid and "
             "17.49 of interest, of which the interest is charged");
    total_is(LOAN "equal-instalments}", "2017/18", "350.01",
             "the budget of `l` for 2017/18 is year 3 of 3 of 1000.00 at 5 %: 333.34 repaid and "
             "16.67 of interest");
    /* A loan from before the agreement: its third year is the first that is charged. */
    total_is("financing: {principal: 1000.00, rate: 5%, years: 3, from: 2013/14, by: annuity}",
             "2015/16", "367.21",
             "the budget of `l` for 2015/16 is year 3 of 3 of 1000.00 at 5 %: 349.72 repaid and "
             "17.49 of interest");
    /* At 213.8428376721 % a month has exactly 10 %: interest of 100.00, 91.67 less 10 % of 83.33 …
     */
    total_is("financing: {principal: 12.00, rate: 213.8428376721%, years: 1, from: 2015/16, by: "
             "equal-instalments, payments: monthly}",
             "2015/16", "19.80",
             "the budget of `l` for 2015/16 is year 1 of 1 of 12.00 at 213.8428376721 %: 12.00 "
             "repaid and 7.80 of interest");
}

static void adds_up_items_of_all_kinds(void **state)
{
    (void)state;
    apn_statement *statement = statement_of(
        HEAD
        "  - id: l\n    basis: equal\n    items:\n"
        "      - {id: staff, indexed: {amount: 250k, index: pay, base: 2015/16, to: 2016/17}}\n"
        "      - {financing: {principal: 1000.00, rate: 5%, years: 2, from: 2015/16, by: "
        "equal-instalments}}\n"
        "      - {budget: {2015/16: 1.00, 2016/17: 2.00}}\n",
        "2016/17", APN_BUDGET);
    assert_amount(apn_statement_total(statement), "253027.00"); /* 252,500 + 500 + 25 + 2 */
    const apn_findings *findings = apn_statement_findings(statement);
    assert_int_equal(apn_findings_count(findings), 2);
    assert_string_equal(apn_findings_at(findings, 0)->where, "cost_lines.l.items.staff");
    assert_string_equal(apn_findings_at(findings, 1)->where, "cost_lines.l.items[2]");
    apn_statement_unref(statement);
}

#define RATED_TO "indexed: {amount: 1, rate: 2%, base: 2015-10-01, to: 2017/18}"

static size_t warnings_of(const char *discount)
{
    char text[2048];
    snprintf(text, sizeof text, "%s%s%s", discount, HEAD,
             "  - {id: l, basis: equal, " RATED "}\n"
             "  - id: m\n"
             "    basis: equal\n"
             "    items: [{" RATED_TO "}, {" LOAN "annuity}}, {budget: {2015/16: 1, 2016/17: 1, "
             "2017/18: 1}}]\n");
    apn_statement *statement = statement_of(text, "2016/17", APN_BUDGET);
    size_t count = 0;
    for (size_t i = 0; i < apn_findings_count(apn_statement_findings(statement)); i++) {
        const apn_finding *finding = apn_findings_at(apn_statement_findings(statement), i);
        if (finding->code == APN_PRICE_BASE) {
            assert_int_equal(finding->severity, APN_WARNING);
            assert_string_equal(finding->where,
                                count++ == 0 ? "cost_lines.l" : "cost_lines.m.items[1]");
        }
    }
    apn_statement_unref(statement);
    return count;
}

/* Rates for the prices of one year do not fit amounts that follow an index; a loan follows none. */
static void warns_of_other_prices(void **state)
{
    (void)state;
    assert_int_equal(warnings_of("discount: {rates: green-book-2022, base_year: 2015/16}\n"), 2);
    assert_int_equal(warnings_of("discount: {rates: 3%, base_year: 2015/16, prices: real}\n"), 2);
    assert_int_equal(warnings_of("discount: {rates: 3%, base_year: 2015/16, prices: nominal}\n"),
                     0);
    assert_int_equal(warnings_of("discount: {rates: 3%, base_year: 2015/16}\n"), 0);
    assert_int_equal(warnings_of(""), 0);
}

static void fails_for(const char *line, const char *year, apn_status status, const char *message)
{
    char text[2048];
    snprintf(text, sizeof text, "%s  - {id: l, basis: equal, %s}\n", HEAD, line);
    apn_agreement *agreement = agreement_of(text);
    apn_statement *statement = NULL;
    apn_error err = {0};
    assert_int_equal(apn_statement_make(agreement, year, APN_BUDGET, NULL, &statement, &err),
                     status);
    assert_null(statement);
    assert_string_equal(err.message, message);
    assert_int_equal(err.line, 9);
    apn_agreement_unref(agreement);
}

static void asks_for_the_figures_it_lacks(void **state)
{
    (void)state;
    fails_for(
        HOSTING, "2018/19", APN_INPUT_NEEDED,
        "input needed: the figure of index `cpi` for 2018-01, which the budget of `l` follows "
        "in 2018/19");
    fails_for("indexed: {amount: 1, index: bill, base: 2015/16}", "2018/19", APN_MISSING_YEAR,
              "index `bill` has no figure for 2018/19, which the budget of `l` follows in 2018/19: "
              "add it, or end the amount with `to`");
    fails_for("indexed: {amount: 1, index: bill, base: 2013/14, from: 2015/16}", "2016/17",
              APN_MISSING_YEAR,
              "index `bill` has no figure for 2013/14, which the budget of `l` follows in 2016/17: "
              "add it, or end the amount with `to`");
    fails_for("indexed: {amount: 1, index: pay, base: 2014/15}", "2017/18", APN_MISSING_YEAR,
              "index `pay` has no figure for 2015/16, which the budget of `l` follows in 2017/18: "
              "add it, or end the amount with `to`");
    fails_for("items: [{indexed: {amount: 1, index: cpi, base: 2018-01, to: 2018/19}}, {budget: "
              "{2017/18: 1, 2018/19: 1}}]",
              "2017/18", APN_INPUT_NEEDED,
              "input needed: the figure of index `cpi` for 2018-01, which the budget of "
              "`l.items[1]` follows in 2017/18");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(follows_a_month_of_each_year),
        cmocka_unit_test(follows_a_figure_a_year),
        cmocka_unit_test(follows_rises),
        cmocka_unit_test(grows_at_a_rate_by_days),
        cmocka_unit_test(grows_at_a_rate_by_months),
        cmocka_unit_test(ends_with_the_line),
        cmocka_unit_test(charges_what_was_financed),
        cmocka_unit_test(adds_up_items_of_all_kinds),
        cmocka_unit_test(asks_for_the_figures_it_lacks),
        cmocka_unit_test(warns_of_other_prices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
