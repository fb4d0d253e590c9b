/* pieces.c: a line's life in one year, cut into pieces in which the same parties share it by the
 * same basis, and how long each is: in days, or in whole calendar months. A line that nothing
 * changes is one piece, whose length then has no part in any figure. */
#include "pieces.h"

#include <stdlib.h>

#include "library_limits.h"

/* A piece, and the date that divides it from the one before. */
typedef struct drawn_piece {
    apn__piece piece;
    apn__cut cause;
} drawn_piece;

typedef struct cutting {
    const apn__evaluation *evaluation;
    const apn__line *line;
    apn__cut first, last;    /* of the line's life in the year */
    apn__day rules_ahead;    /* by how many days the rules' year is ahead of the members' */
    apn__year figures_ahead; /* by how many years the figures' one is */
    apn__cut *cuts;
    size_t count, room;
    size_t *members; /* of the day that is looked at */
    drawn_piece *pieces;
    size_t piece_count, pieces_room;
    bool failed; /* reported */
} cutting;

static apn__day starts(const apn__cut *cut)
{
    return cut->edge.day + cut->ends;
}

/* Makes room for one more thing of a list; remembers when there is none. */
static void grow(cutting *c, void **list, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return;
    size_t wanted = *room == 0 ? 16 : 2 * *room;
    void *grown = apn__grow(*list, wanted, size);
    if (grown == NULL) {
        apn__findings_fail_memory(c->evaluation->findings);
        c->failed = true;
        return;
    }
    *list = grown;
    *room = wanted;
}

/* Keeps a date that falls inside the life. */
static void add_cut(cutting *c, apn__edge edge, bool ends, apn__cut_kind kind, size_t party)
{
    apn__cut added = {edge, ends, kind, party, c->count};
    void *list = c->cuts;
    if (kind == APN__CUT_BASIS || kind == APN__CUT_VERSION)
        added.edge.day -= c->rules_ahead;
    if (edge.day == 0 || starts(&added) <= c->first.edge.day || starts(&added) > c->last.edge.day)
        return;
    grow(c, &list, c->count, &c->room, sizeof *c->cuts);
    c->cuts = list;
    if (!c->failed)
        c->cuts[c->count++] = added;
}

static void add_stretches(cutting *c, const apn__stretch *stretch, apn__cut_kind kind, size_t party)
{
    for (; stretch != NULL && stretch->given; stretch = stretch->next) {
        add_cut(c, stretch->period.from, false, kind, party);
        add_cut(c, stretch->period.until, true, kind, party);
    }
}

/* By the day on which something is different, then in the order found. */
static int compare_cuts(const void *left, const void *right)
{
    const apn__cut *a = left, *b = right;
    if (starts(a) != starts(b))
        return starts(a) < starts(b) ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

/* The dates on which a basis changes of itself. */
static void add_basis(cutting *c, size_t at)
{
    const apn__basis *basis = &c->evaluation->agreement->bases[at];
    for (size_t i = 0; basis->kind == APN__WITH_EFFECT_FROM && i < basis->part_count; i++)
        add_cut(c, basis->parts[i].from, false, APN__CUT_BASIS, 0);
}

/* The dates on which versions of the agreement begin and end, and those of what they put in the
 * place of the line's basis. */
static void add_versions(cutting *c)
{
    const apn_agreement *agreement = c->evaluation->agreement;
    for (size_t i = 0; i < agreement->version_count; i++) {
        add_cut(c, agreement->versions[i].period.from, false, APN__CUT_VERSION, i);
        add_cut(c, agreement->versions[i].period.until, true, APN__CUT_VERSION, i);
        add_basis(c, apn__stand_in(agreement, i, c->line->basis));
    }
}

/* The years of a cost that arose in several, each of which has figures of its own. */
static void add_years(cutting *c)
{
    const apn_agreement *agreement = c->evaluation->agreement;
    apn__year last = apn__year_of(agreement, c->last.edge.day);
    for (apn__year year = apn__year_of(agreement, c->first.edge.day) + 1; year <= last; year++)
        add_cut(c, (apn__edge){apn__year_first(agreement, year), agreement->year_place}, false,
                APN__CUT_YEAR, 0);
}

/* The basis that is in force on the day. */
static size_t basis_on(const cutting *c, apn__day members_day)
{
    const apn_agreement *agreement = c->evaluation->agreement;
    apn__day day = members_day + c->rules_ahead;
    size_t at = apn__stand_in(agreement, apn__version_on(agreement, day), c->line->basis);
    const apn__basis *basis = &agreement->bases[at];
    size_t last = basis->part_count;
    if (basis->kind != APN__WITH_EFFECT_FROM)
        return at;
    while (last > 1 && basis->parts[last - 1].from.day > day)
        last--;
    return basis->parts[last - 1].basis;
}

static void gather_cuts(cutting *c)
{
    const apn_agreement *agreement = c->evaluation->agreement;
    for (size_t party = 0; party < agreement->party_count; party++) {
        const apn__period *period = &agreement->parties[party].period;
        add_cut(c, period->from, false, APN__CUT_PARTY, party);
        add_cut(c, period->until, true, APN__CUT_PARTY, party);
        add_stretches(c, &c->line->participants[party], APN__CUT_PARTICIPANT, party);
        add_stretches(c, &c->line->exclusions[party], APN__CUT_EXCLUSION, party);
    }
    add_basis(c, c->line->basis);
    add_versions(c);
    add_years(c);
    if (c->count > 1)
        qsort(c->cuts, c->count, sizeof *c->cuts, compare_cuts);
}

/* The later of two beginnings, or the earlier of two ends. */
static void tighten(apn__cut *cut, apn__edge edge, apn__cut_kind kind)
{
    if (edge.day != 0 && (cut->ends ? edge.day < cut->edge.day : edge.day > cut->edge.day))
        *cut = (apn__cut){edge, cut->ends, kind, 0, 0};
}

/* The days of the year that is charged; or those in which the cost arose. */
static void find_days(cutting *c)
{
    const apn_agreement *agreement = c->evaluation->agreement;
    const apn__period *arose = &c->line->arose;
    apn__year year = c->evaluation->years.members;
    apn__edge first = {apn__year_first(agreement, year), agreement->year_place};
    apn__edge last = {apn__year_first(agreement, year + 1) - 1, agreement->year_place};
    bool earlier = arose->from.day != 0;
    if (!earlier) {
        c->rules_ahead = apn__year_first(agreement, c->evaluation->years.rules) - first.day;
        c->figures_ahead = c->evaluation->years.figures - year;
    }
    c->first = earlier ? (apn__cut){arose->from, false, APN__CUT_LINE, 0, 0}
                       : (apn__cut){first, false, APN__CUT_YEAR, 0, 0};
    c->last = earlier ? (apn__cut){arose->until, true, APN__CUT_LINE, 0, 0}
                      : (apn__cut){last, true, APN__CUT_YEAR, 0, 0};
}

/* The days on which the agreement and the line hold, and that a payment is for. False, reported,
 * for none. */
static bool find_life(cutting *c)
{
    const apn_agreement *agreement = c->evaluation->agreement;
    const apn__period *cover = &c->line->measures[c->evaluation->measure].cover;
    find_days(c);
    tighten(&c->first, agreement->effective.from, APN__CUT_EFFECTIVE);
    tighten(&c->last, agreement->effective.until, APN__CUT_EFFECTIVE);
    tighten(&c->first, c->line->life.from, APN__CUT_LINE);
    tighten(&c->last, c->line->life.until, APN__CUT_LINE);
    if (c->line->arose.from.day == 0) {
        tighten(&c->first, cover->from, APN__CUT_COVER);
        tighten(&c->last, cover->until, APN__CUT_COVER);
    }
    if (c->first.edge.day <= c->last.edge.day)
        return true;
    apn__line_report_no_life(c->evaluation, c->line);
    return false;
}

/* The members of a day, as the basis takes them: a direct charge has one, or none. */
static size_t find_members(const cutting *c, apn__day day, size_t basis)
{
    const apn__basis *rule = &c->evaluation->agreement->bases[basis];
    size_t count = apn__line_members(c->evaluation->agreement, c->line, day, c->members);
    if (rule->kind != APN__ALL_TO || count == 0)
        return count;
    bool shares = apn__member_place(c->members, count, rule->party) != SIZE_MAX;
    c->members[0] = rule->party;
    return shares;
}

/* Of the dates of one day, the first that divides it from the piece before: of a party that is on
 * one side only, or of a change of the basis. */
static const apn__cut *cause_of(const cutting *c, const apn__piece *before, size_t at, size_t count)
{
    bool other_basis = before->basis != basis_on(c, starts(&c->cuts[at]));
    for (size_t i = at; i < c->count && starts(&c->cuts[i]) == starts(&c->cuts[at]); i++) {
        size_t party = c->cuts[i].party;
        bool was = apn__member_place(before->members, before->member_count, party) != SIZE_MAX;
        bool is = apn__member_place(c->members, count, party) != SIZE_MAX;
        bool of_basis = c->cuts[i].kind == APN__CUT_BASIS || c->cuts[i].kind == APN__CUT_VERSION;
        if (of_basis ? other_basis : was != is)
            return &c->cuts[i];
    }
    return &c->cuts[at];
}

/* Counts the cells of pieces, so that a few lines of text cannot ask for all the memory. */
static bool fits(cutting *c)
{
    size_t parties = c->evaluation->agreement->party_count;
    if (c->piece_count == 0)
        return true;
    *c->evaluation->piece_cells += parties;
    if (*c->evaluation->piece_cells <= APN__LIMIT_CELLS)
        return true;
    if (*c->evaluation->piece_cells - parties <= APN__LIMIT_CELLS)
        apn__line_report_pieces(c->evaluation, c->line);
    return false;
}

static void push_piece(cutting *c, apn__day first, size_t basis, size_t count,
                       const apn__cut *cause)
{
    const apn_agreement *agreement = c->evaluation->agreement;
    void *list = c->pieces;
    grow(c, &list, c->piece_count, &c->pieces_room, sizeof *c->pieces);
    c->pieces = list;
    size_t *members = apn__arena_alloc(c->evaluation->arena, count, sizeof *members);
    if (members == NULL)
        apn__findings_fail_memory(c->evaluation->findings);
    c->failed = c->failed || members == NULL || !fits(c);
    if (c->failed)
        return;
    memcpy(members, c->members, count * sizeof *members);
    if (c->piece_count > 0)
        c->pieces[c->piece_count - 1].piece.last = first - 1;
    c->pieces[c->piece_count++] =
        (drawn_piece){{.first = first,
                       .last = c->last.edge.day,
                       .basis = basis,
                       .year = apn__year_of(agreement, first) + c->figures_ahead,
                       .members = members,
                       .member_count = count},
                      *cause};
}

/* Looks at the days from `day` on; a new piece when something is different. `at`: the first of the
 * dates of that day. */
static void look_at(cutting *c, apn__day day, size_t at)
{
    size_t basis = basis_on(c, day), count = find_members(c, day, basis);
    const apn__piece *before = c->piece_count == 0 ? NULL : &c->pieces[c->piece_count - 1].piece;
    if (before == NULL)
        push_piece(c, day, basis, count, &c->first);
    else if (before->basis != basis || before->member_count != count ||
             before->year != apn__year_of(c->evaluation->agreement, day) + c->figures_ahead ||
             memcmp(before->members, c->members, count * sizeof *c->members) != 0)
        push_piece(c, day, basis, count, cause_of(c, before, at, count));
}

static void draw_pieces(cutting *c)
{
    gather_cuts(c);
    if (!c->failed)
        look_at(c, c->first.edge.day, 0);
    for (size_t at = 0; at < c->count && !c->failed; at++) {
        if (at == 0 || starts(&c->cuts[at]) != starts(&c->cuts[at - 1]))
            look_at(c, starts(&c->cuts[at]), at);
    }
}

/* Days that nobody pays for. */
static void check_members(cutting *c)
{
    const apn_agreement *agreement = c->evaluation->agreement;
    for (size_t i = 0; i < c->piece_count; i++) {
        const apn__piece *piece = &c->pieces[i].piece;
        const apn__basis *rule = &agreement->bases[piece->basis];
        char where[APN__WHERE_SIZE];
        if (piece->member_count > 0)
            continue;
        c->failed = true;
        apn__line_where(c->line, "basis", "", where);
        if (apn__line_members(agreement, c->line, piece->first, c->members) > 0)
            apn__line_report_stranger(c->evaluation, c->line, c->line->basis_place, where,
                                      "is to pay all of", rule->party);
        else
            apn__line_report_no_member(c->evaluation, c->line, piece, c->piece_count > 1);
    }
}

/* The length of each piece, when there is more than one. */
static void measure(cutting *c, apn__pieces *out)
{
    bool by_months = c->evaluation->agreement->by_months;
    for (size_t i = 0; by_months && i < c->piece_count; i++) {
        if (!apn__cut_is_month_edge(c->evaluation, c->line, &c->pieces[i].cause))
            c->failed = true;
    }
    if (by_months && !apn__cut_is_month_edge(c->evaluation, c->line, &c->last))
        c->failed = true;
    for (size_t i = 0; i < c->piece_count && !c->failed; i++) {
        apn__piece *piece = &c->pieces[i].piece;
        piece->length = (unsigned)(by_months ? apn__months(piece->first, piece->last)
                                             : piece->last - piece->first + 1);
        out->length += piece->length;
    }
}

/* Copies the pieces to where the statement keeps them. */
static void keep_pieces(cutting *c, apn__pieces *out)
{
    out->list = apn__arena_alloc(c->evaluation->arena, c->piece_count, sizeof *out->list);
    if (out->list == NULL) {
        apn__findings_fail_memory(c->evaluation->findings);
        c->failed = true;
        return;
    }
    out->count = c->piece_count;
    for (size_t i = 0; i < c->piece_count; i++) {
        apn__piece *kept = &out->list[i];
        *kept = c->pieces[i].piece;
        apn__day_write(kept->first, kept->from_text);
        apn__day_write(kept->last, kept->to_text);
    }
}

bool apn__line_pieces(const apn__evaluation *evaluation, const apn__line *line, apn__pieces *out)
{
    cutting c = {.evaluation = evaluation, .line = line};
    *out = (apn__pieces){0};
    c.members = apn__alloc(evaluation->agreement->party_count, sizeof *c.members);
    c.failed = c.members == NULL;
    if (c.failed)
        apn__findings_fail_memory(evaluation->findings);
    else if (!find_life(&c))
        c.failed = true;
    if (!c.failed)
        draw_pieces(&c);
    if (!c.failed)
        check_members(&c);
    if (!c.failed && c.piece_count > 1)
        measure(&c, out);
    if (!c.failed)
        keep_pieces(&c, out);
    apn__free(c.members);
    apn__free(c.cuts);
    apn__free(c.pieces);
    return !c.failed;
}
