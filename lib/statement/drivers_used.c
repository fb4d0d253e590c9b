/* drivers_used.c: the section that lists the figures a statement was shared by: of which year, as
 * at which day or over which days, how final, from where. It is there when the agreement says any
 * of that of them. */
#include "section.h"

struct apn__used {
    const apn__driver *holder; /* the driver, or the revision whose figures they are */
    const apn__value_set *set;
    struct apn__used *next; /* by ascending year */
};

void apn__note_used(const apn__evaluation *evaluation, size_t driver, const apn__driver *holder,
                    const apn__value_set *set)
{
    struct apn__used **at = &evaluation->used[driver], *made;
    while (*at != NULL && (*at)->set != set && (*at)->set->year < set->year)
        at = &(*at)->next;
    if (*at != NULL && (*at)->set == set)
        return;
    made = apn__arena_alloc(evaluation->arena, 1, sizeof *made);
    if (made == NULL) {
        apn__findings_fail_memory(evaluation->findings);
        return;
    }
    *made = (struct apn__used){holder, set, *at};
    *at = made;
}

/* What is said of the figures of one year, or of all. */
static apn__facts facts_of(const struct apn__used *used)
{
    apn__facts facts = used->set->facts;
    const apn__facts *all = &used->holder->facts;
    if (facts.as_at == NULL)
        facts.as_at = all->as_at;
    if (facts.source == NULL)
        facts.source = all->source;
    if (facts.window.from.day == 0)
        facts.window = all->window;
    if (facts.status == APN_FIGURES_UNSAID)
        facts.status = all->status;
    return facts;
}

static bool is_anything(const apn__facts *facts)
{
    return facts->as_at != NULL || facts->source != NULL || facts->window.from.day != 0 ||
           facts->status != APN_FIGURES_UNSAID;
}

typedef struct listing {
    apn__arena *arena;
    apn__section *section;
    size_t row;
    bool no_memory;
} listing;

static void put(listing *list, size_t column, const char *text)
{
    if (text == NULL)
        list->no_memory = true;
    else
        apn__section_text(list->section, list->row, column, text, text);
}

static void put_day(listing *list, size_t column, apn__day day)
{
    char text[APN__DAY_SIZE];
    if (day != 0)
        put(list, column,
            apn__arena_copy(list->arena, apn__day_write(day, text), APN__DAY_SIZE - 1));
}

static void put_row(listing *list, const struct apn__used *used)
{
    apn__facts facts = facts_of(used);
    char year[16] = "";
    if (used->set->year != APN__EVERY_YEAR)
        apn__year_write(used->set->year, year);
    put(list, 0, used->holder->id);
    put(list, 1, apn__arena_copy(list->arena, year, strlen(year)));
    put(list, 2, used->holder->unit);
    put(list, 3, facts.as_at == NULL ? "" : facts.as_at);
    put_day(list, 4, facts.window.from.day);
    put_day(list, 5, facts.window.until.day);
    put(list, 6, apn_figures_status_word(facts.status));
    put(list, 7, facts.source == NULL ? "" : facts.source);
    list->row++;
}

apn_status apn__section_drivers(const apn__evaluation *evaluation, apn_statement *statement,
                                apn_error *err)
{
    static const apn_section_column columns[] = {
        {"driver", "Driver", APN_COLUMN_TEXT, 0}, {"year", "Year", APN_COLUMN_TEXT, 0},
        {"unit", "Unit", APN_COLUMN_TEXT, 0},     {"as_at", "As at", APN_COLUMN_TEXT, 0},
        {"from", "From", APN_COLUMN_TEXT, 0},     {"to", "To", APN_COLUMN_TEXT, 0},
        {"status", "Status", APN_COLUMN_TEXT, 0}, {"source", "Source", APN_COLUMN_TEXT, 0},
    };
    apn_section_info info = {"drivers", "Figures used", "", 0, sizeof columns / sizeof *columns};
    listing list = {.arena = statement->arena};
    bool any = false;
    for (size_t i = 0; i < evaluation->agreement->driver_count; i++)
        for (struct apn__used *used = evaluation->used[i]; used != NULL; used = used->next) {
            apn__facts facts = facts_of(used);
            any = any || is_anything(&facts);
            info.rows++;
        }
    if (!any)
        return APN_OK;
    list.section = apn__section_add(statement, &info, columns);
    if (list.section == NULL)
        return apn__fail_memory(err);
    for (size_t i = 0; i < evaluation->agreement->driver_count; i++)
        for (struct apn__used *used = evaluation->used[i]; used != NULL; used = used->next)
            put_row(&list, used);
    return list.no_memory ? apn__fail_memory(err)
                          : apn__section_close(list.section, statement, err);
}
