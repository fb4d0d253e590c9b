/* Dates in the file: who joins and leaves, lives of lines, participants and exclusions by date, and
 * every fault that dates can have. */
#include "agreement_cases.h"

#include "agreement_model.h"
#include "library_limits.h"

#define PARTY(extra) "format: apportion/1\nagreement: {id: x}\nparties: [{id: a, " extra "}]\n"
/* `extra` begins in column 36 of line 4. */
#define ONE(extra) HEAD "cost_lines: [{id: l, basis: equal, " extra ", budget: {2015/16: 1.00}}]\n"

static void assert_period(const apn__period *period, const char *from, const char *until)
{
    char text[APN__DAY_SIZE];
    if (*from == '\0')
        assert_int_equal(period->from.day, 0);
    else
        assert_string_equal(apn__day_write(period->from.day, text), from);
    if (*until == '\0')
        assert_int_equal(period->until.day, 0);
    else
        assert_string_equal(apn__day_write(period->until.day, text), until);
}

static void parties_join_and_leave(void **state)
{
    (void)state;
    apn_agreement *agreement = read_sound("format: apportion/1\nagreement: {id: x}\nparties:\n"
                                          "  - {id: a, joined: 2015-04-01, left: 2018-09-30}\n"
                                          "  - {id: b, left: 2016-02-29}\n"
                                          "  - {id: c, joined: 2016-04-01, left: 2016-04-01}\n"
                                          "  - {id: d}\n");
    assert_period(&agreement->parties[0].period, "2015-04-01", "2018-09-30");
    assert_int_equal(agreement->parties[0].period.until.place.line, 4);
    assert_int_equal(agreement->parties[0].period.until.place.column, 39);
    assert_period(&agreement->parties[1].period, "", "2016-02-29");
    assert_period(&agreement->parties[2].period, "2016-04-01", "2016-04-01");
    assert_period(&agreement->parties[3].period, "", "");
    assert_false(agreement->by_months);
    apn_agreement_unref(agreement);
}

static void faults_of_parties(void **state)
{
    (void)state;
    check_fault(PARTY("left: 2017-02-30"), APN_WRONG_TYPE, 3, 25, "parties.a.left",
                "`2017-02-30` is not a date of the calendar: February 2017 has 28 days");
    check_fault(PARTY("joined: 2016-02-30"), APN_WRONG_TYPE, 3, 27, "parties.a.joined",
                "February 2016 has 29 days");
    check_fault(PARTY("joined: 2017-04-00"), APN_WRONG_TYPE, 3, 27, "parties.a.joined",
                "April 2017 has 30 days");
    check_fault(PARTY("joined: 2017-13-01"), APN_WRONG_TYPE, 3, 27, "parties.a.joined",
                "write year, month and day, as 2015-04-01");
    check_fault(PARTY("joined: 2017-04-1x"), APN_WRONG_TYPE, 3, 27, "parties.a.joined",
                "write year, month and day");
    check_fault(PARTY("joined: 1 April 2017"), APN_WRONG_TYPE, 3, 27, "parties.a.joined",
                "write year, month and day");
    check_fault(PARTY("joined: [2017-04-01]"), APN_WRONG_TYPE, 3, 27, "parties.a.joined", "a date");
    check_fault(PARTY("joined: 2017-04-02, left: 2017-04-01"), APN_WRONG_TYPE, 3, 45, "parties.a",
                "the party leaves before it joins: mend `joined` or `left`");
}

static void lives_of_lines(void **state)
{
    (void)state;
    apn_agreement *agreement =
        read_sound(HEAD "cost_lines:\n"
                        "  - {id: l, basis: equal, from: 2015-10-01, until: 2016-03-31,\n"
                        "     budget: {2015/16: 1}}\n"
                        "  - {id: m, basis: equal, budget: {2015/16: 1}}\n");
    assert_period(&agreement->lines[0].life, "2015-10-01", "2016-03-31");
    assert_period(&agreement->lines[1].life, "", "");
    apn_agreement_unref(agreement);
    check_fault(ONE("from: 2016-01-01, until: 2015-12-31"), APN_WRONG_TYPE, 4, 61, "cost_lines.l",
                "the line ends before it begins: mend `from` or `until`");
    check_fault(ONE("until: 2015-09-31"), APN_WRONG_TYPE, 4, 43, "cost_lines.l.until",
                "September 2015 has 30 days");
}

static void participants_by_date(void **state)
{
    (void)state;
    apn_agreement *agreement =
        read_sound(ONE("participants: [a, {id: b, from: 2015-10-01}, {id: c, until: 2015-06-30}, "
                       "{id: c, from: 2016-01-01, until: 2016-01-31}, {id: c, from: 2016-03-01}]"));
    const apn__stretch *stretch = agreement->lines[0].participants;
    assert_true(stretch[0].given);
    assert_period(&stretch[0].period, "", "");
    assert_null(stretch[0].next);
    assert_period(&stretch[1].period, "2015-10-01", "");
    assert_period(&stretch[2].period, "", "2015-06-30");
    assert_period(&stretch[2].next->period, "2016-01-01", "2016-01-31");
    assert_period(&stretch[2].next->next->period, "2016-03-01", "");
    assert_null(stretch[2].next->next->next);
    apn_agreement_unref(agreement);
}

static void faults_of_participants(void **state)
{
    (void)state;
    check_fault(ONE("participants: [a, {from: 2015-10-01}]"), APN_MISSING_KEY, 4, 54,
                "cost_lines.l.participants[2].id", "`id` is missing from a participant");
    check_fault(ONE("participants: [a, {id: b, from: 2015-10-01, until: 2015-09-30}]"),
                APN_WRONG_TYPE, 4, 87, "cost_lines.l.participants.b",
                "the participant leaves before it begins");
    check_fault(ONE("participants: [{id: b, until: 2015-10-01}, {id: b, from: 2015-10-01}]"),
                APN_DUPLICATE_ID, 4, 79, "cost_lines.l.participants.b",
                "already named among the participants for some of these days: end the one before "
                "the other begins");
    check_fault(ONE("participants: [{id: b, until: 2015-10-01}, b]"), APN_DUPLICATE_ID, 4, 79,
                "cost_lines.l.participants[2]", "once is enough");
    check_fault(ONE("participants: [{id: z, until: 2015-10-01}]"), APN_UNKNOWN_ID, 4, 56,
                "cost_lines.l.participants.z.id", "no party `z`");
    check_fault(ONE("participants: [{id: b, reason: x}]"), APN_UNKNOWN_KEY, 4, 59,
                "cost_lines.l.participants.b.reason", "is not a key of a participant");
}

static void exclusions_by_date(void **state)
{
    (void)state;
    apn_agreement *agreement = read_sound(
        ONE("exclude: {a: {reason: own servers, until: 2015-09-30}, b: [{reason: one, until: "
            "2015-04-30}, {reason: two, from: 2015-06-01, until: 2015-06-30}], c: has its own}"));
    const apn__stretch *stretch = agreement->lines[0].exclusions;
    assert_string_equal(stretch[0].reason, "own servers");
    assert_period(&stretch[0].period, "", "2015-09-30");
    assert_string_equal(stretch[1].reason, "one");
    assert_string_equal(stretch[1].next->reason, "two");
    assert_period(&stretch[1].next->period, "2015-06-01", "2015-06-30");
    assert_period(&stretch[2].period, "", "");
    apn_agreement_unref(agreement);
}

static void faults_of_exclusions(void **state)
{
    (void)state;
    check_fault(ONE("exclude: {a: {reason: x, from: 2015-10-01, until: 2015-09-30}}"),
                APN_WRONG_TYPE, 4, 86, "cost_lines.l.exclude.a",
                "the exclusion ends before it begins");
    check_fault(ONE("exclude: {a: {until: 2015-09-30}}"), APN_MISSING_KEY, 4, 49,
                "cost_lines.l.exclude.a.reason", "`reason` is missing from an exclusion");
    check_fault(
        ONE("exclude: {a: [{reason: x, until: 2015-09-30}, {reason: y, from: 2015-09-30}]}"),
        APN_DUPLICATE_KEY, 4, 82, "cost_lines.l.exclude.a[2]",
        "this exclusion and the one in line 4 exclude the party on the same days");
    check_fault(ONE("exclude: {a: [{reason: x}, {reason: y}]}"), APN_DUPLICATE_KEY, 4, 63,
                "cost_lines.l.exclude.a[2]", "end the one before the other begins");
    check_fault(ONE("exclude: {a: [has its own]}"), APN_WRONG_TYPE, 4, 50,
                "cost_lines.l.exclude.a[1]", "{reason: …, from: …, until: …}");
    check_fault(ONE("exclude: {a: []}"), APN_MISSING_KEY, 4, 49, "cost_lines.l.exclude.a",
                "the list of exclusions is empty");
    check_fault(ONE("exclude: {z: [{reason: x, until: 2015-09-30}]}"), APN_UNKNOWN_ID, 4, 46,
                "cost_lines.l.exclude.z", "no party `z`");
}

/* Who is excluded for a part of the time may still have a bound, pay it all, or take what is left.
 */
static void a_role_for_a_part_of_the_time(void **state)
{
    (void)state;
    check_sound(ONE("exclude: {a: {reason: x, until: 2015-09-30}}, floors: {a: 0.10}"));
    check_sound(HEAD "cost_lines: [{id: l, basis: {all_to: a}, from: 2015-10-01, budget: "
                     "{2015/16: 1}, exclude: {a: {reason: x, until: 2015-09-30}}}]\n");
    check_sound(ONE("exclude: {a: {reason: x, from: 2015-09-30}}, rounding: {method: residual, to: "
                    "a}"));
}

static void proration(void **state)
{
    (void)state;
    apn_agreement *agreement = read_sound(HEAD "proration: months\n" LINE);
    assert_true(agreement->by_months);
    apn_agreement_unref(agreement);
    agreement = read_sound(HEAD "proration: days\n" LINE);
    assert_false(agreement->by_months);
    apn_agreement_unref(agreement);
    check_fault(HEAD "proration: weeks\n" LINE, APN_WRONG_TYPE, 4, 12, "proration",
                "`weeks` is not a way to prorate: choose days or months");
}

/* The first 100 stretches of one party on one line, and one more. Each is a day of its own. */
static void stretches_of_one_party_have_a_limit(void **state)
{
    static char text[APN__LIMIT_STRETCHES * 100];
    (void)state;
    for (unsigned count = APN__LIMIT_STRETCHES; count <= APN__LIMIT_STRETCHES + 1; count++) {
        int length = snprintf(text, sizeof text,
                              HEAD "cost_lines:\n  - id: l\n    basis: equal\n"
                                   "    budget: {2015/16: 1}\n    exclude:\n"
                                   "      a:\n");
        for (unsigned i = 0; i < count; i++)
            length += snprintf(text + length, sizeof text - (size_t)length,
                               "        - {reason: x, from: %u-01-01, until: %u-01-01}\n", 1900 + i,
                               1900 + i);
        if (count == APN__LIMIT_STRETCHES)
            check_sound(text);
        else
            check_fault(text, APN_LIMIT, 10 + count - 1, 11, "cost_lines.l.exclude.a[101]",
                        "more than 100 stretches");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parties_join_and_leave),
        cmocka_unit_test(faults_of_parties),
        cmocka_unit_test(lives_of_lines),
        cmocka_unit_test(participants_by_date),
        cmocka_unit_test(faults_of_participants),
        cmocka_unit_test(exclusions_by_date),
        cmocka_unit_test(faults_of_exclusions),
        cmocka_unit_test(a_role_for_a_part_of_the_time),
        cmocka_unit_test(proration),
        cmocka_unit_test(stretches_of_one_party_have_a_limit),
    };
    return cmocka_run_group_tests_name("dates", tests, NULL, NULL);
}
