/* statement_table.h: statements as tables for people. */
#ifndef APPORTION_COMMAND_STATEMENT_TABLE_H
#define APPORTION_COMMAND_STATEMENT_TABLE_H

#include "apportion/apportion.h"
#include "files.h"

/* The agreement's title, what follows, and the marking. */
void put_statement_head(const output *out, const apn_agreement *agreement, const char *what);

/* One statement: a block for each line, then what each party pays; the amounts as printed. */
void put_statement(const output *out, const apn_statement *statement, const apn_printed *printed);

/* One of the tables behind the lines, under its heading. */
void put_section(const output *out, const apn_statement *statement, size_t section);

/* Where the figures come from, in the file's words; nothing when it does not say. */
void put_sources(const output *out, const apn_agreement *agreement);

/* What a schedule shows. */
typedef struct schedule_view {
    apn_statement *const *statements; /* of one agreement, side by side by year */
    size_t count;
    const size_t *party; /* whose lines; NULL: what each party pays */
    const apn_printed *printed;
} schedule_view;

void put_schedule(const output *out, const schedule_view *view);

#endif
