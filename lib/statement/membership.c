/* membership.c: who is a member of a cost line on a day, a party's place among members, and the
 * place to blame. */
#include "statement_model.h"

static bool any_has(const apn__stretch *stretch, apn__day day)
{
    for (; stretch != NULL && stretch->given; stretch = stretch->next) {
        if (apn__period_has(&stretch->period, day))
            return true;
    }
    return false;
}

size_t apn__line_members(const apn_agreement *agreement, const apn__line *line, apn__day day,
                         size_t *members)
{
    size_t count = 0;
    for (size_t party = 0; party < agreement->party_count; party++) {
        if (apn__period_has(&agreement->parties[party].period, day) &&
            any_has(&line->participants[party], day) && !any_has(&line->exclusions[party], day))
            members[count++] = party;
    }
    return count;
}

const apn__stretch *apn__line_exclusion(const apn_agreement *agreement, const apn__line *line,
                                        size_t party, const apn__period *days)
{
    const apn__stretch *exclusion = &line->exclusions[party];
    if (!apn__periods_overlap(&agreement->parties[party].period, days))
        return NULL;
    for (; exclusion != NULL && exclusion->given; exclusion = exclusion->next) {
        if (apn__periods_overlap(&exclusion->period, days))
            return exclusion;
    }
    return NULL;
}

size_t apn__member_place(const size_t *members, size_t count, size_t party)
{
    size_t low = 0, high = count;
    if (party < count && members[party] == party)
        return party; /* everybody before it is a member */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (members[middle] < party)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && members[low] == party ? low : SIZE_MAX;
}

apn__place apn__place_or(apn__place place, apn__place fallback)
{
    return place.line != 0 ? place : fallback;
}
