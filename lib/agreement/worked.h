/* worked.h: budgets that are worked out: by an index, or by a loan. */
#ifndef APN_AGREEMENT_WORKED_H
#define APN_AGREEMENT_WORKED_H

#include "agreement_model.h"

#define APN__SERIES_TEXT_SIZE 16u

/* The place of a reading as it is written in a file: "2016-01" or "2016/17". */
void apn__series_write(const apn__series *series, int at, char *buffer);

/* How many years of the budget the agreement and the line's life have. */
size_t apn__worked_count(const apn_agreement *agreement, const apn__worked *worked);

/* The figures of those years, ascending, each rounded once. `figures` has room for them, and
 * worked->loan_years, of a loan, likewise. Errors: those of real.h. */
apn_status apn__worked_figures(const apn_agreement *agreement, const apn__worked *worked,
                               apn__figure *figures, apn_error *err);

/* Whether it is a loan. */
bool apn__worked_is_loan(const apn__worked *worked);

/* Says how the figure of the year came about: "100000.00 by index `cpi` from 99.3 in 2015-01 to
 * 99.6 in 2016-01". Requires: `budget` is what was worked out; the year is one of it, and its
 * figure is not missing. */
void apn__worked_say(const apn_agreement *agreement, const apn__worked *worked,
                     const apn__figures *budget, apn__year year, apn__buffer *text);

/* The reading that the year's figure wants and the index does not have: its place, and how it is
 * given. Requires: the figure is missing. */
int apn__worked_wants(const apn_agreement *agreement, const apn__worked *worked, apn__year year,
                      apn__given *given);

#endif
