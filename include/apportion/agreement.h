/* agreement.h: a collaboration agreement, read from text, checked whole and frozen. The format is
 * docs/format.md. */
#ifndef APPORTION_AGREEMENT_H
#define APPORTION_AGREEMENT_H

#include "apportion/split.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A text and the name that messages give it. The library opens no file: the caller brings the
 * bytes, and may end them and the name once the call has returned. */
typedef struct apn_text_source {
    const char *name;  /* "east-midlands.yaml" */
    const char *bytes; /* UTF-8, no end mark needed */
    size_t length;
} apn_text_source;

/* Which set of figures. */
typedef enum apn_measure {
    APN_BUDGET = 0,
    APN_OUTTURN = 1,
    APN_FORECAST = 2 /* what the outturn is expected to be */
} apn_measure;

/* "budget", "outturn" or "forecast"; NULL past the end. */
APN_API const char *apn_measure_word(apn_measure measure);

/* Finds a measure by its word: APN_USAGE when there is none. */
APN_MUST_USE APN_API apn_status apn_measure_find(const char *word, size_t length, apn_measure *out,
                                                 apn_error *err);

/* How far figures have come: a settlement is provisional, then final, then audited. */
typedef enum apn_figures_status {
    APN_FIGURES_UNSAID = 0,
    APN_FIGURES_PROVISIONAL = 1,
    APN_FIGURES_FINAL = 2,
    APN_FIGURES_AUDITED = 3
} apn_figures_status;

/* "provisional", "final" or "audited"; "" for APN_FIGURES_UNSAID; NULL past the end. */
APN_API const char *apn_figures_status_word(apn_figures_status status);

/* Finds a status by its word: APN_USAGE when there is none. */
APN_MUST_USE APN_API apn_status apn_figures_status_find(const char *word, size_t length,
                                                        apn_figures_status *out, apn_error *err);

/* What is rounded as one: where quotas become whole units. A line with a rounding of its own, or
 * whose percentages are used as published, is rounded alone under each. */
typedef enum apn_level {
    APN_LEVEL_LINE = 0,  /* each line by its method; the default */
    APN_LEVEL_TOTAL = 1, /* each party's total over the lines, by largest remainder: the cells have
                            quotas and no amounts */
    APN_LEVEL_TABLE = 2  /* the whole table of lines and parties, so that all of it foots */
} apn_level;

/* "line", "total" or "table"; NULL past the end. */
APN_API const char *apn_level_word(apn_level level);

/* Frozen, counted by reference; any thread may read it. */
typedef struct apn_agreement apn_agreement;

/* Gives the bytes of a sheet that an agreement names (from_csv). `from` is the name of the text
 * that names it, `name` what that text says: a relative path that goes nowhere up
 * ("data/users.csv"), meant from the folder of `from`. The call must see to it that no link leads
 * out of that folder. The bytes stay until the reading that asked has returned; each sheet of a
 * folder is asked for once. Errors: APN_IO, APN_PATH_OUTSIDE, APN_LIMIT or another, with a sentence
 * in err, which becomes a finding where the text names the sheet; APN_MEMORY ends the reading. */
typedef apn_status (*apn_source)(void *context, const char *from, const char *name,
                                 const char **bytes, size_t *length, apn_error *err);

#define APN_DIGEST_SIZE 65 /* 64 hexadecimal digits and an end mark */

/* Writes the SHA-256 of the bytes in small hexadecimal digits, ended by a zero byte. The library
 * has no hash of its own. It is called on the thread that reads, once for each text and each sheet.
 */
typedef void (*apn_digest)(void *context, const char *bytes, size_t length,
                           char digest[APN_DIGEST_SIZE]);

/* Set `size` to sizeof(apn_agreement_options) and the rest to zero; then every field has its
 * default. */
typedef struct apn_agreement_options {
    size_t size;
    apn_source source;    /* NULL: a sheet that is named cannot be read, which is APN_IO */
    void *source_context; /* given to every call of source */
    apn_digest digest;    /* NULL: statements say nothing of the texts that they were made from */
    void *digest_context; /* given to every call of digest */
} apn_agreement_options;

/* Reads one or more texts in order, later ones adding to earlier ones.
 * *findings, when asked for, is filled whether the call succeeds or not: every fault of every text
 * in the order of the text, then notes (the caller frees it); err is its first error. `out` is NULL
 * on failure. Errors: the codes of docs/errors.md. */
APN_MUST_USE APN_API apn_status apn_agreement_from_yaml(const apn_text_source *texts, size_t count,
                                                        apn_findings **findings,
                                                        apn_agreement **out, apn_error *err);

/* The same with options; NULL options mean the defaults. */
APN_MUST_USE APN_API apn_status apn_agreement_load(const apn_text_source *texts, size_t count,
                                                   const apn_agreement_options *options,
                                                   apn_findings **findings, apn_agreement **out,
                                                   apn_error *err);

/* One more holder; returns the same agreement. Thread-safe. */
APN_API apn_agreement *apn_agreement_ref(apn_agreement *agreement);

/* One holder fewer; the last one ends it. NULL is allowed. Thread-safe. */
APN_API void apn_agreement_unref(apn_agreement *agreement);

/* Texts below are UTF-8, never NULL, and live as long as the agreement. What the file leaves out is
 * "", or the id where a title or a name is left out. */
typedef struct apn_agreement_info {
    const char *id, *title, *title_cy; /* title_cy: the Welsh title, or the same as title */
    const char *statute, *marking, *currency;
    const char *effective_from, *effective_to; /* "2015-04-01", or "" */
    const char *lead;                          /* the lead party's id, or "" */
    const char *year_start;                    /* the month and day of it, "04-01" */
    const char *proration;                     /* "days" or "months" */
    apn_decimal unit;
    apn_method method; /* of the agreement's rounding */
    apn_ties ties;
    apn_level level;
} apn_agreement_info;

typedef struct apn_party_info {
    const char *id, *name, *name_cy, *policing_body, *chief_officer;
} apn_party_info;

typedef struct apn_line_info {
    const char *id, *title, *title_cy, *category, *nature;
} apn_line_info;

APN_API apn_agreement_info apn_agreement_describe(const apn_agreement *agreement);

/* Where the figures come from, in the file's words: `sources`, one by one; NULL past the end. */
APN_API const char *apn_agreement_source(const apn_agreement *agreement, size_t index);

/* A text or a sheet that the agreement was read from, by its digest. */
typedef struct apn_input {
    const char *sheet;  /* what the agreement calls it ("data/users.csv"); "" for a text */
    const char *digest; /* as apn_digest wrote it */
} apn_input;

/* The texts in the order in which they were given, then the sheets in that in which they were read.
 * None without apn_agreement_options.digest. `index` is below the count. */
APN_API size_t apn_agreement_input_count(const apn_agreement *agreement);
APN_API apn_input apn_agreement_input(const apn_agreement *agreement, size_t index);

/* A decision by which the agreement was made or varied, in the file's words. */
typedef struct apn_decision {
    const char *ref;
    const char *body; /* "" when the file does not say whose it is */
    const char *date; /* "2017-06-16", or "" */
} apn_decision;

APN_API size_t apn_agreement_decision_count(const apn_agreement *agreement);
APN_API apn_decision apn_agreement_decision(const apn_agreement *agreement, size_t index);

/* In what capacity somebody signs for a party. */
typedef enum apn_capacity {
    APN_POLICING_BODY = 0,
    APN_CHIEF_OFFICER = 1,
    APN_SIGNS_ITSELF = 2 /* a party that is not a police force */
} apn_capacity;

/* "policing_body", "chief_officer", "party"; NULL past the end. */
APN_API const char *apn_capacity_word(apn_capacity capacity);

/* Who signs a statement. */
typedef struct apn_signature {
    size_t party;
    apn_capacity capacity;
    const char *name; /* "" for a policing body or a chief officer that the file does not name */
} apn_signature;

/* Every corporation sole of the parties, in listed order: two for a party of which the file names
 * the policing body or the chief officer; any other party signs itself. `index` is below the count.
 */
APN_API size_t apn_agreement_signature_count(const apn_agreement *agreement);
APN_API apn_signature apn_agreement_signature(const apn_agreement *agreement, size_t index);

/* Whether a decision is theirs who sign: its `body` is their name, or the party's id, which stands
 * for its policing body, or for a party that signs itself. */
APN_API int apn_agreement_signature_decided(const apn_agreement *agreement, size_t index,
                                            size_t decision);

APN_API size_t apn_agreement_party_count(const apn_agreement *agreement);
APN_API apn_party_info apn_agreement_party(const apn_agreement *agreement, size_t party);
APN_API size_t apn_agreement_line_count(const apn_agreement *agreement);
APN_API apn_line_info apn_agreement_line(const apn_agreement *agreement, size_t line);

/* The place of the party that the others pay, or SIZE_MAX when the agreement names none. */
APN_API size_t apn_agreement_payee(const apn_agreement *agreement);

/* How many published tables the agreement holds for checking (apn_agreement_check_tables). */
APN_API size_t apn_agreement_table_count(const apn_agreement *agreement);

/* The place of a party by its id. APN_UNKNOWN_ID, with a suggestion, when there is none. */
APN_MUST_USE APN_API apn_status apn_agreement_find_party(const apn_agreement *agreement,
                                                         const char *id, size_t *party,
                                                         apn_error *err);

/* The years in which any line has a figure of the measure, ascending: "2015/16"; NULL past the end.
 */
APN_API const char *apn_agreement_year(const apn_agreement *agreement, apn_measure measure,
                                       size_t index);

/* How amounts of later years are discounted: the agreement's `discount`. */
typedef struct apn_discount_info {
    const char *base_year; /* "2014/15": year 0, which is not discounted; "" when it has none */
    const char *rates;     /* "3.5 % to year 30, 3 % to year 75, 2.5 % to year 125" */
    const char *prices;    /* "real", "nominal", or "" when it does not say */
    int mid_year;          /* 1: the amounts of a year come half a year sooner; else 0 */
} apn_discount_info;

APN_API apn_discount_info apn_agreement_discount(const apn_agreement *agreement);

/* What amounts of several years are worth together in the base year: each divided by 1 + rate for
 * every year up to its own, and their sum rounded once to the unit, halves away from zero. years[i]
 * ("2015/16") is the year of amounts[i]; a year may stand there again. Errors: APN_USAGE when the
 * agreement does not say how to discount; APN_NUMBER for what is not a year; APN_MISSING_YEAR for a
 * year before the base year or behind the last rate; APN_LIMIT; APN_MEMORY. Any thread. */
APN_MUST_USE APN_API apn_status apn_agreement_present_value(const apn_agreement *agreement,
                                                            const char *const *years,
                                                            const apn_decimal *amounts,
                                                            size_t count, apn_decimal *out,
                                                            apn_error *err);

#ifdef __cplusplus
}
#endif
#endif
