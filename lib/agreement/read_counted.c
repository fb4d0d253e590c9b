/* read_counted.c: bases on drivers: one driver, or a sum of drivers of one unit; in the year that
 * is shared, or another, or several. */
#include "basis_reader.h"

#include "library_limits.h"

static bool take_driver(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                        size_t *driver)
{
    *driver = APN__NONE;
    if (!apn__is_text(reader, node, trail, "the id of a driver"))
        return false;
    *driver = apn__find_id(reader, &reader->drivers, node->text, node->place, trail, "driver");
    return *driver != APN__NONE;
}

void apn__read_driver_kind(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                           apn__basis *basis)
{
    basis->kind = APN__DRIVER;
    basis->drivers = apn__keep(reader, 1, sizeof *basis->drivers);
    if (basis->drivers == NULL)
        return;
    basis->driver_count = 1;
    if (node->kind == APN__SCALAR)
        basis->name = apn__join_name(reader, "driver", node->text);
    (void)take_driver(reader, node, trail, &basis->drivers[0]);
}

static const char *unit_in_words(const apn__driver *driver)
{
    return *driver->unit == '\0' ? "something unsaid" : driver->unit;
}

/* Quantities of two kinds have no sum. */
static void check_unit(apn__reader *reader, const apn__basis *basis, const apn__node *node,
                       const apn__trail *trail)
{
    const apn__driver *drivers = reader->agreement->drivers;
    const apn__driver *first = &drivers[basis->drivers[0]];
    const apn__driver *next = &drivers[basis->drivers[basis->driver_count - 1]];
    if (strcmp(first->unit, next->unit) != 0)
        apn__fault(
            reader, APN_UNIT_MISMATCH, node->place, trail,
            "driver `%s` counts %s and driver `%s` %s, so they do not go together: give both "
            "one `unit`, or make a basis of each and `blend` them",
            next->id, unit_in_words(next), first->id, unit_in_words(first));
}

static bool is_named_already(const apn__basis *basis, size_t driver)
{
    for (size_t i = 0; i < basis->driver_count; i++) {
        if (basis->drivers[i] == driver)
            return true;
    }
    return false;
}

typedef struct term_text {
    const apn__node *driver;
} term_text;

static const apn__key term_keys[] = {
    APN__REQUIRED(term_text, driver, "driver", apn__keep_node),
};
static const apn__table term_table = APN__TABLE("a term of a sum", term_keys);

static void read_term(apn__reader *reader, const apn__node *entry, const apn__trail *trail,
                      apn__basis *basis)
{
    term_text text = {0};
    size_t driver;
    apn__read_mapping(reader, entry, trail, &term_table, &text);
    if (text.driver == NULL)
        return;
    apn__trail here = apn__trail_of_key(trail, text.driver);
    if (!take_driver(reader, text.driver, &here, &driver))
        return;
    if (is_named_already(basis, driver)) {
        apn__fault(reader, APN_DUPLICATE_ID, text.driver->place, &here,
                   "driver `%.*s` is in the sum already: keep it once",
                   APN__SHOW(text.driver->text));
        return;
    }
    basis->drivers[basis->driver_count++] = driver;
    check_unit(reader, basis, text.driver, &here);
}

void apn__read_sum(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                   apn__basis *basis)
{
    size_t at = 0;
    basis->kind = APN__COUNTED;
    if (!apn__is_list(reader, node, trail, "a list of drivers, each as {driver: main_grant}"))
        return;
    basis->drivers = apn__keep(reader, node->count, sizeof *basis->drivers);
    for (const apn__node *entry = node->first; entry != NULL && basis->drivers != NULL;
         entry = entry->next) {
        apn__trail here = {trail, {"", 0}, ++at};
        read_term(reader, entry, &here, basis);
    }
    if (node->first == NULL && !node->truncated)
        apn__fault(reader, APN_MISSING_KEY, node->place, trail,
                   "the sum has no terms: name its drivers, each as {driver: main_grant}");
}

typedef struct pay_text {
    const apn__node *contracted, *delivered;
} pay_text;

static const apn__key pay_keys[] = {
    APN__REQUIRED(pay_text, contracted, "contracted", apn__keep_node),
    APN__REQUIRED(pay_text, delivered, "delivered", apn__keep_node),
};
static const apn__table pay_table = APN__TABLE("take or pay", pay_keys);

void apn__read_take_or_pay(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                           apn__basis *basis)
{
    pay_text text = {0};
    basis->kind = APN__COUNTED;
    basis->take_or_pay = true;
    apn__read_mapping(reader, node, trail, &pay_table, &text);
    basis->drivers = apn__keep(reader, 2, sizeof *basis->drivers);
    if (basis->drivers == NULL || text.contracted == NULL || text.delivered == NULL)
        return;
    apn__trail contracted = apn__trail_of_key(trail, text.contracted);
    apn__trail delivered = apn__trail_of_key(trail, text.delivered);
    bool sound = take_driver(reader, text.contracted, &contracted, &basis->drivers[0]);
    sound = take_driver(reader, text.delivered, &delivered, &basis->drivers[1]) && sound;
    basis->driver_count = 2;
    if (sound)
        check_unit(reader, basis, text.delivered, &delivered);
}

static void read_year(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      apn__reference *reference)
{
    if (apn__is_text(reader, node, trail, "a financial year") &&
        !apn__year_read(node->text, &reference->year) &&
        !apn__fault_curly(reader, APN_NUMBER, node->text, node->place, trail))
        apn__fault(reader, APN_NUMBER, node->place, trail,
                   "`%.*s` is not a financial year: write it as 2015/16", APN__SHOW(node->text));
}

typedef struct average_text {
    const apn__node *years, *of;
} average_text;

static const apn__key average_keys[] = {
    APN__REQUIRED(average_text, years, "years", apn__keep_node),
    APN__REQUIRED(average_text, of, "of", apn__keep_node),
};
static const apn__table average_table = APN__TABLE("an average", average_keys);

static void read_average(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                         apn__reference *reference)
{
    static const char *const words[] = {"totals", "shares"};
    average_text text = {0};
    apn__read_mapping(reader, node, trail, &average_table, &text);
    if (text.years != NULL) {
        apn__trail here = apn__trail_of_key(trail, text.years);
        if (apn__read_whole(reader, text.years, &here, APN__LIMIT_YEARS_BACK, &reference->years) &&
            reference->years == 0)
            apn__fault(reader, APN_NUMBER, text.years->place, &here,
                       "an average is over at least one year: the year of the driver, and those "
                       "before it");
    }
    if (text.of != NULL) {
        apn__trail here = apn__trail_of_key(trail, text.of);
        reference->of_shares =
            apn__read_word(reader, text.of, &here, "what an average is taken of", words, 2) == 1;
    }
}

static const apn__node *first_of(const apn__reference_text *text)
{
    const apn__node *nodes[] = {text->year, text->lag_years, text->average};
    const apn__node *first = NULL;
    for (size_t i = 0; i < sizeof nodes / sizeof *nodes && first == NULL; i++)
        first = nodes[i];
    return first;
}

/* Only drivers have years. */
static void refuse_reference(apn__reader *reader, const apn__reference_text *text,
                             const apn__trail *up)
{
    const apn__node *first = first_of(text);
    if (first == NULL)
        return;
    apn__trail here = apn__trail_of_key(up, first);
    apn__fault(reader, APN_WRONG_TYPE, first->key_place, &here,
               "`%.*s` says which years of a driver count, and this basis has no `driver` or "
               "`sum`: take it out",
               APN__SHOW(first->key));
}

void apn__read_reference(apn__reader *reader, const apn__reference_text *text,
                         const apn__trail *trail, apn__basis *basis)
{
    apn__reference *reference = &basis->reference;
    *reference = (apn__reference){.year = APN__EVERY_YEAR, .years = 1};
    if (basis->kind != APN__DRIVER && basis->kind != APN__COUNTED) {
        refuse_reference(reader, text, trail);
        return;
    }
    if (text->year != NULL) {
        apn__trail here = apn__trail_of_key(trail, text->year);
        read_year(reader, text->year, &here, reference);
    }
    if (text->lag_years != NULL) {
        apn__trail here = apn__trail_of_key(trail, text->lag_years);
        (void)apn__read_whole(reader, text->lag_years, &here, APN__LIMIT_YEARS_BACK,
                              &reference->lag);
        if (text->year != NULL)
            apn__fault(reader, APN_WRONG_TYPE, text->lag_years->key_place, &here,
                       "the driver's year is either fixed by `year`, or `lag_years` before the "
                       "year that is shared, but not both: keep one");
    }
    if (text->average != NULL) {
        apn__trail here = apn__trail_of_key(trail, text->average);
        basis->kind = APN__COUNTED;
        read_average(reader, text->average, &here, reference);
    }
}
