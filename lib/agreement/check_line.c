/* check_line.c: what the parts of one line say about each other: members, bounds, the residual and
 * the method. */
#include "agreement_reader.h"

#include "splitter.h"

/* False when no date can make the party a member: it is never named, or excluded without dates. */
static bool may_share(const apn__line *line, size_t party)
{
    const apn__stretch *excluded = &line->exclusions[party];
    return line->participants[party].given &&
           !(excluded->given && excluded->period.from.day == 0 && excluded->period.until.day == 0);
}

/* True when another basis stands for the line's on some days. */
static bool has_stand_in(const apn_agreement *agreement, size_t basis)
{
    for (size_t i = 0; i < agreement->version_count; i++) {
        if (apn__stand_in(agreement, i, basis) != basis)
            return true;
    }
    return false;
}

/* Can the party ever pay on the line? */
static bool is_member(const apn__reader *reader, const apn__line *line, size_t party)
{
    const apn__basis *basis =
        line->basis == APN__NONE ? NULL : &reader->agreement->bases[line->basis];
    if (basis != NULL && basis->kind == APN__ALL_TO && basis->party != party &&
        basis->party != APN__NONE && !has_stand_in(reader->agreement, line->basis))
        return false;
    return may_share(line, party);
}

/* Has the line any member? Lines that exclude nobody and name no participants have them all. */
static bool has_members(const apn__reader *reader, const apn__line *line)
{
    for (size_t party = 0; party < reader->agreement->party_count; party++) {
        if (may_share(line, party))
            return true;
    }
    return false;
}

/* Bounds for parties that are never members. */
static void check_bounds(apn__reader *reader, const apn__line *line, const apn_bound *bounds,
                         const apn__node *node, const apn__trail *up)
{
    apn__trail trail = {0};
    apn__path path;
    if (node == NULL || bounds == NULL)
        return;
    trail = apn__trail_of_key(up, node);
    for (const apn__node *child = node->first; child != NULL; child = child->next) {
        size_t party = apn__look_up(&reader->parties, child->key);
        if (party == APN__NONE || is_member(reader, line, party))
            continue;
        apn__trail here = apn__trail_of_key(&trail, child);
        apn__fault(reader, APN_NOT_A_MEMBER, child->key_place, &here,
                   "`%.*s` does not share `%s`, so it cannot have a bound in `%.*s`: take the "
                   "bound out, or take the party into the line",
                   APN__SHOW(child->key), apn__spell(up, &path), APN__SHOW(node->key));
    }
}

/* A cap below its floor, where both are amounts or both percentages. */
static void check_crossed(apn__reader *reader, const apn__line *line, const apn__line_nodes *nodes,
                          const apn__trail *up)
{
    if (line->floors == NULL || line->caps == NULL)
        return;
    apn__trail trail = apn__trail_of_key(up, nodes->caps);
    for (const apn__node *child = nodes->caps->first; child != NULL; child = child->next) {
        size_t party = apn__look_up(&reader->parties, child->key);
        if (party == APN__NONE || line->floors[party].kind != line->caps[party].kind ||
            apn_decimal_compare(line->caps[party].value, line->floors[party].value) >= 0)
            continue;
        apn__trail here = apn__trail_of_key(&trail, child);
        apn__fault(reader, APN_BOUNDS_INFEASIBLE, child->place, &here,
                   "the cap of `%.*s` is below its floor: mend one of them", APN__SHOW(child->key));
    }
}

static void check_absorber(apn__reader *reader, const apn__line *line, const apn__node *node,
                           const apn__trail *up)
{
    apn__path path;
    if (node == NULL || line->absorber == APN__NONE)
        return;
    apn__trail here = apn__trail_of_key(up, node);
    if (!is_member(reader, line, line->absorber))
        apn__fault(reader, APN_NOT_A_MEMBER, node->place, &here,
                   "`%.*s` does not share `%s`, so it cannot absorb what the others' bounds "
                   "leave: name a member",
                   APN__SHOW(node->text), apn__spell(up, &path));
    if (line->floors == NULL && line->caps == NULL && line->no_worse_off == APN__NONE &&
        !reader->truncated)
        apn__fault(
            reader, APN_WRONG_TYPE, node->key_place, &here,
            "`%s` absorbs what floors and caps leave, and the line has neither: give it one, "
            "or take the absorber out",
            reader->agreement->parties[line->absorber].info.id);
    if (apn__method_is_divisor(line->rounding.method))
        apn__fault(reader, APN_WRONG_TYPE, node->key_place, &here,
                   "an absorber does not go with the method %s, which hands out units one by one: "
                   "take it out, or choose another method",
                   apn_method_describe(line->rounding.method)->word);
}

/* The residual's taker: at the line's own `to`, or else, inherited, at the line. */
static void check_residual(apn__reader *reader, const apn__line *line, const apn__line_nodes *nodes,
                           const apn__trail *up)
{
    const apn__node *to = apn__node_find(nodes->rounding, "to");
    apn__path path;
    bool direct =
        line->basis != APN__NONE && reader->agreement->bases[line->basis].kind == APN__ALL_TO;
    if (line->rounding.method != APN_RESIDUAL || line->rounding.to != APN_TO_PARTY ||
        (direct && to == NULL) || is_member(reader, line, line->rounding.to_party))
        return;
    const char *party = reader->agreement->parties[line->rounding.to_party].info.id;
    apn__trail rounding = {up, {"rounding", 8}, 0};
    apn__trail here = {&rounding, {"to", 2}, 0};
    if (to != NULL)
        apn__fault(reader, APN_NOT_A_MEMBER, to->place, &here,
                   "`%s` does not share `%s`, so it cannot take what rounding leaves: name a "
                   "member, or `largest`",
                   party, apn__spell(up, &path));
    else
        apn__fault(reader, APN_NOT_A_MEMBER, nodes->line->place, up,
                   "the agreement's rounding leaves the residual to `%s`, which does not share "
                   "`%s`: give the line a rounding of its own, as {method: residual, to: "
                   "largest}",
                   party, apn__spell(up, &path));
}

/* What does not go with percentages that are used as published. */
static void check_as_published(apn__reader *reader, const apn__line_nodes *nodes,
                               const apn__trail *up)
{
    const apn__node *bounds[] = {nodes->floors, nodes->caps, nodes->no_worse_off, nodes->absorber};
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
        if (bounds[i] == NULL)
            continue;
        apn__trail here = apn__trail_of_key(up, bounds[i]);
        apn__fault(reader, APN_WRONG_TYPE, bounds[i]->key_place, &here,
                   "`%.*s` does not go with percentages that are used as published, where each "
                   "party pays its own: take it out, or write `share_sum: rescale`",
                   APN__SHOW(bounds[i]->key));
    }
}

/* A direct charge to a party that does not share the line. */
static void check_direct(apn__reader *reader, const apn__line *line, const apn__basis *basis,
                         const apn__line_nodes *nodes, const apn__trail *up)
{
    apn__path path;
    if (basis->party == APN__NONE || is_member(reader, line, basis->party))
        return;
    apn__trail here = {up, {"basis", 5}, 0};
    apn__fault(reader, APN_NOT_A_MEMBER, nodes->basis != NULL ? nodes->basis->place : line->place,
               &here,
               "`%s` is to pay all of `%s`, and does not share it: mend the basis, the "
               "participants or the exclusions",
               reader->agreement->parties[basis->party].info.id, apn__spell(up, &path));
}

void apn__check_line(apn__reader *reader, const apn__line *line, const apn__line_nodes *nodes,
                     const apn__trail *trail)
{
    const apn__basis *basis =
        line->basis == APN__NONE ? NULL : &reader->agreement->bases[line->basis];
    bool own_members =
        line->participants != reader->everybody || line->exclusions != reader->nobody;
    apn__path path;
    if (nodes->line->truncated || !nodes->members_known || line->participants == NULL ||
        line->exclusions == NULL)
        return;
    if (own_members && !has_members(reader, line)) {
        apn__fault(reader, APN_NO_PARTY, nodes->line->place, trail,
                   "nobody is left to share `%s`: every participant is excluded, or none is "
                   "named",
                   apn__spell(trail, &path));
        return;
    }
    check_bounds(reader, line, line->floors, nodes->floors, trail);
    check_bounds(reader, line, line->caps, nodes->caps, trail);
    check_crossed(reader, line, nodes, trail);
    check_residual(reader, line, nodes, trail);
    if (basis != NULL && basis->kind == APN__ALL_TO)
        check_direct(reader, line, basis, nodes, trail);
    if (basis != NULL && basis->weights_kind == APN_WEIGHTS_AS_PUBLISHED)
        check_as_published(reader, nodes, trail);
    else
        check_absorber(reader, line, nodes->absorber, trail);
}
