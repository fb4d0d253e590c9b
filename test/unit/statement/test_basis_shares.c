/* The exact shares of some members by one basis in one year: over those members only, after
 * published rounding, and from the figures of the year that is asked for. */
#include "agreement_text.h"

#include "rational.h"
#include "library_limits.h"
#include "statement_model.h"

enum { MOST = 4 };

/* What an evaluation needs, and the shares it gave. */
typedef struct evaluated {
    apn_agreement *agreement;
    apn__evaluation evaluation;
    mpq_t *shares;
} evaluated;

static const char text[] = EAST_MIDLANDS
    "  rounded: {driver: users, share: {published: 2}}\n"
    "  printed: {percent: {lincs: 18.16, leics: 30.52, notts: 31.18, nhants: 20.15}, share_sum: "
    "as-published}\n"
    "  direct: {all_to: notts}\n"
    "cost_lines: [{id: l, basis: equal, budget: {2016/17: 1}}]\n";

static void begin(evaluated *e)
{
    e->agreement = agreement_of(text);
    size_t sources = e->agreement->basis_count + e->agreement->driver_count;
    e->evaluation = (apn__evaluation){.agreement = e->agreement,
                                      .year = 2016,
                                      .years = {2016, 2016, 2016},
                                      .year_text = "2016/17",
                                      .arena = apn__arena_make(),
                                      .findings = apn__findings_make()};
    e->evaluation.said = apn__arena_alloc(e->evaluation.arena, sources, sizeof *e->evaluation.said);
    e->evaluation.used = apn__arena_alloc(e->evaluation.arena, sources, sizeof *e->evaluation.used);
    e->evaluation.noted = apn__arena_alloc(e->evaluation.arena, e->agreement->basis_count,
                                           sizeof *e->evaluation.noted);
    e->shares = apn__fractions_make(MOST);
}

static void end(evaluated *e)
{
    apn__fractions_free(e->shares, MOST);
    apn_findings_free(e->evaluation.findings);
    apn__arena_free(e->evaluation.arena);
    apn_agreement_unref(e->agreement);
}

static size_t basis_of(const evaluated *e, const char *name)
{
    for (size_t i = 0; i < e->agreement->basis_count; i++) {
        if (strcmp(e->agreement->bases[i].name, name) == 0)
            return i;
    }
    fail_msg("no basis %s", name);
    return 0;
}

static bool shares_of(evaluated *e, const char *basis, apn__year year, const size_t *members,
                      size_t count)
{
    apn__sharing who = {e->agreement->lines, basis_of(e, basis), members, count, year};
    return apn__basis_shares(&e->evaluation, &who, e->shares);
}

static void assert_shares(const evaluated *e, size_t count, const char *const *expected)
{
    for (size_t i = 0; i < count; i++) {
        char share[64];
        gmp_snprintf(share, sizeof share, "%Qd", e->shares[i]);
        assert_string_equal(share, expected[i]);
    }
}

static const size_t all[] = {LINCS, LEICS, NOTTS, NHANTS}, three[] = {LINCS, NOTTS, NHANTS};

/* 6056 users: 1100 of them are 275/1514. Without Leicestershire there are 4208. */
static void a_driver_over_the_members_alone(void **state)
{
    (void)state;
    evaluated e;
    begin(&e);
    assert_true(shares_of(&e, "users", 2016, all, 4));
    assert_shares(&e, 4, (const char *[]){"275/1514", "231/757", "236/757", "305/1514"});
    assert_true(shares_of(&e, "users", 2016, three, 3));
    assert_shares(&e, 3, (const char *[]){"275/1052", "118/263", "305/1052"});
    end(&e);
}

/* 18.16, 30.51, 31.18 and 20.15 %, by largest remainders. */
static void published_rounding_acts_inside(void **state)
{
    (void)state;
    evaluated e;
    begin(&e);
    assert_true(shares_of(&e, "rounded", 2016, all, 4));
    assert_shares(&e, 4, (const char *[]){"227/1250", "3051/10000", "1559/5000", "403/2000"});
    end(&e);
}

static void percentages_equal_parts_and_direct_charges(void **state)
{
    (void)state;
    evaluated e;
    begin(&e);
    assert_true(shares_of(&e, "infra", 2016, all + 1, 3));
    assert_shares(&e, 3, (const char *[]){"441/1250", "2101/5000", "227/1000"});
    assert_true(shares_of(&e, "infra", 2016, all + 1, 2)); /* 35.28 to 42.02 */
    assert_shares(&e, 2, (const char *[]){"1764/3865", "2101/3865"});
    assert_true(shares_of(&e, "printed", 2016, all, 4)); /* they total 100.01 % */
    assert_shares(&e, 4, (const char *[]){"227/1250", "763/2500", "1559/5000", "403/2000"});
    assert_true(shares_of(&e, "equal", 2016, three, 3));
    assert_shares(&e, 3, (const char *[]){"1/3", "1/3", "1/3"});
    assert_true(shares_of(&e, "direct", 2016, three, 3));
    assert_shares(&e, 3, (const char *[]){"0", "1", "0"});
    assert_int_equal(apn_findings_count(e.evaluation.findings), 0);
    end(&e);
}

/* The grant is given for 2017/18 alone, and Lincolnshire's is still to come. */
static void the_year_that_is_asked_for(void **state)
{
    (void)state;
    evaluated e;
    begin(&e);
    assert_true(shares_of(&e, "grant", 2017, all + 1, 3));
    assert_shares(&e, 3, (const char *[]){"1/3", "1/3", "1/3"});
    assert_false(shares_of(&e, "grant", 2016, all + 1, 3));
    const apn_finding *finding = finding_of(e.evaluation.findings, APN_MISSING_YEAR);
    assert_non_null(finding);
    assert_non_null(strstr(finding->message, "no values for 2016/17"));
    end(&e);
}

/* A gap is told once, however often it is asked for; a basis that is only partly on the line too.
 */
static void faults_are_told_once(void **state)
{
    (void)state;
    evaluated e;
    begin(&e);
    for (int again = 0; again < 2; again++) {
        assert_false(shares_of(&e, "grant", 2017, all, 3));
        assert_false(shares_of(&e, "printed", 2016, all, 3));
        assert_int_equal(apn_findings_count(e.evaluation.findings), 2);
    }
    const apn_finding *gap = finding_of(e.evaluation.findings, APN_INPUT_NEEDED);
    assert_string_equal(gap->where, "drivers.grant.by_year.2017/18.lincs");
    const apn_finding *partial = finding_of(e.evaluation.findings, APN_SHARE_SUM);
    assert_string_equal(partial->where, "cost_lines.l.basis");
    assert_false(shares_of(&e, "direct", 2016, all, 2));
    assert_non_null(finding_of(e.evaluation.findings, APN_NOT_A_MEMBER));
    end(&e);
}

/* Each piece beyond a line's first counts its parties once more: just at the limit, and one above,
 * which is told of the first line that goes too far. */
static void pieces_have_a_limit(void **state)
{
    static const char cut[] = "format: apportion/1\nagreement: {id: x}\n"
                              "parties: [{id: a}, {id: b, left: 2016-09-30}]\n"
                              "cost_lines: [{id: l, basis: equal, budget: {2016/17: 1}}]\n";
    (void)state;
    apn_agreement *agreement = agreement_of(cut);
    for (size_t over = 0; over < 2; over++) {
        size_t cells = APN__LIMIT_CELLS - 2 + over;
        apn__evaluation evaluation = {.agreement = agreement,
                                      .year = 2016,
                                      .years = {2016, 2016, 2016},
                                      .year_text = "2016/17",
                                      .arena = apn__arena_make(),
                                      .findings = apn__findings_make(),
                                      .piece_cells = &cells};
        apn__pieces pieces;
        assert_int_equal(apn__line_pieces(&evaluation, agreement->lines, &pieces), over == 0);
        assert_int_equal(pieces.count, over == 0 ? 2 : 0);
        assert_int_equal(apn__line_pieces(&evaluation, agreement->lines, &pieces), false);
        assert_int_equal(apn_findings_count(evaluation.findings), 1);
        const apn_finding *finding = apn_findings_at(evaluation.findings, 0);
        assert_int_equal(finding->code, APN_LIMIT);
        assert_string_equal(finding->where, "cost_lines.l");
        assert_non_null(strstr(finding->message, "more than the 2000000 cells"));
        apn_findings_free(evaluation.findings);
        apn__arena_free(evaluation.arena);
    }
    apn_agreement_unref(agreement);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_driver_over_the_members_alone),
        cmocka_unit_test(published_rounding_acts_inside),
        cmocka_unit_test(percentages_equal_parts_and_direct_charges),
        cmocka_unit_test(the_year_that_is_asked_for),
        cmocka_unit_test(faults_are_told_once),
        cmocka_unit_test(pieces_have_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
