/* Who is a member of a cost line, a party's place among members, and the place to blame. */
#include "statement_model.h"

size_t apn__line_members(const apn_agreement *agreement, const apn__line *line, size_t *members)
{
    size_t count = 0;
    for (size_t party = 0; party < agreement->party_count; party++) {
        if (line->participants[party] && !line->exclusions[party].excluded)
            members[count++] = party;
    }
    return count;
}

size_t apn__member_place(const size_t *members, size_t count, size_t party)
{
    size_t low = 0, high = count;
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
