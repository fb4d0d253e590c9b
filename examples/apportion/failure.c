/* What went wrong, told on standard error. */
#include "failure.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "text.h"

int exit_status(apn_status status)
{
    switch (apn_status_blame(status)) {
    case APN_BLAME_NONE:
        return 0;
    case APN_BLAME_INPUT:
        return 1;
    case APN_BLAME_CALLER:
        return 2;
    case APN_BLAME_MACHINE:
        return 3;
    case APN_BLAME_LIBRARY:
        break;
    }
    return 70;
}

/* Copies a text into a field, cut at a character when it is too long. */
static void put_field(char *field, size_t size, const char *text)
{
    size_t length = strlen(text);
    if (length >= size) {
        length = size - 1;
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
            length--;
    }
    memcpy(field, text, length);
    field[length] = '\0';
}

apn_status fail(apn_error *err, apn_status status, const char *format, ...)
{
    char *sentence = NULL;
    va_list values;
    va_start(values, format);
    int length = vasprintf(&sentence, format, values);
    va_end(values);
    if (length < 0)
        out_of_memory();
    *err = (apn_error){.status = status};
    put_field(err->message, sizeof err->message, sentence);
    free(sentence);
    return status;
}

void fail_in_word(apn_error *err, const char *what, const char *text)
{
    char *sentence =
        err->column ? text_of("%s \"%s\": column %u: %s", what, text, err->column, err->message)
                    : text_of("%s \"%s\": %s", what, text, err->message);
    put_field(err->message, sizeof err->message, sentence);
    put_field(err->where, sizeof err->where, what);
    free(sentence);
}

static void put_finding_json(FILE *out, const apn_finding *finding)
{
    fprintf(out, "{\"severity\": \"%s\", \"code\": \"%s\", \"where\": ",
            apn_severity_word(finding->severity), apn_status_word(finding->code));
    put_json_text(out, finding->where);
    fputs(", \"file\": ", out);
    put_json_text(out, finding->file);
    fprintf(out, ", \"line\": %u, \"column\": %u, \"message\": ", finding->line, finding->column);
    put_json_text(out, finding->message);
    if (finding->footing) {
        fputs(", \"table\": ", out);
        put_json_text(out, finding->footing->table);
        fputs(", \"what\": ", out);
        put_json_text(out, finding->footing->what);
        fputs(", \"id\": ", out);
        put_json_text(out, finding->footing->id);
        fputs(", \"difference\": ", out);
        put_json_text(out, finding->footing->difference);
        fputs(", \"diagnosis\": ", out);
        put_json_text(out, finding->footing->diagnosis);
        fputs(", \"candidates\": [", out);
        for (size_t i = 0; i < finding->footing->candidates_count; i++) {
            fputs(i ? ", {\"entry\": " : "{\"entry\": ", out);
            put_json_text(out, finding->footing->candidates[i].entry);
            fputs(", \"value\": ", out);
            put_json_text(out, finding->footing->candidates[i].value);
            fputc('}', out);
        }
        fputc(']', out);
    }
    fputc('}', out);
}

void put_findings_json(FILE *out, const apn_finding *const *findings, size_t count)
{
    fputs("{\"format\": \"apportion-findings/1\", \"findings\": [", out);
    for (size_t i = 0; i < count; i++) {
        if (i)
            fputs(", ", out);
        put_finding_json(out, findings[i]);
    }
    fputs("]}\n", out);
}

char *finding_text(const apn_finding *finding)
{
    const char *kind = finding->severity == APN_WARNING ? "warning: "
                       : finding->severity == APN_NOTE  ? "note: "
                                                        : "";
    char *place = NULL;
    if (finding->line)
        place = text_of("%s:%u:%u: ", finding->file, finding->line, finding->column);
    else
        place = finding->file[0] ? text_of("%s: ", finding->file) : text_of("%s", "");
    char *text =
        text_of("%s%s%s [%s]", place, kind, finding->message, apn_status_word(finding->code));
    char *clean = text_clean(text);
    free(text);
    free(place);
    return clean;
}

void put_finding(FILE *out, const apn_finding *finding)
{
    char *text = finding_text(finding);
    fprintf(out, "%s\n", text);
    free(text);
}

int tell_error(const apn_error *err, bool json)
{
    const apn_finding finding = {.severity = APN_ERROR,
                                 .code = err->status,
                                 .line = err->line,
                                 .column = err->column,
                                 .file = "",
                                 .where = err->where,
                                 .message = err->message};
    if (json) {
        put_findings_json(stderr, (const apn_finding *const[]){&finding}, 1);
    } else {
        char *message = text_clean(err->message);
        fprintf(stderr, "apportion: %s [%s]\n", message, apn_status_word(err->status));
        free(message);
    }
    return exit_status(err->status);
}

int tell_findings(const apn_findings *findings, const apn_error *err, bool json)
{
    if (apn_findings_count(findings) == 0)
        return tell_error(err, json);
    apn_report *report = NULL;
    if (json && apn_report_findings(findings, &report, NULL) == APN_OK) {
        size_t length = 0;
        const char *text = apn_report_text(report, &length);
        (void)fwrite(text, 1, length, stderr);
    } else {
        const apn_finding *finding = NULL;
        for (size_t i = 0; (finding = apn_findings_at(findings, i)); i++) {
            fputs(finding->file[0] ? "" : "apportion: ", stderr);
            put_finding(stderr, finding);
        }
    }
    apn_report_free(report);
    return exit_status(err->status);
}
