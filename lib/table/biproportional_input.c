/* biproportional_input.c: what a biproportional table is asked to be, checked and brought to whole
 * numbers. */
#include "biproportional.h"

#include <stdio.h>

#include "alloc.h"
#include "decimal_internal.h"
#include "findings.h"
#include "library_limits.h"
#include "rational.h"

static const char *const side_words[2] = {"row", "column"};

const char *apn__biproportion_name(const apn__biproportion *b, int side, size_t line, char *buffer,
                                   size_t size)
{
    if (b->names[side])
        return b->names[side][line];
    snprintf(buffer, size, "%s %zu", side_words[side], line + 1);
    return buffer;
}

static apn_status read_options(apn__biproportion *b, const apn_table_options *options,
                               apn_error *err)
{
    b->unit = apn__decimal_make(1, 1, 2);
    if (!options)
        return APN_OK;
    if (options->size != sizeof *options)
        return apn__fail(err, APN_USAGE, NULL,
                         "apn_table_options.size must be sizeof(apn_table_options)");
    if (options->unit.sign < 0)
        return apn__fail(err, APN_NUMBER, NULL, "the unit must be above zero: 0.01 is a penny");
    if (options->unit.sign > 0)
        b->unit = options->unit;
    b->names[APN__ROWS] = options->row_names;
    b->names[APN__COLUMNS] = options->column_names;
    b->progress = options->progress;
    b->progress_context = options->progress_context;
    return APN_OK;
}

static apn_status check_size(const apn_biproportional_input *input, apn_error *err)
{
    if (input->rows == 0 || input->columns == 0)
        return apn__fail(err, APN_NO_PARTY, NULL,
                         "the table has no %s: it needs at least one row and one column",
                         input->rows == 0 ? "row" : "column");
    if (apn__multiply_sizes(input->rows, input->columns) > APN__LIMIT_BIPROPORTIONAL_CELLS)
        return apn__fail(err, APN_LIMIT, NULL,
                         "%zu rows by %zu columns: a biproportional table has %u cells at most",
                         input->rows, input->columns, APN__LIMIT_BIPROPORTIONAL_CELLS);
    return APN_OK;
}

static bool make_room(apn__biproportion *b)
{
    size_t cells = b->counts[APN__ROWS] * b->counts[APN__COLUMNS];
    b->seeds = apn__integers_make(cells);
    b->amounts = apn__integers_make(cells);
    b->open = apn__alloc(cells, 1);
    b->heap =
        apn__alloc(b->counts[0] > b->counts[1] ? b->counts[0] : b->counts[1], sizeof *b->heap);
    bool made = b->seeds && b->amounts && b->open && b->heap;
    for (int side = APN__ROWS; side <= APN__COLUMNS; side++) {
        b->totals[side] = apn__integers_make(b->counts[side]);
        b->multipliers[side] = apn__fractions_make(b->counts[side]);
        made = made && b->totals[side] && b->multipliers[side];
    }
    return made;
}

void apn__biproportion_clear(apn__biproportion *b)
{
    size_t cells = b->counts[APN__ROWS] * b->counts[APN__COLUMNS];
    apn__integers_free(b->seeds, cells);
    apn__integers_free(b->amounts, cells);
    apn__free(b->open);
    apn__free(b->heap);
    for (int side = APN__ROWS; side <= APN__COLUMNS; side++) {
        apn__integers_free(b->totals[side], b->counts[side]);
        apn__fractions_free(b->multipliers[side], b->counts[side]);
    }
    mpz_clears(b->seed_divisor, b->step, NULL);
}

static apn_status refuse_seed(const apn__biproportion *b, size_t cell, apn_decimal seed,
                              apn_error *err)
{
    size_t row = cell / b->counts[APN__COLUMNS], column = cell % b->counts[APN__COLUMNS];
    char row_text[32], column_text[32], where[64], number[APN_DECIMAL_TEXT_SIZE];
    snprintf(where, sizeof where, "seed[%zu][%zu]", row, column);
    apn_decimal_format(seed, 0, number);
    return apn__fail(
        err, APN_NEGATIVE_WEIGHT, where, "the seed of %s, %s is %s: seeds are zero or more",
        apn__biproportion_name(b, APN__ROWS, row, row_text, sizeof row_text),
        apn__biproportion_name(b, APN__COLUMNS, column, column_text, sizeof column_text), number);
}

/* Seeds as whole numbers over one power of ten. */
static apn_status read_seeds(apn__biproportion *b, const apn_decimal *seeds, apn_error *err)
{
    size_t cells = b->counts[APN__ROWS] * b->counts[APN__COLUMNS];
    int scale = 0;
    for (size_t cell = 0; cell < cells; cell++) {
        if (seeds[cell].sign < 0)
            return refuse_seed(b, cell, seeds[cell], err);
        int needed = apn__decimal_needed_scale(seeds[cell]);
        scale = needed > scale ? needed : scale;
    }
    mpz_ui_pow_ui(b->seed_divisor, 10, (unsigned long)scale);
    for (size_t cell = 0; cell < cells; cell++) {
        apn_decimal seed = seeds[cell];
        int needed = apn__decimal_needed_scale(seed);
        apn__u128 digits = apn__decimal_digits(seed) / apn__power_of_ten(seed.scale - needed);
        apn__integer_from_decimal(b->seeds[cell], apn__decimal_make(1, digits, needed), scale);
    }
    return APN_OK;
}

/* A total in units. */
static apn_status read_total(apn__biproportion *b, int side, size_t line, apn_decimal total,
                             apn_error *err)
{
    char name_text[32], where[64], number[APN_DECIMAL_TEXT_SIZE];
    const char *name = apn__biproportion_name(b, side, line, name_text, sizeof name_text);
    apn_decimal units = {0};
    apn_error inner = {0};
    snprintf(where, sizeof where, "%s_totals[%zu]", side_words[side], line);
    apn_decimal_format(total, 0, number);
    if (total.sign < 0)
        return apn__fail(err, APN_NUMBER, where,
                         "the total of %s is %s: totals of a biproportional table are zero or more",
                         name, number);
    apn_status status = apn_decimal_to_units(total, b->unit, APN_ROUND_NONE, &units, &inner);
    if (status != APN_OK)
        return apn__fail(err, status, where, "the total of %s: %s", name, inner.message);
    apn__integer_from_decimal(b->totals[side][line], units, 0);
    return APN_OK;
}

static apn_status read_totals(apn__biproportion *b, const apn_biproportional_input *input,
                              apn_error *err)
{
    const apn_decimal *const totals[2] = {input->row_totals, input->column_totals};
    apn_status status = APN_OK;
    mpz_t sums[2];
    mpz_inits(sums[0], sums[1], NULL);
    for (int side = APN__ROWS; side <= APN__COLUMNS; side++)
        for (size_t line = 0; line < b->counts[side] && status == APN_OK; line++) {
            status = read_total(b, side, line, totals[side][line], err);
            mpz_add(sums[side], sums[side], b->totals[side][line]);
        }
    if (status == APN_OK && mpz_cmp(sums[APN__ROWS], sums[APN__COLUMNS]) != 0)
        status = apn__biproportion_refuse_sums(b, sums, err);
    mpz_clears(sums[0], sums[1], NULL);
    return status;
}

static void open_cells(apn__biproportion *b)
{
    for (size_t row = 0; row < b->counts[APN__ROWS]; row++)
        for (size_t column = 0; column < b->counts[APN__COLUMNS]; column++) {
            size_t cell = apn__cell(b, APN__ROWS, row, column);
            b->open[cell] = mpz_sgn(b->seeds[cell]) > 0 && mpz_sgn(b->totals[APN__ROWS][row]) > 0 &&
                            mpz_sgn(b->totals[APN__COLUMNS][column]) > 0;
        }
}

apn_status apn__biproportion_read(apn__biproportion *b, const apn_biproportional_input *input,
                                  const apn_table_options *options, apn_error *err)
{
    mpz_inits(b->seed_divisor, b->step, NULL);
    apn_status status = read_options(b, options, err);
    if (status == APN_OK)
        status = check_size(input, err);
    if (status != APN_OK)
        return status;
    b->counts[APN__ROWS] = input->rows;
    b->counts[APN__COLUMNS] = input->columns;
    if (!make_room(b))
        return apn__fail_memory(err);
    status = read_seeds(b, input->seed, err);
    if (status == APN_OK)
        status = read_totals(b, input, err);
    if (status != APN_OK)
        return status;
    open_cells(b);
    for (int side = APN__ROWS; side <= APN__COLUMNS; side++)
        for (size_t line = 0; line < b->counts[side]; line++)
            mpq_set_ui(b->multipliers[side][line], 1, 1);
    return apn__biproportion_check_support(b, err);
}
