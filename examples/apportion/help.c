/* What the command says of itself: examples first, then the words in order. */
#include "help.h"

#include <stdlib.h>
#include <string.h>

#include "failure.h"
#include "files.h"
#include "memory.h"
#include "nearest.h"
#include "text.h"

static void put_examples(const output *out, const example *examples)
{
    fputs("\nExamples:\n", out->text);
    for (; examples->line; examples++) {
        fprintf(out->text, "  %s\n", examples->line);
        put_paragraph(out->text, examples->meaning, out->shown.width, 6, 6);
    }
}

/* "one of a, b, c" of a list; the caller frees it. */
static char *list_words(word_list list)
{
    char *text = text_of(" One of: %s", list(0));
    for (unsigned i = 1; list(i); i++) {
        char *longer = text_of("%s, %s", text, list(i));
        free(text);
        text = longer;
    }
    return text;
}

static void put_option(const output *out, const option_rule *rule)
{
    char *choices = rule->words ? list_words(rule->words) : text_of("%s", "");
    char *help = text_of("%s.%s%s", rule->help, choices, rule->words ? "." : "");
    fprintf(out->text, "  --%s%s%s\n", rule->name, rule->value ? " " : "",
            rule->value ? rule->value : "");
    put_paragraph(out->text, help, out->shown.width, 6, 6);
    free(help);
    free(choices);
}

static void put_command(const output *out, const command_rule *command)
{
    fprintf(out->text, "apportion %s: %s\n", command->name, command->summary);
    put_examples(out, command->examples);
    fprintf(out->text, "\nUsage: apportion %s%s%s [OPTION…]\n", command->name,
            command->operands[0] ? " " : "", command->operands);
    if (command->details[0]) {
        fputc('\n', out->text);
        put_paragraph(out->text, command->details, out->shown.width, 0, 0);
    }
    fputs("\nOptions:\n", out->text);
    for (const option_rule *rule = command->options; rule->name; rule++)
        put_option(out, rule);
}

static void put_overview(const output *out)
{
    fputs("apportion: shares the cost of police collaborations, exactly\n\nExamples:\n", out->text);
    for (const command_rule *rule = command_rules; rule->name; rule++)
        fprintf(out->text, "  %s\n", rule->examples[0].line);
    fputs("\nUsage: apportion COMMAND WORD…\n\nCommands:\n", out->text);
    for (const command_rule *rule = command_rules; rule->name; rule++) {
        char *line = text_of("%-8s  %s", rule->name, rule->summary);
        put_paragraph(out->text, line, out->shown.width, 2, 12);
        free(line);
    }
    fputs("\n  apportion COMMAND --help    what a command takes\n"
          "  apportion --version         the version\n\n",
          out->text);
    put_paragraph(out->text,
                  "Exit status: 0 done, 1 the input is wrong, 2 the command line is wrong, 3 the "
                  "machine (memory, "
                  "disk, limits), 70 a fault in the library. The manual is `man apportion`.",
                  out->shown.width, 0, 0);
}

int help_print(const command_rule *command)
{
    output out;
    apn_error err = {0};
    output_open(&out, NULL);
    if (command)
        put_command(&out, command);
    else
        put_overview(&out);
    return output_finish(&out, &err) == APN_OK ? 0 : tell_error(&err, false);
}

apn_status command_find(const char *name, const command_rule **out, apn_error *err)
{
    const char *names[16] = {"help"};
    size_t count = 1;
    for (const command_rule *rule = command_rules; rule->name; rule++) {
        if (strcmp(rule->name, name) == 0) {
            *out = rule;
            return APN_OK;
        }
        names[count++] = rule->name;
    }
    const char *near = nearest_word(name, names, count);
    if (near)
        return fail(err, APN_USAGE, "`%s` is no command of apportion; did you mean `%s`?", name,
                    near);
    return fail(err, APN_USAGE, "`%s` is no command of apportion; `apportion --help` lists them",
                name);
}
