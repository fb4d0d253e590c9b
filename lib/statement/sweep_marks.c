/* sweep_marks.c: what changes between two points of a sweep: bounds that are reached or left, the
 * order of the parties, and a party that pays less of a line whose total rose while its shares are
 * the same. */
#include "sweep_model.h"

#include <gmp.h>

#include "library_limits.h"
#include "settle.h"

static const char *const kind_words[] = {"bound", "order", "alabama"};

const char *apn_mark_kind_word(apn_mark_kind kind)
{
    return (size_t)kind < sizeof kind_words / sizeof *kind_words ? kind_words[kind] : NULL;
}

/* Adds a mark; beyond the limit there are enough of them. False when memory is out. */
static bool add_mark(apn_sweep *sweep, apn_mark mark)
{
    if (sweep->mark_count == APN__LIMIT_MARKS)
        return true;
    if (sweep->mark_count == sweep->mark_room) {
        size_t room = sweep->mark_room == 0 ? 64 : 2 * sweep->mark_room;
        apn_mark *grown = apn__grow(sweep->marks, room, sizeof *grown);
        if (grown == NULL)
            return false;
        sweep->marks = grown;
        sweep->mark_room = room;
    }
    sweep->marks[sweep->mark_count++] = mark;
    return true;
}

/* A party that overtakes another. */
static bool mark_order(apn_sweep *sweep, size_t point)
{
    const apn_decimal *before = &sweep->amounts[(point - 1) * sweep->parties];
    const apn_decimal *after = &sweep->amounts[point * sweep->parties];
    for (size_t a = 0; a < sweep->parties; a++) {
        for (size_t b = 0; b < sweep->parties; b++) {
            if (apn_decimal_compare(after[a], after[b]) <= 0 ||
                apn_decimal_compare(before[a], before[b]) > 0)
                continue;
            if (!add_mark(sweep, (apn_mark){APN_MARK_ORDER, point, a, b, "", APN_WITHIN_BOUNDS}))
                return false;
        }
    }
    return true;
}

/* Puts the parties in the order of what they pay, the most first. They nearly are already. */
static void sort_parties(size_t *order, const apn_decimal *amounts, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        size_t party = order[i], at = i;
        for (; at > 0 && apn_decimal_compare(amounts[order[at - 1]], amounts[party]) < 0; at--)
            order[at] = order[at - 1];
        order[at] = party;
    }
}

/* Whether the order of the parties is another: a quick look before all pairs are compared. */
static bool is_reordered(apn_sweep *sweep, size_t point)
{
    const apn_decimal *before = &sweep->amounts[(point - 1) * sweep->parties];
    const apn_decimal *after = &sweep->amounts[point * sweep->parties];
    bool other = false;
    sort_parties(sweep->order, before, sweep->parties);
    for (size_t i = 1; i < sweep->parties && !other; i++) {
        size_t a = sweep->order[i - 1], b = sweep->order[i];
        int now = apn_decimal_compare(after[a], after[b]);
        other = now < 0 || (now > 0 && apn_decimal_compare(before[a], before[b]) == 0);
    }
    return other;
}

/* A member's quota over the total: its share. */
static void share_of(const apn_split *split, size_t member, mpq_t out)
{
    mpq_t total;
    mpq_init(total);
    apn__split_quota_parts(split, member, mpq_numref(out), mpq_denref(out));
    mpq_canonicalize(out);
    for (size_t i = 0; i < apn_split_count(split); i++) {
        mpq_t one;
        mpq_init(one);
        apn__split_quota_parts(split, i, mpq_numref(one), mpq_denref(one));
        mpq_canonicalize(one);
        mpq_add(total, total, one);
        mpq_clear(one);
    }
    if (mpq_sgn(total) != 0)
        mpq_div(out, out, total);
    mpq_clear(total);
}

static bool has_same_shares(const apn_split *before, const apn_split *after)
{
    bool same = apn_split_count(before) == apn_split_count(after);
    mpq_t one, other;
    mpq_inits(one, other, NULL);
    for (size_t i = 0; same && i < apn_split_count(before); i++) {
        share_of(before, i, one);
        share_of(after, i, other);
        same = mpq_equal(one, other) != 0;
    }
    mpq_clears(one, other, NULL);
    return same;
}

static bool mark_alabama(apn_sweep *sweep, size_t point, const apn__statement_line *before,
                         const apn__statement_line *after, const char *line)
{
    bool rose =
        apn_decimal_compare(apn_split_total(after->split), apn_split_total(before->split)) > 0;
    bool checked = false;
    for (size_t i = 0; rose && i < after->member_count && i < before->member_count; i++) {
        if (apn_decimal_compare(apn_split_amount(after->split, i),
                                apn_split_amount(before->split, i)) >= 0)
            continue;
        if (!checked && !has_same_shares(before->split, after->split))
            return true;
        checked = true;
        if (!add_mark(sweep, (apn_mark){APN_MARK_ALABAMA, point, after->members[i], SIZE_MAX, line,
                                        APN_WITHIN_BOUNDS}))
            return false;
    }
    return true;
}

static bool mark_bounds(apn_sweep *sweep, size_t point, const apn__statement_line *before,
                        const apn__statement_line *after, const char *line)
{
    for (size_t i = 0; i < after->member_count && i < before->member_count; i++) {
        apn_bound_reached now = apn_split_bound(after->split, i);
        if (before->members[i] != after->members[i] || now == apn_split_bound(before->split, i))
            continue;
        if (!add_mark(sweep,
                      (apn_mark){APN_MARK_BOUND, point, after->members[i], SIZE_MAX, line, now}))
            return false;
    }
    return true;
}

bool apn__sweep_mark_changes(apn_sweep *sweep, size_t point, const apn_statement *before,
                             const apn_statement *after)
{
    const apn_agreement *agreement = sweep->first->agreement;
    bool good = !is_reordered(sweep, point) || mark_order(sweep, point);
    bool alike = before->line_count == after->line_count;
    for (size_t i = 0; good && alike && i < after->line_count; i++) {
        const apn__statement_line *one = &before->lines[i], *other = &after->lines[i];
        if (one->line != other->line || one->line >= agreement->line_count ||
            one->split == other->split)
            continue;
        const char *line = agreement->lines[one->line].info.id;
        good = mark_bounds(sweep, point, one, other, line);
        if (good && other->level != APN_LEVEL_TOTAL)
            good = mark_alabama(sweep, point, one, other, line);
    }
    return good;
}
