/* sums.h: exact sums of figures, on GMP. */
#ifndef APPORTION_COMMAND_SUMS_H
#define APPORTION_COMMAND_SUMS_H

#include <gmp.h>
#include <stdbool.h>

#include "apportion/apportion.h"

/* out = value * 10^scale. Requires: scale >= value.scale. */
void sum_integer(mpz_t out, apn_decimal value, int scale);

/* out = number / below, which is a whole number above zero. */
void sum_fraction(mpq_t out, apn_decimal number, apn_decimal below);

/* The integer divided by 10^scale. False when it has more than 38 digits. */
bool sum_decimal(const mpz_t value, int scale, apn_decimal *out);

/* The figure with `decimals` decimals or the few more that it needs, and with commas when
 * `thousands`; "p/q" when no decimals are enough. The caller frees it. */
char *sum_text(const mpq_t value, int decimals, bool thousands);

#endif
