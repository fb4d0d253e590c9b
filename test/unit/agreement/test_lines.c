/* Cost lines: figures, items, members, bounds. */
#include "agreement_cases.h"

#include "library_limits.h"

#include "agreement_model.h"

/* One line with `extra` behind its basis; `extra` begins in column 34 of line 4. */
#define ONE(extra) HEAD "cost_lines: [{id: l, basis: equal, " extra "}]\n"
#define PAID       "budget: {2015/16: 1.00}"

static void expect_amount(const apn__figures *figures, apn__year year, int64_t pence)
{
    apn_decimal expected = apn_decimal_from_i64(pence);
    const apn__figure *figure = apn__figures_find(figures, year);
    expected.scale = 2;
    assert_non_null(figure);
    assert_int_equal(apn_decimal_compare(figure->amount, expected), 0);
}

static void what_a_line_says_of_itself(void **state)
{
    (void)state;
    apn_agreement *agreement = read_sound(
        HEAD
        "cost_lines:\n"
        "  - {id: l, title: {en: Hosting, cy: Lletya}, category: ict, nature: one-off,\n"
        "     basis: equal, budget: {2016-17: 2.00, 2015/16: £1k}, outturn: {2015/16: -3.50}}\n"
        "  - {id: m, basis: equal, outturn: {2015/16: 0}}\n");
    apn_line_info info = apn_agreement_line(agreement, 0);
    assert_int_equal(apn_agreement_line_count(agreement), 2);
    assert_string_equal(info.id, "l");
    assert_string_equal(info.title, "Hosting");
    assert_string_equal(info.title_cy, "Lletya");
    assert_string_equal(info.category, "ict");
    assert_string_equal(info.nature, "one-off");
    expect_amount(&agreement->lines[0].measures[APN_BUDGET], 2015, 100000);
    expect_amount(&agreement->lines[0].measures[APN_BUDGET], 2016, 200);
    expect_amount(&agreement->lines[0].measures[APN_OUTTURN], 2015, -350);
    assert_null(apn__figures_find(&agreement->lines[0].measures[APN_OUTTURN], 2016));
    info = apn_agreement_line(agreement, 1);
    assert_string_equal(info.title, "m");
    assert_string_equal(info.category, "");
    assert_string_equal(info.nature, "");
    assert_string_equal(apn_agreement_year(agreement, APN_BUDGET, 0), "2015/16");
    assert_string_equal(apn_agreement_year(agreement, APN_BUDGET, 1), "2016/17");
    assert_null(apn_agreement_year(agreement, APN_BUDGET, 2));
    assert_null(apn_agreement_year(agreement, APN_BUDGET, 9));
    assert_string_equal(apn_agreement_year(agreement, APN_OUTTURN, 0), "2015/16");
    assert_null(apn_agreement_year(agreement, APN_OUTTURN, 1));
    apn_agreement_unref(agreement);
}

static void a_line_needs_an_id_and_an_amount(void **state)
{
    (void)state;
    check_fault(HEAD "cost_lines: [{basis: equal, " PAID "}]\n", APN_MISSING_KEY, 4, 14,
                "cost_lines[1].id", "`id`");
    check_fault(ONE("nature: saving"), APN_MISSING_KEY, 4, 14, "cost_lines.l", "no amount");
    check_fault(ONE("items: []"), APN_MISSING_KEY, 4, 14, "cost_lines.l", "no amount");
    check_sound(ONE("outturn: {2015/16: 1.00}"));
    check_fault(HEAD "cost_lines: [{id: l, basis: equal, " PAID "}, {id: l, basis: equal, " PAID
                     "}]\n",
                APN_DUPLICATE_ID, 4, 67, "cost_lines.l", "line 4");
    check_fault(ONE("nature: capitol, " PAID), APN_WRONG_TYPE, 4, 44, "cost_lines.l.nature",
                "did you mean `capital`?");
}

static void figures_are_given_by_year(void **state)
{
    (void)state;
    check_fault(ONE("budget: 1000"), APN_WRONG_TYPE, 4, 44, "cost_lines.l.budget", "given by year");
    check_fault(ONE("budget: {2015: 1}"), APN_NUMBER, 4, 45, "cost_lines.l.budget.2015",
                "not a financial year");
    check_fault(ONE("budget: {2015/17: 1}"), APN_NUMBER, 4, 45, "cost_lines.l.budget.2015/17",
                "not a financial year");
    check_fault(ONE("budget: {2015/16: 1, 2015-16: 2}"), APN_DUPLICATE_KEY, 4, 57,
                "cost_lines.l.budget.2015-16", "same year as `2015/16`");
    check_fault(ONE("budget: {2015/16: 1, 2015/16: 2}"), APN_DUPLICATE_KEY, 4, 57,
                "cost_lines.l.budget.2015/16", "twice");
    check_fault(ONE("budget: {2015/16: [1]}"), APN_WRONG_TYPE, 4, 54, "cost_lines.l.budget.2015/16",
                "an amount");
    check_fault(ONE("budget: {2015/16: needed}"), APN_NUMBER, 4, 54, "cost_lines.l.budget.2015/16",
                "leave out what is not known yet");
}

static void figures_lie_inside_the_agreement(void **state)
{
    (void)state;
    check_sound(ONE("budget: {2018/19: 1}"));
    check_fault(ONE("budget: {2019/20: 1}"), APN_OUTSIDE_AGREEMENT, 4, 45,
                "cost_lines.l.budget.2019/20", "from 2015-04-01 to 2019-03-31");
    check_fault(ONE("budget: {2014/15: 1}"), APN_OUTSIDE_AGREEMENT, 4, 45,
                "cost_lines.l.budget.2014/15", "from 2015-04-01");
    check_fault(ONE(PAID ", stated_total: {2014/15: 1}"), APN_OUTSIDE_AGREEMENT, 4, 76,
                "cost_lines.l.stated_total.2014/15", "outside the agreement");
    /* With years that begin in January, 2019 begins before the agreement ends, 2020 does not. */
    check_sound("year_start: 01-01\n" ONE("budget: {2019/20: 1}"));
}

static void figures_as_finance_writes_them(void **state)
{
    (void)state;
    apn_agreement *agreement = read_sound(
        ONE("budget: {2015/16: £1.25m, 2016/17: \"48,898.94\", 2017/18: GBP 5, 2018/19: -7}"));
    const apn__figures *figures = &agreement->lines[0].measures[APN_BUDGET];
    expect_amount(figures, 2015, 125000000);
    expect_amount(figures, 2016, 4889894);
    expect_amount(figures, 2017, 500);
    expect_amount(figures, 2018, -700);
    apn_agreement_unref(agreement);
    check_fault(ONE("budget: {2015/16: 48,898.94}"), APN_NUMBER, 4, 54,
                "cost_lines.l.budget.2015/16", "write 48898.94");
    check_fault(ONE("budget: {2015/16: \"£115,350m\"}"), APN_NUMBER, 4, 63,
                "cost_lines.l.budget.2015/16", "115.350m");
    check_fault(ONE("budget: {2015/16: 1e5}"), APN_NUMBER, 4, 55, "cost_lines.l.budget.2015/16",
                "an exponent");
    check_fault(ONE("budget: {2015/16: }"), APN_NUMBER, 4, 54, "cost_lines.l.budget.2015/16",
                "nothing stands");
    check_fault(HEAD "currency: EUR\ncost_lines: [{id: l, basis: equal, budget: {2015/16: £5}}]\n",
                APN_NUMBER, 5, 54, "cost_lines.l.budget.2015/16", "the currency is EUR");
}

static void figures_are_whole_units(void **state)
{
    (void)state;
    check_sound(ONE("budget: {2015/16: 1.000}"));
    check_fault(ONE("budget: {2015/16: 1.005}"), APN_NOT_WHOLE_UNITS, 4, 54,
                "cost_lines.l.budget.2015/16", "units of 0.01");
    apn_agreement *agreement = read_sound(
        HEAD "rounding: {amounts: half-away}\n"
             "cost_lines: [{id: l, basis: equal, budget: {2015/16: 1.005, 2016/17: -1.005}},\n"
             "  {id: m, basis: equal, budget: {2015/16: 1.005}, rounding: {amounts: half-even}},\n"
             "  {id: n, basis: equal, budget: {2015/16: 1.001}, rounding: {amounts: up}}]\n");
    expect_amount(&agreement->lines[0].measures[APN_BUDGET], 2015, 101);
    expect_amount(&agreement->lines[0].measures[APN_BUDGET], 2016, -101);
    expect_amount(&agreement->lines[1].measures[APN_BUDGET], 2015, 100);
    expect_amount(&agreement->lines[2].measures[APN_BUDGET], 2015, 101);
    apn_agreement_unref(agreement);
    check_fault(HEAD "rounding: {unit: 1000}\ncost_lines: [{id: l, basis: equal, "
                     "budget: {2015/16: 1500}}]\n",
                APN_NOT_WHOLE_UNITS, 5, 54, "cost_lines.l.budget.2015/16", "units of 1000");
}

static void a_line_is_the_sum_of_its_items(void **state)
{
    (void)state;
    apn_agreement *agreement = read_sound(
        ONE("items: [{id: one, title: {en: A, cy: B}, budget: {2015/16: 19824.00, 2016/17: 1}},"
            " {title: Two, budget: {2016/17: 2, 2015/16: 23125.94}},"
            " {budget: {2015/16: 949.00, 2016/17: -5}}], outturn: {2015/16: 7}"));
    const apn__line *line = &agreement->lines[0];
    assert_int_equal(line->item_count, 3);
    assert_string_equal(line->items[0].id, "one");
    assert_string_equal(line->items[0].title, "A");
    assert_string_equal(line->items[0].title_cy, "B");
    assert_string_equal(line->items[1].id, "");
    assert_string_equal(line->items[1].title, "Two");
    assert_string_equal(line->items[2].title, "");
    expect_amount(&line->items[1].measures[APN_BUDGET], 2015, 2312594);
    assert_int_equal(line->measures[APN_BUDGET].count, 2);
    /* 19,824.00 + 23,125.94 + 949.00 */
    expect_amount(&line->measures[APN_BUDGET], 2015, 4389894);
    expect_amount(&line->measures[APN_BUDGET], 2016, -200);
    expect_amount(&line->measures[APN_OUTTURN], 2015, 700);
    apn_agreement_unref(agreement);
}

static void items_that_leave_a_gap(void **state)
{
    (void)state;
    check_fault(ONE("items: [{id: i, budget: {2015/16: 1, 2016/17: 1}}, {budget: {2015/16: 1}}]"),
                APN_NO_FIGURE, 4, 87, "cost_lines.l.items[2]", "no budget for 2016/17");
    check_fault(ONE("items: [{id: i, budget: {2015/16: 1}}, "
                    "{id: j, budget: {2015/16: 1}, outturn: {2015/16: 1}}]"),
                APN_NO_FIGURE, 4, 44, "cost_lines.l.items.i", "no outturn for 2015/16");
    check_fault(ONE("items: [{id: i, budget: {2015/16: 1}}, {id: j, title: J}]"), APN_MISSING_KEY,
                4, 75, "cost_lines.l.items.j", "has no figure");
    check_fault(ONE("items: [{id: i, budget: {2015/16: 1}}], budget: {2015/16: 1}"),
                APN_DUPLICATE_KEY, 4, 76, "cost_lines.l.budget", "beside items");
    check_fault(ONE("items: [{id: i, budget: {2015/16: 1}}, {id: i, budget: {2015/16: 1}}]"),
                APN_DUPLICATE_ID, 4, 80, "cost_lines.l.items.i", "an item");
    check_fault(ONE("items: [{id: i, budget: {2015/16: 1}}, "
                    "{id: j, budget: {2015/16: 1}, forecast: {2015/16: 1}}]"),
                APN_NO_FIGURE, 4, 44, "cost_lines.l.items.i", "no forecast for 2015/16");
    check_fault(ONE("items: {i: 1}"), APN_WRONG_TYPE, 4, 43, "cost_lines.l.items",
                "a list of items");
}

/* 38 digits are the most; two such items have 39. */
static void items_that_are_too_much(void **state)
{
    (void)state;
#define HUGE_SUM "90000000000000000000000000000000000000"
    check_fault(HEAD "rounding: {unit: 1}\ncost_lines: [{id: l, basis: equal, items: [\n"
                     "  {budget: {2015/16: " HUGE_SUM "}}, {budget: {2015/16: " HUGE_SUM "}}]}]\n",
                APN_LIMIT, 6, 22, "cost_lines.l.items", "38 digits");
}

static void stated_totals(void **state)
{
    (void)state;
    apn_agreement *agreement =
        read_sound(ONE(PAID ", stated_total: {2016/17: 2.5, 2015/16: \"48,899\"}"));
    const apn__line *line = &agreement->lines[0];
    assert_int_equal(line->stated_count, 2);
    assert_int_equal(line->stated[0].year, 2015);
    assert_int_equal(apn_decimal_compare(line->stated[0].amount, apn_decimal_from_i64(48899)), 0);
    assert_int_equal(line->stated[0].decimals, 0);
    assert_int_equal(line->stated[1].decimals, 1);
    apn_agreement_unref(agreement);
    check_fault(ONE(PAID ", stated_total: 48899"), APN_WRONG_TYPE, 4, 75,
                "cost_lines.l.stated_total", "by year");
}

static void who_shares_a_line(void **state)
{
    (void)state;
    apn_agreement *agreement =
        read_sound(HEAD "cost_lines: [{id: l, basis: equal, " PAID ", participants: [c, a],\n"
                        "    exclude: {a: has its own, b: {reason: left}}},\n"
                        "  {id: m, basis: equal, " PAID "}]\n");
    const apn__line *line = &agreement->lines[0];
    assert_true(line->participants[0].given);
    assert_false(line->participants[1].given);
    assert_true(line->participants[2].given);
    assert_true(line->exclusions[0].given);
    assert_string_equal(line->exclusions[0].reason, "has its own");
    assert_true(line->exclusions[1].given);
    assert_string_equal(line->exclusions[1].reason, "left");
    assert_false(line->exclusions[2].given);
    line = &agreement->lines[1];
    for (size_t i = 0; i < 3; i++) {
        assert_true(line->participants[i].given);
        assert_false(line->exclusions[i].given);
    }
    apn_agreement_unref(agreement);
}

static void faults_of_members(void **state)
{
    (void)state;
    check_fault(ONE(PAID ", participants: [a, z]"), APN_UNKNOWN_ID, 4, 79,
                "cost_lines.l.participants[2]", "no party `z`");
    check_fault(ONE(PAID ", participants: [a, a]"), APN_DUPLICATE_ID, 4, 79,
                "cost_lines.l.participants[2]", "already named");
    check_fault(ONE(PAID ", participants: a"), APN_WRONG_TYPE, 4, 75, "cost_lines.l.participants",
                "a list of parties");
    check_fault(ONE(PAID ", participants: []"), APN_NO_PARTY, 4, 14, "cost_lines.l",
                "nobody is left");
    check_fault(ONE(PAID ", participants: [a], exclude: {a: x}"), APN_NO_PARTY, 4, 14,
                "cost_lines.l", "nobody is left");
    check_fault(ONE(PAID ", exclude: {z: why}"), APN_UNKNOWN_ID, 4, 71, "cost_lines.l.exclude.z",
                "no party `z`");
    check_fault(ONE(PAID ", exclude: {a: }"), APN_MISSING_KEY, 4, 74, "cost_lines.l.exclude.a",
                "without a reason");
    check_fault(ONE(PAID ", exclude: {a: \"\"}"), APN_MISSING_KEY, 4, 74, "cost_lines.l.exclude.a",
                "without a reason");
    check_fault(ONE(PAID ", exclude: {a: {}}"), APN_MISSING_KEY, 4, 74,
                "cost_lines.l.exclude.a.reason", "`reason`");
    check_fault(ONE(PAID ", exclude: {a: {reason: }}"), APN_MISSING_KEY, 4, 83,
                "cost_lines.l.exclude.a.reason", "nothing stands");
    check_fault(ONE(PAID ", exclude: {a: [x]}"), APN_WRONG_TYPE, 4, 75, "cost_lines.l.exclude.a[1]",
                "{reason: …, from: …, until: …}");
    check_fault(ONE(PAID ", exclude: {a: own staff, since 2020}"), APN_UNKNOWN_ID, 4, 74,
                "cost_lines.l.exclude.a",
                "a comma inside { } ends the reason: put it in quotes, as {a: \"own staff, since "
                "2020\"}");
    check_fault(ONE(PAID ", exclude: {a: own staff, since 2020, by choice, b: none}"),
                APN_UNKNOWN_ID, 4, 74, "cost_lines.l.exclude.a", "a comma inside { }");
    check_fault(ONE(PAID ", exclude: {a: own staff, b}"), APN_MISSING_KEY, 4, 86,
                "cost_lines.l.exclude.b", "without a reason");
    check_fault(ONE(PAID ", exclude: {a: \"own staff\", z: why}"), APN_UNKNOWN_ID, 4, 87,
                "cost_lines.l.exclude.z", "there is no party `z`; the parties are a, b, c");
    check_fault(ONE(PAID ", exclude: [a]"), APN_WRONG_TYPE, 4, 70, "cost_lines.l.exclude",
                "the reason for each party");
}

static void floors_and_caps(void **state)
{
    (void)state;
    apn_agreement *agreement =
        read_sound(ONE(PAID ", floors: {a: £0.10, b: 5%}, caps: {a: 50 %}, absorber: lead"));
    const apn__line *line = &agreement->lines[0];
    assert_int_equal(line->floors[0].kind, APN_BOUND_AMOUNT);
    assert_int_equal(apn_decimal_compare(line->floors[0].value, (apn_decimal){0, 1, 1, 1, {0}}), 0);
    assert_int_equal(line->floors[1].kind, APN_BOUND_PERCENT);
    assert_int_equal(apn_decimal_compare(line->floors[1].value, apn_decimal_from_i64(5)), 0);
    assert_int_equal(line->floors[2].kind, APN_BOUND_NONE);
    assert_int_equal(line->caps[0].kind, APN_BOUND_PERCENT);
    assert_int_equal(line->absorber, 0);
    apn_agreement_unref(agreement);
    agreement = read_sound(ONE(PAID));
    assert_null(agreement->lines[0].floors);
    assert_null(agreement->lines[0].caps);
    assert_true(agreement->lines[0].absorber == APN__NONE);
    apn_agreement_unref(agreement);
}

static void faults_of_bounds(void **state)
{
    (void)state;
    check_fault(ONE(PAID ", floors: {z: 1}"), APN_UNKNOWN_ID, 4, 70, "cost_lines.l.floors.z",
                "no party");
    check_fault(ONE(PAID ", floors: {a: -1}"), APN_NUMBER, 4, 73, "cost_lines.l.floors.a",
                "below zero");
    check_fault(ONE(PAID ", caps: {a: -1%}"), APN_NUMBER, 4, 71, "cost_lines.l.caps.a",
                "below zero");
    check_fault(ONE(PAID ", floors: {a: 0.001}"), APN_NOT_WHOLE_UNITS, 4, 73,
                "cost_lines.l.floors.a", "units of 0.01");
    check_fault(ONE(PAID ", absorber: a"), APN_WRONG_TYPE, 4, 61, "cost_lines.l.absorber",
                "the line has neither");
    check_fault(ONE(PAID ", floors: {a: 2}, caps: {a: 1}"), APN_BOUNDS_INFEASIBLE, 4, 87,
                "cost_lines.l.caps.a", "below its floor");
    check_sound(ONE(PAID ", floors: {a: 1}, caps: {a: 1}"));
    check_fault(ONE(PAID ", floors: 5"), APN_WRONG_TYPE, 4, 69, "cost_lines.l.floors",
                "for each party");
    check_fault(ONE(PAID ", absorber: z"), APN_UNKNOWN_ID, 4, 71, "cost_lines.l.absorber",
                "no party");
}

static void bounds_are_for_members(void **state)
{
    (void)state;
    check_fault(ONE(PAID ", exclude: {a: x}, floors: {a: 1}"), APN_NOT_A_MEMBER, 4, 87,
                "cost_lines.l.floors.a", "does not share `cost_lines.l`");
    check_fault(ONE(PAID ", participants: [b], caps: {a: 1}"), APN_NOT_A_MEMBER, 4, 87,
                "cost_lines.l.caps.a", "does not share `cost_lines.l`");
    check_fault(ONE(PAID ", exclude: {a: x}, caps: {b: 1}, absorber: a"), APN_NOT_A_MEMBER, 4, 102,
                "cost_lines.l.absorber", "cannot absorb");
    /* A participant that could not be read may be any party. */
    check_fault(ONE(PAID ", participants: [z], floors: {a: 1}"), APN_UNKNOWN_ID, 4, 76,
                "cost_lines.l.participants[1]", "no party `z`");
}

static void direct_charges_are_for_members(void **state)
{
    (void)state;
    check_sound(HEAD "cost_lines: [{id: l, basis: {all_to: a}, " PAID ", exclude: {b: x}}]\n");
    check_fault(HEAD "cost_lines: [{id: l, basis: {all_to: a}, " PAID ", exclude: {a: x}}]\n",
                APN_NOT_A_MEMBER, 4, 29, "cost_lines.l.basis", "is to pay all");
    check_fault(HEAD "cost_lines: [{id: l, basis: {all_to: a}, " PAID ", floors: {b: 1}}]\n",
                APN_NOT_A_MEMBER, 4, 76, "cost_lines.l.floors.b", "does not share");
}

static void keys_that_are_none(void **state)
{
    (void)state;
    check_fault(ONE("particpants: [a], " PAID), APN_UNKNOWN_KEY, 4, 36, "cost_lines.l.particpants",
                "did you mean `participants`?");
}

/* What stands behind a curly quote that closes is not passed over. */
static void check_two(const char *text, const char *first, const char *second)
{
    apn_text_source source = {"case.yaml", text, strlen(text)};
    apn_findings *findings = NULL;
    apn_agreement *agreement = NULL;
    assert_int_equal(apn_agreement_from_yaml(&source, 1, &findings, &agreement, NULL), APN_NUMBER);
    assert_int_equal(apn_findings_count(findings), 2);
    assert_non_null(strstr(apn_findings_at(findings, 0)->message, first));
    assert_non_null(strstr(apn_findings_at(findings, 1)->message, second));
    apn_findings_free(findings);
}

/* Word processors turn straight quotes into curly ones; the comma behind one still ends the value.
 */
static void curly_quotes_quote_nothing(void **state)
{
    (void)state;
    check_fault(ONE("budget: {2015/16: “48,898.94”}"), APN_NUMBER, 4, 54,
                "cost_lines.l.budget.2015/16", "curly quotes do not quote in YAML");
    check_fault(ONE("budget: {2015/16: ‘1,048,898’, 2016/17: 1}"), APN_NUMBER, 4, 54,
                "cost_lines.l.budget.2015/16", "type straight ones");
    check_fault(ONE("budget: {“2015/16”: 1}"), APN_NUMBER, 4, 45, "cost_lines.l.budget.“2015/16”",
                "curly quotes do not quote in YAML");
    check_fault(ONE(PAID ", floors: {a: ”0,1”, b: 0}"), APN_NUMBER, 4, 73, "cost_lines.l.floors.a",
                "curly quotes");
    check_fault(HEAD "drivers: {d: {values: {a: ’1,100’, b: 2, c: 3}}}\n", APN_NUMBER, 4, 27,
                "drivers.d.values.a", "curly quotes");
    check_fault(HEAD "bases: {p: {percent: {a: “99,0”, b: 1, c: 0}}}\n", APN_NUMBER, 4, 26,
                "bases.p.percent.a", "curly quotes");
    check_fault(ONE(PAID ", participants: [“a”, b]"), APN_UNKNOWN_ID, 4, 76,
                "cost_lines.l.participants[1]", "curly quotes");
    check_fault(ONE(PAID ", nature: “capital”"), APN_WRONG_TYPE, 4, 69, "cost_lines.l.nature",
                "curly quotes");
    check_two(ONE("budget: {2015/16: “4”, 2016/17: }"), "curly quotes", "nothing stands behind");
    check_sound(ONE("title: “The line”, " PAID));
}

/* A hundred reserves are read, and one more is not. */
static void as_many_reserves_as_there_may_be(void **state)
{
    static char text[APN__LIMIT_RESERVES * 64];
    (void)state;
    for (unsigned count = APN__LIMIT_RESERVES; count <= APN__LIMIT_RESERVES + 1; count++) {
        size_t length = (size_t)snprintf(text, sizeof text, HEAD "reserves:\n");
        for (unsigned i = 0; i < count; i++)
            length += (size_t)snprintf(text + length, sizeof text - length,
                                       "  - {id: r%u, opening: {2015/16: 1.00}}\n", i);
        if (count == APN__LIMIT_RESERVES)
            check_sound(text);
        else
            check_fault(text, APN_LIMIT, 5, 3, "reserves", "100 are the most");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_line_says_of_itself),
        cmocka_unit_test(a_line_needs_an_id_and_an_amount),
        cmocka_unit_test(figures_are_given_by_year),
        cmocka_unit_test(figures_lie_inside_the_agreement),
        cmocka_unit_test(figures_as_finance_writes_them),
        cmocka_unit_test(figures_are_whole_units),
        cmocka_unit_test(a_line_is_the_sum_of_its_items),
        cmocka_unit_test(items_that_leave_a_gap),
        cmocka_unit_test(items_that_are_too_much),
        cmocka_unit_test(stated_totals),
        cmocka_unit_test(who_shares_a_line),
        cmocka_unit_test(faults_of_members),
        cmocka_unit_test(floors_and_caps),
        cmocka_unit_test(faults_of_bounds),
        cmocka_unit_test(bounds_are_for_members),
        cmocka_unit_test(direct_charges_are_for_members),
        cmocka_unit_test(keys_that_are_none),
        cmocka_unit_test(curly_quotes_quote_nothing),
        cmocka_unit_test(as_many_reserves_as_there_may_be),
    };
    return cmocka_run_group_tests_name("lines of an agreement", tests, NULL, NULL);
}
