/* Tables as JSON: docs/statement.md lists the keys. Exact sums are those of the quotas that are
 * written. */
#include "format.h"
#include "json_writer.h"

#include "rational.h"

/* Exact sums of quotas: of the row that is being written, of every column, and of the whole. */
typedef struct exact_sums {
    size_t columns;
    mpq_t row, whole, term;
    mpq_t *column;
} exact_sums;

/* False when memory is out. */
static bool sums_begin(exact_sums *sums, size_t columns)
{
    *sums = (exact_sums){.columns = columns};
    sums->column = apn__alloc(columns, sizeof *sums->column);
    if (sums->column == NULL)
        return false;
    mpq_inits(sums->row, sums->whole, sums->term, NULL);
    for (size_t i = 0; i < columns; i++)
        mpq_init(sums->column[i]);
    return true;
}

static void sums_end(exact_sums *sums)
{
    mpq_clears(sums->row, sums->whole, sums->term, NULL);
    for (size_t i = 0; i < sums->columns; i++)
        mpq_clear(sums->column[i]);
    apn__free(sums->column);
}

/* One cell of a table, or one price. */
typedef struct place {
    const apn__table_view *view;
    size_t row, column; /* of a price: its group and its column */
    apn_table_level level;
} place;

static size_t write_quota(const void *of, char *buffer, size_t size)
{
    const place *at = of;
    return apn_table_quota(at->view->table, at->row, at->column, buffer, size);
}

static size_t write_moved(const void *of, char *buffer, size_t size)
{
    const place *at = of;
    return apn_table_moved(at->view->table, at->row, at->column, buffer, size);
}

static size_t write_price(const void *of, char *buffer, size_t size)
{
    const place *at = of;
    return apn_table_price(at->view->table, at->row, at->column, at->level, buffer, size);
}

static size_t write_row_divisor(const void *of, char *buffer, size_t size)
{
    const place *at = of;
    return apn_biproportional_row_divisor(at->view->biproportional, at->row, buffer, size);
}

static size_t write_column_divisor(const void *of, char *buffer, size_t size)
{
    const place *at = of;
    return apn_biproportional_column_divisor(at->view->biproportional, at->column, buffer, size);
}

static size_t write_fraction(const void *of, char *buffer, size_t size)
{
    return apn__fraction_text(*(const mpq_t *)of, buffer, size);
}

static void add_exact(apn__json *json, const char *key, apn__exact_writer *write, const void *of)
{
    apn__json_text(json, key, apn__page_exact_text(json->page, write, of));
}

static void add_fraction(apn__json *json, const char *key, const mpq_t *value)
{
    add_exact(json, key, write_fraction, value);
}

/* A key only where there is a group. */
static void add_group(apn__json *json, const apn_table_groups *groups, size_t member)
{
    const char *name = apn__table_view_group(groups, member);
    if (*name != '\0')
        apn__json_text(json, "group", name);
}

static void write_cell(apn__json *json, const apn__table_view *view, const place *at,
                       exact_sums *sums)
{
    apn__json_open(json, NULL, '{');
    apn__json_text(json, "column", view->column_names[at->column]);
    if (view->table != NULL) {
        const char *quota = apn__page_exact_text(json->page, write_quota, at);
        apn__json_text(json, "quota", quota);
        if (*quota != '\0' && mpq_set_str(sums->term, quota, 10) == 0) {
            mpq_add(sums->row, sums->row, sums->term);
            mpq_add(sums->column[at->column], sums->column[at->column], sums->term);
        }
    }
    apn__json_amount(json, "amount", apn__table_view_amount(view, at->row, at->column));
    if (view->table != NULL)
        add_exact(json, "moved", write_moved, at);
    apn__json_close(json, '}');
}

/* The row's sums over groups of columns; a key only where there are such groups. */
static void write_across(apn__json *json, const apn__table_view *view, size_t row)
{
    const apn_table_groups *groups = &view->column_groups;
    if (groups->count == 0)
        return;
    apn__json_open(json, "column_groups", '[');
    for (size_t group = 0; group < groups->count; group++) {
        apn__json_open(json, NULL, '{');
        apn__json_text(json, "group", groups->names[group]);
        apn__json_amount(json, "amount", view->column_group_sums[row * groups->count + group]);
        apn__json_close(json, '}');
    }
    apn__json_close(json, ']');
}

static void write_rows(apn__json *json, const apn__table_view *view, exact_sums *sums)
{
    apn__json_open(json, "rows", '[');
    for (size_t row = 0; row < view->rows; row++) {
        place at = {.view = view, .row = row};
        mpq_set_ui(sums->row, 0, 1);
        apn__json_open(json, NULL, '{');
        apn__json_text(json, "row", view->row_names[row]);
        add_group(json, &view->row_groups, row);
        apn__json_open(json, "cells", '[');
        for (at.column = 0; at.column < view->columns; at.column++)
            write_cell(json, view, &at, sums);
        apn__json_close(json, ']');
        write_across(json, view, row);
        if (view->table != NULL)
            add_fraction(json, "quota", &sums->row);
        apn__json_amount(json, "total", view->row_totals[row]);
        if (view->biproportional != NULL)
            add_exact(json, "divisor", write_row_divisor, &at);
        apn__json_close(json, '}');
        mpq_add(sums->whole, sums->whole, sums->row);
    }
    apn__json_close(json, ']');
}

static void write_columns(apn__json *json, const apn__table_view *view, exact_sums *sums)
{
    apn__json_open(json, "columns", '[');
    for (size_t column = 0; column < view->columns; column++) {
        place at = {.view = view, .column = column};
        apn__json_open(json, NULL, '{');
        apn__json_text(json, "column", view->column_names[column]);
        add_group(json, &view->column_groups, column);
        if (view->table != NULL)
            add_fraction(json, "quota", (const mpq_t *)&sums->column[column]);
        apn__json_amount(json, "total", view->column_totals[column]);
        if (view->biproportional != NULL)
            add_exact(json, "divisor", write_column_divisor, &at);
        apn__json_close(json, '}');
    }
    apn__json_close(json, ']');
}

/* The group around a group; a key only where there is one. */
static void add_parent(apn__json *json, const apn_table_groups *groups, size_t group)
{
    if (groups->parents[group] != APN_NO_GROUP)
        apn__json_text(json, "within", groups->names[groups->parents[group]]);
}

static void write_row_groups(apn__json *json, const apn__table_view *view)
{
    const apn_table_groups *groups = &view->row_groups;
    apn__json_open(json, "row_groups", '[');
    for (size_t group = 0; group < groups->count; group++) {
        apn__json_open(json, NULL, '{');
        apn__json_text(json, "group", groups->names[group]);
        add_parent(json, groups, group);
        apn__json_open(json, "cells", '[');
        for (size_t column = 0; column < view->columns; column++) {
            apn__json_open(json, NULL, '{');
            apn__json_text(json, "column", view->column_names[column]);
            apn__json_amount(json, "amount", view->row_group_sums[group * view->columns + column]);
            apn__json_close(json, '}');
        }
        apn__json_close(json, ']');
        apn__json_amount(json, "total", apn_table_block(view->table, group, APN_NO_GROUP, NULL));
        apn__json_close(json, '}');
    }
    apn__json_close(json, ']');
}

static void write_column_groups(apn__json *json, const apn__table_view *view)
{
    const apn_table_groups *groups = &view->column_groups;
    apn__json_open(json, "column_groups", '[');
    for (size_t group = 0; group < groups->count; group++) {
        apn__json_open(json, NULL, '{');
        apn__json_text(json, "group", groups->names[group]);
        add_parent(json, groups, group);
        apn__json_amount(json, "total", apn_table_block(view->table, APN_NO_GROUP, group, NULL));
        apn__json_close(json, '}');
    }
    apn__json_close(json, ']');
}

/* Reported, not controlled. */
static void write_blocks(apn__json *json, const apn__table_view *view)
{
    apn__json_open(json, "blocks", '[');
    for (size_t down = 0; down < view->row_groups.count; down++) {
        for (size_t across = 0; across < view->column_groups.count; across++) {
            int held = 0;
            apn_decimal amount = apn_table_block(view->table, down, across, &held);
            apn__json_open(json, NULL, '{');
            apn__json_text(json, "row_group", view->row_groups.names[down]);
            apn__json_text(json, "column_group", view->column_groups.names[across]);
            apn__json_amount(json, "amount", amount);
            apn__json_truth(json, "held", held != 0);
            apn__json_close(json, '}');
        }
    }
    apn__json_close(json, ']');
}

static void write_price_ties(apn__json *json, const place *at)
{
    const apn__table_view *view = at->view;
    size_t count = apn_table_price_ties(view->table, at->row, at->column, NULL, NULL, 0);
    size_t *cells = apn__alloc(count, sizeof *cells);
    int *signs = apn__alloc(count, sizeof *signs);
    apn__json_open(json, "ties", '[');
    if (cells == NULL || signs == NULL) {
        json->page->text.failed = true;
        count = 0;
    }
    if (count > 0)
        (void)apn_table_price_ties(view->table, at->row, at->column, cells, signs, count);
    for (size_t i = 0; i < count; i++) {
        apn__json_open(json, NULL, '{');
        apn__json_text(json, "row", view->row_names[cells[i] / view->columns]);
        apn__json_text(json, "column", view->column_names[cells[i] % view->columns]);
        apn__json_text(json, "sign", signs[i] < 0 ? "-1" : "1");
        apn__json_close(json, '}');
    }
    apn__json_close(json, ']');
    apn__free(cells);
    apn__free(signs);
}

/* The prices of every column within one group of rows; the last is that of what the row totals are
 * rounded up by, and has no name. */
static void write_prices_of(apn__json *json, const apn__table_view *view, size_t group)
{
    apn__json_open(json, NULL, '{');
    if (group != APN_NO_GROUP)
        apn__json_text(json, view->cumulative ? "until" : "group",
                       view->cumulative ? view->row_names[group] : view->row_groups.names[group]);
    apn__json_open(json, "columns", '[');
    for (size_t column = 0; column <= view->columns; column++) {
        place at = {.view = view, .row = group, .column = column};
        apn__json_open(json, NULL, '{');
        if (column < view->columns)
            apn__json_text(json, "column", view->column_names[column]);
        at.level = APN_TABLE_ROWS;
        add_exact(json, "rows", write_price, &at);
        at.level = APN_TABLE_COLUMNS;
        add_exact(json, "columns", write_price, &at);
        at.level = APN_TABLE_CELLS;
        add_exact(json, "cells", write_price, &at);
        write_price_ties(json, &at);
        apn__json_close(json, '}');
    }
    apn__json_close(json, ']');
    apn__json_close(json, '}');
}

static void write_prices(apn__json *json, const apn__table_view *view)
{
    size_t groups = view->cumulative ? view->rows : view->row_groups.count;
    apn__json_open(json, "prices", '[');
    write_prices_of(json, view, APN_NO_GROUP);
    for (size_t group = 0; group < groups; group++)
        write_prices_of(json, view, group);
    apn__json_close(json, ']');
}

static void write_cells_of_tie(apn__json *json, const apn__table_view *view, const char *key,
                               const size_t *cells, size_t count)
{
    apn__json_open(json, key, '[');
    for (size_t i = 0; i < count; i++) {
        apn__json_open(json, NULL, '{');
        apn__json_text(json, "row", view->row_names[cells[i] / view->columns]);
        apn__json_text(json, "column", view->column_names[cells[i] % view->columns]);
        apn__json_close(json, '}');
    }
    apn__json_close(json, ']');
}

static void write_ties(apn__json *json, const apn__table_view *view)
{
    apn__json_open(json, "ties", '[');
    for (size_t i = 0; i < apn_biproportional_tie_count(view->biproportional); i++) {
        apn_biproportional_tie tie = apn_biproportional_tie_at(view->biproportional, i);
        apn__json_open(json, NULL, '{');
        write_cells_of_tie(json, view, "cells", tie.cells, tie.cells_count);
        write_cells_of_tie(json, view, "raised", tie.raised, tie.raised_count);
        apn__json_close(json, '}');
    }
    apn__json_close(json, ']');
}

void apn__json_write_table(apn__page *page, const apn__table_view *view)
{
    apn__json json = {.page = page};
    exact_sums sums;
    if (!sums_begin(&sums, view->columns)) {
        page->text.failed = true;
        return;
    }
    apn__json_open(&json, NULL, '{');
    apn__json_text(&json, "format", "apportion-table/1");
    apn__json_text(&json, "method", view->table != NULL ? "controlled" : "biproportional");
    apn__json_amount(&json, "unit", view->unit);
    if (view->table != NULL) {
        apn__json_truth(&json, "cumulative", view->cumulative);
        apn__json_text(&json, "column_totals", view->prescribed ? "prescribed" : "rounded");
    }
    write_rows(&json, view, &sums);
    write_columns(&json, view, &sums);
    if (view->table != NULL)
        add_fraction(&json, "quota", (const mpq_t *)&sums.whole);
    apn__json_amount(&json, "total", view->total);
    if (view->table != NULL) {
        write_row_groups(&json, view);
        write_column_groups(&json, view);
        write_blocks(&json, view);
        write_prices(&json, view);
    } else {
        write_ties(&json, view);
    }
    apn__json_close(&json, '}');
    apn__json_end(&json);
    sums_end(&sums);
}
