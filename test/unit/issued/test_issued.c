/* A statement that was issued, read back: what it says, and every fault of one that is not whole.
 */
#include "issued_cases.h"

static void assert_decimal(apn_decimal amount, const char *expected)
{
    char text[APN_DECIMAL_TEXT_SIZE];
    apn_decimal_format(amount, 0, text);
    assert_string_equal(text, expected);
}

static void says_what_was_issued(void **state)
{
    (void)state;
    apn_issued *issued = issued_of(ISSUED);
    apn_issued_info info = apn_issued_describe(issued);
    assert_string_equal(info.agreement, "em");
    assert_string_equal(info.year, "2015/16");
    assert_string_equal(info.measure, "budget");
    assert_string_equal(info.currency, "GBP");
    assert_string_equal(info.level, "line");
    assert_string_equal(info.digest, "");
    assert_decimal(info.unit, "0.01");
    assert_decimal(info.total, "10.00");
    assert_decimal(info.unapportioned, "0.00");
    assert_int_equal(apn_issued_party_count(issued), 4);
    assert_string_equal(apn_issued_party(issued, 1).id, "leics");
    assert_decimal(apn_issued_party(issued, 0).amount, "3.34");
    assert_int_equal(apn_issued_find_party(issued, "nhants"), 3);
    assert_true(apn_issued_find_party(issued, "derbys") == SIZE_MAX);
    assert_int_equal(apn_issued_line_count(issued), 1);
    assert_int_equal(apn_issued_find_line(issued, "licences"), 0);
    assert_true(apn_issued_find_line(issued, "hosting") == SIZE_MAX);
    assert_string_equal(apn_issued_line(issued, 0).basis, "equal");
    assert_decimal(apn_issued_line(issued, 0).total, "10.00");
    apn_issued_cell_info cell = apn_issued_cell(issued, 0, 2);
    assert_int_equal(cell.status, APN_CELL_SHARED);
    assert_string_equal(cell.share, "1/3");
    assert_string_equal(cell.quota, "10/3");
    assert_string_equal(cell.moved, "-1/3");
    assert_true(cell.has_amount);
    assert_decimal(cell.amount, "3.33");
    cell = apn_issued_cell(issued, 0, 1);
    assert_int_equal(cell.status, APN_CELL_EXCLUDED);
    assert_string_equal(cell.reason, "has its own");
    assert_false(cell.has_amount);
    apn_issued_free(issued);
}

static void keeps_a_digest(void **state)
{
    (void)state;
#define DIGEST "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
    char *text = with(ISSUED, "\"later\": [{\"key\": null}]", "\"digest\": \"" DIGEST "\"");
    apn_issued *issued = issued_of(text);
    assert_string_equal(apn_issued_describe(issued).digest, DIGEST);
    apn_issued_free(issued);
    free(text);
}

/* Every fault, as "code line:column where". */
static void assert_faults(const char *old, const char *new, const char *expected)
{
    char *text = with(ISSUED, old, new), all[2048] = "";
    apn_text_source source = {"issued.json", text, strlen(text)};
    apn_findings *findings = NULL;
    apn_issued *issued = NULL;
    const apn_finding *finding;
    assert_int_not_equal(apn_issued_from_json(&source, &findings, &issued, NULL), APN_OK);
    assert_null(issued);
    for (size_t i = 0; (finding = apn_findings_at(findings, i)) != NULL; i++) {
        assert_string_equal(finding->file, "issued.json");
        (void)snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s %u:%u %s",
                       i == 0 ? "" : "\n", apn_status_word(finding->code), finding->line,
                       finding->column, finding->where);
    }
    assert_string_equal(all, expected);
    apn_findings_free(findings);
    free(text);
}

static void refuses_what_is_no_statement(void **state)
{
    (void)state;
    assert_faults("apportion-statement/1", "apportion-split/1", "wrong-type 1:12 format");
    assert_faults("\"format\": \"apportion-statement/1\",", "", "missing-key 1:1 format");
    assert_faults("{\"format\"", "[{\"format\"", "json 18:1 "); /* the list is never closed */
    assert_faults("\"lincs\",", "\"lincs\"", "json 6:22 ");
}

static void tells_all_faults(void **state)
{
    (void)state;
    assert_faults("\"agreement\": \"em\", \"year\": \"2015/16\", \"measure\": \"budget\",",
                  "\"agreement\": 7, \"measure\": [],",
                  "missing-key 1:1 year\nwrong-type 2:15 agreement\nwrong-type 2:29 measure");
    assert_faults("\"share\": \"1/3\"", "\"share\": \"0.33\"",
                  "number 6:52 lines[1].cells[1].share");
    assert_faults("\"share\": \"1/3\"", "\"share\": \"1/0\"",
                  "number 6:52 lines[1].cells[1].share");
    assert_faults("\"3.34\"", "\"3.345\"", "not-whole-units 7:32 lines[1].cells[1].amount");
    assert_faults("\"3.34\"", "\"£3.34\"", "number 7:32 lines[1].cells[1].amount");
    assert_faults("\"unit\": \"0.01\"", "\"unit\": \"0.00\"", "number 3:29 unit");
    assert_faults("\"status\": \"excluded\"", "\"status\": \"absent\"",
                  "wrong-type 8:33 lines[1].cells[2].status");
    assert_faults(", \"reason\": \"has its own\"", "", "missing-key 8:4 lines[1].cells[2].reason");
    assert_faults("{\"party\": \"notts\", \"status\"", "{\"party\": \"derbys\", \"status\"",
                  "unknown-id 9:14 lines[1].cells[3]");
    assert_faults(
        "   {\"party\": \"leics\", \"status\": \"excluded\", \"reason\": \"has its own\"},\n", "",
        "wrong-type 5:62 lines[1].cells");
    assert_faults("\"later\": [{\"key\": null}]", "\"digest\": \"md5:0\"",
                  "wrong-type 17:55 digest");
    assert_faults("\"total\": \"10.00\", \"unapportioned\"",
                  "\"total\": \"10.00\", \"total\": \"10.00\", \"unapportioned\"",
                  "duplicate-key 17:20 total");
}

static void ids_stand_once(void **state)
{
    (void)state;
    char *twice =
        with(ISSUED, "{\"party\": \"leics\", \"amount\"", "{\"party\": \"lincs\", \"amount\"");
    apn_text_source source = {"issued.json", twice, strlen(twice)};
    apn_issued *issued = NULL;
    apn_findings *findings = NULL;
    assert_int_not_equal(apn_issued_from_json(&source, &findings, &issued, NULL), APN_OK);
    bool told = false;
    for (size_t i = 0; i < apn_findings_count(findings); i++)
        told = told || apn_findings_at(findings, i)->code == APN_DUPLICATE_ID;
    assert_true(told);
    apn_findings_free(findings);
    free(twice);
}

/* Each figure that is changed by hand breaks the sums that it is in. */
static void checks_its_own_sums(void **state)
{
    (void)state;
    assert_faults("\"total\": \"10.00\", \"cells\"", "\"total\": \"10.01\", \"cells\"",
                  "footing 5:44 lines.licences.total\nfooting 5:44 lines.licences.total\n"
                  "footing 17:11 total");
    assert_faults("\"amount\": \"3.34\", \"moved\": \"2/3\"",
                  "\"amount\": \"3.35\", \"moved\": \"5/3\"",
                  "footing 5:44 lines.licences.total\nfooting 13:43 parties.lincs.amount");
    assert_faults("\"moved\": \"2/3\"", "\"moved\": \"1/3\"", "footing 5:44 lines.licences.lincs");
    assert_faults("{\"party\": \"notts\", \"amount\": \"3.33\"}",
                  "{\"party\": \"notts\", \"amount\": \"3.34\"}",
                  "footing 15:33 parties.notts.amount\nfooting 17:11 total");
    assert_faults("\"unapportioned\": \"0.00\"", "\"unapportioned\": \"0.01\"",
                  "footing 17:11 total");
}

/* What the library writes can be read, and says the same. */
static void reads_what_is_written(void **state)
{
    static const char text[] =
        "format: apportion/1\n"
        "agreement: {id: em}\n"
        "parties: [{id: lincs}, {id: leics}, {id: notts, left: 2015-09-30}]\n"
        "drivers: {users: {values: {lincs: 1100, leics: 1848, notts: 1888}}}\n"
        "rounding: {level: LEVEL}\n"
        "cost_lines:\n"
        "  - {id: support, basis: {driver: users}, budget: {2015/16: 605600.00}}\n"
        "  - {id: direct, basis: {all_to: leics}, budget: {2015/16: -0.01}}\n"
        "  - {id: third, basis: equal, exclude: {lincs: none}, budget: {2015/16: 100.00}}\n";
    static const char *const levels[] = {"line", "total", "table"};
    (void)state;
    for (size_t level = 0; level < 3; level++) {
        char *agreed = with(text, "LEVEL", levels[level]);
        apn_text_source source = {"a.yaml", agreed, strlen(agreed)};
        apn_agreement *agreement = NULL;
        apn_statement *statement = NULL;
        apn_report *report = NULL;
        assert_int_equal(apn_agreement_from_yaml(&source, 1, NULL, &agreement, NULL), APN_OK);
        assert_int_equal(
            apn_statement_make(agreement, "2015/16", APN_BUDGET, NULL, &statement, NULL), APN_OK);
        assert_int_equal(apn_report_statement(statement, APN_REPORT_JSON, &report, NULL), APN_OK);
        apn_issued *issued = issued_of(apn_report_text(report, NULL));
        assert_string_equal(apn_issued_describe(issued).level, levels[level]);
        for (size_t party = 0; party < 3; party++) {
            assert_int_equal(apn_decimal_compare(apn_issued_party(issued, party).amount,
                                                 apn_statement_party_total(statement, party)),
                             0);
            for (size_t line = 0; line < 3; line++) {
                char quota[128];
                apn_statement_quota(statement, line, party, quota, sizeof quota);
                assert_string_equal(apn_issued_cell(issued, line, party).quota, quota);
                assert_int_equal(apn_issued_cell(issued, line, party).has_amount,
                                 apn_statement_cell(statement, line, party).has_amount);
            }
        }
        apn_issued_free(issued);
        apn_report_free(report);
        apn_statement_unref(statement);
        apn_agreement_unref(agreement);
        free(agreed);
    }
}

static void needs_a_text(void **state)
{
    (void)state;
    apn_issued *issued = NULL;
    apn_error err = {0};
    assert_int_equal(apn_issued_from_json(NULL, NULL, &issued, &err), APN_USAGE);
    apn_issued_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_what_was_issued),
        cmocka_unit_test(keeps_a_digest),
        cmocka_unit_test(refuses_what_is_no_statement),
        cmocka_unit_test(tells_all_faults),
        cmocka_unit_test(ids_stand_once),
        cmocka_unit_test(checks_its_own_sums),
        cmocka_unit_test(reads_what_is_written),
        cmocka_unit_test(needs_a_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
