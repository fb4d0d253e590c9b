/* read_in_kind.c: what parties contribute in kind, such as seconded officers, and the overhead that
 * is credited with it. */
#include "agreement_reader.h"

#include "library_limits.h"

typedef struct in_kind_text {
    const char *id;
    apn__bilingual title;
    const apn__node *party, *line, *overhead;
    const apn__node *figures[APN__MEASURES];
} in_kind_text;

static const apn__key in_kind_keys[] = {
    APN__KEY(in_kind_text, id, "id", apn__read_text),
    APN__REQUIRED(in_kind_text, party, "party", apn__keep_node),
    APN__KEY(in_kind_text, line, "line", apn__keep_node),
    APN__KEY(in_kind_text, title, "title", apn__read_bilingual),
    APN__KEY(in_kind_text, figures[APN_BUDGET], "budget", apn__keep_node),
    APN__KEY(in_kind_text, figures[APN_OUTTURN], "outturn", apn__keep_node),
    APN__KEY(in_kind_text, figures[APN_FORECAST], "forecast", apn__keep_node),
    APN__KEY(in_kind_text, overhead, "overhead", apn__keep_node),
};
static const apn__table in_kind_table = APN__TABLE("a contribution in kind", in_kind_keys);

static void read_line(apn__reader *reader, const apn__node *node, const apn__trail *up,
                      apn__in_kind *entry)
{
    if (node == NULL)
        return;
    apn__trail here = apn__trail_of_key(up, node);
    if (apn__is_text(reader, node, &here, "the id of a cost line"))
        entry->line =
            apn__find_id(reader, &reader->lines, node->text, node->place, &here, "cost line");
}

/* A contribution is worth nothing or something. */
static void check_figures(apn__reader *reader, const apn__trail *trail, const apn__figures *figures)
{
    for (size_t i = 0; i < figures->count; i++) {
        if (figures->list[i].amount.sign >= 0)
            continue;
        apn__fault(reader, APN_NUMBER, figures->list[i].place, trail,
                   "a contribution in kind is below zero: it is what the party gave, so zero or "
                   "more; what it took back belongs in a cost line");
        return;
    }
}

static void read_figures(apn__reader *reader, const apn__node *node, const in_kind_text *text,
                         const apn__trail *trail, apn__in_kind *entry)
{
    bool any = false;
    for (apn_measure measure = APN_BUDGET; measure < APN__MEASURES; measure++) {
        const apn__node *figures = text->figures[measure];
        any = any || apn__node_find(node, apn_measure_word(measure)) != NULL;
        if (figures == NULL)
            continue;
        apn__trail here = apn__trail_of_key(trail, figures);
        apn__read_figures(reader, figures, &here, reader->amounts, &entry->measures[measure]);
        check_figures(reader, &here, &entry->measures[measure]);
    }
    if (!any && node->kind == APN__MAPPING && !node->truncated)
        apn__fault(reader, APN_MISSING_KEY, node->place, trail,
                   "the contribution has no figure: give it a `budget`, an `outturn` or a "
                   "`forecast`, as "
                   "budget: {2016/17: 62000.00}");
}

static void read_entry(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       apn__in_kind *entry)
{
    in_kind_text text = {.id = ""};
    entry->place = node->place;
    entry->party = entry->line = APN__NONE;
    entry->mode = reader->amounts == APN_ROUND_NONE ? APN_ROUND_HALF_AWAY : reader->amounts;
    apn__read_mapping(reader, node, trail, &in_kind_table, &text);
    entry->id = text.id;
    entry->title = text.title.en != NULL ? text.title.en : text.id;
    entry->title_cy = text.title.cy != NULL ? text.title.cy : text.id;
    if (text.party != NULL) {
        apn__trail here = apn__trail_of_key(trail, text.party);
        entry->party = apn__read_party(reader, text.party, &here, true);
    }
    read_line(reader, text.line, trail, entry);
    read_figures(reader, node, &text, trail, entry);
    if (text.overhead != NULL) {
        apn__trail here = apn__trail_of_key(trail, text.overhead);
        (void)apn__read_percentage(reader, text.overhead, &here, &entry->overhead);
    }
}

void apn__read_in_kind(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    apn_agreement *agreement = reader->agreement;
    apn__index ids = {0};
    size_t at = 0;
    if (!apn__is_list(reader, node, trail,
                      "a list of contributions, each as {party: …, title: …, budget: {…}}"))
        return;
    if (node->count > APN__LIMIT_ITEMS) {
        apn__fault(reader, APN_LIMIT, node->place, trail,
                   "the agreement has %zu contributions in kind: %u are the most", node->count,
                   APN__LIMIT_ITEMS);
        return;
    }
    apn__index_list(reader, node, trail, "a contribution in kind", &ids);
    agreement->in_kind = apn__keep(reader, node->count, sizeof *agreement->in_kind);
    if (agreement->in_kind == NULL)
        return;
    for (const apn__node *entry = node->first; entry != NULL; entry = entry->next, at++) {
        apn__trail here = apn__trail_of_entry(trail, entry, at + 1);
        read_entry(reader, entry, &here, &agreement->in_kind[at]);
    }
    agreement->in_kind_count = at;
}
