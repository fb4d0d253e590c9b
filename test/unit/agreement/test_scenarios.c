/* Scenarios through the library: what a scenario says of itself, its bounds, and drafts that make
 * several agreements. What changes do to figures is in test/cli/test_whatif.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "apportion/apportion.h"
#include "alloc.h"
#include "library_limits.h"

static const char text[] = "format: apportion/1\n"
                           "agreement: {id: x}\n"
                           "parties: [{id: a}, {id: b}]\n"
                           "cost_lines: [{id: one, basis: equal, budget: {2015/16: 10.00}}]\n";

static apn_draft *make_draft(void)
{
    const apn_text_source source = {"x.yaml", text, sizeof text - 1};
    apn_draft *draft = NULL;
    assert_int_equal(apn_draft_make(&source, 1, NULL, NULL, &draft, NULL), APN_OK);
    return draft;
}

static apn_status total_with(const apn_draft *draft, const apn_scenario *const *scenarios,
                             size_t count, char *total, apn_error *err)
{
    apn_agreement *agreement = NULL;
    apn_statement *statement = NULL;
    apn_status status = apn_draft_agreement(draft, scenarios, count, NULL, &agreement, err);
    if (status == APN_OK)
        status = apn_statement_make(agreement, "2015/16", APN_BUDGET, NULL, &statement, err);
    if (status == APN_OK)
        apn_decimal_format(apn_statement_total(statement), 0, total);
    apn_statement_unref(statement);
    apn_agreement_unref(agreement);
    return status;
}

static void test_what_it_says(void **state)
{
    (void)state;
    const char overlay[] = "what_if: dearer\n"
                           "title: A dearer line\n"
                           "base: x\n"
                           "changes:\n"
                           "  - {set: cost_lines.one.budget, to: {2015/16: 12.00}}\n"
                           "  - {remove: parties.b}\n";
    const apn_text_source source = {"o.yaml", overlay, sizeof overlay - 1};
    apn_scenario *scenario = NULL;
    assert_int_equal(apn_scenario_from_yaml(&source, NULL, &scenario, NULL), APN_OK);
    assert_string_equal(apn_scenario_id(scenario), "dearer");
    assert_string_equal(apn_scenario_title(scenario), "A dearer line");
    assert_int_equal(apn_scenario_count(scenario), 2);
    apn_change change = apn_scenario_change(scenario, 0);
    assert_int_equal(change.kind, APN_CHANGE_SET);
    assert_string_equal(change.path, "cost_lines.one.budget");
    assert_string_equal(change.value, "{2015/16: 12.00}");
    assert_string_equal(change.name, "o.yaml");
    assert_null(apn_scenario_change(scenario, 1).value);
    assert_string_equal(apn_change_kind_word(APN_CHANGE_SCALE), "scale");
    assert_null(apn_change_kind_word((apn_change_kind)4));
    apn_scenario_unref(scenario);
}

/* 10.00, then 12.00, then 1.5 times that: one after the other, and the draft stays as it was. */
static void test_one_after_the_other(void **state)
{
    (void)state;
    const apn_change dearer = {APN_CHANGE_SET, "cost_lines.one.budget.2015/16", "12.00", NULL};
    const apn_change half_more = {APN_CHANGE_SCALE, "cost_lines.one.budget", "150%", NULL};
    apn_draft *draft = make_draft();
    apn_scenario *list[2] = {NULL, NULL};
    char total[APN_DECIMAL_TEXT_SIZE];
    assert_int_equal(apn_scenario_make(&dearer, 1, NULL, &list[0], NULL), APN_OK);
    assert_int_equal(apn_scenario_make(&half_more, 1, NULL, &list[1], NULL), APN_OK);
    const apn_scenario *const both[] = {list[0], list[1]}, *const turned[] = {list[1], list[0]};
    assert_int_equal(total_with(draft, both, 2, total, NULL), APN_OK);
    assert_string_equal(total, "18.00");
    assert_int_equal(total_with(draft, turned, 2, total, NULL), APN_OK);
    assert_string_equal(total, "12.00");
    assert_int_equal(total_with(draft, NULL, 0, total, NULL), APN_OK);
    assert_string_equal(total, "10.00");
    apn_scenario_unref(list[0]);
    apn_scenario_unref(list[1]);
    apn_draft_unref(draft);
}

static void test_a_fault_has_its_place(void **state)
{
    (void)state;
    const apn_change wrong = {APN_CHANGE_SET, "cost_lines.one.budget.2015/16", "{a: 1}", "here"};
    apn_draft *draft = make_draft();
    apn_scenario *scenario = NULL;
    apn_error err = {0};
    char total[APN_DECIMAL_TEXT_SIZE];
    assert_int_equal(apn_scenario_make(&wrong, 1, NULL, &scenario, NULL), APN_OK);
    const apn_scenario *one = scenario;
    assert_int_equal(total_with(draft, &one, 1, total, &err), APN_WRONG_TYPE);
    assert_string_equal(err.where, "cost_lines.one.budget.2015/16");
    assert_int_equal(err.line, 1);
    assert_int_equal(err.column, strlen(wrong.path) + 2); /* behind the `=` */
    apn_scenario_unref(scenario);
    apn_draft_unref(draft);
}

static void test_wrong_calls(void **state)
{
    (void)state;
    const apn_change without_value = {APN_CHANGE_SET, "currency", NULL, NULL};
    const apn_change without_path = {APN_CHANGE_REMOVE, NULL, NULL, NULL};
    const apn_change broken = {APN_CHANGE_SET, "currency", "{a: [}", "here"};
    apn_scenario *scenario = NULL;
    apn_agreement *agreement = NULL;
    apn_comparison *comparison = NULL;
    apn_error err = {0};
    assert_int_equal(apn_scenario_make(&without_value, 1, NULL, &scenario, NULL), APN_USAGE);
    assert_int_equal(apn_scenario_make(&without_path, 1, NULL, &scenario, NULL), APN_USAGE);
    assert_int_equal(apn_scenario_make(&broken, 1, NULL, &scenario, &err), APN_YAML);
    assert_int_equal(apn_scenario_from_yaml(NULL, NULL, &scenario, NULL), APN_USAGE);
    assert_int_equal(apn_draft_agreement(NULL, NULL, 0, NULL, &agreement, NULL), APN_USAGE);
    assert_int_equal(apn_comparison_make(NULL, NULL, NULL, &comparison, NULL), APN_USAGE);
    assert_null(scenario);
    assert_null(agreement);
    assert_null(comparison);
}

static void test_limits(void **state)
{
    (void)state;
    const size_t most = APN__LIMIT_CHANGES;
    apn_change *changes = apn__alloc(most + 1, sizeof *changes);
    apn_scenario *scenario = NULL;
    apn_draft *draft = make_draft();
    char total[APN_DECIMAL_TEXT_SIZE];
    assert_non_null(changes);
    for (size_t i = 0; i <= most; i++)
        changes[i] = (apn_change){APN_CHANGE_SET, "agreement.title", "T", "t"};
    assert_int_equal(apn_scenario_make(changes, most + 1, NULL, &scenario, NULL), APN_LIMIT);
    assert_int_equal(apn_scenario_make(changes, most, NULL, &scenario, NULL), APN_OK);
    apn_scenario_unref(scenario);
    assert_int_equal(apn_scenario_make(changes, 1, NULL, &scenario, NULL), APN_OK);
    const apn_scenario *list[APN__LIMIT_SCENARIOS + 1];
    for (size_t i = 0; i <= APN__LIMIT_SCENARIOS; i++)
        list[i] = scenario;
    assert_int_equal(total_with(draft, list, APN__LIMIT_SCENARIOS, total, NULL), APN_OK);
    assert_int_equal(total_with(draft, list, APN__LIMIT_SCENARIOS + 1, total, NULL), APN_LIMIT);
    apn_scenario_unref(scenario);
    apn_draft_unref(draft);
    apn__free(changes);
}

/* Ends a sweep after so many calls. */
static int end_after(void *context, unsigned thousandths)
{
    int *left = context;
    assert_true(thousandths <= 1000);
    return (*left)-- == 0;
}

static apn_sweep_axis budget_axis(int64_t from, int64_t to)
{
    return (apn_sweep_axis){.path = "cost_lines.one.budget.2015/16",
                            .from = apn_decimal_from_i64(from),
                            .to = apn_decimal_from_i64(to),
                            .step = apn_decimal_from_i64(1)};
}

static void test_sweep_limits(void **state)
{
    (void)state;
    const int64_t most = APN__LIMIT_POINTS;
    apn_draft *draft = make_draft();
    const apn_side side = {.draft = draft, .year = "2015/16"};
    apn_sweep *sweep = NULL;
    apn_sweep_axis axis = budget_axis(1, most + 1);
    assert_true(APN__LIMIT_MARKS >= 50);
    assert_int_equal(apn_sweep_make(&side, &axis, 1, NULL, NULL, &sweep, NULL), APN_LIMIT);
    axis = budget_axis(2, 1);
    assert_int_equal(apn_sweep_make(&side, &axis, 1, NULL, NULL, &sweep, NULL), APN_USAGE);
    axis.step = apn_decimal_from_i64(0);
    assert_int_equal(apn_sweep_make(&side, &axis, 1, NULL, NULL, &sweep, NULL), APN_USAGE);
    assert_int_equal(apn_sweep_make(&side, &axis, 0, NULL, NULL, &sweep, NULL), APN_USAGE);
    assert_null(sweep);
    apn_draft_unref(draft);
}

/* What was finished when somebody ends a sweep is kept: 1.00 and 2.00, of five. */
static void test_a_sweep_that_is_ended(void **state)
{
    (void)state;
    int left = 2;
    apn_draft *draft = make_draft();
    const apn_side side = {.draft = draft, .year = "2015/16"};
    const apn_sweep_options options = {sizeof options, end_after, &left};
    apn_sweep_axis axis = budget_axis(1, 5);
    apn_sweep *sweep = NULL;
    char total[APN_DECIMAL_TEXT_SIZE];
    assert_int_equal(apn_sweep_make(&side, &axis, 1, &options, NULL, &sweep, NULL), APN_CANCELLED);
    assert_non_null(sweep);
    assert_int_equal(apn_sweep_count(sweep), 2);
    assert_int_equal(apn_sweep_steps(sweep, 0), 5);
    apn_decimal_format(apn_sweep_total(sweep, 1), 0, total);
    assert_string_equal(total, "2.00");
    apn_sweep_free(sweep);
    apn_draft_unref(draft);
}

/* 64 digits, of which the first is the text's length modulo 10. */
static void count_digest(void *context, const char *bytes, size_t length, char out[APN_DIGEST_SIZE])
{
    (void)context;
    (void)bytes;
    memset(out, '0', APN_DIGEST_SIZE - 1);
    out[0] = (char)('0' + length % 10);
    out[APN_DIGEST_SIZE - 1] = '\0';
}

/* What a draft was read from is known of its agreements as of one that was loaded. */
static void test_digests(void **state)
{
    (void)state;
    const apn_text_source sources[] = {{"x.yaml", text, sizeof text - 1},
                                       {"y.yaml", "format: apportion/1\n", 20}};
    const apn_agreement_options options = {.size = sizeof options, .digest = count_digest};
    apn_draft *draft = NULL;
    apn_agreement *agreement = NULL;
    assert_int_equal(apn_draft_make(sources, 2, &options, NULL, &draft, NULL), APN_OK);
    assert_int_equal(apn_draft_agreement(draft, NULL, 0, NULL, &agreement, NULL), APN_OK);
    assert_int_equal(apn_agreement_input_count(agreement), 2);
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(apn_agreement_input(agreement, i).sheet, "");
        assert_int_equal(apn_agreement_input(agreement, i).digest[0], '0' + sources[i].length % 10);
    }
    apn_agreement_unref(agreement);
    apn_draft_unref(draft);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_it_says),
        cmocka_unit_test(test_one_after_the_other),
        cmocka_unit_test(test_a_fault_has_its_place),
        cmocka_unit_test(test_wrong_calls),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_sweep_limits),
        cmocka_unit_test(test_a_sweep_that_is_ended),
        cmocka_unit_test(test_digests),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
