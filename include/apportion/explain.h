/* explain.h: how a figure of a statement came about: the derivation from the file to the penny, as
 * steps that anybody can redo (docs/explain.md). */
#ifndef APPORTION_EXPLAIN_H
#define APPORTION_EXPLAIN_H

#include "apportion/statement.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Frozen; any thread may read it. It holds its statement. End it with apn_explanation_free. */
typedef struct apn_explanation apn_explanation;

/* One step. Its texts, as all texts here, are owned by the explanation, and never NULL. */
typedef struct apn_step {
    const char *id;    /* "s3": steps come after those that they rest on */
    const char *rule;  /* one word: docs/explain.md has each with what it takes and gives */
    const char *line;  /* the id of the line that it is about; "" for a basis, or all lines */
    const char *basis; /* the basis that it is about, or "" */
    const char *year;  /* whose figures it takes, "2015/16", or "" */
    const char *says;  /* what the file says of it besides its figures: a source, a reason; or "" */
    size_t terms, results;
} apn_step;

/* Something that a step takes. */
typedef struct apn_term {
    const char *name;  /* "weight", "sum", "floor": what it is */
    const char *party; /* whose it is; "" when it is nobody's */
    const char
        *value; /* an exact figure, "p/q" or a plain number, or a word; "" when `from` has it */
    const char *from; /* the step whose results it is; "" when it is none's */
    const char *file; /* where it is written; "" when it is worked out or built in */
    uint32_t line, column;
} apn_term;

/* Something that a step gives. */
typedef struct apn_outcome {
    const char *name;  /* "share", "quota", "amount", "next" */
    const char *party; /* whose it is; "" when it is nobody's */
    const char *line;  /* the line, where the step is about several; else "" */
    const char *value;
} apn_outcome;

/* Explains one line (an id), one party's amounts on all lines, one party's amount on one line, or,
 * without both, the whole statement. NULL: not asked for. Where lines are rounded as one, all of
 * them are explained. Errors: APN_UNKNOWN_ID; APN_NO_FIGURE for a line that has no figure in the
 * statement; APN_LIMIT; APN_MEMORY; APN_INTERNAL. */
APN_MUST_USE APN_API apn_status apn_explain(apn_statement *statement, const char *line,
                                            const char *party, apn_explanation **out,
                                            apn_error *err);

/* NULL is allowed. */
APN_API void apn_explanation_free(apn_explanation *explanation);

/* Indexes are below the counts. */
APN_API size_t apn_explanation_step_count(const apn_explanation *explanation);
APN_API apn_step apn_explanation_step(const apn_explanation *explanation, size_t step);
APN_API apn_term apn_explanation_term(const apn_explanation *explanation, size_t step, size_t term);
APN_API apn_outcome apn_explanation_outcome(const apn_explanation *explanation, size_t step,
                                            size_t outcome);

/* All of it as JSON, "apportion-explanation/1"; and in words, to be redone on a calculator. UTF-8,
 * ended by a zero byte that is not counted. `length` may be NULL. */
APN_API const char *apn_explanation_json(const apn_explanation *explanation, size_t *length);
APN_API const char *apn_explanation_text(const apn_explanation *explanation, size_t *length);

#ifdef __cplusplus
}
#endif
#endif
