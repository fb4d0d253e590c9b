/* A line's stated total against its parts. It is checked and never used. */
#include "statement_model.h"

#include <stdio.h>

#include "footing.h"

static const apn__stated *find_stated(const apn__line *line, apn__year year)
{
    for (size_t i = 0; i < line->stated_count; i++) {
        if (line->stated[i].year == year)
            return &line->stated[i];
    }
    return NULL;
}

/* A stated total stands for the budget; for the outturn only in a year that has no budget. */
static bool is_for_measure(const apn__evaluation *evaluation, const apn__line *line)
{
    for (apn_measure before = APN_BUDGET; before < evaluation->measure; before++)
        if (apn__figures_find(&line->measures[before], evaluation->year) != NULL)
            return false;
    return true;
}

static const char *item_name(const apn__evaluation *evaluation, const apn__item *item, size_t place)
{
    char digits[24];
    int length;
    if (*item->id != '\0')
        return item->id;
    length = snprintf(digits, sizeof digits, "%zu", place + 1);
    return apn__arena_copy(evaluation->arena, digits, (size_t)length);
}

/* Writes the line's items that have a figure, or its amount, and returns how many; 0 when
 * memory is out. */
static size_t gather(const apn__evaluation *evaluation, const apn__line *line, apn_decimal amount,
                     apn__addend *addends)
{
    size_t count = 0;
    for (size_t i = 0; i < line->item_count; i++) {
        const apn__figure *figure =
            apn__figures_find(&line->items[i].measures[evaluation->measure], evaluation->year);
        const char *name = figure == NULL ? NULL : item_name(evaluation, &line->items[i], i);
        if (figure == NULL)
            continue;
        if (name == NULL)
            return 0;
        addends[count++] = (apn__addend){name, figure->amount, figure->amount.scale, false};
    }
    if (line->item_count == 0)
        addends[count++] = (apn__addend){line->info.id, amount, amount.scale, false};
    return count;
}

/* False when memory is out. */
static bool report(const apn__evaluation *evaluation, const apn__line *line,
                   const apn__stated *stated, const apn_footing *footing)
{
    char where[APN__WHERE_SIZE], printed[APN_DECIMAL_TEXT_SIZE];
    apn__buffer compared = {0}, explained = {0};
    bool good;
    (void)apn_decimal_format(stated->amount, 1, printed);
    (void)snprintf(where, sizeof where, "cost_lines.%s.stated_total.%s", line->info.id,
                   evaluation->year_text);
    apn__footing_compare(footing, &compared);
    apn__footing_explain(footing, &explained);
    good = !compared.failed && !explained.failed;
    if (good)
        apn__findings_add_footing(evaluation->findings, APN_WARNING, stated->place, where, footing,
                                  "the stated total of cost line `%s` for %s, %s, is %s %s: %s",
                                  line->info.id, evaluation->year_text, printed, compared.bytes,
                                  line->item_count == 0 ? "its figure" : "the sum of its items",
                                  explained.bytes);
    apn__buffer_end(&compared);
    apn__buffer_end(&explained);
    return good;
}

bool apn__line_check_stated(const apn__evaluation *evaluation, const apn__line *line,
                            apn_decimal amount)
{
    const apn__stated *stated = find_stated(line, evaluation->year);
    apn__addend *addends;
    apn_footing footing;
    if (stated == NULL || !is_for_measure(evaluation, line))
        return true;
    addends =
        apn__arena_alloc(evaluation->arena, apn__add_sizes(line->item_count, 1), sizeof *addends);
    if (addends == NULL)
        return false;
    apn__printed_sum sum = {.table = line->info.id,
                            .id = evaluation->year_text,
                            .addends = addends,
                            .count = gather(evaluation, line, amount, addends),
                            .total = stated->amount,
                            .decimals = stated->decimals,
                            .unit = evaluation->agreement->info.unit};
    if (sum.count == 0 || !apn__footing_find(&sum, evaluation->arena, &footing))
        return false;
    return footing.difference == NULL || report(evaluation, line, stated, &footing);
}
