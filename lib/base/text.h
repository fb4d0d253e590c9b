/* text.h: slices of text, growing text, UTF-8, and the nearest word. */
#ifndef APN_BASE_TEXT_H
#define APN_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdarg.h>

/* Bytes that somebody else owns; no end mark. */
typedef struct apn__text {
    const char *bytes;
    size_t length;
} apn__text;

apn__text apn__text_of(const char *ended);
bool apn__text_is(apn__text text, const char *ended);
bool apn__text_equal(apn__text a, apn__text b);
int apn__text_compare(apn__text a, apn__text b); /* by bytes, shorter first */

/* The byte offset of the first byte that is not well-formed UTF-8, or length when all is well. */
size_t apn__utf8_fault(const char *bytes, size_t length);

/* How many characters are in well-formed or other bytes: every byte that does not continue a
 * character counts. */
size_t apn__utf8_count(const char *bytes, size_t length);

/* The largest cut <= at that does not part a character. */
size_t apn__utf8_cut(const char *bytes, size_t length, size_t at);

/* Line and column, both 1-based and in characters, of a byte offset. LF, CRLF and CR end lines. A
 * byte order mark at the start does not count. */
void apn__utf8_place(const char *bytes, size_t length, size_t offset, uint32_t *line,
                     uint32_t *column);

/* One sentence for bytes that are not UTF-8: names Windows-1252 when the byte at `offset` is one of
 * its letters or signs. Written into buffer. */
void apn__utf8_explain(const char *bytes, size_t length, size_t offset, char *buffer, size_t size);

/* Text that grows. After a failed growth `failed` is true and appends do nothing. Zero it to begin.
 */
typedef struct apn__buffer {
    char *bytes; /* ended by a zero byte once anything was appended */
    size_t length, capacity;
    bool failed;
} apn__buffer;

void apn__buffer_append(apn__buffer *buffer, const char *bytes, size_t length);
void apn__buffer_print(apn__buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void apn__buffer_print_list(apn__buffer *buffer, const char *format, va_list arguments);
void apn__buffer_end(apn__buffer *buffer); /* frees and zeroes */

/* The index of the word that a reader most likely meant by `found`, or count when none is near: at
 * most a third of the letters of the longer one changed, exchanged with a neighbour, missing or
 * added. Capitals do not matter; of equally near words the first is taken. */
size_t apn__nearest(apn__text found, const apn__text *words, size_t count);

#endif
