/* biproportional.c: tables in proportion to a seed in both directions, by Webster: alternate
 * scaling, finished by transfers along shortest paths, first in coarse steps where scaling alone
 * does not come near (docs/decisions/0008-biproportional.md). */
#include "biproportional.h"

#include "alloc.h"
#include "findings.h"
#include "rational.h"

struct apn_biproportional {
    size_t counts[2];
    apn_decimal unit;
    apn_decimal *amounts; /* currency */
    mpq_t *multipliers[2];
    apn__biproportional_ties ties;
};

/* Each round's step is this many binary digits shorter. */
enum { SHORTER = 2 };

/* How many digits longer than one unit the first step is: so many that hardly more steps are in
 * wrong columns than the table has lines. */
static mp_bitcnt_t first_shift(const apn__biproportion *b, const mpz_t excess)
{
    mpz_t lines;
    mpz_init_set_ui(lines, b->counts[APN__ROWS] + b->counts[APN__COLUMNS]);
    size_t wanted = mpz_sizeinbase(lines, 2), found = mpz_sizeinbase(excess, 2);
    mpz_clear(lines);
    return found > wanted ? found - wanted : 0;
}

/* Right totals and multipliers for them, with cells on halves rounded either way. */
static apn_status solve(apn__biproportion *b, apn_error *err)
{
    apn_status status = apn__biproportion_begin(b, err);
    mp_bitcnt_t shift = 0;
    mpz_t excess;
    mpz_init(excess);
    for (bool first = true, last = false; status == APN_OK && !last; first = false) {
        mpz_set_ui(b->step, 1);
        mpz_mul_2exp(b->step, b->step, shift);
        status = apn__biproportion_scale(b, excess, err);
        if (first && (shift = first_shift(b, excess)) > 0)
            continue;
        if (status == APN_OK)
            status = apn__biproportion_transfer(b, err);
        last = shift == 0;
        shift -= shift < SHORTER ? shift : SHORTER;
    }
    mpz_clear(excess);
    return status;
}

/* The amount of so many units in currency; it is not above the total of its row, which has room. */
static apn_status set_amount(apn_decimal *out, const mpz_t units, apn_decimal unit, apn_error *err)
{
    mpz_t amount;
    mpz_init(amount);
    apn__integer_from_decimal(amount, unit, unit.scale);
    mpz_mul(amount, amount, units);
    bool fits = apn__decimal_from_integer(out, amount, unit.scale);
    mpz_clear(amount);
    if (fits)
        return APN_OK;
    return apn__fail(err, APN_LIMIT, NULL, "an amount has more than %d digits", APN_DECIMAL_DIGITS);
}

/* Takes over the multipliers of `b`. */
static apn_status freeze(apn_biproportional *table, apn__biproportion *b, apn_error *err)
{
    size_t cells = b->counts[APN__ROWS] * b->counts[APN__COLUMNS];
    apn_status status = APN_OK;
    table->unit = b->unit;
    table->amounts = apn__alloc(cells, sizeof *table->amounts);
    if (!table->amounts)
        return apn__fail_memory(err);
    for (size_t cell = 0; cell < cells && status == APN_OK; cell++)
        status = set_amount(&table->amounts[cell], b->amounts[cell], b->unit, err);
    for (int side = APN__ROWS; side <= APN__COLUMNS; side++) {
        table->counts[side] = b->counts[side];
        table->multipliers[side] = b->multipliers[side];
        b->multipliers[side] = NULL;
    }
    return status;
}

static apn_status work_out(apn_biproportional *table, const apn_biproportional_input *input,
                           const apn_table_options *options, apn_error *err)
{
    apn__biproportion b = {0};
    apn_status status = apn__biproportion_read(&b, input, options, err);
    if (status == APN_OK)
        status = solve(&b, err);
    if (status == APN_OK)
        status = apn__biproportion_finish(&b, &table->ties, err);
    if (status == APN_OK && !apn__biproportional_check(input, b.unit, b.amounts, b.multipliers))
        status = apn__fail(err, APN_INTERNAL, NULL,
                           "the proof of a biproportional table failed: please report this");
    if (status == APN_OK)
        status = freeze(table, &b, err);
    apn__biproportion_clear(&b);
    return status;
}

apn_status apn_biproportional_make(const apn_biproportional_input *input,
                                   const apn_table_options *options, apn_biproportional **out,
                                   apn_error *err)
{
    *out = NULL;
    apn_biproportional *table = apn__alloc(1, sizeof *table);
    if (!table)
        return apn__fail_memory(err);
    apn_status status = work_out(table, input, options, err);
    if (status == APN_OK)
        *out = table;
    else
        apn_biproportional_free(table);
    return status;
}

void apn_biproportional_free(apn_biproportional *table)
{
    if (!table)
        return;
    apn__free(table->amounts);
    for (int side = APN__ROWS; side <= APN__COLUMNS; side++)
        apn__fractions_free(table->multipliers[side], table->counts[side]);
    apn__free(table->ties.sets);
    apn__free(table->ties.cells);
    apn__free(table->ties.raised);
    apn__free(table);
}

size_t apn_biproportional_row_count(const apn_biproportional *table)
{
    return table->counts[APN__ROWS];
}

size_t apn_biproportional_column_count(const apn_biproportional *table)
{
    return table->counts[APN__COLUMNS];
}

apn_decimal apn_biproportional_unit(const apn_biproportional *table)
{
    return table->unit;
}

apn_decimal apn_biproportional_amount(const apn_biproportional *table, size_t row, size_t column)
{
    return table->amounts[row * table->counts[APN__COLUMNS] + column];
}

size_t apn_biproportional_row_divisor(const apn_biproportional *table, size_t row, char *buffer,
                                      size_t size)
{
    return apn__fraction_text(table->multipliers[APN__ROWS][row], buffer, size);
}

size_t apn_biproportional_column_divisor(const apn_biproportional *table, size_t column,
                                         char *buffer, size_t size)
{
    return apn__fraction_text(table->multipliers[APN__COLUMNS][column], buffer, size);
}

size_t apn_biproportional_tie_count(const apn_biproportional *table)
{
    return table->ties.count;
}

apn_biproportional_tie apn_biproportional_tie_at(const apn_biproportional *table, size_t index)
{
    return table->ties.sets[index];
}
