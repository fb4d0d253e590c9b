/* true_up.h: what other statements of the agreement say, for comparing with them. */
#ifndef APN_STATEMENT_TRUE_UP_H
#define APN_STATEMENT_TRUE_UP_H

#include "statement_model.h"
#include "sum.h"

/* The place of a line of the agreement in the statement, or SIZE_MAX. */
size_t apn__statement_place(const apn_statement *statement, size_t line);

/* What the party pays on a line of the agreement; nil where that is not known or nothing. False
 * where it has no amount. */
bool apn__statement_amount(const apn_statement *statement, size_t line, size_t party,
                           apn_decimal *amount);

/* from less what. False when it has too many digits. */
bool apn__difference(const apn_statement *statement, apn_decimal from, apn_decimal what,
                     apn_decimal *out);

/* In underspend.c: what was kept for all of the year's underspend: nil for a year without an
 * outturn and a budget, and after the statement's. Errors: APN_LIMIT, APN_MEMORY, APN_INTERNAL. */
apn_status apn__kept_jointly(apn_statement *statement, const char *year, apn_decimal *out,
                             apn_error *err);

#endif
