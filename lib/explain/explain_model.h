/* explain_model.h: what an explanation holds, and how its steps are put down. A step is begun when
 * those that it rests on are there; what is added then is its own. */
#ifndef APN_EXPLAIN_MODEL_H
#define APN_EXPLAIN_MODEL_H

#include <gmp.h>

#include "apportion/explain.h"
#include "statement_model.h"

typedef struct apn__explained_step {
    apn_step info;
    size_t first_term, first_outcome;
} apn__explained_step;

/* Shares that are explained: of these members, by this basis, in this year. */
typedef struct apn__known_shares {
    size_t basis;
    const size_t *members;
    size_t count;
    apn__year year;
    apn_ties ties; /* for published percentages */
    size_t step;
} apn__known_shares;

struct apn_explanation {
    apn__arena *arena;
    apn_statement *statement;
    size_t line, party; /* asked for; of the statement's lines and the agreement's parties, or
                           APN__NONE */
    apn__explained_step *steps;
    size_t step_count, step_room;
    apn_term *terms;
    size_t term_count, term_room;
    apn_outcome *outcomes;
    size_t outcome_count, outcome_room;
    char *json, *text;
    size_t json_length, text_length;
    bool failed; /* memory is out */
};

/* What making one needs besides. */
typedef struct apn__explaining {
    apn_explanation *out;
    apn__evaluation evaluation;
    apn__known_shares *known;
    size_t known_count, known_room;
    size_t
        *quotas; /* of each line of the statement: the step that gives its quotas, or APN__NONE */
    size_t *rounded; /* the step that gives its amounts */
} apn__explaining;

/* In steps.c: */

/* A new step; the texts are copied but `rule`, which is the program's. Returns its place. */
size_t apn__step_begin(apn_explanation *out, const char *rule, const char *line, const char *basis,
                       const char *year);

/* What the file says besides. */
void apn__step_says(apn_explanation *out, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Terms of the last step. `party`: a place among the agreement's, or APN__NONE. */
void apn__term_word(apn_explanation *out, const char *name, size_t party, const char *value,
                    apn__place place);
void apn__term_decimal(apn_explanation *out, const char *name, size_t party, apn_decimal value,
                       apn__place place);
void apn__term_fraction(apn_explanation *out, const char *name, size_t party, const mpq_t value,
                        apn__place place);
void apn__term_step(apn_explanation *out, const char *name, size_t step);

/* Outcomes of the last step. */
void apn__outcome_word(apn_explanation *out, const char *name, size_t party, const char *value);
void apn__outcome_decimal(apn_explanation *out, const char *name, size_t party, apn_decimal value);
void apn__outcome_fraction(apn_explanation *out, const char *name, size_t party, const mpq_t value);

/* The last outcome is of this line. */
void apn__outcome_of_line(apn_explanation *out, const char *line);

/* A copy that lives as long as the explanation; "" when memory is out. */
const char *apn__explained_text(apn_explanation *out, const char *text);

extern const apn__place apn__explained_nowhere;

/* In bases.c: the step that gives the members' shares. APN__NONE when it could not be made, which
 * is memory, or a fault of the library. */
size_t apn__explain_shares(apn__explaining *e, const apn__sharing *who);

/* In counts.c: of a counted basis, before published rounding; and what it counts in one year. */
size_t apn__explain_counted(apn__explaining *e, const apn__sharing *who, mpq_t *shares);
size_t apn__explain_count(apn__explaining *e, const apn__sharing *who, apn__year year);

/* In amounts.c: the step that gives the amount that is shared. */
size_t apn__explain_amount(apn__explaining *e, const apn__statement_line *held);

/* In rounding.c: the steps from a line's amount and shares to its quotas, and to its amounts when
 * it is rounded alone; and what other rules would have given. */
bool apn__explain_line(apn__explaining *e, size_t line);
bool apn__explain_other_rules(apn__explaining *e, size_t line);

/* The exact share of each member of the line. */
bool apn__explained_line_shares(apn__explaining *e, const apn__statement_line *held, mpq_t *out);

/* In totals.c: lines that are rounded as one, and what the parties pay. */
bool apn__explain_level(apn__explaining *e);
void apn__explain_totals(apn__explaining *e);

/* In explanation_json.c and explanation_text.c: both forms, once all steps are there. False when
 * memory is out. */
bool apn__explanation_write_json(apn_explanation *out);
bool apn__explanation_write_text(apn_explanation *out);

#endif
