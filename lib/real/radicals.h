/* radicals.h: sums of roots of fractions, kept so that what is rational is seen to be, and their
 * rounding to whole numbers with proof. */
#ifndef APN_REAL_RADICALS_H
#define APN_REAL_RADICALS_H

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>

#include "apportion/decimal.h"

/* coefficient * radicand^(1/root). The radicand is above zero, and 1 when the root is 1; the root
 * is the least that the number can be written with. */
typedef struct apn__radical {
    mpq_t coefficient, radicand;
    unsigned long root;
} apn__radical;

/* A sum of radicals, no two of which have a rational ratio: so it is rational only when all its
 * irrational terms have the coefficient 0 (docs/decisions/0009-real.md has the proof). Zero it to
 * begin. After an addition that failed, `status` says why and additions do nothing. */
typedef struct apn__radicals {
    apn__radical *terms;
    size_t count, capacity;
    apn_status status;
} apn__radicals;

/* numerator / denominator, of any sign. Requires: denominator > 0. */
typedef struct apn__exponent {
    long numerator;
    unsigned long denominator;
} apn__exponent;

/* out = base^power; false, and out unchanged, when it would be longer than
 * APN__LIMIT_FRACTION_BITS. Requires: base > 0. */
bool apn__fraction_power(mpq_t out, const mpq_t base, long power);

/* Adds coefficient * base^exponent. Requires: base > 0. */
void apn__radicals_add(apn__radicals *sum, const mpq_t coefficient, const mpq_t base,
                       apn__exponent exponent);

/* Frees the terms; the sum is empty then. */
void apn__radicals_end(apn__radicals *sum);

/* True when the sum is a fraction, which *out then is. Requires: sum->status is APN_OK. */
bool apn__radicals_rational(mpq_t out, const apn__radicals *sum);

/* out = over / under rounded to a whole number; `under` may be NULL for 1. Requires: under > 0;
 * mode is not APN_ROUND_NONE. Ensures: out is the correct rounding of the exact quotient. Errors:
 * APN_LIMIT when numbers grow beyond APN__LIMIT_FRACTION_BITS, or when APN__LIMIT_REAL_BITS do not
 * tell on which side of a half (or of a whole number) the quotient is; APN_MEMORY. The caller's
 * flags and exponent range of MPFR stay as they were; its constants in this thread are freed. */
apn_status apn__radicals_round(mpz_t out, const apn__radicals *over, const apn__radicals *under,
                               apn_rounding_mode mode, apn_error *err);

#endif
