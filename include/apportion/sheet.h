/* sheet.h: the cells of a CSV text (RFC 4180), each with its place. */
#ifndef APPORTION_SHEET_H
#define APPORTION_SHEET_H

#include "apportion/error.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A frozen table of text cells. Rows may differ in length. Any thread may read it. */
typedef struct apn_sheet apn_sheet;

typedef struct apn_sheet_cell {
    const char *text; /* ended by a zero byte; owned by the sheet */
    size_t length;
    uint32_t line, column; /* where the cell begins: 1-based, in characters */
} apn_sheet_cell;

/* Reads a CSV text: commas, double quotes doubled inside quotes, LF or CRLF, a leading byte order
 * mark passed over, line breaks inside quotes. An empty line is no row. `name` is what messages
 * call the text. On return *findings, when asked for, holds every fault (the caller frees it).
 * Errors: APN_CSV with the place (a quote that does not end, text after a closing quote, bytes that
 * are not UTF-8, a zero byte); APN_LIMIT; APN_MEMORY. `out` is NULL on failure. End it with
 * apn_sheet_free. */
APN_MUST_USE APN_API apn_status apn_sheet_from_csv(const char *bytes, size_t length,
                                                   const char *name, apn_findings **findings,
                                                   apn_sheet **out, apn_error *err);

APN_API void apn_sheet_free(apn_sheet *sheet);

APN_API size_t apn_sheet_row_count(const apn_sheet *sheet);

/* How many cells the row has; 0 past the end. */
APN_API size_t apn_sheet_cell_count(const apn_sheet *sheet, size_t row);

/* One cell; a cell past the end of its row is empty, with line and column 0. */
APN_API apn_sheet_cell apn_sheet_cell_at(const apn_sheet *sheet, size_t row, size_t column);

#ifdef __cplusplus
}
#endif
#endif
