/* files.h: files read whole within a limit, and written whole or not at all. */
#ifndef APPORTION_COMMAND_FILES_H
#define APPORTION_COMMAND_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "apportion/apportion.h"
#include "terminal.h"

/* Points the three standard streams that are closed at nothing, so that no file opened later takes
 * their place. */
void streams_prepare(void);

/* What the library takes of a text and of a sheet, in bytes. */
enum { TEXT_MOST = 4 * 1024 * 1024, SHEET_MOST = 64 * 1024 * 1024 };

/* Reads a file, or standard input for "-". Reading stops one byte beyond `most`, which is enough
 * for the library to refuse the text. The caller frees *bytes. Errors: APN_IO with the system's
 * reason. */
apn_status file_read(const char *path, size_t most, char **bytes, size_t *length, apn_error *err);

/* Reads a sheet from a CSV file, or from standard input for "-"; *name is what messages call it.
 * `unread` is what is wrong with the text, when it is no sheet. The caller ends both. Errors: those
 * of file_read and of apn_sheet_from_csv. */
apn_status file_read_sheet(const char *path, const char **name, apn_findings **unread,
                           apn_sheet **out, apn_error *err);

/* Whether two paths lead to one regular file, through links or not. */
bool is_same_file(const char *path, const char *other);

/* Output that is held back until the work is done, so that a failure leaves nothing half-written.
 */
typedef struct output {
    FILE *text;
    const char *path; /* NULL: standard output */
    terminal shown;
    char *bytes;
    size_t length;
} output;

/* Begins output for a file, or for standard output when the path is NULL or "-". */
void output_open(output *out, const char *path);

/* Writes what was held back: a file is replaced whole, a closed pipe ends quietly. Errors: APN_IO.
 */
apn_status output_finish(output *out, apn_error *err);

/* Forgets what was held back. */
void output_discard(output *out);

#endif
