/* statement_table.h: statements as tables for people. */
#ifndef APPORTION_COMMAND_STATEMENT_TABLE_H
#define APPORTION_COMMAND_STATEMENT_TABLE_H

#include "apportion/apportion.h"
#include "files.h"

/* The agreement's title, what follows, and the marking. */
void put_statement_head(const output *out, const apn_agreement *agreement, const char *what);

/* One statement: a block for each line, then what each party pays. */
void put_statement(const output *out, const apn_statement *statement);

/* Where the figures come from, in the file's words; nothing when it does not say. */
void put_sources(const output *out, const apn_agreement *agreement);

/* Statements of one agreement side by side by year: what each party pays, or, when `party` is
 * given, what it pays on every line. */
void put_schedule(const output *out, apn_statement *const *statements, size_t count,
                  const size_t *party);

#endif
