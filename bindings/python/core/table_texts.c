/* The columns of a small table, such as a basis, as texts. */
#include "core.h"
#include "arrow_read.h"

#include <string.h>

enum { COLUMNS = 8 };

typedef struct text_columns {
    Py_ssize_t count;
    int64_t places[COLUMNS];
    cell_type types[COLUMNS];
    PyObject *lists[COLUMNS];
} text_columns;

static int columns_find(core_state *state, const struct ArrowSchema *schema, PyObject *names,
                        text_columns *out)
{
    char message[300];
    out->count = PyTuple_Size(names);
    if (out->count > COLUMNS) {
        PyErr_SetString(PyExc_ValueError, "too many columns");
        return -1;
    }
    for (Py_ssize_t i = 0; i < out->count; i++) {
        const char *name = core_text(PyTuple_GetItem(names, i), NULL);
        if (!name)
            return -1;
        out->places[i] = column_of(schema, name);
        if (out->places[i] >= 0)
            out->types[i] = cell_type_of(schema->children[out->places[i]]);
        if (out->places[i] >= 0 && out->types[i].kind != CELL_REFUSED)
            continue;
        bool there = out->places[i] >= 0;
        PyOS_snprintf(message, sizeof message, "the column `%.60s` %s%s", name,
                      there ? "cannot be used: " : "is not there",
                      there ? out->types[i].fault : "");
        core_raise_status(state, there ? APN_USAGE : APN_UNKNOWN_ID, "basis", message);
        return -1;
    }
    return 0;
}

static int cell_add(const cell_view *view, size_t row, PyObject *list)
{
    char scratch[CELL_TEXT_SIZE];
    size_t length = 0;
    PyObject *text;
    if (cell_is_null(view, row)) {
        text = Py_NewRef(Py_None);
    } else {
        const char *bytes = cell_text(view, row, scratch, &length);
        text = PyUnicode_DecodeUTF8(bytes, (Py_ssize_t)length, NULL);
    }
    int result = text ? PyList_Append(list, text) : -1;
    Py_XDECREF(text);
    return result;
}

static int batch_add(text_columns *columns, const struct ArrowArray *batch)
{
    int result = 0;
    for (Py_ssize_t i = 0; i < columns->count; i++) {
        cell_view view = cell_view_of(columns->types[i], batch, columns->places[i]);
        for (size_t row = 0; result == 0 && row < (size_t)batch->length; row++)
            result = cell_add(&view, row, columns->lists[i]);
    }
    return result;
}

static int stream_failed(core_state *state, struct ArrowArrayStream *stream)
{
    const char *why = stream->get_last_error ? stream->get_last_error(stream) : NULL;
    core_raise_status(state, APN_IO, "basis", why ? why : "the table cannot be read");
    return -1;
}

static int batches_add(core_state *state, struct ArrowArrayStream *stream, text_columns *columns)
{
    int result = 0;
    while (result == 0) {
        struct ArrowArray batch = {0};
        PyThreadState *thread = PyEval_SaveThread();
        int code = stream->get_next(stream, &batch);
        PyEval_RestoreThread(thread);
        if (code != 0)
            return stream_failed(state, stream);
        if (!batch.release)
            break;
        result = batch_add(columns, &batch);
        batch.release(&batch);
    }
    return result;
}

PyObject *core_texts_of(core_state *state, struct ArrowArrayStream *stream, PyObject *names)
{
    text_columns columns = {0};
    struct ArrowSchema schema = {0};
    PyThreadState *thread = PyEval_SaveThread();
    int code = stream->get_schema(stream, &schema);
    PyEval_RestoreThread(thread);
    int result =
        code != 0 ? stream_failed(state, stream) : columns_find(state, &schema, names, &columns);
    if (schema.release)
        schema.release(&schema);
    PyObject *read = result == 0 ? PyList_New(columns.count) : NULL;
    for (Py_ssize_t i = 0; read && i < columns.count; i++) {
        columns.lists[i] = PyList_New(0);
        if (!columns.lists[i] || PyList_SetItem(read, i, columns.lists[i]) < 0)
            Py_CLEAR(read);
    }
    if (read && batches_add(state, stream, &columns) < 0)
        Py_CLEAR(read);
    return read;
}
