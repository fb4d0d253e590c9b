/* true_up.h: what other statements of the agreement say, for comparing with them. */
#ifndef APN_STATEMENT_TRUE_UP_H
#define APN_STATEMENT_TRUE_UP_H

#include "statement_model.h"
#include "sum.h"

/* The place of a line of the agreement in the statement, or SIZE_MAX. */
size_t apn__statement_place(const apn_statement *statement, size_t line);

/* What the party pays on a line of the agreement; nil where that is not known or nothing. False
 * where it has no amount. */
bool apn__statement_amount(const apn_statement *statement, size_t line, size_t party,
                           apn_decimal *amount);

/* from less what. False when it has too many digits. */
bool apn__difference(const apn_statement *statement, apn_decimal from, apn_decimal what,
                     apn_decimal *out);

/* In underspend.c: what was kept for all of the year's underspend: nil for a year without an
 * outturn and a budget, and for the statement's own unless it is an outturn. A year of which it
 * cannot be worked out is told. Errors: APN_LIMIT, APN_MEMORY, APN_INTERNAL. */
apn_status apn__kept_jointly(const apn__evaluation *evaluation, apn_statement *statement,
                             apn__year year, apn_decimal *out, apn_error *err);

/* In underspend.c: what becomes of an underspend on the line, or on all lines (APN__NONE). */
apn__underspend apn__treatment_of(const apn_agreement *agreement, size_t line);

/* In underspend.c: whether the party has not left, and the agreement not ended, before the next
 * year begins. */
bool apn__is_next_year(const apn_agreement *agreement, size_t party, apn__year year);

/* In left_over_gaps.c: */

/* Tells what does not go where it should of what the statement leaves over: nobody has a next year
 * to be credited in, that year has no figure, the reserve has not opened. */
void apn__report_kept(const apn__evaluation *evaluation, const apn_statement *statement);

/* Whether any line has both a budget and an outturn for the year. */
bool apn__year_has_both(const apn_agreement *agreement, apn__year year);

/* Whether an underspend of the year can be looked for: it has an outturn and a budget. One without
 * the other is told; `lost` says what is then not done: "not credited in 2016/17". */
bool apn__left_over_is_known(const apn__evaluation *evaluation, apn__underspend treatment,
                             apn__year year, const char *lost);

/* Warns that the joint reserve opens after the year, and so never has what was kept in it. */
void apn__report_unopened(const apn__evaluation *evaluation, apn__year year);

/* Warns that one of the two cannot be worked out. */
void apn__report_left_over(const apn__evaluation *evaluation, apn__underspend treatment,
                           apn__year year, const char *lost, const apn_error *fault);

/* Warns of lines under the treatment (UNSAID: under any) that have one of the two in the year and
 * not the other. */
void apn__report_lopsided(const apn__evaluation *evaluation, apn__underspend treatment,
                          apn__year year);

#endif
