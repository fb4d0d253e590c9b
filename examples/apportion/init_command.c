/* apportion init: a first agreement file from a sheet of costs. What the sheet says is in it; what
 * nobody has said yet is `needed`, and no figure is made up. */
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "failure.h"
#include "files.h"
#include "init_sheet.h"
#include "memory.h"
#include "text.h"

/* A party that the command line names. */
typedef struct party {
    char *id;
    const char *name, *name_cy;
} party;

typedef struct work {
    const words *given;
    const char *file;
    init_sheet sheet;
    told told;
    apn_findings *unread; /* what is wrong with the sheet's text */
    party *parties;
    size_t party_count;
} work;

/* Takes a name; a force's, in any form in use, becomes the force. */
static apn_status take_party(work *made, const char *name, apn_error *err)
{
    apn_force_info force = apn_force_describe(apn_force_find(name, strlen(name)));
    party one = {.name = force.id ? force.name : name, .name_cy = force.id ? force.name_cy : name};
    if (*name == '\0')
        return fail(err, APN_USAGE, "--party needs a name behind it, as in --party Leicestershire");
    one.id = force.id ? grab_text(force.id, strlen(force.id)) : init_id(name, "party");
    for (size_t i = 0; i < made->party_count; i++) {
        if (strcmp(made->parties[i].id, one.id) != 0)
            continue;
        free(one.id);
        return fail(err, APN_DUPLICATE_ID, "--party `%s` and --party `%s` are the same party",
                    made->parties[i].name, name);
    }
    made->parties = grab_more(made->parties, made->party_count + 1, sizeof *made->parties);
    made->parties[made->party_count++] = one;
    return APN_OK;
}

static apn_status take_parties(work *made, apn_error *err)
{
    apn_status status = APN_OK;
    for (size_t i = 0; i < made->given->option_count && status == APN_OK; i++)
        if (strcmp(made->given->options[i].rule->name, "party") == 0)
            status = take_party(made, made->given->options[i].value, err);
    return status;
}

static apn_status take_words(work *made, int *year, apn_error *err)
{
    const words *given = made->given;
    const char *word = words_value(given, "year");
    if (given->operand_count == 0)
        return fail(err, APN_USAGE, "init needs a sheet, as in `%s`",
                    given->command->examples[0].line);
    if (given->operand_count > 1)
        return fail(err, APN_USAGE, "init takes one sheet, and `%s` is a second",
                    given->operands[1]);
    if (word && !init_year_read(word, year))
        return fail(err, APN_NUMBER, "--year `%s` is not a financial year; write it as 2015/16",
                    word);
    return take_parties(made, err);
}

static apn_status read_sheet(work *made, int year, apn_error *err)
{
    apn_sheet *sheet = NULL;
    apn_status status =
        file_read_sheet(made->given->operands[0], &made->file, &made->unread, &sheet, err);
    if (status != APN_OK)
        return status;
    init_sheet_read(sheet, made->file, year, &made->sheet, &made->told);
    apn_sheet_free(sheet);
    told_sort(&made->told);
    return told_status(&made->told);
}

/* Writes a comment, broken between words. */
static void put_comment(FILE *out, size_t indent, const char *text)
{
    enum { WIDTH = 100 };
    char *lines = text_wrap(text, WIDTH - indent), *rest = lines, *line;
    while ((line = strsep(&rest, "\n")))
        fprintf(out, "%*s# %s\n", (int)indent, "", line);
    free(lines);
}

static void put_head(FILE *out, const work *made)
{
    const char *slash = strrchr(made->file, '/'), *name = slash ? slash + 1 : made->file;
    const char *end = strrchr(name, '.');
    char *stem = grab_text(name, end && end > name ? (size_t)(end - name) : strlen(name));
    char *id = init_id(stem, "agreement");
    char *first = text_of("A first agreement file, made from %s. `apportion check` says what is "
                          "still needed; replace each `needed` with a figure that you can show the "
                          "source of. The format is docs/format.md.",
                          name);
    put_comment(out, 0, first);
    fprintf(out, "format: apportion/1\nagreement:\n  id: %s\n  title: ", id);
    put_json_text(out, stem);
    fputs("\n  # statute: Police Act 1996 s22A\n"
          "  # effective: {from: 2015-04-01, to: 2019-03-31}\n"
          "  # lead: the id of the party that leads\n"
          "  # sources: [where the figures come from]\n",
          out);
    free(first);
    free(id);
    free(stem);
}

static void put_party(FILE *out, const party *one)
{
    fprintf(out, "  - {id: %s, name: ", one->id);
    if (strcmp(one->name, one->name_cy) == 0) {
        put_json_text(out, one->name);
    } else {
        fputs("{en: ", out);
        put_json_text(out, one->name);
        fputs(", cy: ", out);
        put_json_text(out, one->name_cy);
        fputc('}', out);
    }
    fputs("}\n", out);
}

static void put_parties(FILE *out, const work *made)
{
    put_comment(
        out, 0,
        made->party_count == 0
            ? "Who shares the costs. The sheet does not say: put the parties' ids and names "
              "here, and the same ids under `bases`."
            : "Who shares the costs. The order is the listed order, which settles ties.");
    fputs("parties:\n", out);
    for (size_t i = 0; i < made->party_count; i++)
        put_party(out, &made->parties[i]);
    if (made->party_count == 0)
        fputs("  - {id: first-party, name: First party}\n"
              "  - {id: second-party, name: Second party}\n",
              out);
}

static void put_bases(FILE *out, const work *made)
{
    put_comment(
        out, 0,
        "How the costs are shared. Fixed percentages total 100; to share by users, officers "
        "or grant, give their numbers under `drivers` and write {driver: users}.");
    fputs("# drivers:\n#   users: {unit: police officer users, as_at: 2016-03-31, "
          "values: {…: needed}}\nbases:\n  to_decide: {percent: {",
          out);
    for (size_t i = 0; i < made->party_count; i++)
        fprintf(out, "%s%s: needed", i ? ", " : "", made->parties[i].id);
    if (made->party_count == 0)
        fputs("first-party: needed, second-party: needed", out);
    fputs("}}\ndefault_basis: to_decide # for lines that name no `basis` of their own\n", out);
}

static void put_line(FILE *out, const init_line *line)
{
    fprintf(out, "  - id: %s\n    title: ", line->id);
    put_json_text(out, *line->title ? line->title : line->id);
    fputc('\n', out);
    for (size_t i = 0; i < line->count; i++) {
        const init_figure *figure = &line->figures[i];
        bool first = i == 0 || figure[-1].measure != figure->measure;
        bool last = i + 1 == line->count || figure[1].measure != figure->measure;
        if (first)
            fprintf(out, "    %s: {", apn_measure_word(figure->measure));
        fprintf(out, "%s%d/%02d: %s%s", first ? "" : ", ", figure->year, (figure->year + 1) % 100,
                figure->amount, last ? "}\n" : "");
    }
}

/* What of the sheet is not in the file. */
static void put_left_out(FILE *out, const init_sheet *sheet)
{
    for (size_t i = 0; i < sheet->skipped_count; i++) {
        const init_skipped *row = &sheet->skipped[i];
        char *text =
            text_of("Line %u of the sheet, %.*s, %s.", row->row, text_shown(row->name), row->name,
                    row->total ? "is a total and is left out" : "has no figure");
        put_comment(out, 2, text);
        free(text);
    }
    for (size_t i = 0; i < sheet->unused_count; i++) {
        char *text = text_of("The sheet's column %.*s is not used.", text_shown(sheet->unused[i]),
                             sheet->unused[i]);
        put_comment(out, 2, text);
        free(text);
    }
}

static void put_file(FILE *out, const work *made)
{
    put_head(out, made);
    put_parties(out, made);
    put_bases(out, made);
    put_comment(out, 0,
                "What is shared. A line may also have a basis, participants, exclusions with their "
                "reasons, floors and caps of its own.");
    fputs("cost_lines:\n", out);
    put_left_out(out, &made->sheet);
    for (size_t i = 0; i < made->sheet.count; i++)
        put_line(out, &made->sheet.lines[i]);
}

/* What is handed out loads: a file that is too long is refused here and not when it is used. */
static apn_status check_file(const output *out, apn_error *err)
{
    apn_agreement *agreement = NULL;
    if (fflush(out->text) != 0)
        out_of_memory();
    const apn_text_source text = {"the file", out->bytes, out->length};
    apn_status status = apn_agreement_from_yaml(&text, 1, NULL, &agreement, err);
    apn_agreement_unref(agreement);
    return status;
}

static void work_free(work *made)
{
    for (size_t i = 0; i < made->party_count; i++)
        free(made->parties[i].id);
    free(made->parties);
    init_sheet_free(&made->sheet);
    apn_findings_free(made->unread);
    told_free(&made->told);
}

int init_command(const words *given)
{
    work made = {.given = given};
    output out = {0};
    apn_error err = {0};
    int year = 0, result = 0;
    apn_status status = take_words(&made, &year, &err);
    if (status == APN_OK)
        status = read_sheet(&made, year, &err);
    if (status == APN_OK) {
        output_open(&out, NULL);
        put_file(out.text, &made);
        status = check_file(&out, &err);
    }
    if (status == APN_OK)
        status = output_finish(&out, &err);
    if (status != APN_OK && told_count(&made.told, APN_ERROR) > 0) {
        told_put(&made.told, stderr, given->json);
        result = exit_status(status);
    } else if (status != APN_OK) {
        result = tell_findings(made.unread, &err, given->json);
    }
    output_discard(&out);
    work_free(&made);
    return result;
}
