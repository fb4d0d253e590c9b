/* The days in which a cost arose: each rule of reading with a text that breaks it. */
#include "agreement_cases.h"

#define AROSE(words)                                                                               \
    HEAD "cost_lines:\n  - {id: l, basis: equal, budget: {2018/19: 1}, " words "}\n"

static void days_in_which_a_cost_arose(void **state)
{
    (void)state;
    check_sound(AROSE("arose: 2015/16"));
    check_sound(AROSE("arose: {from: 2015-04-01, until: 2015-04-01}"));
    check_sound(AROSE("arose: {from: 2019-03-31, until: 2019-03-31}"));
    check_fault(AROSE("arose: {from: 2010-04-01, until: 2015-04-01}"), APN_OUTSIDE_AGREEMENT, 5, 56,
                "cost_lines.l.arose", "and not every day of these lies within the agreement");
    check_fault(AROSE("arose: {from: 2018-04-01, until: 2019-04-02}"), APN_OUTSIDE_AGREEMENT, 5, 56,
                "cost_lines.l.arose", "and not every day");
    check_sound(AROSE("arose: 2018/19"));
    check_fault(HEAD
                "cost_lines:\n  - {id: l, basis: equal, budget: {2017/18: 1}, arose: 2018/19}\n",
                APN_OUTSIDE_AGREEMENT, 5, 56, "cost_lines.l.arose",
                "a figure for 2017/18, and its cost arose from 2018-04-01 on, after that year");
    check_fault(AROSE("arose: 2015"), APN_NUMBER, 5, 56, "cost_lines.l.arose",
                "`2015` is not a financial year");
    check_fault(AROSE("arose: [2015/16]"), APN_WRONG_TYPE, 5, 56, "cost_lines.l.arose",
                "a list stands here");
    check_fault(AROSE("arose: {from: 2015-04-01}"), APN_MISSING_KEY, 5, 56,
                "cost_lines.l.arose.until", "`until`");
    check_fault(AROSE("arose: {from: 2015-04-02, until: 2015-04-01}"), APN_WRONG_TYPE, 5, 82,
                "cost_lines.l.arose", "the days end before they begin");
    check_fault(AROSE("from: 2015-04-01, arose: 2015/16"), APN_WRONG_TYPE, 5, 67,
                "cost_lines.l.arose", "the line has `from` as well");
    check_fault(AROSE("until: 2018-04-01, arose: 2015/16"), APN_WRONG_TYPE, 5, 68,
                "cost_lines.l.arose", "the line has `until` as well");
    check_fault(AROSE("arose: 2014/15"), APN_OUTSIDE_AGREEMENT, 5, 56, "cost_lines.l.arose",
                "from 2014-04-01 to 2015-03-31, and no day of these lies within the agreement");
}

#define OVERRUN(words)                                                                             \
    HEAD "bases: {e: {with_effect_from: {previously: equal, 2016-04-01: f}}, f: {percent: {a: "    \
         "40, b: 50, c: 10}}}\n"                                                                   \
         "cost_lines:\n  - {id: l, basis: equal, budget: {2018/19: 1}, overrun: " words "}\n"

static void an_overrun_says_who_bears_it(void **state)
{
    (void)state;
    check_sound(OVERRUN("{basis: {all_to: a}}"));
    check_sound(OVERRUN("{above: 2.50, basis: f}"));
    check_fault(OVERRUN("a"), APN_WRONG_TYPE, 6, 58, "cost_lines.l.overrun",
                "{above: …, basis: …}");
    check_fault(OVERRUN("{above: 5%}"), APN_MISSING_KEY, 6, 58, "cost_lines.l.overrun.basis",
                "`basis`");
    check_fault(OVERRUN("{above: -5%, basis: f}"), APN_NUMBER, 6, 66, "cost_lines.l.overrun.above",
                "below zero");
    check_fault(OVERRUN("{basis: g}"), APN_UNKNOWN_ID, 6, 66, "cost_lines.l.overrun.basis",
                "no basis `g`");
    check_fault(OVERRUN("{basis: e}"), APN_WRONG_TYPE, 6, 66, "cost_lines.l.overrun.basis",
                "changes by date");
    check_fault(HEAD "cost_lines:\n  - {id: l, basis: equal, overrun: {basis: equal}, unit_price: "
                     "{budget: {2018/19: 1}}}\n",
                APN_WRONG_TYPE, 5, 27, "cost_lines.l.overrun", "price of a unit");
    check_fault(HEAD "cost_lines:\n  - {id: l, basis: {percent: {a: 50, b: 30, c: 10}, share_sum: "
                     "as-published}, overrun: {basis: equal}, budget: {2018/19: 1}}\n",
                APN_WRONG_TYPE, 5, 79, "cost_lines.l.overrun", "used as published");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_in_which_a_cost_arose),
        cmocka_unit_test(an_overrun_says_who_bears_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
