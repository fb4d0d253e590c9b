/* grid.h: a table of amounts for people, in bands of as many columns as fit. */
#ifndef APPORTION_COMMAND_GRID_H
#define APPORTION_COMMAND_GRID_H

#include "apportion/apportion.h"
#include "files.h"

typedef struct grid {
    const char *corner;
    size_t rows, columns;
    const char *const *row_names, *const *column_names;
    const apn_decimal *amounts; /* rows x columns */
    const bool *starred;        /* which amounts have a star behind them; NULL: none */
    bool total;                 /* the last row adds up those before it */
} grid;

void put_grid(const output *out, const grid *shown);

#endif
