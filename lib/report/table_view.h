/* table_view.h: a rounded table of either kind with its names, its totals and its groups' sums. */
#ifndef APN_REPORT_TABLE_VIEW_H
#define APN_REPORT_TABLE_VIEW_H

#include "apportion/report.h"
#include "alloc.h"

/* What the writers of tables read. Sums are in currency. */
typedef struct apn__table_view {
    const apn_table *table;                   /* this one … */
    const apn_biproportional *biproportional; /* … or that one; the other is NULL */
    size_t rows, columns;
    apn_decimal unit;
    const char *corner;
    const char *const *row_names, *const *column_names;
    apn_table_groups row_groups, column_groups; /* with names; none in a biproportional table */
    bool cumulative, prescribed;
    apn_decimal *row_totals, *column_totals;
    apn_decimal total;
    apn_decimal *row_group_sums;    /* row groups x columns */
    apn_decimal *column_group_sums; /* rows x column groups */
    apn__arena *arena;              /* of all that is made here */
} apn__table_view;

/* Fills the view of the table in it, and checks its sums against the table's own. End it with
 * apn__table_view_end, whatever came of it. Errors: those of apn_report_table. */
apn_status apn__table_view_make(apn__table_view *view, const apn_table_names *names,
                                apn_error *err);
void apn__table_view_end(apn__table_view *view);

apn_decimal apn__table_view_amount(const apn__table_view *view, size_t row, size_t column);

/* The name of the innermost group that a row (a column) is in; "" when there is none. */
const char *apn__table_view_group(const apn_table_groups *groups, size_t member);

#endif
