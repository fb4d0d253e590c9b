/* amount.c: what the amount of a line is made of: its figure, the overhead on it, the VAT that
 * cannot be recovered, less the funding that is not the parties' to pay. The parts add up to the
 * amount that is shared. */
#include "statement_model.h"

#include "rational.h"
#include "sum.h"

/* Keeps a part; there is room for it. */
static void add_part(apn__statement_line *out, apn__amount_part part)
{
    out->parts[out->part_count++] = part;
}

static apn_decimal negate(apn_decimal amount)
{
    amount.sign = -amount.sign;
    return amount;
}

/* numerator / denominator = figure x percent / 100, in units. */
static void overhead_parts(apn_decimal unit, apn_decimal figure, apn_decimal percent,
                           mpz_t numerator, mpz_t denominator)
{
    mpz_t factor;
    mpz_init(factor);
    apn__integer_from_decimal(numerator, figure, APN_DECIMAL_SCALE);
    apn__integer_from_decimal(factor, percent, APN_DECIMAL_SCALE);
    mpz_mul(numerator, numerator, factor);
    apn__integer_from_decimal(denominator, unit, APN_DECIMAL_SCALE);
    mpz_ui_pow_ui(factor, 10, APN_DECIMAL_SCALE + 2);
    mpz_mul(denominator, denominator, factor);
    mpz_clear(factor);
}

static apn_status add_overhead(const apn__evaluation *evaluation, const apn__beside *beside,
                               size_t item, apn_decimal figure, apn__statement_line *out,
                               apn_error *err)
{
    apn_decimal unit = evaluation->agreement->info.unit, units;
    apn__amount_part part = {.kind = APN__PART_OVERHEAD, .item = item};
    mpz_t numerator, denominator;
    apn_status status;
    mpz_inits(numerator, denominator, NULL);
    overhead_parts(unit, figure, beside->overhead, numerator, denominator);
    apn__round_divide(numerator, numerator, denominator, beside->mode);
    status = apn__decimal_from_integer(&units, numerator, 0)
                 ? apn_decimal_from_units(units, unit, &part.amount, err)
                 : apn__fail(err, APN_LIMIT, "", "its overhead has more than %d digits",
                             APN_DECIMAL_DIGITS);
    mpz_clears(numerator, denominator, NULL);
    if (status == APN_OK)
        add_part(out, part);
    return status;
}

static const apn__figure *figure_of(const apn__evaluation *evaluation, const apn__figures *measures)
{
    return apn__figures_find(&measures[evaluation->measure], evaluation->year);
}

/* What stands beside a line's or an item's figure. Whatever has figures has one where the cost has
 * one. */
static apn_status add_beside(const apn__evaluation *evaluation, const apn__beside *beside,
                             size_t item, apn_decimal gross, apn__statement_line *out,
                             apn_error *err)
{
    const apn__figure *figure =
        beside->vat == NULL ? NULL : figure_of(evaluation, beside->vat->measures);
    apn_status status = APN_OK;
    if (beside->has_overhead)
        status = add_overhead(evaluation, beside, item, gross, out, err);
    if (figure != NULL && !beside->vat->recoverable)
        add_part(out,
                 (apn__amount_part){.kind = APN__PART_VAT, .item = item, .amount = figure->amount});
    for (size_t i = 0; i < beside->less_count; i++) {
        const apn__less *less = &beside->less[i];
        figure = figure_of(evaluation, less->measures);
        if (figure != NULL)
            add_part(out, (apn__amount_part){.kind = APN__PART_LESS,
                                             .item = item,
                                             .place = i,
                                             .less = less,
                                             .amount = negate(figure->amount)});
    }
    return status;
}

/* Room for an overhead, VAT and the funding of each cost. */
static size_t count_parts(const apn__line *line)
{
    size_t count = apn__add_sizes(3, line->beside.less_count);
    for (size_t i = 0; i < line->item_count; i++)
        count = apn__add_sizes(count, apn__add_sizes(2, line->items[i].beside.less_count));
    return count;
}

/* The parts of the items that have a figure. */
static apn_status add_items(const apn__evaluation *evaluation, const apn__line *line,
                            apn__statement_line *out, apn_error *err)
{
    apn_status status = APN_OK;
    for (size_t i = 0; i < line->item_count && status == APN_OK; i++) {
        const apn__figure *figure = figure_of(evaluation, line->items[i].measures);
        if (figure != NULL)
            status = add_beside(evaluation, &line->items[i].beside, i, figure->amount, out, err);
    }
    return status;
}

static bool add_up(const apn__statement_line *line, int scale, apn_decimal *out)
{
    apn__sum sum;
    bool fits;
    apn__sum_begin(&sum);
    for (size_t i = 0; i < line->part_count; i++)
        apn__sum_add(&sum, line->parts[i].amount);
    fits = apn__sum_take(&sum, scale, out);
    apn__sum_end(&sum);
    return fits;
}

apn_status apn__line_make_amount(const apn__evaluation *evaluation, const apn__line *line,
                                 apn_decimal gross, apn__statement_line *out, apn_error *err)
{
    out->parts = apn__arena_alloc(evaluation->arena, count_parts(line), sizeof *out->parts);
    if (out->parts == NULL)
        return apn__fail_memory(err);
    add_part(out, (apn__amount_part){.kind = APN__PART_GROSS, .item = APN__NONE, .amount = gross});
    apn_status status = add_beside(evaluation, &line->beside, APN__NONE, gross, out, err);
    if (status == APN_OK)
        status = add_items(evaluation, line, out, err);
    if (status == APN_OK && !add_up(out, evaluation->agreement->info.unit.scale, &out->amount))
        status =
            apn__fail(err, APN_LIMIT, "", "its amount has more than %d digits", APN_DECIMAL_DIGITS);
    return status;
}

/* The proof: the agreement's own figures, put together anew. */
typedef struct anew {
    const apn_statement *statement;
    const apn__statement_line *line;
    apn__sum sum;
} anew;

/* Less than a unit away from figure x percent / 100. */
static bool overhead_is_near(const anew *proof, const apn__beside *beside, apn_decimal figure,
                             apn_decimal amount)
{
    apn_decimal unit = proof->statement->agreement->info.unit, units;
    mpz_t numerator, denominator, whole;
    bool near = apn_decimal_to_units(amount, unit, APN_ROUND_NONE, &units, NULL) == APN_OK;
    if (!near)
        return false;
    mpz_inits(numerator, denominator, whole, NULL);
    overhead_parts(unit, figure, beside->overhead, numerator, denominator);
    apn__integer_from_decimal(whole, units, 0);
    mpz_submul(numerator, whole, denominator);
    near = mpz_cmpabs(numerator, denominator) < 0;
    mpz_clears(numerator, denominator, whole, NULL);
    return near;
}

/* Adds the overhead that was told for the cost. */
static bool take_overhead(anew *proof, const apn__beside *beside, size_t item, apn_decimal figure)
{
    for (size_t i = 0; i < proof->line->part_count; i++) {
        const apn__amount_part *part = &proof->line->parts[i];
        if (part->kind != APN__PART_OVERHEAD || part->item != item)
            continue;
        apn__sum_add(&proof->sum, part->amount);
        return overhead_is_near(proof, beside, figure, part->amount);
    }
    return false;
}

static bool take_beside(anew *proof, const apn__beside *beside, size_t item, apn_decimal gross)
{
    const apn_statement *statement = proof->statement;
    for (size_t i = 0; i < beside->less_count; i++) {
        const apn__figure *figure =
            apn__figures_find(&beside->less[i].measures[statement->measure], statement->year);
        if (figure != NULL)
            apn__sum_subtract(&proof->sum, figure->amount);
    }
    if (beside->vat != NULL && !beside->vat->recoverable) {
        const apn__figure *figure =
            apn__figures_find(&beside->vat->measures[statement->measure], statement->year);
        if (figure != NULL)
            apn__sum_add(&proof->sum, figure->amount);
    }
    return !beside->has_overhead || take_overhead(proof, beside, item, gross);
}

bool apn__line_amount_is_proven(const apn_statement *statement, size_t line)
{
    anew proof = {.statement = statement, .line = &statement->lines[line]};
    const apn__line *model = &statement->agreement->lines[proof.line->line];
    const apn__figure *figure =
        apn__figures_find(&model->measures[statement->measure], statement->year);
    apn_decimal gross = proof.line->parts[0].amount;
    bool proven =
        figure != NULL && (model->priced[statement->measure] ||
                           apn__rest_is_proven(statement, proof.line->line, figure->amount, gross));
    apn__sum_begin(&proof.sum);
    apn__sum_add(&proof.sum, gross);
    proven = take_beside(&proof, &model->beside, APN__NONE, gross) && proven;
    for (size_t i = 0; i < model->item_count; i++) {
        figure = apn__figures_find(&model->items[i].measures[statement->measure], statement->year);
        if (figure != NULL)
            proven = take_beside(&proof, &model->items[i].beside, i, figure->amount) && proven;
    }
    proven = proven && apn__sum_is(&proof.sum, apn_split_total(proof.line->split));
    apn__sum_end(&proof.sum);
    return proven;
}
