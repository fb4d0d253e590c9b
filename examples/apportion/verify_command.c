/* apportion verify: whether a statement that was issued is what its agreement gives. */
#include <stdlib.h>
#include <string.h>

#include "agreement_files.h"
#include "commands.h"
#include "digest.h"
#include "failure.h"
#include "files.h"
#include "memory.h"
#include "people.h"
#include "text.h"
#include "text_table.h"

typedef struct work {
    const words *given;
    words agreement; /* the words without the statement's */
    bool json;
    char *bytes; /* of the statement */
    size_t length;
    agreement_files files;
    apn_findings *faults;
    apn_verification *done;
} work;

static apn_status take_words(work *made, apn_error *err)
{
    const words *given = made->given;
    apn_status status = words_json_only(given, &made->json, err);
    if (status != APN_OK)
        return status;
    if (given->operand_count < 2)
        return fail(err, APN_USAGE,
                    "verify needs a statement and the files of its agreement, as in `%s`",
                    given->command->examples[0].line);
    for (size_t i = 1; i < given->operand_count; i++)
        if (strcmp(given->operands[0], "-") == 0 && strcmp(given->operands[i], "-") == 0)
            return fail(err, APN_USAGE,
                        "standard input (-) is named twice, and can be read only once");
    made->agreement = *given;
    made->agreement.operands++;
    made->agreement.operand_count--;
    return APN_OK;
}

static apn_status verify(work *made, apn_error *err)
{
    const char *path = made->given->operands[0];
    apn_status status = file_read(path, SHEET_MOST, &made->bytes, &made->length, err);
    if (status != APN_OK)
        return status;
    status = agreement_files_read(&made->agreement, &made->files, err);
    if (status != APN_OK) {
        made->faults = made->files.findings;
        made->files.findings = NULL;
        return status;
    }
    const apn_text_source issued = {strcmp(path, "-") == 0 ? "<stdin>" : path, made->bytes,
                                    made->length};
    const apn_verify_options options = {.size = sizeof options, .digest = digest_take};
    return apn_verify(&issued, made->files.agreement, &options, &made->faults, &made->done, err);
}

static const char *seal_text(apn_seal seal)
{
    static const char *const texts[] = {
        "Its digest holds: it is as it was issued.",
        "It has no digest: nothing shows that it is as it was issued.",
        "Its digest does not hold: the text was changed after it was issued."};
    return texts[seal];
}

static const char *seal_word(apn_seal seal)
{
    static const char *const seals[] = {"holds", "missing", "broken"};
    return seals[seal];
}

/* "amount", or where the figure stands when it is of no line and no party. */
static const char *figure_text(const apn_difference *one)
{
    return one->line[0] || one->party[0] ? one->figure : one->where;
}

static void put_differences(const output *out, const apn_verification *done)
{
    static const table_column columns[] = {{"Line", COLUMN_TEXT, 0},
                                           {"Party", COLUMN_TEXT, 0},
                                           {"Figure", COLUMN_TEXT, 0},
                                           {"Issued", COLUMN_NUMBER, 0},
                                           {"Now", COLUMN_NUMBER, 0}};
    table *made = table_make(columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < apn_verification_count(done); i++) {
        apn_difference one = apn_verification_difference(done, i);
        const char *cells[] = {one.line, one.party, figure_text(&one),
                               one.before ? one.before : "none", one.after ? one.after : "none"};
        table_row(made, cells);
    }
    table_print(made, out->shown, out->text);
}

static void put_people(const output *out, const work *made)
{
    const apn_verification *done = made->done;
    apn_agreement_info info = apn_agreement_describe(made->files.agreement);
    size_t count = apn_verification_count(done);
    char *line =
        text_of("%s: %s for %s, %s. %s", apn_verification_is_same(done) ? "Same" : "Not the same",
                info.title, apn_verification_year(done), apn_verification_measure(done),
                seal_text(apn_verification_seal(done)));
    put_paragraph(out->text, line, out->shown.width, 0, 0);
    free(line);
    if (count == 0)
        put_paragraph(out->text, "The agreement gives the same statement, to the last figure.",
                      out->shown.width, 0, 0);
    else
        fprintf(out->text, "%zu %s:\n\n", count, count == 1 ? "difference" : "differences");
    if (count > 0)
        put_differences(out, done);
    if (strcmp(apn_verification_library(done), apn_version()) != 0)
        fprintf(out->text, "\nIt was made by version %s, and compared by %s.\n",
                apn_verification_library(done), apn_version());
}

static void put_text_or_null(FILE *out, const char *key, const char *text)
{
    fprintf(out, ", \"%s\": ", key);
    if (text)
        put_json_text(out, text);
    else
        fputs("null", out);
}

static void put_json(const output *out, const work *made)
{
    const apn_verification *done = made->done;
    FILE *text = out->text;
    fputs("{\"format\": \"apportion-verification/1\"", text);
    put_text_or_null(text, "agreement", apn_agreement_describe(made->files.agreement).id);
    put_text_or_null(text, "year", apn_verification_year(done));
    put_text_or_null(text, "measure", apn_verification_measure(done));
    put_text_or_null(text, "library", apn_verification_library(done));
    fprintf(text, ", \"same\": %s", apn_verification_is_same(done) ? "true" : "false");
    put_text_or_null(text, "digest", seal_word(apn_verification_seal(done)));
    fputs(", \"differences\": [", text);
    for (size_t i = 0; i < apn_verification_count(done); i++) {
        apn_difference one = apn_verification_difference(done, i);
        fputs(i ? ", {\"where\": " : "{\"where\": ", text);
        put_json_text(text, one.where);
        put_text_or_null(text, "line_id", one.line);
        put_text_or_null(text, "party", one.party);
        put_text_or_null(text, "figure", one.figure);
        put_text_or_null(text, "before", one.before);
        put_text_or_null(text, "after", one.after);
        fprintf(text, ", \"line\": %u, \"column\": %u}", (unsigned)one.at_line,
                (unsigned)one.at_column);
    }
    fputs("]}\n", text);
}

int verify_command(const words *given)
{
    work made = {.given = given};
    output out = {0};
    apn_error err = {0};
    int result = 0;
    apn_status status = take_words(&made, &err);
    if (status == APN_OK)
        status = verify(&made, &err);
    if (status != APN_OK) {
        result = tell_findings(made.faults, &err, given->json);
    } else {
        output_open(&out, NULL);
        if (made.json)
            put_json(&out, &made);
        else
            put_people(&out, &made);
        status = output_finish(&out, &err);
        result = status != APN_OK                      ? tell_error(&err, given->json)
                 : apn_verification_is_same(made.done) ? 0
                                                       : 1;
    }
    output_discard(&out);
    apn_verification_free(made.done);
    apn_findings_free(made.faults);
    agreement_files_free(&made.files);
    free(made.bytes);
    return result;
}
