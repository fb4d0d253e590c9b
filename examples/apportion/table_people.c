/* A rounded table for people: the table, the sums of its groups, and what was done. */
#include "table_people.h"

#include <stdlib.h>
#include <string.h>

#include "failure.h"
#include "grid.h"
#include "memory.h"
#include "people.h"
#include "sums.h"
#include "text.h"

static apn_decimal amount_of(const table_shown *shown, size_t row, size_t column)
{
    return shown->table ? apn_table_amount(shown->table, row, column)
                        : apn_biproportional_amount(shown->biproportional, row, column);
}

/* Sums of amounts that go into one grid; `fits` once they have 38 digits at most. */
typedef struct grid_sums {
    mpz_t *sums, term;
    size_t count;
    int scale;
    bool fits;
} grid_sums;

static grid_sums sums_make(size_t count, int scale)
{
    grid_sums made = {.count = count, .scale = scale, .fits = true};
    made.sums = grab(count, sizeof made.sums[0]);
    for (size_t i = 0; i < count; i++)
        mpz_init(made.sums[i]);
    mpz_init(made.term);
    return made;
}

static void sums_add(grid_sums *made, size_t place)
{
    mpz_add(made->sums[place], made->sums[place], made->term);
}

/* The sums as amounts, whose owner is the caller. Ends the sums. */
static apn_decimal *sums_take(grid_sums *made)
{
    apn_decimal *amounts = grab(made->count, sizeof amounts[0]);
    for (size_t i = 0; i < made->count; i++) {
        made->fits = sum_decimal(made->sums[i], made->scale, &amounts[i]) && made->fits;
        mpz_clear(made->sums[i]);
    }
    mpz_clear(made->term);
    free(made->sums);
    return amounts;
}

static apn_status put_sums(const output *out, grid *shown, grid_sums *made, apn_error *err)
{
    apn_decimal *amounts = sums_take(made);
    shown->amounts = amounts;
    if (made->fits)
        put_grid(out, shown);
    free(amounts);
    return made->fits ? APN_OK
                      : fail(err, APN_LIMIT,
                             "the cells add up to more than %d digits, the most that an amount may "
                             "have",
                             APN_DECIMAL_DIGITS);
}

/* `names` with one more behind them. */
static const char **names_with(const char *const *names, size_t count, const char *last)
{
    const char **longer = grab(count + 1, sizeof longer[0]);
    memcpy(longer, names, count * sizeof longer[0]);
    longer[count] = last;
    return longer;
}

/* Cells, a column of totals and a row of totals. */
static apn_status put_cells(const output *out, const table_shown *shown, apn_error *err)
{
    const table_sheet *read = shown->read;
    size_t width = read->columns + 1;
    grid_sums made = sums_make((read->rows + 1) * width, shown->unit.scale);
    for (size_t row = 0; row < read->rows; row++) {
        for (size_t column = 0; column < read->columns; column++) {
            sum_integer(made.term, amount_of(shown, row, column), shown->unit.scale);
            sums_add(&made, row * width + column);
            sums_add(&made, row * width + read->columns);
            sums_add(&made, read->rows * width + column);
            sums_add(&made, read->rows * width + read->columns);
        }
    }
    const char **rows = names_with(read->row_names, read->rows, "Total");
    const char **columns = names_with(read->column_names, read->columns, "Total");
    grid all = {.corner = read->corner,
                .rows = read->rows + 1,
                .columns = width,
                .row_names = rows,
                .column_names = columns,
                .total = true};
    apn_status status = put_sums(out, &all, &made, err);
    free(rows);
    free(columns);
    return status;
}

/* Each group of rows: its columns and its total. */
static apn_status put_row_groups(const output *out, const table_shown *shown, apn_error *err)
{
    const table_sheet *read = shown->read;
    const apn_table_groups *groups = &read->row_groups;
    size_t width = read->columns + 1;
    grid_sums made = sums_make(groups->count * width, shown->unit.scale);
    for (size_t row = 0; row < read->rows; row++) {
        for (size_t column = 0; column < read->columns; column++) {
            sum_integer(made.term, amount_of(shown, row, column), shown->unit.scale);
            for (size_t group = groups->members[row]; group != APN_NO_GROUP;
                 group = groups->parents[group]) {
                sums_add(&made, group * width + column);
                sums_add(&made, group * width + read->columns);
            }
        }
    }
    const char **columns = names_with(read->column_names, read->columns, "Total");
    grid all = {.corner = "Group",
                .rows = groups->count,
                .columns = width,
                .row_names = groups->names,
                .column_names = columns};
    fputc('\n', out->text);
    put_heading(out, "Groups of rows");
    apn_status status = put_sums(out, &all, &made, err);
    free(columns);
    return status;
}

/* The rows' names, those of the groups of rows, and `Total`. */
static const char **names_across(const table_sheet *read)
{
    size_t blocks = read->row_groups.count;
    const char **names = grab(read->rows + blocks + 1, sizeof names[0]);
    memcpy(names, read->row_names, read->rows * sizeof names[0]);
    if (blocks > 0)
        memcpy(names + read->rows, read->row_groups.names, blocks * sizeof names[0]);
    names[read->rows + blocks] = "Total";
    return names;
}

/* The sums of every row and of all rows over each group of columns. */
static void sum_across(const table_shown *shown, grid_sums *made, size_t last)
{
    const table_sheet *read = shown->read;
    const apn_table_groups *groups = &read->column_groups;
    for (size_t row = 0; row < read->rows; row++) {
        for (size_t column = 0; column < read->columns; column++) {
            sum_integer(made->term, amount_of(shown, row, column), shown->unit.scale);
            for (size_t group = groups->members[column]; group != APN_NO_GROUP;
                 group = groups->parents[group]) {
                sums_add(made, row * groups->count + group);
                sums_add(made, last * groups->count + group);
            }
        }
    }
}

/* Each group of columns: its rows, the groups of rows within it, and its total. A star marks what
 * is not held. */
static apn_status put_column_groups(const output *out, const table_shown *shown, bool *starred,
                                    apn_error *err)
{
    const table_sheet *read = shown->read;
    size_t across = read->column_groups.count, blocks = read->row_groups.count;
    size_t last = read->rows + blocks;
    grid_sums made = sums_make((last + 1) * across, shown->unit.scale);
    bool *stars = grab((last + 1) * across, sizeof stars[0]);
    sum_across(shown, &made, last);
    for (size_t down = 0; down < blocks; down++) {
        for (size_t group = 0; group < across; group++) {
            size_t place = (read->rows + down) * across + group;
            int held = 0;
            sum_integer(made.term, apn_table_block(shown->table, down, group, &held),
                        shown->unit.scale);
            sums_add(&made, place);
            stars[place] = !held;
            *starred = *starred || !held;
        }
    }
    const char **rows = names_across(read);
    grid all = {.corner = read->corner,
                .rows = last + 1,
                .columns = across,
                .row_names = rows,
                .column_names = read->column_groups.names,
                .starred = *starred ? stars : NULL,
                .total = true};
    fputc('\n', out->text);
    put_heading(out, "Groups of columns");
    apn_status status = put_sums(out, &all, &made, err);
    free(rows);
    free(stars);
    return status;
}

static void put_sentence(const output *out, const char *sentence)
{
    put_paragraph(out->text, sentence, out->shown.width, 0, 2);
}

/* What was done, in a sentence or more. */
static void put_done(const output *out, const table_shown *shown, bool starred)
{
    char *unit = amount_text(shown->unit);
    bool grouped = shown->read->row_groups.count > 0 || shown->read->column_groups.count > 0;
    char *sentence = text_of(
        "Rounded to %s: every cell, row, column%s and the whole is its exact amount, rounded "
        "up or down, so that all add up.",
        unit, grouped ? ", group" : "");
    fputc('\n', out->text);
    put_sentence(out, sentence);
    if (shown->options->column_totals)
        put_sentence(out, "The columns have the totals that the sheet prescribes.");
    if (shown->options->cumulative)
        put_sentence(out, "Every column's running total is rounded up or down as well.");
    if (starred)
        put_sentence(out,
                     "* A group of rows within a group of columns is reported, not "
                     "controlled: the ones marked are a unit or more from their exact amounts.");
    free(sentence);
    free(unit);
}

/* "Leeds in 2019, York in 2020" of some cells; the caller frees it. */
static char *join_cells(const table_sheet *read, const size_t *cells, size_t count)
{
    char *joined = text_of("%s", "");
    for (size_t i = 0; i < count; i++) {
        char *longer = text_of("%s%s`%s` in `%s`", joined, i ? ", " : "",
                               read->row_names[cells[i] / read->columns],
                               read->column_names[cells[i] % read->columns]);
        free(joined);
        joined = longer;
    }
    return joined;
}

static void put_proportional(const output *out, const table_shown *shown)
{
    char *unit = amount_text(shown->unit);
    char *sentence = text_of(
        "In proportion to the sheet in both directions, with its totals, in units of %s: every "
        "cell is its figure times a divisor of its row and one of its column, to the nearest unit. "
        "--format json has the divisors.",
        unit);
    fputc('\n', out->text);
    put_sentence(out, sentence);
    for (size_t i = 0; i < apn_biproportional_tie_count(shown->biproportional); i++) {
        apn_biproportional_tie tie = apn_biproportional_tie_at(shown->biproportional, i);
        char *tied = join_cells(shown->read, tie.cells, tie.cells_count);
        char *raised = join_cells(shown->read, tie.raised, tie.raised_count);
        char *tie_told =
            text_of("Tie: %s lie on halves and can exchange a unit; by order, rounded up: "
                    "%s.",
                    tied, raised);
        put_sentence(out, tie_told);
        free(tie_told);
        free(raised);
        free(tied);
    }
    free(sentence);
    free(unit);
}

apn_status put_table(const output *out, const table_shown *shown, apn_error *err)
{
    bool starred = false;
    apn_status status = put_cells(out, shown, err);
    if (status == APN_OK && shown->read->row_groups.count > 0)
        status = put_row_groups(out, shown, err);
    if (status == APN_OK && shown->read->column_groups.count > 0)
        status = put_column_groups(out, shown, &starred, err);
    if (status == APN_OK && shown->table)
        put_done(out, shown, starred);
    else if (status == APN_OK)
        put_proportional(out, shown);
    return status;
}
