/* Whatever the bytes are, they are read as a number or refused with a place in the text. What is
 * read in any form is written in every form, and reads again as the same number. */
#include <string.h>

#include "apportion/decimal.h"

#include "law.h"
#include "text.h"

enum { FORMS = 8, WRITTEN = APN_DECIMAL_TEXT_SIZE + 8 };

static int same_number(apn_decimal a, apn_decimal b)
{
    return apn_decimal_compare(a, b) == 0 && apn_decimal_compare(b, a) == 0;
}

static apn_decimal negated(apn_decimal value)
{
    value.sign = (int8_t)-value.sign;
    return value;
}

static void check_value(apn_decimal value)
{
    static const uint8_t zeros[sizeof value.reserved];
    require(value.scale >= 0 && value.scale <= APN_DECIMAL_SCALE, "at most 18 decimals");
    require(value.sign >= -1 && value.sign <= 1, "a sign is -1, 0 or 1");
    require((value.sign == 0) == (value.hi == 0 && value.lo == 0), "sign 0 is exactly for zero");
    require(memcmp(value.reserved, zeros, sizeof zeros) == 0, "reserved bytes are zero");
}

/* The number, written as prefix, figures and suffix, reads as `expected` in the forms. */
static void check_reads(unsigned forms, const char *prefix, const char *figures, const char *suffix,
                        apn_decimal expected)
{
    char text[WRITTEN];
    apn_decimal again = {0};
    int length = snprintf(text, sizeof text, "%s%s%s", prefix, figures, suffix);
    require(length > 0 && length < WRITTEN, "a decimal fits in APN_DECIMAL_TEXT_SIZE");
    require(apn_decimal_parse(text, (size_t)length, forms, NULL, &again, NULL) == APN_OK,
            "what is written reads");
    check_value(again);
    require(same_number(again, expected), "what is written reads as the same number");
}

static void check_written(apn_decimal value)
{
    char plain[APN_DECIMAL_TEXT_SIZE], thousands[APN_DECIMAL_TEXT_SIZE];
    require(apn_decimal_format(value, 0, plain) == strlen(plain), "the length of the plain text");
    require(apn_decimal_format(value, 1, thousands) == strlen(thousands),
            "the length of the text with thousands marks");
    for (unsigned forms = 0; forms < FORMS; forms++)
        check_reads(forms, "", plain, "", value);
    check_reads(APN_FORM_MONEY, "", thousands, "", value);
    check_reads(APN_FORM_MONEY, "\xC2\xA3", plain, "", value);
    check_reads(APN_FORM_MONEY, "GBP ", thousands, "", value);
    check_reads(APN_FORM_PERCENT, "", plain, "%", value);
    check_reads(APN_FORM_PERCENT, "", plain, " %", value);
    check_reads(APN_FORM_SHEET, " ", thousands, " ", value);
    if (value.sign >= 0) {
        check_reads(APN_FORM_SHEET, "(", thousands, ")", negated(value));
        check_reads(APN_FORM_SHEET, "", thousands, "-", negated(value));
        check_reads(APN_FORM_PLAIN, "+", plain, "", value);
    }
}

/* To whole numbers and units, and back. */
static void check_conversions(apn_decimal value)
{
    static const apn_decimal units[] = {
        {.lo = 1, .scale = 2, .sign = 1}, {.lo = 1, .sign = 1}, {.lo = 25, .scale = 3, .sign = 1}};
    int64_t whole = 0;
    if (apn_decimal_to_i64(value, &whole, NULL) == APN_OK)
        require(same_number(apn_decimal_from_i64(whole), value), "a whole number and back");
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        apn_decimal counted = {0}, back = {0};
        apn_status status = apn_decimal_to_units(value, units[i], APN_ROUND_NONE, &counted, NULL);
        require(status == APN_OK || status == APN_NOT_WHOLE_UNITS || status == APN_LIMIT,
                "units fail for their reasons only");
        if (status != APN_OK)
            continue;
        check_value(counted);
        status = apn_decimal_from_units(counted, units[i], &back, NULL);
        require(status == APN_OK || status == APN_LIMIT, "an amount may only be too long");
        require(status != APN_OK || same_number(back, value), "units and back");
    }
}

/* A refusal shows a character of the text, or the place behind the last one. */
static void check_refusal(const char *text, size_t size, const apn_error *err)
{
    size_t characters = 0;
    for (size_t i = 0; i < size; i++)
        characters += ((unsigned char)text[i] & 0xC0) != 0x80;
    require(err->line == 1 && err->column >= 1, "a refusal has a place");
    require(err->column <= characters + 1, "a refusal is within the text plus one");
    require(err->message[0] != '\0', "a refusal has a sentence");
    require(apn__utf8_fault(err->message, strlen(err->message)) == strlen(err->message),
            "a sentence is UTF-8");
}

/* Returns whether the text is a number in these forms. */
static int check_forms(const char *text, size_t size, unsigned forms, const char *currency,
                       apn_decimal *value)
{
    apn_error err = {0};
    apn_status status = apn_decimal_parse(text, size, forms, currency, value, &err);
    require(status == APN_OK || status == APN_NUMBER, "a text is a number or is refused");
    require(err.status == status, "the error is filled on failure and untouched on success");
    if (status == APN_OK)
        check_value(*value);
    else
        check_refusal(text, size, &err);
    return status == APN_OK;
}

static void check_weight(const char *text, size_t size)
{
    apn_decimal above = {0}, below = {0};
    apn_error err = {0};
    int percent = 0;
    apn_status status = apn_weight_parse(text, size, &above, &below, &percent, &err);
    require(status == APN_OK || status == APN_NUMBER || status == APN_NEGATIVE_WEIGHT,
            "a text is a weight or is refused");
    if (status != APN_OK) {
        check_refusal(text, size, &err);
        return;
    }
    check_value(above);
    check_value(below);
    require(above.sign >= 0, "a weight is zero or more");
    require(below.sign > 0 && below.scale == 0, "it is divided by a whole number above zero");
    require(percent == (text[size - 1] == '%'), "a percentage ends with its sign");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const currencies[] = {NULL, "EUR", ""};
    const char *text = (const char *)data;
    apn_decimal values[FORMS] = {{0}}, foreign = {0};
    int reads[FORMS];
    for (unsigned forms = 0; forms < FORMS; forms++)
        reads[forms] = check_forms(text, size, forms, "GBP", &values[forms]);
    for (unsigned forms = 0; forms < FORMS; forms++) {
        for (unsigned more = forms; reads[forms] && more < FORMS; more++)
            if ((more & forms) == forms)
                require(reads[more] && same_number(values[more], values[forms]),
                        "a further form takes no number away");
        for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++)
            check_forms(text, size, forms, currencies[i], &foreign);
    }
    for (unsigned forms = 0; forms < FORMS; forms++) {
        if (!reads[forms])
            continue;
        check_written(values[forms]);
        check_conversions(values[forms]);
    }
    check_weight(text, size);
    return 0;
}
