/* rules.h: the steps that the files of this layer share. */
#ifndef APN_SPLIT_RULES_H
#define APN_SPLIT_RULES_H

#include "splitter.h"

/* Sets weights and divisor from what was given. Errors: APN_SHARE_SUM, APN_LIMIT. */
apn_status apn__weights_set(apn_splitter *splitter, apn_error *err);

/* The same from exact shares. Errors: APN_LIMIT; APN_INTERNAL when they do not sum to 1. */
apn_status apn__weights_set_shares(apn_splitter *splitter, const mpq_t *shares, apn_error *err);

/* Divides weights and divisor by their common factor: no share changes, and numbers that can are
 * brought to 64 bits. */
void apn__weights_reduce(apn_splitter *splitter);

/* Rounds quotas by largest remainders, whatever the splitter's method. APN_OK or APN_MEMORY. */
apn_status apn__largest_remainder(const apn_splitter *splitter, const mpz_t total,
                                  const apn__quotas *quotas, apn__outcome *outcome);

/* What was claimed for one unit more: numerator / denominator, infinite when the denominator is 0.
 */
typedef struct apn__claim {
    mpz_t numerator, denominator;
} apn__claim;

/* The claim of a weight that has `units` already, by a divisor method; for Hill its square. */
void apn__claim_set(apn__claim *claim, apn_method method, const mpz_t weight, const mpz_t units);

/* Compares two claims exactly; infinite ones rank by weight. */
int apn__claim_compare(const apn__claim *a, const apn__claim *b, const mpz_t weight_a,
                       const mpz_t weight_b);

/* Writes units as an amount of currency into buffer. */
void apn__units_text(const apn_splitter *splitter, const mpz_t units, char *buffer, size_t size);

#endif
