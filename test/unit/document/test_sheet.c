/* The CSV reader, by RFC 4180. */
#include <stdlib.h>
#include <string.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "alloc.h"
#include "apportion/sheet.h"
#include "library_limits.h"

static apn_sheet *read_good(const char *text, size_t length)
{
    apn_sheet *sheet = NULL;
    apn_findings *findings = NULL;
    assert_int_equal(apn_sheet_from_csv(text, length, "s.csv", &findings, &sheet, NULL), APN_OK);
    assert_int_equal(apn_findings_count(findings), 0);
    apn_findings_free(findings);
    return sheet;
}

/* The cells of a sheet, "|" between cells and "/" behind rows. */
static void assert_cells(const char *text, const char *expected)
{
    apn_sheet *sheet = read_good(text, strlen(text));
    char shown[200] = "";
    for (size_t row = 0; row < apn_sheet_row_count(sheet); row++) {
        for (size_t column = 0; column < apn_sheet_cell_count(sheet, row); column++) {
            apn_sheet_cell cell = apn_sheet_cell_at(sheet, row, column);
            assert_int_equal(strlen(cell.text), cell.length);
            strcat(shown, column > 0 ? "|" : "");
            strcat(shown, cell.text);
        }
        strcat(shown, "/");
    }
    assert_string_equal(shown, expected);
    apn_sheet_free(sheet);
}

static void cells_and_rows_are_read(void **state)
{
    (void)state;
    assert_cells("", "");
    assert_cells("a", "a/");
    assert_cells("a,b\nc,d\n", "a|b/c|d/");
    assert_cells("a,b\r\nc,d\r\n", "a|b/c|d/");
    assert_cells("a,b\nc", "a|b/c/");
    assert_cells(",\n", "|/");
    assert_cells("a,", "a|/");
    assert_cells("a,b,c\nd\n", "a|b|c/d/");
    assert_cells(" a , b ", " a | b /");
    assert_cells("\xEF\xBB\xBF"
                 "a,b\n",
                 "a|b/");
    assert_cells("\xC2\xA3"
                 "1,Sir G\xC3\xA2r\n",
                 "\xC2\xA3"
                 "1|Sir G\xC3\xA2r/");
}

static void quotes_hold_commas_quotes_and_line_ends(void **state)
{
    (void)state;
    assert_cells("\"a,b\",c\n", "a,b|c/");
    assert_cells("\"a \"\"b\"\"\",\"\"\"\"\n", "a \"b\"|\"/");
    assert_cells("\"a\nb\",\"c\r\nd\"\r\ne\r\n", "a\nb|c\r\nd/e/");
    assert_cells("\"\"", "/");
    assert_cells("\"\",\"\"\n", "|/");
    assert_cells("\xEF\xBB\xBF\"a\"\n", "a/");
}

static void an_empty_line_is_no_row(void **state)
{
    (void)state;
    assert_cells("\n\r\n\na\n\n\r\nb\n\n", "a/b/");
    assert_cells("\xEF\xBB\xBF\n", "");
    assert_cells(" \n", " /");
}

static void each_cell_has_its_place(void **state)
{
    (void)state;
    static const char text[] = "\xEF\xBB\xBF"
                               "a,\xC2\xA3\xC2\xA3,c\r\n\r\n\"d\ne\",f\n";
    static const uint32_t places[2][3][2] = {{{1, 1}, {1, 3}, {1, 6}}, {{3, 1}, {4, 4}, {0, 0}}};
    apn_sheet *sheet = read_good(text, sizeof text - 1);
    assert_int_equal(apn_sheet_row_count(sheet), 2);
    for (size_t row = 0; row < 2; row++)
        for (size_t column = 0; column < 3; column++) {
            apn_sheet_cell cell = apn_sheet_cell_at(sheet, row, column);
            assert_int_equal(cell.line, places[row][column][0]);
            assert_int_equal(cell.column, places[row][column][1]);
        }
    apn_sheet_free(sheet);
}

static void past_the_end_is_empty(void **state)
{
    (void)state;
    apn_sheet *sheet = read_good("a,b\nc\n", 6);
    static const size_t outside[][2] = {{0, 2}, {1, 1}, {2, 0}, {SIZE_MAX, SIZE_MAX}};
    for (size_t i = 0; i < 4; i++) {
        apn_sheet_cell cell = apn_sheet_cell_at(sheet, outside[i][0], outside[i][1]);
        assert_string_equal(cell.text, "");
        assert_int_equal(cell.length + cell.line + cell.column, 0);
    }
    assert_int_equal(apn_sheet_cell_count(sheet, 2), 0);
    assert_int_equal(apn_sheet_row_count(NULL), 0);
    assert_int_equal(apn_sheet_cell_count(NULL, 0), 0);
    assert_string_equal(apn_sheet_cell_at(NULL, 0, 0).text, "");
    apn_sheet_free(sheet);
    apn_sheet_free(NULL);
}

static void faults_are_told_with_their_place(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t length;
        uint32_t line, column;
        const char *part;
    } cases[] = {
        {"a\n\xC2\xA3,\"b\nc", 9, 2, 3, "does not end"},
        {"\"", 1, 1, 1, "does not end"},
        {"a,\"b\"c,d\n", 9, 1, 6, "behind the quote"},
        {"a,\"b\" ,d\n", 9, 1, 6, "behind the quote"},
        {"a\nb\"c\"\n", 7, 2, 2, "inside a cell"},
        {" \"a,b\"\n", 7, 1, 2, "inside a cell"},
        {"a,\0b\0\n", 6, 1, 3, "zero byte"},
        {"\"a\0\"\n", 5, 1, 3, "zero byte"},
        {"a\rb\rc", 5, 1, 2, "carriage return"},
        {"a,\xA3"
         "1\n",
         5, 1, 3, "\xE2\x80\x9C\xC2\xA3\xE2\x80\x9D in Windows-1252"},
        {"\xFF\xFE"
         "a",
         3, 1, 1, "UTF-16"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        apn_sheet *sheet = NULL;
        apn_findings *findings = NULL;
        apn_error err = {0};
        assert_int_equal(
            apn_sheet_from_csv(cases[i].text, cases[i].length, "s.csv", &findings, &sheet, &err),
            APN_CSV);
        assert_null(sheet);
        assert_int_equal(err.status, APN_CSV);
        assert_int_equal(err.line, cases[i].line);
        assert_int_equal(err.column, cases[i].column);
        assert_non_null(strstr(err.message, cases[i].part));
        assert_int_equal(apn_findings_count(findings), 1);
        assert_string_equal(apn_findings_at(findings, 0)->file, "s.csv");
        apn_findings_free(findings);
    }
}

static void all_faults_come_out_in_order(void **state)
{
    (void)state;
    static const char text[] = "a\"b,\"c\"d\n\"e,\xA3";
    static const uint32_t places[][2] = {{1, 2}, {1, 8}, {2, 1}, {2, 4}};
    apn_findings *findings = NULL;
    apn_sheet *sheet = NULL;
    assert_int_equal(apn_sheet_from_csv(text, sizeof text - 1, NULL, &findings, &sheet, NULL),
                     APN_CSV);
    assert_int_equal(apn_findings_count(findings), 4);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(apn_findings_at(findings, i)->line, places[i][0]);
        assert_int_equal(apn_findings_at(findings, i)->column, places[i][1]);
        assert_string_equal(apn_findings_at(findings, i)->file, "");
    }
    apn_findings_free(findings);
}

static void calls_without_a_text_or_a_place_are_refused(void **state)
{
    (void)state;
    apn_sheet *sheet = NULL;
    apn_error err = {0};
    assert_int_equal(apn_sheet_from_csv("a", 1, "s", NULL, NULL, &err), APN_USAGE);
    assert_int_equal(err.status, APN_USAGE);
    assert_int_equal(apn_sheet_from_csv(NULL, 1, "s", NULL, &sheet, NULL), APN_USAGE);
    assert_int_equal(apn_sheet_from_csv(NULL, 0, "s", NULL, &sheet, NULL), APN_OK);
    assert_int_equal(apn_sheet_row_count(sheet), 0);
    apn_sheet_free(sheet);
}

static void a_text_may_have_so_many_bytes_and_no_more(void **state)
{
    (void)state;
    apn_sheet *sheet = NULL;
    apn_error err = {0};
    char *text = apn__alloc(APN__LIMIT_SHEET_BYTES + 1, 1);
    assert_non_null(text);
    memset(text, 'a', APN__LIMIT_SHEET_BYTES + 1);
    assert_int_equal(apn_sheet_from_csv(text, APN__LIMIT_SHEET_BYTES, "s", NULL, &sheet, &err),
                     APN_OK);
    assert_int_equal(apn_sheet_cell_at(sheet, 0, 0).length, APN__LIMIT_SHEET_BYTES);
    apn_sheet_free(sheet);
    assert_int_equal(apn_sheet_from_csv(text, APN__LIMIT_SHEET_BYTES + 1, "s", NULL, &sheet, &err),
                     APN_LIMIT);
    assert_null(sheet);
    assert_non_null(strstr(err.message, "64 MiB"));
    apn__free(text);
}

static void a_sheet_may_have_so_many_cells_and_no_more(void **state)
{
    (void)state;
    apn_sheet *sheet = NULL;
    apn_error err = {0};
    char *text = apn__alloc(APN__LIMIT_SHEET_CELLS + 1, 1);
    assert_non_null(text);
    memset(text, ',', APN__LIMIT_SHEET_CELLS + 1);
    assert_int_equal(apn_sheet_from_csv(text, APN__LIMIT_SHEET_CELLS - 1, "s", NULL, &sheet, &err),
                     APN_OK);
    assert_int_equal(apn_sheet_cell_count(sheet, 0), APN__LIMIT_SHEET_CELLS);
    apn_sheet_free(sheet);
    assert_int_equal(apn_sheet_from_csv(text, APN__LIMIT_SHEET_CELLS, "s", NULL, &sheet, &err),
                     APN_LIMIT);
    assert_null(sheet);
    assert_int_equal(err.line, 1);
    assert_int_equal(err.column, APN__LIMIT_SHEET_CELLS + 1);
    assert_non_null(strstr(err.message, "16000000 cells"));
    apn__free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_and_rows_are_read),
        cmocka_unit_test(quotes_hold_commas_quotes_and_line_ends),
        cmocka_unit_test(an_empty_line_is_no_row),
        cmocka_unit_test(each_cell_has_its_place),
        cmocka_unit_test(past_the_end_is_empty),
        cmocka_unit_test(faults_are_told_with_their_place),
        cmocka_unit_test(all_faults_come_out_in_order),
        cmocka_unit_test(calls_without_a_text_or_a_place_are_refused),
        cmocka_unit_test(a_text_may_have_so_many_bytes_and_no_more),
        cmocka_unit_test(a_sheet_may_have_so_many_cells_and_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
