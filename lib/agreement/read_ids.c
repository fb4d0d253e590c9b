/* read_ids.c: ids: how they are written, where each stands, and what an id means. Looking one up is
 * a search in a sorted list, so a long file takes no longer a line than a short one. */
#include "agreement_reader.h"

#include <stdlib.h>

#include "library_limits.h"

static const char *const reserved[] = {"equal", "lead", "largest", "needed", "all"};

static bool is_well_formed(apn__text id)
{
    for (size_t i = 0; i < id.length; i++) {
        char letter = id.bytes[i];
        bool first = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
        if (!first && (i == 0 || (letter != '_' && letter != '-')))
            return false;
    }
    return id.length > 0;
}

static bool is_reserved(apn__text id)
{
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
        if (apn__text_is(id, reserved[i]))
            return true;
    }
    return false;
}

void apn__check_id(apn__reader *reader, apn__text id, apn__place place, const apn__trail *trail,
                   const char *what)
{
    if (!is_well_formed(id))
        apn__fault(reader, APN_WRONG_TYPE, place, trail,
                   "`%.*s` cannot be the id of %s: an id is small letters, digits, `_` and `-`, "
                   "beginning with a letter or a digit",
                   APN__SHOW(id), what);
    else if (id.length > APN__LIMIT_ID)
        apn__fault(reader, APN_LIMIT, place, trail,
                   "the id of %s has %zu letters: an id has %u at most", what, id.length,
                   APN__LIMIT_ID);
    else if (is_reserved(id))
        apn__fault(reader, APN_WRONG_TYPE, place, trail,
                   "`%.*s` is a word of the format and cannot be the id of %s: choose another id",
                   APN__SHOW(id), what);
}

apn__text apn__entry_id(const apn__node *entry, apn__place *place)
{
    const apn__node *id = apn__node_find(entry, "id");
    if (id == NULL || id->kind != APN__SCALAR || apn__is_empty(id))
        return (apn__text){"", 0};
    if (place != NULL)
        *place = id->place;
    return id->text;
}

/* By text, then as listed: no two are equal. */
static int compare_ids(const void *left, const void *right)
{
    const apn__id *a = left, *b = right;
    int order = apn__text_compare(a->text, b->text);
    return order != 0 ? order : (a->at > b->at) - (a->at < b->at);
}

static void report_duplicate(apn__reader *reader, const apn__id *first, const apn__id *again,
                             const apn__trail *up, const char *what)
{
    apn__trail trail = {up, again->text, 0};
    if (first->place.file == again->place.file)
        apn__fault(reader, APN_DUPLICATE_ID, again->place, &trail,
                   "`%.*s` is already the id of %s in line %u: give one of them another id",
                   APN__SHOW(again->text), what, (unsigned)first->place.line);
    else
        apn__fault(reader, APN_DUPLICATE_ID, again->place, &trail,
                   "`%.*s` is already the id of %s in %s, line %u: give one of them another id",
                   APN__SHOW(again->text), what, first->place.file, (unsigned)first->place.line);
}

/* Sorts the ids and keeps each once. `up` NULL: duplicates were already reported. */
static void finish(apn__reader *reader, apn__id *ids, size_t count, const apn__trail *up,
                   const char *what, apn__index *index)
{
    size_t kept = 0;
    apn__text *words = apn__scratch(reader, count, sizeof *words);
    if (words == NULL)
        return;
    if (count > 1)
        qsort(ids, count, sizeof *ids, compare_ids);
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && apn__text_equal(ids[kept - 1].text, ids[i].text)) {
            if (up != NULL)
                report_duplicate(reader, &ids[kept - 1], &ids[i], up, what);
            continue;
        }
        words[kept] = ids[i].text;
        ids[kept++] = ids[i];
    }
    *index = (apn__index){true, ids, words, kept};
}

/* Whether no more ids can stand beyond a break of the text: the list was closed before it, and the
 * same key cannot come again. With several texts the broken one may still add to the list. */
static bool is_whole(const apn__reader *reader, const apn__node *list)
{
    return !list->truncated && !(reader->truncated && reader->several_texts);
}

void apn__index_list(apn__reader *reader, const apn__node *list, const apn__trail *up,
                     const char *what, apn__index *index)
{
    size_t count = 0, at = 0;
    bool lost = false; /* an entry that was already reported may have had any id */
    apn__id *ids = apn__scratch(reader, list->count, sizeof *ids);
    if (ids == NULL)
        return;
    for (const apn__node *entry = list->first; entry != NULL; entry = entry->next, at++) {
        apn__id id = {.at = at};
        id.text = apn__entry_id(entry, &id.place);
        if (id.text.length == 0) {
            lost = lost || entry->kind == APN__INVALID;
            continue;
        }
        apn__trail trail = {up, id.text, 0};
        apn__check_id(reader, id.text, id.place, &trail, what);
        ids[count++] = id;
    }
    finish(reader, ids, count, up, what, index);
    index->known = index->known && is_whole(reader, list) && !lost;
}

void apn__index_texts(apn__reader *reader, const apn__node *list, const apn__trail *up,
                      const char *what, apn__index *index)
{
    size_t count = 0, at = 0;
    apn__id *ids = apn__scratch(reader, list->count, sizeof *ids);
    if (ids == NULL)
        return;
    for (const apn__node *entry = list->first; entry != NULL; entry = entry->next, at++) {
        if (entry->kind == APN__SCALAR && !apn__is_empty(entry))
            ids[count++] = (apn__id){entry->text, entry->place, at};
    }
    finish(reader, ids, count, up, what, index);
    index->known = index->known && count == list->count && is_whole(reader, list);
}

void apn__index_mapping(apn__reader *reader, const apn__node *mapping, const apn__trail *up,
                        const char *what, apn__index *index)
{
    size_t count = 0;
    apn__id *ids = apn__scratch(reader, mapping->count, sizeof *ids);
    if (ids == NULL)
        return;
    for (const apn__node *child = mapping->first; child != NULL; child = child->next) {
        apn__trail trail = apn__trail_of_key(up, child);
        apn__check_id(reader, child->key, child->key_place, &trail, what);
        ids[count] = (apn__id){child->key, child->key_place, count};
        count++;
    }
    finish(reader, ids, count, NULL, what, index);
    index->known = index->known && is_whole(reader, mapping);
}

size_t apn__look_up(const apn__index *index, apn__text id)
{
    size_t low = 0, high = index->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = apn__text_compare(index->sorted[middle].text, id);
        if (order == 0)
            return index->sorted[middle].at;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return APN__NONE;
}

/* Where a basis may be written out: at cost_lines.hosting.basis. */
static bool is_basis_of_a_line(const apn__trail *trail)
{
    const apn__trail *line = trail->up;
    return apn__text_is(trail->name, "basis") && line != NULL && line->up != NULL &&
           line->up->up == NULL;
}

static const char *kind_of(const apn__reader *reader, const apn__index *index)
{
    if (index == &reader->bases)
        return "bases";
    if (index == &reader->parties)
        return "parties";
    if (index == &reader->indices)
        return "indices";
    return index == &reader->lines ? "cost lines" : "drivers";
}

/* What the reader may have meant by an id that is none. */
static void hint(apn__reader *reader, const apn__index *index, apn__text id,
                 const apn__trail *trail, apn__buffer *out)
{
    bool basis = index == &reader->bases;
    if (reader->suggestions_left == 0)
        return;
    reader->suggestions_left--;
    if (index == &reader->parties && apn__hint_name(out, reader->agreement, id))
        return;
    if (basis && apn__look_up(&reader->drivers, id) != APN__NONE) {
        if (is_basis_of_a_line(trail))
            apn__buffer_print(out, "; a driver has that name: write basis: {driver: %.*s}",
                              APN__SHOW(id));
        else
            apn__buffer_print(out, "; a driver has that name: add it to `bases`, as {driver: %.*s}",
                              APN__SHOW(id));
        return;
    }
    apn__hint_ids(out, id, index->words, index->count, kind_of(reader, index));
}

size_t apn__find_id(apn__reader *reader, const apn__index *index, apn__text id, apn__place place,
                    const apn__trail *trail, const char *what)
{
    apn__buffer meant = {0};
    size_t found = apn__look_up(index, id);
    if (found != APN__NONE || !index->known ||
        apn__fault_curly(reader, APN_UNKNOWN_ID, id, place, trail))
        return found;
    hint(reader, index, id, trail, &meant);
    if (meant.failed)
        apn__findings_fail_memory(reader->findings);
    else
        apn__fault(reader, APN_UNKNOWN_ID, place, trail, "there is no %s `%.*s`%s", what,
                   APN__SHOW(id), meant.bytes == NULL ? "" : meant.bytes);
    apn__buffer_end(&meant);
    return found;
}

size_t apn__read_party(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       bool lead_allowed)
{
    if (!apn__is_text(reader, node, trail, "the id of a party"))
        return APN__NONE;
    if (!lead_allowed || !apn__text_is(node->text, "lead"))
        return apn__find_id(reader, &reader->parties, node->text, node->place, trail, "party");
    if (reader->agreement->lead == APN__NONE && !reader->lead_named && !reader->truncated)
        apn__fault(reader, APN_MISSING_KEY, node->place, trail,
                   "`lead` stands here, but the agreement names no lead: add `lead` under "
                   "`agreement`, or name a party");
    return reader->agreement->lead;
}
