/* text.h: UTF-8 text as a terminal shows it: its width in columns, and lines of a given width. */
#ifndef APPORTION_COMMAND_TEXT_H
#define APPORTION_COMMAND_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Whether every byte belongs to a character. */
bool text_is_utf8(const char *text);

/* The columns that a terminal needs for the text. */
size_t text_width(const char *text);

/* The bytes of the text that a sentence shows: all, or 60 at most, ending with a character. */
int text_shown(const char *text);

/* A copy without control characters, which could move the cursor or hide words: line breaks and
 * tabs become spaces, others `?`. The caller frees it. */
char *text_clean(const char *text);

/* A clean copy broken by '\n' into lines of at most `width` columns, between words where that can
 * be. The caller frees it. */
char *text_wrap(const char *text, size_t width);

/* Writes a paragraph: the first line after `first` spaces, the others after `rest`, no line beyond
 * `width`. */
void put_paragraph(FILE *out, const char *text, size_t width, size_t first, size_t rest);

/* Writes a text within quotes as JSON. */
void put_json_text(FILE *out, const char *text);

/* A text made as printf makes it. The caller frees it. */
char *text_of(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
