/* The word that a misspelt one was probably meant to be: the least number of letters put in, left
 * out, changed or exchanged with a neighbour (Damerau's distance in its restricted form). */
#include "nearest.h"

#include <string.h>

enum { LENGTH_MOST = 64 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Requires: both lengths are at most LENGTH_MOST. */
static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t rows[3][LENGTH_MOST + 1] = {{0}};
    size_t *older = rows[0], *old = rows[1], *now = rows[2];
    for (size_t j = 0; j <= b_length; j++)
        old[j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        now[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            now[j] = least(least(old[j] + 1, now[j - 1] + 1), old[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = least(now[j], older[j - 2] + 1);
        }
        size_t *spare = older;
        older = old;
        old = now;
        now = spare;
    }
    return old[b_length];
}

const char *nearest_word(const char *word, const char *const *words, size_t count)
{
    size_t length = strlen(word);
    const char *nearest = NULL;
    size_t best = (length < 3 ? 1 : length / 3) + 1;
    if (length == 0 || length > LENGTH_MOST)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        size_t other = strlen(words[i]);
        if (other > LENGTH_MOST)
            continue;
        size_t far = distance(word, length, words[i], other);
        /* A word that shares no letter with the other is no suggestion. */
        if (far < best && far < (length > other ? length : other)) {
            nearest = words[i];
            best = far;
        }
    }
    return nearest;
}
