/* infeasible.c: the proof that no table has the column totals that are asked for.
 *
 * Let B be the columns that a unit too many can reach, and A the rows whose cells outside B are all
 * at their ceiling. The other rows have their cells in B at the floor, or a unit could leave B
 * there. So the columns B have the least that they can: what the rows A cannot put elsewhere, and
 * the others' floors; and that is more than their totals:
 *
 *     R(A) - C(B) > sum of ceilings (A x not B) - sum of floors (not A x B).
 */
#include "solve.h"

#include "decimal_internal.h"
#include "findings.h"
#include "grid.h"
#include "rational.h"
#include "text.h"

typedef struct cut {
    const apn__grid *grid;
    bool *in_a, *in_b;
    size_t a_count, b_count;
    mpz_t forced, floors, asked; /* what A must put into B; the others' floors in B; B's totals */
} cut;

static apn__wide_units ceiling_of(const apn__grid *grid, size_t row, size_t column)
{
    bool whole = grid->costs[row * grid->width + column] == APN__UNMOVABLE;
    return grid->floors[row * grid->columns + column] + !whole;
}

/* Whether a row has a cell outside B that could still be raised. */
static bool has_room_outside(const cut *c, size_t row)
{
    const apn__grid *grid = c->grid;
    for (size_t j = 0; j < grid->columns; j++) {
        size_t cell = row * grid->width + j;
        if (!c->in_b[j] && grid->costs[cell] != APN__UNMOVABLE && !grid->raised[cell])
            return true;
    }
    return false;
}

/* Adds what the row must put into B. */
static void add_row(cut *c, size_t row, mpz_t one)
{
    const apn__grid *grid = c->grid;
    for (size_t j = 0; j < grid->columns; j++) {
        size_t cell = row * grid->width + j;
        apn__wide_units amount = grid->floors[row * grid->columns + j];
        if (c->in_a[row]) {
            /* The whole row less its ceilings outside B. */
            amount += grid->raised[cell];
            if (!c->in_b[j])
                amount -= ceiling_of(grid, row, j);
            apn__integer_from_wide(one, amount);
            mpz_add(c->forced, c->forced, one);
        } else if (c->in_b[j]) {
            apn__integer_from_wide(one, amount);
            mpz_add(c->floors, c->floors, one);
        }
    }
}

static apn_status find_cut(cut *c, const apn__search *search, apn_error *err)
{
    const apn__grid *grid = c->grid;
    apn_status status = APN_OK;
    mpz_t one;
    mpz_init(one);
    for (size_t j = 0; j < grid->columns && status == APN_OK; j++) {
        apn_decimal units;
        c->in_b[j] = search->labels[j].reached;
        if (!c->in_b[j])
            continue;
        c->b_count++;
        status = apn_decimal_to_units(grid->options->column_totals[j], grid->options->unit,
                                      APN_ROUND_NONE, &units, err);
        if (status == APN_OK) {
            apn__integer_from_decimal(one, units, 0);
            mpz_add(c->asked, c->asked, one);
        }
    }
    if (grid->mirrored)
        mpz_neg(c->asked, c->asked);
    for (size_t row = 0; row < grid->rows && status == APN_OK; row++) {
        c->in_a[row] = !has_room_outside(c, row);
        c->a_count += c->in_a[row];
        add_row(c, row, one);
    }
    mpz_clear(one);
    return status;
}

/* "a, b and c", "all 12", or the first few and how many more. */
static void list_names(const cut *c, bool rows, apn__buffer *out)
{
    const bool *in = rows ? c->in_a : c->in_b;
    size_t all = rows ? c->grid->rows : c->grid->columns;
    size_t count = rows ? c->a_count : c->b_count, listed = 0;
    char name[64];
    for (size_t i = 0; i < all && listed < count; i++) {
        if (!in[i])
            continue;
        if (listed == 8 && count > 9) {
            apn__buffer_print(out, " and %zu more", count - listed);
            return;
        }
        apn__buffer_print(out, "%s%s",
                          listed == 0           ? ""
                          : listed + 1 == count ? " and "
                                                : ", ",
                          rows ? apn__grid_row_name(c->grid, i, name, sizeof name)
                               : apn__grid_column_name(c->grid, i, name, sizeof name));
        listed++;
    }
}

static void amount_text(const cut *c, const mpz_t units, char *text)
{
    apn_decimal counted, amount;
    *text = '\0';
    if (!apn__decimal_from_integer(&counted, units, 0))
        return;
    if (c->grid->mirrored)
        counted = apn__decimal_negate(counted);
    if (apn_decimal_from_units(counted, c->grid->options->unit, &amount, NULL) == APN_OK)
        apn_decimal_format(amount, 1, text);
}

static apn_status say(const cut *c, apn_error *err)
{
    char forced[APN_DECIMAL_TEXT_SIZE], floors[APN_DECIMAL_TEXT_SIZE], asked[APN_DECIMAL_TEXT_SIZE];
    apn__buffer rows = {0}, columns = {0};
    apn_status status;
    bool mirrored = c->grid->mirrored, all = c->a_count == c->grid->rows;
    const char *least = mirrored ? "most" : "least";
    const char *those = c->b_count == 1 ? "that column is" : "those columns are";
    const char *more = mirrored ? "less there and for more" : "more there and for less";
    amount_text(c, c->forced, forced);
    amount_text(c, c->floors, floors);
    amount_text(c, c->asked, asked);
    list_names(c, true, &rows);
    list_names(c, false, &columns);
    if (rows.failed || columns.failed)
        status = apn__fail_memory(err);
    else if (c->a_count == 0)
        status =
            apn__fail(err, APN_TABLE_INFEASIBLE, "",
                      "no table has these column totals: %s must have at %s %s, even with "
                      "every cell rounded %s, but %s to total %s: ask for %s elsewhere",
                      columns.bytes, least, floors, mirrored ? "up" : "down", those, asked, more);
    else
        status = apn__fail(err, APN_TABLE_INFEASIBLE, "",
                           "no table has these column totals: %s must put at %s %s into %s, even "
                           "with all their other cells rounded %s%s%s%s%s, but %s to total %s: ask "
                           "for %s elsewhere",
                           rows.bytes, least, forced, columns.bytes, mirrored ? "down" : "up",
                           all ? "" : ", and the other rows at ", all ? "" : least, all ? "" : " ",
                           all ? "" : floors, those, asked, more);
    apn__buffer_end(&rows);
    apn__buffer_end(&columns);
    return status;
}

apn_status apn__refuse_columns(const apn__search *search, apn_error *err)
{
    const apn__grid *grid = search->grid;
    cut c = {.grid = grid};
    mpz_t sum;
    if (grid->options->column_totals == NULL)
        return apn__fail(err, APN_INTERNAL, "", "the table cannot be made to foot");
    mpz_inits(c.forced, c.floors, c.asked, sum, NULL);
    c.in_a = apn__alloc(grid->rows, sizeof *c.in_a);
    c.in_b = apn__alloc(grid->columns, sizeof *c.in_b);
    apn_status status = c.in_a && c.in_b ? find_cut(&c, search, err) : apn__fail_memory(err);
    mpz_add(sum, c.forced, c.floors);
    if (status == APN_OK)
        status = mpz_cmp(sum, c.asked) > 0
                     ? say(&c, err)
                     : apn__fail(err, APN_INTERNAL, "", "the proof that no table exists fails");
    mpz_clears(c.forced, c.floors, c.asked, sum, NULL);
    apn__free(c.in_a);
    apn__free(c.in_b);
    return status;
}
