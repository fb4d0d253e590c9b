/* The C interface of rounded tables: what it refuses, its limits, and its accessors. Which table it
 * is, test/property decides. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "apportion/table.h"

#include "library_limits.h"
#include "table_source.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static apn_decimal number(const char *text)
{
    apn_decimal value;
    assert_int_equal(apn_decimal_parse(text, strlen(text), APN_FORM_PLAIN, NULL, &value, NULL),
                     APN_OK);
    return value;
}

static void numbers(const char *const *texts, size_t count, apn_decimal *out)
{
    for (size_t i = 0; i < count; i++)
        out[i] = number(texts[i]);
}

static void assert_amount(apn_decimal amount, const char *expected)
{
    char text[APN_DECIMAL_TEXT_SIZE];
    apn_decimal_format(amount, 0, text);
    assert_string_equal(text, expected);
}

static apn_table_options in_units(const char *unit)
{
    apn_table_options options = {.size = sizeof options};
    options.unit = number(unit);
    return options;
}

static void refuse(const apn_decimal *cells, size_t rows, size_t columns,
                   const apn_table_options *options, apn_status status, const char *words)
{
    apn_error err = {0};
    apn_table *table = (apn_table *)(uintptr_t)1;
    assert_int_equal(apn_table_make(cells, rows, columns, options, &table, &err), status);
    assert_null(table);
    assert_int_equal(err.status, status);
    if (strstr(err.message, words) == NULL)
        fail_msg("`%s` is not in: %s", words, err.message);
    assert_int_equal(apn_table_make(cells, rows, columns, options, &table, NULL), status);
}

static const char *const quarters[] = {"0.70", "0.30", "0.60", "0.40"};

static void test_amounts_and_exact_figures(void **state)
{
    (void)state;
    apn_decimal cells[4];
    apn_table_options options = in_units("1");
    apn_table *table;
    char text[64], cut[3];
    int64_t units[4];
    numbers(quarters, COUNT(cells), cells);
    assert_int_equal(apn_table_make(cells, 2, 2, &options, &table, NULL), APN_OK);
    assert_int_equal(apn_table_row_count(table), 2);
    assert_int_equal(apn_table_column_count(table), 2);
    assert_amount(apn_table_unit(table), "1");
    assert_amount(apn_table_amount(table, 0, 0), "1");
    assert_amount(apn_table_amount(table, 0, 1), "0");
    assert_amount(apn_table_amount(table, 1, 0), "0");
    assert_amount(apn_table_amount(table, 1, 1), "1");
    assert_amount(apn_table_row_total(table, 1), "1");
    assert_amount(apn_table_column_total(table, 0), "1");
    assert_amount(apn_table_total(table), "2");
    assert_int_equal(apn_table_amounts_i64(table, units, NULL), APN_OK);
    assert_int_equal(units[0] + 2 * units[1] + 4 * units[2] + 8 * units[3], 9);
    assert_int_equal(apn_table_quota(table, 0, 0, text, sizeof text), 4);
    assert_string_equal(text, "7/10");
    assert_int_equal(apn_table_moved(table, 1, 1, text, sizeof text), 3);
    assert_string_equal(text, "3/5");
    assert_int_equal(apn_table_quota(table, 0, 0, cut, sizeof cut), 4);
    assert_string_equal(cut, "7/");
    apn_table_free(table);
    apn_table_free(NULL);
}

/* The defaults are pence; a negative table is the negation of its negation. */
static void test_defaults_and_mirror(void **state)
{
    (void)state;
    const char *const texts[] = {"0.007", "0.003", "0.006", "0.004"};
    apn_decimal cells[4];
    apn_table *table, *mirror;
    numbers(texts, COUNT(cells), cells);
    assert_int_equal(apn_table_make(cells, 2, 2, NULL, &table, NULL), APN_OK);
    for (size_t i = 0; i < COUNT(cells); i++)
        cells[i].sign = -1;
    assert_int_equal(apn_table_make(cells, 2, 2, NULL, &mirror, NULL), APN_OK);
    assert_amount(apn_table_amount(table, 0, 0), "0.01");
    assert_amount(apn_table_amount(mirror, 0, 0), "-0.01");
    assert_amount(apn_table_amount(mirror, 0, 1), "0.00");
    assert_amount(apn_table_total(mirror), "-0.02");
    apn_table_free(table);
    apn_table_free(mirror);
}

/* Thirds in every cell: two groups of rows by two of columns. */
static void test_groups_and_blocks(void **state)
{
    (void)state;
    const size_t parents[] = {APN_NO_GROUP, APN_NO_GROUP}, members[] = {0, 0, 1, 1};
    apn_decimal cells[16], three[4];
    apn_table_options options = in_units("1");
    apn_table *table;
    int held;
    for (size_t i = 0; i < COUNT(cells); i++)
        cells[i] = number("1");
    for (size_t i = 0; i < COUNT(three); i++)
        three[i] = number("3");
    options.denominators = three;
    options.row_groups = options.column_groups = (apn_table_groups){2, parents, members, NULL};
    assert_int_equal(apn_table_make(cells, 4, 4, &options, &table, NULL), APN_OK);
    for (size_t group = 0; group < 2; group++) {
        (void)apn_table_block(table, group, APN_NO_GROUP, &held); /* 8/3 */
        assert_int_equal(held, 1);
        (void)apn_table_block(table, APN_NO_GROUP, group, &held);
        assert_int_equal(held, 1);
    }
    apn_decimal all = apn_table_block(table, APN_NO_GROUP, APN_NO_GROUP, NULL); /* 16/3 */
    assert_amount(all, "5");
    int64_t sum = 0;
    for (size_t a = 0; a < 2; a++)
        for (size_t b = 0; b < 2; b++)
            sum += (int64_t)apn_table_block(table, a, b, NULL).lo;
    assert_int_equal(sum, 5);
    apn_table_free(table);
}

static void test_refuses_what_does_not_go_together(void **state)
{
    (void)state;
    const size_t circle[] = {1, 0}, none[] = {APN_NO_GROUP, APN_NO_GROUP}, far[] = {7, 0};
    apn_decimal cells[4];
    numbers(quarters, COUNT(cells), cells);
    apn_table_options options = in_units("1");
    refuse(cells, 0, 2, &options, APN_NO_PARTY, "at least one row and one column");
    refuse(cells, 2, 0, &options, APN_NO_PARTY, "at least one row and one column");
    refuse(NULL, 2, 2, &options, APN_USAGE, "needs its cells");
    options.row_groups = (apn_table_groups){2, circle, none, NULL};
    refuse(cells, 2, 2, &options, APN_USAGE, "in a circle");
    options.row_groups = (apn_table_groups){2, far, none, NULL};
    refuse(cells, 2, 2, &options, APN_USAGE, "group 1 of rows is in a group that is not there");
    options.row_groups = (apn_table_groups){2, none, far, NULL};
    refuse(cells, 2, 2, &options, APN_USAGE, "number 1 of rows is in a group that is not there");
    options.row_groups = (apn_table_groups){2, none, NULL, NULL};
    refuse(cells, 2, 2, &options, APN_USAGE, "need their parents and their members");
    options.row_groups = (apn_table_groups){2, none, none, NULL};
    options.cumulative = 1;
    refuse(cells, 2, 2, &options, APN_USAGE, "running totals and groups of rows");
    options.row_groups.count = 0;
    options.column_totals = cells;
    refuse(cells, 2, 2, &options, APN_USAGE, "column totals do not go together");
    options = in_units("1");
    options.denominators = cells;
    refuse(cells, 2, 2, &options, APN_NUMBER, "denominator of row 1");
    options = in_units("1");
    options.unit.sign = -1;
    refuse(cells, 2, 2, &options, APN_NUMBER, "the unit must be above zero");
}

static void test_prescribed_totals(void **state)
{
    (void)state;
    const char *const halves[] = {"0.5", "0.5", "0.5", "0.5"};
    apn_decimal cells[4], totals[2] = {number("2"), number("0")};
    apn_table_options options = in_units("1");
    apn_table *table;
    numbers(halves, COUNT(cells), cells);
    options.column_totals = totals;
    assert_int_equal(apn_table_make(cells, 2, 2, &options, &table, NULL), APN_OK);
    assert_amount(apn_table_column_total(table, 0), "2");
    apn_table_free(table);
    totals[0] = number("3");
    refuse(cells, 2, 2, &options, APN_TABLE_INFEASIBLE, "1 unit fewer than the column totals");
    totals[1] = number("-1");
    refuse(cells, 2, 2, &options, APN_TABLE_INFEASIBLE, "no table has these column totals");
    totals[1] = number("0.5");
    refuse(cells, 2, 2, &options, APN_NOT_WHOLE_UNITS, "0.5");
    totals[0] = totals[1] = number("1");
    cells[0] = number("0.6");
    refuse(cells, 2, 2, &options, APN_NOT_WHOLE_UNITS, "row 1 does not add up to whole units");
}

/* A diagonal can have no other margins than its own. */
static void test_diagonal(void **state)
{
    (void)state;
    apn_decimal cells[9] = {0}, totals[3] = {number("0"), number("2"), number("1")};
    apn_table_options options = in_units("1");
    for (size_t i = 0; i < 3; i++)
        cells[4 * i] = number("1");
    options.column_totals = totals;
    refuse(cells, 3, 3, &options, APN_TABLE_INFEASIBLE, "to total");
}

static int stop_at_once(void *context, unsigned thousandths)
{
    *(unsigned *)context = thousandths;
    return 1;
}

static void test_cancels(void **state)
{
    (void)state;
    unsigned seen = 9999;
    apn_decimal cells[4];
    apn_table_options options = in_units("1");
    numbers(quarters, COUNT(cells), cells);
    options.progress = stop_at_once;
    options.progress_context = &seen;
    refuse(cells, 2, 2, &options, APN_CANCELLED, "cancelled");
    assert_in_range(seen, 0, 1000);
}

static void test_amounts_beyond_64_bits(void **state)
{
    (void)state;
    apn_decimal cells[1] = {number("99999999999999999999999999999999999999")};
    apn_table_options options = in_units("1");
    apn_table *table;
    int64_t units[1];
    assert_int_equal(apn_table_make(cells, 1, 1, &options, &table, NULL), APN_OK);
    assert_amount(apn_table_total(table), "99999999999999999999999999999999999999");
    assert_int_equal(apn_table_amounts_i64(table, units, NULL), APN_LIMIT);
    apn_table_free(table);
    cells[0] = number("9999999999999999999999999999999999999");
    options.unit = number("0.01");
    refuse(cells, 1, 1, &options, APN_LIMIT, "more than 38 digits");
}

/* Row i: 1 over a number with `bits` binary digits that shares no factor with the others'. */
typedef struct many {
    unsigned long bits;
} many;

static void one(const void *context, size_t row, size_t column, mpz_t out)
{
    (void)context;
    (void)row;
    (void)column;
    mpz_set_ui(out, 1);
}

static void power_less_one(const void *context, size_t row, mpz_t out)
{
    const many *m = context;
    mpz_set_ui(out, 1);
    mpz_mul_2exp(out, out, m->bits);
    mpz_sub_ui(out, out, row == 0 ? 1 : 2 * row + 1);
}

static void refuse_source(size_t rows, size_t columns, unsigned long bits,
                          const apn_table_options *options, const char *words)
{
    many context = {bits};
    apn__table_source source = {rows, columns, &context, one, power_less_one};
    apn_error err = {0};
    apn_table *table;
    assert_int_equal(apn__table_make(&source, options, &table, &err), APN_LIMIT);
    assert_null(table);
    if (strstr(err.message, words) == NULL)
        fail_msg("`%s` is not in: %s", words, err.message);
}

static void test_limits(void **state)
{
    (void)state;
    apn_table_options options = in_units("1");
    refuse_source(APN__LIMIT_TABLE_CELLS / 2, 1, 2, &options, "are more than");
    refuse_source(SIZE_MAX / 2, SIZE_MAX / 2, 2, &options, "are more than");
    options.cumulative = 1;
    refuse_source(APN__LIMIT_TABLE_NODES / 2, 1, 2, &options, "sums");
    options.cumulative = 0;
    refuse_source(1, 1, APN__LIMIT_DENOMINATOR_BITS + 1, &options, "the denominator of row 1");
    /* Neighbouring numbers have few factors in common, so some thirty rows pass the bound. */
    refuse_source(APN__LIMIT_TABLE_DENOMINATOR_BITS / 2000, 1, 4000, &options,
                  "least common multiple");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_amounts_and_exact_figures),
        cmocka_unit_test(test_defaults_and_mirror),
        cmocka_unit_test(test_groups_and_blocks),
        cmocka_unit_test(test_refuses_what_does_not_go_together),
        cmocka_unit_test(test_prescribed_totals),
        cmocka_unit_test(test_diagonal),
        cmocka_unit_test(test_cancels),
        cmocka_unit_test(test_amounts_beyond_64_bits),
        cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
