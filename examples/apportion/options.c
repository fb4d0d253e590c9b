/* The words behind a subcommand, walked one by one: getopt_long reads an option and its value, and
 * is never shown a number, which it would take for an option. */
#include "options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "failure.h"
#include "files.h"
#include "memory.h"
#include "nearest.h"

static const char POUND[] = "\xC2\xA3";

static bool is_option(const char *word)
{
    if (word[0] != '-' || word[1] == '\0')
        return false;
    bool number = strchr("0123456789", word[1]) || strncmp(word + 1, POUND, sizeof POUND - 1) == 0;
    return !number;
}

static size_t rule_count(const command_rule *command)
{
    size_t count = 0;
    while (command->options[count].name)
        count++;
    return count;
}

/* The table as getopt_long wants it, ended by an empty entry. */
static struct option *getopt_table(const command_rule *command)
{
    size_t count = rule_count(command);
    struct option *table = grab(count + 1, sizeof *table);
    for (size_t i = 0; i < count; i++) {
        table[i].name = command->options[i].name;
        table[i].has_arg = command->options[i].value ? required_argument : no_argument;
    }
    return table;
}

static apn_status fail_unknown(const command_rule *command, const char *word, apn_error *err)
{
    size_t count = rule_count(command);
    const char **names = grab(count, sizeof names[0]);
    for (size_t i = 0; i < count; i++)
        names[i] = command->options[i].name;
    char *name = grab_text(word, strcspn(word, "="));
    const char *near = nearest_word(name + strspn(name, "-"), names, count);
    if (near)
        fail(err, APN_USAGE, "`%s` is no option of %s; did you mean `--%s`?", name, command->name,
             near);
    else
        fail(err, APN_USAGE, "`%s` is no option of %s; `apportion %s --help` lists them", name,
             command->name, command->name);
    free(name);
    free(names);
    return APN_USAGE;
}

/* getopt_long also takes the beginning of a name, which would mean something else once an option is
 * added. */
static bool is_whole_name(const char *word, const char *name)
{
    size_t length = strlen(name);
    return strncmp(word, "--", 2) == 0 && strncmp(word + 2, name, length) == 0 &&
           (word[2 + length] == '\0' || word[2 + length] == '=');
}

static apn_status option_add(const option_rule *rule, const char *value, words *out, apn_error *err)
{
    if (!rule->repeats && words_value(out, rule->name))
        return fail(err, APN_USAGE, "--%s is given twice, and can mean only one thing", rule->name);
    out->options = grab_more(out->options, out->option_count + 1, sizeof out->options[0]);
    out->options[out->option_count++] = (given_option){.rule = rule, .value = value ? value : ""};
    return APN_OK;
}

/* Reads the option at words[0]; *used is how many words it and its value are. */
static apn_status option_read(int count, char **list, const struct option *table, words *out,
                              int *used, apn_error *err)
{
    const char *word = list[1];
    int index = -1;
    /* getopt_long begins with the second word, and 0 makes it begin anew. */
    optind = 0;
    opterr = 0;
    int found = strcmp(word, "-h") == 0 ? 'h' : getopt_long(count, list, "+:", table, &index);
    if (found == 'h') {
        *used = 1;
        for (const option_rule *rule = out->command->options; rule->name; rule++)
            if (strcmp(rule->name, "help") == 0)
                return option_add(rule, NULL, out, err);
    }
    if (found == ':')
        return fail(err, APN_USAGE, "%s needs a value behind it", word);
    if (found == '?' && optopt == 0 && strchr(word, '=')) {
        for (const option_rule *rule = out->command->options; rule->name; rule++)
            if (!rule->value && is_whole_name(word, rule->name))
                return fail(err, APN_USAGE, "--%s takes no value", rule->name);
    }
    if (found != 0 || !is_whole_name(word, table[index].name))
        return fail_unknown(out->command, word, err);
    *used = optind - 1;
    return option_add(&out->command->options[index], optarg, out, err);
}

apn_status words_read(const command_rule *command, int argc, char **argv, int from, words *out,
                      apn_error *err)
{
    struct option *table = getopt_table(command);
    apn_status status = APN_OK;
    bool options_ended = false;
    *out = (words){.command = command, .json = words_want_json(argc, argv)};
    out->operands = grab((size_t)argc, sizeof out->operands[0]);
    for (int at = from; at < argc && status == APN_OK;) {
        if (!options_ended && strcmp(argv[at], "--") == 0) {
            options_ended = true;
            at++;
        } else if (options_ended || !is_option(argv[at])) {
            out->operands[out->operand_count++] = argv[at++];
        } else {
            int used = 0;
            status = option_read(argc - at + 1, argv + at - 1, table, out, &used, err);
            at += used;
        }
    }
    free(table);
    return status;
}

void words_free(words *given)
{
    free(given->options);
    free(given->operands);
    *given = (words){0};
}

bool words_want_json(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--format=json") == 0)
            return true;
        if (strcmp(argv[i], "--format") == 0 && i + 1 < argc && strcmp(argv[i + 1], "json") == 0)
            return true;
    }
    return false;
}

const char *words_value(const words *given, const char *option)
{
    for (size_t i = 0; i < given->option_count; i++)
        if (strcmp(given->options[i].rule->name, option) == 0)
            return given->options[i].value;
    return NULL;
}

apn_status words_format(const words *given, bool *chosen, apn_report_format *format, apn_error *err)
{
    const char *word = words_value(given, "format");
    *chosen = word != NULL;
    if (!word)
        return APN_OK;
    apn_status status = apn_report_format_find(word, strlen(word), format, err);
    if (status != APN_OK)
        fail_in_word(err, "--format", word);
    return status;
}

apn_status words_json_only(const words *given, bool *json, apn_error *err)
{
    const char *word = words_value(given, "format");
    *json = word && strcmp(word, "json") == 0;
    if (word && !*json)
        return fail(err, APN_USAGE, "--format `%s` is no format of %s; it knows json", word,
                    given->command->name);
    return APN_OK;
}

/* The library takes a unit of zero for its default, which is not what was typed. */
apn_status words_unit(const words *given, apn_decimal *unit, apn_error *err)
{
    const char *word = words_value(given, "unit");
    if (!word)
        return APN_OK;
    apn_status status = apn_decimal_parse(word, strlen(word), APN_FORM_MONEY, NULL, unit, err);
    if (status == APN_OK && unit->sign <= 0)
        status = fail(err, APN_NUMBER, "the smallest amount must be above zero, such as 0.01");
    if (status != APN_OK)
        fail_in_word(err, "--unit", word);
    return status;
}

apn_status words_check_output(const words *given, apn_error *err)
{
    const char *path = words_value(given, "output");
    if (!path || strcmp(path, "-") == 0)
        return APN_OK;
    for (size_t i = 0; i < given->operand_count; i++) {
        const char *input = given->operands[i];
        if (is_same_file(path, strcmp(input, "-") == 0 ? "/dev/stdin" : input))
            return fail(err, APN_USAGE,
                        "--output `%s` is the file that is read, and would replace it: give "
                        "another name",
                        path);
    }
    return APN_OK;
}
