/* The comma that ends a value inside { }: {2015/16: 48,898.94} is 48 and a key 898.94. Found by its
 * marks: a plain number followed by keys that are digits and have no value. */
#include "document.h"

#include <stdio.h>

#define SHOWN_BYTES 64u /* of the number, in a sentence */

/* The number as it was meant, with and without its commas. */
typedef struct slip {
    char with[SHOWN_BYTES + 1], without[SHOWN_BYTES + 1];
    size_t with_length, without_length;
    bool proper; /* every group behind a comma has three digits */
    bool cut;
} slip;

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static size_t count_digits(apn__text text, size_t from)
{
    size_t count = 0;
    while (from + count < text.length && is_digit(text.bytes[from + count]))
        count++;
    return count;
}

/* Signs, brackets, a currency and spaces may stand before a number. */
static bool is_prefix(char byte)
{
    return byte == '+' || byte == '-' || byte == '(' || byte == ' ' || byte == '\xC2' ||
           byte == '\xA3' || (byte >= 'A' && byte <= 'Z');
}

/* Is this a plain scalar that ends as the beginning of a number does: "48", "-£48", "GBP 1.5"? */
static bool begins_number(const apn__node *node)
{
    apn__text text = node->text;
    size_t at = 0;
    if (node->kind != APN__SCALAR || node->quoted)
        return false;
    while (at < text.length && is_prefix(text.bytes[at]))
        at++;
    size_t digits = count_digits(text, at);
    at += digits;
    if (digits > 0 && at < text.length && text.bytes[at] == '.') {
        digits = count_digits(text, at + 1);
        at += 1 + digits;
    }
    return digits > 0 && at == text.length;
}

/* Is this a key without a value that goes on as a number does: "898.94", "048", "350m", "50%"? */
static bool continues_number(const apn__node *node)
{
    apn__text key = node->key;
    size_t digits = count_digits(key, 0), at = digits;
    if (node->kind != APN__SCALAR || node->quoted || node->text.length != 0 || digits == 0)
        return false;
    if (at < key.length && key.bytes[at] == '.')
        at += 1 + count_digits(key, at + 1);
    if (key.length - at > 3)
        return false;
    for (; at < key.length; at++) {
        char byte = key.bytes[at];
        if (byte != '%' && byte != ')' && byte != '-' && byte != ' ' &&
            !(byte >= 'a' && byte <= 'z'))
            return false;
    }
    return true;
}

static void append(char text[], size_t *length, apn__text more, bool *cut)
{
    size_t room = SHOWN_BYTES - *length;
    size_t taken = apn__utf8_cut(more.bytes, more.length, more.length < room ? more.length : room);
    memcpy(text + *length, more.bytes, taken);
    *length += taken;
    *cut = *cut || taken < more.length;
}

static void take_group(slip *found, apn__text group)
{
    append(found->with, &found->with_length, (apn__text){",", 1}, &found->cut);
    append(found->with, &found->with_length, group, &found->cut);
    append(found->without, &found->without_length, group, &found->cut);
    found->proper = found->proper && count_digits(group, 0) == 3;
}

static void report(const slip *found, const apn__node *value, const apn__node *stray,
                   const char *where, apn_findings *findings)
{
    apn__path path = {0};
    int shown = (int)apn__utf8_cut(value->text.bytes, value->text.length, SHOWN_BYTES);
    int stray_shown = (int)apn__utf8_cut(stray->key.bytes, stray->key.length, SHOWN_BYTES);
    apn__path_push(&path, apn__text_of(where));
    apn__path_push(&path, value->key);
    if (found->proper && !found->cut)
        apn__findings_add(findings, APN_ERROR, APN_NUMBER, value->place, path.text,
                          "a comma inside { } ends the value, so `%s` is read as %.*s and a key "
                          "%.*s; write %s, or "
                          "put the number in quotes",
                          found->with, shown, value->text.bytes, stray_shown, stray->key.bytes,
                          found->without);
    else
        apn__findings_add(findings, APN_ERROR, APN_NUMBER, value->place, path.text,
                          "a comma inside { } ends the value, so `%s%s` is read as %.*s and a key "
                          "%.*s; write the "
                          "number without commas, and with a point before its decimals",
                          found->with, found->cut ? "\xE2\x80\xA6" : "", shown, value->text.bytes,
                          stray_shown, stray->key.bytes);
}

/* Takes the stray keys behind `value` out of the mapping, and reports them. */
static void mend(apn__node *mapping, apn__node *value, const char *where, apn_findings *findings)
{
    slip found = {.proper = true};
    const apn__node *first = value->next;
    apn__node *stray = value->next;
    append(found.with, &found.with_length, value->text, &found.cut);
    append(found.without, &found.without_length, value->text, &found.cut);
    while (stray != NULL && continues_number(stray)) {
        take_group(&found, stray->key);
        mapping->count--;
        stray = stray->next;
    }
    report(&found, value, first, where, findings);
    value->next = stray;
    if (stray == NULL)
        mapping->last = value;
    value->kind = APN__INVALID;
}

void apn__node_check_commas(apn__node *mapping, const char *where, apn_findings *findings)
{
    if (mapping->kind != APN__MAPPING || !mapping->flow)
        return;
    for (apn__node *child = mapping->first; child != NULL; child = child->next)
        if (child->next != NULL && continues_number(child->next) && begins_number(child))
            mend(mapping, child, where, findings);
}
