/* saved.h: what a statement tells of the register of savings. */
#ifndef APN_STATEMENT_SAVED_H
#define APN_STATEMENT_SAVED_H

#include "savings.h"
#include "section.h"

/* What is saved in the statement's year, once every saving is shared; by apn_measure: targets, and
 * what was realised. */
typedef struct apn__saved {
    bool realised;                            /* an outturn, of a year that the register reports */
    size_t items;                             /* savings that count in the year */
    apn_decimal *parties[APN__MEASURES];      /* one for each party */
    apn_decimal *cashable[APN__MEASURES];     /* of it */
    apn_decimal total[APN__MEASURES];         /* of the savings that count, whoever has them */
    apn_decimal unapportioned[APN__MEASURES]; /* that parties rounded each alone leave of it */
} apn__saved;

/* In saved.c: */

/* Whether a saving has a figure of the measure (its target, or what is realised) in the year. */
bool apn__savings_in(const apn_agreement *agreement, apn__year year, apn_measure measure);

/* Shares the savings of the year, and remembers them in the statement. Faults of the input are
 * findings, with APN_OK and nothing remembered. Errors: APN_LIMIT, APN_MEMORY, APN_INTERNAL. */
apn_status apn__statement_save(const apn__evaluation *evaluation, apn_statement *statement,
                               apn_error *err);

/* *total += amount. Errors: APN_LIMIT when the sum has more than 38 digits. */
apn_status apn__save_more(const apn_statement *statement, apn_decimal *total, apn_decimal amount,
                          apn_error *err);

/* Whether the saving has a figure in the year that the statement tells. */
bool apn__saving_counts(const apn_statement *statement, const apn__saving *saving);

/* Nil, to the decimals of the unit. */
apn_decimal apn__save_nil(const apn_statement *statement);

/* "2015/16", in the statement; NULL when memory is out. */
const char *apn__save_year(apn_statement *statement, apn__year year);

/* Sections, one after the other; each adds nothing where the register says nothing of it. Errors:
 * as above. */

/* In saved_sections.c: `savings` and `savings_by_party`. */
apn_status apn__savings_section(const apn__evaluation *evaluation, apn_statement *statement,
                                apn_error *err);

/* In saved_years.c: `savings_by_year` and `savings_value`. */
apn_status apn__savings_by_year_section(const apn__evaluation *evaluation, apn_statement *statement,
                                        apn_error *err);

/* In saved_headline.c: `savings_headline`, and a finding where the headline differs. */
apn_status apn__savings_headline_section(const apn__evaluation *evaluation,
                                         apn_statement *statement, apn_error *err);

/* In payback.c: `payback` and `payback_by_party`, and a finding where the years that are stated are
 * not kept. */
apn_status apn__payback_section(const apn__evaluation *evaluation, apn_statement *statement,
                                apn_error *err);

#endif
