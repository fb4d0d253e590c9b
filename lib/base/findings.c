/* The list of findings: an array of entries whose texts are copied into an arena of the list's own.
 */
#include "findings.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "library_limits.h"

typedef struct entry {
    apn_finding finding;
    size_t file_order; /* of the first mention of its file */
    size_t sequence;   /* in which it was added */
} entry;

struct apn_findings {
    apn__arena *arena;
    entry *entries;
    size_t count, capacity;
    const char **files; /* each name once */
    size_t files_count, files_capacity;
    bool failed;
};

/* Control characters would break a sentence in two, or steer a terminal: each becomes a space. */
static void make_one_line(char *text, size_t length)
{
    unsigned char *bytes = (unsigned char *)text;
    for (size_t i = 0; i < length; i++) {
        bool second_set =
            bytes[i] == 0xC2 && i + 1 < length && bytes[i + 1] >= 0x80 && bytes[i + 1] < 0xA0;
        if (bytes[i] < 0x20 || bytes[i] == 0x7F || second_set)
            bytes[i] = ' ';
        if (second_set)
            bytes[i + 1] = ' ';
    }
}

/* A copy in the list's arena, of at most `most` bytes; remembers when memory is out, and gives ""
 * then. */
static const char *copy_cut(apn_findings *findings, const char *bytes, size_t length, size_t most)
{
    size_t cut = length > most ? apn__utf8_cut(bytes, length, most) : length;
    char *copy = apn__arena_copy(findings->arena, bytes, cut);
    if (copy == NULL) {
        findings->failed = true;
        return "";
    }
    make_one_line(copy, cut);
    return copy;
}

static const char *copy_whole(apn_findings *findings, const char *text)
{
    return text == NULL ? NULL : copy_cut(findings, text, strlen(text), SIZE_MAX);
}

/* The place of the file's name among the list's names, adding it when it is new. */
static size_t intern_file(apn_findings *findings, const char *file)
{
    for (size_t i = findings->files_count; i > 0; i--)
        if (strcmp(findings->files[i - 1], file) == 0)
            return i - 1;
    if (findings->files_count == findings->files_capacity) {
        size_t capacity = findings->files_capacity == 0 ? 4 : findings->files_capacity * 2;
        const char **files = apn__grow(findings->files, capacity, sizeof *files);
        if (files == NULL) {
            findings->failed = true;
            return SIZE_MAX;
        }
        findings->files = files;
        findings->files_capacity = capacity;
    }
    findings->files[findings->files_count] = copy_whole(findings, file);
    return findings->files_count++;
}

/* Room for one entry more, zeroed and counted; NULL, and remembered, when memory is out. */
static entry *add_entry(apn_findings *findings)
{
    if (findings->count == findings->capacity) {
        size_t capacity = findings->capacity == 0 ? 8 : findings->capacity * 2;
        entry *entries = apn__grow(findings->entries, capacity, sizeof *entries);
        if (entries == NULL) {
            findings->failed = true;
            return NULL;
        }
        findings->entries = entries;
        findings->capacity = capacity;
    }
    entry *added = &findings->entries[findings->count];
    *added = (entry){.sequence = findings->count};
    added->finding.file = added->finding.where = added->finding.message = "";
    findings->count++;
    return added;
}

/* The place behind the last allowed finding says that there were more, as gravely as the gravest of
 * them. */
static void note_loss(apn_findings *findings, apn_severity severity)
{
    if (findings->count == APN__LIMIT_FINDINGS) {
        entry *last = add_entry(findings);
        if (last == NULL)
            return;
        last->finding.code = APN_LIMIT;
        last->finding.message =
            "there is more to report than a list of findings holds; mend these and try again";
    }
    apn_finding *marker = &findings->entries[APN__LIMIT_FINDINGS].finding;
    if (marker->severity < severity)
        marker->severity = severity;
}

/* Copies the details of a total that does not foot; NULL, and remembered, when memory is out. */
static const apn_footing *copy_footing(apn_findings *findings, const apn_footing *footing)
{
    size_t count = footing->candidates_count;
    apn_footing *copy = apn__arena_alloc(findings->arena, 1, sizeof *copy);
    apn_transposition *candidates = apn__arena_alloc(findings->arena, count, sizeof *candidates);
    if (copy == NULL || candidates == NULL) {
        findings->failed = true;
        return NULL;
    }
    copy->table = copy_whole(findings, footing->table);
    copy->what = copy_whole(findings, footing->what);
    copy->id = copy_whole(findings, footing->id);
    copy->difference = copy_whole(findings, footing->difference);
    copy->diagnosis = copy_whole(findings, footing->diagnosis);
    copy->candidates = candidates;
    copy->candidates_count = count;
    for (size_t i = 0; i < count; i++) {
        candidates[i].entry = copy_whole(findings, footing->candidates[i].entry);
        candidates[i].value = copy_whole(findings, footing->candidates[i].value);
    }
    return copy;
}

/* Adds a copy of a finding whose texts may end with their maker. */
static void add_copy(apn_findings *findings, const apn_finding *finding)
{
    if (findings->count >= APN__LIMIT_FINDINGS) {
        note_loss(findings, finding->severity);
        return;
    }
    entry *added = add_entry(findings);
    if (added == NULL)
        return;
    size_t file_order = intern_file(findings, finding->file);
    apn_finding *copy = &added->finding;
    *copy = *finding;
    added->file_order = file_order;
    copy->file = file_order == SIZE_MAX ? "" : findings->files[file_order];
    copy->where = copy_cut(findings, finding->where, strlen(finding->where), APN__LIMIT_WHERE);
    copy->message =
        copy_cut(findings, finding->message, strlen(finding->message), APN__LIMIT_MESSAGE);
    if (finding->footing != NULL)
        copy->footing = copy_footing(findings, finding->footing);
}

/* Spells the sentence and adds the finding. */
static void add_list(apn_findings *findings, apn_finding *finding, const char *format,
                     va_list arguments)
{
    apn__buffer message = {0};
    assert(finding->code != APN_OK);
    apn__buffer_print_list(&message, format, arguments);
    finding->message = message.bytes;
    if (message.failed)
        findings->failed = true;
    else
        add_copy(findings, finding);
    apn__buffer_end(&message);
}

static apn_finding finding_of(apn_severity severity, apn_status code, apn__place place,
                              const char *where)
{
    return (apn_finding){.severity = severity,
                         .code = code,
                         .line = place.line,
                         .column = place.column,
                         .file = place.file == NULL ? "" : place.file,
                         .where = where == NULL ? "" : where};
}

apn_findings *apn__findings_make(void)
{
    apn_findings *findings = apn__alloc(1, sizeof *findings);
    if (findings == NULL)
        return NULL;
    findings->arena = apn__arena_make();
    if (findings->arena == NULL) {
        apn__free(findings);
        return NULL;
    }
    return findings;
}

void apn__findings_mention(apn_findings *findings, const char *file)
{
    if (findings != NULL)
        (void)intern_file(findings, file);
}

void apn__findings_add(apn_findings *findings, apn_severity severity, apn_status code,
                       apn__place place, const char *where, const char *format, ...)
{
    if (findings == NULL)
        return;
    apn_finding finding = finding_of(severity, code, place, where);
    va_list arguments;
    va_start(arguments, format);
    add_list(findings, &finding, format, arguments);
    va_end(arguments);
}

void apn__findings_add_footing(apn_findings *findings, apn_severity severity, apn__place place,
                               const char *where, const apn_footing *footing, const char *format,
                               ...)
{
    if (findings == NULL)
        return;
    apn_finding finding = finding_of(severity, APN_FOOTING, place, where);
    finding.footing = footing;
    va_list arguments;
    va_start(arguments, format);
    add_list(findings, &finding, format, arguments);
    va_end(arguments);
}

void apn__findings_fail_memory(apn_findings *findings)
{
    if (findings != NULL)
        findings->failed = true;
}

void apn__findings_append(apn_findings *findings, const apn_findings *more)
{
    if (findings == NULL || more == NULL)
        return;
    findings->failed = findings->failed || more->failed;
    for (size_t i = 0; i < more->count && !findings->failed; i++)
        add_copy(findings, &more->entries[i].finding);
}

static int compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

/* The whole key: with a place before without one, file, line, column, sequence. No two entries are
 * equal. */
static int compare_entries(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    int order = (a->finding.line == 0) - (b->finding.line == 0);
    if (order == 0 && a->finding.line != 0) {
        order = compare_sizes(a->file_order, b->file_order);
        if (order == 0)
            order = compare_sizes(a->finding.line, b->finding.line);
        if (order == 0)
            order = compare_sizes(a->finding.column, b->finding.column);
    }
    return order != 0 ? order : compare_sizes(a->sequence, b->sequence);
}

void apn__findings_sort(apn_findings *findings)
{
    if (findings == NULL || findings->count < 2)
        return;
    qsort(findings->entries, findings->count, sizeof *findings->entries, compare_entries);
    for (size_t i = 0; i < findings->count; i++)
        findings->entries[i].sequence = i;
}

apn_status apn__findings_status(const apn_findings *findings, apn_error *err)
{
    if (findings == NULL || findings->failed)
        return apn__fail_memory(err);
    for (size_t i = 0; i < findings->count; i++) {
        const apn_finding *finding = &findings->entries[i].finding;
        if (finding->severity == APN_ERROR)
            return apn__fail_at(err, finding->code, finding->line, finding->column, finding->where,
                                "%s", finding->message);
    }
    return APN_OK;
}

size_t apn_findings_count(const apn_findings *findings)
{
    return findings == NULL ? 0 : findings->count;
}

const apn_finding *apn_findings_at(const apn_findings *findings, size_t index)
{
    return index < apn_findings_count(findings) ? &findings->entries[index].finding : NULL;
}

size_t apn_findings_count_of(const apn_findings *findings, apn_severity severity)
{
    size_t count = 0;
    for (size_t i = 0; i < apn_findings_count(findings); i++)
        count += findings->entries[i].finding.severity == severity;
    return count;
}

void apn_findings_free(apn_findings *findings)
{
    if (findings == NULL)
        return;
    apn__arena_free(findings->arena);
    apn__free(findings->entries);
    apn__free(findings->files);
    apn__free(findings);
}
