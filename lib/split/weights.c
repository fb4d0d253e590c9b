/* weights.c: weights as whole numbers over one scale, without a common factor, and what a share is
 * measured against. */
#include "splitter.h"

#include "decimal_internal.h"
#include "findings.h"
#include "library_limits.h"
#include "rational.h"
#include "rules.h"

static void sum_of_weights(const apn_splitter *s, mpz_t sum)
{
    mpz_set_ui(sum, 0);
    for (size_t i = 0; i < s->count; i++)
        mpz_add(sum, sum, s->weights[i]);
}

void apn__weights_reduce(apn_splitter *s)
{
    mpz_t factor;
    mpz_init_set(factor, s->divisor);
    for (size_t i = 0; i < s->count && mpz_cmp_ui(factor, 1) != 0; i++)
        mpz_gcd(factor, factor, s->weights[i]);
    if (mpz_cmp_ui(factor, 1) > 0) {
        for (size_t i = 0; i < s->count; i++)
            mpz_divexact(s->weights[i], s->weights[i], factor);
        mpz_divexact(s->divisor, s->divisor, factor);
    }
    mpz_clear(factor);
}

static apn_status refuse_denominator(apn_error *err)
{
    return apn__fail(err, APN_LIMIT, NULL,
                     "the fractions among the weights need a common denominator of more than "
                     "%u bits: round them",
                     APN__LIMIT_DENOMINATOR_BITS);
}

/* The least number that all denominators divide; refused before it grows beyond the limit by more
 * than one denominator. The denominators are those of shares, or, without any, of what was given.
 */
static apn_status find_common_denominator(const apn_splitter *s, const mpq_t *shares, mpz_t common,
                                          apn_error *err)
{
    bool fits = true;
    mpz_t one;
    mpz_init(one);
    mpz_set_ui(common, 1);
    for (size_t i = 0; (shares || s->given_denominators) && i < s->count && fits; i++) {
        if (shares)
            mpz_set(one, mpq_denref(shares[i]));
        else
            apn__integer_from_decimal(one, s->given_denominators[i], 0);
        mpz_lcm(common, common, one);
        fits = mpz_sizeinbase(common, 2) <= APN__LIMIT_DENOMINATOR_BITS;
    }
    mpz_clear(one);
    return fits ? APN_OK : refuse_denominator(err);
}

/* weight = given / its denominator, times 10^scale and the common denominator. */
static void fill_weights(apn_splitter *s, int scale, const mpz_t common)
{
    mpz_t one;
    mpz_init(one);
    for (size_t i = 0; i < s->count; i++) {
        apn__integer_from_decimal(s->weights[i], s->given[i], scale);
        mpz_mul(s->weights[i], s->weights[i], common);
        if (s->given_denominators) {
            apn__integer_from_decimal(one, s->given_denominators[i], 0);
            mpz_divexact(s->weights[i], s->weights[i], one);
        }
    }
    mpz_clear(one);
}

static apn_status refuse_share_sum(const apn_splitter *s, int scale, apn_error *err)
{
    char text[128];
    mpq_t sum;
    mpq_init(sum);
    mpq_set_num(sum, s->divisor);
    mpz_ui_pow_ui(mpq_denref(sum), 10, (unsigned long)scale);
    mpq_canonicalize(sum);
    apn__fraction_decimal_text(sum, (unsigned)scale, text, sizeof text);
    mpq_clear(sum);
    return apn__fail(err, APN_SHARE_SUM, NULL,
                     "the percentages total %s %%, not 100 %%: mend them, or say what is meant: "
                     "`rescale` uses them as plain "
                     "weights, `as-published` charges each party its percentage",
                     text);
}

/* Percentages are measured against 100, everything else against the sum. */
static apn_status set_divisor(apn_splitter *s, int scale, apn_error *err)
{
    sum_of_weights(s, s->divisor);
    if (s->weights_kind == APN_WEIGHTS_PLAIN || s->weights_kind == APN_WEIGHTS_RESCALE)
        return APN_OK;
    apn_status status = APN_OK;
    mpz_t hundred;
    mpz_init(hundred);
    mpz_ui_pow_ui(hundred, 10, (unsigned long)scale + 2);
    if (s->weights_kind == APN_WEIGHTS_PERCENT && mpz_cmp(s->divisor, hundred) != 0)
        status = refuse_share_sum(s, scale, err);
    mpz_set(s->divisor, hundred);
    mpz_clear(hundred);
    return status;
}

apn_status apn__weights_set(apn_splitter *s, apn_error *err)
{
    int scale = 0;
    for (size_t i = 0; i < s->count; i++)
        scale = s->given[i].scale > scale ? s->given[i].scale : scale;
    mpz_t common;
    mpz_init(common);
    apn_status status = find_common_denominator(s, NULL, common, err);
    if (status == APN_OK) {
        fill_weights(s, scale, common);
        status = set_divisor(s, scale, err);
    }
    if (status == APN_OK)
        apn__weights_reduce(s);
    mpz_clear(common);
    return status;
}

apn_status apn__weights_set_shares(apn_splitter *s, const mpq_t *shares, apn_error *err)
{
    mpz_t one;
    mpz_init(one);
    apn_status status = find_common_denominator(s, shares, s->divisor, err);
    for (size_t i = 0; status == APN_OK && i < s->count; i++) {
        mpz_divexact(one, s->divisor, mpq_denref(shares[i]));
        mpz_mul(s->weights[i], mpq_numref(shares[i]), one);
    }
    sum_of_weights(s, one);
    if (status == APN_OK && s->weights_kind != APN_WEIGHTS_AS_PUBLISHED &&
        mpz_cmp(one, s->divisor) != 0)
        status =
            apn__fail(err, APN_INTERNAL, NULL,
                      "shares do not total 1: this is a fault in the library; please report it");
    mpz_clear(one);
    return status;
}
