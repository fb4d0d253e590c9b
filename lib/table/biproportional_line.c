/* biproportional_line.c: one row or column of a biproportional table: between which multipliers its
 * amounts stand, and which of these is chosen. */
#include "biproportional.h"

void apn__interval_init(apn__interval *interval)
{
    mpz_inits(interval->low[0], interval->low[1], interval->high[0], interval->high[1], NULL);
    apn__interval_reset(interval);
}

void apn__interval_clear(apn__interval *interval)
{
    mpz_clears(interval->low[0], interval->low[1], interval->high[0], interval->high[1], NULL);
}

void apn__interval_reset(apn__interval *interval)
{
    mpz_set_ui(interval->low[0], 0);
    mpz_set_ui(interval->low[1], 1);
    mpz_set_ui(interval->high[0], 1);
    mpz_set_ui(interval->high[1], 0);
    interval->low_cell = interval->high_cell = APN__NO_CELL;
}

/* As mpz_cmp, for two fractions whose denominators are not below zero. */
static int compare(mpz_t a[2], mpz_t b[2], mpz_t scratch[2])
{
    mpz_mul(scratch[0], a[0], b[1]);
    mpz_mul(scratch[1], b[0], a[1]);
    return mpz_cmp(scratch[0], scratch[1]);
}

static void take(mpz_t end[2], mpz_t bound[2])
{
    mpz_set(end[0], bound[0]);
    mpz_set(end[1], bound[1]);
}

void apn__interval_from_below(apn__interval *interval, mpz_t bound[2], size_t cell,
                              mpz_t scratch[2])
{
    if (compare(bound, interval->low, scratch) <= 0)
        return;
    take(interval->low, bound);
    interval->low_cell = cell;
}

void apn__interval_from_above(apn__interval *interval, mpz_t bound[2], size_t cell,
                              mpz_t scratch[2])
{
    if (compare(bound, interval->high, scratch) >= 0)
        return;
    take(interval->high, bound);
    interval->high_cell = cell;
}

/* The fraction of least denominator, then least numerator, strictly between two: what their
 * continued fractions share, and then the least whole number that parts them. Both ends are used
 * up. Requires: 0 <= low < high; a high denominator of 0 is without bound. */
static void choose_simplest(mpq_t out, mpz_t low[2], mpz_t high[2])
{
    mpz_t digit, before[2], last[2]; /* convergents, numerator and denominator */
    mpz_inits(digit, before[0], before[1], last[0], last[1], NULL);
    mpz_set_ui(before[1], 1);
    mpz_set_ui(last[0], 1);
    for (bool parted = false; !parted;) {
        mpz_fdiv_qr(digit, low[0], low[0], low[1]);
        mpz_submul(high[0], digit, high[1]);
        parted = mpz_cmp(high[1], high[0]) < 0; /* digit + 1 is below the high end */
        if (parted)
            mpz_add_ui(digit, digit, 1);
        for (int part = 0; part < 2; part++) {
            mpz_addmul(before[part], digit, last[part]);
            mpz_swap(before[part], last[part]);
        }
        mpz_swap(low[0],
                 high[1]); /* what is behind the digit is turned over, and its ends change */
        mpz_swap(low[1], high[0]);
    }
    mpz_set(mpq_numref(out), last[0]);
    mpz_set(mpq_denref(out), last[1]);
    mpz_clears(digit, before[0], before[1], last[0], last[1], NULL);
}

/* end = (2 end + other) / 3 for both ends of a bounded interval. */
static void narrow_to_middle(mpz_t low[2], mpz_t high[2])
{
    mpz_t a, b;
    mpz_inits(a, b, NULL);
    mpz_mul(a, low[0], high[1]);
    mpz_mul(b, high[0], low[1]);
    mpz_mul_2exp(low[0], a, 1);
    mpz_add(low[0], low[0], b);
    mpz_mul_2exp(high[0], b, 1);
    mpz_add(high[0], high[0], a);
    mpz_mul(low[1], low[1], high[1]);
    mpz_mul_ui(low[1], low[1], 3);
    mpz_set(high[1], low[1]);
    mpz_clears(a, b, NULL);
}

bool apn__interval_is_empty(apn__interval *interval)
{
    mpz_t scratch[2];
    mpz_inits(scratch[0], scratch[1], NULL);
    bool is_empty = compare(interval->low, interval->high, scratch) > 0;
    mpz_clears(scratch[0], scratch[1], NULL);
    return is_empty;
}

void apn__interval_choose(mpq_t out, const apn__interval *interval, apn__choice choice)
{
    mpz_t low[2], high[2], scratch[2];
    mpz_inits(scratch[0], scratch[1], NULL);
    for (int part = 0; part < 2; part++) {
        mpz_init_set(low[part], interval->low[part]);
        mpz_init_set(high[part], interval->high[part]);
    }
    if (compare(low, high, scratch) < 0) {
        if (choice == APN__MIDDLE && mpz_sgn(high[1]) != 0)
            narrow_to_middle(low, high);
        choose_simplest(out, low, high);
    } else {
        mpz_set(mpq_numref(out), low[0]);
        mpz_set(mpq_denref(out), low[1]);
        mpq_canonicalize(out);
    }
    mpz_clears(low[0], low[1], high[0], high[1], scratch[0], scratch[1], NULL);
}

void apn__cell_edge(mpz_t out, const apn__biproportion *b, size_t cell, bool upper)
{
    mpz_mul_2exp(out, b->amounts[cell], 1);
    if (upper)
        mpz_add(out, out, b->step);
    else
        mpz_sub(out, out, b->step);
    if (mpz_cmp_ui(b->seed_divisor, 1) != 0)
        mpz_mul(out, out, b->seed_divisor);
}

void apn__line_interval(const apn__biproportion *b, int side, size_t line, apn__interval *interval)
{
    mpz_t bound[2], scratch[2];
    mpz_inits(bound[0], bound[1], scratch[0], scratch[1], NULL);
    apn__interval_reset(interval);
    for (size_t across = 0; across < b->counts[1 - side]; across++) {
        size_t cell = apn__cell(b, side, line, across);
        mpq_t *other = &b->multipliers[1 - side][across];
        if (!b->open[cell])
            continue;
        mpz_mul(bound[1], b->seeds[cell], mpq_numref(*other));
        mpz_mul_2exp(bound[1], bound[1], 1);
        apn__cell_edge(bound[0], b, cell, true);
        mpz_mul(bound[0], bound[0], mpq_denref(*other));
        apn__interval_from_above(interval, bound, cell, scratch);
        if (mpz_sgn(b->amounts[cell]) == 0)
            continue;
        apn__cell_edge(bound[0], b, cell, false);
        mpz_mul(bound[0], bound[0], mpq_denref(*other));
        apn__interval_from_below(interval, bound, cell, scratch);
    }
    mpz_clears(bound[0], bound[1], scratch[0], scratch[1], NULL);
}

void apn__line_settle(apn__biproportion *b, int side, size_t line, apn__choice choice)
{
    apn__interval interval;
    apn__interval_init(&interval);
    apn__line_interval(b, side, line, &interval);
    apn__interval_choose(b->multipliers[side][line], &interval, choice);
    apn__interval_clear(&interval);
}
