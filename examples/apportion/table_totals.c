/* What a sheet's fractions and printed totals come to, exactly. Rows and columns are checked in the
 * same way, and so are those of totals. */
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

/* A row, or a column, with its total as printed: the figures, and where the total stands. */
typedef struct printed_line {
    bool is_row;
    const char *name;
    size_t count;
    apn_decimal *numbers, *below;
    const char *const *names; /* of the figures */
    figure total;
    told_place place;
} printed_line;

/* More than any table can have that can be rounded; a sum that needs more is not taken. */
enum { DENOMINATOR_BITS = 65536 };

/* The exact sum of figures of which some are fractions. False when its denominator is too large,
 * which the library refuses too. */
static bool sum_line(const printed_line *line, mpq_t sum)
{
    mpq_t one;
    bool fits = true;
    mpq_init(one);
    for (size_t i = 0; i < line->count && fits; i++) {
        sum_fraction(one, line->numbers[i], line->below[i]);
        mpq_add(sum, sum, one);
        fits = mpz_sizeinbase(mpq_denref(sum), 2) <= DENOMINATOR_BITS;
    }
    mpq_clear(one);
    return fits;
}

/* A line with fractions: what it is apart from its sum may be no decimal, and nothing that people
 * slip on explains it. */
static void check_fractions(const printed_line *line, told *list)
{
    mpq_t sum, stated, apart;
    mpq_inits(sum, stated, apart, NULL);
    sum_fraction(stated, line->total.number, line->total.below);
    bool fits = sum_line(line, sum);
    mpq_sub(apart, stated, sum);
    if (fits && mpq_sgn(apart) != 0) {
        bool more = mpq_sgn(apart) > 0;
        mpq_abs(apart, apart);
        char *total = sum_text(stated, line->total.number.scale, true);
        char *whole = sum_text(sum, 0, true);
        char *difference = sum_text(apart, 0, true);
        told_add(list, APN_WARNING, APN_FOOTING, line->place, "",
                 "the total of %s `%s`, %s, is %s %s than the sum of its figures, %s",
                 line->is_row ? "row" : "column", line->name, total, difference,
                 more ? "more" : "less", whole);
        free(total);
        free(whole);
        free(difference);
    }
    mpq_clears(sum, stated, apart, NULL);
}

static void check_decimals(const printed_line *line, told *list)
{
    const apn_printed_sum sum = {.size = sizeof sum,
                                 .file = line->place.file,
                                 .line = line->place.line,
                                 .column = line->place.column,
                                 .id = line->name,
                                 .is_row = line->is_row,
                                 .figures = line->numbers,
                                 .names = line->names,
                                 .count = line->count,
                                 .total = line->total.number};
    apn_findings *found = NULL;
    if (apn_printed_sum_check(&sum, &found, NULL) != APN_OK)
        out_of_memory();
    told_add_found(list, found);
}

static bool is_one(apn_decimal below)
{
    return apn_decimal_compare(below, apn_decimal_from_i64(1)) == 0;
}

static void check_line(const printed_line *line, told *list)
{
    bool plain = is_one(line->total.below);
    for (size_t i = 0; i < line->count && plain; i++)
        plain = is_one(line->below[i]);
    if (plain)
        check_decimals(line, list);
    else
        check_fractions(line, list);
}

/* The figure at a row and a column, either of which may be that of totals. */
static figure figure_at(const table_sheet *read, size_t row, size_t column)
{
    size_t place = row * read->columns + column;
    if (row == read->rows)
        return column == read->columns ? read->total : read->column_totals[column];
    if (column == read->columns)
        return read->row_totals[row];
    return (figure){read->cells[place], read->below ? read->below[place] : apn_decimal_from_i64(1)};
}

/* Checks the rows from `first` to before `end`; the one of totals is the last. */
static void check_rows(const table_sheet *read, size_t first, size_t end, printed_line *line,
                       told *list)
{
    line->is_row = true;
    line->count = read->columns;
    line->names = read->column_names;
    for (size_t row = first; row < end; row++) {
        line->name = row < read->rows ? read->row_names[row] : "total";
        line->total = figure_at(read, row, read->columns);
        line->place = table_sheet_place(read, row, read->columns);
        for (size_t i = 0; i < line->count; i++) {
            figure one = figure_at(read, row, i);
            line->numbers[i] = one.number;
            line->below[i] = one.below;
        }
        check_line(line, list);
    }
}

static void check_columns(const table_sheet *read, size_t first, size_t end, printed_line *line,
                          told *list)
{
    line->is_row = false;
    line->count = read->rows;
    line->names = read->row_names;
    for (size_t column = first; column < end; column++) {
        line->name = column < read->columns ? read->column_names[column] : "total";
        line->total = figure_at(read, read->rows, column);
        line->place = table_sheet_place(read, read->rows, column);
        for (size_t i = 0; i < line->count; i++) {
            figure one = figure_at(read, i, column);
            line->numbers[i] = one.number;
            line->below[i] = one.below;
        }
        check_line(line, list);
    }
}

void table_totals_check(const table_sheet *read, totals_checked which, told *list)
{
    size_t most = read->rows > read->columns ? read->rows : read->columns;
    printed_line line = {.numbers = grab(most, sizeof line.numbers[0]),
                         .below = grab(most, sizeof line.below[0])};
    size_t corner = read->has_total ? 1 : 0;
    if (read->has_row_totals)
        check_rows(read, which.rows ? 0 : read->rows, read->rows + corner, &line, list);
    if (read->has_column_totals)
        check_columns(read, which.columns ? 0 : read->columns, read->columns + corner, &line, list);
    free(line.numbers);
    free(line.below);
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
