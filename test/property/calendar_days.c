/* calendar_days: every day of 400 years, one a line: its number, the date written, how it is read
 * back, the first and the last day of its month, and the months from the first one's to its own. */
#include <stdio.h>

#include "calendar.h"

int main(void)
{
    apn__day first = apn__day_of((apn__date){1800, 1, 1});
    apn__day last = apn__day_of((apn__date){2199, 12, 31});
    for (apn__day day = first; day <= last; day++) {
        char date[APN__DAY_SIZE], begins[APN__DAY_SIZE], ends[APN__DAY_SIZE];
        apn__day back = apn__day_of(apn__date_of(day));
        printf("%d %s %d %s %s %d\n", day - first, apn__day_write(day, date), back - first,
               apn__day_write(apn__month_first(day), begins),
               apn__day_write(apn__month_last(day), ends),
               apn__months(first, apn__month_last(day)));
    }
    /* The ends of what can be written. */
    char date[APN__DAY_SIZE];
    printf("%s", apn__day_write(apn__day_of((apn__date){1000, 1, 1}), date));
    printf(" %s", apn__day_write(apn__day_of((apn__date){9999, 12, 31}), date));
    printf(" %d\n", apn__day_of((apn__date){9999, 12, 31}) - apn__day_of((apn__date){1000, 1, 1}));
    return 0;
}
