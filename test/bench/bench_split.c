/* bench_split.c: what a split costs.
 *
 *   bench_split --amounts GRANTS COUNT   a line a total, "total amount…": the answers, for others
 * to compare with theirs bench_split --verify GRANTS          the library's answers equal a plain
 * loop's; times nothing bench_split --times GRANTS           verifies, then prints medians in
 * nanoseconds, a line each: one (a split, a call each), plain (the same by the plain loop), bulk
 * (10^6 totals, a total), memset (its output)
 *
 * GRANTS is a CSV file whose amounts are the weights. Nothing is judged here. */
#define _POSIX_C_SOURCE 200809L /* clock_gettime */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "apportion/apportion.h"

#include "plain_split.h"

enum {
    AMOUNT_COLUMN = 3,
    MOST_BYTES = 1 << 20,
    TOTALS = 1 << 12, /* a block: its amounts are 1.4 MB */
    BULK_TOTALS = 1000000,
    FEW_TOTALS = 40000,
    REPETITIONS = 31,
    BULK_REPETITIONS = 7
};

typedef struct bench {
    size_t count;
    apn_decimal decimals[PLAIN_MOST];
    uint64_t weights[PLAIN_MOST], sum;
    apn_splitter *splitter;
    int64_t totals[TOTALS], *amounts, *plain; /* TOTALS rows of `count` */
    uint64_t seed;
} bench;

static void fail(const char *what, const char *why)
{
    fprintf(stderr, "bench_split: %s: %s\n", what, why);
    exit(1);
}

static apn_sheet *read_sheet(const char *path)
{
    apn_error err = {0};
    apn_sheet *sheet = NULL;
    char *bytes = malloc(MOST_BYTES);
    FILE *file = fopen(path, "rb");
    if (bytes == NULL || file == NULL)
        fail(path, "cannot be read");
    size_t length = fread(bytes, 1, MOST_BYTES, file);
    fclose(file);
    if (apn_sheet_from_csv(bytes, length, path, NULL, &sheet, &err) != APN_OK)
        fail(path, err.message);
    free(bytes);
    return sheet;
}

static void read_weights(bench *b, const char *path)
{
    apn_error err = {0};
    apn_sheet *sheet = read_sheet(path);
    for (size_t row = 1; row < apn_sheet_row_count(sheet); row++) {
        apn_sheet_cell cell = apn_sheet_cell_at(sheet, row, AMOUNT_COLUMN);
        int64_t whole = 0;
        if (b->count == PLAIN_MOST)
            fail(path, "has too many rows");
        apn_decimal *weight = &b->decimals[b->count];
        if (apn_decimal_parse(cell.text, cell.length, APN_FORM_PLAIN, NULL, weight, &err) !=
                APN_OK ||
            apn_decimal_to_i64(*weight, &whole, &err) != APN_OK || whole < 0)
            fail(cell.text, err.message);
        b->weights[b->count++] = (uint64_t)whole;
        b->sum += (uint64_t)whole;
    }
    apn_sheet_free(sheet);
    if (apn_splitter_make(b->decimals, b->count, NULL, &b->splitter, &err) != APN_OK)
        fail(path, err.message);
}

/* The next totals of a fixed sequence (Knuth, MMIX), from nothing to 2^40 pence: some £11 bn. */
static void draw_totals(bench *b)
{
    for (size_t i = 0; i < TOTALS; i++) {
        b->seed = b->seed * 6364136223846793005u + 1442695040888963407u;
        b->totals[i] = (int64_t)(b->seed >> 24);
    }
}

static void split_block(bench *b, size_t totals)
{
    apn_error err = {0};
    if (apn_splitter_run_i64(b->splitter, b->totals, totals, b->amounts, &err) != APN_OK)
        fail(err.where, err.message);
}

static void split_singly(bench *b)
{
    apn_error err = {0};
    for (size_t i = 0; i < TOTALS; i++)
        if (apn_splitter_run_i64(b->splitter, &b->totals[i], 1, b->amounts + i * b->count, &err) !=
            APN_OK)
            fail(err.where, err.message);
}

static void split_plainly(bench *b)
{
    for (size_t i = 0; i < TOTALS; i++)
        plain_split(b->weights, b->count, b->sum, b->totals[i], b->plain + i * b->count);
}

static void compare(const bench *b, const char *what)
{
    if (memcmp(b->amounts, b->plain, TOTALS * b->count * sizeof *b->amounts) != 0)
        fail(what, "the plain loop gives other amounts");
}

/* The first totals of the sequence, or every one that will be timed. */
static void verify(bench *b, size_t totals)
{
    b->seed = 0;
    for (size_t done = 0; done < totals; done += TOTALS) {
        draw_totals(b);
        split_plainly(b);
        split_block(b, TOTALS);
        compare(b, "many totals");
        memset(b->amounts, 0, TOTALS * b->count * sizeof *b->amounts);
        split_singly(b);
        compare(b, "one total a call");
    }
}

/* Of this process alone: what else the machine does is not the split's. */
static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static int compare_times(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return left < right ? -1 : left > right;
}

static double median(double *times, size_t count)
{
    qsort(times, count, sizeof *times, compare_times);
    return times[count / 2];
}

/* By turns, so that a slow moment of the machine falls on both. */
static void time_single(bench *b)
{
    double one[REPETITIONS], plain[REPETITIONS];
    b->seed = 0;
    for (size_t i = 0; i < REPETITIONS; i++) {
        draw_totals(b);
        double start = now();
        split_singly(b);
        double middle = now();
        split_plainly(b);
        plain[i] = (now() - middle) / TOTALS;
        one[i] = (middle - start) / TOTALS;
        compare(b, "one total a call, while timed");
    }
    printf("one %.1f\n", median(one, REPETITIONS));
    printf("plain %.1f\n", median(plain, REPETITIONS));
}

/* The compiler may not leave out what nobody reads. */
static void fill(void *bytes, int value, size_t length)
{
    void *(*volatile set)(void *, int, size_t) = memset;
    set(bytes, value, length);
}

static void time_bulk(bench *b)
{
    double bulk[BULK_REPETITIONS], set[BULK_REPETITIONS];
    for (size_t i = 0; i < BULK_REPETITIONS; i++) {
        bulk[i] = set[i] = 0;
        b->seed = 0;
        for (size_t done = 0; done < BULK_TOTALS; done += TOTALS) {
            size_t totals = BULK_TOTALS - done < TOTALS ? BULK_TOTALS - done : TOTALS;
            draw_totals(b);
            double start = now();
            fill(b->amounts, (int)i, totals * b->count * sizeof *b->amounts);
            double middle = now();
            split_block(b, totals);
            bulk[i] += now() - middle;
            set[i] += middle - start;
        }
    }
    printf("bulk %.1f\n", median(bulk, BULK_REPETITIONS) / BULK_TOTALS);
    printf("memset %.1f\n", median(set, BULK_REPETITIONS) / BULK_TOTALS);
}

static void print_amounts(bench *b, size_t totals)
{
    draw_totals(b);
    split_singly(b);
    for (size_t i = 0; i < totals && i < TOTALS; i++) {
        printf("%lld", (long long)b->totals[i]);
        for (size_t j = 0; j < b->count; j++)
            printf(" %lld", (long long)b->amounts[i * b->count + j]);
        putchar('\n');
    }
}

int main(int argc, char **argv)
{
    static bench b;
    if (argc < 3)
        fail("usage", "bench_split --amounts GRANTS COUNT, --verify GRANTS or --times GRANTS");
    read_weights(&b, argv[2]);
    b.amounts = calloc(TOTALS * b.count, sizeof *b.amounts);
    b.plain = calloc(TOTALS * b.count, sizeof *b.plain);
    if (b.amounts == NULL || b.plain == NULL)
        fail(argv[1], "no memory");
    if (strcmp(argv[1], "--amounts") == 0 && argc == 4) {
        print_amounts(&b, strtoul(argv[3], NULL, 10));
    } else {
        int timed = strcmp(argv[1], "--times") == 0;
        verify(&b, timed ? BULK_TOTALS : FEW_TOTALS);
        if (timed) {
            time_single(&b);
            time_bulk(&b);
        }
    }
    free(b.plain);
    free(b.amounts);
    apn_splitter_free(b.splitter);
    return 0;
}
