/* read_arose.c: the year or the days in which a liability arose, whose members and shares it has,
 * whenever it is charged. */
#include "agreement_reader.h"

static const apn__key arose_keys[] = {
    APN__REQUIRED(apn__period, from, "from", apn__read_edge),
    APN__REQUIRED(apn__period, until, "until", apn__read_edge),
};
static const apn__table arose_table = APN__TABLE("`arose`", arose_keys);

/* The days of a financial year, of which those of the agreement count. */
static void read_whole_year(apn__reader *reader, const apn__node *node, const apn__trail *up,
                            apn__period *days)
{
    apn__year year;
    if (!apn__read_year(reader, node, up, &year))
        return;
    days->from = (apn__edge){apn__year_first(reader->agreement, year), node->place};
    days->until = (apn__edge){apn__year_first(reader->agreement, year + 1) - 1, node->place};
}

static void check_life(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       const apn__line *line)
{
    if (line->life.from.day != 0 || line->life.until.day != 0)
        apn__fault(reader, APN_WRONG_TYPE, node->key_place, trail,
                   "the days on which the cost arose are those that count, and the line has `%s` "
                   "as well: take it out",
                   line->life.from.day != 0 ? "from" : "until");
}

/* All days have to lie within the agreement; of a year as a whole one at least, as of a year that
 * is charged: then those within it are the days. */
static void check_effective(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                            apn__period *days)
{
    const apn__period *held = &reader->agreement->effective;
    char first[APN__DAY_SIZE], last[APN__DAY_SIZE];
    bool early = days->from.day < held->from.day;
    bool late = held->until.day != 0 && days->until.day > held->until.day;
    bool outside = !apn__periods_overlap(days, held);
    if (outside || ((early || late) && node->kind == APN__MAPPING)) {
        apn__fault(reader, APN_OUTSIDE_AGREEMENT, node->place, trail,
                   "the cost arose from %s to %s, and %s of these lies within the agreement: "
                   "nobody was a party %s; mend the days, or `effective`",
                   apn__day_write(days->from.day, first), apn__day_write(days->until.day, last),
                   outside ? "no day" : "not every day", outside ? "then" : "on the others");
        return;
    }
    if (early)
        days->from.day = held->from.day;
    if (late)
        days->until.day = held->until.day;
}

void apn__check_arose(apn__reader *reader, const apn__node *node, const apn__trail *up,
                      const apn__line *line)
{
    apn__trail trail = apn__trail_of_key(up, node);
    char charged[16], first[APN__DAY_SIZE];
    for (apn_measure measure = APN_BUDGET; measure < APN__MEASURES; measure++) {
        const apn__figures *figures = &line->measures[measure];
        if (figures->count == 0 || line->arose.from.day == 0 ||
            line->arose.from.day < apn__year_first(reader->agreement, figures->list[0].year + 1))
            continue;
        apn__year_write(figures->list[0].year, charged);
        apn__fault(reader, APN_OUTSIDE_AGREEMENT, node->place, &trail,
                   "the line has a figure for %s, and its cost arose from %s on, after that year: "
                   "a cost is charged in the year in which it arose or later; mend `arose`, or the "
                   "year of the figure",
                   charged, apn__day_write(line->arose.from.day, first));
        return;
    }
}

void apn__read_arose(apn__reader *reader, const apn__node *node, const apn__trail *up,
                     apn__line *line)
{
    apn__period days = {0};
    if (node == NULL)
        return;
    apn__trail trail = apn__trail_of_key(up, node);
    if (node->kind == APN__MAPPING) {
        apn__read_mapping(reader, node, &trail, &arose_table, &days);
        apn__check_period(reader, &trail, &days, "the days end before they begin",
                          "`from` or `until`");
    } else {
        read_whole_year(reader, node, up, &days);
    }
    check_life(reader, node, &trail, line);
    if (days.from.day == 0 || days.until.day == 0)
        return;
    check_effective(reader, node, &trail, &days);
    line->arose = days;
}
