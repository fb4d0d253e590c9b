/* apportion run: who pays what for a year of an agreement, or for several. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "adjustment_table.h"
#include "agreement_files.h"
#include "commands.h"
#include "digest.h"
#include "failure.h"
#include "files.h"
#include "finding_list.h"
#include "memory.h"
#include "statement_table.h"
#include "text.h"

/* What the words ask for, and what was made of it. */
typedef struct run {
    const words *given;
    agreement_files files;
    apn_measure measure;
    apn_statement_options options;
    bool machine;
    apn_report_format format;
    bool schedule; /* years side by side, or one party's lines */
    size_t party;
    const char *party_id; /* NULL: all parties */
    const char *section;  /* its id; NULL: the whole statement */
    size_t section_place;
    const char *issued; /* the file of an issued statement; NULL: no note */
    apn_adjustment *note;
    apn_statement **statements;
    size_t count;
    apn_print_options print;
    apn_printed *printed; /* the amounts as they are printed */
    apn_findings *failed; /* of the year that could not be computed */
} run;

static apn_status add_statement(run *work, const char *year, apn_error *err)
{
    work->statements = grab_more(work->statements, work->count + 1, sizeof work->statements[0]);
    apn_status status =
        apn_statement_make_with(work->files.agreement, year, work->measure, &work->options,
                                &work->failed, &work->statements[work->count], err);
    if (status == APN_OK)
        work->count++;
    return status;
}

/* The years of the agreement, joined by commas; the caller frees it. */
static char *list_years(const run *work)
{
    const char *year = NULL;
    char *list = text_of("%s", "");
    for (size_t i = 0; (year = apn_agreement_year(work->files.agreement, work->measure, i)); i++) {
        char *longer = text_of("%s%s%s", list, i ? ", " : "", year);
        free(list);
        list = longer;
    }
    return list;
}

static apn_status add_only_year(run *work, apn_error *err)
{
    const char *first = apn_agreement_year(work->files.agreement, work->measure, 0);
    if (!first)
        return fail(err, APN_NO_FIGURE, "%s: no cost line has a figure of the %s in any year",
                    work->files.sources[0].name, apn_measure_word(work->measure));
    if (apn_agreement_year(work->files.agreement, work->measure, 1)) {
        char *years = list_years(work);
        fail(err, APN_USAGE,
             "there are several years: say which with --year, or --years FROM..TO: %s", years);
        free(years);
        return APN_USAGE;
    }
    return add_statement(work, first, err);
}

/* Reads a year of a range as the library does: it makes the statement and forgets it. A year
 * without figures is none of its errors, so that the first such year of the range is the one told.
 */
static apn_status year_begin(run *work, const char *year, int *begins, apn_error *err)
{
    apn_statement *statement = NULL;
    apn_findings *findings = NULL;
    apn_status status =
        apn_statement_make(work->files.agreement, year, work->measure, &findings, &statement, err);
    apn_statement_unref(statement);
    *begins = atoi(year);
    if (status == APN_NUMBER || status == APN_MEMORY) {
        work->failed = findings;
        return status;
    }
    apn_findings_free(findings);
    *err = (apn_error){0};
    return APN_OK;
}

/* Every year from the first to the last: a gap between them is an error like any year without
 * figures. */
static apn_status add_years(run *work, const char *range, apn_error *err)
{
    const char *dots = strstr(range, "..");
    if (!dots || dots == range || dots[2] == '\0')
        return fail(err, APN_USAGE,
                    "--years `%s` is not two years with .. between them, such as 2015/16..2018/19",
                    range);
    char *first = grab_text(range, (size_t)(dots - range));
    int begins = 0, ends = 0;
    apn_status status = year_begin(work, first, &begins, err);
    if (status == APN_OK)
        status = year_begin(work, dots + 2, &ends, err);
    if (status == APN_OK && begins > ends)
        status = fail(err, APN_USAGE, "--years `%s` ends before it begins", range);
    for (int begin = begins; begin <= ends && status == APN_OK; begin++) {
        char year[16];
        (void)snprintf(year, sizeof year, "%04d/%02d", begin, (begin + 1) % 100);
        status = add_statement(work, year, err);
    }
    free(first);
    return status;
}

/* A digit that the library takes for a number of decimals. */
static bool is_decimals(const char *word)
{
    return word[0] >= '0' && word[0] <= '0' + APN_PRINT_DECIMALS && word[1] == '\0';
}

/* In what amounts are printed, and how they get there. */
static apn_status print_read(run *work, apn_error *err)
{
    const char *in = words_value(work->given, "in");
    const char *decimals = words_value(work->given, "decimals");
    apn_status status = APN_OK;
    work->print.size = sizeof work->print;
    work->print.as_rounded = words_value(work->given, "as-rounded") != NULL;
    if (!in && (decimals || work->print.as_rounded))
        return fail(err, APN_USAGE,
                    "--%s goes with --in: say whether amounts are to be printed in pounds, "
                    "thousands or millions",
                    decimals ? "decimals" : "as-rounded");
    if (!in)
        return APN_OK;
    status = apn_print_in_find(in, strlen(in), &work->print.in, err);
    if (status != APN_OK)
        fail_in_word(err, "--in", in);
    if (status == APN_OK && decimals && !is_decimals(decimals))
        return fail(err, APN_USAGE, "--decimals `%s` is not a whole number from 0 to %d", decimals,
                    APN_PRINT_DECIMALS);
    if (decimals)
        work->print.decimals = (unsigned)atoi(decimals);
    if (status == APN_OK && work->given->json && work->print.in != APN_IN_FULL)
        return fail(err, APN_USAGE,
                    "--in %s does not go with --format json, which keeps exact figures: take "
                    "another format, or leave out --in",
                    in);
    return status;
}

static apn_status choices_read(run *work, apn_error *err)
{
    const char *measure = words_value(work->given, "measure");
    apn_status status = words_format(work->given, &work->machine, &work->format, err);
    if (measure && status == APN_OK)
        status = apn_measure_find(measure, strlen(measure), &work->measure, err);
    const char *known = words_value(work->given, "status");
    if (known && status == APN_OK)
        status = apn_figures_status_find(known, strlen(known), &work->options.known, err);
    if (status == APN_OK && words_value(work->given, "year") && words_value(work->given, "years"))
        status = fail(err, APN_USAGE, "--year and --years do not go together: give one of them");
    work->party_id = words_value(work->given, "party");
    work->schedule = work->party_id || words_value(work->given, "years");
    work->section = words_value(work->given, "section");
    work->issued = words_value(work->given, "issued");
    if (status == APN_OK && work->issued &&
        (work->schedule || work->section || words_value(work->given, "in")))
        status = fail(err, APN_USAGE,
                      "--issued is of one statement in full: leave out --party, --years, --section "
                      "and --in");
    work->options.last_year = words_value(work->given, "last-year") != NULL;
    if (status == APN_OK && work->options.last_year && work->schedule)
        status = fail(err, APN_USAGE,
                      "--last-year is of one statement: leave out --party and --years; `--section "
                      "last_year_lines` has every party's lines");
    if (status == APN_OK && work->section && (work->schedule || words_value(work->given, "in")))
        status = fail(err, APN_USAGE,
                      "--section is of one statement in full: leave out --party, --years and --in");
    if (status == APN_OK)
        status = print_read(work, err);
    return status == APN_OK ? words_check_output(work->given, err) : status;
}

static apn_status compute(run *work, apn_error *err)
{
    const char *year = words_value(work->given, "year");
    const char *years = words_value(work->given, "years");
    if (work->party_id) {
        apn_status status =
            apn_agreement_find_party(work->files.agreement, work->party_id, &work->party, err);
        if (status != APN_OK)
            return status;
    }
    if (years)
        return add_years(work, years, err);
    apn_status status = year ? add_statement(work, year, err) : add_only_year(work, err);
    if (status == APN_OK && work->section)
        status = apn_statement_find_section(work->statements[0], work->section,
                                            &work->section_place, err);
    return status;
}

static apn_status print_amounts(run *work, apn_error *err)
{
    if (work->schedule)
        return apn_printed_schedule((const apn_statement *const *)work->statements, work->count,
                                    work->party_id, &work->print, &work->printed, err);
    return apn_printed_statement(work->statements[0], &work->print, &work->printed, err);
}

static apn_status put_report(const run *work, const output *out, apn_error *err)
{
    apn_report *report = NULL;
    apn_status status =
        work->note ? apn_report_adjustment(work->note, work->format, &report, err)
        : work->section
            ? apn_report_section(work->statements[0], work->section, work->format, &report, err)
            : apn_report_printed(work->printed, work->format, &report, err);
    if (status == APN_OK) {
        size_t length = 0;
        const char *text = apn_report_text(report, &length);
        if (work->format == APN_REPORT_JSON && !work->schedule)
            digest_write(out->text, text, length);
        else
            (void)fwrite(text, 1, length, out->text);
    }
    apn_report_free(report);
    return status;
}

static void put_people(const run *work, const output *out, const finding_list *list)
{
    const schedule_view view = {work->statements, work->count, work->party_id ? &work->party : NULL,
                                work->printed};
    if (work->note) {
        put_adjustment(out, work->note);
        return;
    }
    if (work->section) {
        put_section(out, work->statements[0], work->section_place);
        return;
    }
    if (work->schedule)
        put_schedule(out, &view);
    else
        put_statement(out, work->statements[0], work->printed);
    finding_list_put(list, out);
    put_sources(out, work->files.agreement);
}

/* A statement says its findings itself, but for CSV, which has no room for them, and for a
 * schedule. */
static void tell_aside(const run *work, const finding_list *list)
{
    if (!work->machine || (!work->schedule && work->format != APN_REPORT_CSV))
        return;
    if (list->count > 0)
        finding_list_put_plain(list, stderr, work->given->json);
}

static void list_findings(const run *work, finding_list *list)
{
    finding_list_add(list, work->files.findings, work->files.sources, work->files.count);
    for (size_t i = 0; i < work->count; i++)
        finding_list_add(list, apn_statement_findings(work->statements[i]), work->files.sources,
                         work->files.count);
    /* Markdown says these itself. */
    if (!work->machine || work->format == APN_REPORT_CSV)
        finding_list_add(list, apn_printed_findings(work->printed), work->files.sources,
                         work->files.count);
    finding_list_settle(list);
}

static void run_free(run *work)
{
    apn_adjustment_free(work->note);
    apn_printed_free(work->printed);
    for (size_t i = 0; i < work->count; i++)
        apn_statement_unref(work->statements[i]);
    free(work->statements);
    apn_findings_free(work->failed);
    agreement_files_free(&work->files);
}

/* The note against the statement that was issued. */
static apn_status adjust(run *work, apn_error *err)
{
    char *bytes = NULL;
    size_t length = 0;
    apn_issued *issued = NULL;
    apn_status status = file_read(work->issued, SHEET_MOST, &bytes, &length, err);
    const apn_text_source text = {strcmp(work->issued, "-") == 0 ? "<stdin>" : work->issued, bytes,
                                  length};
    if (status == APN_OK)
        status = apn_issued_from_json(&text, &work->failed, &issued, err);
    if (status == APN_OK)
        status = apn_adjustment_make(issued, work->statements[0], &work->note, err);
    apn_issued_free(issued);
    free(bytes);
    return status;
}

int run_command(const words *given)
{
    run work = {.given = given, .measure = APN_BUDGET, .options = {.size = sizeof work.options}};
    finding_list list = {0};
    output out = {0};
    apn_error err = {0};
    int result = 0;

    apn_status status = choices_read(&work, &err);
    if (status == APN_OK)
        status = agreement_files_read(given, &work.files, &err);
    if (status != APN_OK) {
        result = tell_findings(work.files.findings, &err, given->json);
        goto done;
    }
    status = compute(&work, &err);
    if (status == APN_OK && work.issued)
        status = adjust(&work, &err);
    if (status != APN_OK) {
        result = tell_findings(work.failed, &err, given->json);
        goto done;
    }
    status = print_amounts(&work, &err);
    if (status != APN_OK) {
        result = tell_error(&err, given->json);
        goto done;
    }
    list_findings(&work, &list);
    output_open(&out, words_value(given, "output"));
    if (work.machine)
        status = put_report(&work, &out, &err);
    else
        put_people(&work, &out, &list);
    if (status == APN_OK)
        status = output_finish(&out, &err);
    if (status != APN_OK) {
        result = tell_error(&err, given->json);
        goto done;
    }
    tell_aside(&work, &list);
    if (words_value(given, "strict") && finding_list_count(&list, APN_WARNING) > 0)
        result = 1;
done:
    output_discard(&out);
    finding_list_free(&list);
    run_free(&work);
    return result;
}
