/* Statements against the East Midlands figures: £100 a user, so that they can be checked by head.
 */
#include "agreement_text.h"

static const char three_lines[] =
    EAST_MIDLANDS "cost_lines:\n"
                  "  - {id: infrastructure, basis: infra, exclude: {lincs: has its own}, budget: "
                  "{2015/16: 1000000}}\n"
                  "  - {id: licences, basis: users, exclude: {leics: owns its licences}, budget: "
                  "{2015/16: 420800}}\n"
                  "  - {id: support, basis: users, budget: {2015/16: 605600.00}}\n";

static void assert_cells(const apn_statement *statement, size_t line, const char *const expected[4])
{
    for (size_t party = 0; party < 4; party++)
        assert_amount(apn_statement_cell(statement, line, party).amount, expected[party]);
}

static void shares_each_line(void **state)
{
    apn_statement *statement = statement_of(three_lines, "2015/16", APN_BUDGET);
    static const char *const infrastructure[] = {"0.00", "352800.00", "420200.00", "227000.00"};
    static const char *const licences[] = {"110000.00", "0.00", "188800.00", "122000.00"};
    static const char *const support[] = {"110000.00", "184800.00", "188800.00", "122000.00"};
    (void)state;
    assert_int_equal(apn_statement_line_count(statement), 3);
    assert_cells(statement, 0, infrastructure);
    assert_cells(statement, 1, licences);
    assert_cells(statement, 2, support);
    assert_int_equal(apn_findings_count(apn_statement_findings(statement)), 0);
    apn_statement_unref(statement);
}

static void adds_up_by_force(void **state)
{
    apn_statement *statement = statement_of(three_lines, "2015/16", APN_BUDGET);
    (void)state;
    assert_amount(apn_statement_party_total(statement, LINCS), "220000.00");
    assert_amount(apn_statement_party_total(statement, LEICS), "537600.00");
    assert_amount(apn_statement_party_total(statement, NOTTS), "797800.00");
    assert_amount(apn_statement_party_total(statement, NHANTS), "471000.00");
    assert_amount(apn_statement_total(statement), "2026400.00");
    assert_amount(apn_statement_unapportioned(statement), "0.00");
    apn_statement_unref(statement);
}

static void tells_who_is_out_and_why(void **state)
{
    apn_statement *statement = statement_of(
        EAST_MIDLANDS "cost_lines:\n"
                      "  - {id: a, basis: users, participants: [leics, notts, nhants],\n"
                      "     exclude: {leics: pays elsewhere}, budget: {2015/16: 3108}}\n",
        "2015/16", APN_BUDGET);
    (void)state;
    assert_int_equal(apn_statement_cell(statement, 0, LINCS).status, APN_CELL_NOT_A_MEMBER);
    assert_string_equal(apn_statement_cell(statement, 0, LINCS).reason, "");
    assert_int_equal(apn_statement_cell(statement, 0, LEICS).status, APN_CELL_EXCLUDED);
    assert_string_equal(apn_statement_cell(statement, 0, LEICS).reason, "pays elsewhere");
    assert_int_equal(apn_statement_cell(statement, 0, NOTTS).status, APN_CELL_SHARED);
    assert_true(apn_statement_member(statement, 0, LINCS) == SIZE_MAX);
    assert_int_equal(apn_statement_member(statement, 0, NOTTS), 0);
    assert_int_equal(apn_statement_member(statement, 0, NHANTS), 1);
    assert_amount(apn_statement_cell(statement, 0, NOTTS).amount, "1888.00");
    assert_amount(apn_statement_cell(statement, 0, NHANTS).amount, "1220.00");
    apn_statement_unref(statement);
}

static void keeps_the_proportions_of_those_who_share(void **state)
{
    apn_statement *statement = statement_of(
        EAST_MIDLANDS
        "cost_lines:\n"
        "  - {id: a, basis: infra, participants: [leics, nhants], budget: {2015/16: 57.98}}\n",
        "2015/16", APN_BUDGET);
    char share[32];
    (void)state;
    assert_amount(apn_statement_cell(statement, 0, LEICS).amount, "35.28");
    assert_amount(apn_statement_cell(statement, 0, NHANTS).amount, "22.70");
    apn_split_share(apn_statement_split(statement, 0), 0, share, sizeof share);
    assert_string_equal(share, "1764/2899");
    apn_statement_unref(statement);
}

static void charges_a_direct_line_whole(void **state)
{
    apn_statement *statement = statement_of(
        EAST_MIDLANDS
        "rounding: {method: residual, to: leics}\n"
        "cost_lines:\n"
        "  - {id: a, basis: {all_to: notts}, exclude: {lincs: no}, budget: {2015/16: -0.03}}\n",
        "2015/16", APN_BUDGET);
    apn_statement_line_info line = apn_statement_line(statement, 0);
    (void)state;
    assert_string_equal(line.basis, "all_to:notts");
    assert_int_equal(apn_statement_cell(statement, 0, NOTTS).status, APN_CELL_DIRECT);
    assert_int_equal(apn_statement_cell(statement, 0, LEICS).status, APN_CELL_NOT_A_MEMBER);
    assert_int_equal(apn_statement_cell(statement, 0, LINCS).status, APN_CELL_EXCLUDED);
    assert_amount(apn_statement_cell(statement, 0, NOTTS).amount, "-0.03");
    assert_amount(apn_statement_total(statement), "-0.03");
    apn_statement_unref(statement);
}

static void shares_equally_and_by_fractions(void **state)
{
    apn_statement *statement =
        statement_of("format: apportion/1\n"
                     "agreement: {id: x}\n"
                     "parties: [{id: a}, {id: b}, {id: c}]\n"
                     "drivers: {parts: {values: {a: 1/2, b: 1/3, c: 1/6}}}\n"
                     "cost_lines:\n"
                     "  - {id: even, basis: equal, budget: {2015/16: 10.00}}\n"
                     "  - {id: parts, basis: {driver: parts}, budget: {2015/16: 6.00}}\n",
                     "2015/16", APN_BUDGET);
    static const char *const even[] = {"3.34", "3.33", "3.33"};
    static const char *const parts[] = {"3.00", "2.00", "1.00"};
    (void)state;
    for (size_t party = 0; party < 3; party++) {
        assert_amount(apn_statement_cell(statement, 0, party).amount, even[party]);
        assert_amount(apn_statement_cell(statement, 1, party).amount, parts[party]);
    }
    assert_string_equal(apn_statement_line(statement, 1).basis, "driver:parts");
    assert_int_equal(apn_split_tie_count(apn_statement_split(statement, 0)), 1);
    apn_statement_unref(statement);
}

static void uses_a_lines_own_rounding_and_bounds(void **state)
{
    apn_statement *statement =
        statement_of(EAST_MIDLANDS
                     "cost_lines:\n"
                     "  - {id: a, basis: users, exclude: {leics: no}, budget: {2015/16: 1000000},\n"
                     "     rounding: {method: residual, to: largest}}\n"
                     "  - {id: b, basis: users, exclude: {leics: no}, budget: {2015/16: 420800},\n"
                     "     floors: {lincs: 120800}, absorber: notts}\n",
                     "2015/16", APN_BUDGET);
    (void)state;
    assert_int_equal(apn_statement_line(statement, 0).method, APN_RESIDUAL);
    assert_int_equal(apn_statement_line(statement, 1).method, APN_LARGEST_REMAINDER);
    assert_amount(apn_statement_cell(statement, 0, LINCS).amount, "261406.84");
    assert_amount(apn_statement_cell(statement, 0, NOTTS).amount, "448669.21");
    assert_amount(apn_statement_cell(statement, 0, NHANTS).amount, "289923.95");
    assert_amount(apn_statement_cell(statement, 1, LINCS).amount, "120800.00");
    assert_amount(apn_statement_cell(statement, 1, NOTTS).amount, "178000.00");
    assert_amount(apn_statement_cell(statement, 1, NHANTS).amount, "122000.00");
    apn_statement_unref(statement);
}

static void reports_what_published_shares_collect_too_much(void **state)
{
    apn_statement *statement =
        statement_of(EAST_MIDLANDS "cost_lines:\n"
                                   "  - id: a\n"
                                   "    basis: {percent: {lincs: 18.16, leics: 30.52, notts: "
                                   "31.18, nhants: 20.15}, share_sum: as-published}\n"
                                   "    budget: {2015/16: 2400000}\n",
                     "2015/16", APN_BUDGET);
    static const char *const amounts[] = {"435840.00", "732480.00", "748320.00", "483600.00"};
    const apn_finding *finding = finding_of(apn_statement_findings(statement), APN_UNAPPORTIONED);
    (void)state;
    assert_cells(statement, 0, amounts);
    assert_int_equal(apn_statement_line(statement, 0).method, APN_INDEPENDENT);
    assert_amount(apn_statement_line(statement, 0).unapportioned, "-240.00");
    assert_amount(apn_statement_unapportioned(statement), "-240.00");
    assert_amount(apn_statement_total(statement), "2400000.00");
    assert_non_null(finding);
    assert_string_equal(finding->where, "cost_lines.a");
    assert_int_equal(finding->line, 19);
    apn_statement_unref(statement);
}

static void rounds_published_percentages_first(void **state)
{
    apn_statement *statement =
        statement_of(EAST_MIDLANDS "  published: {driver: users, share: {published: 2}}\n"
                                   "cost_lines:\n"
                                   "  - {id: a, basis: published, budget: {2015/16: 100.00}}\n",
                     "2015/16", APN_BUDGET);
    static const char *const amounts[] = {"18.16", "30.51", "31.18", "20.15"};
    (void)state;
    assert_cells(statement, 0, amounts);
    apn_statement_unref(statement);
}

static void notes_what_a_reader_might_miss(void **state)
{
    apn_statement *statement = statement_of(
        EAST_MIDLANDS "default_basis: users\n"
                      "cost_lines:\n"
                      "  - {id: hosting, budget: {2015/16: 6056}}\n"
                      "  - {id: later, budget: {2016/17: 1}}\n"
                      "  - id: rescaled\n"
                      "    basis: {percent: {leics: 49.99, notts: 50}, share_sum: rescale}\n"
                      "    participants: [leics, notts]\n"
                      "    budget: {2015/16: 99.99}\n",
        "2015/16", APN_BUDGET);
    const apn_findings *findings = apn_statement_findings(statement);
    (void)state;
    assert_int_equal(apn_findings_count(findings), 3);
    assert_int_equal(apn_findings_count_of(findings, APN_NOTE), 3);
    assert_int_equal(apn_findings_at(findings, 0)->code, APN_DEFAULT_BASIS);
    assert_string_equal(apn_findings_at(findings, 0)->where, "cost_lines.hosting");
    assert_int_equal(apn_findings_at(findings, 0)->line, 20);
    assert_int_equal(apn_findings_at(findings, 1)->code, APN_NO_FIGURE);
    assert_string_equal(apn_findings_at(findings, 1)->where, "cost_lines.later");
    assert_int_equal(apn_findings_at(findings, 1)->line, 21);
    assert_int_equal(apn_findings_at(findings, 2)->code, APN_SHARE_SUM);
    assert_int_equal(apn_statement_line_count(statement), 2);
    assert_int_equal(apn_statement_line(statement, 1).agreement_line, 2);
    assert_amount(apn_statement_cell(statement, 1, LEICS).amount, "49.99");
    apn_statement_unref(statement);
}

/* R5. Figures that are final in 2015/16 and provisional in 2016/17: only the later year says so. */
static void notes_provisional_figures(void **state)
{
    static const char text[] =
        "format: apportion/1\nagreement: {id: x}\nparties: [{id: a}, {id: b}]\n"
        "drivers:\n"
        "  grant:\n"
        "    status: {2015/16: final, 2016/17: provisional}\n"
        "    by_year: {2015/16: {a: 1, b: 1}, 2016/17: {a: 1, b: 3}}\n"
        "cost_lines: [{id: l, basis: {driver: grant}, budget: {2015/16: 4.00, 2016/17: 4.00}}]\n";
    (void)state;
    apn_statement *statement = statement_of(text, "2015/16", APN_BUDGET);
    assert_amount(apn_statement_cell(statement, 0, 0).amount, "2.00");
    assert_null(finding_of(apn_statement_findings(statement), APN_PROVISIONAL));
    apn_statement_unref(statement);
    statement = statement_of(text, "2016/17", APN_BUDGET);
    assert_amount(apn_statement_cell(statement, 0, 0).amount, "1.00");
    assert_non_null(finding_of(apn_statement_findings(statement), APN_PROVISIONAL));
    apn_statement_unref(statement);
}

static apn_statement *statement_known(const char *text, apn_figures_status known)
{
    apn_agreement *agreement = agreement_of(text);
    apn_statement *statement = NULL;
    apn_statement_options options = {.size = sizeof options, .known = known};
    apn_error err = {0};
    if (apn_statement_make_with(agreement, "2015/16", APN_BUDGET, &options, NULL, &statement,
                                &err) != APN_OK)
        fail_msg("%s", err.message);
    apn_agreement_unref(agreement);
    return statement;
}

static const char *section_text(const apn_statement *statement, size_t row, size_t column)
{
    return apn_statement_section_cell(statement, 0, row, column).text;
}

#define REVISED                                                                                    \
    "format: apportion/1\nagreement: {id: x}\nparties: [{id: a}, {id: b}]\n"                       \
    "drivers:\n"                                                                                   \
    "  grant:\n"                                                                                   \
    "    unit: GBP\n"                                                                              \
    "    status: provisional\n"                                                                    \
    "    source: December\n"                                                                       \
    "    by_year: {2015/16: {a: 1, b: 1}}\n"                                                       \
    "    revised:\n"                                                                               \
    "      - {status: final, source: February, by_year: {2015/16: {a: 1, b: 3}}}\n"                \
    "      - {status: audited, as_at: 2016-09-30, by_year: {2015/16: {a: 1, b: 7}}}\n"             \
    "cost_lines: [{id: l, basis: {driver: grant}, budget: {2015/16: 8.00}}]\n"

/* R5. A half of 8.00, then a quarter, then an eighth; and the statement says by which figures. */
static void takes_the_figures_known_then(void **state)
{
    static const struct {
        apn_figures_status known;
        const char *amount, *status, *source, *as_at;
    } cases[] = {
        {APN_FIGURES_PROVISIONAL, "4.00", "provisional", "December", ""},
        {APN_FIGURES_FINAL, "2.00", "final", "February", ""},
        {APN_FIGURES_AUDITED, "1.00", "audited", "", "2016-09-30"},
        {APN_FIGURES_UNSAID, "1.00", "audited", "", "2016-09-30"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        apn_statement *statement = statement_known(REVISED, cases[i].known);
        assert_amount(apn_statement_cell(statement, 0, 0).amount, cases[i].amount);
        assert_int_equal(apn_statement_known(statement), cases[i].known);
        assert_int_equal(finding_of(apn_statement_findings(statement), APN_PROVISIONAL) != NULL,
                         cases[i].known == APN_FIGURES_PROVISIONAL);
        assert_string_equal(apn_statement_section(statement, 0).id, "drivers");
        assert_int_equal(apn_statement_section(statement, 0).rows, 1);
        assert_string_equal(section_text(statement, 0, 0), "grant");
        assert_string_equal(section_text(statement, 0, 1), "2015/16");
        assert_string_equal(section_text(statement, 0, 2), "GBP");
        assert_string_equal(section_text(statement, 0, 3), cases[i].as_at);
        assert_string_equal(section_text(statement, 0, 6), cases[i].status);
        assert_string_equal(section_text(statement, 0, 7), cases[i].source);
        apn_statement_unref(statement);
    }
}

static void options_have_their_size(void **state)
{
    (void)state;
    apn_agreement *agreement = agreement_of(REVISED);
    apn_statement *statement = NULL;
    apn_error err = {0};
    apn_statement_options options = {.size = 1};
    assert_int_equal(
        apn_statement_make_with(agreement, "2015/16", APN_BUDGET, &options, NULL, &statement, &err),
        APN_USAGE);
    options = (apn_statement_options){.size = sizeof options, .known = (apn_figures_status)9};
    assert_int_equal(
        apn_statement_make_with(agreement, "2015/16", APN_BUDGET, &options, NULL, &statement, &err),
        APN_USAGE);
    assert_null(statement);
    apn_agreement_unref(agreement);
}

/* The figures of two years, which an average takes, and a window; not those of a driver that no
 * line of the year uses. */
static void lists_the_figures_used(void **state)
{
    apn_statement *statement =
        statement_of("format: apportion/1\nagreement: {id: x}\nparties: [{id: a}, {id: b}]\n"
                     "drivers:\n"
                     "  other: {source: nowhere, values: {a: 1, b: 1}}\n"
                     "  hours:\n"
                     "    window: {2015/16: {from: 2015-01-01, to: 2015-12-31}}\n"
                     "    by_year: {2015/16: {a: 1, b: 1}, 2014/15: {a: 3, b: 1}}\n"
                     "bases: {two: {driver: hours, average: {years: 2, of: totals}}}\n"
                     "cost_lines: [{id: l, basis: two, budget: {2015/16: 6.00}}]\n",
                     "2015/16", APN_BUDGET);
    (void)state;
    assert_amount(apn_statement_cell(statement, 0, 0).amount, "4.00");
    assert_int_equal(apn_statement_section(statement, 0).rows, 2);
    assert_string_equal(section_text(statement, 0, 1), "2014/15");
    assert_string_equal(section_text(statement, 0, 4), "");
    assert_string_equal(section_text(statement, 1, 1), "2015/16");
    assert_string_equal(section_text(statement, 1, 4), "2015-01-01");
    assert_string_equal(section_text(statement, 1, 5), "2015-12-31");
    apn_statement_unref(statement);
}

static void notes_a_rescaling_of_some_of_the_parties(void **state)
{
    apn_statement *statement = statement_of(
        EAST_MIDLANDS
        "  rescaled: {percent: {leics: 40, notts: 40, nhants: 10}, share_sum: rescale}\n"
        "cost_lines:\n"
        "  - {id: a, basis: rescaled, participants: [leics, nhants], budget: {2015/16: 1.00}}\n",
        "2015/16", APN_BUDGET);
    (void)state;
    assert_amount(apn_statement_cell(statement, 0, LEICS).amount, "0.80");
    assert_amount(apn_statement_cell(statement, 0, NHANTS).amount, "0.20");
    assert_non_null(finding_of(apn_statement_findings(statement), APN_SHARE_SUM));
    apn_statement_unref(statement);
}

static void reads_the_years_other_spellings_and_measures(void **state)
{
    apn_statement *statement = statement_of(
        EAST_MIDLANDS "cost_lines:\n"
                      "  - {id: a, basis: equal, budget: {2015/16: 4}, outturn: {2015/16: 8}}\n",
        "2015-16", APN_OUTTURN);
    (void)state;
    assert_string_equal(apn_statement_year(statement), "2015/16");
    assert_int_equal(apn_statement_measure(statement), APN_OUTTURN);
    assert_amount(apn_statement_total(statement), "8.00");
    assert_string_equal(apn_agreement_describe(apn_statement_agreement(statement)).id, "em");
    assert_ptr_equal(apn_statement_ref(statement), statement);
    apn_statement_unref(statement);
    assert_amount(apn_statement_total(statement), "8.00");
    apn_statement_unref(statement);
    apn_statement_unref(NULL);
}

static void has_a_word_for_each_status(void **state)
{
    (void)state;
    assert_string_equal(apn_cell_status_word(APN_CELL_SHARED), "shared");
    assert_string_equal(apn_cell_status_word(APN_CELL_EXCLUDED), "excluded");
    assert_string_equal(apn_cell_status_word(APN_CELL_NOT_A_MEMBER), "not-a-member");
    assert_string_equal(apn_cell_status_word(APN_CELL_DIRECT), "direct");
    assert_null(apn_cell_status_word((apn_cell_status)4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_each_line),
        cmocka_unit_test(adds_up_by_force),
        cmocka_unit_test(tells_who_is_out_and_why),
        cmocka_unit_test(keeps_the_proportions_of_those_who_share),
        cmocka_unit_test(charges_a_direct_line_whole),
        cmocka_unit_test(shares_equally_and_by_fractions),
        cmocka_unit_test(uses_a_lines_own_rounding_and_bounds),
        cmocka_unit_test(reports_what_published_shares_collect_too_much),
        cmocka_unit_test(rounds_published_percentages_first),
        cmocka_unit_test(notes_what_a_reader_might_miss),
        cmocka_unit_test(notes_provisional_figures),
        cmocka_unit_test(takes_the_figures_known_then),
        cmocka_unit_test(options_have_their_size),
        cmocka_unit_test(lists_the_figures_used),
        cmocka_unit_test(notes_a_rescaling_of_some_of_the_parties),
        cmocka_unit_test(reads_the_years_other_spellings_and_measures),
        cmocka_unit_test(has_a_word_for_each_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
