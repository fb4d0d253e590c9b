/* scenarios.h: what if: overlays and the changes of options, against the files of an agreement. */
#ifndef APPORTION_COMMAND_SCENARIOS_H
#define APPORTION_COMMAND_SCENARIOS_H

#include "agreement_files.h"
#include "folder_source.h"

/* The options by which a change is written. */
#define CHANGE_OPTIONS                                                                             \
    {"set", "PATH=VALUE", "give something another value; may be repeated", NULL, true},            \
        {"scale", "PATH=FACTOR",                                                                   \
         "multiply a number, or all numbers below a path, by 105% or 1.05; may be repeated", NULL, \
         true},                                                                                    \
        {"add", "PATH=VALUE", "bring in something new; may be repeated", NULL, true},              \
    {                                                                                              \
        "remove", "PATH", "take something out; may be repeated", NULL, true                        \
    }

/* The files of an agreement, as a draft, and the scenarios beside them. */
typedef struct scenarios {
    agreement_files files;  /* of the agreement */
    agreement_files others; /* the overlays' texts */
    folder_source sheets;
    apn_draft *draft;
    apn_scenario **list;
    const char **names; /* one for each */
    size_t count;
    apn_findings *failed; /* what was wrong */
} scenarios;

/* Reads the operands: those with a `what_if` are overlays, each a scenario; the changes of options
 * make one more. With `as_one`, all are a single one, the overlays first. On failure `failed` or
 * files.findings may say more than err. End it with scenarios_free whether it fails or not. */
apn_status scenarios_read(const words *given, bool as_one, scenarios *out, apn_error *err);

/* The year that is asked for, or the only one. Errors: APN_USAGE, APN_NO_FIGURE. */
apn_status scenarios_year(const words *given, const scenarios *from, apn_measure measure,
                          const char **year, apn_error *err);

void scenarios_free(scenarios *read);

#endif
