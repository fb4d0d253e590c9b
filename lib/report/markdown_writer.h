/* markdown_writer.h: Markdown (CommonMark with GitHub's tables), every text of the input shown as
 * it is written. */
#ifndef APN_REPORT_MARKDOWN_WRITER_H
#define APN_REPORT_MARKDOWN_WRITER_H

#include "page.h"

/* Text whose signs must not become markup: they are escaped, and line breaks become spaces. */
void apn__markdown_text(apn__page *page, const char *text);

/* An amount in accounting form: thousands commas, a pound sign when the currency is GBP, brackets
 * for negatives. */
void apn__markdown_money(apn__page *page, apn_decimal amount, const char *currency);

/* Notes what a statement was made from and by, then the block in which it is signed. */
void apn__markdown_write_origin(apn__page *page, const apn_agreement *agreement);

#endif
