/* adjustment_report.h: an adjustment note in each format. */
#ifndef APN_REPORT_ADJUSTMENT_REPORT_H
#define APN_REPORT_ADJUSTMENT_REPORT_H

#include "apportion/report.h"
#include "page.h"

void apn__adjustment_write(apn__page *page, const apn_adjustment *note, apn_report_format format);

#endif
