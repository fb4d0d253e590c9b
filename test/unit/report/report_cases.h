/* report_cases.h: agreements and numbers from texts, and what a report holds. */
#ifndef REPORT_CASES_H
#define REPORT_CASES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "apportion/apportion.h"

static inline apn_agreement *read_text(const char *text)
{
    apn_text_source source = {"test.yaml", text, strlen(text)};
    apn_agreement *agreement = NULL;
    apn_error err = {0};
    if (apn_agreement_from_yaml(&source, 1, NULL, &agreement, &err) != APN_OK)
        fail_msg("%u:%u: %s", err.line, err.column, err.message);
    return agreement;
}

static inline apn_statement *make(apn_agreement *agreement, const char *year)
{
    apn_statement *statement = NULL;
    assert_int_equal(apn_statement_make(agreement, year, APN_BUDGET, NULL, &statement, NULL),
                     APN_OK);
    return statement;
}

static inline void assert_holds(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("%s\ndoes not hold:\n%s", text, part);
}

static inline apn_decimal number(const char *text)
{
    apn_decimal value;
    assert_int_equal(apn_decimal_parse(text, strlen(text), APN_FORM_PLAIN, NULL, &value, NULL),
                     APN_OK);
    return value;
}

#endif
