/* savings.h: the register of savings of a frozen agreement. Targets stand where a cost has its
 * budget, what was realised where it has its outturn. */
#ifndef APN_AGREEMENT_SAVINGS_H
#define APN_AGREEMENT_SAVINGS_H

#include "agreement_model.h"

typedef struct apn__saving {
    apn__line line;       /* shared as a cost line is; its figures are what counts in each year */
    const char *cashable; /* "yes", "no", or "" where nothing is said */
    bool recurrent;
    bool has_until;
    apn__year until;                    /* the last year in which it recurs */
    apn__figures listed[APN__MEASURES]; /* as given: what is newly saved from each year on */
} apn__saving;

/* What was said that the savings come to. */
typedef struct apn__headline {
    bool given, circa, has_of;
    apn_decimal amount;
    int decimals;   /* as printed; below zero for one in thousands or millions */
    apn_decimal of; /* the wider total that it is a part of */
    const char *source;
    apn__place place;
} apn__headline;

/* The cost lines that savings are to pay back. */
typedef struct apn__payback {
    apn__place place;
    size_t *lines;
    size_t count;
    unsigned within; /* years; 0 when none are stated */
    bool has_from;
    apn__year from; /* the first of them; else the first in which the lines cost something */
} apn__payback;

typedef struct apn__savings {
    apn__place place;
    apn__saving *items;
    size_t count;
    apn__year first[APN__MEASURES], last[APN__MEASURES]; /* with a figure that counts */
    bool any[APN__MEASURES];                             /* there is such a year */
    apn__headline headline;
    const apn__payback *payback; /* or NULL */
} apn__savings;

#endif
