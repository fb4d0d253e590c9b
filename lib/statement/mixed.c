/* mixed.c: the weighted mean of the shares of several bases. A transition is the mean of the one it
 * comes from and the one it goes to. A basis of weight zero is not asked for its figures. A
 * rebasing is the one basis or the other. */
#include "statement_model.h"

#include "rational.h"

/* shares += factor x the shares of one part. */
static bool add_part(const apn__evaluation *evaluation, const apn__sharing *who, size_t basis,
                     apn_decimal weight, mpq_t *shares)
{
    apn__sharing behind = *who;
    mpq_t factor;
    mpq_t *part = apn__fractions_make(who->count);
    if (part == NULL)
        apn__findings_fail_memory(evaluation->findings);
    behind.basis = basis;
    bool good = part != NULL && apn__basis_shares(evaluation, &behind, part);
    mpq_init(factor);
    apn__fraction_from_decimal(factor, weight);
    for (size_t i = 0; good && i < who->count; i++) {
        mpq_mul(part[i], part[i], factor);
        mpq_add(shares[i], shares[i], part[i]);
    }
    mpq_clear(factor);
    apn__fractions_free(part, who->count);
    return good && apn__shares_fit(evaluation, who, shares);
}

static void divide(mpq_t *shares, size_t count, const mpq_t divisor)
{
    for (size_t i = 0; i < count; i++)
        mpq_div(shares[i], shares[i], divisor);
}

static bool blended(const apn__evaluation *evaluation, const apn__sharing *who, mpq_t *shares)
{
    const apn__basis *basis = &evaluation->agreement->bases[who->basis];
    bool good = true;
    mpq_t sum, weight;
    mpq_inits(sum, weight, NULL);
    for (size_t i = 0; i < basis->part_count; i++) {
        const apn__part *part = &basis->parts[i];
        if (part->weight.sign == 0)
            continue;
        good = add_part(evaluation, who, part->basis, part->weight, shares) && good;
        apn__fraction_from_decimal(weight, part->weight);
        mpq_add(sum, sum, weight);
    }
    divide(shares, who->count, sum);
    mpq_clears(sum, weight, NULL);
    return good;
}

/* How far the transition has come, in per cent: the latest step reached. */
static apn_decimal come_so_far(const apn__basis *basis, apn__year year)
{
    apn_decimal percent = apn_decimal_from_i64(0);
    for (size_t i = 0; i < basis->step_count && basis->steps[i].year <= year; i++)
        percent = basis->steps[i].percent;
    return percent;
}

/* 100 % - percent, which has at most 18 decimals. */
static apn_decimal rest_of_way(apn_decimal percent)
{
    apn_decimal rest;
    mpz_t whole, come;
    mpz_inits(whole, come, NULL);
    apn__integer_from_decimal(whole, apn_decimal_from_i64(100), percent.scale);
    apn__integer_from_decimal(come, percent, percent.scale);
    mpz_sub(whole, whole, come);
    (void)apn__decimal_from_integer(&rest, whole, percent.scale); /* at most 21 digits */
    mpz_clears(whole, come, NULL);
    return rest;
}

static bool between(const apn__evaluation *evaluation, const apn__sharing *who, mpq_t *shares)
{
    const apn__basis *basis = &evaluation->agreement->bases[who->basis];
    apn__year steps = who->year + evaluation->years.rules - evaluation->years.figures;
    apn_decimal to = come_so_far(basis, steps), from = rest_of_way(to);
    bool good = true;
    mpq_t hundred;
    if (from.sign > 0)
        good = add_part(evaluation, who, basis->parts[0].basis, from, shares);
    if (to.sign > 0)
        good = add_part(evaluation, who, basis->parts[1].basis, to, shares) && good;
    mpq_init(hundred);
    mpq_set_ui(hundred, 100, 1);
    divide(shares, who->count, hundred);
    mpq_clear(hundred);
    return good;
}

/* Whether some share differs by more than the tolerance. */
static bool is_moved(const apn__move *move, const mpq_t *from, const mpq_t *to, size_t count)
{
    bool moved = false;
    mpq_t distance, most, hundred;
    mpq_inits(distance, most, hundred, NULL);
    mpq_set_ui(hundred, 100, 1);
    for (size_t i = 0; i < count && !moved; i++) {
        apn__fraction_from_decimal(most, move->most);
        mpq_div(most, most, hundred);
        if (move->relative)
            mpq_mul(most, most, from[i]);
        mpq_sub(distance, to[i], from[i]);
        mpq_abs(distance, distance);
        moved = mpq_cmp(distance, most) > 0;
    }
    mpq_clears(distance, most, hundred, NULL);
    return moved;
}

/* The shares stay until one has moved by more than the tolerance; then all are the new ones. */
static bool rebased(const apn__evaluation *evaluation, const apn__sharing *who, mpq_t *shares)
{
    const apn__basis *basis = &evaluation->agreement->bases[who->basis];
    apn__sharing from = *who, to = *who;
    mpq_t *now = apn__fractions_make(who->count);
    if (now == NULL)
        apn__findings_fail_memory(evaluation->findings);
    from.basis = basis->parts[0].basis;
    to.basis = basis->parts[1].basis;
    bool good = now != NULL && apn__basis_shares(evaluation, &from, shares);
    good = now != NULL && apn__basis_shares(evaluation, &to, now) && good;
    bool moved =
        good && is_moved(&basis->move, (const mpq_t *)shares, (const mpq_t *)now, who->count);
    for (size_t i = 0; moved && i < who->count; i++)
        mpq_set(shares[i], now[i]);
    apn__fractions_free(now, who->count);
    return good;
}

bool apn__mixed_shares(const apn__evaluation *evaluation, const apn__sharing *who, mpq_t *shares)
{
    switch (evaluation->agreement->bases[who->basis].kind) {
    case APN__TRANSITION:
        return between(evaluation, who, shares);
    case APN__REBASE:
        return rebased(evaluation, who, shares);
    default:
        return blended(evaluation, who, shares);
    }
}
