/* held.c: shares that are held between limits, of which there are two kinds: on the shares
 * themselves, and on their change against last year. The held share is
 *   min(max(lambda x s, low), high),
 * where s is the share without the limit and lambda is such that the shares total 100 %. With an
 * absorber the others' shares are min(max(s, low), high), and the absorber's is what is left. */
#include "statement_model.h"

#include "findings.h"
#include "library_limits.h"
#include "rational.h"
#include "splitter.h"

/* Between what the shares of the members are held. */
typedef struct limits {
    mpq_t *low, *high; /* high: less than zero for none */
    size_t count;
    size_t absorber; /* its place among the members, or SIZE_MAX */
} limits;

/* Somebody has to pay for those who are held. */
static bool find_absorber(const apn__evaluation *evaluation, const apn__sharing *who, size_t party,
                          size_t *place)
{
    char where[APN__WHERE_SIZE];
    *place = apn__member_place(who->members, who->count, party);
    if (*place != SIZE_MAX)
        return true;
    apn__line_where(who->line, "basis", "", where);
    apn__line_report_stranger(evaluation, who->line, who->line->basis_place, where,
                              "is the absorber in the basis of", party);
    return false;
}

static bool limits_begin(limits *l, const apn__evaluation *evaluation, const apn__sharing *who)
{
    size_t absorber = evaluation->agreement->bases[who->basis].absorber;
    *l = (limits){.count = who->count, .absorber = SIZE_MAX};
    if (absorber != APN__NONE && !find_absorber(evaluation, who, absorber, &l->absorber))
        return false;
    l->low = apn__fractions_make(who->count);
    l->high = apn__fractions_make(who->count);
    if (l->low == NULL || l->high == NULL)
        apn__findings_fail_memory(evaluation->findings);
    return l->low != NULL && l->high != NULL;
}

static void limits_end(limits *l)
{
    apn__fractions_free(l->low, l->count);
    apn__fractions_free(l->high, l->count);
}

/* The same in whole numbers: weights over one scale, and bounds over another. */
typedef struct whole_limits {
    mpz_t *weights, *floors, *caps;
    mpz_t scale;                  /* of floors and caps; their total is it */
    mpz_t numerator, denominator; /* lambda */
} whole_limits;

static bool whole_begin(whole_limits *w, size_t count)
{
    w->weights = apn__integers_make(count);
    w->floors = apn__integers_make(count);
    w->caps = apn__integers_make(count);
    mpz_inits(w->scale, w->numerator, w->denominator, NULL);
    return w->weights != NULL && w->floors != NULL && w->caps != NULL;
}

static void whole_end(whole_limits *w, size_t count)
{
    apn__integers_free(w->weights, count);
    apn__integers_free(w->floors, count);
    apn__integers_free(w->caps, count);
    mpz_clears(w->scale, w->numerator, w->denominator, NULL);
}

/* out = the least number that all denominators, and out, divide. */
static void join_denominators(const mpq_t *fractions, size_t count, mpz_t out)
{
    for (size_t i = 0; i < count; i++)
        mpz_lcm(out, out, mpq_denref(fractions[i]));
}

/* out = fraction x scale. Requires: that is whole. */
static void scale_up(mpz_t out, const mpq_t fraction, const mpz_t scale)
{
    mpz_divexact(out, scale, mpq_denref(fraction));
    mpz_mul(out, out, mpq_numref(fraction));
}

static void set_whole(whole_limits *w, const limits *l, const mpq_t *free)
{
    mpz_t own;
    mpz_init_set_ui(own, 1);
    mpz_set_ui(w->scale, 1);
    join_denominators(free, l->count, own);
    join_denominators((const mpq_t *)l->low, l->count, w->scale);
    join_denominators((const mpq_t *)l->high, l->count, w->scale);
    for (size_t i = 0; i < l->count; i++) {
        scale_up(w->weights[i], free[i], own);
        scale_up(w->floors[i], l->low[i], w->scale);
        if (mpq_sgn(l->high[i]) < 0)
            mpz_set_si(w->caps[i], -1);
        else
            scale_up(w->caps[i], l->high[i], w->scale);
    }
    mpz_clear(own);
}

/* "97.50": a share in per cent. */
static void percent_text(const mpq_t share, char *text, size_t size)
{
    mpq_t percent;
    mpq_init(percent);
    mpq_set_ui(percent, 100, 1);
    mpq_mul(percent, percent, share);
    apn__fraction_decimal_text(percent, 2, text, size);
    mpq_clear(percent);
}

static bool refuse_sum(const apn__evaluation *evaluation, const apn__sharing *who, const char *edge,
                       const mpq_t sum)
{
    char total[128], year[16];
    apn_error fault = {0};
    percent_text(sum, total, sizeof total);
    apn__year_write(who->year, year);
    (void)apn__fail(&fault, APN_BOUNDS_INFEASIBLE, "",
                    "between their limits the shares of %s come to %s %% at %s, and they have to "
                    "total 100 %%: make the limits wider",
                    year, total, edge);
    return apn__refuse_shares(evaluation, who, &fault);
}

/* What the shares total at least and at most: a party without a share of its own gets its floor and
 * no more. */
static bool check_sums(const apn__evaluation *evaluation, const apn__sharing *who, const limits *l,
                       const mpq_t *free)
{
    bool open = false, good = true;
    mpq_t least, most, one;
    mpq_inits(least, most, one, NULL);
    mpq_set_ui(one, 1, 1);
    for (size_t i = 0; i < l->count; i++) {
        bool has_share = mpq_sgn(free[i]) > 0;
        mpq_add(least, least, l->low[i]);
        open = open || (has_share && mpq_sgn(l->high[i]) < 0);
        mpq_add(most, most, has_share ? l->high[i] : l->low[i]);
    }
    if (mpq_cmp(least, one) > 0)
        good = refuse_sum(evaluation, who, "least", least);
    else if (!open && mpq_cmp(most, one) < 0)
        good = refuse_sum(evaluation, who, "most", most);
    mpq_clears(least, most, one, NULL);
    return good;
}

/* shares = each weight times lambda, held between its bounds. */
static void take_held(const whole_limits *w, size_t count, mpq_t *shares)
{
    mpz_t low, high, value;
    mpz_inits(low, high, value, NULL);
    for (size_t i = 0; i < count; i++) {
        mpz_mul(value, w->numerator, w->weights[i]);
        mpz_mul(low, w->floors[i], w->denominator);
        mpz_mul(high, w->caps[i], w->denominator);
        if (mpz_cmp(value, low) < 0)
            mpz_set(value, low);
        else if (mpz_sgn(high) >= 0 && mpz_cmp(value, high) > 0)
            mpz_set(value, high);
        mpz_set(mpq_numref(shares[i]), value);
        mpz_mul(mpq_denref(shares[i]), w->denominator, w->scale);
        mpq_canonicalize(shares[i]);
    }
    mpz_clears(low, high, value, NULL);
}

/* Those who are not held keep their proportions. */
static bool hold(const apn__evaluation *evaluation, const apn__sharing *who, const limits *l,
                 const mpq_t *free, mpq_t *shares)
{
    whole_limits w;
    if (!check_sums(evaluation, who, l, free))
        return false;
    bool made = whole_begin(&w, l->count);
    if (made) {
        set_whole(&w, l, free);
        apn__held held = {(const mpz_t *)w.weights, (const mpz_t *)w.floors, (const mpz_t *)w.caps,
                          l->count};
        made = apn__lambda_within(&held, w.scale, w.numerator, w.denominator);
    }
    if (made)
        take_held(&w, l->count, shares);
    else
        apn__findings_fail_memory(evaluation->findings);
    whole_end(&w, l->count);
    return made;
}

static bool refuse_absorber(const apn__evaluation *evaluation, const apn__sharing *who,
                            const limits *l, const mpq_t left)
{
    const char *name = evaluation->agreement->parties[who->members[l->absorber]].info.name;
    char text[128], year[16];
    apn_error fault = {0};
    percent_text(left, text, sizeof text);
    apn__year_write(who->year, year);
    (void)apn__fail(&fault, APN_BOUNDS_INFEASIBLE, "",
                    "the others' limits leave %s %% of %s to the absorber %s, outside its own: "
                    "make the limits wider, or name another absorber",
                    text, year, name);
    return apn__refuse_shares(evaluation, who, &fault);
}

/* The absorber has what the others' limits leave. */
static bool absorb(const apn__evaluation *evaluation, const apn__sharing *who, const limits *l,
                   const mpq_t *free, mpq_t *shares)
{
    bool good = true;
    mpq_t left;
    mpq_init(left);
    mpq_set_ui(left, 1, 1);
    for (size_t i = 0; i < l->count; i++) {
        mpq_set(shares[i], free[i]);
        if (i == l->absorber)
            continue;
        if (mpq_cmp(shares[i], l->low[i]) < 0)
            mpq_set(shares[i], l->low[i]);
        else if (mpq_sgn(l->high[i]) >= 0 && mpq_cmp(shares[i], l->high[i]) > 0)
            mpq_set(shares[i], l->high[i]);
        mpq_sub(left, left, shares[i]);
    }
    mpq_set(shares[l->absorber], left);
    if (mpq_cmp(left, l->low[l->absorber]) < 0 ||
        (mpq_sgn(l->high[l->absorber]) >= 0 && mpq_cmp(left, l->high[l->absorber]) > 0))
        good = refuse_absorber(evaluation, who, l, left);
    mpq_clear(left);
    return good;
}

static bool hold_shares(const apn__evaluation *evaluation, const apn__sharing *who, const limits *l,
                        const mpq_t *free, mpq_t *shares)
{
    bool good = l->absorber == SIZE_MAX ? hold(evaluation, who, l, free, shares)
                                        : absorb(evaluation, who, l, free, shares);
    return good && apn__shares_fit(evaluation, who, (const mpq_t *)shares);
}

/* The shares of the basis that is limited, in one year. */
static bool free_shares(const apn__evaluation *evaluation, const apn__sharing *who, apn__year year,
                        mpq_t *shares)
{
    apn__sharing behind = *who;
    behind.basis = evaluation->agreement->bases[who->basis].parts[0].basis;
    behind.year = year;
    return apn__basis_shares(evaluation, &behind, shares);
}

/* Around last year's shares. The absorber pays for the others, and its own change has no limit. */
static void limit_move(limits *l, const apn__move *move, const mpq_t *last)
{
    mpq_t most, hundred;
    mpq_inits(most, hundred, NULL);
    mpq_set_ui(hundred, 100, 1);
    for (size_t i = 0; i < l->count; i++) {
        apn__fraction_from_decimal(most, move->most);
        mpq_div(most, most, hundred);
        if (move->relative)
            mpq_mul(most, most, last[i]);
        mpq_sub(l->low[i], last[i], most);
        mpq_add(l->high[i], last[i], most);
        if (mpq_sgn(l->low[i]) < 0 || i == l->absorber)
            mpq_set_ui(l->low[i], 0, 1);
        if (i == l->absorber)
            mpq_set_si(l->high[i], -1, 1);
    }
    mpq_clears(most, hundred, NULL);
}

/* shares, which are last year's, become this year's. */
static bool next_year(const apn__evaluation *evaluation, const apn__sharing *who, const mpq_t *free,
                      mpq_t *shares)
{
    limits l;
    bool good = limits_begin(&l, evaluation, who);
    if (good) {
        limit_move(&l, &evaluation->agreement->bases[who->basis].move, (const mpq_t *)shares);
        good = hold_shares(evaluation, who, &l, free, shares);
    }
    limits_end(&l);
    return good;
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
               next_year(evaluation, &now, (const mpq_t *)free, shares);
    apn__fractions_free(free, who->count);
    return good;
}

bool apn__change_limited_shares(const apn__evaluation *evaluation, const apn__sharing *who,
                                mpq_t *shares)
{
    const apn_agreement *agreement = evaluation->agreement;
    apn__year first = apn__year_of(agreement, agreement->effective.from.day);
    apn_error fault = {0};
    if (who->year <= first)
        return free_shares(evaluation, who, who->year, shares);
    if (who->year - first <= (int)APN__LIMIT_YEARS_BACK)
        return follow(evaluation, who, first, shares);
    (void)apn__fail(&fault, APN_LIMIT, "",
                    "the change is limited year by year from the agreement's first, and that is "
                    "more than %u years back",
                    APN__LIMIT_YEARS_BACK);
    return apn__refuse_shares(evaluation, who, &fault);
}

/* out = the percentage of the party, or `without` when it has none. */
static void take_limit(const apn__value *values, size_t party, long without, mpq_t out)
{
    mpq_t hundred;
    if (values == NULL || values[party].given == APN__ABSENT) {
        mpq_set_si(out, without, 1);
        return;
    }
    mpq_init(hundred);
    mpq_set_ui(hundred, 100, 1);
    apn__fraction_from_decimal(out, values[party].value);
    mpq_div(out, out, hundred);
    mpq_clear(hundred);
}

bool apn__limited_shares(const apn__evaluation *evaluation, const apn__sharing *who, mpq_t *shares)
{
    const apn__basis *basis = &evaluation->agreement->bases[who->basis];
    limits l;
    mpq_t *free = apn__fractions_make(who->count);
    bool good = limits_begin(&l, evaluation, who) && free != NULL;
    if (free == NULL)
        apn__findings_fail_memory(evaluation->findings);
    good = good && free_shares(evaluation, who, who->year, free);
    for (size_t i = 0; good && i < who->count; i++) {
        take_limit(basis->floors, who->members[i], 0, l.low[i]);
        take_limit(basis->caps, who->members[i], -1, l.high[i]);
    }
    good = good && hold_shares(evaluation, who, &l, (const mpq_t *)free, shares);
    limits_end(&l);
    apn__fractions_free(free, who->count);
    return good;
}
