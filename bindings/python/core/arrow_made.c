/* The stream over a made table: schema and batches point into it, and each holds it until it is
 * released, on whatever thread that is. A child may outlive its parent, so each holds the table by
 * itself. */
#include "arrow_made.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

made_table *made_table_new(size_t columns_count)
{
    made_table *table = calloc(1, sizeof *table);
    if (table) {
        table->holders = 1;
        table->columns = calloc(columns_count ? columns_count : 1, sizeof *table->columns);
        table->columns_count = columns_count;
    }
    if (table && !table->columns) {
        free(table);
        table = NULL;
    }
    return table;
}

bool made_table_column(made_table *table, size_t column, const char *name, const char *format)
{
    made_column *made = &table->columns[column];
    size_t size = strlen(name) + 1;
    made->name = malloc(size);
    if (made->name)
        memcpy(made->name, name, size);
    snprintf(made->format, sizeof made->format, "%s", format);
    return made->name != NULL;
}

made_batch *made_table_batch(made_table *table, size_t rows)
{
    size_t count = table->batches_count;
    if ((count & (count + 1)) == 0) { /* grows to 1, 3, 7, 15 … */
        made_batch *more = realloc(table->batches, (2 * count + 1) * sizeof *more);
        if (!more)
            return NULL;
        table->batches = more;
    }
    made_batch *batch = &table->batches[count];
    *batch = (made_batch){.rows = rows};
    batch->cells = calloc(table->columns_count ? table->columns_count : 1, sizeof *batch->cells);
    if (!batch->cells)
        return NULL;
    table->batches_count++;
    return batch;
}

void *made_buffer(size_t size)
{
    return calloc(size ? size : 1, 1);
}

made_table *made_table_ref(made_table *table)
{
    __atomic_add_fetch(&table->holders, 1, __ATOMIC_RELAXED);
    return table;
}

void made_table_unref(made_table *table)
{
    if (!table || __atomic_sub_fetch(&table->holders, 1, __ATOMIC_ACQ_REL) > 0)
        return;
    for (size_t b = 0; b < table->batches_count; b++) {
        for (size_t c = 0; c < table->columns_count; c++)
            for (size_t i = 0; i < 3; i++)
                free((void *)(uintptr_t)table->batches[b].cells[c].buffers[i]);
        free(table->batches[b].cells);
    }
    for (size_t c = 0; c < table->columns_count; c++)
        free(table->columns[c].name);
    free(table->batches);
    free(table->columns);
    free(table);
}

static void child_schema_release(struct ArrowSchema *schema)
{
    made_table_unref(schema->private_data);
    schema->release = NULL;
}

static void schema_release(struct ArrowSchema *schema)
{
    for (int64_t i = 0; i < schema->n_children; i++)
        if (schema->children[i]->release)
            schema->children[i]->release(schema->children[i]);
    free(schema->private_data); /* the children and their addresses, in one */
    schema->release = NULL;
}

/* `count` addresses, and behind them what they show. NULL when there is no memory. */
static void *family(size_t count, size_t size)
{
    char *block = calloc(1, count * (sizeof(void *) + size) + 1);
    for (size_t i = 0; block && i < count; i++)
        ((void **)(void *)block)[i] = block + count * sizeof(void *) + i * size;
    return block;
}

bool made_table_schema(made_table *table, struct ArrowSchema *out)
{
    struct ArrowSchema **children = family(table->columns_count, sizeof **children);
    if (!children)
        return false;
    for (size_t i = 0; i < table->columns_count; i++)
        *children[i] = (struct ArrowSchema){.format = table->columns[i].format,
                                            .name = table->columns[i].name,
                                            .flags = ARROW_FLAG_NULLABLE,
                                            .release = child_schema_release,
                                            .private_data = made_table_ref(table)};
    *out = (struct ArrowSchema){.format = "+s",
                                .name = "",
                                .n_children = (int64_t)table->columns_count,
                                .children = children,
                                .release = schema_release,
                                .private_data = children};
    return true;
}

static void child_array_release(struct ArrowArray *array)
{
    made_table_unref(array->private_data);
    array->release = NULL;
}

static void array_release(struct ArrowArray *array)
{
    for (int64_t i = 0; i < array->n_children; i++)
        if (array->children[i]->release)
            array->children[i]->release(array->children[i]);
    free(array->private_data);
    array->release = NULL;
}

static bool batch_export(made_table *table, const made_batch *batch, struct ArrowArray *out)
{
    static const void *no_validity[1] = {NULL};
    struct ArrowArray **children = family(table->columns_count, sizeof **children);
    if (!children)
        return false;
    for (size_t i = 0; i < table->columns_count; i++)
        *children[i] = (struct ArrowArray){
            .length = (int64_t)batch->rows,
            .null_count = batch->cells[i].null_count,
            .n_buffers = table->columns[i].format[0] == 'u' ? 3 : 2,
            .buffers = batch->cells[i].buffers,
            .release = child_array_release,
            .private_data = made_table_ref(table),
        };
    *out = (struct ArrowArray){.length = (int64_t)batch->rows,
                               .n_buffers = 1,
                               .n_children = (int64_t)table->columns_count,
                               .buffers = no_validity,
                               .children = children,
                               .release = array_release,
                               .private_data = children};
    return true;
}

typedef struct walk {
    made_table *table;
    size_t next;
} walk;

static int stream_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    return made_table_schema(((walk *)stream->private_data)->table, out) ? 0 : ENOMEM;
}

static int stream_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    walk *at = stream->private_data;
    if (at->next == at->table->batches_count) {
        *out = (struct ArrowArray){0};
        return 0;
    }
    if (!batch_export(at->table, &at->table->batches[at->next], out))
        return ENOMEM;
    at->next++;
    return 0;
}

static const char *stream_error(struct ArrowArrayStream *stream)
{
    (void)stream;
    return "out of memory";
}

static void stream_release(struct ArrowArrayStream *stream)
{
    made_table_unref(((walk *)stream->private_data)->table);
    free(stream->private_data);
    stream->release = NULL;
}

void made_table_export(made_table *table, struct ArrowArrayStream *out)
{
    walk *at = calloc(1, sizeof *at);
    *out = (struct ArrowArrayStream){0};
    if (!at)
        return;
    at->table = made_table_ref(table);
    *out = (struct ArrowArrayStream){.get_schema = stream_schema,
                                     .get_next = stream_next,
                                     .get_last_error = stream_error,
                                     .release = stream_release,
                                     .private_data = at};
}
