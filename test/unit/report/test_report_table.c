/* Reports of tables, written out by hand from docs/statement.md. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "apportion/apportion.h"

/* Halves in every cell: every row and column is 1. Of the two tables the greater in row order is
 * 1 0 / 0 1. */
static const apn_decimal half = {.lo = 5, .scale = 1, .sign = 1};
static const apn_decimal one = {.lo = 1, .sign = 1};

static const char *const row_names[] = {"p, q", "r|s"};
static const char *const column_names[] = {"a", "b"};
static const size_t no_parent[] = {APN_NO_GROUP}, all_in[] = {0, 0}, first_in[] = {0, APN_NO_GROUP};
static const char *const south[] = {"South"}, *const early[] = {"Early"};

static apn_table_options plain_options(void)
{
    return (apn_table_options){.size = sizeof(apn_table_options), .unit = one};
}

static apn_table_options named_options(void)
{
    apn_table_options options = plain_options();
    options.row_names = row_names;
    options.column_names = column_names;
    options.row_groups = (apn_table_groups){1, no_parent, first_in, south};
    options.column_groups = (apn_table_groups){1, no_parent, all_in, early};
    return options;
}

static apn_report *report(const apn_table_options *options, const char *corner,
                          apn_report_format format)
{
    const apn_decimal cells[] = {half, half, half, half};
    apn_table_names names = {.size = sizeof names, .corner = corner, .options = options};
    apn_table *table = NULL;
    apn_report *made = NULL;
    size_t length = 0;
    assert_int_equal(apn_table_make(cells, 2, 2, options, &table, NULL), APN_OK);
    assert_int_equal(apn_report_table(table, &names, (apn_report_format)3, &made, NULL), APN_USAGE);
    assert_null(made);
    assert_int_equal(apn_report_table(table, corner == NULL ? NULL : &names, format, &made, NULL),
                     APN_OK);
    const char *text = apn_report_text(made, &length);
    assert_int_equal(strlen(text), length);
    apn_table_free(table);
    return made;
}

static void check_text(apn_report *made, const char *expected)
{
    assert_string_equal(apn_report_text(made, NULL), expected);
    apn_report_free(made);
}

static void csv(void **state)
{
    apn_table_options plain = plain_options(), named = named_options();
    (void)state;
    check_text(report(&plain, NULL, APN_REPORT_CSV), ",column 1,column 2,Total\n"
                                                     "row 1,1,0,1\n"
                                                     "row 2,0,1,1\n"
                                                     "Total,1,1,2\n");
    check_text(report(&named, "Cost", APN_REPORT_CSV), "Cost,group,a,b,Total\n"
                                                       "group,,Early,Early,\n"
                                                       "\"p, q\",South,1,0,1\n"
                                                       "r|s,,0,1,1\n"
                                                       "Total,,1,1,2\n");
}

static void markdown(void **state)
{
    apn_table_options named = named_options();
    (void)state;
    check_text(report(&named, "Cost", APN_REPORT_MARKDOWN),
               "# Table\n\n"
               "| Cost | a | b | Total |\n"
               "| :-- | --: | --: | --: |\n"
               "| p, q | 1 | 0 | 1 |\n"
               "| r\\|s | 0 | 1 | 1 |\n"
               "| **Total** | **1** | **1** | **2** |\n\n"
               "## Groups of rows\n\n"
               "| Group | a | b | Total |\n"
               "| :-- | --: | --: | --: |\n"
               "| South | 1 | 0 | 1 |\n\n"
               "## Groups of columns\n\n"
               "| Cost | Early |\n"
               "| :-- | --: |\n"
               "| p, q | 1 |\n"
               "| r\\|s | 1 |\n"
               "| *South* | 1 |\n"
               "| **Total** | **2** |\n\n"
               "## Notes\n\n"
               "- Every cell, row, group of rows, column, group of columns and the whole is its "
               "exact amount, rounded to 1 up or down, so that all add up.\n");
}

static const char json_before_prices[] = "{\n"
                                         "  \"format\": \"apportion-table/1\",\n"
                                         "  \"method\": \"controlled\",\n"
                                         "  \"unit\": \"1\",\n"
                                         "  \"cumulative\": false,\n"
                                         "  \"column_totals\": \"rounded\",\n"
                                         "  \"rows\": [\n"
                                         "    {\n"
                                         "      \"row\": \"p, q\",\n"
                                         "      \"group\": \"South\",\n"
                                         "      \"cells\": [\n"
                                         "        {\n"
                                         "          \"column\": \"a\",\n"
                                         "          \"quota\": \"1/2\",\n"
                                         "          \"amount\": \"1\",\n"
                                         "          \"moved\": \"1/2\"\n"
                                         "        },\n"
                                         "        {\n"
                                         "          \"column\": \"b\",\n"
                                         "          \"quota\": \"1/2\",\n"
                                         "          \"amount\": \"0\",\n"
                                         "          \"moved\": \"-1/2\"\n"
                                         "        }\n"
                                         "      ],\n"
                                         "      \"column_groups\": [\n"
                                         "        {\n"
                                         "          \"group\": \"Early\",\n"
                                         "          \"amount\": \"1\"\n"
                                         "        }\n"
                                         "      ],\n"
                                         "      \"quota\": \"1\",\n"
                                         "      \"total\": \"1\"\n"
                                         "    },\n";

static const char json_columns[] = "  \"columns\": [\n"
                                   "    {\n"
                                   "      \"column\": \"a\",\n"
                                   "      \"group\": \"Early\",\n"
                                   "      \"quota\": \"1\",\n"
                                   "      \"total\": \"1\"\n"
                                   "    },\n";

static const char json_groups[] = "  \"quota\": \"2\",\n"
                                  "  \"total\": \"2\",\n"
                                  "  \"row_groups\": [\n"
                                  "    {\n"
                                  "      \"group\": \"South\",\n"
                                  "      \"cells\": [\n"
                                  "        {\n"
                                  "          \"column\": \"a\",\n"
                                  "          \"amount\": \"1\"\n"
                                  "        },\n"
                                  "        {\n"
                                  "          \"column\": \"b\",\n"
                                  "          \"amount\": \"0\"\n"
                                  "        }\n"
                                  "      ],\n"
                                  "      \"total\": \"1\"\n"
                                  "    }\n"
                                  "  ],\n"
                                  "  \"column_groups\": [\n"
                                  "    {\n"
                                  "      \"group\": \"Early\",\n"
                                  "      \"total\": \"2\"\n"
                                  "    }\n"
                                  "  ],\n"
                                  "  \"blocks\": [\n"
                                  "    {\n"
                                  "      \"row_group\": \"South\",\n"
                                  "      \"column_group\": \"Early\",\n"
                                  "      \"amount\": \"1\",\n"
                                  "      \"held\": true\n"
                                  "    }\n"
                                  "  ],\n"
                                  "  \"prices\": [\n";

static void json(void **state)
{
    apn_table_options named = named_options();
    apn_report *made = report(&named, "Cost", APN_REPORT_JSON);
    const char *text = apn_report_text(made, NULL);
    (void)state;
    assert_memory_equal(text, json_before_prices, sizeof json_before_prices - 1);
    assert_non_null(strstr(text, json_columns));
    assert_non_null(strstr(text, json_groups));
    assert_string_equal(text + strlen(text) - 6, "  ]\n}\n");
    apn_report_free(made);
}

/* The tie of the four halves stands in some column's price. */
static void ties_of_prices(void **state)
{
    apn_table_options plain = plain_options();
    apn_report *made = report(&plain, "", APN_REPORT_JSON);
    const char *text = strstr(apn_report_text(made, NULL), "\"prices\"");
    (void)state;
    assert_non_null(text);
    assert_non_null(strstr(text, "\"sign\": \""));
    apn_report_free(made);
}

static apn_report *report_biproportional(const apn_table_names *names, apn_report_format format)
{
    const apn_decimal seed[] = {one, one, one, one}, totals[] = {one, one};
    const apn_biproportional_input input = {2, 2, seed, totals, totals};
    apn_table_options plain = plain_options();
    apn_biproportional *table = NULL;
    apn_report *made = NULL;
    assert_int_equal(apn_biproportional_make(&input, &plain, &table, NULL), APN_OK);
    assert_int_equal(apn_report_biproportional(table, names, format, &made, NULL), APN_OK);
    apn_biproportional_free(table);
    return made;
}

static void in_proportion(void **state)
{
    apn_table_options named = named_options();
    const apn_table_names names = {.size = sizeof names, .corner = "Cost", .options = &named};
    apn_report *made = report_biproportional(&names, APN_REPORT_JSON);
    const char *text = apn_report_text(made, NULL);
    (void)state;
    assert_non_null(
        strstr(text, "\"method\": \"biproportional\",\n  \"unit\": \"1\",\n  \"rows\""));
    assert_non_null(strstr(text, "\"divisor\": \""));
    assert_non_null(strstr(text, "      \"raised\": [\n"
                                 "        {\n"
                                 "          \"row\": \"p, q\",\n"
                                 "          \"column\": \"a\"\n"
                                 "        },\n"
                                 "        {\n"
                                 "          \"row\": \"r|s\",\n"
                                 "          \"column\": \"b\"\n"));
    apn_report_free(made);
    /* Groups of the options are not those of a biproportional table. */
    check_text(report_biproportional(&names, APN_REPORT_CSV), "Cost,a,b,Total\n"
                                                              "\"p, q\",1,0,1\n"
                                                              "r|s,0,1,1\n"
                                                              "Total,1,1,2\n");
    made = report_biproportional(NULL, APN_REPORT_MARKDOWN);
    assert_non_null(strstr(apn_report_text(made, NULL),
                           "- Tie: row 1, column 1; row 1, column 2; row 2, column 1; row 2, "
                           "column 2 lie on halves and can exchange a unit; rounded up: row 1, "
                           "column 1; row 2, column 2.\n"));
    assert_non_null(strstr(apn_report_text(made, NULL), "| Column | Divisor |\n"));
    apn_report_free(made);
}

static void notes(void **state)
{
    const apn_decimal prescribed[] = {{.lo = 2, .sign = 1}, {0}};
    apn_table_options periods = plain_options(), asked = plain_options();
    apn_report *made;
    (void)state;
    periods.cumulative = 1;
    made = report(&periods, "", APN_REPORT_MARKDOWN);
    assert_non_null(strstr(apn_report_text(made, NULL), "- Rows are consecutive periods"));
    apn_report_free(made);
    made = report(&periods, "", APN_REPORT_JSON);
    assert_non_null(strstr(apn_report_text(made, NULL), "\"until\": \"row 1\""));
    assert_non_null(strstr(apn_report_text(made, NULL), "\"cumulative\": true"));
    apn_report_free(made);
    asked.column_totals = prescribed;
    made = report(&asked, "", APN_REPORT_MARKDOWN);
    assert_non_null(
        strstr(apn_report_text(made, NULL), "- The totals of the columns were prescribed.\n"));
    apn_report_free(made);
    made = report(&asked, "", APN_REPORT_CSV);
    assert_non_null(strstr(apn_report_text(made, NULL), "Total,2,0,2\n"));
    apn_report_free(made);
}

/* 3 x 10^37 four times: every cell has 38 digits, the sum of a row has, and the sum of all has not.
 * The table itself may refuse it; what comes out never has a sum that is wrong. */
static void sums_have_38_digits(void **state)
{
    apn_decimal large, cells[4];
    apn_table_options plain = plain_options();
    apn_table *table = NULL;
    apn_report *made = NULL;
    (void)state;
    assert_int_equal(apn_decimal_parse("30000000000000000000000000000000000000", 38, APN_FORM_PLAIN,
                                       NULL, &large, NULL),
                     APN_OK);
    for (size_t i = 0; i < 4; i++)
        cells[i] = large;
    apn_status status = apn_table_make(cells, 2, 2, &plain, &table, NULL);
    if (status == APN_OK)
        status = apn_report_table(table, NULL, APN_REPORT_CSV, &made, NULL);
    assert_int_equal(status, APN_LIMIT);
    assert_null(made);
    apn_table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv),
        cmocka_unit_test(markdown),
        cmocka_unit_test(json),
        cmocka_unit_test(ties_of_prices),
        cmocka_unit_test(in_proportion),
        cmocka_unit_test(notes),
        cmocka_unit_test(sums_have_38_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
