/* apportion compare: two agreements, two years or two measures beside each other. */
#include <stdlib.h>
#include <string.h>

#include "agreement_files.h"
#include "commands.h"
#include "comparison_table.h"
#include "failure.h"
#include "files.h"
#include "folder_source.h"
#include "memory.h"
#include "statement_table.h"
#include "text.h"

typedef struct compared_side {
    agreement_files files;
    folder_source sheets;
    apn_draft *draft;
    apn_side side;
} compared_side;

typedef struct compare {
    const words *given;
    compared_side sides[2];
    size_t drafts; /* 1: both sides are of one agreement */
    bool machine;
    apn_report_format format;
    apn_comparison *made;
    apn_findings *failed;
} compare;

/* A measure by the option that names it. */
static apn_status measure_read(const words *given, const char *option, apn_measure *out,
                               apn_error *err)
{
    const char *word = words_value(given, option);
    return word ? apn_measure_find(word, strlen(word), out, err) : APN_OK;
}

static apn_status choices_read(compare *work, apn_error *err)
{
    const words *given = work->given;
    apn_side *before = &work->sides[0].side, *after = &work->sides[1].side;
    apn_status status = words_format(given, &work->machine, &work->format, err);
    if (status == APN_OK)
        status = measure_read(given, "measure", &before->measure, err);
    after->measure = before->measure;
    if (status == APN_OK)
        status = measure_read(given, "with-measure", &after->measure, err);
    before->year = words_value(given, "year");
    after->year = words_value(given, "with") ? words_value(given, "with") : before->year;
    if (status == APN_OK && !before->year)
        status = fail(err, APN_USAGE, "say which year with --year, such as --year 2015/16");
    if (status == APN_OK && (given->operand_count == 0 || given->operand_count > 2))
        status = fail(err, APN_USAGE,
                      "compare takes one agreement's file or two; `apportion compare --help` has "
                      "examples");
    if (status == APN_OK && given->operand_count == 1 && strcmp(before->year, after->year) == 0 &&
        before->measure == after->measure)
        status = fail(err, APN_USAGE,
                      "there is nothing to compare with: give a second file, --with YEAR, or "
                      "--with-measure MEASURE");
    return status == APN_OK ? words_check_output(given, err) : status;
}

static apn_status side_read(const compare *work, compared_side *side, const char *path,
                            apn_error *err)
{
    words one = *work->given;
    one.operands = &path;
    one.operand_count = 1;
    const apn_agreement_options options = {
        .size = sizeof options, .source = folder_source_read, .source_context = &side->sheets};
    apn_status status = agreement_files_read(&one, &side->files, err);
    if (status == APN_OK)
        status = apn_draft_make(side->files.sources, 1, &options, NULL, &side->draft, err);
    side->side.draft = side->draft;
    return status;
}

static apn_status sides_read(compare *work, apn_findings **found, apn_error *err)
{
    apn_status status = APN_OK;
    work->drafts = work->given->operand_count;
    for (size_t i = 0; i < work->drafts && status == APN_OK; i++) {
        status = side_read(work, &work->sides[i], work->given->operands[i], err);
        *found = work->sides[i].files.findings;
    }
    if (work->drafts == 1)
        work->sides[1].side.draft = work->sides[0].draft;
    return status;
}

/* What the side after is called; the caller frees it. */
static char *name_of(const compare *work)
{
    const apn_side *after = &work->sides[1].side;
    const apn_agreement *agreement = apn_statement_agreement(apn_comparison_after(work->made));
    return text_of("%s %s, %s", apn_agreement_describe(agreement).title, after->year,
                   apn_measure_word(after->measure));
}

static void put_people(const compare *work, const output *out, const char *name)
{
    const apn_agreement *agreement = work->sides[0].files.agreement;
    const comparison_view view = {&work->made, &name, 1, NULL};
    char *what = text_of("%s, %s, against: %s. Amounts in %s", work->sides[0].side.year,
                         apn_measure_word(work->sides[0].side.measure), name,
                         apn_agreement_describe(agreement).currency);
    put_statement_head(out, agreement, what);
    put_comparisons(out, &view);
    free(what);
}

static apn_status put_out(const compare *work, output *out, apn_error *err)
{
    char *name = name_of(work);
    apn_report *report = NULL;
    apn_status status = APN_OK;
    const apn_comparison *made = work->made;
    const char *names[] = {name};
    output_open(out, words_value(work->given, "output"));
    if (!work->machine)
        put_people(work, out, name);
    else
        status = apn_report_comparisons(&made, names, 1, work->format, &report, err);
    if (report) {
        size_t length = 0;
        const char *text = apn_report_text(report, &length);
        (void)fwrite(text, 1, length, out->text);
    }
    apn_report_free(report);
    free(name);
    return status == APN_OK ? output_finish(out, err) : status;
}

static void compare_free(compare *work)
{
    apn_comparison_free(work->made);
    apn_findings_free(work->failed);
    for (size_t i = 0; i < 2; i++) {
        apn_draft_unref(work->sides[i].draft);
        folder_source_free(&work->sides[i].sheets);
        agreement_files_free(&work->sides[i].files);
    }
}

int compare_command(const words *given)
{
    compare work = {.given = given};
    apn_findings *found = NULL;
    output out = {0};
    apn_error err = {0};
    int result = 0;
    apn_status status = choices_read(&work, &err);
    if (status == APN_OK)
        status = sides_read(&work, &found, &err);
    if (status == APN_OK) {
        status = apn_comparison_make(&work.sides[0].side, &work.sides[1].side, &work.failed,
                                     &work.made, &err);
        found = work.failed;
    }
    if (status != APN_OK)
        result = tell_findings(found, &err, given->json);
    if (status == APN_OK && put_out(&work, &out, &err) != APN_OK)
        result = tell_error(&err, given->json);
    output_discard(&out);
    compare_free(&work);
    return result;
}
