/* report.h: a statement, a schedule, a split, a table or a list of findings as text in a named
 * format. */
#ifndef APPORTION_REPORT_H
#define APPORTION_REPORT_H

#include "apportion/adjustment.h"
#include "apportion/netting.h"
#include "apportion/comparison.h"
#include "apportion/statement.h"
#include "apportion/sweep.h"
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

/* One statement (docs/statement.md), its amounts in full. Errors: APN_MEMORY. */
APN_MUST_USE APN_API apn_status apn_report_statement(const apn_statement *statement,
                                                     apn_report_format format, apn_report **out,
                                                     apn_error *err);

/* One section of a statement alone: as CSV its columns, a row for each of its rows and no totals.
 * Errors: APN_UNKNOWN_ID, APN_MEMORY. */
APN_MUST_USE APN_API apn_status apn_report_section(const apn_statement *statement,
                                                   const char *section, apn_report_format format,
                                                   apn_report **out, apn_error *err);

/* Statements of one agreement and one measure side by side by year: each party's total, or, when
 * `party` (an id) is given, that party's amount on every line. Errors: APN_UNKNOWN_ID, APN_USAGE
 * (no statement, or of different agreements or measures), APN_MEMORY. */
APN_MUST_USE APN_API apn_status apn_report_schedule(const apn_statement *const *statements,
                                                    size_t count, const char *party,
                                                    apn_report_format format, apn_report **out,
                                                    apn_error *err);

/* In what a report prints its amounts. */
typedef enum apn_print_in {
    APN_IN_FULL = 0, /* to the agreement's unit: nothing is rounded */
    APN_IN_POUNDS = 1,
    APN_IN_THOUSANDS = 2,
    APN_IN_MILLIONS = 3
} apn_print_in;

/* "full", "pounds", "thousands", "millions"; NULL past the end. */
APN_API const char *apn_print_in_word(apn_print_in in);

/* Finds it by its word: APN_USAGE, naming those there are, when there is none. */
APN_MUST_USE APN_API apn_status apn_print_in_find(const char *word, size_t length,
                                                  apn_print_in *out, apn_error *err);

#define APN_PRINT_DECIMALS 6 /* the most that can be asked for */

/* Set `size` to sizeof(apn_print_options) and the rest to zero; then every field has its default.
 */
typedef struct apn_print_options {
    size_t size;
    apn_print_in in;
    unsigned decimals; /* behind the point: 1 in millions prints £0.1m. None in APN_IN_FULL */
    int as_rounded;    /* not zero: every amount and total is rounded by itself, halves away from
                          zero, and a sum that then does not hold is a finding. Otherwise they are
                          rounded as a table (docs/methods/table.md), and every sum holds */
} apn_print_options;

/* The amounts of a statement or a schedule as they are printed. Frozen; any thread may read it. It
 * reads the statements, which must outlive it. */
typedef struct apn_printed apn_printed;

/* Of one statement: a row for each of its lines, and one more for what lines of APN_LEVEL_TOTAL
 * make together; a column for each party, and one more for what is unapportioned. NULL options: in
 * full. Errors: APN_USAGE (options), APN_LIMIT, APN_MEMORY, APN_INTERNAL. End it with
 * apn_printed_free. */
APN_MUST_USE APN_API apn_status apn_printed_statement(const apn_statement *statement,
                                                      const apn_print_options *options,
                                                      apn_printed **out, apn_error *err);

/* Of a schedule: a column for each statement. A row for each party, and one more for what is
 * unapportioned; or, with `party`, a row for each line that any of the statements has, in the
 * agreement's order, and one more for lines of APN_LEVEL_TOTAL together. Errors: besides, those of
 * apn_report_schedule. */
APN_MUST_USE APN_API apn_status apn_printed_schedule(const apn_statement *const *statements,
                                                     size_t count, const char *party,
                                                     const apn_print_options *options,
                                                     apn_printed **out, apn_error *err);

APN_API void apn_printed_free(apn_printed *printed);

APN_API size_t apn_printed_row_count(const apn_printed *printed);
APN_API size_t apn_printed_column_count(const apn_printed *printed);

/* What stands in the table, in pounds, thousands or millions: 12.3 for £12,345,678 in millions with
 * one decimal. */
APN_API apn_decimal apn_printed_amount(const apn_printed *printed, size_t row, size_t column);
APN_API apn_decimal apn_printed_row_total(const apn_printed *printed, size_t row);
APN_API apn_decimal apn_printed_column_total(const apn_printed *printed, size_t column);
APN_API apn_decimal apn_printed_total(const apn_printed *printed);

/* What a row of a schedule is worth in the base year of the agreement's `discount`, and for a row
 * of apn_printed_row_count what its total is: in currency and in whole units, whatever the amounts
 * are printed in. Returns 1 when there is such a value; 0 for a statement, without `discount`, and
 * for a row with amounts that are only in a total. */
APN_API int apn_printed_present_value(const apn_printed *printed, size_t row, apn_decimal *out);

APN_API apn_print_in apn_printed_in(const apn_printed *printed);

/* What the amounts are in, for a heading: "£", "£000", "£m"; "EUR", "EUR thousands". */
APN_API const char *apn_printed_label(const apn_printed *printed);

/* With as_rounded: that figures may not sum, and each sum that does not, as notes. Owned by it. */
APN_API const apn_findings *apn_printed_findings(const apn_printed *printed);

/* The statement or the schedule with its amounts as printed. JSON keeps exact figures, so there it
 * is APN_USAGE unless the amounts are in full. Errors: APN_MEMORY. */
APN_MUST_USE APN_API apn_status apn_report_printed(const apn_printed *printed,
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

/* An adjustment note: JSON is {"format": "apportion-adjustment/1", …}; CSV has a row for each line
 * and party, then one for each party without a line. Errors: APN_USAGE (the format), APN_MEMORY. */
APN_MUST_USE APN_API apn_status apn_report_adjustment(const apn_adjustment *adjustment,
                                                      apn_report_format format, apn_report **out,
                                                      apn_error *err);

/* A netting: JSON is {"format": "apportion-netting/1", …}; CSV has a row for each balance, net and
 * payment. Errors: APN_USAGE (the format), APN_MEMORY. */
APN_MUST_USE APN_API apn_status apn_report_netting(const apn_netting *netting,
                                                   apn_report_format format, apn_report **out,
                                                   apn_error *err);

/* What several scenarios, years or agreements change, each against its own statement before. names:
 * one for each, what messages call it; NULL: the year of each statement after. JSON has exact parts
 * of the change by cause; CSV is tidy, a row for each line and party. Requires: count is not 0.
 * Errors: APN_USAGE (the format), APN_MEMORY. */
APN_MUST_USE APN_API apn_status apn_report_comparisons(const apn_comparison *const *comparisons,
                                                       const char *const *names, size_t count,
                                                       apn_report_format format, apn_report **out,
                                                       apn_error *err);

/* A sweep: CSV and Markdown have a row for each point, with what each party pays; JSON has the
 * marks too. Errors: APN_USAGE (the format), APN_MEMORY. */
APN_MUST_USE APN_API apn_status apn_report_sweep(const apn_sweep *sweep, apn_report_format format,
                                                 apn_report **out, apn_error *err);

/* The same as a chart, in SVG: a line for each party over the first axis; with two axes, a line for
 * each value of the second, of one party. `party`: its id, or NULL with one axis. Errors:
 * APN_USAGE (two axes without a party; no point), APN_UNKNOWN_ID, APN_MEMORY. */
APN_MUST_USE APN_API apn_status apn_report_sweep_chart(const apn_sweep *sweep, const char *party,
                                                       apn_report **out, apn_error *err);

/* Findings as JSON: {"format": "apportion-findings/1", "findings": […]}. NULL is an empty list. */
APN_MUST_USE APN_API apn_status apn_report_findings(const apn_findings *findings, apn_report **out,
                                                    apn_error *err);

#ifdef __cplusplus
}
#endif
#endif
