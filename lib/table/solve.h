/* solve.h: what solve.c says when it cannot go on. */
#ifndef APN_TABLE_SOLVE_H
#define APN_TABLE_SOLVE_H

#include "table_model.h"

/* The columns that were reached have units too many, and no row can take one out of them: the
 * sentence that proves it, and APN_TABLE_INFEASIBLE. Errors: APN_MEMORY, APN_INTERNAL. */
apn_status apn__refuse_columns(const apn__search *search, apn_error *err);

#endif
