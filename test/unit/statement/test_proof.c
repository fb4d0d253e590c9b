/* The proof is itself fed statements that do not add up: it must refuse each. */
#include "agreement_text.h"

#include "statement_model.h"

static const char text[] =
    EAST_MIDLANDS "cost_lines:\n"
                  "  - {id: a, basis: users, budget: {2015/16: 100000.00, 2016/17: 100000.01}}\n"
                  "  - {id: b, basis: equal, budget: {2015/16: 0.05, 2016/17: 0.05}}\n";

static void add_a_penny(apn_decimal *amount)
{
    amount->lo += 1;
    amount->sign = 1;
}

static void holds_for_what_the_library_makes(void **state)
{
    apn_statement *statement = statement_of(text, "2015/16", APN_BUDGET);
    (void)state;
    assert_true(apn__statement_is_proven(statement));
    apn_statement_unref(statement);
}

static void refuses_a_changed_party_total(void **state)
{
    apn_statement *statement = statement_of(text, "2015/16", APN_BUDGET);
    (void)state;
    add_a_penny(&statement->party_totals[NHANTS]);
    assert_false(apn__statement_is_proven(statement));
    apn_statement_unref(statement);
}

static void refuses_a_changed_total(void **state)
{
    apn_statement *statement = statement_of(text, "2015/16", APN_BUDGET);
    (void)state;
    add_a_penny(&statement->total);
    assert_false(apn__statement_is_proven(statement));
    /* Parties that agree with the wrong total do not make it right: the lines do not. */
    add_a_penny(&statement->party_totals[LINCS]);
    assert_false(apn__statement_is_proven(statement));
    apn_statement_unref(statement);
}

static void refuses_a_changed_remainder(void **state)
{
    apn_statement *statement = statement_of(text, "2015/16", APN_BUDGET);
    (void)state;
    add_a_penny(&statement->unapportioned);
    assert_false(apn__statement_is_proven(statement));
    apn_statement_unref(statement);
}

static void refuses_a_lost_member(void **state)
{
    apn_statement *statement = statement_of(text, "2015/16", APN_BUDGET);
    (void)state;
    statement->lines[0].member_count--;
    assert_false(apn__statement_is_proven(statement));
    statement->lines[0].member_count++;
    assert_true(apn__statement_is_proven(statement));
    apn_statement_unref(statement);
}

static void refuses_a_split_of_another_figure(void **state)
{
    apn_statement *statement = statement_of(text, "2015/16", APN_BUDGET);
    (void)state;
    statement->year++;
    assert_false(apn__statement_is_proven(statement));
    statement->year++; /* a year without a figure at all */
    assert_false(apn__statement_is_proven(statement));
    apn_statement_unref(statement);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holds_for_what_the_library_makes),
        cmocka_unit_test(refuses_a_changed_party_total),
        cmocka_unit_test(refuses_a_changed_total),
        cmocka_unit_test(refuses_a_changed_remainder),
        cmocka_unit_test(refuses_a_lost_member),
        cmocka_unit_test(refuses_a_split_of_another_figure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
