/* oom_later.c: what is done with statements once they are there, with each allocation failing in
 * turn: one with the figures known earlier; one read back from its JSON, verified, and compared
 * with the one of now in an adjustment note; several netted; their reports. The call says
 * APN_MEMORY, gives nothing, and leaves nothing behind. */
#include <stdio.h>
#include <string.h>

#include "apportion/apportion.h"
#include "failing_memory.h"

#define HEAD(id)                                                                                   \
    "format: apportion/1\nagreement: {id: " id "}\nparties: [{id: a}, {id: b}, {id: c}]\n"

static const char lead_text[] =
    HEAD("x") "drivers:\n"
              "  users:\n"
              "    status: provisional\n"
              "    by_year: {2015/16: {a: 1, b: 2, c: 3}}\n"
              "    revised:\n"
              "      - {status: final, by_year: {2015/16: {a: 1, b: 2, c: 4}}}\n"
              "cost_lines:\n"
              "  - {id: one, basis: {driver: users}, budget: {2015/16: 100.00}}\n"
              "  - {id: two, basis: equal, exclude: {a: its own},\n"
              "     budget: {2015/16: 50.01}}\n"
              "charging: {payee: b, paid: {2015/16: {a: 10.00, c: 5.00}}}\n";

static const char other_text[] = HEAD("y") "cost_lines: [{id: one, basis: equal, budget: "
                                           "{2015/16: 100.00}}]\n"
                                           "charging: {payee: a}\n";

static apn_agreement *agreement;
static apn_statement *provisional, *statements[2];
static apn_text_source issued_text;

/* Its digits are of no account here, only that they are the same each time. */
static void digest(void *context, const char *bytes, size_t length, char out[APN_DIGEST_SIZE])
{
    (void)context;
    (void)bytes;
    (void)length;
    memset(out, '0', APN_DIGEST_SIZE - 1);
    out[APN_DIGEST_SIZE - 1] = '\0';
}

typedef apn_status (*scenario)(apn_error *err, bool *empty);

static apn_status as_known(apn_error *err, bool *empty)
{
    const apn_statement_options options = {.size = sizeof options,
                                           .known = APN_FIGURES_PROVISIONAL};
    apn_findings *findings = NULL;
    apn_statement *statement = NULL;
    apn_status status = apn_statement_make_with(agreement, "2015/16", APN_BUDGET, &options,
                                                &findings, &statement, err);
    *empty = (status == APN_OK) == (statement != NULL);
    apn_findings_free(findings);
    apn_statement_unref(statement);
    return status;
}

static apn_status note(const apn_adjustment *adjustment, apn_error *err, bool *empty)
{
    apn_status status = APN_OK;
    for (int format = 0; status == APN_OK && apn_report_format_word((apn_report_format)format);
         format++) {
        apn_report *report = NULL;
        status = apn_report_adjustment(adjustment, (apn_report_format)format, &report, err);
        *empty = *empty && (status == APN_OK) == (report != NULL);
        apn_report_free(report);
    }
    return status;
}

static apn_status adjusted(apn_error *err, bool *empty)
{
    apn_issued *issued = NULL;
    apn_adjustment *adjustment = NULL;
    apn_status status = apn_issued_from_json(&issued_text, NULL, &issued, err);
    *empty = (status == APN_OK) == (issued != NULL);
    if (status == APN_OK) {
        status = apn_adjustment_make(issued, statements[0], &adjustment, err);
        *empty = *empty && (status == APN_OK) == (adjustment != NULL);
    }
    apn_issued_free(issued);
    if (status == APN_OK)
        status = note(adjustment, err, empty);
    apn_adjustment_free(adjustment);
    return status;
}

static apn_status verified(apn_error *err, bool *empty)
{
    const apn_verify_options options = {.size = sizeof options, .digest = digest};
    apn_findings *findings = NULL;
    apn_verification *verification = NULL;
    apn_status status =
        apn_verify(&issued_text, agreement, &options, &findings, &verification, err);
    *empty = (status == APN_OK) == (verification != NULL);
    apn_findings_free(findings);
    apn_verification_free(verification);
    return status;
}

static apn_status net(apn_netting_to to, apn_error *err, bool *empty)
{
    apn_netting *netting = NULL;
    apn_status status = apn_netting_make(statements, 2, to, &netting, err);
    *empty = *empty && (status == APN_OK) == (netting != NULL);
    for (int format = 0; status == APN_OK && apn_report_format_word((apn_report_format)format);
         format++) {
        apn_report *report = NULL;
        status = apn_report_netting(netting, (apn_report_format)format, &report, err);
        *empty = *empty && (status == APN_OK) == (report != NULL);
        apn_report_free(report);
    }
    apn_netting_free(netting);
    return status;
}

static apn_status netted(apn_error *err, bool *empty)
{
    apn_status status = APN_OK;
    for (int to = 0; status == APN_OK && apn_netting_to_word((apn_netting_to)to); to++)
        status = net((apn_netting_to)to, err, empty);
    return status;
}

static apn_status sections(apn_error *err, bool *empty)
{
    apn_status status = APN_OK;
    for (size_t i = 0; status == APN_OK && i < apn_statement_section_count(statements[0]); i++) {
        const char *id = apn_statement_section(statements[0], i).id;
        apn_report *report = NULL;
        status = apn_report_section(statements[0], id, APN_REPORT_CSV, &report, err);
        *empty = *empty && (status == APN_OK) == (report != NULL);
        apn_report_free(report);
    }
    return status;
}

/* Returns the faults: 0 or 1. */
static int try_all(const char *name, scenario run, bool onwards)
{
    apn_error err = {0};
    bool empty = true;
    apn_status status = run(&err, &empty);
    if (status != APN_OK) {
        printf("%s: %s: %s\n", name, apn_status_word(status), err.message);
        return 1;
    }
    for (size_t nth = 1;; nth++) {
        err = (apn_error){0};
        empty = true;
        failing_memory_arm(nth, onwards);
        status = run(&err, &empty);
        failing_memory_disarm();
        bool failed = failing_memory_failed();
        if (failing_memory_outstanding() != 0 || !empty ||
            status != (failed ? APN_MEMORY : APN_OK) || (failed && err.status != APN_MEMORY)) {
            printf("%s, allocation %zu: %s, or memory is left behind\n", name, nth,
                   apn_status_word(status));
            return 1;
        }
        if (!failed) {
            printf("%s: %zu allocations\n", name, nth - 1);
            return 0;
        }
    }
}

static apn_agreement *load(const char *name, const char *text)
{
    const apn_text_source source = {name, text, strlen(text)};
    const apn_agreement_options options = {.size = sizeof options, .digest = digest};
    apn_agreement *loaded = NULL;
    apn_error err = {0};
    if (apn_agreement_load(&source, 1, &options, NULL, &loaded, &err) != APN_OK)
        printf("%s: %s\n", name, err.message);
    return loaded;
}

static int try_them(void)
{
    static const struct {
        const char *name;
        scenario run;
    } parts[] = {{"as known", as_known},
                 {"adjusted", adjusted},
                 {"verified", verified},
                 {"netted", netted},
                 {"sections", sections}};
    int faults = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        faults += try_all(parts[i].name, parts[i].run, false) +
                  try_all(parts[i].name, parts[i].run, true);
    return faults;
}

int main(void)
{
    const apn_statement_options known = {.size = sizeof known, .known = APN_FIGURES_PROVISIONAL};
    apn_agreement *other = load("other", other_text);
    apn_report *report = NULL;
    int faults = 1;
    agreement = load("lead", lead_text);
    if (agreement != NULL && other != NULL &&
        apn_statement_make(agreement, "2015/16", APN_BUDGET, NULL, &statements[0], NULL) ==
            APN_OK &&
        apn_statement_make(other, "2015/16", APN_BUDGET, NULL, &statements[1], NULL) == APN_OK &&
        apn_statement_make_with(agreement, "2015/16", APN_BUDGET, &known, NULL, &provisional,
                                NULL) == APN_OK &&
        apn_report_statement(provisional, APN_REPORT_JSON, &report, NULL) == APN_OK) {
        issued_text.name = "issued.json";
        issued_text.bytes = apn_report_text(report, &issued_text.length);
        faults = try_them();
    }
    apn_report_free(report);
    apn_statement_unref(provisional);
    apn_statement_unref(statements[0]);
    apn_statement_unref(statements[1]);
    apn_agreement_unref(agreement);
    apn_agreement_unref(other);
    return faults > 0;
}
