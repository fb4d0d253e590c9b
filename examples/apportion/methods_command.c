/* apportion methods: the lists that the library walks. */
#include <stdlib.h>

#include "commands.h"
#include "failure.h"
#include "files.h"
#include "people.h"
#include "text_table.h"
#include "text.h"

static const char *ties_word(unsigned index)
{
    return apn_ties_word((apn_ties)index);
}

/* The list of the library begins with the mode that is none. */
static const char *mode_word(unsigned index)
{
    return apn_rounding_mode_word((apn_rounding_mode)(index + 1));
}

static void put_words(const output *out, const char *title, word_list list)
{
    fputc('\n', out->text);
    put_heading(out, title);
    for (unsigned i = 0; list(i); i++)
        fprintf(out->text, "%s\n", list(i));
}

static void put_people(const output *out)
{
    static const table_column columns[] = {
        {"Method", COLUMN_TEXT, sizeof "largest-remainder" - 1},
        {"Also known as", COLUMN_TEXT, 0},
        {"Rule", COLUMN_TEXT, 0},
    };
    table *made = table_make(columns, sizeof columns / sizeof columns[0]);
    const apn_method_info *info = NULL;
    for (unsigned i = 0; (info = apn_method_describe((apn_method)i)); i++)
        table_row(made, (const char *const[]){info->word, info->known_as, info->rule});
    table_print(made, out->shown, out->text);
    put_words(out, "Rules for ties", ties_word);
    put_words(out, "Rounding modes", mode_word);
}

static void put_json_words(const output *out, const char *key, word_list list)
{
    fprintf(out->text, ", \"%s\": [", key);
    for (unsigned i = 0; list(i); i++) {
        fputs(i ? ", " : "", out->text);
        put_json_text(out->text, list(i));
    }
    fputc(']', out->text);
}

static void put_json(const output *out)
{
    const apn_method_info *info = NULL;
    fputs("{\"format\": \"apportion-methods/1\", \"methods\": [", out->text);
    for (unsigned i = 0; (info = apn_method_describe((apn_method)i)); i++) {
        fputs(i ? ", {\"name\": " : "{\"name\": ", out->text);
        put_json_text(out->text, info->word);
        fputs(", \"known_as\": ", out->text);
        put_json_text(out->text, info->known_as);
        fputs(", \"rule\": ", out->text);
        put_json_text(out->text, info->rule);
        fputc('}', out->text);
    }
    fputc(']', out->text);
    put_json_words(out, "ties", ties_word);
    put_json_words(out, "modes", mode_word);
    fputs("}\n", out->text);
}

int methods_command(const words *given)
{
    output out;
    apn_error err = {0};
    bool json = false;
    apn_status status = words_json_only(given, &json, &err);
    if (status == APN_OK && given->operand_count > 0)
        status = fail(&err, APN_USAGE, "methods takes options only, and `%s` is none",
                      given->operands[0]);
    if (status != APN_OK)
        return tell_error(&err, given->json);

    output_open(&out, NULL);
    if (json)
        put_json(&out);
    else
        put_people(&out);
    return output_finish(&out, &err) == APN_OK ? 0 : tell_error(&err, given->json);
}
