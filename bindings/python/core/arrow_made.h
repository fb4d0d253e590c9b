/* arrow_made.h: a table that leaves by the Arrow C stream interface. It is counted by reference,
 * and what was exported keeps it; so no cell is copied, and it can be taken any number of times. It
 * needs no lock of the interpreter. */
#ifndef APPORTION_PYTHON_ARROW_MADE_H
#define APPORTION_PYTHON_ARROW_MADE_H

#include <stdbool.h>
#include <stddef.h>

#include "arrow_abi.h"

#define MADE_FORMAT_SIZE 24

/* A column: its name and its Arrow format, "l", "u" or "d:38,2". */
typedef struct made_column {
    char *name;
    char format[MADE_FORMAT_SIZE];
} made_column;

/* The cells of a column in a batch: validity or NULL; data or offsets; the bytes of texts. */
typedef struct made_cells {
    const void *buffers[3];
    int64_t null_count;
} made_cells;

typedef struct made_batch {
    size_t rows;
    made_cells *cells; /* one for each column */
} made_batch;

typedef struct made_table {
    int holders;
    size_t columns_count, batches_count;
    made_column *columns;
    made_batch *batches;
} made_table;

/* NULL when there is no memory. */
made_table *made_table_new(size_t columns_count);
bool made_table_column(made_table *table, size_t column, const char *name, const char *format);

/* One more batch, whose buffers are NULL; or NULL. */
made_batch *made_table_batch(made_table *table, size_t rows);

/* Memory of a batch's buffers: zeros; NULL when there is none. */
void *made_buffer(size_t size);

made_table *made_table_ref(made_table *table);
void made_table_unref(made_table *table);

/* Fills a stream over the table, which it holds. */
void made_table_export(made_table *table, struct ArrowArrayStream *out);

/* Fills the table's schema; false when there is no memory. */
bool made_table_schema(made_table *table, struct ArrowSchema *out);

#endif
