/* What a sheet's fractions and printed totals come to, exactly. Sums are in units of
 * 10^-APN_DECIMAL_SCALE, over what divides their row. */
#include "table_totals.h"

#include <stdlib.h>

#include "memory.h"
#include "sums.h"
#include "text.h"

static void refuse_denominator(const table_sheet *read, size_t row, told *list)
{
    told_add(list, APN_ERROR, APN_LIMIT, table_sheet_place(read, row, 0), "",
             "the fractions of row `%s` have no common denominator of %d digits or fewer: write "
             "them with smaller ones",
             read->row_names[row], APN_DECIMAL_DIGITS);
}

/* The least number that all denominators of a row divide; false when it is too large. */
static bool common_denominator(const table_sheet *read, size_t row, mpz_t common)
{
    apn_decimal fits;
    mpz_t one;
    mpz_init(one);
    mpz_set_ui(common, 1);
    for (size_t i = row * read->columns; i < (row + 1) * read->columns; i++) {
        sum_integer(one, read->below[i], 0);
        mpz_lcm(common, common, one);
        if (!sum_decimal(common, 0, &fits))
            break;
    }
    mpz_clear(one);
    return sum_decimal(common, 0, &read->denominators[row]);
}

/* cell = number * common / below. */
static bool cells_settle(table_sheet *read, size_t row, const mpz_t common)
{
    bool fit = true;
    mpz_t number, factor;
    mpz_inits(number, factor, NULL);
    for (size_t i = row * read->columns; i < (row + 1) * read->columns && fit; i++) {
        int scale = read->cells[i].scale;
        sum_integer(factor, read->below[i], 0);
        mpz_divexact(factor, common, factor);
        sum_integer(number, read->cells[i], scale);
        mpz_mul(number, number, factor);
        fit = sum_decimal(number, scale, &read->cells[i]);
    }
    mpz_clears(number, factor, NULL);
    return fit;
}

void table_denominators_settle(table_sheet *read, told *list)
{
    mpz_t common;
    if (!read->below)
        return;
    mpz_init(common);
    read->denominators = grab(read->rows, sizeof read->denominators[0]);
    for (size_t row = 0; row < read->rows; row++)
        if (!common_denominator(read, row, common) || !cells_settle(read, row, common))
            refuse_denominator(read, row, list);
    mpz_clear(common);
}

/* Sums of a sheet's cells: of one row, of every column, and of the whole. Rows without a fraction
 * are added as integers. */
typedef struct cell_sums {
    size_t count;
    mpz_t *plain, term, row_plain;
    mpq_t *columns, row, whole, share;
} cell_sums;

static void sums_begin(cell_sums *sums, size_t columns)
{
    *sums = (cell_sums){.count = columns};
    sums->plain = grab(columns, sizeof sums->plain[0]);
    sums->columns = grab(columns, sizeof sums->columns[0]);
    mpz_inits(sums->term, sums->row_plain, NULL);
    mpq_inits(sums->row, sums->whole, sums->share, NULL);
    for (size_t i = 0; i < columns; i++) {
        mpz_init(sums->plain[i]);
        mpq_init(sums->columns[i]);
    }
}

static void sums_end(cell_sums *sums)
{
    for (size_t i = 0; i < sums->count; i++) {
        mpz_clear(sums->plain[i]);
        mpq_clear(sums->columns[i]);
    }
    mpz_clears(sums->term, sums->row_plain, NULL);
    mpq_clears(sums->row, sums->whole, sums->share, NULL);
    free(sums->plain);
    free(sums->columns);
}

/* out = value / (10^APN_DECIMAL_SCALE * below). */
static void sum_over(mpq_t out, const mpz_t value, apn_decimal below)
{
    mpz_set(mpq_numref(out), value);
    sum_integer(mpq_denref(out), below, APN_DECIMAL_SCALE);
    mpq_canonicalize(out);
}

static void sums_add_row(cell_sums *sums, const table_sheet *read, size_t row)
{
    const apn_decimal one = apn_decimal_from_i64(1);
    apn_decimal below = read->denominators ? read->denominators[row] : one;
    bool plain = apn_decimal_compare(below, one) == 0;
    mpz_set_ui(sums->row_plain, 0);
    for (size_t column = 0; column < sums->count; column++) {
        sum_integer(sums->term, read->cells[row * sums->count + column], APN_DECIMAL_SCALE);
        mpz_add(sums->row_plain, sums->row_plain, sums->term);
        if (plain) {
            mpz_add(sums->plain[column], sums->plain[column], sums->term);
        } else {
            sum_over(sums->share, sums->term, below);
            mpq_add(sums->columns[column], sums->columns[column], sums->share);
        }
    }
    sum_over(sums->row, sums->row_plain, below);
}

/* Puts the two parts of each column together, and the columns. */
static void sums_settle(cell_sums *sums)
{
    for (size_t column = 0; column < sums->count; column++) {
        sum_over(sums->share, sums->plain[column], apn_decimal_from_i64(1));
        mpq_add(sums->columns[column], sums->columns[column], sums->share);
        mpq_add(sums->whole, sums->whole, sums->columns[column]);
    }
}

/* A printed total that is told when it is not the sum. */
static void check_total(const figure *printed, const mpq_t sum, int scale, told_place place,
                        const char *what, told *list)
{
    mpq_t stated, difference;
    mpq_inits(stated, difference, NULL);
    sum_fraction(stated, printed->number, printed->below);
    mpq_sub(difference, stated, sum);
    if (mpq_sgn(difference) != 0) {
        bool more = mpq_sgn(difference) > 0;
        mpq_abs(difference, difference);
        char *total = sum_text(stated, printed->number.scale, true);
        char *whole = sum_text(sum, scale, true);
        char *apart = sum_text(difference, scale, true);
        told_add(list, APN_WARNING, APN_FOOTING, place, "",
                 "%s is printed as %s, %s %s than the sum of its cells, %s", what, total, apart,
                 more ? "more" : "less", whole);
        free(total);
        free(whole);
        free(apart);
    }
    mpq_clears(stated, difference, NULL);
}

static void check_rows(const table_sheet *read, int scale, cell_sums *sums, told *list)
{
    for (size_t row = 0; row < read->rows; row++) {
        sums_add_row(sums, read, row);
        if (!read->has_row_totals)
            continue;
        char *what = text_of("the total of row `%s`", read->row_names[row]);
        check_total(&read->row_totals[row], sums->row, scale,
                    table_sheet_place(read, row, read->columns), what, list);
        free(what);
    }
}

static void check_columns(const table_sheet *read, int scale, cell_sums *sums, told *list)
{
    for (size_t column = 0; column < read->columns; column++) {
        char *what = text_of("the total of column `%s`", read->column_names[column]);
        check_total(&read->column_totals[column], sums->columns[column], scale,
                    table_sheet_place(read, read->rows, column), what, list);
        free(what);
    }
}

void table_totals_check(const table_sheet *read, apn_decimal unit, bool row_of_totals, told *list)
{
    cell_sums sums;
    if (!read->has_row_totals && !read->has_column_totals)
        return;
    sums_begin(&sums, read->columns);
    check_rows(read, unit.scale, &sums, list);
    sums_settle(&sums);
    if (read->has_column_totals && row_of_totals)
        check_columns(read, unit.scale, &sums, list);
    if (read->has_total)
        check_total(&read->total, sums.whole, unit.scale,
                    table_sheet_place(read, read->rows, read->columns), "the total of the table",
                    list);
    sums_end(&sums);
}

apn_decimal *table_totals_take(const table_sheet *read, bool of_columns, told *list)
{
    size_t count = of_columns ? read->columns : read->rows;
    const figure *printed = of_columns ? read->column_totals : read->row_totals;
    apn_decimal *totals = grab(count, sizeof totals[0]);
    for (size_t i = 0; i < count; i++) {
        told_place place = of_columns ? table_sheet_place(read, read->rows, i)
                                      : table_sheet_place(read, i, read->columns);
        totals[i] = printed[i].number;
        if (apn_decimal_compare(printed[i].below, apn_decimal_from_i64(1)) != 0)
            told_add(list, APN_ERROR, APN_NOT_WHOLE_UNITS, place, "",
                     "the total of %s `%s` is a fraction: a total that is asked for is an amount",
                     of_columns ? "column" : "row",
                     of_columns ? read->column_names[i] : read->row_names[i]);
    }
    return totals;
}
