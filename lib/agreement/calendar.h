/* calendar.h: days of the proleptic Gregorian calendar as numbers, and stretches of days. */
#ifndef APN_AGREEMENT_CALENDAR_H
#define APN_AGREEMENT_CALENDAR_H

#include <stdbool.h>

#include "findings.h"

typedef struct apn__date {
    int year, month, day; /* year 0: no date */
} apn__date;

/* A day by its number: 1 is 1 March of the year 0, and the next day has the next number. 0: no day.
 */
typedef int apn__day;

/* Requires: a date of the calendar, in the years 1 to 9999. */
apn__day apn__day_of(apn__date date);

/* Requires: day > 0. */
apn__date apn__date_of(apn__day day);

enum { APN__DAY_SIZE = 16 };

/* "2015-04-01". buffer has APN__DAY_SIZE bytes. Returns it. */
const char *apn__day_write(apn__day day, char *buffer);

/* The first and the last day of the month that has the day. */
apn__day apn__month_first(apn__day day);
apn__day apn__month_last(apn__day day);

/* How many months begin from `first` to `last`. Requires: `first` is the first day of a month and
 * `last` the last one of a month, not before it. */
int apn__months(apn__day first, apn__day last);

/* How many days `month` (1 to 12) has. */
int apn__days_in_month(int year, int month);

/* One end of a stretch of days; day 0: open. */
typedef struct apn__edge {
    apn__day day;
    apn__place place;
} apn__edge;

/* Both days included. */
typedef struct apn__period {
    apn__edge from, until;
} apn__period;

/* Whether the day lies in the period. */
bool apn__period_has(const apn__period *period, apn__day day);

/* Whether any day lies in both. */
bool apn__periods_overlap(const apn__period *a, const apn__period *b);

#endif
