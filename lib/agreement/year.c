/* year.c: financial years and calendar dates. A year is known by the calendar year that it begins
 * in. */
#include "agreement_year.h"

#include <stdio.h>

enum { FIRST_YEAR = 1000, LAST_YEAR = 9998 };

static bool read_digits(apn__text text, size_t at, size_t count, int *value)
{
    *value = 0;
    for (size_t i = at; i < at + count; i++) {
        if (i >= text.length || text.bytes[i] < '0' || text.bytes[i] > '9')
            return false;
        *value = *value * 10 + (text.bytes[i] - '0');
    }
    return true;
}

bool apn__year_read(apn__text text, apn__year *year)
{
    int begins, ends;
    bool two_digits = text.length == 7;
    if (!two_digits && text.length != 9)
        return false;
    if (text.bytes[4] != '/' && text.bytes[4] != '-')
        return false;
    if (!read_digits(text, 0, 4, &begins) || !read_digits(text, 5, two_digits ? 2 : 4, &ends))
        return false;
    if (begins < FIRST_YEAR || begins > LAST_YEAR)
        return false;
    if (ends != (two_digits ? (begins + 1) % 100 : begins + 1))
        return false;
    *year = begins;
    return true;
}

void apn__year_write(apn__year year, char *buffer)
{
    snprintf(buffer, 16, "%04d/%02d", year, (year + 1) % 100);
}

bool apn__date_read(apn__text text, apn__date *date)
{
    apn__date read;
    if (text.length != 10 || text.bytes[4] != '-' || text.bytes[7] != '-')
        return false;
    if (!read_digits(text, 0, 4, &read.year) || !read_digits(text, 5, 2, &read.month) ||
        !read_digits(text, 8, 2, &read.day))
        return false;
    if (read.year < FIRST_YEAR || read.month < 1 || read.month > 12 || read.day < 1 ||
        read.day > apn__days_in_month(read.year, read.month))
        return false;
    *date = read;
    return true;
}

bool apn__month_read(apn__text text, apn__month *month)
{
    int year, number;
    if (text.length != 7 || text.bytes[4] != '-')
        return false;
    if (!read_digits(text, 0, 4, &year) || !read_digits(text, 5, 2, &number))
        return false;
    if (year < FIRST_YEAR || number < 1 || number > 12)
        return false;
    *month = 12 * year + number - 1;
    return true;
}

bool apn__month_day_read(apn__text text, int *month, int *day)
{
    int read_month, read_day;
    if (text.length != 5 || text.bytes[2] != '-')
        return false;
    if (!read_digits(text, 0, 2, &read_month) || !read_digits(text, 3, 2, &read_day))
        return false;
    if (read_month < 1 || read_month > 12 || read_day < 1 ||
        read_day > apn__days_in_month(FIRST_YEAR + 1, read_month))
        return false;
    *month = read_month;
    *day = read_day;
    return true;
}

apn__day apn__year_first(const apn_agreement *agreement, apn__year year)
{
    return apn__day_of((apn__date){year, agreement->year_month, agreement->year_day});
}

apn__year apn__year_of(const apn_agreement *agreement, apn__day day)
{
    int year = apn__date_of(day).year;
    return day < apn__year_first(agreement, year) ? year - 1 : year;
}

bool apn__agreement_covers(const apn_agreement *agreement, apn__year year)
{
    apn__period days = {{.day = apn__year_first(agreement, year)},
                        {.day = apn__year_first(agreement, year + 1) - 1}};
    return apn__periods_overlap(&days, &agreement->effective);
}
