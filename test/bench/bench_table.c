/* bench_table.c: what a table costs.
 *
 *   bench_table times ROWS COLUMNS KIND     nanoseconds to round it, proof included: the median
 *   bench_table amounts ROWS COLUMNS KIND   a line a row: the amounts, in units
 *   bench_table exact ROWS COLUMNS KIND     first the weights; then a line a row: its total
 *
 * Row i shares its total, in pence, by the same weights. KIND: `mixed` weights and totals to
 * GBP 100,000; `equal` weights; `large`, totals about GBP 5,000,000,000. For `seed` the table is
 * fitted both ways instead: a seed in the place of the totals, and row and column totals that some
 * table has, are printed by exact. */
#define _POSIX_C_SOURCE 200809L /* clock_gettime */

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "apportion/apportion.h"

enum { MOST_REPETITIONS = 21, SCALE = 97 };

typedef struct bench {
    size_t rows, columns;
    const char *kind;
    int64_t *weights, *totals, *seed;
    apn_decimal *cells, *denominators, *row_totals, *column_totals;
    uint64_t state;
} bench;

/* A fixed sequence (Marsaglia 2003). */
static uint64_t next(bench *b)
{
    b->state ^= b->state << 13;
    b->state ^= b->state >> 7;
    b->state ^= b->state << 17;
    return b->state;
}

static void fail(const char *why)
{
    fprintf(stderr, "bench_table: %s\n", why);
    exit(1);
}

static void *room(size_t count, size_t size)
{
    void *memory = calloc(count, size);
    if (memory == NULL)
        fail("out of memory");
    return memory;
}

static void fill(bench *b)
{
    bool equal = strcmp(b->kind, "equal") == 0, large = strcmp(b->kind, "large") == 0;
    int64_t sum = 0;
    for (size_t j = 0; j < b->columns; j++) {
        b->weights[j] = equal ? 1 : (int64_t)(30000000 + next(b) % 200000000);
        sum += b->weights[j];
    }
    for (size_t i = 0; i < b->rows; i++) {
        b->totals[i] = (int64_t)(large ? 499999999999 + next(b) % 1000 : 1 + next(b) % 10000000);
        b->denominators[i] = apn_decimal_from_i64(sum);
        for (size_t j = 0; j < b->columns; j++) {
            __extension__ unsigned __int128 product =
                (unsigned __int128)b->totals[i] * (uint64_t)b->weights[j];
            b->cells[i * b->columns + j] = (apn_decimal){
                .hi = (uint64_t)(product >> 64), .lo = (uint64_t)product, .scale = 2, .sign = 1};
        }
    }
}

/* A seed, and the totals of one of its roundings. */
static void fill_seed(bench *b)
{
    apn_table_options options = {.size = sizeof options, .unit = apn_decimal_from_i64(1)};
    apn_table *table;
    for (size_t i = 0; i < b->rows * b->columns; i++) {
        b->seed[i] = (int64_t)(next(b) % 1000);
        b->cells[i] = apn_decimal_from_i64(b->seed[i]);
    }
    for (size_t i = 0; i < b->rows; i++)
        b->denominators[i] = apn_decimal_from_i64(SCALE);
    options.denominators = b->denominators;
    if (apn_table_make(b->cells, b->rows, b->columns, &options, &table, NULL) != APN_OK)
        fail("no margins");
    for (size_t i = 0; i < b->rows; i++)
        b->row_totals[i] = apn_table_row_total(table, i);
    for (size_t j = 0; j < b->columns; j++)
        b->column_totals[j] = apn_table_column_total(table, j);
    apn_table_free(table);
}

static bool is_seed(const bench *b)
{
    return strcmp(b->kind, "seed") == 0;
}

/* Rounds the table; prints it when asked. */
static void run(const bench *b, bool print)
{
    apn_error err = {0};
    apn_table *table = NULL;
    apn_biproportional *both = NULL;
    apn_table_options options = {.size = sizeof options};
    if (is_seed(b)) {
        apn_biproportional_input input = {b->rows, b->columns, b->cells, b->row_totals,
                                          b->column_totals};
        options.unit = apn_decimal_from_i64(1);
        if (apn_biproportional_make(&input, &options, &both, &err) != APN_OK)
            fail(err.message);
    } else {
        options.denominators = b->denominators;
        if (apn_table_make(b->cells, b->rows, b->columns, &options, &table, &err) != APN_OK)
            fail(err.message);
    }
    for (size_t i = 0; print && i < b->rows; i++)
        for (size_t j = 0; j < b->columns; j++) {
            apn_decimal amount =
                is_seed(b) ? apn_biproportional_amount(both, i, j) : apn_table_amount(table, i, j);
            printf("%s%" PRId64 "%s", amount.sign < 0 ? "-" : "", (int64_t)amount.lo,
                   j + 1 < b->columns ? " " : "\n");
        }
    apn_table_free(table);
    apn_biproportional_free(both);
}

static void print_exact(const bench *b)
{
    for (size_t j = 0; j < b->columns; j++)
        printf("%" PRId64 " ", is_seed(b) ? (int64_t)b->column_totals[j].lo : b->weights[j]);
    printf("\n");
    for (size_t i = 0; i < b->rows; i++) {
        printf("%" PRId64, is_seed(b) ? (int64_t)b->row_totals[i].lo : b->totals[i]);
        for (size_t j = 0; is_seed(b) && j < b->columns; j++)
            printf(" %" PRId64, b->seed[i * b->columns + j]);
        printf("\n");
    }
}

static int compare(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return left < right ? -1 : left > right;
}

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void print_times(const bench *b)
{
    int64_t times[MOST_REPETITIONS];
    int repetitions = b->rows * b->columns < 10000 ? MOST_REPETITIONS : 3;
    for (int i = 0; i < repetitions; i++) {
        int64_t start = now();
        run(b, false);
        times[i] = now() - start;
    }
    qsort(times, (size_t)repetitions, sizeof *times, compare);
    printf("%" PRId64 "\n", times[repetitions / 2]);
}

int main(int count, char **words)
{
    if (count != 5)
        fail("usage: bench_table times|amounts|exact ROWS COLUMNS mixed|equal|large|seed");
    bench b = {.rows = strtoul(words[2], NULL, 10),
               .columns = strtoul(words[3], NULL, 10),
               .kind = words[4],
               .state = 88172645463325252u};
    b.weights = room(b.columns, sizeof *b.weights);
    b.totals = room(b.rows, sizeof *b.totals);
    b.seed = room(b.rows * b.columns, sizeof *b.seed);
    b.cells = room(b.rows * b.columns, sizeof *b.cells);
    b.denominators = room(b.rows, sizeof *b.denominators);
    b.row_totals = room(b.rows, sizeof *b.row_totals);
    b.column_totals = room(b.columns, sizeof *b.column_totals);
    if (is_seed(&b))
        fill_seed(&b);
    else
        fill(&b);
    if (strcmp(words[1], "exact") == 0)
        print_exact(&b);
    else if (strcmp(words[1], "times") == 0)
        print_times(&b);
    else
        run(&b, true);
    free(b.weights);
    free(b.totals);
    free(b.seed);
    free(b.cells);
    free(b.denominators);
    free(b.row_totals);
    free(b.column_totals);
    return 0;
}
