/* nearest.h: the word that a misspelt one was probably meant to be. */
#ifndef APPORTION_COMMAND_NEAREST_H
#define APPORTION_COMMAND_NEAREST_H

#include <stddef.h>

/* The nearest of `count` words, the first when several are, or NULL when none is near enough to
 * suggest. */
const char *nearest_word(const char *word, const char *const *words, size_t count);

#endif
