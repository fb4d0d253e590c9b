/* decimal.h: exact decimal numbers, read from text and written as text; never through binary
 * floating point. */
#ifndef APPORTION_DECIMAL_H
#define APPORTION_DECIMAL_H

#include "apportion/error.h"

#ifdef __cplusplus
extern "C" {
#endif

#define APN_DECIMAL_DIGITS    38 /* significant digits at most */
#define APN_DECIMAL_SCALE     18 /* digits after the point at most */
#define APN_DECIMAL_TEXT_SIZE 80 /* bytes that hold any formatted decimal and its end */

/* sign * (hi * 2^64 + lo) / 10^scale: a value, copied freely. sign is -1, 0 or 1, and 0 exactly for
 * zero: no NaN, no infinity, no negative zero. scale is 0 to 18. `reserved` is zero. The bytes of
 * equal numbers may differ (1.0 and 1.00): compare with apn_decimal_compare. */
typedef struct apn_decimal {
    uint64_t hi, lo;
    int16_t scale;
    int8_t sign;
    uint8_t reserved[5];
} apn_decimal;

/* Forms that a number may take beyond the plain `[+-]?digits[.digits]`. Add the ones that are
 * welcome. */
enum {
    APN_FORM_PLAIN = 0,
    APN_FORM_MONEY =
        1, /* £ or the currency's code, commas in threes, one of the suffixes k, m, bn */
    APN_FORM_PERCENT =
        2, /* a % at the end, a space allowed before it; the value is the number before it */
    APN_FORM_SHEET =
        4 /* spreadsheets' habits: (1,234.56) and 1,234.56- as negatives, - alone as nil */
};

/* Reads a number. `length` bytes at `text`, no end mark needed. `currency` is the ISO code whose
 * sign or code may lead under APN_FORM_MONEY; NULL means GBP, the only one whose sign (£) is known.
 * Errors: APN_NUMBER with line 1 and the column, in characters, of the first thing that cannot be,
 * and a sentence that shows the fix. Any thread. */
APN_MUST_USE APN_API apn_status apn_decimal_parse(const char *text, size_t length, unsigned forms,
                                                  const char *currency, apn_decimal *out,
                                                  apn_error *err);

/* Reads a weight: a plain number, a percentage, or a fraction a/b of two whole numbers, b above
 * zero. The weight is numerator / denominator; the denominator is 1 but for a fraction. *percent is
 * 1 when a % stood behind it, else 0. Errors: as apn_decimal_parse; a negative weight is
 * APN_NEGATIVE_WEIGHT. */
APN_MUST_USE APN_API apn_status apn_weight_parse(const char *text, size_t length,
                                                 apn_decimal *numerator, apn_decimal *denominator,
                                                 int *percent, apn_error *err);

/* -1, 0 or 1 as a is less than, equal to or greater than b: by value, so 1.0 equals 1.00. */
APN_API int apn_decimal_compare(apn_decimal a, apn_decimal b);

/* A whole number as a decimal. */
APN_API apn_decimal apn_decimal_from_i64(int64_t value);

/* The number as a whole 64-bit number, or APN_LIMIT when it does not fit, APN_NOT_WHOLE_UNITS when
 * it is not whole. */
APN_MUST_USE APN_API apn_status apn_decimal_to_i64(apn_decimal value, int64_t *out, apn_error *err);

/* How an amount finer than the unit becomes whole units. APN_ROUND_NONE: it does not, and is an
 * error. */
typedef enum apn_rounding_mode {
    APN_ROUND_NONE = 0,
    APN_ROUND_HALF_AWAY = 1, /* half-away: to the nearest, halves away from zero */
    APN_ROUND_HALF_EVEN = 2, /* half-even: to the nearest, halves to the even neighbour */
    APN_ROUND_UP = 3,        /* up: away from zero */
    APN_ROUND_DOWN = 4       /* down: towards zero */
} apn_rounding_mode;

/* The word of a rounding mode ("half-away"), NULL for APN_ROUND_NONE and past the end. */
APN_API const char *apn_rounding_mode_word(apn_rounding_mode mode);

/* Finds a rounding mode by its word: APN_USAGE, naming the words there are, when there is none. */
APN_MUST_USE APN_API apn_status apn_rounding_mode_find(const char *word, size_t length,
                                                       apn_rounding_mode *out, apn_error *err);

/* The whole number of units in an amount: amount / unit, with scale 0.
 * Errors: APN_NOT_WHOLE_UNITS under APN_ROUND_NONE; APN_LIMIT when it has more than 38 digits;
 * APN_NUMBER when the unit is not above zero. */
APN_MUST_USE APN_API apn_status apn_decimal_to_units(apn_decimal amount, apn_decimal unit,
                                                     apn_rounding_mode mode, apn_decimal *units,
                                                     apn_error *err);

/* The amount of a whole number of units: units * unit, with the unit's decimals. Errors: APN_LIMIT.
 */
APN_MUST_USE APN_API apn_status apn_decimal_from_units(apn_decimal units, apn_decimal unit,
                                                       apn_decimal *amount, apn_error *err);

/* Writes the number plainly, with its own decimals, `-` for negatives: `-1234.50`. With `thousands`
 * not zero, commas in threes: `-1,234.50`. Returns the length; `buffer` has APN_DECIMAL_TEXT_SIZE
 * bytes. */
APN_API size_t apn_decimal_format(apn_decimal value, int thousands, char *buffer);

#ifdef __cplusplus
}
#endif
#endif
