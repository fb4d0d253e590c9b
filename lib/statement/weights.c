/* weights.c: the weights of some members by one basis, over those members only: the weights of the
 * others are left out, so the rest keep their proportions. */
#include "statement_model.h"

#include <stdio.h>

#include "sum.h"

static const apn_decimal one = {0, 1, 0, 1, {0}};

/* True for a basis that was written beside the line; its name is then made from what it is. */
static bool is_inline(const apn__basis *basis)
{
    return strcmp(basis->name, "percent") == 0 || strncmp(basis->name, "driver:", 7) == 0;
}

/* One value may be wanted by many lines: it is said once, at its place in the text. `source` is a
 * basis, or a driver behind the bases; `value` is a party, or the count of parties for the year as
 * a whole. */
static bool is_news(const apn__evaluation *evaluation, size_t source, size_t value)
{
    bool **said = &evaluation->said[source];
    if (*said == NULL)
        *said = apn__arena_alloc(evaluation->arena, evaluation->agreement->party_count + 1,
                                 sizeof **said);
    if (*said == NULL)
        apn__findings_fail_memory(evaluation->findings);
    if (*said == NULL || (*said)[value])
        return false;
    (*said)[value] = true;
    return true;
}

/* What is said of a basis as a whole is said once for each line, however many pieces and years ask
 * for it. */
static bool is_news_of_line(const apn__evaluation *evaluation, const apn__sharing *who)
{
    const apn__line **noted = &evaluation->noted[who->basis];
    bool is_news = *noted != who->line;
    *noted = who->line;
    return is_news;
}

static void where_percent(const apn__line *line, const apn__basis *basis, const char *party,
                          char *where)
{
    if (is_inline(basis))
        (void)snprintf(where, APN__WHERE_SIZE, "cost_lines.%s.basis.percent.%s", line->info.id,
                       party);
    else
        (void)snprintf(where, APN__WHERE_SIZE, "bases.%s.percent.%s", basis->name, party);
}

static void where_driver(const apn__driver *driver, const apn__value_set *set, const char *party,
                         char *where)
{
    char year[16];
    if (set->year == APN__EVERY_YEAR) {
        (void)snprintf(where, APN__WHERE_SIZE, "drivers.%s.values.%s", driver->id, party);
    } else {
        apn__year_write(set->year, year);
        (void)snprintf(where, APN__WHERE_SIZE, "drivers.%s.by_year.%s.%s", driver->id, year, party);
    }
}

/* A member's value that is not there. */
typedef struct gap {
    size_t source, party;
    const apn__value *value;
    apn__place around; /* where it should stand */
    const char *where;
    const char *measured; /* what it would be: "grant", "percentage in basis infra" */
} gap;

static void report_gap(const apn__evaluation *evaluation, const apn__sharing *who, const gap *found)
{
    char year[16];
    const char *name = evaluation->agreement->parties[found->party].info.name;
    bool needed = found->value->given == APN__NEEDED;
    apn_status code = needed ? APN_INPUT_NEEDED : APN_MISSING_WEIGHT;
    if (!is_news(evaluation, found->source, found->party))
        return;
    apn__year_write(who->year, year);
    if (needed)
        apn__findings_add(evaluation->findings, APN_ERROR, code,
                          apn__place_or(found->value->place, found->around), found->where,
                          "input needed: %s's %s for %s, by which cost line `%s` is shared", name,
                          found->measured, year, who->line->info.id);
    else
        apn__findings_add(
            evaluation->findings, APN_ERROR, code, found->around, found->where,
            "%s has no %s for %s, by which cost line `%s` is shared: add it (0 is allowed), or "
            "exclude the party from the line with a reason",
            name, found->measured, year, who->line->info.id);
}

static void take_weight(apn__weights *weights, size_t member, apn_decimal value,
                        apn_decimal denominator)
{
    weights->values[member] = value;
    weights->denominators[member] = denominator;
    if (apn_decimal_compare(denominator, one) != 0)
        weights->fractions = true;
}

static void report_year(const apn__evaluation *evaluation, const apn__sharing *who,
                        const apn__driver *driver)
{
    char where[APN__WHERE_SIZE], year[16];
    (void)snprintf(where, sizeof where, "drivers.%s", driver->id);
    apn__year_write(who->year, year);
    apn__findings_add(evaluation->findings, APN_ERROR, APN_MISSING_YEAR, driver->place, where,
                      "driver `%s` has no values for %s, by which cost line `%s` is shared: add "
                      "them under by_year",
                      driver->id, year, who->line->info.id);
}

static bool driver_weights(const apn__evaluation *evaluation, const apn__sharing *who,
                           apn__weights *weights)
{
    const apn_agreement *agreement = evaluation->agreement;
    const apn__driver *driver = &agreement->drivers[agreement->bases[who->basis].driver];
    size_t source = agreement->basis_count + agreement->bases[who->basis].driver;
    const apn__value_set *set = apn__driver_find(driver, who->year);
    char where[APN__WHERE_SIZE];
    bool complete = true;
    if (set == NULL) {
        if (is_news(evaluation, source, agreement->party_count))
            report_year(evaluation, who, driver);
        return false;
    }
    for (size_t i = 0; i < who->count; i++) {
        size_t party = who->members[i];
        const apn__value *value = &set->values[party];
        take_weight(weights, i, value->value, value->denominator);
        if (value->given == APN__GIVEN)
            continue;
        where_driver(driver, set, agreement->parties[party].info.id, where);
        report_gap(evaluation, who,
                   &(gap){source, party, value, apn__place_or(set->place, driver->place), where,
                          driver->id});
        complete = false;
    }
    return complete;
}

/* How the whole basis stands to the members of one line. */
typedef struct coverage {
    bool whole;  /* every party of the basis is a member */
    bool needed; /* some percentage is still to come */
    bool is_100; /* those given total 100 */
} coverage;

static coverage cover(const apn__evaluation *evaluation, const apn__sharing *who)
{
    const apn__basis *basis = &evaluation->agreement->bases[who->basis];
    coverage seen = {true, false, false};
    apn__sum sum;
    apn__sum_begin(&sum);
    for (size_t party = 0; party < evaluation->agreement->party_count; party++) {
        const apn__value *value = &basis->percents[party];
        if (value->given == APN__ABSENT)
            continue;
        if (apn__member_place(who->members, who->count, party) == SIZE_MAX)
            seen.whole = false;
        if (value->given == APN__NEEDED)
            seen.needed = true;
        else
            apn__sum_add(&sum, value->value);
    }
    seen.is_100 = apn__sum_is(&sum, apn_decimal_from_i64(100));
    apn__sum_end(&sum);
    return seen;
}

static void report_partial(const apn__evaluation *evaluation, const apn__sharing *who,
                           const apn__basis *basis)
{
    char where[APN__WHERE_SIZE];
    apn__line_where(who->line, "basis", "", where);
    apn__findings_add(
        evaluation->findings, APN_ERROR, APN_SHARE_SUM,
        apn__place_or(who->line->basis_place, who->line->place), where,
        "cost line `%s` is shared by only some of the parties of basis `%s`, whose "
        "percentages are taken as published: every party of the basis has to be on the line",
        who->line->info.id, basis->name);
}

static void note_plain(const apn__evaluation *evaluation, const apn__sharing *who,
                       const apn__basis *basis)
{
    char where[APN__WHERE_SIZE];
    apn__line_where(who->line, "basis", "", where);
    apn__findings_add(
        evaluation->findings, APN_NOTE, APN_SHARE_SUM,
        apn__place_or(who->line->basis_place, who->line->place), where,
        "the percentages of basis `%s` do not total 100: cost line `%s` uses those of its "
        "members as plain weights",
        basis->name, who->line->info.id);
}

/* The sum of 100 % is a law of the whole basis. Over some of its parties percentages are plain
 * weights, and as-published ones have no meaning: nobody would pay for the others. */
static bool percent_kind(const apn__evaluation *evaluation, const apn__sharing *who,
                         apn_weights_kind *kind)
{
    const apn__basis *basis = &evaluation->agreement->bases[who->basis];
    coverage seen = cover(evaluation, who);
    *kind = basis->weights_kind;
    if (*kind == APN_WEIGHTS_AS_PUBLISHED && !seen.whole) {
        if (is_news_of_line(evaluation, who))
            report_partial(evaluation, who, basis);
        return false;
    }
    if (*kind == APN_WEIGHTS_RESCALE && !seen.whole && !seen.is_100 &&
        is_news_of_line(evaluation, who))
        note_plain(evaluation, who, basis);
    if (*kind != APN_WEIGHTS_AS_PUBLISHED && (!seen.whole || seen.needed))
        *kind = APN_WEIGHTS_PLAIN;
    return true;
}

static bool percent_weights(const apn__evaluation *evaluation, const apn__sharing *who,
                            apn__weights *weights)
{
    const apn_agreement *agreement = evaluation->agreement;
    const apn__basis *basis = &agreement->bases[who->basis];
    apn__place around = apn__place_or(basis->place, who->line->basis_place);
    char where[APN__WHERE_SIZE], measured[APN__WHERE_SIZE];
    bool complete = true;
    (void)snprintf(measured, sizeof measured, "percentage%s%s",
                   is_inline(basis) ? "" : " in basis ", is_inline(basis) ? "" : basis->name);
    for (size_t i = 0; i < who->count; i++) {
        size_t party = who->members[i];
        const apn__value *value = &basis->percents[party];
        take_weight(weights, i, value->value, one);
        if (value->given == APN__GIVEN)
            continue;
        where_percent(who->line, basis, agreement->parties[party].info.id, where);
        report_gap(evaluation, who, &(gap){who->basis, party, value, around, where, measured});
        complete = false;
    }
    /* Both are said: a missing percentage does not excuse a basis that is not wholly on the line.
     */
    return percent_kind(evaluation, who, &weights->kind) && complete;
}

bool apn__basis_has_weights(const apn__basis *basis)
{
    return basis->kind == APN__PERCENT || basis->kind == APN__DRIVER || basis->kind == APN__EQUAL ||
           basis->kind == APN__ALL_TO;
}

bool apn__weights_begin(apn__weights *weights, size_t count)
{
    *weights = (apn__weights){.kind = APN_WEIGHTS_PLAIN};
    weights->values = apn__alloc(count, sizeof *weights->values);
    weights->denominators = apn__alloc(count, sizeof *weights->denominators);
    return weights->values != NULL && weights->denominators != NULL;
}

void apn__weights_end(apn__weights *weights)
{
    apn__free(weights->values);
    apn__free(weights->denominators);
}

bool apn__basis_weights(const apn__evaluation *evaluation, const apn__sharing *who,
                        apn__weights *weights)
{
    weights->kind = APN_WEIGHTS_PLAIN;
    weights->fractions = false;
    switch (evaluation->agreement->bases[who->basis].kind) {
    case APN__PERCENT:
        return percent_weights(evaluation, who, weights);
    case APN__DRIVER:
        return driver_weights(evaluation, who, weights);
    case APN__EQUAL:
    case APN__ALL_TO:
        break;
    }
    for (size_t i = 0; i < who->count; i++)
        take_weight(weights, i, one, one);
    return true;
}
