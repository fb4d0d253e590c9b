/* decimal_internal.h: what the layers above need of decimals beyond apportion/decimal.h. */
#ifndef APN_DECIMAL_INTERNAL_H
#define APN_DECIMAL_INTERNAL_H

#include <stdbool.h>

#include "apportion/decimal.h"

/* A weight as a reader writes it: a number, a percentage, or a fraction a/b of two whole numbers. */
typedef struct apn__weight_text {
    apn_decimal numerator, denominator; /* denominator is 1 but for a fraction */
    bool percent;                       /* a % stood behind it */
} apn__weight_text;

/* True for a unit that money can be counted in: above zero. */
bool apn__unit_is_valid(apn_decimal unit);

/* The decimals that the value needs, trailing zeros left out: 2 for 1.230. */
int apn__decimal_needed_scale(apn_decimal value);

apn_decimal apn__decimal_negate(apn_decimal value);

#endif
