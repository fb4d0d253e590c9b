/* init_sheet.h: a sheet of costs, its columns recognised by their headings. */
#ifndef APPORTION_COMMAND_INIT_SHEET_H
#define APPORTION_COMMAND_INIT_SHEET_H

#include "told.h"

/* An amount of a line. */
typedef struct init_figure {
    int year; /* the calendar year that it begins in */
    apn_measure measure;
    char *amount; /* "1000.00" */
    uint32_t row; /* the sheet's line, for messages */
} init_figure;

typedef struct init_line {
    char *id;
    char *title;
    init_figure *figures; /* by measure and year once the sheet is read */
    size_t count;
} init_line;

/* A row that is no line, and why. */
typedef struct init_skipped {
    uint32_t row;
    char *name;
    bool total;
} init_skipped;

/* What was read; zero it to begin. */
typedef struct init_sheet {
    init_line *lines;
    size_t count;
    init_skipped *skipped;
    size_t skipped_count;
    char **unused; /* headings that say nothing here */
    size_t unused_count;
} init_sheet;

/* Reads a financial year, "2015/16", "2015-16" or with the second year whole, into the year it
 * begins in. */
bool init_year_read(const char *text, int *year);

/* An id from a name: small letters and digits, and `-` for what an id cannot have; `otherwise` when
 * nothing is left. The caller frees it. */
char *init_id(const char *name, const char *otherwise);

/* Reads a sheet; `year` is that of every row, or 0 when the sheet says it. Faults are told, at
 * their place in `file`. End it with init_sheet_free. */
void init_sheet_read(const apn_sheet *sheet, const char *file, int year, init_sheet *out,
                     told *list);

void init_sheet_free(init_sheet *read);

#endif
