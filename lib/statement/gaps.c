/* gaps.c: figures that a basis wants and that are not there: a driver's year, a member's value. */
#include "statement_model.h"

#include <stdio.h>

struct apn__said {
    apn__year year;
    bool *values; /* for each party, then for the year as a whole */
    struct apn__said *next;
};

/* What has been said of a source in a year; NULL when memory is out. */
static struct apn__said *said_of(const apn__evaluation *evaluation, size_t source, apn__year year)
{
    struct apn__said *said = evaluation->said[source];
    while (said != NULL && said->year != year)
        said = said->next;
    if (said != NULL)
        return said;
    said = apn__arena_alloc(evaluation->arena, 1, sizeof *said);
    if (said == NULL)
        return NULL;
    said->year = year;
    said->values = apn__arena_alloc(evaluation->arena, evaluation->agreement->party_count + 1,
                                    sizeof *said->values);
    if (said->values == NULL)
        return NULL;
    said->next = evaluation->said[source];
    evaluation->said[source] = said;
    return said;
}

/* One value may be wanted by many lines: it is said once, at its place in the text. `source` is a
 * basis, or a driver behind the bases; `value` is a party, or the count of parties for the year as
 * a whole. */
static bool is_news(const apn__evaluation *evaluation, size_t source, apn__year year, size_t value)
{
    struct apn__said *said = said_of(evaluation, source, year);
    if (said == NULL)
        apn__findings_fail_memory(evaluation->findings);
    if (said == NULL || said->values[value])
        return false;
    said->values[value] = true;
    return true;
}

void apn__report_gap(const apn__evaluation *evaluation, const apn__sharing *who,
                     const apn__gap *found)
{
    char year[16];
    const char *name = evaluation->agreement->parties[found->party].info.name;
    bool needed = found->value->given == APN__NEEDED;
    apn_status code = needed ? APN_INPUT_NEEDED : APN_MISSING_WEIGHT;
    if (!is_news(evaluation, found->source, found->year, found->party))
        return;
    apn__year_write(found->year, year);
    if (needed)
        apn__findings_add(evaluation->findings, APN_ERROR, code,
                          apn__place_or(found->value->place, found->around), found->where,
                          "input needed: %s's %s for %s, by which %s `%s` is shared", name,
                          found->measured, year, who->line->called, who->line->info.id);
    else
        apn__findings_add(
            evaluation->findings, APN_ERROR, code, found->around, found->where,
            "%s has no %s for %s, by which %s `%s` is shared: add it (0 is allowed), or "
            "exclude the party from the line with a reason",
            name, found->measured, year, who->line->called, who->line->info.id);
}

/* `holder` is the driver, or the revision of it that has the set. */
static void where_driver(const apn__driver *driver, const apn__driver *holder,
                         const apn__value_set *set, const char *party, char *where)
{
    char year[16], revised[32] = "";
    if (holder != driver)
        (void)snprintf(revised, sizeof revised, ".revised[%zu]",
                       (size_t)(holder - driver->revised) + 1);
    if (set->year == APN__EVERY_YEAR) {
        (void)snprintf(where, APN__WHERE_SIZE, "drivers.%s%s.values.%s", driver->id, revised,
                       party);
    } else {
        apn__year_write(set->year, year);
        (void)snprintf(where, APN__WHERE_SIZE, "drivers.%s%s.by_year.%s.%s", driver->id, revised,
                       year, party);
    }
}

static void report_year(const apn__evaluation *evaluation, const apn__sharing *who,
                        const apn__driver *driver, apn__year missing)
{
    char where[APN__WHERE_SIZE], year[16];
    (void)snprintf(where, sizeof where, "drivers.%s", driver->id);
    apn__year_write(missing, year);
    apn__findings_add(evaluation->findings, APN_ERROR, APN_MISSING_YEAR, driver->place, where,
                      "driver `%s` has no values for %s, by which %s `%s` is shared: add "
                      "them under by_year",
                      driver->id, year, who->line->called, who->line->info.id);
}

/* Says, once, that the figures of the year may still change. */
static void note_provisional(const apn__evaluation *evaluation, const apn__driver *driver,
                             const apn__value_set *set, size_t source, apn__year asked)
{
    char where[APN__WHERE_SIZE], year[16];
    bool every = set->year == APN__EVERY_YEAR;
    apn_figures_status status =
        set->facts.status != APN_FIGURES_UNSAID ? set->facts.status : driver->facts.status;
    if (status != APN_FIGURES_PROVISIONAL ||
        !is_news(evaluation, source, every ? set->year : asked, evaluation->agreement->party_count))
        return;
    apn__year_write(asked, year);
    (void)snprintf(where, sizeof where, "drivers.%s", driver->id);
    apn__findings_add(evaluation->findings, APN_NOTE, APN_PROVISIONAL,
                      apn__place_or(set->place, driver->place), where,
                      "the figures of driver `%s`%s%s are provisional: what is shared by them may "
                      "change when they are final",
                      driver->id, every ? "" : " for ", every ? "" : year);
}

/* The set, in which every member has a value; or, when some may be without, none is `needed`. */
static const apn__value_set *find_set(const apn__evaluation *evaluation, const apn__sharing *who,
                                      size_t driver, apn__year year, bool all)
{
    const apn_agreement *agreement = evaluation->agreement;
    const apn__driver *model = &agreement->drivers[driver];
    const apn__driver *holder = NULL;
    const apn__value_set *set = apn__driver_known(model, year, evaluation->known, &holder);
    size_t source = agreement->basis_count + driver;
    char where[APN__WHERE_SIZE];
    bool complete = true;
    if (set == NULL) {
        if (is_news(evaluation, source, year, agreement->party_count))
            report_year(evaluation, who, model, year);
        return NULL;
    }
    for (size_t i = 0; i < who->count; i++) {
        size_t party = who->members[i];
        const apn__value *value = &set->values[party];
        if (value->given == APN__GIVEN || (!all && value->given == APN__ABSENT))
            continue;
        where_driver(model, holder, set, agreement->parties[party].info.id, where);
        apn__report_gap(evaluation, who,
                        &(apn__gap){source, party, year, value,
                                    apn__place_or(set->place, model->place), where, model->id});
        complete = false;
    }
    if (complete)
        note_provisional(evaluation, holder, set, source, year);
    if (complete)
        apn__note_used(evaluation, driver, holder, set);
    return complete ? set : NULL;
}

const apn__value_set *apn__driver_set(const apn__evaluation *evaluation, const apn__sharing *who,
                                      size_t driver, apn__year year)
{
    return find_set(evaluation, who, driver, year, true);
}

const apn__value_set *apn__driver_some(const apn__evaluation *evaluation, const apn__sharing *who,
                                       size_t driver, apn__year year)
{
    return find_set(evaluation, who, driver, year, false);
}

void apn__note_judgement(const apn__evaluation *evaluation, size_t basis)
{
    const apn__basis *judged = &evaluation->agreement->bases[basis];
    char where[APN__WHERE_SIZE];
    if (*judged->judged_by == '\0' ||
        !is_news(evaluation, basis, APN__EVERY_YEAR, evaluation->agreement->party_count))
        return;
    (void)snprintf(where, sizeof where, "%s%s", judged->is_inline ? "" : "bases.", judged->name);
    apn__findings_add(evaluation->findings, APN_NOTE, APN_JUDGEMENT, judged->place, where,
                      "basis `%s` is a judgement by %s: %s", judged->name, judged->judged_by,
                      judged->judged_because);
}

apn__year apn__reference_year(const apn__reference *reference, apn__year shared)
{
    return reference->year != APN__EVERY_YEAR ? reference->year : shared - (int)reference->lag;
}
