/* commands.h: the subcommands. Each takes its words and returns the exit status. */
#ifndef APPORTION_COMMAND_COMMANDS_H
#define APPORTION_COMMAND_COMMANDS_H

#include "options.h"

int split_command(const words *given);
int run_command(const words *given);
int check_command(const words *given);
int init_command(const words *given);
int net_command(const words *given);
int table_command(const words *given);
int compare_command(const words *given);
int sweep_command(const words *given);
int whatif_command(const words *given);
int explain_command(const words *given);
int verify_command(const words *given);
int methods_command(const words *given);

#endif
