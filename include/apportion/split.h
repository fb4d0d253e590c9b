/* split.h: one amount shared by weights, to the unit, by a named method. The rules are in
 * docs/methods/. */
#ifndef APPORTION_SPLIT_H
#define APPORTION_SPLIT_H

#include "apportion/decimal.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How quotas become whole units. */
typedef enum apn_method {
    APN_LARGEST_REMAINDER = 0, /* Hamilton, Hare-Niemeyer; the default */
    APN_JEFFERSON = 1,
    APN_WEBSTER = 2,
    APN_ADAMS = 3,
    APN_HILL = 4,
    APN_DEAN = 5,
    APN_FIRST_LISTED = 6,
    APN_LARGEST_SHARE = 7,
    APN_RESIDUAL = 8,   /* needs `to` */
    APN_INDEPENDENT = 9 /* each rounded alone by `mode`; what does not fit is `unapportioned` */
} apn_method;

typedef struct apn_method_info {
    const char *word;     /* "largest-remainder" */
    const char *known_as; /* "Hamilton, Hare-Niemeyer", or "" */
    const char *rule;     /* one sentence */
} apn_method_info;

/* The method's name and rule, or NULL past the end: walk from 0. Never freed; any thread. */
APN_API const apn_method_info *apn_method_describe(apn_method method);

/* Finds a method by its word: APN_USAGE, with the nearest word there is, when there is none. */
APN_MUST_USE APN_API apn_status apn_method_find(const char *word, size_t length, apn_method *out,
                                                apn_error *err);

/* Who gets the last unit when claims are exactly equal. */
typedef enum apn_ties {
    APN_TIES_LISTED_ORDER = 0,
    APN_TIES_LARGEST_WEIGHT = 1,  /* then listed order */
    APN_TIES_SMALLEST_WEIGHT = 2, /* then listed order */
    APN_TIES_REFUSE = 3           /* error APN_TIE */
} apn_ties;

/* The word of a tie rule ("listed-order"), or NULL past the end. */
APN_API const char *apn_ties_word(apn_ties ties);

/* Finds a tie rule by its word, as apn_method_find. */
APN_MUST_USE APN_API apn_status apn_ties_find(const char *word, size_t length, apn_ties *out,
                                              apn_error *err);

/* What the weights are. */
typedef enum apn_weights_kind {
    APN_WEIGHTS_PLAIN = 0,   /* any measure: users, pounds, fractions */
    APN_WEIGHTS_PERCENT = 1, /* percentages, which must total 100, else APN_SHARE_SUM */
    APN_WEIGHTS_RESCALE =
        2, /* percentages, used as plain weights whatever they total, with a finding */
    APN_WEIGHTS_AS_PUBLISHED =
        3 /* each party pays its percentage of the total; implies APN_INDEPENDENT */
} apn_weights_kind;

/* A floor or a cap of one party, on the size of its amount (the sign of the total does not matter).
 */
typedef enum apn_bound_kind {
    APN_BOUND_NONE = 0,
    APN_BOUND_AMOUNT = 1,
    APN_BOUND_PERCENT = 2
} apn_bound_kind;

typedef struct apn_bound {
    apn_bound_kind kind;
    apn_decimal value; /* currency, in whole units; or a percentage of the total */
} apn_bound;

/* Who takes the residual under APN_RESIDUAL. */
typedef enum apn_residual_to {
    APN_TO_NOBODY = 0,
    APN_TO_PARTY = 1,
    APN_TO_LARGEST = 2
} apn_residual_to;

/* Set `size` to sizeof(apn_split_options) and the rest to zero; then every field has its default.
 * The library copies what the pointers show. */
typedef struct apn_split_options {
    size_t size;
    apn_method method;
    apn_ties ties;
    apn_rounding_mode mode; /* APN_INDEPENDENT only; APN_ROUND_NONE means half-away */
    apn_residual_to to;     /* APN_RESIDUAL only */
    size_t to_party;        /* its place in the list, when `to` is APN_TO_PARTY */
    apn_decimal unit;       /* the smallest amount that can be charged; zero means 0.01 */
    apn_rounding_mode
        total_rounding; /* for totals finer than the unit; APN_ROUND_NONE refuses them */
    apn_weights_kind weights_kind;
    int published; /* not zero: shares become percentages with `published_decimals` first */
    unsigned published_decimals; /* 0 to 16 */
    /* `count` whole numbers above zero that divide the weights, all 1 for percentages; NULL: none.
     */
    const apn_decimal *denominators;
    const apn_bound *floors, *caps; /* `count` each, or NULL */
    int has_absorber; /* not zero: `absorber` takes what the others' bounds leave; only with bounds
                       */
    size_t absorber;
    const char *const *names; /* `count` names for messages; NULL: "party 1", "party 2" … */
} apn_split_options;

/* Weights, made ready. Never changes after it is made; any thread may use it. */
typedef struct apn_splitter apn_splitter;

/* Makes weights ready for any number of totals. `count` weights in listed order; NULL options mean
 * the defaults. Errors: APN_NO_PARTY, APN_NO_WEIGHT, APN_NEGATIVE_WEIGHT, APN_SHARE_SUM, APN_LIMIT
 * (docs/limits.md), APN_MEMORY, APN_NUMBER (a negative bound), APN_NOT_WHOLE_UNITS (a bound),
 * APN_USAGE (options that do not go together). End it with apn_splitter_free. */
APN_MUST_USE APN_API apn_status apn_splitter_make(const apn_decimal *weights, size_t count,
                                                  const apn_split_options *options,
                                                  apn_splitter **out, apn_error *err);

APN_API void apn_splitter_free(apn_splitter *splitter);

/* How many parties. */
APN_API size_t apn_splitter_count(const apn_splitter *splitter);

/* Splits many totals. totals: totals_count numbers of units, which `total_rounding` does not touch.
 * amounts: totals_count rows of count columns, in units, listed order. Each row sums to its total
 * (except under APN_INDEPENDENT), which is checked for every row. On failure the rows before the
 * failing one are written, the rest are not; err->where begins "totals[i]". Errors: APN_TIE,
 * APN_BOUNDS_INFEASIBLE, APN_RESIDUAL_ZERO_WEIGHT, APN_LIMIT (a result beyond 64 bits), APN_MEMORY,
 * APN_INTERNAL. Any thread; the splitter is not changed. */
APN_MUST_USE APN_API apn_status apn_splitter_run_i64(const apn_splitter *splitter,
                                                     const int64_t *totals, size_t totals_count,
                                                     int64_t *amounts, apn_error *err);

/* One split with its reasons. Frozen; any thread may read it. */
typedef struct apn_split apn_split;

/* A set of parties with equal claims, and which of them got a unit. */
typedef struct apn_tie {
    const size_t *parties; /* their places in the list, ascending; owned by the split */
    size_t parties_count;
    const size_t *given; /* those that got the units, ascending */
    size_t given_count;
    apn_decimal units; /* how many units were at stake */
} apn_tie;

/* Splits one total, an amount in currency, and keeps what is needed to say why.
 * Errors: as apn_splitter_run_i64, and APN_NOT_WHOLE_UNITS. The split holds the splitter: either
 * may be ended first. End it with apn_split_free. */
APN_MUST_USE APN_API apn_status apn_split_make(const apn_splitter *splitter, apn_decimal total,
                                               apn_split **out, apn_error *err);

APN_API void apn_split_free(apn_split *split);

APN_API size_t apn_split_count(const apn_split *split);
APN_API apn_method apn_split_method(const apn_split *split);
APN_API apn_ties apn_split_ties_rule(const apn_split *split);
APN_API apn_decimal apn_split_unit(const apn_split *split);

/* The total in currency, after `total_rounding`. */
APN_API apn_decimal apn_split_total(const apn_split *split);

/* A party's amount in currency. `party` is below the count. */
APN_API apn_decimal apn_split_amount(const apn_split *split, size_t party);

/* total - sum of amounts: zero except under APN_INDEPENDENT. */
APN_API apn_decimal apn_split_unapportioned(const apn_split *split);

/* Exact figures as text: "p/q" in lowest terms, or "p" when whole. Each writes at most `size`
 * bytes, the end included, and returns the whole length without the end, as snprintf does. */
APN_API size_t apn_split_weight(const apn_split *split, size_t party, char *buffer,
                                size_t size); /* as it was given */
APN_API size_t apn_split_share(const apn_split *split, size_t party, char *buffer, size_t size);
APN_API size_t apn_split_quota(const apn_split *split, size_t party, char *buffer,
                               size_t size); /* currency */
APN_API size_t apn_split_moved(const apn_split *split, size_t party, char *buffer,
                               size_t size); /* amount - quota, units */

/* The share in per cent with `decimals` decimals (0 to 18), half away from zero: for people, never
 * for sums. */
APN_API size_t apn_split_percent(const apn_split *split, size_t party, unsigned decimals,
                                 char *buffer, size_t size);

/* What a bound did to a party's quota. */
typedef enum apn_bound_reached {
    APN_WITHIN_BOUNDS = 0, /* in proportion to its weight */
    APN_AT_FLOOR = 1,      /* raised to its floor */
    APN_AT_CAP = 2,        /* held at its cap */
    APN_ABSORBS = 3        /* it takes what the others' bounds leave */
} apn_bound_reached;

APN_API apn_bound_reached apn_split_bound(const apn_split *split, size_t party);

APN_API size_t apn_split_tie_count(const apn_split *split);
APN_API apn_tie apn_split_tie_at(const apn_split *split, size_t index);

/* unapportioned, residual-negative, share-sum (as a note). Owned by the split. */
APN_API const apn_findings *apn_split_findings(const apn_split *split);

#ifdef __cplusplus
}
#endif
#endif
