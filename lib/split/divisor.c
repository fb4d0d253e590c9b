/* divisor.c: the divisor methods. Units go one by one to the greatest claim weight /
 * signpost(units). Nearly all of them are given at once, so that the cost does not depend on the
 * total: with lambda such that the bounded quotas of total - n sum to total - n, every unit whose
 * claim is above 1/lambda comes before all others, and they are at most total in number, as each
 * party has at most one of them more than its quota, and at least total - 2n. The rest goes through
 * a heap. */
#include "rules.h"

#include "alloc.h"
#include "findings.h"
#include "rational.h"

void apn__claim_set(apn__claim *claim, apn_method method, const mpz_t weight, const mpz_t units)
{
    mpz_set(claim->numerator, weight);
    mpz_add_ui(claim->denominator, units, 1);
    switch (method) {
    case APN_JEFFERSON: /* w / (a + 1) */
        break;
    case APN_WEBSTER: /* w / (a + 1/2) = 2w / (2a + 1) */
        mpz_mul_ui(claim->numerator, weight, 2);
        mpz_add(claim->denominator, claim->denominator, units);
        break;
    case APN_ADAMS: /* w / a */
        mpz_set(claim->denominator, units);
        break;
    case APN_DEAN: /* w / (2a(a + 1) / (2a + 1)) = w(2a + 1) / 2a(a + 1) */
        mpz_add(claim->numerator, claim->denominator, units);
        mpz_mul(claim->numerator, claim->numerator, weight);
        mpz_mul(claim->denominator, claim->denominator, units);
        mpz_mul_ui(claim->denominator, claim->denominator, 2);
        break;
    default: /* Hill: w / root of a(a + 1), compared by its square */
        mpz_mul(claim->numerator, weight, weight);
        mpz_mul(claim->denominator, claim->denominator, units);
        break;
    }
}

int apn__claim_compare(const apn__claim *a, const apn__claim *b, const mpz_t weight_a,
                       const mpz_t weight_b)
{
    bool a_infinite = mpz_sgn(a->denominator) == 0, b_infinite = mpz_sgn(b->denominator) == 0;
    if (a_infinite && b_infinite)
        return mpz_cmp(weight_a, weight_b);
    if (a_infinite || b_infinite)
        return a_infinite ? 1 : -1;
    mpz_t left, right;
    mpz_inits(left, right, NULL);
    mpz_mul(left, a->numerator, b->denominator);
    mpz_mul(right, b->numerator, a->denominator);
    int compared = mpz_cmp(left, right);
    mpz_clears(left, right, NULL);
    return compared;
}

/* The parties that may still be given a unit, the first in line on top. */
typedef struct heap {
    const apn_splitter *splitter;
    apn__claim *claims; /* one for each party */
    size_t *parties, count;
    size_t comparisons;
} heap;

static bool heap_init(heap *h, const apn_splitter *s)
{
    *h = (heap){.splitter = s};
    h->claims = apn__alloc(s->count, sizeof *h->claims);
    h->parties = apn__alloc(s->count, sizeof *h->parties);
    for (size_t i = 0; h->claims && i < s->count; i++)
        mpz_inits(h->claims[i].numerator, h->claims[i].denominator, NULL);
    return h->claims && h->parties;
}

static void heap_clear(heap *h)
{
    for (size_t i = 0; h->claims && i < h->splitter->count; i++)
        mpz_clears(h->claims[i].numerator, h->claims[i].denominator, NULL);
    apn__free(h->claims);
    apn__free(h->parties);
}

static int compare_claims(heap *h, size_t a, size_t b)
{
    h->comparisons++;
    return apn__claim_compare(&h->claims[a], &h->claims[b], h->splitter->weights[a],
                              h->splitter->weights[b]);
}

/* The whole key: claim, then the place among those who come first. */
static bool comes_first(heap *h, size_t a, size_t b)
{
    int by_claim = compare_claims(h, a, b);
    return by_claim != 0 ? by_claim > 0 : h->splitter->order[a] < h->splitter->order[b];
}

static void sift_down(heap *h, size_t at)
{
    for (;;) {
        size_t first = at, left = 2 * at + 1, right = left + 1;
        if (left < h->count && comes_first(h, h->parties[left], h->parties[first]))
            first = left;
        if (right < h->count && comes_first(h, h->parties[right], h->parties[first]))
            first = right;
        if (first == at)
            return;
        size_t moved = h->parties[at];
        h->parties[at] = h->parties[first];
        h->parties[first] = moved;
        at = first;
    }
}

static bool may_have_unit(const apn_splitter *s, const apn__quotas *q, const mpz_t units,
                          size_t party)
{
    bool capped = q->caps && mpz_sgn(q->caps[party]) >= 0 && mpz_cmp(units, q->caps[party]) >= 0;
    return mpz_sgn(s->weights[party]) > 0 && !capped;
}

/* Whether the claim is above 1/lambda. threshold is (1/lambda) as a claim of the same kind. */
static bool is_above(const apn__claim *claim, const apn__claim *threshold)
{
    mpz_t none;
    mpz_init(none);
    bool above = apn__claim_compare(claim, threshold, none, none) > 0;
    mpz_clear(none);
    return above;
}

/* A start that gives every unit whose claim is above 1/lambda. */
typedef struct start {
    const apn_splitter *splitter;
    const apn__quotas *quotas;
    mpz_t lambda, denominator;
    apn__claim threshold, claim; /* 1/lambda as a claim of the method's kind; scratch */
} start;

/* The units of one party whose claims are above the threshold, held between its bounds. The
 * signpost of a is between a and a + 1, so that all units below floor(lambda w) - 1 are above it,
 * and at most two or three more. */
static void start_party(start *at, size_t party, mpz_t units)
{
    const apn_splitter *s = at->splitter;
    const apn__quotas *q = at->quotas;
    mpz_mul(units, at->lambda, s->weights[party]);
    mpz_fdiv_q(units, units, at->denominator);
    if (mpz_sgn(units) > 0)
        mpz_sub_ui(units, units, 1);
    apn__claim_set(&at->claim, s->method, s->weights[party], units);
    while (mpz_sgn(s->weights[party]) > 0 && is_above(&at->claim, &at->threshold)) {
        mpz_add_ui(units, units, 1);
        apn__claim_set(&at->claim, s->method, s->weights[party], units);
    }
    if (q->floors && mpz_cmp(units, q->floors[party]) < 0)
        mpz_set(units, q->floors[party]);
    if (q->caps && mpz_sgn(q->caps[party]) >= 0 && mpz_cmp(units, q->caps[party]) > 0)
        mpz_set(units, q->caps[party]);
}

/* Fills amounts with the units that surely come first. False when memory is out. */
static bool start_units(const apn_splitter *s, const mpz_t total, const apn__quotas *q,
                        mpz_t *amounts)
{
    start at = {.splitter = s, .quotas = q};
    mpz_t reduced;
    mpz_inits(reduced, at.lambda, at.denominator, at.threshold.numerator, at.threshold.denominator,
              at.claim.numerator, at.claim.denominator, NULL);
    mpz_set_ui(reduced, s->count);
    mpz_sub(reduced, total, reduced);
    bool done = true;
    if (mpz_sgn(reduced) > 0)
        done = apn__solve_lambda(s, q->floors, q->caps, reduced, at.lambda, at.denominator);
    if (done && mpz_sgn(at.lambda) > 0) {
        mpz_set(at.threshold.numerator, at.denominator);
        mpz_set(at.threshold.denominator, at.lambda);
        if (s->method == APN_HILL) {
            mpz_mul(at.threshold.numerator, at.threshold.numerator, at.threshold.numerator);
            mpz_mul(at.threshold.denominator, at.threshold.denominator, at.threshold.denominator);
        }
        for (size_t i = 0; i < s->count; i++)
            start_party(&at, i, amounts[i]);
    } else {
        for (size_t i = 0; q->floors && i < s->count; i++)
            mpz_set(amounts[i], q->floors[i]);
    }
    mpz_clears(reduced, at.lambda, at.denominator, at.threshold.numerator, at.threshold.denominator,
               at.claim.numerator, at.claim.denominator, NULL);
    return done;
}

static void fill_heap(heap *h, const apn__quotas *q, mpz_t *amounts)
{
    const apn_splitter *s = h->splitter;
    for (size_t i = 0; i < s->count; i++) {
        if (!may_have_unit(s, q, amounts[i], i))
            continue;
        apn__claim_set(&h->claims[i], s->method, s->weights[i], amounts[i]);
        h->parties[h->count++] = i;
    }
    for (size_t i = h->count / 2; i-- > 0;)
        sift_down(h, i);
}

/* Gives the unit to the party on top, and puts it back in line for the next. */
static void give_to_top(heap *h, const apn__quotas *q, mpz_t *amounts)
{
    const apn_splitter *s = h->splitter;
    size_t party = h->parties[0];
    mpz_add_ui(amounts[party], amounts[party], 1);
    apn__claim_set(&h->claims[party], s->method, s->weights[party], amounts[party]);
    if (!may_have_unit(s, q, amounts[party], party))
        h->parties[0] = h->parties[--h->count];
    sift_down(h, 0);
}

/* Parties whose claim was equal to the last one served: those that got a unit for it, and those
 * still in line with it. */
static void note_tie(heap *h, const apn__quotas *q, size_t last, mpz_t *amounts,
                     apn__outcome *outcome)
{
    const apn_splitter *s = h->splitter;
    apn__claim served, one;
    mpz_t before;
    bool waiting = false;
    mpz_inits(served.numerator, served.denominator, one.numerator, one.denominator, before, NULL);
    mpz_sub_ui(before, amounts[last], 1);
    apn__claim_set(&served, s->method, s->weights[last], before);
    for (size_t i = 0; i < s->count; i++) {
        if (mpz_sgn(s->weights[i]) == 0)
            continue;
        bool got = false, waits = false;
        if (mpz_sgn(amounts[i]) > 0 && (!q->floors || mpz_cmp(amounts[i], q->floors[i]) > 0)) {
            mpz_sub_ui(before, amounts[i], 1);
            apn__claim_set(&one, s->method, s->weights[i], before);
            got = apn__claim_compare(&one, &served, s->weights[i], s->weights[last]) == 0;
        }
        if (!got && may_have_unit(s, q, amounts[i], i)) {
            apn__claim_set(&one, s->method, s->weights[i], amounts[i]);
            waits = apn__claim_compare(&one, &served, s->weights[i], s->weights[last]) == 0;
        }
        if (got || waits)
            outcome->tied[outcome->tied_count++] = i;
        if (got) {
            outcome->given[i] = true;
            mpz_add_ui(outcome->tied_units, outcome->tied_units, 1);
        }
        waiting = waiting || waits;
    }
    if (!waiting) {
        outcome->tied_count = 0;
        mpz_set_ui(outcome->tied_units, 0);
    }
    mpz_clears(served.numerator, served.denominator, one.numerator, one.denominator, before, NULL);
}

/* Hands out what is left one by one. */
static apn_status hand_out(heap *h, const mpz_t total, const apn__quotas *q, apn__outcome *outcome,
                           apn_error *err)
{
    const apn_splitter *s = h->splitter;
    size_t last = APN__NOBODY;
    mpz_t left;
    mpz_init_set(left, total);
    for (size_t i = 0; i < s->count; i++)
        mpz_sub(left, left, outcome->amounts[i]);
    fill_heap(h, q, outcome->amounts);
    while (mpz_sgn(left) > 0 && h->count > 0) {
        last = h->parties[0];
        give_to_top(h, q, outcome->amounts);
        mpz_sub_ui(left, left, 1);
    }
    outcome->comparisons = h->comparisons;
    bool all_given = mpz_sgn(left) == 0;
    mpz_clear(left);
    if (!all_given)
        return apn__fail(err, APN_INTERNAL, NULL,
                         "the units of a divisor method do not add up; please report this");
    if (last != APN__NOBODY)
        note_tie(h, q, last, outcome->amounts, outcome);
    return APN_OK;
}

apn_status apn__divide_units(const apn_splitter *s, const mpz_t total, const apn__quotas *q,
                             apn__outcome *outcome, apn_error *err)
{
    heap h;
    apn_status status = APN_MEMORY;
    if (heap_init(&h, s) && start_units(s, total, q, outcome->amounts))
        status = hand_out(&h, total, q, outcome, err);
    heap_clear(&h);
    return status == APN_MEMORY ? apn__fail_memory(err) : status;
}
