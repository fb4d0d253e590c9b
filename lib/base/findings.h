/* findings.h: building what apportion/error.h shows. */
#ifndef APN_BASE_FINDINGS_H
#define APN_BASE_FINDINGS_H

#include <stdarg.h>

#include "apportion/error.h"
#include "text.h"

/* Where in a text. A list of findings copies the file's name; nodes keep it by pointer. */
typedef struct apn__place {
    const char *file;
    uint32_t line, column;
} apn__place;

/* NULL when memory is out. */
apn_findings *apn__findings_make(void);

/* Adds one sentence. When memory is out the list remembers that instead; behind APN__LIMIT_FINDINGS
 * one last finding (APN_LIMIT, as grave as the gravest that it stands for) says that there were
 * more. `where` may be NULL. All texts are copied, on one line: control characters become spaces. A
 * NULL list, one that could not be made, takes nothing. */
void apn__findings_add(apn_findings *findings, apn_severity severity, apn_status code,
                       apn__place place, const char *where, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* Adds an APN_FOOTING finding with its details, which are copied. */
void apn__findings_add_footing(apn_findings *findings, apn_severity severity, apn__place place,
                               const char *where, const apn_footing *footing, const char *format,
                               ...) __attribute__((format(printf, 6, 7)));

/* Mentions a file, so that its findings come in its turn however late they are found. */
void apn__findings_mention(apn_findings *findings, const char *file);

/* Remembers that memory is out. */
void apn__findings_fail_memory(apn_findings *findings);

/* Copies the findings of another list behind this one's. */
void apn__findings_append(apn_findings *findings, const apn_findings *more);

/* Sorts by file (in order of first mention), line and column; equal places keep the order they were
 * added in. Findings without a place come last. */
void apn__findings_sort(apn_findings *findings);

/* APN_OK when no error was added; else the first error's code, or APN_MEMORY when an addition
 * failed or the list is NULL. Fills err. */
apn_status apn__findings_status(const apn_findings *findings, apn_error *err);

/* Fills err (unless NULL) and returns status. `where` may be NULL. */
apn_status apn__fail(apn_error *err, apn_status status, const char *where, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The same with a place in a text. */
apn_status apn__fail_at(apn_error *err, apn_status status, uint32_t line, uint32_t column,
                        const char *where, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* "out of memory", without needing any. */
apn_status apn__fail_memory(apn_error *err);

#endif
