/* faults.c: how a fault of one cost line is told: its path, its place, its sentence. */
#include "statement_model.h"

#include <stdio.h>

void apn__line_where(const apn__line *line, const char *key, const char *party, char *where)
{
    (void)snprintf(where, APN__WHERE_SIZE, "cost_lines.%s%s%s%s%s", line->info.id,
                   *key == '\0' ? "" : ".", key, *party == '\0' ? "" : ".", party);
}

void apn__line_report_stranger(const apn__evaluation *evaluation, const apn__line *line,
                               apn__place place, const char *where, const char *role, size_t party)
{
    apn__findings_add(
        evaluation->findings, APN_ERROR, APN_NOT_A_MEMBER, apn__place_or(place, line->place), where,
        "%s %s cost line `%s`, but is not one of its members in %s: name a member, or take the "
        "party into the line",
        evaluation->agreement->parties[party].info.name, role, line->info.id,
        evaluation->year_text);
}

void apn__line_report_split(const apn__evaluation *evaluation, const apn__line *line,
                            const apn_error *fault)
{
    apn__place place = line->place;
    char where[APN__WHERE_SIZE];
    if (fault->status == APN_MEMORY) {
        apn__findings_fail_memory(evaluation->findings);
        return;
    }
    if (fault->status == APN_NO_WEIGHT || fault->status == APN_SHARE_SUM ||
        fault->status == APN_NEGATIVE_WEIGHT)
        place = line->basis_place;
    else if (fault->status == APN_BOUNDS_INFEASIBLE || fault->status == APN_NOT_WHOLE_UNITS)
        place = line->bounds_place;
    apn__line_where(line, "", "", where);
    apn__findings_add(evaluation->findings, APN_ERROR, fault->status,
                      apn__place_or(place, line->place), where, "cost line `%s`: %s", line->info.id,
                      fault->message);
}
