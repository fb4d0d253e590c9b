/* adjustment.h: what has changed since a statement was issued, and why: the adjustment note of a
 * year that is restated. */
#ifndef APPORTION_ADJUSTMENT_H
#define APPORTION_ADJUSTMENT_H

#include "apportion/issued.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Why an amount is another than was issued. The parts of a difference are worked out by changing
 * one thing at a time, in this order. */
typedef enum apn_adjustment_cause {
    APN_ADJUST_MEMBERSHIP = 0, /* who shares the line */
    APN_ADJUST_DRIVER = 1,     /* the figures it is shared by */
    APN_ADJUST_BASIS = 2,      /* the rule that makes shares of them */
    APN_ADJUST_AMOUNT = 3,     /* what is shared */
    APN_ADJUST_ROUNDING = 4    /* amount less quota now, less the same as issued */
} apn_adjustment_cause;

/* "membership", "driver", "basis", "amount" or "rounding"; NULL past the end. */
APN_API const char *apn_adjustment_cause_word(apn_adjustment_cause cause);

/* Frozen; any thread may read it. It holds its statement. End it with apn_adjustment_free. */
typedef struct apn_adjustment apn_adjustment;

/* Compares a statement of now with the one that was issued; the measures may differ, as of a budget
 * and its outturn. The issued one may end at once. Errors: APN_USAGE (of another agreement, year,
 * currency or unit), APN_LIMIT, APN_MEMORY, APN_INTERNAL when the parts of a difference do not sum
 * to it. */
APN_MUST_USE APN_API apn_status apn_adjustment_make(const apn_issued *issued,
                                                    apn_statement *statement, apn_adjustment **out,
                                                    apn_error *err);

/* NULL is allowed. */
APN_API void apn_adjustment_free(apn_adjustment *adjustment);

APN_API const apn_statement *apn_adjustment_statement(const apn_adjustment *adjustment);
APN_API const char *apn_adjustment_issued_measure(const apn_adjustment *adjustment);
APN_API const char *apn_adjustment_issued_digest(const apn_adjustment *adjustment);

/* The lines and the parties of now, then those that only the issued statement has, by id. */
APN_API size_t apn_adjustment_line_count(const apn_adjustment *adjustment);
APN_API const char *apn_adjustment_line(const apn_adjustment *adjustment, size_t line);
APN_API size_t apn_adjustment_party_count(const apn_adjustment *adjustment);
APN_API const char *apn_adjustment_party(const apn_adjustment *adjustment, size_t party);

/* Their title and name in the agreement of now, or else the id. */
APN_API const char *apn_adjustment_line_title(const apn_adjustment *adjustment, size_t line);
APN_API const char *apn_adjustment_party_name(const apn_adjustment *adjustment, size_t party);

/* 1: some causes of the line could not be told apart, and stand together under the later one. */
APN_API int apn_adjustment_is_merged(const apn_adjustment *adjustment, size_t line);

/* difference = after - before. Nil, with has_amount 0, where neither statement has an amount. */
typedef struct apn_adjusted {
    int has_amount;
    apn_decimal before, after, difference;
} apn_adjusted;

APN_API apn_adjusted apn_adjustment_cell(const apn_adjustment *adjustment, size_t line,
                                         size_t party);

/* What the party pays over all lines. */
APN_API apn_adjusted apn_adjustment_total(const apn_adjustment *adjustment, size_t party);

/* What is due from the party after credits, as for what it gave in kind or what was brought
 * forward. */
APN_API apn_adjusted apn_adjustment_due(const apn_adjustment *adjustment, size_t party);

/* What all parties pay together of the line, or of all lines where it is SIZE_MAX. */
APN_API apn_adjusted apn_adjustment_line_total(const apn_adjustment *adjustment, size_t line);

/* The part of a difference that a cause makes, exact, in currency, "p/q" or "p"; as snprintf. The
 * parts sum to the difference. `line` is SIZE_MAX for the party's total. */
APN_API size_t apn_adjustment_part(const apn_adjustment *adjustment, size_t line, size_t party,
                                   apn_adjustment_cause cause, char *buffer, size_t size);

/* The same in whole units of the agreement, for people: each part rounded by half-even but that of
 * rounding, which takes what the others leave, so that these sum to the difference too. `party` is
 * SIZE_MAX for all parties together. */
APN_API apn_decimal apn_adjustment_part_amount(const apn_adjustment *adjustment, size_t line,
                                               size_t party, apn_adjustment_cause cause);

#ifdef __cplusplus
}
#endif
#endif
