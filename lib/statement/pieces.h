/* pieces.h: how a line's life is cut, for the files that cut it and measure it. */
#ifndef APN_STATEMENT_PIECES_H
#define APN_STATEMENT_PIECES_H

#include "statement_model.h"

/* Whose date it is. */
typedef enum apn__cut_kind {
    APN__CUT_YEAR,
    APN__CUT_EFFECTIVE,
    APN__CUT_VERSION,
    APN__CUT_LINE,
    APN__CUT_COVER, /* of a payment for several years */
    APN__CUT_BASIS,
    APN__CUT_PARTY,
    APN__CUT_PARTICIPANT,
    APN__CUT_EXCLUSION
} apn__cut_kind;

/* A date on which a life begins, ends or is cut: before its day, or, where it ends something,
 * behind it. */
typedef struct apn__cut {
    apn__edge edge;
    bool ends;
    apn__cut_kind kind;
    size_t party; /* of the last three kinds; of APN__CUT_VERSION the version */
    size_t order; /* in which it was found */
} apn__cut;

/* In months.c: */

/* True when the date begins or ends a month, as it should; reports it when not, a date that lines
 * have in common once only. */
bool apn__cut_is_month_edge(const apn__evaluation *evaluation, const apn__line *line,
                            const apn__cut *cut);

/* How many dates lines have in common, for apn__evaluation.edges_said. */
size_t apn__shared_edges(const apn_agreement *agreement);

#endif
