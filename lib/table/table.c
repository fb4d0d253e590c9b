/* table.c: a rounded table, frozen; exact figures and prices are derived when asked for. */
#include "table_model.h"

#include <stdio.h>

#include "decimal_internal.h"
#include "findings.h"
#include "grid.h"
#include "rational.h"

struct apn_table {
    apn_decimal unit;
    apn__grid grid;
    apn__prices prices;
    apn__wide_units *row_totals, *column_totals, total; /* in units, of the table as it was given */
};

static const apn_decimal penny = {.lo = 1, .scale = 2, .sign = 1};

static apn__wide_units units_at(const apn_table *table, size_t row, size_t column)
{
    const apn__grid *grid = &table->grid;
    apn__wide_units units =
        grid->floors[row * grid->columns + column] + grid->raised[row * grid->width + column];
    return grid->mirrored ? -units : units;
}

static apn_status to_amount(apn__wide_units units, apn_decimal unit, apn_decimal *amount,
                            apn_error *err)
{
    apn__u128 size = units < 0 ? (apn__u128)-units : (apn__u128)units;
    return apn_decimal_from_units(apn__decimal_make((units > 0) - (units < 0), size, 0), unit,
                                  amount, err);
}

/* An amount that is no larger than what `add_up` has seen to fit. */
static apn_decimal amount_of(const apn_table *table, apn__wide_units units)
{
    apn_decimal amount = {.scale = table->unit.scale};
    return to_amount(units, table->unit, &amount, NULL) == APN_OK ? amount : (apn_decimal){0};
}

/* Fills the totals; every sum that can be asked for then fits in a decimal. */
static apn_status add_up(apn_table *table, apn_error *err)
{
    apn__grid *grid = &table->grid;
    apn__wide_units size = 0, columns = 0;
    apn_decimal most;
    for (size_t row = 0; row < grid->rows; row++)
        for (size_t j = 0; j < grid->columns; j++) {
            apn__wide_units units = units_at(table, row, j);
            table->row_totals[row] += units;
            table->column_totals[j] += units;
            size += units < 0 ? -units : units;
        }
    for (size_t row = 0; row < grid->rows; row++)
        table->total += table->row_totals[row];
    for (size_t j = 0; j < grid->columns; j++)
        columns += table->column_totals[j];
    if (table->total != columns)
        return apn__fail(err, APN_INTERNAL, "",
                         "the rounded table does not add up: this is a fault in the library, and "
                         "no table is returned");
    return to_amount(size, table->unit, &most, err);
}

static apn_status build(apn_table *table, const apn__table_source *source,
                        const apn_table_options *options, apn_error *err)
{
    apn_status status = apn__grid_make(source, options, &table->grid, err);
    if (status == APN_OK)
        status = apn__solve(&table->grid, &table->prices, err);
    if (status == APN_OK)
        status = apn__check_table(&table->grid, &table->prices, err);
    if (status != APN_OK)
        return status;
    table->row_totals = apn__alloc(source->rows, sizeof *table->row_totals);
    table->column_totals = apn__alloc(source->columns, sizeof *table->column_totals);
    if (table->row_totals == NULL || table->column_totals == NULL)
        return apn__fail_memory(err);
    return add_up(table, err);
}

apn_status apn__table_make(const apn__table_source *source, const apn_table_options *options,
                           apn_table **out, apn_error *err)
{
    apn_table *table = apn__alloc(1, sizeof *table);
    apn_table_options known = {0};
    *out = NULL;
    if (table == NULL)
        return apn__fail_memory(err);
    if (options != NULL)
        memcpy(&known, options, options->size < sizeof known ? options->size : sizeof known);
    if (known.unit.sign == 0)
        known.unit = penny;
    table->unit = known.unit;
    apn_status status = build(table, source, &known, err);
    table->grid.options = NULL;
    if (status == APN_OK)
        *out = table;
    else
        apn_table_free(table);
    return status;
}

/* The public call's amounts: all numerators are brought to one scale. */
typedef struct decimals {
    const apn_decimal *cells, *denominators;
    size_t columns;
    int scale;  /* of the numerators */
    mpz_t unit; /* the unit at that scale */
} decimals;

static void decimal_numerator(const void *context, size_t row, size_t column, mpz_t out)
{
    const decimals *from = context;
    apn_decimal value = from->cells[row * from->columns + column];
    apn__u128 digits = apn__decimal_digits(value);
    int power = from->scale - value.scale;
    if (power <= 18 && digits >> 64 == 0) {
        apn__integer_from_wide(out, (apn__wide_units)(digits * apn__power_of_ten(power)));
        if (value.sign < 0)
            mpz_neg(out, out);
        return;
    }
    apn__integer_from_decimal(out, value, from->scale);
}

static void decimal_denominator(const void *context, size_t row, mpz_t out)
{
    const decimals *from = context;
    mpz_set(out, from->unit);
    if (from->denominators == NULL)
        return;
    mpq_t one; /* whole, and perhaps written with decimals */
    mpq_init(one);
    apn__fraction_from_decimal(one, from->denominators[row]);
    mpz_mul(out, out, mpq_numref(one));
    mpq_clear(one);
}

static apn_status check_numbers(const apn_table_options *options, size_t rows, apn_decimal unit,
                                apn_error *err)
{
    char where[64];
    if (!apn__unit_is_valid(unit))
        return apn__fail(err, APN_NUMBER, "unit", "the unit must be above zero: 0.01 is a penny");
    for (size_t i = 0; options->denominators != NULL && i < rows; i++) {
        apn_decimal one = options->denominators[i];
        if (one.sign > 0 && apn__decimal_needed_scale(one) == 0)
            continue;
        (void)snprintf(where, sizeof where, "denominators[%zu]", i);
        return apn__fail(err, APN_NUMBER, where,
                         "the denominator of row %zu is not a whole number above zero", i + 1);
    }
    return APN_OK;
}

apn_status apn_table_make(const apn_decimal *cells, size_t rows, size_t columns,
                          const apn_table_options *options, apn_table **out, apn_error *err)
{
    apn_table_options known = {.size = sizeof known};
    *out = NULL;
    if (options != NULL) {
        memcpy(&known, options, options->size < sizeof known ? options->size : sizeof known);
        known.size = sizeof known;
    }
    if (known.unit.sign == 0)
        known.unit = penny;
    if (options != NULL && options->size == 0)
        return apn__fail(err, APN_USAGE, "",
                         "apn_table_options.size must be sizeof(apn_table_options)");
    if (cells == NULL && rows != 0 && columns != 0)
        return apn__fail(err, APN_USAGE, "", "a table needs its cells");
    apn_status status = check_numbers(&known, rows, known.unit, err);
    if (status != APN_OK)
        return status;
    decimals from = {.cells = cells,
                     .denominators = known.denominators,
                     .columns = columns,
                     .scale = known.unit.scale};
    for (size_t i = 0; i < apn__multiply_sizes(rows, columns); i++)
        from.scale = cells[i].scale > from.scale ? cells[i].scale : from.scale;
    mpz_init(from.unit);
    apn__integer_from_decimal(from.unit, known.unit, from.scale);
    apn__table_source source = {rows, columns, &from, decimal_numerator, decimal_denominator};
    status = apn__table_make(&source, &known, out, err);
    mpz_clear(from.unit);
    return status;
}

void apn_table_free(apn_table *table)
{
    if (table == NULL)
        return;
    apn__grid_clear(&table->grid);
    apn__prices_clear(&table->prices);
    apn__free(table->row_totals);
    apn__free(table->column_totals);
    apn__free(table);
}

size_t apn_table_row_count(const apn_table *table)
{
    return table->grid.rows;
}

size_t apn_table_column_count(const apn_table *table)
{
    return table->grid.columns;
}

apn_decimal apn_table_unit(const apn_table *table)
{
    return table->unit;
}

apn_decimal apn_table_amount(const apn_table *table, size_t row, size_t column)
{
    return amount_of(table, units_at(table, row, column));
}

apn_decimal apn_table_row_total(const apn_table *table, size_t row)
{
    return amount_of(table, table->row_totals[row]);
}

apn_decimal apn_table_column_total(const apn_table *table, size_t column)
{
    return amount_of(table, table->column_totals[column]);
}

apn_decimal apn_table_total(const apn_table *table)
{
    return amount_of(table, table->total);
}

/* exact += the cell's fraction, over the common denominator. */
static void add_fraction(const apn__grid *grid, size_t row, size_t column, mpz_t exact)
{
    mpz_t part, factor;
    mpz_inits(part, factor, NULL);
    apn__grid_fraction(grid, row, column, part, factor);
    mpz_divexact(factor, grid->common, factor);
    mpz_addmul(exact, part, factor);
    mpz_clears(part, factor, NULL);
}

static bool group_holds(const apn__forest *forest, size_t group, size_t thing)
{
    return group == APN_NO_GROUP || apn__forest_holds(forest, group, thing);
}

apn_decimal apn_table_block(const apn_table *table, size_t row_group, size_t column_group,
                            int *held)
{
    const apn__grid *grid = &table->grid;
    apn__wide_units sum = 0;
    long raised = 0;
    mpz_t exact;
    mpz_init(exact);
    for (size_t row = 0; row < grid->rows; row++) {
        if (!group_holds(&grid->row_groups, row_group, row))
            continue;
        for (size_t j = 0; j < grid->columns; j++) {
            if (!group_holds(&grid->column_groups, column_group, j))
                continue;
            sum += units_at(table, row, j);
            raised += grid->raised[row * grid->width + j];
            add_fraction(grid, row, j, exact);
        }
    }
    mpz_submul_ui(exact, grid->common, (unsigned long)raised);
    if (held != NULL)
        *held = mpz_cmpabs(exact, grid->common) < 0;
    mpz_clear(exact);
    return amount_of(table, sum);
}

apn_status apn_table_amounts_i64(const apn_table *table, int64_t *amounts, apn_error *err)
{
    const apn__grid *grid = &table->grid;
    for (size_t row = 0; row < grid->rows; row++)
        for (size_t j = 0; j < grid->columns; j++) {
            apn__wide_units units = units_at(table, row, j);
            if (units > INT64_MAX || units < INT64_MIN)
                return apn__fail(err, APN_LIMIT, "",
                                 "the amount in row %zu, column %zu does not fit in 64 bits",
                                 row + 1, j + 1);
            amounts[row * grid->columns + j] = (int64_t)units;
        }
    return APN_OK;
}

/* The cell's exact amount in units. */
static void exact_units(const apn_table *table, size_t row, size_t column, mpq_t out)
{
    const apn__grid *grid = &table->grid;
    mpz_t floor;
    mpz_init(floor);
    apn__grid_fraction(grid, row, column, mpq_numref(out), mpq_denref(out));
    apn__integer_from_wide(floor, grid->floors[row * grid->columns + column]);
    mpz_addmul(mpq_numref(out), floor, mpq_denref(out));
    mpq_canonicalize(out);
    if (grid->mirrored)
        mpq_neg(out, out);
    mpz_clear(floor);
}

size_t apn_table_quota(const apn_table *table, size_t row, size_t column, char *buffer, size_t size)
{
    mpq_t quota, unit;
    mpq_inits(quota, unit, NULL);
    exact_units(table, row, column, quota);
    apn__fraction_from_decimal(unit, table->unit);
    mpq_mul(quota, quota, unit);
    size_t length = apn__fraction_text(quota, buffer, size);
    mpq_clears(quota, unit, NULL);
    return length;
}

size_t apn_table_moved(const apn_table *table, size_t row, size_t column, char *buffer, size_t size)
{
    mpq_t quota, amount;
    mpq_inits(quota, amount, NULL);
    exact_units(table, row, column, quota);
    apn__integer_from_wide(mpq_numref(amount), units_at(table, row, column));
    mpq_sub(amount, amount, quota);
    size_t length = apn__fraction_text(amount, buffer, size);
    mpq_clears(quota, amount, NULL);
    return length;
}

static size_t node_of(const apn_table *table, size_t row_group, size_t column)
{
    const apn__forest *forest = &table->grid.row_groups;
    size_t group = row_group < forest->count ? row_group : forest->count;
    return apn__sum_node(&table->grid, group, column);
}

size_t apn_table_price(const apn_table *table, size_t row_group, size_t column,
                       apn_table_level level, char *buffer, size_t size)
{
    size_t node = node_of(table, row_group, column);
    size_t first = table->prices.starts[node], end = table->prices.starts[node + 1];
    mpq_t price;
    mpq_init(price);
    apn__terms_cost(&table->grid, table->prices.terms + first, end - first, level, price);
    size_t length = apn__fraction_text(price, buffer, size);
    mpq_clear(price);
    return length;
}

size_t apn_table_price_ties(const apn_table *table, size_t row_group, size_t column, size_t *cells,
                            int *signs, size_t room)
{
    const apn__grid *grid = &table->grid;
    size_t node = node_of(table, row_group, column), count = 0;
    for (size_t i = table->prices.starts[node]; i < table->prices.starts[node + 1]; i++) {
        const apn__term *term = &table->prices.terms[i];
        size_t row = term->cell / grid->width, j = term->cell % grid->width;
        if (row == grid->rows || j == grid->columns)
            continue;
        if (count < room) {
            cells[count] = row * grid->columns + j;
            signs[count] = term->sign;
        }
        count++;
    }
    return count;
}
