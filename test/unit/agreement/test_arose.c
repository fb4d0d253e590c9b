/* The days in which a cost arose: each rule of reading with a text that breaks it. */
#include "agreement_cases.h"

#define AROSE(words)                                                                               \
    HEAD "cost_lines:\n  - {id: l, basis: equal, budget: {2018/19: 1}, " words "}\n"

static void days_in_which_a_cost_arose(void **state)
{
    (void)state;
    check_sound(AROSE("arose: 2015/16"));
    check_sound(AROSE("arose: {from: 2015-04-01, until: 2015-04-01}"));
    check_sound(AROSE("arose: {from: 2010-04-01, until: 2015-04-01}"));
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_in_which_a_cost_arose),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
