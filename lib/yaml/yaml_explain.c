/* libyaml's syntax errors in the words of somebody who edits an agreement. Its words are kept for
 * errors that have no sentence here. */
#include "yaml_internal.h"

#include <stdio.h>
#include <string.h>

typedef enum place_of { AT_PROBLEM, AT_CONTEXT } place_of;

/* A part of libyaml's problem, a part of its context, and the sentence. %u in a sentence is the
 * line of the context. */
static const struct {
    const char *problem, *context;
    place_of place;
    const char *sentence;
} explanations[] = {
    {"tab", "", AT_PROBLEM,
     "a tab stands in the indentation; YAML takes only spaces there, so put spaces in its place"},
    {"", "directive", AT_CONTEXT,
     "a line that begins with `%%` is an instruction to YAML, which is not read; remove it"},
    {"directive", "", AT_PROBLEM,
     "a line that begins with `%%` is an instruction to YAML, which is not read; remove it"},
    {"incompatible YAML document", "", AT_PROBLEM,
     "this `%%YAML` line asks for a version that is not read; remove it"},
    {"mapping values are not allowed", "", AT_PROBLEM,
     "this colon would begin a value, which cannot stand here; put the text in quotes if the colon "
     "belongs to it, else "
     "check the indentation of this line and the one before"},
    {"did not find expected key", "", AT_PROBLEM,
     "this does not go on with the keys that began in line %u; check its indentation, and the "
     "quotes and brackets "
     "before it"},
    {"expected '-' indicator", "", AT_PROBLEM,
     "this does not go on with the list that began in line %u; each entry begins with `- ` in "
     "the same column"},
    {"expected ',' or '}'", "", AT_PROBLEM,
     "the `{` of line %u is not closed, or a comma is missing: a `,` or `}` was expected here"},
    {"expected ',' or ']'", "", AT_PROBLEM,
     "the `[` of line %u is not closed, or a comma is missing: a `,` or `]` was expected here"},
    {"could not find expected ':'", "", AT_CONTEXT,
     "a `:` with a space behind it is missing after this key; if the line goes on with the value "
     "above, indent it deeper "
     "than that value's key"},
    {"found unexpected end of stream", "quoted", AT_CONTEXT,
     "the quote that begins here does not end"},
    {"found unexpected document indicator", "quoted", AT_CONTEXT,
     "the quote that begins here does not end before the line of `---` or `...`"},
    {"unknown escape", "", AT_PROBLEM,
     "this backslash means nothing in double quotes; write it twice, or use single quotes"},
    {"hexdecimal", "", AT_PROBLEM,
     "a backslash with x, u or U in double quotes needs 2, 4 or 8 hexadecimal digits"},
    {"Unicode character escape", "", AT_PROBLEM,
     "this backslash in double quotes names no character of Unicode"},
    {"", "block scalar", AT_PROBLEM,
     "behind `|` or `>` may stand only a figure from 1 to 9, `+` or `-`, and a comment; begin the "
     "text in the next line"},
    {"", "an alias", AT_CONTEXT,
     "a value that begins with `*` would be an alias, which is not read; put it in quotes"},
    {"", "an anchor", AT_CONTEXT,
     "a value that begins with `&` would be an anchor, which is not read; put it in quotes"},
    {"", " tag", AT_CONTEXT,
     "a value that begins with `!` would be a tag, which is not read; put it in quotes"},
    {"undefined tag handle", "", AT_CONTEXT,
     "a value that begins with `!` would be a tag, which is not read; put it in quotes"},
    {"block sequence entries are not allowed", "", AT_PROBLEM,
     "a list entry cannot begin here; put `- ` at the beginning of a line of its own"},
    {"mapping keys are not allowed", "", AT_PROBLEM,
     "a `?` cannot stand here; put the text in quotes"},
    {"expected <document start>", "", AT_PROBLEM,
     "the text was complete before this line; the file must be one run of keys that begin in the "
     "same column"},
};

/* The character at a place that libyaml counted in characters, as bytes; empty at the end of the
 * text. */
static apn__text character_at(apn__text text, size_t index)
{
    size_t at = 0, width = 1;
    while (at < text.length && index > 0) {
        at++;
        while (at < text.length && ((unsigned char)text.bytes[at] & 0xC0u) == 0x80u)
            at++;
        index--;
    }
    if (at >= text.length)
        return (apn__text){"", 0};
    while (at + width < text.length && ((unsigned char)text.bytes[at + width] & 0xC0u) == 0x80u)
        width++;
    return (apn__text){text.bytes + at, width};
}

static apn__place place_at(const char *file, yaml_mark_t mark)
{
    return (apn__place){file, (uint32_t)mark.line + 1, (uint32_t)mark.column + 1};
}

/* libyaml puts the end of a text that lacks its last line end into a line that is not there. */
static apn__place problem_place(const yaml_parser_t *parser, apn__text text, const char *file)
{
    apn__place place = place_at(file, parser->problem_mark);
    if (character_at(text, parser->problem_mark.index).length == 0)
        apn__utf8_place(text.bytes, text.length, text.length, &place.line, &place.column);
    return place;
}

/* Reports the errors whose sentence shows the character that stands in the way. True when it was
 * one. */
static bool explain_character(const yaml_parser_t *parser, apn__text text, apn__place place,
                              const char *where, apn_findings *findings)
{
    bool start = strstr(parser->problem, "cannot start any token") != NULL;
    bool content = strstr(parser->problem, "expected node content") != NULL;
    if (!start && !content)
        return false;
    apn__text found = character_at(text, parser->problem_mark.index);
    if (found.length == 1 && found.bytes[0] == '\t')
        apn__findings_add(findings, APN_ERROR, APN_YAML, place, where, explanations[0].sentence,
                          0u);
    else if (start && found.length == 1 && found.bytes[0] == '`')
        apn__findings_add(findings, APN_ERROR, APN_YAML, place, where,
                          "a value cannot begin with a backtick; put it in quotes");
    else if (start)
        apn__findings_add(findings, APN_ERROR, APN_YAML, place, where,
                          "a value cannot begin with `%.*s`; put it in quotes", (int)found.length,
                          found.bytes);
    else if (found.length == 0 || found.bytes[0] == '\n' || found.bytes[0] == '\r')
        apn__findings_add(
            findings, APN_ERROR, APN_YAML, place, where,
            "a value was expected here, but the text ends; check that every quote and bracket "
            "before is closed");
    else
        apn__findings_add(findings, APN_ERROR, APN_YAML, place, where,
                          "a value was expected here, but `%.*s` stands here; put it in quotes if "
                          "it belongs to the "
                          "value",
                          (int)found.length, found.bytes);
    return true;
}

void apn__yaml_explain(const yaml_parser_t *parser, apn__text text, const char *file, bool begun,
                       const char *where, apn_findings *findings)
{
    const char *problem = parser->problem == NULL ? "" : parser->problem;
    const char *context = parser->context == NULL ? "" : parser->context;
    apn__place place = problem_place(parser, text, file);
    if (!begun && context[0] == '\0' && strstr(problem, "<document start>") != NULL)
        problem = "directive";
    if (parser->problem != NULL && explain_character(parser, text, place, where, findings))
        return;
    for (size_t i = 0; i < sizeof explanations / sizeof explanations[0]; i++) {
        if (strstr(problem, explanations[i].problem) == NULL ||
            strstr(context, explanations[i].context) == NULL)
            continue;
        if (explanations[i].place == AT_CONTEXT && context[0] != '\0')
            place = place_at(file, parser->context_mark);
        apn__findings_add(findings, APN_ERROR, APN_YAML, place, where, explanations[i].sentence,
                          (unsigned)parser->context_mark.line + 1);
        return;
    }
    apn__findings_add(findings, APN_ERROR, APN_YAML, place, where,
                      "the text cannot be read as YAML here: %s%s%s", problem,
                      context[0] == '\0' ? "" : " ", context);
}
