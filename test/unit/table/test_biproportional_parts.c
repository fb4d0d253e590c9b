/* The parts of biproportional tables by themselves: which fraction of an interval is the simplest,
 * one row by Webster where an estimate errs, and the proof, which is fed wrong tables. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "biproportional.h"
#include "rational.h"

static void assert_choice(const char *low, const char *high, apn__choice choice,
                          const char *expected)
{
    apn__interval interval;
    mpq_t end, out;
    char text[100];
    apn__interval_init(&interval);
    mpq_inits(end, out, NULL);
    assert_int_equal(mpq_set_str(end, low, 10), 0);
    mpz_set(interval.low[0], mpq_numref(end));
    mpz_set(interval.low[1], mpq_denref(end));
    if (high) { /* else without bound */
        assert_int_equal(mpq_set_str(end, high, 10), 0);
        mpz_set(interval.high[0], mpq_numref(end));
        mpz_set(interval.high[1], mpq_denref(end));
    }
    apn__interval_choose(out, &interval, choice);
    assert_true(apn__fraction_text(out, text, sizeof text) < sizeof text);
    assert_string_equal(text, expected);
    apn__interval_clear(&interval);
    mpq_clears(end, out, NULL);
}

/* By least denominator, then least numerator; the ends do not count. 1/3 to 1/2: no half or third
 * or quarter is between, of the fifths only 2/5. 314/100 to 315/100: 3 1/7 = 3.1428. Of 0 to 3 the
 * middle third is 1 to 2, and 3/2. */
static void the_simplest_fraction(void **state)
{
    (void)state;
    assert_choice("0", NULL, APN__SIMPLEST, "1");
    assert_choice("7/2", NULL, APN__SIMPLEST, "4");
    assert_choice("4", NULL, APN__SIMPLEST, "5");
    assert_choice("1/3", "1/2", APN__SIMPLEST, "2/5");
    assert_choice("2", "3", APN__SIMPLEST, "5/2");
    assert_choice("0", "1/18", APN__SIMPLEST, "1/19");
    assert_choice("1/2", "5/2", APN__SIMPLEST, "1");
    assert_choice("314/100", "315/100", APN__SIMPLEST, "22/7");
    assert_choice("0", "3", APN__MIDDLE, "3/2");
    assert_choice("5/7", "5/7", APN__MIDDLE, "5/7"); /* one point */
}

static apn_decimal whole(int64_t value)
{
    return apn_decimal_from_i64(value);
}

/* 4 units over 7 x 2^49 + 2^17 and 2^49 + 2^17 - 1. The quotas are 3.5 - e and 0.5 + e, as 7 (2^17
 * - 1) > 2^17: by Webster 3 and 1. Cut to 35 digits the seeds are 7 x 2^32 + 1 and 2^32, by which
 * the quotas would be 3.5 + e and 0.5 - e, 4 and 0: an estimate that adds up and is wrong. */
static void an_estimate_that_errs(void **state)
{
    (void)state;
    const int64_t first = ((int64_t)7 << 49) + (1 << 17),
                  second = ((int64_t)1 << 49) + (1 << 17) - 1;
    apn_decimal seed[] = {whole(first), whole(second), whole(1), whole(1)};
    apn_decimal row_totals[] = {whole(4), whole(4)}, column_totals[] = {whole(4), whole(4)};
    apn_biproportional_input input = {2, 2, seed, row_totals, column_totals};
    apn_table_options options = {.size = sizeof options, .unit = whole(1)};
    apn__biproportion b = {0};
    assert_int_equal(apn__biproportion_read(&b, &input, &options, NULL), APN_OK);
    mpz_set_ui(b.step, 1);
    apn__line_fit(&b, APN__ROWS, 0);
    assert_int_equal(mpz_get_ui(b.amounts[0]), 3);
    assert_int_equal(mpz_get_ui(b.amounts[1]), 1);
    apn__biproportion_clear(&b);
}

/* The table 6 4 / 3 9 of docs/methods/biproportional.md in units of 5, with its divisors. */
typedef struct answer {
    apn_decimal seed[4], row_totals[2], column_totals[2];
    mpz_t amounts[4];
    mpq_t rows[2], columns[2];
} answer;

static void answer_init(answer *a)
{
    static const int64_t seed[] = {60, 40, 30, 70};
    static const unsigned long amounts[] = {6, 4, 3, 9};
    for (size_t i = 0; i < 4; i++) {
        a->seed[i] = whole(seed[i]);
        mpz_init_set_ui(a->amounts[i], amounts[i]);
    }
    a->row_totals[0] = whole(50);
    a->row_totals[1] = whole(60);
    a->column_totals[0] = whole(45);
    a->column_totals[1] = whole(65);
    mpq_inits(a->rows[0], a->rows[1], a->columns[0], a->columns[1], NULL);
    mpq_set_ui(a->rows[0], 2, 21);
    mpq_set_ui(a->rows[1], 1, 9);
    mpq_set_ui(a->columns[0], 1, 1);
    mpq_set_ui(a->columns[1], 8, 7);
}

static bool stands(answer *a)
{
    apn_biproportional_input input = {2, 2, a->seed, a->row_totals, a->column_totals};
    mpq_t *const multipliers[2] = {a->rows, a->columns};
    return apn__biproportional_check(&input, whole(5), a->amounts, multipliers);
}

static void answer_clear(answer *a)
{
    for (size_t i = 0; i < 4; i++)
        mpz_clear(a->amounts[i]);
    mpq_clears(a->rows[0], a->rows[1], a->columns[0], a->columns[1], NULL);
}

/* 60 x 13/120 = 6.5 may go down, 60 x 14/120 = 7 may not be 6. */
static void the_proof_holds_what_is_right_only(void **state)
{
    (void)state;
    answer a;
    answer_init(&a);
    assert_true(stands(&a));
    mpq_set_ui(a.rows[0], 7, 60);
    assert_false(stands(&a));
    mpq_set_ui(a.rows[0], 13, 120);
    mpq_set_ui(a.columns[1], 27, 26); /* 40 x 13/120 x 27/26 = 4.5 may go down */
    mpq_set_ui(a.rows[1], 7, 60);     /* 30 x 7/60 = 3.5, 70 x 7/60 x 27/26 = 8.48 is not 9 */
    assert_false(stands(&a));
    mpz_set_ui(a.amounts[3], 8);
    a.row_totals[1] = whole(55);
    a.column_totals[1] = whole(60);
    assert_true(stands(&a));
    answer_clear(&a);
    answer_init(&a);
    a.row_totals[0] = whole(55);
    assert_false(stands(&a));
    a.row_totals[0] = whole(50);
    a.column_totals[1] = whole(66);
    assert_false(stands(&a));
    a.column_totals[1] = whole(65);
    a.seed[3] = whole(0);
    assert_false(stands(&a));
    a.seed[3] = whole(70);
    mpq_neg(a.rows[0], a.rows[0]);
    assert_false(stands(&a));
    mpq_neg(a.rows[0], a.rows[0]);
    assert_true(stands(&a));
    /* A unit round the four cells: the sums stand, the roundings do not. */
    mpz_set_ui(a.amounts[0], 7);
    mpz_set_ui(a.amounts[1], 3);
    mpz_set_ui(a.amounts[2], 2);
    mpz_set_ui(a.amounts[3], 10);
    assert_false(stands(&a));
    answer_clear(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_simplest_fraction),
        cmocka_unit_test(an_estimate_that_errs),
        cmocka_unit_test(the_proof_holds_what_is_right_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
