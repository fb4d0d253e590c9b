/* Bases, named and inline: the kinds, what stands beside them, and the sum of 100 %. */
#include "agreement_cases.h"

#include "agreement_model.h"

#define USERS "drivers: {users: {values: {a: 1, b: 2, c: 3}}}\n"

static void expect_decimal(apn_decimal found, int64_t whole, int16_t scale)
{
    apn_decimal expected = apn_decimal_from_i64(whole);
    expected.scale = scale;
    assert_int_equal(apn_decimal_compare(found, expected), 0);
}

static void the_kinds_of_basis(void **state)
{
    (void)state;
    apn_agreement *agreement =
        read_sound(HEAD USERS "bases:\n"
                              "  fixed: {percent: {a: 35.28 %, b: 42.02%, c: 22.70}}\n"
                              "  users: {driver: users}\n"
                              "  flat: equal\n"
                              "  flat2: {equal: all, share: {published: 0}}\n"
                              "  own: {all_to: b}\n"
                              "  rounded: {driver: users, share: {published: 16}}\n"
                              "  exact: {driver: users, share: exact}\n");
    const apn__basis *bases = agreement->bases;
    assert_int_equal(agreement->basis_count, 7);
    assert_string_equal(bases[0].name, "fixed");
    assert_int_equal(bases[0].kind, APN__PERCENT);
    assert_int_equal(bases[0].weights_kind, APN_WEIGHTS_PERCENT);
    expect_decimal(bases[0].percents[0].value, 3528, 2);
    expect_decimal(bases[0].percents[1].value, 4202, 2);
    expect_decimal(bases[0].percents[2].value, 2270, 2);
    assert_int_equal(bases[1].kind, APN__DRIVER);
    assert_int_equal(bases[1].drivers[0], 0);
    assert_false(bases[1].published);
    assert_int_equal(bases[2].kind, APN__EQUAL);
    assert_string_equal(bases[2].name, "flat");
    assert_int_equal(bases[3].kind, APN__EQUAL);
    assert_true(bases[3].published);
    assert_int_equal(bases[3].published_decimals, 0);
    assert_int_equal(bases[4].kind, APN__ALL_TO);
    assert_int_equal(bases[4].party, 1);
    assert_true(bases[5].published);
    assert_int_equal(bases[5].published_decimals, 16);
    assert_false(bases[6].published);
    apn_agreement_unref(agreement);
}

static const char *inline_name(apn_agreement *agreement, size_t line)
{
    return agreement->bases[agreement->lines[line].basis].name;
}

static void bases_of_a_lines_own(void **state)
{
    (void)state;
    apn_agreement *agreement =
        read_sound(HEAD USERS "bases: {named: {driver: users}}\n"
                              "cost_lines:\n"
                              "  - {id: l1, basis: named, budget: {2015/16: 1.00}}\n"
                              "  - {id: l2, basis: equal, budget: {2015/16: 1.00}}\n"
                              "  - {id: l3, basis: {all_to: c}, budget: {2015/16: 1.00}}\n"
                              "  - {id: l4, basis: {driver: users}, budget: {2015/16: 1.00}}\n"
                              "  - {id: l5, basis: {percent: {a: 100}}, budget: {2015/16: 1.00}}\n"
                              "  - {id: l6, basis: equal, budget: {2015/16: 1.00}}\n");
    assert_string_equal(inline_name(agreement, 0), "named");
    assert_int_equal(agreement->lines[0].basis, 0);
    assert_string_equal(inline_name(agreement, 1), "equal");
    assert_string_equal(inline_name(agreement, 2), "all_to:c");
    assert_int_equal(agreement->bases[agreement->lines[2].basis].party, 2);
    assert_string_equal(inline_name(agreement, 3), "driver:users");
    assert_string_equal(inline_name(agreement, 4), "percent");
    assert_int_equal(agreement->lines[5].basis, agreement->lines[1].basis);
    for (size_t i = 0; i < 6; i++)
        assert_false(agreement->lines[i].default_basis);
    apn_agreement_unref(agreement);
}

static void the_default_basis(void **state)
{
    (void)state;
    apn_agreement *agreement =
        read_sound(HEAD USERS "bases: {named: {driver: users}}\n"
                              "cost_lines: [{id: l, budget: {2015/16: 1.00}}]\n"
                              "default_basis: named\n");
    assert_int_equal(agreement->lines[0].basis, 0);
    assert_true(agreement->lines[0].default_basis);
    apn_agreement_unref(agreement);
    agreement = read_sound(HEAD "default_basis: equal\n"
                                "cost_lines: [{id: l, budget: {2015/16: 1.00}}]\n");
    assert_int_equal(agreement->bases[agreement->lines[0].basis].kind, APN__EQUAL);
    assert_true(agreement->lines[0].default_basis);
    apn_agreement_unref(agreement);
    check_fault(HEAD "cost_lines: [{id: l, budget: {2015/16: 1.00}}]\n", APN_MISSING_KEY, 4, 14,
                "cost_lines.l.basis", "no `default_basis`");
    check_fault(HEAD "bases: {users: equal}\ndefault_basis: usres\n"
                     "cost_lines: [{id: l, budget: {2015/16: 1.00}}]\n",
                APN_UNKNOWN_ID, 5, 16, "default_basis", "did you mean `users`?");
    check_fault(HEAD "default_basis: {driver: users}\n" LINE, APN_WRONG_TYPE, 4, 16,
                "default_basis", "the id of a basis");
}

static void percentages_total_100(void **state)
{
    (void)state;
    check_sound(HEAD "bases: {p: {percent: {a: 33.33, b: 33.33, c: 33.34}}}\n");
    check_sound(HEAD "bases: {p: {percent: {a: 100}}}\n");
    check_fault(HEAD "bases: {p: {percent: {a: 33.33, b: 33.33, c: 33.33}}}\n", APN_SHARE_SUM, 4,
                22, "bases.p.percent", "total 99.99, not 100");
    check_fault(HEAD "bases: {p: {percent: {a: 33.33, b: 33.34, c: 33.34}}}\n", APN_SHARE_SUM, 4,
                22, "bases.p.percent", "total 100.01, not 100");
    check_fault(HEAD "bases: {p: {percent: {}}}\n", APN_SHARE_SUM, 4, 22, "bases.p.percent",
                "total 0, not 100");
    check_fault(HEAD "cost_lines: [{id: l, basis: {percent: {a: 99}}, budget: {2015/16: 1}}]\n",
                APN_SHARE_SUM, 4, 39, "cost_lines.l.basis.percent", "total 99, not 100");
    /* A percentage that could not be read says nothing of the sum. */
    check_fault(HEAD "bases: {p: {percent: {a: 33,33, b: 50}}}\n", APN_NUMBER, 4, 26,
                "bases.p.percent.a", "a comma inside { }");
    check_fault(HEAD "bases: {p: {percent: {a: -1, b: 50}}}\n", APN_NEGATIVE_WEIGHT, 4, 26,
                "bases.p.percent.a", "below zero");
}

static void percentages_still_to_come(void **state)
{
    (void)state;
    apn_agreement *agreement = read_sound(HEAD "bases: {p: {percent: {a: 33.33, b: needed}}}\n");
    assert_int_equal(agreement->bases[0].percents[0].given, APN__GIVEN);
    assert_int_equal(agreement->bases[0].percents[1].given, APN__NEEDED);
    assert_int_equal(agreement->bases[0].percents[2].given, APN__ABSENT);
    apn_agreement_unref(agreement);
}

static void percentages_that_need_not_total_100(void **state)
{
    (void)state;
    apn_agreement *agreement =
        read_sound(HEAD "bases:\n"
                        "  r: {percent: {a: 2, b: 1}, share_sum: rescale}\n"
                        "  p: {percent: {a: 50.01, b: 50}, share_sum: as-published}\n");
    assert_int_equal(agreement->bases[0].weights_kind, APN_WEIGHTS_RESCALE);
    assert_int_equal(agreement->bases[1].weights_kind, APN_WEIGHTS_AS_PUBLISHED);
    apn_agreement_unref(agreement);
    check_fault(HEAD "bases: {p: {percent: {a: 100}, share_sum: rescaled}}\n", APN_WRONG_TYPE, 4,
                43, "bases.p.share_sum", "did you mean `rescale`?");
    check_fault(HEAD "bases: {p: {all_to: a, share_sum: rescale}}\n", APN_WRONG_TYPE, 4, 24,
                "bases.p.share_sum", "no `percent`");
}

static void a_basis_is_of_one_kind(void **state)
{
    (void)state;
    check_fault(HEAD USERS "bases: {p: {driver: users, percent: {a: 100}}}\n", APN_WRONG_TYPE, 5,
                28, "bases.p.percent", "`percent` beside `driver`");
    check_fault(HEAD "bases: {p: {}}\n", APN_MISSING_KEY, 4, 12, "bases.p", "how costs are shared");
    check_fault(HEAD "bases: {p: {share: exact}}\n", APN_MISSING_KEY, 4, 12, "bases.p",
                "how costs are shared");
    check_fault(HEAD "bases: {p: {percnt: {a: 100}}}\n", APN_UNKNOWN_KEY, 4, 13, "bases.p.percnt",
                "did you mean `percent`?");
    check_fault(HEAD "bases: {p: users}\n", APN_WRONG_TYPE, 4, 12, "bases.p",
                "`equal`, or a basis");
    check_fault(HEAD "bases: {p: {equal: yes}}\n", APN_WRONG_TYPE, 4, 20, "bases.p.equal",
                "{equal: all}");
    check_fault(HEAD USERS "bases: {p: {driver: user}}\n", APN_UNKNOWN_ID, 5, 21, "bases.p.driver",
                "did you mean `users`?");
    check_fault(HEAD "bases: {p: {all_to: z}}\n", APN_UNKNOWN_ID, 4, 21, "bases.p.all_to",
                "no party `z`");
    check_sound(HEAD "bases: {p: {all_to: lead}}\n" LINE);
    check_fault(HEAD "bases: {p: {all_to: leader}}\n", APN_UNKNOWN_ID, 4, 21, "bases.p.all_to",
                "no party `leader`");
    check_fault(HEAD USERS "bases: {p: {driver: counts}}\n", APN_UNKNOWN_ID, 5, 21,
                "bases.p.driver", "there is no driver `counts`; the drivers are users");
}

static void a_driver_is_not_yet_a_basis(void **state)
{
    (void)state;
    check_fault(HEAD USERS "cost_lines: [{id: l, basis: users, budget: {2015/16: 1}}]\n",
                APN_UNKNOWN_ID, 5, 29, "cost_lines.l.basis",
                "a driver has that name: write basis: {driver: users}");
    check_fault(HEAD USERS "default_basis: users\n", APN_UNKNOWN_ID, 5, 16, "default_basis",
                "a driver has that name: add it to `bases`, as {driver: users}");
    check_fault(HEAD "cost_lines: [{id: l, basis: users, budget: {2015/16: 1}}]\n", APN_UNKNOWN_ID,
                4, 29, "cost_lines.l.basis", "there is no basis `users`; there are no bases");
}

static void how_shares_are_applied(void **state)
{
    (void)state;
    check_fault(HEAD "bases: {p: {all_to: a, share: exact}}\n", APN_WRONG_TYPE, 4, 24,
                "bases.p.share", "beside `all_to`");
    check_fault(HEAD "bases: {p: {equal: all, share: rounded}}\n", APN_WRONG_TYPE, 4, 32,
                "bases.p.share", "`exact`, or {published: 2}");
    check_fault(HEAD "bases: {p: {equal: all, share: {published: 17}}}\n", APN_LIMIT, 4, 44,
                "bases.p.share.published", "more than 16");
    check_fault(HEAD "bases: {p: {equal: all, share: {published: -1}}}\n", APN_NUMBER, 4, 44,
                "bases.p.share.published", "from 0 to 16");
    check_fault(HEAD "bases: {p: {equal: all, share: {published: 1.5}}}\n", APN_NUMBER, 4, 44,
                "bases.p.share.published", "not a whole number");
    check_fault(HEAD "bases: {p: {equal: all, share: {}}}\n", APN_MISSING_KEY, 4, 32,
                "bases.p.share.published", "`published`");
    check_fault(HEAD
                "bases: {p: {percent: {a: 99}, share_sum: as-published, share: {published: 2}}}\n",
                APN_WRONG_TYPE, 4, 56, "bases.p.share", "not both");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_kinds_of_basis),
        cmocka_unit_test(bases_of_a_lines_own),
        cmocka_unit_test(the_default_basis),
        cmocka_unit_test(percentages_total_100),
        cmocka_unit_test(percentages_still_to_come),
        cmocka_unit_test(percentages_that_need_not_total_100),
        cmocka_unit_test(a_basis_is_of_one_kind),
        cmocka_unit_test(how_shares_are_applied),
        cmocka_unit_test(a_driver_is_not_yet_a_basis),
    };
    return cmocka_run_group_tests_name("bases of an agreement", tests, NULL, NULL);
}
