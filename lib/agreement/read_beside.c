/* read_beside.c: what stands beside the figures of a line or an item: overhead and VAT, and the
 * funding that comes off before they are shared. Whatever has a figure has one for each year of the
 * cost that it stands beside, and for no other: nothing counts as nil in silence. */
#include "agreement_reader.h"

#include "library_limits.h"

typedef struct less_text {
    const char *id, *source;
    apn__bilingual title;
    const apn__node *figures[APN__MEASURES], *reserve;
} less_text;

static const apn__key less_keys[] = {
    APN__KEY(less_text, id, "id", apn__read_text),
    APN__KEY(less_text, title, "title", apn__read_bilingual),
    APN__KEY(less_text, figures[APN_BUDGET], "budget", apn__keep_node),
    APN__KEY(less_text, figures[APN_OUTTURN], "outturn", apn__keep_node),
    APN__KEY(less_text, figures[APN_FORECAST], "forecast", apn__keep_node),
    APN__KEY(less_text, reserve, "reserve", apn__keep_node),
    APN__KEY(less_text, source, "source", apn__read_text),
};
static const apn__table less_table = APN__TABLE("funding", less_keys);

typedef struct vat_text {
    const apn__node *treatment, *figures[APN__MEASURES];
} vat_text;

static const apn__key vat_keys[] = {
    APN__REQUIRED(vat_text, treatment, "treatment", apn__keep_node),
    APN__KEY(vat_text, figures[APN_BUDGET], "budget", apn__keep_node),
    APN__KEY(vat_text, figures[APN_OUTTURN], "outturn", apn__keep_node),
    APN__KEY(vat_text, figures[APN_FORECAST], "forecast", apn__keep_node),
};
static const apn__table vat_table = APN__TABLE("`vat`", vat_keys);

/* Where something beside a cost stands. */
typedef struct stand {
    const apn__node *node;
    const apn__trail *trail;
    size_t faults; /* findings before it was read */
} stand;

/* The first figure of one list for whose year the other has none. */
static const apn__figure *find_alone(const apn__figures *list, const apn__figures *other)
{
    for (size_t i = 0; i < list->count; i++) {
        if (apn__figures_find(other, list->list[i].year) == NULL)
            return &list->list[i];
    }
    return NULL;
}

/* Reports the first year in which only what stands beside the cost, or only the cost, has a figure.
 */
static void check_years(apn__reader *reader, const stand *at, const apn__figures *cost,
                        const apn__figures *beside, apn_measure measure)
{
    char year[16];
    apn__path path;
    const apn__figure *alone = find_alone(beside, cost);
    const char *word = apn_measure_word(measure), *spelt = apn__spell(at->trail, &path);
    if (alone != NULL) {
        apn__year_write(alone->year, year);
        apn__fault(reader, APN_NO_FIGURE, alone->place, at->trail,
                   "`%s` has a figure for the %s of %s, where the cost that it stands beside has "
                   "none: give that a figure, or take this one out",
                   spelt, word, year);
        return;
    }
    alone = find_alone(cost, beside);
    if (alone == NULL)
        return;
    apn__year_write(alone->year, year);
    apn__fault(reader, APN_NO_FIGURE, at->node->place, at->trail,
               "`%s` has no figure for the %s of %s, where the cost that it stands beside has one: "
               "add it, or 0 where there is none",
               spelt, word, year);
}

/* Funding has its sign by its key. */
static void check_signs(apn__reader *reader, const stand *at, const apn__figures *figures)
{
    apn__path path;
    for (size_t i = 0; i < figures->count; i++) {
        if (figures->list[i].amount.sign < 0)
            apn__fault(reader, APN_NUMBER, figures->list[i].place, at->trail,
                       "a figure of `%s` is below zero: write funding without a sign",
                       apn__spell(at->trail, &path));
    }
}

/* The figures of both measures; `nodes` by apn_measure. */
static void read_measures(apn__reader *reader, const stand *at, const apn__node *const *nodes,
                          const apn__cost *cost, apn__figures *measures)
{
    for (apn_measure measure = APN_BUDGET; measure < APN__MEASURES; measure++) {
        if (nodes[measure] == NULL)
            continue;
        apn__trail here = apn__trail_of_key(at->trail, nodes[measure]);
        apn__read_figures(reader, nodes[measure], &here, cost->amounts, &measures[measure]);
    }
    if (apn_findings_count(reader->findings) != at->faults || !cost->sound || at->node->truncated ||
        at->node->kind != APN__MAPPING)
        return;
    for (apn_measure measure = APN_BUDGET; measure < APN__MEASURES; measure++)
        check_years(reader, at, &cost->measures[measure], &measures[measure], measure);
}

static void read_less(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      const apn__cost *cost, apn__less *less)
{
    less_text text = {.id = "", .source = ""};
    apn__path path;
    stand at = {node, trail, apn_findings_count(reader->findings)};
    less->place = node->place;
    less->reserve = APN__NONE;
    apn__read_mapping(reader, node, trail, &less_table, &text);
    less->id = text.id;
    less->title = text.title.en != NULL ? text.title.en : text.id;
    less->title_cy = text.title.cy != NULL ? text.title.cy : text.id;
    if (apn__node_find(node, "id") == NULL && apn__node_find(node, "title") == NULL &&
        apn__node_find(node, "reserve") == NULL && node->kind == APN__MAPPING && !node->truncated)
        apn__fault(reader, APN_MISSING_KEY, node->place, trail,
                   "`%s` does not say where the funding is from: give it a `title`, or "
                   "the id of a `reserve`",
                   apn__spell(trail, &path));
    read_measures(reader, &at, text.figures, cost, less->measures);
    for (apn_measure measure = APN_BUDGET; measure < APN__MEASURES; measure++)
        check_signs(reader, &at, &less->measures[measure]);
    if (text.reserve != NULL)
        less->reserve = apn__read_drawn_on(reader, text.reserve, trail, less->measures);
    if (less->reserve != APN__NONE && *less->title == '\0') {
        less->title = reader->agreement->reserves[less->reserve].title;
        less->title_cy = reader->agreement->reserves[less->reserve].title_cy;
    }
}

static void read_list(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      const apn__cost *cost, apn__beside *beside)
{
    apn__index ids = {0};
    if (!apn__is_list(reader, node, trail, "a list of funding, each as {title: …, budget: {…}}"))
        return;
    if (node->count > APN__LIMIT_ITEMS) {
        apn__fault(reader, APN_LIMIT, node->place, trail,
                   "the cost has %zu kinds of funding: %u are the most", node->count,
                   APN__LIMIT_ITEMS);
        return;
    }
    apn__index_list(reader, node, trail, "funding", &ids);
    beside->less = apn__keep(reader, node->count, sizeof *beside->less);
    if (beside->less == NULL)
        return;
    for (const apn__node *entry = node->first; entry != NULL; entry = entry->next) {
        apn__trail here = apn__trail_of_entry(trail, entry, beside->less_count + 1);
        read_less(reader, entry, &here, cost, &beside->less[beside->less_count++]);
    }
}

/* "non-recoverable" is nearest in letters to the word that means the opposite. */
static bool fault_opposite(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    static const char end[] = "recoverable";
    apn__text found = node->text;
    size_t length = sizeof end - 1;
    if (node->kind != APN__SCALAR || found.length <= length ||
        memcmp(found.bytes + found.length - length, end, length) != 0 ||
        strchr("nNuU", found.bytes[0]) == NULL)
        return false;
    apn__fault(reader, APN_WRONG_TYPE, node->place, trail,
               "`%.*s` is not a treatment of VAT: choose recoverable or irrecoverable; did you "
               "mean `irrecoverable`?",
               APN__SHOW(found));
    return true;
}

static void read_vat(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                     const apn__cost *cost, apn__beside *beside)
{
    static const char *const treatments[] = {"recoverable", "irrecoverable"};
    vat_text text = {0};
    stand at = {node, trail, apn_findings_count(reader->findings)};
    apn__vat *vat = apn__keep(reader, 1, sizeof *vat);
    if (vat == NULL ||
        !apn__is_mapping(reader, node, trail,
                         "a group of keys, as {treatment: irrecoverable, budget: {…}}"))
        return;
    apn__read_mapping(reader, node, trail, &vat_table, &text);
    vat->place = node->place;
    if (text.treatment != NULL) {
        apn__trail here = apn__trail_of_key(trail, text.treatment);
        vat->recoverable =
            !fault_opposite(reader, text.treatment, &here) &&
            apn__read_word(reader, text.treatment, &here, "a treatment of VAT", treatments, 2) == 0;
    }
    read_measures(reader, &at, text.figures, cost, vat->measures);
    beside->vat = vat;
}

static void read_overhead(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                          const apn__cost *cost, apn__beside *beside)
{
    beside->mode = cost->amounts == APN_ROUND_NONE ? APN_ROUND_HALF_AWAY : cost->amounts;
    beside->has_overhead = apn__read_percentage(reader, node, trail, &beside->overhead);
}

void apn__read_beside(apn__reader *reader, const apn__beside_nodes *nodes, const apn__trail *up,
                      const apn__cost *cost, apn__beside *beside)
{
    if (nodes->overhead != NULL) {
        apn__trail here = apn__trail_of_key(up, nodes->overhead);
        read_overhead(reader, nodes->overhead, &here, cost, beside);
    }
    if (nodes->vat != NULL) {
        apn__trail here = apn__trail_of_key(up, nodes->vat);
        read_vat(reader, nodes->vat, &here, cost, beside);
    }
    if (nodes->less != NULL) {
        apn__trail here = apn__trail_of_key(up, nodes->less);
        read_list(reader, nodes->less, &here, cost, beside);
    }
}
