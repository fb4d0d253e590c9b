/* arrow_read.h: the cells of a column that another library holds. Nothing is copied. */
#ifndef APPORTION_PYTHON_ARROW_READ_H
#define APPORTION_PYTHON_ARROW_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "apportion/apportion.h"
#include "arrow_abi.h"

typedef __int128 cell_int;

typedef enum cell_kind {
    CELL_REFUSED = 0, /* `fault` of the type says why */
    CELL_SIGNED,      /* whole numbers, and decimals by their scale */
    CELL_UNSIGNED,
    CELL_TEXT,      /* offsets of 32 bits */
    CELL_LONG_TEXT, /* of 64 bits */
    CELL_TEXT_VIEW,
    CELL_DICTIONARY /* the index is of `width`; the values are texts */
} cell_kind;

/* What the cells of a column are, from its schema. */
typedef struct cell_type {
    cell_kind kind, values; /* values: of a dictionary */
    size_t width;           /* bytes of a whole number */
    int scale;
    bool is_signed; /* a dictionary's index */
    const char *fault;
} cell_type;

/* One column of one batch. The first cell is `offset`, wherever slices began. */
typedef struct cell_view {
    cell_type type;
    const struct ArrowArray *array;
    size_t offset;
} cell_view;

/* Room for the text of a number. */
#define CELL_TEXT_SIZE 96

cell_type cell_type_of(const struct ArrowSchema *schema);

/* The column of that name, or -1. */
int64_t column_of(const struct ArrowSchema *schema, const char *name);

cell_view cell_view_of(cell_type type, const struct ArrowArray *batch, int64_t column);

bool cell_is_null(const cell_view *view, size_t row);

/* The number without its point. Only of numbers. */
cell_int cell_number(const cell_view *view, size_t row);

/* The cell as text, in the column's own memory or in `scratch`. Not of a null. */
const char *cell_text(const cell_view *view, size_t row, char scratch[CELL_TEXT_SIZE],
                      size_t *length);

/* The cell as a decimal. Errors: APN_NUMBER. */
apn_status cell_decimal(const cell_view *view, size_t row, apn_decimal *out, apn_error *err);

#endif
