/* read_items.c: the items of a line, and the line's figures as their sums. A year in which one item
 * has a figure and another has none is a fault: nothing counts as nil in silence. */
#include "agreement_reader.h"

#include <stdlib.h>

#include "library_limits.h"
#include "rational.h"

typedef struct item_text {
    const char *id;
    apn__bilingual title;
    const apn__node *figures[APN__MEASURES];
    const apn__node *indexed, *financing;
    apn__beside_nodes beside;
} item_text;

static const apn__key item_keys[] = {
    APN__KEY(item_text, id, "id", apn__read_text),
    APN__KEY(item_text, title, "title", apn__read_bilingual),
    APN__KEY(item_text, figures[APN_BUDGET], "budget", apn__keep_node),
    APN__KEY(item_text, figures[APN_OUTTURN], "outturn", apn__keep_node),
    APN__KEY(item_text, figures[APN_FORECAST], "forecast", apn__keep_node),
    APN__KEY(item_text, indexed, "indexed", apn__keep_node),
    APN__KEY(item_text, financing, "financing", apn__keep_node),
    APN__KEY(item_text, beside.overhead, "overhead", apn__keep_node),
    APN__KEY(item_text, beside.vat, "vat", apn__keep_node),
    APN__KEY(item_text, beside.less, "less", apn__keep_node),
};
static const apn__table item_table = APN__TABLE("an item", item_keys);

static bool is_worked(const apn__node *node)
{
    return apn__node_find(node, "indexed") != NULL || apn__node_find(node, "financing") != NULL;
}

static bool has_figures(const apn__node *node)
{
    for (apn_measure measure = APN_BUDGET; measure < APN__MEASURES; measure++)
        if (apn__node_find(node, apn_measure_word(measure)) != NULL)
            return true;
    return is_worked(node);
}

static void read_item(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      apn_rounding_mode mode, apn__period life, apn__item *item)
{
    item_text text = {.id = ""};
    apn__path path;
    size_t faults = apn_findings_count(reader->findings);
    item->place = node->place;
    apn__read_mapping(reader, node, trail, &item_table, &text);
    item->id = text.id;
    item->title = text.title.en != NULL ? text.title.en : text.id;
    item->title_cy = text.title.cy != NULL ? text.title.cy : text.id;
    for (apn_measure measure = APN_BUDGET; measure < APN__MEASURES; measure++) {
        const apn__node *figures = text.figures[measure];
        if (figures == NULL)
            continue;
        apn__trail here = apn__trail_of_key(trail, figures);
        apn__read_figures(reader, figures, &here, mode, &item->measures[measure]);
    }
    apn__budget_nodes nodes = {.indexed = text.indexed,
                               .financing = text.financing,
                               .budget = text.figures[APN_BUDGET],
                               .life = life,
                               .amounts = mode};
    if (is_worked(node))
        item->worked = apn__read_worked(reader, &nodes, trail, &item->measures[APN_BUDGET]);
    if (!has_figures(node) && node->kind == APN__MAPPING && !node->truncated)
        apn__fault(reader, APN_MISSING_KEY, node->place, trail,
                   "`%s` has no figure: give it a `budget`, an `outturn` or a `forecast`, as "
                   "budget: {2015/16: 949.00}",
                   apn__spell(trail, &path));
    apn__cost cost = {item->measures, apn_findings_count(reader->findings) == faults, mode};
    apn__read_beside(reader, &text.beside, trail, &cost, &item->beside);
}

/* A figure of an item, for the sum. */
typedef struct addend {
    const apn__figure *figure;
    size_t order;
} addend;

static int compare_addends(const void *left, const void *right)
{
    const addend *a = left, *b = right;
    if (a->figure->year != b->figure->year)
        return a->figure->year < b->figure->year ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

/* Adds up a run of figures of one year. */
static void add_run(apn__reader *reader, const addend *run, size_t count, const apn__trail *trail,
                    apn__figure *out)
{
    int scale = reader->agreement->info.unit.scale;
    mpz_t total, one;
    mpz_inits(total, one, NULL);
    for (size_t i = 0; i < count; i++) {
        apn__integer_from_decimal(one, run[i].figure->amount, scale);
        mpz_add(total, total, one);
    }
    *out = (apn__figure){.year = run->figure->year, .place = run->figure->place};
    for (size_t i = 0; i < count; i++)
        out->missing = out->missing || run[i].figure->missing;
    if (!apn__decimal_from_integer(&out->amount, total, scale))
        apn__fault(reader, APN_LIMIT, out->place, trail,
                   "the items of the line add up to more than %d digits", APN_DECIMAL_DIGITS);
    mpz_clears(total, one, NULL);
}

/* The sums of a measure, by year. */
static void sum_items(apn__reader *reader, const apn__trail *trail, apn__line *line,
                      apn_measure measure)
{
    apn__figures *sums = &line->measures[measure];
    size_t count = 0, years = 0;
    for (size_t i = 0; i < line->item_count; i++)
        count += line->items[i].measures[measure].count;
    if (count == 0)
        return;
    addend *addends = apn__scratch(reader, count, sizeof *addends);
    if (addends == NULL)
        return;
    count = 0;
    for (size_t i = 0; i < line->item_count; i++) {
        const apn__figures *figures = &line->items[i].measures[measure];
        for (size_t j = 0; j < figures->count; j++, count++)
            addends[count] = (addend){&figures->list[j], count};
    }
    qsort(addends, count, sizeof *addends, compare_addends);
    for (size_t i = 0; i < count; i++)
        years += i == 0 || addends[i - 1].figure->year != addends[i].figure->year;
    sums->list = apn__keep(reader, years, sizeof *sums->list);
    if (sums->list == NULL)
        return;
    for (size_t i = 0, end = 0; i < count; i = end) {
        while (end < count && addends[end].figure->year == addends[i].figure->year)
            end++;
        add_run(reader, &addends[i], end - i, trail, &sums->list[sums->count++]);
    }
}

/* Reports an item that has no figure for a year in which another has: the first such year, once for
 * each measure. */
static void check_item(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       const apn__line *line, const apn__item *item, apn_measure measure)
{
    const apn__figures *sums = &line->measures[measure];
    char year[16];
    apn__path path;
    const apn__node *figures = apn__node_find(node, apn_measure_word(measure));
    if (measure == APN_BUDGET && item->worked == NULL && is_worked(node))
        return;
    if (item->measures[measure].count == sums->count || !has_figures(node) ||
        node->kind != APN__MAPPING || node->truncated ||
        (figures != NULL && (figures->kind != APN__MAPPING || figures->truncated)))
        return;
    for (size_t i = 0; i < sums->count; i++) {
        if (apn__figures_find(&item->measures[measure], sums->list[i].year) != NULL)
            continue;
        apn__year_write(sums->list[i].year, year);
        apn__fault(reader, APN_NO_FIGURE, node->place, trail,
                   "`%s` has no %s for %s, where another item of the line has one: add its "
                   "figure, or 0 if it costs nothing that year",
                   apn__spell(trail, &path), apn_measure_word(measure), year);
        return;
    }
}

void apn__read_items(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                     apn_rounding_mode mode, apn__line *line)
{
    apn__index ids = {0};
    size_t at = 0;
    if (!apn__is_list(reader, node, trail, "a list of items, each as {title: …, budget: {…}}"))
        return;
    if (node->count > APN__LIMIT_ITEMS) {
        apn__fault(reader, APN_LIMIT, node->place, trail, "the line has %zu items: %u are the most",
                   node->count, APN__LIMIT_ITEMS);
        return;
    }
    apn__index_list(reader, node, trail, "an item", &ids);
    line->items = apn__keep(reader, node->count, sizeof *line->items);
    if (line->items == NULL)
        return;
    line->item_count = node->count;
    for (const apn__node *entry = node->first; entry != NULL; entry = entry->next, at++) {
        apn__trail here = apn__trail_of_entry(trail, entry, at + 1);
        read_item(reader, entry, &here, mode, line->life, &line->items[at]);
    }
    for (apn_measure measure = APN_BUDGET; measure < APN__MEASURES; measure++) {
        sum_items(reader, trail, line, measure);
        apn__join_covers(reader, trail, line, measure);
        at = 0;
        for (const apn__node *entry = node->first; entry != NULL; entry = entry->next, at++) {
            apn__trail here = apn__trail_of_entry(trail, entry, at + 1);
            check_item(reader, entry, &here, line, &line->items[at], measure);
        }
    }
}
