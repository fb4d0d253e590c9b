/* plans.h: weights and options of a split, read from Python's texts. */
#ifndef APPORTION_PYTHON_PLANS_H
#define APPORTION_PYTHON_PLANS_H

#include "core.h"

typedef struct plan {
    size_t count;
    apn_decimal *weights, *denominators;
    apn_bound *floors, *caps; /* NULL: none */
    const char **names;
    apn_split_options options;
} plan;

/* Reads splitter's arguments: weights and names, tuples of str of one length, and the options, a
 * tuple (kind, method, ties, mode, to, unit, total_rounding, published, floors, caps, absorber):
 * words are str or None; `to` and `absorber` places, -1 for none and -2 for the largest; published
 * -1 for none; floors and caps tuples of str or None. The texts must outlive the plan. Returns 0,
 * or -1 with an exception; the plan is to be cleared either way. */
int plan_read(core_state *state, PyObject *args, plan *out);

void plan_clear(plan *made);

#endif
