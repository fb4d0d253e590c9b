/* Indices, indexed amounts and capital financing: each rule of reading with a text that breaks it.
 */
#include "agreement_cases.h"

#include "library_limits.h"

#define CPI_AND_PAY                                                                                \
    "indices: {cpi: {by_month: {2015-01: 99.3, 2016-01: 99.6}}, pay: {rises: {2016/17: 1%}}}\n"
#define INDEXED(words)                                                                             \
    HEAD CPI_AND_PAY "cost_lines:\n  - {id: l, basis: equal, indexed: {" words "}}\n"
#define LOAN(words) HEAD "cost_lines:\n  - {id: l, basis: equal, financing: {" words "}}\n"

static void indices_are_given_in_one_way(void **state)
{
    (void)state;
    check_sound(HEAD "indices:\n  cpi: {source: ONS, by_month: {2015-04: 99.9, 2014-12: needed}}\n"
                     "  rpi: {by_year: {2015/16: 100, 2014/15: 0.001}}\n"
                     "  pay: {rises: {2015/16: -99.9%, 2016/17: 1}}\n" LINE);
    check_fault(HEAD "indices:\n  cpi: {source: ONS}\n" LINE, APN_MISSING_KEY, 5, 8, "indices.cpi",
                "the index has no figures");
    check_fault(HEAD "indices:\n  cpi: {by_month: {}, rises: {}}\n" LINE, APN_WRONG_TYPE, 5, 23,
                "indices.cpi.rises", "this one has `by_month` already");
    check_fault(HEAD "indices:\n  cpi: {by_month: {2015-13: 1}}\n" LINE, APN_NUMBER, 5, 20,
                "indices.cpi.by_month.2015-13", "`2015-13` is not a month: write it as 2015-04");
    check_fault(HEAD "indices:\n  cpi: {by_month: {2015/16: 1}}\n" LINE, APN_NUMBER, 5, 20,
                "indices.cpi.by_month.2015/16", "is not a month");
    check_fault(HEAD "indices:\n  cpi: {by_year: {2015-01: 1}}\n" LINE, APN_NUMBER, 5, 19,
                "indices.cpi.by_year.2015-01", "is not a financial year");
    check_fault(HEAD "indices:\n  cpi: {by_month: {2015-01: 0}}\n" LINE, APN_NUMBER, 5, 29,
                "indices.cpi.by_month.2015-01", "it must be above zero");
    check_fault(HEAD "indices:\n  cpi: {rises: {2015/16: -100%}}\n" LINE, APN_NUMBER, 5, 26,
                "indices.cpi.rises.2015/16", "a rise is more than -100 %");
    check_fault(HEAD "indices:\n  cpi: {by_month: {2015-01: 99.9%}}\n" LINE, APN_NUMBER, 5, 33,
                "indices.cpi.by_month.2015-01", "is not a number");
    check_fault(HEAD "indices: [cpi]\n" LINE, APN_WRONG_TYPE, 4, 10, "indices", "a group");
}

static void an_indexed_amount_says_all_it_must(void **state)
{
    (void)state;
    check_sound(INDEXED("amount: £1k, index: cpi, base: 2015-01, from: 2015/16, to: 2016/17"));
    check_sound(INDEXED("amount: 0.00001, index: pay, base: 2015/16"));
    check_fault(INDEXED("index: cpi, base: 2015-01"), APN_MISSING_KEY, 6, 36,
                "cost_lines.l.indexed.amount", "`amount`");
    check_sound(INDEXED("amount: 1, rate: 2%, base: 2015-10-01, from: 2016/17"));
    check_sound(INDEXED("amount: 1, rate: -99.9, base: 2010-10-01"));
    check_fault(INDEXED("amount: 1, base: 2015-01"), APN_MISSING_KEY, 6, 36, "cost_lines.l.indexed",
                "the amount follows nothing: give it an `index`, or a yearly `rate`");
    check_fault(INDEXED("amount: 1, index: cpi, rate: 2%, base: 2015-01"), APN_WRONG_TYPE, 6, 60,
                "cost_lines.l.indexed.rate", "an `index` or a `rate`, but not both");
    check_fault(INDEXED("amount: 999999999999999999999999999999999999, rate: 100%, base: "
                        "2015-04-01"),
                APN_LIMIT, 6, 36, "cost_lines.l.indexed", "the amount has more than 38 digits");
    check_fault(INDEXED("amount: 1, rate: -100%, base: 2015-10-01"), APN_NUMBER, 6, 54,
                "cost_lines.l.indexed.rate", "a rate is more than -100 %");
    check_fault(INDEXED("amount: 1, rate: 2%, base: 2015-10"), APN_WRONG_TYPE, 6, 64,
                "cost_lines.l.indexed.base", "is not a date");
    check_fault("format: apportion/1\nagreement: {id: x}\nparties: [{id: a}]\nproration: months\n"
                "cost_lines: [{id: l, basis: equal, indexed: {amount: 1, rate: 2, to: 2015/16, "
                "base: 2015-10-02}}]\n",
                APN_NOT_MONTH_EDGE, 5, 85, "cost_lines.l.indexed.base",
                "the base is not the first of a month");
    check_fault("format: apportion/1\nagreement: {id: x}\nparties: [{id: a}]\nproration: months\n"
                "year_start: 04-06\n"
                "cost_lines: [{id: l, basis: equal, indexed: {amount: 1, rate: 2, to: 2015/16, "
                "base: 2015-10-01}}]\n",
                APN_NOT_MONTH_EDGE, 6, 85, "cost_lines.l.indexed.base",
                "years do not begin on the first of a month");
    check_fault(INDEXED("amount: 1, index: cpi"), APN_MISSING_KEY, 6, 36,
                "cost_lines.l.indexed.base", "`base`");
    check_fault(INDEXED("amount: 1, index: cpl, base: 2015-01"), APN_UNKNOWN_ID, 6, 55,
                "cost_lines.l.indexed.index", "did you mean `cpi`?");
    check_fault(INDEXED("amount: x, index: cpi, base: 2015-01"), APN_NUMBER, 6, 45,
                "cost_lines.l.indexed.amount", "is not an amount");
    check_fault(INDEXED("amount: 1, index: cpi, base: 2015/16"), APN_WRONG_TYPE, 6, 66,
                "cost_lines.l.indexed.base", "the index `cpi` is given by month, as 2015-04");
    check_fault(INDEXED("amount: 1, index: pay, base: 2015-04"), APN_WRONG_TYPE, 6, 66,
                "cost_lines.l.indexed.base",
                "the index `pay` is given by financial year, as 2015/16");
    check_fault(INDEXED("amount: 1, index: pay, base: 2015/16, from: 2015"), APN_NUMBER, 6, 81,
                "cost_lines.l.indexed.from", "is not a financial year");
    check_fault(INDEXED("amount: 1, index: pay, base: 2015/16, to: 2014/15"), APN_WRONG_TYPE, 6, 36,
                "cost_lines.l.indexed", "begins in 2015/16 and ends in 2014/15");
    check_fault(INDEXED("amount: 1, index: pay, base: 2015/16, to: 3215/16"), APN_LIMIT, 6, 36,
                "cost_lines.l.indexed", "1200 years at most");
    check_fault(INDEXED("amount: 1, index: pay, base: 2019/20, to: 2019/20"), APN_OUTSIDE_AGREEMENT,
                6, 36, "cost_lines.l.indexed", "no year of the amount lies within the agreement");
    check_fault(HEAD CPI_AND_PAY
                "cost_lines:\n  - {id: l, basis: equal, from: 2018-04-01, indexed: "
                "{amount: 1, index: pay, base: 2015/16, to: 2017/18}}\n",
                APN_OUTSIDE_AGREEMENT, 6, 54, "cost_lines.l.indexed",
                "no year of the amount lies within the agreement and the life of the line");
    check_fault("format: apportion/1\nagreement: {id: x}\nparties: [{id: a}]\n" CPI_AND_PAY
                "cost_lines: [{id: l, basis: equal, indexed: {amount: 1, index: pay, base: "
                "2015/16}}]\n",
                APN_MISSING_KEY, 5, 45, "cost_lines.l.indexed", "the agreement has no end");
}

static void a_loan_says_all_it_must(void **state)
{
    (void)state;
    check_sound(LOAN("principal: £1m, rate: 4.5%, years: 10, from: 2015/16, by: annuity, "
                     "payments: monthly, charge: interest"));
    check_sound(LOAN("principal: 1, rate: 0, years: 1200, from: 1015/16, by: "
                     "equal-instalments"));
    check_fault(LOAN("rate: 5, years: 3, from: 2015/16, by: annuity"), APN_MISSING_KEY, 5, 38,
                "cost_lines.l.financing.principal", "`principal`");
    check_fault(LOAN("principal: 1.005, rate: 5, years: 3, from: 2015/16, by: annuity"),
                APN_NOT_WHOLE_UNITS, 5, 50, "cost_lines.l.financing.principal",
                "is not a whole number of units");
    check_fault(LOAN("principal: -1, rate: 5, years: 3, from: 2015/16, by: annuity"), APN_NUMBER, 5,
                50, "cost_lines.l.financing.principal", "must be above zero");
    check_fault(LOAN("principal: 1, rate: -5%, years: 3, from: 2015/16, by: annuity"), APN_NUMBER,
                5, 59, "cost_lines.l.financing.rate", "its rate is 0 % or more");
    check_fault(LOAN("principal: 1, rate: 5, years: 0, from: 2015/16, by: annuity"), APN_NUMBER, 5,
                69, "cost_lines.l.financing.years", "must be above zero");
    check_fault(LOAN("principal: 1, rate: 5, years: 1201, from: 2015/16, by: annuity"), APN_LIMIT,
                5, 69, "cost_lines.l.financing.years", "more than 1200");
    check_fault(LOAN("principal: 1, rate: 5, years: 101, from: 2015/16, by: annuity, "
                     "payments: monthly"),
                APN_LIMIT, 5, 69, "cost_lines.l.financing.years", "more than 100");
    check_fault(LOAN("principal: 1, rate: 5, years: 3, from: 2015, by: annuity"), APN_NUMBER, 5, 78,
                "cost_lines.l.financing.from", "is not a financial year");
    check_fault(LOAN("principal: 1, rate: 5, years: 3, from: 2015/16, by: annuities"),
                APN_WRONG_TYPE, 5, 91, "cost_lines.l.financing.by", "did you mean `annuity`?");
    check_fault(LOAN("principal: 1, rate: 5, years: 3, from: 2000/01, by: annuity"),
                APN_OUTSIDE_AGREEMENT, 5, 38, "cost_lines.l.financing",
                "no year of the amount lies within the agreement");
}

static void a_budget_is_made_in_one_way(void **state)
{
    (void)state;
#define PAID "indexed: {amount: 1, index: pay, base: 2015/16, to: 2015/16}"
    check_fault(HEAD CPI_AND_PAY
                "cost_lines:\n  - id: l\n    basis: equal\n    budget: {2015/16: 1}\n"
                "    " PAID "\n",
                APN_DUPLICATE_KEY, 8, 5, "cost_lines.l.budget",
                "`indexed` and `budget` both make the budget");
    check_fault(HEAD CPI_AND_PAY "cost_lines:\n  - id: l\n    basis: equal\n    items: [{budget: "
                                 "{2015/16: 1}}]\n    " PAID "\n",
                APN_DUPLICATE_KEY, 8, 5, "cost_lines.l.items",
                "`indexed` and `items` both make the budget");
    check_fault(HEAD CPI_AND_PAY "cost_lines:\n  - id: l\n    basis: equal\n    items:\n      - "
                                 "{budget: {2015/16: 1}, " PAID "}\n",
                APN_DUPLICATE_KEY, 9, 10, "cost_lines.l.items[1].budget",
                "`indexed` and `budget` both make the budget");
    check_fault(HEAD CPI_AND_PAY "cost_lines:\n  - id: l\n    basis: equal\n    items: [{" PAID
                                 "}, {budget: {2015/16: 1, 2016/17: 1}}]\n",
                APN_NO_FIGURE, 8, 13, "cost_lines.l.items[1]", "has no budget for 2016/17");
    check_sound(HEAD CPI_AND_PAY
                "cost_lines:\n  - id: l\n    basis: equal\n    outturn: {2015/16: 1}\n"
                "    " PAID "\n");
    check_sound(HEAD CPI_AND_PAY "cost_lines:\n  - id: l\n    basis: equal\n    items: [{outturn: "
                                 "{2015/16: 1}}]\n    " PAID "\n");
}

/* A loan of 1,200 payments, as often as the limit allows, and once more. */
static void work_is_limited(void **state)
{
    (void)state;
    enum { PAYMENTS = 1200, MOST = APN__LIMIT_WORKED / PAYMENTS };
    static char text[(MOST + 2) * 128];
    for (int lines = MOST; lines <= MOST + 1; lines++) {
        char *end = text + sprintf(text, HEAD "cost_lines:\n");
        for (int i = 0; i < lines; i++)
            end += sprintf(end,
                           "  - {id: l%d, basis: equal, financing: {principal: 1, rate: 0, years: "
                           "1200, from: 1500/01, by: annuity}}\n",
                           i);
        if (lines == MOST)
            check_sound(text);
        else
            check_fault(text, APN_LIMIT, 5 + MOST, 41, "cost_lines.l166.financing",
                        "more than 200000 years and payments");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(indices_are_given_in_one_way),
        cmocka_unit_test(an_indexed_amount_says_all_it_must),
        cmocka_unit_test(a_loan_says_all_it_must),
        cmocka_unit_test(a_budget_is_made_in_one_way),
        cmocka_unit_test(work_is_limited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
