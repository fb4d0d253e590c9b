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

static apn_status note_amount(const apn__evaluation *evaluation, const asker *who, apn_error *err)
{
    apn__buffer text = {0};
    apn_status status =
        apn__worked_say(evaluation->agreement, who->worked, evaluation->year, &text, err);
    if (status == APN_OK && text.failed)
        status = apn__fail_memory(err);
    if (status == APN_OK)
        apn__findings_add(evaluation->findings, APN_NOTE, APN_WORKED_OUT, who->worked->place,
                          who->where, "the budget of `%s` for %s is %s", who->name,
                          evaluation->year_text, text.bytes);
    apn__buffer_end(&text);
    return status;
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

static apn_status note(const apn__evaluation *evaluation, const asker *who, apn_error *err)
{
    const apn__figure *figure = apn__figures_find(who->budget, evaluation->year);
    if (who->worked == NULL || figure == NULL)
        return APN_OK;
    if (!figure->missing)
        return note_amount(evaluation, who, err);
    report_missing(evaluation, who);
    return APN_OK;
}

apn_status apn__line_note_worked(const apn__evaluation *evaluation, const apn__line *line,
                                 apn_error *err)
{
    char where[APN__WHERE_SIZE], name[APN__WHERE_SIZE - sizeof "cost_lines."];
    apn_status status = APN_OK;
    if (evaluation->measure != APN_BUDGET)
        return APN_OK;
    apn__line_where(line, "", "", where);
    asker who = {line->worked, &line->measures[APN_BUDGET], where, line->info.id};
    status = note(evaluation, &who, err);
    for (size_t i = 0; i < line->item_count && status == APN_OK; i++) {
        const apn__item *item = &line->items[i];
        if (*item->id != '\0')
            snprintf(name, sizeof name, "%s.items.%s", line->info.id, item->id);
        else
            snprintf(name, sizeof name, "%s.items[%zu]", line->info.id, i + 1);
        snprintf(where, sizeof where, "cost_lines.%s", name);
        who = (asker){item->worked, &item->measures[APN_BUDGET], where, name};
        status = note(evaluation, &who, err);
    }
    return status;
}
