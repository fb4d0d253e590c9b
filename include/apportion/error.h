/* error.h: what can go wrong, in permanent words, and the list of what a reader should know.
 *
 * Every call that can fail returns an apn_status, and fills an apn_error when it is given one. A
 * call that reads a text also fills a list of findings, which holds every fault of the text and not
 * only the first.
 *
 * Where a call makes an object, *out is NULL when it fails. An index past the end is allowed only
 * where a comment says what it gives; elsewhere it must be below the count. */
#ifndef APPORTION_ERROR_H
#define APPORTION_ERROR_H

#include <stddef.h>
#include <stdint.h>

#include "apportion/version.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What happened. The numbers and the words (apn_status_word) are permanent; new ones are added at
 * the end. docs/errors.md has each with a bad example and its mending. */
typedef enum apn_status {
    APN_OK = 0,
    APN_USAGE = 1,           /* usage: the call or the command line is wrong */
    APN_IO = 2,              /* io: a file cannot be read or written */
    APN_MEMORY = 3,          /* memory: the machine has no more */
    APN_LIMIT = 4,           /* limit: larger than docs/limits.md allows */
    APN_INTERNAL = 5,        /* internal: a fault in the library; no result is returned */
    APN_NUMBER = 6,          /* number: a text that is not a number in an accepted form */
    APN_NOT_WHOLE_UNITS = 7, /* not-whole-units: an amount finer than the unit */
    APN_NEGATIVE_WEIGHT = 8,
    APN_NO_PARTY = 9,
    APN_NO_WEIGHT = 10, /* no-weight: all weights are zero */
    APN_TIE = 11,       /* tie: equal claims, under the tie rule `refuse` */
    APN_BOUNDS_INFEASIBLE = 12,
    APN_SHARE_SUM = 13, /* share-sum: percentages that do not total 100 % */
    APN_RESIDUAL_ZERO_WEIGHT = 14,
    APN_YAML = 15,
    APN_YAML_FEATURE =
        16, /* yaml-feature: anchors, aliases, tags, a second document, deep nesting */
    APN_UNKNOWN_KEY = 17,
    APN_DUPLICATE_KEY = 18,
    APN_MISSING_KEY = 19,
    APN_WRONG_TYPE = 20,
    APN_UNKNOWN_ID = 21,
    APN_DUPLICATE_ID = 22,
    APN_MISSING_WEIGHT = 23,
    APN_MISSING_YEAR = 24,
    APN_NO_FIGURE = 25,
    APN_INPUT_NEEDED = 26,
    APN_NOT_A_MEMBER = 27,
    APN_OUTSIDE_AGREEMENT = 28,
    APN_CSV = 29,
    /* Words for warnings and notes only. */
    APN_DEFAULT_BASIS = 30,
    APN_RESIDUAL_NEGATIVE = 31,
    APN_UNAPPORTIONED = 32,
    APN_FOOTING = 33,
    APN_TABLE_INFEASIBLE = 34, /* table-infeasible: no table has the totals that are asked for */
    APN_CANCELLED = 35,        /* cancelled: the caller's progress call said so */
    APN_CYCLE = 36,            /* cycle: bases that rest on each other */
    APN_NOT_MONTH_EDGE = 37,   /* not-month-edge: a change within a month, under `months` */
    APN_UNIT_MISMATCH = 38,    /* unit-mismatch: a sum of drivers of different units */
    APN_PATH_OUTSIDE = 39,     /* path-outside: a file outside the agreement's folder */
    APN_WORKED_OUT = 40,       /* worked-out, a note: how an index or a loan makes a figure */
    APN_JUDGEMENT = 41,        /* judgement: a note of who judged a basis to be right, and why */
    APN_PROVISIONAL = 42,      /* provisional: a note that figures are not final */
    APN_RETROSPECTIVE = 43,    /* retrospective: a year, or part of it, before the decision */
    APN_PRICE_BASE = 44,       /* price-base, a warning: rates and amounts in different prices */
    APN_JSON = 45,             /* json: a text that is not JSON */
    APN_AROSE = 46,            /* arose: a note that a cost is shared as on earlier days */
    APN_OVERDRAWN = 47,        /* overdrawn, a warning: more was drawn on a reserve than it had */
    APN_NOTICE = 48,           /* notice, a warning: a party left sooner than its notice allows */
    APN_PAYBACK = 49,          /* payback, a warning: savings pay back later than was stated */
    APN_OVER_RECOVERY = 50     /* over-recovery: a note that a party has paid more than is due */
} apn_status;

/* Who has to act. */
typedef enum apn_blame {
    APN_BLAME_NONE = 0,    /* nothing is wrong */
    APN_BLAME_INPUT = 1,   /* the text or the figures */
    APN_BLAME_CALLER = 2,  /* the call or the command line */
    APN_BLAME_MACHINE = 3, /* memory, disk, limits */
    APN_BLAME_LIBRARY = 4  /* a fault of this library */
} apn_blame;

/* The permanent word of a status ("share-sum"; "ok" for APN_OK), or NULL for a number that is none.
 * Walk the list from 0 until NULL. Never freed; any thread. */
APN_API const char *apn_status_word(apn_status status);

/* Who has to act on a status. */
APN_API apn_blame apn_status_blame(apn_status status);

/* Filled on failure, untouched on success. Plain bytes: lives on the stack, nothing to free. */
typedef struct apn_error {
    apn_status status;
    uint32_t line, column; /* 1-based, in characters; 0 when no text is involved */
    char where[112];       /* "cost_lines.infrastructure.caps.notts", or "" */
    char message[384];     /* one UTF-8 sentence, cut at a character if it is longer */
} apn_error;

/* Called now and then in long work, with the part that is done, in thousandths. Not zero ends the
 * work with APN_CANCELLED. It is called on the thread that made the call. */
typedef int (*apn_progress)(void *context, unsigned thousandths);

typedef enum apn_severity { APN_NOTE = 0, APN_WARNING = 1, APN_ERROR = 2 } apn_severity;

/* "note", "warning" or "error". Never freed. */
APN_API const char *apn_severity_word(apn_severity severity);

/* An entry of a table that, with two neighbouring digits exchanged, would make the table foot. */
typedef struct apn_transposition {
    const char *entry; /* its id or its place in the list */
    const char *value; /* the mended figure */
} apn_transposition;

/* A published total that does not equal its parts (docs/statement.md, "Published totals"). */
typedef struct apn_footing {
    const char *table;      /* the table's id; for a stated total, its cost line's */
    const char *what;       /* "row" or "column" */
    const char *id;         /* of that row or column; "total" is the row of totals; for a stated
                               total, the year */
    const char *difference; /* printed - sum, exact, in currency */
    const char *diagnosis;  /* "rounding", "equals-row:<id>", "equals-column:<id>", "transposition"
                               or "unexplained" */
    const apn_transposition *candidates;
    size_t candidates_count;
} apn_footing;

/* Something that the reader should know. Its texts live as long as the list that it is in. */
typedef struct apn_finding {
    apn_severity severity;
    apn_status code;
    uint32_t line, column;      /* 1-based, in characters; 0 when no text is involved */
    const char *file;           /* the name of the source; "" when none */
    const char *where;          /* "cost_lines.hosting.exclude.lincs"; "" when none */
    const char *message;        /* one UTF-8 sentence, whole */
    const apn_footing *footing; /* NULL unless code is APN_FOOTING */
} apn_finding;

/* A list of findings, in the order of the text. Frozen; any thread may read it. */
typedef struct apn_findings apn_findings;

/* How many; 0 for NULL. */
APN_API size_t apn_findings_count(const apn_findings *findings);

/* The finding at `index`, or NULL past the end. Owned by the list. */
APN_API const apn_finding *apn_findings_at(const apn_findings *findings, size_t index);

/* How many of one severity; 0 for NULL. */
APN_API size_t apn_findings_count_of(const apn_findings *findings, apn_severity severity);

/* Ends a list that a call gave to its caller. NULL is allowed. */
APN_API void apn_findings_free(apn_findings *findings);

#ifdef __cplusplus
}
#endif
#endif
