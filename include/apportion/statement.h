/* statement.h: who pays what, line by line, for one year of an agreement; frozen, its sums proven.
 */
#ifndef APPORTION_STATEMENT_H
#define APPORTION_STATEMENT_H

#include "apportion/agreement.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Frozen, counted by reference; any thread may read it. It holds its agreement. */
typedef struct apn_statement apn_statement;

/* Computes one year ("2015/16"; "2015-16" and "2015/2016" are read) of one measure.
 * On failure *findings, when asked for, has every fault (the caller frees it) and `out` is NULL; on
 * success *findings is NULL and the notes and warnings are the statement's own
 * (apn_statement_findings). Errors: APN_NO_FIGURE (no line has a figure for the year),
 * APN_OUTSIDE_AGREEMENT, APN_MISSING_YEAR, APN_MISSING_WEIGHT, APN_INPUT_NEEDED, APN_NO_PARTY,
 * APN_NO_WEIGHT, APN_NOT_A_MEMBER, APN_SHARE_SUM, APN_TIE, APN_BOUNDS_INFEASIBLE,
 * APN_RESIDUAL_ZERO_WEIGHT, APN_LIMIT, APN_MEMORY, APN_NUMBER (not a year), APN_INTERNAL when a sum
 * does not hold: no statement is returned.
 * The statement holds the agreement: the caller may end its own hold at once. */
APN_MUST_USE APN_API apn_status apn_statement_make(apn_agreement *agreement, const char *year,
                                                   apn_measure measure, apn_findings **findings,
                                                   apn_statement **out, apn_error *err);

/* Set `size` to sizeof(apn_statement_options) and the rest to zero; then every field has its
 * default. */
typedef struct apn_statement_options {
    size_t size;
    apn_figures_status known; /* drivers' figures as they were known when the newest had this
                                 status; APN_FIGURES_UNSAID: the newest there are */
    int last_year; /* 1: sections `last_year` and `last_year_lines` have last year's amounts of the
                      same measure beside the year's */
} apn_statement_options;

/* The same with options; NULL options mean the defaults. Errors: also APN_USAGE. */
APN_MUST_USE APN_API apn_status apn_statement_make_with(apn_agreement *agreement, const char *year,
                                                        apn_measure measure,
                                                        const apn_statement_options *options,
                                                        apn_findings **findings,
                                                        apn_statement **out, apn_error *err);

APN_API apn_statement *apn_statement_ref(apn_statement *statement);
APN_API void apn_statement_unref(apn_statement *statement);

/* The agreement it was made from; owned by the statement. */
APN_API const apn_agreement *apn_statement_agreement(const apn_statement *statement);
APN_API const char *apn_statement_year(const apn_statement *statement); /* "2015/16" */

/* The first and the last day of the year, "2015-04-01", whatever the agreement covers of it. */
APN_API const char *apn_statement_from(const apn_statement *statement);
APN_API const char *apn_statement_to(const apn_statement *statement);
/* As of which status its figures are; APN_FIGURES_UNSAID: the newest. */
APN_API apn_figures_status apn_statement_known(const apn_statement *statement);
APN_API apn_measure apn_statement_measure(const apn_statement *statement);

/* A party's standing on a line. */
typedef enum apn_cell_status {
    APN_CELL_SHARED = 0,
    APN_CELL_EXCLUDED = 1, /* with a reason */
    APN_CELL_NOT_A_MEMBER = 2,
    APN_CELL_DIRECT = 3 /* the whole line is this party's */
} apn_cell_status;

/* "shared", "excluded", "not-a-member", "direct"; NULL past the end. */
APN_API const char *apn_cell_status_word(apn_cell_status status);

/* A line of the statement: the lines that have a figure for the year, in the file's order. */
typedef struct apn_statement_line_info {
    apn_line_info line;
    size_t agreement_line; /* its place among the agreement's lines */
    const char *basis; /* the basis's id; "equal"; "all_to:<party>"; or "percent" or "driver:<id>"
                          for an inline one */
    apn_level level;   /* APN_LEVEL_LINE: it was rounded alone, by the next two */
    apn_method method; /* not used under another level */
    apn_ties ties;
    apn_decimal total, unapportioned;
    size_t pieces;   /* into which dates cut the line's life in the year: 1 when they do not */
    unsigned length; /* of all pieces, in days or months by the agreement's proration; 0 for one
                        piece, whose length has no part in any figure */
} apn_statement_line_info;

/* One party on one line. amount is zero unless there is one: the status is shared or direct, and
 * the line's level is not APN_LEVEL_TOTAL. */
typedef struct apn_cell {
    apn_cell_status status;
    const char *reason; /* of an exclusion; "" otherwise */
    int has_amount;     /* 0 or 1 */
    apn_decimal amount;
    unsigned length; /* of the pieces that the party shares, where there are several */
} apn_cell;

/* Days of a line's life in which the same parties share it by the same basis. A party's share of
 * the line is its shares of the pieces, weighted by their lengths. Texts are owned by the
 * statement. */
typedef struct apn_piece {
    const char *from, *to; /* "2017-04-01", both included */
    unsigned length;       /* days or months; 0 for the one piece of a line */
    const char *basis;     /* by which it is shared; versions of the agreement may change it */
} apn_piece;

/* A version of the agreement, for the days of the year and of the agreement on which it is in
 * force.
 */
typedef struct apn_version_days {
    const char *id, *ref;  /* ref: "" when the file gives none */
    const char *from, *to; /* "2017-04-01", both included */
} apn_version_days;

/* A party's standing in one piece. */
typedef struct apn_piece_cell {
    apn_cell_status status;
    const char *reason; /* of an exclusion; "" otherwise */
} apn_piece_cell;

APN_API size_t apn_statement_line_count(const apn_statement *statement);
APN_API apn_statement_line_info apn_statement_line(const apn_statement *statement, size_t line);

/* `party` is a place among the agreement's parties. */
APN_API apn_cell apn_statement_cell(const apn_statement *statement, size_t line, size_t party);

/* The versions in force in the year, by date. None on days of which the file says none. */
APN_API size_t apn_statement_version_count(const apn_statement *statement);
APN_API apn_version_days apn_statement_version(const apn_statement *statement, size_t index);

/* `piece` is below the line's `pieces`. */
APN_API apn_piece apn_statement_piece(const apn_statement *statement, size_t line, size_t piece);
APN_API apn_piece_cell apn_statement_piece_cell(const apn_statement *statement, size_t line,
                                                size_t piece, size_t party);

/* The party's exact share of the piece as text, "p/q" or "p"; as snprintf. "" for a party that does
 * not share it. */
APN_API size_t apn_statement_piece_share(const apn_statement *statement, size_t line, size_t piece,
                                         size_t party, char *buffer, size_t size);

/* The split behind a line, for shares, quotas and ties; owned by the statement. Its parties are the
 * line's members: apn_statement_member gives a party's place among them, or SIZE_MAX when it is not
 * one. Its amounts are the cells': under APN_LEVEL_TABLE the table's, without ties; under
 * APN_LEVEL_TOTAL there are none, and they are all nil. */
APN_API const apn_split *apn_statement_split(const apn_statement *statement, size_t line);
APN_API size_t apn_statement_member(const apn_statement *statement, size_t line, size_t party);

/* Exact figures of a cell as text, "p/q" or "p"; as snprintf. "" for a party that does not share
 * the line, and for the second where the cell has no amount. */
APN_API size_t apn_statement_quota(const apn_statement *statement, size_t line, size_t party,
                                   char *buffer, size_t size); /* currency */
APN_API size_t apn_statement_moved(const apn_statement *statement, size_t line, size_t party,
                                   char *buffer, size_t size); /* amount - quota, units */

/* What the party pays over all lines. */
APN_API apn_decimal apn_statement_party_total(const apn_statement *statement, size_t party);

/* Its part over the lines of APN_LEVEL_TOTAL, which have no amounts by line: what the party's total
 * has besides its cells. Zero when there are none. */
APN_API apn_decimal apn_statement_party_together(const apn_statement *statement, size_t party);

/* The same exactly, before rounding, as text in currency; as snprintf. */
APN_API size_t apn_statement_together_quota(const apn_statement *statement, size_t party,
                                            char *buffer, size_t size);

/* Equal claims to the last units of these totals: its parties are places among the agreement's;
 * parties_count is 0 when there were none. Owned by the statement. */
APN_API apn_tie apn_statement_together_tie(const apn_statement *statement);

/* Sum of the lines; equals the parties' totals and `unapportioned` together. */
APN_API apn_decimal apn_statement_total(const apn_statement *statement);
APN_API apn_decimal apn_statement_unapportioned(const apn_statement *statement);

/* What is credited to the party, as for what it contributes in kind, and what is then due from it:
 * its total less the credit, and below zero when it receives. */
APN_API apn_decimal apn_statement_party_credit(const apn_statement *statement, size_t party);
APN_API apn_decimal apn_statement_party_due(const apn_statement *statement, size_t party);

/* The instalments in which a budget is paid: 0 for an outturn, or when the agreement names none. A
 * party's instalments sum to what is due from it and differ by a unit at most; the dates' totals
 * likewise. `index` is less than the count; a date is "2015-04-01", owned by the statement. */
APN_API size_t apn_statement_instalment_count(const apn_statement *statement);
APN_API const char *apn_statement_instalment_due(const apn_statement *statement, size_t index);
APN_API apn_decimal apn_statement_instalment(const apn_statement *statement, size_t index,
                                             size_t party);
APN_API apn_decimal apn_statement_instalment_total(const apn_statement *statement, size_t index);

/* What a statement tells besides its lines, as tables: what is settled, what reserves hold, what is
 * saved. Each has rows of cells under columns, and totals of the columns that are summed;
 * docs/statement.md lists them. Texts are owned by the statement. */
typedef struct apn_section_info {
    const char *id;    /* "settlement" */
    const char *title; /* "Settlement" */
    const char *rule;  /* how its figures come about, as a sentence; "" when they need none */
    size_t rows, columns;
} apn_section_info;

typedef enum apn_column_kind {
    APN_COLUMN_TEXT = 0,
    APN_COLUMN_AMOUNT = 1, /* of currency */
    APN_COLUMN_EXACT = 2   /* a number as text: "p/q", a percentage, a count of days */
} apn_column_kind;

typedef struct apn_section_column {
    const char *id;    /* "party" */
    const char *title; /* "Party" */
    apn_column_kind kind;
    int is_summed; /* 0 or 1; 1 only of amounts */
} apn_section_column;

/* Empty where has_amount is 0 and text "". */
typedef struct apn_section_cell {
    const char *text;  /* "leics"; "" of an amount */
    const char *label; /* the same for people: "Leicestershire" */
    int has_amount;    /* 0 or 1 */
    apn_decimal amount;
} apn_section_cell;

APN_API size_t apn_statement_section_count(const apn_statement *statement);
APN_API apn_section_info apn_statement_section(const apn_statement *statement, size_t section);
APN_API apn_section_column apn_statement_section_column(const apn_statement *statement,
                                                        size_t section, size_t column);
APN_API apn_section_cell apn_statement_section_cell(const apn_statement *statement, size_t section,
                                                    size_t row, size_t column);

/* The sum of a column that is summed. */
APN_API apn_decimal apn_statement_section_total(const apn_statement *statement, size_t section,
                                                size_t column);

/* The place of the section of that id. Errors: APN_UNKNOWN_ID, naming those there are; APN_MEMORY.
 */
APN_MUST_USE APN_API apn_status apn_statement_find_section(const apn_statement *statement,
                                                           const char *id, size_t *section,
                                                           apn_error *err);

/* Notes and warnings in the order of the file. Owned by the statement. */
APN_API const apn_findings *apn_statement_findings(const apn_statement *statement);

/* A printed total and the figures that it should be the sum of, as they are printed: the scale of
 * a figure is the decimals that it shows. Set `size` to sizeof(apn_printed_sum) and the rest to
 * zero; then every field has its default. */
typedef struct apn_printed_sum {
    size_t size;
    const char *file;      /* the text that the total stands in; NULL: none */
    uint32_t line, column; /* where; 0: nowhere */
    const char *table;     /* what a finding calls the table; NULL: "" */
    const char *id;        /* the name of the row or column whose total it is; NULL: "" */
    int is_row;            /* not zero: a row, whose figures are columns; else a column */
    const apn_decimal *figures;
    const char *const *names; /* `count` names of the figures; NULL: their places, from 1 */
    size_t count;
    apn_decimal total;
    apn_decimal unit; /* that the figures are rounded to; zero: the last decimal that one shows */
} apn_printed_sum;

/* Compares. *findings (the caller frees it) has one APN_FOOTING warning, with its details, where
 * the total is not the sum, and nothing where it is. Errors: APN_USAGE (no figure), APN_NUMBER (the
 * unit is below zero), APN_MEMORY, with *findings NULL. */
APN_MUST_USE APN_API apn_status apn_printed_sum_check(const apn_printed_sum *sum,
                                                      apn_findings **findings, apn_error *err);

/* Checks the agreement's published tables: each printed total against its column, and each sum
 * across against its columns, for every row and for the totals. *findings has an APN_FOOTING
 * warning, with its details, for each that does not add up, in the order of the file (the caller
 * frees it); a table that foots adds nothing. No statement depends on it. Errors: APN_MEMORY, with
 * *findings NULL. */
APN_MUST_USE APN_API apn_status apn_agreement_check_tables(const apn_agreement *agreement,
                                                           apn_findings **findings, apn_error *err);

#ifdef __cplusplus
}
#endif
#endif
