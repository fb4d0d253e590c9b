/* vector_case.h: one line of split.vec, read and made ready to be split. */
#ifndef TEST_VECTOR_CASE_H
#define TEST_VECTOR_CASE_H

#include <stdbool.h>

#include "apportion/split.h"

#define VECTOR_PARTIES 256
#define VECTOR_TEXT    32768

typedef struct vector_case {
    char text[VECTOR_TEXT];  /* the line, cut into the fields below */
    char words[VECTOR_TEXT]; /* parties and options, cut into words */
    const char *id, *total, *parties, *options, *result;
    size_t count;
    const char *names[VECTOR_PARTIES];
    apn_decimal weights[VECTOR_PARTIES], denominators[VECTOR_PARTIES];
    apn_bound floors[VECTOR_PARTIES], caps[VECTOR_PARTIES];
    apn_split_options split;
} vector_case;

/* Cuts a line into its five fields. False, with a word on standard error, when it is not such a
 * line. */
bool vector_case_cut(vector_case *c, const char *line);

/* Reads parties and options as the command does. A refusal is the case's own answer, as a wrong
 * weight is. */
apn_status vector_case_read(vector_case *c, apn_error *err);

/* The total of the case in currency. */
apn_status vector_case_total(const vector_case *c, apn_decimal *total, apn_error *err);

/* The status whose word it is; APN_INTERNAL + 1000 when there is none. */
int vector_status(const char *word);

#endif
