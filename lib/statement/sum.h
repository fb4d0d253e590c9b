/* sum.h: exact sums of amounts, of any length. */
#ifndef APN_STATEMENT_SUM_H
#define APN_STATEMENT_SUM_H

#include <gmp.h>
#include <stdbool.h>

#include "apportion/decimal.h"

__extension__ typedef __int128 apn__i128;

/* The sum of what was added, in two parts: `large` in units of 10^-APN_DECIMAL_SCALE; and `small`
 * in units of 10^-scale, of amounts of 64 bits with one scale, of which 2^63 fit. Begin it before
 * use and end it after. */
typedef struct apn__sum {
    mpz_t large, term;
    apn__i128 small;
    int scale;
} apn__sum;

void apn__sum_begin(apn__sum *sum);
void apn__sum_end(apn__sum *sum);
void apn__sum_add(apn__sum *sum, apn_decimal amount);
void apn__sum_subtract(apn__sum *sum, apn_decimal amount);

/* The whole sum in units of 10^-APN_DECIMAL_SCALE, which the caller may change. */
mpz_ptr apn__sum_value(apn__sum *sum);

/* True when the sum is exactly the amount. */
bool apn__sum_is(apn__sum *sum, apn_decimal amount);

/* The sum with `scale` decimals. False when it has more than 38 digits.
 * Requires: nothing that was added has more than `scale` decimals that are not zero. */
bool apn__sum_take(apn__sum *sum, int scale, apn_decimal *out);

#endif
