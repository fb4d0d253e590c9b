/* read_drivers.c: the measured quantities that costs are shared by. */
#include "agreement_reader.h"

#include "agreement_sheets.h"
#include "scenario_model.h"

typedef struct driver_text {
    const char *unit;
    apn__fact_nodes facts;
    const apn__node *values, *by_year, *from_csv, *revised;
} driver_text;

static const apn__key driver_keys[] = {
    APN__KEY(driver_text, unit, "unit", apn__read_text),
    APN__KEY(driver_text, facts.as_at, "as_at", apn__keep_node),
    APN__KEY(driver_text, facts.window, "window", apn__keep_node),
    APN__KEY(driver_text, facts.status, "status", apn__keep_node),
    APN__KEY(driver_text, facts.source, "source", apn__keep_node),
    APN__KEY(driver_text, values, "values", apn__keep_node),
    APN__KEY(driver_text, by_year, "by_year", apn__keep_node),
    APN__KEY(driver_text, from_csv, "from_csv", apn__keep_node),
    APN__KEY(driver_text, revised, "revised", apn__keep_node),
};
static const apn__table driver_table = APN__TABLE("a driver", driver_keys);

static const apn__key revision_keys[] = {
    APN__REQUIRED(driver_text, facts.status, "status", apn__keep_node),
    APN__KEY(driver_text, facts.as_at, "as_at", apn__keep_node),
    APN__KEY(driver_text, facts.window, "window", apn__keep_node),
    APN__KEY(driver_text, facts.source, "source", apn__keep_node),
    APN__KEY(driver_text, values, "values", apn__keep_node),
    APN__KEY(driver_text, by_year, "by_year", apn__keep_node),
    APN__KEY(driver_text, from_csv, "from_csv", apn__keep_node),
};
static const apn__table revision_table = APN__TABLE("revised figures", revision_keys);

/* One value for each party that the mapping names. NULL when it could not be read at all. */
static apn__value *read_values(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                               bool money)
{
    if (!apn__is_mapping(reader, node, trail, "a figure for each party, as {lincs: 1100}"))
        return NULL;
    apn__value *values = apn__keep_by_party(reader, sizeof *values, node->place, trail);
    for (const apn__node *child = node->first, *open = NULL; child != NULL && values != NULL;
         child = child->next) {
        if (apn__continues_curly(&open, child))
            continue;
        apn__trail here = apn__trail_of_key(trail, child);
        size_t party =
            apn__find_id(reader, &reader->parties, child->key, child->key_place, &here, "party");
        apn__value read = {.given = APN__NEEDED, .place = child->place};
        if (child->kind == APN__INVALID)
            continue;
        if (child->kind == APN__SCALAR && apn__text_is(child->text, "needed"))
            read.denominator = apn_decimal_from_i64(1);
        else if (!apn__read_weight(reader, child, &here, money, &read))
            continue;
        if (party != APN__NONE)
            values[party] = read;
    }
    return values;
}

static void read_every_year(apn__reader *reader, const apn__node *node, const apn__trail *up,
                            bool money, apn__driver *driver)
{
    apn__trail trail = apn__trail_of_key(up, node);
    driver->sets = apn__keep(reader, 1, sizeof *driver->sets);
    if (driver->sets == NULL)
        return;
    driver->set_count = 1;
    driver->sets[0] = (apn__value_set){.year = APN__EVERY_YEAR,
                                       .place = node->place,
                                       .values = read_values(reader, node, &trail, money)};
}

static void read_by_year(apn__reader *reader, const apn__node *node, const apn__trail *up,
                         bool money, apn__driver *driver)
{
    apn__trail trail = apn__trail_of_key(up, node);
    apn__year_entry *entries = NULL;
    size_t count = apn__read_years(reader, node, &trail, false, &entries);
    driver->sets = apn__keep(reader, count, sizeof *driver->sets);
    if (driver->sets == NULL)
        return;
    driver->set_count = count;
    for (size_t i = 0; i < count; i++) {
        const apn__node *set = entries[i].node;
        apn__trail here = apn__trail_of_key(&trail, set);
        driver->sets[i] = (apn__value_set){.year = entries[i].year,
                                           .place = set->place,
                                           .values = read_values(reader, set, &here, money)};
    }
}

/* A driver has its values for all years, by year, or in a sheet; only one of these. */
static void check_forms(apn__reader *reader, const apn__trail *trail, const driver_text *text)
{
    const apn__node *forms[] = {text->values, text->by_year, text->from_csv};
    const apn__node *first = NULL, *second = NULL;
    for (size_t i = 0; i < 3; i++) {
        if (forms[i] == NULL)
            continue;
        bool before = first != NULL && forms[i]->key_place.line < first->key_place.line;
        second = before ? first : (first == NULL ? NULL : forms[i]);
        first = before || first == NULL ? forms[i] : first;
    }
    if (second == NULL)
        return;
    apn__trail here = apn__trail_of_key(trail, second);
    apn__fault(reader, APN_WRONG_TYPE, second->key_place, &here,
               "a driver has `values`, which hold in every year, `by_year` or `from_csv`: keep one "
               "of them");
}

static void read_sets(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      const driver_text *text, apn__driver *driver)
{
    bool money = text->unit != NULL && strcmp(text->unit, reader->agreement->info.currency) == 0;
    bool by_year = false;
    check_forms(reader, trail, text);
    if (text->values != NULL)
        read_every_year(reader, text->values, trail, money, driver);
    if (text->by_year != NULL)
        read_by_year(reader, text->by_year, trail, money, driver);
    if (text->from_csv != NULL) {
        apn__trail here = apn__trail_of_key(trail, text->from_csv);
        apn__node *made = apn__read_driver_sheet(reader, text->from_csv, &here, &by_year);
        if (made != NULL)
            apn__apply_to_sheet(reader, node->key, made, by_year ? "by_year" : "values");
        if (made != NULL && by_year)
            read_by_year(reader, made, trail, money, driver);
        else if (made != NULL)
            read_every_year(reader, made, trail, money, driver);
    }
    if (!node->truncated && apn__node_find(node, "values") == NULL &&
        apn__node_find(node, "by_year") == NULL && apn__node_find(node, "from_csv") == NULL)
        apn__fault(reader, APN_MISSING_KEY, node->place, trail,
                   "the driver has no figures: give it `values`, `by_year` or `from_csv`");
}

/* Figures come in this order: each status later than the one before. `before` is that of the
 * figures they replace, the latest of their years. */
static void check_status(apn__reader *reader, const apn__node *status, const apn__trail *up,
                         const apn__driver *later, apn_figures_status before)
{
    if (status == NULL)
        return;
    apn__trail trail = apn__trail_of_key(up, status);
    if (status->kind == APN__MAPPING)
        apn__fault(
            reader, APN_WRONG_TYPE, status->place, &trail,
            "revised figures have one status for all their years: make an entry of `revised` "
            "for each status");
    else if (later->facts.status != APN_FIGURES_UNSAID && later->facts.status <= before)
        apn__fault(reader, APN_WRONG_TYPE, status->place, &trail,
                   "figures that are %s do not replace those before, which are %s: figures are "
                   "provisional, then final, then audited",
                   apn_figures_status_word(later->facts.status), apn_figures_status_word(before));
}

static apn_figures_status latest_status(const apn__driver *driver)
{
    apn_figures_status latest = driver->facts.status;
    if (driver->revised_count > 0)
        return driver->revised[driver->revised_count - 1].facts.status;
    for (size_t i = 0; i < driver->set_count; i++)
        if (driver->sets[i].facts.status > latest)
            latest = driver->sets[i].facts.status;
    return latest;
}

/* Later figures of the same quantity. */
static void read_revision(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                          apn__driver *driver)
{
    driver_text text = {.unit = driver->unit};
    apn__driver later = {.id = driver->id, .unit = driver->unit, .place = node->place};
    if (!apn__is_mapping(reader, node, trail, "a group of keys with their values"))
        return;
    apn__read_mapping(reader, node, trail, &revision_table, &text);
    read_sets(reader, node, trail, &text, &later);
    apn__read_facts(reader, &text.facts, trail, &later);
    check_status(reader, text.facts.status, trail, &later, latest_status(driver));
    driver->revised[driver->revised_count++] = later;
}

static void read_revised(apn__reader *reader, const apn__node *node, const apn__trail *up,
                         apn__driver *driver)
{
    size_t at = 0;
    if (node == NULL)
        return;
    apn__trail trail = apn__trail_of_key(up, node);
    if (!apn__is_list(reader, node, &trail, "a list of revised figures, each with its `status`"))
        return;
    driver->revised = apn__keep(reader, node->count, sizeof *driver->revised);
    if (driver->revised == NULL)
        return;
    for (const apn__node *entry = node->first; entry != NULL; entry = entry->next) {
        apn__trail here = {&trail, {"", 0}, ++at};
        read_revision(reader, entry, &here, driver);
    }
}

static void read_driver(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                        apn__driver *driver)
{
    driver_text text = {.unit = ""};
    *driver = (apn__driver){
        .id = apn__keep_text(reader, node->key), .unit = "", .place = node->key_place};
    if (!apn__is_mapping(reader, node, trail, "a group of keys with their values"))
        return;
    apn__read_mapping(reader, node, trail, &driver_table, &text);
    driver->unit = text.unit;
    read_sets(reader, node, trail, &text, driver);
    apn__read_facts(reader, &text.facts, trail, driver);
    read_revised(reader, text.revised, trail, driver);
}

void apn__read_drivers(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    apn_agreement *agreement = reader->agreement;
    if (!apn__is_mapping(reader, node, trail, "a group of drivers, each under its id"))
        return;
    apn__index_mapping(reader, node, trail, "a driver", &reader->drivers);
    agreement->drivers = apn__keep(reader, node->count, sizeof *agreement->drivers);
    if (agreement->drivers == NULL)
        return;
    for (const apn__node *child = node->first; child != NULL; child = child->next) {
        apn__trail here = apn__trail_of_key(trail, child);
        read_driver(reader, child, &here, &agreement->drivers[agreement->driver_count++]);
    }
}
