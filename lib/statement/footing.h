/* footing.h: a printed total against its parts. */
#ifndef APN_STATEMENT_FOOTING_H
#define APN_STATEMENT_FOOTING_H

#include <stdbool.h>

#include "alloc.h"
#include "apportion/error.h"
#include "apportion/decimal.h"
#include "text.h"

/* One part of a printed total, as printed. */
typedef struct apn__addend {
    const char *name; /* its id, or its place in its list */
    apn_decimal amount;
    int decimals;    /* as printed; below zero for one in thousands or millions */
    bool subtracted; /* the total is less by it */
} apn__addend;

/* A printed total and what it should be the sum of. A column's addends are rows, and a row's are
 * columns. */
typedef struct apn__printed_sum {
    const char *table;
    bool is_row;
    const char *id; /* of the row or column */
    const apn__addend *addends;
    size_t count;
    apn_decimal total;
    int decimals; /* of the total, as printed */
    apn_decimal unit;
} apn__printed_sum;

/* Compares. *out has no difference (NULL) where the sum foots; else all is filled, with texts in
 * the arena. False when memory is out. */
bool apn__footing_find(const apn__printed_sum *sum, apn__arena *arena, apn_footing *out);

/* "1 more than" or "0.06 less than". */
void apn__footing_compare(const apn_footing *footing, apn__buffer *words);

/* The diagnosis in the reader's words: "rounding explains it". */
void apn__footing_explain(const apn_footing *footing, apn__buffer *words);

#endif
