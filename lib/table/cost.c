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

/* A way has few terms: sorted by insertion. */
static void sort_terms(apn__term *terms, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        apn__term term = terms[i];
        size_t at = i;
        for (; at > 0 && terms[at - 1].cell > term.cell; at--)
            terms[at] = terms[at - 1];
        terms[at] = term;
    }
}

size_t apn__terms_join(apn__term *terms, size_t count)
{
    size_t kept = 0;
    sort_terms(terms, count);
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

int apn__terms_sign(const apn__grid *grid, apn__term *terms, size_t count, bool ordered)
{
    static const apn__cost nothing = {{0}, 0};
    apn__cost cost = nothing;
    count = apn__terms_join(terms, count);
    for (size_t i = 0; i < count; i++) {
        apn__cost one =
            apn__cell_cost(grid, terms[i].cell / grid->width, terms[i].cell % grid->width);
        for (int sign = abs(terms[i].sign); sign > 0; sign--)
            cost = terms[i].sign > 0 ? apn__cost_add(cost, one) : apn__cost_subtract(cost, one);
    }
    int sign = apn__cost_compare(grid, &cost, &nothing);
    if (sign == 0 && !grid->exact)
        sign = exact_sign(grid, terms, count);
    return sign != 0 || !ordered ? sign : order_sign(grid, terms, count);
}
