/* read_exits.c: parties that leave: the notice that they gave, and the last day that it allows.
 * What an exit costs is in read_exit_costs.c. */
#include "agreement_reader.h"

enum { MOST_MONTHS = 120 };

typedef struct exit_text {
    const apn__node *notice, *costs, *written_off;
} exit_text;

static const apn__key exit_keys[] = {
    APN__KEY(exit_text, notice, "notice", apn__keep_node),
    APN__KEY(exit_text, costs, "costs", apn__keep_node),
    APN__KEY(exit_text, written_off, "written_off", apn__keep_node),
};
static const apn__table exit_table = APN__TABLE("an exit", exit_keys);

typedef struct notice_text {
    apn__edge given;
    const apn__node *months;
    const char *waived;
} notice_text;

static const apn__key notice_keys[] = {
    APN__REQUIRED(notice_text, given, "given", apn__read_edge),
    APN__REQUIRED(notice_text, months, "months", apn__keep_node),
    APN__KEY(notice_text, waived, "waived", apn__read_text),
};
static const apn__table notice_table = APN__TABLE("`notice`", notice_keys);

apn__day apn__notice_ends(apn__day given, unsigned months)
{
    apn__date begins = apn__date_of(given);
    int month = begins.month - 1 + (int)months;
    apn__date ends = {begins.year + month / 12, month % 12 + 1, begins.day};
    int length = apn__days_in_month(ends.year, ends.month);
    if (begins.day <= length)
        return apn__day_of(ends) - 1;
    ends.day = length; /* the month does not have the day: it ends with the month */
    return apn__day_of(ends);
}

static void read_notice(apn__reader *reader, const apn__node *node, const apn__trail *up,
                        apn__exit *exit)
{
    apn__trail trail = apn__trail_of_key(up, node);
    notice_text text = {.waived = ""};
    if (!apn__is_mapping(reader, node, &trail,
                         "a group of keys, as {given: 2018-10-09, months: 12}"))
        return;
    apn__read_mapping(reader, node, &trail, &notice_table, &text);
    if (text.months == NULL)
        return;
    apn__trail here = apn__trail_of_key(&trail, text.months);
    if (!apn__read_whole(reader, text.months, &here, MOST_MONTHS, &exit->months) ||
        text.given.day == 0)
        return;
    exit->given = text.given;
    exit->waived = text.waived;
    exit->earliest = apn__notice_ends(text.given.day, exit->months);
}

/* The leaver, which has a last day. */
static void read_leaver(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                        apn__exit *exit)
{
    exit->party =
        apn__find_id(reader, &reader->parties, node->key, node->key_place, trail, "party");
    if (exit->party == APN__NONE || reader->agreement->parties[exit->party].period.until.day != 0)
        return;
    apn__fault(reader, APN_MISSING_KEY, node->key_place, trail,
               "`%.*s` is listed among those that leave, and has no last day: give the party its "
               "`left`, as 2019-10-08",
               APN__SHOW(node->key));
}

static void read_exit(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      apn__exit *exit)
{
    exit_text text = {0};
    exit->waived = "";
    read_leaver(reader, node, trail, exit);
    if (!apn__is_mapping(reader, node, trail, "a group of keys, as {notice: {…}, costs: […]}"))
        return;
    apn__read_mapping(reader, node, trail, &exit_table, &text);
    if (text.notice != NULL)
        read_notice(reader, text.notice, trail, exit);
    if (text.costs != NULL)
        apn__read_exit_costs(reader, text.costs, trail, exit);
    if (text.written_off != NULL)
        apn__read_written_off(reader, text.written_off, trail, exit);
}

size_t apn__count_exit_costs(const apn__node *exits)
{
    size_t count = 0;
    for (const apn__node *child = exits == NULL ? NULL : exits->first; child != NULL;
         child = child->next) {
        const apn__node *costs = apn__node_find(child, "costs");
        count += costs == NULL ? 0 : costs->count;
    }
    return count;
}

void apn__read_exits(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    apn_agreement *agreement = reader->agreement;
    if (!apn__is_mapping(reader, node, trail, "a group of keys, one for each party that leaves"))
        return;
    if (agreement->lines == NULL)
        agreement->lines = apn__keep(reader, reader->exit_lines, sizeof *agreement->lines);
    agreement->exits = apn__keep(reader, node->count, sizeof *agreement->exits);
    if (agreement->lines == NULL || agreement->exits == NULL)
        return;
    for (const apn__node *child = node->first; child != NULL && !reader->no_memory;
         child = child->next) {
        apn__trail here = apn__trail_of_key(trail, child);
        read_exit(reader, child, &here, &agreement->exits[agreement->exit_count++]);
    }
}
