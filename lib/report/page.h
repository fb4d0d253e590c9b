/* page.h: the text that a report is written on, and how figures are put into words for it. */
#ifndef APN_REPORT_PAGE_H
#define APN_REPORT_PAGE_H

#include "apportion/statement.h"
#include "text.h"

/* Text that grows, and a corner for exact figures. Zero it to begin. When memory is out
 * `text.failed` is true. */
typedef struct apn__page {
    apn__buffer text;
    char *exact;
    size_t exact_size;
} apn__page;

void apn__page_end(apn__page *page);

void apn__page_add(apn__page *page, const char *text);

/* Writes an exact figure of a thing as snprintf does. */
typedef size_t apn__exact_writer(const void *of, char *buffer, size_t size);

/* The whole text that `write` makes, until the next call; "" when memory is out. */
const char *apn__page_exact_text(apn__page *page, apn__exact_writer *write, const void *of);

/* apn_split_weight, apn_split_share, apn_split_quota or apn_split_moved. */
typedef size_t apn__exact_figure(const apn_split *split, size_t party, char *buffer, size_t size);

/* The same of a split. */
const char *apn__page_exact(apn__page *page, apn__exact_figure *figure, const apn_split *split,
                            size_t party);

/* apn_statement_together_quota likewise. */
const char *apn__page_together(apn__page *page, const apn_statement *statement, size_t party);

/* apn_statement_piece_share likewise. */
const char *apn__page_piece_share(apn__page *page, const apn_statement *statement, size_t line,
                                  size_t piece, size_t party);

/* An amount as machines read it. */
typedef struct apn__amount_text {
    char text[APN_DECIMAL_TEXT_SIZE];
} apn__amount_text;

apn__amount_text apn__amount_plain(apn_decimal amount);

#endif
