/* Tables as CSV: the sheet that went in, rounded, with its totals. It can be read again, and gives
 * itself. */
#include "csv_writer.h"
#include "format.h"

#define TOTAL "Total"

static bool has_groups(const apn_table_groups *groups)
{
    return groups->count > 0;
}

/* The heading, and below it the groups of the columns when there are any. */
static void write_head(apn__csv *csv, const apn__table_view *view)
{
    apn__csv_text(csv, view->corner);
    if (has_groups(&view->row_groups))
        apn__csv_text(csv, "group");
    for (size_t column = 0; column < view->columns; column++)
        apn__csv_text(csv, view->column_names[column]);
    apn__csv_text(csv, TOTAL);
    apn__csv_end_row(csv);
    if (!has_groups(&view->column_groups))
        return;
    apn__csv_text(csv, "group");
    if (has_groups(&view->row_groups))
        apn__csv_text(csv, "");
    for (size_t column = 0; column < view->columns; column++)
        apn__csv_text(csv, apn__table_view_group(&view->column_groups, column));
    apn__csv_text(csv, "");
    apn__csv_end_row(csv);
}

void apn__csv_write_table(apn__page *page, const apn__table_view *view)
{
    apn__csv csv = {.page = page};
    write_head(&csv, view);
    for (size_t row = 0; row < view->rows; row++) {
        apn__csv_text(&csv, view->row_names[row]);
        if (has_groups(&view->row_groups))
            apn__csv_text(&csv, apn__table_view_group(&view->row_groups, row));
        for (size_t column = 0; column < view->columns; column++)
            apn__csv_amount(&csv, apn__table_view_amount(view, row, column));
        apn__csv_amount(&csv, view->row_totals[row]);
        apn__csv_end_row(&csv);
    }
    apn__csv_text(&csv, TOTAL);
    if (has_groups(&view->row_groups))
        apn__csv_text(&csv, "");
    for (size_t column = 0; column < view->columns; column++)
        apn__csv_amount(&csv, view->column_totals[column]);
    apn__csv_amount(&csv, view->total);
    apn__csv_end_row(&csv);
}
