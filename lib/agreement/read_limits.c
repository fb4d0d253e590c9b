/* read_limits.c: bases that hold the shares of another: against last year's, between floors and
 * caps, or until they have moved by more than a tolerance. */
#include "basis_reader.h"

/* How far, in points or relative, and of what. */
typedef struct move_text {
    const apn__node *points, *relative;
} move_text;

static void fault_negative(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    apn__path path;
    apn__fault(reader, APN_NUMBER, node->place, trail,
               "`%.*s` for `%s` is below zero: it is how far a share may move, up or down",
               APN__SHOW(node->text), apn__spell(trail, &path));
}

/* Either `points` or `relative`: a reader of an agreement must not have to guess which. */
static void read_move(apn__reader *reader, const apn__node *node, const move_text *text,
                      const apn__trail *up, apn__move *move)
{
    const apn__node *given = text->points != NULL ? text->points : text->relative;
    bool both = text->points != NULL && text->relative != NULL;
    bool none = apn__node_find(node, "points") == NULL && apn__node_find(node, "relative") == NULL;
    if (both || (none && !node->truncated && node->kind == APN__MAPPING))
        apn__fault(
            reader, both ? APN_WRONG_TYPE : APN_MISSING_KEY, node->place, up,
            "say how far a share may move either in percentage points, as `points: 2.00`, or "
            "in per cent of the share itself, as `relative: 5%%`");
    if (given == NULL)
        return;
    apn__trail here = apn__trail_of_key(up, given);
    move->relative = given == text->relative;
    if (apn__read_number(reader, given, &here, move->relative ? APN_FORM_PERCENT : APN_FORM_PLAIN,
                         &move->most) &&
        move->most.sign < 0)
        fault_negative(reader, given, &here);
}

static void read_parts(apn__reader *reader, const apn__node *const *nodes, size_t count,
                       const apn__trail *trail, apn__basis *basis)
{
    basis->parts = apn__keep(reader, count, sizeof *basis->parts);
    for (size_t i = 0; i < count && basis->parts != NULL; i++)
        basis->parts[basis->part_count++] = apn__read_basis_part(reader, nodes[i], trail);
}

static void read_absorber(apn__reader *reader, const apn__node *node, const apn__trail *up,
                          apn__basis *basis)
{
    if (node == NULL)
        return;
    apn__trail here = apn__trail_of_key(up, node);
    basis->absorber = apn__read_party(reader, node, &here, true);
}

typedef struct change_text {
    const apn__node *basis, *absorber;
    move_text move;
} change_text;

static const apn__key change_keys[] = {
    APN__REQUIRED(change_text, basis, "basis", apn__keep_node),
    APN__KEY(change_text, move.points, "points", apn__keep_node),
    APN__KEY(change_text, move.relative, "relative", apn__keep_node),
    APN__KEY(change_text, absorber, "absorber", apn__keep_node),
};
static const apn__table change_table = APN__TABLE("a limit on the change", change_keys);

void apn__read_limit_change(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                            apn__basis *basis)
{
    change_text text = {0};
    basis->kind = APN__LIMIT_CHANGE;
    apn__read_mapping(reader, node, trail, &change_table, &text);
    read_parts(reader, &text.basis, 1, trail, basis);
    read_move(reader, node, &text.move, trail, &basis->move);
    read_absorber(reader, text.absorber, trail, basis);
    if (reader->agreement->effective.from.day == 0 && !reader->start_named && !reader->truncated)
        apn__fault(reader, APN_MISSING_KEY, node->place, trail,
                   "the change is limited against the year before, back to the agreement's first: "
                   "give the agreement its start, as effective: {from: 2015-04-01}");
}

typedef struct rebase_text {
    const apn__node *from, *to;
    move_text move;
} rebase_text;

static const apn__key rebase_keys[] = {
    APN__REQUIRED(rebase_text, from, "from", apn__keep_node),
    APN__REQUIRED(rebase_text, to, "to", apn__keep_node),
    APN__KEY(rebase_text, move.points, "points", apn__keep_node),
    APN__KEY(rebase_text, move.relative, "relative", apn__keep_node),
};
static const apn__table rebase_table = APN__TABLE("a rebasing", rebase_keys);

void apn__read_rebase(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      apn__basis *basis)
{
    rebase_text text = {0};
    basis->kind = APN__REBASE;
    apn__read_mapping(reader, node, trail, &rebase_table, &text);
    const apn__node *parts[] = {text.from, text.to};
    read_parts(reader, parts, 2, trail, basis);
    read_move(reader, node, &text.move, trail, &basis->move);
}

typedef struct share_limit_text {
    const apn__node *basis, *floors, *caps, *absorber;
} share_limit_text;

static const apn__key share_limit_keys[] = {
    APN__REQUIRED(share_limit_text, basis, "basis", apn__keep_node),
    APN__KEY(share_limit_text, floors, "floors", apn__keep_node),
    APN__KEY(share_limit_text, caps, "caps", apn__keep_node),
    APN__KEY(share_limit_text, absorber, "absorber", apn__keep_node),
};
static const apn__table share_limit_table = APN__TABLE("a limit on shares", share_limit_keys);

/* `all` stands for every party that is not named. */
static void fill_others(const apn__reader *reader, const apn__value *every, apn__value *values)
{
    for (size_t party = 0; party < reader->agreement->party_count; party++) {
        if (values[party].given == APN__ABSENT)
            values[party] = *every;
    }
}

/* Percentages of the line; NULL when reading failed, or there are none. */
static apn__value *read_limits(apn__reader *reader, const apn__node *node, const apn__trail *up)
{
    apn__value every = {0};
    if (node == NULL)
        return NULL;
    apn__trail trail = apn__trail_of_key(up, node);
    if (!apn__is_mapping(reader, node, &trail, "percentages of a line by party, as {lincs: 10%}"))
        return NULL;
    apn__value *values = apn__keep_by_party(reader, sizeof *values, node->place, &trail);
    for (const apn__node *child = node->first; child != NULL && values != NULL;
         child = child->next) {
        apn__trail here = apn__trail_of_key(&trail, child);
        apn__value read = {.given = APN__GIVEN, .place = child->place};
        bool all = apn__text_is(child->key, "all");
        size_t party = all ? APN__NONE
                           : apn__find_id(reader, &reader->parties, child->key, child->key_place,
                                          &here, "party");
        if (!apn__read_percentage(reader, child, &here, &read.value))
            continue;
        if (all)
            every = read;
        else if (party != APN__NONE)
            values[party] = read;
    }
    if (values != NULL)
        fill_others(reader, &every, values);
    return values;
}

/* A cap below its floor. */
static void check_crossed(apn__reader *reader, const apn__node *caps, const apn__trail *up,
                          const apn__basis *basis)
{
    if (basis->floors == NULL || basis->caps == NULL)
        return;
    apn__trail trail = apn__trail_of_key(up, caps);
    for (size_t party = 0; party < reader->agreement->party_count; party++) {
        const apn__value *floor = &basis->floors[party], *cap = &basis->caps[party];
        if (floor->given == APN__ABSENT || cap->given == APN__ABSENT ||
            apn_decimal_compare(cap->value, floor->value) >= 0)
            continue;
        apn__fault(reader, APN_BOUNDS_INFEASIBLE, cap->place, &trail,
                   "the cap of `%s` is below its floor: mend one of them",
                   reader->agreement->parties[party].info.id);
        return;
    }
}

void apn__read_limit_share(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                           apn__basis *basis)
{
    share_limit_text text = {0};
    basis->kind = APN__LIMIT_SHARE;
    apn__read_mapping(reader, node, trail, &share_limit_table, &text);
    read_parts(reader, &text.basis, 1, trail, basis);
    basis->floors = read_limits(reader, text.floors, trail);
    basis->caps = read_limits(reader, text.caps, trail);
    check_crossed(reader, text.caps, trail, basis);
    read_absorber(reader, text.absorber, trail, basis);
    if (node->kind == APN__MAPPING && !node->truncated && apn__node_find(node, "floors") == NULL &&
        apn__node_find(node, "caps") == NULL)
        apn__fault(
            reader, APN_MISSING_KEY, node->place, trail,
            "the limit has neither `floors` nor `caps`: give it one, as floors: {lincs: 10%%}");
}
