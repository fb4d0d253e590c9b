/* rational.h: exact fractions and the grid of units, on GMP. */
#ifndef APN_RATIONAL_RATIONAL_H
#define APN_RATIONAL_RATIONAL_H

#include <gmp.h>
#include <stdbool.h>

#include "apportion/decimal.h"

/* `count` integers, all zero, or NULL when memory is out. End them with apn__integers_free. */
mpz_t *apn__integers_make(size_t count);
void apn__integers_free(mpz_t *integers, size_t count);

/* The same for fractions. */
mpq_t *apn__fractions_make(size_t count);
void apn__fractions_free(mpq_t *fractions, size_t count);

/* out = value * 10^scale as an integer. Requires: scale >= value.scale. */
void apn__integer_from_decimal(mpz_t out, apn_decimal value, int scale);

/* out = value, exactly, in lowest terms. */
void apn__fraction_from_decimal(mpq_t out, apn_decimal value);

/* The integer divided by 10^scale as a decimal. False when it has more than 38 digits. Requires: 0
 * <= scale <= 18. */
bool apn__decimal_from_integer(apn_decimal *out, const mpz_t value, int scale);

/* out = numerator / denominator rounded to a whole number. Requires: denominator > 0; mode is not
 * APN_ROUND_NONE. */
void apn__round_divide(mpz_t out, const mpz_t numerator, const mpz_t denominator,
                       apn_rounding_mode mode);

/* Writes "p/q" or "p" as snprintf does; returns the whole length. Requires: lowest terms. */
size_t apn__fraction_text(const mpq_t value, char *buffer, size_t size);

/* Writes value with `decimals` decimals, half away from zero; returns the whole length. */
size_t apn__fraction_decimal_text(const mpq_t value, unsigned decimals, char *buffer, size_t size);

/* Writes value / 10^APN_DECIMAL_SCALE with `decimals` decimals, or as many more as it needs;
 * returns the whole length. Requires: decimals <= APN_DECIMAL_SCALE. */
size_t apn__scaled_text(const mpz_t value, unsigned decimals, char *buffer, size_t size);

#endif
