/* read_members.c: who shares a line, who does not and why, and between which bounds. */
#include "agreement_reader.h"

#include "library_limits.h"

typedef struct exclusion_text {
    const char *reason;
    apn__period period;
} exclusion_text;

static const apn__key exclusion_keys[] = {
    APN__REQUIRED(exclusion_text, reason, "reason", apn__read_text),
    APN__KEY(exclusion_text, period.from, "from", apn__read_edge),
    APN__KEY(exclusion_text, period.until, "until", apn__read_edge),
};
static const apn__table exclusion_table = APN__TABLE("an exclusion", exclusion_keys);

typedef struct participant_text {
    const apn__node *id;
    apn__period period;
} participant_text;

static const apn__key participant_keys[] = {
    APN__REQUIRED(participant_text, id, "id", apn__keep_node),
    APN__KEY(participant_text, period.from, "from", apn__read_edge),
    APN__KEY(participant_text, period.until, "until", apn__read_edge),
};
static const apn__table participant_table = APN__TABLE("a participant", participant_keys);

/* Adds a stretch of days to those of one party. Returns the one that it overlaps, or NULL. */
static const apn__stretch *add_stretch(apn__reader *reader, apn__stretch *stretches,
                                       const apn__stretch *added, const apn__trail *trail)
{
    const apn__stretch *overlapped = NULL;
    apn__stretch *last = stretches;
    size_t count = 0;
    if (!stretches->given) {
        *stretches = *added;
        return NULL;
    }
    for (apn__stretch *other = stretches; other != NULL; other = other->next, count++) {
        last = other;
        if (overlapped == NULL && apn__periods_overlap(&other->period, &added->period))
            overlapped = other;
    }
    if (count == APN__LIMIT_STRETCHES)
        apn__fault(reader, APN_LIMIT, added->place, trail,
                   "more than %u stretches of days of one party on one line: join some",
                   APN__LIMIT_STRETCHES);
    apn__stretch *kept = count < APN__LIMIT_STRETCHES ? apn__keep(reader, 1, sizeof *kept) : NULL;
    if (kept == NULL)
        return NULL;
    *kept = *added;
    last->next = kept;
    return overlapped;
}

/* One participant: an id, or {id: …, from: …, until: …}. False when it could not be read. */
static bool read_participant(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                             apn__stretch *participants)
{
    participant_text text = {.id = node};
    apn__stretch added = {.given = true, .place = node->place};
    apn__trail here = *trail;
    if (node->kind == APN__MAPPING) {
        text.id = NULL;
        apn__read_mapping(reader, node, trail, &participant_table, &text);
        apn__check_period(reader, trail, &text.period, "the participant leaves before it begins",
                          "`from` or `until`");
        added.period = text.period;
        if (text.id == NULL)
            return false;
        here = apn__trail_of_key(trail, text.id);
    }
    size_t party = apn__read_party(reader, text.id, &here, true);
    if (party == APN__NONE)
        return false;
    const apn__stretch *twice = add_stretch(reader, &participants[party], &added, trail);
    if (twice != NULL)
        apn__fault(
            reader, APN_DUPLICATE_ID, node->place, trail,
            "`%.*s` is already named among the participants%s: %s", APN__SHOW(text.id->text),
            added.period.from.day == 0 && added.period.until.day == 0 ? ""
                                                                      : " for some of these days",
            node->kind == APN__MAPPING ? "end the one before the other begins" : "once is enough");
    return true;
}

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
    apn__stretch *participants =
        apn__keep_by_party(reader, sizeof *participants, node->place, trail);
    if (participants == NULL)
        return false;
    line->participants = participants;
    for (const apn__node *entry = node->first; entry != NULL; entry = entry->next) {
        apn__trail here = apn__trail_of_entry(trail, entry, ++at);
        known = read_participant(reader, entry, &here, participants) && known;
    }
    return known;
}

/* One exclusion: the reason alone, or with dates. */
static apn__stretch read_exclusion(apn__reader *reader, const apn__node *node,
                                   const apn__trail *trail)
{
    exclusion_text text = {.reason = ""};
    if (node->kind == APN__MAPPING) {
        apn__read_mapping(reader, node, trail, &exclusion_table, &text);
        apn__check_period(reader, trail, &text.period, "the exclusion ends before it begins",
                          "`from` or `until`");
    } else if (apn__is_empty(node)) {
        apn__fault(reader, APN_MISSING_KEY, node->place, trail,
                   "`%.*s` is excluded from a cost line without a reason: write why, as {%.*s: has "
                   "its own servers}",
                   APN__SHOW(trail->name), APN__SHOW(trail->name));
    } else if (apn__is_text(reader, node, trail, "the reason, or {reason: …}")) {
        text.reason = apn__keep_text(reader, node->text);
    }
    return (apn__stretch){true, text.reason, node->place, text.period, NULL};
}

/* The exclusions of one party: one, or a list of several with dates. */
static void read_exclusions_of(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                               apn__stretch *exclusions)
{
    size_t at = 0;
    bool several = node->kind == APN__SEQUENCE;
    if (several && node->count == 0 && !node->truncated)
        apn__fault(
            reader, APN_MISSING_KEY, node->place, trail,
            "the list of exclusions is empty: write {reason: …, from: …, until: …} for each");
    for (const apn__node *entry = several ? node->first : node; entry != NULL;
         entry = several ? entry->next : NULL) {
        apn__trail item = {trail, {"", 0}, ++at};
        const apn__trail *here = several ? &item : trail;
        if (several && entry->kind != APN__MAPPING) {
            apn__fault_kind(reader, entry, here, "{reason: …, from: …, until: …}");
            continue;
        }
        apn__stretch added = read_exclusion(reader, entry, here);
        if (exclusions == NULL)
            continue;
        const apn__stretch *twice = add_stretch(reader, exclusions, &added, here);
        if (twice != NULL)
            apn__fault(reader, APN_DUPLICATE_KEY, entry->place, here,
                       "this exclusion and the one in line %u exclude the party on the same days: "
                       "end the one before the other begins",
                       (unsigned)twice->place.line);
    }
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
    apn__stretch *exclusions = apn__keep_by_party(reader, sizeof *exclusions, node->place, trail);
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
        read_exclusions_of(reader, child, &here, party == APN__NONE ? NULL : &exclusions[party]);
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
