/* netting.h: what the parties of several agreements still owe each other, net. */
#ifndef APPORTION_NETTING_H
#define APPORTION_NETTING_H

#include "apportion/statement.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Frozen; any thread may read it. It holds its statements. End it with apn_netting_free. */
typedef struct apn_netting apn_netting;

/* What is paid in place of the gross debts. */
typedef enum apn_netting_to {
    APN_NET_PAIRS = 0, /* between each two parties, one payment of the difference */
    APN_NET_FEWEST = 1 /* as few payments as settle every party's sum over all agreements */
} apn_netting_to;

/* "pairs" or "fewest"; NULL past the end. */
APN_API const char *apn_netting_to_word(apn_netting_to to);

/* Finds one by its word: APN_USAGE when there is none. */
APN_MUST_USE APN_API apn_status apn_netting_to_find(const char *word, size_t length,
                                                    apn_netting_to *out, apn_error *err);

/* Nets the statements of several agreements, which name whom they pay (charging.payee). Parties are
 * the same when their ids are. A party's balance in an agreement is what it owes the payee: that of
 * the statement's settlement, or else its whole amount; below zero, it is owed; the payee's is what
 * makes them sum to zero. Errors: APN_USAGE (no statement, no payee, another currency, year or
 * measure than the first's, one agreement twice), APN_LIMIT, APN_MEMORY, APN_INTERNAL when the sums
 * do not hold. */
APN_MUST_USE APN_API apn_status apn_netting_make(apn_statement *const *statements, size_t count,
                                                 apn_netting_to to, apn_netting **out,
                                                 apn_error *err);

/* NULL is allowed. */
APN_API void apn_netting_free(apn_netting *netting);

APN_API apn_netting_to apn_netting_is_to(const apn_netting *netting);
APN_API size_t apn_netting_statement_count(const apn_netting *netting);
APN_API const apn_statement *apn_netting_statement(const apn_netting *netting, size_t statement);

/* The parties of all agreements, in the order of their first mention. */
APN_API size_t apn_netting_party_count(const apn_netting *netting);
APN_API apn_party_info apn_netting_party(const apn_netting *netting, size_t party);

/* What the party owes under one agreement (below zero: is owed); nil when it is no party to it.
 * Those of one agreement sum to zero. */
APN_API apn_decimal apn_netting_balance(const apn_netting *netting, size_t statement, size_t party);

/* The sum of its balances. */
APN_API apn_decimal apn_netting_net(const apn_netting *netting, size_t party);

/* `from` and `to` are places among the parties; the amount is above zero. */
typedef struct apn_payment {
    size_t from, to;
    apn_decimal amount;
} apn_payment;

/* The payments that settle all balances, in the order of who pays, then who is paid. */
APN_API size_t apn_netting_payment_count(const apn_netting *netting);
APN_API apn_payment apn_netting_payment(const apn_netting *netting, size_t payment);

/* 1: no fewer payments settle every party's sum; 0: not known, as for pairs, or with more than 16
 * parties whose sum is not nil. */
APN_API int apn_netting_is_least(const apn_netting *netting);

/* Warnings: a party with one id and different policing bodies; one name with different ids. */
APN_API const apn_findings *apn_netting_findings(const apn_netting *netting);

#ifdef __cplusplus
}
#endif
#endif
