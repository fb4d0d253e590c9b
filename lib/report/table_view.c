/* The totals and sums of a rounded table, added here from its cells and compared with the table's
 * own. */
#include "table_view.h"

#include <stdio.h>

#include "findings.h"
#include "rational.h"
#include "sum.h"

apn_decimal apn__table_view_amount(const apn__table_view *view, size_t row, size_t column)
{
    return view->table != NULL ? apn_table_amount(view->table, row, column)
                               : apn_biproportional_amount(view->biproportional, row, column);
}

const char *apn__table_view_group(const apn_table_groups *groups, size_t member)
{
    if (groups->count == 0 || groups->members[member] == APN_NO_GROUP)
        return "";
    return groups->names[groups->members[member]];
}

/* `given`, or names made of a word and a number. NULL when memory is out. */
static const char *const *name_all(apn__arena *arena, const char *const *given, const char *word,
                                   size_t count)
{
    const char **names;
    if (given != NULL)
        return given;
    names = apn__arena_alloc(arena, count, sizeof *names);
    for (size_t i = 0; names != NULL && i < count; i++) {
        char name[48];
        int length = snprintf(name, sizeof name, "%s %zu", word, i + 1);
        names[i] = apn__arena_copy(arena, name, (size_t)length);
        if (names[i] == NULL)
            return NULL;
    }
    return names;
}

/* False when memory is out. */
static bool take_groups(apn__arena *arena, const apn_table_groups *given, apn_table_groups *out)
{
    *out = *given;
    out->names = name_all(arena, given->names, "group", given->count);
    return out->names != NULL;
}

static bool take_names(apn__table_view *view, const apn_table_names *names)
{
    static const apn_table_options defaults = {0};
    const apn_table_options *options =
        names == NULL || names->options == NULL ? &defaults : names->options;
    bool grouped = view->table != NULL;
    view->corner = names == NULL || names->corner == NULL ? "" : names->corner;
    view->cumulative = grouped && options->cumulative;
    view->prescribed = grouped && options->column_totals != NULL;
    view->row_names = name_all(view->arena, options->row_names, "row", view->rows);
    view->column_names = name_all(view->arena, options->column_names, "column", view->columns);
    return view->row_names != NULL && view->column_names != NULL &&
           (!grouped || (take_groups(view->arena, &options->row_groups, &view->row_groups) &&
                         take_groups(view->arena, &options->column_groups, &view->column_groups)));
}

static bool make_room(apn__table_view *view)
{
    size_t by_row = apn__multiply_sizes(view->row_groups.count, view->columns);
    size_t by_column = apn__multiply_sizes(view->rows, view->column_groups.count);
    view->row_totals = apn__arena_alloc(view->arena, view->rows, sizeof *view->row_totals);
    view->column_totals = apn__arena_alloc(view->arena, view->columns, sizeof *view->column_totals);
    view->row_group_sums = apn__arena_alloc(view->arena, by_row, sizeof *view->row_group_sums);
    view->column_group_sums =
        apn__arena_alloc(view->arena, by_column, sizeof *view->column_group_sums);
    return view->row_totals != NULL && view->column_totals != NULL &&
           view->row_group_sums != NULL && view->column_group_sums != NULL;
}

/* Sums that are being added: of columns, of row groups in each column, and, of one row, of column
 * groups. */
typedef struct adding {
    const apn__table_view *view;
    mpz_t *columns, *row_groups, *column_groups;
    mpz_t row, whole, term;
    bool fits; /* no sum had more than 38 digits */
} adding;

static bool adding_begin(adding *sums, const apn__table_view *view)
{
    *sums = (adding){.view = view, .fits = true};
    mpz_inits(sums->row, sums->whole, sums->term, NULL);
    sums->columns = apn__integers_make(view->columns);
    sums->row_groups =
        apn__integers_make(apn__multiply_sizes(view->row_groups.count, view->columns));
    sums->column_groups = apn__integers_make(view->column_groups.count);
    return sums->columns != NULL && sums->row_groups != NULL && sums->column_groups != NULL;
}

static void adding_end(adding *sums)
{
    const apn__table_view *view = sums->view;
    mpz_clears(sums->row, sums->whole, sums->term, NULL);
    apn__integers_free(sums->columns, view->columns);
    apn__integers_free(sums->row_groups, view->row_groups.count * view->columns);
    apn__integers_free(sums->column_groups, view->column_groups.count);
}

static apn_decimal take(adding *sums, const mpz_t sum)
{
    apn_decimal taken = {0};
    if (!apn__decimal_from_integer(&taken, sum, sums->view->unit.scale))
        sums->fits = false;
    return taken;
}

static void add_row(adding *sums, apn__table_view *view, size_t row)
{
    const apn_table_groups *down = &view->row_groups, *across = &view->column_groups;
    mpz_set_ui(sums->row, 0);
    for (size_t group = 0; group < across->count; group++)
        mpz_set_ui(sums->column_groups[group], 0);
    for (size_t column = 0; column < view->columns; column++) {
        size_t group = down->count == 0 ? APN_NO_GROUP : down->members[row];
        apn__integer_from_decimal(sums->term, apn__table_view_amount(view, row, column),
                                  view->unit.scale);
        mpz_add(sums->row, sums->row, sums->term);
        mpz_add(sums->columns[column], sums->columns[column], sums->term);
        for (; group != APN_NO_GROUP; group = down->parents[group])
            mpz_add(sums->row_groups[group * view->columns + column],
                    sums->row_groups[group * view->columns + column], sums->term);
        group = across->count == 0 ? APN_NO_GROUP : across->members[column];
        for (; group != APN_NO_GROUP; group = across->parents[group])
            mpz_add(sums->column_groups[group], sums->column_groups[group], sums->term);
    }
    mpz_add(sums->whole, sums->whole, sums->row);
    view->row_totals[row] = take(sums, sums->row);
    for (size_t group = 0; group < across->count; group++)
        view->column_group_sums[row * across->count + group] =
            take(sums, sums->column_groups[group]);
}

static void add_all(adding *sums, apn__table_view *view)
{
    for (size_t row = 0; row < view->rows; row++)
        add_row(sums, view, row);
    for (size_t column = 0; column < view->columns; column++)
        view->column_totals[column] = take(sums, sums->columns[column]);
    for (size_t i = 0; i < view->row_groups.count * view->columns; i++)
        view->row_group_sums[i] = take(sums, sums->row_groups[i]);
    view->total = take(sums, sums->whole);
}

/* The table's own totals are those of its cells. */
static bool adds_up(const apn__table_view *view)
{
    bool proven = true;
    if (view->table == NULL)
        return true;
    for (size_t row = 0; row < view->rows && proven; row++)
        proven =
            apn_decimal_compare(view->row_totals[row], apn_table_row_total(view->table, row)) == 0;
    for (size_t column = 0; column < view->columns && proven; column++)
        proven = apn_decimal_compare(view->column_totals[column],
                                     apn_table_column_total(view->table, column)) == 0;
    return proven && apn_decimal_compare(view->total, apn_table_total(view->table)) == 0;
}

/* Adds and checks all sums of a view that has its names and its room. */
static apn_status add_up(apn__table_view *view, apn_error *err)
{
    adding sums;
    apn_status status = APN_OK;
    if (adding_begin(&sums, view))
        add_all(&sums, view);
    else
        status = apn__fail_memory(err);
    if (status == APN_OK && !sums.fits)
        status =
            apn__fail(err, APN_LIMIT, "",
                      "the cells add up to more than %d digits, the most that an amount may have",
                      APN_DECIMAL_DIGITS);
    if (status == APN_OK && !adds_up(view))
        status = apn__fail(err, APN_INTERNAL, "",
                           "the table does not add up: this is a fault in the library, and no "
                           "table is returned");
    adding_end(&sums);
    return status;
}

apn_status apn__table_view_make(apn__table_view *view, const apn_table_names *names, apn_error *err)
{
    const apn_table *table = view->table;
    const apn_biproportional *other = view->biproportional;
    view->rows = table != NULL ? apn_table_row_count(table) : apn_biproportional_row_count(other);
    view->columns =
        table != NULL ? apn_table_column_count(table) : apn_biproportional_column_count(other);
    view->unit = table != NULL ? apn_table_unit(table) : apn_biproportional_unit(other);
    view->arena = apn__arena_make();
    if (view->arena == NULL || !take_names(view, names) || !make_room(view))
        return apn__fail_memory(err);
    return add_up(view, err);
}

void apn__table_view_end(apn__table_view *view)
{
    apn__arena_free(view->arena);
    view->arena = NULL;
}
