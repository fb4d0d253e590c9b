/* Findings of the command's own, in the form of the library's. */
#include "told.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "failure.h"
#include "memory.h"
#include "text.h"

/* As many as a list of the library holds. */
enum { TOLD_MOST = 10000 };

/* Room for one entry more. */
static apn_finding *entry_add(told *list)
{
    bool full = (list->count & (list->count - 1)) == 0;
    if (full)
        list->entries =
            grab_more(list->entries, list->count ? 2 * list->count : 1, sizeof list->entries[0]);
    return &list->entries[list->count++];
}

void told_add(told *list, apn_severity severity, apn_status code, told_place place,
              const char *where, const char *format, ...)
{
    char *message = NULL;
    va_list values;
    if (list->count == TOLD_MOST) {
        list->passed_over++;
        return;
    }
    va_start(values, format);
    int length = vasprintf(&message, format, values);
    va_end(values);
    if (length < 0)
        out_of_memory();
    *entry_add(list) = (apn_finding){.severity = severity,
                                     .code = code,
                                     .line = place.line,
                                     .column = place.column,
                                     .file = place.file,
                                     .where = text_of("%s", where),
                                     .message = message};
}

static int by_place(const void *left, const void *right)
{
    const apn_finding *a = left, *b = right;
    if ((a->line == 0) != (b->line == 0))
        return a->line == 0 ? 1 : -1;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    return strcmp(a->message, b->message);
}

void told_sort(told *list)
{
    if (list->count > 0)
        qsort(list->entries, list->count, sizeof list->entries[0], by_place);
}

size_t told_count(const told *list, apn_severity severity)
{
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++)
        count += list->entries[i].severity == severity;
    return count;
}

apn_status told_status(const told *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->entries[i].severity == APN_ERROR)
            return list->entries[i].code;
    return APN_OK;
}

void told_put(const told *list, FILE *out, bool json)
{
    if (list->count == 0)
        return;
    const apn_finding **findings = grab(list->count + 1, sizeof findings[0]);
    char *sentence = text_of("and %zu more findings are not listed", list->passed_over);
    const apn_finding rest = {.severity = list->entries[list->count - 1].severity,
                              .code = APN_LIMIT,
                              .file = list->entries[0].file,
                              .where = "",
                              .message = sentence};
    size_t count = 0;
    for (; count < list->count; count++)
        findings[count] = &list->entries[count];
    if (list->passed_over > 0)
        findings[count++] = &rest;
    for (size_t i = 0; i < count && !json; i++)
        put_finding(out, findings[i]);
    if (json)
        put_findings_json(out, findings, count);
    free(sentence);
    free(findings);
}

void told_free(told *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free((char *)list->entries[i].where);
        free((char *)list->entries[i].message);
    }
    free(list->entries);
    *list = (told){0};
}
