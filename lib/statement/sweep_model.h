/* sweep_model.h: what a frozen sweep holds, and how its points are evaluated. */
#ifndef APN_STATEMENT_SWEEP_MODEL_H
#define APN_STATEMENT_SWEEP_MODEL_H

#include "apportion/sweep.h"
#include "statement_model.h"

typedef struct apn__sweep_axis {
    char *path;
    apn_decimal from, step;
    bool percent;
    size_t steps;
} apn__sweep_axis;

struct apn_sweep {
    apn__arena *arena;
    apn_statement *first;
    apn__sweep_axis axes[APN_SWEEP_AXES];
    size_t axis_count;
    size_t parties, count; /* count: of points that were finished */
    apn_status *statuses;
    apn_decimal *amounts; /* point by point */
    apn_decimal *totals;
    apn_mark *marks;
    size_t mark_count, mark_room;
    size_t *order; /* the parties, who pays most first, at the last point that was looked at */
};

/* In sweep_reach.c: which lines of the agreement a path can change, into `reached`, which has one
 * for each line and is added to. */
void apn__sweep_reach(const apn_agreement *agreement, const char *path, bool *reached);

/* In sweep_marks.c: marks what changed between two points that stand beside each other. False when
 * memory is out. */
bool apn__sweep_mark_changes(apn_sweep *sweep, size_t point, const apn_statement *before,
                             const apn_statement *after);

#endif
