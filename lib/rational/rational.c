/* rational.c: decimals as integers over a scale, and fractions as text. */
#include "rational.h"

#include "alloc.h"
#include "decimal_internal.h"

/* GMP's size in digits can be one too many; 40 is past any decimal. */
enum { DIGITS_SURELY_TOO_MANY = 40 };

mpz_t *apn__integers_make(size_t count)
{
    mpz_t *integers = apn__alloc(count, sizeof *integers);
    for (size_t i = 0; integers && i < count; i++)
        mpz_init(integers[i]);
    return integers;
}

void apn__integers_free(mpz_t *integers, size_t count)
{
    for (size_t i = 0; integers && i < count; i++)
        mpz_clear(integers[i]);
    apn__free(integers);
}

mpq_t *apn__fractions_make(size_t count)
{
    mpq_t *fractions = apn__alloc(count, sizeof *fractions);
    for (size_t i = 0; fractions && i < count; i++)
        mpq_init(fractions[i]);
    return fractions;
}

void apn__fractions_free(mpq_t *fractions, size_t count)
{
    for (size_t i = 0; fractions && i < count; i++)
        mpq_clear(fractions[i]);
    apn__free(fractions);
}

void apn__integer_from_decimal(mpz_t out, apn_decimal value, int scale)
{
    static const unsigned long powers[] = {1,      10,      100,      1000,      10000,
                                           100000, 1000000, 10000000, 100000000, 1000000000};
    enum { MOST = sizeof powers / sizeof *powers - 1 }; /* what fits in 32 bits */
    const uint64_t words[2] = {value.lo, value.hi};
    mpz_import(out, 2, -1, sizeof words[0], 0, 0, words);
    for (int left = scale - value.scale, step; left > 0; left -= step) {
        step = left < MOST ? left : MOST;
        mpz_mul_ui(out, out, powers[step]);
    }
    if (value.sign < 0)
        mpz_neg(out, out);
}

void apn__fraction_from_decimal(mpq_t out, apn_decimal value)
{
    apn__integer_from_decimal(mpq_numref(out), value, value.scale);
    mpz_ui_pow_ui(mpq_denref(out), 10, (unsigned long)value.scale);
    mpq_canonicalize(out);
}

/* Whether it has APN_DECIMAL_DIGITS at most. */
static bool has_few_digits(const mpz_t value)
{
    enum { BITS_SURELY_FEW = 126 }; /* 2^126 < 10^38 */
    if (mpz_sizeinbase(value, 2) <= BITS_SURELY_FEW)
        return true;
    if (mpz_sizeinbase(value, 10) >= DIGITS_SURELY_TOO_MANY)
        return false;
    mpz_t most;
    mpz_init(most);
    mpz_ui_pow_ui(most, 10, APN_DECIMAL_DIGITS);
    bool fits = mpz_cmpabs(value, most) < 0;
    mpz_clear(most);
    return fits;
}

bool apn__decimal_from_integer(apn_decimal *out, const mpz_t value, int scale)
{
    if (!has_few_digits(value))
        return false;
    uint64_t words[2] = {0, 0};
    mpz_export(words, NULL, -1, sizeof words[0], 0, 0, value);
    *out = apn__decimal_make(mpz_sgn(value), (apn__u128)words[1] << 64 | words[0], scale);
    return true;
}

/* Whether |remainder| / denominator, with the quotient cut towards zero, moves the quotient away
 * from zero. */
static bool rounds_away(const mpz_t quotient, const mpz_t remainder, const mpz_t denominator,
                        apn_rounding_mode mode)
{
    if (mpz_sgn(remainder) == 0 || mode == APN_ROUND_DOWN)
        return false;
    if (mode == APN_ROUND_UP)
        return true;
    mpz_t twice;
    mpz_init(twice);
    mpz_mul_2exp(twice, remainder, 1);
    int against_half = mpz_cmpabs(twice, denominator);
    mpz_clear(twice);
    if (against_half != 0)
        return against_half > 0;
    return mode == APN_ROUND_HALF_AWAY || mpz_odd_p(quotient);
}

void apn__round_divide(mpz_t out, const mpz_t numerator, const mpz_t denominator,
                       apn_rounding_mode mode)
{
    mpz_t remainder, quotient;
    mpz_inits(remainder, quotient, NULL);
    int sign = mpz_sgn(numerator);
    mpz_tdiv_qr(quotient, remainder, numerator, denominator);
    if (rounds_away(quotient, remainder, denominator, mode)) {
        if (sign < 0)
            mpz_sub_ui(quotient, quotient, 1);
        else
            mpz_add_ui(quotient, quotient, 1);
    }
    mpz_set(out, quotient);
    mpz_clears(remainder, quotient, NULL);
}

size_t apn__fraction_text(const mpq_t value, char *buffer, size_t size)
{
    return (size_t)gmp_snprintf(buffer, size, "%Qd", value);
}

size_t apn__fraction_decimal_text(const mpq_t value, unsigned decimals, char *buffer, size_t size)
{
    mpz_t scaled, whole, part;
    mpz_inits(scaled, whole, part, NULL);
    mpz_ui_pow_ui(part, 10, decimals);
    mpz_mul(scaled, mpq_numref(value), part);
    apn__round_divide(scaled, scaled, mpq_denref(value), APN_ROUND_HALF_AWAY);
    const char *sign = mpz_sgn(scaled) < 0 ? "-" : "";
    mpz_abs(scaled, scaled);
    mpz_tdiv_qr(whole, part, scaled, part);
    int length = decimals == 0
                     ? gmp_snprintf(buffer, size, "%s%Zd", sign, whole)
                     : gmp_snprintf(buffer, size, "%s%Zd.%0*Zd", sign, whole, (int)decimals, part);
    mpz_clears(scaled, whole, part, NULL);
    return (size_t)length;
}

size_t apn__scaled_text(const mpz_t value, unsigned decimals, char *buffer, size_t size)
{
    size_t length;
    mpq_t amount;
    mpz_t step;
    mpq_init(amount);
    mpz_init(step);
    for (; decimals < APN_DECIMAL_SCALE; decimals++) {
        mpz_ui_pow_ui(step, 10, APN_DECIMAL_SCALE - decimals);
        if (mpz_divisible_p(value, step))
            break;
    }
    mpz_set(mpq_numref(amount), value);
    mpz_ui_pow_ui(mpq_denref(amount), 10, APN_DECIMAL_SCALE);
    mpq_canonicalize(amount);
    length = apn__fraction_decimal_text(amount, decimals, buffer, size);
    mpq_clear(amount);
    mpz_clear(step);
    return length;
}
