/* The three writers by themselves: signs, quotes and escapes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "csv_writer.h"
#include "json_writer.h"
#include "markdown_writer.h"

static apn_decimal decimal(const char *text)
{
    apn_decimal value;
    assert_int_equal(apn_decimal_parse(text, strlen(text), APN_FORM_PLAIN, NULL, &value, NULL),
                     APN_OK);
    return value;
}

static void json_nests_as_python_writes_it(void **state)
{
    apn__page page = {0};
    apn__json json = {.page = &page};
    (void)state;
    apn__json_open(&json, NULL, '{');
    apn__json_open(&json, "empty", '[');
    apn__json_close(&json, ']');
    apn__json_open(&json, "list", '[');
    apn__json_amount(&json, NULL, decimal("1.50"));
    apn__json_null(&json, NULL);
    apn__json_open(&json, NULL, '{');
    apn__json_place(&json, "line", 41);
    apn__json_close(&json, '}');
    apn__json_close(&json, ']');
    apn__json_close(&json, '}');
    apn__json_end(&json);
    assert_string_equal(page.text.bytes, "{\n"
                                         "  \"empty\": [],\n"
                                         "  \"list\": [\n"
                                         "    \"1.50\",\n"
                                         "    null,\n"
                                         "    {\n"
                                         "      \"line\": 41\n"
                                         "    }\n"
                                         "  ]\n"
                                         "}\n");
    apn__page_end(&page);
}

static void json_escapes(void **state)
{
    apn__page page = {0};
    apn__json json = {.page = &page};
    (void)state;
    apn__json_text(&json, NULL, "\"\\/\b\f\n\r\t\x01\x1F\x7F £ ŵ");
    assert_string_equal(page.text.bytes, "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7F £ ŵ\"");
    apn__page_end(&page);
}

static void csv_quotes_only_what_needs_it(void **state)
{
    apn__page page = {0};
    apn__csv csv = {.page = &page};
    static const char *const header[] = {"a", "b", NULL};
    (void)state;
    apn__csv_header(&csv, header);
    apn__csv_text(&csv, "Devon, Cornwall");
    apn__csv_text(&csv, "the \"lead\" force");
    apn__csv_text(&csv, "");
    apn__csv_text(&csv, "two\nlines");
    apn__csv_text(&csv, "two\rlines");
    apn__csv_text(&csv, " edge");
    apn__csv_text(&csv, "edge ");
    apn__csv_text(&csv, "it's; plain");
    apn__csv_amount(&csv, decimal("-1234.50"));
    apn__csv_end_row(&csv);
    assert_string_equal(
        page.text.bytes,
        "a,b\n\"Devon, Cornwall\",\"the \"\"lead\"\" force\",,\"two\nlines\",\"two\rlines\","
        "\" edge\",\"edge \",it's; plain,-1234.50\n");
    apn__page_end(&page);
}

static void assert_markdown(const char *text, const char *expected)
{
    apn__page page = {0};
    apn__markdown_text(&page, text);
    assert_string_equal(page.text.bytes, expected);
    apn__page_end(&page);
}

static void markdown_shows_text_as_it_is(void **state)
{
    (void)state;
    assert_markdown("a|b", "a\\|b");
    assert_markdown("*x* _y_ `z` <b> [l](u) #h ~s~ \\",
                    "\\*x\\* \\_y\\_ \\`z\\` \\<b\\> \\[l\\](u) \\#h \\~s\\~ \\\\");
    assert_markdown("- dash - inside", "\\- dash - inside");
    assert_markdown("12. twelfth 3. third", "12\\. twelfth 3. third");
    assert_markdown("7) seventh", "7\\) seventh");
    assert_markdown("2015/16", "2015/16");
    assert_markdown("two\nlines", "two lines");
}

static void assert_money(const char *amount, const char *currency, const char *expected)
{
    apn__page page = {0};
    apn__markdown_money(&page, decimal(amount), currency);
    assert_string_equal(page.text.bytes, expected);
    apn__page_end(&page);
}

static void money_is_in_accounting_form(void **state)
{
    (void)state;
    assert_money("1234567.50", "GBP", "£1,234,567.50");
    assert_money("-1234.50", "GBP", "(£1,234.50)");
    assert_money("0.00", "GBP", "£0.00");
    assert_money("-1234", "EUR", "(1,234)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_nests_as_python_writes_it),
        cmocka_unit_test(json_escapes),
        cmocka_unit_test(csv_quotes_only_what_needs_it),
        cmocka_unit_test(markdown_shows_text_as_it_is),
        cmocka_unit_test(money_is_in_accounting_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
