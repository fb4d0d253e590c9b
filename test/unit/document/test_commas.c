/* Commas inside { } that ended a value in the middle of its number. */
#include <string.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "document_build.h"

/* {key: value, stray, stray, after: 1} */
static apn__node *build_slip(builder *build, const char *value, const char *const strays[2])
{
    apn__node *root = put(build, NULL, APN__MAPPING, "", "");
    root->flow = true;
    put(build, root, APN__SCALAR, "2015/16", value);
    for (size_t i = 0; i < 2; i++)
        if (strays[i] != NULL)
            put(build, root, APN__SCALAR, strays[i], "");
    put(build, root, APN__SCALAR, "after", "1");
    return root;
}

static void slips_are_told_and_mended(void **state)
{
    static const struct {
        const char *value, *strays[2], *told, *advice;
    } cases[] = {
        {"48", {"898.94"}, "`48,898.94` is read as 48 and a key 898.94", "write 48898.94,"},
        {"1", {"048", "898.94"}, "`1,048,898.94` is read as 1 and a key 048", "write 1048898.94,"},
        {"-\xC2\xA3"
         "48",
         {"898"},
         "`-\xC2\xA3"
         "48,898`",
         "write -\xC2\xA3"
         "48898,"},
        {"GBP 1", {"000"}, "`GBP 1,000`", "write GBP 1000,"},
        {"(1", {"000)"}, "`(1,000)`", "write (1000),"},
        {"115", {"350m"}, "`115,350m`", "write 115350m,"},
        {"1", {"23"}, "`1,23`", "with a point before its decimals"},
        {"35", {"28%"}, "`35,28%`", "with a point before its decimals"},
        {"1.5", {"000"}, "`1.5,000`", "write 1.5000,"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        builder *build = NULL;
        assert_int_equal(begin_build((void **)&build), 0);
        apn__node *root = build_slip(build, cases[i].value, cases[i].strays);
        apn__node_check_commas(root, "hosting.budget", build->findings);
        assert_int_equal(apn_findings_count(build->findings), 1);
        const apn_finding *finding = apn_findings_at(build->findings, 0);
        assert_int_equal(finding->code, APN_NUMBER);
        assert_int_equal(finding->line, 2);
        assert_int_equal(finding->column, 9);
        assert_string_equal(finding->where, "hosting.budget.2015/16");
        assert_non_null(strstr(finding->message, "a comma inside { }"));
        assert_non_null(strstr(finding->message, cases[i].told));
        assert_non_null(strstr(finding->message, cases[i].advice));
        assert_int_equal(root->count, 2);
        assert_int_equal(root->first->kind, APN__INVALID);
        assert_ptr_equal(root->first->next, root->last);
        assert_string_equal(root->last->key.bytes, "after");
        end_build((void **)&build);
    }
    (void)state;
}

static void what_is_no_number_is_left_alone(void **state)
{
    static const struct {
        const char *value, *stray;
    } cases[] = {{"1", "2016/17"}, {"1", "leics"}, {"1", "12345678x9"}, {"1", "1.2.3"},
                 {"1", ""},        {"x", "898"},   {"", "898"},         {"50%", "898"},
                 {"1.2.3", "898"}, {"1 2", "898"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        builder *build = NULL;
        assert_int_equal(begin_build((void **)&build), 0);
        apn__node *root =
            build_slip(build, cases[i].value, (const char *const[2]){cases[i].stray, NULL});
        apn__node_check_commas(root, "", build->findings);
        assert_int_equal(apn_findings_count(build->findings), 0);
        assert_int_equal(root->count, 3);
        end_build((void **)&build);
    }
    (void)state;
}

static void only_plain_scalars_in_braces_slip(void **state)
{
    builder *build = *state;
    static const char *const strays[2] = {"898.94", NULL};
    apn__node *block = build_slip(build, "48", strays);
    apn__node *quoted_value = build_slip(build, "48", strays);
    apn__node *quoted_stray = build_slip(build, "48", strays);
    apn__node *with_value = build_slip(build, "48", strays);
    apn__node *list_value = build_slip(build, "48", strays);
    block->flow = false;
    quoted_value->first->quoted = true;
    quoted_stray->first->next->quoted = true;
    with_value->first->next->text = apn__text_of("5");
    list_value->first->kind = APN__SEQUENCE;
    apn__node *const all[] = {block, quoted_value, quoted_stray, with_value, list_value};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        apn__node_check_commas(all[i], "", build->findings);
        assert_int_equal(all[i]->count, 3);
    }
    assert_int_equal(apn_findings_count(build->findings), 0);
}

static void a_slip_at_the_end_leaves_the_list_whole(void **state)
{
    builder *build = *state;
    apn__node *root = put(build, NULL, APN__MAPPING, "", "");
    root->flow = true;
    apn__node *value = put(build, root, APN__SCALAR, "a", "1");
    for (int i = 0; i < 100; i++)
        put(build, root, APN__SCALAR, "234", "");
    apn__node_check_commas(root, "", build->findings);
    assert_int_equal(root->count, 1);
    assert_ptr_equal(root->last, value);
    assert_null(value->next);
    const apn_finding *finding = apn_findings_at(build->findings, 0);
    assert_non_null(finding);
    assert_non_null(strstr(finding->message, "234,23\xE2\x80\xA6`"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slips_are_told_and_mended),
        cmocka_unit_test(what_is_no_number_is_left_alone),
        cmocka_unit_test_setup_teardown(only_plain_scalars_in_braces_slip, begin_build, end_build),
        cmocka_unit_test_setup_teardown(a_slip_at_the_end_leaves_the_list_whole, begin_build,
                                        end_build),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
