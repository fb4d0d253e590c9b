/* decimal_internal.h: what the layers above need of decimals beyond apportion/decimal.h. */
#ifndef APN_DECIMAL_INTERNAL_H
#define APN_DECIMAL_INTERNAL_H

#include <stdbool.h>

#include "apportion/decimal.h"

__extension__ typedef unsigned __int128 apn__u128;

/* The digits of a decimal as one number, and back. Zero gets sign 0. */
apn__u128 apn__decimal_digits(apn_decimal value);
apn_decimal apn__decimal_make(int sign, apn__u128 digits, int scale);

/* 10^exponent. Requires: 0 <= exponent <= 38. */
apn__u128 apn__power_of_ten(int exponent);

/* True for a unit that money can be counted in: above zero. */
bool apn__unit_is_valid(apn_decimal unit);

/* The decimals that the value needs, trailing zeros left out: 2 for 1.230. */
int apn__decimal_needed_scale(apn_decimal value);

apn_decimal apn__decimal_negate(apn_decimal value);

#endif
