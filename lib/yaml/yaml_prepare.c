/* What is looked at before libyaml sees a text: its length, its encoding, its control characters.
 * libyaml would stop at the first of them, and gives no column. */
#include "yaml_internal.h"

#include "library_limits.h"

/* libyaml compares each %TAG line with all before it; no agreement has any, so that a few are
 * enough to report. */
#define MOST_DIRECTIVES 16u

size_t apn__yaml_forbidden(const char *bytes, size_t length, size_t at)
{
    const unsigned char *text = (const unsigned char *)bytes + at;
    size_t left = length - at;
    if (text[0] < 0x20)
        return text[0] != '\t' && text[0] != '\n' && text[0] != '\r';
    if (text[0] == 0x7F)
        return 1;
    if (text[0] == 0xC2 && left > 1)
        return text[1] < 0xA0 && text[1] != 0x85 ? 2 : 0;
    if (text[0] == 0xEF && left > 2) {
        bool mark = text[1] == 0xBB && text[2] == 0xBF;
        bool none = text[1] == 0xBF && text[2] >= 0xBE;
        return mark || none ? 3 : 0;
    }
    return 0;
}

static void report_forbidden(const char *bytes, size_t width, apn__place place,
                             apn_findings *findings)
{
    const unsigned char *text = (const unsigned char *)bytes;
    unsigned character = text[0];
    if (width == 2)
        character = text[1];
    else if (width == 3)
        character = ((text[0] & 0x0Fu) << 12) | ((text[1] & 0x3Fu) << 6) | (text[2] & 0x3Fu);
    if (character == 0)
        apn__findings_add(findings, APN_ERROR, APN_YAML, place, NULL,
                          "a zero byte stands here, so this is no plain text; save it as UTF-8");
    else if (character == 0xFEFF)
        apn__findings_add(findings, APN_ERROR, APN_YAML, place, NULL,
                          "a byte order mark stands inside the text; remove it (retype the line if "
                          "it is invisible)");
    else
        apn__findings_add(findings, APN_ERROR, APN_YAML, place, NULL,
                          "the control character U+%04X stands here; remove it (retype the line if "
                          "it is invisible)",
                          character);
}

static size_t first_forbidden(apn__text text)
{
    size_t at = 0;
    while (at < text.length && apn__yaml_forbidden(text.bytes, text.length, at) == 0)
        at++;
    return at;
}

/* Reports each run of forbidden characters, and puts a `_`, which is text anywhere, in the place of
 * each: so places stay right. */
static apn_status replace_forbidden(apn__text *text, const char *file, apn__arena *arena,
                                    apn_findings *findings)
{
    size_t at = first_forbidden(*text), to = 0;
    apn__place place = {file, 1, 1};
    bool in_run = false;
    if (at == text->length)
        return APN_OK;
    char *copy = apn__arena_alloc(arena, text->length + 1, 1);
    if (copy == NULL)
        return APN_MEMORY;
    for (at = 0; at < text->length;) {
        char byte = text->bytes[at];
        size_t width = apn__yaml_forbidden(text->bytes, text->length, at);
        if (width > 0 && !in_run)
            report_forbidden(text->bytes + at, width, place, findings);
        in_run = width > 0;
        copy[to++] = width > 0 ? '_' : byte;
        at += width > 0 ? width : 1;
        if (byte == '\n' || (byte == '\r' && (at == text->length || text->bytes[at] != '\n')))
            place = (apn__place){file, place.line + 1, 1};
        else if (width > 0 || ((unsigned char)byte & 0xC0u) != 0x80u)
            place.column++;
    }
    *text = (apn__text){copy, to};
    return APN_OK;
}

/* Ends the text before the %TAG lines become too many. */
static void cut_directives(apn__text *text, bool *cut)
{
    size_t found = 0;
    const char *line = text->bytes, *end = text->bytes + text->length;
    while (line != NULL && line < end) {
        if (end - line > 4 && memcmp(line, "%TAG", 4) == 0 && ++found > MOST_DIRECTIVES) {
            text->length = (size_t)(line - text->bytes);
            *cut = true;
            return;
        }
        line = memchr(line, '\n', (size_t)(end - line));
        line = line == NULL ? NULL : line + 1;
    }
}

apn_status apn__yaml_prepare(const char *bytes, size_t length, const char *file, apn__arena *arena,
                             apn_findings *findings, apn__text *text, bool *cut)
{
    *cut = false;
    *text = (apn__text){0};
    if (length > APN__LIMIT_TEXT_BYTES) {
        apn__findings_add(
            findings, APN_ERROR, APN_LIMIT, (apn__place){file, 1, 1}, NULL,
            "the file is longer than the %u bytes (4 MiB) that are read; put its parts "
            "into several files",
            (unsigned)APN__LIMIT_TEXT_BYTES);
        return APN_OK;
    }
    size_t fault = apn__utf8_fault(bytes, length);
    if (fault < length) {
        char sentence[200];
        apn__place place = {.file = file};
        apn__utf8_place(bytes, length, fault, &place.line, &place.column);
        apn__utf8_explain(bytes, length, fault, sentence, sizeof sentence);
        apn__findings_add(findings, APN_ERROR, APN_YAML, place, NULL, "%s", sentence);
        return APN_OK;
    }
    size_t mark = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    *text = (apn__text){length == 0 ? "" : bytes + mark, length - mark};
    cut_directives(text, cut);
    return replace_forbidden(text, file, arena, findings);
}
