/* agreement_cases.h: an agreement as a text of a test: it reads, or it has exactly one fault in one
 * place. */
#ifndef AGREEMENT_CASES_H
#define AGREEMENT_CASES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "apportion/agreement.h"

/* Three lines that most cases begin with; what a case adds begins in line 4. */
#define HEAD                                                                                       \
    "format: apportion/1\n"                                                                        \
    "agreement: {id: x, lead: a, effective: {from: 2015-04-01, to: 2019-03-31}}\n"                 \
    "parties: [{id: a}, {id: b}, {id: c}]\n"

/* A line that shares a pound equally, for cases that are about something else. */
#define LINE "cost_lines: [{id: l, basis: equal, budget: {2015/16: 1.00}}]\n"

static inline void show_findings(const apn_findings *findings)
{
    for (size_t i = 0; i < apn_findings_count(findings); i++) {
        const apn_finding *finding = apn_findings_at(findings, i);
        print_message("  %u:%u %s [%s] {%s}\n", finding->line, finding->column, finding->message,
                      apn_status_word(finding->code), finding->where);
    }
}

/* The agreement in the text, which must read without a finding. End it with apn_agreement_unref. */
static inline apn_agreement *read_sound(const char *text)
{
    apn_text_source source = {"case.yaml", text, strlen(text)};
    apn_findings *findings = NULL;
    apn_agreement *agreement = NULL;
    apn_error err = {0};
    apn_status status = apn_agreement_from_yaml(&source, 1, &findings, &agreement, &err);
    if (status != APN_OK || apn_findings_count(findings) != 0) {
        print_message("not sound:\n%s", text);
        show_findings(findings);
    }
    assert_int_equal(status, APN_OK);
    assert_non_null(agreement);
    assert_int_equal(apn_findings_count(findings), 0);
    apn_findings_free(findings);
    return agreement;
}

static inline void check_sound(const char *text)
{
    apn_agreement_unref(read_sound(text));
}

/* The text must have this one fault, at this place; `part` stands in its sentence. */
static inline void check_fault(const char *text, apn_status code, unsigned line, unsigned column,
                               const char *where, const char *part)
{
    apn_text_source source = {"case.yaml", text, strlen(text)};
    apn_findings *findings = NULL;
    apn_agreement *agreement = NULL;
    apn_error err = {0};
    apn_status status = apn_agreement_from_yaml(&source, 1, &findings, &agreement, &err);
    const apn_finding *finding = apn_findings_at(findings, 0);
    bool good = status == code && agreement == NULL && apn_findings_count(findings) == 1 &&
                finding->code == code && finding->severity == APN_ERROR && finding->line == line &&
                finding->column == column && strcmp(finding->where, where) == 0 &&
                strstr(finding->message, part) != NULL && strcmp(finding->file, "case.yaml") == 0;
    if (!good) {
        print_message("expected %u:%u … %s … [%s] {%s} in\n%s", line, column, part,
                      apn_status_word(code), where, text);
        show_findings(findings);
    }
    assert_true(good);
    assert_int_equal(err.status, code);
    assert_int_equal(err.line, line);
    assert_int_equal(err.column, column);
    assert_string_equal(err.where, where);
    apn_findings_free(findings);
}

#endif
