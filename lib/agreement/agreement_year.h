/* agreement_year.h: calendar dates, for the readers. Financial years are in agreement_model.h. */
#ifndef APN_AGREEMENT_YEAR_H
#define APN_AGREEMENT_YEAR_H

#include "agreement_model.h"

/* "2015-04-01": true when text is a date of the calendar. */
bool apn__date_read(apn__text text, apn__date *date);

/* "2015-04": true when text is a month of the calendar. */
bool apn__month_read(apn__text text, apn__month *month);

/* "04-01": true when text is a day that every year has. */
bool apn__month_day_read(apn__text text, int *month, int *day);

#endif
