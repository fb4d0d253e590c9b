/* comparison_table.h: what changes, as tables for people. */
#ifndef APPORTION_COMMAND_COMPARISON_TABLE_H
#define APPORTION_COMMAND_COMPARISON_TABLE_H

#include "apportion/apportion.h"
#include "files.h"

/* Comparisons to be shown, each with its name. */
typedef struct comparison_view {
    apn_comparison *const *list;
    const char *const *names;
    size_t count;
    const apn_scenario *const *scenarios; /* whose changes are listed; NULL: none */
} comparison_view;

/* What every party pays after each, side by side when there are several; then each by itself: who
 * pays more and who less, with bars, by line, and by cause. */
void put_comparisons(const output *out, const comparison_view *view);

#endif
