/* netting_model.h: what a netting holds, and its steps. */
#ifndef APN_NETTING_MODEL_H
#define APN_NETTING_MODEL_H

#include <gmp.h>

#include "apportion/netting.h"
#include "alloc.h"
#include "findings.h"

#define APN__NETTING_EXACT 16u /* parties for whom the fewest payments are found for certain */

struct apn_netting {
    apn_netting_to to;
    apn_statement **statements;
    size_t statement_count;
    apn_party_info *parties; /* texts are the agreements' */
    size_t *mentioned;       /* the statement that names each party first */
    size_t party_count;
    int scale;       /* decimals of all amounts */
    mpz_t *balances; /* statement by statement, in 10^-scale of currency */
    mpz_t *nets;
    size_t balance_count;
    struct apn__transfer *transfers;
    size_t transfer_count;
    apn_payment *payments;
    bool least;
    apn_findings *findings;
};

typedef struct apn__transfer {
    size_t from, to;
    mpz_t amount; /* above zero */
} apn__transfer;

/* In fewest.c: */

/* Fills `out`, which has room for `count` - 1 transfers, with payments that bring every net to
 * zero, and returns how many; SIZE_MAX when memory is out. `nets` sum to zero; above zero owes.
 * *least: no fewer do. */
size_t apn__net_fewest(const mpz_t *nets, size_t count, apn__transfer *out, bool *least);

#endif
