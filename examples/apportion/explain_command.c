/* apportion explain: how a figure of a statement came about, from the file to the penny. */
#include <string.h>

#include "agreement_files.h"
#include "commands.h"
#include "failure.h"
#include "files.h"

typedef struct work {
    const words *given;
    apn_measure measure;
    bool json;
    agreement_files files;
    apn_findings *faults;
    apn_statement *statement;
    apn_explanation *explanation;
} work;

static apn_status take_words(work *made, apn_error *err)
{
    const char *measure = words_value(made->given, "measure");
    apn_status status = words_json_only(made->given, &made->json, err);
    if (status == APN_OK && measure)
        status = apn_measure_find(measure, strlen(measure), &made->measure, err);
    if (status == APN_OK && !words_value(made->given, "year"))
        status = fail(err, APN_USAGE, "explain needs a --year, as in `%s`",
                      made->given->command->examples[0].line);
    return status == APN_OK ? words_check_output(made->given, err) : status;
}

static apn_status explain(work *made, apn_error *err)
{
    apn_status status = agreement_files_read(made->given, &made->files, err);
    if (status != APN_OK) {
        made->faults = made->files.findings;
        made->files.findings = NULL;
        return status;
    }
    status = apn_statement_make(made->files.agreement, words_value(made->given, "year"),
                                made->measure, &made->faults, &made->statement, err);
    if (status != APN_OK)
        return status;
    return apn_explain(made->statement, words_value(made->given, "line"),
                       words_value(made->given, "party"), &made->explanation, err);
}

static apn_status put(const work *made, output *out, apn_error *err)
{
    size_t length = 0;
    const char *text = made->json ? apn_explanation_json(made->explanation, &length)
                                  : apn_explanation_text(made->explanation, &length);
    (void)fwrite(text, 1, length, out->text);
    return output_finish(out, err);
}

int explain_command(const words *given)
{
    work made = {.given = given, .measure = APN_BUDGET};
    output out = {0};
    apn_error err = {0};
    int result = 0;
    apn_status status = take_words(&made, &err);
    if (status == APN_OK)
        status = explain(&made, &err);
    if (status == APN_OK) {
        output_open(&out, words_value(given, "output"));
        status = put(&made, &out, &err);
    }
    if (status != APN_OK)
        result = tell_findings(made.faults, &err, given->json);
    output_discard(&out);
    apn_explanation_free(made.explanation);
    apn_statement_unref(made.statement);
    apn_findings_free(made.faults);
    agreement_files_free(&made.files);
    return result;
}
