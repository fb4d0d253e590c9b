/* A value of the wrong kind, or none, behind every key that takes one: one fault each, at the
 * value. */
#include "agreement_cases.h"

typedef struct wrong {
    const char *text;
    apn_status code;
    unsigned line, column;
    const char *where;
} wrong;

static void check_all(const wrong *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check_fault(cases[i].text, cases[i].code, cases[i].line, cases[i].column, cases[i].where,
                    "");
}

#define CHECK_ALL(cases) check_all(cases, sizeof(cases) / sizeof *(cases))

/* The head with one more key, which begins in column 20 of line 2. */
#define IN_HEAD(key) "format: apportion/1\nagreement: {id: x, " key "}\nparties: [{id: a}]\n"

static void in_the_head(void **state)
{
    static const wrong cases[] = {
        {"format: [a]\nagreement: {id: x}\nparties: [{id: a}]\n", APN_WRONG_TYPE, 1, 9, "format"},
        {"format:\nagreement: {id: x}\nparties: [{id: a}]\n", APN_MISSING_KEY, 1, 8, "format"},
        {IN_HEAD("effective: 2015"), APN_WRONG_TYPE, 2, 31, "agreement.effective"},
        {IN_HEAD("effective: {from: [a]}"), APN_WRONG_TYPE, 2, 38, "agreement.effective.from"},
        {IN_HEAD("effective: {to: }"), APN_MISSING_KEY, 2, 36, "agreement.effective.to"},
        {IN_HEAD("effective: {form: 2015-04-01}"), APN_UNKNOWN_KEY, 2, 32,
         "agreement.effective.form"},
        {IN_HEAD("lead: [a]"), APN_WRONG_TYPE, 2, 26, "agreement.lead"},
        {IN_HEAD("lead: "), APN_MISSING_KEY, 2, 26, "agreement.lead"},
        {IN_HEAD("languages: en"), APN_WRONG_TYPE, 2, 31, "agreement.languages"},
        {IN_HEAD("languages: [[en]]"), APN_WRONG_TYPE, 2, 32, "agreement.languages[1]"},
        {IN_HEAD("decisions: one"), APN_WRONG_TYPE, 2, 31, "agreement.decisions"},
        {IN_HEAD("decisions: [one]"), APN_WRONG_TYPE, 2, 32, "agreement.decisions[1]"},
        {IN_HEAD("sources: [[a]]"), APN_WRONG_TYPE, 2, 30, "agreement.sources[1]"},
        {IN_HEAD("sources: ['']"), APN_MISSING_KEY, 2, 30, "agreement.sources[1]"},
        {HEAD "currency: [GBP]\n", APN_WRONG_TYPE, 4, 11, "currency"},
        {HEAD "currency: GBPX\n", APN_WRONG_TYPE, 4, 11, "currency"},
        {HEAD "currency: gbp\n", APN_WRONG_TYPE, 4, 11, "currency"},
        {HEAD "year_start: {a: 1}\n", APN_WRONG_TYPE, 4, 13, "year_start"},
        {HEAD "year_start: 0a-01\n", APN_WRONG_TYPE, 4, 13, "year_start"},
    };
    (void)state;
    CHECK_ALL(cases);
}

static void in_drivers_and_bases(void **state)
{
    static const wrong cases[] = {
        {HEAD "drivers: {d: 5}\n", APN_WRONG_TYPE, 4, 14, "drivers.d"},
        {HEAD "drivers: {d: {values: [1]}}\n", APN_WRONG_TYPE, 4, 23, "drivers.d.values"},
        {HEAD "drivers: {d: {by_year: 5}}\n", APN_WRONG_TYPE, 4, 24, "drivers.d.by_year"},
        {HEAD "drivers: {d: {by_year: {2015/16: 5}}}\n", APN_WRONG_TYPE, 4, 34,
         "drivers.d.by_year.2015/16"},
        {HEAD "drivers: {d: {unit: GBP, values: {a: x}}}\n", APN_NUMBER, 4, 38,
         "drivers.d.values.a"},
        {HEAD "drivers: {d: {unit: [a], values: {a: 1}}}\n", APN_WRONG_TYPE, 4, 21,
         "drivers.d.unit"},
        {HEAD "bases: [infra]\n", APN_WRONG_TYPE, 4, 8, "bases"},
        {HEAD "bases: {p: {percent: 50}}\n", APN_WRONG_TYPE, 4, 22, "bases.p.percent"},
        {HEAD "bases: {p: {percent: {z: 100}}}\n", APN_UNKNOWN_ID, 4, 23, "bases.p.percent.z"},
        {HEAD "bases: {p: {percent: {a: [1]}}}\n", APN_WRONG_TYPE, 4, 26, "bases.p.percent.a"},
        {HEAD "bases: {p: {percent: {a: }}}\n", APN_NUMBER, 4, 26, "bases.p.percent.a"},
        {HEAD "bases: {p: {driver: [d]}}\n", APN_WRONG_TYPE, 4, 21, "bases.p.driver"},
        {HEAD "bases: {p: {driver: }}\n", APN_MISSING_KEY, 4, 21, "bases.p.driver"},
        {HEAD "bases: {p: {equal: [a]}}\n", APN_WRONG_TYPE, 4, 20, "bases.p.equal"},
        {HEAD "bases: {p: {all_to: [a]}}\n", APN_WRONG_TYPE, 4, 21, "bases.p.all_to"},
        {HEAD "bases: {p: {equal: all, share: [1]}}\n", APN_WRONG_TYPE, 4, 32, "bases.p.share"},
        {HEAD "bases: {p: {equal: all, share: {published: [1]}}}\n", APN_WRONG_TYPE, 4, 44,
         "bases.p.share.published"},
        {HEAD "bases: {p: {percent: {a: 100}, share_sum: [a]}}\n", APN_WRONG_TYPE, 4, 43,
         "bases.p.share_sum"},
        {HEAD "bases: {equal: {all_to: a}}\n", APN_WRONG_TYPE, 4, 9, "bases.equal"},
    };
    (void)state;
    CHECK_ALL(cases);
}

/* One line with one more key, which begins in column 61 of line 4. */
#define IN_LINE(key) HEAD "cost_lines: [{id: l, basis: equal, budget: {2015/16: 1.00}, " key "}]\n"

static void in_lines(void **state)
{
    static const wrong cases[] = {
        {HEAD "cost_lines: 5\n", APN_WRONG_TYPE, 4, 13, "cost_lines"},
        {HEAD "cost_lines: [5]\n", APN_WRONG_TYPE, 4, 14, "cost_lines[1]"},
        {HEAD "cost_lines: [{id: l, basis: {percent: 5}, budget: {2015/16: 1}}]\n", APN_WRONG_TYPE,
         4, 39, "cost_lines.l.basis.percent"},
        {HEAD "cost_lines: [{id: l, basis: , budget: {2015/16: 1}}]\n", APN_MISSING_KEY, 4, 29,
         "cost_lines.l.basis"},
        {HEAD "cost_lines: [{id: [l], basis: equal, budget: {2015/16: 1}}]\n", APN_WRONG_TYPE, 4,
         19, "cost_lines[1].id"},
        {IN_LINE("category: [a]"), APN_WRONG_TYPE, 4, 71, "cost_lines.l.category"},
        {IN_LINE("nature: [revenue]"), APN_WRONG_TYPE, 4, 69, "cost_lines.l.nature"},
        {IN_LINE("nature: "), APN_MISSING_KEY, 4, 69, "cost_lines.l.nature"},
        {IN_LINE("participants: [[a]]"), APN_WRONG_TYPE, 4, 76, "cost_lines.l.participants[1]"},
        {IN_LINE("caps: [a]"), APN_WRONG_TYPE, 4, 67, "cost_lines.l.caps"},
        {IN_LINE("caps: {a: [1]}"), APN_WRONG_TYPE, 4, 71, "cost_lines.l.caps.a"},
        {IN_LINE("caps: {a: x%}"), APN_NUMBER, 4, 71, "cost_lines.l.caps.a"},
        {IN_LINE("absorber: [a]"), APN_WRONG_TYPE, 4, 71, "cost_lines.l.absorber"},
        {IN_LINE("rounding: 5"), APN_WRONG_TYPE, 4, 71, "cost_lines.l.rounding"},
        {IN_LINE("rounding: {to: [a], method: residual}"), APN_WRONG_TYPE, 4, 76,
         "cost_lines.l.rounding.to"},
        {IN_LINE("rounding: {ties: }"), APN_MISSING_KEY, 4, 78, "cost_lines.l.rounding.ties"},
        {IN_LINE("stated_total: {2015/16: x}"), APN_NUMBER, 4, 85,
         "cost_lines.l.stated_total.2015/16"},
        {HEAD "cost_lines: [{id: l, basis: equal, items: [5]}]\n", APN_WRONG_TYPE, 4, 44,
         "cost_lines.l.items[1]"},
        {HEAD "cost_lines: [{id: l, basis: equal, items: [{budget: 5}]}]\n", APN_WRONG_TYPE, 4, 53,
         "cost_lines.l.items[1].budget"},
        {HEAD "rounding: {unit: [1]}\n", APN_WRONG_TYPE, 4, 18, "rounding.unit"},
        {HEAD "rounding: {level: [line]}\n", APN_WRONG_TYPE, 4, 19, "rounding.level"},
    };
    (void)state;
    CHECK_ALL(cases);
}

/* What the yaml reader refused was told once, and nothing is said of it again. */
static void values_that_were_already_refused(void **state)
{
    static const wrong cases[] = {
        {IN_HEAD("lead: &m a"), APN_YAML_FEATURE, 2, 26, "agreement.lead"},
        {HEAD "drivers: {d: {values: {a: !!int 5}}}\n", APN_YAML_FEATURE, 4, 27,
         "drivers.d.values.a"},
        {HEAD "drivers: {d: !x {values: {a: 5}}}\nbases: {p: {driver: d}}\n", APN_YAML_FEATURE, 4,
         14, "drivers.d"},
        {HEAD "bases: {p: {percent: {a: *h, b: 50}}}\n", APN_YAML_FEATURE, 4, 26,
         "bases.p.percent.a"},
        {"format: apportion/1\nagreement: {id: x, lead: z}\nparties: [{id: a}, *z]\n",
         APN_YAML_FEATURE, 3, 20, "parties[2]"},
        {IN_LINE("floors: *f"), APN_YAML_FEATURE, 4, 69, "cost_lines.l.floors"},
        {IN_LINE("exclude: {a: *f}"), APN_YAML_FEATURE, 4, 74, "cost_lines.l.exclude.a"},
        {HEAD "cost_lines: [{id: l, basis: *b, budget: {2015/16: 1}}]\n", APN_YAML_FEATURE, 4, 29,
         "cost_lines.l.basis"},
        {HEAD "cost_lines: [{id: l, basis: equal, budget: *b}]\n", APN_YAML_FEATURE, 4, 44,
         "cost_lines.l.budget"},
        {HEAD "cost_lines: [{id: l, basis: equal, items: [{budget: {2015/16: 1}}, "
              "{budget: *b}]}]\n",
         APN_YAML_FEATURE, 4, 77, "cost_lines.l.items[2].budget"},
    };
    (void)state;
    CHECK_ALL(cases);
}

/* A hundred nines and more: the sentence says only that it is far more. */
static void percentages_far_beyond_100(void **state)
{
    (void)state;
#define NINES "99999999999999999999999999999999999999"
    check_fault(HEAD "bases: {p: {percent: {a: " NINES ", b: " NINES "}}}\n", APN_SHARE_SUM, 4, 22,
                "bases.p.percent", "far more than 100");
}

/* 38 digits of pounds are 40 digits of pence. */
static void amounts_beyond_counting(void **state)
{
    (void)state;
    check_fault(HEAD "cost_lines: [{id: l, basis: equal, budget: {2015/16: " NINES "}}]\n",
                APN_LIMIT, 4, 54, "cost_lines.l.budget.2015/16", "38 digits");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_the_head),
        cmocka_unit_test(in_drivers_and_bases),
        cmocka_unit_test(in_lines),
        cmocka_unit_test(values_that_were_already_refused),
        cmocka_unit_test(percentages_far_beyond_100),
        cmocka_unit_test(amounts_beyond_counting),
    };
    return cmocka_run_group_tests_name("values of the wrong kind", tests, NULL, NULL);
}
