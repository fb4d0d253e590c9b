/* amounts.c: how the amount of a line came about: its figure as it is written, the sum of its
 * items, a price times units, an index; and what comes off. */
#include "explain_model.h"

#include "rational.h"
#include "true_up.h"
#include "worked.h"

static const apn__line *line_of(const apn__explaining *e, const apn__statement_line *held)
{
    return &e->evaluation.agreement->lines[held->line];
}

static const apn__figure *figure_in(const apn__explaining *e, const apn__figures *measures)
{
    return apn__figures_find(&measures[e->evaluation.measure], e->evaluation.year);
}

static size_t begin(apn__explaining *e, const apn__statement_line *held, const char *rule)
{
    return apn__step_begin(e->out, rule, line_of(e, held)->info.id, "", e->evaluation.year_text);
}

/* A budget that follows an index, a rate or a loan: in the words of its note. */
static size_t explain_worked(apn__explaining *e, const apn__statement_line *held,
                             const apn__worked *worked, const apn__figures *budget)
{
    const apn_agreement *agreement = e->evaluation.agreement;
    const apn__figure *figure = apn__figures_find(budget, e->evaluation.year);
    apn__buffer text = {0};
    size_t step = begin(e, held, "worked out");
    apn__worked_say(agreement, worked, budget, e->evaluation.year, &text);
    e->out->failed = e->out->failed || text.failed;
    if (!text.failed)
        apn__step_says(e->out, "%s", text.bytes);
    apn__buffer_end(&text);
    apn__term_decimal(e->out, "figure", APN__NONE, figure->amount, worked->place);
    apn__outcome_decimal(e->out, "amount", APN__NONE, figure->amount);
    return step;
}

static bool is_worked(const apn__explaining *e, const apn__worked *worked)
{
    return worked != NULL && e->evaluation.measure == APN_BUDGET;
}

/* The figures of the items, and their sum. */
static size_t explain_items(apn__explaining *e, const apn__statement_line *held)
{
    const apn__line *line = line_of(e, held);
    size_t *steps = apn__arena_alloc(e->out->arena, line->item_count, sizeof *steps);
    e->out->failed = e->out->failed || steps == NULL;
    if (steps == NULL)
        return APN__NONE;
    for (size_t i = 0; i < line->item_count; i++) {
        const apn__item *item = &line->items[i];
        if (is_worked(e, item->worked) && figure_in(e, item->measures) != NULL)
            steps[i] = explain_worked(e, held, item->worked, &item->measures[APN_BUDGET]);
    }
    size_t step = begin(e, held, "items");
    for (size_t i = 0; i < line->item_count; i++) {
        const apn__item *item = &line->items[i];
        const apn__figure *figure = figure_in(e, item->measures);
        if (figure != NULL && is_worked(e, item->worked))
            apn__term_step(e->out, *item->title == '\0' ? "item" : item->title, steps[i]);
        else if (figure != NULL)
            apn__term_decimal(e->out, *item->title == '\0' ? "item" : item->title, APN__NONE,
                              figure->amount, figure->place);
    }
    apn__outcome_decimal(e->out, "amount", APN__NONE, held->parts[0].amount);
    return step;
}

/* A price, the units of each member, and what they come to. */
static size_t explain_price(apn__explaining *e, const apn__statement_line *held)
{
    const apn__line *line = line_of(e, held);
    const apn__piece *piece = &held->pieces.list[0];
    const apn__figure *figure = figure_in(e, line->measures);
    apn__sharing who = {line, piece->basis, piece->members, piece->member_count, piece->year};
    const apn__basis *basis = &e->evaluation.agreement->bases[who.basis];
    size_t count = APN__NONE;
    if (basis->kind != APN__EQUAL)
        count = apn__explain_count(e, &who, apn__reference_year(&basis->reference, who.year));
    size_t step = begin(e, held, "price");
    apn__term_decimal(e->out, "price", APN__NONE, figure->amount, figure->place);
    if (basis->kind == APN__EQUAL)
        apn__term_decimal(e->out, "members", APN__NONE, apn_decimal_from_i64((int64_t)who.count),
                          apn__explained_nowhere);
    apn__term_step(e->out, "count", count);
    if (line->amounts != APN_ROUND_NONE)
        apn__term_word(e->out, "rounding", APN__NONE, apn_rounding_mode_word(line->amounts),
                       apn__explained_nowhere);
    apn__outcome_decimal(e->out, "amount", APN__NONE, held->parts[0].amount);
    return step;
}

/* What other lines leave of an amount. */
static size_t explain_rest(apn__explaining *e, const apn__statement_line *held)
{
    const apn__line *line = line_of(e, held);
    const apn__rest *rest = line->rests[e->evaluation.measure];
    const apn__figure *figure = figure_in(e, line->measures);
    size_t step = begin(e, held, "rest"), at = 0, taken;
    apn__term_decimal(e->out, "of", APN__NONE, figure->amount, figure->place);
    while ((taken = apn__rest_next(e->evaluation.agreement, line, rest, &at)) != APN__NONE) {
        size_t place = apn__statement_place(e->out->statement, taken);
        if (place == SIZE_MAX)
            continue;
        apn_decimal amount = e->out->statement->lines[place].amount;
        amount.sign = -amount.sign;
        apn__term_decimal(e->out, e->evaluation.agreement->lines[taken].info.title, APN__NONE,
                          amount, apn__explained_nowhere);
    }
    apn__outcome_decimal(e->out, "amount", APN__NONE, held->parts[0].amount);
    return step;
}

static size_t explain_gross(apn__explaining *e, const apn__statement_line *held)
{
    const apn__line *line = line_of(e, held);
    const apn__figure *figure = figure_in(e, line->measures);
    if (line->priced[e->evaluation.measure])
        return explain_price(e, held);
    if (line->rests[e->evaluation.measure] != NULL)
        return explain_rest(e, held);
    if (is_worked(e, line->worked))
        return explain_worked(e, held, line->worked, &line->measures[APN_BUDGET]);
    for (size_t i = 0; i < line->item_count; i++)
        if (figure_in(e, line->items[i].measures) != NULL)
            return explain_items(e, held);
    size_t step = begin(e, held, line->key == NULL ? "figure" : "exit cost");
    apn__term_decimal(e->out, "figure", APN__NONE, figure->amount, figure->place);
    apn__outcome_decimal(e->out, "amount", APN__NONE, figure->amount);
    return step;
}

/* What is added to a figure, or comes off. */
static void put_part(apn__explaining *e, const apn__statement_line *held,
                     const apn__amount_part *part)
{
    static const char *const names[] = {"gross", "overhead", "vat", "less"};
    const apn__line *line = line_of(e, held);
    const apn__beside *beside =
        part->item == APN__NONE ? &line->beside : &line->items[part->item].beside;
    const apn__figure *figure = NULL;
    if (part->less != NULL)
        figure = figure_in(e, part->less->measures);
    else if (part->kind == APN__PART_VAT && beside->vat != NULL)
        figure = figure_in(e, beside->vat->measures);
    apn__term_decimal(e->out, names[part->kind], APN__NONE, part->amount,
                      figure == NULL ? apn__explained_nowhere : figure->place);
    if (part->kind == APN__PART_OVERHEAD) {
        char rate[APN_DECIMAL_TEXT_SIZE];
        apn_decimal_format(beside->overhead, 0, rate);
        apn__step_says(e->out, "with an overhead of %s %%, rounded %s", rate,
                       apn_rounding_mode_word(beside->mode));
    }
}

size_t apn__explain_amount(apn__explaining *e, const apn__statement_line *held)
{
    size_t gross = explain_gross(e, held);
    if (held->part_count <= 1)
        return gross;
    size_t step = begin(e, held, "sum");
    apn__term_step(e->out, "gross", gross);
    for (size_t i = 1; i < held->part_count; i++) {
        put_part(e, held, &held->parts[i]);
    }
    apn__outcome_decimal(e->out, "amount", APN__NONE, held->amount);
    return step;
}
