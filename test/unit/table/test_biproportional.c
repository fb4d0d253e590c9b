/* Biproportional tables through the public calls: answers worked by hand, ties, refusals and their
 * proofs, what the multipliers of empty lines are, limits and cancelling. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "apportion/table.h"
#include "library_limits.h"

enum { MOST = 80, TEXT = 2000 };

/* A question in numbers apart by blanks. */
typedef struct question {
    size_t rows, columns;
    const char *seed, *row_totals, *column_totals, *unit;
} question;

static apn_decimal number(const char *text)
{
    apn_decimal value;
    apn_error err = {0};
    if (apn_decimal_parse(text, strlen(text), APN_FORM_PLAIN, NULL, &value, &err) != APN_OK)
        fail_msg("%s: %s", text, err.message);
    return value;
}

static void numbers(const char *text, apn_decimal *out, size_t count)
{
    char copy[TEXT];
    size_t found = 0;
    snprintf(copy, sizeof copy, "%s", text);
    for (char *word = strtok(copy, " "); word; word = strtok(NULL, " ")) {
        assert_true(found < count);
        out[found++] = number(word);
    }
    assert_int_equal(found, count);
}

static apn_status ask(const question *q, const apn_table_options *given, apn_biproportional **out,
                      apn_error *err)
{
    apn_decimal seed[MOST], row_totals[MOST], column_totals[MOST];
    apn_table_options options = {.size = sizeof options, .unit = number(q->unit)};
    if (given) {
        options = *given;
        options.unit = number(q->unit);
    }
    numbers(q->seed, seed, q->rows * q->columns);
    numbers(q->row_totals, row_totals, q->rows);
    numbers(q->column_totals, column_totals, q->columns);
    apn_biproportional_input input = {q->rows, q->columns, seed, row_totals, column_totals};
    return apn_biproportional_make(&input, &options, out, err);
}

static apn_biproportional *make(const question *q)
{
    apn_biproportional *table = NULL;
    apn_error err = {0};
    if (ask(q, NULL, &table, &err) != APN_OK)
        fail_msg("%s", err.message);
    assert_int_equal(apn_biproportional_row_count(table), q->rows);
    assert_int_equal(apn_biproportional_column_count(table), q->columns);
    assert_int_equal(apn_decimal_compare(apn_biproportional_unit(table), number(q->unit)), 0);
    return table;
}

static void add_word(char *text, const char *word)
{
    size_t length = strlen(text);
    snprintf(text + length, TEXT - length, "%s%s", length ? " " : "", word);
}

static void assert_amounts(const apn_biproportional *table, const char *expected)
{
    char text[TEXT] = "", one[APN_DECIMAL_TEXT_SIZE];
    for (size_t i = 0; i < apn_biproportional_row_count(table); i++)
        for (size_t j = 0; j < apn_biproportional_column_count(table); j++) {
            apn_decimal_format(apn_biproportional_amount(table, i, j), 0, one);
            add_word(text, one);
        }
    assert_string_equal(text, expected);
}

static void assert_divisors(const apn_biproportional *table, const char *rows, const char *columns)
{
    char text[TEXT] = "", one[200];
    for (size_t i = 0; i < apn_biproportional_row_count(table); i++) {
        assert_true(apn_biproportional_row_divisor(table, i, one, sizeof one) < sizeof one);
        add_word(text, one);
    }
    assert_string_equal(text, rows);
    *text = '\0';
    for (size_t j = 0; j < apn_biproportional_column_count(table); j++) {
        assert_true(apn_biproportional_column_divisor(table, j, one, sizeof one) < sizeof one);
        add_word(text, one);
    }
    assert_string_equal(text, columns);
}

static void assert_places(const size_t *places, size_t count, const char *expected)
{
    char text[TEXT] = "", one[32];
    for (size_t i = 0; i < count; i++) {
        snprintf(one, sizeof one, "%zu", places[i]);
        add_word(text, one);
    }
    assert_string_equal(text, expected);
}

static void assert_refused(const question *q, apn_status status, const char *where,
                           const char *message)
{
    apn_biproportional *table = NULL;
    apn_error err = {0};
    assert_int_equal(ask(q, NULL, &table, &err), status);
    assert_null(table);
    assert_int_equal(err.status, status);
    assert_string_equal(err.where, where);
    assert_string_equal(err.message, message);
}

/* docs/methods/biproportional.md. 60 x 2/21 = 5.71, 40 x 2/21 x 8/7 = 4.35, 30/9 = 3.33 and
 * 70/9 x 8/7 = 8.89. No other table has such divisors: passing a unit round to 7 3 / 2 10 gains
 * (60 x 70) / (6.5 x 9.5) = 68 for (40 x 30) / (3.5 x 2.5) = 137, and the other way to 5 5 / 4 8,
 * (40 x 30) / (4.5 x 3.5) = 76 for (60 x 70) / (5.5 x 8.5) = 90. */
static void figures_worked_by_hand(void **state)
{
    (void)state;
    question q = {2, 2, "60 40 30 70", "10 12", "9 13", "1"};
    apn_biproportional *table = make(&q);
    assert_amounts(table, "6 4 3 9");
    assert_divisors(table, "2/21 1/9", "1 8/7");
    assert_int_equal(apn_biproportional_tie_count(table), 0);
    apn_biproportional_free(table);
}

/* All seeds 1 and the totals 2, 1, 1 both ways: 4 units over 9 cells. One unit to a cell is best
 * (the second is worth a third of the first), and every such table is equally good: one with a zero
 * in the corner, four with a unit there. The greatest begins 1 1 0. All nine cells lie on halves.
 */
static void a_seed_built_to_tie(void **state)
{
    (void)state;
    question q = {3, 3, "1 1 1 1 1 1 1 1 1", "2 1 1", "2 1 1", "1"};
    apn_biproportional *table = make(&q);
    assert_amounts(table, "1 1 0 1 0 0 0 0 1");
    assert_divisors(table, "1 1 1", "1/2 1/2 1/2");
    assert_int_equal(apn_biproportional_tie_count(table), 1);
    apn_biproportional_tie tie = apn_biproportional_tie_at(table, 0);
    assert_places(tie.cells, tie.cells_count, "0 1 2 3 4 5 6 7 8");
    assert_places(tie.raised, tie.raised_count, "0 1 3 8");
    apn_biproportional_free(table);
}

/* The specific example of the article "Biproportional apportionment" in the English Wikipedia:
 * votes of three parties in three regions, 20 seats. */
static void a_published_example(void **state)
{
    (void)state;
    question q = {3, 3, "123 45 815 912 714 414 312 255 215", "5 11 4", "7 5 8", "1"};
    apn_biproportional *table = make(&q);
    assert_amounts(table, "1 0 4 4 4 3 2 1 1");
    assert_int_equal(apn_biproportional_tie_count(table), 0);
    apn_biproportional_free(table);
}

/* docs/methods/biproportional.md, what the method breaks: the seed itself adds up, 997 + 5 x 0.6 =
 * 1000. But with divisors near 1 all five 0.6 go up, and all five 10.4 down: 995 and 1005 are what
 * is left, and 997 x 995/997 = 995, 1003 x 1005/1003 = 1005, 0.6 and 10.4 hardly changed, prove it.
 */
static void a_cell_can_move_by_more_than_a_unit(void **state)
{
    (void)state;
    question q = {2,
                  6,
                  "997 0.6 0.6 0.6 0.6 0.6 1003 10.4 10.4 10.4 10.4 10.4",
                  "1000 1055",
                  "2000 11 11 11 11 11",
                  "1"};
    apn_biproportional *table = make(&q);
    assert_amounts(table, "995 1 1 1 1 1 1005 10 10 10 10 10");
    apn_biproportional_free(table);
}

/* A table that adds up already is its own answer: every product is whole with divisors of 1. */
static void a_table_that_fits_stays(void **state)
{
    (void)state;
    question q = {2, 3, "1 5 9 2 6 5", "15 13", "3 11 14", "1"};
    apn_biproportional *table = make(&q);
    assert_amounts(table, "1 5 9 2 6 5");
    assert_divisors(table, "1 1", "1 1 1");
    apn_biproportional_free(table);
}

/* Two blocks that nothing joins, each with one unit to a row and a column and equal seeds: either
 * diagonal, and so the first. Each is a tie of its own. */
static void ties_of_their_own(void **state)
{
    (void)state;
    question q = {4, 4, "1 1 0 0 1 1 0 0 0 0 2 2 0 0 2 2", "1 1 1 1", "1 1 1 1", "1"};
    apn_biproportional *table = make(&q);
    assert_amounts(table, "1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1");
    assert_int_equal(apn_biproportional_tie_count(table), 2);
    apn_biproportional_tie tie = apn_biproportional_tie_at(table, 0);
    assert_places(tie.cells, tie.cells_count, "0 1 4 5");
    assert_places(tie.raised, tie.raised_count, "0 5");
    tie = apn_biproportional_tie_at(table, 1);
    assert_places(tie.cells, tie.cells_count, "10 11 14 15");
    assert_places(tie.raised, tie.raised_count, "10 15");
    apn_biproportional_free(table);
}

/* One row or one column is a table of its totals whatever the seed, and 1 x 5 rounds to 5. */
static void one_line_is_its_totals(void **state)
{
    (void)state;
    question row = {1, 3, "7 0.001 900", "6.00", "1.00 2.00 3.00", "0.01"};
    apn_biproportional *table = make(&row);
    assert_amounts(table, "1.00 2.00 3.00");
    apn_biproportional_free(table);
    question cell = {1, 1, "1", "5", "5", "1"};
    table = make(&cell);
    assert_amounts(table, "5");
    assert_divisors(table, "5", "1");
    apn_biproportional_free(table);
}

/* Row 1 can only use column 1, which it fills: the seed of 1000 below it gets nothing, and the
 * multipliers hold it below a half. */
static void a_block_is_forced_to_zero(void **state)
{
    (void)state;
    question q = {2, 2, "1 0 1000 1", "3 4", "3 4", "1"};
    apn_biproportional *table = make(&q);
    assert_amounts(table, "3 0 0 4");
    apn_biproportional_free(table);
}

/* Row 2 and column 2 have nothing: their multipliers keep 8 and 9 times row 1, column 1, and the 9
 * where they meet, below a half. Row 1 alone is 4 = 2 x 2 x 1. */
static void lines_with_nothing(void **state)
{
    (void)state;
    question q = {2, 2, "2 8 9 9", "4 0", "4 0", "1"};
    apn_biproportional *table = make(&q);
    assert_amounts(table, "4 0 0 0");
    assert_divisors(table, "2 1/19", "1 1/33");
    apn_biproportional_free(table);
    question nothing = {2, 2, "1 0 0 0", "0 0", "0 0", "1"};
    table = make(&nothing);
    assert_amounts(table, "0 0 0 0");
    assert_divisors(table, "1/3 1", "1 1");
    apn_biproportional_free(table);
}

static void refusals_prove_themselves(void **state)
{
    (void)state;
    question diagonal = {3, 3, "1 0 0 0 1 0 0 0 1", "1 2 3", "2 2 2", "1"};
    assert_refused(&diagonal, APN_TABLE_INFEASIBLE, "",
                   "row 3 is to have 3, but its seeds above zero are all in column 3, to have 2: "
                   "change a total or a seed");
    question two = {3, 3, "5 0 0 5 0 0 5 5 5", "3.50 3.50 2.00", "5.00 2.00 2.00", "0.01"};
    assert_refused(&two, APN_TABLE_INFEASIBLE, "",
                   "row 1 and row 2 are to have 7.00 together, but their seeds above zero are all "
                   "in column 1, to have 5.00: change a total or a seed");
    question sums = {2, 2, "1 1 1 1", "1.00 2.00", "1.00 2.01", "0.01"};
    assert_refused(&sums, APN_TABLE_INFEASIBLE, "",
                   "the row totals come to 3.00 and the column totals to 3.01: no table has both, "
                   "make them the same");
    question empty = {2, 2, "1 0 1 0", "1 2", "2 1", "1"};
    assert_refused(&empty, APN_TABLE_INFEASIBLE, "",
                   "column 2 is to have 1 and has no seed above zero: change the total or the "
                   "seeds");
    question closed = {2, 2, "0 7 1 1", "1 2", "3 0", "1"};
    assert_refused(&closed, APN_TABLE_INFEASIBLE, "",
                   "row 1 is to have 1, but its seeds above zero are all in column 2, to have 0: "
                   "change a total or a seed");
}

/* Rows that only have column 1 are to have more than it: then the other columns are to have more
 * than the other rows. Of both the one with fewer names is said; of many lines the first five. */
static void the_shorter_proof_is_said(void **state)
{
    (void)state;
    question q = {11,    2,  "1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 1", "1 1 1 1 1 1 1 1 1 1 5",
                  "9 6", "1"};
    assert_refused(&q, APN_TABLE_INFEASIBLE, "",
                   "column 2 is to have 6, but its seeds above zero are all in row 11, to have 5: "
                   "change a total or a seed");
    question many = {
        8, 3, "1 0 0 1 0 0 1 0 0 1 0 0 1 0 0 1 0 0 1 0 0 1 1 1", "1 1 1 1 1 1 1 9", "6 5 5", "1"};
    assert_refused(&many, APN_TABLE_INFEASIBLE, "",
                   "column 2 and column 3 are to have 10 together, but their seeds above zero are "
                   "all in row 8, to have 9: change a total or a seed");
    question tall = {
        9,
        8,
        "1 0 0 0 0 0 0 0 1 0 0 0 0 0 0 0 1 0 0 0 0 0 0 0 1 0 0 0 0 0 0 0 1 0 0 0 0 0 0 0 "
        "1 0 0 0 0 0 0 0 1 0 0 0 0 0 0 0 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
        "1 1 1 1 1 1 1 7 7",
        "6 2 2 2 2 2 2 3",
        "1"};
    assert_refused(&tall, APN_TABLE_INFEASIBLE, "",
                   "row 1, row 2, row 3, row 4, row 5 and 2 more rows are to have 7 together, but "
                   "their seeds above zero are all in column 1, to have 6: change a total or a "
                   "seed");
}

static void names_of_the_caller(void **state)
{
    (void)state;
    const char *const rows[] = {"Derbyshire", "Lincolnshire", "Notts"};
    const char *const columns[] = {"pay", "fleet", "estate"};
    apn_table_options options = {
        .size = sizeof options, .row_names = rows, .column_names = columns};
    question q = {3, 3, "1 1 0 1 1 0 1 1 1", "4 4 1", "3 3 3", "1"};
    apn_biproportional *table = NULL;
    apn_error err = {0};
    assert_int_equal(ask(&q, &options, &table, &err), APN_TABLE_INFEASIBLE);
    assert_string_equal(err.message,
                        "estate is to have 3, but its seeds above zero are all in Notts, to have "
                        "1: change a total or a seed");
    assert_null(table);
}

static void faults_of_the_input(void **state)
{
    (void)state;
    question negative = {2, 2, "1 1 1 -0.5", "1 1", "1 1", "1"};
    assert_refused(&negative, APN_NEGATIVE_WEIGHT, "seed[1][1]",
                   "the seed of row 2, column 2 is -0.5: seeds are zero or more");
    question total = {2, 2, "1 1 1 1", "3 -1", "1 1", "1"};
    assert_refused(&total, APN_NUMBER, "row_totals[1]",
                   "the total of row 2 is -1: totals of a biproportional table are zero or more");
    question part = {2, 2, "1 1 1 1", "1 1", "1 1.005", "0.01"};
    assert_refused(&part, APN_NOT_WHOLE_UNITS, "column_totals[1]",
                   "the total of column 2: 1.005 is not a whole number of units of 0.01: write it "
                   "to the unit, or name a rounding for it");
    question unit = {1, 1, "1", "1", "1", "-1"};
    assert_refused(&unit, APN_NUMBER, "", "the unit must be above zero: 0.01 is a penny");
    apn_biproportional *table = NULL;
    apn_error err = {0};
    apn_biproportional_input none = {.rows = 0, .columns = 2};
    assert_int_equal(apn_biproportional_make(&none, NULL, &table, &err), APN_NO_PARTY);
    assert_string_equal(err.message,
                        "the table has no row: it needs at least one row and one column");
    apn_table_options wrong_size = {.size = 1};
    assert_int_equal(apn_biproportional_make(&none, &wrong_size, &table, &err), APN_USAGE);
    assert_null(table);
}

/* NULL options: pennies. 38 digits in units: the total of one cell is itself. One more digit is
 * refused. */
static void totals_as_long_as_numbers_are(void **state)
{
    (void)state;
    apn_decimal seed = number("3"), total = number("999999999999999999999999999999999999.99");
    apn_biproportional_input input = {1, 1, &seed, &total, &total};
    apn_biproportional *table = NULL;
    apn_error err = {0};
    assert_int_equal(apn_biproportional_make(&input, NULL, &table, &err), APN_OK);
    assert_int_equal(apn_decimal_compare(apn_biproportional_amount(table, 0, 0), total), 0);
    apn_biproportional_free(table);
    total = number("9999999999999999999999999999999999999.9");
    assert_int_equal(apn_biproportional_make(&input, NULL, &table, &err), APN_LIMIT);
    assert_string_equal(err.where, "row_totals[0]");
    assert_null(table);
}

/* One row of as many cells as there may be, a unit in each column. */
static void cells_at_most(void **state)
{
    (void)state;
    size_t count = APN__LIMIT_BIPROPORTIONAL_CELLS;
    apn_decimal *ones = calloc(count, sizeof *ones), one = number("1");
    apn_decimal whole = apn_decimal_from_i64((int64_t)count);
    assert_non_null(ones);
    for (size_t i = 0; i < count; i++)
        ones[i] = one;
    apn_table_options options = {.size = sizeof options, .unit = one};
    apn_biproportional_input input = {1, count, ones, &whole, ones};
    apn_biproportional *table = NULL;
    apn_error err = {0};
    assert_int_equal(apn_biproportional_make(&input, &options, &table, &err), APN_OK);
    assert_int_equal(apn_decimal_compare(apn_biproportional_amount(table, 0, count - 1), one), 0);
    apn_biproportional_free(table);
    input.columns = count + 1;
    assert_int_equal(apn_biproportional_make(&input, &options, &table, &err), APN_LIMIT);
    assert_non_null(strstr(err.message, "100000 cells at most"));
    input.rows = input.columns = SIZE_MAX;
    assert_int_equal(apn_biproportional_make(&input, &options, &table, &err), APN_LIMIT);
    assert_null(table);
    free(ones);
}

typedef struct listener {
    unsigned calls, last;
    unsigned ends_at; /* this call ends the work */
} listener;

static int listen(void *context, unsigned thousandths)
{
    listener *l = context;
    assert_true(thousandths >= l->last && thousandths <= 1000);
    l->last = thousandths;
    return ++l->calls == l->ends_at;
}

static void work_can_be_ended(void **state)
{
    (void)state;
    question q = {3, 3, "1 1 1 1 1 1 1 1 1", "2 1 1", "2 1 1", "1"};
    listener l = {0};
    apn_table_options options = {
        .size = sizeof options, .progress = listen, .progress_context = &l};
    apn_biproportional *table = NULL;
    apn_error err = {0};
    assert_int_equal(ask(&q, &options, &table, &err), APN_OK);
    apn_biproportional_free(table);
    assert_true(l.calls > 0);
    unsigned calls = l.calls;
    for (unsigned at = 1; at <= calls; at++) {
        l = (listener){.ends_at = at};
        assert_int_equal(ask(&q, &options, &table, &err), APN_CANCELLED);
        assert_null(table);
        assert_int_equal(l.calls, at);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_worked_by_hand),
        cmocka_unit_test(a_published_example),
        cmocka_unit_test(a_cell_can_move_by_more_than_a_unit),
        cmocka_unit_test(a_table_that_fits_stays),
        cmocka_unit_test(a_seed_built_to_tie),
        cmocka_unit_test(ties_of_their_own),
        cmocka_unit_test(one_line_is_its_totals),
        cmocka_unit_test(a_block_is_forced_to_zero),
        cmocka_unit_test(lines_with_nothing),
        cmocka_unit_test(refusals_prove_themselves),
        cmocka_unit_test(the_shorter_proof_is_said),
        cmocka_unit_test(names_of_the_caller),
        cmocka_unit_test(faults_of_the_input),
        cmocka_unit_test(totals_as_long_as_numbers_are),
        cmocka_unit_test(cells_at_most),
        cmocka_unit_test(work_can_be_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
