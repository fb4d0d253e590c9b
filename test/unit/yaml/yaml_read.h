/* yaml_read.h: reads a text for the tests of this layer. */
#ifndef TEST_YAML_READ_H
#define TEST_YAML_READ_H

#include <string.h>

#include "yaml_reader.h"

typedef struct reading {
    apn__arena *arena;
    apn_findings *findings;
    apn__node *root;
} reading;

/* Reads `length` bytes, and sorts the findings. End it with end_reading. */
static inline reading read_bytes(const char *bytes, size_t length)
{
    reading made = {apn__arena_make(), apn__findings_make(), NULL};
    assert_non_null(made.arena);
    assert_non_null(made.findings);
    assert_int_equal(apn__yaml_read(bytes, length, "t.yaml", made.arena, made.findings, &made.root),
                     APN_OK);
    apn__findings_sort(made.findings);
    return made;
}

static inline reading read_text(const char *text)
{
    return read_bytes(text, strlen(text));
}

static inline void end_reading(reading *made)
{
    apn__arena_free(made->arena);
    apn_findings_free(made->findings);
}

/* The finding at `index` is an error with this code, at this place, whose sentence has this part.
 */
static inline void assert_finding(const reading *made, size_t index, apn_status code, uint32_t line,
                                  uint32_t column, const char *where, const char *part)
{
    const apn_finding *finding = apn_findings_at(made->findings, index);
    assert_non_null(finding);
    if (strstr(finding->message, part) == NULL || finding->line != line ||
        finding->column != column)
        print_error("%u:%u %s: %s\n", (unsigned)finding->line, (unsigned)finding->column,
                    finding->where, finding->message);
    assert_int_equal(finding->severity, APN_ERROR);
    assert_string_equal(apn_status_word(finding->code), apn_status_word(code));
    assert_string_equal(finding->file, "t.yaml");
    assert_int_equal(finding->line, line);
    assert_int_equal(finding->column, column);
    assert_string_equal(finding->where, where);
    assert_non_null(strstr(finding->message, part));
}

#endif
