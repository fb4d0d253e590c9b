/* basis_reader.h: the readers of the kinds of basis, each behind its key. */
#ifndef APN_AGREEMENT_BASIS_READER_H
#define APN_AGREEMENT_BASIS_READER_H

#include "agreement_reader.h"

/* Reads what stands behind the key of one kind. */
typedef void apn__read_kind(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                            apn__basis *basis);

/* read_percent.c. Requires: basis->weights_kind is set. */
apn__read_kind apn__read_percent;

/* read_counted.c: bases on drivers. */
apn__read_kind apn__read_driver_kind, apn__read_sum, apn__read_take_or_pay;

/* read_bands.c: a driver in bands. */
apn__read_kind apn__read_bands;

/* The keys that say which years of the drivers count; NULL where there is none. */
typedef struct apn__reference_text {
    const apn__node *year, *lag_years, *average;
} apn__reference_text;

/* Requires: the basis's kind was read. */
void apn__read_reference(apn__reader *reader, const apn__reference_text *text,
                         const apn__trail *trail, apn__basis *basis);

/* read_mixed.c: bases that are made of others. */
apn__read_kind apn__read_blend, apn__read_transition, apn__read_with_effect_from;

/* read_limits.c: bases that hold others' shares between limits. */
apn__read_kind apn__read_limit_change, apn__read_limit_share, apn__read_rebase;

/* A basis that another names, by the node of its name; NULL node: none. `up` is the trail of what
 * it stands in. */
apn__part apn__read_basis_part(apn__reader *reader, const apn__node *node, const apn__trail *up);

/* "driver:users", for an inline basis. */
const char *apn__join_name(apn__reader *reader, const char *kind, apn__text id);

#endif
