/* units.c: amounts of money on the grid of units. */
#include "rational.h"

#include "decimal_internal.h"
#include "findings.h"

/* scaled_amount / scaled_unit is the amount in units. */
static void scale_both(mpz_t scaled_amount, mpz_t scaled_unit, apn_decimal amount, apn_decimal unit)
{
    int scale = amount.scale > unit.scale ? amount.scale : unit.scale;
    apn__integer_from_decimal(scaled_amount, amount, scale);
    apn__integer_from_decimal(scaled_unit, unit, scale);
}

static apn_status refuse_part_units(apn_decimal amount, apn_decimal unit, apn_error *err)
{
    char amount_text[APN_DECIMAL_TEXT_SIZE], unit_text[APN_DECIMAL_TEXT_SIZE];
    apn_decimal_format(amount, 0, amount_text);
    apn_decimal_format(unit, 0, unit_text);
    return apn__fail(
        err, APN_NOT_WHOLE_UNITS, NULL,
        "%s is not a whole number of units of %s: write it to the unit, or name a rounding for it",
        amount_text, unit_text);
}

apn_status apn_decimal_to_units(apn_decimal amount, apn_decimal unit, apn_rounding_mode mode,
                                apn_decimal *units, apn_error *err)
{
    if (!apn__unit_is_valid(unit))
        return apn__fail(err, APN_NUMBER, NULL, "the unit must be above zero: 0.01 is a penny");
    apn_status status = APN_OK;
    mpz_t scaled_amount, scaled_unit;
    mpz_inits(scaled_amount, scaled_unit, NULL);
    scale_both(scaled_amount, scaled_unit, amount, unit);
    if (mode == APN_ROUND_NONE && !mpz_divisible_p(scaled_amount, scaled_unit)) {
        status = refuse_part_units(amount, unit, err);
    } else {
        apn__round_divide(scaled_amount, scaled_amount, scaled_unit,
                          mode == APN_ROUND_NONE ? APN_ROUND_DOWN : mode);
        if (!apn__decimal_from_integer(units, scaled_amount, 0))
            status = apn__fail(err, APN_LIMIT, NULL, "the amount has more than %d digits in units",
                               APN_DECIMAL_DIGITS);
    }
    mpz_clears(scaled_amount, scaled_unit, NULL);
    return status;
}

apn_status apn_decimal_from_units(apn_decimal units, apn_decimal unit, apn_decimal *amount,
                                  apn_error *err)
{
    mpz_t product, scaled_unit;
    if (units.scale == 0 && apn__decimal_digits(unit) == 1 && unit.sign > 0) {
        *amount = apn__decimal_make(units.sign, apn__decimal_digits(units), unit.scale);
        return APN_OK;
    }
    mpz_inits(product, scaled_unit, NULL);
    apn__integer_from_decimal(product, units, units.scale);
    apn__integer_from_decimal(scaled_unit, unit, unit.scale);
    mpz_mul(product, product, scaled_unit);
    bool fits = units.scale == 0 && apn__decimal_from_integer(amount, product, unit.scale);
    mpz_clears(product, scaled_unit, NULL);
    if (fits)
        return APN_OK;
    if (units.scale != 0)
        return apn__fail(err, APN_USAGE, NULL, "a number of units is a whole number with scale 0");
    return apn__fail(err, APN_LIMIT, NULL, "the amount has more than %d digits",
                     APN_DECIMAL_DIGITS);
}
