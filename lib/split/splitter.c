/* splitter.c: weights made ready: checked, brought to whole numbers over one scale, ordered for
 * ties, and prepared for the 64-bit path when they fit. */
#include "splitter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "decimal_internal.h"
#include "findings.h"
#include "library_limits.h"
#include "rational.h"
#include "rules.h"
#include "wide.h"

const apn_splitter *apn__splitter_ref(const apn_splitter *splitter)
{
    /* The count of holders is the one thing in a splitter that changes. */
    atomic_fetch_add_explicit(&((apn_splitter *)(uintptr_t)splitter)->holders, 1,
                              memory_order_relaxed);
    return splitter;
}

const char *apn__splitter_name(const apn_splitter *splitter, size_t party, char *buffer,
                               size_t size)
{
    if (splitter->names)
        return splitter->names[party];
    snprintf(buffer, size, "party %zu", party + 1);
    return buffer;
}

static void free_names(char **names, size_t count)
{
    for (size_t i = 0; names && i < count; i++)
        apn__free(names[i]);
    apn__free(names);
}

void apn_splitter_free(apn_splitter *splitter)
{
    if (!splitter || atomic_fetch_sub_explicit(&splitter->holders, 1, memory_order_acq_rel) > 1)
        return;
    apn__free(splitter->given);
    apn__free(splitter->given_denominators);
    free_names(splitter->names, splitter->count);
    apn__integers_free(splitter->weights, splitter->count);
    mpz_clear(splitter->divisor);
    apn__free(splitter->floors);
    apn__free(splitter->caps);
    apn__free(splitter->order);
    apn__free(splitter->by_order);
    apn__free(splitter->fast_weights);
    apn__free(splitter);
}

size_t apn_splitter_count(const apn_splitter *splitter)
{
    return splitter->count;
}

static bool any_bound(const apn_bound *bounds, size_t count)
{
    bool any = false;
    for (size_t i = 0; bounds && i < count; i++)
        any = any || bounds[i].kind != APN_BOUND_NONE;
    return any;
}

/* Whether any weight is a fraction: what is divided by 1 is none. */
static bool any_fraction(const apn_decimal *denominators, size_t count)
{
    bool any = false;
    for (size_t i = 0; denominators && i < count; i++)
        any = any || apn_decimal_compare(denominators[i], apn_decimal_from_i64(1)) != 0;
    return any;
}

/* Which options do not go together, or NULL. */
static const char *options_fault(const apn_split_options *o, size_t count)
{
    bool bounded = any_bound(o->floors, count) || any_bound(o->caps, count);
    bool as_published = o->weights_kind == APN_WEIGHTS_AS_PUBLISHED;
    if (!apn_method_describe(o->method) || !apn_ties_word(o->ties))
        return "there is no such method or tie rule";
    if (o->method == APN_RESIDUAL && o->to == APN_TO_NOBODY)
        return "the method residual needs to know who takes what is left: name a party, or "
               "`largest`";
    if (o->method != APN_RESIDUAL && o->to != APN_TO_NOBODY)
        return "naming who takes the residual goes with the method residual only";
    if (o->to == APN_TO_PARTY && o->to_party >= count)
        return "the party that takes the residual is not one of the parties";
    if (o->mode != APN_ROUND_NONE && o->method != APN_INDEPENDENT && !as_published)
        return "a rounding mode goes with the method independent only";
    if (o->has_absorber && o->absorber >= count)
        return "the absorber is not one of the parties";
    if (o->has_absorber && apn__method_is_divisor(o->method))
        return "an absorber does not go with a divisor method (jefferson, webster, adams, hill, "
               "dean)";
    if (any_fraction(o->denominators, count) && o->weights_kind != APN_WEIGHTS_PLAIN)
        return "percentages are written as decimals, not as fractions";
    if (as_published && o->method != APN_INDEPENDENT && o->method != APN_LARGEST_REMAINDER)
        return "percentages as published imply the method independent: name no other";
    if (as_published && (bounded || o->has_absorber))
        return "floors, caps and absorbers do not go with percentages as published";
    if (as_published && o->published)
        return "percentages are either used as published or worked out anew, not both";
    if (o->has_absorber && !bounded)
        return "an absorber takes what floors and caps leave: give it with a floor or a cap";
    return NULL;
}

static apn_status check_count(size_t count, apn_error *err)
{
    if (count == 0)
        return apn__fail(err, APN_NO_PARTY, NULL,
                         "there is no party to share between: name at least one");
    if (count > APN__LIMIT_SPLIT_PARTIES)
        return apn__fail(err, APN_LIMIT, NULL, "%zu parties: one split has %u at most", count,
                         APN__LIMIT_SPLIT_PARTIES);
    return APN_OK;
}

/* What is wrong with the weights one by one. */
static apn_status check_weights(const apn_decimal *weights, size_t count,
                                const apn_split_options *o, apn_error *err)
{
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        char text[APN_DECIMAL_TEXT_SIZE], number[32];
        snprintf(number, sizeof number, "party %zu", i + 1);
        const char *name = o->names ? o->names[i] : number;
        if (weights[i].sign < 0) {
            apn_decimal_format(weights[i], 0, text);
            return apn__fail(err, APN_NEGATIVE_WEIGHT, name,
                             "the weight of %s is %s: weights are zero or more", name, text);
        }
        if (o->denominators && (o->denominators[i].sign <= 0 || o->denominators[i].scale != 0))
            return apn__fail(
                err, APN_NUMBER, name,
                "the weight of %s is divided by something not a whole number above zero", name);
        any = any || weights[i].sign > 0;
    }
    if (!any)
        return apn__fail(err, APN_NO_WEIGHT, NULL,
                         "all weights are zero: at least one party must have a weight above zero");
    return APN_OK;
}

static void *copy_array(const void *from, size_t count, size_t size)
{
    void *copy = apn__alloc(count, size);
    if (copy)
        memcpy(copy, from, count * size);
    return copy;
}

static bool copy_names(apn_splitter *s, const char *const *names)
{
    s->names = apn__alloc(s->count, sizeof *s->names);
    for (size_t i = 0; s->names && i < s->count; i++) {
        s->names[i] = copy_array(names[i], strlen(names[i]) + 1, 1);
        if (!s->names[i])
            return false;
    }
    return s->names != NULL;
}

/* The weights as they came, for showing them. */
static bool copy_given(apn_splitter *s, const apn_decimal *weights, const apn_split_options *o)
{
    s->given = copy_array(weights, s->count, sizeof *weights);
    if (o->denominators)
        s->given_denominators = copy_array(o->denominators, s->count, sizeof *o->denominators);
    return s->given && (s->given_denominators || !o->denominators);
}

static bool copy_options(apn_splitter *s, const apn_split_options *o)
{
    bool as_published = o->weights_kind == APN_WEIGHTS_AS_PUBLISHED;
    s->method = as_published ? APN_INDEPENDENT : o->method;
    s->ties = o->ties;
    s->mode = o->mode == APN_ROUND_NONE ? APN_ROUND_HALF_AWAY : o->mode;
    s->to = o->to;
    s->to_party = o->to == APN_TO_PARTY ? o->to_party : APN__NOBODY;
    s->unit = o->unit.sign == 0 ? apn__decimal_make(1, 1, 2) : o->unit;
    s->total_rounding = o->total_rounding;
    s->weights_kind = o->weights_kind;
    s->absorber = o->has_absorber ? o->absorber : APN__NOBODY;
    return !o->names || copy_names(s, o->names);
}

/* Places by weight: -1 when a comes first. */
static int compare_for_ties(const apn_splitter *s, size_t a, size_t b)
{
    int by_weight = mpz_cmp(s->weights[b], s->weights[a]);
    if (s->method == APN_FIRST_LISTED)
        by_weight = 0;
    else if (s->method != APN_LARGEST_SHARE && s->method != APN_RESIDUAL &&
             s->ties == APN_TIES_SMALLEST_WEIGHT)
        by_weight = -by_weight;
    else if (s->method != APN_LARGEST_SHARE && s->method != APN_RESIDUAL &&
             s->ties != APN_TIES_LARGEST_WEIGHT)
        by_weight = 0;
    if (by_weight != 0)
        return by_weight;
    return a < b ? -1 : a > b;
}

/* A party with what qsort needs to place it: the whole key is weight (by the rule), then listed
 * order. */
typedef struct placed {
    const apn_splitter *splitter;
    size_t party;
} placed;

static int compare_placed(const void *a, const void *b)
{
    const placed *left = a, *right = b;
    return compare_for_ties(left->splitter, left->party, right->party);
}

/* Who comes first: by listed order or by weight, as the method and the tie rule say. */
static bool set_order(apn_splitter *s)
{
    placed *places = apn__alloc(s->count, sizeof *places);
    if (!places)
        return false;
    for (size_t i = 0; i < s->count; i++)
        places[i] = (placed){s, i};
    qsort(places, s->count, sizeof *places, compare_placed);
    for (size_t i = 0; i < s->count; i++) {
        s->by_order[i] = places[i].party;
        s->order[places[i].party] = i;
    }
    apn__free(places);
    if (s->to == APN_TO_LARGEST)
        s->to_party = s->by_order[0];
    return true;
}

/* Makes the weights percentages of 100 % on the grid of `decimals`, by largest remainders. */
static apn_status round_shares(apn_splitter *s, unsigned decimals)
{
    apn__outcome outcome;
    apn__quotas quotas;
    apn_status status = APN_MEMORY;
    apn__quotas_init(&quotas);
    if (apn__outcome_init(&outcome, s->count)) {
        mpz_ui_pow_ui(quotas.lambda_numerator, 10, decimals + 2);
        mpz_set(quotas.denominator, s->divisor);
        status = apn__largest_remainder(s, quotas.lambda_numerator, &quotas, &outcome);
        for (size_t i = 0; status == APN_OK && i < s->count; i++)
            mpz_set(s->weights[i], outcome.amounts[i]);
        mpz_set(s->divisor, quotas.lambda_numerator);
    }
    apn__outcome_clear(&outcome, s->count);
    apn__quotas_clear(&quotas, s->count);
    return status;
}

/* Turns shares into published percentages, which are the weights from then on. Their ties follow
 * the tie rule alone, whatever the method; bounds and absorber act on amounts, later. */
static apn_status publish(apn_splitter *s, unsigned decimals, apn_error *err)
{
    apn_method method = s->method;
    size_t absorber = s->absorber;
    s->method = APN_LARGEST_REMAINDER;
    s->absorber = APN__NOBODY;
    apn_status status = set_order(s) ? round_shares(s, decimals) : APN_MEMORY;
    s->method = method;
    s->absorber = absorber;
    if (status != APN_OK)
        return apn__fail_memory(err);
    apn__weights_reduce(s);
    return set_order(s) ? APN_OK : apn__fail_memory(err);
}

/* The whole units of a bound that is an amount; a percentage stays as it is. */
static apn_status set_bound(const apn_splitter *s, size_t party, const char *what, apn_bound *bound,
                            apn_error *err)
{
    char number[32], text[APN_DECIMAL_TEXT_SIZE];
    const char *name = apn__splitter_name(s, party, number, sizeof number);
    if (bound->kind == APN_BOUND_NONE)
        return APN_OK;
    apn_decimal_format(bound->value, 0, text);
    if (bound->value.sign < 0)
        return apn__fail(err, APN_NUMBER, name, "the %s of %s is %s: a %s is zero or more", what,
                         name, text, what);
    if (bound->kind == APN_BOUND_PERCENT)
        return APN_OK;
    apn_error inner = {0};
    apn_status status =
        apn_decimal_to_units(bound->value, s->unit, APN_ROUND_NONE, &bound->value, &inner);
    if (status == APN_NOT_WHOLE_UNITS)
        return apn__fail(err, status, name,
                         "the %s of %s, %s, is not a whole number of units: write it to the unit",
                         what, name, text);
    return status == APN_OK
               ? APN_OK
               : apn__fail(err, status, name, "the %s of %s: %s", what, name, inner.message);
}

static apn_status set_bounds(apn_splitter *s, const apn_split_options *o, apn_error *err)
{
    if (!o->floors && !o->caps && s->absorber == APN__NOBODY)
        return APN_OK;
    s->floors = o->floors ? copy_array(o->floors, s->count, sizeof *o->floors)
                          : apn__alloc(s->count, sizeof *s->floors);
    s->caps = o->caps ? copy_array(o->caps, s->count, sizeof *o->caps)
                      : apn__alloc(s->count, sizeof *s->caps);
    if (!s->floors || !s->caps)
        return apn__fail_memory(err);
    apn_status status = APN_OK;
    for (size_t i = 0; i < s->count && status == APN_OK; i++) {
        status = set_bound(s, i, "floor", &s->floors[i], err);
        if (status == APN_OK)
            status = set_bound(s, i, "cap", &s->caps[i], err);
    }
    return status;
}

/* Only where products of a 63-bit total and a weight fit in 126 bits, and nothing has to be named
 * or bounded. */
static apn_status set_fast(apn_splitter *s, apn_error *err)
{
    s->fast = mpz_sizeinbase(s->divisor, 2) <= 63 && !s->floors &&
              s->weights_kind != APN_WEIGHTS_AS_PUBLISHED && s->ties != APN_TIES_REFUSE &&
              !apn__method_is_divisor(s->method);
    if (!s->fast)
        return APN_OK;
    s->fast_weights = apn__alloc(s->count, sizeof *s->fast_weights);
    if (!s->fast_weights)
        return apn__fail_memory(err);
    s->shift = 64 - (unsigned)mpz_sizeinbase(s->divisor, 2);
    mpz_export(&s->fast_divisor, NULL, -1, sizeof s->fast_divisor, 0, 0, s->divisor);
    s->reciprocal = apn__reciprocal(s->fast_divisor << s->shift);
    for (size_t i = 0; i < s->count; i++)
        mpz_export(&s->fast_weights[i], NULL, -1, sizeof *s->fast_weights, 0, 0, s->weights[i]);
    return APN_OK;
}

/* What a splitter is made from: weights, or exact shares. */
typedef struct given_weights {
    const apn_decimal *weights;
    const mpq_t *shares; /* or NULL */
    size_t count;
} given_weights;

/* Everything after the checks of single values. */
static apn_status prepare(apn_splitter *s, const given_weights *given, const apn_split_options *o,
                          bool gmp_only, apn_error *err)
{
    s->weights = apn__integers_make(s->count);
    s->order = apn__alloc(s->count, sizeof *s->order);
    s->by_order = apn__alloc(s->count, sizeof *s->by_order);
    if (!copy_options(s, o) || !s->weights || !s->order || !s->by_order ||
        (given->weights && !copy_given(s, given->weights, o)))
        return apn__fail_memory(err);
    apn_status status =
        given->shares ? apn__weights_set_shares(s, given->shares, err) : apn__weights_set(s, err);
    if (status == APN_OK && !set_order(s))
        status = apn__fail_memory(err);
    if (status == APN_OK && o->published)
        status = publish(s, o->published_decimals, err);
    if (status == APN_OK)
        status = set_bounds(s, o, err);
    if (status == APN_OK && !gmp_only)
        status = set_fast(s, err);
    return status;
}

static apn_status check_options(const apn_split_options *o, size_t count, apn_error *err)
{
    if (o->unit.sign < 0)
        return apn__fail(err, APN_NUMBER, NULL, "the unit must be above zero: 0.01 is a penny");
    if (o->published_decimals > APN__LIMIT_PUBLISHED)
        return apn__fail(err, APN_LIMIT, NULL, "published percentages have %u decimals at most",
                         APN__LIMIT_PUBLISHED);
    const char *fault = options_fault(o, count);
    return fault ? apn__fail(err, APN_USAGE, NULL, "%s", fault) : APN_OK;
}

static apn_status make(const given_weights *given, const apn_split_options *options, bool gmp_only,
                       apn_splitter **out, apn_error *err)
{
    apn_split_options o = {0};
    *out = NULL;
    if (options) {
        if (options->size != sizeof o)
            return apn__fail(err, APN_USAGE, NULL,
                             "apn_split_options.size must be sizeof(apn_split_options)");
        o = *options;
    }
    apn_status status = check_count(given->count, err);
    if (status == APN_OK && given->weights)
        status = check_weights(given->weights, given->count, &o, err);
    if (status == APN_OK)
        status = check_options(&o, given->count, err);
    if (status != APN_OK)
        return status;
    apn_splitter *s = apn__alloc(1, sizeof *s);
    if (!s)
        return apn__fail_memory(err);
    atomic_init(&s->holders, 1);
    s->count = given->count;
    mpz_init(s->divisor);
    status = prepare(s, given, &o, gmp_only, err);
    if (status == APN_OK)
        *out = s;
    else
        apn_splitter_free(s);
    return status;
}

apn_status apn_splitter_make(const apn_decimal *weights, size_t count,
                             const apn_split_options *options, apn_splitter **out, apn_error *err)
{
    return make(&(given_weights){weights, NULL, count}, options, false, out, err);
}

apn_status apn__splitter_make_gmp(const apn_decimal *weights, size_t count,
                                  const apn_split_options *options, apn_splitter **out,
                                  apn_error *err)
{
    return make(&(given_weights){weights, NULL, count}, options, true, out, err);
}

apn_status apn__splitter_make_shares(const mpq_t *shares, size_t count,
                                     const apn_split_options *options, apn_splitter **out,
                                     apn_error *err)
{
    return make(&(given_weights){NULL, shares, count}, options, false, out, err);
}

void apn__splitter_share(const apn_splitter *splitter, size_t party, mpq_t out)
{
    mpq_set_num(out, splitter->weights[party]);
    mpq_set_den(out, splitter->divisor);
    mpq_canonicalize(out);
}
