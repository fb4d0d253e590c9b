/* terminal.h: what the place that output goes to can show. */
#ifndef APPORTION_COMMAND_TERMINAL_H
#define APPORTION_COMMAND_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

typedef struct terminal {
    size_t width; /* columns */
    bool colour;
    bool unicode; /* characters beyond ASCII may be drawn with */
} terminal;

/* Makes characters UTF-8 whatever the locale says, and nothing else of it: no number, date or
 * message follows it. */
void terminal_prepare(void);

/* What standard output can show: COLUMNS, else the terminal's own width, else 80; colour only on a
 * terminal, and not with NO_COLOR. */
terminal terminal_of_output(void);

/* What a file is written for: COLUMNS, else 80; no colour. */
terminal terminal_of_file(void);

#endif
