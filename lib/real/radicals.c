/* radicals.c: sums of roots of fractions in a form that shows whether they are rational.
 *
 * A radical is written with the least root that it has: then x^(1/q) has the degree q, and two
 * radicals can only have a rational ratio when their roots are equal. Terms with a rational ratio
 * are added into one. What is left is linearly independent over the fractions (Besicovitch 1940;
 * docs/decisions/0009-real.md). */
#include "radicals.h"

#include "alloc.h"
#include "library_limits.h"

static size_t bits_of(const mpq_t value)
{
    size_t over = mpz_sizeinbase(mpq_numref(value), 2);
    size_t under = mpz_sizeinbase(mpq_denref(value), 2);
    return over > under ? over : under;
}

/* out = value^(1/root) when that is a fraction. Requires: value > 0, in lowest terms. */
static bool exact_root(mpq_t out, const mpq_t value, unsigned long root)
{
    mpq_t found;
    mpq_init(found);
    bool exact = mpz_root(mpq_numref(found), mpq_numref(value), root) != 0 &&
                 mpz_root(mpq_denref(found), mpq_denref(value), root) != 0;
    if (exact)
        mpq_swap(out, found);
    mpq_clear(found);
    return exact;
}

/* Takes out of the root each prime factor that the base is a power of: x^(p/q) is then written with
 * the least q. Requires: p and q have no common factor, so that x^p is such a power only when x is.
 */
static void lower_root(mpq_t base, unsigned long *root)
{
    unsigned long rest = *root;
    for (unsigned long prime = 2; rest > 1; prime++) {
        bool divides = rest % prime == 0;
        while (rest % prime == 0)
            rest /= prime;
        while (divides && *root % prime == 0 && exact_root(base, base, prime))
            *root /= prime;
    }
}

static unsigned long common_factor(unsigned long a, unsigned long b)
{
    while (b != 0) {
        unsigned long rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

bool apn__fraction_power(mpq_t out, const mpq_t base, long power)
{
    unsigned long size = power < 0 ? 0ul - (unsigned long)power : (unsigned long)power;
    if (apn__multiply_sizes(bits_of(base), size) > APN__LIMIT_FRACTION_BITS)
        return false;
    mpz_pow_ui(mpq_numref(out), mpq_numref(base), size);
    mpz_pow_ui(mpq_denref(out), mpq_denref(base), size);
    if (power < 0)
        mpq_inv(out, out);
    return true;
}

/* radical = coefficient * base^exponent in its form of least root; false when it is too long. */
static bool set_radical(apn__radical *radical, const mpq_t coefficient, const mpq_t base,
                        apn__exponent exponent)
{
    long numerator = exponent.numerator;
    unsigned long size = numerator < 0 ? 0ul - (unsigned long)numerator : (unsigned long)numerator;
    long common = (long)common_factor(size, exponent.denominator);
    mpq_t least, whole;
    mpq_inits(least, whole, NULL);
    mpq_set(least, base);
    numerator /= common;
    radical->root = exponent.denominator / (unsigned long)common;
    lower_root(least, &radical->root);
    long root = (long)radical->root;
    long part = (numerator % root + root) % root;
    bool fits = apn__fraction_power(whole, least, (numerator - part) / root) &&
                apn__fraction_power(radical->radicand, least, part);
    if (fits) {
        mpq_mul(radical->coefficient, coefficient, whole);
        fits = bits_of(radical->coefficient) <= APN__LIMIT_FRACTION_BITS;
    }
    mpq_clears(least, whole, NULL);
    return fits;
}

/* Adds the radical to a term that it has a rational ratio to; false when the ratio is irrational.
 */
static bool add_to_term(apn__radical *term, const apn__radical *radical)
{
    if (term->root != radical->root)
        return false;
    mpq_t ratio;
    mpq_init(ratio);
    mpq_div(ratio, radical->radicand, term->radicand);
    bool rational = exact_root(ratio, ratio, term->root);
    if (rational) {
        mpq_mul(ratio, ratio, radical->coefficient);
        mpq_add(term->coefficient, term->coefficient, ratio);
    }
    mpq_clear(ratio);
    return rational;
}

static bool make_room(apn__radicals *sum)
{
    if (sum->count < sum->capacity)
        return true;
    size_t capacity = sum->capacity == 0 ? 4 : apn__multiply_sizes(sum->capacity, 2);
    apn__radical *terms = apn__grow(sum->terms, capacity, sizeof *terms);
    if (terms == NULL)
        return false;
    sum->terms = terms;
    sum->capacity = capacity;
    return true;
}

static apn_status add_radical(apn__radicals *sum, const apn__radical *radical)
{
    for (size_t i = 0; i < sum->count; i++) {
        if (add_to_term(&sum->terms[i], radical))
            return bits_of(sum->terms[i].coefficient) > APN__LIMIT_FRACTION_BITS ? APN_LIMIT
                                                                                 : APN_OK;
    }
    if (!make_room(sum))
        return APN_MEMORY;
    apn__radical *term = &sum->terms[sum->count++];
    mpq_inits(term->coefficient, term->radicand, NULL);
    mpq_set(term->coefficient, radical->coefficient);
    mpq_set(term->radicand, radical->radicand);
    term->root = radical->root;
    return APN_OK;
}

void apn__radicals_add(apn__radicals *sum, const mpq_t coefficient, const mpq_t base,
                       apn__exponent exponent)
{
    if (sum->status != APN_OK || mpq_sgn(coefficient) == 0)
        return;
    if (exponent.denominator > APN__LIMIT_ROOT) {
        sum->status = APN_LIMIT;
        return;
    }
    apn__radical radical;
    mpq_inits(radical.coefficient, radical.radicand, NULL);
    sum->status =
        set_radical(&radical, coefficient, base, exponent) ? add_radical(sum, &radical) : APN_LIMIT;
    mpq_clears(radical.coefficient, radical.radicand, NULL);
}

void apn__radicals_end(apn__radicals *sum)
{
    for (size_t i = 0; i < sum->count; i++)
        mpq_clears(sum->terms[i].coefficient, sum->terms[i].radicand, NULL);
    apn__free(sum->terms);
    *sum = (apn__radicals){0};
}

bool apn__radicals_rational(mpq_t out, const apn__radicals *sum)
{
    mpq_set_ui(out, 0, 1);
    for (size_t i = 0; i < sum->count; i++) {
        if (sum->terms[i].root == 1)
            mpq_set(out, sum->terms[i].coefficient);
        else if (mpq_sgn(sum->terms[i].coefficient) != 0)
            return false;
    }
    return true;
}
