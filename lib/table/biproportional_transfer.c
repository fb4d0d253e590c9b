/* biproportional_transfer.c: what alternate scaling leaves in wrong columns is moved along shortest
 * paths (the successive shortest paths of Balinski and Demange's tie and transfer). A column with
 * too much takes a step from a row's cell, the row gives it to another column, and so on. The
 * length of a path is the factor by which multipliers must change until each of its cells stands on
 * the edge; lengths multiply and are exact fractions. */
#include "biproportional.h"

#include "alloc.h"
#include "findings.h"
#include "rational.h"

typedef enum reach { UNREACHED, REACHED, SETTLED } reach;

/* Lines are nodes: the rows, and behind them the columns. A node's label is what its multiplier
 * will be, but for the factor that all share: a column's multiplier times its distance; of a row,
 * the distance over its multiplier. So a label follows from its neighbour's and the cell between
 * them. */
typedef struct search {
    apn__biproportion *b;
    size_t count, rows;
    mpq_t *labels, *distances; /* labels of settled nodes are in lowest terms, nothing else is */
    reach *reached;
    bool *passed;            /* whether a step went to the node from the one before */
    size_t *parents;         /* the node before, or itself where a path begins */
    size_t *order, settled;  /* nodes as they were settled */
    size_t *heap, heap_size; /* reached nodes, the nearest first; and the place of each there */
    size_t *places;
    mpz_t *over;              /* of each column */
    mpz_t bound[2], cross[2]; /* scratch */
} search;

static bool search_init(search *s, apn__biproportion *b)
{
    *s = (search){.b = b, .rows = b->counts[APN__ROWS]};
    s->count = s->rows + b->counts[APN__COLUMNS];
    mpz_inits(s->bound[0], s->bound[1], s->cross[0], s->cross[1], NULL);
    s->labels = apn__fractions_make(s->count);
    s->distances = apn__fractions_make(s->count);
    s->reached = apn__alloc(s->count, sizeof *s->reached);
    s->passed = apn__alloc(s->count, sizeof *s->passed);
    s->parents = apn__alloc(s->count, sizeof *s->parents);
    s->order = apn__alloc(s->count, sizeof *s->order);
    s->heap = apn__alloc(s->count, sizeof *s->heap);
    s->places = apn__alloc(s->count, sizeof *s->places);
    s->over = apn__integers_make(b->counts[APN__COLUMNS]);
    return s->labels && s->distances && s->reached && s->passed && s->parents && s->order &&
           s->heap && s->places && s->over;
}

static void search_clear(search *s)
{
    mpz_clears(s->bound[0], s->bound[1], s->cross[0], s->cross[1], NULL);
    apn__fractions_free(s->labels, s->count);
    apn__fractions_free(s->distances, s->count);
    apn__free(s->reached);
    apn__free(s->passed);
    apn__free(s->parents);
    apn__free(s->order);
    apn__free(s->heap);
    apn__free(s->places);
    apn__integers_free(s->over, s->b->counts[APN__COLUMNS]);
}

static mpq_t *multiplier_of(const search *s, size_t node)
{
    return node < s->rows ? &s->b->multipliers[APN__ROWS][node]
                          : &s->b->multipliers[APN__COLUMNS][node - s->rows];
}

/* Unreduced products and quotients: reducing costs more than it saves here. */
static void set_distance(search *s, size_t node)
{
    mpq_t *multiplier = multiplier_of(s, node);
    bool is_row = node < s->rows;
    mpz_mul(mpq_numref(s->distances[node]), mpq_numref(s->labels[node]),
            is_row ? mpq_numref(*multiplier) : mpq_denref(*multiplier));
    mpz_mul(mpq_denref(s->distances[node]), mpq_denref(s->labels[node]),
            is_row ? mpq_denref(*multiplier) : mpq_numref(*multiplier));
}

/* Whether a node comes before another: the lesser distance, then rows before columns, each in
 * listed order. */
static bool is_nearer(search *s, size_t node, size_t than)
{
    mpz_mul(s->cross[0], mpq_numref(s->distances[node]), mpq_denref(s->distances[than]));
    mpz_mul(s->cross[1], mpq_numref(s->distances[than]), mpq_denref(s->distances[node]));
    int against = mpz_cmp(s->cross[0], s->cross[1]);
    return against < 0 || (against == 0 && node < than);
}

static void put(search *s, size_t place, size_t node)
{
    s->heap[place] = node;
    s->places[node] = place;
}

/* Moves a node whose distance became less towards the top of the heap. */
static void sift_up(search *s, size_t place, size_t node)
{
    for (; place > 0 && is_nearer(s, node, s->heap[(place - 1) / 2]); place = (place - 1) / 2)
        put(s, place, s->heap[(place - 1) / 2]);
    put(s, place, node);
}

/* Takes the nearest node off the heap. */
static size_t take_nearest(search *s)
{
    size_t nearest = s->heap[0], last = s->heap[--s->heap_size], place = 0, child;
    while ((child = 2 * place + 1) < s->heap_size) {
        if (child + 1 < s->heap_size && is_nearer(s, s->heap[child + 1], s->heap[child]))
            child++;
        if (!is_nearer(s, s->heap[child], last))
            break;
        put(s, place, s->heap[child]);
        place = child;
    }
    if (s->heap_size > 0)
        put(s, place, last);
    return nearest;
}

/* Reaches a node that is not settled with the label bound[0] / bound[1], unless it has a lesser
 * one. */
static void reach_node(search *s, size_t node, size_t parent)
{
    if (s->reached[node] == REACHED) {
        mpz_mul(s->cross[0], s->bound[0], mpq_denref(s->labels[node]));
        mpz_mul(s->cross[1], s->bound[1], mpq_numref(s->labels[node]));
        if (mpz_cmp(s->cross[0], s->cross[1]) >= 0)
            return;
    } else {
        s->places[node] = s->heap_size++;
    }
    s->reached[node] = REACHED;
    s->parents[node] = parent;
    mpz_swap(mpq_numref(s->labels[node]), s->bound[0]);
    mpz_swap(mpq_denref(s->labels[node]), s->bound[1]);
    set_distance(s, node);
    sift_up(s, s->places[node], node);
}

/* From a row to every column that it may give a step to. */
static void relax_row(search *s, size_t row)
{
    const apn__biproportion *b = s->b;
    for (size_t column = 0; column < b->counts[APN__COLUMNS]; column++) {
        size_t cell = apn__cell(b, APN__ROWS, row, column);
        if (!b->open[cell] || s->reached[s->rows + column] == SETTLED)
            continue;
        apn__cell_edge(s->bound[0], b, cell, true);
        mpz_mul(s->bound[0], s->bound[0], mpq_numref(s->labels[row]));
        mpz_mul(s->bound[1], b->seeds[cell], mpq_denref(s->labels[row]));
        mpz_mul_2exp(s->bound[1], s->bound[1], 1);
        reach_node(s, s->rows + column, row);
    }
}

/* From a column to every row that it may take a step from. */
static void relax_column(search *s, size_t column)
{
    const apn__biproportion *b = s->b;
    mpq_t *label = &s->labels[s->rows + column];
    for (size_t row = 0; row < s->rows; row++) {
        size_t cell = apn__cell(b, APN__ROWS, row, column);
        if (mpz_sgn(b->amounts[cell]) == 0 || s->reached[row] == SETTLED)
            continue;
        apn__cell_edge(s->bound[1], b, cell, false);
        mpz_mul(s->bound[1], s->bound[1], mpq_denref(*label));
        mpz_mul(s->bound[0], b->seeds[cell], mpq_numref(*label));
        mpz_mul_2exp(s->bound[0], s->bound[0], 1);
        reach_node(s, row, s->rows + column);
    }
}

static bool is_target(const search *s, size_t node)
{
    return node >= s->rows && mpz_sgn(s->over[node - s->rows]) < 0;
}

/* Every column that has a step too many begins a path. Returns how many there are. */
static size_t begin_paths(search *s)
{
    const apn__biproportion *b = s->b;
    size_t paths = 0;
    s->settled = s->heap_size = 0;
    for (size_t node = 0; node < s->count; node++)
        s->reached[node] = UNREACHED;
    for (size_t column = 0; column < b->counts[APN__COLUMNS]; column++) {
        if (mpz_cmp(s->over[column], b->step) < 0)
            continue;
        mpz_set(s->bound[0], mpq_numref(b->multipliers[APN__COLUMNS][column]));
        mpz_set(s->bound[1], mpq_denref(b->multipliers[APN__COLUMNS][column]));
        reach_node(s, s->rows + column, s->rows + column);
        paths++;
    }
    return paths;
}

/* Settles nodes until as many columns that have too little are among them as there are paths, or
 * until there are no more. Returns how many of these columns there are. */
static size_t find_paths(search *s)
{
    size_t wanted = begin_paths(s), found = 0;
    while (s->heap_size > 0 && found < wanted) {
        size_t node = take_nearest(s);
        s->reached[node] = SETTLED;
        s->order[s->settled++] = node;
        mpq_canonicalize(s->labels[node]);
        found += is_target(s, node);
        if (node < s->rows)
            relax_row(s, node);
        else
            relax_column(s, node - s->rows);
    }
    return found;
}

/* Brings the cells between settled nodes to the edges that the paths cross. */
static void change_multipliers(search *s)
{
    mpq_t factor; /* the greatest distance */
    mpq_init(factor);
    mpq_set(factor, s->distances[s->order[s->settled - 1]]);
    mpq_canonicalize(factor);
    for (size_t i = 0; i < s->settled; i++) {
        size_t node = s->order[i];
        mpq_t *multiplier = multiplier_of(s, node);
        if (node < s->rows)
            mpq_div(*multiplier, factor, s->labels[node]);
        else
            mpq_div(*multiplier, s->labels[node], factor);
    }
    mpq_clear(factor);
}

/* Whether a step can go all the way to the target: no part of the way was taken by another, and
 * there is still one where the path begins. */
static bool is_free(const search *s, size_t target)
{
    size_t node = target;
    for (; s->parents[node] != node; node = s->parents[node])
        if (s->passed[node])
            return false;
    return mpz_cmp(s->over[node - s->rows], s->b->step) >= 0;
}

/* Moves a step along the path that ends at the target. */
static void move_step(search *s, size_t target)
{
    apn__biproportion *b = s->b;
    size_t node = target;
    for (; s->parents[node] != node; node = s->parents[node]) {
        size_t before = s->parents[node];
        s->passed[node] = true;
        if (node < s->rows) {
            size_t cell = apn__cell(b, APN__ROWS, node, before - s->rows);
            mpz_sub(b->amounts[cell], b->amounts[cell], b->step);
        } else {
            size_t cell = apn__cell(b, APN__ROWS, before, node - s->rows);
            mpz_add(b->amounts[cell], b->amounts[cell], b->step);
        }
    }
    mpz_add(s->over[target - s->rows], s->over[target - s->rows], b->step);
    mpz_sub(s->over[node - s->rows], s->over[node - s->rows], b->step);
}

/* A step to every target that one can go to, the nearest first; the first always can. Then the
 * lines leave the edges again, so that multipliers stay short: those at the ends of the paths
 * first, as these stand on one edge only, and whoever comes later finds room made. */
static void move_steps(search *s)
{
    for (size_t i = 0; i < s->settled; i++)
        s->passed[s->order[i]] = false;
    for (size_t i = 0; i < s->settled; i++)
        if (is_target(s, s->order[i]) && is_free(s, s->order[i]))
            move_step(s, s->order[i]);
    for (size_t i = s->settled; i-- > 0;) {
        size_t node = s->order[i];
        bool is_row = node < s->rows;
        apn__line_settle(s->b, is_row ? APN__ROWS : APN__COLUMNS, is_row ? node : node - s->rows,
                         APN__MIDDLE);
    }
}

/* The first column with a step too many, or how many columns there are; and the sum of what is in
 * wrong columns. */
static size_t first_over(const search *s, mpz_t misplaced)
{
    size_t columns = s->b->counts[APN__COLUMNS], first = columns;
    mpz_set_ui(misplaced, 0);
    for (size_t column = columns; column-- > 0;) {
        if (mpz_cmp(s->over[column], s->b->step) < 0)
            continue;
        mpz_add(misplaced, misplaced, s->over[column]);
        first = column;
    }
    return first;
}

static apn_status transfer(search *s, apn_error *err)
{
    apn__biproportion *b = s->b;
    apn_status status = APN_OK;
    mpz_t misplaced;
    mpz_init(misplaced);
    for (size_t column = 0; column < b->counts[APN__COLUMNS]; column++)
        apn__column_over(s->over[column], b, column);
    size_t over;
    while (status == APN_OK && (over = first_over(s, misplaced)) < b->counts[APN__COLUMNS]) {
        if (find_paths(s) > 0) {
            change_multipliers(s);
            move_steps(s);
            status = apn__biproportion_tell(b, misplaced, err);
        } else {
            status = apn__biproportion_refuse_cut(b, over, err);
        }
    }
    mpz_clear(misplaced);
    return status;
}

apn_status apn__biproportion_transfer(apn__biproportion *b, apn_error *err)
{
    search s;
    apn_status status = search_init(&s, b) ? transfer(&s, err) : apn__fail_memory(err);
    search_clear(&s);
    return status;
}
