/* names.h: names of bodies as sheets write them, and what makes two of them the same. */
#ifndef APN_AGREEMENT_NAMES_H
#define APN_AGREEMENT_NAMES_H

#include <stdbool.h>

#include "text.h"

/* Compares two names, capitals (A to Z) apart: `&` is the word `and`, a hyphen is a space, and
 * spaces count only between words. Below, at or above zero; 0 means that they are the same. */
int apn__name_compare(apn__text a, apn__text b);

#endif
