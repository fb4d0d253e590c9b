/* settle.h: a split whose amounts are found elsewhere: with those of other lines, as a table or by
 * each party's total. */
#ifndef APN_SPLIT_SETTLE_H
#define APN_SPLIT_SETTLE_H

#include <gmp.h>

#include "apportion/split.h"

/* The party's exact quota in units, with the total's sign: numerator / denominator. All parties of
 * a split have one denominator, above zero; either argument may be NULL. */
void apn__split_quota_parts(const apn_split *split, size_t party, mpz_t numerator,
                            mpz_t denominator);

/* Gives the split these amounts, in currency, instead of its own; NULL: it has none, and all are
 * nil. Its ties end. Call it before anybody else sees the split. Errors: APN_INTERNAL when an
 * amount is not the floor or the ceiling of its quota, or the amounts do not make the total; the
 * split is then not to be used. */
apn_status apn__split_settle(apn_split *split, const apn_decimal *amounts, apn_error *err);

#endif
