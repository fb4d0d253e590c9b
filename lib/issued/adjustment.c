/* adjustment.c: an issued statement against one of now: the difference of every amount, and its
 * exact parts by cause. Quotas are q0 as issued and q1 now. Between them one thing changes at a
 * time: who shares the line (as issued, over those who share it now), by what (the shares of now,
 * of the amount as issued), and how much. The issued statement has shares and no rules, so a step
 * that they do not settle is taken together with the next. */
#include "adjustment_model.h"

#include "rational.h"
#include "statement_model.h"

enum { CAUSES = APN_ADJUST_ROUNDING + 1 };

/* One line, by the note's parties. */
typedef struct step {
    apn_adjustment *note;
    const apn_issued *issued;
    size_t row, old, new; /* the line's places, or SIZE_MAX */
    mpq_t *q0, *q1, *s0, *s1, *at;
    bool *was, *is; /* shares it */
    mpq_t before, after, sum, term;
    bool bounded; /* now */
} step;

mpq_t *apn__adjustment_part(const apn_adjustment *note, size_t row, size_t party)
{
    return note->parts + (row * note->party_count + party) * CAUSES;
}

static void read_exact(const char *text, mpq_t out)
{
    if (*text == '\0' || !apn__exact_read(text, out))
        mpq_set_ui(out, 0, 1);
}

/* The place of the note's party in the issued statement, or among the agreement's parties. */
static size_t old_party(const step *s, size_t party)
{
    return apn_issued_find_party(s->issued, s->note->parties[party]);
}

static size_t new_party(const step *s, size_t party)
{
    size_t count = apn_agreement_party_count(apn_statement_agreement(s->note->statement));
    return party < count ? party : SIZE_MAX;
}

/* Reads a figure of the split behind the line; an empty text is nil. */
static bool read_split(const step *s, size_t member, apn__exact_of_split *figure, mpq_t out)
{
    const apn_split *split = apn_statement_split(s->note->statement, s->new);
    size_t length = figure(split, member, NULL, 0);
    char *text = apn__alloc(length + 1, 1);
    if (text == NULL)
        return false;
    (void)figure(split, member, text, length + 1);
    read_exact(text, out);
    apn__free(text);
    return true;
}

static bool take_old(step *s, size_t party)
{
    size_t place = s->old == SIZE_MAX ? SIZE_MAX : old_party(s, party);
    if (place == SIZE_MAX)
        return true;
    apn_issued_cell_info cell = apn_issued_cell(s->issued, s->old, place);
    s->was[party] = *cell.quota != '\0';
    read_exact(cell.quota, s->q0[party]);
    read_exact(cell.share, s->s0[party]);
    return true;
}

static bool take_new(step *s, size_t party)
{
    size_t place = s->new == SIZE_MAX ? SIZE_MAX : new_party(s, party);
    size_t member =
        place == SIZE_MAX ? SIZE_MAX : apn_statement_member(s->note->statement, s->new, place);
    if (member == SIZE_MAX)
        return true;
    s->is[party] = true;
    s->bounded = s->bounded || apn_split_bound(apn_statement_split(s->note->statement, s->new),
                                               member) != APN_WITHIN_BOUNDS;
    return read_split(s, member, apn_split_quota, s->q1[party]) &&
           read_split(s, member, apn_split_share, s->s1[party]);
}

static void put_part(step *s, size_t party, apn_adjustment_cause cause, const mpq_t to,
                     const mpq_t from)
{
    mpq_t *part = apn__adjustment_part(s->note, s->row, party) + cause;
    mpq_sub(*part, to, from);
}

static bool same_members(const step *s)
{
    for (size_t i = 0; i < s->note->party_count; i++)
        if (s->was[i] != s->is[i])
            return false;
    return true;
}

static bool has_new_member(const step *s)
{
    for (size_t i = 0; i < s->note->party_count; i++)
        if (s->is[i] && !s->was[i])
            return true;
    return false;
}

/* True when those who shared it and still do keep their proportions to each other: then the figures
 * and the rule are as they were, and the shares differ by who shares. */
static bool keeps_proportions(step *s)
{
    size_t first = SIZE_MAX;
    for (size_t i = 0; i < s->note->party_count; i++) {
        if (!s->was[i] || !s->is[i])
            continue;
        if (first == SIZE_MAX && mpq_sgn(s->s0[i]) > 0)
            first = i;
        if (first == SIZE_MAX)
            continue;
        mpq_mul(s->sum, s->s0[i], s->s1[first]);
        mpq_mul(s->term, s->s1[i], s->s0[first]);
        if (!mpq_equal(s->sum, s->term))
            return false;
    }
    return first != SIZE_MAX && mpq_sgn(s->s1[first]) > 0;
}

/* at = the amount as issued by the shares as issued, over those who share it now. False when there
 * are none such. */
static bool restrict_members(step *s)
{
    mpq_set_ui(s->sum, 0, 1);
    for (size_t i = 0; i < s->note->party_count; i++)
        if (s->is[i])
            mpq_add(s->sum, s->sum, s->s0[i]);
    if (mpq_sgn(s->sum) <= 0)
        return false;
    for (size_t i = 0; i < s->note->party_count; i++) {
        mpq_set_ui(s->at[i], 0, 1);
        if (!s->is[i])
            continue;
        mpq_div(s->at[i], s->s0[i], s->sum);
        mpq_mul(s->at[i], s->at[i], s->before);
    }
    return true;
}

/* at = q0 with the members of now; what cannot be told apart stays, for the next step. */
static void change_members(step *s)
{
    for (size_t i = 0; i < s->note->party_count; i++)
        mpq_set(s->at[i], s->q0[i]);
    if (same_members(s))
        return;
    if (keeps_proportions(s) && !s->bounded)
        for (size_t i = 0; i < s->note->party_count; i++)
            mpq_mul(s->at[i], s->s1[i], s->before);
    else if (has_new_member(s) || !restrict_members(s))
        s->note->merged[s->row] = true;
    for (size_t i = 0; i < s->note->party_count; i++)
        put_part(s, i, APN_ADJUST_MEMBERSHIP, s->at[i], s->q0[i]);
}

/* A basis that measures something, whose figures can change while the rule stays. */
static bool is_measured(const apn_agreement *agreement, size_t basis)
{
    const apn__basis *rule = &agreement->bases[basis];
    bool any = rule->kind == APN__DRIVER || rule->kind == APN__COUNTED;
    for (size_t i = 0; i < rule->part_count && !any; i++)
        any = rule->parts[i].basis != APN__NONE && is_measured(agreement, rule->parts[i].basis);
    return any;
}

static apn_adjustment_cause cause_of_shares(const step *s)
{
    const apn_statement *now = s->note->statement;
    const apn__statement_line *line = &now->lines[s->new];
    bool same = strcmp(apn_issued_line(s->issued, s->old).basis,
                       apn_statement_line(now, s->new).basis) == 0;
    return same && is_measured(now->agreement, line->pieces.list[0].basis) ? APN_ADJUST_DRIVER
                                                                           : APN_ADJUST_BASIS;
}

/* at = the shares of now, of the amount as issued. */
static void change_shares(step *s)
{
    apn_adjustment_cause cause = cause_of_shares(s);
    bool same_amount = mpq_equal(s->before, s->after) != 0;
    if (s->bounded && !same_amount) {
        s->note->merged[s->row] = true;
        return;
    }
    for (size_t i = 0; i < s->note->party_count; i++) {
        if (same_amount)
            mpq_set(s->term, s->q1[i]);
        else
            mpq_mul(s->term, s->s1[i], s->before);
        put_part(s, i, cause, s->term, s->at[i]);
        mpq_set(s->at[i], s->term);
    }
}

/* What rounding added to the quota, as issued (-1) and now (1). */
static void add_rounding(step *s, size_t party, apn_decimal amount, const mpq_t quota, int sign)
{
    mpq_t *part = apn__adjustment_part(s->note, s->row, party) + APN_ADJUST_ROUNDING;
    apn__fraction_from_decimal(s->term, amount);
    mpq_sub(s->term, s->term, quota);
    if (sign > 0)
        mpq_add(*part, *part, s->term);
    else
        mpq_sub(*part, *part, s->term);
}

static void take_amounts(step *s, size_t party)
{
    apn_adjusted *cell = &s->note->cells[s->row * s->note->party_count + party];
    size_t old = s->old == SIZE_MAX ? SIZE_MAX : old_party(s, party);
    size_t new = s->new == SIZE_MAX ? SIZE_MAX : new_party(s, party);
    if (old != SIZE_MAX && apn_issued_cell(s->issued, s->old, old).has_amount) {
        cell->has_amount = 1;
        cell->before = apn_issued_cell(s->issued, s->old, old).amount;
        add_rounding(s, party, cell->before, s->q0[party], -1);
    }
    if (new != SIZE_MAX && apn_statement_cell(s->note->statement, s->new, new).has_amount) {
        cell->has_amount = 1;
        cell->after = apn_statement_cell(s->note->statement, s->new, new).amount;
        add_rounding(s, party, cell->after, s->q1[party], 1);
    }
}

static bool compare_line(step *s)
{
    bool good = true;
    for (size_t i = 0; i < s->note->party_count && good; i++)
        good = take_old(s, i) && take_new(s, i);
    if (!good)
        return false;
    if (s->old != SIZE_MAX && s->new != SIZE_MAX) {
        apn__fraction_from_decimal(s->before, apn_issued_line(s->issued, s->old).total);
        apn__fraction_from_decimal(s->after, apn_statement_line(s->note->statement, s->new).total);
        change_members(s);
        change_shares(s);
    } else {
        for (size_t i = 0; i < s->note->party_count; i++)
            mpq_set(s->at[i], s->q0[i]); /* a line that is new, or gone, is a cost */
    }
    for (size_t i = 0; i < s->note->party_count; i++) {
        put_part(s, i, APN_ADJUST_AMOUNT, s->q1[i], s->at[i]);
        take_amounts(s, i);
    }
    return true;
}

bool apn__adjustment_line(apn_adjustment *note, const apn_issued *issued, size_t row)
{
    size_t count = note->party_count;
    step s = {.note = note, .issued = issued, .row = row};
    mpq_t *all = apn__fractions_make(apn__multiply_sizes(5, count));
    s.was = apn__alloc(apn__multiply_sizes(2, count), sizeof *s.was);
    bool good = all != NULL && s.was != NULL;
    mpq_inits(s.before, s.after, s.sum, s.term, NULL);
    if (good) {
        s.q0 = all;
        s.q1 = all + count;
        s.s0 = all + 2 * count;
        s.s1 = all + 3 * count;
        s.at = all + 4 * count;
        s.is = s.was + count;
        s.old = apn_issued_find_line(issued, note->lines[row]);
        s.new = row < apn_statement_line_count(note->statement) ? row : SIZE_MAX;
        good = compare_line(&s);
    }
    mpq_clears(s.before, s.after, s.sum, s.term, NULL);
    if (all != NULL)
        apn__fractions_free(all, 5 * count);
    apn__free(s.was);
    return good;
}
