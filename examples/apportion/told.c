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

/* Adds an entry, whose texts become the list's. False, and counted, when the list is full. */
static bool entry_add(told *list, told_entry entry)
{
    if (list->count == TOLD_MOST) {
        list->passed_over++;
        return false;
    }
    if ((list->count & (list->count - 1)) == 0)
        list->entries =
            grab_more(list->entries, list->count ? 2 * list->count : 1, sizeof list->entries[0]);
    list->entries[list->count++] = entry;
    return true;
}

static void entry_free(told_entry *entry)
{
    if (!entry->from) {
        free((char *)entry->finding.where);
        free((char *)entry->finding.message);
    }
    apn_findings_free(entry->from);
}

void told_add(told *list, apn_severity severity, apn_status code, told_place place,
              const char *where, const char *format, ...)
{
    char *message = NULL;
    va_list values;
    va_start(values, format);
    int length = vasprintf(&message, format, values);
    va_end(values);
    if (length < 0)
        out_of_memory();
    told_entry entry = {.finding = {.severity = severity,
                                    .code = code,
                                    .line = place.line,
                                    .column = place.column,
                                    .file = place.file,
                                    .where = text_of("%s", where),
                                    .message = message}};
    if (!entry_add(list, entry))
        entry_free(&entry);
}

void told_add_found(told *list, apn_findings *found)
{
    const apn_finding *finding = apn_findings_at(found, 0);
    told_entry entry = {.from = found};
    if (finding)
        entry.finding = *finding;
    if (!finding || !entry_add(list, entry))
        entry_free(&entry);
}

static int by_place(const void *left, const void *right)
{
    const apn_finding *a = &((const told_entry *)left)->finding;
    const apn_finding *b = &((const told_entry *)right)->finding;
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
        count += list->entries[i].finding.severity == severity;
    return count;
}

apn_status told_status(const told *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->entries[i].finding.severity == APN_ERROR)
            return list->entries[i].finding.code;
    return APN_OK;
}

void told_put(const told *list, FILE *out, bool json)
{
    if (list->count == 0)
        return;
    const apn_finding **findings = grab(list->count + 1, sizeof findings[0]);
    char *sentence = text_of("and %zu more findings are not listed", list->passed_over);
    const apn_finding rest = {.severity = list->entries[list->count - 1].finding.severity,
                              .code = APN_LIMIT,
                              .file = list->entries[0].finding.file,
                              .where = "",
                              .message = sentence};
    size_t count = 0;
    for (; count < list->count; count++)
        findings[count] = &list->entries[count].finding;
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
    for (size_t i = 0; i < list->count; i++)
        entry_free(&list->entries[i]);
    free(list->entries);
    *list = (told){0};
}
