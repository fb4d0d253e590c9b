/* calendar.c: days by number. Counted from 1 March, a leap day is the last day of its year, so that
 * a month's first day is found without asking which year it is: the months from March have 31, 30,
 * 31, 30, 31 days, and so on again. */
#include "calendar.h"

#include <stdio.h>

enum { DAYS_IN_400_YEARS = 146097, MARCH = 3 };

/* Days before the month, in a year that begins in March; month 0 is March. */
static int days_before_month(int month)
{
    return (153 * month + 2) / 5;
}

/* Days before 1 March of the year, counted from 1 March of the year 0. */
static int days_before_year(int year)
{
    return 365 * year + year / 4 - year / 100 + year / 400;
}

int apn__days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

apn__day apn__day_of(apn__date date)
{
    bool before_march = date.month < MARCH;
    int year = before_march ? date.year - 1 : date.year;
    int month = before_march ? date.month + 12 - MARCH : date.month - MARCH;
    return days_before_year(year) + days_before_month(month) + date.day;
}

apn__date apn__date_of(apn__day day)
{
    /* A guess that is never too late and at most one year too early. */
    int before = day - 1, year = (int)((long long)before * 400 / DAYS_IN_400_YEARS), month;
    if (days_before_year(year) > before)
        year--;
    else if (days_before_year(year + 1) <= before)
        year++;
    before -= days_before_year(year);
    month = (5 * before + 2) / 153;
    before -= days_before_month(month);
    return month + MARCH > 12 ? (apn__date){year + 1, month + MARCH - 12, before + 1}
                              : (apn__date){year, month + MARCH, before + 1};
}

const char *apn__day_write(apn__day day, char *buffer)
{
    apn__date date = apn__date_of(day);
    (void)snprintf(buffer, APN__DAY_SIZE, "%04d-%02d-%02d", date.year % 10000, date.month % 100,
                   date.day % 100);
    return buffer;
}

apn__day apn__month_first(apn__day day)
{
    return day - apn__date_of(day).day + 1;
}

apn__day apn__month_last(apn__day day)
{
    apn__date date = apn__date_of(day);
    return day - date.day + apn__days_in_month(date.year, date.month);
}

int apn__months(apn__day first, apn__day last)
{
    apn__date a = apn__date_of(first), b = apn__date_of(last);
    return (b.year - a.year) * 12 + b.month - a.month + 1;
}

bool apn__period_has(const apn__period *period, apn__day day)
{
    return day >= period->from.day && (period->until.day == 0 || day <= period->until.day);
}

bool apn__periods_overlap(const apn__period *a, const apn__period *b)
{
    return (a->until.day == 0 || a->until.day >= b->from.day) &&
           (b->until.day == 0 || b->until.day >= a->from.day);
}
