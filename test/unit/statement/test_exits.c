/* What statements tell of parties that leave, and floors and caps that a leaver leaves unmet. */
#include "agreement_text.h"

/* West Mercia gave Warwickshire twelve months' notice of the end of their alliance on 9 October
 * 2018; it was kept going until 7 April 2020. £10.5m were settled in three instalments over 15
 * months, and a contribution of £270,000 was written off; what each instalment was is not
 * published. */
#define ALLIANCE                                                                                   \
    "format: apportion/1\n"                                                                        \
    "agreement: {id: alliance}\n"                                                                  \
    "parties: [{id: wm, name: West Mercia}, {id: w, name: Warwickshire, left: 2020-04-07}]\n"      \
    "bases: {ratio: {percent: {wm: 69, w: 31}}}\n"                                                 \
    "default_basis: ratio\n"                                                                       \
    "exits:\n"                                                                                     \
    "  w:\n"                                                                                       \
    "    notice: {given: 2018-10-09, months: 12}\n"                                                \
    "    costs:\n"                                                                                 \
    "      - {id: settlement, kind: settlement, title: Settled, borne_by: leaver, budget: "        \
    "{2020/21: 10.5m}, instalments: [{due: 2020-04-30, amount: 8.5m}, {due: 2020-10-31, amount: "  \
    "1m}, {due: 2021-07-31, amount: 1m}]}\n"                                                       \
    "      - {id: redundancy, kind: redundancy, borne_by: all, budget: {2020/21: 100.01}}\n"       \
    "    written_off:\n"                                                                           \
    "      - {title: Running costs, amount: 270000.00, from: 2019-10-08, until: 2020-04-07}\n"     \
    "      - {title: Hours, amount: 0.50}\n"

/* The section, row by row, its cells parted by spaces, and its totals. */
static void assert_section(const char *id, const char *expected)
{
    apn_statement *statement = statement_of(ALLIANCE, "2020/21", APN_BUDGET);
    char all[2048] = "", amount[APN_DECIMAL_TEXT_SIZE];
    size_t section = 0;
    assert_int_equal(apn_statement_find_section(statement, id, &section, NULL), APN_OK);
    apn_section_info info = apn_statement_section(statement, section);
    for (size_t row = 0; row < info.rows; row++) {
        for (size_t column = 0; column < info.columns; column++) {
            apn_section_cell cell = apn_statement_section_cell(statement, section, row, column);
            apn_decimal_format(cell.amount, 0, amount);
            snprintf(all + strlen(all), sizeof all - strlen(all), "%s ",
                     cell.has_amount ? amount : cell.text);
        }
        strcat(all, "| ");
    }
    for (size_t column = 0; column < info.columns; column++) {
        if (!apn_statement_section_column(statement, section, column).is_summed)
            continue;
        apn_decimal_format(apn_statement_section_total(statement, section, column), 0, amount);
        strcat(all, amount);
    }
    assert_string_equal(all, expected);
    apn_statement_unref(statement);
}

/* Twelve months from 9 October 2018 end on 8 October 2019; from then to 7 April 2020 are 182 days:
 * 23 of October, 30, 31, 31, 29, 31 and 7. */
static void notice_ends_and_days_beyond(void **state)
{
    (void)state;
    assert_section("exit_notice", "w 2018-10-09 12 2019-10-08 2020-04-07 182 | ");
}

/* 69 and 31 % of 100.01: 69.0069 and 31.0031. */
static void costs_by_kind_and_bearer(void **state)
{
    (void)state;
    assert_section("exit_costs", "w settlement settlement leaver w 10500000.00 | "
                                 "w redundancy redundancy all wm 69.01 | "
                                 "w redundancy redundancy all w 31.00 | 10500100.01");
}

static void instalments_of_a_settlement(void **state)
{
    (void)state;
    assert_section("exit_instalments",
                   "w settlement 2020-04-30 8500000.00 | w settlement 2020-10-31 1000000.00 | "
                   "w settlement 2021-07-31 1000000.00 | 10500000.00");
}

/* 8 October 2019 to 7 April 2020 are 183 days: 270,000 / 183 = 1,475.4098…. */
static void what_is_written_off(void **state)
{
    (void)state;
    assert_section("written_off", "w Running costs 2019-10-08 2020-04-07 183 1475.41 270000.00 | "
                                  "w Hours     0.50 | 270000.50");
}

/* The finding about a party that left on 30 September 2018, whatever notice is said of it. */
static void check_told(const char *notice, apn_severity severity, const char *part)
{
    char text[1024];
    snprintf(text, sizeof text,
             "format: apportion/1\nagreement: {id: x}\n"
             "parties: [{id: a}, {id: c, name: Gwent, left: 2018-09-30}]\n"
             "cost_lines: [{id: l, basis: equal, budget: {2018/19: 1}}]\n"
             "exits: {c: {notice: {%s}}}\n",
             notice);
    apn_statement *statement = statement_of(text, "2018/19", APN_BUDGET);
    const apn_finding *finding = finding_of(apn_statement_findings(statement), APN_NOTICE);
    if (*part == '\0') {
        assert_null(finding);
    } else {
        assert_non_null(finding);
        assert_int_equal(finding->severity, severity);
        assert_string_equal(finding->where, "exits.c.notice");
        if (strstr(finding->message, part) == NULL)
            fail_msg("%s", finding->message);
    }
    apn_statement_unref(statement);
}

/* The months begin with the day of the notice and end on the day before the same day of the month,
 * or with a month that does not have it. */
static void leaving_sooner_than_notice_is_told(void **state)
{
    (void)state;
    check_told("given: 2017-10-01, months: 12", APN_WARNING, "");
    check_told(
        "given: 2017-10-02, months: 12", APN_WARNING,
        "Gwent gave notice of 12 months on 2017-10-02, which ends on 2018-10-01, and left on "
        "2018-09-30, 1 day sooner");
    check_told("given: 2018-08-31, months: 6", APN_WARNING, "ends on 2019-02-28");
    check_told("given: 2018-08-28, months: 6", APN_WARNING, "ends on 2019-02-27");
    check_told("given: 2018-09-15, months: 4", APN_WARNING, "ends on 2019-01-14");
    check_told("given: 2019-02-28, months: 12", APN_WARNING, "ends on 2020-02-27");
    check_told("given: 2018-09-30, months: 12, waived: all agreed", APN_NOTE,
               "364 days sooner: waived, all agreed");
}

#define THREE                                                                                      \
    "format: apportion/1\nagreement: {id: x}\n"                                                    \
    "parties: [{id: a}, {id: b}, {id: c, left: 2016-03-31}]\n"

static void assert_fails(const char *text, apn_status code, const char *part)
{
    apn_agreement *agreement = agreement_of(text);
    apn_statement *statement = NULL;
    apn_error err = {0};
    assert_int_equal(apn_statement_make(agreement, "2016/17", APN_BUDGET, NULL, &statement, &err),
                     code);
    if (strstr(err.message, part) == NULL)
        fail_msg("%s", err.message);
    apn_agreement_unref(agreement);
}

/* Caps of 40 % make 100 % and more of three, and 80 % of two; the floor of one that left has no one
 * to pay it. */
static void bounds_that_a_leaver_leaves_unmet(void **state)
{
    (void)state;
    assert_fails(THREE "cost_lines:\n  - {id: l, basis: equal, caps: {a: 40%, b: 40%}, budget: "
                       "{2016/17: 10}}\n",
                 APN_BOUNDS_INFEASIBLE, "caps total");
    assert_fails(THREE "cost_lines:\n  - {id: l, basis: equal, floors: {c: 1}, budget: "
                       "{2016/17: 10}}\n",
                 APN_NOT_A_MEMBER, "has a floor on");
}

/* A line of an exit is told under its own path. */
static void faults_have_the_path_of_the_exit(void **state)
{
    (void)state;
    apn_agreement *agreement = agreement_of(
        THREE "drivers: {users: {values: {a: 1, b: 1}}}\nexits:\n  c:\n    costs:\n"
              "      - {id: one, kind: other, borne_by: all, basis: {driver: users}, budget: "
              "{2016/17: 10}}\n");
    apn_statement *statement = NULL;
    apn_findings *findings = NULL;
    assert_int_equal(
        apn_statement_make(agreement, "2016/17", APN_BUDGET, &findings, &statement, NULL),
        APN_MISSING_WEIGHT);
    assert_non_null(strstr(apn_findings_at(findings, 0)->message, "`exit-c-one`"));
    apn_findings_free(findings);
    apn_agreement_unref(agreement);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notice_ends_and_days_beyond),
        cmocka_unit_test(costs_by_kind_and_bearer),
        cmocka_unit_test(instalments_of_a_settlement),
        cmocka_unit_test(what_is_written_off),
        cmocka_unit_test(leaving_sooner_than_notice_is_told),
        cmocka_unit_test(bounds_that_a_leaver_leaves_unmet),
        cmocka_unit_test(faults_have_the_path_of_the_exit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
