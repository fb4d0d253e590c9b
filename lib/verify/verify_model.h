/* verify_model.h: what a verification holds, and the steps that make one. */
#ifndef APN_VERIFY_MODEL_H
#define APN_VERIFY_MODEL_H

#include "apportion/verify.h"
#include "document.h"

struct apn_verification {
    apn__arena *arena;
    const char *year, *measure, *library;
    apn_seal seal;
    apn_difference *list;
    size_t count, room;
};

/* In differences.c: adds what differs between two statements, as nodes. False when memory is out.
 */
bool apn__verify_compare(apn_verification *verification, const apn__node *issued,
                         const apn__node *now);

#endif
