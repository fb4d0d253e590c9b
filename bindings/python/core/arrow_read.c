/* Columns of the Arrow C data interface: whole numbers, decimals, texts and dictionaries of texts.
 * Binary floating point is refused. */
#include "arrow_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static cell_type refused(const char *fault)
{
    return (cell_type){.kind = CELL_REFUSED, .fault = fault};
}

/* "d:38,2" or "d:38,2,64" */
static cell_type decimal_type(const char *format)
{
    char *rest = NULL;
    (void)strtol(format + 2, &rest, 10);
    long scale = *rest == ',' ? strtol(rest + 1, &rest, 10) : 0;
    long bits = *rest == ',' ? strtol(rest + 1, NULL, 10) : 128;
    if (bits != 32 && bits != 64 && bits != 128)
        return refused("it is a decimal of 256 bits: cast it to decimal128(38, …)");
    return (cell_type){.kind = CELL_SIGNED, .width = (size_t)bits / 8, .scale = (int)scale};
}

static cell_type number_type(char letter)
{
    static const char letters[] = "cCsSiIlL";
    const char *found = letter ? strchr(letters, letter) : NULL;
    if (!found)
        return refused(
            "it holds neither whole numbers, decimals nor texts: cast it to one of them");
    size_t place = (size_t)(found - letters);
    return (cell_type){.kind = place % 2 ? CELL_UNSIGNED : CELL_SIGNED,
                       .width = (size_t)1 << place / 2,
                       .is_signed = place % 2 == 0};
}

cell_type cell_type_of(const struct ArrowSchema *schema)
{
    const char *format = schema->format;
    if (schema->dictionary) {
        cell_type index = number_type(format[0]);
        cell_type values = cell_type_of(schema->dictionary);
        if (values.kind != CELL_TEXT && values.kind != CELL_LONG_TEXT &&
            values.kind != CELL_TEXT_VIEW)
            return refused("it is a dictionary of something else than texts");
        index.kind = CELL_DICTIONARY;
        index.values = values.kind;
        return index;
    }
    if (strncmp(format, "d:", 2) == 0)
        return decimal_type(format);
    if (strcmp(format, "u") == 0)
        return (cell_type){.kind = CELL_TEXT};
    if (strcmp(format, "U") == 0)
        return (cell_type){.kind = CELL_LONG_TEXT};
    if (strcmp(format, "vu") == 0)
        return (cell_type){.kind = CELL_TEXT_VIEW};
    if (strlen(format) == 1 && strchr("efg", format[0]))
        return refused(
            "it holds floats, which are binary approximations: cast it to decimal128(38, "
            "2), or read the figures as text");
    return number_type(strlen(format) == 1 ? format[0] : '\0');
}

int64_t column_of(const struct ArrowSchema *schema, const char *name)
{
    for (int64_t i = 0; i < schema->n_children; i++)
        if (schema->children[i]->name && strcmp(schema->children[i]->name, name) == 0)
            return i;
    return -1;
}

cell_view cell_view_of(cell_type type, const struct ArrowArray *batch, int64_t column)
{
    const struct ArrowArray *array = batch->children[column];
    return (cell_view){
        .type = type, .array = array, .offset = (size_t)(batch->offset + array->offset)};
}

static bool bit_is_clear(const struct ArrowArray *array, size_t at)
{
    const uint8_t *bits = array->n_buffers > 0 ? array->buffers[0] : NULL;
    return bits && !(bits[at / 8] >> at % 8 & 1);
}

static cell_int number_at(const void *data, size_t width, bool is_signed, size_t at)
{
    const unsigned char *bytes = (const unsigned char *)data + at * width;
    uint64_t parts[2] = {0, 0};
    memcpy(parts, bytes, width);
    if (width == sizeof parts)
        return (cell_int)((unsigned __int128)parts[1] << 64 | parts[0]);
    if (!is_signed || width > sizeof parts[0])
        return (cell_int)parts[0];
    unsigned shift = 64 - 8 * (unsigned)width;
    return (cell_int)((int64_t)(parts[0] << shift) >> shift);
}

cell_int cell_number(const cell_view *view, size_t row)
{
    return number_at(view->array->buffers[1], view->type.width, view->type.kind != CELL_UNSIGNED,
                     view->offset + row);
}

/* Where a dictionary's value stands. */
static size_t dictionary_place(const cell_view *view, size_t row)
{
    return (size_t)number_at(view->array->buffers[1], view->type.width, view->type.is_signed,
                             view->offset + row);
}

static cell_view dictionary_view(const cell_view *view)
{
    const struct ArrowArray *values = view->array->dictionary;
    return (cell_view){
        .type = {.kind = view->type.values}, .array = values, .offset = (size_t)values->offset};
}

bool cell_is_null(const cell_view *view, size_t row)
{
    if (bit_is_clear(view->array, view->offset + row))
        return true;
    if (view->type.kind != CELL_DICTIONARY)
        return false;
    cell_view values = dictionary_view(view);
    return bit_is_clear(values.array, values.offset + dictionary_place(view, row));
}

/* Up to 12 bytes stand in the view itself; longer texts in one of the buffers behind it. */
static const char *viewed_text(const struct ArrowArray *array, size_t at, size_t *length)
{
    const unsigned char *view = (const unsigned char *)array->buffers[1] + at * 16;
    int32_t size, buffer, start;
    memcpy(&size, view, sizeof size);
    memcpy(&buffer, view + 8, sizeof buffer);
    memcpy(&start, view + 12, sizeof start);
    *length = (size_t)size;
    return size <= 12 ? (const char *)view + 4 : (const char *)array->buffers[2 + buffer] + start;
}

static const char *text_at(const cell_view *view, size_t row, size_t *length)
{
    size_t at = view->offset + row;
    const void *offsets = view->array->buffers[1];
    if (view->type.kind == CELL_TEXT_VIEW)
        return viewed_text(view->array, at, length);
    bool is_long = view->type.kind == CELL_LONG_TEXT;
    int64_t begin = is_long ? ((const int64_t *)offsets)[at] : ((const int32_t *)offsets)[at];
    int64_t end = is_long ? ((const int64_t *)offsets)[at + 1] : ((const int32_t *)offsets)[at + 1];
    const char *chars = view->array->buffers[2];
    *length = (size_t)(end - begin);
    return *length ? chars + begin : "";
}

apn_status cell_decimal(const cell_view *view, size_t row, apn_decimal *out, apn_error *err)
{
    if (view->type.kind != CELL_SIGNED && view->type.kind != CELL_UNSIGNED) {
        char scratch[CELL_TEXT_SIZE];
        size_t length = 0;
        const char *text = cell_text(view, row, scratch, &length);
        return apn_decimal_parse(text, length, APN_FORM_MONEY, NULL, out, err);
    }
    cell_int number = cell_number(view, row);
    int scale = view->type.scale;
    for (; scale > APN_DECIMAL_SCALE && number % 10 == 0; scale--)
        number /= 10;
    for (; scale < 0 && !__builtin_mul_overflow(number, (cell_int)10, &number); scale++) {
    }
    unsigned __int128 size = number < 0 ? -(unsigned __int128)number : (unsigned __int128)number;
    cell_int most = 1;
    for (int i = 0; i < APN_DECIMAL_DIGITS; i++)
        most *= 10;
    if (scale > APN_DECIMAL_SCALE || scale < 0 || size >= (unsigned __int128)most) {
        *err = (apn_error){.status = APN_NUMBER};
        snprintf(err->message, sizeof err->message,
                 "a figure has more than %d digits, or more than %d after the point",
                 APN_DECIMAL_DIGITS, APN_DECIMAL_SCALE);
        return APN_NUMBER;
    }
    *out = (apn_decimal){.hi = (uint64_t)(size >> 64),
                         .lo = (uint64_t)size,
                         .scale = (int16_t)scale,
                         .sign = (int8_t)((number > 0) - (number < 0))};
    return APN_OK;
}

const char *cell_text(const cell_view *view, size_t row, char scratch[CELL_TEXT_SIZE],
                      size_t *length)
{
    apn_decimal number;
    apn_error err = {0};
    if (view->type.kind == CELL_DICTIONARY) {
        cell_view values = dictionary_view(view);
        return text_at(&values, dictionary_place(view, row), length);
    }
    if (view->type.kind != CELL_SIGNED && view->type.kind != CELL_UNSIGNED)
        return text_at(view, row, length);
    *length = cell_decimal(view, row, &number, &err) == APN_OK
                  ? apn_decimal_format(number, 0, scratch)
                  : (size_t)snprintf(scratch, CELL_TEXT_SIZE, "a number that is too long");
    return scratch;
}
