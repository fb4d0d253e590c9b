/* adjustment_table.h: the adjustment note for people. */
#ifndef APPORTION_COMMAND_ADJUSTMENT_TABLE_H
#define APPORTION_COMMAND_ADJUSTMENT_TABLE_H

#include "files.h"

void put_adjustment(const output *out, const apn_adjustment *note);

#endif
