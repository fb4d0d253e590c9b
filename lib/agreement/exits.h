/* exits.h: what a frozen agreement holds of parties that leave. */
#ifndef APN_AGREEMENT_EXITS_H
#define APN_AGREEMENT_EXITS_H

#include "calendar.h"
#include "apportion/decimal.h"

/* A part of a settlement. */
typedef struct apn__exit_instalment {
    apn__edge due;
    apn_decimal amount;
} apn__exit_instalment;

/* A cost of an exit, which is a cost line, or two where the leaver bears less of it year by year.
 */
typedef struct apn__exit_cost {
    const char *id, *title;
    const char *kind, *borne_by;       /* "pension_strain", "leaver" */
    size_t line, rest;                 /* rest: what the others bear of a taper, or APN__NONE */
    apn__exit_instalment *instalments; /* by date */
    size_t instalment_count;
} apn__exit_cost;

/* What nobody is asked for any more. */
typedef struct apn__written_off {
    const char *title, *title_cy;
    apn_decimal amount;
    apn__period days; /* that it was for, or open */
} apn__written_off;

/* A party leaves. */
typedef struct apn__exit {
    size_t party;
    apn__edge given;    /* the notice; day 0: none is said */
    unsigned months;    /* of notice */
    apn__day earliest;  /* the last day that the notice allows */
    const char *waived; /* why it may be sooner; "" */
    apn__exit_cost *costs;
    size_t cost_count;
    apn__written_off *written_off;
    size_t written_off_count;
} apn__exit;

/* The last day of so many months of notice: the months begin on the day on which it is given. */
apn__day apn__notice_ends(apn__day given, unsigned months);

#endif
