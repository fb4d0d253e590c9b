/* real.h: amounts that grow, are discounted or are repaid at a rate, in whole units with proof.
 *
 * An amount is a fraction of the currency, a rate a fraction (7/200 is 3.5 %), a result a number of
 * units, which is the correct rounding of the exact value. Errors of all: APN_NUMBER for a rate
 * that cannot be meant, APN_LIMIT (docs/limits.md), APN_MEMORY; the result is untouched then. No
 * state is kept: any thread. */
#ifndef APN_REAL_REAL_H
#define APN_REAL_REAL_H

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>

#include "apportion/decimal.h"
#include "radicals.h"

/* What results are rounded to. Requires: unit > 0; mode is not APN_ROUND_NONE. */
typedef struct apn__grid {
    mpq_srcptr unit;
    apn_rounding_mode mode;
} apn__grid;

/* How much of a year: 181/365 or 6/12; more than a year, or back in time, as well. */
typedef apn__exponent apn__span;

/* amount * to / from, two published figures of an index. Requires: from > 0 and to > 0. */
apn_status apn__index_by_figures(mpz_t units, const mpq_t amount, const mpq_t from, const mpq_t to,
                                 const apn__grid *grid, apn_error *err);

/* amount * (1 + rate)^span. */
apn_status apn__index_by_rate(mpz_t units, const mpq_t amount, const mpq_t rate, apn__span span,
                              const apn__grid *grid, apn_error *err);

/* What the amount earns in so many months at the monthly rate of an annual one:
 * amount * ((1 + i)^months - 1) with 1 + i = (1 + rate)^(1/12). Twelve months earn the annual rate.
 */
apn_status apn__interest_by_months(mpz_t units, const mpq_t amount, const mpq_t rate, long months,
                                   const apn__grid *grid, apn_error *err);

/* The rate of the years behind the previous step's last year, to `last_year`. */
typedef struct apn__rate_step {
    unsigned long last_year;
    apn_decimal percent;
} apn__rate_step;

/* Steps with rising last years; the first begins with year 1. */
typedef struct apn__rate_schedule {
    const apn__rate_step *steps;
    size_t count;
} apn__rate_schedule;

/* The social time preference rate of HM Treasury's Green Book (2022): 3.5 % to year 30, 3.0 % to
 * 75, 2.5 % to 125. */
apn__rate_schedule apn__green_book_2022(void);

typedef struct apn__discounting {
    apn__rate_schedule schedule;
    bool mid_year; /* the flows of year t come at t - 1/2, those of year 0 still at 0 */
} apn__discounting;

/* An amount of one year; year 0 is not discounted. */
typedef struct apn__flow {
    unsigned long year;
    mpq_srcptr amount;
} apn__flow;

/* The sum of the flows, each divided by 1 + rate for every year up to its own, or up to half a year
 * before under mid_year; rounded once. One flow gives its present value, several the net present
 * value. Errors: APN_MISSING_YEAR when the schedule ends before a flow's year. */
apn_status apn__present_value(mpz_t units, const apn__flow *flows, size_t count,
                              const apn__discounting *discounting, const apn__grid *grid,
                              apn_error *err);

/* Money that is repaid in equal steps. */
typedef struct apn__loan {
    mpz_srcptr principal; /* in units, 0 or more */
    mpq_srcptr rate;      /* a year, 0 or more */
    unsigned long periods;
    unsigned long per_year; /* 12: the rate of a period is (1 + rate)^(1/12) - 1 */
    apn_rounding_mode mode;
} apn__loan;

/* The equal payment P * i / (1 - (1 + i)^-n) that repays the principal with interest. */
apn_status apn__annuity_payment(mpz_t units, const apn__loan *loan, apn_error *err);

/* What is repaid and charged in each period, in units. A payment is the sum of both. */
typedef struct apn__repayments {
    size_t count;
    mpz_t *principal, *interest;
} apn__repayments;

/* The interest of a period is what is left of the principal at its rate, rounded. The rest of the
 * equal payment repays principal; the last period repays what is then left, so that the principal
 * ends at exactly zero and the last payment takes the odd pennies. */
apn_status apn__repay_by_annuity(apn__repayments *out, const apn__loan *loan, apn_error *err);

/* Equal instalments of principal, each rounded; the last takes what is left. Interest as above. */
apn_status apn__repay_equal_principal(apn__repayments *out, const apn__loan *loan, apn_error *err);

void apn__repayments_end(apn__repayments *repayments);

#endif
