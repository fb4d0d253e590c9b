/* biproportional_fit.c: how the total of one row or column is handed out by Webster: an estimate,
 * then the steps that it gives too many or too few, then an exact look at every cell. */
#include "biproportional.h"

/* Binary digits that an estimate keeps beyond the total's own. */
enum { SPARE_BITS = 32 };

/* How often an estimate that misses the total aims beside it. */
enum { MOST_ESTIMATES = 3 };

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

/* The line's open cells in a heap, on top the one whose edge its multiplier comes to first. */
typedef struct heap {
    apn__biproportion *b;
    int side;
    size_t line;
    bool upper;           /* the least upper edge is on top; else the greatest lower edge */
    size_t *cells, count; /* b->heap */
    mpz_t left, right;    /* scratch */
} heap;

static size_t across_of(const heap *h, size_t cell)
{
    size_t columns = h->b->counts[APN__COLUMNS];
    return h->side == APN__ROWS ? cell % columns : cell / columns;
}

/* The edge of a cell over what its multiplier is multiplied by, times the latter of the other. */
static void set_edge(mpz_t out, const heap *h, size_t cell, size_t than)
{
    apn__cell_edge(out, h->b, cell, h->upper);
    mpz_mul(out, out, mpq_denref(h->b->multipliers[1 - h->side][across_of(h, cell)]));
    mpz_mul(out, out, h->b->seeds[than]);
    mpz_mul(out, out, mpq_numref(h->b->multipliers[1 - h->side][across_of(h, than)]));
}

/* Where a line looks first among equals: each begins one further, so that the lines do not all
 * choose the same. Which of them it takes does not matter in the end. */
static size_t turn(const heap *h, size_t cell)
{
    size_t count = h->b->counts[1 - h->side];
    return (across_of(h, cell) + count - h->line % count) % count;
}

static bool comes_first(heap *h, size_t cell, size_t than)
{
    set_edge(h->left, h, cell, than);
    set_edge(h->right, h, than, cell);
    int against = h->upper ? mpz_cmp(h->left, h->right) : mpz_cmp(h->right, h->left);
    return against < 0 || (against == 0 && turn(h, cell) < turn(h, than));
}

static void sift_down(heap *h, size_t place)
{
    size_t cell = h->cells[place], child;
    while ((child = 2 * place + 1) < h->count) {
        if (child + 1 < h->count && comes_first(h, h->cells[child + 1], h->cells[child]))
            child++;
        if (!comes_first(h, h->cells[child], cell))
            break;
        h->cells[place] = h->cells[child];
        place = child;
    }
    h->cells[place] = cell;
}

/* Hands out the steps that the line has too few, or takes back those that it has too many, each
 * from the cell whose turn it is by Webster. Nothing is taken from a cell that has nothing: its
 * lower edge is below all others. */
static void hand_out(apn__biproportion *b, int side, size_t line, mpz_t over)
{
    heap h = {.b = b, .side = side, .line = line, .upper = mpz_sgn(over) < 0, .cells = b->heap};
    mpz_inits(h.left, h.right, NULL);
    for (size_t across = 0; across < b->counts[1 - side]; across++) {
        size_t cell = apn__cell(b, side, line, across);
        if (b->open[cell])
            h.cells[h.count++] = cell;
    }
    for (size_t place = h.count / 2; place-- > 0;)
        sift_down(&h, place);
    while (mpz_sgn(over) != 0) {
        mpz_t *amount = &b->amounts[h.cells[0]];
        if (h.upper) {
            mpz_add(*amount, *amount, b->step);
            mpz_add(over, over, b->step);
        } else {
            mpz_sub(*amount, *amount, b->step);
            mpz_sub(over, over, b->step);
        }
        sift_down(&h, 0);
    }
    mpz_clears(h.left, h.right, NULL);
}

/* Amounts near the line's proportions that sum to the total. */
static void share(apn__biproportion *b, int side, size_t line, const mpz_t total)
{
    mpz_t aim, over;
    mpz_init_set(aim, total);
    mpz_init(over);
    for (int i = 0; i < MOST_ESTIMATES && mpz_sgn(aim) >= 0; i++) {
        estimate(b, side, line, aim);
        find_over(over, b, side, line, total);
        if (mpz_sgn(over) == 0)
            break;
        mpz_sub(aim, aim, over);
    }
    if (mpz_sgn(over) != 0)
        hand_out(b, side, line, over);
    mpz_clears(aim, over, NULL);
}

void apn__line_fit(apn__biproportion *b, int side, size_t line)
{
    apn__interval interval;
    mpz_t total;
    apn__interval_init(&interval);
    mpz_init(total);
    mpz_fdiv_r(total, b->totals[side][line], b->step);
    mpz_sub(total, b->totals[side][line], total);
    share(b, side, line, total);
    apn__line_interval(b, side, line, &interval);
    while (apn__interval_is_empty(&interval)) {
        mpz_t *low = &b->amounts[interval.low_cell], *high = &b->amounts[interval.high_cell];
        mpz_sub(*low, *low, b->step);
        mpz_add(*high, *high, b->step);
        apn__line_interval(b, side, line, &interval);
    }
    apn__interval_choose(b->multipliers[side][line], &interval, APN__MIDDLE);
    apn__interval_clear(&interval);
    mpz_clear(total);
}

void apn__column_over(mpz_t over, const apn__biproportion *b, size_t column)
{
    find_over(over, b, APN__COLUMNS, column, b->totals[APN__COLUMNS][column]);
}
