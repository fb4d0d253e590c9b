/* weights.c: the weights of some members by one basis, over those members only: the weights of the
 * others are left out, so the rest keep their proportions. */
#include "statement_model.h"

#include <stdio.h>

#include "sum.h"

static const apn_decimal one = {0, 1, 0, 1, {0}};

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
    if (basis->is_inline)
        (void)snprintf(where, APN__WHERE_SIZE, "%s.%s.basis.percent.%s", line->list,
                       apn__line_key(line), party);
    else
        (void)snprintf(where, APN__WHERE_SIZE, "bases.%s.percent.%s", basis->name, party);
}

static void take_weight(apn__weights *weights, size_t member, apn_decimal value,
                        apn_decimal denominator)
{
    weights->values[member] = value;
    weights->denominators[member] = denominator;
    if (apn_decimal_compare(denominator, one) != 0)
        weights->fractions = true;
}

static bool driver_weights(const apn__evaluation *evaluation, const apn__sharing *who,
                           apn__weights *weights)
{
    const apn__basis *basis = &evaluation->agreement->bases[who->basis];
    apn__year year = apn__reference_year(&basis->reference, who->year);
    const apn__value_set *set = apn__driver_set(evaluation, who, basis->drivers[0], year);
    for (size_t i = 0; set != NULL && i < who->count; i++) {
        const apn__value *value = &set->values[who->members[i]];
        take_weight(weights, i, value->value, value->denominator);
    }
    return set != NULL;
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
        "%s `%s` is shared by only some of the parties of basis `%s`, whose "
        "percentages are taken as published: every party of the basis has to be on the line",
        who->line->called, who->line->info.id, basis->name);
}

static void note_plain(const apn__evaluation *evaluation, const apn__sharing *who,
                       const apn__basis *basis)
{
    char where[APN__WHERE_SIZE];
    apn__line_where(who->line, "basis", "", where);
    apn__findings_add(evaluation->findings, APN_NOTE, APN_SHARE_SUM,
                      apn__place_or(who->line->basis_place, who->line->place), where,
                      "the percentages of basis `%s` do not total 100: %s `%s` uses those of its "
                      "members as plain weights",
                      basis->name, who->line->called, who->line->info.id);
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
                   basis->is_inline ? "" : " in basis ", basis->is_inline ? "" : basis->name);
    for (size_t i = 0; i < who->count; i++) {
        size_t party = who->members[i];
        const apn__value *value = &basis->percents[party];
        take_weight(weights, i, value->value, one);
        if (value->given == APN__GIVEN)
            continue;
        where_percent(who->line, basis, agreement->parties[party].info.id, where);
        apn__report_gap(evaluation, who,
                        &(apn__gap){who->basis, party, who->year, value, around, where, measured});
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
    apn__note_judgement(evaluation, who->basis);
    switch (evaluation->agreement->bases[who->basis].kind) {
    case APN__PERCENT:
        return percent_weights(evaluation, who, weights);
    case APN__DRIVER:
        return driver_weights(evaluation, who, weights);
    default:
        break;
    }
    for (size_t i = 0; i < who->count; i++)
        take_weight(weights, i, one, one);
    return true;
}
