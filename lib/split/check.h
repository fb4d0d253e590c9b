/* check.h: proofs that amounts are what the method defines, from total, weights and bounds alone;
 * O(n). */
#ifndef APN_SPLIT_CHECK_H
#define APN_SPLIT_CHECK_H

#include "splitter.h"

/* True when the amounts sum to the total, keep their bounds, and are those of the method and tie
 * rule. lambda in `quotas` is proven first, by the quotas' sum; nothing else is taken from the
 * calculation. Requires: total >= 0. */
bool apn__check_amounts(const apn_splitter *splitter, const mpz_t total, const apn__quotas *quotas,
                        const mpz_t *amounts);

/* The same for the 64-bit path. Requires: splitter->fast, total <= INT64_MAX. */
bool apn__check_amounts_fast(const apn_splitter *splitter, uint64_t total, const int64_t *amounts);

/* True unless no two parties can have had equal claims to the last units. Requires: proven amounts.
 */
bool apn__may_tie_fast(const apn_splitter *splitter, uint64_t total, const int64_t *amounts);

#endif
