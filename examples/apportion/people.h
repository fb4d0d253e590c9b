/* people.h: pieces of text that the tables for people share. */
#ifndef APPORTION_COMMAND_PEOPLE_H
#define APPORTION_COMMAND_PEOPLE_H

#include <stdio.h>

#include "apportion/apportion.h"
#include "files.h"

enum { PERCENT_DECIMALS = 4, FIGURE_SIZE = 128 };

/* An amount with thousands commas: "1,000.00". The caller frees it. */
char *amount_text(apn_decimal amount);

/* The same with the currency's sign or code before it: "£1,000.00", "-EUR 5.00". The caller frees
 * it. */
char *money_text(apn_decimal amount, const char *currency);

/* The title of a column of amounts: "Amount £". The caller frees it. */
char *amount_title(const char *currency);

/* The columns that an amount takes. */
size_t amount_width(apn_decimal amount);

/* Writes a heading, bold where that shows. */
void put_heading(const output *out, const char *text);

/* "a, b and c" of some of the names; the caller frees it. */
char *join_names(const char *const *names, const size_t *places, size_t count);

/* Writes the sentence of one tie. `names` are by the tie's places. */
void put_tie(const output *out, apn_tie tie, const char *const *names, apn_ties rule);

/* Writes a sentence for each tie of a split. The names are those of its parties. */
void put_ties(const output *out, const apn_split *split, const char *const *names);

/* Writes a sentence that says who is off its share because of floors, caps and the absorber;
 * nothing when nobody is. */
void put_bounds(const output *out, const apn_split *split, const char *const *names);

/* Writes findings under a heading; nothing when there is none. */
void put_findings(const output *out, const apn_findings *findings);

#endif
