/* comparison_model.h: what a frozen comparison holds. */
#ifndef APN_STATEMENT_COMPARISON_MODEL_H
#define APN_STATEMENT_COMPARISON_MODEL_H

#include <gmp.h>

#include "apportion/comparison.h"
#include "apportion/table.h"
#include "statement_model.h"

#define APN__CAUSES 5

struct apn_comparison {
    apn__arena *arena;
    apn_statement *before, *after;
    apn_compared *parties, *lines;
    size_t party_count, line_count;
    mpq_t *parts;       /* party by party, one of each cause, in units */
    apn_table *rounded; /* the same in whole units, so that the table foots */
    apn_findings *findings;
};

/* In causes.c: */

/* Fills the parts. Errors: APN_MEMORY; APN_INTERNAL when they do not sum to the change. */
apn_status apn__comparison_take_apart(apn_comparison *comparison, const apn_side *before,
                                      const apn_side *after, apn_error *err);

#endif
