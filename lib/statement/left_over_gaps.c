/* left_over_gaps.c: what is said when an underspend of a year cannot be worked out, or only in
 * part: then money is not credited, and nobody should have to notice. */
#include "true_up.h"

#include <stdio.h>

static bool has_figure(const apn__line *line, apn_measure measure, apn__year year)
{
    return apn__figures_find(&line->measures[measure], year) != NULL;
}

/* Whether any line has a figure of the measure in the year. */
static bool has_any(const apn_agreement *agreement, apn_measure measure, apn__year year)
{
    for (size_t i = 0; i < agreement->line_count; i++)
        if (has_figure(&agreement->lines[i], measure, year))
            return true;
    return false;
}

/* Where the agreement names the treatment, or else the first line that does. */
static apn__place find_place(const apn_agreement *agreement, apn__underspend treatment, char *where)
{
    (void)snprintf(where, APN__WHERE_SIZE, "charging.underspend");
    if (agreement->underspend == treatment)
        return agreement->underspend_place;
    size_t line = 0;
    while (agreement->lines[line].underspend != treatment)
        line++;
    apn__line_where(&agreement->lines[line], "underspend", "", where);
    return agreement->lines[line].place;
}

/* What is carried forward is credited in a year that has a figure. */
static void report_carried(const apn__evaluation *evaluation)
{
    const apn_agreement *agreement = evaluation->agreement;
    char where[APN__WHERE_SIZE], next[16];
    for (apn_measure measure = APN_BUDGET; measure < APN__MEASURES; measure++)
        if (has_any(agreement, measure, evaluation->year + 1))
            return;
    apn__year_write(evaluation->year + 1, next);
    apn__place place = find_place(agreement, APN__UNDERSPEND_CARRY_FORWARD, where);
    apn__findings_add(evaluation->findings, APN_WARNING, APN_NO_FIGURE, place, where,
                      "what %s leaves over is carried forward to %s, which has no figure of any "
                      "cost line: nobody is credited with it; add the budget of %s, or give it "
                      "back with `refund`",
                      evaluation->year_text, next, next);
}

void apn__report_unopened(const apn__evaluation *evaluation, apn__year year)
{
    const apn_agreement *agreement = evaluation->agreement;
    const apn__reserve *reserve = agreement->joint_reserve == APN__NONE
                                      ? NULL
                                      : &agreement->reserves[agreement->joint_reserve];
    char where[APN__WHERE_SIZE], first[16], kept[16];
    if (reserve == NULL || reserve->first <= year)
        return;
    apn__year_write(reserve->first, first);
    apn__year_write(year, kept);
    apn__place place = find_place(agreement, APN__UNDERSPEND_JOINT_RESERVE, where);
    apn__findings_add(evaluation->findings, APN_WARNING, APN_MISSING_YEAR, place, where,
                      "what %s leaves over is kept for reserve `%s`, which opens only in %s and "
                      "never has it: let the reserve open in %s",
                      kept, reserve->id, first, kept);
}

/* A party that has left, or whose agreement ends, is not credited next year, but at once. */
static void note_returned(const apn__evaluation *evaluation, const apn__left_over *left)
{
    const apn_agreement *agreement = evaluation->agreement;
    char where[APN__WHERE_SIZE];
    apn__place place = find_place(agreement, APN__UNDERSPEND_CARRY_FORWARD, where);
    apn__findings_add(evaluation->findings, APN_NOTE, APN_WORKED_OUT, place, where,
                      "what party `%s` leaves over is given back at once and not carried forward: "
                      "it is no party after %s",
                      agreement->parties[left->party].info.id, evaluation->year_text);
}

void apn__report_kept(const apn__evaluation *evaluation, const apn_statement *statement)
{
    bool carried = false, joint = false;
    size_t told = APN__NONE;
    for (size_t i = 0; i < statement->left_over_count; i++) {
        const apn__left_over *left = &statement->left_over[i];
        carried = carried || left->treatment == APN__UNDERSPEND_CARRY_FORWARD;
        joint = joint || left->treatment == APN__UNDERSPEND_JOINT_RESERVE;
        if (left->party == told || left->treatment != APN__UNDERSPEND_REFUND ||
            apn__treatment_of(evaluation->agreement, left->line) != APN__UNDERSPEND_CARRY_FORWARD)
            continue;
        note_returned(evaluation, left);
        told = left->party;
    }
    if (carried)
        report_carried(evaluation);
    if (joint)
        apn__report_unopened(evaluation, evaluation->year);
}

bool apn__year_has_both(const apn_agreement *agreement, apn__year year)
{
    for (size_t i = 0; i < agreement->line_count; i++)
        if (has_figure(&agreement->lines[i], APN_BUDGET, year) &&
            has_figure(&agreement->lines[i], APN_OUTTURN, year))
            return true;
    return false;
}

bool apn__left_over_is_known(const apn__evaluation *evaluation, apn__underspend treatment,
                             apn__year year, const char *lost)
{
    const apn_agreement *agreement = evaluation->agreement;
    bool outturn = has_any(agreement, APN_OUTTURN, year),
         budget = has_any(agreement, APN_BUDGET, year);
    char where[APN__WHERE_SIZE], text[16];
    if (outturn == budget) {
        if (outturn && !apn__year_has_both(agreement, year)) {
            apn__report_lopsided(evaluation, treatment, year);
            return false;
        }
        return outturn;
    }
    apn__year_write(year, text);
    apn__place place = find_place(agreement, treatment, where);
    apn__findings_add(evaluation->findings, APN_NOTE, APN_NO_FIGURE, place, where,
                      "what %s leaves over is %s: the year has %s and no %s", text, lost,
                      outturn ? "an outturn" : "a budget", outturn ? "budget" : "outturn yet");
    return false;
}

void apn__report_left_over(const apn__evaluation *evaluation, apn__underspend treatment,
                           apn__year year, const char *lost, const apn_error *fault)
{
    char where[APN__WHERE_SIZE], text[16];
    apn__place place = find_place(evaluation->agreement, treatment, where);
    apn__year_write(year, text);
    apn__findings_add(evaluation->findings, APN_WARNING, fault->status, place, where,
                      "what %s leaves over is %s, since it cannot be worked out: %s", text, lost,
                      fault->message);
}

void apn__report_lopsided(const apn__evaluation *evaluation, apn__underspend treatment,
                          apn__year year)
{
    const apn_agreement *agreement = evaluation->agreement;
    char where[APN__WHERE_SIZE], text[16];
    apn__year_write(year, text);
    for (size_t i = 0; i < agreement->line_count; i++) {
        const apn__line *line = &agreement->lines[i];
        bool budget = has_figure(line, APN_BUDGET, year);
        if (budget == has_figure(line, APN_OUTTURN, year) ||
            (treatment != APN__UNDERSPEND_UNSAID && apn__treatment_of(agreement, i) != treatment))
            continue;
        apn__line_where(line, budget ? "outturn" : "budget", "", where);
        apn__findings_add(evaluation->findings, APN_WARNING, APN_NO_FIGURE, line->place, where,
                          budget ? "%s `%s` has a budget for %s and no outturn: it is left out of "
                                   "what is left over; add the outturn, if only 0.00"
                                 : "%s `%s` has an outturn for %s and no budget: all of it counts "
                                   "as beyond the budget; add the budget, if only 0.00",
                          line->called, line->info.id, text);
    }
}
