/* Published tables: what is read, and each fault of one. */
#include "agreement_cases.h"

#include "agreement_model.h"
#include "library_limits.h"

/* One table; its keys begin in column 18 of line 4. */
#define TABLE(keys) HEAD "tables: [{id: t, " keys "}]\n"
#define SOUND       "columns: [x, y], rows: {r: [1, 2]}, total: [1, 2]"

static void what_a_table_says(void **state)
{
    apn_agreement *agreement =
        read_sound(HEAD "tables:\n"
                        "  - id: t\n"
                        "    title: {en: Performance, cy: Perfformiad}\n"
                        "    source: annual report\n"
                        "    unit: 1\n"
                        "    columns: [2019/20, 2020/21, change]\n"
                        "    rows: {one: [\"1,234\", £1.5m, -2], 2019-20: [3, 4, 5]}\n"
                        "    total: [1237.50, 2m, 0]\n"
                        "    across: [change = 2020/21 - 2019/20, 2019/20 = - change]\n"
                        "  - {id: u, columns: [a], rows: {r: [0.01]}, total: [0.01]}\n");
    const apn__published *table = &agreement->tables[0];
    (void)state;
    assert_int_equal(apn_agreement_table_count(agreement), 2);
    assert_string_equal(table->id, "t");
    assert_string_equal(table->columns[1], "2020/21");
    assert_string_equal(table->rows[1], "2019-20");
    assert_int_equal(apn_decimal_compare(table->unit, apn_decimal_from_i64(1)), 0);
    assert_int_equal(apn_decimal_compare(table->figures[1].amount, apn_decimal_from_i64(1500000)),
                     0);
    assert_int_equal(table->figures[0].decimals, 0);
    assert_int_equal(table->figures[1].decimals, -5);
    assert_int_equal(table->total[0].decimals, 2);
    assert_int_equal(table->across_count, 2);
    assert_int_equal(table->across[0].result, 2);
    assert_int_equal(table->across[0].columns[0], 1);
    assert_false(table->across[0].subtracted[0]);
    assert_true(table->across[0].subtracted[1]);
    assert_int_equal(table->across[1].count, 1);
    assert_true(table->across[1].subtracted[0]);
    assert_int_equal(apn_decimal_compare(agreement->tables[1].unit, agreement->info.unit), 0);
    apn_agreement_unref(agreement);
}

static void a_table_is_whole(void **state)
{
    (void)state;
    check_fault(HEAD "tables: {t: x}\n", APN_WRONG_TYPE, 4, 9, "tables", "a list of tables");
    check_fault(HEAD "tables: [{" SOUND "}]\n", APN_MISSING_KEY, 4, 10, "tables[1].id", "`id`");
    check_fault(TABLE("rows: {r: [1]}, total: [1]"), APN_MISSING_KEY, 4, 10, "tables.t.columns",
                "`columns` is missing");
    check_fault(TABLE("columns: [x], total: [1]"), APN_MISSING_KEY, 4, 10, "tables.t.rows",
                "`rows` is missing");
    check_fault(TABLE("columns: [x], rows: {r: [1]}"), APN_MISSING_KEY, 4, 10, "tables.t",
                "nothing to check");
    check_fault(TABLE("columns: [x], rows: {}, total: [1]"), APN_MISSING_KEY, 4, 38,
                "tables.t.rows", "no row");
    check_fault(TABLE("columns: [], rows: {r: []}, total: []"), APN_MISSING_KEY, 4, 27,
                "tables.t.columns", "no column");
    check_fault(TABLE(SOUND ", totals: [1, 2]"), APN_UNKNOWN_KEY, 4, 69, "tables.t.totals",
                "did you mean `total`?");
    check_fault(HEAD "tables: [{id: t, " SOUND "}, {id: t, " SOUND "}]\n", APN_DUPLICATE_ID, 4, 75,
                "tables.t", "already the id of a table");
}

static void names_of_rows_and_columns(void **state)
{
    (void)state;
    check_fault(TABLE("columns: [x, x], rows: {r: [1, 2]}, total: [1, 2]"), APN_DUPLICATE_ID, 4, 31,
                "tables.t.columns.x", "already the id of a column");
    check_fault(TABLE("columns: [X], rows: {r: [1]}, total: [1]"), APN_WRONG_TYPE, 4, 28,
                "tables.t.columns[1]", "cannot be the id of a column");
    check_fault(TABLE("columns: [x], rows: {r s: [1]}, total: [1]"), APN_WRONG_TYPE, 4, 39,
                "tables.t.rows.r s", "cannot be the id of a row");
    check_fault(TABLE("columns: [x], rows: {r: [1], total: [1]}, total: [2]"), APN_WRONG_TYPE, 4,
                47, "tables.t.rows.total", "beside `rows`");
}

static void a_figure_for_each_column(void **state)
{
    (void)state;
    check_fault(TABLE("columns: [x, y], rows: {r: [1]}, total: [1, 2]"), APN_WRONG_TYPE, 4, 45,
                "tables.t.rows.r", "`tables.t.rows.r` has 1 figure for 2 columns");
    check_fault(TABLE("columns: [x], rows: {r: [4,706,996]}, total: [1]"), APN_WRONG_TYPE, 4, 42,
                "tables.t.rows.r", "a comma within a figure parts it");
    check_fault(TABLE("columns: [x, y], rows: {r: [1, 2]}, total: [1]"), APN_WRONG_TYPE, 4, 61,
                "tables.t.total", "`tables.t.total` has 1 figure for 2 columns");
    check_fault(TABLE("columns: [x], rows: {r: 1}, total: [1]"), APN_WRONG_TYPE, 4, 42,
                "tables.t.rows.r", "a list of figures");
    check_fault(TABLE("columns: [x], rows: {r: [n/a]}, total: [1]"), APN_NUMBER, 4, 43,
                "tables.t.rows.r[1]", "not an amount");
    check_fault(TABLE("unit: 1, columns: [x], rows: {r: [1.5]}, total: [1.5]"), APN_NOT_WHOLE_UNITS,
                4, 52, "tables.t.rows.r[1]", "finer than the table's unit, 1");
    check_fault(TABLE("unit: 0, columns: [x], rows: {r: [1]}, total: [1]"), APN_NUMBER, 4, 24,
                "tables.t.unit", "above zero");
}

static void a_sum_across(void **state)
{
    static const char *const forms[] = {"x = y z",   "x = y -", "x = ", "= y",      "x",
                                        "x = y + -", "x = = y", "x y",  "x = + + y"};
    char text[512];
    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        snprintf(text, sizeof text, TABLE("across: '%s', columns: [x, y, z], rows: {r: [1, 2, 3]}"),
                 forms[i]);
        check_fault(text, APN_WRONG_TYPE, 4, 26, "tables.t.across", "is not a sum of columns");
    }
    check_fault(TABLE("across: x = y-z, columns: [x, y, z], rows: {r: [1, 2, 3]}"), APN_UNKNOWN_ID,
                4, 26, "tables.t.across", "spaces around `+` and `-`");
    check_fault(TABLE("across: net = grows, columns: [net, gross], rows: {r: [1, 2]}"),
                APN_UNKNOWN_ID, 4, 26, "tables.t.across", "did you mean `gross`?");
    check_fault(TABLE("across: [x = y + y], columns: [x, y], rows: {r: [1, 2]}"), APN_DUPLICATE_KEY,
                4, 27, "tables.t.across[1]", "the column `y` twice");
    check_fault(TABLE("across: x = x, columns: [x, y], rows: {r: [1, 2]}"), APN_DUPLICATE_KEY, 4,
                26, "tables.t.across", "the column `x` twice");
}

/* Writes `count` of a text, parted by commas. */
static void repeat(char *out, size_t room, const char *format, size_t count)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        length += (size_t)snprintf(out + length, room - length, "%s", i == 0 ? "" : ", ");
        length += (size_t)snprintf(out + length, room - length, format, i);
    }
}

static void limits(void **state)
{
    static char text[80000], columns[20000], ones[20000], across[2000];
    (void)state;
    for (size_t over = 0; over < 2; over++) {
        repeat(columns, sizeof columns, "c%zu", APN__LIMIT_TABLE_COLUMNS + over);
        repeat(ones, sizeof ones, "1", APN__LIMIT_TABLE_COLUMNS + over);
        snprintf(text, sizeof text, TABLE("columns: [%s], rows: {r: [%s]}, total: [%s]"), columns,
                 ones, ones);
        if (over == 0)
            check_sound(text);
        else
            check_fault(text, APN_LIMIT, 4, 27, "tables.t.columns", "1000 are the most");
        repeat(across, sizeof across, "x = y", APN__LIMIT_ACROSS + over);
        snprintf(text, sizeof text, TABLE("columns: [x, y], across: [%s], rows: {r: [1, 2]}"),
                 across);
        if (over == 0)
            check_sound(text);
        else
            check_fault(text, APN_LIMIT, 4, 43, "tables.t.across", "16 are the most");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_table_says),
        cmocka_unit_test(a_table_is_whole),
        cmocka_unit_test(names_of_rows_and_columns),
        cmocka_unit_test(a_figure_for_each_column),
        cmocka_unit_test(a_sum_across),
        cmocka_unit_test(limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
