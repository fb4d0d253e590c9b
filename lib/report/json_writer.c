/* The JSON writer: the only place that knows JSON's signs. */
#include "json_writer.h"

#include <string.h>

static void add_quoted(apn__page *page, const char *text)
{
    static const char escapes[] = "\"\"\\\\\bb\ff\nn\rr\tt"; /* each sign and its letter */
    const char *plain = text;
    apn__page_add(page, "\"");
    for (; *text != '\0'; text++) {
        const char *escape = escapes;
        while (*escape != '\0' && *escape != *text)
            escape += 2;
        if (*escape == '\0' && (unsigned char)*text >= 0x20)
            continue;
        apn__buffer_append(&page->text, plain, (size_t)(text - plain));
        if (*escape != '\0')
            apn__buffer_print(&page->text, "\\%c", escape[1]);
        else
            apn__buffer_print(&page->text, "\\u%04x", (unsigned)(unsigned char)*text);
        plain = text + 1;
    }
    apn__buffer_append(&page->text, plain, (size_t)(text - plain));
    apn__page_add(page, "\"");
}

static void add_line(apn__json *json)
{
    apn__page_add(json->page, "\n");
    for (unsigned level = 0; level < json->depth; level++)
        apn__page_add(json->page, "  ");
}

/* What stands before a value: the comma behind its elder, its line and its key. */
static void begin_value(apn__json *json, const char *key)
{
    if (!json->empty && json->depth > 0)
        apn__page_add(json->page, ",");
    if (json->depth > 0)
        add_line(json);
    json->empty = false;
    if (key != NULL) {
        add_quoted(json->page, key);
        apn__page_add(json->page, ": ");
    }
}

void apn__json_open(apn__json *json, const char *key, char bracket)
{
    begin_value(json, key);
    apn__buffer_append(&json->page->text, &bracket, 1);
    json->depth++;
    json->empty = true;
}

void apn__json_close(apn__json *json, char bracket)
{
    json->depth--;
    if (!json->empty)
        add_line(json);
    json->empty = false;
    apn__buffer_append(&json->page->text, &bracket, 1);
}

void apn__json_text(apn__json *json, const char *key, const char *value)
{
    begin_value(json, key);
    add_quoted(json->page, value);
}

void apn__json_amount(apn__json *json, const char *key, apn_decimal value)
{
    apn__json_text(json, key, apn__amount_plain(value).text);
}

void apn__json_place(apn__json *json, const char *key, uint32_t value)
{
    begin_value(json, key);
    apn__buffer_print(&json->page->text, "%u", (unsigned)value);
}

void apn__json_truth(apn__json *json, const char *key, bool value)
{
    begin_value(json, key);
    apn__page_add(json->page, value ? "true" : "false");
}

void apn__json_null(apn__json *json, const char *key)
{
    begin_value(json, key);
    apn__page_add(json->page, "null");
}

void apn__json_end(apn__json *json)
{
    apn__page_add(json->page, "\n");
}
