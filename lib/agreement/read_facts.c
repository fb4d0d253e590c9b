/* read_facts.c: what is said of a driver's figures: the day of a count, the window of a quantity
 * that adds up over time, whether they are final, where they come from. Each holds for all years,
 * or is given by year. */
#include "agreement_reader.h"

/* Reads one thing that is said into the facts of one set. */
typedef void read_fact(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       apn__facts *facts);

static void read_as_at(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       apn__facts *facts)
{
    apn__date date = {0};
    apn__read_date(reader, node, trail, &date);
    if (date.year != 0)
        facts->as_at = apn__keep_text(reader, node->text);
}

static void read_source(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                        apn__facts *facts)
{
    apn__read_text(reader, node, trail, &facts->source);
}

static void read_status(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                        apn__facts *facts)
{
    static const char *const words[] = {"provisional", "final", "audited"};
    enum { COUNT = sizeof words / sizeof *words };
    size_t found = apn__read_word(reader, node, trail, "a status of figures", words, COUNT);
    if (found < COUNT)
        facts->status = (apn_figures_status)(found + 1);
}

static void read_window(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                        apn__facts *facts)
{
    static const apn__key keys[] = {
        APN__REQUIRED(apn__period, from, "from", apn__read_edge),
        APN__REQUIRED(apn__period, until, "to", apn__read_edge),
    };
    static const apn__table table = APN__TABLE("a window", keys);
    apn__read_mapping(reader, node, trail, &table, &facts->window);
    apn__check_period(reader, trail, &facts->window, "the window ends before it begins",
                      "`from` or `to`");
}

static bool is_by_year(const apn__node *node)
{
    apn__year year;
    return node->kind == APN__MAPPING && node->first != NULL &&
           apn__year_read(node->first->key, &year);
}

static apn__value_set *find_set(const apn__driver *driver, apn__year year)
{
    for (size_t i = 0; i < driver->set_count; i++) {
        if (driver->sets[i].year == year)
            return &driver->sets[i];
    }
    return NULL;
}

/* A year that is spoken of has figures. */
static void read_by_year(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                         read_fact *read, const apn__driver *driver)
{
    apn__year_entry *entries = NULL;
    size_t count = apn__read_years(reader, node, trail, false, &entries);
    for (size_t i = 0; i < count; i++) {
        const apn__node *entry = entries[i].node;
        apn__trail here = apn__trail_of_key(trail, entry);
        apn__value_set *set = find_set(driver, entries[i].year);
        if (set != NULL)
            read(reader, entry, &here, &set->facts);
        else
            apn__fault(reader, APN_MISSING_YEAR, entry->key_place, &here,
                       "driver `%s` has no set of values for %.*s alone, of which `%.*s` speaks: "
                       "add it under by_year, or take this out",
                       driver->id, APN__SHOW(entry->key), APN__SHOW(node->key));
    }
}

static void read_one(apn__reader *reader, const apn__node *node, const apn__trail *up,
                     read_fact *read, apn__driver *driver)
{
    if (node == NULL)
        return;
    apn__trail trail = apn__trail_of_key(up, node);
    if (is_by_year(node))
        read_by_year(reader, node, &trail, read, driver);
    else
        read(reader, node, &trail, &driver->facts);
}

void apn__read_facts(apn__reader *reader, const apn__fact_nodes *nodes, const apn__trail *trail,
                     apn__driver *driver)
{
    read_one(reader, nodes->as_at, trail, read_as_at, driver);
    read_one(reader, nodes->window, trail, read_window, driver);
    read_one(reader, nodes->status, trail, read_status, driver);
    read_one(reader, nodes->source, trail, read_source, driver);
}
