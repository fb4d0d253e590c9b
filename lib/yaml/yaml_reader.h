/* yaml_reader.h: bytes -> document, by libyaml. */
#ifndef APN_YAML_READER_H
#define APN_YAML_READER_H

#include "document.h"

/* Reads one YAML document into nodes in the arena. Faults go to findings and reading goes on where
 * it can; a text that breaks off (a syntax error) still gives the nodes before the break, the open
 * ones marked truncated. *root is NULL only when nothing could be read (not UTF-8, empty, too long,
 * out of memory). Returns APN_OK, or APN_MEMORY. `file` must outlive the nodes. */
apn_status apn__yaml_read(const char *bytes, size_t length, const char *file, apn__arena *arena,
                          apn_findings *findings, apn__node **root);

#endif
