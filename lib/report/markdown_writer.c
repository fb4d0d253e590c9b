/* The Markdown writer: the only place that knows Markdown's signs. */
#include "markdown_writer.h"

#include <string.h>

/* A number and a point, or a dash, would begin a list at the start of a line: the escape goes
 * before the sign that makes it one. */
static size_t list_sign(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 && (text[0] == '-' || text[0] == '+' || text[0] == '='))
        return 0;
    return digits > 0 && (text[digits] == '.' || text[digits] == ')') ? digits : SIZE_MAX;
}

void apn__markdown_text(apn__page *page, const char *text)
{
    size_t sign = list_sign(text);
    for (size_t at = 0; text[at] != '\0'; at++) {
        unsigned char byte = (unsigned char)text[at];
        if (at == sign || strchr("\\`*_{}[]<>#|&~!$^", text[at]) != NULL)
            apn__page_add(page, "\\");
        if (byte < 0x20 || byte == 0x7F)
            apn__page_add(page, " ");
        else
            apn__buffer_append(&page->text, &text[at], 1);
    }
}

void apn__markdown_money(apn__page *page, apn_decimal amount, const char *currency)
{
    char digits[APN_DECIMAL_TEXT_SIZE];
    bool negative = amount.sign < 0;
    (void)apn_decimal_format(amount, 1, digits);
    apn__buffer_print(&page->text, "%s%s%s%s", negative ? "(" : "",
                      strcmp(currency, "GBP") == 0 ? "\xC2\xA3" : "",
                      negative ? digits + 1 : digits, negative ? ")" : "");
}
