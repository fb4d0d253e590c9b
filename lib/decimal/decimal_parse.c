/* decimal_parse.c: text to an exact decimal, by the forms of docs/format.md, "Numbers". A refusal
 * names the character where reading stopped and shows what to type instead. */
#include "decimal_internal.h"

#include <stdio.h>
#include <string.h>

#include "findings.h"
#include "text.h"

/* What is read so far. `at` is the next byte. */
typedef struct reader {
    const char *text;
    size_t length, at;
    unsigned forms;
    const char *currency;
    apn_error *err;
    int sign;            /* 0 until one is seen */
    bool has_comma;      /* a thousands comma was seen */
    size_t first_comma;  /* where */
    size_t digits_begin; /* where the digits begin */
    apn__u128 digits;
    int significant, scale;
} reader;

static uint32_t column_of(const reader *r, size_t at)
{
    return (uint32_t)apn__utf8_count(r->text, at) + 1;
}

static char peek(const reader *r, size_t ahead)
{
    return r->at + ahead < r->length ? r->text[r->at + ahead] : '\0';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool starts(const reader *r, const char *what)
{
    size_t length = strlen(what);
    return r->length - r->at >= length && memcmp(r->text + r->at, what, length) == 0;
}

/* The bytes of the character at `at`, for a message; a broken or unprintable one is shown by its
 * number. */
static const char *show_character(const reader *r, size_t at, char *buffer, size_t size)
{
    unsigned char byte = (unsigned char)r->text[at];
    size_t end = at + 1; /* a character has four bytes at most */
    while (end < r->length && end < at + 4 && ((unsigned char)r->text[end] & 0xC0) == 0x80)
        end++;
    bool printable =
        byte >= 0x20 && byte != 0x7F && apn__utf8_fault(r->text + at, end - at) == end - at;
    if (printable)
        snprintf(buffer, size, "`%.*s`", (int)(end - at), r->text + at);
    else
        snprintf(buffer, size, "the byte 0x%02X", byte);
    return buffer;
}

#define REFUSE(r, at, ...)                                                                         \
    apn__fail_at((r)->err, APN_NUMBER, 1, column_of(r, at), NULL, __VA_ARGS__)

/* Signs that look like `-` and are not: U+2010 to U+2015, U+2212, U+FE63, U+FF0D. */
static bool is_typographic_minus(const reader *r)
{
    static const char *const signs[] = {"\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x92",
                                        "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\x95",
                                        "\xE2\x88\x92", "\xEF\xB9\xA3", "\xEF\xBC\x8D"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (starts(r, signs[i]))
            return true;
    return false;
}

static apn_status read_sign(reader *r)
{
    if (is_typographic_minus(r))
        return REFUSE(r, r->at,
                      "the sign here is a typographic dash, not a minus: type `-` in its place");
    if (peek(r, 0) != '+' && peek(r, 0) != '-')
        return APN_OK;
    if (r->sign != 0)
        return REFUSE(r, r->at, "a second sign: a number has one `+` or `-` at most");
    r->sign = peek(r, 0) == '-' ? -1 : 1;
    r->at++;
    if (peek(r, 0) == '+' || peek(r, 0) == '-' || is_typographic_minus(r))
        return REFUSE(r, r->at, "a second sign: a number has one `+` or `-` at most");
    return APN_OK;
}

/* The currency's sign or code, with one space after it at most. */
static apn_status read_currency(reader *r)
{
    if (starts(r, "\xC2\xA3")) {
        if (!(r->forms & APN_FORM_MONEY))
            return REFUSE(r, r->at, "this is not an amount of money: leave out the `£`");
        if (strcmp(r->currency, "GBP") != 0)
            return REFUSE(r, r->at,
                          "the amount is in £ where the currency is %s: leave out the `£`, or mend "
                          "the currency",
                          r->currency);
        r->at += 2;
    } else if ((r->forms & APN_FORM_MONEY) && *r->currency && starts(r, r->currency)) {
        r->at += strlen(r->currency);
    } else {
        return APN_OK;
    }
    if (peek(r, 0) == ' ' && (is_digit(peek(r, 1)) || peek(r, 1) == '-' || peek(r, 1) == '+'))
        r->at++;
    return read_sign(r);
}

static apn_status take_digit(reader *r)
{
    if (r->significant > 0 || peek(r, 0) != '0')
        r->significant++;
    if (r->significant > APN_DECIMAL_DIGITS)
        return REFUSE(r, r->at,
                      "more than %d digits: write the number with %d significant digits at most",
                      APN_DECIMAL_DIGITS, APN_DECIMAL_DIGITS);
    r->digits = r->digits * 10 + (unsigned)(peek(r, 0) - '0');
    r->at++;
    return APN_OK;
}

/* The sentence for a comma that is not a thousands comma; shows the same figures with a point. */
static apn_status refuse_comma(reader *r, size_t comma)
{
    size_t end = comma + 1;
    while (end < r->length && is_digit(r->text[end]))
        end++;
    bool one_comma =
        comma + 1 < end && memchr(r->text + r->digits_begin, ',', comma - r->digits_begin) == NULL;
    bool decimal = end - comma - 1 != 3 || comma - r->digits_begin == 1;
    if (one_comma && (end == r->length || r->text[end] != '.') && decimal &&
        end - r->digits_begin < 60)
        return REFUSE(r, comma,
                      "a misplaced comma: commas part thousands in groups of three, as in "
                      "1,234.56, and the decimal mark "
                      "is a point; if a decimal was meant, write %.*s.%.*s",
                      (int)(comma - r->digits_begin), r->text + r->digits_begin,
                      (int)(end - comma - 1), r->text + comma + 1);
    return REFUSE(r, comma,
                  "a misplaced comma: commas part thousands in groups of three before the point, "
                  "as in 1,234.56");
}

/* A comma inside the whole part: only where money or sheets are read, after one to three digits,
 * before exactly three. */
static apn_status take_comma(reader *r, size_t group)
{
    size_t comma = r->at;
    if (!(r->forms & (APN_FORM_MONEY | APN_FORM_SHEET)))
        return REFUSE(r, comma,
                      "a comma: a number here is written without thousands marks, and its decimal "
                      "mark is a point");
    bool groups = is_digit(peek(r, 1)) && is_digit(peek(r, 2)) && is_digit(peek(r, 3)) &&
                  !is_digit(peek(r, 4));
    bool leads_with_zero = r->text[r->digits_begin] == '0'; /* 0,123 is a decimal comma */
    bool before = r->has_comma ? group == 3 : group >= 1 && group <= 3 && !leads_with_zero;
    if (!groups || !before)
        return refuse_comma(r, comma);
    if (!r->has_comma)
        r->first_comma = comma;
    r->has_comma = true;
    r->at++;
    return APN_OK;
}

static apn_status read_whole_part(reader *r)
{
    size_t group = 0;
    while (is_digit(peek(r, 0)) || peek(r, 0) == ',') {
        apn_status status;
        if (peek(r, 0) == ',') {
            status = take_comma(r, group);
            group = 0;
        } else {
            status = take_digit(r);
            group++;
        }
        if (status != APN_OK)
            return status;
    }
    return APN_OK;
}

static apn_status read_decimals(reader *r)
{
    if (peek(r, 0) != '.')
        return APN_OK;
    size_t point = r->at++;
    if (!is_digit(peek(r, 0)))
        return REFUSE(
            r, point,
            "a point with no digit behind it: write the decimals, or leave out the point");
    while (is_digit(peek(r, 0))) {
        if (r->scale == APN_DECIMAL_SCALE)
            return REFUSE(r, r->at,
                          "more than %d digits after the point: round it to %d decimals at most",
                          APN_DECIMAL_SCALE, APN_DECIMAL_SCALE);
        apn_status status = take_digit(r);
        if (status != APN_OK)
            return status;
        r->scale++;
    }
    if (peek(r, 0) == ',')
        return REFUSE(r, r->at,
                      "a comma behind the point: commas part thousands before the point, which is "
                      "the decimal mark, "
                      "as in 1,234.56");
    return APN_OK;
}

static apn_status refuse_comma_and_suffix(const reader *r, const char *suffix)
{
    return REFUSE(r, r->at,
                  "a thousands comma and the suffix `%s` together are nearly always a slip: write "
                  "%.*s.%.*s%s, or leave "
                  "out the `%s`",
                  suffix, (int)(r->first_comma - r->digits_begin), r->text + r->digits_begin,
                  (int)(r->at - r->first_comma - 1), r->text + r->first_comma + 1, suffix, suffix);
}

/* k, m or bn: moves the point. */
static apn_status read_suffix(reader *r)
{
    static const struct {
        const char *word;
        int power;
    } suffixes[] = {{"k", 3}, {"bn", 9}, {"m", 6}};
    if (!(r->forms & APN_FORM_MONEY))
        return APN_OK;
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        if (!starts(r, suffixes[i].word) || r->length - r->at != strlen(suffixes[i].word))
            continue;
        if (r->has_comma)
            return refuse_comma_and_suffix(r, suffixes[i].word);
        for (int power = suffixes[i].power; power > 0; power--) {
            if (r->scale > 0) {
                r->scale--;
            } else if (r->digits != 0) {
                r->digits *= 10;
                r->significant++;
            }
            if (r->significant > APN_DECIMAL_DIGITS)
                return REFUSE(r, r->at, "more than %d digits once `%s` is written out",
                              APN_DECIMAL_DIGITS, suffixes[i].word);
        }
        r->at = r->length;
    }
    return APN_OK;
}

static void read_percent(reader *r)
{
    if (!(r->forms & APN_FORM_PERCENT))
        return;
    if (peek(r, 0) == '%')
        r->at++;
    else if (peek(r, 0) == ' ' && peek(r, 1) == '%')
        r->at += 2;
}

static bool is_word(const reader *r, size_t at, const char *word)
{
    for (size_t i = 0; word[i]; i++, at++)
        if (at >= r->length || (r->text[at] | 0x20) != word[i])
            return false;
    return true;
}

/* Where digits should begin and do not. */
static apn_status refuse_no_digits(reader *r)
{
    char shown[32];
    if (r->at >= r->length)
        return REFUSE(r, r->at,
                      r->length == 0 ? "nothing stands here: a number such as 1234.56 is expected"
                                     : "the number ends before its digits: write it as 1234.56");
    if (is_word(r, r->at, "nan") || is_word(r, r->at, "inf"))
        return REFUSE(r, r->at, "`%.3s` is not a number: write the figure in digits, as 1234.56",
                      r->text + r->at);
    if (peek(r, 0) == '.' && is_digit(peek(r, 1)))
        return REFUSE(r, r->at, "a point with no digit before it: write 0 before the point");
    if (peek(r, 0) == ',')
        return refuse_comma(r, r->at);
    if (peek(r, 0) == '(')
        return REFUSE(r, r->at, "a bracket: write a negative with a minus, as -500");
    return REFUSE(r, r->at, "%s where a digit is expected: write the number as 1234.56",
                  show_character(r, r->at, shown, sizeof shown));
}

/* What is left behind a number. */
static apn_status refuse_rest(reader *r)
{
    char shown[32];
    char next = peek(r, 0);
    if ((next == 'e' || next == 'E') &&
        (is_digit(peek(r, 1)) || peek(r, 1) == '+' || peek(r, 1) == '-'))
        return REFUSE(r, r->at, "an exponent: write all the digits out, as 100000 for 1e5");
    if (next == '.')
        return REFUSE(r, r->at, "a second point: a number has one");
    if (next == '%')
        return REFUSE(r, r->at,
                      "a percentage where an ordinary number is expected: leave out the `%%`");
    if (starts(r, "\xC2\xA3"))
        return REFUSE(r, r->at, "the `£` stands behind the figure: write it before, as £1234.56");
    if (next == 'K' || next == 'M' || next == 'B')
        return REFUSE(
            r, r->at,
            "`%c` behind the number: the suffixes of amounts are k, m and bn in small letters",
            next);
    if (next == ' ' && (is_word(r, r->at + 1, "m") || is_word(r, r->at + 1, "k") ||
                        is_word(r, r->at + 1, "b") || is_word(r, r->at + 1, "thousand")))
        return REFUSE(r, r->at,
                      "a word or a suffix behind a space: write thousands, millions and "
                      "billions as 250k, 6.7m and 1.2bn, without a space");
    if (next == ' ')
        return REFUSE(r, r->at,
                      "a space or more text behind the number: only the number may stand here");
    return REFUSE(r, r->at, "%s behind the number: only the number may stand here",
                  show_character(r, r->at, shown, sizeof shown));
}

/* A number without a spreadsheet's brackets or trailing minus. */
static apn_status read_number(reader *r)
{
    apn_status status = read_sign(r);
    if (status == APN_OK)
        status = read_currency(r);
    if (status != APN_OK)
        return status;
    if (!is_digit(peek(r, 0)))
        return refuse_no_digits(r);
    r->digits_begin = r->at;
    status = read_whole_part(r);
    if (status == APN_OK)
        status = read_decimals(r);
    if (status == APN_OK)
        status = read_suffix(r);
    if (status == APN_OK)
        read_percent(r);
    return status;
}

static void strip_spaces(reader *r)
{
    while (r->at < r->length && r->text[r->at] == ' ')
        r->at++;
    while (r->length > r->at && r->text[r->length - 1] == ' ')
        r->length--;
}

/* Spreadsheets' own negatives, and a dash for nil. */
static apn_status read_sheet_number(reader *r)
{
    strip_spaces(r);
    if (r->length - r->at == 1 && peek(r, 0) == '-') {
        r->at++;
        return APN_OK;
    }
    bool bracket = peek(r, 0) == '(';
    r->at += bracket;
    size_t begin = r->at;
    apn_status status = read_number(r);
    if (status != APN_OK)
        return status;
    if (bracket && peek(r, 0) != ')')
        return REFUSE(r, r->at,
                      "the bracket that marks a negative does not close: write (1,234.56)");
    bool minus_behind = !bracket && peek(r, 0) == '-';
    if ((bracket || minus_behind) && r->sign != 0)
        return REFUSE(r, begin, "two marks of sign: a negative is -1 or (1) or 1-, one of them");
    if (bracket || minus_behind) {
        r->at++;
        r->sign = -1;
    }
    return APN_OK;
}

apn_status apn_decimal_parse(const char *text, size_t length, unsigned forms, const char *currency,
                             apn_decimal *out, apn_error *err)
{
    reader r = {.text = text,
                .length = length,
                .forms = forms,
                .currency = currency ? currency : "GBP",
                .err = err};
    apn_status status = forms & APN_FORM_SHEET ? read_sheet_number(&r) : read_number(&r);
    if (status == APN_OK && r.at < r.length)
        status = refuse_rest(&r);
    if (status == APN_OK)
        *out = apn__decimal_make(r.sign < 0 ? -1 : 1, r.digits, r.scale);
    return status;
}

/* The part of a fraction from `begin` to `end`: a plain whole number. */
static apn_status parse_fraction_part(const char *text, size_t begin, size_t end, apn_decimal *out,
                                      apn_error *err)
{
    apn_error inner = {0};
    apn_status status =
        apn_decimal_parse(text + begin, end - begin, APN_FORM_PLAIN, NULL, out, &inner);
    uint32_t before = (uint32_t)apn__utf8_count(text, begin);
    if (status != APN_OK)
        return apn__fail_at(err, status, 1, before + inner.column, NULL, "%s", inner.message);
    if (out->scale != 0)
        return apn__fail_at(
            err, APN_NUMBER, 1, before + 1, NULL,
            "a fraction has whole numbers above and below the line, as 1/3: write this one so");
    return APN_OK;
}

apn_status apn_weight_parse(const char *text, size_t length, apn_decimal *numerator,
                            apn_decimal *denominator, int *percent, apn_error *err)
{
    apn_decimal above = {0}, below = apn_decimal_from_i64(1);
    const char *slash = length > 0 ? memchr(text, '/', length) : NULL;
    apn_status status;
    if (slash) {
        size_t at = (size_t)(slash - text);
        status = parse_fraction_part(text, 0, at, &above, err);
        if (status == APN_OK)
            status = parse_fraction_part(text, at + 1, length, &below, err);
        if (status == APN_OK && below.sign <= 0)
            status = apn__fail_at(err, APN_NUMBER, 1, (uint32_t)at + 2, NULL,
                                  "the number below the line of a fraction must be above zero");
    } else {
        status = apn_decimal_parse(text, length, APN_FORM_PERCENT, NULL, &above, err);
    }
    if (status == APN_OK && above.sign < 0)
        status = apn__fail_at(err, APN_NEGATIVE_WEIGHT, 1, 1, NULL,
                              "a weight cannot be negative: weights are zero or more");
    if (status != APN_OK)
        return status;
    *numerator = above;
    *denominator = below;
    *percent = text[length - 1] == '%';
    return APN_OK;
}
