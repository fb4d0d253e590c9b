/* agreement_text.h: agreements from a text in the test, and what tests ask of findings. */
#ifndef TEST_AGREEMENT_TEXT_H
#define TEST_AGREEMENT_TEXT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "apportion/apportion.h"

/* Four forces, the users of Niche and the shares of the infrastructure, as the East Midlands
 * decision gives them. The head has 17 lines, so that a test's own text begins at line 18. */
#define EAST_MIDLANDS                                                                              \
    "format: apportion/1\n"                                                                        \
    "agreement:\n"                                                                                 \
    "  id: em\n"                                                                                   \
    "  title: East Midlands ICT\n"                                                                 \
    "  effective: {from: 2015-04-01, to: 2019-03-31}\n"                                            \
    "parties:\n"                                                                                   \
    "  - {id: lincs, name: Lincolnshire}\n"                                                        \
    "  - {id: leics, name: Leicestershire}\n"                                                      \
    "  - {id: notts, name: Nottinghamshire}\n"                                                     \
    "  - {id: nhants, name: Northamptonshire}\n"                                                   \
    "drivers:\n"                                                                                   \
    "  users: {values: {lincs: 1100, leics: 1848, notts: 1888, nhants: 1220}}\n"                   \
    "  grant: {by_year: {2017/18: {lincs: needed, leics: 1, notts: 1, nhants: 1}}}\n"              \
    "bases:\n"                                                                                     \
    "  infra: {percent: {leics: 35.28, notts: 42.02, nhants: 22.70}}\n"                            \
    "  users: {driver: users}\n"                                                                   \
    "  grant: {driver: grant}\n"

enum { LINCS, LEICS, NOTTS, NHANTS };

static inline apn_agreement *agreement_of(const char *text)
{
    apn_text_source source = {"test.yaml", text, strlen(text)};
    apn_agreement *agreement = NULL;
    apn_error err = {0};
    if (apn_agreement_from_yaml(&source, 1, NULL, &agreement, &err) != APN_OK)
        fail_msg("%u:%u: %s [%s]", err.line, err.column, err.message, apn_status_word(err.status));
    return agreement;
}

static inline apn_statement *statement_of(const char *text, const char *year, apn_measure measure)
{
    apn_agreement *agreement = agreement_of(text);
    apn_statement *statement = NULL;
    apn_error err = {0};
    if (apn_statement_make(agreement, year, measure, NULL, &statement, &err) != APN_OK)
        fail_msg("%u:%u: %s [%s]", err.line, err.column, err.message, apn_status_word(err.status));
    apn_agreement_unref(agreement);
    return statement;
}

static inline void assert_amount(apn_decimal amount, const char *expected)
{
    char text[APN_DECIMAL_TEXT_SIZE];
    apn_decimal_format(amount, 0, text);
    assert_string_equal(text, expected);
}

/* The first finding with the code, or NULL. */
static inline const apn_finding *finding_of(const apn_findings *findings, apn_status code)
{
    for (size_t i = 0; i < apn_findings_count(findings); i++) {
        if (apn_findings_at(findings, i)->code == code)
            return apn_findings_at(findings, i);
    }
    return NULL;
}

#endif
