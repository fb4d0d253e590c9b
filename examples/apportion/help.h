/* help.h: what the command says of itself, from the same table that parsing walks. */
#ifndef APPORTION_COMMAND_HELP_H
#define APPORTION_COMMAND_HELP_H

#include "options.h"

/* The help of the whole command, or of one subcommand, on standard output. Returns the exit status.
 */
int help_print(const command_rule *command);

/* The subcommand of that name. Errors: APN_USAGE, with a suggestion. */
apn_status command_find(const char *name, const command_rule **out, apn_error *err);

#endif
