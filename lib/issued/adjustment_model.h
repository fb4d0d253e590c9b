/* adjustment_model.h: what an adjustment note holds, and its steps. */
#ifndef APN_ISSUED_ADJUSTMENT_MODEL_H
#define APN_ISSUED_ADJUSTMENT_MODEL_H

#include "apportion/adjustment.h"
#include "issued_model.h"

struct apn_adjustment {
    apn__arena *arena;
    apn_statement *statement;
    const char *measure, *digest; /* of the issued one */
    const char **lines, **parties;
    size_t line_count, party_count;
    bool *merged;
    apn_adjusted *cells; /* line by line, then the parties' totals */
    apn_adjusted *due;   /* of each party, after credits */
    mpq_t *parts;        /* of each of these, by cause */
    size_t part_count;
    apn_decimal *money, *sum_parts; /* the parts in whole units; of each row over all parties */
    apn_adjusted *sums;             /* each row over all parties */
};

typedef size_t apn__exact_of_split(const apn_split *split, size_t party, char *buffer, size_t size);

/* The parts of a cell, by cause; row line_count is that of totals. */
mpq_t *apn__adjustment_part(const apn_adjustment *note, size_t row, size_t party);

/* Fills the cells of one line and their parts, but for differences. False when memory is out. */
bool apn__adjustment_line(apn_adjustment *note, const apn_issued *issued, size_t row);

/* In adjustment_money.c: the parts in whole units, and the sums. Requires: the differences. */
apn_status apn__adjustment_money(apn_adjustment *note, apn_error *err);

#endif
