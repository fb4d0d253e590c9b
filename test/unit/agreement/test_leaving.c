/* Parties that leave: notice, exit costs, what is written off; each rule of reading with a text
 * that breaks it. */
#include "agreement_cases.h"

#define LEAVES                                                                                     \
    "format: apportion/1\n"                                                                        \
    "agreement: {id: x, effective: {from: 2015-04-01, to: 2022-03-31}}\n"                          \
    "parties: [{id: a}, {id: b}, {id: c, name: Gwent, left: 2018-09-30}]\n"
#define EXIT(words) LEAVES "exits:\n  c:\n    " words "\n"
#define COST(words) EXIT("costs:\n      - {id: k, kind: other, " words "}")

static void notice_is_of_a_leaver(void **state)
{
    (void)state;
    check_sound(EXIT("notice: {given: 2017-10-01, months: 12}"));
    check_sound(EXIT("notice: {given: 2016-02-29, months: 12}"));
    check_fault(LEAVES "exits: {d: {notice: {given: 2017-10-01, months: 12}}}\n", APN_UNKNOWN_ID, 4,
                9, "exits.d", "there is no party `d`");
    check_fault(LEAVES "exits: {a: {notice: {given: 2017-10-01, months: 12}}}\n", APN_MISSING_KEY,
                4, 9, "exits.a", "`a` is listed among those that leave, and has no last day");
    check_fault(LEAVES "exits: [c]\n", APN_WRONG_TYPE, 4, 8, "exits", "a group");
    check_fault(EXIT("notice: {months: 12}"), APN_MISSING_KEY, 6, 13, "exits.c.notice.given",
                "`given`");
    check_fault(EXIT("notice: {given: 2017-10-01}"), APN_MISSING_KEY, 6, 13,
                "exits.c.notice.months", "`months`");
    check_fault(EXIT("notice: {given: 2017-10-01, months: 121}"), APN_LIMIT, 6, 41,
                "exits.c.notice.months", "121");
    check_fault(EXIT("notice: 2017-10-01"), APN_WRONG_TYPE, 6, 13, "exits.c.notice",
                "{given: 2018-10-09, months: 12}");
}

static void costs_say_who_bears_them(void **state)
{
    (void)state;
    check_sound(COST("borne_by: leaver, budget: {2019/20: 1}"));
    check_sound(COST("borne_by: all, basis: equal, budget: {2019/20: 1}"));
    check_sound(
        COST("borne_by: remaining, basis: {percent: {a: 60, b: 40}}, outturn: {2019/20: 1}"));
    check_sound(COST("borne_by: all, basis: equal, arose: 2016/17, budget: {2019/20: 1}"));
    check_fault(COST("budget: {2019/20: 1}"), APN_MISSING_KEY, 7, 9, "exits.c.costs.k.borne_by",
                "`borne_by`");
    check_fault(COST("borne_by: host, budget: {2019/20: 1}"), APN_WRONG_TYPE, 7, 40,
                "exits.c.costs.k.borne_by", "`host`");
    check_fault(EXIT("costs:\n      - {id: k, kind: fees, borne_by: leaver, budget: {2019/20: 1}}"),
                APN_WRONG_TYPE, 7, 23, "exits.c.costs.k.kind", "`fees`");
    check_fault(COST("borne_by: leaver"), APN_MISSING_KEY, 7, 9, "exits.c.costs.k",
                "the line has no amount");
    check_fault(COST("borne_by: leaver, budget: {2022/23: 1}"), APN_OUTSIDE_AGREEMENT, 7, 57,
                "exits.c.costs.k.budget.2022/23", "lies outside the agreement");
    check_fault(COST("borne_by: all, budget: {2019/20: 1}"), APN_MISSING_KEY, 7, 9,
                "exits.c.costs.k.basis", "`default_basis`");
    check_fault(COST("borne_by: all, basis: nbr, budget: {2019/20: 1}"), APN_UNKNOWN_ID, 7, 52,
                "exits.c.costs.k.basis", "there is no basis `nbr`");
    check_fault(COST("borne_by: leaver, basis: equal, budget: {2019/20: 1}"), APN_WRONG_TYPE, 7, 48,
                "exits.c.costs.k.basis", "the leaver bears the cost alone");
    check_fault(COST("borne_by: leaver, arose: 2015/16, budget: {2019/20: 1}"), APN_WRONG_TYPE, 7,
                48, "exits.c.costs.k.arose", "the leaver bears the cost alone");
    check_fault(LEAVES "cost_lines: [{id: exit-c-k, basis: equal, budget: {2015/16: 1}}]\n"
                       "exits: {c: {costs: [{id: k, kind: other, borne_by: leaver, budget: "
                       "{2019/20: 1}}]}}\n",
                APN_DUPLICATE_ID, 5, 21, "exits.c.costs.k", "a cost line has that id");
    check_fault(
        EXIT("costs:\n      - {id: k, kind: other, borne_by: leaver, budget: {2019/20: 1}}\n"
             "      - {id: k, kind: other, borne_by: leaver, budget: {2019/20: 1}}"),
        APN_DUPLICATE_ID, 8, 14, "exits.c.costs.k", "already the id of an exit cost");
    check_fault(EXIT("costs: settlement"), APN_WRONG_TYPE, 6, 12, "exits.c.costs", "a list");
}

static void tapers_have_the_years_of_the_figures(void **state)
{
    (void)state;
    check_sound(
        COST("borne_by: leaver, basis: equal, taper: {2019/20: 50%}, budget: {2019/20: 1}"));
    check_fault(COST("borne_by: leaver, basis: equal, taper: {2019/20: 50%, 2020/21: 25%}, "
                     "budget: {2019/20: 1}"),
                APN_NO_FIGURE, 7, 84, "exits.c.costs.k.taper.2020/21",
                "the cost has no figure for that year");
    check_fault(COST("borne_by: leaver, basis: equal, taper: {2019/20: 50%}, budget: {2019/20: 1, "
                     "2020/21: 1}"),
                APN_NO_FIGURE, 7, 69, "exits.c.costs.k.taper", "the cost has a figure for 2020/21");
    check_fault(
        COST("borne_by: leaver, basis: equal, taper: {2019/20: 101%}, budget: {2019/20: 1}"),
        APN_SHARE_SUM, 7, 79, "exits.c.costs.k.taper.2019/20", "more than 100 %");
    check_fault(COST("borne_by: leaver, taper: {2019/20: 50%}, budget: {2019/20: 1}"),
                APN_MISSING_KEY, 7, 48, "exits.c.costs.k", "how the others share the rest");
    check_fault(COST("borne_by: all, basis: equal, taper: {2019/20: 50%}, budget: {2019/20: 1}"),
                APN_WRONG_TYPE, 7, 59, "exits.c.costs.k.taper", "what the leaver bears");
}

static void instalments_make_the_cost(void **state)
{
    (void)state;
    check_sound(COST("borne_by: leaver, budget: {2018/19: 2, 2019/20: 1}, instalments: [{due: "
                     "2019-01-01, amount: 2.50}, {due: 2019-06-01, amount: 0.50}]"));
    check_fault(
        COST("borne_by: leaver, budget: {2018/19: 3}, instalments: [{due: 2019-01-01, amount: "
             "2.50}, {due: 2019-06-01, amount: 0.51}]"),
        APN_SHARE_SUM, 7, 83, "exits.c.costs.k.instalments",
        "the instalments add up to 3.01, and the cost over all years to 3.00");
    check_fault(
        COST("borne_by: leaver, budget: {2018/19: 3}, instalments: [{due: 2019-01-01, amount: "
             "2.50}, {due: 2019-01-01, amount: 0.50}]"),
        APN_WRONG_TYPE, 7, 123, "exits.c.costs.k.instalments[2]", "list them by date");
    check_fault(COST("borne_by: leaver, budget: {2018/19: 3}, instalments: [{due: 2019-01-01}]"),
                APN_MISSING_KEY, 7, 84, "exits.c.costs.k.instalments[1].amount", "`amount`");
    check_fault(COST("borne_by: all, basis: equal, budget: {2018/19: 3}, instalments: [{due: "
                     "2019-01-01, amount: 3}]"),
                APN_WRONG_TYPE, 7, 81, "exits.c.costs.k.instalments", "what the leaver bears");
}

static void what_is_written_off_has_a_title_and_an_amount(void **state)
{
    (void)state;
    check_sound(EXIT("written_off: [{title: Hours, amount: 2}, {title: More, amount: 1, from: "
                     "2019-01-01}]"));
    check_fault(EXIT("written_off: [{title: Hours}]"), APN_MISSING_KEY, 6, 19,
                "exits.c.written_off[1].amount", "`amount`");
    check_fault(EXIT("written_off: [{title: Hours, amount: 0.001}]"), APN_NOT_WHOLE_UNITS, 6, 42,
                "exits.c.written_off[1].amount", "0.001");
    check_fault(
        EXIT("written_off: [{title: Hours, amount: 1, from: 2019-01-02, until: 2019-01-01}]"),
        APN_WRONG_TYPE, 6, 70, "exits.c.written_off[1]", "the days end before they begin");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notice_is_of_a_leaver),
        cmocka_unit_test(costs_say_who_bears_them),
        cmocka_unit_test(tapers_have_the_years_of_the_figures),
        cmocka_unit_test(instalments_make_the_cost),
        cmocka_unit_test(what_is_written_off_has_a_title_and_an_amount),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
