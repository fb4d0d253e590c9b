/* Slices, growing text, and the nearest word by edit distance with neighbours exchanged (optimal
 * string alignment). */
#include "text.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "alloc.h"

/* Longer words have no nearest word: ids and keys are shorter (APN__LIMIT_ID), and the work stays
 * small. */
#define LONGEST_WORD 64u

apn__text apn__text_of(const char *ended)
{
    return (apn__text){ended, strlen(ended)};
}

bool apn__text_equal(apn__text a, apn__text b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

bool apn__text_is(apn__text text, const char *ended)
{
    return apn__text_equal(text, apn__text_of(ended));
}

int apn__text_compare(apn__text a, apn__text b)
{
    size_t common = a.length < b.length ? a.length : b.length;
    int order = common == 0 ? 0 : memcmp(a.bytes, b.bytes, common);
    if (order != 0)
        return order;
    return (a.length > b.length) - (a.length < b.length);
}

/* Makes room for `more` bytes and the zero byte behind them. */
static bool reserve(apn__buffer *buffer, size_t more)
{
    size_t needed = apn__add_sizes(apn__add_sizes(buffer->length, more), 1);
    if (buffer->failed || needed == SIZE_MAX) {
        buffer->failed = true;
        return false;
    }
    if (needed <= buffer->capacity)
        return true;
    size_t capacity = buffer->capacity < 64 ? 64 : buffer->capacity;
    while (capacity < needed)
        capacity = capacity > SIZE_MAX / 2 ? needed : capacity * 2;
    char *bytes = apn__grow(buffer->bytes, capacity, 1);
    if (bytes == NULL) {
        buffer->failed = true;
        return false;
    }
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    return true;
}

void apn__buffer_append(apn__buffer *buffer, const char *bytes, size_t length)
{
    if (!reserve(buffer, length))
        return;
    if (length > 0)
        memcpy(buffer->bytes + buffer->length, bytes, length);
    buffer->length += length;
    buffer->bytes[buffer->length] = '\0';
}

void apn__buffer_print_list(apn__buffer *buffer, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    if (length < 0) {
        buffer->failed = true;
    } else if (reserve(buffer, (size_t)length)) {
        vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    }
    va_end(again);
}

void apn__buffer_print(apn__buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    apn__buffer_print_list(buffer, format, arguments);
    va_end(arguments);
}

void apn__buffer_end(apn__buffer *buffer)
{
    apn__free(buffer->bytes);
    *buffer = (apn__buffer){0};
}

static char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* How many letters must be changed, exchanged with a neighbour, added or left out to make a into b,
 * capitals being the same as small letters; or more than `most` when it is more than that.
 * Requires: both at most LONGEST_WORD bytes. */
static size_t edit_distance(apn__text a, apn__text b, size_t most)
{
    size_t rows[3][LONGEST_WORD + 1];
    size_t *before = rows[0], *last = rows[1], *now = rows[2];
    assert(a.length <= LONGEST_WORD && b.length <= LONGEST_WORD);
    for (size_t j = 0; j <= b.length; j++)
        last[j] = before[j] = j;
    for (size_t i = 1; i <= a.length; i++) {
        size_t smallest = now[0] = i;
        char letter = lower(a.bytes[i - 1]);
        for (size_t j = 1; j <= b.length; j++) {
            char other = lower(b.bytes[j - 1]);
            now[j] = least(least(last[j], now[j - 1]) + 1, last[j - 1] + (letter != other));
            if (i > 1 && j > 1 && letter == lower(b.bytes[j - 2]) && lower(a.bytes[i - 2]) == other)
                now[j] = least(now[j], before[j - 2] + 1);
            smallest = least(smallest, now[j]);
        }
        if (smallest > most + 1)
            return smallest;
        size_t *oldest = before;
        before = last;
        last = now;
        now = oldest;
    }
    return last[b.length];
}

size_t apn__nearest(apn__text found, const apn__text *words, size_t count)
{
    size_t nearest = count, smallest = SIZE_MAX;
    if (found.length == 0 || found.length > LONGEST_WORD)
        return count;
    for (size_t i = 0; i < count; i++) {
        size_t longer = words[i].length > found.length ? words[i].length : found.length;
        size_t shorter = least(words[i].length, found.length);
        size_t most = longer / 3;
        if (words[i].length > LONGEST_WORD || longer - shorter > most)
            continue;
        size_t distance = edit_distance(found, words[i], most);
        if (distance <= most && distance < smallest) {
            smallest = distance;
            nearest = i;
        }
    }
    return nearest;
}
