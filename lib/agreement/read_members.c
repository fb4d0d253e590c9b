/* read_members.c: who shares a line, who does not and why, and between which bounds. */
#include "agreement_reader.h"

typedef struct exclusion_text {
    const char *reason;
} exclusion_text;

static const apn__key exclusion_keys[] = {
    APN__REQUIRED(exclusion_text, reason, "reason", apn__read_text),
    APN__LATER("from"),
    APN__LATER("until"),
};
static const apn__table exclusion_table = APN__TABLE("an exclusion", exclusion_keys);

bool apn__read_participants(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                            apn__line *line)
{
    size_t at = 0;
    bool known = true;
    line->participants = reader->everybody;
    if (node == NULL)
        return true;
    if (!apn__is_list(reader, node, trail, "a list of parties, as [lincs, leics]"))
        return false;
    bool *participants = apn__keep_by_party(reader, sizeof *participants, node->place, trail);
    if (participants == NULL)
        return false;
    line->participants = participants;
    for (const apn__node *entry = node->first; entry != NULL; entry = entry->next, at++) {
        apn__trail here = {trail, {"", 0}, at + 1};
        size_t party = apn__read_party(reader, entry, &here, false);
        known = known && party != APN__NONE;
        if (party == APN__NONE)
            continue;
        if (participants[party])
            apn__fault(reader, APN_DUPLICATE_ID, entry->place, &here,
                       "`%.*s` is already named among the participants: once is enough",
                       APN__SHOW(entry->text));
        participants[party] = true;
    }
    return known;
}

/* The reason of one exclusion, or NULL, reported. */
static const char *read_reason(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    exclusion_text text = {0};
    if (node->kind == APN__MAPPING) {
        apn__read_mapping(reader, node, trail, &exclusion_table, &text);
        return text.reason;
    }
    if (apn__is_empty(node))
        apn__fault(reader, APN_MISSING_KEY, node->place, trail,
                   "`%.*s` is excluded from a cost line without a reason: write why, as {%.*s: has "
                   "its own servers}",
                   APN__SHOW(trail->name), APN__SHOW(trail->name));
    else if (apn__is_text(reader, node, trail, "the reason, or {reason: …}"))
        return apn__keep_text(reader, node->text);
    return NULL;
}

/* In { } a comma ends a reason: what follows it looks like a party without a reason. Reported once
 * for each reason that is cut, at its text. */
static void fault_cut_reason(apn__reader *reader, const apn__node *cut, const apn__node *rest,
                             const apn__trail *up)
{
    apn__trail here = apn__trail_of_key(up, cut);
    apn__fault(reader, APN_UNKNOWN_ID, cut->place, &here,
               "there is no party `%.*s`; a comma inside { } ends the reason: put it in quotes, as "
               "{%.*s: \"%.*s, %.*s\"}",
               APN__SHOW(rest->key), APN__SHOW(cut->key), APN__SHOW(cut->text),
               APN__SHOW(rest->key));
}

/* True for an entry of a { } that is no party and has nothing behind it. */
static bool is_rest_of_reason(const apn__reader *reader, const apn__node *parent,
                              const apn__node *child)
{
    return parent->flow && apn__is_empty(child) && !child->quoted && reader->parties.known &&
           apn__look_up(&reader->parties, child->key) == APN__NONE;
}

void apn__read_exclusions(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                          apn__line *line)
{
    line->exclusions = reader->nobody;
    if (node == NULL)
        return;
    if (!apn__is_mapping(reader, node, trail, "the reason for each party, as {lincs: has its own}"))
        return;
    apn__exclusion *exclusions = apn__keep_by_party(reader, sizeof *exclusions, node->place, trail);
    if (exclusions == NULL)
        return;
    line->exclusions = exclusions;
    const apn__node *cut = NULL; /* the reason that the last comma may have ended */
    bool told = false;           /* and that was reported */
    for (const apn__node *child = node->first; child != NULL; child = child->next) {
        apn__trail here = apn__trail_of_key(trail, child);
        if (cut != NULL && is_rest_of_reason(reader, node, child)) {
            if (!told)
                fault_cut_reason(reader, cut, child, trail);
            told = true;
            continue;
        }
        cut = child->kind == APN__SCALAR && !child->quoted && !apn__is_empty(child) ? child : NULL;
        told = false;
        size_t party =
            apn__find_id(reader, &reader->parties, child->key, child->key_place, &here, "party");
        const char *reason = read_reason(reader, child, &here);
        if (party != APN__NONE)
            exclusions[party] = (apn__exclusion){true, reason == NULL ? "" : reason, child->place};
    }
}

apn_bound *apn__read_bounds(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    if (!apn__is_mapping(reader, node, trail,
                         "an amount or a percentage for each party, as {lincs: 1000.00}"))
        return NULL;
    apn_bound *bounds = apn__keep_by_party(reader, sizeof *bounds, node->place, trail);
    for (const apn__node *child = node->first, *open = NULL; child != NULL && bounds != NULL;
         child = child->next) {
        if (apn__continues_curly(&open, child))
            continue;
        apn__trail here = apn__trail_of_key(trail, child);
        size_t party =
            apn__find_id(reader, &reader->parties, child->key, child->key_place, &here, "party");
        apn_bound read;
        if (apn__read_bound(reader, child, &here, &read) && party != APN__NONE)
            bounds[party] = read;
    }
    return bounds;
}
