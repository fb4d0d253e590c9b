/* sweep.h: what every party pays while one figure of an agreement, or two, goes over a range. */
#ifndef APPORTION_SWEEP_H
#define APPORTION_SWEEP_H

#include "apportion/comparison.h"

#ifdef __cplusplus
extern "C" {
#endif

#define APN_SWEEP_AXES 2

/* A path (apportion/scenario.h) and the values that it takes: from, from + step … up to `to`, which
 * is the last when a step meets it. */
typedef struct apn_sweep_axis {
    const char *path;
    apn_decimal from, to;
    apn_decimal step; /* above zero */
    int percent;      /* not zero: the values are written with a % */
} apn_sweep_axis;

/* Set `size` to sizeof(apn_sweep_options) and the rest to zero; then every field has its default.
 */
typedef struct apn_sweep_options {
    size_t size;
    apn_progress progress; /* NULL: never called */
    void *progress_context;
} apn_sweep_options;

/* Frozen; any thread may read it. */
typedef struct apn_sweep apn_sweep;

/* Evaluates the side at every point: with two axes, all of the second for each value of the first.
 * The draft is read once, and lines that the paths do not reach are not evaluated again. A point at
 * which the agreement cannot be evaluated keeps its status and has no amounts; when it is the
 * first, the sweep fails, with its findings (the caller frees them). When progress ends the work,
 * the status is APN_CANCELLED and `out` is nevertheless the sweep of the points that were finished.
 * Errors: as apn_comparison_make; APN_USAGE (no axis, no step, a range that ends before it begins),
 * APN_LIMIT (docs/limits.md), APN_INTERNAL. End it with apn_sweep_free. */
APN_MUST_USE APN_API apn_status apn_sweep_make(const apn_side *side, const apn_sweep_axis *axes,
                                               size_t axis_count, const apn_sweep_options *options,
                                               apn_findings **findings, apn_sweep **out,
                                               apn_error *err);
APN_API void apn_sweep_free(apn_sweep *sweep); /* NULL is allowed */

/* The statement at the first point; owned by the sweep, as its agreement and all texts below. */
APN_API const apn_statement *apn_sweep_first(const apn_sweep *sweep);
APN_API size_t apn_sweep_axis_count(const apn_sweep *sweep);
APN_API const char *apn_sweep_path(const apn_sweep *sweep, size_t axis);
APN_API int apn_sweep_is_percent(const apn_sweep *sweep, size_t axis); /* 0 or 1 */
APN_API size_t apn_sweep_steps(const apn_sweep *sweep, size_t axis);   /* values of an axis */

/* How many points were finished: all, unless it was cancelled. */
APN_API size_t apn_sweep_count(const apn_sweep *sweep);
APN_API apn_decimal apn_sweep_value(const apn_sweep *sweep, size_t point, size_t axis);

/* APN_OK, or why there are no amounts at the point; then they are nil. */
APN_API apn_status apn_sweep_status(const apn_sweep *sweep, size_t point);

/* What a party (a place among the parties of apn_sweep_first's agreement) pays over all lines, and
 * all lines together. */
APN_API apn_decimal apn_sweep_amount(const apn_sweep *sweep, size_t point, size_t party);
APN_API apn_decimal apn_sweep_total(const apn_sweep *sweep, size_t point);

/* What is worth a look at a point, against the point before it on the last axis. */
typedef enum apn_mark_kind {
    APN_MARK_BOUND = 0,  /* a party reached a floor or a cap of a line, or left it */
    APN_MARK_ORDER = 1,  /* a party pays more than another that paid more, or as much, before */
    APN_MARK_ALABAMA = 2 /* a line's total rose, its shares are the same, and the party pays less */
} apn_mark_kind;

/* "bound", "order" or "alabama"; NULL past the end. */
APN_API const char *apn_mark_kind_word(apn_mark_kind kind);

typedef struct apn_mark {
    apn_mark_kind kind;
    size_t point, party;
    size_t other;            /* ORDER: the party that now pays less; else SIZE_MAX */
    const char *line;        /* BOUND, ALABAMA: the line's id; else "" */
    apn_bound_reached bound; /* BOUND: where the party now is */
} apn_mark;

APN_API size_t apn_sweep_mark_count(const apn_sweep *sweep);
APN_API apn_mark apn_sweep_mark(const apn_sweep *sweep, size_t index);

#ifdef __cplusplus
}
#endif
#endif
