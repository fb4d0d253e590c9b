/* apportion table: a sheet of amounts rounded so that every row, column and group adds up. */
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "failure.h"
#include "files.h"
#include "memory.h"
#include "table_people.h"
#include "table_sheet.h"
#include "table_totals.h"
#include "text.h"
#include "told.h"

/* What the words ask for, and what was made of it. */
typedef struct work {
    const words *given;
    bool machine;
    apn_report_format format;
    bool proportional, prescribed;
    apn_table_options options;
    const char *file; /* what messages call it */
    table_sheet read;
    apn_decimal *row_totals, *column_totals; /* that are asked for */
    apn_table *table;
    apn_biproportional *biproportional;
    apn_findings *unread; /* why the text is no sheet */
    told told;
} work;

static apn_status pair_refused(const char *one, const char *other, apn_error *err)
{
    return fail(err, APN_USAGE, "%s and %s do not go together: leave one of them out", one, other);
}

/* Options of which one makes no sense beside the other. */
static apn_status choices_check(const work *made, apn_error *err)
{
    static const char BIPROPORTIONAL[] = "--method biproportional";
    static const char PRESCRIBE[] = "--column-totals prescribe";
    const words *given = made->given;
    if (made->proportional && words_value(given, "column-totals"))
        return pair_refused(BIPROPORTIONAL, "--column-totals", err);
    if (made->proportional && words_value(given, "cumulative"))
        return pair_refused(BIPROPORTIONAL, "--cumulative", err);
    if (made->proportional && words_value(given, "groups"))
        return pair_refused(BIPROPORTIONAL, "--groups", err);
    if (made->prescribed && words_value(given, "cumulative"))
        return pair_refused(PRESCRIBE, "--cumulative", err);
    if (made->prescribed && words_value(given, "groups"))
        return pair_refused(PRESCRIBE, "--groups", err);
    return APN_OK;
}

/* Whether the option says the second of its two words. Errors: APN_USAGE. */
static apn_status second_word(const words *given, const char *option, const char *first,
                              const char *second, bool *chosen, apn_error *err)
{
    const char *word = words_value(given, option);
    *chosen = word && strcmp(word, second) == 0;
    if (word && !*chosen && strcmp(word, first) != 0)
        return fail(err, APN_USAGE, "--%s `%s` is neither %s nor %s", option, word, first, second);
    return APN_OK;
}

static apn_status choices_read(work *made, apn_error *err)
{
    const words *given = made->given;
    apn_status status = words_format(given, &made->machine, &made->format, err);
    if (status == APN_OK && given->operand_count != 1)
        status = fail(err, APN_USAGE, "table needs %s file, as in `%s`",
                      given->operand_count ? "one" : "a", given->command->examples[0].line);
    if (status == APN_OK)
        status =
            second_word(given, "method", "controlled", "biproportional", &made->proportional, err);
    if (status == APN_OK)
        status = second_word(given, "column-totals", "check", "prescribe", &made->prescribed, err);
    made->options.unit = (apn_decimal){.lo = 1, .scale = 2, .sign = 1};
    if (status == APN_OK)
        status = words_unit(given, &made->options.unit, err);
    made->options.cumulative = words_value(given, "cumulative") != NULL;
    if (status == APN_OK)
        status = choices_check(made, err);
    return status == APN_OK ? words_check_output(given, err) : status;
}

/* Totals that are asked for must be there, and be amounts. */
static void totals_take(work *made)
{
    table_sheet *read = &made->read;
    const told_place top = {made->file, 1, 1};
    if ((made->proportional || made->prescribed) && !read->has_column_totals)
        told_add(&made->told, APN_ERROR, APN_MISSING_KEY, top, "",
                 "the sheet has no last row called total, which says what the columns are to add "
                 "up to");
    if (made->proportional && !read->has_row_totals)
        told_add(&made->told, APN_ERROR, APN_MISSING_KEY, top, "",
                 "the sheet has no last column called total, which says what the rows are to add "
                 "up to");
    if (made->proportional && read->below)
        told_add(&made->told, APN_ERROR, APN_NUMBER, top, "",
                 "the sheet has fractions, which --method biproportional does not take: multiply "
                 "each row by what divides it, which changes nothing in the result");
    if (told_status(&made->told) != APN_OK)
        return;
    if (made->proportional)
        made->row_totals = table_totals_take(read, false, made->options.unit, &made->told);
    if (made->proportional || made->prescribed)
        made->column_totals = table_totals_take(read, true, made->options.unit, &made->told);
}

/* Reads the sheet, and all that is wrong with it. */
static apn_status sheet_read(work *made, apn_error *err)
{
    apn_sheet *sheet = NULL;
    apn_status status =
        file_read_sheet(made->given->operands[0], &made->file, &made->unread, &sheet, err);
    if (status != APN_OK)
        return status;
    table_sheet_read(sheet, made->file, words_value(made->given, "groups") != NULL, &made->read,
                     &made->told);
    if (told_status(&made->told) == APN_OK)
        totals_take(made);
    if (told_status(&made->told) == APN_OK) {
        const totals_checked which = {.rows = !made->proportional,
                                      .columns = !made->proportional && !made->prescribed};
        table_totals_suspect(&made->read, &made->told);
        table_totals_check(&made->read, which, &made->told);
        table_denominators_settle(&made->read, &made->told);
    }
    if (made->options.cumulative && made->read.row_groups.count > 0 &&
        told_status(&made->told) == APN_OK)
        return fail(err, APN_USAGE,
                    "--cumulative and groups of rows do not go together: the rows are consecutive "
                    "periods; leave out the column headed `group`");
    told_sort(&made->told);
    return told_status(&made->told);
}

static apn_status compute(work *made, apn_error *err)
{
    table_sheet *read = &made->read;
    apn_table_options *options = &made->options;
    options->row_names = read->row_names;
    options->column_names = read->column_names;
    if (made->proportional) {
        const apn_biproportional_input input = {.rows = read->rows,
                                                .columns = read->columns,
                                                .seed = read->cells,
                                                .row_totals = made->row_totals,
                                                .column_totals = made->column_totals};
        return apn_biproportional_make(&input, options, &made->biproportional, err);
    }
    options->denominators = read->denominators;
    options->row_groups = read->row_groups;
    options->column_groups = read->column_groups;
    options->column_totals = made->column_totals;
    return apn_table_make(read->cells, read->rows, read->columns, options, &made->table, err);
}

static apn_status put_report(const work *made, const output *out, apn_error *err)
{
    const apn_table_names names = {
        .size = sizeof names, .corner = made->read.corner, .options = &made->options};
    apn_report *report = NULL;
    apn_status status =
        made->table
            ? apn_report_table(made->table, &names, made->format, &report, err)
            : apn_report_biproportional(made->biproportional, &names, made->format, &report, err);
    if (status == APN_OK) {
        size_t length = 0;
        const char *text = apn_report_text(report, &length);
        (void)fwrite(text, 1, length, out->text);
    }
    apn_report_free(report);
    return status;
}

static apn_status put_result(const work *made, apn_error *err)
{
    output out;
    const table_shown shown = {.read = &made->read,
                               .options = &made->options,
                               .table = made->table,
                               .biproportional = made->biproportional,
                               .unit = made->options.unit};
    output_open(&out, words_value(made->given, "output"));
    apn_status status = made->machine ? put_report(made, &out, err) : put_table(&out, &shown, err);
    if (status == APN_OK)
        status = output_finish(&out, err);
    output_discard(&out);
    return status;
}

static void work_free(work *made)
{
    apn_table_free(made->table);
    apn_biproportional_free(made->biproportional);
    apn_findings_free(made->unread);
    table_sheet_free(&made->read);
    told_free(&made->told);
    free(made->row_totals);
    free(made->column_totals);
}

/* What went wrong: the command's own findings, the sheet's, or one error. */
static int tell(const work *made, apn_status status, const apn_error *err)
{
    bool json = made->given->json;
    if (told_status(&made->told) == APN_OK)
        return tell_findings(made->unread, err, json);
    told_put(&made->told, stderr, json);
    return exit_status(status);
}

int table_command(const words *given)
{
    work made = {.given = given, .options = {.size = sizeof made.options}};
    apn_error err = {0};
    int result = 0;
    apn_status status = choices_read(&made, &err);
    if (status == APN_OK)
        status = sheet_read(&made, &err);
    if (status == APN_OK)
        status = compute(&made, &err);
    if (status == APN_OK)
        status = put_result(&made, &err);
    if (status != APN_OK) {
        result = tell(&made, status, &err);
    } else {
        told_put(&made.told, stderr, given->json);
        if (words_value(given, "strict") && told_count(&made.told, APN_WARNING) > 0)
            result = 1;
    }
    work_free(&made);
    return result;
}
