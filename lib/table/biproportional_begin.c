/* biproportional_begin.c: where alternate scaling begins: columns' multipliers near those that fit
 * the table without rounding, by fitting rows and columns in turn (Deming and Stephan) in numbers
 * of 64 binary digits. Nothing but the time that the exact work takes depends on them. */
#include "biproportional.h"

#include "alloc.h"
#include "decimal_internal.h"
#include "findings.h"

/* Rounds at most: by then either hardly a unit is misplaced, or more would hardly help. */
enum { MOST_ROUNDS = 400 };

/* Binary digits of a multiplier beyond those of the totals. */
enum { SPARE_BITS = 8 };

/* digits * 2^exponent, cut; zero, or with the highest binary digit set. */
typedef struct rough {
    uint64_t digits;
    long exponent;
} rough;

typedef struct fitting {
    apn__biproportion *b;
    rough *seeds; /* zero where a cell is not open */
    rough *totals[2], *multipliers[2];
} fitting;

static rough shifted_up(apn__u128 digits, long exponent)
{
    rough out = {0, 0};
    if (digits == 0)
        return out;
    uint64_t high = (uint64_t)(digits >> 64);
    int free_bits = high ? __builtin_clzll(high) : 64 + __builtin_clzll((uint64_t)digits);
    out.digits = (uint64_t)(digits << free_bits >> 64);
    out.exponent = exponent + 64 - free_bits;
    return out;
}

static rough from_integer(const mpz_t value)
{
    size_t bits = mpz_sizeinbase(value, 2), cut = bits > 64 ? bits - 64 : 0;
    uint64_t digits = 0;
    mpz_t high;
    mpz_init(high);
    mpz_fdiv_q_2exp(high, value, cut);
    mpz_export(&digits, NULL, -1, sizeof digits, 0, 0, high);
    mpz_clear(high);
    return shifted_up(digits, (long)cut);
}

static rough multiply(rough a, rough b)
{
    return shifted_up((apn__u128)a.digits * b.digits, a.exponent + b.exponent);
}

/* Requires: b is not zero. */
static rough divide(rough a, rough b)
{
    return shifted_up(((apn__u128)a.digits << 63) / b.digits, a.exponent - b.exponent - 63);
}

static rough add(rough a, rough b)
{
    if (a.digits == 0 || (b.digits != 0 && b.exponent > a.exponent)) {
        rough other = a;
        a = b;
        b = other;
    }
    long apart = a.exponent - b.exponent;
    uint64_t small = b.digits == 0 || apart > 63 ? 0 : b.digits >> apart;
    return shifted_up((apn__u128)a.digits + small, a.exponent);
}

static bool is_less(rough a, rough b)
{
    if (a.digits == 0 || b.digits == 0)
        return b.digits != 0;
    return a.exponent != b.exponent ? a.exponent < b.exponent : a.digits < b.digits;
}

/* a - b, or zero when that is below. */
static rough excess_over(rough a, rough b)
{
    if (!is_less(b, a))
        return (rough){0, 0};
    long apart = a.exponent - b.exponent;
    uint64_t small = b.digits == 0 || apart > 63 ? 0 : b.digits >> apart;
    return shifted_up(a.digits - small, a.exponent);
}

/* Sets the line's multiplier so that its products come to its total, and returns what they came to
 * too much before. */
static rough fit(fitting *f, int side, size_t line)
{
    rough sum = {0, 0}, *multiplier = &f->multipliers[side][line];
    rough total = f->totals[side][line];
    for (size_t across = 0; across < f->b->counts[1 - side]; across++) {
        rough seed = f->seeds[apn__cell(f->b, side, line, across)];
        if (seed.digits != 0)
            sum = add(sum, multiply(seed, f->multipliers[1 - side][across]));
    }
    if (sum.digits == 0)
        return sum;
    rough found = multiply(sum, *multiplier);
    *multiplier = divide(total, sum);
    return excess_over(found, total);
}

/* Fits rows and columns in turn while ever less is misplaced, and more than a unit a column. */
static apn_status fit_in_turn(fitting *f, apn_error *err)
{
    apn__biproportion *b = f->b;
    apn_status status = APN_OK;
    size_t columns = b->counts[APN__COLUMNS];
    rough enough = shifted_up(columns, 0), before = {0, 0};
    bool done = false;
    for (int round = 0; round < MOST_ROUNDS && !done && status == APN_OK; round++) {
        rough misplaced = {0, 0};
        for (size_t row = 0; row < b->counts[APN__ROWS]; row++)
            fit(f, APN__ROWS, row);
        for (size_t column = 0; column < columns; column++)
            misplaced = add(misplaced, fit(f, APN__COLUMNS, column));
        done = is_less(misplaced, enough) || (round > 0 && !is_less(misplaced, before));
        before = misplaced;
        status = apn__biproportion_tell(b, NULL, err);
    }
    return status;
}

/* Writes a column's multiplier over 2^base, with `bits` digits. */
static void write_multiplier(mpq_t out, rough value, long base, unsigned bits)
{
    uint64_t digits = value.digits >> (64 - bits);
    long exponent = value.exponent - base - (long)bits;
    mpz_import(mpq_numref(out), 1, -1, sizeof digits, 0, 0, &digits);
    mpz_set_ui(mpq_denref(out), 1);
    if (exponent < 0)
        mpq_div_2exp(out, out, (mp_bitcnt_t)-exponent);
    else
        mpq_mul_2exp(out, out, (mp_bitcnt_t)exponent);
}

/* As many digits as the longest total has, and a few: more would only be carried along. */
static void write_multipliers(const fitting *f)
{
    apn__biproportion *b = f->b;
    size_t bits = 0;
    long base = 0;
    for (size_t column = b->counts[APN__COLUMNS]; column-- > 0;) {
        size_t length = mpz_sizeinbase(b->totals[APN__COLUMNS][column], 2);
        bits = length > bits ? length : bits;
        if (f->totals[APN__COLUMNS][column].digits != 0)
            base = f->multipliers[APN__COLUMNS][column].exponent;
    }
    bits = bits + SPARE_BITS > 64 ? 64 : bits + SPARE_BITS;
    for (size_t column = 0; column < b->counts[APN__COLUMNS]; column++)
        if (f->totals[APN__COLUMNS][column].digits != 0)
            write_multiplier(b->multipliers[APN__COLUMNS][column],
                             f->multipliers[APN__COLUMNS][column], base, (unsigned)bits);
}

static bool fitting_init(fitting *f, apn__biproportion *b)
{
    size_t cells = b->counts[APN__ROWS] * b->counts[APN__COLUMNS];
    *f = (fitting){.b = b, .seeds = apn__alloc(cells, sizeof *f->seeds)};
    bool made = f->seeds != NULL;
    for (size_t cell = 0; made && cell < cells; cell++)
        if (b->open[cell])
            f->seeds[cell] = from_integer(b->seeds[cell]);
    for (int side = APN__ROWS; side <= APN__COLUMNS; side++) {
        f->totals[side] = apn__alloc(b->counts[side], sizeof **f->totals);
        f->multipliers[side] = apn__alloc(b->counts[side], sizeof **f->multipliers);
        made = made && f->totals[side] && f->multipliers[side];
        for (size_t line = 0; made && line < b->counts[side]; line++) {
            f->totals[side][line] = from_integer(b->totals[side][line]);
            f->multipliers[side][line] = shifted_up(1, 0);
        }
    }
    return made;
}

static void fitting_clear(fitting *f)
{
    apn__free(f->seeds);
    for (int side = APN__ROWS; side <= APN__COLUMNS; side++) {
        apn__free(f->totals[side]);
        apn__free(f->multipliers[side]);
    }
}

apn_status apn__biproportion_begin(apn__biproportion *b, apn_error *err)
{
    fitting f;
    apn_status status = fitting_init(&f, b) ? fit_in_turn(&f, err) : apn__fail_memory(err);
    if (status == APN_OK)
        write_multipliers(&f);
    fitting_clear(&f);
    return status;
}
