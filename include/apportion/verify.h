/* verify.h: whether a statement that was issued is what the agreement gives, and what differs. */
#ifndef APPORTION_VERIFY_H
#define APPORTION_VERIFY_H

#include "apportion/statement.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How the digest of an issued statement stands to the text before it. */
typedef enum apn_seal {
    APN_SEAL_HOLDS = 0,
    APN_SEAL_MISSING = 1, /* the statement has no digest */
    APN_SEAL_BROKEN = 2   /* the text is not the canonical form that its digest was taken of */
} apn_seal;

/* Something that the issued statement and the one made now do not have in common. */
typedef struct apn_difference {
    const char *where;        /* "lines.licences.cells.leics.amount" */
    const char *line, *party; /* their ids; "" for what is of none */
    const char *figure;       /* the key: "amount", "quota", "name" */
    const char *before;       /* as issued; NULL when it was not there */
    const char *after;        /* as made now; NULL when it is not there */
    uint32_t at_line,
        at_column; /* in the issued text; of what was not there, where it should stand */
} apn_difference;

/* Frozen; any thread may read it. End it with apn_verification_free. */
typedef struct apn_verification apn_verification;

/* Set `size` to sizeof(apn_verify_options) and the rest to zero; then every field has its default.
 */
typedef struct apn_verify_options {
    size_t size;
    apn_digest digest;    /* needed: the same that read the agreement (apn_agreement_options) */
    void *digest_context; /* given to every call of digest */
} apn_verify_options;

/* Makes the statement of the issued one's year and measure again from the agreement, and compares
 * all of it, key by key. On failure *findings, when asked for, has every fault (the caller frees
 * it); on success it is NULL. Errors: APN_USAGE (no text, no digest), APN_JSON and what else is
 * wrong with a text that is no statement, APN_UNKNOWN_ID for a statement of another agreement,
 * those of apn_statement_make, APN_MEMORY. */
APN_MUST_USE APN_API apn_status apn_verify(const apn_text_source *issued, apn_agreement *agreement,
                                           const apn_verify_options *options,
                                           apn_findings **findings, apn_verification **out,
                                           apn_error *err);

/* NULL is allowed. */
APN_API void apn_verification_free(apn_verification *verification);

/* 1: the digest holds, and nothing differs but the version of the library; else 0. */
APN_API int apn_verification_is_same(const apn_verification *verification);
APN_API apn_seal apn_verification_seal(const apn_verification *verification);

/* What was issued, and what made it: texts of the issued statement, never NULL. */
APN_API const char *apn_verification_year(const apn_verification *verification);
APN_API const char *apn_verification_measure(const apn_verification *verification);
APN_API const char *apn_verification_library(const apn_verification *verification);

/* In the order of the issued statement, then of what it has not; without the version of the library
 * and without the digest, which differs when anything else does. Texts are owned by the
 * verification. `index` is below the count. */
APN_API size_t apn_verification_count(const apn_verification *verification);
APN_API apn_difference apn_verification_difference(const apn_verification *verification,
                                                   size_t index);

#ifdef __cplusplus
}
#endif
#endif
