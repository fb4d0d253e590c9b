/* comparison.h: two statements beside each other, party by party and line by line, and by what the
 * difference between them has come about. */
#ifndef APPORTION_COMPARISON_H
#define APPORTION_COMPARISON_H

#include "apportion/scenario.h"
#include "apportion/statement.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What one side of a comparison is made of: a year of a draft, with the changes of some scenarios.
 */
typedef struct apn_side {
    const apn_draft *draft;
    const apn_scenario *const *scenarios; /* may be NULL when there are none */
    size_t scenario_count;
    const char *year; /* "2015/16" */
    apn_measure measure;
} apn_side;

/* Two statements and their differences. Frozen; any thread may read it. */
typedef struct apn_comparison apn_comparison;

/* Makes both statements, and takes the difference of each party apart by its causes. Both sides
 * must have the same currency and unit. *findings, when asked for, has every fault of the first
 * side that has one (the caller frees it), and is NULL on success. Errors: as apn_draft_agreement
 * and apn_statement_make; APN_UNIT_MISMATCH. */
APN_MUST_USE APN_API apn_status apn_comparison_make(const apn_side *before, const apn_side *after,
                                                    apn_findings **findings, apn_comparison **out,
                                                    apn_error *err);
APN_API void apn_comparison_free(apn_comparison *comparison); /* NULL is allowed */

/* The statements; owned by the comparison. */
APN_API const apn_statement *apn_comparison_before(const apn_comparison *comparison);
APN_API const apn_statement *apn_comparison_after(const apn_comparison *comparison);

/* A party or a line of either statement: the same id is the same thing. First those of the
 * statement before, in its order, then those that only the other has. */
typedef struct apn_compared {
    const char *id, *name; /* name: of a line, its title */
    size_t before, after; /* its place among the parties of the agreement, or among the lines of the
                             statement; SIZE_MAX where it has none */
} apn_compared;

APN_API size_t apn_comparison_party_count(const apn_comparison *comparison);
APN_API apn_compared apn_comparison_party(const apn_comparison *comparison, size_t party);
APN_API size_t apn_comparison_line_count(const apn_comparison *comparison);
APN_API apn_compared apn_comparison_line(const apn_comparison *comparison, size_t line);

/* An amount on either side, nil where there is none, and after - before. */
typedef struct apn_before_after {
    apn_decimal before, after, change;
} apn_before_after;

APN_API apn_before_after apn_comparison_total(const apn_comparison *comparison);
APN_API apn_before_after apn_comparison_party_total(const apn_comparison *comparison, size_t party);
APN_API apn_before_after apn_comparison_line_total(const apn_comparison *comparison, size_t line);
APN_API apn_before_after apn_comparison_cell(const apn_comparison *comparison, size_t line,
                                             size_t party);

/* 1 when the line is the same on both sides for every party: total, standing and exact quota. */
APN_API int apn_comparison_is_same(const apn_comparison *comparison, size_t line);

/* The change in per cent of what was before, with so many decimals (to 18), halves away from zero:
 * "4.98"; as snprintf. "" where nothing was before. */
APN_API size_t apn_before_after_percent(apn_before_after difference, unsigned decimals,
                                        char *buffer, size_t size);

/* What makes a difference, in the order in which one is changed after the other. */
typedef enum apn_cause {
    APN_CAUSE_MEMBERSHIP = 0, /* who shares a line, and on which days */
    APN_CAUSE_DRIVER = 1,     /* the figures of the drivers */
    APN_CAUSE_BASIS = 2,      /* the rules that make shares of them; floors and caps */
    APN_CAUSE_AMOUNT = 3,     /* what is shared */
    APN_CAUSE_ROUNDING = 4    /* amount less quota after, less the same before */
} apn_cause;

/* "membership", "driver", "basis", "amount" or "rounding"; NULL past the end. */
APN_API const char *apn_cause_word(apn_cause cause);

/* The part of a party's change that a cause makes, exactly, as text in currency, "p/q" or "p"; as
 * snprintf. The parts of a party sum to its change. A cause that cannot be told alone is nil, and
 * is in the next: apn_comparison_findings says so. */
APN_API size_t apn_comparison_part(const apn_comparison *comparison, size_t party, apn_cause cause,
                                   char *buffer, size_t size);

/* The same in whole units, rounded as one table of parties and causes (docs/methods/table.md): a
 * party's parts still sum to its change. */
APN_API apn_decimal apn_comparison_part_amount(const apn_comparison *comparison, size_t party,
                                               apn_cause cause);

/* Notes on causes that were taken together. Owned by the comparison. */
APN_API const apn_findings *apn_comparison_findings(const apn_comparison *comparison);

#ifdef __cplusplus
}
#endif
#endif
