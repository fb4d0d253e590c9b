/* decimal.c: decimals as values: made, compared, written. A decimal is sign * digits / 10^scale,
 * exactly. */
#include "decimal_internal.h"

#include <string.h>

#include "findings.h"

apn__u128 apn__decimal_digits(apn_decimal value)
{
    return (apn__u128)value.hi << 64 | value.lo;
}

apn_decimal apn__decimal_make(int sign, apn__u128 digits, int scale)
{
    apn_decimal value = {0};
    value.hi = (uint64_t)(digits >> 64);
    value.lo = (uint64_t)digits;
    value.scale = (int16_t)scale;
    value.sign = (int8_t)(digits == 0 ? 0 : sign);
    return value;
}

apn__u128 apn__power_of_ten(int exponent)
{
    apn__u128 power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

bool apn__unit_is_valid(apn_decimal unit)
{
    return unit.sign > 0;
}

int apn__decimal_needed_scale(apn_decimal value)
{
    apn__u128 digits = apn__decimal_digits(value);
    int scale = value.scale;
    while (scale > 0 && digits % 10 == 0) {
        digits /= 10;
        scale--;
    }
    return scale;
}

apn_decimal apn__decimal_negate(apn_decimal value)
{
    value.sign = (int8_t)-value.sign;
    return value;
}

/* Compares the sizes: whole parts first, then what is behind the point, both brought to 18
 * decimals. */
static int compare_magnitudes(apn_decimal a, apn_decimal b)
{
    apn__u128 digits_a = apn__decimal_digits(a), digits_b = apn__decimal_digits(b);
    if (a.scale == b.scale)
        return digits_a < digits_b ? -1 : digits_a > digits_b;
    apn__u128 power_a = apn__power_of_ten(a.scale), power_b = apn__power_of_ten(b.scale);
    apn__u128 whole_a = digits_a / power_a, whole_b = digits_b / power_b;
    if (whole_a != whole_b)
        return whole_a < whole_b ? -1 : 1;
    apn__u128 part_a = digits_a % power_a * apn__power_of_ten(APN_DECIMAL_SCALE - a.scale);
    apn__u128 part_b = digits_b % power_b * apn__power_of_ten(APN_DECIMAL_SCALE - b.scale);
    return part_a < part_b ? -1 : part_a > part_b;
}

int apn_decimal_compare(apn_decimal a, apn_decimal b)
{
    if (a.sign != b.sign)
        return a.sign < b.sign ? -1 : 1;
    return a.sign < 0 ? compare_magnitudes(b, a) : compare_magnitudes(a, b);
}

apn_decimal apn_decimal_from_i64(int64_t value)
{
    uint64_t size = value < 0 ? -(uint64_t)value : (uint64_t)value;
    return apn__decimal_make(value < 0 ? -1 : 1, size, 0);
}

apn_status apn_decimal_to_i64(apn_decimal value, int64_t *out, apn_error *err)
{
    apn__u128 power = apn__power_of_ten(value.scale), digits = apn__decimal_digits(value);
    char text[APN_DECIMAL_TEXT_SIZE];
    if (digits % power != 0) {
        apn_decimal_format(value, 0, text);
        return apn__fail(err, APN_NOT_WHOLE_UNITS, NULL, "%s is not a whole number", text);
    }
    digits /= power;
    apn__u128 most = (apn__u128)INT64_MAX + (value.sign < 0);
    if (digits > most) {
        apn_decimal_format(value, 0, text);
        return apn__fail(err, APN_LIMIT, NULL, "%s does not fit in 64 bits", text);
    }
    *out = value.sign < 0 ? (int64_t) - (uint64_t)digits : (int64_t)digits;
    return APN_OK;
}

/* Writes digits from the right into the end of `buffer`, and returns how many characters that took.
 */
static size_t write_backwards(apn_decimal value, int thousands, char *end)
{
    apn__u128 digits = apn__decimal_digits(value);
    char *at = end;
    int places = 0;
    for (; places < value.scale; places++, digits /= 10)
        *--at = (char)('0' + (int)(digits % 10));
    if (places > 0)
        *--at = '.';
    int group = 0;
    do {
        if (thousands && group > 0 && group % 3 == 0)
            *--at = ',';
        *--at = (char)('0' + (int)(digits % 10));
        digits /= 10;
        group++;
    } while (digits > 0);
    if (value.sign < 0)
        *--at = '-';
    return (size_t)(end - at);
}

size_t apn_decimal_format(apn_decimal value, int thousands, char *buffer)
{
    char scratch[APN_DECIMAL_TEXT_SIZE];
    char *end = scratch + sizeof scratch;
    size_t length = write_backwards(value, thousands, end);
    memcpy(buffer, end - length, length);
    buffer[length] = '\0';
    return length;
}
