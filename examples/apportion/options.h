/* options.h: what a subcommand takes, in one table that parsing and help both walk, and the words
 * that it was given. */
#ifndef APPORTION_COMMAND_OPTIONS_H
#define APPORTION_COMMAND_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "apportion/apportion.h"

/* A list of words that the library keeps: the word at an index, NULL past the end. */
typedef const char *(*word_list)(unsigned index);

typedef struct option_rule {
    const char *name;
    const char *value; /* what help calls its value; NULL when it takes none */
    const char *help;
    word_list words; /* the words that the value can be; NULL: any text */
    bool repeats;
} option_rule;

typedef struct example {
    const char *line;
    const char *meaning;
} example;

struct words;

typedef struct command_rule {
    const char *name;
    const char *summary;
    const char *operands;       /* "TOTAL NAME=WEIGHT…" */
    const char *details;        /* what the operands are */
    const example *examples;    /* ended by one without a line */
    const option_rule *options; /* ended by one without a name */
    int (*run)(const struct words *given);
} command_rule;

/* The subcommands, ended by one without a name. */
extern const command_rule command_rules[];

/* The options that every subcommand has. */
#define OPTION_HELP                                                                                \
    {                                                                                              \
        "help", NULL, "print this help", NULL, false                                               \
    }
#define OPTION_END                                                                                 \
    {                                                                                              \
        NULL, NULL, NULL, NULL, false                                                              \
    }

typedef struct given_option {
    const option_rule *rule;
    const char *value;
} given_option;

/* The words behind a subcommand, sorted into options and operands. Their texts are argv's. */
typedef struct words {
    const command_rule *command;
    given_option *options;
    size_t option_count;
    const char **operands;
    size_t operand_count;
    bool json; /* --format json: errors are JSON too */
} words;

/* Reads argv[from] and what follows. A word that is `-` and a digit or `£` is a number; `--` ends
 * options. Errors: APN_USAGE. End it with words_free whether it fails or not. */
apn_status words_read(const command_rule *command, int argc, char **argv, int from, words *out,
                      apn_error *err);

void words_free(words *given);

/* Whether the words ask for errors as JSON; needed before they are known to be right. */
bool words_want_json(int argc, char **argv);

/* The value of an option, "" for one that takes none, NULL when it was not given. */
const char *words_value(const words *given, const char *option);

/* The format that --format names; *chosen is false when there is no such option. Errors: APN_USAGE.
 */
apn_status words_format(const words *given, bool *chosen, apn_report_format *format,
                        apn_error *err);

/* The unit that --unit gives; *unit is left alone when there is no such option. Errors: APN_NUMBER.
 */
apn_status words_unit(const words *given, apn_decimal *unit, apn_error *err);

/* Refuses an --output that would take the place of a file that is read. Errors: APN_USAGE. */
apn_status words_check_output(const words *given, apn_error *err);

/* Whether --format says json, for a command whose only format it is. Errors: APN_USAGE. */
apn_status words_json_only(const words *given, bool *json, apn_error *err);

#endif
