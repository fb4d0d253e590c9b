/* Lines that are not rounded alone. All figures are worked by hand; the users add up to 6056. */
#include "agreement_text.h"

#include "settle.h"
#include "statement_model.h"

#define TOTAL EAST_MIDLANDS "rounding: {level: total}\ncost_lines:\n"

static void assert_totals(const apn_statement *statement, const char *const expected[4])
{
    for (size_t party = 0; party < 4; party++)
        assert_amount(apn_statement_party_total(statement, party), expected[party]);
}

/* Three lines of a penny: each force owes three quarters of a penny, so the first three pay one.
 * Line by line the first listed would pay all three. */
static void each_total_is_rounded_once(void **state)
{
    apn_statement *statement =
        statement_of(TOTAL "  - {id: a, basis: equal, budget: {2015/16: 0.01}}\n"
                           "  - {id: b, basis: equal, budget: {2015/16: 0.01}}\n"
                           "  - {id: c, basis: equal, budget: {2015/16: 0.01}}\n",
                     "2015/16", APN_BUDGET);
    static const char *const expected[] = {"0.01", "0.01", "0.01", "0.00"};
    apn_tie tie = apn_statement_together_tie(statement);
    char text[32];
    (void)state;
    assert_totals(statement, expected);
    assert_amount(apn_statement_total(statement), "0.03");
    assert_int_equal(tie.parties_count, 4);
    assert_int_equal(tie.given_count, 3);
    assert_int_equal(tie.given[2], NOTTS);
    assert_amount(tie.units, "3");
    assert_int_equal(apn_split_tie_count(apn_statement_split(statement, 0)), 0);
    apn_statement_together_quota(statement, NHANTS, text, sizeof text);
    assert_string_equal(text, "3/400");
    apn_statement_unref(statement);
}

/* A grand total below zero is the mirror image of the one above. */
static void below_zero_is_the_mirror_image(void **state)
{
    apn_statement *statement =
        statement_of(TOTAL "  - {id: a, basis: equal, budget: {2015/16: -0.02}}\n"
                           "  - {id: b, basis: equal, budget: {2015/16: -0.02}}\n"
                           "  - {id: c, basis: equal, budget: {2015/16: 0.01}}\n",
                     "2015/16", APN_BUDGET);
    static const char *const expected[] = {"-0.01", "-0.01", "-0.01", "0.00"};
    (void)state;
    assert_totals(statement, expected);
    apn_statement_unref(statement);
}

/* 10p by users, and 4p back to Lincolnshire: quotas of 11000/6056 - 4 = -2.18…, 3.05…, 3.11… and
 * 2.01… pence. The floors are -3, 3, 3 and 2, and the one penny that they leave goes to the largest
 * remainder, .81…: Lincolnshire's. */
static void a_total_may_be_below_zero_among_others(void **state)
{
    apn_statement *statement =
        statement_of(TOTAL "  - {id: a, basis: users, budget: {2015/16: 0.10}}\n"
                           "  - {id: b, basis: {all_to: lincs}, budget: {2015/16: -0.04}}\n",
                     "2015/16", APN_BUDGET);
    static const char *const expected[] = {"-0.02", "0.03", "0.03", "0.02"};
    char text[64];
    (void)state;
    assert_totals(statement, expected);
    assert_int_equal(apn_statement_together_tie(statement).parties_count, 0);
    assert_int_equal(apn_statement_together_quota(statement, LINCS, text, sizeof text), 11);
    assert_string_equal(text, "-1653/75700");
    assert_int_equal(apn_statement_cell(statement, 1, LINCS).status, APN_CELL_DIRECT);
    assert_int_equal(apn_statement_cell(statement, 1, LINCS).has_amount, 0);
    apn_statement_unref(statement);
}

static const char mixed[] = EAST_MIDLANDS
    "  over: {percent: {lincs: 30, leics: 30, notts: 30, nhants: 11}, "
    "share_sum: as-published}\n"
    "rounding: {level: total}\ncost_lines:\n"
    "  - {id: a, basis: users, budget: {2015/16: 0.10}}\n"
    "  - {id: b, basis: users, rounding: {method: adams}, budget: {2015/16: 0.10}}\n"
    "  - {id: c, basis: over, budget: {2015/16: 1.00}}\n"
    "  - {id: d, basis: users, rounding: {amounts: down}, budget: {2015/16: 0.109}}\n";

/* `b` has a rounding of its own and `c` is as published: both are alone. How the figure of `d` is
 * read says nothing of its quotas. 20p by users are 3.63…, 6.10…, 6.23… and 4.02… pence: 4, 6, 6
 * and 4. Adams gives 2, 3, 3 and 2 of 10: one each, and then 6 by users over amounts. */
static void a_line_with_its_own_rounding_is_alone(void **state)
{
    apn_statement *statement = statement_of(mixed, "2015/16", APN_BUDGET);
    static const char *const together[] = {"0.04", "0.06", "0.06", "0.04"};
    static const char *const expected[] = {"0.36", "0.39", "0.39", "0.17"};
    static const apn_level levels[] = {APN_LEVEL_TOTAL, APN_LEVEL_LINE, APN_LEVEL_LINE,
                                       APN_LEVEL_TOTAL};
    (void)state;
    for (size_t line = 0; line < 4; line++)
        assert_int_equal(apn_statement_line(statement, line).level, levels[line]);
    assert_int_equal(apn_statement_line(statement, 1).method, APN_ADAMS);
    for (size_t party = 0; party < 4; party++)
        assert_amount(apn_statement_party_together(statement, party), together[party]);
    assert_totals(statement, expected);
    assert_amount(apn_statement_total(statement), "1.30");
    assert_amount(apn_statement_unapportioned(statement), "-0.01");
    apn_statement_unref(statement);
}

static void cells_say_what_they_have(void **state)
{
    apn_statement *statement = statement_of(
        EAST_MIDLANDS "rounding: {level: total}\ncost_lines:\n"
                      "  - {id: a, basis: infra, exclude: {lincs: has its own}, budget: {2015/16: "
                      "0.10}}\n"
                      "  - {id: b, basis: users, rounding: {ties: listed-order}, budget: {2015/16: "
                      "0.10}}\n",
        "2015/16", APN_BUDGET);
    char text[64] = "x";
    (void)state;
    assert_int_equal(apn_statement_cell(statement, 0, LEICS).status, APN_CELL_SHARED);
    assert_int_equal(apn_statement_cell(statement, 0, LEICS).has_amount, 0);
    assert_amount(apn_statement_cell(statement, 0, LEICS).amount, "0.00");
    assert_int_equal(apn_statement_quota(statement, 0, LEICS, text, sizeof text), 9);
    assert_string_equal(text, "441/12500");
    assert_int_equal(apn_statement_moved(statement, 0, LEICS, text, sizeof text), 0);
    assert_string_equal(text, "");
    assert_int_equal(apn_statement_quota(statement, 0, LINCS, text, sizeof text), 0);
    assert_int_equal(apn_statement_moved(statement, 0, LINCS, NULL, 0), 0);
    assert_int_equal(apn_statement_cell(statement, 0, LINCS).has_amount, 0);
    assert_int_equal(apn_statement_cell(statement, 1, LINCS).has_amount, 1);
    /* 2 - 11000/6056 */
    apn_statement_moved(statement, 1, LINCS, text, sizeof text);
    assert_string_equal(text, "139/757");
    apn_statement_unref(statement);
}

static void level_line_has_nothing_together(void **state)
{
    apn_statement *statement =
        statement_of(EAST_MIDLANDS "cost_lines: [{id: a, basis: users, budget: {2015/16: 0.10}}]\n",
                     "2015/16", APN_BUDGET);
    char text[8];
    (void)state;
    assert_int_equal(apn_statement_line(statement, 0).level, APN_LEVEL_LINE);
    assert_int_equal(apn_statement_together_tie(statement).parties_count, 0);
    assert_amount(apn_statement_party_together(statement, LINCS), "0.00");
    apn_statement_together_quota(statement, LINCS, text, sizeof text);
    assert_string_equal(text, "0");
    apn_statement_unref(statement);
}

/* 38 digits twice are 39. */
static void a_total_may_have_too_many_digits(void **state)
{
    apn_agreement *agreement =
        agreement_of(TOTAL "  - {id: a, basis: {all_to: lincs}, budget: {2015/16: "
                           "999999999999999999999999999999999999.99}}\n"
                           "  - {id: b, basis: {all_to: lincs}, budget: {2015/16: "
                           "999999999999999999999999999999999999.99}}\n");
    apn_statement *statement = NULL;
    apn_error err = {0};
    (void)state;
    assert_int_equal(apn_statement_make(agreement, "2015/16", APN_BUDGET, NULL, &statement, &err),
                     APN_LIMIT);
    assert_null(statement);
    assert_non_null(strstr(err.message, "38 digits"));
    apn_agreement_unref(agreement);
}

static const char provable[] = TOTAL "  - {id: a, basis: users, budget: {2015/16: 0.10}}\n"
                                     "  - {id: b, basis: equal, budget: {2015/16: 0.02}}\n";

static void add_pennies(apn_decimal *amount, int pennies)
{
    amount->lo += (uint64_t)pennies; /* amounts here stay above zero */
}

/* Quotas of 2.31…, 3.55…, 3.61… and 2.51… pence: 2, 3, 4 and 3 would do for the sums, and every one
 * would be the floor or the ceiling, but .55… comes before .51…. */
static void the_proof_knows_who_comes_first(void **state)
{
    apn_statement *statement = statement_of(provable, "2015/16", APN_BUDGET);
    static const char *const expected[] = {"0.02", "0.04", "0.04", "0.02"};
    (void)state;
    assert_totals(statement, expected);
    assert_true(apn__statement_is_proven(statement));
    add_pennies(&statement->together[LEICS], -1);
    assert_false(apn__statement_is_proven(statement));
    add_pennies(&statement->together[NHANTS], 1);
    assert_false(apn__statement_is_proven(statement));
    add_pennies(&statement->together[NHANTS], -1);
    add_pennies(&statement->together[LEICS], 1);
    assert_true(apn__statement_is_proven(statement));
    /* As large a sum, but not the ceiling. */
    add_pennies(&statement->together[NOTTS], 1);
    add_pennies(&statement->together[LEICS], -1);
    assert_false(apn__statement_is_proven(statement));
    apn_statement_unref(statement);
}

static void the_proof_knows_listed_order(void **state)
{
    apn_statement *statement = statement_of(
        TOTAL "  - {id: a, basis: equal, budget: {2015/16: 0.03}}\n", "2015/16", APN_BUDGET);
    (void)state;
    assert_true(apn__statement_is_proven(statement));
    statement->together[NHANTS] = statement->together[NOTTS];
    statement->together[NOTTS] = apn_decimal_from_i64(0);
    assert_false(apn__statement_is_proven(statement));
    apn_statement_unref(statement);
}

#define TABLE(amounts)                                                                             \
    "format: apportion/1\nagreement: {id: x}\nparties: [{id: a}, {id: b}, {id: c}]\n"              \
    "bases: {p: {percent: {a: 50, b: 30, c: 20}}}\nrounding: {level: "                             \
    "table}\ncost_lines:\n" amounts

/* In pence: 33.33… thrice on two lines; 3.5, 2.1 and 1.4; and -7 for b. The parties are 70.16…,
 * 61.76… and 68.06…, and 200 in all, so b is rounded up and the others down: 70, 62 and 68. The
 * third line is nearest as 4, 2 and 1 (errors of .5, .1 and .4), which leaves 66, 67 and 67 of the
 * first two: b and c have one 34 each, b first as the greatest table in row order. */
static const char table_of_four[] =
    TABLE("  - {id: l, basis: equal, budget: {2015/16: 1.00, 2016/17: -1.00}}\n"
          "  - {id: m, basis: equal, budget: {2015/16: 1.00, 2016/17: -1.00}}\n"
          "  - {id: n, basis: p, budget: {2015/16: 0.07, 2016/17: -0.07}}\n"
          "  - {id: d, basis: {all_to: b}, budget: {2015/16: -0.07, 2016/17: 0.07}}\n");

static void assert_row(const apn_statement *statement, size_t line, const char *const expected[3])
{
    for (size_t party = 0; party < 3; party++)
        assert_amount(apn_statement_cell(statement, line, party).amount, expected[party]);
}

static void a_table_is_rounded_at_once(void **state)
{
    static const char *const rows[][3] = {{"0.33", "0.34", "0.33"},
                                          {"0.33", "0.33", "0.34"},
                                          {"0.04", "0.02", "0.01"},
                                          {"0.00", "-0.07", "0.00"}};
    static const char *const totals[] = {"0.70", "0.62", "0.68"};
    apn_statement *statement = statement_of(table_of_four, "2015/16", APN_BUDGET);
    char text[32];
    (void)state;
    for (size_t line = 0; line < 4; line++) {
        assert_row(statement, line, rows[line]);
        assert_int_equal(apn_statement_line(statement, line).level, APN_LEVEL_TABLE);
        assert_int_equal(apn_split_tie_count(apn_statement_split(statement, line)), 0);
    }
    for (size_t party = 0; party < 3; party++)
        assert_amount(apn_statement_party_total(statement, party), totals[party]);
    apn_statement_moved(statement, 2, 0, text, sizeof text);
    assert_string_equal(text, "1/2");
    assert_int_equal(apn_statement_cell(statement, 3, 1).has_amount, 1);
    assert_int_equal(apn_statement_cell(statement, 3, 0).has_amount, 0);
    assert_int_equal(apn_statement_together_tie(statement).parties_count, 0);
    apn_statement_unref(statement);
}

static void a_negated_table_is_the_negative(void **state)
{
    static const char *const rows[][3] = {{"-0.33", "-0.34", "-0.33"},
                                          {"-0.33", "-0.33", "-0.34"},
                                          {"-0.04", "-0.02", "-0.01"},
                                          {"0.00", "0.07", "0.00"}};
    apn_statement *statement = statement_of(table_of_four, "2016/17", APN_BUDGET);
    (void)state;
    for (size_t line = 0; line < 4; line++)
        assert_row(statement, line, rows[line]);
    apn_statement_unref(statement);
}

/* 1p by thirds on two lines: the parties are .66… and 2 in all, so a and b pay 1p. The line that is
 * rounded alone gives its penny to a, whatever the others do. */
static void a_line_alone_is_no_part_of_the_table(void **state)
{
    static const char *const rows[][3] = {
        {"0.01", "0.00", "0.00"}, {"0.01", "0.00", "0.00"}, {"0.00", "0.01", "0.00"}};
    apn_statement *statement = statement_of(
        TABLE("  - {id: l, basis: equal, budget: {2015/16: 0.01}}\n"
              "  - {id: m, basis: equal, budget: {2015/16: 0.01}, rounding: {method: webster}}\n"
              "  - {id: n, basis: equal, budget: {2015/16: 0.01}}\n"),
        "2015/16", APN_BUDGET);
    (void)state;
    for (size_t line = 0; line < 3; line++)
        assert_row(statement, line, rows[line]);
    assert_int_equal(apn_statement_line(statement, 1).level, APN_LEVEL_LINE);
    assert_int_equal(apn_split_tie_count(apn_statement_split(statement, 1)), 1);
    apn_statement_unref(statement);
}

/* A cap of 20p on a leaves 40 and 40 for the others on the first line; the second is 33.33… each.
 * The columns are 53.33…, 73.33… and 73.33…: one of them is a penny more, and it is the first. */
static void bounds_hold_in_a_table(void **state)
{
    static const char *const rows[][3] = {{"0.20", "0.40", "0.40"}, {"0.34", "0.33", "0.33"}};
    apn_statement *statement =
        statement_of(TABLE("  - {id: l, basis: equal, caps: {a: 0.20}, budget: {2015/16: 1.00}}\n"
                           "  - {id: m, basis: equal, budget: {2015/16: 1.00}}\n"),
                     "2015/16", APN_BUDGET);
    (void)state;
    for (size_t line = 0; line < 2; line++)
        assert_row(statement, line, rows[line]);
    assert_int_equal(apn_split_bound(apn_statement_split(statement, 0), 0), APN_AT_CAP);
    apn_statement_unref(statement);
}

/* Amounts that suit a line alone: a then has 71p of 70.16…, its ceiling, but c 67p of 68.06…. */
static void the_proof_looks_at_parties_of_a_table(void **state)
{
    apn_statement *statement = statement_of(table_of_four, "2015/16", APN_BUDGET);
    apn_decimal amounts[3];
    (void)state;
    assert_true(apn__statement_is_proven(statement));
    for (size_t i = 0; i < 3; i++)
        amounts[i] = apn_statement_cell(statement, 1, i).amount;
    amounts[0].lo++;
    amounts[2].lo--;
    assert_int_equal(apn__split_settle(statement->lines[1].split, amounts, NULL), APN_OK);
    assert_false(apn__statement_is_proven(statement));
    apn_statement_unref(statement);
}

static void a_year_without_such_lines(void **state)
{
    apn_statement *statement = statement_of(
        TABLE("  - {id: l, basis: equal, budget: {2015/16: 0.01}, rounding: {ties: refuse}}\n"
              "  - {id: m, basis: equal, budget: {2016/17: 0.03}, rounding: {ties: refuse}}\n"),
        "2016/17", APN_BUDGET);
    static const char *const row[] = {"0.01", "0.01", "0.01"};
    (void)state;
    assert_row(statement, 0, row);
    apn_statement_unref(statement);
}

/* A split of 10p by users: quotas of 1.81…, 3.05…, 3.11… and 2.01… pence. */
static apn_split *split_of_users(const char *total_text)
{
    static const int64_t users[] = {1100, 1848, 1888, 1220};
    apn_decimal weights[4], total;
    apn_splitter *splitter = NULL;
    apn_split *split = NULL;
    for (size_t i = 0; i < 4; i++)
        weights[i] = apn_decimal_from_i64(users[i]);
    assert_int_equal(
        apn_decimal_parse(total_text, strlen(total_text), APN_FORM_PLAIN, NULL, &total, NULL),
        APN_OK);
    assert_int_equal(apn_splitter_make(weights, 4, NULL, &splitter, NULL), APN_OK);
    assert_int_equal(apn_split_make(splitter, total, &split, NULL), APN_OK);
    apn_splitter_free(splitter);
    return split;
}

static apn_status settle(const char *total, const char *const amounts[4], apn_split **out)
{
    apn_decimal list[4];
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(
            apn_decimal_parse(amounts[i], strlen(amounts[i]), APN_FORM_PLAIN, NULL, &list[i], NULL),
            APN_OK);
    *out = split_of_users(total);
    return apn__split_settle(*out, list, NULL);
}

static void a_split_takes_amounts_near_its_quotas(void **state)
{
    static const char *const good[] = {"0.01", "0.03", "0.04", "0.02"};
    static const char *const mirrored[] = {"-0.01", "-0.03", "-0.04", "-0.02"};
    static const char *const short_of[] = {"0.01", "0.03", "0.03", "0.02"};
    static const char *const far[] = {"0.02", "0.03", "0.02", "0.03"};
    static const char *const part[] = {"0.015", "0.03", "0.03", "0.025"};
    apn_split *split;
    char text[32];
    (void)state;
    assert_int_equal(settle("0.10", good, &split), APN_OK);
    assert_amount(apn_split_amount(split, NOTTS), "0.04");
    apn_split_moved(split, LINCS, text, sizeof text);
    assert_string_equal(text, "-618/757"); /* 1 - 11000/6056 */
    apn_split_free(split);
    assert_int_equal(settle("-0.10", mirrored, &split), APN_OK);
    apn_split_moved(split, LINCS, text, sizeof text);
    assert_string_equal(text, "618/757");
    apn_split_free(split);
    assert_int_equal(settle("-0.10", good, &split), APN_INTERNAL);
    apn_split_free(split);
    assert_int_equal(settle("0.10", short_of, &split), APN_INTERNAL);
    apn_split_free(split);
    assert_int_equal(settle("0.10", far, &split), APN_INTERNAL);
    apn_split_free(split);
    assert_int_equal(settle("0.10", part, &split), APN_INTERNAL);
    apn_split_free(split);
}

static void a_split_may_have_no_amounts(void **state)
{
    apn_split *split = split_of_users("0.10");
    char text[32];
    (void)state;
    assert_int_equal(apn__split_settle(split, NULL, NULL), APN_OK);
    assert_amount(apn_split_amount(split, LINCS), "0.00");
    assert_amount(apn_split_unapportioned(split), "0.00");
    apn_split_quota(split, LINCS, text, sizeof text);
    assert_string_equal(text, "55/3028"); /* 1100/6056 of 10p */
    apn_split_free(split);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_total_is_rounded_once),
        cmocka_unit_test(below_zero_is_the_mirror_image),
        cmocka_unit_test(a_total_may_be_below_zero_among_others),
        cmocka_unit_test(a_line_with_its_own_rounding_is_alone),
        cmocka_unit_test(cells_say_what_they_have),
        cmocka_unit_test(level_line_has_nothing_together),
        cmocka_unit_test(a_total_may_have_too_many_digits),
        cmocka_unit_test(the_proof_knows_who_comes_first),
        cmocka_unit_test(the_proof_knows_listed_order),
        cmocka_unit_test(a_table_is_rounded_at_once),
        cmocka_unit_test(a_negated_table_is_the_negative),
        cmocka_unit_test(a_line_alone_is_no_part_of_the_table),
        cmocka_unit_test(bounds_hold_in_a_table),
        cmocka_unit_test(the_proof_looks_at_parties_of_a_table),
        cmocka_unit_test(a_year_without_such_lines),
        cmocka_unit_test(a_split_takes_amounts_near_its_quotas),
        cmocka_unit_test(a_split_may_have_no_amounts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
