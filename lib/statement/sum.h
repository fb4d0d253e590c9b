/* sum.h: exact sums of amounts, of any length. */
#ifndef APN_STATEMENT_SUM_H
#define APN_STATEMENT_SUM_H

#include <gmp.h>
#include <stdbool.h>

#include "apportion/decimal.h"

/* The sum of what was added, in units of 10^-APN_DECIMAL_SCALE. Begin it before use and end it
 * after. */
typedef struct apn__sum {
    mpz_t value, term;
} apn__sum;

void apn__sum_begin(apn__sum *sum);
void apn__sum_end(apn__sum *sum);
void apn__sum_add(apn__sum *sum, apn_decimal amount);
void apn__sum_subtract(apn__sum *sum, apn_decimal amount);

/* True when the sum is exactly the amount. */
bool apn__sum_is(apn__sum *sum, apn_decimal amount);

/* The sum with `scale` decimals. False when it has more than 38 digits.
 * Requires: nothing that was added has more than `scale` decimals that are not zero. */
bool apn__sum_take(apn__sum *sum, int scale, apn_decimal *out);

#endif
