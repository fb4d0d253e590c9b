/* statement_model.h: what a frozen statement holds, and the steps that make one. */
#ifndef APN_STATEMENT_MODEL_H
#define APN_STATEMENT_MODEL_H

#include <gmp.h>
#include <stdatomic.h>

#include "apportion/statement.h"
#include "agreement_model.h"

/* Days of a line's life in the year in which the same parties share it by the same basis. */
typedef struct apn__piece {
    apn__day first, last;
    unsigned length; /* days, or months by the agreement's proration; 0 for the one piece of a line
                        that nothing cuts */
    size_t basis;
    apn__year year;  /* whose figures the basis takes: the statement's, unless the cost arose in
                        another */
    size_t *members; /* places among the agreement's parties, ascending; one of a direct charge */
    size_t member_count;
    char from_text[APN__DAY_SIZE], to_text[APN__DAY_SIZE];
} apn__piece;

/* A line's life in the year, whole. */
typedef struct apn__pieces {
    apn__piece *list;
    size_t count;
    unsigned length; /* of all pieces */
} apn__pieces;

/* What the amount of a line is made of. */
typedef enum apn__part_kind {
    APN__PART_GROSS, /* the first: the line's figure, or the sum of its items */
    APN__PART_OVERHEAD,
    APN__PART_VAT,  /* that cannot be recovered */
    APN__PART_LESS, /* funding, which comes off */
    APN__PART_KINDS
} apn__part_kind;

typedef struct apn__amount_part {
    apn__part_kind kind;
    size_t item;           /* that it belongs to, or APN__NONE for the whole line */
    size_t place;          /* in the list of its cost, of APN__PART_LESS */
    const apn__less *less; /* of APN__PART_LESS */
    apn_decimal amount;    /* that it adds: below zero for what comes off */
} apn__amount_part;

/* A cost line that has a figure for the year. */
typedef struct apn__statement_line {
    size_t line;   /* its place among the agreement's lines */
    bool direct;   /* the whole line is one party's */
    bool borrowed; /* it is another statement's, which ends it */
    apn__pieces pieces;
    size_t *members; /* of any piece, ascending; the split's parties */
    size_t member_count;
    apn_level level; /* APN_LEVEL_LINE: it is rounded alone */
    mpq_t *shares;   /* of the members in each piece, piece by piece; NULL when there is only one */
    apn__amount_part *parts; /* which make the amount */
    size_t part_count;
    apn_decimal amount; /* that is shared */
    apn_split *split;
} apn__statement_line;

/* A version of the agreement on the days of the year on which it is in force. */
typedef struct apn__kept_version {
    size_t version;
    char from_text[APN__DAY_SIZE], to_text[APN__DAY_SIZE];
} apn__kept_version;

/* What a party's budget has over its outturn. */
typedef struct apn__left_over {
    size_t party, line; /* line: APN__NONE for all lines without a treatment of their own */
    apn__underspend treatment;
    apn_decimal amount; /* above zero */
} apn__left_over;

/* A contribution in kind that has a figure for the year. */
typedef struct apn__credit {
    const apn__in_kind *entry;
    apn_decimal amount, overhead, total; /* total: both together, what is credited */
} apn__credit;

struct apn_statement {
    atomic_size_t holders;
    apn_statement *base; /* whose lines it has borrowed; or NULL */
    apn__arena *arena;
    apn_agreement *agreement;
    apn__year year;
    char year_text[16], from_text[APN__DAY_SIZE], to_text[APN__DAY_SIZE];
    apn_measure measure;
    apn_figures_status known; /* APN_FIGURES_UNSAID: the newest */
    apn__kept_version *versions;
    size_t version_count;
    apn__statement_line *lines;
    size_t line_count;
    apn_decimal *together; /* one for each party: its total over the lines of APN_LEVEL_TOTAL */
    apn_tie together_tie;
    apn_decimal *party_totals; /* one for each party */
    apn_decimal total, unapportioned;
    apn_statement *budgeted; /* of an outturn: the year's budget, or NULL */
    apn__left_over *left_over;
    size_t left_over_count;
    apn_decimal *kept;            /* one for each party: of its underspend, by the payee; or NULL */
    apn_decimal *brought_forward; /* likewise: carried forward last year; or NULL */
    apn__credit *in_kind;         /* in the order of the file */
    size_t in_kind_count;
    apn_decimal *credits, *dues; /* one for each party: what is credited to it, and what it then
                                    owes: below zero when it receives */
    apn_decimal *instalments;    /* party by party, the agreement's per_year of each; or NULL */
    apn_decimal due_totals[12];
    char due[12][APN__DAY_SIZE];
    struct apn__alike *alike;      /* for each basis */
    bool last_year;                /* is told beside this one */
    bool bare;                     /* without sections: made for another statement to look at */
    struct apn__saved *saved;      /* of saved.h, or NULL */
    struct apn__section *sections; /* of section.h, in order */
    size_t section_count;
    apn_findings *findings;
};

/* From which year an evaluation takes who shares, the drivers' figures, and the rules that make
 * shares of them. They are the year itself, but where a change is taken apart by its causes. */
typedef struct apn__years {
    apn__year members, figures, rules;
} apn__years;

/* What the last line shared by the weights of a basis was split with. */
typedef struct apn__alike {
    apn__year year;
    const size_t *members; /* the statement's */
    size_t count;
    apn_split_options options; /* without bounds; what it points to is gone */
    apn_splitter *splitter;    /* or NULL */
} apn__alike;

/* A statement from which lines are taken over: those that are not reached, one for each line of the
 * agreement. */
typedef struct apn__reuse {
    apn_statement *base;
    const bool *reached;
} apn__reuse;

/* What every step of one evaluation needs. */
typedef struct apn__evaluation {
    const apn_agreement *agreement;
    apn__year year;
    apn__years years;
    const apn__reuse *reuse; /* or NULL */
    bool compared;           /* only lines that have an outturn for the year as well */
    const char *year_text;
    apn_measure measure;
    apn_figures_status known; /* which figures of drivers count; APN_FIGURES_UNSAID: the newest */
    struct apn__used **used;  /* of each driver, in drivers_used.c: its sets that were used */
    apn__arena *arena;        /* the statement's */
    apn_findings *findings;   /* where faults, warnings and notes go */
    struct apn__said **said;  /* what gaps.c has reported: for each basis, then for each driver */
    struct apn__share_memo *memo; /* in share_memo.c: shares of bases made of others */
    const apn__line **noted;      /* the last line for which a basis as a whole was spoken of */
    apn__alike *alike;            /* for each basis */
    size_t *piece_cells;          /* parties times pieces beyond each line's first, so far */
    bool *edges_said;             /* what months.c has reported: dates that lines have in common */
} apn__evaluation;

/* Bytes that hold any `where`: three ids and the words between them. */
#define APN__WHERE_SIZE 256u

/* In statement.c: a statement of another year, which one looks at: without its sections. */
apn_status apn__statement_make_bare(const apn_statement *like, const char *year,
                                    apn_measure measure, apn_statement **out, apn_error *err);

/* In statement.c: the budget of the year, of the lines that have an outturn for it too: what the
 * outturn is compared with. Without sections. */
apn_status apn__statement_make_compared(const apn_statement *like, const char *year,
                                        apn_statement **out, apn_error *err);

/* In statement.c: the lines and sums of the side's agreement, some perhaps taken over. */
struct apn_side;
apn_status apn__statement_make_reusing(apn_agreement *agreement, const struct apn_side *side,
                                       const apn__reuse *reuse, apn_findings **findings,
                                       apn_statement **out, apn_error *err);

/* In statement.c: the lines and sums of the agreement in the year and measure of the other
 * statement, with parts from other years. */
apn_status apn__statement_make_of_years(apn_agreement *agreement, const apn_statement *like,
                                        const apn__years *years, apn_statement **out,
                                        apn_error *err);

/* In membership.c: */

/* Writes the places of the line's members on the day, ascending, and returns how many: its
 * participants less its exclusions, while they are parties. `members` has room for every party. */
size_t apn__line_members(const apn_agreement *agreement, const apn__line *line, apn__day day,
                         size_t *members);

/* The first exclusion of a party, while it is one, on any of the days; NULL for none. */
const apn__stretch *apn__line_exclusion(const apn_agreement *agreement, const apn__line *line,
                                        size_t party, const apn__period *days);

/* The place of a party among ascending members, or SIZE_MAX. */
size_t apn__member_place(const size_t *members, size_t count, size_t party);

/* The place, or the fallback when it is none. */
apn__place apn__place_or(apn__place place, apn__place fallback);

/* Who shares by which basis, for one line in one year. The line is the one that asks; `basis` is
 * its own, or one behind it. */
typedef struct apn__sharing {
    const apn__line *line;
    size_t basis;
    const size_t *members; /* places among the agreement's parties, ascending */
    size_t count;
    apn__year year; /* whose figures the basis takes */
} apn__sharing;

/* In pieces.c: */

/* Cuts the line's life in the year; the pieces live as long as the statement. False when a fault
 * was reported: no day of the year, days that nobody pays for, a date that is no month's edge. */
bool apn__line_pieces(const apn__evaluation *evaluation, const apn__line *line, apn__pieces *out);

/* In statement_pieces.c: */

/* Notes which versions are in force on which days of the year. False when memory is out. */
bool apn__statement_keep_versions(apn_statement *statement);

/* The length of the pieces of a cut line that the party shares. */
unsigned apn__shared_length(const apn__statement_line *line, size_t party);

/* In gaps.c: */

/* A member's value that is not there. */
typedef struct apn__gap {
    size_t source, party; /* source: a basis, or a driver behind the bases */
    apn__year year;
    const apn__value *value;
    apn__place around; /* where it should stand */
    const char *where;
    const char *measured; /* what it would be: "grant", "percentage in basis infra" */
} apn__gap;

/* Reports that a value is needed or missing: once for a source, party and year. */
void apn__report_gap(const apn__evaluation *evaluation, const apn__sharing *who,
                     const apn__gap *found);

/* The driver's values for the year, in which every member has one; NULL when a fault was reported:
 * the year is missing, or every member without a value is named. */
const apn__value_set *apn__driver_set(const apn__evaluation *evaluation, const apn__sharing *who,
                                      size_t driver, apn__year year);

/* The same, where a member may be without a value. */
const apn__value_set *apn__driver_some(const apn__evaluation *evaluation, const apn__sharing *who,
                                       size_t driver, apn__year year);

/* Says, once, that the basis is somebody's judgement, when it is one. */
void apn__note_judgement(const apn__evaluation *evaluation, size_t basis);

/* The year whose figures count when `shared` is shared: the last one, of an average. */
apn__year apn__reference_year(const apn__reference *reference, apn__year shared);

/* In drivers_used.c: */

/* Remembers that figures were used, for the section that lists them. */
void apn__note_used(const apn__evaluation *evaluation, size_t driver, const apn__driver *holder,
                    const apn__value_set *set);

/* In weights.c: */

/* The weights of the members, in their order. */
typedef struct apn__weights {
    apn_decimal *values;
    apn_decimal *denominators; /* they divide the values */
    bool fractions;            /* some denominator is not 1 */
    apn_weights_kind kind;
} apn__weights;

/* True for a basis that gives a weight to each party by itself: a driver, percentages, equal parts,
 * a direct charge. The shares of any other are worked out by apn__basis_shares. */
bool apn__basis_has_weights(const apn__basis *basis);

/* Room for the weights of `count` members; false when memory is out. End it all the same. */
bool apn__weights_begin(apn__weights *weights, size_t count);
void apn__weights_end(apn__weights *weights);

/* Fills the weights of the members by a basis that has weights. False when a fault was reported:
 * every member without a weight is. Of a direct charge, the members are the one who pays. */
bool apn__basis_weights(const apn__evaluation *evaluation, const apn__sharing *who,
                        apn__weights *weights);

/* In shares.c: */

/* Writes the exact shares of exactly these members in that year, after published rounding (the
 * `share` of a basis): fractions in lowest terms that sum to 1; percentages as published sum to
 * whatever they do. False when a fault was reported, or memory is out, which the findings then
 * remember. `shares` has `count` fractions. */
bool apn__basis_shares(const apn__evaluation *evaluation, const apn__sharing *who, mpq_t *shares);

/* Says that the shares of the members cannot be worked out, at the line's basis, and which basis
 * and year it is about. False. */
bool apn__refuse_shares(const apn__evaluation *evaluation, const apn__sharing *who,
                        const apn_error *fault);

/* True when fractions over one common denominator stay within the limit; reports it when not. */
bool apn__shares_fit(const apn__evaluation *evaluation, const apn__sharing *who,
                     const mpq_t *shares);

/* In counted.c: sums of drivers, and averages. Before published rounding, as the next two. */
bool apn__counted_shares(const apn__evaluation *evaluation, const apn__sharing *who, mpq_t *shares);

/* counts += what the basis counts for each member in that year: the figures of all its drivers.
 * False when a fault was reported. Requires: a counted basis. */
bool apn__counted_year(const apn__evaluation *evaluation, const apn__sharing *who, apn__year year,
                       mpq_t *counts);

/* What the basis counts for each member: one each where the parts are equal. `units` are zero.
 * False when a fault was reported. Requires: a basis that may have a unit price. */
bool apn__basis_units(const apn__evaluation *evaluation, const apn__sharing *who, mpq_t *units);

/* In priced.c: */

/* The price times the members' units, in whole units of currency. APN_OK with `out` untouched when
 * a figure is missing, which is reported. Errors: APN_WRONG_TYPE, APN_NOT_WHOLE_UNITS, APN_LIMIT,
 * APN_MEMORY. */
apn_status apn__line_price(const apn__evaluation *evaluation, const apn__sharing *who,
                           apn_decimal price, size_t pieces, apn_decimal *out, apn_error *err);

/* In no_worse_off.c: */

/* What each member would pay alone as its cap; a member of whom nothing is said has none. False
 * when a fault was reported. Requires: the line has such a driver. */
bool apn__line_no_worse_off(const apn__evaluation *evaluation, const apn__sharing *who,
                            apn_bound *caps);

/* In mixed.c: blends, transitions and rebasings. */
bool apn__mixed_shares(const apn__evaluation *evaluation, const apn__sharing *who, mpq_t *shares);

/* In held.c: shares between floors and caps, and those whose change against last year is limited.
 */
bool apn__limited_shares(const apn__evaluation *evaluation, const apn__sharing *who, mpq_t *shares);
bool apn__change_limited_shares(const apn__evaluation *evaluation, const apn__sharing *who,
                                mpq_t *shares);

/* In share_memo.c: what was worked out for the members of the line, so that a basis that many
 * others are made of is worked out once. */

/* NULL when memory is out. */
struct apn__share_memo *apn__share_memo_make(const apn_agreement *agreement);
void apn__share_memo_free(struct apn__share_memo *memo);

/* The shares of the basis and year, or NULL when they are not known; *failed when they are known
 * not to exist. */
const mpq_t *apn__share_memo_find(struct apn__share_memo *memo, const apn__sharing *who,
                                  bool *failed);

/* Keeps a copy; NULL shares: there are none. Errors: APN_LIMIT, APN_MEMORY. */
apn_status apn__share_memo_keep(struct apn__share_memo *memo, const apn__sharing *who,
                                const mpq_t *shares, apn_error *err);

/* In faults.c: */

/* Reports that a key of the line names a party that does not share the line. `role`: "has a floor
 * on". */
void apn__line_report_stranger(const apn__evaluation *evaluation, const apn__line *line,
                               apn__place place, const char *where, const char *role, size_t party);

/* Tells a fault of a split as a fault of the line, at the part of the line that causes it; memory
 * that is out is remembered by the findings. */
void apn__line_report_split(const apn__evaluation *evaluation, const apn__line *line,
                            const apn_error *fault);

/* Reports a line whose life misses the year. */
void apn__line_report_no_life(const apn__evaluation *evaluation, const apn__line *line);

/* Reports days that nobody pays for: a part of the life, or all of it. */
void apn__line_report_no_member(const apn__evaluation *evaluation, const apn__line *line,
                                const apn__piece *piece, bool is_part);

/* Reports that this line's pieces are too many for one statement. */
void apn__line_report_pieces(const apn__evaluation *evaluation, const apn__line *line);

/* What the line is called in its list. */
const char *apn__line_key(const apn__line *line);

/* The path of a part of the line: "cost_lines.x", "cost_lines.x.floors.lincs". Key and party may
 * be empty. */
void apn__line_where(const apn__line *line, const char *key, const char *party, char *where);

/* In line.c: */

/* Shares one line's figure. Faults of the input become findings and leave out->split NULL with
 * APN_OK; another status (APN_MEMORY, APN_INTERNAL) ends the evaluation. */
apn_status apn__line_evaluate(const apn__evaluation *evaluation, const apn__line *line,
                              const apn__figure *figure, apn__statement_line *out, apn_error *err);

/* In amount.c: */

/* Makes out->parts, and out->amount, the sum of them. Errors: APN_LIMIT, APN_MEMORY. */
apn_status apn__line_make_amount(const apn__evaluation *evaluation, const apn__line *line,
                                 apn_decimal gross, apn__statement_line *out, apn_error *err);

/* True when the line's total is the agreement's own figures, put together anew. */
bool apn__line_amount_is_proven(const apn_statement *statement, size_t line);

/* In rest.c: */

/* out = the line's figure, or what other lines leave of it where it is a rest. Errors: APN_LIMIT,
 * APN_MEMORY. */
apn_status apn__line_rest(const apn__evaluation *evaluation, const apn__line *line, apn_decimal of,
                          apn_decimal *out, apn_error *err);

/* Notes what a rest came to; one below zero is a warning. */
void apn__line_note_rest(const apn__evaluation *evaluation, const apn__line *line, apn_decimal of,
                         apn_decimal left);

/* True when `gross` is the figure less what is shared of the lines that are taken off. */
bool apn__rest_is_proven(const apn_statement *statement, size_t line, apn_decimal of,
                         apn_decimal gross);

/* In overrun.c: */

/* part = how much of the line's outturn is shared by the basis of its overrun: nil to 1. False when
 * a fault was reported. */
bool apn__line_overrun(const apn__evaluation *evaluation, const apn__line *line, mpq_t part);

/* Mixes the shares of the members with those by that basis. False when a fault was reported. */
bool apn__share_overrun(const apn__evaluation *evaluation, const apn__sharing *who,
                        const mpq_t part, mpq_t *shares);

/* In liability.c: */

/* Notes in which days the line's cost arose, when it is not the year that is charged that counts.
 */
void apn__line_note_arose(const apn__evaluation *evaluation, const apn__line *line);

/* In worked_notes.c: */

/* Notes how the line's budget, or its items', was worked out, or reports what an index lacks for
 * it. */
void apn__line_note_worked(const apn__evaluation *evaluation, const apn__line *line);

/* In stated_total.c: */

/* Compares the line's stated total for the year with its parts; a difference becomes a finding.
 * False when memory is out. */
bool apn__line_check_stated(const apn__evaluation *evaluation, const apn__line *line,
                            apn_decimal amount);

/* In level.c: */

/* The level at which a line is rounded. */
apn_level apn__line_level(const apn_agreement *agreement, const apn__line *line);

/* Rounds the lines that are not rounded alone, once all lines have their quotas. Errors: APN_LIMIT,
 * APN_MEMORY, APN_INTERNAL. */
apn_status apn__statement_round(apn_statement *statement, apn_error *err);

/* The least number that the denominators of all quotas on lines of the level divide; 1 when there
 * is none. Errors: APN_LIMIT. */
apn_status apn__level_common(const apn_statement *statement, apn_level level, mpz_t common,
                             apn_error *err);

/* out = the party's exact total over the lines of the level, in units, times `common`. */
void apn__level_numerator(const apn_statement *statement, apn_level level, size_t party,
                          const mpz_t common, mpz_t out);

/* In true_up.c: */

/* Makes the budget that an outturn is compared with, where there is one; a budget that cannot be
 * worked out is a warning. Errors: APN_LIMIT, APN_MEMORY, APN_INTERNAL. */
apn_status apn__statement_true_up(const apn__evaluation *evaluation, apn_statement *statement,
                                  apn_error *err);

/* In underspend.c: */

/* True when the agreement, or a line of it, names the treatment. */
bool apn__agreement_treats(const apn_agreement *agreement, apn__underspend treatment);

/* Works out what is left over of an outturn's budget, and what last year carried forward, where the
 * agreement says what becomes of it; what cannot be worked out of last year is told. Errors:
 * APN_LIMIT, APN_MEMORY, APN_INTERNAL. */
apn_status apn__statement_underspend(const apn__evaluation *evaluation, apn_statement *statement,
                                     apn_error *err);

/* In credits.c: */

/* Credits the parties with what they contribute in kind, and works out what is then due, with
 * proof, once the totals are proven. Errors: APN_LIMIT, APN_MEMORY, APN_INTERNAL. */
apn_status apn__statement_credits(const apn__evaluation *evaluation, apn_statement *statement,
                                  apn_error *err);

/* In instalments.c: */

/* Cuts what is due of a budget into the agreement's instalments. Errors: APN_LIMIT,
 * APN_MEMORY, APN_INTERNAL. */
apn_status apn__statement_instalments(apn_statement *statement, apn_error *err);

/* In proof_level.c: */

/* True when lines that were rounded as one were rounded by the rule of their level: amounts are
 * floors or ceilings of exact figures by cell and by party, and what rounding up went by is the
 * rule's order. */
bool apn__level_is_proven(const apn_statement *statement);

/* In proof.c: */

/* Fills the totals from the lines. Errors: APN_LIMIT when a sum has more than 38 digits. */
apn_status apn__statement_add_up(apn_statement *statement, apn_error *err);

/* True when every line's cells, all lines, and all parties' totals add up to what the agreement
 * says. */
bool apn__statement_is_proven(const apn_statement *statement);

#endif
