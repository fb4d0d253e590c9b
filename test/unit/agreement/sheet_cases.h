/* sheet_cases.h: an agreement that names the sheet s.csv, whose text the test brings. */
#ifndef SHEET_CASES_H
#define SHEET_CASES_H

#include "agreement_cases.h"

/* An apn_source that has one sheet, s.csv. */
static inline apn_status give_sheet(void *context, const char *from, const char *name,
                                    const char **bytes, size_t *length, apn_error *err)
{
    assert_string_equal(from, "case.yaml");
    if (strcmp(name, "s.csv") != 0) {
        *err = (apn_error){.status = APN_IO, .message = "there is no such sheet"};
        return APN_IO;
    }
    *bytes = context;
    *length = strlen(*bytes);
    return APN_OK;
}

static inline apn_status load(const char *text, const char *sheet, apn_findings **findings,
                              apn_agreement **agreement)
{
    char copy[4096];
    apn_text_source source = {"case.yaml", text, strlen(text)};
    snprintf(copy, sizeof copy, "%s", sheet);
    apn_agreement_options options = {
        .size = sizeof options, .source = give_sheet, .source_context = copy};
    apn_status status = apn_agreement_load(&source, 1, &options, findings, agreement, NULL);
    memset(copy, '#', sizeof copy); /* nothing is kept of the sheet */
    return status;
}

/* The agreement, which must load; the caller frees the findings. */
static inline apn_agreement *load_noted(const char *text, const char *sheet,
                                        apn_findings **findings)
{
    apn_agreement *agreement = NULL;
    if (load(text, sheet, findings, &agreement) != APN_OK) {
        print_message("does not load:\n%s%s", text, sheet);
        show_findings(*findings);
    }
    assert_non_null(agreement);
    return agreement;
}

/* The same with as many findings as are expected. */
static inline apn_agreement *load_with(const char *text, const char *sheet, size_t count)
{
    apn_findings *findings = NULL;
    apn_agreement *agreement = load_noted(text, sheet, &findings);
    if (apn_findings_count(findings) != count)
        show_findings(findings);
    assert_int_equal(apn_findings_count(findings), count);
    apn_findings_free(findings);
    return agreement;
}

/* What an error must be. */
typedef struct told {
    apn_status code;
    const char *file;
    unsigned line, column;
    const char *part; /* of its sentence */
} told;

static inline bool is_told(const apn_finding *finding, const told *expected)
{
    return finding != NULL && finding->code == expected->code && finding->line == expected->line &&
           finding->column == expected->column && strcmp(finding->file, expected->file) == 0 &&
           strstr(finding->message, expected->part) != NULL;
}

/* The text must have this one error, beside notes. */
static inline void load_tells(const char *text, const char *sheet, told expected)
{
    apn_findings *findings = NULL;
    apn_agreement *agreement = NULL;
    const apn_finding *error = NULL;
    apn_status status = load(text, sheet, &findings, &agreement);
    for (size_t i = 0; i < apn_findings_count(findings); i++) {
        if (apn_findings_at(findings, i)->severity == APN_ERROR)
            error = apn_findings_at(findings, i);
    }
    bool good = status == expected.code && agreement == NULL && is_told(error, &expected) &&
                apn_findings_count_of(findings, APN_ERROR) == 1;
    if (!good) {
        print_message("expected %s:%u:%u … %s … [%s] in\n%s%s", expected.file, expected.line,
                      expected.column, expected.part, apn_status_word(expected.code), text, sheet);
        show_findings(findings);
    }
    assert_true(good);
    apn_findings_free(findings);
}

#define load_fails(text, sheet, ...) load_tells(text, sheet, (told){__VA_ARGS__})

#endif
