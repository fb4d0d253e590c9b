/* Text as a terminal shows it. The widths are wcwidth's, under the UTF-8 locale that
 * terminal_prepare sets. */
#include "text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "memory.h"

typedef struct glyph {
    size_t bytes;
    size_t columns;
    bool printable;
} glyph;

/* The character at the start of a text that is not empty. A byte that belongs to none stands for
 * itself. */
static glyph glyph_at(const char *text)
{
    wchar_t wide = 0;
    mbstate_t state;
    memset(&state, 0, sizeof state);
    size_t bytes = mbrtowc(&wide, text, strlen(text), &state);
    if (bytes == (size_t)-1 || bytes == (size_t)-2 || bytes == 0)
        return (glyph){.bytes = 1, .columns = 1, .printable = false};
    int columns = wcwidth(wide);
    return (glyph){
        .bytes = bytes, .columns = columns < 0 ? 1 : (size_t)columns, .printable = columns >= 0};
}

bool text_is_utf8(const char *text)
{
    return mbstowcs(NULL, text, 0) != (size_t)-1;
}

size_t text_width(const char *text)
{
    size_t columns = 0;
    while (*text) {
        glyph next = glyph_at(text);
        columns += next.columns;
        text += next.bytes;
    }
    return columns;
}

int text_shown(const char *text)
{
    enum { MOST = 60 };
    size_t length = strlen(text);
    if (length <= MOST)
        return (int)length;
    length = MOST;
    while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
        length--;
    return (int)length;
}

char *text_clean(const char *text)
{
    char *copy = grab(strlen(text) + 1, 1);
    size_t length = 0;
    while (*text) {
        glyph next = glyph_at(text);
        if (next.printable) {
            memcpy(copy + length, text, next.bytes);
            length += next.bytes;
        } else {
            copy[length++] = *text == '\n' || *text == '\t' ? ' ' : '?';
        }
        text += next.bytes;
    }
    return copy;
}

/* How many bytes of the text go on a line of `width` columns; *next is where the following line
 * begins. */
static size_t line_length(const char *text, size_t width, size_t *next)
{
    size_t at = 0, columns = 0, space = 0;
    while (text[at]) {
        glyph here = glyph_at(text + at);
        if (columns + here.columns > width && at > 0)
            break;
        if (text[at] == ' ')
            space = at;
        at += here.bytes;
        columns += here.columns;
    }
    size_t length = at;
    if (text[at] && text[at] != ' ' && space > 0)
        length = space;
    *next = text[length] == ' ' ? length + 1 : length;
    return length;
}

char *text_wrap(const char *text, size_t width)
{
    char *clean = text_clean(text);
    /* A break is put in for a space or after a character, so twice the length always holds it. */
    char *lines = grab(2 * strlen(clean) + 1, 1);
    size_t length = 0;
    const char *rest = clean;
    while (*rest) {
        size_t next = 0;
        size_t taken = line_length(rest, width, &next);
        memcpy(lines + length, rest, taken);
        length += taken;
        rest += next;
        if (*rest)
            lines[length++] = '\n';
    }
    free(clean);
    return lines;
}

void put_paragraph(FILE *out, const char *text, size_t width, size_t first, size_t rest)
{
    char *clean = text_clean(text);
    const char *at = clean;
    size_t indent = first;
    while (*at) {
        size_t next = 0;
        size_t taken = line_length(at, width > indent ? width - indent : 1, &next);
        fprintf(out, "%*s%.*s\n", (int)indent, "", (int)taken, at);
        at += next;
        indent = rest;
    }
    free(clean);
}

void put_json_text(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte == '"' || byte == '\\')
            fprintf(out, "\\%c", byte);
        else if (byte < 0x20)
            fprintf(out, "\\u%04x", byte);
        else
            fputc(byte, out);
    }
    fputc('"', out);
}

char *text_of(const char *format, ...)
{
    va_list values, again;
    va_start(values, format);
    va_copy(again, values);
    int length = vsnprintf(NULL, 0, format, values);
    va_end(values);
    if (length < 0)
        out_of_memory();
    char *text = grab((size_t)length + 1, 1);
    (void)vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}
