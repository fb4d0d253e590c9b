/* issued_model.h: what a statement read back holds, and the steps that make one. */
#ifndef APN_ISSUED_MODEL_H
#define APN_ISSUED_MODEL_H

#include <gmp.h>

#include "apportion/issued.h"
#include "document.h"

typedef struct apn__issued_line {
    apn_issued_line_info info;
    apn__place place; /* of its total */
    apn_issued_cell_info *cells;
} apn__issued_line;

struct apn_issued {
    apn__arena *arena;
    apn_issued_info info;
    apn__place total_place;
    apn_issued_party_info *parties;
    apn__place *party_places;
    size_t party_count;
    apn__issued_line *lines;
    size_t line_count;
};

#define APN__EXACT_DIGITS 20000u /* of each number of a fraction: 65,536 binary digits and some */

/* out = the exact figure, "p/q" or "p". False when it is none. */
bool apn__exact_read(const char *text, mpq_t out);

/* In issued_sums.c: reports every sum that does not hold (APN_FOOTING). Requires: all of it could
 * be read. */
void apn__issued_check_sums(const apn_issued *issued, apn_findings *findings);

#endif
