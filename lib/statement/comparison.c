/* comparison.c: two statements beside each other. Parties and lines are the same when their ids
 * are. */
#include "comparison_model.h"

#include <stdlib.h>

#include "rational.h"
#include "settle.h"
#include "sum.h"

static const char *const cause_words[] = {"membership", "driver", "basis", "amount", "rounding"};

const char *apn_cause_word(apn_cause cause)
{
    return (size_t)cause < APN__CAUSES ? cause_words[cause] : NULL;
}

/* A thing of one statement on its way to be matched. */
typedef struct named {
    const char *id;
    size_t place;
} named;

static int compare_ids(const void *left, const void *right)
{
    return strcmp(((const named *)left)->id, ((const named *)right)->id);
}

/* What a side has of one kind. */
typedef struct side_list {
    size_t count;
    apn_compared (*at)(const apn_statement *statement, size_t place);
    const apn_statement *statement;
} side_list;

static apn_compared party_at(const apn_statement *statement, size_t place)
{
    apn_party_info info = apn_agreement_party(statement->agreement, place);
    return (apn_compared){info.id, info.name, place, SIZE_MAX};
}

static apn_compared line_at(const apn_statement *statement, size_t place)
{
    apn_line_info info = apn_statement_line(statement, place).line;
    return (apn_compared){info.id, info.title, place, SIZE_MAX};
}

/* Matches the things of two sides. NULL when memory is out. */
static apn_compared *match(apn__arena *arena, const side_list *before, const side_list *after,
                           size_t *count)
{
    apn_compared *list = apn__arena_alloc(arena, before->count + after->count, sizeof *list);
    named *sorted = apn__alloc(before->count, sizeof *sorted);
    if (list == NULL || sorted == NULL) {
        apn__free(sorted);
        return NULL;
    }
    for (size_t i = 0; i < before->count; i++) {
        list[i] = before->at(before->statement, i);
        sorted[i] = (named){list[i].id, i};
    }
    *count = before->count;
    if (before->count > 1)
        qsort(sorted, before->count, sizeof *sorted, compare_ids);
    for (size_t i = 0; i < after->count; i++) {
        apn_compared other = after->at(after->statement, i);
        named wanted = {other.id, i}, *found = NULL;
        if (before->count > 0)
            found = bsearch(&wanted, sorted, before->count, sizeof *sorted, compare_ids);
        if (found != NULL)
            list[found->place].after = i;
        else
            list[(*count)++] = (apn_compared){other.id, other.name, SIZE_MAX, i};
    }
    apn__free(sorted);
    return list;
}

static bool match_all(apn_comparison *comparison)
{
    const apn_statement *before = comparison->before, *after = comparison->after;
    side_list parties = {before->agreement->party_count, party_at, before};
    side_list other_parties = {after->agreement->party_count, party_at, after};
    side_list lines = {before->line_count, line_at, before};
    side_list other_lines = {after->line_count, line_at, after};
    comparison->parties =
        match(comparison->arena, &parties, &other_parties, &comparison->party_count);
    comparison->lines = match(comparison->arena, &lines, &other_lines, &comparison->line_count);
    return comparison->parties != NULL && comparison->lines != NULL;
}

static apn_status check_units(const apn_comparison *comparison, apn_error *err)
{
    const apn_agreement_info *before = &comparison->before->agreement->info;
    const apn_agreement_info *after = &comparison->after->agreement->info;
    if (strcmp(before->currency, after->currency) == 0 &&
        apn_decimal_compare(before->unit, after->unit) == 0)
        return APN_OK;
    return apn__fail(err, APN_UNIT_MISMATCH, "",
                     "what is compared must have one currency and one unit, and one side is in "
                     "%s, the other in %s, or their units differ",
                     before->currency, after->currency);
}

/* The statement of a side. */
static apn_status make_side(const apn_side *side, apn_findings **findings, apn_statement **out,
                            apn_error *err)
{
    apn_agreement *agreement = NULL;
    apn_status status = apn_draft_agreement(side->draft, side->scenarios, side->scenario_count,
                                            findings, &agreement, err);
    if (status == APN_OK) {
        apn_findings_free(*findings);
        *findings = NULL;
        status = apn_statement_make(agreement, side->year, side->measure, findings, out, err);
    }
    apn_agreement_unref(agreement);
    return status;
}

static apn_status make_both(const apn_side *before, const apn_side *after, apn_findings **findings,
                            apn_comparison *comparison, apn_error *err)
{
    apn_status status = make_side(before, findings, &comparison->before, err);
    if (status == APN_OK)
        status = make_side(after, findings, &comparison->after, err);
    if (status == APN_OK)
        status = check_units(comparison, err);
    if (status == APN_OK && !match_all(comparison))
        status = apn__fail_memory(err);
    return status == APN_OK ? apn__comparison_take_apart(comparison, before, after, err) : status;
}

apn_status apn_comparison_make(const apn_side *before, const apn_side *after,
                               apn_findings **findings, apn_comparison **out, apn_error *err)
{
    apn_findings *found = NULL;
    *out = NULL;
    if (findings != NULL)
        *findings = NULL;
    if (before == NULL || after == NULL)
        return apn__fail(err, APN_USAGE, NULL, "a comparison has two sides");
    apn_comparison *comparison = apn__alloc(1, sizeof *comparison);
    if (comparison == NULL)
        return apn__fail_memory(err);
    comparison->arena = apn__arena_make();
    comparison->findings = apn__findings_make();
    apn_status status = comparison->arena == NULL || comparison->findings == NULL
                            ? apn__fail_memory(err)
                            : make_both(before, after, &found, comparison, err);
    if (status == APN_OK)
        *out = comparison;
    else
        apn_comparison_free(comparison);
    if (findings != NULL)
        *findings = found;
    else
        apn_findings_free(found);
    return status;
}

void apn_comparison_free(apn_comparison *comparison)
{
    if (comparison == NULL)
        return;
    apn__fractions_free(comparison->parts, comparison->party_count * APN__CAUSES);
    apn_table_free(comparison->rounded);
    apn_statement_unref(comparison->before);
    apn_statement_unref(comparison->after);
    apn_findings_free(comparison->findings);
    apn__arena_free(comparison->arena);
    apn__free(comparison);
}

const apn_statement *apn_comparison_before(const apn_comparison *comparison)
{
    return comparison->before;
}

const apn_statement *apn_comparison_after(const apn_comparison *comparison)
{
    return comparison->after;
}

size_t apn_comparison_party_count(const apn_comparison *comparison)
{
    return comparison->party_count;
}

apn_compared apn_comparison_party(const apn_comparison *comparison, size_t party)
{
    return comparison->parties[party];
}

size_t apn_comparison_line_count(const apn_comparison *comparison)
{
    return comparison->line_count;
}

apn_compared apn_comparison_line(const apn_comparison *comparison, size_t line)
{
    return comparison->lines[line];
}

/* Fills the change; amounts have 38 digits at most, and a difference one more, which then is cut to
 * what a decimal holds by leaving it nil: no amount of an agreement comes near. */
static apn_before_after difference(apn_decimal before, apn_decimal after)
{
    apn_before_after made = {before, after, {0}};
    int scale = before.scale > after.scale ? before.scale : after.scale;
    apn__sum sum;
    apn__sum_begin(&sum);
    apn__sum_add(&sum, after);
    apn__sum_subtract(&sum, before);
    made.change.scale = (int16_t)scale;
    (void)apn__sum_take(&sum, scale, &made.change);
    apn__sum_end(&sum);
    return made;
}

static apn_decimal nothing(const apn_comparison *comparison)
{
    return (apn_decimal){.scale = comparison->before->agreement->info.unit.scale};
}

apn_before_after apn_comparison_total(const apn_comparison *comparison)
{
    return difference(comparison->before->total, comparison->after->total);
}

apn_before_after apn_comparison_party_total(const apn_comparison *comparison, size_t party)
{
    const apn_compared *which = &comparison->parties[party];
    return difference(which->before == SIZE_MAX ? nothing(comparison)
                                                : comparison->before->party_totals[which->before],
                      which->after == SIZE_MAX ? nothing(comparison)
                                               : comparison->after->party_totals[which->after]);
}

apn_before_after apn_comparison_line_total(const apn_comparison *comparison, size_t line)
{
    const apn_compared *which = &comparison->lines[line];
    return difference(
        which->before == SIZE_MAX ? nothing(comparison)
                                  : apn_split_total(comparison->before->lines[which->before].split),
        which->after == SIZE_MAX ? nothing(comparison)
                                 : apn_split_total(comparison->after->lines[which->after].split));
}

static apn_decimal cell_amount(const apn_comparison *comparison, const apn_statement *statement,
                               size_t line, size_t party)
{
    return line == SIZE_MAX || party == SIZE_MAX
               ? nothing(comparison)
               : apn_statement_cell(statement, line, party).amount;
}

apn_before_after apn_comparison_cell(const apn_comparison *comparison, size_t line, size_t party)
{
    const apn_compared *which = &comparison->lines[line], *who = &comparison->parties[party];
    return difference(cell_amount(comparison, comparison->before, which->before, who->before),
                      cell_amount(comparison, comparison->after, which->after, who->after));
}

/* Whether the party has the same exact part of the line on both sides. */
static bool same_quota(const apn_comparison *comparison, const apn_compared *line,
                       const apn_compared *party)
{
    size_t before = SIZE_MAX, after = SIZE_MAX;
    if (party->before != SIZE_MAX)
        before = apn_statement_member(comparison->before, line->before, party->before);
    if (party->after != SIZE_MAX)
        after = apn_statement_member(comparison->after, line->after, party->after);
    if (before == SIZE_MAX || after == SIZE_MAX)
        return before == after;
    mpq_t one, other;
    mpq_inits(one, other, NULL);
    apn__split_quota_parts(comparison->before->lines[line->before].split, before, mpq_numref(one),
                           mpq_denref(one));
    apn__split_quota_parts(comparison->after->lines[line->after].split, after, mpq_numref(other),
                           mpq_denref(other));
    mpq_canonicalize(one);
    mpq_canonicalize(other);
    bool same = mpq_equal(one, other) != 0;
    mpq_clears(one, other, NULL);
    return same;
}

int apn_comparison_is_same(const apn_comparison *comparison, size_t line)
{
    const apn_compared *which = &comparison->lines[line];
    bool same = which->before != SIZE_MAX && which->after != SIZE_MAX &&
                apn_comparison_line_total(comparison, line).change.sign == 0;
    for (size_t party = 0; party < comparison->party_count && same; party++) {
        const apn_compared *who = &comparison->parties[party];
        same = apn_comparison_cell(comparison, line, party).change.sign == 0 &&
               same_quota(comparison, which, who);
    }
    return same;
}

size_t apn_before_after_percent(apn_before_after difference, unsigned decimals, char *buffer,
                                size_t size)
{
    if (size > 0)
        *buffer = '\0';
    if (difference.before.sign == 0 || decimals > APN_DECIMAL_SCALE)
        return 0;
    mpq_t change, before;
    mpq_inits(change, before, NULL);
    apn__fraction_from_decimal(change, difference.change);
    apn__fraction_from_decimal(before, difference.before);
    mpq_abs(before, before);
    mpq_div(change, change, before);
    mpq_set_ui(before, 100, 1);
    mpq_mul(change, change, before);
    size_t length = apn__fraction_decimal_text(change, decimals, buffer, size);
    mpq_clears(change, before, NULL);
    return length;
}

/* The exact part, in currency. */
static void part_of(const apn_comparison *comparison, size_t party, apn_cause cause, mpq_t out)
{
    mpq_t unit;
    mpq_init(unit);
    apn__fraction_from_decimal(unit, comparison->before->agreement->info.unit);
    mpq_mul(out, comparison->parts[party * APN__CAUSES + (size_t)cause], unit);
    mpq_clear(unit);
}

size_t apn_comparison_part(const apn_comparison *comparison, size_t party, apn_cause cause,
                           char *buffer, size_t size)
{
    mpq_t part;
    mpq_init(part);
    part_of(comparison, party, cause, part);
    size_t length = apn__fraction_text(part, buffer, size);
    mpq_clear(part);
    return length;
}

apn_decimal apn_comparison_part_amount(const apn_comparison *comparison, size_t party,
                                       apn_cause cause)
{
    return apn_table_amount(comparison->rounded, party, (size_t)cause);
}

const apn_findings *apn_comparison_findings(const apn_comparison *comparison)
{
    return comparison->findings;
}
