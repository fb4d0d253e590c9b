/* json_writer.h: JSON (RFC 8259) in one fixed form: two spaces a level, one value a line, a line
 * feed at the end; characters beyond ASCII as they are. It is what Python's json.dumps(value,
 * indent=2, ensure_ascii=False) writes. */
#ifndef APN_REPORT_JSON_WRITER_H
#define APN_REPORT_JSON_WRITER_H

#include "page.h"

typedef struct apn__json {
    apn__page *page;
    unsigned depth;
    bool empty; /* nothing stands yet in the innermost object or list */
} apn__json;

/* `key` is plain ASCII, or NULL in a list and for the outermost value. */
void apn__json_open(apn__json *json, const char *key, char bracket);
void apn__json_close(apn__json *json, char bracket);
void apn__json_text(apn__json *json, const char *key, const char *value);
void apn__json_amount(apn__json *json, const char *key,
                      apn_decimal value); /* a string, as all figures */
void apn__json_place(apn__json *json, const char *key, uint32_t value); /* a number */
void apn__json_truth(apn__json *json, const char *key, bool value);     /* true or false */
void apn__json_null(apn__json *json, const char *key);

/* What a statement was made from and by, and who signs it: the last keys of the canonical form. */
void apn__json_write_origin(apn__json *json, const apn_agreement *agreement);

/* A list of findings, in format_json.c; without the files' names. */
void apn__json_write_finding_list(apn__json *json, const apn_findings *findings);

/* The line feed behind the outermost value. */
void apn__json_end(apn__json *json);

#endif
