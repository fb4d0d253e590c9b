/* faults.c: how a fault of one cost line is told: its path, its place, its sentence. */
#include "statement_model.h"

#include <stdio.h>

#include "library_limits.h"

const char *apn__line_key(const apn__line *line)
{
    return line->key != NULL ? line->key : line->info.id;
}

void apn__line_where(const apn__line *line, const char *key, const char *party, char *where)
{
    (void)snprintf(where, APN__WHERE_SIZE, "%s.%s%s%s%s%s", line->list, apn__line_key(line),
                   *key == '\0' ? "" : ".", key, *party == '\0' ? "" : ".", party);
}

void apn__line_report_stranger(const apn__evaluation *evaluation, const apn__line *line,
                               apn__place place, const char *where, const char *role, size_t party)
{
    apn__findings_add(
        evaluation->findings, APN_ERROR, APN_NOT_A_MEMBER, apn__place_or(place, line->place), where,
        "%s %s %s `%s`, but is not one of its members in %s: name a member, or take the "
        "party into the line",
        evaluation->agreement->parties[party].info.name, role, line->called, line->info.id,
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
                      apn__place_or(place, line->place), where, "%s `%s`: %s", line->called,
                      line->info.id, fault->message);
}

void apn__line_report_no_life(const apn__evaluation *evaluation, const apn__line *line)
{
    char where[APN__WHERE_SIZE], from[APN__DAY_SIZE], until[APN__DAY_SIZE];
    const apn__period *life = &line->life;
    bool has_from = life->from.day != 0, has_until = life->until.day != 0;
    apn__line_where(line, "", "", where);
    apn__findings_add(
        evaluation->findings, APN_ERROR, APN_NO_PARTY,
        apn__place_or(has_from ? life->from.place : life->until.place, line->place), where,
        "%s `%s` has a figure for %s, and its life%s%s%s%s has no day in that part of the "
        "agreement%s: mend its dates, or take the figure out",
        line->called, line->info.id, evaluation->year_text, has_from ? " from " : "",
        has_from ? apn__day_write(life->from.day, from) : "", has_until ? " until " : "",
        has_until ? apn__day_write(life->until.day, until) : "",
        line->measures[evaluation->measure].cover.from.day != 0 ? " that the payment covers" : "");
}

void apn__line_report_no_member(const apn__evaluation *evaluation, const apn__line *line,
                                const apn__piece *piece, bool is_part)
{
    char where[APN__WHERE_SIZE], first[APN__DAY_SIZE], last[APN__DAY_SIZE];
    apn__line_where(line, "", "", where);
    if (is_part)
        apn__findings_add(
            evaluation->findings, APN_ERROR, APN_NO_PARTY, line->place, where,
            "nobody shares %s `%s` from %s until %s, and its money for these days cannot "
            "vanish: give the line a `from` or `until`, or mend its members",
            line->called, line->info.id, apn__day_write(piece->first, first),
            apn__day_write(piece->last, last));
    else
        apn__findings_add(
            evaluation->findings, APN_ERROR, APN_NO_PARTY, line->place, where,
            "%s `%s` has a figure for %s but nobody to pay it: no participant is a member "
            "in that year, or every one is excluded",
            line->called, line->info.id, evaluation->year_text);
}

void apn__line_report_pieces(const apn__evaluation *evaluation, const apn__line *line)
{
    char where[APN__WHERE_SIZE];
    apn__line_where(line, "", "", where);
    apn__findings_add(evaluation->findings, APN_ERROR, APN_LIMIT, line->place, where,
                      "dates cut the cost lines into more than the %u cells that a statement may "
                      "have, counting each party once for each piece: `%s` is one line too many",
                      APN__LIMIT_CELLS, line->info.id);
}
