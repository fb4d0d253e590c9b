/* Everything that can be wrong with a year: code, place and `where`, and that one fault does not
 * hide another. */
#include "agreement_text.h"

#include "statement_model.h"

/* The first error of a statement that cannot be made; its findings are the caller's. */
static apn_error refusal_by(apn_agreement *agreement, const char *year, apn_findings **findings)
{
    apn_statement *statement = NULL;
    apn_error err = {0};
    apn_status status = apn_statement_make(agreement, year, APN_BUDGET, findings, &statement, &err);
    assert_null(statement);
    assert_int_not_equal(status, APN_OK);
    assert_int_equal(status, err.status);
    apn_agreement_unref(agreement);
    return err;
}

static apn_error refusal(const char *text, const char *year, apn_findings **findings)
{
    return refusal_by(agreement_of(text), year, findings);
}

static void assert_refused(const char *text, apn_status code, const char *where, unsigned line)
{
    apn_findings *findings = NULL;
    apn_error err = refusal(text, "2015/16", &findings);
    assert_int_equal(err.status, code);
    assert_string_equal(err.where, where);
    assert_int_equal(err.line, line);
    assert_int_equal(apn_findings_count_of(findings, APN_ERROR), 1);
    apn_findings_free(findings);
}

static void names_the_input_that_is_needed(void **state)
{
    apn_findings *findings = NULL;
    apn_error err = refusal(EAST_MIDLANDS "cost_lines:\n"
                                          "  - {id: a, basis: grant, budget: {2017/18: 5}}\n"
                                          "  - {id: b, basis: grant, budget: {2017/18: 6}}\n",
                            "2017/18", &findings);
    (void)state;
    assert_int_equal(err.status, APN_INPUT_NEEDED);
    assert_non_null(strstr(err.message, "input needed: Lincolnshire's grant for 2017/18"));
    assert_string_equal(err.where, "drivers.grant.by_year.2017/18.lincs");
    assert_int_equal(err.line, 13);
    assert_int_equal(apn_findings_count(findings), 1);
    apn_findings_free(findings);
}

static void needed_percentages_count_only_where_they_are_used(void **state)
{
    static const char basis[] = EAST_MIDLANDS
        "  shares: {percent: {lincs: needed, leics: 60, notts: 40}}\n"
        "cost_lines:\n"
        "  - {id: a, basis: shares, participants: [leics, notts], budget: {2015/16: 10}}\n"
        "  - {id: b, basis: shares, participants: [lincs, leics], budget: {2016/17: 10}}\n";
    apn_statement *statement = statement_of(basis, "2015/16", APN_BUDGET);
    apn_findings *findings = NULL;
    apn_error err;
    (void)state;
    assert_amount(apn_statement_cell(statement, 0, LEICS).amount, "6.00");
    apn_statement_unref(statement);
    err = refusal(basis, "2016/17", &findings);
    assert_int_equal(err.status, APN_INPUT_NEEDED);
    assert_string_equal(err.where, "bases.shares.percent.lincs");
    assert_int_equal(err.line, 18);
    apn_findings_free(findings);
}

static void refuses_a_member_without_a_weight(void **state)
{
    (void)state;
    assert_refused(EAST_MIDLANDS "cost_lines:\n"
                                 "  - {id: a, basis: infra, budget: {2015/16: 5}}\n",
                   APN_MISSING_WEIGHT, "bases.infra.percent.lincs", 15);
    assert_refused(EAST_MIDLANDS
                   "cost_lines:\n"
                   "  - {id: a, basis: {percent: {leics: 100}}, budget: {2015/16: 5},\n"
                   "     participants: [leics, notts]}\n",
                   APN_MISSING_WEIGHT, "cost_lines.a.basis.percent.notts", 19);
}

static void refuses_a_member_without_a_measure(void **state)
{
    (void)state;
    assert_refused("format: apportion/1\n"
                   "agreement: {id: x}\n"
                   "parties: [{id: a}, {id: b}]\n"
                   "drivers:\n"
                   "  d: {values: {a: 1}}\n"
                   "cost_lines:\n"
                   "  - {id: z, basis: {driver: d}, budget: {2015/16: 5}}\n",
                   APN_MISSING_WEIGHT, "drivers.d.values.b", 5);
}

static void refuses_a_driver_without_the_year(void **state)
{
    (void)state;
    assert_refused(EAST_MIDLANDS "cost_lines:\n"
                                 "  - {id: a, basis: grant, budget: {2015/16: 5}}\n"
                                 "  - {id: b, basis: grant, budget: {2015/16: 5}}\n",
                   APN_MISSING_YEAR, "drivers.grant", 13);
}

/* The reader refuses roles for those who are never members, so here Leicestershire leaves after the
 * reading: who is a member is a question of the year. */
static void assert_refused_without_leics(const char *lines, apn_status code, const char *where,
                                         unsigned line)
{
    apn__stretch exclusions[4] = {[LEICS] = {.given = true, .reason = "has left"}};
    char text[2048];
    apn_agreement *agreement;
    apn_error err;
    snprintf(text, sizeof text, "%scost_lines:\n%s", EAST_MIDLANDS, lines);
    agreement = agreement_of(text);
    agreement->lines[0].exclusions = exclusions;
    err = refusal_by(agreement, "2015/16", NULL);
    assert_int_equal(err.status, code);
    assert_string_equal(err.where, where);
    assert_int_equal(err.line, line);
}

static void refuses_money_that_nobody_pays(void **state)
{
    (void)state;
    assert_refused_without_leics(
        "  - {id: a, basis: equal, participants: [leics], budget: {2015/16: 5}}\n", APN_NO_PARTY,
        "cost_lines.a", 19);
}

static void refuses_roles_for_those_who_do_not_share(void **state)
{
    (void)state;
    assert_refused_without_leics("  - id: a\n"
                                 "    basis: {all_to: leics}\n"
                                 "    budget: {2015/16: 5}\n",
                                 APN_NOT_A_MEMBER, "cost_lines.a.basis", 20);
    assert_refused_without_leics("  - {id: a, basis: equal, budget: {2015/16: 5},\n"
                                 "     floors: {leics: 1}}\n",
                                 APN_NOT_A_MEMBER, "cost_lines.a.floors.leics", 20);
    assert_refused_without_leics("  - {id: a, basis: equal, budget: {2015/16: 5},\n"
                                 "     caps: {leics: 1}}\n",
                                 APN_NOT_A_MEMBER, "cost_lines.a.caps.leics", 20);
    assert_refused_without_leics("  - {id: a, basis: equal, budget: {2015/16: 5},\n"
                                 "     absorber: leics, floors: {lincs: 1}}\n",
                                 APN_NOT_A_MEMBER, "cost_lines.a.absorber", 20);
    assert_refused_without_leics("  - {id: a, basis: equal, budget: {2015/16: 5},\n"
                                 "     rounding: {method: residual, to: leics}}\n",
                                 APN_NOT_A_MEMBER, "cost_lines.a.rounding.to", 20);
    assert_refused_without_leics("  - {id: a, basis: equal, budget: {2015/16: 5}}\n"
                                 "rounding: {method: residual, to: leics}\n",
                                 APN_NOT_A_MEMBER, "cost_lines.a", 19);
}

static void refuses_published_shares_of_only_some(void **state)
{
    (void)state;
    assert_refused(
        EAST_MIDLANDS
        "  published: {percent: {leics: 50, notts: 40, nhants: 11}, share_sum: as-published}\n"
        "cost_lines:\n"
        "  - {id: a, basis: published, participants: [leics, notts], budget: {2015/16: 5}}\n",
        APN_SHARE_SUM, "cost_lines.a.basis", 20);
}

/* Line l has c, who has no percentage, and lacks b, who has one: both are told. Line m has all
 * three, and only c's percentage is missing. */
static void a_missing_percentage_hides_no_share_sum(void **state)
{
    static const char text[] = "format: apportion/1\n"
                               "agreement: {id: x}\n"
                               "parties: [{id: a}, {id: b}, {id: c}]\n"
                               "bases: {p: {percent: {a: 50, b: 49}, share_sum: as-published}}\n"
                               "cost_lines:\n"
                               "  - {id: l, basis: p, participants: [a, c], budget: {2015/16: 5}}\n"
                               "  - {id: m, basis: p, budget: {2016/17: 5}}\n";
    apn_findings *findings = NULL;
    apn_error err = refusal(text, "2015/16", &findings);
    (void)state;
    assert_int_equal(err.status, APN_MISSING_WEIGHT);
    assert_int_equal(apn_findings_count_of(findings, APN_ERROR), 2);
    assert_string_equal(apn_findings_at(findings, 0)->where, "bases.p.percent.c");
    assert_int_equal(apn_findings_at(findings, 1)->code, APN_SHARE_SUM);
    assert_string_equal(apn_findings_at(findings, 1)->where, "cost_lines.l.basis");
    apn_findings_free(findings);
    err = refusal(text, "2016/17", &findings);
    assert_int_equal(err.status, APN_MISSING_WEIGHT);
    assert_int_equal(apn_findings_count_of(findings, APN_ERROR), 1);
    apn_findings_free(findings);
}

static void passes_on_what_the_split_refuses(void **state)
{
    (void)state;
    assert_refused(EAST_MIDLANDS
                   "cost_lines:\n"
                   "  - {id: a, basis: users, floors: {lincs: 6}, budget: {2015/16: 5}}\n",
                   APN_BOUNDS_INFEASIBLE, "cost_lines.a", 19);
    assert_refused(EAST_MIDLANDS
                   "cost_lines:\n"
                   "  - {id: a, basis: equal, budget: {2015/16: 0.02}, rounding: {ties: refuse}}\n",
                   APN_TIE, "cost_lines.a", 19);
    assert_refused("format: apportion/1\n"
                   "agreement: {id: x}\n"
                   "parties: [{id: a}, {id: b}]\n"
                   "drivers: {d: {values: {a: 0, b: 0}}}\n"
                   "cost_lines:\n"
                   "  - {id: z, basis: {driver: d}, budget: {2015/16: 5}}\n",
                   APN_NO_WEIGHT, "cost_lines.z", 6);
    assert_refused("format: apportion/1\n"
                   "agreement: {id: x}\n"
                   "parties: [{id: a}, {id: b}]\n"
                   "drivers: {d: {values: {a: 1, b: 0}}}\n"
                   "cost_lines:\n"
                   "  - {id: z, basis: {driver: d}, budget: {2015/16: 0.01}}\n"
                   "  - {id: y, basis: {percent: {a: 50, b: 50}}, budget: {2015/16: 0.01},\n"
                   "     rounding: {method: residual, to: b, ties: refuse}, floors: {a: 1}}\n",
                   APN_BOUNDS_INFEASIBLE, "cost_lines.y", 8);
}

static void tells_all_faults_in_the_files_order(void **state)
{
    apn_findings *findings = NULL;
    static const apn_status codes[] = {
        APN_MISSING_YEAR, APN_MISSING_WEIGHT, APN_BOUNDS_INFEASIBLE, APN_NO_FIGURE,
        APN_TIE,          APN_MISSING_WEIGHT};
    apn_error err =
        refusal(EAST_MIDLANDS
                "cost_lines:\n"
                "  - {id: a, basis: equal, floors: {lincs: 2}, budget: {2015/16: 1}}\n"
                "  - {id: b, basis: infra, budget: {2015/16: 1}}\n"
                "  - {id: c, basis: equal, budget: {2016/17: 1}}\n"
                "  - {id: d, basis: grant, budget: {2015/16: 1}}\n"
                "  - {id: e, basis: equal, budget: {2015/16: 0.01}, rounding: {ties: refuse}}\n"
                "  - {id: f, basis: {percent: {lincs: 50, leics: 50}}, exclude: {nhants: no},\n"
                "     budget: {2015/16: 1}}\n",
                "2015/16", &findings);
    (void)state;
    assert_int_equal(err.status, APN_MISSING_YEAR);
    assert_int_equal(apn_findings_count(findings), sizeof codes / sizeof codes[0]);
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        assert_int_equal(apn_findings_at(findings, i)->code, codes[i]);
    assert_string_equal(apn_findings_at(findings, 5)->where, "cost_lines.f.basis.percent.notts");
    apn_findings_free(findings);
}

static void refuses_years_outside_and_years_without_figures(void **state)
{
    static const char text[] =
        EAST_MIDLANDS "cost_lines:\n"
                      "  - {id: a, basis: equal, budget: {2016/17: 1, 2017/18: 1}}\n";
    apn_findings *findings = NULL;
    apn_error err = refusal(text, "2019/20", NULL);
    (void)state;
    assert_int_equal(err.status, APN_OUTSIDE_AGREEMENT);
    assert_string_equal(err.where, "agreement.effective");
    assert_int_equal(refusal(text, "2014/15", NULL).status, APN_OUTSIDE_AGREEMENT);
    err = refusal(text, "2018/19", &findings);
    assert_int_equal(err.status, APN_NO_FIGURE);
    assert_non_null(strstr(err.message, "2016/17"));
    assert_non_null(strstr(err.message, "2017/18"));
    assert_int_equal(apn_findings_count(findings), 1);
    apn_findings_free(findings);
}

static void refuses_requests_that_are_none(void **state)
{
    apn_agreement *agreement =
        agreement_of(EAST_MIDLANDS "cost_lines:\n"
                                   "  - {id: a, basis: equal, budget: {2015/16: 1}}\n");
    apn_statement *statement = NULL;
    apn_findings *findings = NULL;
    apn_error err = {0};
    (void)state;
    assert_int_equal(
        apn_statement_make(agreement, "2015/17", APN_BUDGET, &findings, &statement, &err),
        APN_NUMBER);
    assert_int_equal(apn_findings_at(findings, 0)->code, APN_NUMBER);
    apn_findings_free(findings);
    assert_int_equal(apn_statement_make(agreement, NULL, APN_BUDGET, NULL, &statement, &err),
                     APN_USAGE);
    assert_int_equal(
        apn_statement_make(agreement, "2015/16", (apn_measure)3, NULL, &statement, NULL),
        APN_USAGE);
    assert_int_equal(apn_statement_make(NULL, "2015/16", APN_BUDGET, NULL, &statement, NULL),
                     APN_USAGE);
    assert_int_equal(apn_statement_make(agreement, "2015/16", APN_OUTTURN, NULL, &statement, &err),
                     APN_NO_FIGURE);
    assert_null(statement);
    apn_agreement_unref(agreement);
}

static void refuses_sums_beyond_38_digits(void **state)
{
    /* 36 digits before the point and 2 behind it are 38: each line fits and both together do not.
     */
    static const char text[] = EAST_MIDLANDS
        "cost_lines:\n"
        "  - {id: a, basis: {all_to: leics}, budget: {2015/16: "
        "999999999999999999999999999999999999.99}}\n"
        "  - {id: b, basis: {all_to: leics}, budget: {2015/16: 0.01, 2016/17: 0.01}}\n";
    apn_findings *findings = NULL;
    apn_error err = refusal(text, "2015/16", &findings);
    (void)state;
    assert_int_equal(err.status, APN_LIMIT);
    assert_int_equal(apn_findings_at(findings, 0)->code, APN_LIMIT);
    apn_findings_free(findings);
}

/* `lines` direct charges over 1,000 parties, which is as many as an agreement may have. */
static char *wide_agreement(unsigned lines)
{
    size_t size = 1000 * 16 + lines * 64 + 128, at = 0;
    char *text = malloc(size);
    assert_non_null(text);
    at += (size_t)snprintf(text, size, "format: apportion/1\nagreement: {id: x}\nparties:\n");
    for (unsigned party = 0; party < 1000; party++)
        at += (size_t)snprintf(text + at, size - at, "  - {id: p%u}\n", party);
    at += (size_t)snprintf(text + at, size - at, "cost_lines:\n");
    for (unsigned line = 0; line < lines; line++)
        at += (size_t)snprintf(text + at, size - at,
                               "  - {id: l%u, basis: {all_to: p7}, budget: {2015/16: 1}}\n", line);
    assert_true(at < size);
    return text;
}

static void holds_two_million_cells_and_no_more(void **state)
{
    char *below = wide_agreement(2000), *above = wide_agreement(2001);
    apn_statement *statement = statement_of(below, "2015/16", APN_BUDGET);
    (void)state;
    assert_amount(apn_statement_party_total(statement, 7), "2000.00");
    apn_statement_unref(statement);
    assert_int_equal(refusal(above, "2015/16", NULL).status, APN_LIMIT);
    free(below);
    free(above);
}

/* A fault of a shared basis is one fault, however many lines and parties meet it. */
static void says_a_shared_fault_once(void **state)
{
    apn_findings *findings = NULL;
    apn_error err = refusal(EAST_MIDLANDS "  again: {driver: grant}\n"
                                          "cost_lines:\n"
                                          "  - {id: a, basis: infra, budget: {2017/18: 5}}\n"
                                          "  - {id: b, basis: infra, budget: {2017/18: 6}}\n"
                                          "  - {id: c, basis: grant, budget: {2017/18: 7}}\n"
                                          "  - {id: d, basis: again, budget: {2017/18: 8}}\n",
                            "2017/18", &findings);
    (void)state;
    assert_int_equal(err.status, APN_INPUT_NEEDED);
    assert_int_equal(apn_findings_count(findings), 2);
    assert_int_equal(apn_findings_at(findings, 1)->code, APN_MISSING_WEIGHT);
    apn_findings_free(findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_the_input_that_is_needed),
        cmocka_unit_test(needed_percentages_count_only_where_they_are_used),
        cmocka_unit_test(refuses_a_member_without_a_weight),
        cmocka_unit_test(refuses_a_member_without_a_measure),
        cmocka_unit_test(refuses_a_driver_without_the_year),
        cmocka_unit_test(refuses_money_that_nobody_pays),
        cmocka_unit_test(refuses_roles_for_those_who_do_not_share),
        cmocka_unit_test(refuses_published_shares_of_only_some),
        cmocka_unit_test(a_missing_percentage_hides_no_share_sum),
        cmocka_unit_test(passes_on_what_the_split_refuses),
        cmocka_unit_test(tells_all_faults_in_the_files_order),
        cmocka_unit_test(refuses_years_outside_and_years_without_figures),
        cmocka_unit_test(refuses_requests_that_are_none),
        cmocka_unit_test(refuses_sums_beyond_38_digits),
        cmocka_unit_test(holds_two_million_cells_and_no_more),
        cmocka_unit_test(says_a_shared_fault_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
