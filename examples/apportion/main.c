/* apportion: the command. It reads words and files, calls the library, and prints what it says. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "failure.h"
#include "files.h"
#include "help.h"
#include "terminal.h"
#include "text.h"

static int print_version(void)
{
    output out;
    apn_error err = {0};
    output_open(&out, NULL);
    fprintf(out.text, "apportion %s\n", apn_version());
    return output_finish(&out, &err) == APN_OK ? 0 : tell_error(&err, false);
}

static apn_status check_characters(int argc, char **argv, apn_error *err)
{
    for (int i = 1; i < argc; i++)
        if (!text_is_utf8(argv[i]))
            return fail(err, APN_USAGE, "word %d of the command line is not UTF-8", i);
    return APN_OK;
}

static int run_subcommand(const command_rule *command, int argc, char **argv)
{
    words given;
    apn_error err = {0};
    int result = 0;
    if (words_read(command, argc, argv, 2, &given, &err) != APN_OK)
        result = tell_error(&err, given.json);
    else if (words_value(&given, "help"))
        result = help_print(command);
    else
        result = command->run(&given);
    words_free(&given);
    return result;
}

static bool is_help(const char *word)
{
    return strcmp(word, "help") == 0 || strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

/* `apportion help`, `apportion help split`, `apportion --help split`. */
static int run_help(int argc, char **argv)
{
    const command_rule *command = NULL;
    apn_error err = {0};
    if (argc > 3)
        fail(&err, APN_USAGE, "help takes one command, and `%s` is one word too many", argv[3]);
    else if (argc == 3 && !is_help(argv[2]))
        (void)command_find(argv[2], &command, &err);
    return err.status != APN_OK ? tell_error(&err, words_want_json(argc, argv))
                                : help_print(command);
}

int main(int argc, char **argv)
{
    const command_rule *command = NULL;
    apn_error err = {0};
    streams_prepare();
    terminal_prepare();
    /* A reader that has gone away shows as a failed write, which ends quietly. */
    (void)signal(SIGPIPE, SIG_IGN);

    if (argc < 2)
        fail(&err, APN_USAGE, "there is no command; `apportion --help` lists them");
    else if (check_characters(argc, argv, &err) == APN_OK && is_help(argv[1]))
        return run_help(argc, argv);
    else if (err.status == APN_OK && strcmp(argv[1], "--version") == 0 && argc == 2)
        return print_version();
    else if (err.status == APN_OK)
        (void)command_find(argv[1], &command, &err);
    if (err.status != APN_OK)
        return tell_error(&err, words_want_json(argc, argv));
    return run_subcommand(command, argc, argv);
}
