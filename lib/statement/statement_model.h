/* statement_model.h: what a frozen statement holds, and the steps that make one. */
#ifndef APN_STATEMENT_MODEL_H
#define APN_STATEMENT_MODEL_H

#include <stdatomic.h>

#include "apportion/statement.h"
#include "agreement_model.h"

/* A cost line that has a figure for the year. */
typedef struct apn__statement_line {
    size_t line;     /* its place among the agreement's lines */
    bool direct;     /* the whole line is one party's */
    size_t *members; /* places among the agreement's parties, ascending; the split's parties */
    size_t member_count;
    apn_split *split;
} apn__statement_line;

struct apn_statement {
    atomic_size_t holders;
    apn__arena *arena;
    apn_agreement *agreement;
    apn__year year;
    char year_text[16];
    apn_measure measure;
    apn__statement_line *lines;
    size_t line_count;
    apn_decimal *party_totals; /* one for each party */
    apn_decimal total, unapportioned;
    apn_findings *findings;
};

/* What every step of one evaluation needs. */
typedef struct apn__evaluation {
    const apn_agreement *agreement;
    apn__year year;
    const char *year_text;
    apn_measure measure;
    apn__arena *arena;      /* the statement's */
    apn_findings *findings; /* where faults, warnings and notes go */
    bool **said;            /* what weights.c has reported: for each basis, then for each driver */
} apn__evaluation;

/* Bytes that hold any `where`: three ids and the words between them. */
#define APN__WHERE_SIZE 256u

/* In membership.c: */

/* Writes the places of the line's members, ascending, and returns how many: its participants less
 * its exclusions. `members` has room for every party. */
size_t apn__line_members(const apn_agreement *agreement, const apn__line *line, size_t *members);

/* The place of a party among ascending members, or SIZE_MAX. */
size_t apn__member_place(const size_t *members, size_t count, size_t party);

/* The place, or the fallback when it is none. */
apn__place apn__place_or(apn__place place, apn__place fallback);

/* In weights.c: */

/* The weights of a line's members, in their order. */
typedef struct apn__weights {
    apn_decimal *values;
    apn_decimal *denominators; /* they divide the values */
    bool fractions;            /* some denominator is not 1 */
    apn_weights_kind kind;
} apn__weights;

/* Fills the weights of the members by the line's basis; values and denominators have room for them.
 * False when a fault was reported: every member without a weight is. */
bool apn__line_weights(const apn__evaluation *evaluation, const apn__line *line,
                       const size_t *members, size_t count, apn__weights *weights);

/* In line.c: */

/* Shares one line's figure. Faults of the input become findings and leave out->split NULL with
 * APN_OK; another status (APN_MEMORY, APN_INTERNAL) ends the evaluation. */
apn_status apn__line_evaluate(const apn__evaluation *evaluation, size_t line,
                              const apn__figure *figure, apn__statement_line *out, apn_error *err);

/* In footing.c: */

/* Compares the line's stated total for the year with its parts; a difference becomes a finding.
 * False when memory is out. */
bool apn__line_check_footing(const apn__evaluation *evaluation, const apn__line *line);

/* In proof.c: */

/* Fills the totals from the lines. Errors: APN_LIMIT when a sum has more than 38 digits. */
apn_status apn__statement_add_up(apn_statement *statement, apn_error *err);

/* True when every line's cells, all lines, and all parties' totals add up to what the agreement
 * says. */
bool apn__statement_is_proven(const apn_statement *statement);

#endif
