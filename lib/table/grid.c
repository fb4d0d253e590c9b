/* grid.c: reads a table's exact amounts into floors and fractions, row by row, and mirrors the
 * table when it is negative. */
#include "grid.h"

#include <stdio.h>

#include "findings.h"
#include "library_limits.h"
#include "rational.h"

/* What is found out while the rows are read. */
typedef struct reading {
    const apn__table_source *source;
    apn__grid *grid;
    mpz_t *numerators; /* of one row */
    mpz_t denominator, quotient, divisor, floor_sum, fraction_sum, floors_size;
    mpz_t pending, pending_denominator; /* the rows' totals with one denominator … */
    mpq_t total, one;                   /* … and of all before */
    int first_row, first_cell;          /* signs of the first that is not nil */
    mpz_t most;
} reading;

static bool reading_begin(reading *r, const apn__table_source *source, apn__grid *grid)
{
    *r = (reading){.source = source, .grid = grid};
    r->numerators = apn__integers_make(source->columns);
    mpz_inits(r->denominator, r->quotient, r->divisor, r->floor_sum, r->fraction_sum,
              r->floors_size, r->pending, r->pending_denominator, r->most, NULL);
    mpz_set_ui(r->pending_denominator, 1);
    mpz_ui_pow_ui(r->most, 10, APN_DECIMAL_DIGITS);
    mpq_inits(r->total, r->one, NULL);
    return r->numerators != NULL;
}

static void reading_end(reading *r)
{
    apn__integers_free(r->numerators, r->source->columns);
    mpz_clears(r->denominator, r->quotient, r->divisor, r->floor_sum, r->fraction_sum,
               r->floors_size, r->pending, r->pending_denominator, r->most, NULL);
    mpq_clears(r->total, r->one, NULL);
}

apn__wide_units apn__wide_from_integer(const mpz_t value)
{
    uint64_t words[2] = {0, 0};
    mpz_export(words, NULL, -1, sizeof words[0], 0, 0, value);
    apn__wide_units size = (apn__wide_units)words[1] << 64 | words[0];
    return mpz_sgn(value) < 0 ? -size : size;
}

void apn__integer_from_wide(mpz_t out, apn__wide_units value)
{
    apn__wide_units size = value < 0 ? -value : value;
    const uint64_t words[2] = {(uint64_t)size, (uint64_t)(size >> 64)};
    mpz_import(out, 2, -1, sizeof words[0], 0, 0, words);
    if (value < 0)
        mpz_neg(out, out);
}

/* Takes common factors out of the row, so that denominators stay small. Most rows have none, which
 * shows after two or three cells. */
static void reduce_row(reading *r)
{
    mpz_set(r->divisor, r->denominator);
    for (size_t j = 0; j < r->source->columns && mpz_cmp_ui(r->divisor, 1) > 0; j++)
        mpz_gcd(r->divisor, r->divisor, r->numerators[j]);
    if (mpz_cmp_ui(r->divisor, 1) == 0)
        return;
    mpz_divexact(r->denominator, r->denominator, r->divisor);
    for (size_t j = 0; j < r->source->columns; j++)
        mpz_divexact(r->numerators[j], r->numerators[j], r->divisor);
}

/* The sum of the rows' totals; rows that share a denominator are added without one. */
static void add_to_total(reading *r)
{
    if (mpz_cmp(r->pending_denominator, r->denominator) != 0) {
        mpz_set(mpq_numref(r->one), r->pending);
        mpz_set(mpq_denref(r->one), r->pending_denominator);
        mpq_canonicalize(r->one);
        mpq_add(r->total, r->total, r->one);
        mpz_set_ui(r->pending, 0);
        mpz_set(r->pending_denominator, r->denominator);
    }
    mpz_add(r->pending, r->pending, r->fraction_sum);
}

/* Makes room for fractions of more limbs. */
static bool widen_parts(apn__grid *grid, size_t rows_read, size_t limbs)
{
    size_t old = grid->limbs;
    mp_limb_t *parts =
        apn__alloc(apn__multiply_sizes(apn__multiply_sizes(grid->rows + 1, grid->width), limbs),
                   sizeof *parts);
    if (parts == NULL)
        return false;
    for (size_t cell = 0; cell < rows_read * grid->width && old > 0; cell++)
        memcpy(parts + cell * limbs, grid->parts + cell * old, old * sizeof *parts);
    apn__free(grid->parts);
    grid->parts = parts;
    grid->limbs = limbs;
    return true;
}

void apn__grid_store(apn__grid *grid, size_t row, size_t column, const mpz_t part)
{
    mp_limb_t *limbs = grid->parts + (row * grid->width + column) * grid->limbs;
    size_t size = mpz_size(part);
    memset(limbs, 0, grid->limbs * sizeof *limbs);
    if (size > 0)
        memcpy(limbs, mpz_limbs_read(part), size * sizeof *limbs);
}

static apn_status take_cells(reading *r, size_t row, apn_error *err)
{
    apn__grid *grid = r->grid;
    mpz_set_ui(r->fraction_sum, 0);
    mpz_set_ui(r->floor_sum, 0);
    for (size_t j = 0; j < grid->columns; j++) {
        if (r->first_cell == 0)
            r->first_cell = mpz_sgn(r->numerators[j]);
        mpz_add(r->fraction_sum, r->fraction_sum, r->numerators[j]);
        mpz_fdiv_qr(r->quotient, r->numerators[j], r->numerators[j], r->denominator);
        if (mpz_cmpabs(r->quotient, r->most) >= 0)
            return apn__fail(err, APN_LIMIT, "", "an amount of the table has more than %d digits",
                             APN_DECIMAL_DIGITS);
        grid->floors[row * grid->columns + j] = apn__wide_from_integer(r->quotient);
        mpz_abs(r->quotient, r->quotient);
        mpz_add(r->floors_size, r->floors_size, r->quotient);
        apn__grid_store(grid, row, j, r->numerators[j]);
    }
    return APN_OK;
}

static apn_status read_row(reading *r, size_t row, apn_error *err)
{
    const apn__table_source *source = r->source;
    apn__grid *grid = r->grid;
    source->denominator(source->context, row, r->denominator);
    for (size_t j = 0; j < source->columns; j++)
        source->numerator(source->context, row, j, r->numerators[j]);
    reduce_row(r);
    if (mpz_sizeinbase(r->denominator, 2) > APN__LIMIT_DENOMINATOR_BITS)
        return apn__fail(err, APN_LIMIT, "",
                         "the denominator of row %zu has more than %u binary digits", row + 1,
                         APN__LIMIT_DENOMINATOR_BITS);
    if (mpz_size(r->denominator) > grid->limbs && !widen_parts(grid, row, mpz_size(r->denominator)))
        return apn__fail_memory(err);
    if (row == 0 || mpz_cmp(r->denominator, grid->denominators[row - 1]) != 0)
        mpz_lcm(grid->common, grid->common, r->denominator);
    mpz_set(grid->denominators[row], r->denominator);
    if (mpz_sizeinbase(grid->common, 2) > APN__LIMIT_TABLE_DENOMINATOR_BITS)
        return apn__fail(err, APN_LIMIT, "",
                         "the denominators of rows 1 to %zu have nothing in common: their least "
                         "common multiple has more than %u binary digits",
                         row + 1, APN__LIMIT_TABLE_DENOMINATOR_BITS);
    apn_status status = take_cells(r, row, err);
    if (status != APN_OK)
        return status;
    if (r->first_row == 0)
        r->first_row = mpz_sgn(r->fraction_sum);
    add_to_total(r);
    return APN_OK;
}

/* Whether the table is rounded as its negation: the first that is not nil of its total, its rows
 * and its cells is negative. */
static bool is_negative(reading *r)
{
    mpz_set_ui(r->denominator, 0);
    mpz_set_ui(r->fraction_sum, 0);
    add_to_total(r);
    int total = mpq_sgn(r->total);
    if (total != 0)
        return total < 0;
    return r->first_row != 0 ? r->first_row < 0 : r->first_cell < 0;
}

/* -(floor + f) = -(floor + 1) + (1 - f). */
static void negate(apn__grid *grid)
{
    mpz_t part, denominator;
    mpz_inits(part, denominator, NULL);
    for (size_t row = 0; row < grid->rows; row++) {
        for (size_t j = 0; j < grid->columns; j++) {
            apn__wide_units *floor = &grid->floors[row * grid->columns + j];
            apn__grid_fraction(grid, row, j, part, denominator);
            *floor = -*floor - (mpz_sgn(part) > 0);
            if (mpz_sgn(part) > 0)
                mpz_sub(part, denominator, part);
            apn__grid_store(grid, row, j, part);
        }
    }
    mpz_clears(part, denominator, NULL);
    grid->mirrored = true;
}

apn_status apn__grid_read(const apn__table_source *source, apn__grid *grid, apn_error *err)
{
    reading r;
    apn_status status = APN_OK;
    if (!reading_begin(&r, source, grid) || !widen_parts(grid, 0, 1))
        status = apn__fail_memory(err);
    for (size_t row = 0; row < source->rows && status == APN_OK; row++)
        status = read_row(&r, row, err);
    if (status == APN_OK && mpz_cmp(r.floors_size, r.most) >= 0)
        status =
            apn__fail(err, APN_LIMIT, "", "the table's amounts together have more than %d digits",
                      APN_DECIMAL_DIGITS);
    if (status == APN_OK && is_negative(&r))
        negate(grid);
    reading_end(&r);
    return status;
}

void apn__grid_fraction(const apn__grid *grid, size_t row, size_t column, mpz_t numerator,
                        mpz_t denominator)
{
    size_t cell = row * grid->width + column;
    if (grid->exact) {
        int64_t cost = grid->costs[cell];
        mpz_set(denominator, grid->common);
        if (cost == APN__UNMOVABLE) {
            mpz_set_ui(numerator, 0);
        } else {
            mpz_set_si(numerator, cost);
            mpz_sub(numerator, grid->common, numerator);
            mpz_fdiv_q_2exp(numerator, numerator, 1);
        }
        return;
    }
    mpz_t view;
    mpz_set(numerator,
            mpz_roinit_n(view, grid->parts + cell * grid->limbs, (mp_size_t)grid->limbs));
    mpz_set(denominator, grid->denominators[row]);
}

static const char *name_of(const char *const *names, const char *what, size_t index, char *buffer,
                           size_t size)
{
    if (names != NULL && names[index] != NULL)
        return names[index];
    (void)snprintf(buffer, size, "%s %zu", what, index + 1);
    return buffer;
}

const char *apn__grid_row_name(const apn__grid *grid, size_t row, char *buffer, size_t size)
{
    return name_of(grid->options->row_names, "row", row, buffer, size);
}

const char *apn__grid_column_name(const apn__grid *grid, size_t column, char *buffer, size_t size)
{
    return name_of(grid->options->column_names, "column", column, buffer, size);
}
