/* months.c: under `proration: months` a life is cut at the edges of calendar months only. */
#include "pieces.h"

#include <stdio.h>

#include "library_limits.h"

/* The place of the date among those that lines have in common, or SIZE_MAX. */
static size_t shared_edge(const apn__cut *cut)
{
    if (cut->kind == APN__CUT_YEAR || cut->kind == APN__CUT_EFFECTIVE)
        return 2 * (size_t)cut->kind + cut->ends;
    if (cut->kind == APN__CUT_VERSION)
        return 2 * (2 + cut->party) + cut->ends;
    return cut->kind == APN__CUT_PARTY ? 2 * (2 + APN__LIMIT_VERSIONS + cut->party) + cut->ends
                                       : SIZE_MAX;
}

size_t apn__shared_edges(const apn_agreement *agreement)
{
    return 2 * (2 + APN__LIMIT_VERSIONS + agreement->party_count);
}

static void where_of(const apn__evaluation *evaluation, const apn__line *line, const apn__cut *cut,
                     char *where)
{
    const char *end = cut->ends ? "until" : "from", *line_id = apn__line_key(line);
    const char *party =
        cut->kind < APN__CUT_PARTY ? "" : evaluation->agreement->parties[cut->party].info.id;
    switch (cut->kind) {
    case APN__CUT_YEAR:
        (void)snprintf(where, APN__WHERE_SIZE, "year_start");
        break;
    case APN__CUT_EFFECTIVE:
        (void)snprintf(where, APN__WHERE_SIZE, "agreement.effective.%s", cut->ends ? "to" : "from");
        break;
    case APN__CUT_VERSION:
        (void)snprintf(where, APN__WHERE_SIZE, "versions.%s.%s",
                       evaluation->agreement->versions[cut->party].id, end);
        break;
    case APN__CUT_LINE:
        (void)snprintf(where, APN__WHERE_SIZE, "%s.%s.%s", line->list, line_id, end);
        break;
    case APN__CUT_COVER:
        (void)snprintf(where, APN__WHERE_SIZE, "%s.%s.%s.prepaid.%s", line->list, line_id,
                       line->item_count > 0 ? "items" : apn_measure_word(evaluation->measure), end);
        break;
    case APN__CUT_BASIS:
        (void)snprintf(where, APN__WHERE_SIZE, "%s.%s.basis", line->list, line_id);
        break;
    case APN__CUT_PARTY:
        (void)snprintf(where, APN__WHERE_SIZE, "parties.%s.%s", party,
                       cut->ends ? "left" : "joined");
        break;
    case APN__CUT_PARTICIPANT:
        (void)snprintf(where, APN__WHERE_SIZE, "%s.%s.participants.%s.%s", line->list, line_id,
                       party, end);
        break;
    case APN__CUT_EXCLUSION:
        (void)snprintf(where, APN__WHERE_SIZE, "%s.%s.exclude.%s.%s", line->list, line_id, party,
                       end);
        break;
    }
}

/* What happens on the date, as "%s leaves on". */
static const char *event_of(const apn__cut *cut)
{
    static const char *const events[][2] = {
        [APN__CUT_YEAR] = {"the financial year begins on", "the financial year ends on"},
        [APN__CUT_EFFECTIVE] = {"the agreement begins on", "the agreement ends on"},
        [APN__CUT_VERSION] = {"another version begins on", "a version ends on"},
        [APN__CUT_LINE] = {"the line begins on", "the line ends on"},
        [APN__CUT_COVER] = {"the payment is for days from", "the payment is for days until"},
        [APN__CUT_BASIS] = {"the basis changes on", "the basis changes on"},
        [APN__CUT_PARTY] = {" joins on", " leaves on"},
        [APN__CUT_PARTICIPANT] = {" takes part from", " takes part until"},
        [APN__CUT_EXCLUSION] = {" is excluded from", " is excluded until"},
    };
    return events[cut->kind][cut->ends];
}

static void report(const apn__evaluation *evaluation, const apn__line *line, const apn__cut *cut)
{
    apn__day day = cut->edge.day, first = apn__month_first(day), last = apn__month_last(day);
    char date[APN__DAY_SIZE], before[APN__DAY_SIZE], after[APN__DAY_SIZE], where[APN__WHERE_SIZE];
    where_of(evaluation, line, cut, where);
    apn__findings_add(
        evaluation->findings, APN_ERROR, APN_NOT_MONTH_EDGE,
        apn__place_or(cut->edge.place, line->place), where,
        "%s `%s` is shared by months, and %s%s %s, which is not the %s day of a month: make "
        "it %s or %s, or write `proration: days`",
        line->called, line->info.id,
        cut->kind < APN__CUT_PARTY ? "" : evaluation->agreement->parties[cut->party].info.name,
        event_of(cut), apn__day_write(day, date), cut->ends ? "last" : "first",
        apn__day_write(cut->ends ? first - 1 : first, before),
        apn__day_write(cut->ends ? last : last + 1, after));
}

bool apn__cut_is_month_edge(const apn__evaluation *evaluation, const apn__line *line,
                            const apn__cut *cut)
{
    apn__day day = cut->edge.day;
    size_t shared = shared_edge(cut);
    if (day == (cut->ends ? apn__month_last(day) : apn__month_first(day)))
        return true;
    if (shared == SIZE_MAX || !evaluation->edges_said[shared])
        report(evaluation, line, cut);
    if (shared != SIZE_MAX)
        evaluation->edges_said[shared] = true;
    return false;
}
