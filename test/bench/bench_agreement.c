/* bench_agreement.c: what it costs to load an agreement of 43 parties and 200 lines over ten years
 * and to evaluate all its 86,000 cells, beside what libyaml alone takes to scan the same text.
 *
 *   bench_agreement --verify GRANTS    every cell is the floor or the ceiling of its exact share,
 * and lines add up bench_agreement --times GRANTS     nanoseconds, as "load 1" a line: scan, load,
 * evaluate */
#define _POSIX_C_SOURCE 200809L /* clock_gettime */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <yaml.h>

#include "apportion/apportion.h"

enum {
    PARTIES = 43,
    LINES = 200,
    YEARS = 10,
    FIRST_YEAR = 2015,
    AMOUNT_COLUMN = 3,
    REPETITIONS = 15,
    TEXT_MOST = 1 << 20
};

typedef struct bench {
    long long weights[PARTIES]; /* of the first year, in pounds; they rise by a thousandth a year */
    char text[TEXT_MOST];
    size_t length;
} bench;

static void fail(const char *what, const char *why)
{
    fprintf(stderr, "bench_agreement: %s: %s\n", what, why);
    exit(1);
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

/* The fourth column of a row, which no comma in quotes stands before. */
static long long amount_of(const char *line)
{
    for (int column = 0; column < AMOUNT_COLUMN && line != NULL; column++) {
        line = strchr(line, ',');
        line = line == NULL ? NULL : line + 1;
    }
    return line == NULL ? 0 : strtoll(line, NULL, 10);
}

static void read_weights(bench *b, const char *path)
{
    char line[2048];
    FILE *file = fopen(path, "r");
    size_t count = 0;
    if (file == NULL || fgets(line, sizeof line, file) == NULL)
        fail(path, "cannot be read");
    while (count < PARTIES && fgets(line, sizeof line, file) != NULL) {
        b->weights[count] = amount_of(line);
        count += b->weights[count] > 0;
    }
    fclose(file);
    if (count != PARTIES)
        fail(path, "has not 43 amounts");
}

static long long weight_of(const bench *b, size_t party, size_t year)
{
    return b->weights[party] + b->weights[party] / 1000 * (long long)year;
}

/* The pence of a line in a year: no two alike. */
static long long pence_of(size_t line, size_t year)
{
    return 1000003LL * (long long)(line + 1) + 7919LL * (long long)year;
}

static void put(bench *b, const char *format, long long one, long long other)
{
    int written = snprintf(b->text + b->length, TEXT_MOST - b->length, format, one, other);
    if (written < 0 || (b->length += (size_t)written) >= TEXT_MOST)
        fail("the text", "is too long");
}

static void write_text(bench *b)
{
    put(b, "format: apportion/1\nagreement: {id: bench}\nparties:\n", 0, 0);
    for (size_t party = 0; party < PARTIES; party++)
        put(b, "  - {id: p%lld, name: Force %lld}\n", (long long)party, (long long)party);
    put(b, "drivers:\n  grant:\n    unit: GBP\n    by_year:\n", 0, 0);
    for (size_t year = 0; year < YEARS; year++) {
        put(b, "      %lld/%02lld: {", FIRST_YEAR + (long long)year,
            (FIRST_YEAR + (long long)year + 1) % 100);
        for (size_t party = 0; party < PARTIES; party++)
            put(b, party == 0 ? "p%lld: %lld" : ", p%lld: %lld", (long long)party,
                weight_of(b, party, year));
        put(b, "}\n", 0, 0);
    }
    put(b, "bases:\n  grant: {driver: grant}\ncost_lines:\n", 0, 0);
    for (size_t line = 0; line < LINES; line++) {
        put(b, "  - id: line-%lld\n    title: Line %lld\n    basis: grant\n    budget:\n",
            (long long)line, (long long)line);
        for (size_t year = 0; year < YEARS; year++) {
            put(b, "      %lld/%02lld: ", FIRST_YEAR + (long long)year,
                (FIRST_YEAR + (long long)year + 1) % 100);
            put(b, "%lld.%02lld\n", pence_of(line, year) / 100, pence_of(line, year) % 100);
        }
    }
}

static double scan(const bench *b)
{
    yaml_parser_t parser;
    yaml_token_t token;
    int last = 0;
    double start = now();
    if (!yaml_parser_initialize(&parser))
        fail("libyaml", "no memory");
    yaml_parser_set_input_string(&parser, (const unsigned char *)b->text, b->length);
    while (!last) {
        if (!yaml_parser_scan(&parser, &token))
            fail("libyaml", "the text is not YAML");
        last = token.type == YAML_STREAM_END_TOKEN;
        yaml_token_delete(&token);
    }
    yaml_parser_delete(&parser);
    return now() - start;
}

static apn_agreement *load(const bench *b)
{
    const apn_text_source source = {"bench.yaml", b->text, b->length};
    apn_agreement *agreement = NULL;
    apn_error err = {0};
    if (apn_agreement_from_yaml(&source, 1, NULL, &agreement, &err) != APN_OK)
        fail("the agreement", err.message);
    return agreement;
}

static apn_statement *evaluate(apn_agreement *agreement, size_t year)
{
    apn_statement *statement = NULL;
    apn_error err = {0};
    if (apn_statement_make(agreement, apn_agreement_year(agreement, APN_BUDGET, year), APN_BUDGET,
                           NULL, &statement, &err) != APN_OK)
        fail("the statement", err.message);
    return statement;
}

static long long pence(apn_decimal amount)
{
    return amount.sign * (long long)amount.lo;
}

/* Each amount, times the sum of weights, is less than a penny's worth from pence times weight; and
 * they add up. */
static void verify_line(const bench *b, const apn_statement *statement, size_t line, size_t year,
                        long long sum)
{
    long long total = 0;
    for (size_t party = 0; party < PARTIES; party++) {
        __extension__ typedef __int128 wide;
        long long amount = pence(apn_statement_cell(statement, line, party).amount);
        wide apart = (wide)amount * sum - (wide)pence_of(line, year) * weight_of(b, party, year);
        if (apart >= sum || apart <= -sum)
            fail("a cell", "is neither the floor nor the ceiling of its share");
        total += amount;
    }
    if (total != pence_of(line, year))
        fail("a line", "does not add up");
}

static void verify(const bench *b)
{
    apn_agreement *agreement = load(b);
    for (size_t year = 0; year < YEARS; year++) {
        apn_statement *statement = evaluate(agreement, year);
        long long sum = 0;
        for (size_t party = 0; party < PARTIES; party++)
            sum += weight_of(b, party, year);
        if (apn_statement_line_count(statement) != LINES)
            fail("a statement", "has not 200 lines");
        for (size_t line = 0; line < LINES; line++)
            verify_line(b, statement, line, year, sum);
        apn_statement_unref(statement);
    }
    apn_agreement_unref(agreement);
}

static int compare_times(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static double median(double *times)
{
    qsort(times, REPETITIONS, sizeof *times, compare_times);
    return times[REPETITIONS / 2];
}

/* By turns, so that a slow moment of the machine falls on all. */
static void time_all(const bench *b)
{
    double scans[REPETITIONS], loads[REPETITIONS], evaluations[REPETITIONS];
    for (size_t i = 0; i < REPETITIONS; i++) {
        scans[i] = scan(b);
        double start = now();
        apn_agreement *agreement = load(b);
        double middle = now();
        for (size_t year = 0; year < YEARS; year++)
            apn_statement_unref(evaluate(agreement, year));
        evaluations[i] = now() - middle;
        loads[i] = middle - start;
        apn_agreement_unref(agreement);
    }
    printf("bytes %zu\nscan %.0f\nload %.0f\nevaluate %.0f\n", b->length, median(scans),
           median(loads), median(evaluations));
}

int main(int argc, char **argv)
{
    static bench b;
    if (argc != 3)
        fail("usage", "bench_agreement --verify GRANTS or --times GRANTS");
    read_weights(&b, argv[2]);
    write_text(&b);
    verify(&b);
    if (strcmp(argv[1], "--times") == 0)
        time_all(&b);
    return 0;
}
