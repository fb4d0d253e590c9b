/* Exact sums of figures, on GMP. */
#include "sums.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "text.h"

void sum_integer(mpz_t out, apn_decimal value, int scale)
{
    const uint64_t words[2] = {value.lo, value.hi};
    mpz_import(out, 2, -1, sizeof words[0], 0, 0, words);
    for (int i = value.scale; i < scale; i++)
        mpz_mul_ui(out, out, 10);
    if (value.sign < 0)
        mpz_neg(out, out);
}

void sum_fraction(mpq_t out, apn_decimal number, apn_decimal below)
{
    sum_integer(mpq_numref(out), number, APN_DECIMAL_SCALE);
    sum_integer(mpq_denref(out), below, APN_DECIMAL_SCALE);
    mpq_canonicalize(out);
}

bool sum_decimal(const mpz_t value, int scale, apn_decimal *out)
{
    uint64_t words[2] = {0, 0};
    mpz_t most;
    mpz_init(most);
    mpz_ui_pow_ui(most, 10, APN_DECIMAL_DIGITS);
    bool fits = mpz_cmpabs(value, most) < 0;
    mpz_clear(most);
    if (!fits)
        return false;
    mpz_export(words, NULL, -1, sizeof words[0], 0, 0, value);
    *out = (apn_decimal){
        .hi = words[1], .lo = words[0], .scale = (int16_t)scale, .sign = (int8_t)mpz_sgn(value)};
    return true;
}

char *sum_text(const mpq_t value, int decimals, bool thousands)
{
    mpz_t scaled;
    apn_decimal number = {0};
    char figure[APN_DECIMAL_TEXT_SIZE];
    bool found = false;
    mpz_init(scaled);
    for (; decimals <= APN_DECIMAL_SCALE && !found; decimals++) {
        mpz_ui_pow_ui(scaled, 10, (unsigned long)decimals);
        mpz_mul(scaled, scaled, mpq_numref(value));
        found = mpz_divisible_p(scaled, mpq_denref(value)) != 0;
        if (found)
            mpz_divexact(scaled, scaled, mpq_denref(value));
    }
    found = found && sum_decimal(scaled, decimals - 1, &number);
    mpz_clear(scaled);
    if (found) {
        (void)apn_decimal_format(number, thousands, figure);
        return text_of("%s", figure);
    }
    char *digits =
        grab(mpz_sizeinbase(mpq_numref(value), 10) + mpz_sizeinbase(mpq_denref(value), 10) + 3, 1);
    return mpq_get_str(digits, 10, value);
}
