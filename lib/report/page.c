/* The text that a report is written on. */
#include "page.h"

#include <string.h>

#include "alloc.h"

#define EXACT_ROOM 128u /* holds most exact figures at the first try */

void apn__page_end(apn__page *page)
{
    apn__buffer_end(&page->text);
    apn__free(page->exact);
    *page = (apn__page){0};
}

void apn__page_add(apn__page *page, const char *text)
{
    apn__buffer_append(&page->text, text, strlen(text));
}

/* Room for size bytes in the corner; false, and remembered, when memory is out. */
static bool make_room(apn__page *page, size_t size)
{
    char *bytes;
    if (size <= page->exact_size)
        return true;
    bytes = apn__grow(page->exact, size, 1);
    if (bytes == NULL) {
        page->text.failed = true;
        return false;
    }
    page->exact = bytes;
    page->exact_size = size;
    return true;
}

const char *apn__page_exact_text(apn__page *page, apn__exact_writer *write, const void *of)
{
    size_t length;
    if (!make_room(page, EXACT_ROOM))
        return "";
    length = write(of, page->exact, page->exact_size);
    if (length < page->exact_size)
        return page->exact;
    if (!make_room(page, apn__add_sizes(length, 1)))
        return "";
    (void)write(of, page->exact, page->exact_size);
    return page->exact;
}

/* A figure of one party of a split. */
typedef struct split_figure {
    apn__exact_figure *figure;
    const apn_split *split;
    size_t party;
} split_figure;

static size_t write_split_figure(const void *of, char *buffer, size_t size)
{
    const split_figure *one = of;
    return one->figure(one->split, one->party, buffer, size);
}

const char *apn__page_exact(apn__page *page, apn__exact_figure *figure, const apn_split *split,
                            size_t party)
{
    split_figure one = {figure, split, party};
    return apn__page_exact_text(page, write_split_figure, &one);
}

/* A party's exact total over lines that are rounded together. */
typedef struct together_figure {
    const apn_statement *statement;
    size_t party;
} together_figure;

static size_t write_together_figure(const void *of, char *buffer, size_t size)
{
    const together_figure *one = of;
    return apn_statement_together_quota(one->statement, one->party, buffer, size);
}

const char *apn__page_together(apn__page *page, const apn_statement *statement, size_t party)
{
    together_figure one = {statement, party};
    return apn__page_exact_text(page, write_together_figure, &one);
}

/* A party's exact share of a piece of a line. */
typedef struct piece_figure {
    const apn_statement *statement;
    size_t line, piece, party;
} piece_figure;

static size_t write_piece_figure(const void *of, char *buffer, size_t size)
{
    const piece_figure *one = of;
    return apn_statement_piece_share(one->statement, one->line, one->piece, one->party, buffer,
                                     size);
}

const char *apn__page_piece_share(apn__page *page, const apn_statement *statement, size_t line,
                                  size_t piece, size_t party)
{
    piece_figure one = {statement, line, piece, party};
    return apn__page_exact_text(page, write_piece_figure, &one);
}

apn__amount_text apn__amount_plain(apn_decimal amount)
{
    apn__amount_text written;
    (void)apn_decimal_format(amount, 0, written.text);
    return written;
}
