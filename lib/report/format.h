/* format.h: what a report format is: a word and a writer for each kind of report. */
#ifndef APN_REPORT_FORMAT_H
#define APN_REPORT_FORMAT_H

#include "apportion/report.h"
#include "json_writer.h"
#include "page.h"
#include "printed.h"
#include "table_view.h"

/* Comparisons to be shown. */
typedef struct apn__comparisons {
    const apn_comparison *const *list;
    const char *const *names; /* or NULL */
    size_t count;
} apn__comparisons;

typedef struct apn__format {
    const char *word;
    void (*statement)(apn__page *page, const apn_printed *printed);
    void (*schedule)(apn__page *page, const apn_printed *printed);
    void (*split)(apn__page *page, const apn_split *split, const char *const *names);
    void (*table)(apn__page *page, const apn__table_view *view);
    void (*comparisons)(apn__page *page, const apn__comparisons *shown);
    void (*section)(apn__page *page, const apn_statement *statement, size_t section);
} apn__format;

extern const apn__format apn__format_json, apn__format_csv, apn__format_markdown;

/* The writers of tables, by format. */
void apn__json_write_table(apn__page *page, const apn__table_view *view);
void apn__csv_write_table(apn__page *page, const apn__table_view *view);
void apn__markdown_write_table(apn__page *page, const apn__table_view *view);

/* The writers of one section of a statement, by format. */
void apn__json_write_section(apn__page *page, const apn_statement *statement, size_t section);
void apn__csv_write_section(apn__page *page, const apn_statement *statement, size_t section);
void apn__markdown_write_section(apn__page *page, const apn_statement *statement, size_t section);

/* The key `sections` of a statement that has any. */
struct apn__json;
void apn__json_write_sections(struct apn__json *json, const apn_statement *statement);

/* The writers of comparisons, by format. */
void apn__json_write_comparisons(apn__page *page, const apn__comparisons *shown);
void apn__csv_write_comparisons(apn__page *page, const apn__comparisons *shown);
void apn__markdown_write_comparisons(apn__page *page, const apn__comparisons *shown);

/* What a comparison is called. */
const char *apn__comparison_name(const apn__comparisons *shown, size_t index);

/* Sweeps, by format; and as a chart. `party`: a place, or APN__NONE for all. */
void apn__sweep_write(apn__page *page, const apn_sweep *sweep, apn_report_format format);
void apn__sweep_write_chart(apn__page *page, const apn_sweep *sweep, size_t party);

/* Findings as a list under the key `findings`. */
void apn__json_findings(apn__json *json, const apn_findings *findings, bool with_file);

/* The list of findings that stands alone, as JSON. */
void apn__json_write_findings(apn__page *page, const apn_findings *findings);

/* The id of a member of a statement's line, by its place in the line's split. */
const char *apn__member_id(const apn_statement *statement, size_t line, size_t member);
const char *apn__member_name(const apn_statement *statement, size_t line, size_t member);

/* How a line is rounded: the word of its method, or of its level when it is not rounded alone. */
const char *apn__rounding_word(const apn_statement_line_info *line);

/* True when some line's amounts are only in the parties' totals. */
bool apn__has_together(const apn_statement *statement);

/* Who takes a line's residual: APN_TO_NOBODY when it is not rounded so, or one party pays it all.
 * `party` is the place among the agreement's parties under APN_TO_PARTY. */
apn_residual_to apn__line_residual(const apn_statement *statement, size_t line, size_t *party);

/* The last of the pieces from `piece` on in which the party has the same standing, for the same
 * reason. */
size_t apn__last_alike(const apn_statement *statement, size_t line, size_t piece, size_t party);

/* True for financial years that begin on 1 April: the name of any other does not say its days. */
bool apn__is_april_year(const apn_agreement_info *info);

/* "floor", "cap" or "absorber" when the party's amount was bounded so; NULL when it was not. */
const char *apn__bound_word(apn_bound_reached bound);

#endif
