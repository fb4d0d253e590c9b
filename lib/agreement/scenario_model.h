/* scenario_model.h: what a frozen scenario and a draft hold, and how a reader takes them. */
#ifndef APN_AGREEMENT_SCENARIO_MODEL_H
#define APN_AGREEMENT_SCENARIO_MODEL_H

#include <stdatomic.h>

#include "apportion/scenario.h"
#include "agreement_reader.h"
#include "library_limits.h"

typedef struct apn__change {
    apn_change_kind kind;
    apn__text path; /* ended by a zero byte */
    apn__place place;
    const apn__node *value; /* of set and add; the factor of scale */
    const char *shown;      /* the value in one line */
} apn__change;

struct apn_scenario {
    atomic_size_t holders;
    apn__arena *arena;
    const char *id, *title;
    const char *base; /* "" when it is for any agreement */
    apn__place base_place;
    const char **names; /* of the texts that its places are in */
    size_t name_count;
    apn__change *changes;
    size_t count;
};

struct apn_draft {
    atomic_size_t holders;
    apn__arena *arena;
    apn__node *root;
    const char **names; /* of its texts */
    size_t name_count;
    char (*digests)[APN_DIGEST_SIZE]; /* of its texts; NULL when the caller takes none */
    apn_agreement_options options;
};

/* Where an agreement is read from: texts, or a draft with scenarios. */
typedef struct apn__load {
    const apn_text_source *texts;
    size_t count; /* of texts */
    const apn_agreement_options *options;
    const apn_draft *draft; /* or NULL */
    const apn_scenario *const *scenarios;
    size_t scenario_count;
    const struct apn__load *after; /* from which some parts are taken over; or NULL */
    unsigned taken;                /* which: apn__taken bits */
} apn__load;

/* Parts of an agreement that can be taken over from another. */
enum apn__taken { APN__PART_MEMBERSHIP = 1, APN__PART_DRIVERS = 2, APN__PART_BASES = 4 };

/* In agreement_reader.c: */

apn_status apn__agreement_load(const apn__load *from, apn_findings **findings, apn_agreement **out,
                               apn_error *err);

/* Refuses texts and options that no agreement can be read by. */
apn_status apn__load_check(const apn_text_source *texts, size_t count,
                           const apn_agreement_options *options, apn_error *err);

/* In apply_scenario.c: */

/* The draft's document, copied, with the scenarios' changes; faults go to the findings. NULL when
 * memory is out. */
apn__node *apn__apply_scenarios(apn__reader *reader, const apn__load *from);

/* Changes that wait for the sheet of a driver: those below `drivers.<id>.values` or `by_year`. The
 * driver's figures are under `key`. */
void apn__apply_to_sheet(apn__reader *reader, apn__text driver, apn__node *figures,
                         const char *key);

/* In hybrid.c: */

/* Takes the parts over from another document, whose nodes become this one's. */
void apn__take_over(apn__node *into, apn__node *from, unsigned taken);

/* In long_form.c: */

/* Where a change stands: the document, and the path to it. */
typedef struct apn__spot {
    apn__reader *reader;
    apn__node *root;
    const apn__text *segments;
    size_t count;
    apn__place place;
} apn__spot;

/* Makes a value that is written in short the long one that the next segment of the path is in. `at`
 * is the value's own segment. False when it has no long form. */
bool apn__lengthen(const apn__spot *spot, apn__node *value, size_t at);

/* Makes what a mapping leaves out, where leaving it out says something: everybody takes part in a
 * line that names nobody. NULL when it says nothing. */
apn__node *apn__spell_out(const apn__spot *spot, apn__node *mapping, size_t at);

/* Whether two keys are the same: 2016-17 is 2016/17. */
bool apn__same_key(apn__text a, apn__text b);

/* A scalar node of the text, as the spot's scenario puts it there. NULL when memory is out. */
apn__node *apn__spot_scalar(const apn__spot *spot, apn__text key, apn__text text);

#endif
