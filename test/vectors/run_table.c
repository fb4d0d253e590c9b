/* run_table.c: every line of table.vec through the library, as it stands and in the forms that may
 * change nothing: with cells and denominators multiplied by one number, and negated, which negates
 * every amount. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vector_table.h"

enum { FACTOR = 7919 };

static int failures;
static size_t tables;

static void complain(const table_case *c, const char *variant, const char *expected,
                     const char *found)
{
    failures++;
    printf("%s, %s: expected %s, found %s\n", c->id, variant, expected, found);
}

static apn_decimal negate(apn_decimal value)
{
    value.sign = (int8_t)-value.sign;
    return value;
}

/* value * FACTOR; false when it would not surely have 38 digits at most. */
static bool multiply(apn_decimal *value)
{
    __extension__ typedef unsigned __int128 wide;
    if (value->hi >= UINT64_MAX / 100000)
        return false;
    wide product = (((wide)value->hi << 64) | value->lo) * FACTOR;
    value->hi = (uint64_t)(product >> 64);
    value->lo = (uint64_t)product;
    return true;
}

/* The next word of a result, the semicolons left out. */
static const char *next_word(const char **at, char *word, size_t size)
{
    *at += strspn(*at, " ;");
    size_t length = strcspn(*at, " ;");
    if (length == 0 || length >= size)
        return NULL;
    memcpy(word, *at, length);
    word[length] = '\0';
    *at += length;
    return word;
}

static void check_amounts(const table_case *c, const char *variant, bool mirrored,
                          const apn_table *table)
{
    char word[APN_DECIMAL_TEXT_SIZE], found[APN_DECIMAL_TEXT_SIZE];
    const char *at = c->result;
    for (size_t i = 0; i < c->rows * c->columns; i++) {
        apn_decimal amount = apn_table_amount(table, i / c->columns, i % c->columns);
        if (!next_word(&at, word, sizeof word)) {
            complain(c, variant, "an amount for every cell", "fewer");
            return;
        }
        apn_decimal_format(mirrored ? negate(amount) : amount, 0, found);
        if (strcmp(found, word) != 0)
            complain(c, variant, word, found);
    }
    if (at[strspn(at, " ")] != '\0')
        complain(c, variant, "an amount for every cell", "more");
}

/* The amounts in units, where they fit in 64 bits. */
static void check_units(const table_case *c, const char *variant, const apn_table *table)
{
    int64_t *amounts = calloc(c->rows * c->columns, sizeof *amounts);
    apn_status status = apn_table_amounts_i64(table, amounts, NULL);
    for (size_t i = 0; status == APN_OK && i < c->rows * c->columns; i++) {
        apn_decimal amount;
        if (apn_decimal_from_units(apn_decimal_from_i64(amounts[i]), apn_table_unit(table), &amount,
                                   NULL) != APN_OK ||
            apn_decimal_compare(amount, apn_table_amount(table, i / c->columns, i % c->columns)))
            complain(c, variant, "the same amounts in units", "others");
    }
    if (status != APN_OK && status != APN_LIMIT)
        complain(c, variant, "amounts in units", apn_status_word(status));
    free(amounts);
}

static void run_variant(const table_case *c, const char *variant, bool mirrored)
{
    apn_table *table = NULL;
    apn_error err = {0};
    const char *wanted = strncmp(c->result, "error ", 6) == 0 ? c->result + 6 : "ok";
    apn_status status = apn_table_make(c->cells, c->rows, c->columns, &c->options, &table, &err);
    const char *word = status == APN_OK ? "ok" : apn_status_word(status);
    if (strcmp(word, wanted) != 0)
        complain(c, variant, wanted, status == APN_OK ? word : err.message);
    else if (status != APN_OK && (err.status != status || *err.message == '\0' || table != NULL))
        complain(c, variant, "the status, a sentence and no result", err.message);
    else if (status == APN_OK) {
        check_amounts(c, variant, mirrored, table);
        check_units(c, variant, table);
    }
    apn_table_free(table);
    tables++;
}

static void run_case(table_case *c)
{
    bool fits = true;
    run_variant(c, "as it stands", false);
    for (size_t i = 0; i < c->rows * c->columns; i++)
        c->cells[i] = negate(c->cells[i]);
    for (size_t j = 0; c->column_totals && j < c->columns; j++)
        c->column_totals[j] = negate(c->column_totals[j]);
    run_variant(c, "negated", true);
    for (size_t i = 0; i < c->rows * c->columns && fits; i++)
        fits = multiply(&c->cells[i]);
    for (size_t i = 0; i < c->rows && fits; i++)
        fits = multiply(&c->denominators[i]);
    if (fits)
        run_variant(c, "negated, and its fractions not in lowest terms", true);
}

int main(int argc, char **argv)
{
    size_t cases = 0;
    FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (!file) {
        fprintf(stderr, "usage: run_table FILE\n");
        return 2;
    }
    for (char *line; (line = table_line(file)) != NULL; free(line)) {
        table_case c;
        if (*line == '#' || *line == '\0')
            continue;
        if (!table_case_read(&c, line))
            return 2;
        run_case(&c);
        table_case_end(&c);
        cases++;
    }
    fclose(file);
    printf("%zu lines, %zu tables, %d faults\n", cases, tables, failures);
    return failures > 0 || cases < 100;
}
