/* The CSV writer: the only place that knows CSV's signs. */
#include "csv_writer.h"

#include <string.h>

static bool needs_quotes(const char *text)
{
    size_t length = strlen(text);
    return length > 0 &&
           (text[strcspn(text, ",\"\r\n")] != '\0' || text[0] == ' ' || text[length - 1] == ' ');
}

static void add_quoted(apn__page *page, const char *text)
{
    apn__page_add(page, "\"");
    for (const char *quote; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
        apn__buffer_append(&page->text, text, (size_t)(quote - text));
        apn__page_add(page, "\"\"");
    }
    apn__page_add(page, text);
    apn__page_add(page, "\"");
}

void apn__csv_text(apn__csv *csv, const char *text)
{
    if (csv->begun)
        apn__page_add(csv->page, ",");
    csv->begun = true;
    if (needs_quotes(text))
        add_quoted(csv->page, text);
    else
        apn__page_add(csv->page, text);
}

void apn__csv_amount(apn__csv *csv, apn_decimal amount)
{
    apn__csv_text(csv, apn__amount_plain(amount).text);
}

void apn__csv_end_row(apn__csv *csv)
{
    apn__page_add(csv->page, "\n");
    csv->begun = false;
}

void apn__csv_header(apn__csv *csv, const char *const *words)
{
    for (; *words != NULL; words++)
        apn__csv_text(csv, *words);
    apn__csv_end_row(csv);
}
