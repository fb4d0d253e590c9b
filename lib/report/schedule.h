/* schedule.h: statements of one agreement side by side, by year. */
#ifndef APN_REPORT_SCHEDULE_H
#define APN_REPORT_SCHEDULE_H

#include "apportion/statement.h"
#include "text.h"

/* One party, or one line of one party, in one year. */
typedef struct apn__schedule_cell {
    bool listed;            /* the year's statement has the line */
    apn_cell_status status; /* the party's standing on the line */
    const char *reason;     /* of an exclusion; "" otherwise */
    bool has_amount;        /* the year has the line, and the party pays an amount on it */
    apn_decimal amount;
} apn__schedule_cell;

/* What a row is worth in the base year; not when its amounts are only in a total. */
typedef struct apn__present {
    bool has;
    apn_decimal amount;
} apn__present;

typedef struct apn__schedule {
    const apn_statement *const *statements;
    size_t years;
    const apn_agreement *agreement;
    bool by_line; /* rows are the lines of one party; else rows are the parties */
    size_t party; /* when by_line */
    size_t *rows; /* places among the agreement's lines or parties */
    size_t row_count;
    apn__schedule_cell *cells; /* row_count rows of `years` cells */
    apn_decimal *row_totals, *year_totals;
    apn_decimal *unapportioned; /* one for each year; nobody's, so nil when by_line */
    apn_decimal *together;      /* by_line: what the party pays each year on lines that have amounts
                                   only in its total; NULL when there are none */
    apn_decimal total, total_unapportioned, total_together;
    apn__present *present; /* of the rows, then of what is besides them (unapportioned, or
                              together), then of the total; NULL without `discount` */
} apn__schedule;

/* Fills the schedule and checks that its rows and its years add up to the same total. `party` is an
 * id or NULL. End it with apn__schedule_end, whatever came of it. Errors: those of
 * apn_report_schedule. */
apn_status apn__schedule_make(const apn_statement *const *statements, size_t count,
                              const char *party, apn__schedule *out, apn_error *err);
void apn__schedule_end(apn__schedule *schedule);

/* In present_values.c: fills `present`. Errors: those of apn_agreement_present_value. */
apn_status apn__schedule_discount(apn__schedule *schedule, apn_error *err);

/* The word of the party's standing, or "no-figure" when the year's statement has no such line. */
const char *apn__schedule_status(const apn__schedule_cell *cell);

/* Why the party is excluded from the row's line, or NULL when it is not: the reason is the line's,
 * whatever the year. */
const char *apn__schedule_exclusion(const apn__schedule *schedule, size_t row);

#endif
