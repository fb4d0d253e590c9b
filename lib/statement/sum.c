/* Exact sums of amounts: every decimal is a whole number of 10^-18, so sums are sums of integers.
 * Most amounts are small and have one scale: those are added without GMP. */
#include "sum.h"

#include <assert.h>

#include "decimal_internal.h"
#include "rational.h"

void apn__sum_begin(apn__sum *sum)
{
    mpz_inits(sum->large, sum->term, NULL);
    sum->small = 0;
    sum->scale = 0;
}

void apn__sum_end(apn__sum *sum)
{
    mpz_clears(sum->large, sum->term, NULL);
}

mpz_ptr apn__sum_value(apn__sum *sum)
{
    int sign = sum->small < 0 ? -1 : 1;
    apn__u128 size = (apn__u128)(sum->small < 0 ? -sum->small : sum->small);
    if (size != 0) {
        apn__integer_from_decimal(sum->term, apn__decimal_make(sign, size, sum->scale),
                                  APN_DECIMAL_SCALE);
        mpz_add(sum->large, sum->large, sum->term);
    }
    sum->small = 0;
    return sum->large;
}

void apn__sum_add(apn__sum *sum, apn_decimal amount)
{
    if (amount.hi != 0) {
        apn__integer_from_decimal(sum->term, amount, APN_DECIMAL_SCALE);
        mpz_add(sum->large, sum->large, sum->term);
        return;
    }
    if (amount.scale != sum->scale)
        (void)apn__sum_value(sum);
    sum->scale = amount.scale;
    sum->small += amount.sign < 0 ? -(apn__i128)amount.lo : (apn__i128)amount.lo;
}

void apn__sum_subtract(apn__sum *sum, apn_decimal amount)
{
    apn__sum_add(sum, apn__decimal_negate(amount));
}

bool apn__sum_is(apn__sum *sum, apn_decimal amount)
{
    mpz_srcptr value = apn__sum_value(sum);
    apn__integer_from_decimal(sum->term, amount, APN_DECIMAL_SCALE);
    return mpz_cmp(value, sum->term) == 0;
}

bool apn__sum_take(apn__sum *sum, int scale, apn_decimal *out)
{
    assert(scale >= 0 && scale <= APN_DECIMAL_SCALE);
    mpz_srcptr value = apn__sum_value(sum);
    mpz_ui_pow_ui(sum->term, 10, (unsigned long)(APN_DECIMAL_SCALE - scale));
    assert(mpz_divisible_p(value, sum->term));
    mpz_divexact(sum->term, value, sum->term);
    return apn__decimal_from_integer(out, sum->term, scale);
}
