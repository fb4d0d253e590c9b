/* The forces of England and Wales, and what makes two names the same. */
#include "apportion/force.h"

#include <stdint.h>

#include "names.h"

/* A name as it is compared; the list is sorted by it. */
typedef struct force_name {
    const char *spelling;
    size_t force;
} force_name;

#include "forces_list.h"

enum { FORCES = sizeof forces / sizeof *forces, NAMES = sizeof names / sizeof *names };

/* A name as it is compared, letter by letter. */
typedef struct spelling {
    apn__text rest;
    const char *word; /* what is left of the `and` that stands for `&` */
    bool begun;       /* a letter was given, so that a space counts */
} spelling;

static bool is_space(char letter)
{
    return letter == ' ' || letter == '-' || letter == '\t' || letter == '\n' || letter == '\r';
}

/* The next letter that counts, '\0' at the end. Spaces in a row, and spaces around `&`, are one. */
static char next_letter(spelling *name)
{
    bool space = false;
    if (name->word != NULL && *name->word != '\0')
        return *name->word++;
    if (name->word != NULL)
        space = true;
    name->word = NULL;
    while (name->rest.length > 0 && is_space(*name->rest.bytes)) {
        name->rest.bytes++, name->rest.length--;
        space = true;
    }
    if (name->rest.length == 0)
        return '\0';
    if (*name->rest.bytes == '&') {
        name->rest.bytes++, name->rest.length--;
        name->word = name->begun ? "and" : "nd";
        name->begun = true;
        return name->word[0] == 'a' ? ' ' : 'a';
    }
    if (space && name->begun)
        return ' ';
    name->begun = true;
    char letter = *name->rest.bytes;
    name->rest.bytes++, name->rest.length--;
    return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

int apn__name_compare(apn__text a, apn__text b)
{
    spelling left = {.rest = a}, right = {.rest = b};
    for (;;) {
        unsigned char one = (unsigned char)next_letter(&left);
        unsigned char two = (unsigned char)next_letter(&right);
        if (one != two)
            return one < two ? -1 : 1;
        if (one == '\0')
            return 0;
    }
}

apn_force_info apn_force_describe(size_t index)
{
    return index < FORCES ? forces[index] : (apn_force_info){NULL, NULL, NULL};
}

size_t apn_force_find(const char *text, size_t length)
{
    size_t low = 0, high = NAMES;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order =
            apn__name_compare(apn__text_of(names[middle].spelling), (apn__text){text, length});
        if (order == 0)
            return names[middle].force;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return SIZE_MAX;
}
