/* change_limit.c: shares that may move by some percentage points a year:
 *   min(max(lambda x s, p - points), p + points),
 * where s is the party's share without the limit, p its share last year under this rule over the
 * same members, and lambda is such that the shares total 100 %. In the agreement's first year there
 * is no limit. */
#include "statement_model.h"

#include "findings.h"
#include "library_limits.h"
#include "rational.h"
#include "splitter.h"

/* The numbers of one step of a year, over one denominator. */
typedef struct change {
    mpz_t *weights, *floors, *caps; /* of the shares without the limit, and around last year's */
    mpz_t scale;                    /* floors and caps are over it; their total is it */
    mpz_t numerator, denominator;   /* lambda */
} change;

static bool change_begin(change *c, size_t count)
{
    c->weights = apn__integers_make(count);
    c->floors = apn__integers_make(count);
    c->caps = apn__integers_make(count);
    mpz_inits(c->scale, c->numerator, c->denominator, NULL);
    return c->weights != NULL && c->floors != NULL && c->caps != NULL;
}

static void change_end(change *c, size_t count)
{
    apn__integers_free(c->weights, count);
    apn__integers_free(c->floors, count);
    apn__integers_free(c->caps, count);
    mpz_clears(c->scale, c->numerator, c->denominator, NULL);
}

/* out = the least common denominator. */
static void common_denominator(const mpq_t *fractions, size_t count, mpz_t out)
{
    mpz_set_ui(out, 1);
    for (size_t i = 0; i < count; i++)
        mpz_lcm(out, out, mpq_denref(fractions[i]));
}

/* out = fraction x scale. Requires: that is whole. */
static void scale_up(mpz_t out, const mpq_t fraction, const mpz_t scale)
{
    mpz_divexact(out, scale, mpq_denref(fraction));
    mpz_mul(out, out, mpq_numref(fraction));
}

/* Brings weights and bounds to whole numbers. */
static void set_change(change *c, const mpq_t *free, const mpq_t *last, size_t count,
                       const mpq_t points)
{
    mpz_t allowed, own;
    mpz_inits(allowed, own, NULL);
    common_denominator(free, count, own);
    common_denominator(last, count, c->scale);
    mpz_lcm(c->scale, c->scale, mpq_denref(points));
    scale_up(allowed, points, c->scale);
    for (size_t i = 0; i < count; i++) {
        scale_up(c->weights[i], free[i], own);
        scale_up(c->floors[i], last[i], c->scale);
        mpz_add(c->caps[i], c->floors[i], allowed);
        mpz_sub(c->floors[i], c->floors[i], allowed);
        if (mpz_sgn(c->floors[i]) < 0)
            mpz_set_ui(c->floors[i], 0);
    }
    mpz_clears(allowed, own, NULL);
}

/* What the shares may total at most: a party without a share of its own cannot be given more than
 * its floor. */
static bool can_be_whole(const change *c, size_t count, mpq_t most)
{
    mpz_set_ui(mpq_numref(most), 0);
    for (size_t i = 0; i < count; i++)
        mpz_add(mpq_numref(most), mpq_numref(most),
                mpz_sgn(c->weights[i]) > 0 ? c->caps[i] : c->floors[i]);
    bool enough = mpz_cmp(mpq_numref(most), c->scale) >= 0;
    mpz_set(mpq_denref(most), c->scale);
    mpq_canonicalize(most);
    return enough;
}

static bool refuse_change(const apn__evaluation *evaluation, const apn__sharing *who,
                          const mpq_t most)
{
    char total[128], points[APN_DECIMAL_TEXT_SIZE], year[16];
    apn_error fault = {0};
    mpq_t percent;
    mpq_init(percent);
    mpq_set_ui(percent, 100, 1);
    mpq_mul(percent, percent, most);
    apn__fraction_decimal_text(percent, 2, total, sizeof total);
    mpq_clear(percent);
    apn__year_write(who->year, year);
    apn_decimal_format(evaluation->agreement->bases[who->basis].points, 0, points);
    (void)apn__fail(&fault, APN_BOUNDS_INFEASIBLE, "",
                    "with a rise of %s points against the year before, the shares of %s come to "
                    "%s %% at most, and they have to total 100 %%: allow more points",
                    points, year, total);
    return apn__refuse_shares(evaluation, who, &fault);
}

/* shares = each weight times lambda, held between its bounds. */
static void take_shares(const change *c, size_t count, mpq_t *shares)
{
    mpz_t low, high, value;
    mpz_inits(low, high, value, NULL);
    for (size_t i = 0; i < count; i++) {
        mpz_mul(value, c->numerator, c->weights[i]);
        mpz_mul(low, c->floors[i], c->denominator);
        mpz_mul(high, c->caps[i], c->denominator);
        mpz_srcptr held = mpz_cmp(value, low) < 0 ? low : mpz_cmp(value, high) > 0 ? high : value;
        mpz_set(mpq_numref(shares[i]), held);
        mpz_mul(mpq_denref(shares[i]), c->denominator, c->scale);
        mpq_canonicalize(shares[i]);
    }
    mpz_clears(low, high, value, NULL);
}

/* shares, which are last year's, become those of the year after. */
static bool limit(const apn__evaluation *evaluation, const apn__sharing *who, const mpq_t *free,
                  mpq_t *shares)
{
    const apn__basis *basis = &evaluation->agreement->bases[who->basis];
    change c;
    mpq_t points, most;
    mpq_inits(points, most, NULL);
    apn__fraction_from_decimal(points, basis->points);
    mpq_set_ui(most, 100, 1);
    mpq_div(points, points, most);
    bool made = change_begin(&c, who->count), good = made;
    if (good) {
        set_change(&c, free, (const mpq_t *)shares, who->count, points);
        good = can_be_whole(&c, who->count, most) || refuse_change(evaluation, who, most);
    }
    if (good) {
        apn__held held = {(const mpz_t *)c.weights, (const mpz_t *)c.floors, (const mpz_t *)c.caps,
                          who->count};
        made = good = apn__lambda_within(&held, c.scale, c.numerator, c.denominator);
    }
    if (!made)
        apn__findings_fail_memory(evaluation->findings);
    if (good)
        take_shares(&c, who->count, shares);
    change_end(&c, who->count);
    mpq_clears(points, most, NULL);
    return good && apn__shares_fit(evaluation, who, (const mpq_t *)shares);
}

static bool check_years(const apn__evaluation *evaluation, const apn__sharing *who, apn__year first)
{
    apn_error fault = {0};
    if (who->year - first <= (int)APN__LIMIT_YEARS_BACK)
        return true;
    (void)apn__fail(&fault, APN_LIMIT, "",
                    "the change is limited year by year from the agreement's first, and that is "
                    "more than %u years back",
                    APN__LIMIT_YEARS_BACK);
    return apn__refuse_shares(evaluation, who, &fault);
}

/* The shares without the limit in one year. */
static bool free_shares(const apn__evaluation *evaluation, const apn__sharing *who, apn__year year,
                        mpq_t *shares)
{
    apn__sharing behind = *who;
    behind.basis = evaluation->agreement->bases[who->basis].parts[0].basis;
    behind.year = year;
    return apn__basis_shares(evaluation, &behind, shares);
}

/* One year after the other, from the agreement's first. */
static bool follow(const apn__evaluation *evaluation, const apn__sharing *who, apn__year first,
                   mpq_t *shares)
{
    apn__sharing now = *who;
    mpq_t *free = apn__fractions_make(who->count);
    if (free == NULL)
        apn__findings_fail_memory(evaluation->findings);
    bool good = free != NULL && free_shares(evaluation, who, first, shares);
    for (now.year = first + 1; good && now.year <= who->year; now.year++)
        good = free_shares(evaluation, &now, now.year, free) &&
               limit(evaluation, &now, (const mpq_t *)free, shares);
    apn__fractions_free(free, who->count);
    return good;
}

bool apn__limited_shares(const apn__evaluation *evaluation, const apn__sharing *who, mpq_t *shares)
{
    apn__year first =
        apn__year_of(evaluation->agreement, evaluation->agreement->effective.from.day);
    if (who->year <= first)
        return free_shares(evaluation, who, who->year, shares);
    return check_years(evaluation, who, first) && follow(evaluation, who, first, shares);
}
