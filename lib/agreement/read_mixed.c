/* read_mixed.c: bases that are made of other bases, which they name by their ids: a blend, a
 * transition from one to another, a change from a date on. */
#include "basis_reader.h"

#include <stdlib.h>

#include "agreement_year.h"

apn__part apn__read_basis_part(apn__reader *reader, const apn__node *node, const apn__trail *up)
{
    apn__part part = {.basis = APN__NONE};
    if (node == NULL)
        return part;
    apn__trail here = apn__trail_of_key(up, node);
    part.place = node->place;
    part.basis = apn__read_default_basis(reader, node, &here);
    return part;
}

typedef struct blend_text {
    const apn__node *basis, *weight;
} blend_text;

static const apn__key blend_keys[] = {
    APN__REQUIRED(blend_text, basis, "basis", apn__keep_node),
    APN__REQUIRED(blend_text, weight, "weight", apn__keep_node),
};
static const apn__table blend_table = APN__TABLE("a part of a blend", blend_keys);

/* False when the weight could not be read. */
static bool read_blended(apn__reader *reader, const apn__node *entry, const apn__trail *trail,
                         apn__part *part)
{
    blend_text text = {0};
    apn__read_mapping(reader, entry, trail, &blend_table, &text);
    *part = apn__read_basis_part(reader, text.basis, trail);
    if (text.weight == NULL)
        return false;
    apn__trail here = apn__trail_of_key(trail, text.weight);
    return apn__read_percentage(reader, text.weight, &here, &part->weight);
}

void apn__read_blend(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                     apn__basis *basis)
{
    bool any = node->truncated;
    basis->kind = APN__BLEND;
    if (!apn__is_list(reader, node, trail, "a list of bases, each as {basis: grant, weight: 60}"))
        return;
    basis->parts = apn__keep(reader, node->count, sizeof *basis->parts);
    for (const apn__node *entry = node->first; entry != NULL && basis->parts != NULL;
         entry = entry->next) {
        apn__part *part = &basis->parts[basis->part_count++];
        apn__trail here = {trail, {"", 0}, basis->part_count};
        bool sound = read_blended(reader, entry, &here, part);
        any = any || !sound || part->weight.sign > 0;
    }
    if (!any && basis->parts != NULL)
        apn__fault(reader, node->first == NULL ? APN_MISSING_KEY : APN_NO_WEIGHT, node->place,
                   trail, "the blend has no basis of a weight above zero: give it one");
}

typedef struct transition_text {
    const apn__node *from, *to, *steps;
} transition_text;

static const apn__key transition_keys[] = {
    APN__REQUIRED(transition_text, from, "from", apn__keep_node),
    APN__REQUIRED(transition_text, to, "to", apn__keep_node),
    APN__REQUIRED(transition_text, steps, "steps", apn__keep_node),
};
static const apn__table transition_table = APN__TABLE("a transition", transition_keys);

static void check_step(apn__reader *reader, const apn__step *step, const apn__step *before,
                       const apn__node *node, const apn__trail *trail)
{
    char year[16];
    if (apn_decimal_compare(step->percent, apn_decimal_from_i64(100)) > 0)
        apn__fault(reader, APN_NUMBER, node->place, trail,
                   "`%.*s` is more than 100 %%, the end of a transition: a step is how far it has "
                   "come",
                   APN__SHOW(node->text));
    if (before == NULL || apn_decimal_compare(step->percent, before->percent) > 0)
        return;
    apn__year_write(before->year, year);
    apn__fault(reader, APN_WRONG_TYPE, node->place, trail,
               "the step of %.*s is not above that of %s: the steps of a transition rise from year "
               "to year",
               APN__SHOW(node->key), year);
}

static void read_steps(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       apn__basis *basis)
{
    apn__year_entry *entries = NULL;
    size_t count = apn__read_years(reader, node, trail, false, &entries);
    const apn__step *before = NULL;
    basis->steps = apn__keep(reader, count, sizeof *basis->steps);
    for (size_t i = 0; i < count && basis->steps != NULL; i++) {
        apn__step *step = &basis->steps[i];
        apn__trail here = apn__trail_of_key(trail, entries[i].node);
        *step = (apn__step){.year = entries[i].year, .place = entries[i].node->place};
        basis->step_count = i + 1;
        if (!apn__read_percentage(reader, entries[i].node, &here, &step->percent))
            continue;
        check_step(reader, step, before, entries[i].node, &here);
        before = step;
    }
    if (node->kind == APN__MAPPING && node->first == NULL && !node->truncated)
        apn__fault(reader, APN_MISSING_KEY, node->place, trail,
                   "the transition has no steps: give them by year, as {2016/17: 25, 2017/18: 50}");
}

void apn__read_transition(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                          apn__basis *basis)
{
    transition_text text = {0};
    basis->kind = APN__TRANSITION;
    apn__read_mapping(reader, node, trail, &transition_table, &text);
    basis->parts = apn__keep(reader, 2, sizeof *basis->parts);
    if (basis->parts == NULL)
        return;
    basis->part_count = 2;
    basis->parts[0] = apn__read_basis_part(reader, text.from, trail);
    basis->parts[1] = apn__read_basis_part(reader, text.to, trail);
    if (text.steps != NULL) {
        apn__trail here = apn__trail_of_key(trail, text.steps);
        read_steps(reader, text.steps, &here, basis);
    }
}

/* The bases by date; `previously` is the first. */
static void read_dated(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       apn__part *part)
{
    apn__date date;
    *part = apn__read_basis_part(reader, node, trail->up);
    if (apn__text_is(node->key, "previously"))
        return;
    if (apn__date_read(node->key, &date))
        part->from = (apn__edge){apn__day_of(date), node->key_place};
    else
        apn__fault(reader, APN_WRONG_TYPE, node->key_place, trail,
                   "`%.*s` is neither `previously` nor a date: write the day from which a basis is "
                   "in force, as 2022-10-03",
                   APN__SHOW(node->key));
}

static int compare_parts(const void *left, const void *right)
{
    const apn__part *a = left, *b = right;
    return (a->from.day > b->from.day) - (a->from.day < b->from.day);
}

void apn__read_with_effect_from(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                                apn__basis *basis)
{
    basis->kind = APN__WITH_EFFECT_FROM;
    if (!apn__is_mapping(reader, node, trail,
                         "bases by date, as {previously: old, 2022-10-03: new}"))
        return;
    basis->parts = apn__keep(reader, node->count, sizeof *basis->parts);
    for (const apn__node *child = node->first; child != NULL && basis->parts != NULL;
         child = child->next) {
        apn__trail here = apn__trail_of_key(trail, child);
        read_dated(reader, child, &here, &basis->parts[basis->part_count++]);
    }
    if (basis->part_count > 1)
        qsort(basis->parts, basis->part_count, sizeof *basis->parts, compare_parts);
    if (!node->truncated && (apn__node_find(node, "previously") == NULL || node->count < 2))
        apn__fault(reader, APN_MISSING_KEY, node->place, trail,
                   "a basis that changes has one that was in force `previously`, and at least one "
                   "with the day of the change, as {previously: old, 2022-10-03: new}");
}
