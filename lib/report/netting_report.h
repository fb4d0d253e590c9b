/* netting_report.h: a netting in each format. */
#ifndef APN_REPORT_NETTING_REPORT_H
#define APN_REPORT_NETTING_REPORT_H

#include "apportion/report.h"
#include "page.h"

void apn__netting_write(apn__page *page, const apn_netting *netting, apn_report_format format);

#endif
