/* methods.c: the methods and tie rules by name; docs/methods/ has their definitions. */
#include "splitter.h"

#include "findings.h"
#include "text.h"

static const apn_method_info methods[] = {
    [APN_LARGEST_REMAINDER] =
        {"largest-remainder", "Hamilton, Hare-Niemeyer",
         "each quota rounded down, then one unit more to the largest remainders"},
    [APN_JEFFERSON] = {"jefferson", "D'Hondt, greatest divisors",
                       "units one by one to the greatest weight / (units + 1)"},
    [APN_WEBSTER] = {"webster", "Sainte-Lague, major fractions",
                     "units one by one to the greatest weight / (units + 1/2)"},
    [APN_ADAMS] = {"adams", "smallest divisors", "units one by one to the greatest weight / units"},
    [APN_HILL] = {"hill", "Huntington-Hill, equal proportions",
                  "units one by one to the greatest weight / root of units x (units + 1)"},
    [APN_DEAN] = {"dean", "harmonic mean",
                  "units one by one to the greatest weight / harmonic mean of units and units + 1"},
    [APN_FIRST_LISTED] = {"first-listed", "Fowler",
                          "each quota rounded down, then one unit more to the first listed"},
    [APN_LARGEST_SHARE] = {"largest-share", "",
                           "each quota rounded down, then one unit more to the largest weights"},
    [APN_RESIDUAL] =
        {"residual", "balancing figure",
         "each quota rounded to the nearest unit, and one named party has what is left"},
    [APN_INDEPENDENT] =
        {"independent", "",
         "each quota rounded alone; what does not fit is reported as unapportioned"},
};
static const char *const ties_words[] = {"listed-order", "largest-weight", "smallest-weight",
                                         "refuse"};
enum { METHODS = sizeof methods / sizeof *methods, TIES = sizeof ties_words / sizeof *ties_words };

bool apn__method_is_divisor(apn_method method)
{
    return method >= APN_JEFFERSON && method <= APN_DEAN;
}

const apn_method_info *apn_method_describe(apn_method method)
{
    return (size_t)method < METHODS ? &methods[method] : NULL;
}

const char *apn_ties_word(apn_ties ties)
{
    return (size_t)ties < TIES ? ties_words[ties] : NULL;
}

/* The place of `found` in words, or count with a refusal that suggests the nearest. */
static size_t find_word(apn__text found, const apn__text *words, size_t count, const char *what,
                        apn_error *err)
{
    for (size_t i = 0; i < count; i++)
        if (apn__text_equal(found, words[i]))
            return i;
    size_t near = apn__nearest(found, words, count);
    int shown = found.length < 40 ? (int)apn__utf8_cut(found.bytes, found.length, 40) : 40;
    if (near < count)
        apn__fail(err, APN_USAGE, NULL, "there is no %s `%.*s`: did you mean `%s`?", what, shown,
                  found.bytes, words[near].bytes);
    else
        apn__fail(err, APN_USAGE, NULL,
                  "there is no %s `%.*s`: `apportion methods` lists those there are", what, shown,
                  found.bytes);
    return count;
}

apn_status apn_method_find(const char *word, size_t length, apn_method *out, apn_error *err)
{
    apn__text words[METHODS];
    for (size_t i = 0; i < METHODS; i++)
        words[i] = apn__text_of(methods[i].word);
    size_t found = find_word((apn__text){word, length}, words, METHODS, "method", err);
    if (found == METHODS)
        return APN_USAGE;
    *out = (apn_method)found;
    return APN_OK;
}

apn_status apn_ties_find(const char *word, size_t length, apn_ties *out, apn_error *err)
{
    apn__text words[TIES];
    for (size_t i = 0; i < TIES; i++)
        words[i] = apn__text_of(ties_words[i]);
    size_t found = find_word((apn__text){word, length}, words, TIES, "tie rule", err);
    if (found == TIES)
        return APN_USAGE;
    *out = (apn_ties)found;
    return APN_OK;
}
