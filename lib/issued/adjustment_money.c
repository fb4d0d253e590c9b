/* adjustment_money.c: the parts of differences in whole units, for people, and the sums over all
 * parties. Each part is rounded by half-even but that of rounding, which takes what the others
 * leave; so the parts sum to the difference. */
#include "adjustment_model.h"

#include "rational.h"

enum { CAUSES = APN_ADJUST_ROUNDING + 1 };

static int scale_of(const apn_adjustment *note)
{
    return apn_agreement_describe(apn_statement_agreement(note->statement)).unit.scale;
}

/* Adds a decimal of at most `scale` decimals. */
static void add(mpz_t sum, apn_decimal value, int scale, mpz_t term)
{
    apn__integer_from_decimal(term, value, scale);
    mpz_add(sum, sum, term);
}

static bool money_of_cell(apn_adjustment *note, size_t row, size_t party, int scale)
{
    size_t cell = row * note->party_count + party;
    const mpq_t *parts = (const mpq_t *)apn__adjustment_part(note, row, party);
    apn_decimal *money = &note->money[cell * CAUSES];
    bool fits = true;
    mpz_t left, units, power;
    mpz_inits(left, units, power, NULL);
    mpz_ui_pow_ui(power, 10, (unsigned)scale);
    apn__integer_from_decimal(left, note->cells[cell].difference, scale);
    for (size_t cause = 0; cause < APN_ADJUST_ROUNDING && note->cells[cell].has_amount; cause++) {
        mpz_mul(units, mpq_numref(parts[cause]), power);
        apn__round_divide(units, units, mpq_denref(parts[cause]), APN_ROUND_HALF_EVEN);
        mpz_sub(left, left, units);
        fits = apn__decimal_from_integer(&money[cause], units, scale) && fits;
    }
    fits = apn__decimal_from_integer(&money[APN_ADJUST_ROUNDING], left, scale) && fits;
    mpz_clears(left, units, power, NULL);
    return fits;
}

/* One figure of every party, summed: before, after, difference, then each cause. */
static apn_decimal figure_of(const apn_adjustment *note, size_t cell, size_t which)
{
    const apn_adjusted *adjusted = &note->cells[cell];
    switch (which) {
    case 0:
        return adjusted->before;
    case 1:
        return adjusted->after;
    case 2:
        return adjusted->difference;
    default:
        return note->money[cell * CAUSES + which - 3];
    }
}

static bool sum_of_row(apn_adjustment *note, size_t row, int scale)
{
    apn_adjusted *sum = &note->sums[row];
    apn_decimal *parts = &note->sum_parts[row * CAUSES];
    apn_decimal *out[3 + CAUSES] = {&sum->before, &sum->after, &sum->difference};
    bool fits = true;
    mpz_t total, term;
    mpz_inits(total, term, NULL);
    for (size_t which = 0; which < 3 + CAUSES; which++) {
        mpz_set_ui(total, 0);
        for (size_t party = 0; party < note->party_count; party++) {
            size_t cell = row * note->party_count + party;
            sum->has_amount = sum->has_amount || note->cells[cell].has_amount;
            add(total, figure_of(note, cell, which), scale, term);
        }
        fits =
            apn__decimal_from_integer(which < 3 ? out[which] : &parts[which - 3], total, scale) &&
            fits;
    }
    mpz_clears(total, term, NULL);
    return fits;
}

apn_status apn__adjustment_money(apn_adjustment *note, apn_error *err)
{
    size_t rows = note->line_count + 1, cells = rows * note->party_count;
    int scale = scale_of(note);
    note->money = apn__arena_alloc(note->arena, cells * CAUSES, sizeof *note->money);
    note->sums = apn__arena_alloc(note->arena, rows, sizeof *note->sums);
    note->sum_parts = apn__arena_alloc(note->arena, rows * CAUSES, sizeof *note->sum_parts);
    if (note->money == NULL || note->sums == NULL || note->sum_parts == NULL)
        return apn__fail_memory(err);
    bool fits = true;
    for (size_t row = 0; row < rows && fits; row++) {
        for (size_t party = 0; party < note->party_count && fits; party++)
            fits = money_of_cell(note, row, party, scale);
        fits = fits && sum_of_row(note, row, scale);
    }
    return fits ? APN_OK
                : apn__fail(err, APN_LIMIT, NULL, "the note adds up to more than %d digits",
                            APN_DECIMAL_DIGITS);
}

apn_adjusted apn_adjustment_line_total(const apn_adjustment *note, size_t line)
{
    return note->sums[line == SIZE_MAX ? note->line_count : line];
}

apn_decimal apn_adjustment_part_amount(const apn_adjustment *note, size_t line, size_t party,
                                       apn_adjustment_cause cause)
{
    size_t row = line == SIZE_MAX ? note->line_count : line;
    return party == SIZE_MAX ? note->sum_parts[row * CAUSES + cause]
                             : note->money[(row * note->party_count + party) * CAUSES + cause];
}

const char *apn_adjustment_line_title(const apn_adjustment *note, size_t line)
{
    if (line < apn_statement_line_count(note->statement))
        return apn_statement_line(note->statement, line).line.title;
    return note->lines[line];
}

const char *apn_adjustment_party_name(const apn_adjustment *note, size_t party)
{
    const apn_agreement *agreement = apn_statement_agreement(note->statement);
    if (party < apn_agreement_party_count(agreement))
        return apn_agreement_party(agreement, party).name;
    return note->parties[party];
}
