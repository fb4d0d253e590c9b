/* issued.h: a statement that was issued earlier, read back from its JSON (docs/statement.md,
 * section 3); frozen, its own sums checked. */
#ifndef APPORTION_ISSUED_H
#define APPORTION_ISSUED_H

#include "apportion/statement.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Frozen; any thread may read it. End it with apn_issued_free. */
typedef struct apn_issued apn_issued;

/* Reads a statement that apn_report_statement wrote as JSON, by this version of the library or an
 * earlier one. Keys that it does not know are passed over. On return *findings, when asked for,
 * holds every fault (the caller frees it); err is the first. `out` is NULL on failure.
 * Errors: APN_JSON (the text is not JSON), APN_MISSING_KEY, APN_DUPLICATE_KEY, APN_WRONG_TYPE,
 * APN_NUMBER, APN_NOT_WHOLE_UNITS, APN_UNKNOWN_ID, APN_DUPLICATE_ID, APN_FOOTING where its own sums
 * do not hold: cells and their line, lines and the total, parties and the total, amounts and what
 * they were moved by; APN_USAGE without a text; APN_LIMIT; APN_MEMORY. */
APN_MUST_USE APN_API apn_status apn_issued_from_json(const apn_text_source *text,
                                                     apn_findings **findings, apn_issued **out,
                                                     apn_error *err);

/* NULL is allowed. */
APN_API void apn_issued_free(apn_issued *issued);

/* Texts here and below are owned by it, and never NULL. */
typedef struct apn_issued_info {
    const char *agreement, *year; /* the agreement's id, "2015/16" */
    const char *measure;          /* "budget" */
    const char *currency, *level; /* "GBP", "line" */
    const char *digest;           /* "sha256:…", or "" when it has none */
    apn_decimal unit, total, unapportioned;
} apn_issued_info;

/* A party in the order of the statement. */
typedef struct apn_issued_party_info {
    const char *id;
    apn_decimal amount;   /* over all lines, before credits */
    int has_together;     /* 1: some of it is of lines that were rounded as one, by party; else 0 */
    apn_decimal together; /* that part */
    const char *quota;    /* the same before rounding, exact, in currency; "" without */
    apn_decimal due;      /* after credits; the amount where the statement does not say it */
} apn_issued_party_info;

typedef struct apn_issued_line_info {
    const char *id, *basis;
    const char *method; /* its word, or "total" or "table" */
    apn_decimal total;
} apn_issued_line_info;

typedef struct apn_issued_cell_info {
    apn_cell_status status;
    const char *reason; /* of an exclusion; "" otherwise */
    int has_amount;     /* 0 or 1 */
    apn_decimal amount;
    const char *share, *quota; /* exact, "p/q" or "p"; "" when the party does not share the line */
    const char *moved;         /* in units; "" without an amount */
} apn_issued_cell_info;

APN_API apn_issued_info apn_issued_describe(const apn_issued *issued);
APN_API size_t apn_issued_party_count(const apn_issued *issued);
APN_API apn_issued_party_info apn_issued_party(const apn_issued *issued, size_t party);
APN_API size_t apn_issued_line_count(const apn_issued *issued);
APN_API apn_issued_line_info apn_issued_line(const apn_issued *issued, size_t line);
APN_API apn_issued_cell_info apn_issued_cell(const apn_issued *issued, size_t line, size_t party);

/* The place of a party or a line by its id; SIZE_MAX when there is none. */
APN_API size_t apn_issued_find_party(const apn_issued *issued, const char *id);
APN_API size_t apn_issued_find_line(const apn_issued *issued, const char *id);

#ifdef __cplusplus
}
#endif
#endif
