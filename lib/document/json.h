/* json.h: JSON (RFC 8259) -> document: objects are mappings, lists are sequences, texts are quoted
 * scalars, and numbers, true, false and null plain ones. */
#ifndef APN_DOCUMENT_JSON_H
#define APN_DOCUMENT_JSON_H

#include "document.h"

/* Reads one JSON text into nodes in the arena. The first thing that is not JSON ends the reading: a
 * finding (APN_JSON) says what was expected there, and *root is NULL. Keys that stand twice are
 * APN_DUPLICATE_KEY. A byte order mark is passed over. Returns APN_OK or APN_MEMORY. `file` must
 * outlive the nodes. */
apn_status apn__json_read(const char *bytes, size_t length, const char *file, apn__arena *arena,
                          apn_findings *findings, apn__node **root);

#endif
