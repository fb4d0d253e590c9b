/* Whole tables through the public calls: options that are shorter or change later, names and
 * figures in refusals, texts that do not fit, prices. Which table is the answer is the matter of
 * test/vectors/table.vec and test/property. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "apportion/table.h"

enum { MOST = 16, TEXT = 200 };

static apn_decimal number(const char *text)
{
    apn_decimal value;
    apn_error err = {0};
    if (apn_decimal_parse(text, strlen(text), APN_FORM_PLAIN, NULL, &value, &err) != APN_OK)
        fail_msg("%s: %s", text, err.message);
    return value;
}

static size_t numbers(const char *text, apn_decimal *out)
{
    char copy[TEXT];
    size_t found = 0;
    assert_true(strlen(text) < sizeof copy);
    strcpy(copy, text);
    for (char *word = strtok(copy, " "); word; word = strtok(NULL, " ")) {
        assert_true(found < MOST);
        out[found++] = number(word);
    }
    return found;
}

static apn_table *make(const char *cells, size_t rows, const apn_table_options *options)
{
    apn_decimal values[MOST];
    apn_table *table = NULL;
    apn_error err = {0};
    size_t count = numbers(cells, values);
    if (apn_table_make(values, rows, count / rows, options, &table, &err) != APN_OK)
        fail_msg("%s", err.message);
    return table;
}

static void assert_refused(const char *cells, size_t rows, const apn_table_options *options,
                           apn_status status, const char *message)
{
    apn_decimal values[MOST];
    apn_table *table = (apn_table *)values;
    apn_error err = {0};
    size_t count = numbers(cells, values);
    assert_int_equal(apn_table_make(values, rows, count / rows, options, &table, &err), status);
    assert_null(table);
    assert_int_equal(err.status, status);
    assert_string_equal(err.message, message);
}

static void assert_decimal(apn_decimal found, const char *expected)
{
    char text[APN_DECIMAL_TEXT_SIZE];
    apn_decimal_format(found, 0, text);
    assert_string_equal(text, expected);
}

static void assert_amounts(const apn_table *table, const char *expected)
{
    apn_decimal values[MOST];
    size_t count = numbers(expected, values), columns = apn_table_column_count(table);
    assert_int_equal(count, apn_table_row_count(table) * columns);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(
            apn_decimal_compare(apn_table_amount(table, i / columns, i % columns), values[i]), 0);
}

/* A caller that was compiled with fewer fields has its own, and defaults for the others. */
static void test_fewer_fields(void **state)
{
    (void)state;
    apn_table_options options = {
        .size = offsetof(apn_table_options, denominators), .unit = number("1"), .cumulative = 1};
    const size_t parents[] = {APN_NO_GROUP}, members[] = {0, 0};
    options.row_groups = (apn_table_groups){1, parents, members, NULL};
    apn_table *table = make("0.5 0.5 0.5 0.5", 2, &options); /* else they do not go together */
    assert_amounts(table, "1 0 0 1");
    apn_table_free(table);
}

/* What the pointers show is copied. */
static void test_copies(void **state)
{
    (void)state;
    apn_decimal denominators[] = {number("2"), number("4")};
    size_t parents[] = {APN_NO_GROUP}, members[] = {0, APN_NO_GROUP};
    apn_table_options options = {.size = sizeof options,
                                 .unit = number("1"),
                                 .denominators = denominators,
                                 .column_groups = {1, parents, members, NULL}};
    char text[TEXT];
    int held = 7;
    apn_table *table = make("1 1 2 2", 2, &options);
    denominators[0] = number("3");
    parents[0] = 5;
    members[0] = members[1] = 5;
    assert_int_equal(apn_table_quota(table, 0, 0, text, sizeof text), 3);
    assert_string_equal(text, "1/2");
    assert_decimal(apn_table_block(table, APN_NO_GROUP, 0, &held), "1");
    assert_int_equal(held, 1);
    apn_table_free(table);
}

/* As snprintf: cut at the end of the buffer, and the whole length all the same. */
static void test_texts_that_do_not_fit(void **state)
{
    (void)state;
    const apn_decimal denominators[] = {number("300")};
    apn_table_options options = {.size = sizeof options, .denominators = denominators};
    char text[4] = "abc";
    apn_table *table = make("400 500", 1, &options); /* 4/3 and 5/3 pounds, in all 3.00 */
    assert_int_equal(apn_table_quota(table, 0, 1, text, 3), 3);
    assert_string_equal(text, "5/");
    assert_int_equal(apn_table_quota(table, 0, 1, NULL, 0), 3);
    assert_int_equal(apn_table_moved(table, 0, 0, text, sizeof text), 4); /* 133 - 400/3: -1/3 */
    assert_string_equal(text, "-1/");
    assert_int_equal(apn_table_moved(table, 0, 1, text, sizeof text), 3); /* 167 - 500/3 */
    assert_string_equal(text, "1/3");
    apn_table_free(table);
}

/* The example of docs/methods/table.md: -2/5 for the first column, raised 2 and lowered 3. */
static void test_prices(void **state)
{
    (void)state;
    apn_table_options options = {.size = sizeof options, .unit = number("1")};
    size_t cells[2] = {9, 9};
    int signs[2] = {9, 9};
    char text[TEXT];
    apn_table *table = make("0.7 0.3 0.6 0.4", 2, &options);
    assert_amounts(table, "1 0 0 1");
    apn_table_price(table, APN_NO_GROUP, 0, APN_TABLE_CELLS, text, sizeof text);
    char first[TEXT];
    strcpy(first, text);
    apn_table_price(table, APN_NO_GROUP, 1, APN_TABLE_CELLS, text, sizeof text);
    /* A gains nothing: 4/5 >= p2 - p1. Nor does B: -2/5 >= p1 - p2. So p2 - p1 is 2/5 to 4/5. */
    assert_true((strcmp(first, "-2/5") == 0 && strcmp(text, "0") == 0) ||
                (strcmp(first, "0") == 0 && strcmp(text, "2/5") == 0));
    size_t count = apn_table_price_ties(table, APN_NO_GROUP, 0, cells, signs, 1);
    assert_true(count == 0 || (signs[1] == 9 && cells[1] == 9 && signs[0] != 9));
    assert_int_equal(apn_table_price_ties(table, APN_NO_GROUP, 0, NULL, NULL, 0), count);
    apn_table_free(table);
}

/* 2^63 units fit below nil and not above. */
static void test_amounts_i64(void **state)
{
    (void)state;
    apn_table_options options = {.size = sizeof options, .unit = number("1")};
    int64_t amounts[6];
    apn_error err = {0};
    apn_table *table = make("1 -9223372036854775808 9223372036854775807 2", 2, &options);
    assert_int_equal(apn_table_amounts_i64(table, amounts, &err), APN_OK);
    assert_true(amounts[1] == INT64_MIN && amounts[2] == INT64_MAX && amounts[3] == 2);
    apn_table_free(table);
    table = make("1 2 3 4 5 9223372036854775808", 2, &options);
    assert_int_equal(apn_table_amounts_i64(table, amounts, &err), APN_LIMIT);
    assert_string_equal(err.message, "the amount in row 2, column 3 does not fit in 64 bits");
    apn_table_free(table);
}

static void test_refusals(void **state)
{
    (void)state;
    const size_t none[] = {APN_NO_GROUP, APN_NO_GROUP}, there[] = {0, 1}, far[] = {0, 2},
                 round[] = {1, 0};
    const char *const names[] = {"north", "south"};
    apn_table_options options = {.size = sizeof options, .unit = number("1")};
    apn_table *table = NULL;
    apn_error err = {0};
    assert_int_equal(apn_table_make(NULL, 0, 3, NULL, &table, &err), APN_NO_PARTY);
    assert_string_equal(err.message, "a table needs at least one row and one column");
    assert_int_equal(apn_table_make(NULL, 3, 0, NULL, &table, &err), APN_NO_PARTY);
    assert_int_equal(apn_table_make(NULL, 1, 1, NULL, &table, &err), APN_USAGE);
    assert_string_equal(err.message, "a table needs its cells");
    options.row_groups = (apn_table_groups){2, NULL, there, NULL};
    assert_refused("1 2 3 4", 2, &options, APN_USAGE,
                   "groups of rows need their parents and their members");
    options.row_groups = (apn_table_groups){2, far, there, names};
    assert_refused("1 2 3 4", 2, &options, APN_USAGE,
                   "group south of rows is in a group that is not there");
    options.row_groups = (apn_table_groups){2, none, far, names};
    assert_refused("1 2 3 4", 2, &options, APN_USAGE,
                   "number 2 of rows is in a group that is not there");
    options.row_groups = (apn_table_groups){0};
    options.column_groups = (apn_table_groups){2, round, there, NULL};
    assert_refused("1 2 3 4", 2, &options, APN_USAGE,
                   "groups of columns are in each other, in a circle");
}

/* Every refusal of column totals says whose they are and by how much. By hand: of the two columns
 * of halves the first can take one unit from each row and no more. */
static void test_impossible_totals(void **state)
{
    (void)state;
    apn_decimal totals[2] = {number("3"), number("-1")};
    const char *const rows[] = {"north", "south"}, *const columns[] = {"fund", "levy"};
    apn_table_options options = {.size = sizeof options,
                                 .unit = number("1"),
                                 .column_totals = totals,
                                 .row_names = rows,
                                 .column_names = columns};
    const char *halves = "0.5 0.5 0.5 0.5";
    assert_refused(halves, 2, &options, APN_TABLE_INFEASIBLE,
                   "no table has these column totals: north and south must put at least 0 into "
                   "levy, even with all their other cells rounded up, but that column is to total "
                   "-1: ask for more there and for less elsewhere");
    totals[1] = number("1");
    assert_refused(halves, 2, &options, APN_TABLE_INFEASIBLE,
                   "all rows together have 2 units fewer than the column totals: mend either");
    totals[0] = number("0");
    assert_refused(halves, 2, &options, APN_TABLE_INFEASIBLE,
                   "all rows together have 1 unit more than the column totals: mend either");
    totals[0] = number("-2");
    assert_refused("-0.5 -0.5 -0.5 -0.5", 2, &options, APN_TABLE_INFEASIBLE,
                   "all rows together have 1 unit fewer than the column totals: mend either");
    totals[0] = number("0.5");
    totals[1] = number("1.5");
    assert_refused("0.5 0.25 0.5 0.5", 2, &options, APN_NOT_WHOLE_UNITS,
                   "north does not add up to whole units, as every row must where column totals "
                   "are given: change the row, or take a smaller unit");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fewer_fields),
        cmocka_unit_test(test_copies),
        cmocka_unit_test(test_prices),
        cmocka_unit_test(test_texts_that_do_not_fit),
        cmocka_unit_test(test_amounts_i64),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_impossible_totals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
