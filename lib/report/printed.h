/* printed.h: the amounts of a statement or a schedule as they are printed. */
#ifndef APN_REPORT_PRINTED_H
#define APN_REPORT_PRINTED_H

#include "apportion/report.h"
#include "schedule.h"

struct apn_printed {
    const apn_statement *statement;   /* this one, or NULL and … */
    apn__schedule schedule;           /* … this schedule … */
    const apn_statement **statements; /* … of these */
    apn_print_in in;
    unsigned decimals;
    bool as_rounded;
    apn_decimal unit;     /* of what is printed, in currency */
    size_t rows, columns; /* with the last row, and a statement's last column, for the rest */
    apn_decimal *amounts, *row_totals, *column_totals; /* NULL in full */
    apn_decimal total;
    apn__buffer label;
    apn_findings *findings;
};

/* The row is a line of a statement that has no amounts but its total. */
bool apn__printed_is_together(const apn_printed *printed, size_t row);

/* In printed_sums.c: takes every sum again from the printed figures. With as_rounded each that does
 * not hold becomes a finding; otherwise false. */
bool apn__printed_holds(apn_printed *printed);

/* The currency whose sign stands before every amount: "" where the heading says it all. */
const char *apn__printed_currency(const apn_printed *printed);

#endif
