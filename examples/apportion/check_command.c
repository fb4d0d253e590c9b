/* apportion check: loads an agreement, computes every year of every measure, and prints all that
 * there is to say. */
#include <stdlib.h>
#include <string.h>

#include "agreement_files.h"
#include "commands.h"
#include "failure.h"
#include "finding_list.h"
#include "memory.h"
#include "text.h"

/* What was computed; the findings live in these. */
typedef struct computed {
    apn_findings *tables;
    apn_statement **statements;
    apn_findings **failed; /* of the years that could not be computed */
    size_t count;
} computed;

static apn_status compute_year(const agreement_files *read, const char *year, apn_measure measure,
                               computed *made, finding_list *list, apn_error *err)
{
    size_t i = made->count++;
    made->statements = grab_more(made->statements, made->count, sizeof made->statements[0]);
    made->failed = grab_more(made->failed, made->count, sizeof made->failed[0]);
    made->statements[i] = NULL;
    made->failed[i] = NULL;
    apn_status status = apn_statement_make(read->agreement, year, measure, &made->failed[i],
                                           &made->statements[i], err);
    const apn_findings *found =
        status == APN_OK ? apn_statement_findings(made->statements[i]) : made->failed[i];
    finding_list_add(list, found, read->sources, read->count);
    /* A fault of the input is a finding, and the next year is looked at; anything else ends the
     * check. */
    return apn_status_blame(status) == APN_BLAME_INPUT && apn_findings_count(found) > 0 ? APN_OK
                                                                                        : status;
}

static apn_status compute_all(const agreement_files *read, computed *made, finding_list *list,
                              apn_error *err)
{
    apn_status status = APN_OK;
    for (int measure = 0; apn_measure_word((apn_measure)measure) && status == APN_OK; measure++) {
        const char *year = NULL;
        for (size_t i = 0; status == APN_OK; i++) {
            year = apn_agreement_year(read->agreement, (apn_measure)measure, i);
            if (!year)
                break;
            status = compute_year(read, year, (apn_measure)measure, made, list, err);
        }
    }
    return status;
}

static apn_status check_tables(const agreement_files *read, computed *made, finding_list *list,
                               apn_error *err)
{
    apn_status status = apn_agreement_check_tables(read->agreement, &made->tables, err);
    finding_list_add(list, made->tables, read->sources, read->count);
    return status;
}

static void computed_free(computed *made)
{
    apn_findings_free(made->tables);
    for (size_t i = 0; i < made->count; i++) {
        apn_statement_unref(made->statements[i]);
        apn_findings_free(made->failed[i]);
    }
    free(made->statements);
    free(made->failed);
}

/* "no errors", "1 error", "2 errors"; the caller frees it. */
static char *count_text(size_t count, const char *thing)
{
    return count ? text_of("%zu %s%s", count, thing, count == 1 ? "" : "s")
                 : text_of("no %ss", thing);
}

static void put_summary(const output *out, const agreement_files *read, const computed *made,
                        const finding_list *list)
{
    char *errors = count_text(finding_list_count(list, APN_ERROR), "error");
    char *warnings = count_text(finding_list_count(list, APN_WARNING), "warning");
    char *notes = count_text(finding_list_count(list, APN_NOTE), "note");
    if (read->agreement) {
        char *lines = count_text(apn_agreement_line_count(read->agreement), "cost line");
        char *statements = count_text(made->count, "statement");
        size_t tables = apn_agreement_table_count(read->agreement);
        char *checked = tables ? count_text(tables, "table") : text_of("%s", "");
        fprintf(out->text, "%s: %s, %s%s%s; %s, %s, %s\n",
                apn_agreement_describe(read->agreement).id, lines, statements, tables ? ", " : "",
                checked, errors, warnings, notes);
        free(checked);
        free(statements);
        free(lines);
    } else {
        fprintf(out->text, "%s: not an agreement yet; %s, %s, %s\n", read->sources[0].name, errors,
                warnings, notes);
    }
    free(notes);
    free(warnings);
    free(errors);
}

int check_command(const words *given)
{
    agreement_files read = {0};
    computed made = {0};
    finding_list list = {0};
    output out = {0};
    apn_error err = {0};
    bool json = false;
    int result = 0;

    apn_status status = words_json_only(given, &json, &err);
    if (status == APN_OK)
        status = agreement_files_read(given, &read, &err);
    finding_list_add(&list, read.findings, read.sources, read.count);
    if (status == APN_OK)
        status = compute_all(&read, &made, &list, &err);
    if (status == APN_OK)
        status = check_tables(&read, &made, &list, &err);
    if (status != APN_OK && finding_list_count(&list, APN_ERROR) == 0) {
        result = tell_error(&err, given->json);
        goto done;
    }
    finding_list_settle(&list);
    output_open(&out, NULL);
    finding_list_put_plain(&list, out.text, json);
    if (!json)
        put_summary(&out, &read, &made, &list);
    result = exit_status(status);
    if (finding_list_count(&list, APN_ERROR) > 0 && result == 0)
        result = 1;
    if (finding_list_count(&list, APN_WARNING) > 0 && words_value(given, "strict") && result == 0)
        result = 1;
    if (output_finish(&out, &err) != APN_OK)
        result = tell_error(&err, given->json);
done:
    output_discard(&out);
    finding_list_free(&list);
    computed_free(&made);
    agreement_files_free(&read);
    return result;
}
