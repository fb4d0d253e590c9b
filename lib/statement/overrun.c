/* overrun.c: what an outturn, or a forecast of it, has above its budget, and above what is allowed
 * beyond it, may be shared by a basis of its own. A member's share of the line is then its share of
 * the budget by the line's basis and of the rest by the other, each in proportion to its part of
 * the outturn. */
#include "statement_model.h"

#include "rational.h"

/* The net amount of the line for a measure: without a figure false, and reported. */
static bool net_amount(const apn__evaluation *evaluation, const apn__line *line,
                       apn_measure measure, mpq_t out)
{
    apn__evaluation other = *evaluation;
    apn__statement_line made = {0};
    apn_error fault = {0};
    char where[APN__WHERE_SIZE];
    const apn__figure *figure = apn__figures_find(&line->measures[measure], evaluation->year);
    other.measure = measure;
    if (figure == NULL || figure->missing) {
        apn__line_where(line, "overrun", "", where);
        apn__findings_add(
            evaluation->findings, APN_ERROR, APN_NO_FIGURE, line->overrun->place, where,
            "%s `%s` has an overrun to share in %s and no %s for that year, above "
            "which it would be: add the figure, or take `overrun` out",
            line->called, line->info.id, evaluation->year_text, apn_measure_word(measure));
        return false;
    }
    apn_decimal gross;
    if (apn__line_rest(&other, line, figure->amount, &gross, &fault) != APN_OK ||
        apn__line_make_amount(&other, line, gross, &made, &fault) != APN_OK) {
        apn__line_report_split(evaluation, line, &fault);
        return false;
    }
    apn__fraction_from_decimal(out, made.amount);
    return true;
}

/* limit = the budget and what is allowed beyond it. */
static void add_allowance(const apn_bound *above, const mpq_t budget, mpq_t limit)
{
    mpq_t hundred;
    mpq_init(hundred);
    mpq_set_ui(hundred, 100, 1);
    apn__fraction_from_decimal(limit, above->value);
    if (above->kind == APN_BOUND_PERCENT) {
        mpq_div(limit, limit, hundred);
        mpq_mul(limit, limit, budget);
    }
    mpq_add(limit, limit, budget);
    mpq_clear(hundred);
}

static void note_overrun(const apn__evaluation *evaluation, const apn__line *line,
                         const mpq_t excess, const mpq_t limit)
{
    char where[APN__WHERE_SIZE], over[128], up_to[128];
    unsigned decimals = (unsigned)evaluation->agreement->info.unit.scale;
    apn__line_where(line, "overrun", "", where);
    (void)apn__fraction_decimal_text(excess, decimals, over, sizeof over);
    (void)apn__fraction_decimal_text(limit, decimals, up_to, sizeof up_to);
    apn__findings_add(evaluation->findings, APN_NOTE, APN_WORKED_OUT, line->overrun->place, where,
                      "of the %s of %s `%s` %s are above %s, the budget and what is allowed "
                      "beyond it, and are shared by `%s`",
                      apn_measure_word(evaluation->measure), line->called, line->info.id, over,
                      up_to, evaluation->agreement->bases[line->overrun->basis].name);
}

bool apn__line_overrun(const apn__evaluation *evaluation, const apn__line *line, mpq_t part)
{
    bool good;
    mpq_t budget, outturn, limit;
    mpq_set_ui(part, 0, 1);
    if (line->overrun == NULL || evaluation->measure == APN_BUDGET)
        return true;
    mpq_inits(budget, outturn, limit, NULL);
    good = net_amount(evaluation, line, APN_BUDGET, budget) &&
           net_amount(evaluation, line, evaluation->measure, outturn);
    if (good && mpq_sgn(budget) >= 0)
        add_allowance(&line->overrun->above, budget, limit);
    if (good && mpq_sgn(budget) >= 0 && mpq_cmp(outturn, limit) > 0) {
        mpq_sub(part, outturn, limit);
        note_overrun(evaluation, line, part, limit);
        mpq_div(part, part, outturn);
    }
    mpq_clears(budget, outturn, limit, NULL);
    return good;
}

bool apn__share_overrun(const apn__evaluation *evaluation, const apn__sharing *who,
                        const mpq_t part, mpq_t *shares)
{
    apn__sharing beyond = *who;
    mpq_t *others;
    mpq_t rest;
    if (mpq_sgn(part) == 0)
        return true;
    others = apn__fractions_make(who->count);
    if (others == NULL)
        apn__findings_fail_memory(evaluation->findings);
    beyond.basis = who->line->overrun->basis;
    bool good = others != NULL && apn__basis_shares(evaluation, &beyond, others);
    mpq_init(rest);
    mpq_set_ui(rest, 1, 1);
    mpq_sub(rest, rest, part);
    for (size_t i = 0; good && i < who->count; i++) {
        mpq_mul(shares[i], shares[i], rest);
        mpq_mul(others[i], others[i], part);
        mpq_add(shares[i], shares[i], others[i]);
    }
    mpq_clear(rest);
    apn__fractions_free(others, who->count);
    return good && apn__shares_fit(evaluation, who, shares);
}
