/* splitter.h: a prepared splitter, and the steps from a total to amounts: quotas, rounding, proof.
 *
 * Inside this layer a total is never negative: -T is split as T and mirrored at the edge. Amounts
 * are whole units. A quota is a numerator over one denominator that all parties of a split share.
 */
#ifndef APN_SPLIT_SPLITTER_H
#define APN_SPLIT_SPLITTER_H

#include <gmp.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "apportion/split.h"

#define APN__NOBODY SIZE_MAX

/* Parties whose working memory fits on the stack. */
enum { APN__ON_STACK = 128 };

struct apn_splitter {
    atomic_size_t holders;
    size_t count;
    apn_method method;
    apn_ties ties;
    apn_rounding_mode mode;
    apn_residual_to to;
    size_t to_party; /* who takes the residual; under APN_TO_LARGEST the first by `order` of the
                        largest weights */
    apn_decimal unit;
    apn_rounding_mode total_rounding;
    apn_weights_kind weights_kind;
    apn_decimal *given, *given_denominators; /* the weights as they came; NULL for shares, and the
                                                denominators may be */
    char **names;                            /* or NULL */
    mpz_t *weights;           /* whole numbers over one scale, without a common factor */
    mpz_t divisor;            /* a party's share is its weight over this: their sum, or 100 % */
    apn_bound *floors, *caps; /* amounts in units; both NULL when nobody is bounded */
    size_t absorber;          /* or APN__NOBODY */
    size_t *order;          /* a party's place among those who come first, by method and tie rule */
    size_t *by_order;       /* the parties in that order */
    bool fast;              /* the 64-bit path may be taken */
    unsigned shift;         /* fast: makes the divisor's top bit set */
    uint64_t fast_divisor;  /* fast: the divisor, below 2^63 */
    uint64_t reciprocal;    /* fast: of the shifted divisor, see wide.h */
    uint64_t *fast_weights; /* fast: the weights, at most the divisor */
};

/* As apn_splitter_make, but never takes the 64-bit path. */
apn_status apn__splitter_make_gmp(const apn_decimal *weights, size_t count,
                                  const apn_split_options *options, apn_splitter **out,
                                  apn_error *err);

/* As apn_splitter_make, from exact shares: `count` fractions in lowest terms, none below zero, that
 * sum to 1, or under APN_WEIGHTS_AS_PUBLISHED to whatever they do. Options: weights are plain or as
 * published; no denominators; published rounding has already acted. Errors: as apn_splitter_make,
 * and APN_INTERNAL when the sum is not 1. */
apn_status apn__splitter_make_shares(const mpq_t *shares, size_t count,
                                     const apn_split_options *options, apn_splitter **out,
                                     apn_error *err);

/* out = the party's share: its weight over the sum, after published rounding; or its percentage. */
void apn__splitter_share(const apn_splitter *splitter, size_t party, mpq_t out);

/* One more holder. */
const apn_splitter *apn__splitter_ref(const apn_splitter *splitter);

/* The party's name for a message, "party 3" when it has none. Returns buffer or the name. */
const char *apn__splitter_name(const apn_splitter *splitter, size_t party, char *buffer,
                               size_t size);

bool apn__method_is_divisor(apn_method method);

/* Exact quotas of one total, with their proof: every party's quota is its weight times lambda, held
 * between its bounds, and lambda is such that they sum to the total. With an absorber, lambda is
 * total/divisor and the absorber has the rest. */
typedef struct apn__quotas {
    mpz_t lambda_numerator, denominator; /* lambda, and the denominator of every quota */
    mpz_t *floors, *caps; /* in units; NULL when nobody is bounded; a cap of -1 is none */
    mpz_t absorbed;       /* the absorber's numerator */
} apn__quotas;

void apn__quotas_init(apn__quotas *quotas);
void apn__quotas_clear(apn__quotas *quotas, size_t count);

/* Fills quotas for the total. Errors: APN_BOUNDS_INFEASIBLE, APN_MEMORY. Requires: quotas as made
 * by init. */
apn_status apn__quotas_find(const apn_splitter *splitter, const mpz_t total, apn__quotas *quotas,
                            apn_error *err);

/* out = numerator of the party's quota. */
void apn__quotas_numerator(const apn_splitter *splitter, const apn__quotas *quotas, size_t party,
                           mpz_t out);

/* lambda for parties held between floors and caps (NULL for none), so that their quotas sum to
 * `total`. Requires: sum of floors <= total <= sum of caps; positive weights. False when memory is
 * out. */
bool apn__solve_lambda(const apn_splitter *splitter, const mpz_t *floors, const mpz_t *caps,
                       const mpz_t total, mpz_t numerator, mpz_t denominator);

/* Weights held between floors and caps; a cap of -1 is none. */
typedef struct apn__held {
    const mpz_t *weights, *floors, *caps;
    size_t count;
} apn__held;

/* lambda such that the sum of min(max(lambda x weight, floor), cap) is the total. Requires: sum of
 * floors <= total <= sum of caps, where a weight of zero has its floor for a cap; a weight above
 * zero if those are not equal. False when memory is out. */
bool apn__lambda_within(const apn__held *held, const mpz_t total, mpz_t numerator,
                        mpz_t denominator);

/* What the bounds do to the party's quota. */
apn_bound_reached apn__quotas_bound(const apn_splitter *splitter, const apn__quotas *quotas,
                                    size_t party);

/* Whether the party's quota is at its cap, so that no further unit may go to it. `numerator` is of
 * its quota. */
bool apn__quotas_at_cap(const apn__quotas *quotas, size_t party, const mpz_t numerator);

/* The result of rounding one total. */
typedef struct apn__outcome {
    mpz_t *amounts;
    size_t *tied, tied_count; /* parties with equal claims to the last units, ascending; none when
                                 the claims differ */
    bool *given;              /* of all parties: a tied one that got a unit */
    mpz_t tied_units;
    size_t comparisons; /* of claims, by a divisor method */
} apn__outcome;

/* False when memory is out; clear it all the same. */
bool apn__outcome_init(apn__outcome *outcome, size_t count);
void apn__outcome_clear(apn__outcome *outcome, size_t count);

/* Rounds the quotas by the splitter's method. Errors: APN_RESIDUAL_ZERO_WEIGHT,
 * APN_BOUNDS_INFEASIBLE, APN_MEMORY. */
apn_status apn__round_quotas(const apn_splitter *splitter, const mpz_t total,
                             const apn__quotas *quotas, apn__outcome *outcome, apn_error *err);

/* Hands out the units of a divisor method. Errors: APN_MEMORY, APN_INTERNAL. */
apn_status apn__divide_units(const apn_splitter *splitter, const mpz_t total,
                             const apn__quotas *quotas, apn__outcome *outcome, apn_error *err);

/* Quotas, rounding, tie rule and proof: the whole of one split. Requires: total >= 0. */
apn_status apn__split_exactly(const apn_splitter *splitter, const mpz_t total, apn__quotas *quotas,
                              apn__outcome *outcome, apn_error *err);

/* One split on the 64-bit path, proven. remainders and list have room for `count`. Returns false
 * when the proof fails. Requires: splitter->fast, total <= INT64_MAX. */
bool apn__split_fast(const apn_splitter *splitter, uint64_t total, int64_t *amounts,
                     uint64_t *remainders, size_t *list);

/* The same, for a split that tells its reasons: the 64-bit path lists no ties. Returns false where
 * parties may have had equal claims to the last units, and for what only the other path can do:
 * more than APN__ON_STACK parties, which `amounts` has room for, and what is not fast. */
bool apn__split_without_tie(const apn_splitter *splitter, uint64_t total, int64_t *amounts);

#endif
