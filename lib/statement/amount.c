/* amount.c: what the amount of a line is made of: its figure, less the funding that is not the
 * parties' to pay. The parts add up to the amount that is shared. */
#include "statement_model.h"

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

/* The funding of a line or an item. Every one has a figure where the cost has one. */
static void add_less(const apn__evaluation *evaluation, const apn__beside *beside, size_t item,
                     apn__statement_line *out)
{
    for (size_t i = 0; i < beside->less_count; i++) {
        const apn__less *less = &beside->less[i];
        const apn__figure *figure =
            apn__figures_find(&less->measures[evaluation->measure], evaluation->year);
        if (figure != NULL)
            add_part(out, (apn__amount_part){.kind = APN__PART_LESS,
                                             .item = item,
                                             .place = i,
                                             .less = less,
                                             .amount = negate(figure->amount)});
    }
}

static size_t count_parts(const apn__line *line)
{
    size_t count = apn__add_sizes(1, line->beside.less_count);
    for (size_t i = 0; i < line->item_count; i++)
        count = apn__add_sizes(count, line->items[i].beside.less_count);
    return count;
}

apn_status apn__line_make_amount(const apn__evaluation *evaluation, const apn__line *line,
                                 apn_decimal gross, apn__statement_line *out, apn_error *err)
{
    apn__sum sum;
    bool fits;
    out->parts = apn__arena_alloc(evaluation->arena, count_parts(line), sizeof *out->parts);
    if (out->parts == NULL)
        return apn__fail_memory(err);
    add_part(out, (apn__amount_part){.kind = APN__PART_GROSS, .item = APN__NONE, .amount = gross});
    add_less(evaluation, &line->beside, APN__NONE, out);
    for (size_t i = 0; i < line->item_count; i++)
        add_less(evaluation, &line->items[i].beside, i, out);
    apn__sum_begin(&sum);
    for (size_t i = 0; i < out->part_count; i++)
        apn__sum_add(&sum, out->parts[i].amount);
    fits = apn__sum_take(&sum, evaluation->agreement->info.unit.scale, &out->amount);
    apn__sum_end(&sum);
    return fits ? APN_OK
                : apn__fail(err, APN_LIMIT, "", "its amount has more than %d digits",
                            APN_DECIMAL_DIGITS);
}

/* Takes the funding off the sum, from the agreement's own figures. */
static void take_less(const apn_statement *statement, const apn__beside *beside, apn__sum *sum)
{
    for (size_t i = 0; i < beside->less_count; i++) {
        const apn__figure *figure =
            apn__figures_find(&beside->less[i].measures[statement->measure], statement->year);
        if (figure != NULL)
            apn__sum_subtract(sum, figure->amount);
    }
}

bool apn__line_amount_is_proven(const apn_statement *statement, size_t line)
{
    const apn__statement_line *held = &statement->lines[line];
    const apn__line *model = &statement->agreement->lines[held->line];
    const apn__figure *figure =
        apn__figures_find(&model->measures[statement->measure], statement->year);
    apn_decimal gross = held->parts[0].amount;
    apn__sum sum;
    bool proven = figure != NULL && (model->priced[statement->measure] ||
                                     apn_decimal_compare(figure->amount, gross) == 0);
    apn__sum_begin(&sum);
    apn__sum_add(&sum, gross);
    take_less(statement, &model->beside, &sum);
    for (size_t i = 0; i < model->item_count; i++)
        take_less(statement, &model->items[i].beside, &sum);
    proven = proven && apn__sum_is(&sum, apn_split_total(held->split));
    apn__sum_end(&sum);
    return proven;
}
