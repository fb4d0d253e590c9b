/* One printed total against its figures, for sheets that are no part of an agreement. */
#include "apportion/statement.h"

#include <stdio.h>

#include "findings.h"
#include "footing.h"
#include "sum.h"

/* The figures as addends; NULL when memory is out. */
static apn__addend *list_addends(const apn_printed_sum *sum, apn__arena *arena)
{
    apn__addend *addends = apn__arena_alloc(arena, sum->count, sizeof *addends);
    for (size_t i = 0; addends != NULL && i < sum->count; i++) {
        char place[24];
        int length = snprintf(place, sizeof place, "%zu", i + 1);
        const char *name =
            sum->names != NULL ? sum->names[i] : apn__arena_copy(arena, place, (size_t)length);
        if (name == NULL)
            return NULL;
        addends[i] = (apn__addend){name, sum->figures[i], sum->figures[i].scale, false};
    }
    return addends;
}

static apn_decimal unit_of(const apn_printed_sum *sum)
{
    apn_decimal unit = {.lo = 1, .sign = 1};
    if (sum->unit.sign != 0)
        return sum->unit;
    for (size_t i = 0; i < sum->count; i++) {
        if (sum->figures[i].scale > unit.scale)
            unit.scale = sum->figures[i].scale;
    }
    return unit;
}

/* ", 1,234.50", or nothing when the sum has too many digits. */
static void add_sum(const apn_printed_sum *printed, int scale, apn__buffer *words)
{
    char text[APN_DECIMAL_TEXT_SIZE];
    apn_decimal whole;
    apn__sum sum;
    apn__sum_begin(&sum);
    for (size_t i = 0; i < printed->count; i++)
        apn__sum_add(&sum, printed->figures[i]);
    if (apn__sum_take(&sum, scale, &whole)) {
        (void)apn_decimal_format(whole, 1, text);
        apn__buffer_print(words, ", %s", text);
    }
    apn__sum_end(&sum);
}

/* The sentence of a sum that differs. False when memory is out. */
static bool report(const apn_printed_sum *sum, const apn_footing *footing, apn_findings *findings)
{
    char total[APN_DECIMAL_TEXT_SIZE];
    apn__place place = {sum->file == NULL ? "" : sum->file, sum->line, sum->column};
    apn__buffer compared = {0}, explained = {0}, whole = {0};
    int scale = unit_of(sum).scale;
    for (size_t i = 0; i < sum->count; i++)
        scale = sum->figures[i].scale > scale ? sum->figures[i].scale : scale;
    (void)apn_decimal_format(sum->total, 1, total);
    apn__footing_compare(footing, &compared);
    apn__footing_explain(footing, &explained);
    add_sum(sum, scale, &whole);
    bool good = !compared.failed && !explained.failed && !whole.failed;
    if (good)
        apn__findings_add_footing(findings, APN_WARNING, place, footing->table, footing,
                                  "the total of %s `%s`, %s, is %s the sum of its figures%s: %s",
                                  footing->what, footing->id, total, compared.bytes,
                                  whole.bytes == NULL ? "" : whole.bytes, explained.bytes);
    apn__buffer_end(&compared);
    apn__buffer_end(&explained);
    apn__buffer_end(&whole);
    return good;
}

static bool check(const apn_printed_sum *sum, apn__arena *arena, apn_findings *findings)
{
    apn_footing footing;
    const apn__printed_sum printed = {.table = sum->table == NULL ? "" : sum->table,
                                      .is_row = sum->is_row != 0,
                                      .id = sum->id == NULL ? "" : sum->id,
                                      .addends = list_addends(sum, arena),
                                      .count = sum->count,
                                      .total = sum->total,
                                      .decimals = sum->total.scale,
                                      .unit = unit_of(sum)};
    if (printed.addends == NULL || !apn__footing_find(&printed, arena, &footing))
        return false;
    return footing.difference == NULL || report(sum, &footing, findings);
}

apn_status apn_printed_sum_check(const apn_printed_sum *sum, apn_findings **findings,
                                 apn_error *err)
{
    apn__arena *arena;
    apn_findings *found;
    apn_status status = APN_OK;
    *findings = NULL;
    if (sum->count == 0)
        return apn__fail(err, APN_USAGE, "", "a printed total needs the figures that it adds up");
    if (sum->unit.sign < 0)
        return apn__fail(err, APN_NUMBER, "", "the unit of printed figures must be above zero");
    arena = apn__arena_make();
    found = apn__findings_make();
    if (arena == NULL || found == NULL || !check(sum, arena, found))
        status = apn__fail_memory(err);
    if (status == APN_OK)
        status = apn__findings_status(found, err);
    if (status == APN_OK) {
        *findings = found;
        found = NULL;
    }
    apn_findings_free(found);
    apn__arena_free(arena);
    return status;
}
