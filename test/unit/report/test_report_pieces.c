/* Lines that dates cut: pieces, their lengths and who has which share of them, written out by hand.
 */
#include "report_cases.h"

/* 92 days of 2016/17: July to September. Lincs and leics share equally, leics from 1 August; notts
 * is excluded until the end of August, and leaves in mid-September. */
static const char text[] =
    "format: apportion/1\n"
    "agreement: {id: x}\n"
    "parties: [{id: lincs}, {id: leics, joined: 2016-08-01}, {id: notts, left: 2016-09-10}, {id: "
    "nhants}]\n"
    "cost_lines:\n"
    "  - {id: l, basis: equal, from: 2016-07-01, until: 2016-09-30, budget: {2016/17: 920.00},\n"
    "     exclude: {notts: {reason: has its own, until: 2016-08-31}, nhants: never}}\n"
    "  - {id: m, basis: equal, budget: {2017/18: 10.00}}\n";

static apn_report *report_of(const char *agreement_text, const char *year, apn_report_format format)
{
    apn_agreement *agreement = read_text(agreement_text);
    apn_statement *statement = make(agreement, year);
    apn_report *report = NULL;
    assert_int_equal(apn_report_statement(statement, format, &report, NULL), APN_OK);
    apn_statement_unref(statement);
    apn_agreement_unref(agreement);
    return report;
}

/* Lincs: 31 of 92 days alone, 31 by halves, 10 by thirds, 20 by halves: (31 + 31/2 + 10/3 + 10)/92
 * = 359/552, of 920 pounds 598.33…, leics 288.33… and notts, with 10/3 of 92 days or 5/138, 33.33…:
 * a tie for the penny, which the first has. */
static void pieces_as_json(void **state)
{
    (void)state;
    apn_report *report = report_of(text, "2016/17", APN_REPORT_JSON);
    const char *json = apn_report_text(report, NULL);
    assert_holds(json, "      \"total\": \"920.00\",\n"
                       "      \"days\": \"92\",\n"
                       "      \"cells\": [\n"
                       "        {\n"
                       "          \"party\": \"lincs\",\n"
                       "          \"status\": \"shared\",\n"
                       "          \"share\": \"359/552\",\n"
                       "          \"quota\": \"1795/3\",\n"
                       "          \"amount\": \"598.34\",\n"
                       "          \"moved\": \"2/3\",\n"
                       "          \"pieces\": [\n"
                       "            {\n"
                       "              \"from\": \"2016-07-01\",\n"
                       "              \"to\": \"2016-07-31\",\n"
                       "              \"days\": \"31\",\n"
                       "              \"basis\": \"equal\",\n"
                       "              \"status\": \"shared\",\n"
                       "              \"share\": \"1\"\n"
                       "            },\n");
    apn_report_free(report);
}

static void pieces_of_a_party_that_is_excluded_for_a_part(void **state)
{
    (void)state;
    apn_report *report = report_of(text, "2016/17", APN_REPORT_JSON);
    const char *json = apn_report_text(report, NULL);
    assert_holds(json, "          \"party\": \"notts\",\n"
                       "          \"status\": \"shared\",\n"
                       "          \"share\": \"5/138\",\n"
                       "          \"quota\": \"100/3\",\n"
                       "          \"amount\": \"33.33\",\n"
                       "          \"moved\": \"-1/3\",\n"
                       "          \"pieces\": [\n"
                       "            {\n"
                       "              \"from\": \"2016-07-01\",\n"
                       "              \"to\": \"2016-07-31\",\n"
                       "              \"days\": \"31\",\n"
                       "              \"basis\": \"equal\",\n"
                       "              \"status\": \"excluded\",\n"
                       "              \"reason\": \"has its own\"\n"
                       "            },\n"
                       "            {\n"
                       "              \"from\": \"2016-08-01\",\n"
                       "              \"to\": \"2016-08-31\",\n"
                       "              \"days\": \"31\",\n"
                       "              \"basis\": \"equal\",\n"
                       "              \"status\": \"excluded\",\n"
                       "              \"reason\": \"has its own\"\n"
                       "            },\n"
                       "            {\n"
                       "              \"from\": \"2016-09-01\",\n"
                       "              \"to\": \"2016-09-10\",\n"
                       "              \"days\": \"10\",\n"
                       "              \"basis\": \"equal\",\n"
                       "              \"status\": \"shared\",\n"
                       "              \"share\": \"1/3\"\n"
                       "            },\n"
                       "            {\n"
                       "              \"from\": \"2016-09-11\",\n"
                       "              \"to\": \"2016-09-30\",\n"
                       "              \"days\": \"20\",\n"
                       "              \"basis\": \"equal\",\n"
                       "              \"status\": \"not-a-member\"\n"
                       "            }\n"
                       "          ]\n");
    assert_holds(json, "          \"party\": \"nhants\",\n"
                       "          \"status\": \"excluded\",\n"
                       "          \"reason\": \"never\"\n"
                       "        }\n");
    apn_report_free(report);
}

/* The second year has left notts out, and nothing cuts it. */
static void a_line_that_nothing_cuts_has_no_pieces(void **state)
{
    (void)state;
    apn_report *report = report_of(text, "2017/18", APN_REPORT_JSON);
    const char *json = apn_report_text(report, NULL);
    assert_null(strstr(json, "pieces"));
    assert_null(strstr(json, "days"));
    assert_null(strstr(json, "\"from\""));
    assert_holds(json, "\"party\": \"notts\",\n          \"status\": \"not-a-member\"\n");
    apn_report_free(report);
}

static void pieces_as_markdown(void **state)
{
    (void)state;
    apn_report *report = report_of(text, "2016/17", APN_REPORT_MARKDOWN);
    assert_holds(apn_report_text(report, NULL),
                 "| lincs | 65.0362 % | £598.34 | |\n"
                 "| leics | 31.3406 % | £288.33 | 61 of 92 days |\n"
                 "| notts | 3.6232 % | £33.33 | 10 of 92 days; excluded 2016-07-01 to 2016-08-31: "
                 "has its own |\n"
                 "| nhants | | | excluded: never |\n");
    apn_report_free(report);
}

/* A calendar year by months, three of them by two. */
static void years_from_january_by_months(void **state)
{
    static const char months[] = "format: apportion/1\n"
                                 "agreement: {id: x}\n"
                                 "year_start: 01-01\n"
                                 "proration: months\n"
                                 "parties: [{id: a}, {id: b, joined: 2016-10-01}]\n"
                                 "cost_lines: [{id: l, basis: equal, budget: {2016/17: 8.00}}]\n";
    (void)state;
    apn_report *report = report_of(months, "2016/17", APN_REPORT_JSON);
    assert_holds(apn_report_text(report, NULL), "  \"year\": \"2016/17\",\n"
                                                "  \"from\": \"2016-01-01\",\n"
                                                "  \"to\": \"2016-12-31\",\n"
                                                "  \"measure\"");
    assert_holds(apn_report_text(report, NULL), "      \"months\": \"12\",\n");
    assert_holds(apn_report_text(report, NULL), "              \"from\": \"2016-10-01\",\n"
                                                "              \"to\": \"2016-12-31\",\n"
                                                "              \"months\": \"3\",\n"
                                                "              \"basis\": \"equal\",\n"
                                                "              \"status\": \"shared\",\n"
                                                "              \"share\": \"1/2\"\n");
    apn_report_free(report);
    report = report_of(months, "2016/17", APN_REPORT_MARKDOWN);
    assert_holds(apn_report_text(report, NULL),
                 "Statement for 2016/17 (2016-01-01 to 2016-12-31), budget.");
    assert_holds(apn_report_text(report, NULL), "| b | 12.5000 % | £1.00 | 3 of 12 months |\n");
    apn_report_free(report);
}

/* Which version is in force when, and by which basis each piece is shared. */
static void versions_and_their_bases(void **state)
{
    static const char versions[] =
        "format: apportion/1\n"
        "agreement: {id: x}\n"
        "parties: [{id: a}, {id: b}]\n"
        "bases: {r: {percent: {a: 74, b: 26}}, s: {percent: {a: 82, b: 18}}}\n"
        "versions: [{id: v, ref: Variation of 2022, from: 2022-10-03, bases: {r: s}}]\n"
        "cost_lines: [{id: l, basis: r, budget: {2022/23: 1.00, 2023/24: 1.00}}]\n";
    (void)state;
    apn_report *report = report_of(versions, "2022/23", APN_REPORT_JSON);
    assert_holds(apn_report_text(report, NULL), "  \"versions\": [\n"
                                                "    {\n"
                                                "      \"id\": \"v\",\n"
                                                "      \"ref\": \"Variation of 2022\",\n"
                                                "      \"from\": \"2022-10-03\",\n"
                                                "      \"to\": \"2023-03-31\"\n"
                                                "    }\n"
                                                "  ],\n"
                                                "  \"lines\": [\n");
    assert_holds(apn_report_text(report, NULL), "              \"days\": \"180\",\n"
                                                "              \"basis\": \"s\",\n"
                                                "              \"status\": \"shared\",\n"
                                                "              \"share\": \"41/50\"\n");
    apn_report_free(report);
    report = report_of(versions, "2022/23", APN_REPORT_MARKDOWN);
    assert_holds(apn_report_text(report, NULL), "\nBasis: r, from 2022-10-03 s. Rounding: ");
    assert_holds(apn_report_text(report, NULL),
                 "\n- Version v, 2022-10-03 to 2023-03-31: Variation of 2022\n");
    apn_report_free(report);
    report = report_of(versions, "2023/24", APN_REPORT_MARKDOWN);
    assert_holds(apn_report_text(report, NULL), "\nBasis: s. Rounding: ");
    apn_report_free(report);
}

/* What the calls say of one piece, and of a share that there is none of. */
static void pieces_by_call(void **state)
{
    char share[16] = "x";
    (void)state;
    apn_agreement *agreement = read_text(text);
    apn_statement *statement = make(agreement, "2016/17");
    assert_int_equal(apn_statement_line(statement, 0).pieces, 4);
    assert_int_equal(apn_statement_line(statement, 0).length, 92);
    assert_int_equal(apn_statement_cell(statement, 0, 2).length, 10);
    assert_string_equal(apn_statement_piece(statement, 0, 3).from, "2016-09-11");
    assert_string_equal(apn_statement_piece(statement, 0, 3).to, "2016-09-30");
    assert_int_equal(apn_statement_piece(statement, 0, 3).length, 20);
    assert_int_equal(apn_statement_piece_share(statement, 0, 3, 2, share, sizeof share), 0);
    assert_string_equal(share, "");
    assert_int_equal(apn_statement_piece_share(statement, 0, 2, 2, share, sizeof share), 3);
    assert_string_equal(share, "1/3");
    assert_int_equal(apn_statement_piece_share(statement, 0, 3, 2, NULL, 0), 0);
    apn_statement_unref(statement);
    statement = make(agreement, "2017/18");
    assert_int_equal(apn_statement_line(statement, 0).pieces, 1);
    assert_int_equal(apn_statement_line(statement, 0).length, 0);
    assert_string_equal(apn_statement_piece(statement, 0, 0).from, "2017-04-01");
    assert_string_equal(apn_statement_piece(statement, 0, 0).to, "2018-03-31");
    assert_int_equal(apn_statement_piece_share(statement, 0, 0, 0, share, sizeof share), 3);
    assert_string_equal(share, "1/3");
    assert_string_equal(apn_agreement_describe(agreement).proration, "days");
    assert_string_equal(apn_agreement_describe(agreement).year_start, "04-01");
    assert_string_equal(apn_statement_from(statement), "2017-04-01");
    assert_string_equal(apn_statement_to(statement), "2018-03-31");
    apn_statement_unref(statement);
    apn_agreement_unref(agreement);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_as_json),
        cmocka_unit_test(pieces_of_a_party_that_is_excluded_for_a_part),
        cmocka_unit_test(a_line_that_nothing_cuts_has_no_pieces),
        cmocka_unit_test(pieces_as_markdown),
        cmocka_unit_test(years_from_january_by_months),
        cmocka_unit_test(versions_and_their_bases),
        cmocka_unit_test(pieces_by_call),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
