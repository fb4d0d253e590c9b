/* biproportional_line.c: one row or column of a biproportional table: between which multipliers its
 * amounts stand, which of these is chosen, and how its total is handed out by Webster. */
#include "biproportional.h"

/* Binary digits that an estimate keeps beyond the total's own. */
enum { SPARE_BITS = 32 };

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

static void edge(mpz_t out, const apn__biproportion *b, size_t cell, bool upper)
{
    mpz_mul_2exp(out, b->amounts[cell], 1);
    if (upper)
        mpz_add(out, out, b->step);
    else
        mpz_sub(out, out, b->step);
    if (mpz_cmp_ui(b->seed_divisor, 1) != 0)
        mpz_mul(out, out, b->seed_divisor);
}

void apn__cell_upper_edge(mpz_t out, const apn__biproportion *b, size_t cell)
{
    edge(out, b, cell, true);
}

void apn__cell_lower_edge(mpz_t out, const apn__biproportion *b, size_t cell)
{
    edge(out, b, cell, false);
}

/* The multipliers with which every open cell of the line rounds to its amount, where there are any;
 * else low is above high, and the cells are those that stand worst. */
static void find_interval(const apn__biproportion *b, int side, size_t line,
                          apn__interval *interval)
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
        apn__cell_upper_edge(bound[0], b, cell);
        mpz_mul(bound[0], bound[0], mpq_denref(*other));
        apn__interval_from_above(interval, bound, cell, scratch);
        if (mpz_sgn(b->amounts[cell]) == 0)
            continue;
        apn__cell_lower_edge(bound[0], b, cell);
        mpz_mul(bound[0], bound[0], mpq_denref(*other));
        apn__interval_from_below(interval, bound, cell, scratch);
    }
    mpz_clears(bound[0], bound[1], scratch[0], scratch[1], NULL);
}

void apn__line_settle(apn__biproportion *b, int side, size_t line, apn__choice choice)
{
    apn__interval interval;
    apn__interval_init(&interval);
    find_interval(b, side, line, &interval);
    apn__interval_choose(b->multipliers[side][line], &interval, choice);
    apn__interval_clear(&interval);
}

/* The greatest binary length of seed * multiplier in the line. */
static long longest_product(const apn__biproportion *b, int side, size_t line)
{
    long longest = 0;
    bool any = false;
    for (size_t across = 0; across < b->counts[1 - side]; across++) {
        size_t cell = apn__cell(b, side, line, across);
        mpq_t *other = &b->multipliers[1 - side][across];
        if (!b->open[cell])
            continue;
        long length = (long)mpz_sizeinbase(b->seeds[cell], 2) +
                      (long)mpz_sizeinbase(mpq_numref(*other), 2) -
                      (long)mpz_sizeinbase(mpq_denref(*other), 2);
        longest = any && longest > length ? longest : length;
        any = true;
    }
    return longest;
}

/* out = number * 2^shift, cut. */
static void shift_by(mpz_t out, const mpz_t number, long shift)
{
    if (shift >= 0)
        mpz_mul_2exp(out, number, (mp_bitcnt_t)shift);
    else
        mpz_fdiv_q_2exp(out, number, (mp_bitcnt_t)-shift);
}

/* Amounts near the line's proportions and near its total: seed * multiplier is cut to as many
 * binary digits as the total needs. What this gets wrong is set right exactly afterwards. */
static void estimate(apn__biproportion *b, int side, size_t line, const mpz_t total)
{
    long shift = (long)mpz_sizeinbase(total, 2) + SPARE_BITS - longest_product(b, side, line);
    mpz_t sum, half;
    mpz_inits(sum, half, NULL);
    for (size_t across = 0; across < b->counts[1 - side]; across++) {
        size_t cell = apn__cell(b, side, line, across);
        mpq_t *other = &b->multipliers[1 - side][across];
        if (!b->open[cell])
            continue;
        mpz_mul(b->amounts[cell], b->seeds[cell], mpq_numref(*other));
        shift_by(b->amounts[cell], b->amounts[cell], shift);
        mpz_fdiv_q(b->amounts[cell], b->amounts[cell], mpq_denref(*other));
        mpz_add(sum, sum, b->amounts[cell]);
    }
    mpz_mul(sum, sum, b->step);
    mpz_fdiv_q_2exp(half, sum, 1);
    for (size_t across = 0; across < b->counts[1 - side]; across++) {
        size_t cell = apn__cell(b, side, line, across);
        if (!b->open[cell])
            continue;
        mpz_mul(b->amounts[cell], b->amounts[cell], total);
        mpz_add(b->amounts[cell], b->amounts[cell], half);
        mpz_fdiv_q(b->amounts[cell], b->amounts[cell], sum);
        mpz_mul(b->amounts[cell], b->amounts[cell], b->step);
    }
    mpz_clears(sum, half, NULL);
}

/* What the line has more than `total`. */
static void find_over(mpz_t over, const apn__biproportion *b, int side, size_t line,
                      const mpz_t total)
{
    mpz_neg(over, total);
    for (size_t across = 0; across < b->counts[1 - side]; across++)
        mpz_add(over, over, b->amounts[apn__cell(b, side, line, across)]);
}

static void add_step(apn__biproportion *b, size_t cell, mpz_t over, bool takes)
{
    if (takes) {
        mpz_sub(b->amounts[cell], b->amounts[cell], b->step);
        mpz_sub(over, over, b->step);
    } else {
        mpz_add(b->amounts[cell], b->amounts[cell], b->step);
        mpz_add(over, over, b->step);
    }
}

void apn__line_fit(apn__biproportion *b, int side, size_t line)
{
    apn__interval interval;
    mpz_t total, over, scratch[2];
    apn__interval_init(&interval);
    mpz_inits(total, over, scratch[0], scratch[1], NULL);
    mpz_fdiv_r(total, b->totals[side][line], b->step);
    mpz_sub(total, b->totals[side][line], total);
    estimate(b, side, line, total);
    find_over(over, b, side, line, total);
    find_interval(b, side, line, &interval);
    while (mpz_sgn(over) != 0 || compare(interval.low, interval.high, scratch) > 0) {
        int sign = mpz_sgn(over);
        if (sign <= 0)
            add_step(b, interval.high_cell, over, false);
        if (sign >= 0)
            add_step(b, interval.low_cell, over, true);
        find_interval(b, side, line, &interval);
    }
    apn__interval_choose(b->multipliers[side][line], &interval, APN__MIDDLE);
    apn__interval_clear(&interval);
    mpz_clears(total, over, scratch[0], scratch[1], NULL);
}

void apn__column_over(mpz_t over, const apn__biproportion *b, size_t column)
{
    find_over(over, b, APN__COLUMNS, column, b->totals[APN__COLUMNS][column]);
}
