/* check_charging.c: what charging says that comes to nothing: an underspend that is kept where
 * nobody is paid, a reserve that nothing goes into, and payments and contributions in kind of years
 * that have no statement. */
#include "agreement_reader.h"

#include <stdio.h>

static bool is_kept(apn__underspend treatment)
{
    return treatment == APN__UNDERSPEND_CARRY_FORWARD || treatment == APN__UNDERSPEND_JOINT_RESERVE;
}

/* Whoever keeps money is the payee. */
static void check_payee(apn__reader *reader)
{
    for (size_t i = 0; i < reader->agreement->line_count; i++) {
        const apn__line *line = &reader->agreement->lines[i];
        char where[256];
        if (!is_kept(line->underspend))
            continue;
        (void)snprintf(where, sizeof where, "cost_lines.%s.underspend", line->info.id);
        apn__findings_add(reader->findings, APN_ERROR, APN_MISSING_KEY, line->place, where,
                          "what cost line `%s` leaves over is kept by the payee, and the agreement "
                          "names none: add `charging: {payee: …}`, or write `refund`",
                          line->info.id);
    }
}

/* A reserve for underspends when none is kept for all. */
static void check_reserve(apn__reader *reader)
{
    const apn_agreement *agreement = reader->agreement;
    bool kept = agreement->underspend == APN__UNDERSPEND_JOINT_RESERVE;
    for (size_t i = 0; i < agreement->line_count; i++)
        kept = kept || agreement->lines[i].underspend == APN__UNDERSPEND_JOINT_RESERVE;
    if (agreement->joint_reserve == APN__NONE || kept)
        return;
    apn__findings_add(reader->findings, APN_WARNING, APN_MISSING_KEY,
                      agreement->joint_reserve_place, "charging.reserve",
                      "nothing is added to reserve `%s`: add `underspend: joint_reserve`, or take "
                      "`reserve` out",
                      agreement->reserves[agreement->joint_reserve].id);
}

/* Whether any line has a figure of any measure in the year. */
static bool has_lines(const apn_agreement *agreement, apn__year year)
{
    for (size_t i = 0; i < agreement->line_count; i++)
        for (apn_measure measure = APN_BUDGET; measure < APN__MEASURES; measure++)
            if (apn__figures_find(&agreement->lines[i].measures[measure], year) != NULL)
                return true;
    return false;
}

/* Warns of money of a year for which no statement can be made. */
static void check_year(apn__reader *reader, apn__year year, apn__place place, const char *where,
                       const char *what)
{
    char text[16];
    if (has_lines(reader->agreement, year))
        return;
    apn__year_write(year, text);
    apn__findings_add(reader->findings, APN_WARNING, APN_NO_FIGURE, place, where,
                      "%s in %s is in no statement: no cost line has a figure for that year; add "
                      "one, or mend the year",
                      what, text);
}

static void check_years(apn__reader *reader)
{
    const apn_agreement *agreement = reader->agreement;
    for (size_t i = 0; i < agreement->paid_count; i++)
        check_year(reader, agreement->paid[i].year, agreement->paid[i].place, "charging.paid",
                   "what was paid");
    for (size_t i = 0; i < agreement->in_kind_count; i++)
        for (apn_measure measure = APN_BUDGET; measure < APN__MEASURES; measure++) {
            const apn__figures *figures = &agreement->in_kind[i].measures[measure];
            for (size_t at = 0; at < figures->count; at++)
                check_year(reader, figures->list[at].year, figures->list[at].place, "in_kind",
                           "a contribution in kind");
        }
}

void apn__check_charging(apn__reader *reader, bool charged)
{
    if (!charged && !reader->truncated)
        check_payee(reader);
    if (apn__findings_status(reader->findings, NULL) != APN_OK)
        return;
    check_reserve(reader);
    check_years(reader);
}
