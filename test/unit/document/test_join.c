/* Several texts as one agreement. */
#include <string.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "document_build.h"

/* A text with format, agreement.id and one party. */
static apn__node *build_text(builder *build, const char *file, const char *id, const char *party)
{
    build->file = file;
    build->line = 0;
    apn__node *root = put(build, NULL, APN__MAPPING, "", "");               /* line 1 */
    put(build, root, APN__SCALAR, "format", "apportion/1");                 /* line 2 */
    apn__node *agreement = put(build, root, APN__MAPPING, "agreement", ""); /* line 3 */
    put(build, agreement, APN__SCALAR, "id", id);                           /* line 4 */
    apn__node *parties = put(build, root, APN__SEQUENCE, "parties", "");    /* line 5 */
    put(build, parties, APN__SCALAR, "", party);                            /* line 6 */
    return root;
}

static const apn_finding *only_finding(const builder *build)
{
    assert_int_equal(apn_findings_count(build->findings), 1);
    return apn_findings_at(build->findings, 0);
}

static void one_text_stays_what_it_is(void **state)
{
    builder *build = *state;
    apn__node *root = build_text(build, "a.yaml", "em", "lincs");
    apn__node *whole = apn__node_join(&root, 1, build->arena, build->findings);
    assert_non_null(whole);
    assert_int_equal(whole->count, 3);
    assert_string_equal(whole->first->key.bytes, "format");
    assert_string_equal(whole->last->key.bytes, "parties");
    assert_int_equal(whole->place.line, 1);
    assert_false(whole->truncated);
    assert_int_equal(apn_findings_count(build->findings), 0);
}

static void lists_join_in_order_and_mappings_by_key(void **state)
{
    builder *build = *state;
    apn__node *roots[] = {build_text(build, "a.yaml", "em", "lincs"),
                          build_text(build, "b.yaml", "em", "leics")};
    put(build, apn__node_find(roots[1], "agreement"), APN__SCALAR, "title", "Shared");
    put(build, roots[1], APN__SCALAR, "currency", "GBP");
    apn__node *whole = apn__node_join(roots, 2, build->arena, build->findings);
    assert_non_null(whole);
    assert_int_equal(apn_findings_count(build->findings), 0);
    assert_int_equal(whole->count, 4);
    assert_non_null(apn__node_find(whole, "currency"));
    const apn__node *agreement = apn__node_find(whole, "agreement");
    assert_int_equal(agreement->count, 2);
    assert_string_equal(apn__node_find(agreement, "title")->text.bytes, "Shared");
    const apn__node *parties = apn__node_find(whole, "parties");
    assert_int_equal(parties->count, 2);
    assert_string_equal(parties->first->text.bytes, "lincs");
    assert_string_equal(parties->last->text.bytes, "leics");
    assert_string_equal(parties->last->place.file, "b.yaml");
}

static void another_agreement_s_id_is_refused(void **state)
{
    builder *build = *state;
    apn__node *roots[] = {build_text(build, "a.yaml", "em", "lincs"),
                          build_text(build, "b.yaml", "wm", "leics")};
    assert_non_null(apn__node_join(roots, 2, build->arena, build->findings));
    const apn_finding *finding = only_finding(build);
    assert_int_equal(finding->code, APN_DUPLICATE_KEY);
    assert_string_equal(finding->file, "b.yaml");
    assert_int_equal(finding->line, 4);
    assert_int_equal(finding->column, 3);
    assert_string_equal(finding->where, "agreement.id");
    assert_non_null(strstr(finding->message, "not the same as in a.yaml, line 4"));
}

static void the_same_key_again_is_refused(void **state)
{
    builder *build = *state;
    apn__node *roots[] = {build_text(build, "a.yaml", "em", "lincs"),
                          build_text(build, "b.yaml", "em", "leics")};
    put(build, roots[0], APN__SCALAR, "currency", "GBP"); /* line 7 */
    put(build, roots[1], APN__SCALAR, "currency", "GBP"); /* line 8 */
    put(build, apn__node_find(roots[0], "agreement"), APN__MAPPING, "effective", "");
    put(build, apn__node_find(roots[1], "agreement"), APN__MAPPING, "effective", "");
    apn__node *whole = apn__node_join(roots, 2, build->arena, build->findings);
    assert_int_equal(apn_findings_count(build->findings), 2);
    assert_string_equal(apn_findings_at(build->findings, 0)->where, "currency");
    assert_int_equal(apn_findings_at(build->findings, 0)->code, APN_DUPLICATE_KEY);
    assert_string_equal(apn_findings_at(build->findings, 1)->where, "agreement.effective");
    assert_int_equal(apn_findings_at(build->findings, 1)->code, APN_DUPLICATE_KEY);
    assert_int_equal(whole->count, 4);
}

static void kinds_that_differ_do_not_join(void **state)
{
    builder *build = *state;
    apn__node *roots[] = {build_text(build, "a.yaml", "em", "lincs"),
                          build_text(build, "b.yaml", "em", "leics")};
    put(build, roots[0], APN__SEQUENCE, "tables", "");
    put(build, roots[1], APN__MAPPING, "tables", "");
    assert_non_null(apn__node_join(roots, 2, build->arena, build->findings));
    assert_string_equal(only_finding(build)->where, "tables");
}

static void what_was_reported_before_is_passed_over(void **state)
{
    builder *build = *state;
    apn__node *roots[] = {build_text(build, "a.yaml", "em", "lincs"),
                          build_text(build, "b.yaml", "em", "leics")};
    put(build, roots[0], APN__INVALID, "currency", "");
    put(build, roots[1], APN__SCALAR, "currency", "GBP");
    apn__node *whole = apn__node_join(roots, 2, build->arena, build->findings);
    assert_int_equal(apn_findings_count(build->findings), 0);
    assert_int_equal(apn__node_find(whole, "currency")->kind, APN__INVALID);
}

static void each_text_has_the_format(void **state)
{
    builder *build = *state;
    apn__node *roots[] = {build_text(build, "a.yaml", "em", "lincs"),
                          build_text(build, "b.yaml", "em", "leics"),
                          build_text(build, "c.yaml", "em", "notts")};
    roots[1]->first->key = apn__text_of("fromat");
    roots[2]->first->key = apn__text_of("formaat");
    roots[2]->truncated = true;
    apn__node *whole = apn__node_join(roots, 3, build->arena, build->findings);
    const apn_finding *finding = only_finding(build);
    assert_int_equal(finding->code, APN_MISSING_KEY);
    assert_string_equal(finding->file, "b.yaml");
    assert_int_equal(finding->line, 1);
    assert_string_equal(finding->where, "format");
    assert_true(whole->truncated);
}

static void a_root_that_is_no_mapping_is_reported_and_left_out(void **state)
{
    builder *build = *state;
    apn__node *roots[] = {NULL, build_text(build, "b.yaml", "em", "lincs"), NULL, NULL};
    build->file = "c.yaml";
    roots[2] = put(build, NULL, APN__SEQUENCE, "", "");
    roots[3] = put(build, NULL, APN__INVALID, "", "");
    apn__node *whole = apn__node_join(roots, 4, build->arena, build->findings);
    const apn_finding *finding = only_finding(build);
    assert_int_equal(finding->code, APN_WRONG_TYPE);
    assert_string_equal(finding->file, "c.yaml");
    assert_non_null(strstr(finding->message, "it is a list"));
    assert_int_equal(whole->count, 3);
    assert_true(whole->truncated);
}

static void no_text_at_all_gives_an_empty_mapping(void **state)
{
    builder *build = *state;
    apn__node *root = NULL;
    apn__node *whole = apn__node_join(&root, 1, build->arena, build->findings);
    assert_int_equal(whole->kind, APN__MAPPING);
    assert_int_equal(whole->count, 0);
    assert_true(whole->truncated);
    assert_int_equal(apn_findings_count(build->findings), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_text_stays_what_it_is, begin_build, end_build),
        cmocka_unit_test_setup_teardown(lists_join_in_order_and_mappings_by_key, begin_build,
                                        end_build),
        cmocka_unit_test_setup_teardown(another_agreement_s_id_is_refused, begin_build, end_build),
        cmocka_unit_test_setup_teardown(the_same_key_again_is_refused, begin_build, end_build),
        cmocka_unit_test_setup_teardown(kinds_that_differ_do_not_join, begin_build, end_build),
        cmocka_unit_test_setup_teardown(what_was_reported_before_is_passed_over, begin_build,
                                        end_build),
        cmocka_unit_test_setup_teardown(each_text_has_the_format, begin_build, end_build),
        cmocka_unit_test_setup_teardown(a_root_that_is_no_mapping_is_reported_and_left_out,
                                        begin_build, end_build),
        cmocka_unit_test_setup_teardown(no_text_at_all_gives_an_empty_mapping, begin_build,
                                        end_build),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
