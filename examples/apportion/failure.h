/* failure.h: what went wrong, told on standard error in a sentence or as JSON, and the exit status
 * for it. */
#ifndef APPORTION_COMMAND_FAILURE_H
#define APPORTION_COMMAND_FAILURE_H

#include <stdbool.h>
#include <stdio.h>

#include "apportion/apportion.h"

/* The exit status: 0 done, 1 the input, 2 the command line, 3 the machine, 70 the library. */
int exit_status(apn_status status);

/* Fills an error of the command's own; the sentence is made as printf makes it. Returns the status.
 */
apn_status fail(apn_error *err, apn_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Puts the word that is at fault before the sentence: `TOTAL "1,23": column 2: …`, and its name in
 * `where`. */
void fail_in_word(apn_error *err, const char *what, const char *text);

/* Tells one error, as JSON when asked for. Returns its exit status. */
int tell_error(const apn_error *err, bool json);

/* Tells what a call found wrong: its findings, or the error alone when it has none. Returns the
 * exit status. */
int tell_findings(const apn_findings *findings, const apn_error *err, bool json);

/* Writes a finding as `file:line:column: sentence [code]`, with `warning: ` or `note: ` before such
 * a sentence. */
void put_finding(FILE *out, const apn_finding *finding);

/* The text of put_finding; the caller frees it. */
char *finding_text(const apn_finding *finding);

/* Writes findings as one JSON object, as apn_report_findings does for a list of the library's. */
void put_findings_json(FILE *out, const apn_finding *const *findings, size_t count);

#endif
