/* Bases on several drivers or years, and bases that are made of others: what is read, and what is
 * refused. */
#include "agreement_cases.h"

#include "agreement_model.h"
#include "library_limits.h"

#define DRIVERS                                                                                    \
    "drivers: {users: {unit: users, values: {a: 1}}, main: {unit: GBP, values: {a: 1}}, "          \
    "legacy: {unit: GBP, values: {a: 1}}}\n"

static void expect_decimal(apn_decimal found, int64_t whole, int16_t scale)
{
    apn_decimal expected = apn_decimal_from_i64(whole);
    expected.scale = scale;
    assert_int_equal(apn_decimal_compare(found, expected), 0);
}

static void years_of_a_driver(void **state)
{
    (void)state;
    apn_agreement *agreement = read_sound(
        HEAD DRIVERS "bases:\n"
                     "  same: {driver: main}\n"
                     "  fixed: {driver: main, year: 2014-15}\n"
                     "  lagged: {driver: main, lag_years: 100}\n"
                     "  totals: {driver: main, average: {years: 3, of: totals}}\n"
                     "  shares: {driver: main, lag_years: 1, average: {years: 100, of: shares}}\n"
                     "  total: {sum: [{driver: main}, {driver: legacy}], year: 2014/15}\n");
    const apn__basis *bases = agreement->bases;
    (void)APN__LIMIT_YEARS_BACK;
    assert_int_equal(bases[0].kind, APN__DRIVER);
    assert_int_equal(bases[0].reference.year, APN__EVERY_YEAR);
    assert_int_equal(bases[0].reference.years, 1);
    assert_int_equal(bases[1].kind, APN__DRIVER);
    assert_int_equal(bases[1].reference.year, 2014);
    assert_int_equal(bases[2].reference.lag, 100);
    assert_int_equal(bases[3].kind, APN__COUNTED);
    assert_int_equal(bases[3].reference.years, 3);
    assert_false(bases[3].reference.of_shares);
    assert_int_equal(bases[4].reference.years, 100);
    assert_int_equal(bases[4].reference.lag, 1);
    assert_true(bases[4].reference.of_shares);
    assert_int_equal(bases[5].kind, APN__COUNTED);
    assert_int_equal(bases[5].driver_count, 2);
    assert_int_equal(bases[5].drivers[0], 1);
    assert_int_equal(bases[5].drivers[1], 2);
    assert_int_equal(bases[5].reference.year, 2014);
    apn_agreement_unref(agreement);
}

static void years_that_are_none(void **state)
{
    (void)state;
    check_fault(HEAD DRIVERS "bases: {p: {driver: main, year: 2014}}\n", APN_NUMBER, 5, 33,
                "bases.p.year", "write it as 2015/16");
    check_fault(HEAD DRIVERS "bases: {p: {driver: main, year: 2014/15, lag_years: 1}}\n",
                APN_WRONG_TYPE, 5, 42, "bases.p.lag_years", "not both");
    check_fault(HEAD DRIVERS "bases: {p: {driver: main, lag_years: 101}}\n", APN_LIMIT, 5, 38,
                "bases.p.lag_years", "more than 100");
    check_fault(HEAD DRIVERS "bases: {p: {driver: main, lag_years: -1}}\n", APN_NUMBER, 5, 38,
                "bases.p.lag_years", "from 0 to 100");
    check_fault(HEAD DRIVERS "bases: {p: {equal: all, year: 2014/15}}\n", APN_WRONG_TYPE, 5, 25,
                "bases.p.year", "no `driver` or `sum`: take it out");
    check_fault(HEAD DRIVERS "bases: {p: {driver: main, average: {years: 0, of: totals}}}\n",
                APN_NUMBER, 5, 44, "bases.p.average.years", "at least one year");
    check_fault(HEAD DRIVERS "bases: {p: {driver: main, average: {years: 101, of: totals}}}\n",
                APN_LIMIT, 5, 44, "bases.p.average.years", "more than 100");
    check_fault(HEAD DRIVERS "bases: {p: {driver: main, average: {years: 3, of: total}}}\n",
                APN_WRONG_TYPE, 5, 51, "bases.p.average.of", "did you mean `totals`?");
    check_fault(HEAD DRIVERS "bases: {p: {driver: main, average: {years: 3}}}\n", APN_MISSING_KEY,
                5, 36, "bases.p.average.of", "`of` is missing");
    check_fault(HEAD DRIVERS "bases: {p: {driver: main, average: 3}}\n", APN_WRONG_TYPE, 5, 36,
                "bases.p.average", "a single value stands here");
    check_fault(HEAD DRIVERS "bases: {p: {lag_years: 1}}\n", APN_MISSING_KEY, 5, 12, "bases.p",
                "how costs are shared");
}

static void sums_of_drivers(void **state)
{
    (void)state;
    check_fault(HEAD DRIVERS "bases: {p: {sum: [{driver: main}, {driver: users}]}}\n",
                APN_UNIT_MISMATCH, 5, 44, "bases.p.sum[2].driver",
                "driver `users` counts users and driver `main` GBP");
    check_fault(HEAD DRIVERS "bases: {p: {sum: [{driver: main}, {driver: main}]}}\n",
                APN_DUPLICATE_ID, 5, 44, "bases.p.sum[2].driver", "keep it once");
    check_fault(HEAD DRIVERS "bases: {p: {sum: [{driver: man}]}}\n", APN_UNKNOWN_ID, 5, 28,
                "bases.p.sum[1].driver", "did you mean `main`?");
    check_fault(HEAD DRIVERS "bases: {p: {sum: []}}\n", APN_MISSING_KEY, 5, 18, "bases.p.sum",
                "no terms");
    check_fault(HEAD DRIVERS "bases: {p: {sum: main}}\n", APN_WRONG_TYPE, 5, 18, "bases.p.sum",
                "a list of drivers");
    check_fault(HEAD DRIVERS "bases: {p: {sum: [main]}}\n", APN_WRONG_TYPE, 5, 19, "bases.p.sum[1]",
                "a group of keys");
    check_fault(HEAD "drivers: {d: {values: {a: 1}}, e: {unit: x, values: {a: 1}}}\n"
                     "bases: {p: {sum: [{driver: d}, {driver: e}]}}\n",
                APN_UNIT_MISMATCH, 5, 41, "bases.p.sum[2].driver", "`d` something unsaid");
    check_sound(HEAD "drivers: {d: {values: {a: 1}}, e: {values: {a: 1}}}\n"
                     "bases: {p: {sum: [{driver: d}, {driver: e}]}}\n");
}

static void blends(void **state)
{
    (void)state;
    apn_agreement *agreement =
        read_sound(HEAD "bases:\n"
                        "  p: {blend: [{basis: q, weight: 62.5}, {basis: equal, weight: 30 %}]}\n"
                        "  q: {percent: {a: 100}}\n");
    const apn__basis *blend = &agreement->bases[0];
    assert_int_equal(blend->kind, APN__BLEND);
    assert_int_equal(blend->part_count, 2);
    assert_int_equal(blend->parts[0].basis, 1);
    expect_decimal(blend->parts[0].weight, 625, 1);
    assert_int_equal(agreement->bases[blend->parts[1].basis].kind, APN__EQUAL);
    assert_string_equal(agreement->bases[1].name, "q");
    apn_agreement_unref(agreement);
    check_fault(HEAD
                "bases: {p: {blend: [{basis: equal, weight: 0}, {basis: equal, weight: 0}]}}\n",
                APN_NO_WEIGHT, 4, 20, "bases.p.blend", "weight above zero");
    check_fault(HEAD "bases: {p: {blend: []}}\n", APN_MISSING_KEY, 4, 20, "bases.p.blend",
                "give it one");
    check_fault(HEAD "bases: {p: {blend: [{basis: equal, weight: -1}]}}\n", APN_NEGATIVE_WEIGHT, 4,
                44, "bases.p.blend[1].weight", "below zero");
    check_fault(HEAD "bases: {p: {blend: [{basis: equal}]}}\n", APN_MISSING_KEY, 4, 21,
                "bases.p.blend[1].weight", "`weight` is missing");
    check_fault(HEAD "bases: {p: {blend: {basis: equal}}}\n", APN_WRONG_TYPE, 4, 20,
                "bases.p.blend", "a list of bases");
    check_fault(HEAD DRIVERS "bases: {p: {blend: [{basis: users, weight: 1}]}}\n", APN_UNKNOWN_ID,
                5, 29, "bases.p.blend[1].basis", "add it to `bases`, as {driver: users}");
    check_fault(HEAD "bases: {old: equal, p: {blend: [{basis: olt, weight: 1}]}}\n", APN_UNKNOWN_ID,
                4, 41, "bases.p.blend[1].basis", "did you mean `old`?");
    check_fault(HEAD "bases: {o: {percent: {a: 99}, share_sum: as-published}, "
                     "p: {blend: [{basis: o, weight: 1}]}}\n",
                APN_WRONG_TYPE, 4, 77, "bases.p", "no other basis can be made of it");
}

static void transitions(void **state)
{
    (void)state;
    apn_agreement *agreement =
        read_sound(HEAD "bases: {p: {transition: {from: equal, to: q, steps: {2017/18: 50.5, "
                        "2016/17: 25%}}}, q: equal}\n");
    const apn__basis *phased = &agreement->bases[0];
    assert_int_equal(phased->kind, APN__TRANSITION);
    assert_int_equal(phased->part_count, 2);
    assert_int_equal(phased->parts[1].basis, 1);
    assert_int_equal(phased->step_count, 2);
    assert_int_equal(phased->steps[0].year, 2016);
    expect_decimal(phased->steps[0].percent, 25, 0);
    assert_int_equal(phased->steps[1].year, 2017);
    apn_agreement_unref(agreement);
#define STEPS(steps) HEAD "bases: {p: {transition: {from: equal, to: equal, steps: {" steps "}}}}\n"
    check_fault(STEPS("2016/17: 50, 2017/18: 50"), APN_WRONG_TYPE, 4, 80,
                "bases.p.transition.steps.2017/18", "not above that of 2016/17");
    check_fault(STEPS("2017/18: 25, 2016/17: 50"), APN_WRONG_TYPE, 4, 67,
                "bases.p.transition.steps.2017/18", "rise from year to year");
    check_fault(STEPS("2016/17: 100.01"), APN_NUMBER, 4, 67, "bases.p.transition.steps.2016/17",
                "more than 100 %");
    check_fault(STEPS("2016/17: -1"), APN_NEGATIVE_WEIGHT, 4, 67,
                "bases.p.transition.steps.2016/17", "below zero");
    check_fault(STEPS("2016: 1"), APN_NUMBER, 4, 58, "bases.p.transition.steps.2016",
                "not a financial year");
    check_fault(STEPS(""), APN_MISSING_KEY, 4, 57, "bases.p.transition.steps", "no steps");
    check_fault(HEAD "bases: {p: {transition: {from: equal, steps: {2016/17: 1}}}}\n",
                APN_MISSING_KEY, 4, 25, "bases.p.transition.to", "`to` is missing");
    check_fault(HEAD "bases: {p: {transition: [equal, equal]}}\n", APN_WRONG_TYPE, 4, 25,
                "bases.p.transition", "a list stands here");
}

static void limits_on_a_change(void **state)
{
    (void)state;
    apn_agreement *agreement =
        read_sound(HEAD "bases: {p: {limit_change: {basis: equal, points: 2.00}}}\n");
    assert_int_equal(agreement->bases[0].kind, APN__LIMIT_CHANGE);
    assert_int_equal(agreement->bases[0].part_count, 1);
    expect_decimal(agreement->bases[0].move.most, 2, 0);
    assert_false(agreement->bases[0].move.relative);
    assert_int_equal(agreement->bases[0].absorber, APN__NONE);
    apn_agreement_unref(agreement);
    check_fault(HEAD "bases: {p: {limit_change: {basis: equal, points: -2}}}\n", APN_NUMBER, 4, 50,
                "bases.p.limit_change.points", "below zero");
    check_fault(HEAD "bases: {p: {limit_change: {basis: equal, points: 2%}}}\n", APN_NUMBER, 4, 51,
                "bases.p.limit_change.points", "is not a number");
    check_fault(HEAD "bases: {p: {limit_change: {basis: equal}}}\n", APN_MISSING_KEY, 4, 27,
                "bases.p.limit_change", "either in percentage points");
    check_fault(HEAD "bases: {p: {limit_change: {basis: equal, points: 2, relative: 5%}}}\n",
                APN_WRONG_TYPE, 4, 27, "bases.p.limit_change", "either in percentage points");
    check_fault(HEAD "bases: {p: {limit_change: {basis: equal, points: 2, absorber: z}}}\n",
                APN_UNKNOWN_ID, 4, 63, "bases.p.limit_change.absorber", "no party `z`");
    check_fault("format: apportion/1\nagreement: {id: x}\nparties: [{id: a}]\n"
                "bases: {p: {limit_change: {basis: equal, points: 2}}}\n",
                APN_MISSING_KEY, 4, 27, "bases.p.limit_change", "effective: {from: 2015-04-01}");
}

static void limits_on_shares(void **state)
{
    (void)state;
    apn_agreement *agreement = read_sound(
        HEAD "bases: {p: {limit_share: {basis: equal, floors: {a: 10%, all: 5}, caps: {c: 40}, "
             "absorber: lead}}}\n");
    const apn__basis *limited = &agreement->bases[0];
    assert_int_equal(limited->kind, APN__LIMIT_SHARE);
    expect_decimal(limited->floors[0].value, 10, 0);
    expect_decimal(limited->floors[2].value, 5, 0);
    assert_int_equal(limited->caps[0].given, APN__ABSENT);
    expect_decimal(limited->caps[2].value, 40, 0);
    assert_int_equal(limited->absorber, 0);
    apn_agreement_unref(agreement);
    check_fault(HEAD "bases: {p: {limit_share: {basis: equal}}}\n", APN_MISSING_KEY, 4, 26,
                "bases.p.limit_share", "neither `floors` nor `caps`");
    check_fault(HEAD
                "bases: {p: {limit_share: {basis: equal, floors: {all: 20}, caps: {b: 19}}}}\n",
                APN_BOUNDS_INFEASIBLE, 4, 70, "bases.p.limit_share.caps",
                "the cap of `b` is below its floor");
    check_fault(HEAD "bases: {p: {limit_share: {basis: equal, floors: {z: 20}}}}\n", APN_UNKNOWN_ID,
                4, 50, "bases.p.limit_share.floors.z", "no party `z`");
    check_fault(HEAD "bases: {p: {limit_share: {basis: equal, floors: 20}}}\n", APN_WRONG_TYPE, 4,
                49, "bases.p.limit_share.floors", "by party, as {lincs: 10%}");
}

static void rebasing(void **state)
{
    (void)state;
    apn_agreement *agreement = read_sound(
        HEAD "bases: {p: {rebase: {from: equal, to: q, relative: 3}}, q: {percent: {a: 100}}}\n");
    assert_int_equal(agreement->bases[0].kind, APN__REBASE);
    assert_int_equal(agreement->bases[0].parts[1].basis, 1);
    assert_true(agreement->bases[0].move.relative);
    expect_decimal(agreement->bases[0].move.most, 3, 0);
    apn_agreement_unref(agreement);
    check_fault(HEAD "bases: {p: {rebase: {from: equal, points: 3}}}\n", APN_MISSING_KEY, 4, 21,
                "bases.p.rebase.to", "`to` is missing");
    check_fault(HEAD "bases: {p: {rebase: {from: equal, to: p, points: 3}}}\n", APN_CYCLE, 4, 39,
                "bases.p", "(p → p)");
}

static void changes_from_a_date_on(void **state)
{
    (void)state;
    apn_agreement *agreement = read_sound(
        HEAD "bases: {p: {with_effect_from: {2017-04-01: equal, previously: q, 2016-10-03: r}}, "
             "q: equal, r: equal}\n");
    const apn__basis *changed = &agreement->bases[0];
    assert_int_equal(changed->kind, APN__WITH_EFFECT_FROM);
    assert_int_equal(changed->part_count, 3);
    assert_int_equal(changed->parts[0].basis, 1);
    assert_int_equal(changed->parts[0].from.day, 0);
    assert_int_equal(changed->parts[1].basis, 2);
    assert_true(changed->parts[1].from.day < changed->parts[2].from.day);
    apn_agreement_unref(agreement);
    check_fault(HEAD "bases: {p: {with_effect_from: {2017-04-01: equal}}}\n", APN_MISSING_KEY, 4,
                31, "bases.p.with_effect_from", "`previously`");
    check_fault(HEAD "bases: {p: {with_effect_from: {previously: equal}}}\n", APN_MISSING_KEY, 4,
                31, "bases.p.with_effect_from", "at least one");
    check_fault(HEAD "bases: {p: {with_effect_from: {previously: equal, 2017/18: equal}}}\n",
                APN_WRONG_TYPE, 4, 51, "bases.p.with_effect_from.2017/18", "nor a date");
    check_fault(HEAD "bases: {p: {with_effect_from: {previously: equal, 2017-04-01: equal}}, "
                     "q: {blend: [{basis: p, weight: 1}]}}\n",
                APN_WRONG_TYPE, 4, 92, "bases.q", "let a line name it");
    check_fault(HEAD "bases: {p: {with_effect_from: {previously: equal, 2017-04-01: equal}, "
                     "share: {published: 2}}}\n",
                APN_WRONG_TYPE, 4, 71, "bases.p.share", "those of the basis in force");
}

static void the_rest_of_100(void **state)
{
    (void)state;
    apn_agreement *agreement =
        read_sound(HEAD "bases: {p: {percent: {a: 35.28, b: rest, c: 22.7}}, q: {percent: {a: 100, "
                        "b: rest}}, r: {percent: {a: needed, b: rest}}}\n");
    expect_decimal(agreement->bases[0].percents[1].value, 4202, 2);
    assert_int_equal(agreement->bases[1].percents[1].value.sign, 0);
    assert_int_equal(agreement->bases[2].percents[1].given, APN__NEEDED);
    apn_agreement_unref(agreement);
    check_fault(HEAD "bases: {p: {percent: {a: 60, b: 40.01, c: rest}}}\n", APN_SHARE_SUM, 4, 43,
                "bases.p.percent.c", "total 100.01, so nothing is left");
    check_fault(HEAD "bases: {p: {percent: {a: rest, b: 40, c: rest}}}\n", APN_WRONG_TYPE, 4, 42,
                "bases.p.percent.c", "`a` has the rest already");
    check_fault(HEAD "bases: {p: {percent: {a: 60, c: rest}, share_sum: rescale}}\n",
                APN_WRONG_TYPE, 4, 33, "bases.p.percent.c", "take `share_sum` out");
}

static void judgements(void **state)
{
    (void)state;
    apn_agreement *agreement = read_sound(
        HEAD
        "bases: {p: {percent: {a: 63, b: 37}, judgement: {by: treasurers, reason: policy}}}\n");
    assert_string_equal(agreement->bases[0].judged_by, "treasurers");
    assert_string_equal(agreement->bases[0].judged_because, "policy");
    apn_agreement_unref(agreement);
    check_fault(HEAD "bases: {p: {equal: all, judgement: {by: treasurers}}}\n", APN_MISSING_KEY, 4,
                36, "bases.p.judgement.reason", "`reason` is missing");
}

static void what_was_contracted_or_delivered(void **state)
{
    (void)state;
    apn_agreement *agreement = read_sound(
        HEAD DRIVERS "bases: {p: {take_or_pay: {contracted: main, delivered: legacy}}}\n");
    assert_int_equal(agreement->bases[0].kind, APN__COUNTED);
    assert_true(agreement->bases[0].take_or_pay);
    assert_int_equal(agreement->bases[0].drivers[1], 2);
    apn_agreement_unref(agreement);
    check_fault(HEAD DRIVERS "bases: {p: {take_or_pay: {contracted: main, delivered: users}}}\n",
                APN_UNIT_MISMATCH, 5, 56, "bases.p.take_or_pay.delivered", "do not go together");
    check_fault(HEAD DRIVERS "bases: {p: {take_or_pay: {contracted: main}}}\n", APN_MISSING_KEY, 5,
                26, "bases.p.take_or_pay.delivered", "`delivered` is missing");
}

static void prices_of_a_unit(void **state)
{
    (void)state;
    apn_agreement *agreement =
        read_sound(HEAD "cost_lines: [{id: l, basis: equal, outturn: {2015/16: 1}, "
                        "unit_price: {budget: {2015/16: 0.0375, 2016/17: £1}}}]\n");
    assert_true(agreement->lines[0].priced[APN_BUDGET]);
    assert_false(agreement->lines[0].priced[APN_OUTTURN]);
    expect_decimal(agreement->lines[0].measures[APN_BUDGET].list[0].amount, 375, 4);
    apn_agreement_unref(agreement);
    check_fault(HEAD "cost_lines: [{id: l, basis: equal, budget: {2015/16: 1}, "
                     "unit_price: {budget: {2015/16: 1}}}]\n",
                APN_DUPLICATE_KEY, 4, 71, "cost_lines.l.unit_price.budget", "keep one");
    check_fault(HEAD "cost_lines: [{id: l, basis: {percent: {a: 100}}, "
                     "unit_price: {budget: {2015/16: 1}}}]\n",
                APN_WRONG_TYPE, 4, 50, "cost_lines.l.unit_price",
                "basis `percent` is none of them");
    check_fault(HEAD DRIVERS "cost_lines: [{id: l, basis: {driver: main, average: {years: 2, of: "
                             "totals}}, unit_price: {budget: {2015/16: 1}}}]\n",
                APN_WRONG_TYPE, 5, 78, "cost_lines.l.unit_price", "without an average");
    check_fault(HEAD "cost_lines: [{id: l, basis: equal, unit_price: {}}]\n", APN_MISSING_KEY, 4,
                48, "cost_lines.l.unit_price", "the price of a unit is missing");
}

static void bands_of_a_driver(void **state)
{
    (void)state;
    apn_agreement *agreement =
        read_sound(HEAD DRIVERS "bases: {p: {bands: {driver: users, charges: [{up_to: 500, fee: "
                                "£20k}, {rate: 18.5}]}, lag_years: 1}}\n");
    const apn__basis *banded = &agreement->bases[0];
    assert_int_equal(banded->kind, APN__COUNTED);
    assert_int_equal(banded->reference.lag, 1);
    assert_int_equal(banded->band_count, 2);
    assert_false(banded->bands[0].open);
    assert_false(banded->bands[0].by_unit);
    expect_decimal(banded->bands[0].charge, 20000, 0);
    assert_true(banded->bands[1].open);
    assert_true(banded->bands[1].by_unit);
    apn_agreement_unref(agreement);
#define BANDS(bands) HEAD DRIVERS "bases: {p: {bands: {driver: users, charges: [" bands "]}}}\n"
    check_fault(BANDS("{up_to: 5, fee: 1}"), APN_WRONG_TYPE, 5, 46, "bases.p.bands.charges[1]",
                "the last band has no `up_to`");
    check_fault(BANDS("{fee: 1}, {fee: 2}"), APN_WRONG_TYPE, 5, 46, "bases.p.bands.charges[1]",
                "only the last band");
    check_fault(BANDS("{up_to: 5, fee: 1}, {up_to: 5, fee: 2}, {fee: 3}"), APN_WRONG_TYPE, 5, 66,
                "bases.p.bands.charges[2]", "bands rise");
    check_fault(BANDS("{up_to: 5, fee: 1}, {fee: 2, rate: 3}"), APN_WRONG_TYPE, 5, 66,
                "bases.p.bands.charges[2]", "either a `fee`");
    check_fault(BANDS("{}"), APN_MISSING_KEY, 5, 46, "bases.p.bands.charges[1]", "either a `fee`");
    check_fault(BANDS("{fee: -1}"), APN_NUMBER, 5, 52, "bases.p.bands.charges[1].fee",
                "below zero");
    check_fault(BANDS(""), APN_MISSING_KEY, 5, 45, "bases.p.bands.charges", "no bands");
}

static void nobody_worse_off(void **state)
{
    (void)state;
    apn_agreement *agreement = read_sound(
        HEAD DRIVERS "cost_lines: [{id: l, basis: equal, no_worse_off: main, absorber: b, "
                     "budget: {2015/16: 1}}]\n");
    assert_int_equal(agreement->lines[0].no_worse_off, 1);
    apn_agreement_unref(agreement);
    check_fault(HEAD DRIVERS "cost_lines: [{id: l, basis: equal, no_worse_off: users, "
                             "budget: {2015/16: 1}}]\n",
                APN_UNIT_MISMATCH, 5, 50, "cost_lines.l.no_worse_off", "`unit: GBP`");
    check_fault(HEAD DRIVERS "cost_lines: [{id: l, basis: equal, no_worse_off: man, "
                             "budget: {2015/16: 1}}]\n",
                APN_UNKNOWN_ID, 5, 50, "cost_lines.l.no_worse_off", "did you mean `main`?");
    check_fault(HEAD DRIVERS "cost_lines: [{id: l, basis: equal, no_worse_off: main, caps: {a: 1}, "
                             "budget: {2015/16: 1}}]\n",
                APN_WRONG_TYPE, 5, 36, "cost_lines.l.no_worse_off", "its cap");
}

static void bases_that_are_made_of_themselves(void **state)
{
    (void)state;
    check_fault(HEAD "bases: {p: {blend: [{basis: equal, weight: 1}, {basis: p, weight: 1}]}}\n",
                APN_CYCLE, 4, 56, "bases.p", "made of itself (p → p)");
    check_fault(HEAD "bases:\n"
                     "  leaf: equal\n"
                     "  one: {blend: [{basis: leaf, weight: 1}, {basis: two, weight: 1}]}\n"
                     "  two: {limit_change: {basis: three, points: 1}}\n"
                     "  three: {transition: {from: leaf, to: one, steps: {2016/17: 1}}}\n"
                     "  four: {blend: [{basis: three, weight: 1}]}\n",
                APN_CYCLE, 6, 51, "bases.one", "(one → two → three → one): name another basis");
}

/* A chain of so many named bases, each made of the next. */
static void check_chain(unsigned count, apn_status expected)
{
    char text[8192];
    size_t length = (size_t)snprintf(text, sizeof text, HEAD "bases:\n");
    for (unsigned i = 1; i < count; i++)
        length += (size_t)snprintf(text + length, sizeof text - length,
                                   "  b%u: {blend: [{basis: b%u, weight: 1}]}\n", i, i + 1);
    snprintf(text + length, sizeof text - length, "  b%u: equal\n", count);
    if (expected == APN_OK)
        check_sound(text);
    else
        check_fault(text, expected, 5, 3, "bases.b1", "more than 32 deep");
}

static void depth_of_bases(void **state)
{
    (void)state;
    check_chain(APN__LIMIT_BASIS_DEPTH, APN_OK);
    check_chain(APN__LIMIT_BASIS_DEPTH + 1, APN_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(years_of_a_driver),
        cmocka_unit_test(years_that_are_none),
        cmocka_unit_test(sums_of_drivers),
        cmocka_unit_test(blends),
        cmocka_unit_test(transitions),
        cmocka_unit_test(limits_on_a_change),
        cmocka_unit_test(limits_on_shares),
        cmocka_unit_test(rebasing),
        cmocka_unit_test(changes_from_a_date_on),
        cmocka_unit_test(the_rest_of_100),
        cmocka_unit_test(judgements),
        cmocka_unit_test(what_was_contracted_or_delivered),
        cmocka_unit_test(prices_of_a_unit),
        cmocka_unit_test(bands_of_a_driver),
        cmocka_unit_test(nobody_worse_off),
        cmocka_unit_test(bases_that_are_made_of_themselves),
        cmocka_unit_test(depth_of_bases),
    };
    return cmocka_run_group_tests_name("bases that are made of others", tests, NULL, NULL);
}
