/* whole.c: makes a table whole with a slack row and a slack column, works out what every sum may
 * be, and what raising each cell costs. */
#include "grid.h"

#include "findings.h"
#include "library_limits.h"
#include "rational.h"

static apn_status check_size(size_t rows, size_t columns, size_t row_groups, apn_error *err)
{
    size_t width = apn__add_sizes(columns, 1);
    if (rows == 0 || columns == 0)
        return apn__fail(err, APN_NO_PARTY, "", "a table needs at least one row and one column");
    if (apn__multiply_sizes(apn__add_sizes(rows, 1), width) > APN__LIMIT_TABLE_CELLS)
        return apn__fail(err, APN_LIMIT, "", "%zu rows by %zu columns are more than %u cells", rows,
                         columns, APN__LIMIT_TABLE_CELLS);
    if (apn__multiply_sizes(apn__add_sizes(row_groups, 1), width) > APN__LIMIT_TABLE_NODES)
        return apn__fail(err, APN_LIMIT, "",
                         "%zu groups of rows by %zu columns are more than %u sums", row_groups,
                         columns, APN__LIMIT_TABLE_NODES);
    return APN_OK;
}

static apn_status check_options(const apn_table_options *options, apn_error *err)
{
    bool groups = options->row_groups.count > 0 || options->column_groups.count > 0;
    if (options->cumulative && options->row_groups.count > 0)
        return apn__fail(err, APN_USAGE, "",
                         "running totals and groups of rows do not go together: leave one out");
    if (options->column_totals != NULL && (groups || options->cumulative))
        return apn__fail(err, APN_USAGE, "",
                         "column totals do not go together with groups or running totals: leave "
                         "one out");
    return APN_OK;
}

static bool grid_alloc(apn__grid *grid)
{
    size_t cells = (grid->rows + 1) * grid->width;
    size_t row_sums = apn__multiply_sizes(grid->rows + 1, grid->column_groups.count);
    grid->floors = apn__alloc(grid->rows * grid->columns, sizeof *grid->floors);
    grid->denominators = apn__integers_make(grid->rows);
    grid->slack_parts = apn__integers_make(grid->width);
    grid->raised = apn__alloc(cells, sizeof *grid->raised);
    grid->row_counts = apn__alloc(grid->rows + 1, sizeof *grid->row_counts);
    grid->due = apn__alloc(grid->width, sizeof *grid->due);
    grid->lows = apn__alloc(grid->node_count, sizeof *grid->lows);
    grid->whole = apn__alloc(grid->node_count, sizeof *grid->whole);
    grid->row_lows = apn__alloc(row_sums, sizeof *grid->row_lows);
    grid->row_whole = apn__alloc(row_sums, sizeof *grid->row_whole);
    grid->row_high = apn__alloc(row_sums, sizeof *grid->row_high);
    return grid->floors && grid->denominators && grid->slack_parts && grid->raised && grid->due &&
           grid->row_counts && grid->lows && grid->whole && grid->row_lows && grid->row_whole &&
           grid->row_high;
}

void apn__grid_clear(apn__grid *grid)
{
    apn__forest_clear(&grid->row_groups);
    apn__forest_clear(&grid->column_groups);
    apn__integers_free(grid->denominators, grid->rows);
    apn__integers_free(grid->slack_parts, grid->width);
    mpz_clear(grid->common);
    apn__free(grid->floors);
    apn__free(grid->parts);
    apn__free(grid->costs);
    apn__free(grid->raised);
    apn__free(grid->row_counts);
    apn__free(grid->due);
    apn__free(grid->lows);
    apn__free(grid->whole);
    apn__free(grid->row_lows);
    apn__free(grid->row_whole);
    apn__free(grid->row_high);
}

/* What each row lacks to its next whole unit goes to the slack column. */
static apn_status fill_slack_column(apn__grid *grid, apn_error *err)
{
    mpz_t part, denominator, sum, slack;
    char name[64];
    apn_status status = APN_OK;
    mpz_inits(part, denominator, sum, slack, NULL);
    for (size_t row = 0; row < grid->rows && status == APN_OK; row++) {
        mpz_set_ui(sum, 0);
        for (size_t j = 0; j < grid->columns; j++) {
            apn__grid_fraction(grid, row, j, part, denominator);
            mpz_add(sum, sum, part);
        }
        mpz_cdiv_qr(part, slack, sum, denominator);
        grid->row_counts[row] = (int64_t)mpz_get_si(part);
        mpz_neg(slack, slack);
        apn__grid_store(grid, row, grid->columns, slack);
        if (mpz_sgn(slack) > 0 && grid->options->column_totals != NULL)
            status = apn__fail(err, APN_NOT_WHOLE_UNITS, "",
                               "%s does not add up to whole units, as every row must where column "
                               "totals are given: change the row, or take a smaller unit",
                               apn__grid_row_name(grid, row, name, sizeof name));
    }
    mpz_clears(part, denominator, sum, slack, NULL);
    return status;
}

/* Sums of costs along a way have to stay within 62 bits; a way passes each node once at most. */
static int bits_for_costs(const apn__grid *grid)
{
    int bits = 60;
    for (size_t nodes = grid->node_count; nodes > 0; nodes >>= 1)
        bits--;
    return bits;
}

/* 1 - 2f for a fraction f, in parts of common or of 2^-shift. */
static int64_t cost_of(const apn__grid *grid, mpz_t part, mpz_t denominator)
{
    if (mpz_sgn(part) == 0)
        return APN__UNMOVABLE;
    if (grid->exact) {
        mpz_divexact(denominator, grid->common, denominator);
        mpz_mul(part, part, denominator);
        return mpz_get_si(grid->common) - 2 * mpz_get_si(part);
    }
    mpz_mul_2exp(part, part, (mp_bitcnt_t)grid->shift);
    mpz_fdiv_q(part, part, denominator);
    return ((int64_t)1 << grid->shift) - 2 * mpz_get_si(part);
}

/* Where costs are exact they hold all that the fractions do, and take their place. */
static bool fill_costs(apn__grid *grid)
{
    int bits = bits_for_costs(grid);
    bool exact = mpz_sizeinbase(grid->common, 2) <= (size_t)bits;
    bool in_place = exact && grid->limbs == 1;
    int64_t *costs = in_place ? (int64_t *)(void *)grid->parts
                              : apn__alloc((grid->rows + 1) * grid->width, sizeof *costs);
    mpz_t part, denominator;
    if (costs == NULL)
        return false;
    mpz_inits(part, denominator, NULL);
    grid->shift = bits;
    grid->doubt = exact ? 0 : 8 * ((int64_t)grid->node_count + 2);
    for (size_t row = 0; row < grid->rows; row++) {
        for (size_t j = 0; j < grid->width; j++) {
            grid->exact = false;
            apn__grid_fraction(grid, row, j, part, denominator);
            grid->exact = exact;
            costs[row * grid->width + j] = cost_of(grid, part, denominator);
        }
    }
    mpz_clears(part, denominator, NULL);
    grid->costs = costs;
    if (exact && !in_place)
        apn__free(grid->parts);
    if (exact)
        grid->parts = NULL;
    return true;
}

/* sums: of the fractions in each node, over common; a group's own rows first, then the groups in
 * it. */
static void add_up_nodes(const apn__grid *grid, mpz_t *sums)
{
    const apn__forest *forest = &grid->row_groups;
    mpz_t part, factor;
    mpz_inits(part, factor, NULL);
    for (size_t row = 0; row < grid->rows; row++) {
        for (size_t j = 0; j < grid->width; j++) {
            int64_t cost = grid->costs[row * grid->width + j];
            if (cost == APN__UNMOVABLE)
                continue;
            mpz_t *sum = &sums[apn__sum_node(grid, forest->groups[row], j)];
            if (grid->exact) {
                mpz_add_ui(*sum, *sum,
                           (unsigned long)((int64_t)mpz_get_si(grid->common) - cost) / 2);
                continue;
            }
            apn__grid_fraction(grid, row, j, part, factor);
            mpz_divexact(factor, grid->common, factor);
            mpz_addmul(*sum, part, factor);
        }
    }
    for (size_t i = 0; i < forest->count; i++) {
        size_t group = forest->order[i], around = forest->parents[group];
        for (size_t j = 0; j < grid->width; j++)
            mpz_add(sums[around * grid->width + j], sums[around * grid->width + j],
                    sums[group * grid->width + j]);
    }
    mpz_clears(part, factor, NULL);
}

/* How many cells of each node are to be raised, and what the columns lack. */
static bool fill_nodes(apn__grid *grid)
{
    mpz_t *sums = apn__integers_make(grid->node_count), rest;
    size_t whole = grid->row_groups.count * grid->width;
    if (sums == NULL)
        return false;
    mpz_init(rest);
    add_up_nodes(grid, sums);
    for (size_t node = 0; node < grid->node_count; node++) {
        if (node >= whole) {
            mpz_cdiv_qr(sums[node], rest, sums[node], grid->common);
            mpz_neg(grid->slack_parts[node - whole], rest);
            mpz_set_ui(rest, 0);
        } else {
            mpz_fdiv_qr(sums[node], rest, sums[node], grid->common);
        }
        grid->lows[node] = mpz_get_si(sums[node]);
        grid->whole[node] = mpz_sgn(rest) == 0;
    }
    mpz_clear(rest);
    apn__integers_free(sums, grid->node_count);
    return true;
}

/* The slack row's costs and count. The corner has the whole table's fraction: it goes to the nearer
 * whole number, and where both are as near the rest decides. */
static void fill_slack_row(apn__grid *grid)
{
    size_t first = grid->rows * grid->width;
    mpz_t part, denominator, sum;
    mpz_inits(part, denominator, sum, NULL);
    for (size_t j = 0; j < grid->width; j++) {
        mpz_add(sum, sum, grid->slack_parts[j]);
        mpz_set(part, grid->slack_parts[j]);
        mpz_set(denominator, grid->common);
        grid->costs[first + j] = cost_of(grid, part, denominator);
    }
    mpz_divexact(sum, sum, grid->common);
    grid->row_counts[grid->rows] = mpz_get_si(sum);
    mpz_mul_2exp(part, grid->slack_parts[grid->columns], 1);
    int against_half = mpz_cmp(part, grid->common);
    grid->costs[first + grid->columns] = against_half == 0 ? 0 : APN__UNMOVABLE;
    grid->raised[first + grid->columns] = against_half > 0;
    mpz_clears(part, denominator, sum, NULL);
}

static apn_status refuse_sums(const mpz_t rows, const mpz_t columns, apn_error *err)
{
    bool more = mpz_cmp(rows, columns) > 0;
    mpz_t difference;
    char text[64] = "many";
    mpz_init(difference);
    mpz_sub(difference, rows, columns);
    mpz_abs(difference, difference);
    if (mpz_sizeinbase(difference, 10) < sizeof text - 2)
        (void)mpz_get_str(text, 10, difference);
    mpz_clear(difference);
    return apn__fail(err, APN_TABLE_INFEASIBLE, "",
                     "all rows together have %s unit%s %s than the column totals: mend either",
                     text, strcmp(text, "1") == 0 ? "" : "s", more ? "more" : "fewer");
}

/* The columns are to have the given totals instead: there is no slack row. */
static apn_status prescribe_columns(apn__grid *grid, apn_error *err)
{
    apn_status status = APN_OK;
    mpz_t target, floor, rows, columns;
    mpz_inits(target, floor, rows, columns, NULL);
    for (size_t j = 0; j < grid->columns && status == APN_OK; j++) {
        apn_decimal units;
        status = apn_decimal_to_units(grid->options->column_totals[j], grid->options->unit,
                                      APN_ROUND_NONE, &units, err);
        if (status != APN_OK)
            break;
        apn__integer_from_decimal(target, units, 0);
        if (grid->mirrored)
            mpz_neg(target, target);
        for (size_t row = 0; row < grid->rows; row++) {
            apn__integer_from_wide(floor, grid->floors[row * grid->columns + j]);
            mpz_sub(target, target, floor);
        }
        mpz_add(columns, columns, target);
        if (!mpz_fits_slong_p(target))
            mpz_set_si(target, mpz_sgn(target) < 0 ? -1 : (long)grid->rows + 1);
        grid->lows[j] = mpz_get_si(target);
        grid->whole[j] = true;
        mpz_set_ui(grid->slack_parts[j], 0);
    }
    for (size_t row = 0; row < grid->rows; row++) {
        mpz_set_si(floor, grid->row_counts[row]);
        mpz_add(rows, rows, floor);
    }
    if (status == APN_OK && mpz_cmp(rows, columns) != 0)
        status = grid->mirrored ? refuse_sums(columns, rows, err) : refuse_sums(rows, columns, err);
    mpz_clears(target, floor, rows, columns, NULL);
    return status;
}

/* How many cells of each group of columns are to be raised in each row. */
static bool fill_row_groups(apn__grid *grid)
{
    const apn__forest *forest = &grid->column_groups;
    mpz_t *sums = apn__integers_make(forest->count + 1), part, denominator;
    if (sums == NULL)
        return false;
    mpz_inits(part, denominator, NULL);
    for (size_t row = 0; row <= grid->rows && forest->count > 0; row++) {
        for (size_t h = 0; h <= forest->count; h++)
            mpz_set_ui(sums[h], 0);
        for (size_t j = 0; j < grid->columns; j++) {
            if (row < grid->rows)
                apn__grid_fraction(grid, row, j, part, denominator);
            else
                mpz_set(part, grid->slack_parts[j]);
            mpz_add(sums[forest->groups[j]], sums[forest->groups[j]], part);
        }
        mpz_set(denominator, row < grid->rows ? denominator : grid->common);
        for (size_t i = 0; i < forest->count; i++) {
            size_t h = forest->order[i], at = row * forest->count + h;
            mpz_add(sums[forest->parents[h]], sums[forest->parents[h]], sums[h]);
            mpz_fdiv_qr(sums[h], part, sums[h], denominator);
            grid->row_lows[at] = (int32_t)mpz_get_si(sums[h]);
            grid->row_whole[at] = mpz_sgn(part) == 0;
        }
    }
    mpz_clears(part, denominator, NULL);
    apn__integers_free(sums, forest->count + 1);
    return true;
}

apn_status apn__grid_make(const apn__table_source *source, const apn_table_options *options,
                          apn__grid *out, apn_error *err)
{
    *out = (apn__grid){.rows = source->rows,
                       .columns = source->columns,
                       .width = source->columns + 1,
                       .cumulative = options->cumulative != 0,
                       .options = options};
    mpz_init_set_ui(out->common, 1);
    size_t groups = options->cumulative ? source->rows : options->row_groups.count;
    apn_status status = check_size(source->rows, source->columns, groups, err);
    if (status == APN_OK)
        status = check_options(options, err);
    if (status == APN_OK)
        status = apn__forest_make(&options->row_groups, source->rows, options->cumulative != 0,
                                  "rows", &out->row_groups, err);
    if (status == APN_OK)
        status = apn__forest_make(&options->column_groups, source->columns, false, "columns",
                                  &out->column_groups, err);
    out->node_count = (out->row_groups.count + 1) * out->width;
    if (status == APN_OK && !grid_alloc(out))
        status = apn__fail_memory(err);
    if (status == APN_OK)
        status = apn__grid_read(source, out, err);
    if (status == APN_OK)
        status = fill_slack_column(out, err);
    if (status == APN_OK && (!fill_costs(out) || !fill_nodes(out)))
        status = apn__fail_memory(err);
    if (status == APN_OK && options->column_totals != NULL)
        status = prescribe_columns(out, err);
    if (status == APN_OK) {
        fill_slack_row(out);
        status = fill_row_groups(out) ? APN_OK : apn__fail_memory(err);
    }
    return status;
}
