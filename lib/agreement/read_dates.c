/* read_dates.c: dates, and the periods that two of them make. */
#include "agreement_reader.h"

#include "agreement_year.h"

static const char *const month_names[] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};

/* Why a text that looks like a date is none: the month has fewer days. False when it is otherwise.
 */
static bool fault_day(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    char first[] = "2000-01-01";
    apn__date date;
    if (node->text.length != sizeof first - 1)
        return false;
    memcpy(first, node->text.bytes, 8);
    if (!apn__date_read(apn__text_of(first), &date) ||
        strspn(node->text.bytes + 8, "0123456789") < 2)
        return false;
    apn__fault(reader, APN_WRONG_TYPE, node->place, trail,
               "`%.*s` is not a date of the calendar: %s %d has %d days", APN__SHOW(node->text),
               month_names[date.month - 1], date.year, apn__days_in_month(date.year, date.month));
    return true;
}

void apn__read_date(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                    void *field)
{
    if (!apn__is_text(reader, node, trail, "a date") || apn__date_read(node->text, field) ||
        fault_day(reader, node, trail))
        return;
    apn__fault(reader, APN_WRONG_TYPE, node->place, trail,
               "`%.*s` is not a date of the calendar: write year, month and day, as 2015-04-01",
               APN__SHOW(node->text));
}

void apn__read_edge(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                    void *field)
{
    apn__date date = {0};
    apn__edge *edge = field;
    apn__read_date(reader, node, trail, &date);
    if (date.year != 0)
        *edge = (apn__edge){apn__day_of(date), node->place};
}

void apn__check_period(apn__reader *reader, const apn__trail *trail, apn__period *period,
                       const char *fault, const char *keys)
{
    if (period->until.day == 0 || period->from.day <= period->until.day)
        return;
    apn__fault(reader, APN_WRONG_TYPE, period->until.place, trail, "%s: mend %s", fault, keys);
    *period = (apn__period){0};
}
