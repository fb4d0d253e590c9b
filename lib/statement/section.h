/* section.h: what a statement tells besides its lines, as tables: settlement, reserves, savings.
 * One that is added is told by every report. */
#ifndef APN_STATEMENT_SECTION_H
#define APN_STATEMENT_SECTION_H

#include "statement_model.h"

typedef struct apn__section {
    apn_section_info info;
    const apn_section_column *columns;
    apn_section_cell *cells; /* row by row */
    apn_decimal *totals;     /* one for each column; of those that are summed */
    struct apn__section *next;
} apn__section;

/* Adds an empty section of info->rows by info->columns cells behind the others. The words in `info`
 * and the columns are not copied: they are the program's or the agreement's, or in the statement's
 * arena. NULL when memory is out. */
apn__section *apn__section_add(apn_statement *statement, const apn_section_info *info,
                               const apn_section_column *columns);

/* Fills a cell; one that is not filled stays empty. `text` is what a machine reads, `label` what
 * people do. Requires: the column is of text, or exact. */
void apn__section_text(apn__section *section, size_t row, size_t column, const char *text,
                       const char *label);

/* The same with a party. */
void apn__section_party(apn__section *section, const apn_agreement *agreement, size_t row,
                        size_t column, size_t party);

/* Requires: the column is of amounts. */
void apn__section_amount(apn__section *section, size_t row, size_t column, apn_decimal amount);

/* Sums the columns, once all cells are filled. Errors: APN_LIMIT when a sum has more than 38
 * digits. */
apn_status apn__section_close(apn__section *section, const apn_statement *statement,
                              apn_error *err);

/* In section_amounts.c: what the amounts of the lines are made of, where it is more than their
 * figures; the funding that came off; and the VAT. */
apn_status apn__section_amounts(const apn__evaluation *evaluation, apn_statement *statement,
                                apn_error *err);
apn_status apn__section_funding(const apn__evaluation *evaluation, apn_statement *statement,
                                apn_error *err);
apn_status apn__section_vat(const apn__evaluation *evaluation, apn_statement *statement,
                            apn_error *err);

/* In true_up.c: the outturn less the budget, by party and by line. */
apn_status apn__section_true_up(const apn__evaluation *evaluation, apn_statement *statement,
                                apn_error *err);

/* In underspend.c: what is left over, and what becomes of it. */
apn_status apn__section_underspend(const apn__evaluation *evaluation, apn_statement *statement,
                                   apn_error *err);

/* In settlement.c: what is due, and what is still to be paid. */
apn_status apn__section_settlement(const apn__evaluation *evaluation, apn_statement *statement,
                                   apn_error *err);

/* In credits.c: each contribution in kind of the year, and what is credited for it. */
apn_status apn__section_in_kind(const apn__evaluation *evaluation, apn_statement *statement,
                                apn_error *err);
/* In section_natures.c: what each party pays by the nature of the lines, where they have several.
 */
apn_status apn__section_natures(const apn__evaluation *evaluation, apn_statement *statement,
                                apn_error *err);

/* In section_reserves.c: what is in each reserve, by year. */
apn_status apn__section_reserves(const apn__evaluation *evaluation, apn_statement *statement,
                                 apn_error *err);

/* In sections.c: adds every section that the agreement asks for, once the statement is proven.
 * Faults of the input are findings, with APN_OK. Errors: APN_LIMIT, APN_MEMORY, APN_INTERNAL. */
apn_status apn__statement_sections(const apn__evaluation *evaluation, apn_statement *statement,
                                   apn_error *err);

/* In drivers_used.c. */
apn_status apn__section_drivers(const apn__evaluation *evaluation, apn_statement *statement,
                                apn_error *err);

/* In last_year.c: last year's amounts beside this year's, where that is asked for. */
apn_status apn__section_last_year(const apn__evaluation *evaluation, apn_statement *statement,
                                  apn_error *err);

/* In exits.c: notice, exit costs, their instalments, and what is written off. */
apn_status apn__exit_sections(const apn__evaluation *evaluation, apn_statement *statement,
                              apn_error *err);

#endif
