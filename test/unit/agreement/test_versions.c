/* Versions of the agreement: when each is in force, what stands for what, and every fault. */
#include "agreement_cases.h"

#include "agreement_model.h"
#include "library_limits.h"

#define VERSIONS(list)                                                                             \
    "format: apportion/1\n"                                                                        \
    "agreement: {id: x, effective: {from: 2015-04-01, to: 2019-03-31}}\n"                          \
    "parties: [{id: a}, {id: b}]\n"                                                                \
    "bases:\n"                                                                                     \
    "  r: {percent: {a: 74, b: 26}}\n"                                                             \
    "  s: {percent: {a: 82, b: 18}}\n"                                                             \
    "  p: {percent: {a: 82, b: 17}, share_sum: as-published}\n"                                    \
    "versions:\n" list

static apn__day day(int year, int month, int of_month)
{
    return apn__day_of((apn__date){year, month, of_month});
}

/* The later one stands first in the file; the one before it ends when it begins. Between the end of
 * the second and the third the file's own bases hold. */
static void in_force_by_date(void **state)
{
    (void)state;
    apn_agreement *agreement =
        read_sound(VERSIONS("  - {id: two, ref: of 2016, from: 2016-10-01, until: 2017-03-31, "
                            "bases: {r: s}}\n"
                            "  - {id: one, from: 2015-06-01, bases: {s: equal}}\n"
                            "  - {id: three, from: 2018-01-01}\n"));
    assert_int_equal(agreement->version_count, 3);
    assert_string_equal(agreement->versions[0].id, "one");
    assert_string_equal(agreement->versions[0].ref, "");
    assert_string_equal(agreement->versions[1].ref, "of 2016");
    assert_int_equal(agreement->versions[0].period.until.day, day(2016, 9, 30));
    assert_int_equal(agreement->versions[1].period.until.day, day(2017, 3, 31));
    assert_int_equal(agreement->versions[2].period.until.day, 0);
    assert_int_equal(apn__version_on(agreement, day(2015, 5, 31)), APN__NONE);
    assert_int_equal(apn__version_on(agreement, day(2015, 6, 1)), 0);
    assert_int_equal(apn__version_on(agreement, day(2016, 9, 30)), 0);
    assert_int_equal(apn__version_on(agreement, day(2016, 10, 1)), 1);
    assert_int_equal(apn__version_on(agreement, day(2017, 4, 1)), APN__NONE);
    assert_int_equal(apn__version_on(agreement, day(2050, 1, 1)), 2);
    assert_int_equal(apn__stand_in(agreement, APN__NONE, 0), 0);
    assert_int_equal(apn__stand_in(agreement, 0, 0), 0);
    assert_string_equal(agreement->bases[apn__stand_in(agreement, 0, 1)].name, "equal");
    assert_int_equal(apn__stand_in(agreement, 1, 0), 1);
    assert_int_equal(apn__stand_in(agreement, 2, 0), 0);
    apn_agreement_unref(agreement);
}

static void faults_of_versions(void **state)
{
    (void)state;
    check_fault(VERSIONS("  {one: {from: 2016-01-01}}\n"), APN_WRONG_TYPE, 9, 3, "versions",
                "a list of versions");
    check_fault(VERSIONS("  - {from: 2016-01-01}\n"), APN_MISSING_KEY, 9, 5, "versions[1].id",
                "`id` is missing from a version");
    check_fault(VERSIONS("  - {id: one}\n"), APN_MISSING_KEY, 9, 5, "versions.one.from",
                "`from` is missing from a version");
    check_fault(VERSIONS("  - {id: one, from: 2016-01-01}\n  - {id: one, from: 2017-01-01}\n"),
                APN_DUPLICATE_ID, 10, 10, "versions.one", "line 9");
    check_fault(VERSIONS("  - {id: one, from: 2016-01-01, until: 2015-12-31}\n"), APN_WRONG_TYPE, 9,
                40, "versions.one", "the version ends before it begins");
    check_fault(VERSIONS("  - {id: one, from: 2019-04-01}\n"), APN_OUTSIDE_AGREEMENT, 9, 21,
                "versions.one", "begins when the agreement has ended, on 2019-03-31");
    check_fault(VERSIONS("  - {id: one, from: 2016-01-01, bases: {q: s}}\n"), APN_UNKNOWN_ID, 9, 41,
                "versions.one.bases.q", "no basis `q`");
    check_fault(VERSIONS("  - {id: one, from: 2016-01-01, bases: {r: q}}\n"), APN_UNKNOWN_ID, 9, 44,
                "versions.one.bases.r", "no basis `q`");
    check_fault(VERSIONS("  - {id: one, from: 2016-01-01, bases: r}\n"), APN_WRONG_TYPE, 9, 40,
                "versions.one.bases", "as {ratio: ratio_2022}");
    check_fault(VERSIONS("  - {id: one, from: 2016-01-01, bases: {r: p}}\n"), APN_WRONG_TYPE, 9, 44,
                "versions.one.bases.r", "takes percentages as published and the other does not");
    check_fault(VERSIONS("  - {id: one, from: 2016-01-01, parties: []}\n"), APN_UNKNOWN_KEY, 9, 33,
                "versions.one.parties", "is not a key of a version");
}

static void versions_that_overlap(void **state)
{
    (void)state;
    check_fault(VERSIONS("  - {id: one, from: 2016-01-01, until: 2016-12-31}\n"
                         "  - {id: two, from: 2016-12-31}\n"),
                APN_DUPLICATE_KEY, 10, 21, "versions.two",
                "versions `one` (line 9) and `two` (line 10) both hold on 2016-12-31: end the one "
                "before the other begins");
    check_fault(VERSIONS("  - {id: one, from: 2016-01-01}\n"
                         "  - {id: two, from: 2016-01-01}\n"),
                APN_DUPLICATE_KEY, 10, 21, "versions.two", "both hold on 2016-01-01");
    check_sound(VERSIONS("  - {id: one, from: 2016-01-01, until: 2016-12-30}\n"
                         "  - {id: two, from: 2016-12-31}\n"));
}

/* A charge to one party that a version shares among all: the others may have bounds. */
static void a_direct_charge_that_a_version_ends(void **state)
{
    (void)state;
    check_sound("format: apportion/1\nagreement: {id: x}\nparties: [{id: a}, {id: b}]\n"
                "bases: {all_a: {all_to: a}}\n"
                "versions: [{id: one, from: 2015-10-01, bases: {all_a: equal}}]\n"
                "cost_lines: [{id: l, basis: all_a, budget: {2015/16: 1}, caps: {b: 0.60}}]\n");
}

static void versions_have_a_limit(void **state)
{
    static char text[APN__LIMIT_VERSIONS * 64];
    (void)state;
    for (unsigned count = APN__LIMIT_VERSIONS; count <= APN__LIMIT_VERSIONS + 1; count++) {
        int length = snprintf(text, sizeof text,
                              "format: apportion/1\nagreement: {id: x}\n"
                              "parties: [{id: a}]\nversions:\n");
        for (unsigned i = 0; i < count; i++)
            length += snprintf(text + length, sizeof text - (size_t)length,
                               "  - {id: v%u, from: %u-01-01}\n", i, 1900 + i);
        if (count == APN__LIMIT_VERSIONS)
            check_sound(text);
        else
            check_fault(text, APN_LIMIT, 5, 3, "versions", "101 versions: 100 are the most");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_force_by_date),
        cmocka_unit_test(faults_of_versions),
        cmocka_unit_test(versions_that_overlap),
        cmocka_unit_test(a_direct_charge_that_a_version_ends),
        cmocka_unit_test(versions_have_a_limit),
    };
    return cmocka_run_group_tests_name("versions", tests, NULL, NULL);
}
