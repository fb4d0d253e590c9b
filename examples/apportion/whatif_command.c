/* apportion whatif: who would pay what if the agreement said something else. */
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "comparison_table.h"
#include "failure.h"
#include "files.h"
#include "finding_list.h"
#include "memory.h"
#include "scenarios.h"
#include "statement_table.h"
#include "text.h"

typedef struct whatif {
    const words *given;
    scenarios read;
    apn_measure measure;
    const char *year;
    bool machine, as_one;
    apn_report_format format;
    apn_comparison **list;
    size_t count;
    apn_findings *failed;
} whatif;

static apn_status choices_read(whatif *work, apn_error *err)
{
    const char *measure = words_value(work->given, "measure");
    apn_status status = words_format(work->given, &work->machine, &work->format, err);
    if (measure && status == APN_OK)
        status = apn_measure_find(measure, strlen(measure), &work->measure, err);
    work->as_one = words_value(work->given, "together") != NULL;
    return status == APN_OK ? words_check_output(work->given, err) : status;
}

/* Compares the agreement as it stands with scenario `first`, or with all of them in one. */
static apn_status compare_one(whatif *work, size_t first, size_t count, apn_error *err)
{
    const apn_side before = {
        .draft = work->read.draft, .year = work->year, .measure = work->measure};
    apn_side after = before;
    apn_comparison *made = NULL;
    after.scenarios = (const apn_scenario *const *)work->read.list + first;
    after.scenario_count = count;
    apn_status status = apn_comparison_make(&before, &after, &work->failed, &made, err);
    if (status == APN_OK) {
        work->list = grab_more(work->list, work->count + 1, sizeof work->list[0]);
        work->list[work->count++] = made;
    }
    return status;
}

static apn_status compare_all(whatif *work, apn_error *err)
{
    apn_status status = APN_OK;
    if (work->read.count == 0)
        return fail(err, APN_USAGE,
                    "nothing is changed: give --set PATH=VALUE, or a file with a scenario");
    if (work->as_one)
        return compare_one(work, 0, work->read.count, err);
    for (size_t i = 0; i < work->read.count && status == APN_OK; i++)
        status = compare_one(work, i, 1, err);
    return status;
}

static apn_status put_report(const whatif *work, const output *out, apn_error *err)
{
    apn_report *report = NULL;
    apn_status status =
        apn_report_comparisons((const apn_comparison *const *)work->list, work->read.names,
                               work->count, work->format, &report, err);
    if (status == APN_OK) {
        size_t length = 0;
        const char *text = apn_report_text(report, &length);
        (void)fwrite(text, 1, length, out->text);
    }
    apn_report_free(report);
    return status;
}

static void put_people(const whatif *work, const output *out, const finding_list *list)
{
    const comparison_view view = {work->list, work->read.names, work->count,
                                  work->as_one ? NULL
                                               : (const apn_scenario *const *)work->read.list};
    char *what =
        text_of("What if, %s, %s. Amounts in %s", work->year, apn_measure_word(work->measure),
                apn_agreement_describe(work->read.files.agreement).currency);
    put_statement_head(out, work->read.files.agreement, what);
    put_comparisons(out, &view);
    finding_list_put(list, out);
    put_sources(out, work->read.files.agreement);
    free(what);
}

/* The findings of the scenarios that the agreement as it stands does not have. */
static void list_findings(const whatif *work, finding_list *list)
{
    const apn_statement *before = apn_comparison_before(work->list[0]);
    finding_list_add(list, work->read.files.findings, work->read.files.sources,
                     work->read.files.count);
    finding_list_add(list, apn_statement_findings(before), work->read.files.sources,
                     work->read.files.count);
    for (size_t i = 0; i < work->count; i++)
        finding_list_add(list, apn_statement_findings(apn_comparison_after(work->list[i])),
                         work->read.files.sources, work->read.files.count);
    finding_list_settle(list);
}

static void whatif_free(whatif *work)
{
    for (size_t i = 0; i < work->count; i++)
        apn_comparison_free(work->list[i]);
    free(work->list);
    apn_findings_free(work->failed);
    scenarios_free(&work->read);
}

static apn_status put_out(whatif *work, output *out, finding_list *list, apn_error *err)
{
    apn_status status = APN_OK;
    output_open(out, words_value(work->given, "output"));
    if (work->machine)
        status = put_report(work, out, err);
    else
        put_people(work, out, list);
    return status == APN_OK ? output_finish(out, err) : status;
}

int whatif_command(const words *given)
{
    whatif work = {.given = given, .measure = APN_BUDGET};
    finding_list list = {0};
    output out = {0};
    apn_error err = {0};
    int result = 0;

    apn_status status = choices_read(&work, &err);
    if (status == APN_OK)
        status = scenarios_read(given, work.as_one, &work.read, &err);
    if (status != APN_OK) {
        apn_findings *found = work.read.failed ? work.read.failed : work.read.files.findings;
        result = tell_findings(apn_findings_count_of(found, APN_ERROR) ? found : NULL, &err,
                               given->json);
        goto done;
    }
    status = scenarios_year(given, &work.read, work.measure, &work.year, &err);
    if (status == APN_OK)
        status = compare_all(&work, &err);
    if (status != APN_OK) {
        result = tell_findings(work.failed, &err, given->json);
        goto done;
    }
    list_findings(&work, &list);
    status = put_out(&work, &out, &list, &err);
    if (status != APN_OK) {
        result = tell_error(&err, given->json);
        goto done;
    }
    if (work.machine && !given->json && list.count > 0)
        finding_list_put_plain(&list, stderr, given->json);
    if (words_value(given, "strict") && finding_list_count(&list, APN_WARNING) > 0)
        result = 1;
done:
    output_discard(&out);
    finding_list_free(&list);
    whatif_free(&work);
    return result;
}
