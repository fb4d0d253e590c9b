/* check.c: the proof of every result that GMP computes. e is a party's amount less its quota, times
 * the denominator: the method's definition is said in e, so that no remainder of the calculation is
 * taken on trust. */
#include "check.h"

#include "rules.h"

/* What is gathered while the parties are walked. */
typedef struct walk {
    const apn_splitter *s;
    const apn__quotas *q;
    const mpz_t *amounts;
    mpz_t numerator, e, twice, sum, quota_sum;
    mpz_t least_given, most_waiting; /* largest remainder: e of the last that got a unit, and of the
                                        first that did not */
    size_t last_given, first_waiting; /* their places in order, or APN__NOBODY */
} walk;

static bool within_bounds(const walk *w, size_t i)
{
    const apn_splitter *s = w->s;
    bool bounded =
        w->q->floors && (s->floors[i].kind != APN_BOUND_NONE || s->caps[i].kind != APN_BOUND_NONE);
    if (!bounded && s->method == APN_RESIDUAL && i == s->to_party)
        return true; /* what is left may be negative */
    if (!w->q->floors)
        return mpz_sgn(w->amounts[i]) >= 0;
    return mpz_cmp(w->amounts[i], w->q->floors[i]) >= 0 &&
           (mpz_sgn(w->q->caps[i]) < 0 || mpz_cmp(w->amounts[i], w->q->caps[i]) <= 0);
}

/* -denominator < e <= denominator: the floor of the quota or the floor plus one. */
static bool is_floor_or_next(const walk *w)
{
    int size = mpz_cmpabs(w->e, w->q->denominator);
    return size < 0 || (size == 0 && mpz_sgn(w->e) > 0);
}

/* Largest remainder: who got a unit has e = denominator - remainder > 0, who did not has e =
 * -remainder. */
static bool walk_remainder(walk *w, size_t i)
{
    size_t place = w->s->order[i];
    if (mpz_cmpabs(w->e, w->q->denominator) >= 0)
        return false;
    if (mpz_sgn(w->e) > 0) {
        int against = mpz_cmp(w->e, w->least_given);
        if (w->last_given == APN__NOBODY || against > 0 ||
            (against == 0 && place > w->last_given)) {
            mpz_set(w->least_given, w->e);
            w->last_given = place;
        }
    } else if (mpz_sgn(w->e) < 0) {
        int against = mpz_cmp(w->e, w->most_waiting);
        if (w->first_waiting == APN__NOBODY || against < 0 ||
            (against == 0 && place < w->first_waiting)) {
            mpz_set(w->most_waiting, w->e);
            w->first_waiting = place;
        }
    }
    return true;
}

/* First listed and largest share: units go in order to those that have a weight and are not at
 * their cap. */
static bool walk_order(walk *w, size_t i)
{
    size_t place = w->s->order[i];
    bool may = mpz_sgn(w->s->weights[i]) > 0 && !apn__quotas_at_cap(w->q, i, w->numerator);
    if (!is_floor_or_next(w))
        return false;
    if (mpz_sgn(w->e) > 0) {
        if (w->last_given == APN__NOBODY || place > w->last_given)
            w->last_given = place;
        return may;
    }
    if (may && (w->first_waiting == APN__NOBODY || place < w->first_waiting))
        w->first_waiting = place;
    return true;
}

/* Each rounded alone by a mode. */
static bool is_rounded(walk *w, size_t i, apn_rounding_mode mode)
{
    int sign = mpz_sgn(w->e);
    if (mode == APN_ROUND_UP || mode == APN_ROUND_DOWN)
        return mpz_cmpabs(w->e, w->q->denominator) < 0 &&
               (mode == APN_ROUND_UP ? sign >= 0 : sign <= 0);
    mpz_mul_2exp(w->twice, w->e, 1);
    int against_half = mpz_cmpabs(w->twice, w->q->denominator);
    if (against_half != 0)
        return against_half < 0;
    return mode == APN_ROUND_HALF_AWAY ? sign > 0 : mpz_even_p(w->amounts[i]);
}

static bool walk_party(walk *w, size_t i)
{
    apn__quotas_numerator(w->s, w->q, i, w->numerator);
    mpz_add(w->quota_sum, w->quota_sum, w->numerator);
    mpz_add(w->sum, w->sum, w->amounts[i]);
    mpz_mul(w->e, w->amounts[i], w->q->denominator);
    mpz_sub(w->e, w->e, w->numerator);
    if (!within_bounds(w, i))
        return false;
    switch (w->s->method) {
    case APN_LARGEST_REMAINDER:
        return walk_remainder(w, i);
    case APN_FIRST_LISTED:
    case APN_LARGEST_SHARE:
        return walk_order(w, i);
    case APN_RESIDUAL:
        return i == w->s->to_party || is_rounded(w, i, APN_ROUND_HALF_AWAY);
    case APN_INDEPENDENT:
        return is_rounded(w, i, w->s->mode);
    default:
        return mpz_sgn(w->s->weights[i]) > 0 ||
               mpz_sgn(w->e) == 0; /* the line is checked by claims_stand */
    }
}

/* No party that waits comes before one that got a unit. */
static bool line_stands(const walk *w)
{
    if (w->last_given == APN__NOBODY || w->first_waiting == APN__NOBODY)
        return true;
    if (w->s->method != APN_LARGEST_REMAINDER)
        return w->last_given < w->first_waiting;
    mpz_t given, waiting; /* remainders: denominator - e, and -e */
    mpz_inits(given, waiting, NULL);
    mpz_sub(given, w->q->denominator, w->least_given);
    mpz_neg(waiting, w->most_waiting);
    int against = mpz_cmp(given, waiting);
    mpz_clears(given, waiting, NULL);
    return against > 0 || (against == 0 && w->last_given < w->first_waiting);
}

/* Puts the party's claim for `units` in `best` when it comes before (or, for `last`, after) what is
 * there. */
static void keep_claim(const apn_splitter *s, size_t i, const mpz_t units, bool last,
                       apn__claim *scratch, apn__claim *best, size_t *holder)
{
    apn__claim_set(scratch, s->method, s->weights[i], units);
    if (*holder != APN__NOBODY) {
        int against = apn__claim_compare(scratch, best, s->weights[i], s->weights[*holder]);
        bool before = against > 0 || (against == 0 && s->order[i] < s->order[*holder]);
        if (before == last)
            return;
    }
    mpz_set(best->numerator, scratch->numerator);
    mpz_set(best->denominator, scratch->denominator);
    *holder = i;
}

/* Divisor methods: the last unit that was given has a better claim than the first that was not. */
static bool claims_stand(const walk *w)
{
    const apn_splitter *s = w->s;
    size_t last = APN__NOBODY, next = APN__NOBODY;
    apn__claim given, waiting, scratch;
    mpz_t before;
    mpz_inits(given.numerator, given.denominator, waiting.numerator, waiting.denominator,
              scratch.numerator, scratch.denominator, before, NULL);
    for (size_t i = 0; i < s->count; i++) {
        bool capped =
            w->q->caps && mpz_sgn(w->q->caps[i]) >= 0 && mpz_cmp(w->amounts[i], w->q->caps[i]) >= 0;
        if (mpz_sgn(s->weights[i]) == 0)
            continue;
        if (!capped)
            keep_claim(s, i, w->amounts[i], false, &scratch, &waiting, &next);
        bool got =
            w->q->floors ? mpz_cmp(w->amounts[i], w->q->floors[i]) > 0 : mpz_sgn(w->amounts[i]) > 0;
        mpz_sub_ui(before, w->amounts[i], 1);
        if (got)
            keep_claim(s, i, before, true, &scratch, &given, &last);
    }
    bool stands = true;
    if (last != APN__NOBODY && next != APN__NOBODY && last != next) {
        int against = apn__claim_compare(&given, &waiting, s->weights[last], s->weights[next]);
        stands = against > 0 || (against == 0 && s->order[last] < s->order[next]);
    }
    mpz_clears(given.numerator, given.denominator, waiting.numerator, waiting.denominator,
               scratch.numerator, scratch.denominator, before, NULL);
    return stands;
}

bool apn__check_amounts(const apn_splitter *s, const mpz_t total, const apn__quotas *q,
                        const mpz_t *amounts)
{
    walk w = {.s = s,
              .q = q,
              .amounts = amounts,
              .last_given = APN__NOBODY,
              .first_waiting = APN__NOBODY};
    mpz_inits(w.numerator, w.e, w.twice, w.sum, w.quota_sum, w.least_given, w.most_waiting, NULL);
    bool good = true;
    for (size_t i = 0; i < s->count && good; i++)
        good = walk_party(&w, i);
    if (s->method != APN_INDEPENDENT)
        good = good && mpz_cmp(w.sum, total) == 0;
    mpz_mul(w.e, total, q->denominator);
    if (s->weights_kind != APN_WEIGHTS_AS_PUBLISHED)
        good = good && mpz_cmp(w.quota_sum, w.e) == 0;
    good = good && line_stands(&w) && (!apn__method_is_divisor(s->method) || claims_stand(&w));
    mpz_clears(w.numerator, w.e, w.twice, w.sum, w.quota_sum, w.least_given, w.most_waiting, NULL);
    return good;
}
