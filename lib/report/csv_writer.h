/* csv_writer.h: CSV (RFC 4180), but with LF at the end of a line: what Unix tools and spreadsheets
 * both read. */
#ifndef APN_REPORT_CSV_WRITER_H
#define APN_REPORT_CSV_WRITER_H

#include "page.h"

typedef struct apn__csv {
    apn__page *page;
    bool begun; /* the row has a cell */
} apn__csv;

/* Quoted where commas, quotes, line breaks or outer spaces ask for it. */
void apn__csv_text(apn__csv *csv, const char *text);
void apn__csv_amount(apn__csv *csv, apn_decimal amount);
void apn__csv_end_row(apn__csv *csv);

/* A whole row of plain words, ended by NULL. */
void apn__csv_header(apn__csv *csv, const char *const *words);

#endif
