/* counted.c: shares by drivers that are added up, over one year or several. The average of totals
 * has the years' figures added up before shares are taken of them; the average of shares is the
 * mean of each year's shares. */
#include "statement_model.h"

#include "findings.h"
#include "rational.h"

static void take_value(const apn__value *given, mpq_t out)
{
    mpq_t divisor;
    mpq_init(divisor);
    apn__fraction_from_decimal(out, given->value);
    apn__fraction_from_decimal(divisor, given->denominator);
    mpq_div(out, out, divisor);
    mpq_clear(divisor);
}

/* What so many units are charged, or count for: by the first band that does not end below them. */
static void charge_by_band(const apn__basis *basis, mpq_t units)
{
    mpq_t end, charge;
    const apn__band *band = basis->bands;
    mpq_inits(end, charge, NULL);
    for (; !band->open; band++) {
        apn__fraction_from_decimal(end, band->up_to);
        if (mpq_cmp(units, end) <= 0)
            break;
    }
    apn__fraction_from_decimal(charge, band->charge);
    if (band->by_unit)
        mpq_mul(units, units, charge);
    else
        mpq_set(units, charge);
    mpq_clears(end, charge, NULL);
}

/* sums[i] += the member's value. */
static void add_values(const apn__basis *basis, const apn__sharing *who, const apn__value_set *set,
                       mpq_t *sums)
{
    mpq_t value;
    mpq_init(value);
    for (size_t i = 0; i < who->count; i++) {
        take_value(&set->values[who->members[i]], value);
        if (basis->bands != NULL)
            charge_by_band(basis, value);
        mpq_add(sums[i], sums[i], value);
    }
    mpq_clear(value);
}

/* sums[i] += the greater of what was contracted and what was delivered. */
static void add_greater(const apn__sharing *who, const apn__value_set *contracted,
                        const apn__value_set *delivered, mpq_t *sums)
{
    mpq_t one, other;
    mpq_inits(one, other, NULL);
    for (size_t i = 0; i < who->count; i++) {
        take_value(&contracted->values[who->members[i]], one);
        take_value(&delivered->values[who->members[i]], other);
        mpq_add(sums[i], sums[i], mpq_cmp(one, other) > 0 ? one : other);
    }
    mpq_clears(one, other, NULL);
}

/* A budget has what is contracted, which is paid in advance; an outturn has what was delivered
 * where that is more. */
static bool add_take_or_pay(const apn__evaluation *evaluation, const apn__sharing *who,
                            apn__year year, mpq_t *sums)
{
    const size_t *drivers = evaluation->agreement->bases[who->basis].drivers;
    const apn__value_set *contracted = apn__driver_set(evaluation, who, drivers[0], year);
    const apn__value_set *delivered = evaluation->measure == APN_BUDGET
                                          ? contracted
                                          : apn__driver_set(evaluation, who, drivers[1], year);
    if (contracted == NULL || delivered == NULL)
        return false;
    add_greater(who, contracted, delivered, sums);
    return apn__shares_fit(evaluation, who, sums);
}

bool apn__counted_year(const apn__evaluation *evaluation, const apn__sharing *who, apn__year year,
                       mpq_t *sums)
{
    const apn__basis *basis = &evaluation->agreement->bases[who->basis];
    bool complete = true;
    if (basis->take_or_pay)
        return add_take_or_pay(evaluation, who, year, sums);
    for (size_t i = 0; i < basis->driver_count; i++) {
        const apn__value_set *set = apn__driver_set(evaluation, who, basis->drivers[i], year);
        complete = complete && set != NULL;
        if (set != NULL)
            add_values(basis, who, set, sums);
    }
    return complete && apn__shares_fit(evaluation, who, sums);
}

/* Weights become shares; false, and reported, when all are zero. */
static bool divide_by_sum(const apn__evaluation *evaluation, const apn__sharing *who,
                          apn__year year, mpq_t *weights)
{
    char text[16];
    apn_error fault = {0};
    mpq_t sum;
    mpq_init(sum);
    for (size_t i = 0; i < who->count; i++)
        mpq_add(sum, sum, weights[i]);
    bool any = mpq_sgn(sum) > 0;
    for (size_t i = 0; any && i < who->count; i++)
        mpq_div(weights[i], weights[i], sum);
    mpq_clear(sum);
    if (any)
        return true;
    apn__year_write(year, text);
    (void)apn__fail(&fault, APN_NO_WEIGHT, "",
                    "the members' figures for %s are all zero: at least one must be above zero",
                    text);
    return apn__refuse_shares(evaluation, who, &fault);
}

static bool share_of_totals(const apn__evaluation *evaluation, const apn__sharing *who,
                            apn__year last, mpq_t *shares)
{
    const apn__reference *reference = &evaluation->agreement->bases[who->basis].reference;
    bool complete = true;
    for (unsigned back = reference->years; back-- > 0;)
        complete = apn__counted_year(evaluation, who, last - (int)back, shares) && complete;
    return complete && divide_by_sum(evaluation, who, last, shares);
}

/* shares += one year's shares. */
static bool add_shares(const apn__evaluation *evaluation, const apn__sharing *who, apn__year year,
                       mpq_t *shares)
{
    mpq_t *one = apn__fractions_make(who->count);
    if (one == NULL)
        apn__findings_fail_memory(evaluation->findings);
    bool good = one != NULL && apn__counted_year(evaluation, who, year, one) &&
                divide_by_sum(evaluation, who, year, one);
    for (size_t i = 0; good && i < who->count; i++)
        mpq_add(shares[i], shares[i], one[i]);
    apn__fractions_free(one, who->count);
    return good && apn__shares_fit(evaluation, who, shares);
}

static bool mean_of_shares(const apn__evaluation *evaluation, const apn__sharing *who,
                           apn__year last, mpq_t *shares)
{
    const apn__reference *reference = &evaluation->agreement->bases[who->basis].reference;
    bool complete = true;
    mpq_t years;
    for (unsigned back = reference->years; back-- > 0;)
        complete = add_shares(evaluation, who, last - (int)back, shares) && complete;
    mpq_init(years);
    mpq_set_ui(years, reference->years, 1);
    for (size_t i = 0; i < who->count; i++)
        mpq_div(shares[i], shares[i], years);
    mpq_clear(years);
    return complete;
}

bool apn__counted_shares(const apn__evaluation *evaluation, const apn__sharing *who, mpq_t *shares)
{
    const apn__reference *reference = &evaluation->agreement->bases[who->basis].reference;
    apn__year last = apn__reference_year(reference, who->year);
    return reference->of_shares ? mean_of_shares(evaluation, who, last, shares)
                                : share_of_totals(evaluation, who, last, shares);
}

bool apn__basis_units(const apn__evaluation *evaluation, const apn__sharing *who, mpq_t *units)
{
    const apn__basis *basis = &evaluation->agreement->bases[who->basis];
    if (basis->kind != APN__EQUAL)
        return apn__counted_year(evaluation, who, apn__reference_year(&basis->reference, who->year),
                                 units);
    for (size_t i = 0; i < who->count; i++)
        mpq_set_ui(units[i], 1, 1);
    return true;
}
