/* read_versions.c: versions of the agreement, in force by date: from its first day on, a version
 * says which basis stands for which. */
#include "agreement_reader.h"

#include <stdlib.h>

#include "library_limits.h"

typedef struct version_text {
    const char *id, *ref; /* the id is checked with the list of ids */
    apn__period period;
    const apn__node *bases;
} version_text;

static const apn__key version_keys[] = {
    APN__REQUIRED(version_text, id, "id", apn__read_text),
    APN__KEY(version_text, ref, "ref", apn__read_text),
    APN__REQUIRED(version_text, period.from, "from", apn__read_edge),
    APN__KEY(version_text, period.until, "until", apn__read_edge),
    APN__KEY(version_text, bases, "bases", apn__keep_node),
};
static const apn__table version_table = APN__TABLE("a version", version_keys);

static bool is_as_published(const apn__reader *reader, size_t basis)
{
    return reader->agreement->bases[basis].weights_kind == APN_WEIGHTS_AS_PUBLISHED;
}

/* {ratio: ratio_2022}: from then on the second stands for the first. */
static void read_stand_ins(apn__reader *reader, const apn__node *node, const apn__trail *up,
                           apn__version *version)
{
    apn__trail trail = apn__trail_of_key(up, node);
    if (!apn__is_mapping(reader, node, &trail,
                         "for the id of a basis that of another, as {ratio: ratio_2022}"))
        return;
    for (const apn__node *child = node->first; child != NULL; child = child->next) {
        apn__trail here = apn__trail_of_key(&trail, child);
        size_t basis =
            apn__find_id(reader, &reader->bases, child->key, child->key_place, &here, "basis");
        size_t stand_in = apn__read_default_basis(reader, child, &here);
        if (basis == APN__NONE || stand_in == APN__NONE)
            continue;
        version->stand_ins[basis] = stand_in;
        if (is_as_published(reader, basis) != is_as_published(reader, stand_in))
            apn__fault(reader, APN_WRONG_TYPE, child->place, &here,
                       "one of `%.*s` and `%.*s` takes percentages as published and the other does "
                       "not, so that neither can stand for the other: give the line another basis",
                       APN__SHOW(child->key), APN__SHOW(child->text));
    }
}

static void read_version(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                         apn__version *version)
{
    apn_agreement *agreement = reader->agreement;
    size_t named = reader->bases.count;
    version_text text = {.id = "", .ref = ""};
    version->place = node->place;
    apn__read_mapping(reader, node, trail, &version_table, &text);
    apn__check_period(reader, trail, &text.period, "the version ends before it begins",
                      "`from` or `until`");
    version->id = text.id;
    version->ref = text.ref;
    version->period = text.period;
    version->stand_ins = apn__keep(reader, named, sizeof *version->stand_ins);
    for (size_t i = 0; i < named && version->stand_ins != NULL; i++)
        version->stand_ins[i] = APN__NONE;
    version->stand_in_count = named;
    if (text.bases != NULL && version->stand_ins != NULL)
        read_stand_ins(reader, text.bases, trail, version);
    if (text.period.from.day != 0 && agreement->effective.until.day != 0 &&
        text.period.from.day > agreement->effective.until.day)
        apn__fault(reader, APN_OUTSIDE_AGREEMENT, text.period.from.place, trail,
                   "the version begins when the agreement has ended, on %s: mend its `from`, or "
                   "`effective`",
                   agreement->info.effective_to);
}

/* By the first day; then as listed, which is where they are. */
static int compare_versions(const void *left, const void *right)
{
    const apn__version *a = left, *b = right;
    if (a->period.from.day != b->period.from.day)
        return a->period.from.day < b->period.from.day ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

/* A version without an end holds until the next; one with an end must not reach the next. */
static void settle(apn__reader *reader, const apn__trail *up, apn__version *version,
                   const apn__version *next)
{
    char day[APN__DAY_SIZE];
    apn__day begins = next->period.from.day;
    if (version->period.from.day == 0 || begins == 0)
        return; /* reported: it has no first day */
    if (version->period.until.day == 0 && begins > version->period.from.day) {
        version->period.until.day = begins - 1;
        return;
    }
    if (version->period.until.day != 0 && version->period.until.day < begins)
        return;
    apn__trail here = {up, apn__text_of(next->id), 0};
    apn__fault(reader, APN_DUPLICATE_KEY, next->period.from.place, &here,
               "versions `%s` (line %u) and `%s` (line %u) both hold on %s: end the one before the "
               "other begins",
               version->id, (unsigned)version->place.line, next->id, (unsigned)next->place.line,
               apn__day_write(begins, day));
}

void apn__read_versions(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    apn_agreement *agreement = reader->agreement;
    apn__index ids = {0};
    size_t at = 0;
    if (!apn__is_list(reader, node, trail, "a list of versions, each as {id: …, from: 2017-10-01}"))
        return;
    if (node->count > APN__LIMIT_VERSIONS) {
        apn__fault(reader, APN_LIMIT, node->place, trail,
                   "the agreement has %zu versions: %u are the most", node->count,
                   APN__LIMIT_VERSIONS);
        return;
    }
    apn__index_list(reader, node, trail, "a version", &ids);
    agreement->versions = apn__keep(reader, node->count, sizeof *agreement->versions);
    if (agreement->versions == NULL)
        return;
    for (const apn__node *entry = node->first; entry != NULL && !reader->no_memory;
         entry = entry->next) {
        apn__version *version = &agreement->versions[agreement->version_count++];
        apn__trail here = apn__trail_of_entry(trail, entry, ++at);
        version->order = at;
        read_version(reader, entry, &here, version);
    }
    if (agreement->version_count > 1)
        qsort(agreement->versions, agreement->version_count, sizeof *agreement->versions,
              compare_versions);
    for (size_t i = 0; i + 1 < agreement->version_count; i++)
        settle(reader, trail, &agreement->versions[i], &agreement->versions[i + 1]);
}
