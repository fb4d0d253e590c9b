/* scenario.h: what if an agreement said something else. A scenario is a list of changes; with them
 * a draft makes another agreement, which is read and checked as any is, and whose faults have their
 * places in the changes that cause them. docs/what-if.md goes through it. */
#ifndef APPORTION_SCENARIO_H
#define APPORTION_SCENARIO_H

#include "apportion/agreement.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The texts of an agreement, read and not yet an agreement, so that many agreements can be made of
 * them. Frozen, counted by reference; any thread may read it. */
typedef struct apn_draft apn_draft;

/* Reads one or more texts in order, as apn_agreement_load does, but only as far as they are YAML:
 * what they say is checked when an agreement is made of them. The options' source is called then
 * too, and must stay as long as the draft. *findings, when asked for, is filled whether the call
 * succeeds or not (the caller frees it); `out` is NULL on failure. */
APN_MUST_USE APN_API apn_status apn_draft_make(const apn_text_source *texts, size_t count,
                                               const apn_agreement_options *options,
                                               apn_findings **findings, apn_draft **out,
                                               apn_error *err);

APN_API apn_draft *apn_draft_ref(apn_draft *draft);
APN_API void apn_draft_unref(apn_draft *draft); /* NULL is allowed */

typedef enum apn_change_kind {
    APN_CHANGE_SET = 0,    /* a value for a key that the file or the format has */
    APN_CHANGE_REMOVE = 1, /* the key, or the entry of a list, is taken out */
    APN_CHANGE_SCALE = 2,  /* a number, or all numbers below the path, times a factor */
    APN_CHANGE_ADD = 3     /* a key, or an entry of a list, that is not there yet */
} apn_change_kind;

/* "set", "remove", "scale" or "add"; NULL past the end. */
APN_API const char *apn_change_kind_word(apn_change_kind kind);

/* One change. The path is the file's keys with points between them, "cost_lines.hosting.budget.
 * 2015/16"; an entry of a list is named by its id, or by its place as "[2]". What is written in
 * short is addressed in long: where a file has `exclude: {lincs: its own}` there is an
 * `exclude.lincs.until` to set. The texts may end once a call that takes them has returned. */
typedef struct apn_change {
    apn_change_kind kind;
    const char *path;
    const char *value; /* set, add: the value, or { } or [ ] with several; scale: "105%" or "1.05";
                          remove: NULL */
    const char *name;  /* what messages call it, with columns as in `path=value`; NULL: "" */
} apn_change;

/* A list of changes. Frozen, counted by reference; any thread may read it. */
typedef struct apn_scenario apn_scenario;

/* A scenario of these changes, in order. Errors: APN_USAGE; those of the values' YAML. */
APN_MUST_USE APN_API apn_status apn_scenario_make(const apn_change *changes, size_t count,
                                                  apn_findings **findings, apn_scenario **out,
                                                  apn_error *err);

/* Reads an overlay: `what_if`, its id; `title`; `base`, the id of the agreement that it is for; and
 * its `changes`. *findings as in apn_agreement_from_yaml. */
APN_MUST_USE APN_API apn_status apn_scenario_from_yaml(const apn_text_source *text,
                                                       apn_findings **findings, apn_scenario **out,
                                                       apn_error *err);

APN_API apn_scenario *apn_scenario_ref(apn_scenario *scenario);
APN_API void apn_scenario_unref(apn_scenario *scenario); /* NULL is allowed */

/* What it is called; "" when it was made of changes. Owned by the scenario, as all texts below. */
APN_API const char *apn_scenario_id(const apn_scenario *scenario);
APN_API const char *apn_scenario_title(const apn_scenario *scenario); /* or the id */

APN_API size_t apn_scenario_count(const apn_scenario *scenario);

/* A change by its place; its value as one line of text. */
APN_API apn_change apn_scenario_change(const apn_scenario *scenario, size_t index);

/* The agreement that the draft is with the changes of some scenarios, one after the other; of none,
 * the agreement as it stands. Errors: as apn_agreement_load; besides APN_UNKNOWN_ID for a path that
 * leads nowhere and for a scenario of another agreement, APN_DUPLICATE_KEY for adding what is there
 * already, APN_WRONG_TYPE or APN_NUMBER for scaling what is no number. */
APN_MUST_USE APN_API apn_status apn_draft_agreement(const apn_draft *draft,
                                                    const apn_scenario *const *scenarios,
                                                    size_t count, apn_findings **findings,
                                                    apn_agreement **out, apn_error *err);

#ifdef __cplusplus
}
#endif
#endif
