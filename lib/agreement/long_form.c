/* long_form.c: what a file says in short, said in long, so that a path can lead into it. */
#include "scenario_model.h"

#include <string.h>

#include "agreement_sheets.h"
#include "agreement_year.h"

/* The child of the key, or NULL. */
static const apn__node *find(const apn__node *mapping, apn__text key)
{
    for (const apn__node *each = mapping == NULL ? NULL : mapping->first; each != NULL;
         each = each->next) {
        if (apn__text_equal(each->key, key))
            return each;
    }
    return NULL;
}

/* The segment so many before the one at hand, or an empty one. */
static apn__text before(const apn__spot *spot, size_t at, size_t back)
{
    return back > at ? (apn__text){"", 0} : spot->segments[at - back];
}

bool apn__same_key(apn__text a, apn__text b)
{
    apn__year one, other;
    return apn__text_equal(a, b) ||
           (apn__year_read(a, &one) && apn__year_read(b, &other) && one == other);
}

apn__node *apn__spot_scalar(const apn__spot *spot, apn__text key, apn__text text)
{
    apn__node *node = apn__make_scalar(spot->reader, text, spot->place);
    if (node == NULL)
        return NULL;
    node->key = key;
    node->key_place = spot->place;
    return node;
}

/* Makes the value a mapping of one key, which has what the value was. */
static bool wrap(const apn__spot *spot, apn__node *value, const char *key)
{
    apn__node *inner = apn__node_copy(value, &(apn__renaming){0}, spot->reader->scratch);
    if (inner == NULL) {
        spot->reader->no_memory = true;
        apn__findings_fail_memory(spot->reader->findings);
        return false;
    }
    inner->key = apn__text_of(key);
    inner->key_place = value->place;
    inner->by_path = false;
    apn__node group = {.kind = APN__MAPPING, .place = value->place};
    apn__node_add(&group, inner);
    apn__node_replace(value, &group);
    return true;
}

/* Makes the value a copy of another. */
static bool take_copy(const apn__spot *spot, apn__node *value, const apn__node *from)
{
    apn__node *copy = apn__node_copy(from, &(apn__renaming){0}, spot->reader->scratch);
    if (copy == NULL) {
        spot->reader->no_memory = true;
        apn__findings_fail_memory(spot->reader->findings);
        return false;
    }
    apn__node_replace(value, copy);
    return true;
}

/* A basis that a line names: `equal`, or the basis of that id as though it stood in the line. */
static bool lengthen_basis(const apn__spot *spot, apn__node *value)
{
    if (!apn__text_is(value->text, "equal")) {
        const apn__node *named = find(apn__node_find(spot->root, "bases"), value->text);
        if (named == NULL || !take_copy(spot, value, named))
            return false;
    }
    if (value->kind == APN__MAPPING)
        return true;
    value->text = (apn__text){"all", 3};
    return wrap(spot, value, "equal");
}

/* What holds in every year, said for each year that the driver has figures for. */
static bool lengthen_fact(const apn__spot *spot, apn__node *value, size_t at)
{
    apn__year year;
    const apn__node *drivers = apn__node_find(spot->root, "drivers");
    const apn__node *driver = find(drivers, before(spot, at, 1));
    const apn__node *years = apn__node_find(driver, "by_year");
    if (years == NULL || !apn__year_read(spot->segments[at + 1], &year))
        return false;
    apn__node group = {.kind = APN__MAPPING, .place = value->place};
    for (const apn__node *each = years->first; each != NULL; each = each->next) {
        apn__node *copy = apn__node_copy(value, &(apn__renaming){0}, spot->reader->scratch);
        if (copy == NULL) {
            spot->reader->no_memory = true;
            apn__findings_fail_memory(spot->reader->findings);
            return false;
        }
        copy->key = each->key;
        copy->key_place = value->place;
        apn__node_add(&group, copy);
    }
    apn__node_replace(value, &group);
    return true;
}

bool apn__lengthen(const apn__spot *spot, apn__node *value, size_t at)
{
    apn__text key = spot->segments[at], up = before(spot, at, 1);
    bool of_driver = at == 2 && apn__text_is(spot->segments[0], "drivers");
    if (value->kind == APN__MAPPING && of_driver && apn__node_find(value, "from") != NULL)
        (void)lengthen_fact(spot, value,
                            at); /* a window for all years, unless a key of it is meant */
    if (value->kind != APN__SCALAR)
        return true;
    if (apn__text_is(key, "title") || apn__text_is(key, "name"))
        return wrap(spot, value, "en");
    if (apn__text_is(up, "exclude"))
        return wrap(spot, value, "reason");
    if (apn__text_is(up, "participants"))
        return wrap(spot, value, "id");
    if (apn__text_is(key, "basis") || (at == 1 && apn__text_is(up, "bases")))
        return lengthen_basis(spot, value);
    if (apn__text_is(key, "share") && apn__text_is(value->text, "exact")) {
        apn__node_replace(value, &(apn__node){.kind = APN__MAPPING, .place = value->place});
        return true;
    }
    return of_driver && lengthen_fact(spot, value, at);
}

/* Everybody, in listed order, as participants of a line that names nobody. */
static apn__node *name_everybody(const apn__spot *spot)
{
    const apn__node *parties = apn__node_find(spot->root, "parties");
    apn__node *list = apn__make_group(spot->reader, APN__SEQUENCE, spot->place);
    for (const apn__node *each = parties == NULL ? NULL : parties->first;
         each != NULL && list != NULL; each = each->next) {
        apn__text id = apn__entry_id(each, NULL);
        if (id.length > 0)
            apn__node_add(list, apn__spot_scalar(spot, (apn__text){"", 0}, id));
        if (spot->reader->no_memory)
            return NULL;
    }
    return list;
}

/* Every year that any key of the document is, each once, ascending, below `mapping`. */
static void add_years(const apn__spot *spot, const apn__node *node, const apn__node *values,
                      apn__node *mapping)
{
    for (const apn__node *child = node->first; child != NULL && !spot->reader->no_memory;
         child = child->next) {
        apn__year year;
        bool known = !apn__year_read(child->key, &year);
        for (const apn__node *each = mapping->first; each != NULL && !known; each = each->next)
            known = apn__same_key(each->key, child->key);
        if (!known) {
            apn__node *set = apn__node_copy(values, &(apn__renaming){0}, spot->reader->scratch);
            if (set == NULL) {
                spot->reader->no_memory = true;
                apn__findings_fail_memory(spot->reader->findings);
                return;
            }
            set->key = child->key;
            apn__node_add(mapping, set);
        }
        add_years(spot, child, values, mapping);
    }
}

/* `values`, which hold in every year, as `by_year`: for each year that the file speaks of. */
static apn__node *values_by_year(const apn__spot *spot, apn__node *driver, size_t at)
{
    apn__node *values = apn__node_find(driver, "values");
    apn__year year;
    if (values == NULL || at + 1 >= spot->count || !apn__year_read(spot->segments[at + 1], &year))
        return NULL;
    apn__node *sets = apn__make_group(spot->reader, APN__MAPPING, values->place);
    if (sets == NULL)
        return NULL;
    apn__node asked = {.kind = APN__MAPPING};
    apn__node named = {.key = spot->segments[at + 1]};
    apn__node_add(&asked, &named);
    add_years(spot, spot->root, values, sets);
    add_years(spot, &asked, values, sets);
    apn__node_remove(driver, values);
    sets->key_place = values->key_place;
    return sets;
}

apn__node *apn__spell_out(const apn__spot *spot, apn__node *mapping, size_t at)
{
    apn__text key = spot->segments[at];
    apn__node *made = NULL;
    if (at == 2 && apn__text_is(key, "participants") &&
        apn__text_is(spot->segments[0], "cost_lines"))
        made = name_everybody(spot);
    else if (at == 2 && apn__text_is(key, "by_year") && apn__text_is(spot->segments[0], "drivers"))
        made = values_by_year(spot, mapping, at);
    if (made == NULL)
        return NULL;
    made->key = key;
    if (made->key_place.file == NULL)
        made->key_place = spot->place;
    apn__node_add(mapping, made);
    return made;
}
