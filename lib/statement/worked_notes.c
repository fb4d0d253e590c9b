/* worked_notes.c: tells how a budget was worked out, or what an index lacks for it. */
#include "statement_model.h"

#include <stdio.h>

#include "worked.h"

/* What asks: a line, or one of its items. */
typedef struct asker {
    const apn__worked *worked;
    const apn__figures *budget;
    const char *where, *name;
} asker;

static void note_amount(const apn__evaluation *evaluation, const asker *who)
{
    apn__buffer text = {0};
    apn__worked_say(evaluation->agreement, who->worked, who->budget, evaluation->year, &text);
    if (text.failed)
        apn__findings_fail_memory(evaluation->findings);
    else
        apn__findings_add(evaluation->findings, APN_NOTE, APN_WORKED_OUT, who->worked->place,
                          who->where, "the budget of `%s` for %s is %s", who->name,
                          evaluation->year_text, text.bytes);
    apn__buffer_end(&text);
}

/* What follows an index is in the money of each year; rates for the prices of one do not fit it. */
static void warn_of_prices(const apn__evaluation *evaluation, const asker *who)
{
    if (apn__worked_is_loan(who->worked) ||
        strcmp(apn_agreement_discount(evaluation->agreement).prices, "real") != 0)
        return;
    apn__findings_add(evaluation->findings, APN_WARNING, APN_PRICE_BASE, who->worked->place,
                      who->where,
                      "`%s` follows an index or a rate, so it is in the money of each year, and "
                      "`discount` is for the prices of one: leave the index out, or discount at "
                      "nominal rates, with `prices: nominal`",
                      who->name);
}

static void report_missing(const apn__evaluation *evaluation, const asker *who)
{
    const apn__series *series = &evaluation->agreement->series[who->worked->series];
    apn__given given;
    char at[APN__SERIES_TEXT_SIZE];
    apn__series_write(
        series, apn__worked_wants(evaluation->agreement, who->worked, evaluation->year, &given),
        at);
    if (given == APN__NEEDED)
        apn__findings_add(evaluation->findings, APN_ERROR, APN_INPUT_NEEDED, who->worked->place,
                          who->where,
                          "input needed: the figure of index `%s` for %s, which the budget of `%s` "
                          "follows in %s",
                          series->id, at, who->name, evaluation->year_text);
    else
        apn__findings_add(
            evaluation->findings, APN_ERROR, APN_MISSING_YEAR, who->worked->place, who->where,
            "index `%s` has no figure for %s, which the budget of `%s` follows in %s: "
            "add it, or end the amount with `to`",
            series->id, at, who->name, evaluation->year_text);
}

static void note(const apn__evaluation *evaluation, const asker *who)
{
    const apn__figure *figure = apn__figures_find(who->budget, evaluation->year);
    if (who->worked == NULL || figure == NULL)
        return;
    if (figure->missing) {
        report_missing(evaluation, who);
        return;
    }
    warn_of_prices(evaluation, who);
    note_amount(evaluation, who);
}

void apn__line_note_worked(const apn__evaluation *evaluation, const apn__line *line)
{
    char where[APN__WHERE_SIZE], name[APN__WHERE_SIZE - sizeof "cost_lines."];
    if (evaluation->measure != APN_BUDGET)
        return;
    apn__line_where(line, "", "", where);
    asker who = {line->worked, &line->measures[APN_BUDGET], where, line->info.id};
    note(evaluation, &who);
    for (size_t i = 0; i < line->item_count; i++) {
        const apn__item *item = &line->items[i];
        if (*item->id != '\0')
            snprintf(name, sizeof name, "%s.items.%s", line->info.id, item->id);
        else
            snprintf(name, sizeof name, "%s.items[%zu]", line->info.id, i + 1);
        snprintf(where, sizeof where, "cost_lines.%s", name);
        who = (asker){item->worked, &item->measures[APN_BUDGET], where, name};
        note(evaluation, &who);
    }
}
