/* report.h: a statement, a schedule, a split, a table or a list of findings as text in a named
 * format. */
#ifndef APPORTION_REPORT_H
#define APPORTION_REPORT_H

#include "apportion/statement.h"
#include "apportion/table.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum apn_report_format {
    APN_REPORT_JSON = 0,
    APN_REPORT_CSV = 1,
    APN_REPORT_MARKDOWN = 2
} apn_report_format;

/* "json", "csv", "markdown"; NULL past the end. */
APN_API const char *apn_report_format_word(apn_report_format format);

/* Finds a format by its word: APN_USAGE, naming those there are, when there is none. */
APN_MUST_USE APN_API apn_status apn_report_format_find(const char *word, size_t length,
                                                       apn_report_format *out, apn_error *err);

/* A finished text. Frozen; any thread may read it. */
typedef struct apn_report apn_report;

/* The bytes (UTF-8, ended by a zero byte that is not counted). Owned by the report. */
APN_API const char *apn_report_text(const apn_report *report, size_t *length);
APN_API void apn_report_free(apn_report *report);

/* One statement (docs/statement.md). Errors: APN_MEMORY. */
APN_MUST_USE APN_API apn_status apn_report_statement(const apn_statement *statement,
                                                     apn_report_format format, apn_report **out,
                                                     apn_error *err);

/* Statements of one agreement and one measure side by side by year: each party's total, or, when
 * `party` (an id) is given, that party's amount on every line. Errors: APN_UNKNOWN_ID, APN_USAGE
 * (no statement, or of different agreements or measures), APN_MEMORY. */
APN_MUST_USE APN_API apn_status apn_report_schedule(const apn_statement *const *statements,
                                                    size_t count, const char *party,
                                                    apn_report_format format, apn_report **out,
                                                    apn_error *err);

/* One split. names: one for each party. */
APN_MUST_USE APN_API apn_status apn_report_split(const apn_split *split, const char *const *names,
                                                 apn_report_format format, apn_report **out,
                                                 apn_error *err);

/* What a report of a table calls its parts. Set `size` to sizeof(apn_table_names) and the rest to
 * zero; then every field has its default. */
typedef struct apn_table_names {
    size_t size;
    const char *corner;               /* the word over the rows' names; NULL: none */
    const apn_table_options *options; /* those that the table was made with: names, groups and
                                         `cumulative` are taken from it; NULL: the defaults */
} apn_table_names;

/* One rounded table (docs/statement.md). CSV is the sheet that `apportion table` reads: names,
 * groups, cells and totals; JSON has the certificate too. NULL names mean the defaults. Errors:
 * APN_USAGE (the format), APN_LIMIT (a sum of more than 38 digits), APN_MEMORY, APN_INTERNAL. */
APN_MUST_USE APN_API apn_status apn_report_table(const apn_table *table,
                                                 const apn_table_names *names,
                                                 apn_report_format format, apn_report **out,
                                                 apn_error *err);

/* The same of a biproportional table; of the names' options only the names of rows and columns are
 * used. */
APN_MUST_USE APN_API apn_status apn_report_biproportional(const apn_biproportional *table,
                                                          const apn_table_names *names,
                                                          apn_report_format format,
                                                          apn_report **out, apn_error *err);

/* Findings as JSON: {"format": "apportion-findings/1", "findings": […]}. NULL is an empty list. */
APN_MUST_USE APN_API apn_status apn_report_findings(const apn_findings *findings, apn_report **out,
                                                    apn_error *err);

#ifdef __cplusplus
}
#endif
#endif
