/* split_table: tables come and go by the Arrow PyCapsule interface. */
#include "core.h"
#include "table_job.h"

#include <stdlib.h>
#include <string.h>

typedef struct table_object {
    PyObject ob_base;
    made_table *table;
} table_object;

static void table_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    made_table_unref(((table_object *)self)->table);
    PyObject_Free(self);
    Py_DECREF(type);
}

static const char stream_name[] = "arrow_array_stream";

/* Nobody took the stream. */
static void capsule_end(PyObject *capsule)
{
    struct ArrowArrayStream *stream = PyCapsule_GetPointer(capsule, stream_name);
    if (stream && stream->release)
        stream->release(stream);
    free(stream);
}

static PyObject *table_stream(PyObject *self, PyObject *args)
{
    PyObject *requested = Py_None;
    if (!PyArg_ParseTuple(args, "|O", &requested)) /* a wish, which need not be met */
        return NULL;
    struct ArrowArrayStream *stream = calloc(1, sizeof *stream);
    if (!stream)
        return PyErr_NoMemory();
    made_table_export(((table_object *)self)->table, stream);
    PyObject *capsule =
        stream->release ? PyCapsule_New(stream, stream_name, capsule_end) : PyErr_NoMemory();
    if (!capsule) {
        if (stream->release)
            stream->release(stream);
        free(stream);
    }
    return capsule;
}

static PyObject *table_columns(PyObject *self, PyObject *unused)
{
    (void)unused;
    const made_table *table = ((table_object *)self)->table;
    PyObject *names = PyList_New((Py_ssize_t)table->columns_count);
    for (size_t i = 0; names && i < table->columns_count; i++) {
        PyObject *name = PyUnicode_FromString(table->columns[i].name);
        if (!name)
            Py_CLEAR(names);
        else
            PyList_SetItem(names, (Py_ssize_t)i, name);
    }
    return names;
}

static PyObject *table_rows(PyObject *self, PyObject *unused)
{
    (void)unused;
    const made_table *table = ((table_object *)self)->table;
    size_t rows = 0;
    for (size_t i = 0; i < table->batches_count; i++)
        rows += table->batches[i].rows;
    return PyLong_FromSize_t(rows);
}

static PyMethodDef methods[] = {
    {"stream", table_stream, METH_VARARGS, "stream(requested_schema=None) -> capsule"},
    {"columns", table_columns, METH_NOARGS, "The names of its columns."},
    {"rows", table_rows, METH_NOARGS, "How many rows."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_dealloc, (void *)table_dealloc},
    {Py_tp_methods, methods},
    {Py_tp_doc, (void *)"A table that was made. Frozen; any thread may read it."},
    {0, NULL},
};

static PyType_Spec spec = {
    .name = "apportion._core.Table",
    .basicsize = sizeof(table_object),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = slots,
};

int core_add_table(PyObject *module, core_state *state)
{
    state->table_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, NULL);
    return state->table_type ? PyModule_AddType(module, state->table_type) : -1;
}

/* Takes the stream out of the capsule that the object gives: it is the caller's to release. */
static int stream_take(PyObject *lines, struct ArrowArrayStream *out)
{
    PyObject *capsule = PyObject_CallMethod(lines, "__arrow_c_stream__", NULL);
    struct ArrowArrayStream *stream = capsule && PyCapsule_IsValid(capsule, stream_name)
                                          ? PyCapsule_GetPointer(capsule, stream_name)
                                          : NULL;
    if (capsule && (!stream || !stream->release)) {
        PyErr_SetString(PyExc_TypeError, "__arrow_c_stream__ did not give a stream");
        stream = NULL;
    }
    if (stream) {
        *out = *stream;
        stream->release = NULL;
    }
    Py_XDECREF(capsule);
    return stream ? 0 : -1;
}

static int stream_failed(core_state *state, struct ArrowArrayStream *stream)
{
    const char *why = stream->get_last_error ? stream->get_last_error(stream) : NULL;
    if (!PyErr_Occurred())
        core_raise_status(state, APN_IO, "lines", why ? why : "the table cannot be read");
    return -1;
}

/* One column by its name. */
static int column_read(core_state *state, const struct ArrowSchema *schema, const char *name,
                       int64_t *column, cell_type *type)
{
    char message[300];
    *column = column_of(schema, name);
    if (*column < 0) {
        PyOS_snprintf(message, sizeof message, "the table has no column `%.100s`", name);
        core_raise_status(state, APN_UNKNOWN_ID, "lines", message);
        return -1;
    }
    *type = cell_type_of(schema->children[*column]);
    if (type->kind != CELL_REFUSED)
        return 0;
    PyOS_snprintf(message, sizeof message, "the column `%.60s` cannot be used: %s", name,
                  type->fault);
    core_raise_status(state, APN_USAGE, "lines", message);
    return -1;
}

static int columns_read(core_state *state, struct ArrowArrayStream *stream, table_job *job,
                        const char *by)
{
    struct ArrowSchema schema = {0};
    PyThreadState *thread = PyEval_SaveThread();
    int code = stream->get_schema(stream, &schema);
    PyEval_RestoreThread(thread);
    if (code != 0)
        return stream_failed(state, stream);
    int result = 0;
    job->by_column = -1;
    if (!schema.format || strcmp(schema.format, "+s") != 0) {
        core_raise_status(state, APN_USAGE, "lines", "a table with columns is expected");
        result = -1;
    }
    if (result == 0)
        result =
            column_read(state, &schema, job->amount_name, &job->amount_column, &job->amount_type);
    if (result == 0 && by)
        result = column_read(state, &schema, by, &job->by_column, &job->by_type);
    if (schema.release)
        schema.release(&schema);
    return result;
}

/* Shares all batches. The lock is taken back now and then, so that Ctrl-C is heard. */
static int lines_share(core_state *state, struct ArrowArrayStream *stream, table_job *job)
{
    PyThreadState *thread = PyEval_SaveThread();
    apn_status status = table_job_begin(job);
    size_t since = 0;
    int result = 0;
    while (status == APN_OK && result == 0) {
        struct ArrowArray batch = {0};
        if (stream->get_next(stream, &batch) != 0) {
            PyEval_RestoreThread(thread);
            return stream_failed(state, stream);
        }
        if (!batch.release)
            break;
        size_t rows = (size_t)batch.length;
        for (size_t at = 0; status == APN_OK && result == 0 && at < rows; at += job->chunk_lines) {
            size_t count = rows - at < job->chunk_lines ? rows - at : job->chunk_lines;
            status = table_job_chunk(job, &batch, at, count);
            since += count * (job->parties_count + 1);
            if (since > 1 << 22) {
                PyEval_RestoreThread(thread);
                result = PyErr_CheckSignals();
                thread = PyEval_SaveThread();
                since = 0;
            }
        }
        batch.release(&batch);
    }
    if (status == APN_OK && result == 0)
        status = table_job_end(job);
    PyEval_RestoreThread(thread);
    if (status != APN_OK)
        core_raise(state, &job->err, NULL);
    return status == APN_OK ? result : -1;
}

/* One basis: (id, Splitter, places). */
static int group_read(core_state *state, PyObject *entry, table_job *job, table_group *out)
{
    PyObject *splitter, *places;
    Py_ssize_t length = 0;
    if (!PyTuple_Check(entry) ||
        !PyArg_ParseTuple(entry, "s#OO!", &out->id, &length, &splitter, &PyTuple_Type, &places)) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_TypeError, "a basis is a tuple");
        return -1;
    }
    out->id_length = (size_t)length;
    out->splitter = core_splitter_of(state, splitter, &job->unit);
    if (!out->splitter)
        return -1;
    out->count = apn_splitter_count(out->splitter);
    out->places = calloc(out->count ? out->count : 1, sizeof *out->places);
    if (!out->places || (size_t)PyTuple_Size(places) != out->count) {
        PyErr_SetString(PyExc_ValueError, "one place for each party is expected");
        return -1;
    }
    for (size_t i = 0; i < out->count; i++) {
        size_t place = PyLong_AsSize_t(PyTuple_GetItem(places, (Py_ssize_t)i));
        if (PyErr_Occurred() || place >= job->parties_count) {
            if (!PyErr_Occurred())
                PyErr_SetString(PyExc_IndexError, "no party has that place");
            return -1;
        }
        out->places[i] = place;
    }
    return 0;
}

static int groups_read(core_state *state, PyObject *groups, PyObject *parties, table_job *job)
{
    job->groups_count = (size_t)PyTuple_Size(groups);
    job->parties_count = (size_t)PyTuple_Size(parties);
    job->parties = calloc(job->parties_count + 1, sizeof *job->parties);
    job->groups = calloc(job->groups_count + 1, sizeof *job->groups);
    if (!job->parties || !job->groups || job->groups_count == 0) {
        PyErr_SetString(PyExc_ValueError, "there is no basis");
        return -1;
    }
    for (size_t i = 0; i < job->parties_count; i++) {
        job->parties[i] = core_text(PyTuple_GetItem(parties, (Py_ssize_t)i), NULL);
        if (!job->parties[i])
            return -1;
    }
    for (size_t g = 0; g < job->groups_count; g++)
        if (group_read(state, PyTuple_GetItem(groups, (Py_ssize_t)g), job, &job->groups[g]) < 0)
            return -1;
    return 0;
}

static int wishes_read(core_state *state, table_job *job, const char *layout, const char *mode)
{
    static const char *const layouts[] = {"long", "wide", "totals"};
    apn_error err = {0};
    for (size_t i = 0; i < 3; i++)
        if (strcmp(layout, layouts[i]) == 0)
            job->layout = (table_layout)i;
    if (!mode || apn_rounding_mode_find(mode, strlen(mode), &job->mode, &err) == APN_OK)
        return 0;
    core_raise(state, &err, NULL);
    return -1;
}

static void job_clear(table_job *job)
{
    for (size_t g = 0; job->groups && g < job->groups_count; g++)
        free(job->groups[g].places);
    free(job->groups);
    free((void *)job->parties);
    table_job_free(job);
}

static PyObject *table_wrap(core_state *state, made_table *table)
{
    table_object *self = PyObject_New(table_object, state->table_type);
    if (self)
        self->table = made_table_ref(table);
    return (PyObject *)self;
}

PyObject *core_split_table(PyObject *module, PyObject *args)
{
    core_state *state = PyModule_GetState(module);
    struct ArrowArrayStream stream = {0};
    table_job job = {0};
    PyObject *lines, *groups, *parties, *made = NULL;
    const char *by, *layout, *mode;
    int keeps_nulls;
    if (!PyArg_ParseTuple(args, "OszsO!O!spz", &lines, &job.amount_name, &by, &job.key_name,
                          &PyTuple_Type, &groups, &PyTuple_Type, &parties, &layout, &keeps_nulls,
                          &mode))
        return NULL;
    job.keeps_nulls = keeps_nulls != 0;
    if (wishes_read(state, &job, layout, mode) == 0 &&
        groups_read(state, groups, parties, &job) == 0 && stream_take(lines, &stream) == 0 &&
        columns_read(state, &stream, &job, by) == 0 && lines_share(state, &stream, &job) == 0)
        made = table_wrap(state, job.table);
    if (stream.release)
        stream.release(&stream);
    job_clear(&job);
    return made;
}

/* columns(table, names) -> a list of texts for each name, None where there is none */
PyObject *core_columns(PyObject *module, PyObject *args)
{
    core_state *state = PyModule_GetState(module);
    struct ArrowArrayStream stream = {0};
    PyObject *table, *names;
    if (!PyArg_ParseTuple(args, "OO!", &table, &PyTuple_Type, &names) ||
        stream_take(table, &stream) < 0)
        return NULL;
    PyObject *read = core_texts_of(state, &stream, names);
    stream.release(&stream);
    return read;
}
