/* Tables as Markdown, for people: the table, the sums of its groups, and notes that say what was
 * done. */
#include "format.h"
#include "markdown_writer.h"

/* The head of a table of `count` columns of amounts, whose names are given, and perhaps a total. */
static void write_head(apn__page *page, const char *corner, const char *const *names, size_t count,
                       bool total)
{
    apn__page_add(page, "\n|");
    for (size_t i = 0; i <= count; i++) {
        apn__page_add(page, " ");
        apn__markdown_text(page, i == 0 ? corner : names[i - 1]);
        apn__page_add(page, " |");
    }
    apn__page_add(page, total ? " Total |\n| :-- |" : "\n| :-- |");
    for (size_t i = 0; i < count + (total ? 1 : 0); i++)
        apn__page_add(page, " --: |");
    apn__page_add(page, "\n");
}

static void add_amount(apn__page *page, apn_decimal amount, bool bold)
{
    apn__page_add(page, bold ? " **" : " ");
    apn__markdown_money(page, amount, "");
    apn__page_add(page, bold ? "** |" : " |");
}

static void write_rows(apn__page *page, const apn__table_view *view)
{
    write_head(page, view->corner, view->column_names, view->columns, true);
    for (size_t row = 0; row < view->rows; row++) {
        apn__page_add(page, "| ");
        apn__markdown_text(page, view->row_names[row]);
        apn__page_add(page, " |");
        for (size_t column = 0; column < view->columns; column++)
            add_amount(page, apn__table_view_amount(view, row, column), false);
        add_amount(page, view->row_totals[row], false);
        apn__page_add(page, "\n");
    }
    apn__page_add(page, "| **Total** |");
    for (size_t column = 0; column < view->columns; column++)
        add_amount(page, view->column_totals[column], true);
    add_amount(page, view->total, true);
    apn__page_add(page, "\n");
}

static void write_row_groups(apn__page *page, const apn__table_view *view)
{
    if (view->row_groups.count == 0)
        return;
    apn__page_add(page, "\n## Groups of rows\n");
    write_head(page, "Group", view->column_names, view->columns, true);
    for (size_t group = 0; group < view->row_groups.count; group++) {
        apn__page_add(page, "| ");
        apn__markdown_text(page, view->row_groups.names[group]);
        apn__page_add(page, " |");
        for (size_t column = 0; column < view->columns; column++)
            add_amount(page, view->row_group_sums[group * view->columns + column], false);
        add_amount(page, apn_table_block(view->table, group, APN_NO_GROUP, NULL), false);
        apn__page_add(page, "\n");
    }
}

/* The sums of a group of rows over groups of columns are not controlled: a star marks one that is
 * off by a unit or more. True when there is one. */
static bool write_blocks(apn__page *page, const apn__table_view *view)
{
    bool starred = false;
    for (size_t down = 0; down < view->row_groups.count; down++) {
        apn__page_add(page, "| *");
        apn__markdown_text(page, view->row_groups.names[down]);
        apn__page_add(page, "* |");
        for (size_t across = 0; across < view->column_groups.count; across++) {
            int held = 0;
            apn_decimal amount = apn_table_block(view->table, down, across, &held);
            apn__page_add(page, " ");
            apn__markdown_money(page, amount, "");
            apn__page_add(page, held ? " |" : " \\* |");
            starred = starred || !held;
        }
        apn__page_add(page, "\n");
    }
    return starred;
}

/* True when a block is not held. */
static bool write_column_groups(apn__page *page, const apn__table_view *view)
{
    size_t count = view->column_groups.count;
    bool starred;
    if (count == 0)
        return false;
    apn__page_add(page, "\n## Groups of columns\n");
    write_head(page, view->corner, view->column_groups.names, count, false);
    for (size_t row = 0; row < view->rows; row++) {
        apn__page_add(page, "| ");
        apn__markdown_text(page, view->row_names[row]);
        apn__page_add(page, " |");
        for (size_t group = 0; group < count; group++)
            add_amount(page, view->column_group_sums[row * count + group], false);
        apn__page_add(page, "\n");
    }
    starred = write_blocks(page, view);
    apn__page_add(page, "| **Total** |");
    for (size_t group = 0; group < count; group++)
        add_amount(page, apn_table_block(view->table, APN_NO_GROUP, group, NULL), true);
    apn__page_add(page, "\n");
    return starred;
}

static void note_table(apn__page *page, const apn__table_view *view, bool starred)
{
    apn__buffer_print(&page->text,
                      "- Every cell, row%s, column%s and the whole is its exact amount, rounded to "
                      "%s up or down, so that all add up.\n",
                      view->row_groups.count > 0 ? ", group of rows" : "",
                      view->column_groups.count > 0 ? ", group of columns" : "",
                      apn__amount_plain(view->unit).text);
    if (view->prescribed)
        apn__page_add(page, "- The totals of the columns were prescribed.\n");
    if (view->cumulative)
        apn__page_add(page, "- Rows are consecutive periods: every column's running total is "
                            "rounded so as well.\n");
    if (starred)
        apn__page_add(page, "- \\* A group of rows within a group of columns is reported, not "
                            "controlled: the ones marked are a unit or more off.\n");
}

/* One cell of a tie: "row, column". */
static void add_cells(apn__page *page, const apn__table_view *view, const size_t *cells,
                      size_t count)
{
    for (size_t i = 0; i < count; i++) {
        apn__page_add(page, i == 0 ? "" : "; ");
        apn__markdown_text(page, view->row_names[cells[i] / view->columns]);
        apn__page_add(page, ", ");
        apn__markdown_text(page, view->column_names[cells[i] % view->columns]);
    }
}

/* One divisor. */
typedef struct divisor {
    const apn__table_view *view;
    bool of_row;
    size_t place;
} divisor;

static size_t write_divisor(const void *of, char *buffer, size_t size)
{
    const divisor *one = of;
    const apn_biproportional *table = one->view->biproportional;
    return one->of_row ? apn_biproportional_row_divisor(table, one->place, buffer, size)
                       : apn_biproportional_column_divisor(table, one->place, buffer, size);
}

static void write_divisors(apn__page *page, const apn__table_view *view, bool of_row)
{
    size_t count = of_row ? view->rows : view->columns;
    apn__page_add(page, of_row ? "\n| Row | Divisor |\n" : "\n| Column | Divisor |\n");
    apn__page_add(page, "| :-- | --: |\n");
    for (size_t i = 0; i < count; i++) {
        divisor one = {view, of_row, i};
        apn__page_add(page, "| ");
        apn__markdown_text(page, of_row ? view->row_names[i] : view->column_names[i]);
        apn__page_add(page, " | ");
        apn__page_add(page, apn__page_exact_text(page, write_divisor, &one));
        apn__page_add(page, " |\n");
    }
}

static void note_biproportional(apn__page *page, const apn__table_view *view)
{
    apn__buffer_print(&page->text,
                      "- Every cell is its seed times the divisors of its row and its column, in "
                      "units of %s, to the nearest.\n",
                      apn__amount_plain(view->unit).text);
    for (size_t i = 0; i < apn_biproportional_tie_count(view->biproportional); i++) {
        apn_biproportional_tie tie = apn_biproportional_tie_at(view->biproportional, i);
        apn__page_add(page, "- Tie: ");
        add_cells(page, view, tie.cells, tie.cells_count);
        apn__page_add(page, " lie on halves and can exchange a unit; rounded up: ");
        add_cells(page, view, tie.raised, tie.raised_count);
        apn__page_add(page, ".\n");
    }
}

void apn__markdown_write_table(apn__page *page, const apn__table_view *view)
{
    bool starred;
    apn__page_add(page, "# Table\n");
    write_rows(page, view);
    if (view->biproportional != NULL) {
        apn__page_add(page, "\n## Divisors\n");
        write_divisors(page, view, true);
        write_divisors(page, view, false);
        apn__page_add(page, "\n## Notes\n\n");
        note_biproportional(page, view);
        return;
    }
    write_row_groups(page, view);
    starred = write_column_groups(page, view);
    apn__page_add(page, "\n## Notes\n\n");
    note_table(page, view, starred);
}
