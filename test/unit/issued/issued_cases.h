/* issued_cases.h: a statement as JSON, written by hand, and changed by the tests. */
#ifndef TEST_ISSUED_CASES_H
#define TEST_ISSUED_CASES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "apportion/apportion.h"

/* 10.00 over three equal parts: each has 10/3, the first gets the penny, moved by 2/3 of it. */
#define ISSUED                                                                                     \
    "{\"format\": \"apportion-statement/1\",\n"                                                    \
    " \"agreement\": \"em\", \"year\": \"2015/16\", \"measure\": \"budget\",\n"                    \
    " \"currency\": \"GBP\", \"unit\": \"0.01\", \"level\": \"line\",\n"                           \
    " \"lines\": [{\"id\": \"licences\", \"basis\": \"equal\",\n"                                  \
    "   \"method\": \"largest-remainder\", \"total\": \"10.00\", \"cells\": [\n"                   \
    "   {\"party\": \"lincs\", \"status\": \"shared\", \"share\": \"1/3\",\n"                      \
    "    \"quota\": \"10/3\", \"amount\": \"3.34\", \"moved\": \"2/3\"},\n"                        \
    "   {\"party\": \"leics\", \"status\": \"excluded\", \"reason\": \"has its own\"},\n"          \
    "   {\"party\": \"notts\", \"status\": \"shared\", \"share\": \"1/3\",\n"                      \
    "    \"quota\": \"10/3\", \"amount\": \"3.33\", \"moved\": \"-1/3\"},\n"                       \
    "   {\"party\": \"nhants\", \"status\": \"shared\", \"share\": \"1/3\",\n"                     \
    "    \"quota\": \"10/3\", \"amount\": \"3.33\", \"moved\": \"-1/3\"}]}],\n"                    \
    " \"parties\": [{\"party\": \"lincs\", \"amount\": \"3.34\"},\n"                               \
    "   {\"party\": \"leics\", \"amount\": \"0.00\"},\n"                                           \
    "   {\"party\": \"notts\", \"amount\": \"3.33\"},\n"                                           \
    "   {\"party\": \"nhants\", \"amount\": \"3.33\"}],\n"                                         \
    " \"total\": \"10.00\", \"unapportioned\": \"0.00\", \"later\": [{\"key\": null}]}\n"

/* The text with the first `old` as `new`; the caller frees it. */
static inline char *with(const char *text, const char *old, const char *new)
{
    const char *at = strstr(text, old);
    if (at == NULL)
        fail_msg("the text has no %s", old);
    size_t head = (size_t)(at - text), size = strlen(text) + strlen(new) + 1;
    char *changed = malloc(size);
    assert_non_null(changed);
    (void)snprintf(changed, size, "%.*s%s%s", (int)head, text, new, at + strlen(old));
    return changed;
}

static inline apn_issued *issued_of(const char *text)
{
    apn_text_source source = {"issued.json", text, strlen(text)};
    apn_issued *issued = NULL;
    apn_error err = {0};
    if (apn_issued_from_json(&source, NULL, &issued, &err) != APN_OK)
        fail_msg("%u:%u: %s [%s]", err.line, err.column, err.message, apn_status_word(err.status));
    return issued;
}

#endif
