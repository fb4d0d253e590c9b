/* Whatever the bytes are, they are an agreement or there is a sentence that says why not. Of an
 * agreement every year of every measure is stated, or refused with a sentence; every statement adds
 * up, has its reports, and is the same when it is made again in each other way that there is: by a
 * draft without a change, from its own JSON, beside itself.
 *
 * The bytes are the file; behind a zero byte they are the sheet that every `from_csv` reads, or
 * else that is the one below. */
#include <string.h>

#include "apportion/apportion.h"
#include "law.h"
#include "statement_laws.h"

enum { YEARS = 64 };

static const char usual_sheet[] = "Force,Kind,Year,Users,Cost\r\n"
                                  "a,x,2015/16,\"1,100\",250.00\r\n"
                                  "b,x,2015/16,1848,(12.50)\r\n"
                                  "c,y,2016/17,1888,-\r\n";

typedef struct input {
    apn_text_source text;
    const char *sheet;
    size_t sheet_length;
} input;

static apn_status give_sheet(void *context, const char *from, const char *name, const char **bytes,
                             size_t *length, apn_error *err)
{
    const input *in = context;
    require(from != NULL && name != NULL && *name != '\0' && *name != '/', "a sheet has a name");
    (void)err;
    *bytes = in->sheet;
    *length = in->sheet_length;
    return APN_OK;
}

/* Not a hash that is safe; enough to tell texts apart. */
static void digest(void *context, const char *bytes, size_t length, char out[APN_DIGEST_SIZE])
{
    uint64_t value = 14695981039346656037u;
    (void)context;
    for (size_t i = 0; i < length; i++)
        value = (value ^ (unsigned char)bytes[i]) * 1099511628211u;
    for (size_t i = 0; i + 1 < APN_DIGEST_SIZE; i++)
        out[i] = "0123456789abcdef"[value >> (i % 16 * 4) & 15];
    out[APN_DIGEST_SIZE - 1] = '\0';
}

static input cut(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data, *zero = size > 0 ? memchr(data, 0, size) : NULL;
    input in = {{"fuzz.yaml", bytes, size}, usual_sheet, sizeof usual_sheet - 1};
    if (zero == NULL)
        return in;
    in.text.length = (size_t)(zero - bytes);
    in.sheet = zero + 1;
    in.sheet_length = size - in.text.length - 1;
    return in;
}

/* An answer or its errors. */
static void check_answer(apn_status status, const void *made, const apn_error *err,
                         const apn_findings *findings)
{
    check_status(status, err);
    require((status == APN_OK) == (made != NULL), "a failed call gives nothing");
    require((status == APN_OK) == (apn_findings_count_of(findings, APN_ERROR) == 0),
            "a failure has a reason");
    check_findings(findings);
}

static apn_agreement *load(input *in, apn_findings **findings)
{
    apn_agreement *agreement = NULL;
    apn_error err = {0};
    const apn_agreement_options options = {
        .size = sizeof options, .source = give_sheet, .source_context = in, .digest = digest};
    apn_status status = apn_agreement_load(&in->text, 1, &options, findings, &agreement, &err);
    check_answer(status, agreement, &err, *findings);
    return agreement;
}

static void check_findings_report(const apn_findings *findings)
{
    apn_report *report = NULL;
    apn_status status = apn_report_findings(findings, &report, NULL);
    require(status == APN_OK, "findings have their report");
    check_report(status, report);
}

/* The tables that were published: what does not foot is a warning with its details. */
static void check_tables(const apn_agreement *agreement)
{
    apn_findings *findings = NULL;
    require(apn_agreement_check_tables(agreement, &findings, NULL) == APN_OK, "tables are checked");
    check_findings(findings);
    for (size_t i = 0; i < apn_findings_count(findings); i++)
        require(apn_findings_at(findings, i)->footing != NULL, "a table's finding has its details");
    check_findings_report(findings);
    apn_findings_free(findings);
}

static apn_statement *state(apn_agreement *agreement, const char *year, apn_measure measure,
                            apn_figures_status known)
{
    const apn_statement_options options = {.size = sizeof options, .known = known};
    apn_findings *findings = NULL;
    apn_statement *statement = NULL;
    apn_error err = {0};
    apn_status status =
        apn_statement_make_with(agreement, year, measure, &options, &findings, &statement, &err);
    check_answer(status, statement, &err, findings);
    apn_findings_free(findings);
    if (statement != NULL)
        check_statement(statement);
    return statement;
}

static apn_report *in_json(const apn_statement *statement)
{
    apn_report *report = NULL;
    require(apn_report_statement(statement, APN_REPORT_JSON, &report, NULL) == APN_OK,
            "a statement has its JSON");
    return report;
}

/* In every format, in full and printed in thousands in both ways. */
static void check_reports(const apn_statement *statement)
{
    for (int format = 0; apn_report_format_word((apn_report_format)format); format++) {
        apn_report *report = NULL;
        apn_status status =
            apn_report_statement(statement, (apn_report_format)format, &report, NULL);
        require(status == APN_OK, "a statement has its report");
        check_report(status, report);
    }
    for (int as_rounded = 0; as_rounded < 2; as_rounded++) {
        const apn_print_options options = {
            .size = sizeof options, .in = APN_IN_THOUSANDS, .as_rounded = as_rounded};
        apn_printed *printed = NULL;
        apn_report *report = NULL;
        apn_error err = {0};
        apn_status status = apn_printed_statement(statement, &options, &printed, &err);
        check_status(status, &err);
        require(status == APN_OK || status == APN_LIMIT, "a statement is printed, or too large");
        if (printed == NULL)
            continue;
        check_findings(apn_printed_findings(printed));
        status = apn_report_printed(printed, APN_REPORT_MARKDOWN, &report, NULL);
        require(status == APN_OK, "what is printed has its report");
        check_report(status, report);
        apn_printed_free(printed);
    }
}

/* The years of one measure side by side, of all parties and of the first. */
static void check_schedules(const apn_agreement *agreement, const apn_statement *const *statements,
                            size_t count)
{
    const char *first = apn_agreement_party(agreement, 0).id;
    for (int format = 0; apn_report_format_word((apn_report_format)format); format++)
        for (int one = 0; one < 2; one++) {
            apn_report *report = NULL;
            apn_error err = {0};
            apn_status status = apn_report_schedule(statements, count, one ? first : NULL,
                                                    (apn_report_format)format, &report, &err);
            check_status(status, &err);
            require(status == APN_OK || status == APN_LIMIT, "years have a schedule");
            check_report(status, report);
        }
}

/* A statement's own JSON is one that was issued, is the same as the statement, and differs from it
 * by nothing. */
static void check_issued(apn_statement *statement)
{
    apn_report *json = in_json(statement);
    apn_text_source text = {"statement.json", NULL, 0};
    apn_findings *findings = NULL;
    apn_issued *issued = NULL;
    apn_adjustment *adjustment = NULL;
    apn_error err = {0};
    text.bytes = apn_report_text(json, &text.length);
    apn_status status = apn_issued_from_json(&text, &findings, &issued, &err);
    if (status != APN_OK)
        fprintf(stderr, "%s: %s\n", err.where, err.message);
    check_answer(status, issued, &err, findings);
    require(status == APN_OK, "what was issued is read back");
    status = apn_adjustment_make(issued, statement, &adjustment, &err);
    check_status(status, &err);
    require(status == APN_OK, "what was issued is compared");
    for (size_t party = 0; party < apn_adjustment_party_count(adjustment); party++)
        require(apn_adjustment_total(adjustment, party).difference.sign == 0,
                "a statement differs from itself by nothing");
    for (int format = 0; apn_report_format_word((apn_report_format)format); format++) {
        apn_report *report = NULL;
        status = apn_report_adjustment(adjustment, (apn_report_format)format, &report, NULL);
        require(status == APN_OK, "an adjustment note has its report");
        check_report(status, report);
    }
    apn_adjustment_free(adjustment);
    apn_issued_free(issued);
    apn_findings_free(findings);
    apn_report_free(json);
}

static void check_verified(apn_agreement *agreement, const apn_statement *statement)
{
    const apn_verify_options options = {.size = sizeof options, .digest = digest};
    apn_report *json = in_json(statement);
    apn_text_source text = {"statement.json", NULL, 0};
    apn_findings *findings = NULL;
    apn_verification *verification = NULL;
    apn_error err = {0};
    text.bytes = apn_report_text(json, &text.length);
    apn_status status = apn_verify(&text, agreement, &options, &findings, &verification, &err);
    if (status != APN_OK)
        fprintf(stderr, "%s: %s\n", err.where, err.message);
    check_answer(status, verification, &err, findings);
    require(status == APN_OK, "a statement is verified");
    require(apn_verification_count(verification) == 0, "a statement made again is the same");
    apn_verification_free(verification);
    apn_findings_free(findings);
    apn_report_free(json);
}

/* All of it, in words and as JSON. */
static void check_explained(apn_statement *statement)
{
    apn_explanation *explanation = NULL;
    apn_error err = {0};
    size_t length = 0;
    apn_status status = apn_explain(statement, NULL, NULL, &explanation, &err);
    check_status(status, &err);
    require(status == APN_OK, "a statement is explained");
    require(apn_explanation_step_count(explanation) > 0, "an explanation has steps");
    require(strlen(apn_explanation_json(explanation, &length)) == length, "JSON has a length");
    require(strlen(apn_explanation_text(explanation, &length)) == length, "words have a length");
    apn_explanation_free(explanation);
}

/* With one statement the balances and the payments come to nil. */
static void check_netted(apn_statement *statement)
{
    for (int to = 0; apn_netting_to_word((apn_netting_to)to); to++) {
        apn_netting *netting = NULL;
        apn_report *report = NULL;
        apn_error err = {0};
        apn_status status = apn_netting_make(&statement, 1, (apn_netting_to)to, &netting, &err);
        check_status(status, &err);
        require((status == APN_USAGE) ==
                    (apn_agreement_payee(apn_statement_agreement(statement)) == SIZE_MAX),
                "it is netted when it says who is paid");
        require((status == APN_OK) == (netting != NULL), "a netting or an error");
        if (netting == NULL)
            continue;
        for (size_t i = 0; i < apn_netting_payment_count(netting); i++) {
            apn_payment payment = apn_netting_payment(netting, i);
            require(payment.amount.sign > 0 && payment.from != payment.to, "somebody pays another");
        }
        check_findings(apn_netting_findings(netting));
        status = apn_report_netting(netting, APN_REPORT_JSON, &report, NULL);
        require(status == APN_OK, "a netting has its report");
        check_report(status, report);
        apn_netting_free(netting);
    }
}

/* Beside itself nothing has changed, by any cause. */
static void check_compared(const apn_draft *draft, const apn_statement *statement)
{
    apn_side side = {.draft = draft,
                     .year = apn_statement_year(statement),
                     .measure = apn_statement_measure(statement)};
    apn_findings *findings = NULL;
    apn_comparison *comparison = NULL;
    apn_report *report = NULL;
    apn_error err = {0};
    char text[64];
    apn_status status = apn_comparison_make(&side, &side, &findings, &comparison, &err);
    check_answer(status, comparison, &err, findings);
    require(status == APN_OK, "a statement is compared with itself");
    require(apn_comparison_total(comparison).change.sign == 0, "a total is the same as itself");
    for (size_t line = 0; line < apn_comparison_line_count(comparison); line++)
        require(apn_comparison_is_same(comparison, line), "a line is the same as itself");
    for (size_t party = 0; party < apn_comparison_party_count(comparison); party++)
        for (int cause = 0; apn_cause_word((apn_cause)cause); cause++) {
            apn_comparison_part(comparison, party, (apn_cause)cause, text, sizeof text);
            require(strcmp(text, "0") == 0, "nothing has a cause");
        }
    check_findings(apn_comparison_findings(comparison));
    const apn_comparison *one = comparison;
    status = apn_report_comparisons(&one, NULL, 1, APN_REPORT_MARKDOWN, &report, NULL);
    require(status == APN_OK, "a comparison has its report");
    check_report(status, report);
    apn_comparison_free(comparison);
    apn_findings_free(findings);
}

/* Of the same texts. */
static void check_same(const apn_statement *one, const apn_statement *other)
{
    require(other != NULL, "a draft without a change has the same statements");
    apn_report *first = in_json(one), *second = in_json(other);
    size_t length = 0, other_length = 0;
    const char *text = apn_report_text(first, &length);
    const char *other_text = apn_report_text(second, &other_length);
    require(length == other_length && memcmp(text, other_text, length) == 0,
            "a draft without a change makes the same statement");
    apn_report_free(first);
    apn_report_free(second);
}

/* A draft, of which the agreement is the same as the one that was loaded. */
static void check_draft(input *in, const apn_agreement *agreement, const apn_statement *statement)
{
    const apn_agreement_options options = {
        .size = sizeof options, .source = give_sheet, .source_context = in, .digest = digest};
    apn_draft *draft = NULL;
    apn_agreement *again = NULL;
    apn_findings *findings = NULL;
    apn_error err = {0};
    require(apn_draft_make(&in->text, 1, &options, NULL, &draft, &err) == APN_OK,
            "what is an agreement is a draft");
    apn_status status = apn_draft_agreement(draft, NULL, 0, &findings, &again, &err);
    check_answer(status, again, &err, findings);
    require(status == APN_OK, "a draft without a change is the agreement");
    require(apn_agreement_line_count(again) == apn_agreement_line_count(agreement),
            "a draft without a change has the same lines");
    apn_statement *other = state(again, apn_statement_year(statement),
                                 apn_statement_measure(statement), APN_FIGURES_UNSAID);
    check_same(statement, other);
    check_compared(draft, statement);
    apn_statement_unref(other);
    apn_agreement_unref(again);
    apn_findings_free(findings);
    apn_draft_unref(draft);
}

/* What is dear, of one statement for each measure. */
static void check_again(input *in, apn_agreement *agreement, apn_statement *statement)
{
    check_issued(statement);
    check_verified(agreement, statement);
    check_netted(statement);
    check_explained(statement);
    check_draft(in, agreement, statement);
    apn_statement_unref(state(agreement, apn_statement_year(statement),
                              apn_statement_measure(statement), APN_FIGURES_PROVISIONAL));
}

static void check_measure(input *in, apn_agreement *agreement, apn_measure measure)
{
    apn_statement *statements[YEARS] = {0};
    size_t count = 0;
    const char *year = NULL;
    for (size_t i = 0; count < YEARS && (year = apn_agreement_year(agreement, measure, i)); i++) {
        apn_statement *statement = state(agreement, year, measure, APN_FIGURES_UNSAID);
        if (statement == NULL)
            continue;
        check_reports(statement);
        statements[count++] = statement;
    }
    if (count > 0) {
        check_again(in, agreement, statements[0]);
        check_schedules(agreement, (const apn_statement *const *)statements, count);
    }
    for (size_t i = 0; i < count; i++)
        apn_statement_unref(statements[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    input in = cut(data, size);
    apn_findings *findings = NULL;
    apn_agreement *agreement = load(&in, &findings);
    check_findings_report(findings);
    if (agreement != NULL) {
        check_tables(agreement);
        for (int measure = 0; apn_measure_word((apn_measure)measure); measure++)
            check_measure(&in, agreement, (apn_measure)measure);
    }
    apn_findings_free(findings);
    apn_agreement_unref(agreement);
    return 0;
}
