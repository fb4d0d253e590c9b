/* Exact sums of amounts: every decimal is a whole number of 10^-18, so sums are sums of integers.
 */
#include "sum.h"

#include <assert.h>

#include "rational.h"

void apn__sum_begin(apn__sum *sum)
{
    mpz_init(sum->value);
    mpz_init(sum->term);
}

void apn__sum_end(apn__sum *sum)
{
    mpz_clear(sum->value);
    mpz_clear(sum->term);
}

void apn__sum_add(apn__sum *sum, apn_decimal amount)
{
    apn__integer_from_decimal(sum->term, amount, APN_DECIMAL_SCALE);
    mpz_add(sum->value, sum->value, sum->term);
}

void apn__sum_subtract(apn__sum *sum, apn_decimal amount)
{
    apn__integer_from_decimal(sum->term, amount, APN_DECIMAL_SCALE);
    mpz_sub(sum->value, sum->value, sum->term);
}

bool apn__sum_is(apn__sum *sum, apn_decimal amount)
{
    apn__integer_from_decimal(sum->term, amount, APN_DECIMAL_SCALE);
    return mpz_cmp(sum->value, sum->term) == 0;
}

bool apn__sum_take(apn__sum *sum, int scale, apn_decimal *out)
{
    assert(scale >= 0 && scale <= APN_DECIMAL_SCALE);
    mpz_ui_pow_ui(sum->term, 10, (unsigned long)(APN_DECIMAL_SCALE - scale));
    assert(mpz_divisible_p(sum->value, sum->term));
    mpz_divexact(sum->term, sum->value, sum->term);
    return apn__decimal_from_integer(out, sum->term, scale);
}
