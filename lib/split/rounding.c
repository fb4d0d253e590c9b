/* rounding.c: quotas to whole units, by the methods that start from quotas. Definitions:
 * docs/methods/. */
#include "rules.h"

#include <stdlib.h>

#include "alloc.h"
#include "findings.h"
#include "rational.h"

bool apn__outcome_init(apn__outcome *outcome, size_t count)
{
    *outcome = (apn__outcome){0};
    mpz_init(outcome->tied_units);
    outcome->amounts = apn__integers_make(count);
    outcome->tied = apn__alloc(count, sizeof *outcome->tied);
    outcome->given = apn__alloc(count, sizeof *outcome->given);
    return outcome->amounts && outcome->tied && outcome->given;
}

void apn__outcome_clear(apn__outcome *outcome, size_t count)
{
    mpz_clear(outcome->tied_units);
    apn__integers_free(outcome->amounts, count);
    apn__free(outcome->tied);
    apn__free(outcome->given);
}

/* Rounds all quotas down. remainders: numerators of what was cut off. Returns how many units are
 * left to give, which is fewer than there are parties: each cut is less than a unit. */
static size_t round_down(const apn_splitter *s, const mpz_t total, const apn__quotas *q,
                         mpz_t *amounts, mpz_t *remainders)
{
    mpz_t left, numerator;
    mpz_init_set(left, total);
    mpz_init(numerator);
    for (size_t i = 0; i < s->count; i++) {
        apn__quotas_numerator(s, q, i, numerator);
        mpz_fdiv_qr(amounts[i], remainders[i], numerator, q->denominator);
        mpz_sub(left, left, amounts[i]);
    }
    size_t units = mpz_get_ui(left);
    mpz_clears(left, numerator, NULL);
    return units;
}

static void give_unit(apn__outcome *outcome, size_t party)
{
    mpz_add_ui(outcome->amounts[party], outcome->amounts[party], 1);
}

/* One claimant; the whole key is remainder, then the place among those who come first. */
typedef struct claimant {
    mpz_srcptr remainder;
    size_t order, party;
} claimant;

static int compare_claimants(const void *a, const void *b)
{
    const claimant *left = a, *right = b;
    int by_remainder = mpz_cmp(right->remainder, left->remainder);
    if (by_remainder != 0)
        return by_remainder;
    return left->order < right->order ? -1 : left->order > right->order;
}

static int compare_places(const void *a, const void *b)
{
    size_t left = *(const size_t *)a, right = *(const size_t *)b;
    return left < right ? -1 : left > right;
}

static void finish_tie(apn__outcome *outcome)
{
    qsort(outcome->tied, outcome->tied_count, sizeof *outcome->tied, compare_places);
}

/* Notes the tie between the last that got a unit and the first that did not, when their remainders
 * are equal. */
static void note_tied_remainders(const claimant *list, size_t count, size_t units,
                                 apn__outcome *outcome)
{
    if (units == 0 || units == count ||
        mpz_cmp(list[units - 1].remainder, list[units].remainder) != 0)
        return;
    for (size_t i = 0; i < count; i++) {
        if (mpz_cmp(list[i].remainder, list[units].remainder) != 0)
            continue;
        outcome->tied[outcome->tied_count++] = list[i].party;
        if (i < units) {
            outcome->given[list[i].party] = true;
            mpz_add_ui(outcome->tied_units, outcome->tied_units, 1);
        }
    }
    finish_tie(outcome);
}

apn_status apn__largest_remainder(const apn_splitter *s, const mpz_t total, const apn__quotas *q,
                                  apn__outcome *outcome)
{
    mpz_t *remainders = apn__integers_make(s->count);
    claimant *list = apn__alloc(s->count, sizeof *list);
    if (remainders && list) {
        size_t units = round_down(s, total, q, outcome->amounts, remainders);
        for (size_t i = 0; i < s->count; i++)
            list[i] = (claimant){remainders[i], s->order[i], i};
        qsort(list, s->count, sizeof *list, compare_claimants);
        for (size_t i = 0; i < units; i++)
            give_unit(outcome, list[i].party);
        note_tied_remainders(list, s->count, units, outcome);
    }
    bool done = remainders && list;
    apn__integers_free(remainders, s->count);
    apn__free(list);
    return done ? APN_OK : APN_MEMORY;
}

static bool may_have_more(const apn_splitter *s, const apn__quotas *q, size_t party, mpz_t scratch)
{
    apn__quotas_numerator(s, q, party, scratch);
    return mpz_sgn(s->weights[party]) > 0 && !apn__quotas_at_cap(q, party, scratch);
}

/* Under largest-share: parties of the weight of the last that got a unit, when one of them did not.
 */
static void note_tied_weights(const apn_splitter *s, const apn__quotas *q, const bool *got,
                              size_t last, apn__outcome *outcome)
{
    mpz_t scratch;
    mpz_init(scratch);
    bool all_got = true;
    for (size_t i = 0; i < s->count; i++) {
        if (mpz_cmp(s->weights[i], s->weights[last]) != 0 || !may_have_more(s, q, i, scratch))
            continue;
        outcome->tied[outcome->tied_count++] = i;
        outcome->given[i] = got[i];
        all_got = all_got && got[i];
        if (got[i])
            mpz_add_ui(outcome->tied_units, outcome->tied_units, 1);
    }
    if (all_got) {
        outcome->tied_count = 0;
        mpz_set_ui(outcome->tied_units, 0);
    }
    mpz_clear(scratch);
}

/* One unit each to the first in order that have a weight and are not at their cap. */
static apn_status give_in_order(const apn_splitter *s, const mpz_t total, const apn__quotas *q,
                                apn__outcome *outcome)
{
    mpz_t *remainders = apn__integers_make(s->count);
    bool *got = apn__alloc(s->count, sizeof *got);
    if (remainders && got) {
        mpz_t scratch;
        mpz_init(scratch);
        size_t units = round_down(s, total, q, outcome->amounts, remainders), last = APN__NOBODY;
        for (size_t i = 0; i < s->count && units > 0; i++) {
            size_t party = s->by_order[i];
            if (!may_have_more(s, q, party, scratch))
                continue;
            give_unit(outcome, party);
            got[party] = true;
            last = party;
            units--;
        }
        if (s->method == APN_LARGEST_SHARE && last != APN__NOBODY)
            note_tied_weights(s, q, got, last, outcome);
        mpz_clear(scratch);
    }
    bool done = remainders && got;
    apn__integers_free(remainders, s->count);
    apn__free(got);
    return done ? APN_OK : APN_MEMORY;
}

static void round_each(const apn_splitter *s, const apn__quotas *q, apn_rounding_mode mode,
                       mpz_t *amounts)
{
    mpz_t numerator;
    mpz_init(numerator);
    for (size_t i = 0; i < s->count; i++) {
        apn__quotas_numerator(s, q, i, numerator);
        apn__round_divide(amounts[i], numerator, q->denominator, mode);
    }
    mpz_clear(numerator);
}

/* Equal largest weights are a tie where there is a residual, as then the choice moves it from one
 * to another. */
static void note_tied_residual(const apn_splitter *s, const mpz_t residual, apn__outcome *outcome)
{
    for (size_t i = 0; i < s->count; i++)
        if (mpz_cmp(s->weights[i], s->weights[s->to_party]) == 0)
            outcome->tied[outcome->tied_count++] = i;
    if (outcome->tied_count == 1)
        outcome->tied_count = 0;
    if (outcome->tied_count == 0)
        return;
    outcome->given[s->to_party] = true;
    mpz_abs(outcome->tied_units, residual);
}

/* The named party must end within its own bounds, when it has any. */
static apn_status check_residual_bounds(const apn_splitter *s, const apn__quotas *q,
                                        const mpz_t amount, apn_error *err)
{
    size_t party = s->to_party;
    if (!q->floors)
        return APN_OK;
    bool high = mpz_sgn(q->caps[party]) >= 0 && mpz_cmp(amount, q->caps[party]) > 0;
    bool bounded = s->floors[party].kind != APN_BOUND_NONE || s->caps[party].kind != APN_BOUND_NONE;
    bool low = bounded && mpz_cmp(amount, q->floors[party]) < 0;
    if (!high && !low)
        return APN_OK;
    char number[32], text[96], bound[96];
    const char *name = apn__splitter_name(s, party, number, sizeof number);
    apn__units_text(s, amount, text, sizeof text);
    apn__units_text(s, high ? q->caps[party] : q->floors[party], bound, sizeof bound);
    return apn__fail(err, APN_BOUNDS_INFEASIBLE, name,
                     "the residual leaves %s with %s, %s %s: name another party for it", name, text,
                     high ? "above its cap of" : "below its floor of", bound);
}

static apn_status give_residual(const apn_splitter *s, const mpz_t total, const apn__quotas *q,
                                apn__outcome *outcome, apn_error *err)
{
    apn_status status = APN_OK;
    size_t party = s->to_party;
    mpz_t residual;
    mpz_init_set(residual, total);
    round_each(s, q, APN_ROUND_HALF_AWAY, outcome->amounts);
    for (size_t i = 0; i < s->count; i++)
        mpz_sub(residual, residual, outcome->amounts[i]);
    if (mpz_sgn(residual) != 0) {
        char number[32];
        const char *name = apn__splitter_name(s, party, number, sizeof number);
        mpz_add(outcome->amounts[party], outcome->amounts[party], residual);
        if (mpz_sgn(s->weights[party]) == 0)
            status = apn__fail(err, APN_RESIDUAL_ZERO_WEIGHT, name,
                               "%s has the weight 0 and would be charged the residual: name a "
                               "party that has a share",
                               name);
        else if (s->to == APN_TO_LARGEST)
            note_tied_residual(s, residual, outcome);
    }
    /* A tie that is to be refused comes first, so that the order of the list does not decide the
     * fault. */
    bool refused = s->ties == APN_TIES_REFUSE && outcome->tied_count > 0;
    if (status == APN_OK && !refused)
        status = check_residual_bounds(s, q, outcome->amounts[party], err);
    mpz_clear(residual);
    return status;
}

apn_status apn__round_quotas(const apn_splitter *s, const mpz_t total, const apn__quotas *q,
                             apn__outcome *outcome, apn_error *err)
{
    apn_status status;
    switch (s->method) {
    case APN_RESIDUAL:
        return give_residual(s, total, q, outcome, err);
    case APN_INDEPENDENT:
        round_each(s, q, s->mode, outcome->amounts);
        return APN_OK;
    case APN_FIRST_LISTED:
    case APN_LARGEST_SHARE:
        status = give_in_order(s, total, q, outcome);
        break;
    default:
        status = apn__largest_remainder(s, total, q, outcome);
        break;
    }
    return status == APN_OK ? APN_OK : apn__fail_memory(err);
}
