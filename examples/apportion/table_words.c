/* What the names of rows and columns say: which are totals. */
#include "table_sheet.h"

#include <string.h>
#include <strings.h>

enum { WORD_ROOM = 16 };

/* What stands between words, beside blanks: signs of currencies, brackets and the like. */
static const char *const SEPARATORS[] = {"£", "€", "\xC2\xA0", "\xE2\x80\x99"};
static const char *const TOTALS[] = {"total", "totals", "sum", NULL};
static const char *const SUBTOTALS[] = {"total", "totals", "subtotal", "subtotals", NULL};
static const char *const BEFORE[] = {"grand", "overall", "sub", NULL};
static const char *const BESIDE[] = {"grand", "overall",  "gbp",       "m",      "k",
                                     "bn",    "million",  "millions",  "000",    "000s",
                                     "s",     "thousand", "thousands", "pounds", NULL};

/* How many bytes at the text's start belong to no word. */
static size_t separator_at(const char *text)
{
    for (size_t i = 0; i < sizeof SEPARATORS / sizeof SEPARATORS[0]; i++)
        if (strncmp(text, SEPARATORS[i], strlen(SEPARATORS[i])) == 0)
            return strlen(SEPARATORS[i]);
    return *text && strchr(" /()[]:;,.*_'-=", *text) ? 1 : 0;
}

/* The first word of the text, cut to its room and empty when there is none; what stands behind it
 * is returned. */
static const char *word_next(const char *text, char word[WORD_ROOM])
{
    size_t length = 0;
    while (separator_at(text) > 0)
        text += separator_at(text);
    for (; *text && separator_at(text) == 0; text++)
        if (length < WORD_ROOM - 1)
            word[length++] = *text;
    word[length] = '\0';
    return text;
}

static bool is_among(const char *word, const char *const *list)
{
    while (*list && strcasecmp(word, *list) != 0)
        list++;
    return *list != NULL;
}

bool table_word_total(const char *name)
{
    char word[WORD_ROOM];
    bool found = false;
    for (name = word_next(name, word); word[0]; name = word_next(name, word)) {
        bool total = is_among(word, TOTALS);
        if (!total && !is_among(word, BESIDE))
            return false;
        found = found || total;
    }
    return found;
}

bool table_word_like_total(const char *name)
{
    char word[WORD_ROOM];
    name = word_next(name, word);
    if (is_among(word, BEFORE))
        (void)word_next(name, word);
    return is_among(word, SUBTOTALS);
}
