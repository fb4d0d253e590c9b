/* quotas.c: exact quotas, within bounds. A bounded quota is min(max(lambda * weight, floor), cap);
 * lambda is found by walking the breakpoints floor/weight and cap/weight in ascending order, where
 * the sum changes its slope. */
#include "splitter.h"

#include <stdlib.h>

#include "alloc.h"
#include "findings.h"
#include "rational.h"
#include "rules.h"

void apn__quotas_init(apn__quotas *quotas)
{
    mpz_inits(quotas->lambda_numerator, quotas->denominator, quotas->absorbed, NULL);
    quotas->floors = quotas->caps = NULL;
}

void apn__quotas_clear(apn__quotas *quotas, size_t count)
{
    mpz_clears(quotas->lambda_numerator, quotas->denominator, quotas->absorbed, NULL);
    apn__integers_free(quotas->floors, count);
    apn__integers_free(quotas->caps, count);
}

void apn__units_text(const apn_splitter *s, const mpz_t units, char *buffer, size_t size)
{
    mpq_t amount, unit;
    mpq_inits(amount, unit, NULL);
    mpq_set_z(amount, units);
    apn__fraction_from_decimal(unit, s->unit);
    mpq_mul(amount, amount, unit);
    apn__fraction_decimal_text(amount, (unsigned)s->unit.scale, buffer, size);
    mpq_clears(amount, unit, NULL);
}

static void clamp(mpz_t value, const mpz_t low, const mpz_t high)
{
    if (mpz_cmp(value, low) < 0)
        mpz_set(value, low);
    else if (mpz_sgn(high) >= 0 && mpz_cmp(value, high) > 0)
        mpz_set(value, high);
}

/* The numerator without regard to an absorber. */
static void clamped_numerator(const apn_splitter *s, const apn__quotas *q, size_t party, mpz_t out)
{
    mpz_mul(out, q->lambda_numerator, s->weights[party]);
    if (!q->floors)
        return;
    mpz_t low, high;
    mpz_inits(low, high, NULL);
    mpz_mul(low, q->floors[party], q->denominator);
    mpz_mul(high, q->caps[party], q->denominator);
    clamp(out, low, high);
    mpz_clears(low, high, NULL);
}

void apn__quotas_numerator(const apn_splitter *s, const apn__quotas *q, size_t party, mpz_t out)
{
    if (party == s->absorber)
        mpz_set(out, q->absorbed);
    else
        clamped_numerator(s, q, party, out);
}

apn_bound_reached apn__quotas_bound(const apn_splitter *s, const apn__quotas *q, size_t party)
{
    if (!q->floors)
        return APN_WITHIN_BOUNDS;
    if (party == s->absorber)
        return APN_ABSORBS;
    mpz_t free, held;
    mpz_inits(free, held, NULL);
    mpz_mul(free, q->lambda_numerator, s->weights[party]);
    clamped_numerator(s, q, party, held);
    int moved = mpz_cmp(held, free);
    mpz_clears(free, held, NULL);
    return moved > 0 ? APN_AT_FLOOR : moved < 0 ? APN_AT_CAP : APN_WITHIN_BOUNDS;
}

bool apn__quotas_at_cap(const apn__quotas *q, size_t party, const mpz_t numerator)
{
    if (!q->caps || mpz_sgn(q->caps[party]) < 0)
        return false;
    mpz_t cap;
    mpz_init(cap);
    mpz_mul(cap, q->caps[party], q->denominator);
    bool at_cap = mpz_cmp(numerator, cap) >= 0;
    mpz_clear(cap);
    return at_cap;
}

/* Where a party's quota leaves its floor or reaches its cap: at lambda = bound / weight. */
typedef struct breakpoint {
    mpz_srcptr bound, weight;
    bool is_cap;
    size_t party;
} breakpoint;

/* The whole key: bound/weight, floors before caps, listed order. */
static int compare_breakpoints(const void *a, const void *b)
{
    const breakpoint *left = a, *right = b;
    mpz_t x, y;
    mpz_inits(x, y, NULL);
    mpz_mul(x, left->bound, right->weight);
    mpz_mul(y, right->bound, left->weight);
    int by_lambda = mpz_cmp(x, y);
    mpz_clears(x, y, NULL);
    if (by_lambda != 0)
        return by_lambda;
    if (left->is_cap != right->is_cap)
        return left->is_cap ? 1 : -1;
    return left->party < right->party ? -1 : left->party > right->party;
}

static size_t list_breakpoints(const apn__held *held, breakpoint *list)
{
    size_t count = 0;
    for (size_t i = 0; i < held->count; i++) {
        if (mpz_sgn(held->weights[i]) == 0)
            continue;
        list[count++] = (breakpoint){held->floors[i], held->weights[i], false, i};
        if (mpz_sgn(held->caps[i]) >= 0)
            list[count++] = (breakpoint){held->caps[i], held->weights[i], true, i};
    }
    qsort(list, count, sizeof *list, compare_breakpoints);
    return count;
}

/* Whether fixed + lambda * slope reaches total at this breakpoint. */
static bool reaches(const breakpoint *at, const mpz_t fixed, const mpz_t slope, const mpz_t total)
{
    mpz_t sum, wanted;
    mpz_inits(sum, wanted, NULL);
    mpz_mul(sum, fixed, at->weight);
    mpz_addmul(sum, at->bound, slope);
    mpz_mul(wanted, total, at->weight);
    bool reached = mpz_cmp(sum, wanted) >= 0;
    mpz_clears(sum, wanted, NULL);
    return reached;
}

/* Walks the breakpoints: below the first one the sum is that of the floors; passing a floor's
 * breakpoint frees the party, passing a cap's holds it. */
static void walk(const breakpoint *list, size_t count, const mpz_t total, mpz_t fixed, mpz_t slope)
{
    for (size_t i = 0; i < count && !reaches(&list[i], fixed, slope, total); i++) {
        if (list[i].is_cap) {
            mpz_add(fixed, fixed, list[i].bound);
            mpz_sub(slope, slope, list[i].weight);
        } else {
            mpz_sub(fixed, fixed, list[i].bound);
            mpz_add(slope, slope, list[i].weight);
        }
    }
}

bool apn__lambda_within(const apn__held *held, const mpz_t total, mpz_t numerator,
                        mpz_t denominator)
{
    breakpoint *list = apn__alloc(apn__multiply_sizes(2, held->count), sizeof *list);
    if (!list)
        return false;
    mpz_t fixed, slope;
    mpz_inits(fixed, slope, NULL);
    for (size_t i = 0; i < held->count; i++)
        mpz_add(fixed, fixed, held->floors[i]);
    mpz_set_ui(numerator, 0);
    mpz_set_ui(denominator, 1);
    if (mpz_cmp(fixed, total) < 0) {
        /* The sum reaches the total at the last cap at the latest, so somebody is still free. */
        walk(list, list_breakpoints(held, list), total, fixed, slope);
        mpz_sub(numerator, total, fixed);
        mpz_set(denominator, slope);
    }
    mpz_clears(fixed, slope, NULL);
    apn__free(list);
    return true;
}

bool apn__solve_lambda(const apn_splitter *s, const mpz_t *floors, const mpz_t *caps,
                       const mpz_t total, mpz_t numerator, mpz_t denominator)
{
    apn__held held = {(const mpz_t *)s->weights, floors, caps, s->count};
    if (floors)
        return apn__lambda_within(&held, total, numerator, denominator);
    mpz_set(numerator, total);
    mpz_set(denominator, s->divisor);
    return true;
}

/* A bound in units for this total: a percentage floor is rounded up to the unit, a cap down. */
static void bound_units(const apn_bound *bound, const mpz_t total, bool is_cap, mpz_t out)
{
    if (bound->kind == APN_BOUND_NONE) {
        mpz_set_si(out, is_cap ? -1 : 0);
        return;
    }
    mpz_t hundred;
    mpz_init(hundred);
    apn__integer_from_decimal(out, bound->value, bound->value.scale);
    if (bound->kind == APN_BOUND_PERCENT) {
        mpz_ui_pow_ui(hundred, 10, (unsigned long)bound->value.scale + 2);
        mpz_mul(out, out, total);
        apn__round_divide(out, out, hundred, is_cap ? APN_ROUND_DOWN : APN_ROUND_UP);
    }
    mpz_clear(hundred);
}

static apn_status refuse_sum(const apn_splitter *s, const char *what, const mpz_t sum,
                             const mpz_t total, apn_error *err)
{
    char sum_text[96], total_text[96];
    apn__units_text(s, sum, sum_text, sizeof sum_text);
    apn__units_text(s, total, total_text, sizeof total_text);
    return apn__fail(err, APN_BOUNDS_INFEASIBLE, NULL,
                     "the %s total %s and the amount to be shared is %s: %s", what, sum_text,
                     total_text, *what == 'f' ? "lower a floor" : "raise a cap");
}

/* Floors must leave room, and caps must be able to hold the total. */
static apn_status check_sums(const apn_splitter *s, const apn__quotas *q, const mpz_t total,
                             apn_error *err)
{
    apn_status status = APN_OK;
    bool capped = s->absorber == APN__NOBODY; /* an absorber takes what the others' caps leave */
    mpz_t low, high;
    mpz_inits(low, high, NULL);
    for (size_t i = 0; i < s->count; i++) {
        bool weightless = mpz_sgn(s->weights[i]) == 0;
        mpz_add(low, low, q->floors[i]);
        mpz_add(high, high, weightless ? q->floors[i] : q->caps[i]);
        capped = capped && (weightless || mpz_sgn(q->caps[i]) >= 0);
    }
    if (mpz_cmp(low, total) > 0)
        status = refuse_sum(s, "floors", low, total, err);
    else if (capped && mpz_cmp(high, total) < 0)
        status = refuse_sum(s, "caps", high, total, err);
    mpz_clears(low, high, NULL);
    return status;
}

static apn_status refuse_bound(const apn_splitter *s, size_t party, const char *what,
                               const mpz_t found, const char *against, const mpz_t bound,
                               apn_error *err)
{
    char number[32], found_text[96], bound_text[96];
    const char *name = apn__splitter_name(s, party, number, sizeof number);
    apn__units_text(s, found, found_text, sizeof found_text);
    apn__units_text(s, bound, bound_text, sizeof bound_text);
    return apn__fail(err, APN_BOUNDS_INFEASIBLE, name,
                     "the %s of %s is %s, %s %s: change one of them", what, name, found_text,
                     against, bound_text);
}

static apn_status set_bounds(const apn_splitter *s, const mpz_t total, apn__quotas *q,
                             apn_error *err)
{
    q->floors = apn__integers_make(s->count);
    q->caps = apn__integers_make(s->count);
    if (!q->floors || !q->caps)
        return apn__fail_memory(err);
    for (size_t i = 0; i < s->count; i++) {
        bound_units(&s->floors[i], total, false, q->floors[i]);
        bound_units(&s->caps[i], total, true, q->caps[i]);
        if (mpz_sgn(q->caps[i]) >= 0 && mpz_cmp(q->caps[i], q->floors[i]) < 0)
            return refuse_bound(s, i, "cap", q->caps[i], "below its floor", q->floors[i], err);
    }
    return APN_OK;
}

/* A party without a weight pays its floor and no more, also as the absorber. */
static apn_status refuse_weightless(const apn_splitter *s, const mpz_t units, apn_error *err)
{
    char number[32], text[96];
    const char *name = apn__splitter_name(s, s->absorber, number, sizeof number);
    apn__units_text(s, units, text, sizeof text);
    return apn__fail(
        err, APN_BOUNDS_INFEASIBLE, name,
        "the others' bounds leave %s to the absorber %s, which has the weight 0 and may "
        "be charged its floor only: name an absorber that has a share",
        text, name);
}

/* What the others' bounded quotas leave, which must lie within the absorber's own bounds. */
static apn_status absorb(const apn_splitter *s, const mpz_t total, apn__quotas *q, apn_error *err)
{
    apn_status status = APN_OK;
    size_t party = s->absorber;
    mpz_t one, units;
    mpz_inits(one, units, NULL);
    mpz_mul(q->absorbed, total, q->denominator);
    for (size_t i = 0; i < s->count; i++) {
        if (i == party)
            continue;
        clamped_numerator(s, q, i, one);
        mpz_sub(q->absorbed, q->absorbed, one);
    }
    mpz_fdiv_q(units, q->absorbed, q->denominator);
    mpz_mul(one, q->floors[party], q->denominator);
    if (mpz_cmp(q->absorbed, one) < 0)
        status = refuse_bound(s, party, "rest left to the absorber", units, "below its floor of",
                              q->floors[party], err);
    if (status == APN_OK && mpz_sgn(s->weights[party]) == 0 && mpz_cmp(q->absorbed, one) != 0)
        status = refuse_weightless(s, units, err);
    mpz_mul(one, q->caps[party], q->denominator);
    if (status == APN_OK && mpz_sgn(one) >= 0 && mpz_cmp(q->absorbed, one) > 0)
        status = refuse_bound(s, party, "rest left to the absorber", units, "above its cap of",
                              q->caps[party], err);
    mpz_clears(one, units, NULL);
    return status;
}

apn_status apn__quotas_find(const apn_splitter *s, const mpz_t total, apn__quotas *q,
                            apn_error *err)
{
    apn_status status = s->floors ? set_bounds(s, total, q, err) : APN_OK;
    if (status == APN_OK && q->floors)
        status = check_sums(s, q, total, err);
    if (status != APN_OK)
        return status;
    if (s->absorber != APN__NOBODY) {
        mpz_set(q->lambda_numerator, total);
        mpz_set(q->denominator, s->divisor);
        return absorb(s, total, q, err);
    }
    if (!apn__solve_lambda(s, q->floors, q->caps, total, q->lambda_numerator, q->denominator))
        status = apn__fail_memory(err);
    return status;
}
