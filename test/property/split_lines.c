/* split_lines.c: splits what standard input asks for, a line a question, and prints amounts.
 *
 *   split_lines --totals N    low method ties mode to weight…   amounts of every total from low to
 * N, in units;
 *                             `-` where mode or to is not said; a refusal stands as 1000000 (tie)
 * or 2000000 (residual-zero-weight) for every amount split_lines --cases       a line of
 * test/vectors/split.vec  its result in the same words, without findings, and
 *                             the exact shares, quotas, moved parts and percentages */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apportion/split.h"
#include "vector_case.h"

enum { MOST = 1000, REFUSED_TIE = 1000000, REFUSED_ZERO_WEIGHT = 2000000 };

static void fail(const char *what, const char *line)
{
    fprintf(stderr, "%s: %s\n", what, line);
    exit(2);
}

static void read_question(char *line, apn_split_options *options, apn_decimal *weights,
                          size_t *count)
{
    char *words[4] = {strtok(line, " \n"), strtok(NULL, " \n"), strtok(NULL, " \n"),
                      strtok(NULL, " \n")};
    if (!words[3] ||
        apn_method_find(words[0], strlen(words[0]), &options->method, NULL) != APN_OK ||
        apn_ties_find(words[1], strlen(words[1]), &options->ties, NULL) != APN_OK)
        fail("not a question", line);
    if (strcmp(words[2], "-") != 0 &&
        apn_rounding_mode_find(words[2], strlen(words[2]), &options->mode, NULL) != APN_OK)
        fail("not a mode", words[2]);
    if (strcmp(words[3], "largest") == 0)
        options->to = APN_TO_LARGEST;
    else if (strcmp(words[3], "-") != 0) {
        options->to = APN_TO_PARTY;
        options->to_party = strtoul(words[3], NULL, 10);
    }
    *count = 0;
    for (char *word = strtok(NULL, " \n"); word && *count < VECTOR_PARTIES;
         word = strtok(NULL, " \n"))
        if (apn_decimal_parse(word, strlen(word), APN_FORM_PLAIN, NULL, &weights[(*count)++],
                              NULL) != APN_OK)
            fail("not a weight", word);
}

/* One by one where a total of the row is refused. */
static void refuse_singly(const apn_splitter *splitter, int64_t total, int64_t *row, size_t count)
{
    apn_error err = {0};
    apn_status status = apn_splitter_run_i64(splitter, &total, 1, row, &err);
    if (status != APN_OK && status != APN_TIE && status != APN_RESIDUAL_ZERO_WEIGHT)
        fail(apn_status_word(status), err.message);
    for (size_t i = 0; status != APN_OK && i < count; i++)
        row[i] = status == APN_TIE ? REFUSED_TIE : REFUSED_ZERO_WEIGHT;
}

static void answer_totals(char *line, int most)
{
    static int64_t totals[2 * MOST + 1], amounts[(2 * MOST + 1) * 8];
    apn_decimal weights[VECTOR_PARTIES];
    apn_split_options options = {.size = sizeof options};
    apn_splitter *splitter = NULL;
    apn_error err = {0};
    char *question = NULL;
    long low = strtol(line, &question, 10);
    size_t count = 0, rows = (size_t)(most - low) + 1;
    if (low < -most || low > most)
        fail("not a lowest total", line);
    read_question(question, &options, weights, &count);
    if (count > 8 || apn_splitter_make(weights, count, &options, &splitter, &err) != APN_OK)
        fail("no splitter", err.message);
    for (size_t i = 0; i < rows; i++)
        totals[i] = (int64_t)i + low;
    if (apn_splitter_run_i64(splitter, totals, rows, amounts, &err) != APN_OK)
        for (size_t i = 0; i < rows; i++)
            refuse_singly(splitter, totals[i], amounts + i * count, count);
    for (size_t i = 0; i < rows * count; i++)
        printf("%lld ", (long long)amounts[i]);
    putchar('\n');
    apn_splitter_free(splitter);
}

/* The exact figures: how a party's amount stands against its weight. */
static void print_exact(const apn_split *split)
{
    static char text[VECTOR_TEXT];
    size_t (*const figures[])(const apn_split *, size_t, char *,
                              size_t) = {apn_split_share, apn_split_quota, apn_split_moved};
    for (size_t f = 0; f < 3; f++) {
        printf("%s", f == 0 ? "shares=" : f == 1 ? " quotas=" : " moved=");
        for (size_t i = 0; i < apn_split_count(split); i++) {
            size_t length = figures[f](split, i, text, sizeof text);
            printf("%s%s", i ? "," : "", length == strlen(text) ? text : "cut");
        }
    }
}

/* The shares in per cent, for people: with none, two and the most decimals. */
static void print_percents(const apn_split *split)
{
    static const unsigned decimals[] = {0, 2, 18};
    char text[64];
    printf(" percents=");
    for (size_t d = 0; d < 3; d++)
        for (size_t i = 0; i < apn_split_count(split); i++) {
            size_t length = apn_split_percent(split, i, decimals[d], text, sizeof text);
            printf("%s%s", d + i ? "," : "", length == strlen(text) ? text : "cut");
        }
}

static void print_split(const vector_case *c, const apn_split *split)
{
    char text[APN_DECIMAL_TEXT_SIZE];
    for (size_t i = 0; i < apn_split_count(split); i++) {
        apn_decimal_format(apn_split_amount(split, i), 0, text);
        printf("%s ", text);
    }
    apn_decimal_format(apn_split_unapportioned(split), 0, text);
    if (apn_decimal_compare(apn_split_unapportioned(split), apn_decimal_from_i64(0)) != 0)
        printf("unapportioned=%s ", text);
    for (size_t i = 0; i < apn_split_tie_count(split); i++) {
        apn_tie tie = apn_split_tie_at(split, i);
        printf("tie=");
        for (size_t j = 0; j < tie.parties_count; j++)
            printf("%s%s", j ? "," : "", c->names[tie.parties[j]]);
        apn_decimal_format(tie.units, 0, text);
        printf(":%s:", text);
        for (size_t j = 0; j < tie.given_count; j++)
            printf("%s%s", j ? "," : "", c->names[tie.given[j]]);
        putchar(' ');
    }
    print_exact(split);
    print_percents(split);
    putchar('\n');
}

static void answer_case(const char *line)
{
    static vector_case c;
    apn_splitter *splitter = NULL;
    apn_split *split = NULL;
    apn_decimal total;
    if (!vector_case_cut(&c, line))
        exit(2);
    apn_status status = vector_case_read(&c, NULL);
    if (status == APN_OK)
        status = vector_case_total(&c, &total, NULL);
    if (status == APN_OK)
        status = apn_splitter_make(c.weights, c.count, &c.split, &splitter, NULL);
    if (status == APN_OK)
        status = apn_split_make(splitter, total, &split, NULL);
    if (status == APN_OK)
        print_split(&c, split);
    else
        printf("error %s\n", apn_status_word(status));
    apn_split_free(split);
    apn_splitter_free(splitter);
}

int main(int argc, char **argv)
{
    static char line[VECTOR_TEXT];
    int most = argc == 3 && strcmp(argv[1], "--totals") == 0 ? atoi(argv[2]) : 0;
    bool cases = argc == 2 && strcmp(argv[1], "--cases") == 0;
    if ((most < 1 || most > MOST) && !cases) {
        fprintf(stderr, "usage: split_lines --totals N | --cases\n");
        return 2;
    }
    while (fgets(line, sizeof line, stdin)) {
        if (cases)
            answer_case(line);
        else
            answer_totals(line, most);
    }
    return 0;
}
