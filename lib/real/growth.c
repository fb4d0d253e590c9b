/* growth.c: amounts that follow an index or a yearly rate (docs/amounts/indexation.md). */
#include "real.h"

#include "findings.h"
#include "rational.h"

static apn_status refuse_rate(apn_error *err)
{
    return apn__fail(err, APN_NUMBER, NULL,
                     "a rate of -100 %% or less leaves nothing to follow it: 2 %% a year is 2");
}

apn_status apn__index_by_figures(mpz_t units, const mpq_t amount, const mpq_t from, const mpq_t to,
                                 const apn__grid *grid, apn_error *err)
{
    (void)err;
    mpq_t value;
    mpq_init(value);
    mpq_div(value, amount, grid->unit);
    mpq_mul(value, value, to);
    mpq_div(value, value, from);
    apn__round_divide(units, mpq_numref(value), mpq_denref(value), grid->mode);
    mpq_clear(value);
    return APN_OK;
}

/* units = amount * (1 + rate)^span, less the amount itself under `gain`. */
static apn_status compound(mpz_t units, const mpq_t amount, const mpq_t rate, apn__span span,
                           const apn__grid *grid, bool gain, apn_error *err)
{
    mpq_t base, coefficient;
    mpq_inits(base, coefficient, NULL);
    mpq_set_ui(base, 1, 1);
    mpq_add(base, base, rate);
    mpq_div(coefficient, amount, grid->unit);
    apn_status status;
    if (mpq_sgn(base) > 0) {
        apn__radicals sum = {0};
        apn__radicals_add(&sum, coefficient, base, span);
        mpq_neg(coefficient, coefficient);
        if (gain)
            apn__radicals_add(&sum, coefficient, base, (apn__exponent){0, 1});
        status = apn__radicals_round(units, &sum, NULL, grid->mode, err);
        apn__radicals_end(&sum);
    } else {
        status = refuse_rate(err);
    }
    mpq_clears(base, coefficient, NULL);
    return status;
}

apn_status apn__index_by_rate(mpz_t units, const mpq_t amount, const mpq_t rate, apn__span span,
                              const apn__grid *grid, apn_error *err)
{
    return compound(units, amount, rate, span, grid, false, err);
}

apn_status apn__interest_by_months(mpz_t units, const mpq_t amount, const mpq_t rate, long months,
                                   const apn__grid *grid, apn_error *err)
{
    return compound(units, amount, rate, (apn__span){months, 12}, grid, true, err);
}
