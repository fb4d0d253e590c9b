/* UTF-8 as the Unicode Standard has it (table 3-7, well-formed byte sequences), and places in
 * characters. */
#include "text.h"

#include <stdio.h>
#include <string.h>

static const char BYTE_ORDER_MARK[] = "\xEF\xBB\xBF";

/* The characters of Windows-1252 from 0x80 to 0x9F; 0 where it has none. From 0xA0 on it is the
 * same as Unicode. */
static const uint16_t WINDOWS_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

static bool continues(unsigned char byte)
{
    return (byte & 0xC0u) == 0x80u;
}

/* How many bytes a character has that begins with this byte, or 0 when none does. */
static size_t width_of(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return 2;
    if (first >= 0xE0 && first <= 0xEF)
        return 3;
    if (first >= 0xF0 && first <= 0xF4)
        return 4;
    return 0;
}

/* Some second bytes would spell a character in too many bytes, a surrogate, or one past U+10FFFF.
 */
static bool second_fits(unsigned char first, unsigned char second)
{
    switch (first) {
    case 0xE0:
        return second >= 0xA0;
    case 0xED:
        return second <= 0x9F;
    case 0xF0:
        return second >= 0x90;
    case 0xF4:
        return second <= 0x8F;
    default:
        return true;
    }
}

/* How many of the `width` bytes of a character stand at bytes: fewer than width when it is cut or
 * malformed. */
static size_t bytes_present(const unsigned char *bytes, size_t length, size_t width)
{
    size_t present = 1;
    while (present < width && present < length && continues(bytes[present]) &&
           (present > 1 || second_fits(bytes[0], bytes[1])))
        present++;
    return present;
}

size_t apn__utf8_fault(const char *bytes, size_t length)
{
    const unsigned char *text = (const unsigned char *)bytes;
    size_t at = 0;
    while (at < length) {
        size_t width = width_of(text[at]);
        if (width == 0 || bytes_present(text + at, length - at, width) < width)
            return at;
        at += width;
    }
    return length;
}

size_t apn__utf8_count(const char *bytes, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += !continues((unsigned char)bytes[i]);
    return count;
}

size_t apn__utf8_cut(const char *bytes, size_t length, size_t at)
{
    const unsigned char *text = (const unsigned char *)bytes;
    if (at > length)
        return length;
    for (size_t back = 1; back <= 3 && back <= at; back++) {
        size_t width = width_of(text[at - back]);
        if (width > back)
            return at - back;
        if (width != 0)
            break;
    }
    return at;
}

void apn__utf8_place(const char *bytes, size_t length, size_t offset, uint32_t *line,
                     uint32_t *column)
{
    size_t begin = 0, lines = 1;
    if (offset > length)
        offset = length;
    if (offset >= 3 && memcmp(bytes, BYTE_ORDER_MARK, 3) == 0)
        begin = 3;
    for (size_t i = begin; i < offset; i++) {
        bool ends =
            bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == length || bytes[i + 1] != '\n'));
        if (ends) {
            lines++;
            begin = i + 1;
        }
    }
    *line = (uint32_t)lines;
    *column = (uint32_t)(apn__utf8_count(bytes + begin, offset - begin) + 1);
}

/* Writes a character below U+10000 as UTF-8 with a zero byte behind. */
static void spell(uint32_t character, char spelt[4])
{
    size_t length = 0;
    if (character < 0x800) {
        spelt[length++] = (char)(0xC0u | (character >> 6));
    } else {
        spelt[length++] = (char)(0xE0u | (character >> 12));
        spelt[length++] = (char)(0x80u | ((character >> 6) & 0x3Fu));
    }
    spelt[length++] = (char)(0x80u | (character & 0x3Fu));
    spelt[length] = '\0';
}

void apn__utf8_explain(const char *bytes, size_t length, size_t offset, char *buffer, size_t size)
{
    const unsigned char *text = (const unsigned char *)bytes;
    unsigned byte = offset < length ? text[offset] : 0;
    size_t width = width_of((unsigned char)byte);
    uint32_t sign = byte >= 0xA0 ? byte : byte >= 0x80 ? WINDOWS_1252[byte - 0x80] : 0;
    if (length >= 2 && offset == 0 &&
        (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0)) {
        snprintf(buffer, size, "the text is UTF-16, not UTF-8; save it as UTF-8");
    } else if (width > 1 && offset > 0 &&
               bytes_present(text + offset, length - offset, width) == length - offset) {
        snprintf(buffer, size,
                 "the text breaks off inside a character of UTF-8; its end is missing");
    } else if (sign != 0) {
        char spelt[4];
        spell(sign, spelt);
        snprintf(buffer, size,
                 "the byte 0x%02X is not UTF-8; it looks like \xE2\x80\x9C%s\xE2\x80\x9D in "
                 "Windows-1252: save the "
                 "text as UTF-8",
                 byte, spelt);
    } else {
        snprintf(buffer, size, "the byte 0x%02X is not UTF-8; save the text as UTF-8", byte);
    }
}
