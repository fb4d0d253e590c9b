/* annuity.c: what is repaid and charged in each period of a loan (docs/amounts/annuity.md). */
#include "real.h"

#include "alloc.h"
#include "findings.h"
#include "library_limits.h"
#include "rational.h"

static apn_status check(const apn__loan *loan, apn_error *err)
{
    if (loan->periods < 1 || loan->periods > APN__LIMIT_PERIODS)
        return apn__fail(err, loan->periods < 1 ? APN_NUMBER : APN_LIMIT, NULL,
                         "a loan is repaid over 1 to %u periods, not %lu", APN__LIMIT_PERIODS,
                         loan->periods);
    if (mpq_sgn(loan->rate) < 0)
        return apn__fail(err, APN_NUMBER, NULL, "the rate of a loan is 0 %% or more");
    if (mpz_sgn(loan->principal) < 0)
        return apn__fail(err, APN_NUMBER, NULL, "the principal of a loan is 0 or more");
    return APN_OK;
}

/* base = 1 + the yearly rate; one period multiplies by its root. */
static void set_base(mpq_t base, const apn__loan *loan)
{
    mpq_set_ui(base, 1, 1);
    mpq_add(base, base, loan->rate);
}

/* units = left * ((1 + rate)^(1/per_year) - 1) */
static apn_status interest_of(mpz_t units, const mpz_t left, const apn__loan *loan, apn_error *err)
{
    mpq_t base, coefficient;
    mpq_inits(base, coefficient, NULL);
    set_base(base, loan);
    mpq_set_z(coefficient, left);
    apn__radicals sum = {0};
    apn__radicals_add(&sum, coefficient, base, (apn__exponent){1, loan->per_year});
    mpq_neg(coefficient, coefficient);
    apn__radicals_add(&sum, coefficient, base, (apn__exponent){0, 1});
    apn_status status = apn__radicals_round(units, &sum, NULL, loan->mode, err);
    apn__radicals_end(&sum);
    mpq_clears(base, coefficient, NULL);
    return status;
}

/* units = principal / periods */
static void equal_part(mpz_t units, const apn__loan *loan)
{
    mpz_t periods;
    mpz_init_set_ui(periods, loan->periods);
    apn__round_divide(units, loan->principal, periods, loan->mode);
    mpz_clear(periods);
}

/* With g the growth of a period, P i / (1 - g^-n) is (P g^(n+1) - P g^n) / (g^n - 1). Requires: a
 * rate above 0. */
static apn_status annuity(mpz_t units, const apn__loan *loan, apn_error *err)
{
    apn__radicals over = {0}, under = {0};
    mpq_t base, principal, one;
    mpq_inits(base, principal, one, NULL);
    set_base(base, loan);
    mpq_set_z(principal, loan->principal);
    mpq_set_ui(one, 1, 1);
    apn__exponent end = {(long)loan->periods, loan->per_year};
    apn__radicals_add(&under, one, base, end);
    mpq_neg(one, one);
    apn__radicals_add(&under, one, base, (apn__exponent){0, 1});
    apn__radicals_add(&over, principal, base, (apn__exponent){end.numerator + 1, loan->per_year});
    mpq_neg(principal, principal);
    apn__radicals_add(&over, principal, base, end);
    apn_status status = apn__radicals_round(units, &over, &under, loan->mode, err);
    mpq_clears(base, principal, one, NULL);
    apn__radicals_end(&over);
    apn__radicals_end(&under);
    return status;
}

apn_status apn__annuity_payment(mpz_t units, const apn__loan *loan, apn_error *err)
{
    apn_status status = check(loan, err);
    if (status != APN_OK)
        return status;
    if (mpq_sgn(loan->rate) > 0)
        return annuity(units, loan, err);
    equal_part(units, loan);
    return APN_OK;
}

/* Fills the periods. `part` is the whole payment, or the principal of it under `of_principal`. */
static apn_status fill(apn__repayments *out, const apn__loan *loan, const mpz_t part,
                       bool of_principal, apn_error *err)
{
    apn_status status = APN_OK;
    mpz_t left;
    mpz_init_set(left, loan->principal);
    for (size_t i = 0; status == APN_OK && i < out->count; i++) {
        mpz_t *repaid = &out->principal[i];
        status = interest_of(out->interest[i], left, loan, err);
        mpz_set(*repaid, part);
        if (!of_principal)
            mpz_sub(*repaid, *repaid, out->interest[i]);
        if (i + 1 == out->count || mpz_cmp(*repaid, left) > 0)
            mpz_set(*repaid, left);
        mpz_sub(left, left, *repaid);
    }
    mpz_clear(left);
    return status;
}

static apn_status repay(apn__repayments *out, const apn__loan *loan, const mpz_t part,
                        bool of_principal, apn_error *err)
{
    apn__repayments made = {.count = loan->periods};
    made.principal = apn__integers_make(made.count);
    made.interest = apn__integers_make(made.count);
    apn_status status = made.principal == NULL || made.interest == NULL
                            ? apn__fail_memory(err)
                            : fill(&made, loan, part, of_principal, err);
    if (status == APN_OK)
        *out = made;
    else
        apn__repayments_end(&made);
    return status;
}

apn_status apn__repay_by_annuity(apn__repayments *out, const apn__loan *loan, apn_error *err)
{
    mpz_t payment;
    mpz_init(payment);
    apn_status status = apn__annuity_payment(payment, loan, err);
    if (status == APN_OK)
        status = repay(out, loan, payment, false, err);
    mpz_clear(payment);
    return status;
}

apn_status apn__repay_equal_principal(apn__repayments *out, const apn__loan *loan, apn_error *err)
{
    apn_status status = check(loan, err);
    if (status != APN_OK)
        return status;
    mpz_t instalment;
    mpz_init(instalment);
    equal_part(instalment, loan);
    status = repay(out, loan, instalment, true, err);
    mpz_clear(instalment);
    return status;
}

void apn__repayments_end(apn__repayments *repayments)
{
    apn__integers_free(repayments->principal, repayments->count);
    apn__integers_free(repayments->interest, repayments->count);
    *repayments = (apn__repayments){0};
}
