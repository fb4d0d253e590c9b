/* read_number.c: readers of numbers, each fault at the character that cannot be. */
#include "agreement_reader.h"

#include <stdio.h>

/* The place of a character of a value that stands in one line. Quotes stand before their text. */
static apn__place place_in(const apn__node *node, uint32_t column)
{
    apn__place place = node->place;
    if (column > 0)
        place.column += column - 1 + (node->quoted ? 1 : 0);
    return place;
}

/* True for a word that stands where a figure is not known yet, as "TBC". */
static bool is_word(apn__text text)
{
    for (size_t i = 0; i < text.length; i++) {
        char letter = text.bytes[i];
        if (!(letter >= 'a' && letter <= 'z') && !(letter >= 'A' && letter <= 'Z'))
            return false;
    }
    return text.length > 0;
}

/* A number's fault as a finding that names the thing: "`1,23` in `bases.infra` is not a number: …".
 */
static void fault_number(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                         const char *what, const apn_error *fault)
{
    apn__path path;
    if (!node->quoted && apn__fault_curly(reader, fault->status, node->text, node->place, trail))
        return;
    if (is_word(node->text)) {
        apn__fault(reader, fault->status, place_in(node, fault->column), trail,
                   "`%.*s` for `%s` is not %s: write the number as 1234.56, and leave out what is "
                   "not known yet",
                   APN__SHOW(node->text), apn__spell(trail, &path), what);
        return;
    }
    apn__fault(reader, fault->status, place_in(node, fault->column), trail,
               "`%.*s` for `%s` is not %s: %s", APN__SHOW(node->text), apn__spell(trail, &path),
               what, fault->message);
}

/* True for a single value; what may stand in it is the number's own affair. */
static bool is_single(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      const char *expected)
{
    apn__path path;
    if (node->kind != APN__SCALAR) {
        apn__fault_kind(reader, node, trail, expected);
        return false;
    }
    if (!apn__is_empty(node))
        return true;
    apn__fault(
        reader, APN_NUMBER, node->place, trail,
        node->sheet
            ? "nothing stands in the cell for `%s`, where %s is expected: write it in the sheet"
            : "nothing stands behind `%s`, where %s is expected: write it, or take the key out",
        apn__spell(trail, &path), expected);
    return false;
}

bool apn__read_number(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      unsigned forms, apn_decimal *out)
{
    apn_error fault = {0};
    bool money = (forms & APN_FORM_MONEY) != 0;
    const char *what =
        money ? "an amount" : ((forms & APN_FORM_PERCENT) ? "a percentage" : "a number");
    if (!is_single(reader, node, trail, what))
        return false;
    if (node->sheet)
        forms |= APN_FORM_SHEET;
    if (apn_decimal_parse(node->text.bytes, node->text.length, forms,
                          reader->agreement->info.currency, out, &fault) == APN_OK)
        return true;
    fault_number(reader, node, trail, what, &fault);
    return false;
}

bool apn__read_amount(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      apn_rounding_mode mode, apn_decimal *out)
{
    apn_decimal read, units, unit = reader->agreement->info.unit;
    char unit_text[APN_DECIMAL_TEXT_SIZE];
    apn__path path;
    apn_error fault = {0};
    if (!apn__read_number(reader, node, trail, APN_FORM_MONEY, &read))
        return false;
    apn_status status = apn_decimal_to_units(read, unit, mode, &units, &fault);
    if (status == APN_OK)
        status = apn_decimal_from_units(units, unit, out, &fault);
    if (status == APN_OK)
        return true;
    apn_decimal_format(unit, 0, unit_text);
    if (status == APN_NOT_WHOLE_UNITS)
        apn__fault(reader, status, node->place, trail,
                   "`%.*s` for `%s` is not a whole number of units of %s: write it to the unit, "
                   "or name a rounding for such figures, as in rounding: {amounts: half-away}",
                   APN__SHOW(node->text), apn__spell(trail, &path), unit_text);
    else
        fault_number(reader, node, trail, "an amount that can be counted in units", &fault);
    return false;
}

static void fault_negative(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    apn__path path;
    apn__fault(reader, APN_NEGATIVE_WEIGHT, node->place, trail,
               "`%.*s` for `%s` is below zero: what a cost is shared by is zero or more",
               APN__SHOW(node->text), apn__spell(trail, &path));
}

bool apn__read_percentage(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                          apn_decimal *out)
{
    apn_decimal read;
    if (!apn__read_number(reader, node, trail, APN_FORM_PERCENT, &read))
        return false;
    if (read.sign < 0) {
        fault_negative(reader, node, trail);
        return false;
    }
    *out = read;
    return true;
}

/* A driver's value that is not money. */
static bool read_plain_weight(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                              apn__value *out)
{
    apn_error fault = {0};
    int percent = 0;
    apn_status status = apn_weight_parse(node->text.bytes, node->text.length, &out->value,
                                         &out->denominator, &percent, &fault);
    if (status == APN_OK && percent) {
        fault.status = APN_NUMBER;
        fault.column = (uint32_t)apn__utf8_count(node->text.bytes, node->text.length);
        snprintf(fault.message, sizeof fault.message,
                 "a driver counts something, and shares are worked out from it; leave out the "
                 "`%%`, or write the shares as a basis with `percent`");
        status = APN_NUMBER;
    }
    if (status == APN_NEGATIVE_WEIGHT)
        fault_negative(reader, node, trail);
    else if (status != APN_OK)
        fault_number(reader, node, trail, "a driver's value", &fault);
    return status == APN_OK;
}

bool apn__read_weight(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      bool money, apn__value *out)
{
    apn__value read = {
        .given = APN__GIVEN, .denominator = apn_decimal_from_i64(1), .place = node->place};
    if (!is_single(reader, node, trail, "a number, or `needed`"))
        return false;
    /* A sheet's numbers may have commas, and only a fraction is no number of that kind. */
    bool fraction = memchr(node->text.bytes, '/', node->text.length) != NULL;
    if (!money && (!node->sheet || fraction)) {
        if (!read_plain_weight(reader, node, trail, &read))
            return false;
    } else {
        unsigned forms = money ? APN_FORM_MONEY : APN_FORM_PLAIN;
        if (!apn__read_number(reader, node, trail, forms, &read.value))
            return false;
        if (read.value.sign < 0) {
            fault_negative(reader, node, trail);
            return false;
        }
    }
    *out = read;
    return true;
}

bool apn__read_whole(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                     unsigned most, unsigned *out)
{
    apn_decimal read;
    int64_t whole;
    apn__path path;
    if (!apn__read_number(reader, node, trail, APN_FORM_PLAIN, &read))
        return false;
    apn_status status = apn_decimal_to_i64(read, &whole, NULL);
    if (status == APN_NOT_WHOLE_UNITS || read.sign < 0) {
        apn__fault(reader, APN_NUMBER, node->place, trail,
                   "`%.*s` for `%s` is not a whole number from 0 to %u", APN__SHOW(node->text),
                   apn__spell(trail, &path), most);
        return false;
    }
    if (status != APN_OK || whole > (int64_t)most) {
        apn__fault(reader, APN_LIMIT, node->place, trail, "`%.*s` for `%s` is more than %u",
                   APN__SHOW(node->text), apn__spell(trail, &path), most);
        return false;
    }
    *out = (unsigned)whole;
    return true;
}

bool apn__read_bound(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                     apn_bound *out)
{
    apn__text text = node->text;
    apn_bound read = {0};
    apn__path path;
    bool percent =
        node->kind == APN__SCALAR && text.length > 0 && text.bytes[text.length - 1] == '%';
    read.kind = percent ? APN_BOUND_PERCENT : APN_BOUND_AMOUNT;
    if (percent ? !apn__read_number(reader, node, trail, APN_FORM_PERCENT, &read.value)
                : !apn__read_amount(reader, node, trail, APN_ROUND_NONE, &read.value))
        return false;
    if (read.value.sign < 0) {
        apn__fault(reader, APN_NUMBER, node->place, trail,
                   "`%.*s` for `%s` is below zero: a floor or a cap is on the size of an amount, "
                   "and so zero or more",
                   APN__SHOW(text), apn__spell(trail, &path));
        return false;
    }
    *out = read;
    return true;
}

bool apn__read_rate(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                    apn_decimal *percent)
{
    if (!apn__read_number(reader, node, trail, APN_FORM_PERCENT, percent))
        return false;
    if (apn_decimal_compare(*percent, apn_decimal_from_i64(-100)) > 0)
        return true;
    apn__fault(reader, APN_NUMBER, node->place, trail,
               "at a rate of %.*s nothing is left: a rate is more than -100 %%",
               APN__SHOW(node->text));
    return false;
}
