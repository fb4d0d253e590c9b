/* Rounding, for the agreement and for a line: what is read, what a line takes over, what does not
 * go together. */
#include "agreement_cases.h"

#include "agreement_model.h"

#define LINE_WITH(rounding)                                                                        \
    "cost_lines: [{id: l, basis: equal, budget: {2015/16: 1.00}, rounding: {" rounding "}}]\n"
#define PUBLISHED "bases: {p: {percent: {a: 50, b: 49.99}, share_sum: as-published}}\n"

static void every_method_and_tie_rule_by_name(void **state)
{
    char text[512];
    (void)state;
    for (int i = 0; apn_method_describe((apn_method)i) != NULL; i++) {
        const char *word = apn_method_describe((apn_method)i)->word;
        snprintf(text, sizeof text, HEAD "rounding: {method: %s%s}\n" LINE, word,
                 i == APN_RESIDUAL ? ", to: largest" : "");
        apn_agreement *agreement = read_sound(text);
        assert_int_equal(apn_agreement_describe(agreement).method, i);
        assert_int_equal(agreement->lines[0].rounding.method, i);
        apn_agreement_unref(agreement);
    }
    for (int i = 0; apn_ties_word((apn_ties)i) != NULL; i++) {
        snprintf(text, sizeof text, HEAD "rounding: {ties: %s}\n" LINE, apn_ties_word((apn_ties)i));
        apn_agreement *agreement = read_sound(text);
        assert_int_equal(apn_agreement_describe(agreement).ties, i);
        assert_int_equal(agreement->lines[0].rounding.ties, i);
        apn_agreement_unref(agreement);
    }
}

static void the_agreements_rounding(void **state)
{
    (void)state;
    apn_agreement *agreement =
        read_sound(HEAD "rounding: {unit: £1, method: independent, mode: half-even, level: line}\n"
                        "cost_lines: [{id: l, basis: equal, budget: {2015/16: 1}}]\n");
    assert_int_equal(
        apn_decimal_compare(apn_agreement_describe(agreement).unit, apn_decimal_from_i64(1)), 0);
    assert_int_equal(agreement->rounding.mode, APN_ROUND_HALF_EVEN);
    assert_int_equal(agreement->lines[0].rounding.mode, APN_ROUND_HALF_EVEN);
    apn_agreement_unref(agreement);
}

static void a_line_takes_over_what_it_does_not_say(void **state)
{
    (void)state;
    apn_agreement *agreement = read_sound(
        HEAD "rounding: {method: residual, to: b, ties: refuse}\n" LINE_WITH("method: webster"));
    const apn__rounding *rounding = &agreement->lines[0].rounding;
    assert_int_equal(rounding->method, APN_WEBSTER);
    assert_int_equal(rounding->to, APN_TO_NOBODY);
    assert_int_equal(rounding->ties, APN_TIES_REFUSE);
    apn_agreement_unref(agreement);
    agreement = read_sound(HEAD "rounding: {method: residual, to: b}\n" LINE_WITH("to: lead"));
    rounding = &agreement->lines[0].rounding;
    assert_int_equal(rounding->method, APN_RESIDUAL);
    assert_int_equal(rounding->to, APN_TO_PARTY);
    assert_int_equal(rounding->to_party, 0);
    apn_agreement_unref(agreement);
    agreement =
        read_sound(HEAD "rounding: {method: residual, to: b}\n" LINE_WITH("method: residual"));
    assert_int_equal(agreement->lines[0].rounding.to_party, 1);
    apn_agreement_unref(agreement);
}

static void faults_of_the_agreements_rounding(void **state)
{
    (void)state;
    check_fault(HEAD "rounding: {unit: 0}\n", APN_NUMBER, 4, 18, "rounding.unit", "above zero");
    check_fault(HEAD "rounding: {unit: -1}\n", APN_NUMBER, 4, 18, "rounding.unit", "above zero");
    check_fault(HEAD "rounding: {method: wobster}\n", APN_WRONG_TYPE, 4, 20, "rounding.method",
                "did you mean `webster`?");
    check_fault(HEAD "rounding: {ties: coin}\n", APN_WRONG_TYPE, 4, 18, "rounding.ties",
                "listed-order, largest-weight, smallest-weight or refuse");
    check_fault(HEAD "rounding: {amounts: nearest}\n", APN_WRONG_TYPE, 4, 21, "rounding.amounts",
                "half-away, half-even, up or down");
    check_fault(HEAD "rounding: {level: cell}\n", APN_WRONG_TYPE, 4, 19, "rounding.level",
                "line, total or table");
    check_fault(HEAD "rounding: webster\n", APN_WRONG_TYPE, 4, 11, "rounding", "a group of keys");
    check_fault(HEAD "rounding: {methd: webster}\n", APN_UNKNOWN_KEY, 4, 12, "rounding.methd",
                "did you mean `method`?");
    check_fault(HEAD LINE_WITH("unit: 1"), APN_UNKNOWN_KEY, 4, 72, "cost_lines.l.rounding.unit",
                "method, ties, mode, to and amounts");
    check_fault(HEAD LINE_WITH("level: line"), APN_UNKNOWN_KEY, 4, 72,
                "cost_lines.l.rounding.level", "a line's rounding");
}

static void every_level_by_name(void **state)
{
    char text[512];
    (void)state;
    for (int i = 0; apn_level_word((apn_level)i) != NULL; i++) {
        snprintf(text, sizeof text, HEAD "rounding: {unit: 0.01, amounts: down, level: %s}\n" LINE,
                 apn_level_word((apn_level)i));
        apn_agreement *agreement = read_sound(text);
        assert_int_equal(apn_agreement_describe(agreement).level, i);
        assert_false(agreement->lines[0].rounding.own);
        apn_agreement_unref(agreement);
    }
    assert_string_equal(apn_level_word(APN_LEVEL_LINE), "line");
    assert_string_equal(apn_level_word(APN_LEVEL_TOTAL), "total");
    assert_string_equal(apn_level_word(APN_LEVEL_TABLE), "table");
}

static void a_level_has_one_rule_for_all_lines(void **state)
{
    (void)state;
    check_fault(HEAD "rounding: {level: table, method: webster}\n", APN_WRONG_TYPE, 4, 26,
                "rounding.method", "`method` does not go with `level: table`");
    check_fault(HEAD "rounding: {ties: refuse, level: total}\n", APN_WRONG_TYPE, 4, 12,
                "rounding.ties", "`ties` does not go with `level: total`");
    check_fault(HEAD "rounding: {level: total, mode: down}\n", APN_WRONG_TYPE, 4, 26,
                "rounding.mode", "`mode` does not go with `level: total`");
    check_fault(HEAD "rounding: {level: table, to: a}\n", APN_WRONG_TYPE, 4, 26, "rounding.to",
                "`to` does not go with `level: table`");
    check_sound(HEAD "rounding: {level: line, method: webster, ties: refuse}\n" LINE);
    check_sound(HEAD "rounding: {level: table}\n" LINE_WITH("method: webster, ties: refuse"));
}

/* How a line's figures become whole units says nothing of its quotas. */
static void a_line_that_says_how_it_is_rounded(void **state)
{
    static const struct {
        const char *text;
        bool own;
    } cases[] = {
        {HEAD LINE_WITH("method: webster"), true},
        {HEAD LINE_WITH("ties: refuse"), true},
        {HEAD "rounding: {method: independent}\n" LINE_WITH("mode: down"), true},
        {HEAD "rounding: {method: residual, to: largest}\n" LINE_WITH("to: a"), true},
        {HEAD LINE_WITH("amounts: down"), false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        apn_agreement *agreement = read_sound(cases[i].text);
        assert_int_equal(agreement->lines[0].rounding.own, cases[i].own);
        apn_agreement_unref(agreement);
    }
}

static void options_that_do_not_go_together(void **state)
{
    (void)state;
    check_sound(HEAD LINE_WITH("method: independent, mode: down"));
    check_fault(HEAD LINE_WITH("mode: down"), APN_WRONG_TYPE, 4, 72, "cost_lines.l.rounding.mode",
                "the method independent only");
    check_fault(HEAD LINE_WITH("to: a"), APN_WRONG_TYPE, 4, 72, "cost_lines.l.rounding.to",
                "the method residual only");
    check_fault(HEAD LINE_WITH("method: residual"), APN_WRONG_TYPE, 4, 80,
                "cost_lines.l.rounding.method", "who takes what is left");
    check_fault(HEAD "rounding: {method: residual}\n", APN_WRONG_TYPE, 4, 20, "rounding.method",
                "who takes what is left");
    check_fault(HEAD LINE_WITH("method: residual, to: z"), APN_UNKNOWN_ID, 4, 94,
                "cost_lines.l.rounding.to", "no party `z`");
    check_fault("format: apportion/1\nagreement: {id: x}\nparties: [{id: a}]\n"
                "rounding: {method: residual, to: lead}\n",
                APN_MISSING_KEY, 4, 34, "rounding.to", "names no lead");
}

static void an_absorber_and_the_divisor_methods(void **state)
{
    static const char *const divisors[] = {"jefferson", "webster", "adams", "hill", "dean"};
    char text[512];
    (void)state;
    for (size_t i = 0; i < sizeof divisors / sizeof *divisors; i++) {
        snprintf(text, sizeof text,
                 HEAD "cost_lines: [{id: l, basis: equal, budget: {2015/16: 1.00}, caps: {b: 0.10},"
                      " absorber: a, rounding: {method: %s}}]\n",
                 divisors[i]);
        check_fault(text, APN_WRONG_TYPE, 4, 78, "cost_lines.l.absorber", divisors[i]);
    }
    check_sound(HEAD "cost_lines: [{id: l, basis: equal, budget: {2015/16: 1.00}, caps: {b: 0.10},"
                     " absorber: a, rounding: {method: first-listed}}]\n");
}

static void the_residual_goes_to_a_member(void **state)
{
    (void)state;
#define EXCLUDED(rest) "cost_lines: [{id: l, basis: equal, exclude: {a: x}, " rest "}]\n"
#define PAID           "budget: {2015/16: 1.00}"
    check_fault(HEAD EXCLUDED("rounding: {method: residual, to: a}, " PAID), APN_NOT_A_MEMBER, 4,
                86, "cost_lines.l.rounding.to", "cannot take what rounding leaves");
    check_fault(HEAD EXCLUDED("rounding: {method: residual, to: lead}, " PAID), APN_NOT_A_MEMBER, 4,
                86, "cost_lines.l.rounding.to", "`a` does not share");
    check_sound(HEAD EXCLUDED("rounding: {method: residual, to: b}, " PAID));
    check_sound(HEAD EXCLUDED("rounding: {method: residual, to: largest}, " PAID));
    check_fault(HEAD "rounding: {method: residual, to: a}\n" EXCLUDED(PAID), APN_NOT_A_MEMBER, 5,
                14, "cost_lines.l", "a rounding of its own");
    check_sound(HEAD "rounding: {method: residual, to: a}\n" EXCLUDED(
        "rounding: {method: webster}, " PAID));
    /* A direct charge leaves nothing over. */
    check_sound(HEAD "rounding: {method: residual, to: a}\n"
                     "cost_lines: [{id: l, basis: {all_to: b}, " PAID "}]\n");
}

static void percentages_used_as_published(void **state)
{
    (void)state;
#define ON_P(rest)                                                                                 \
    HEAD PUBLISHED "cost_lines: [{id: l, basis: p, participants: [a, b], " PAID rest "}]\n"
    apn_agreement *agreement = read_sound(ON_P(""));
    assert_int_equal(agreement->lines[0].rounding.method, APN_INDEPENDENT);
    assert_int_equal(agreement->lines[0].rounding.mode, APN_ROUND_NONE);
    apn_agreement_unref(agreement);
    agreement = read_sound(ON_P(", rounding: {mode: up}"));
    assert_int_equal(agreement->lines[0].rounding.mode, APN_ROUND_UP);
    apn_agreement_unref(agreement);
    check_sound(ON_P(", rounding: {method: independent}"));
    check_fault(ON_P(", rounding: {method: webster}"), APN_WRONG_TYPE, 5, 98,
                "cost_lines.l.rounding.method", "as published");
    check_fault(ON_P(", floors: {a: 0.10}"), APN_WRONG_TYPE, 5, 79, "cost_lines.l.floors",
                "as published");
    check_fault(ON_P(", caps: {a: 0.10}"), APN_WRONG_TYPE, 5, 79, "cost_lines.l.caps",
                "as published");
    check_fault(ON_P(", absorber: a"), APN_WRONG_TYPE, 5, 79, "cost_lines.l.absorber",
                "as published");
    /* The agreement's method is for the other lines. */
    agreement = read_sound("rounding: {method: residual, to: c}\n" ON_P(""));
    assert_int_equal(agreement->lines[0].rounding.method, APN_INDEPENDENT);
    assert_int_equal(agreement->lines[0].rounding.to, APN_TO_NOBODY);
    apn_agreement_unref(agreement);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_method_and_tie_rule_by_name),
        cmocka_unit_test(the_agreements_rounding),
        cmocka_unit_test(a_line_takes_over_what_it_does_not_say),
        cmocka_unit_test(faults_of_the_agreements_rounding),
        cmocka_unit_test(every_level_by_name),
        cmocka_unit_test(a_level_has_one_rule_for_all_lines),
        cmocka_unit_test(a_line_that_says_how_it_is_rounded),
        cmocka_unit_test(options_that_do_not_go_together),
        cmocka_unit_test(an_absorber_and_the_divisor_methods),
        cmocka_unit_test(the_residual_goes_to_a_member),
        cmocka_unit_test(percentages_used_as_published),
    };
    return cmocka_run_group_tests_name("rounding of an agreement", tests, NULL, NULL);
}
