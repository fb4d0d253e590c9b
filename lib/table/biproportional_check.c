/* biproportional_check.c: the proof of every biproportional table, from what was asked for and what
 * is given alone: the sums, and in every cell |seed row column - amount| <= 1/2. */
#include "biproportional.h"

#include "rational.h"

typedef struct proof {
    const apn_biproportional_input *input;
    const mpz_t *amounts;
    mpq_t *const *multipliers;
    mpz_t product, divisor, power; /* scratch */
} proof;

/* 2 |seed rows columns - amount divisors| <= divisors, with everything multiplied out. */
static bool cell_stands(proof *p, size_t row, size_t column)
{
    size_t cell = row * p->input->columns + column;
    apn_decimal seed = p->input->seed[cell];
    const mpq_t *row_multiplier = &p->multipliers[APN__ROWS][row];
    const mpq_t *column_multiplier = &p->multipliers[APN__COLUMNS][column];
    if (seed.sign == 0 || mpz_sgn(p->amounts[cell]) < 0)
        return seed.sign == 0 && mpz_sgn(p->amounts[cell]) == 0;
    apn__integer_from_decimal(p->product, seed, seed.scale);
    mpz_mul(p->product, p->product, mpq_numref(*row_multiplier));
    mpz_mul(p->product, p->product, mpq_numref(*column_multiplier));
    mpz_ui_pow_ui(p->power, 10, (unsigned long)seed.scale);
    mpz_mul(p->divisor, p->power, mpq_denref(*row_multiplier));
    mpz_mul(p->divisor, p->divisor, mpq_denref(*column_multiplier));
    mpz_submul(p->product, p->amounts[cell], p->divisor);
    mpz_mul_2exp(p->product, p->product, 1);
    return mpz_cmpabs(p->product, p->divisor) <= 0;
}

/* The units of a line are its total. */
static bool line_stands(const proof *p, int side, size_t line, apn_decimal unit)
{
    size_t across_count = side == APN__ROWS ? p->input->columns : p->input->rows;
    apn_decimal total =
        side == APN__ROWS ? p->input->row_totals[line] : p->input->column_totals[line];
    mpq_t sum, price, wanted;
    mpq_inits(sum, price, wanted, NULL);
    for (size_t across = 0; across < across_count; across++) {
        size_t cell = side == APN__ROWS ? line * p->input->columns + across
                                        : across * p->input->columns + line;
        mpz_add(mpq_numref(sum), mpq_numref(sum), p->amounts[cell]);
    }
    apn__fraction_from_decimal(price, unit);
    mpq_mul(sum, sum, price);
    apn__fraction_from_decimal(wanted, total);
    bool stands = mpq_equal(sum, wanted) && mpq_sgn(p->multipliers[side][line]) > 0;
    mpq_clears(sum, price, wanted, NULL);
    return stands;
}

bool apn__biproportional_check(const apn_biproportional_input *input, apn_decimal unit,
                               const mpz_t *amounts, mpq_t *const multipliers[2])
{
    proof p = {.input = input, .amounts = amounts, .multipliers = multipliers};
    bool stands = true;
    mpz_inits(p.product, p.divisor, p.power, NULL);
    for (size_t row = 0; row < input->rows && stands; row++)
        stands = line_stands(&p, APN__ROWS, row, unit);
    for (size_t column = 0; column < input->columns && stands; column++)
        stands = line_stands(&p, APN__COLUMNS, column, unit);
    for (size_t row = 0; row < input->rows && stands; row++)
        for (size_t column = 0; column < input->columns && stands; column++)
            stands = cell_stands(&p, row, column);
    mpz_clears(p.product, p.divisor, p.power, NULL);
    return stands;
}
