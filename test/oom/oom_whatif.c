/* oom_whatif.c: drafts, scenarios, comparisons and their reports, with each allocation failing in
 * turn: the call says APN_MEMORY, gives nothing, and leaves nothing behind. */
#include <stdio.h>
#include <string.h>

#include "apportion/apportion.h"
#include "failing_memory.h"

static const char agreement_text[] =
    "format: apportion/1\n"
    "agreement: {id: x, title: X}\n"
    "parties: [{id: a, name: A}, {id: b}, {id: c}]\n"
    "drivers:\n"
    "  users: {values: {a: 1, b: 2, c: 3}}\n"
    "  calls: {status: final, by_year: {2015/16: {a: 1, b: 2, c: 3}}}\n"
    "bases: {users: {driver: users, share: exact}, flat: equal}\n"
    "cost_lines:\n"
    "  - {id: one, basis: users, exclude: {a: has its own}, budget: {2015/16: 100.00}}\n"
    "  - {id: two, basis: flat, budget: {2015/16: 100.00}}\n";

static const char overlay_text[] =
    "what_if: y\n"
    "title: Y\n"
    "base: x\n"
    "changes:\n"
    "  - {set: cost_lines.one.exclude.a.until, to: 2015-09-30}\n"
    "  - {set: cost_lines.two.participants.b.from, to: 2015-10-01}\n"
    "  - {set: cost_lines.one.basis.driver, to: calls}\n"
    "  - {set: drivers.users.by_year.2015/16.a, to: 7}\n"
    "  - {set: drivers.calls.status.2015/16, to: provisional}\n"
    "  - {set: agreement.title.cy, to: Y}\n"
    "  - {scale: cost_lines.two.budget, by: 105%}\n"
    "  - {remove: cost_lines.one.basis.share}\n"
    "  - {add: cost_lines.three, value: {basis: equal, budget: {2015/16: 1.00}}}\n";

static const apn_change changes[] = {
    {APN_CHANGE_SET, "drivers.users.values.a", "2", "one"},
    {APN_CHANGE_ADD, "parties.d", "{name: D}", "two"},
    {APN_CHANGE_REMOVE, "cost_lines.one.exclude.a", NULL, NULL},
    {APN_CHANGE_SET, "drivers.users.values.d", "4", "three"},
};

static const apn_change wrong[] = {
    {APN_CHANGE_SET, "drivers.user.values.a", "2", "one"},
    {APN_CHANGE_SET, "cost_lines.one.exlude.a", "x", "two"},
    {APN_CHANGE_SCALE, "cost_lines.one.id", "2", "three"},
};

static apn_status report(const apn_comparison *comparison, apn_error *err, bool *empty)
{
    apn_status status = APN_OK;
    for (int format = 0; status == APN_OK && apn_report_format_word((apn_report_format)format);
         format++) {
        apn_report *made = NULL;
        status =
            apn_report_comparisons(&comparison, NULL, 1, (apn_report_format)format, &made, err);
        *empty = *empty && (status == APN_OK) == (made != NULL);
        apn_report_free(made);
    }
    return status;
}

static apn_status compare(const apn_draft *draft, const apn_scenario *scenario, apn_error *err,
                          bool *empty)
{
    const apn_side before = {.draft = draft, .year = "2015/16"};
    apn_side after = before;
    apn_findings *findings = NULL;
    apn_comparison *comparison = NULL;
    after.scenarios = &scenario;
    after.scenario_count = 1;
    apn_status status = apn_comparison_make(&before, &after, &findings, &comparison, err);
    *empty = *empty && (status == APN_OK) == (comparison != NULL);
    if (status == APN_OK)
        status = report(comparison, err, empty);
    apn_comparison_free(comparison);
    apn_findings_free(findings);
    return status;
}

/* A sweep over a driver's value, and what it reports. */
static apn_status sweep(const apn_draft *draft, apn_error *err, bool *empty)
{
    const apn_side side = {.draft = draft, .year = "2015/16"};
    apn_sweep_axis axis = {.path = "drivers.users.values.a"};
    apn_sweep *made = NULL;
    apn_report *report = NULL;
    axis.from = apn_decimal_from_i64(1);
    axis.to = apn_decimal_from_i64(9);
    axis.step = apn_decimal_from_i64(4);
    apn_status status = apn_sweep_make(&side, &axis, 1, NULL, NULL, &made, err);
    *empty = *empty && (status == APN_OK) == (made != NULL);
    for (int format = 0; status == APN_OK && apn_report_format_word((apn_report_format)format);
         format++) {
        status = apn_report_sweep(made, (apn_report_format)format, &report, err);
        apn_report_free(report);
        report = NULL;
    }
    if (status == APN_OK)
        status = apn_report_sweep_chart(made, NULL, &report, err);
    apn_report_free(report);
    apn_sweep_free(made);
    return status;
}

/* What is run: an overlay, good changes, wrong ones, or a sweep. */
static apn_status run_one(int which, apn_error *err, bool *empty)
{
    const apn_text_source text = {"x.yaml", agreement_text, sizeof agreement_text - 1};
    const apn_text_source overlay = {"y.yaml", overlay_text, sizeof overlay_text - 1};
    apn_draft *draft = NULL;
    apn_scenario *scenario = NULL;
    apn_status status = apn_draft_make(&text, 1, NULL, NULL, &draft, err);
    *empty = (status == APN_OK) == (draft != NULL);
    if (status == APN_OK && which == 0)
        status = apn_scenario_from_yaml(&overlay, NULL, &scenario, err);
    else if (status == APN_OK && which == 1)
        status = apn_scenario_make(changes, sizeof changes / sizeof *changes, NULL, &scenario, err);
    else if (status == APN_OK && which == 2)
        status = apn_scenario_make(wrong, sizeof wrong / sizeof *wrong, NULL, &scenario, err);
    if (status == APN_OK)
        status = which == 3 ? sweep(draft, err, empty) : compare(draft, scenario, err, empty);
    apn_scenario_unref(scenario);
    apn_draft_unref(draft);
    return status;
}

static int try_one(int which, bool onwards)
{
    apn_error err = {0};
    bool empty = true;
    apn_status expected = run_one(which, &err, &empty), status;
    if (expected != (which != 2 ? APN_OK : APN_UNKNOWN_ID)) {
        printf("%d: %s: %s\n", which, apn_status_word(expected), err.message);
        return 1;
    }
    for (size_t nth = 1;; nth++) {
        failing_memory_arm(nth, onwards);
        status = run_one(which, &err, &empty);
        failing_memory_disarm();
        bool failed = failing_memory_failed();
        if (failing_memory_outstanding() != 0 || !empty ||
            status != (failed ? APN_MEMORY : expected)) {
            printf("%d, allocation %zu: %s, or memory is left behind\n", which, nth,
                   apn_status_word(status));
            return 1;
        }
        if (!failed)
            return 0;
    }
}

int main(void)
{
    int faults = 0;
    for (int which = 0; which < 4; which++)
        faults += try_one(which, false) + try_one(which, true);
    return faults > 0;
}
