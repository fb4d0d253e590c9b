/* Nodes, paths and the check for keys that stand twice. */
#include <stdio.h>
#include <string.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "document_build.h"

static void children_stay_in_order_and_are_found(void **state)
{
    builder *build = *state;
    apn__node *root = put(build, NULL, APN__MAPPING, "", "");
    apn__node *a = put(build, root, APN__SCALAR, "a", "1");
    apn__node *b = put(build, root, APN__SCALAR, "b", "2");
    assert_int_equal(root->count, 2);
    assert_ptr_equal(root->first, a);
    assert_ptr_equal(a->next, b);
    assert_ptr_equal(root->last, b);
    assert_null(b->next);
    assert_ptr_equal(apn__node_find(root, "b"), b);
    assert_null(apn__node_find(root, "ab"));
    assert_null(apn__node_find(root, ""));
    assert_null(apn__node_find(a, "a"));
    assert_null(apn__node_find(NULL, "a"));
}

static void a_list_has_no_keys(void **state)
{
    builder *build = *state;
    apn__node *list = put(build, NULL, APN__SEQUENCE, "", "");
    put(build, list, APN__SCALAR, "a", "1");
    put(build, list, APN__SCALAR, "a", "1");
    assert_null(apn__node_find(list, "a"));
    apn__node_check_duplicates(list, "", build->findings);
    assert_int_equal(apn_findings_count(build->findings), 0);
}

static void a_key_that_stands_again_is_reported_where_it_does(void **state)
{
    builder *build = *state;
    apn__node *root = put(build, NULL, APN__MAPPING, "", "");
    apn__node *first = put(build, root, APN__SCALAR, "leics", "1"); /* line 2 */
    put(build, root, APN__SCALAR, "notts", "2");
    apn__node *second = put(build, root, APN__SCALAR, "leics", "3");
    apn__node *third = put(build, root, APN__MAPPING, "leics", "");
    put(build, root, APN__SCALAR, "leic", "5");
    apn__node_check_duplicates(root, "drivers.users", build->findings);
    apn__findings_sort(build->findings);
    assert_int_equal(apn_findings_count(build->findings), 2);
    for (size_t i = 0; i < 2; i++) {
        const apn_finding *finding = apn_findings_at(build->findings, i);
        assert_int_equal(finding->severity, APN_ERROR);
        assert_int_equal(finding->code, APN_DUPLICATE_KEY);
        assert_string_equal(finding->where, "drivers.users.leics");
        assert_int_equal(finding->line, 4 + i);
        assert_int_equal(finding->column, 3);
        assert_non_null(strstr(finding->message, "`leics` stands twice here, first in line 2"));
    }
    assert_int_equal(first->kind, APN__SCALAR);
    assert_int_equal(second->kind, APN__INVALID);
    assert_int_equal(third->kind, APN__INVALID);
    assert_ptr_equal(apn__node_find(root, "leics"), first);
}

/* Twice the keys must not take four times the work; a million keys would take minutes if each were
 * held against each. */
static void many_keys_are_checked_quickly(void **state)
{
    builder *build = *state;
    enum { KEYS = 200000 };
    apn__node *root = put(build, NULL, APN__MAPPING, "", "");
    for (int i = 0; i < KEYS; i++) {
        char key[16];
        int length = snprintf(key, sizeof key, "k%d", (i * 7919) % (KEYS - 1));
        put(build, root, APN__SCALAR, apn__arena_copy(build->arena, key, (size_t)length), "");
    }
    apn__node_check_duplicates(root, "", build->findings);
    assert_int_equal(apn_findings_count(build->findings), 1);
    assert_int_equal(root->last->kind, APN__INVALID);
}

static void paths_have_dots_and_numbers(void **state)
{
    (void)state;
    apn__path path = {0};
    assert_int_equal(apn__path_push(&path, apn__text_of("parties")), 0);
    size_t list = apn__path_push_index(&path, 1);
    assert_int_equal(list, 7);
    assert_int_equal(apn__path_push(&path, apn__text_of("id")), 10);
    assert_string_equal(path.text, "parties[2].id");
    apn__path_cut(&path, list);
    assert_string_equal(path.text, "parties");
}

static void long_paths_are_cut(void **state)
{
    (void)state;
    char key[101];
    apn__path path = {0};
    memset(key, 'k', 100);
    key[100] = '\0';
    memcpy(key + 63, "\xC2\xA3", 2);
    apn__path_push(&path, apn__text_of(key));
    assert_int_equal(path.length, 63);
    for (int i = 0; i < 200; i++)
        apn__path_push(&path, apn__text_of("notts"));
    assert_int_equal(path.length, APN__LIMIT_WHERE);
    assert_int_equal(strlen(path.text), APN__LIMIT_WHERE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(children_stay_in_order_and_are_found, begin_build,
                                        end_build),
        cmocka_unit_test_setup_teardown(a_list_has_no_keys, begin_build, end_build),
        cmocka_unit_test_setup_teardown(a_key_that_stands_again_is_reported_where_it_does,
                                        begin_build, end_build),
        cmocka_unit_test_setup_teardown(many_keys_are_checked_quickly, begin_build, end_build),
        cmocka_unit_test(paths_have_dots_and_numbers),
        cmocka_unit_test(long_paths_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
