/* hint.c: what somebody may have meant by an id that nothing has. */
#include "agreement_model.h"

static char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

static bool is_same_name(apn__text a, apn__text b)
{
    if (a.length != b.length)
        return false;
    for (size_t i = 0; i < a.length; i++) {
        if (lower(a.bytes[i]) != lower(b.bytes[i]))
            return false;
    }
    return true;
}

bool apn__hint_name(apn__buffer *hint, const apn_agreement *agreement, apn__text id)
{
    for (size_t i = 0; i < agreement->party_count; i++) {
        const apn_party_info *party = &agreement->parties[i].info;
        if (party->id == NULL || !(is_same_name(id, apn__text_of(party->name)) ||
                                   is_same_name(id, apn__text_of(party->name_cy))))
            continue;
        apn__buffer_print(hint, "; that is the name of the party `%s`: write the id", party->id);
        return true;
    }
    return false;
}

void apn__hint_ids(apn__buffer *hint, apn__text id, const apn__text *ids, size_t count,
                   const char *kind)
{
    enum { MOST_IDS = 8, LONGEST_ID = 64 };
    size_t nearest = apn__nearest(id, ids, count);
    if (nearest < count) {
        apn__buffer_print(hint, "; did you mean `%.*s`?", (int)ids[nearest].length,
                          ids[nearest].bytes);
        return;
    }
    apn__buffer_print(hint, count == 0 ? "; there are no %s" : "; the %s are ", kind);
    for (size_t i = 0; i < count && i < MOST_IDS; i++) {
        size_t cut = apn__utf8_cut(ids[i].bytes, ids[i].length,
                                   ids[i].length < LONGEST_ID ? ids[i].length : LONGEST_ID);
        apn__buffer_print(hint, "%s%.*s", i == 0 ? "" : ", ", (int)cut, ids[i].bytes);
    }
    if (count > MOST_IDS)
        apn__buffer_print(hint, " and %zu more", count - MOST_IDS);
}
