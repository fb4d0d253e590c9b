/* rest.c: a line that is what other lines leave of an amount: that amount less the net amounts of
 * those lines. The proof takes the lines' split totals instead. */
#include "statement_model.h"

#include <stdio.h>

#include "sum.h"
#include "true_up.h"

/* Takes the net amount of a line off the sum; a line without a figure for the year is nothing. */
static apn_status take_off(const apn__evaluation *evaluation, size_t line, apn__sum *sum,
                           apn_error *err)
{
    const apn__line *model = &evaluation->agreement->lines[line];
    const apn__figure *figure =
        apn__figures_find(&model->measures[evaluation->measure], evaluation->year);
    apn__statement_line made = {0};
    if (figure == NULL || figure->missing)
        return APN_OK;
    apn_status status = apn__line_make_amount(evaluation, model, figure->amount, &made, err);
    if (status == APN_OK)
        apn__sum_subtract(sum, made.amount);
    return status;
}

apn_status apn__line_rest(const apn__evaluation *evaluation, const apn__line *line, apn_decimal of,
                          apn_decimal *out, apn_error *err)
{
    const apn__rest *rest = line->rests[evaluation->measure];
    size_t at = 0, taken;
    apn_status status = APN_OK;
    apn__sum sum;
    *out = of;
    if (rest == NULL)
        return APN_OK;
    apn__sum_begin(&sum);
    apn__sum_add(&sum, of);
    while (status == APN_OK &&
           (taken = apn__rest_next(evaluation->agreement, line, rest, &at)) != APN__NONE)
        status = take_off(evaluation, taken, &sum, err);
    if (status == APN_OK && !apn__sum_take(&sum, evaluation->agreement->info.unit.scale, out))
        status = apn__fail(err, APN_LIMIT, "", "what other lines leave has more than %d digits",
                           APN_DECIMAL_DIGITS);
    apn__sum_end(&sum);
    return status;
}

void apn__line_note_rest(const apn__evaluation *evaluation, const apn__line *line, apn_decimal of,
                         apn_decimal left)
{
    if (line->rests[evaluation->measure] == NULL)
        return;
    char where[APN__WHERE_SIZE], texts[2][APN_DECIMAL_TEXT_SIZE];
    const apn__place place = line->rests[evaluation->measure]->place;
    const char *word = apn_measure_word(evaluation->measure);
    apn__line_where(line, word, "rest", where);
    (void)apn_decimal_format(of, 1, texts[0]);
    (void)apn_decimal_format(left, 1, texts[1]);
    apn__findings_add(evaluation->findings, APN_NOTE, APN_WORKED_OUT, place, where,
                      "the %s of `%s` for %s is what other lines leave of %s: %s", word,
                      line->info.id, evaluation->year_text, texts[0], texts[1]);
    if (left.sign < 0)
        apn__findings_add(evaluation->findings, APN_WARNING, APN_OVERDRAWN, place, where,
                          "the other lines come to more than the %s of which `%s` is the rest in "
                          "%s, so that it is below zero: mend the amounts, or let it be a credit",
                          texts[0], line->info.id, evaluation->year_text);
}

bool apn__rest_is_proven(const apn_statement *statement, size_t line, apn_decimal of,
                         apn_decimal gross)
{
    const apn_agreement *agreement = statement->agreement;
    const apn__rest *rest = agreement->lines[line].rests[statement->measure];
    size_t at = 0, taken;
    apn__sum sum;
    apn__sum_begin(&sum);
    apn__sum_add(&sum, of);
    while (rest != NULL &&
           (taken = apn__rest_next(agreement, &agreement->lines[line], rest, &at)) != APN__NONE) {
        size_t place = apn__statement_place(statement, taken);
        if (place != SIZE_MAX)
            apn__sum_subtract(&sum, apn_split_total(statement->lines[place].split));
    }
    bool proven = apn__sum_is(&sum, gross);
    apn__sum_end(&sum);
    return proven;
}
