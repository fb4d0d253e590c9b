/* read_lines.c: the cost lines. */
#include "agreement_reader.h"

#include "library_limits.h"

typedef struct line_text {
    const char *id;
    apn__bilingual title;
    const char *category, *nature;
    const apn__node *basis, *participants, *exclude, *items, *unit_price, *no_worse_off,
        *stated_total;
    const apn__node *figures[APN__MEASURES];
    const apn__node *indexed, *financing;
    apn__beside_nodes beside;
    const apn__node *floors, *caps, *absorber, *rounding, *underspend;
    apn__period life;
    const apn__node *arose, *overrun;
} line_text;

static void read_nature(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                        void *field)
{
    static const char *const words[] = {"revenue", "capital", "one-off", "income", "saving"};
    enum { COUNT = sizeof words / sizeof *words };
    const char **nature = field;
    size_t found = apn__read_word(reader, node, trail, "a nature of cost", words, COUNT);
    if (found < COUNT)
        *nature = words[found];
}

static const apn__key line_keys[] = {
    APN__REQUIRED(line_text, id, "id", apn__read_text),
    APN__KEY(line_text, title, "title", apn__read_bilingual),
    APN__KEY(line_text, category, "category", apn__read_text),
    APN__KEY(line_text, nature, "nature", read_nature),
    APN__KEY(line_text, basis, "basis", apn__keep_node),
    APN__KEY(line_text, participants, "participants", apn__keep_node),
    APN__KEY(line_text, exclude, "exclude", apn__keep_node),
    APN__KEY(line_text, figures[APN_BUDGET], "budget", apn__keep_node),
    APN__KEY(line_text, figures[APN_OUTTURN], "outturn", apn__keep_node),
    APN__KEY(line_text, figures[APN_FORECAST], "forecast", apn__keep_node),
    APN__KEY(line_text, items, "items", apn__keep_node),
    APN__KEY(line_text, unit_price, "unit_price", apn__keep_node),
    APN__KEY(line_text, indexed, "indexed", apn__keep_node),
    APN__KEY(line_text, financing, "financing", apn__keep_node),
    APN__KEY(line_text, beside.overhead, "overhead", apn__keep_node),
    APN__KEY(line_text, beside.vat, "vat", apn__keep_node),
    APN__KEY(line_text, beside.less, "less", apn__keep_node),
    APN__KEY(line_text, stated_total, "stated_total", apn__keep_node),
    APN__KEY(line_text, floors, "floors", apn__keep_node),
    APN__KEY(line_text, caps, "caps", apn__keep_node),
    APN__KEY(line_text, absorber, "absorber", apn__keep_node),
    APN__KEY(line_text, no_worse_off, "no_worse_off", apn__keep_node),
    APN__KEY(line_text, rounding, "rounding", apn__keep_node),
    APN__KEY(line_text, life.from, "from", apn__read_edge),
    APN__KEY(line_text, life.until, "until", apn__read_edge),
    APN__KEY(line_text, arose, "arose", apn__keep_node),
    APN__KEY(line_text, overrun, "overrun", apn__keep_node),
    APN__KEY(line_text, underspend, "underspend", apn__keep_node),
};
static const apn__table line_table = APN__TABLE("a cost line", line_keys);

/* The basis that the line names, or the agreement's default. */
static void read_basis(apn__reader *reader, const apn__node *node, const line_text *text,
                       const apn__trail *up, apn__line *line)
{
    line->basis = APN__NONE;
    line->basis_place = line->place;
    if (text->basis != NULL) {
        apn__trail here = apn__trail_of_key(up, text->basis);
        line->basis_place = text->basis->place;
        line->basis = apn__read_line_basis(reader, text->basis, &here);
        return;
    }
    if (apn__node_find(node, "basis") != NULL)
        return;
    line->basis = reader->default_basis;
    line->default_basis = true;
    if (!reader->has_default_basis && !node->truncated && !reader->truncated) {
        apn__trail here = {up, {"basis", 5}, 0};
        apn__fault(reader, APN_MISSING_KEY, node->place, &here,
                   "the line does not say how it is shared, and the agreement has no "
                   "`default_basis`: give the line a `basis`");
    }
}

static bool has_figures_in_items(const apn__line *line, apn_measure measure)
{
    for (size_t i = 0; i < line->item_count; i++) {
        if (line->items[i].measures[measure].count > 0)
            return true;
    }
    return false;
}

/* The line's budget, where it is worked out. */
static void read_worked(apn__reader *reader, const line_text *text, const apn__trail *up,
                        apn_rounding_mode amounts, apn__line *line)
{
    apn__budget_nodes nodes = {.indexed = text->indexed,
                               .financing = text->financing,
                               .budget = text->figures[APN_BUDGET],
                               .items = has_figures_in_items(line, APN_BUDGET) ? text->items : NULL,
                               .life = line->life,
                               .amounts = amounts};
    if (text->indexed != NULL || text->financing != NULL)
        line->worked = apn__read_worked(reader, &nodes, up, &line->measures[APN_BUDGET]);
}

/* The line's own figures, or its items. */
static void read_figures(apn__reader *reader, const apn__node *node, const line_text *text,
                         const apn__trail *up, apn_rounding_mode amounts, apn__line *line)
{
    bool any = apn__node_find(node, "items") != NULL || apn__node_find(node, "indexed") != NULL ||
               apn__node_find(node, "financing") != NULL ||
               apn__node_find(node, "unit_price") != NULL;
    line->amounts = amounts;
    if (text->items != NULL) {
        apn__trail here = apn__trail_of_key(up, text->items);
        apn__read_items(reader, text->items, &here, amounts, line);
        any = text->items->count > 0 || text->items->kind != APN__SEQUENCE;
    }
    for (apn_measure measure = APN_BUDGET; measure < APN__MEASURES; measure++) {
        const apn__node *figures = text->figures[measure];
        apn__figures own = {0};
        any = any || apn__node_find(node, apn_measure_word(measure)) != NULL;
        if (figures == NULL)
            continue;
        apn__trail here = apn__trail_of_key(up, figures);
        bool rest = apn__rest_node(figures) != NULL;
        if (rest)
            apn__read_rest(reader, figures, &here, measure, line);
        else
            apn__read_figures(reader, figures, &here, amounts, &own);
        if (has_figures_in_items(line, measure))
            apn__fault(reader, APN_DUPLICATE_KEY, figures->key_place, &here,
                       "the line has a `%s` of its own beside items that have one, and it is their "
                       "sum: keep the one or the other (a published total goes in `stated_total`)",
                       apn_measure_word(measure));
        else if (!rest)
            line->measures[measure] = own;
    }
    read_worked(reader, text, up, amounts, line);
    if (text->unit_price != NULL) {
        apn__trail here = apn__trail_of_key(up, text->unit_price);
        apn__read_unit_price(reader, text->unit_price, &here, line);
    }
    if (!any && !node->truncated)
        apn__fault(reader, APN_MISSING_KEY, node->place, up,
                   "the line has no amount: give it a `budget`, an `outturn`, a `forecast` or "
                   "`items`, as "
                   "budget: {2015/16: 1000000.00}");
}

/* The driver of what each would pay alone, in money. */
static void read_no_worse_off(apn__reader *reader, const line_text *text, const apn__trail *up,
                              apn__line *line)
{
    const apn__node *node = text->no_worse_off;
    const apn_agreement *agreement = reader->agreement;
    line->no_worse_off = APN__NONE;
    if (node == NULL)
        return;
    apn__trail here = apn__trail_of_key(up, node);
    if (!apn__is_text(reader, node, &here, "the id of a driver"))
        return;
    line->no_worse_off =
        apn__find_id(reader, &reader->drivers, node->text, node->place, &here, "driver");
    line->bounds_place = node->place;
    if (line->no_worse_off != APN__NONE &&
        strcmp(agreement->drivers[line->no_worse_off].unit, agreement->info.currency) != 0)
        apn__fault(
            reader, APN_UNIT_MISMATCH, node->place, &here,
            "driver `%.*s` is to say what each party would pay alone, and does not count %s: "
            "give it `unit: %s`",
            APN__SHOW(node->text), agreement->info.currency, agreement->info.currency);
    if (text->caps != NULL)
        apn__fault(reader, APN_WRONG_TYPE, node->key_place, &here,
                   "what a party would pay alone is its cap, and the line has `caps` as well: keep "
                   "one");
}

static void read_limits(apn__reader *reader, const line_text *text, const apn__trail *up,
                        apn__line *line)
{
    line->absorber = APN__NONE;
    if (text->absorber != NULL) {
        apn__trail here = apn__trail_of_key(up, text->absorber);
        line->absorber = apn__read_party(reader, text->absorber, &here, true);
        line->bounds_place = text->absorber->place;
    }
    if (text->caps != NULL) {
        apn__trail here = apn__trail_of_key(up, text->caps);
        line->caps = apn__read_bounds(reader, text->caps, &here);
        line->bounds_place = text->caps->place;
    }
    if (text->floors != NULL) {
        apn__trail here = apn__trail_of_key(up, text->floors);
        line->floors = apn__read_bounds(reader, text->floors, &here);
        line->bounds_place = text->floors->place;
    }
}

/* The line's own treatment needs its amounts by party. */
static void read_underspend(apn__reader *reader, const apn__node *node, const apn__trail *up,
                            apn__line *line)
{
    apn__trail here = apn__trail_of_key(up, node);
    apn__read_underspend(reader, node, up, &line->underspend);
    if (reader->agreement->info.level == APN_LEVEL_TOTAL && !line->rounding.own)
        apn__fault(reader, APN_WRONG_TYPE, node->key_place, &here,
                   "under `level: total` the line has no amounts of its own, and so no underspend: "
                   "leave `underspend` to `charging`, or give the line a rounding of its own");
}

static apn__trail trail_of(const apn__trail *up, const apn__node *node, const char *key)
{
    return node == NULL ? (apn__trail){up, apn__text_of(key), 0} : apn__trail_of_key(up, node);
}

void apn__read_line(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                    apn__line *line)
{
    line_text text = {.id = "", .category = "", .nature = ""};
    apn_rounding_mode amounts;
    line->place = node->place;
    line->called = "cost line";
    line->list = "cost_lines";
    apn__read_mapping(reader, node, trail, &line_table, &text);
    if (node->kind != APN__MAPPING)
        return;
    line->info = (apn_line_info){
        .id = text.id,
        .title = text.title.en != NULL ? text.title.en : text.id,
        .title_cy = text.title.cy != NULL ? text.title.cy : text.id,
        .category = text.category,
        .nature = text.nature,
    };
    apn__check_period(reader, trail, &text.life, "the line ends before it begins",
                      "`from` or `until`");
    line->life = text.life;
    apn__read_arose(reader, text.arose, trail, line);
    apn__trail participants = trail_of(trail, text.participants, "participants");
    apn__trail exclude = trail_of(trail, text.exclude, "exclude");
    apn__trail rounding = trail_of(trail, text.rounding, "rounding");
    apn__trail stated = trail_of(trail, text.stated_total, "stated_total");
    read_basis(reader, node, &text, trail, line);
    bool members_known = apn__read_participants(reader, text.participants, &participants, line);
    apn__read_exclusions(reader, text.exclude, &exclude, line);
    apn__read_line_rounding(reader, text.rounding, &rounding, line, &amounts);
    size_t faults = apn_findings_count(reader->findings);
    read_figures(reader, node, &text, trail, amounts, line);
    apn__cost cost = {line->measures, apn_findings_count(reader->findings) == faults, amounts};
    apn__read_beside(reader, &text.beside, trail, &cost, &line->beside);
    if (text.arose != NULL)
        apn__check_arose(reader, text.arose, trail, line);
    apn__read_stated(reader, text.stated_total, &stated, line);
    if (text.overrun != NULL)
        apn__read_overrun(reader, text.overrun, trail, line);
    read_limits(reader, &text, trail, line);
    read_no_worse_off(reader, &text, trail, line);
    if (text.underspend != NULL)
        read_underspend(reader, text.underspend, trail, line);
    apn__line_nodes nodes = {.line = node,
                             .basis = text.basis,
                             .floors = text.floors,
                             .caps = text.caps,
                             .no_worse_off = text.no_worse_off,
                             .absorber = text.absorber,
                             .rounding = text.rounding,
                             .members_known = members_known};
    apn__check_line(reader, line, &nodes, trail);
}

void apn__read_lines(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    apn_agreement *agreement = reader->agreement;
    size_t at = 0;
    if (!apn__is_list(reader, node, trail, "a list of cost lines, each as {id: …, budget: {…}}"))
        return;
    apn__index_list(reader, node, trail, "a cost line", &reader->lines);
    agreement->lines =
        apn__keep(reader, node->count + reader->exit_lines, sizeof *agreement->lines);
    if (agreement->lines == NULL)
        return;
    for (const apn__node *entry = node->first; entry != NULL && !reader->no_memory;
         entry = entry->next, at++) {
        apn__trail here = apn__trail_of_entry(trail, entry, at + 1);
        agreement->line_count = at + 1;
        apn__read_line(reader, entry, &here, &agreement->lines[at]);
    }
    apn__check_rests(reader, trail);
}
