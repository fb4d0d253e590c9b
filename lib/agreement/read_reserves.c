/* read_reserves.c: the reserves that pay for costs before these are shared. */
#include "agreement_reader.h"

#include "library_limits.h"

typedef struct reserve_text {
    const char *id, *source;
    apn__bilingual title;
    const apn__node *opening, *added;
} reserve_text;

static const apn__key reserve_keys[] = {
    APN__REQUIRED(reserve_text, id, "id", apn__read_text),
    APN__KEY(reserve_text, title, "title", apn__read_bilingual),
    APN__REQUIRED(reserve_text, opening, "opening", apn__keep_node),
    APN__KEY(reserve_text, added, "added", apn__keep_node),
    APN__KEY(reserve_text, source, "source", apn__read_text),
};
static const apn__table reserve_table = APN__TABLE("a reserve", reserve_keys);

/* What was in the reserve when its first year began. */
static void read_opening(apn__reader *reader, const apn__node *node, const apn__trail *up,
                         apn__reserve *reserve)
{
    apn__trail trail = apn__trail_of_key(up, node);
    apn__year_entry *entries = NULL;
    size_t count = apn__read_years(reader, node, &trail, false, &entries);
    if (count != 1 && node->kind == APN__MAPPING && !node->truncated)
        apn__fault(reader, APN_WRONG_TYPE, node->place, &trail,
                   "a reserve opens in one year, and %zu stand here: give it the amount at the "
                   "beginning of its first year, as {2014/15: 1000000.00}",
                   count);
    if (count != 1)
        return;
    apn__trail here = apn__trail_of_key(&trail, entries[0].node);
    if (apn__read_amount(reader, entries[0].node, &here, reader->amounts, &reserve->opening)) {
        reserve->first = entries[0].year;
        reserve->known = true;
    }
}

/* What goes into it later, or out of it for something else. */
static void read_added(apn__reader *reader, const apn__node *node, const apn__trail *up,
                       apn__reserve *reserve)
{
    apn__trail trail = apn__trail_of_key(up, node);
    apn__year_entry *entries = NULL;
    size_t count = apn__read_years(reader, node, &trail, false, &entries);
    reserve->added.list = apn__keep(reader, count, sizeof *reserve->added.list);
    if (reserve->added.list == NULL)
        return;
    reserve->added.count = count;
    for (size_t i = 0; i < count; i++) {
        apn__figure *figure = &reserve->added.list[i];
        apn__trail here = apn__trail_of_key(&trail, entries[i].node);
        *figure = (apn__figure){.year = entries[i].year, .place = entries[i].node->place};
        (void)apn__read_amount(reader, entries[i].node, &here, reader->amounts, &figure->amount);
        if (reserve->known && figure->year < reserve->first)
            apn__fault(reader, APN_MISSING_YEAR, figure->place, &here,
                       "%.*s is before the year in which the reserve opens: let it open in the "
                       "first year that has a figure",
                       APN__SHOW(entries[i].node->key));
    }
}

static void read_reserve(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                         apn__reserve *reserve)
{
    reserve_text text = {.id = "", .source = ""};
    reserve->place = node->place;
    apn__read_mapping(reader, node, trail, &reserve_table, &text);
    reserve->id = text.id;
    reserve->title = text.title.en != NULL ? text.title.en : text.id;
    reserve->title_cy = text.title.cy != NULL ? text.title.cy : text.id;
    if (text.opening != NULL)
        read_opening(reader, text.opening, trail, reserve);
    if (text.added != NULL)
        read_added(reader, text.added, trail, reserve);
}

void apn__read_reserves(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    apn_agreement *agreement = reader->agreement;
    if (!apn__is_list(reader, node, trail, "a list of reserves, each as {id: …, opening: {…}}"))
        return;
    if (node->count > APN__LIMIT_RESERVES) {
        apn__fault(reader, APN_LIMIT, node->place, trail,
                   "the agreement has %zu reserves: %u are the most", node->count,
                   APN__LIMIT_RESERVES);
        return;
    }
    apn__index_list(reader, node, trail, "a reserve", &reader->reserves);
    agreement->reserves = apn__keep(reader, node->count, sizeof *agreement->reserves);
    if (agreement->reserves == NULL)
        return;
    for (const apn__node *entry = node->first; entry != NULL; entry = entry->next) {
        apn__trail here = apn__trail_of_entry(trail, entry, agreement->reserve_count + 1);
        read_reserve(reader, entry, &here, &agreement->reserves[agreement->reserve_count++]);
    }
}

static void check_first(apn__reader *reader, const apn__reserve *reserve,
                        const apn__figures *figures, const apn__trail *trail)
{
    char year[16], first[16];
    if (figures->count == 0 || figures->list[0].year >= reserve->first)
        return;
    apn__year_write(figures->list[0].year, year);
    apn__year_write(reserve->first, first);
    apn__fault(reader, APN_MISSING_YEAR, figures->list[0].place, trail,
               "reserve `%s` opens in %s, and pays here in %s: mend its `opening`", reserve->id,
               first, year);
}

size_t apn__read_drawn_on(apn__reader *reader, const apn__node *node, const apn__trail *up,
                          const apn__figures *measures)
{
    apn__trail trail = apn__trail_of_key(up, node);
    if (!apn__is_text(reader, node, &trail, "the id of a reserve"))
        return APN__NONE;
    size_t found =
        apn__find_id(reader, &reader->reserves, node->text, node->place, &trail, "reserve");
    if (found == APN__NONE || !reader->agreement->reserves[found].known)
        return APN__NONE;
    for (apn_measure measure = APN_BUDGET; measure < APN__MEASURES; measure++)
        check_first(reader, &reader->agreement->reserves[found], &measures[measure], &trail);
    return found;
}
