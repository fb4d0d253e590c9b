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

bool apn__left_over_is_known(const apn__evaluation *evaluation, apn__underspend treatment,
                             apn__year year, const char *lost)
{
    const apn_agreement *agreement = evaluation->agreement;
    bool outturn = has_any(agreement, APN_OUTTURN, year),
         budget = has_any(agreement, APN_BUDGET, year);
    char where[APN__WHERE_SIZE], text[16];
    if (outturn == budget)
        return outturn;
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
                          budget ? "%s `%s` has a budget for %s and no outturn: all of its budget "
                                   "counts as left over; add the outturn, if only 0.00"
                                 : "%s `%s` has an outturn for %s and no budget: all of it counts "
                                   "as beyond the budget; add the budget, if only 0.00",
                          line->called, line->info.id, text);
    }
}
