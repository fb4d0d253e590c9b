/* The findings of several calls as one list, each once, in the order of the files. */
#include "finding_list.h"

#include <stdlib.h>
#include <string.h>

#include "failure.h"
#include "memory.h"
#include "people.h"
#include "text.h"

static size_t file_place(const char *file, const apn_text_source *sources, size_t count)
{
    size_t place = 0;
    while (place < count && strcmp(sources[place].name, file) != 0)
        place++;
    return place;
}

void finding_list_add(finding_list *list, const apn_findings *findings,
                      const apn_text_source *sources, size_t count)
{
    size_t more = apn_findings_count(findings);
    list->entries = grab_more(list->entries, list->count + more, sizeof list->entries[0]);
    for (size_t i = 0; i < more; i++) {
        const apn_finding *finding = apn_findings_at(findings, i);
        list->entries[list->count] =
            (listed_finding){.finding = finding,
                             .file = file_place(finding->file, sources, count),
                             .place = list->count};
        list->count++;
    }
}

static int by_number(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

/* The order of the reader: file, line, column, and what is said there. */
static int by_content(const listed_finding *a, const listed_finding *b)
{
    int order = by_number(a->file, b->file);
    if (!order)
        order = strcmp(a->finding->file, b->finding->file); /* sheets, behind the files */
    if (!order)
        order = by_number(a->finding->line, b->finding->line);
    if (!order)
        order = by_number(a->finding->column, b->finding->column);
    return order;
}

static int by_words(const listed_finding *a, const listed_finding *b)
{
    int order = by_content(a, b);
    if (!order)
        order = by_number((size_t)a->finding->code, (size_t)b->finding->code);
    return order ? order : strcmp(a->finding->message, b->finding->message);
}

static int compare_words(const void *left, const void *right)
{
    const listed_finding *a = left, *b = right;
    int order = by_words(a, b);
    return order ? order : by_number(a->place, b->place);
}

static int compare_content(const void *left, const void *right)
{
    const listed_finding *a = left, *b = right;
    int order = by_content(a, b);
    return order ? order : by_number(a->place, b->place);
}

void finding_list_settle(finding_list *list)
{
    size_t kept = 0;
    if (list->count == 0)
        return;
    qsort(list->entries, list->count, sizeof list->entries[0], compare_words);
    for (size_t i = 0; i < list->count; i++)
        if (i == 0 || by_words(&list->entries[kept - 1], &list->entries[i]) != 0)
            list->entries[kept++] = list->entries[i];
    list->count = kept;
    qsort(list->entries, list->count, sizeof list->entries[0], compare_content);
}

size_t finding_list_count(const finding_list *list, apn_severity severity)
{
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++)
        count += list->entries[i].finding->severity == severity;
    return count;
}

void finding_list_put_plain(const finding_list *list, FILE *out, bool json)
{
    const apn_finding **findings = grab(list->count, sizeof findings[0]);
    for (size_t i = 0; i < list->count; i++) {
        findings[i] = list->entries[i].finding;
        if (!json)
            put_finding(out, findings[i]);
    }
    if (json)
        put_findings_json(out, findings, list->count);
    free(findings);
}

void finding_list_put(const finding_list *list, const output *out)
{
    if (list->count == 0)
        return;
    fputc('\n', out->text);
    put_heading(out, "Notes and warnings");
    for (size_t i = 0; i < list->count; i++) {
        char *text = finding_text(list->entries[i].finding);
        put_paragraph(out->text, text, out->shown.width, 0, 2);
        free(text);
    }
}

void finding_list_free(finding_list *list)
{
    free(list->entries);
    *list = (finding_list){0};
}
