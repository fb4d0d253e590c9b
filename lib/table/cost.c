/* cost.c: comparing what exchanges cost, exactly. Most comparisons are settled by 64-bit figures;
 * where those are too near each other, or equal, by the exact fractions; and where these are equal
 * too, by order. */
#include "table_model.h"

#include <stdlib.h>

static apn_table_level level_of(const apn__grid *grid, size_t row, size_t column)
{
    if (column == grid->columns)
        return APN_TABLE_ROWS;
    return row == grid->rows ? APN_TABLE_COLUMNS : APN_TABLE_CELLS;
}

static bool is_corner(const apn__grid *grid, size_t row, size_t column)
{
    return row == grid->rows && column == grid->columns;
}

apn__cost apn__cell_cost(const apn__grid *grid, size_t row, size_t column)
{
    apn__cost cost = {{0}, {0}};
    apn_table_level level = level_of(grid, row, column);
    if (!is_corner(grid, row, column)) {
        cost.parts[level] = grid->costs[row * grid->width + column];
        cost.cells[level] = 1;
    }
    return cost;
}

apn__cost apn__cost_add(apn__cost a, apn__cost b)
{
    for (int level = 0; level < 3; level++) {
        a.parts[level] += b.parts[level];
        a.cells[level] += b.cells[level];
    }
    return a;
}

apn__cost apn__cost_subtract(apn__cost a, apn__cost b)
{
    for (int level = 0; level < 3; level++) {
        a.parts[level] -= b.parts[level];
        a.cells[level] += b.cells[level];
    }
    return a;
}

int apn__cost_sign(const apn__grid *grid, const apn__cost *cost)
{
    for (int level = 0; level < 3; level++) {
        int64_t doubt = grid->exact ? 0 : 2 * (int64_t)cost->cells[level];
        if (cost->parts[level] > doubt)
            return 1;
        if (cost->parts[level] < -doubt)
            return -1;
        if (doubt > 0)
            return 0;
    }
    return 0;
}

static int compare_terms(const void *a, const void *b)
{
    size_t left = ((const apn__term *)a)->cell, right = ((const apn__term *)b)->cell;
    return left < right ? -1 : left > right;
}

size_t apn__terms_join(apn__term *terms, size_t count)
{
    size_t kept = 0;
    if (count > 1)
        qsort(terms, count, sizeof *terms, compare_terms);
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && terms[kept - 1].cell == terms[i].cell)
            terms[kept - 1].sign += terms[i].sign;
        else
            terms[kept++] = terms[i];
        if (terms[kept - 1].sign == 0)
            kept--;
    }
    return kept;
}

/* sum += sign * cost of the cell, over the common denominator. */
static void add_exact_cost(const apn__grid *grid, const apn__term *term, mpz_t sum)
{
    size_t row = term->cell / grid->width, column = term->cell % grid->width;
    mpz_t part, factor;
    if (is_corner(grid, row, column))
        return;
    mpz_inits(part, factor, NULL);
    if (row == grid->rows) {
        mpz_set(part, grid->slack_parts[column]);
    } else {
        apn__grid_fraction(grid, row, column, part, factor);
        mpz_divexact(factor, grid->common, factor);
        mpz_mul(part, part, factor);
    }
    mpz_mul_2exp(part, part, 1);
    mpz_sub(part, grid->common, part);
    mpz_mul_si(part, part, term->sign);
    mpz_add(sum, sum, part);
    mpz_clears(part, factor, NULL);
}

static void add_level(const apn__grid *grid, const apn__term *terms, size_t count,
                      apn_table_level level, mpz_t sum)
{
    for (size_t i = 0; i < count; i++)
        if (level_of(grid, terms[i].cell / grid->width, terms[i].cell % grid->width) == level)
            add_exact_cost(grid, &terms[i], sum);
}

void apn__terms_cost(const apn__grid *grid, const apn__term *terms, size_t count,
                     apn_table_level level, mpq_t out)
{
    mpq_set_ui(out, 0, 1);
    add_level(grid, terms, count, level, mpq_numref(out));
    mpz_set(mpq_denref(out), grid->common);
    mpq_canonicalize(out);
}

static int exact_sign(const apn__grid *grid, const apn__term *terms, size_t count)
{
    int sign = 0;
    mpz_t sum;
    mpz_init(sum);
    for (int level = APN_TABLE_ROWS; level <= APN_TABLE_CELLS && sign == 0; level++) {
        mpz_set_ui(sum, 0);
        add_level(grid, terms, count, (apn_table_level)level, sum);
        sign = mpz_sgn(sum);
    }
    mpz_clear(sum);
    return sign;
}

/* The earliest cell outweighs all others; raising it is worth more than anything behind it. */
static int order_sign(const apn__grid *grid, const apn__term *terms, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (level_of(grid, terms[i].cell / grid->width, terms[i].cell % grid->width) ==
            APN_TABLE_CELLS)
            return terms[i].sign > 0 ? -1 : 1;
    }
    return 0;
}

int apn__terms_sign(const apn__grid *grid, apn__term *terms, size_t *count)
{
    apn__cost cost = {{0}, {0}};
    *count = apn__terms_join(terms, *count);
    for (size_t i = 0; i < *count; i++) {
        size_t row = terms[i].cell / grid->width, column = terms[i].cell % grid->width;
        apn__cost one = apn__cell_cost(grid, row, column);
        for (int sign = abs(terms[i].sign); sign > 0; sign--)
            cost = terms[i].sign > 0 ? apn__cost_add(cost, one) : apn__cost_subtract(cost, one);
    }
    int sign = apn__cost_sign(grid, &cost);
    if (sign == 0 && !grid->exact)
        sign = exact_sign(grid, terms, *count);
    return sign != 0 ? sign : order_sign(grid, terms, *count);
}
