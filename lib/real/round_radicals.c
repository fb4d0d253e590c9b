/* round_radicals.c: rounds a sum of radicals, or one over another, to a whole number with proof.
 *
 * A rational value is rounded in fractions. Any other is held between two bounds that MPFR finds by
 * directed rounding; the precision is doubled until both bounds round to the same whole number
 * (Ziv's strategy). A value on which the rounding turns, a half or a whole number, would keep that
 * from ever ending: whether the value equals it is decided exactly, by the form of the sum. */
#include <mpfr.h>

#include "findings.h"
#include "library_limits.h"
#include "radicals.h"
#include "rational.h"

enum { FIRST_BITS = 128 };

/* low <= the exact value <= high. */
typedef struct bounds {
    mpfr_t low, high;
} bounds;

static void bounds_make(bounds *b, mpfr_prec_t bits)
{
    mpfr_inits2(bits, b->low, b->high, (mpfr_ptr)NULL);
}

static void bounds_end(bounds *b)
{
    mpfr_clears(b->low, b->high, (mpfr_ptr)NULL);
}

/* radicand^(1/root) * coefficient; both roots are above zero. */
static void bound_term(bounds *out, const apn__radical *term)
{
    mpfr_set_q(out->low, term->radicand, MPFR_RNDD);
    mpfr_set_q(out->high, term->radicand, MPFR_RNDU);
    mpfr_rootn_ui(out->low, out->low, term->root, MPFR_RNDD);
    mpfr_rootn_ui(out->high, out->high, term->root, MPFR_RNDU);
    if (mpq_sgn(term->coefficient) < 0)
        mpfr_swap(out->low, out->high);
    mpfr_mul_q(out->low, out->low, term->coefficient, MPFR_RNDD);
    mpfr_mul_q(out->high, out->high, term->coefficient, MPFR_RNDU);
}

static void bound_sum(bounds *out, const apn__radicals *sum)
{
    bounds term;
    bounds_make(&term, mpfr_get_prec(out->low));
    mpfr_set_zero(out->low, 1);
    mpfr_set_zero(out->high, 1);
    for (size_t i = 0; i < sum->count; i++) {
        bound_term(&term, &sum->terms[i]);
        mpfr_add(out->low, out->low, term.low, MPFR_RNDD);
        mpfr_add(out->high, out->high, term.high, MPFR_RNDU);
    }
    bounds_end(&term);
}

/* False when the precision does not show yet that `under` is above zero. */
static bool bound_quotient(bounds *out, const apn__radicals *over, const apn__radicals *under)
{
    bound_sum(out, over);
    if (under == NULL)
        return true;
    bounds divisor;
    bounds_make(&divisor, mpfr_get_prec(out->low));
    bound_sum(&divisor, under);
    bool positive = mpfr_sgn(divisor.low) > 0;
    if (positive) {
        mpfr_div(out->low, out->low, mpfr_sgn(out->low) < 0 ? divisor.low : divisor.high,
                 MPFR_RNDD);
        mpfr_div(out->high, out->high, mpfr_sgn(out->high) < 0 ? divisor.high : divisor.low,
                 MPFR_RNDU);
    }
    bounds_end(&divisor);
    return positive;
}

static void round_fraction(mpz_t out, const mpq_t value, apn_rounding_mode mode)
{
    apn__round_divide(out, mpq_numref(value), mpq_denref(value), mode);
}

/* The one value from low to high on which the rounding turns: a half, or a whole number when all is
 * rounded one way. False when there are more. Requires: low and high round differently. */
static bool turning_point(mpq_t out, const mpq_t low, const mpq_t high, apn_rounding_mode mode)
{
    bool halves = mode == APN_ROUND_HALF_AWAY || mode == APN_ROUND_HALF_EVEN;
    mpq_t shift;
    mpq_init(shift);
    mpq_set_ui(shift, halves ? 1 : 0, halves ? 2 : 1);
    mpq_sub(out, low, shift);
    mpz_cdiv_q(mpq_numref(out), mpq_numref(out), mpq_denref(out));
    mpz_set_ui(mpq_denref(out), 1);
    mpq_add(out, out, shift);
    mpq_set_ui(shift, 1, 1);
    mpq_add(shift, shift, out);
    bool one = mpq_cmp(out, high) <= 0 && mpq_cmp(shift, high) > 0;
    mpq_clear(shift);
    return one;
}

static void add_all(apn__radicals *sum, const apn__radicals *more, const mpq_t factor)
{
    mpq_t coefficient;
    mpq_init(coefficient);
    for (size_t i = 0; i < more->count; i++) {
        mpq_mul(coefficient, more->terms[i].coefficient, factor);
        apn__radicals_add(sum, coefficient, more->terms[i].radicand,
                          (apn__exponent){1, more->terms[i].root});
    }
    mpq_clear(coefficient);
}

/* Whether over / under is exactly `value`: whether over - value * under is nothing. */
static apn_status equals(bool *equal, const apn__radicals *over, const apn__radicals *under,
                         const mpq_t value)
{
    apn__radicals difference = {0};
    mpq_t one, factor;
    mpq_inits(one, factor, NULL);
    mpq_set_ui(one, 1, 1);
    mpq_neg(factor, value);
    add_all(&difference, over, one);
    if (under == NULL)
        apn__radicals_add(&difference, factor, one, (apn__exponent){0, 1});
    else
        add_all(&difference, under, factor);
    apn_status status = difference.status;
    *equal =
        status == APN_OK && apn__radicals_rational(factor, &difference) && mpq_sgn(factor) == 0;
    mpq_clears(one, factor, NULL);
    apn__radicals_end(&difference);
    return status;
}

/* One precision: *done when `out` is the rounding of over / under. */
static apn_status try_bits(mpz_t out, bool *done, const apn__radicals *over,
                           const apn__radicals *under, apn_rounding_mode mode, mpfr_prec_t bits)
{
    apn_status status = APN_OK;
    bounds quotient;
    mpq_t low, high, turn;
    mpz_t above;
    bounds_make(&quotient, bits);
    mpq_inits(low, high, turn, NULL);
    mpz_init(above);
    *done = false;
    if (bound_quotient(&quotient, over, under)) {
        mpfr_get_q(low, quotient.low);
        mpfr_get_q(high, quotient.high);
        round_fraction(out, low, mode);
        round_fraction(above, high, mode);
        *done = mpz_cmp(out, above) == 0;
        if (!*done && turning_point(turn, low, high, mode)) {
            status = equals(done, over, under, turn);
            round_fraction(out, turn, mode);
        }
    }
    mpz_clear(above);
    mpq_clears(low, high, turn, NULL);
    bounds_end(&quotient);
    return status;
}

/* Requires: the widest exponent range. */
static apn_status raise_bits(mpz_t out, const apn__radicals *over, const apn__radicals *under,
                             apn_rounding_mode mode)
{
    apn_status status = APN_OK;
    bool done = false;
    for (mpfr_prec_t bits = FIRST_BITS; status == APN_OK && !done; bits *= 2) {
        if (bits > (mpfr_prec_t)APN__LIMIT_REAL_BITS)
            return APN_LIMIT;
        status = try_bits(out, &done, over, under, mode, bits);
    }
    return status;
}

/* Leaves the caller's MPFR as it was found. */
static apn_status round_irrational(mpz_t out, const apn__radicals *over, const apn__radicals *under,
                                   apn_rounding_mode mode)
{
    mpfr_flags_t flags = mpfr_flags_save();
    mpfr_exp_t least = mpfr_get_emin(), greatest = mpfr_get_emax();
    mpfr_set_emin(mpfr_get_emin_min());
    mpfr_set_emax(mpfr_get_emax_max());
    apn_status status = raise_bits(out, over, under, mode);
    mpfr_set_emin(least);
    mpfr_set_emax(greatest);
    mpfr_flags_restore(flags, MPFR_FLAGS_ALL);
    mpfr_free_cache2(MPFR_FREE_LOCAL_CACHE);
    return status;
}

static apn_status fail(apn_error *err, apn_status status)
{
    if (status == APN_MEMORY)
        return apn__fail_memory(err);
    return apn__fail(err, status, NULL,
                     "an amount cannot be rounded with proof within the limits (fractions of %u "
                     "binary digits, roots of %u): give rates and index figures with fewer digits, "
                     "or fewer periods",
                     APN__LIMIT_FRACTION_BITS, APN__LIMIT_REAL_BITS);
}

apn_status apn__radicals_round(mpz_t out, const apn__radicals *over, const apn__radicals *under,
                               apn_rounding_mode mode, apn_error *err)
{
    if (over->status != APN_OK)
        return fail(err, over->status);
    if (under != NULL && under->status != APN_OK)
        return fail(err, under->status);
    mpq_t value, divisor;
    mpq_inits(value, divisor, NULL);
    mpq_set_ui(divisor, 1, 1);
    apn_status status = APN_OK;
    if (apn__radicals_rational(value, over) &&
        (under == NULL || apn__radicals_rational(divisor, under))) {
        mpq_div(value, value, divisor);
        round_fraction(out, value, mode);
    } else {
        status = round_irrational(out, over, under, mode);
    }
    mpq_clears(value, divisor, NULL);
    return status == APN_OK ? APN_OK : fail(err, status);
}
