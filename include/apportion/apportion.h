/* apportion.h: the whole library. */
#ifndef APPORTION_APPORTION_H
#define APPORTION_APPORTION_H

#include "apportion/version.h"
#include "apportion/error.h"
#include "apportion/force.h"
#include "apportion/decimal.h"
#include "apportion/sheet.h"
#include "apportion/split.h"
#include "apportion/table.h"
#include "apportion/agreement.h"
#include "apportion/scenario.h"
#include "apportion/statement.h"
#include "apportion/comparison.h"
#include "apportion/sweep.h"
#include "apportion/issued.h"
#include "apportion/adjustment.h"
#include "apportion/netting.h"
#include "apportion/report.h"
#include "apportion/explain.h"
#include "apportion/verify.h"

#endif
