/* biproportional_ties.c: what is left to settle when every total is right: cells on halves that can
 * pass a unit round, which table of those that this allows is taken, and which multipliers. */
#include "biproportional.h"

#include "alloc.h"
#include "findings.h"
#include "rational.h"

/* A cell on a half has an arc along which it could be rounded the other way: from its row to its
 * column when it is rounded down, from the column to the row when it is rounded up. A unit can go
 * round exactly within the strongly connected parts of this graph of rows and columns. */
typedef enum half { NOT_A_HALF = 0, ROUNDED_DOWN = 1, ROUNDED_UP = 2 } half;

#define UNSEEN SIZE_MAX

typedef struct graph {
    apn__biproportion *b;
    size_t rows, columns, count; /* nodes: rows, then columns */
    unsigned char *halves;       /* a `half` for each cell */
    size_t *parts;               /* the part that each node is in, named by one of its nodes */
    size_t *sizes;               /* nodes of the part, by its name */
    size_t *seen, *lowest, *stack, *path, *next; /* of one walk; `path` and `next` are its course */
} graph;

static bool graph_init(graph *g, apn__biproportion *b)
{
    *g = (graph){.b = b, .rows = b->counts[APN__ROWS], .columns = b->counts[APN__COLUMNS]};
    g->count = g->rows + g->columns;
    g->halves = apn__alloc(g->rows * g->columns, 1);
    size_t **const lists[] = {&g->parts, &g->sizes, &g->seen, &g->lowest,
                              &g->stack, &g->path,  &g->next};
    bool made = g->halves != NULL;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        *lists[i] = apn__alloc(g->count, sizeof **lists[i]);
        made = made && *lists[i];
    }
    return made;
}

static void graph_clear(graph *g)
{
    apn__free(g->halves);
    apn__free(g->parts);
    apn__free(g->sizes);
    apn__free(g->seen);
    apn__free(g->lowest);
    apn__free(g->stack);
    apn__free(g->path);
    apn__free(g->next);
}

/* Compares twice seed * row * column with the edges of the amount. */
static void find_halves(graph *g)
{
    const apn__biproportion *b = g->b;
    mpz_t product, divisor, edge;
    mpz_inits(product, divisor, edge, NULL);
    for (size_t cell = 0; cell < g->rows * g->columns; cell++) {
        mpq_t *row = &b->multipliers[APN__ROWS][cell / g->columns];
        mpq_t *column = &b->multipliers[APN__COLUMNS][cell % g->columns];
        if (!b->open[cell])
            continue;
        mpz_mul(product, mpq_numref(*row), mpq_numref(*column));
        mpz_mul(product, product, b->seeds[cell]);
        mpz_mul_2exp(product, product, 1);
        mpz_mul(divisor, mpq_denref(*row), mpq_denref(*column));
        apn__cell_edge(edge, b, cell, true);
        mpz_mul(edge, edge, divisor);
        if (mpz_cmp(product, edge) == 0)
            g->halves[cell] = ROUNDED_DOWN;
        apn__cell_edge(edge, b, cell, false);
        mpz_mul(edge, edge, divisor);
        if (mpz_cmp(product, edge) == 0)
            g->halves[cell] = ROUNDED_UP;
    }
    mpz_clears(product, divisor, edge, NULL);
}

/* Whether there is an arc from the node to the `across`th line of the other side, through a cell
 * that is not before `from`; *other is then that line's node. */
static bool has_arc(const graph *g, size_t node, size_t across, size_t from, size_t *other)
{
    bool is_row = node < g->rows;
    size_t cell = is_row ? node * g->columns + across : across * g->columns + node - g->rows;
    *other = is_row ? g->rows + across : across;
    return cell >= from && g->halves[cell] == (is_row ? ROUNDED_DOWN : ROUNDED_UP);
}

static size_t across_count(const graph *g, size_t node)
{
    return node < g->rows ? g->columns : g->rows;
}

/* Ends a part: every node above `node` on the stack, and itself. */
static size_t take_part(graph *g, size_t node, size_t height)
{
    size_t member;
    do {
        member = g->stack[--height];
        g->parts[member] = node;
        g->sizes[node]++;
    } while (member != node);
    return height;
}

/* Tarjan's walk from one node, without recursion. *height is of the stack of nodes whose part is
 * not known, *seen counts nodes. */
static void walk_from(graph *g, size_t start, size_t *height, size_t *seen)
{
    size_t depth = 0;
    g->path[0] = start;
    for (;;) {
        size_t node = g->path[depth], other;
        if (g->seen[node] == UNSEEN) {
            g->seen[node] = g->lowest[node] = (*seen)++;
            g->stack[(*height)++] = node;
            g->next[node] = 0;
        }
        bool deeper = false;
        while (!deeper && g->next[node] < across_count(g, node)) {
            if (!has_arc(g, node, g->next[node]++, 0, &other))
                continue;
            deeper = g->seen[other] == UNSEEN;
            if (!deeper && g->parts[other] == UNSEEN && g->seen[other] < g->lowest[node])
                g->lowest[node] = g->seen[other];
        }
        if (deeper) {
            g->path[++depth] = other;
            continue;
        }
        if (g->lowest[node] == g->seen[node])
            *height = take_part(g, node, *height);
        if (depth == 0)
            return;
        size_t parent = g->path[--depth];
        if (g->lowest[node] < g->lowest[parent])
            g->lowest[parent] = g->lowest[node];
    }
}

/* Finds the parts, and forgets the halves between them, which cannot pass a unit round. */
static void find_parts(graph *g)
{
    size_t height = 0, seen = 0;
    for (size_t node = 0; node < g->count; node++) {
        g->seen[node] = g->parts[node] = UNSEEN;
        g->sizes[node] = 0;
    }
    for (size_t node = 0; node < g->count; node++)
        if (g->seen[node] == UNSEEN)
            walk_from(g, node, &height, &seen);
    for (size_t cell = 0; cell < g->rows * g->columns; cell++)
        if (g->parts[cell / g->columns] != g->parts[g->rows + cell % g->columns])
            g->halves[cell] = NOT_A_HALF;
}

/* Searches from a cell's column back to its row through cells behind it; g->next then leads back.
 */
static bool find_way_round(graph *g, size_t cell)
{
    size_t start = g->rows + cell % g->columns, goal = cell / g->columns, end = 0, other;
    for (size_t node = 0; node < g->count; node++)
        g->next[node] = UNSEEN;
    g->next[start] = start;
    g->path[end++] = start;
    for (size_t i = 0; i < end && g->next[goal] == UNSEEN; i++) {
        size_t node = g->path[i];
        for (size_t across = 0; across < across_count(g, node); across++)
            if (has_arc(g, node, across, cell + 1, &other) && g->next[other] == UNSEEN) {
                g->next[other] = node;
                g->path[end++] = other;
            }
    }
    return g->next[goal] != UNSEEN;
}

/* Rounds a half the other way. */
static void turn(graph *g, size_t cell)
{
    mpz_t *amount = &g->b->amounts[cell];
    bool raises = g->halves[cell] == ROUNDED_DOWN;
    if (raises)
        mpz_add_ui(*amount, *amount, 1);
    else
        mpz_sub_ui(*amount, *amount, 1);
    g->halves[cell] = raises ? ROUNDED_UP : ROUNDED_DOWN;
}

/* In row order, every cell that can be rounded up while those before it stay is rounded up. */
static apn_status take_greatest(graph *g, apn_error *err)
{
    apn_status status = APN_OK;
    mpz_t none;
    mpz_init(none);
    for (size_t cell = 0; cell < g->rows * g->columns && status == APN_OK; cell++) {
        if (g->halves[cell] != ROUNDED_DOWN || !find_way_round(g, cell))
            continue;
        turn(g, cell);
        for (size_t node = cell / g->columns; g->next[node] != node; node = g->next[node]) {
            size_t before = g->next[node];
            size_t row = node < g->rows ? node : before;
            size_t column = (node < g->rows ? before : node) - g->rows;
            turn(g, row * g->columns + column);
        }
        status = apn__biproportion_tell(g->b, none, err);
    }
    mpz_clear(none);
    return status;
}

static bool make_sets(const graph *g, apn__biproportional_ties *ties)
{
    size_t cells = 0, raised = 0, sets = 0;
    for (size_t cell = 0; cell < g->rows * g->columns; cell++) {
        cells += g->halves[cell] != NOT_A_HALF;
        raised += g->halves[cell] == ROUNDED_UP;
    }
    for (size_t node = 0; node < g->count; node++)
        sets += g->sizes[node] > 1;
    ties->sets = apn__alloc(sets, sizeof *ties->sets);
    ties->cells = apn__alloc(cells, sizeof *ties->cells);
    ties->raised = apn__alloc(raised, sizeof *ties->raised);
    return ties->sets && ties->cells && ties->raised;
}

/* The halves of one part in ascending order, behind those of the parts before. */
static void list_part(const graph *g, size_t part, apn__biproportional_ties *ties)
{
    size_t *cells = ties->cells + ties->cells_count, *raised = ties->raised + ties->raised_count;
    apn_biproportional_tie set = {.cells = cells, .raised = raised};
    for (size_t cell = 0; cell < g->rows * g->columns; cell++) {
        if (g->halves[cell] == NOT_A_HALF || g->parts[cell / g->columns] != part)
            continue;
        cells[set.cells_count++] = cell;
        if (g->halves[cell] == ROUNDED_UP)
            raised[set.raised_count++] = cell;
    }
    ties->cells_count += set.cells_count;
    ties->raised_count += set.raised_count;
    ties->sets[ties->count++] = set;
}

/* Sets come in the order of their first rows. */
static bool list_ties(graph *g, apn__biproportional_ties *ties)
{
    if (!make_sets(g, ties))
        return false;
    for (size_t row = 0; row < g->rows; row++) {
        size_t part = g->parts[row];
        bool first = g->sizes[part] > 1;
        for (size_t above = 0; above < row && first; above++)
            first = g->parts[above] != part;
        if (first)
            list_part(g, part, ties);
    }
    return true;
}

/* Narrows the anchor's multiplier by one cell that leaves its part. product is what the cell comes
 * to per multiplier of the anchor, twice and times the seed's divisor: a line of the anchor's side
 * moves with the anchor, one of the other side against it. */
static void bound_by_cell(const graph *g, size_t cell, mpq_t anchor, bool with_anchor,
                          apn__interval *interval)
{
    const apn__biproportion *b = g->b;
    mpq_t *row = &b->multipliers[APN__ROWS][cell / g->columns];
    mpq_t *column = &b->multipliers[APN__COLUMNS][cell % g->columns];
    mpz_t edges[2], product[2], bound[2], scratch[2];
    mpz_inits(edges[0], edges[1], product[0], product[1], bound[0], bound[1], scratch[0],
              scratch[1], NULL);
    apn__cell_edge(edges[0], b, cell, false);
    apn__cell_edge(edges[1], b, cell, true);
    mpz_mul(product[0], mpq_numref(*row), mpq_numref(*column));
    mpz_mul(product[0], product[0], b->seeds[cell]);
    mpz_mul_2exp(product[0], product[0], 1);
    mpz_mul(product[1], mpq_denref(*row), mpq_denref(*column));
    for (int upper = 0; upper < 2; upper++) {
        if (mpz_sgn(edges[upper]) <= 0)
            continue; /* nothing is below an amount of zero */
        mpz_mul(bound[0], edges[upper], product[1]);
        mpz_set(bound[1], product[0]);
        if (!with_anchor)
            mpz_swap(bound[0], bound[1]);
        mpz_mul(bound[0], bound[0], mpq_numref(anchor));
        mpz_mul(bound[1], bound[1], mpq_denref(anchor));
        if ((upper == 1) == with_anchor)
            apn__interval_from_above(interval, bound, cell, scratch);
        else
            apn__interval_from_below(interval, bound, cell, scratch);
    }
    mpz_clears(edges[0], edges[1], product[0], product[1], bound[0], bound[1], scratch[0],
               scratch[1], NULL);
}

static mpq_t *multiplier_of(const graph *g, size_t node)
{
    return node < g->rows ? &g->b->multipliers[APN__ROWS][node]
                          : &g->b->multipliers[APN__COLUMNS][node - g->rows];
}

static void bound_by_node(const graph *g, size_t node, size_t anchor, apn__interval *interval)
{
    bool with_anchor = (node < g->rows) == (anchor < g->rows);
    for (size_t across = 0; across < across_count(g, node); across++) {
        size_t row = node < g->rows ? node : across,
               column = node < g->rows ? across : node - g->rows;
        size_t cell = row * g->columns + column;
        if (g->b->open[cell] && g->parts[row] != g->parts[g->rows + column])
            bound_by_cell(g, cell, *multiplier_of(g, anchor), with_anchor, interval);
    }
}

/* Chooses the multiplier of a part's first node as simple as the other parts let it be, and takes
 * the rest of the part along. */
static void settle_part(graph *g, size_t anchor)
{
    size_t part = g->parts[anchor], last = g->sizes[part] > 1 ? g->count - 1 : anchor;
    apn__interval interval;
    mpq_t factor;
    mpq_init(factor);
    apn__interval_init(&interval);
    for (size_t node = anchor; node <= last; node++)
        if (g->parts[node] == part)
            bound_by_node(g, node, anchor, &interval);
    apn__interval_choose(factor, &interval, APN__SIMPLEST);
    mpq_div(factor, factor, *multiplier_of(g, anchor));
    for (size_t node = anchor; node <= last; node++) {
        mpq_t *multiplier = multiplier_of(g, node);
        if (g->parts[node] == part && (node < g->rows) == (anchor < g->rows))
            mpq_mul(*multiplier, *multiplier, factor);
        else if (g->parts[node] == part)
            mpq_div(*multiplier, *multiplier, factor);
    }
    apn__interval_clear(&interval);
    mpq_clear(factor);
}

/* Gives the first column that has anything the multiplier 1: only the products of rows and columns
 * are fixed. */
static void begin_with_one(apn__biproportion *b)
{
    size_t first = 0;
    mpq_t factor;
    mpq_init(factor);
    while (first + 1 < b->counts[APN__COLUMNS] && mpz_sgn(b->totals[APN__COLUMNS][first]) == 0)
        first++;
    mpq_set(factor, b->multipliers[APN__COLUMNS][first]);
    for (size_t row = 0; row < b->counts[APN__ROWS]; row++)
        mpq_mul(b->multipliers[APN__ROWS][row], b->multipliers[APN__ROWS][row], factor);
    for (size_t column = 0; column < b->counts[APN__COLUMNS]; column++)
        mpq_div(b->multipliers[APN__COLUMNS][column], b->multipliers[APN__COLUMNS][column], factor);
    mpq_clear(factor);
}

/* Every part once, columns that stand alone first. */
static void settle_parts(graph *g)
{
    for (size_t i = 0; i < g->count; i++) {
        size_t node = i < g->columns ? g->rows + i : i - g->columns;
        bool is_first = g->sizes[g->parts[node]] == 1;
        if (!is_first && node < g->rows) {
            is_first = true;
            for (size_t above = 0; above < node && is_first; above++)
                is_first = g->parts[above] != g->parts[node];
        }
        if (is_first)
            settle_part(g, node);
    }
}

/* Lines with a total of zero get multipliers that keep their cells below a half: of all cells with
 * a seed, also those where two such lines meet. */
static void settle_idle_lines(apn__biproportion *b)
{
    size_t cells = b->counts[APN__ROWS] * b->counts[APN__COLUMNS];
    for (size_t cell = 0; cell < cells; cell++)
        b->open[cell] = mpz_sgn(b->seeds[cell]) > 0;
    for (int side = APN__ROWS; side <= APN__COLUMNS; side++)
        for (size_t line = 0; line < b->counts[side]; line++)
            if (mpz_sgn(b->totals[side][line]) == 0)
                apn__line_settle(b, side, line, APN__SIMPLEST);
}

apn_status apn__biproportion_finish(apn__biproportion *b, apn__biproportional_ties *ties,
                                    apn_error *err)
{
    graph g;
    apn_status status = graph_init(&g, b) ? APN_OK : apn__fail_memory(err);
    if (status == APN_OK) {
        find_halves(&g);
        find_parts(&g);
        status = take_greatest(&g, err);
    }
    if (status == APN_OK && !list_ties(&g, ties))
        status = apn__fail_memory(err);
    if (status == APN_OK) {
        begin_with_one(b);
        settle_parts(&g);
        settle_idle_lines(b);
    }
    graph_clear(&g);
    return status;
}
