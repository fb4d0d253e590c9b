/* What a sheet's fractions and printed totals come to, exactly. Rows and columns are checked in the
 * same way, and so are those of totals. */
#include "table_totals.h"

#include <stdlib.h>

#include "memory.h"
#include "people.h"
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
    bool prescribed; /* the figures are, so no slip of rounding explains anything */
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

/* A line with fractions, or of totals that are prescribed: what it is apart from its sum may be no
 * decimal, and nothing that people slip on explains it. */
static void check_exactly(const printed_line *line, told *list)
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
    bool plain = is_one(line->total.below) && !line->prescribed;
    for (size_t i = 0; i < line->count && plain; i++)
        plain = is_one(line->below[i]);
    if (plain)
        check_decimals(line, list);
    else
        check_exactly(line, list);
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
    if (read->has_row_totals && which.rows)
        check_rows(read, 0, read->rows, &line, list);
    if (read->has_column_totals && which.columns)
        check_columns(read, 0, read->columns, &line, list);
    if (corner > 0) {
        line.prescribed = !which.columns;
        check_rows(read, read->rows, read->rows + 1, &line, list);
        line.prescribed = !which.rows;
        check_columns(read, read->columns, read->columns + 1, &line, list);
    }
    free(line.numbers);
    free(line.below);
}

/* Whether the last row, or the last column, is the sum of all others in every place, and not nil
 * throughout. */
static bool last_is_sum(const table_sheet *read, bool row, printed_line *line)
{
    size_t others = (row ? read->rows : read->columns) - 1;
    bool equal = true, nil = true;
    mpq_t sum, last;
    mpq_inits(sum, last, NULL);
    line->count = others;
    for (size_t i = 0; i < (row ? read->columns : read->rows) && equal; i++) {
        figure end = row ? figure_at(read, others, i) : figure_at(read, i, others);
        for (size_t k = 0; k < others; k++) {
            figure one = row ? figure_at(read, k, i) : figure_at(read, i, k);
            line->numbers[k] = one.number;
            line->below[k] = one.below;
        }
        mpq_set_ui(sum, 0, 1);
        sum_fraction(last, end.number, end.below);
        equal = sum_line(line, sum) && mpq_equal(sum, last);
        nil = nil && mpq_sgn(last) == 0;
    }
    mpq_clears(sum, last, NULL);
    return equal && !nil;
}

void table_totals_suspect(const table_sheet *read, told *list)
{
    size_t most = read->rows > read->columns ? read->rows : read->columns;
    printed_line line = {.numbers = grab(most, sizeof line.numbers[0]),
                         .below = grab(most, sizeof line.below[0])};
    for (int row = 0; row < 2; row++) {
        size_t count = row ? read->rows : read->columns;
        if (count < 3 || !last_is_sum(read, row, &line))
            continue;
        told_add(
            list, APN_WARNING, APN_FOOTING, table_sheet_name_place(read, row, count - 1), "",
            "the %s `%s` is the sum of the others, and is added to them: call it `total` if it "
            "is their total",
            row ? "row" : "column",
            row ? read->row_names[count - 1] : read->column_names[count - 1]);
    }
    free(line.numbers);
    free(line.below);
}

/* A total that is asked for is an amount of whole units. */
static void check_taken(const table_sheet *read, figure total, apn_decimal unit, bool of_columns,
                        size_t place, told *list)
{
    apn_decimal units;
    const char *kind = of_columns ? "column" : "row";
    const char *name = of_columns ? read->column_names[place] : read->row_names[place];
    told_place at = of_columns ? table_sheet_place(read, read->rows, place)
                               : table_sheet_place(read, place, read->columns);
    if (!is_one(total.below)) {
        told_add(list, APN_ERROR, APN_NOT_WHOLE_UNITS, at, "",
                 "the total of %s `%s` is a fraction: a total that is asked for is an amount", kind,
                 name);
    } else if (apn_decimal_to_units(total.number, unit, APN_ROUND_NONE, &units, NULL) ==
               APN_NOT_WHOLE_UNITS) {
        char *stated = amount_text(total.number), *smallest = amount_text(unit);
        told_add(list, APN_ERROR, APN_NOT_WHOLE_UNITS, at, "",
                 "the total of %s `%s`, %s, is not a whole number of units of %s: write a total "
                 "that is, or give a --unit that divides the totals",
                 kind, name, stated, smallest);
        free(stated);
        free(smallest);
    }
}

apn_decimal *table_totals_take(const table_sheet *read, bool of_columns, apn_decimal unit,
                               told *list)
{
    size_t count = of_columns ? read->columns : read->rows;
    const figure *printed = of_columns ? read->column_totals : read->row_totals;
    apn_decimal *totals = grab(count, sizeof totals[0]);
    for (size_t i = 0; i < count; i++) {
        totals[i] = printed[i].number;
        check_taken(read, printed[i], unit, of_columns, i, list);
    }
    return totals;
}
