/* told.h: findings of the command's own, in the form of the library's. */
#ifndef APPORTION_COMMAND_TOLD_H
#define APPORTION_COMMAND_TOLD_H

#include <stdbool.h>
#include <stdio.h>

#include "apportion/apportion.h"

/* Where in which text. */
typedef struct told_place {
    const char *file;
    uint32_t line, column;
} told_place;

typedef struct told_entry {
    apn_finding finding;
    apn_findings *from; /* the library's list that its texts are in; NULL: they are its own */
} told_entry;

/* A list of findings; zero it to begin. */
typedef struct told {
    told_entry *entries;
    size_t count;
    size_t passed_over; /* how many more there were than a list holds */
} told;

/* Adds a sentence; `where` is copied, and the file's name is not. */
void told_add(told *list, apn_severity severity, apn_status code, told_place place,
              const char *where, const char *format, ...) __attribute__((format(printf, 6, 7)));

/* Adds the one finding of a list of the library's, or nothing when the list is empty. The list
 * becomes this one's. */
void told_add_found(told *list, apn_findings *found);

/* Sorts by place; what has none comes last. */
void told_sort(told *list);

size_t told_count(const told *list, apn_severity severity);

/* The code of the first error, or APN_OK. */
apn_status told_status(const told *list);

/* Writes the findings one a line, or as one JSON object; nothing when there is none. */
void told_put(const told *list, FILE *out, bool json);

void told_free(told *list);

#endif
