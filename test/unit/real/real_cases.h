/* real_cases.h: fractions and amounts written as text. */
#ifndef APN_TEST_REAL_CASES_H
#define APN_TEST_REAL_CASES_H

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "real.h"

/* Makes `out` and sets it to "p" or "p/q"; end it with mpq_clear. */
static inline void fraction(mpq_t out, const char *text)
{
    mpq_init(out);
    assert_int_equal(mpq_set_str(out, text, 10), 0);
    mpq_canonicalize(out);
}

static inline void assert_units(const mpz_t units, const char *text)
{
    char found[2048];
    assert_true(mpz_sizeinbase(units, 10) < sizeof found - 2);
    assert_string_equal(mpz_get_str(found, 10, units), text);
}

#endif
