/* counts.c: what a basis counts for its members: drivers added up, bands, the greater of what was
 * contracted and delivered; over one year or several. */
#include "explain_model.h"

#include "rational.h"

static const apn__basis *basis_of(const apn__explaining *e, const apn__sharing *who)
{
    return &e->evaluation.agreement->bases[who->basis];
}

static size_t begin(apn__explaining *e, const apn__sharing *who, const char *rule, apn__year year)
{
    char text[16];
    apn__year_write(year, text);
    return apn__step_begin(e->out, rule, "", basis_of(e, who)->name, text);
}

static void put_bands(apn__explaining *e, const apn__basis *basis)
{
    for (size_t i = 0; i < basis->band_count; i++) {
        const apn__band *band = &basis->bands[i];
        if (band->open)
            apn__term_word(e->out, "up to", APN__NONE, "", apn__explained_nowhere);
        else
            apn__term_decimal(e->out, "up to", APN__NONE, band->up_to, band->end_place);
        apn__term_decimal(e->out, band->by_unit ? "each" : "together", APN__NONE, band->charge,
                          band->charge_place);
    }
}

static void put_driver(apn__explaining *e, const apn__sharing *who, const apn__driver *driver,
                       apn__year year)
{
    const apn__driver *holder = driver;
    const apn__value_set *set = apn__driver_known(driver, year, e->evaluation.known, &holder);
    mpq_t value, divisor;
    mpq_inits(value, divisor, NULL);
    for (size_t i = 0; set != NULL && i < who->count; i++) {
        const apn__value *given = &set->values[who->members[i]];
        apn__fraction_from_decimal(value, given->value);
        apn__fraction_from_decimal(divisor, given->denominator);
        if (mpq_sgn(divisor) > 0)
            mpq_div(value, value, divisor);
        apn__term_fraction(e->out, driver->id, who->members[i], value, given->place);
    }
    mpq_clears(value, divisor, NULL);
}

static void put_counts(apn__explaining *e, const apn__sharing *who, const char *name,
                       const mpq_t *counts)
{
    for (size_t i = 0; i < who->count; i++)
        apn__outcome_fraction(e->out, name, who->members[i], counts[i]);
}

size_t apn__explain_count(apn__explaining *e, const apn__sharing *who, apn__year year)
{
    const apn__basis *basis = basis_of(e, who);
    mpq_t *counts = apn__fractions_make(who->count);
    size_t drivers = basis->driver_count, step = APN__NONE;
    e->out->failed = e->out->failed || counts == NULL;
    if (counts == NULL)
        return APN__NONE;
    /* What was delivered is not asked for in a budget. */
    if (basis->take_or_pay && e->evaluation.measure == APN_BUDGET)
        drivers = 1;
    if (apn__counted_year(&e->evaluation, who, year, counts)) {
        step = begin(e, who, basis->take_or_pay && drivers > 1 ? "greater" : "count", year);
        for (size_t i = 0; i < drivers; i++)
            put_driver(e, who, &e->evaluation.agreement->drivers[basis->drivers[i]], year);
        put_bands(e, basis);
        put_counts(e, who, "count", (const mpq_t *)counts);
    }
    apn__fractions_free(counts, who->count);
    return step;
}

/* shares = counts of one year or several over their sum. */
static size_t share_counts(apn__explaining *e, const apn__sharing *who, apn__year first,
                           apn__year last, mpq_t *shares)
{
    size_t *steps = apn__arena_alloc(e->out->arena, (size_t)(last - first) + 1, sizeof *steps);
    mpq_t sum;
    e->out->failed = e->out->failed || steps == NULL;
    for (apn__year year = first; year <= last && !e->out->failed; year++)
        steps[year - first] = apn__explain_count(e, who, year);
    if (e->out->failed)
        return APN__NONE;
    for (size_t i = 0; i < who->count; i++)
        mpq_set_ui(shares[i], 0, 1);
    mpq_init(sum);
    for (apn__year year = first; year <= last; year++)
        (void)apn__counted_year(&e->evaluation, who, year, shares);
    for (size_t i = 0; i < who->count; i++)
        mpq_add(sum, sum, shares[i]);
    size_t step = begin(e, who, "counts", last);
    for (apn__year year = first; year <= last; year++)
        apn__term_step(e->out, "count", steps[year - first]);
    apn__term_fraction(e->out, "sum", APN__NONE, sum, apn__explained_nowhere);
    for (size_t i = 0; i < who->count && mpq_sgn(sum) > 0; i++)
        mpq_div(shares[i], shares[i], sum);
    mpq_clear(sum);
    put_counts(e, who, "share", (const mpq_t *)shares);
    return step;
}

static size_t mean_of_shares(apn__explaining *e, const apn__sharing *who, apn__year first,
                             apn__year last, mpq_t *shares)
{
    size_t *steps = apn__arena_alloc(e->out->arena, (size_t)(last - first) + 1, sizeof *steps);
    e->out->failed = e->out->failed || steps == NULL;
    for (apn__year year = first; year <= last && !e->out->failed; year++)
        steps[year - first] = share_counts(e, who, year, year, shares);
    for (size_t i = 0; i < who->count; i++)
        mpq_set_ui(shares[i], 0, 1);
    if (e->out->failed || !apn__counted_shares(&e->evaluation, who, shares))
        return APN__NONE;
    size_t step = begin(e, who, "mean", last);
    for (apn__year year = first; year <= last; year++)
        apn__term_step(e->out, "of", steps[year - first]);
    put_counts(e, who, "share", (const mpq_t *)shares);
    return step;
}

size_t apn__explain_counted(apn__explaining *e, const apn__sharing *who, mpq_t *shares)
{
    const apn__reference *reference = &basis_of(e, who)->reference;
    apn__year last = apn__reference_year(reference, who->year);
    apn__year first = last - (apn__year)reference->years + 1;
    return reference->of_shares && reference->years > 1
               ? mean_of_shares(e, who, first, last, shares)
               : share_counts(e, who, first, last, shares);
}
