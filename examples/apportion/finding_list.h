/* finding_list.h: the findings of several calls as one list, each once, in the order of the files.
 */
#ifndef APPORTION_COMMAND_FINDING_LIST_H
#define APPORTION_COMMAND_FINDING_LIST_H

#include "apportion/apportion.h"
#include "files.h"

typedef struct listed_finding {
    const apn_finding *finding;
    size_t file;  /* its file's place on the command line */
    size_t place; /* when it was added */
} listed_finding;

typedef struct finding_list {
    listed_finding *entries;
    size_t count;
} finding_list;

/* Adds the findings of one call, which must outlive the list. */
void finding_list_add(finding_list *list, const apn_findings *findings,
                      const apn_text_source *sources, size_t count);

/* Puts the list in order and leaves out what is said twice, as happens when several years say the
 * same. */
void finding_list_settle(finding_list *list);

size_t finding_list_count(const finding_list *list, apn_severity severity);

/* Writes the findings one a line, or as one JSON object. */
void finding_list_put_plain(const finding_list *list, FILE *out, bool json);

/* Writes the findings for people under a heading; nothing when there is none. */
void finding_list_put(const finding_list *list, const output *out);

void finding_list_free(finding_list *list);

#endif
