/* yaml_internal.h: what the files of this layer share. */
#ifndef APN_YAML_INTERNAL_H
#define APN_YAML_INTERNAL_H

#include <yaml.h>

#include "yaml_reader.h"

/* Makes bytes ready for libyaml: refuses (APN_LIMIT, APN_YAML) what is too long or not UTF-8,
 * passes over a byte order mark, and reports control characters, which a copy in the arena then has
 * replaced, so that reading goes on. *text is what libyaml may read; its bytes are NULL when there
 * is nothing to read. *cut is true when it ends early. Returns APN_OK or APN_MEMORY. */
apn_status apn__yaml_prepare(const char *bytes, size_t length, const char *file, apn__arena *arena,
                             apn_findings *findings, apn__text *text, bool *cut);

/* How many bytes at bytes[at] are a character that no text may hold: a control character but tab
 * and line ends, a byte order mark, or no character at all. 0 when all is well. Requires:
 * well-formed UTF-8. */
size_t apn__yaml_forbidden(const char *bytes, size_t length, size_t at);

/* Reports the syntax error that the parser stopped at, in the words of somebody who edits the file.
 * `begun` is true when a document had begun: before that only instructions (%YAML, %TAG) and
 * comments can stand. */
void apn__yaml_explain(const yaml_parser_t *parser, apn__text text, const char *file, bool begun,
                       const char *where, apn_findings *findings);

#endif
