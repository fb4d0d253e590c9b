/* force.h: the 43 territorial police forces of England and Wales, by the names that sheets give
 * them. The list is examples/data/forces.csv, in alphabetical order. */
#ifndef APPORTION_FORCE_H
#define APPORTION_FORCE_H

#include <stddef.h>

#include "apportion/version.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct apn_force_info {
    const char *id;      /* "devon-and-cornwall"; NULL past the end of the list */
    const char *name;    /* "Devon and Cornwall" */
    const char *name_cy; /* in Welsh, or the same */
} apn_force_info;

/* The force at `index`. Walk the list from 0 until its id is NULL. Never freed; any thread. */
APN_API apn_force_info apn_force_describe(size_t index);

/* The force that a text names: by its id, its name, or another name in use ("MPS", "Devon &
 * Cornwall Constabulary"). Capitals and spaces do not matter, `&` is `and`, and a hyphen is a
 * space. SIZE_MAX when it names none. */
APN_API size_t apn_force_find(const char *text, size_t length);

#ifdef __cplusplus
}
#endif
#endif
