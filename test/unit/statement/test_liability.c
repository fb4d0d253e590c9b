/* Costs that arose before the year in which they are charged, worked by hand. */
#include "agreement_text.h"

#define PARTIES                                                                                    \
    "format: apportion/1\nagreement: {id: x}\nparties: [{id: a}, {id: b}, {id: c, left: "          \
    "2016-09-30}]\n"
#define CLAIM(words) "cost_lines:\n  - {id: claim, basis: {driver: users}, " words "}\n"
#define USERS                                                                                      \
    "drivers: {users: {by_year: {2015/16: {a: 1, b: 1, c: 2}, 2016/17: {a: 3, b: 1, c: 4}}}}\n"

static void assert_row(const char *text, const char *expected)
{
    apn_statement *statement = statement_of(text, "2019/20", APN_BUDGET);
    char row[256] = "", amount[APN_DECIMAL_TEXT_SIZE];
    for (size_t party = 0; party < 3; party++) {
        apn_decimal_format(apn_statement_cell(statement, 0, party).amount, 0, amount);
        snprintf(row + strlen(row), sizeof row - strlen(row), "%s%s", party == 0 ? "" : " ",
                 amount);
    }
    assert_string_equal(row, expected);
    apn_statement_unref(statement);
}

/* By 1, 1 and 2 of 2015/16. In 2016/17 c was a member on 183 days of 365, so that of 365.00 c pays
 * 183 x 4/8, a 183 x 3/8 + 182 x 3/4 and b the third of that. */
static void who_was_a_member_pays(void **state)
{
    (void)state;
    assert_row(PARTIES USERS CLAIM("arose: 2015/16, budget: {2019/20: 100}"), "25.00 25.00 50.00");
    assert_row(PARTIES USERS CLAIM("arose: 2016/17, budget: {2019/20: 365}"), "205.13 68.37 91.50");
}

/* 60 days of 2015/16 by 1, 1, 2 and 30 of 2016/17 by 3, 1, 4: of 90.00, 15 + 11.25, 15 + 3.75 and
 * 30 + 15. One day has the members of that day. */
static void days_have_the_figures_of_their_year(void **state)
{
    (void)state;
    assert_row(PARTIES USERS CLAIM("arose: {from: 2016-02-01, until: 2016-04-30}, budget: "
                                   "{2019/20: 90}"),
               "26.25 18.75 45.00");
    assert_row(PARTIES USERS CLAIM("arose: {from: 2016-09-30, until: 2016-09-30}, budget: "
                                   "{2019/20: 8}"),
               "3.00 1.00 4.00");
    assert_row(PARTIES USERS CLAIM("arose: {from: 2016-10-01, until: 2016-10-01}, budget: "
                                   "{2019/20: 8}"),
               "6.00 2.00 0.00");
    /* Two months of 2015/16 and one of 2016/17. */
    assert_row(PARTIES USERS "proration: months\n" CLAIM(
                   "arose: {from: 2016-02-01, until: 2016-04-30}, budget: {2019/20: 96}"),
               "28.00 20.00 48.00");
}

static void a_statement_says_so(void **state)
{
    (void)state;
    apn_statement *statement = statement_of(
        PARTIES USERS CLAIM("arose: 2015/16, budget: {2019/20: 100}"), "2019/20", APN_BUDGET);
    const apn_finding *note = finding_of(apn_statement_findings(statement), APN_AROSE);
    assert_non_null(note);
    assert_int_equal(note->severity, APN_NOTE);
    assert_string_equal(note->where, "cost_lines.claim.arose");
    assert_non_null(strstr(note->message, "arose from 2015-04-01 to 2016-03-31"));
    apn_statement_unref(statement);
}

/* The figures are asked for in the year in which it arose. */
static void a_year_without_figures_is_told(void **state)
{
    (void)state;
    apn_agreement *agreement =
        agreement_of(PARTIES USERS CLAIM("arose: 2014/15, budget: {2019/20: 100}"));
    apn_statement *statement = NULL;
    apn_error err = {0};
    assert_int_equal(apn_statement_make(agreement, "2019/20", APN_BUDGET, NULL, &statement, &err),
                     APN_MISSING_YEAR);
    assert_non_null(strstr(err.message, "no values for 2014/15"));
    apn_agreement_unref(agreement);
}

/* Of 730.00, 365.00 by equal parts, c being a member on 183 days of 365: 183/3 + 182/2 = 152, and
 * 61 for c; the other 365.00 to a. */
static void an_overrun_of_changing_members(void **state)
{
    (void)state;
    apn_statement *statement = statement_of(
        PARTIES "cost_lines:\n  - {id: l, basis: equal, overrun: {basis: {all_to: a}}, budget: "
                "{2016/17: 365}, outturn: {2016/17: 730}}\n",
        "2016/17", APN_OUTTURN);
    assert_amount(apn_statement_cell(statement, 0, 0).amount, "517.00");
    assert_amount(apn_statement_cell(statement, 0, 1).amount, "152.00");
    assert_amount(apn_statement_cell(statement, 0, 2).amount, "61.00");
    const apn_finding *note = finding_of(apn_statement_findings(statement), APN_WORKED_OUT);
    assert_non_null(note);
    assert_int_equal(note->severity, APN_NOTE);
    assert_non_null(strstr(note->message, "365.00 are above 365.00"));
    apn_statement_unref(statement);
}

static void an_overrun_has_a_budget_to_exceed(void **state)
{
    (void)state;
    apn_agreement *agreement = agreement_of(
        PARTIES "cost_lines:\n  - {id: l, basis: equal, overrun: {basis: {all_to: c}}, outturn: "
                "{2016/17: 730}}\n");
    apn_statement *statement = NULL;
    apn_error err = {0};
    assert_int_equal(apn_statement_make(agreement, "2016/17", APN_OUTTURN, NULL, &statement, &err),
                     APN_NO_FIGURE);
    assert_string_equal(err.where, "cost_lines.l.overrun");
    apn_agreement_unref(agreement);
    /* c is no member in the second half of the year. */
    agreement = agreement_of(
        PARTIES "cost_lines:\n  - {id: l, basis: equal, overrun: {basis: {all_to: c}}, budget: "
                "{2016/17: 1}, outturn: {2016/17: 730}}\n");
    assert_int_equal(apn_statement_make(agreement, "2016/17", APN_OUTTURN, NULL, &statement, &err),
                     APN_NOT_A_MEMBER);
    apn_agreement_unref(agreement);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_was_a_member_pays),
        cmocka_unit_test(days_have_the_figures_of_their_year),
        cmocka_unit_test(a_statement_says_so),
        cmocka_unit_test(an_overrun_of_changing_members),
        cmocka_unit_test(an_overrun_has_a_budget_to_exceed),
        cmocka_unit_test(a_year_without_figures_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
