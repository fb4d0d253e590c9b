/* biproportional_lines.c: works out the biproportional tables that standard input asks for, a line
 * a table, and prints a line each.
 *
 *   rows columns unit seeds… row totals… column totals…
 *   -> ok amounts… row divisors… column divisors… then for each tie `tie` cells… `raised` cells…
 *   -> error word sentence */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apportion/table.h"

enum { LINE = 1 << 25, TEXT = 1 << 20 };

static void fail(const char *what, const char *text)
{
    fprintf(stderr, "%s: %s\n", what, text);
    exit(2);
}

static apn_decimal take_number(void)
{
    const char *word = strtok(NULL, " \n");
    apn_decimal value = {0};
    if (!word ||
        apn_decimal_parse(word, strlen(word), APN_FORM_PLAIN, NULL, &value, NULL) != APN_OK)
        fail("not a number", word ? word : "the end of the line");
    return value;
}

static apn_decimal *take_numbers(size_t count)
{
    apn_decimal *numbers = calloc(count + 1, sizeof *numbers);
    if (!numbers)
        fail("no memory", "numbers");
    for (size_t i = 0; i < count; i++)
        numbers[i] = take_number();
    return numbers;
}

static void print_divisors(const apn_biproportional *table, size_t count,
                           size_t (*divisor)(const apn_biproportional *, size_t, char *, size_t))
{
    static char text[TEXT];
    for (size_t i = 0; i < count; i++) {
        if (divisor(table, i, text, sizeof text) != strlen(text))
            fail("a divisor is too long", "biproportional_lines");
        printf(" %s", text);
    }
}

static void print_table(const apn_biproportional *table)
{
    size_t rows = apn_biproportional_row_count(table);
    size_t columns = apn_biproportional_column_count(table);
    char text[APN_DECIMAL_TEXT_SIZE];
    printf("ok");
    for (size_t cell = 0; cell < rows * columns; cell++) {
        apn_decimal amount = apn_biproportional_amount(table, cell / columns, cell % columns);
        apn_decimal_format(amount, 0, text);
        printf(" %s", text);
    }
    print_divisors(table, rows, apn_biproportional_row_divisor);
    print_divisors(table, columns, apn_biproportional_column_divisor);
    for (size_t i = 0; i < apn_biproportional_tie_count(table); i++) {
        apn_biproportional_tie tie = apn_biproportional_tie_at(table, i);
        printf(" tie");
        for (size_t j = 0; j < tie.cells_count; j++)
            printf(" %zu", tie.cells[j]);
        printf(" raised");
        for (size_t j = 0; j < tie.raised_count; j++)
            printf(" %zu", tie.raised[j]);
    }
    putchar('\n');
}

static void answer(char *line)
{
    const char *rows = strtok(line, " \n"), *columns = strtok(NULL, " \n");
    if (!rows || !columns)
        fail("not a table", line);
    apn_biproportional_input input = {.rows = strtoul(rows, NULL, 10),
                                      .columns = strtoul(columns, NULL, 10)};
    apn_table_options options = {.size = sizeof options, .unit = take_number()};
    apn_decimal *seed = take_numbers(input.rows * input.columns);
    apn_decimal *row_totals = take_numbers(input.rows),
                *column_totals = take_numbers(input.columns);
    apn_biproportional *table = NULL;
    apn_error err = {0};
    input.seed = seed;
    input.row_totals = row_totals;
    input.column_totals = column_totals;
    apn_status status = apn_biproportional_make(&input, &options, &table, &err);
    if (status == APN_OK)
        print_table(table);
    else
        printf("error %s %s\n", apn_status_word(status), err.message);
    apn_biproportional_free(table);
    free(seed);
    free(row_totals);
    free(column_totals);
}

int main(void)
{
    char *line = malloc(LINE);
    while (line && fgets(line, LINE, stdin)) {
        answer(line);
        fflush(stdout);
    }
    free(line);
    return 0;
}
