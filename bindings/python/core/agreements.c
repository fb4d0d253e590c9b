/* Agreements: read from texts, with the sheets that they name brought by a function of Python's. */
#include "core.h"

#include <string.h>

typedef struct agreement_object {
    PyObject ob_base;
    apn_agreement *agreement;
} agreement_object;

/* What the library's calls back into Python need while it reads. */
typedef struct reading {
    PyThreadState *thread; /* of the reader, while the lock is released */
    PyObject *source, *digest, *kept;
    PyObject
        *raised[3]; /* an exception that is none of the library's faults: it ends the reading */
} reading;

static void keep_exception(reading *r)
{
    if (r->raised[0])
        PyErr_Clear();
    else
        PyErr_Fetch(&r->raised[0], &r->raised[1], &r->raised[2]);
}

static apn_status status_of(const char *word)
{
    for (int i = 0; apn_status_word((apn_status)i); i++)
        if (strcmp(apn_status_word((apn_status)i), word) == 0)
            return (apn_status)i;
    return APN_INTERNAL;
}

/* The library's fault for an error of this package; any other exception is kept for later. */
static apn_status fault_of(reading *r, apn_error *err)
{
    PyObject *type, *value, *trace;
    PyErr_Fetch(&type, &value, &trace);
    PyErr_NormalizeException(&type, &value, &trace);
    PyObject *code = value ? PyObject_GetAttrString(value, "code") : NULL;
    PyObject *message = code ? PyObject_GetAttrString(value, "message") : NULL;
    const char *word = code && PyUnicode_Check(code) ? PyUnicode_AsUTF8AndSize(code, NULL) : NULL;
    const char *text =
        word && message && PyUnicode_Check(message) ? PyUnicode_AsUTF8AndSize(message, NULL) : NULL;
    apn_status status = APN_MEMORY;
    PyErr_Clear();
    if (text) {
        status = status_of(word);
        *err = (apn_error){.status = status};
        PyOS_snprintf(err->message, sizeof err->message, "%s", text);
        Py_XDECREF(type);
        Py_XDECREF(value);
        Py_XDECREF(trace);
    } else {
        PyErr_Restore(type, value, trace);
        keep_exception(r);
    }
    Py_XDECREF(code);
    Py_XDECREF(message);
    return status;
}

static apn_status read_sheet(void *context, const char *from, const char *name, const char **bytes,
                             size_t *length, apn_error *err)
{
    reading *r = context;
    apn_status status = APN_OK;
    PyEval_RestoreThread(r->thread);
    PyObject *text = PyObject_CallFunction(r->source, "ss", from, name);
    char *start = NULL;
    Py_ssize_t size = 0;
    if (!text || PyBytes_AsStringAndSize(text, &start, &size) < 0 ||
        PyList_Append(r->kept, text) < 0) {
        status = fault_of(r, err);
    } else {
        *bytes = start;
        *length = (size_t)size;
    }
    Py_XDECREF(text); /* kept by the list */
    r->thread = PyEval_SaveThread();
    return status;
}

static void take_digest(void *context, const char *bytes, size_t length,
                        char digest[APN_DIGEST_SIZE])
{
    reading *r = context;
    PyEval_RestoreThread(r->thread);
    PyObject *word = PyObject_CallFunction(r->digest, "y#", bytes, (Py_ssize_t)length);
    Py_ssize_t size = 0;
    const char *text = word ? core_text(word, &size) : NULL;
    if (text && size == APN_DIGEST_SIZE - 1)
        memcpy(digest, text, APN_DIGEST_SIZE);
    else if (text)
        PyErr_SetString(PyExc_ValueError, "a digest has 64 hexadecimal digits");
    if (PyErr_Occurred()) {
        memset(digest, '0', APN_DIGEST_SIZE - 1);
        digest[APN_DIGEST_SIZE - 1] = '\0';
        keep_exception(r);
    }
    Py_XDECREF(word);
    r->thread = PyEval_SaveThread();
}

/* Texts are (name, bytes); both live as long as the list. */
static apn_text_source *texts_of(PyObject *list, size_t count)
{
    apn_text_source *texts = PyMem_Calloc(count ? count : 1, sizeof *texts);
    if (!texts)
        return (apn_text_source *)PyErr_NoMemory();
    for (size_t i = 0; i < count; i++) {
        const char *name = NULL;
        PyObject *bytes = NULL;
        PyObject *pair = PyTuple_GetItem(list, (Py_ssize_t)i);
        char *start = NULL;
        Py_ssize_t length = 0;
        if (!pair || !PyTuple_Check(pair) || !PyArg_ParseTuple(pair, "sO", &name, &bytes) ||
            PyBytes_AsStringAndSize(bytes, &start, &length) < 0) {
            if (!PyErr_Occurred())
                PyErr_SetString(PyExc_TypeError, "a text is a tuple of its name and its bytes");
            PyMem_Free(texts);
            return NULL;
        }
        texts[i] = (apn_text_source){.name = name, .bytes = start, .length = (size_t)length};
    }
    return texts;
}

static PyObject *agreement_wrap(core_state *state, apn_agreement *made, apn_findings *findings)
{
    PyObject *list = core_findings(findings);
    apn_findings_free(findings);
    agreement_object *self = list ? PyObject_New(agreement_object, state->agreement_type) : NULL;
    if (!self) {
        apn_agreement_unref(made);
        Py_XDECREF(list);
        return NULL;
    }
    self->agreement = made;
    return Py_BuildValue("(NN)", (PyObject *)self, list);
}

PyObject *core_agreement(PyObject *module, PyObject *args)
{
    core_state *state = PyModule_GetState(module);
    reading r = {0};
    PyObject *list;
    apn_findings *findings = NULL;
    apn_agreement *made = NULL;
    apn_error err = {0};
    if (!PyArg_ParseTuple(args, "O!OO", &PyTuple_Type, &list, &r.source, &r.digest))
        return NULL;
    size_t count = (size_t)PyTuple_Size(list);
    apn_text_source *texts = texts_of(list, count);
    r.kept = texts ? PyList_New(0) : NULL;
    if (!r.kept) {
        PyMem_Free(texts);
        return NULL;
    }
    const apn_agreement_options options = {.size = sizeof options,
                                           .source = read_sheet,
                                           .source_context = &r,
                                           .digest = take_digest,
                                           .digest_context = &r};
    r.thread = PyEval_SaveThread();
    apn_status status = apn_agreement_load(texts, count, &options, &findings, &made, &err);
    PyEval_RestoreThread(r.thread);
    PyMem_Free(texts);
    Py_DECREF(r.kept);
    if (r.raised[0]) {
        apn_findings_free(findings);
        apn_agreement_unref(made);
        PyErr_Restore(r.raised[0], r.raised[1], r.raised[2]);
        return NULL;
    }
    return status == APN_OK ? agreement_wrap(state, made, findings)
                            : core_raise(state, &err, findings);
}

apn_agreement *core_agreement_of(PyObject *agreement)
{
    return ((agreement_object *)agreement)->agreement;
}

static void agreement_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    apn_agreement_unref(core_agreement_of(self));
    PyObject_Free(self);
    Py_DECREF(type);
}

static PyObject *agreement_facts(PyObject *self, PyObject *unused)
{
    (void)unused;
    apn_agreement_info info = apn_agreement_describe(core_agreement_of(self));
    PyObject *unit = core_decimal(core_state_of(self), info.unit);
    return unit ? Py_BuildValue("{sssssssssssssssssssssNssssss}", "id", info.id, "title",
                                info.title, "statute", info.statute, "marking", info.marking,
                                "currency", info.currency, "effective_from", info.effective_from,
                                "effective_to", info.effective_to, "lead", info.lead, "year_start",
                                info.year_start, "proration", info.proration, "unit", unit,
                                "method", apn_method_describe(info.method)->word, "ties",
                                apn_ties_word(info.ties), "level", apn_level_word(info.level))
                : NULL;
}

/* Adds a new object to a list; a failure clears the list. */
static void add(PyObject **list, PyObject *entry)
{
    if (!entry || PyList_Append(*list, entry) < 0)
        Py_CLEAR(*list);
    Py_XDECREF(entry);
}

static PyObject *agreement_parties(PyObject *self, PyObject *unused)
{
    (void)unused;
    const apn_agreement *agreement = core_agreement_of(self);
    PyObject *list = PyList_New(0);
    for (size_t i = 0; list && i < apn_agreement_party_count(agreement); i++) {
        apn_party_info info = apn_agreement_party(agreement, i);
        add(&list,
            Py_BuildValue("(ssss)", info.id, info.name, info.policing_body, info.chief_officer));
    }
    return list;
}

static PyObject *agreement_lines(PyObject *self, PyObject *unused)
{
    (void)unused;
    const apn_agreement *agreement = core_agreement_of(self);
    PyObject *list = PyList_New(0);
    for (size_t i = 0; list && i < apn_agreement_line_count(agreement); i++) {
        apn_line_info info = apn_agreement_line(agreement, i);
        add(&list, Py_BuildValue("(ssss)", info.id, info.title, info.category, info.nature));
    }
    return list;
}

static PyObject *agreement_sources(PyObject *self, PyObject *unused)
{
    (void)unused;
    const apn_agreement *agreement = core_agreement_of(self);
    PyObject *list = PyList_New(0);
    for (size_t i = 0; list && apn_agreement_source(agreement, i); i++)
        add(&list, PyUnicode_FromString(apn_agreement_source(agreement, i)));
    return list;
}

static int measure_read(core_state *state, const char *word, apn_measure *out)
{
    apn_error err = {0};
    if (apn_measure_find(word, strlen(word), out, &err) == APN_OK)
        return 0;
    PyOS_snprintf(err.where, sizeof err.where, "measure");
    core_raise(state, &err, NULL);
    return -1;
}

static PyObject *agreement_years(PyObject *self, PyObject *args)
{
    const apn_agreement *agreement = core_agreement_of(self);
    const char *word;
    apn_measure measure;
    if (!PyArg_ParseTuple(args, "s", &word) ||
        measure_read(core_state_of(self), word, &measure) < 0)
        return NULL;
    PyObject *list = PyList_New(0);
    for (size_t i = 0; list && apn_agreement_year(agreement, measure, i); i++)
        add(&list, PyUnicode_FromString(apn_agreement_year(agreement, measure, i)));
    return list;
}

static PyObject *agreement_statement(PyObject *self, PyObject *args)
{
    core_state *state = core_state_of(self);
    const char *year, *word, *known;
    apn_measure measure;
    apn_statement_options options = {.size = sizeof options};
    apn_findings *findings = NULL;
    apn_statement *made = NULL;
    apn_error err = {0};
    apn_status status = APN_OK;
    if (!PyArg_ParseTuple(args, "ssz", &year, &word, &known) ||
        measure_read(state, word, &measure) < 0)
        return NULL;
    if (known)
        status = apn_figures_status_find(known, strlen(known), &options.known, &err);
    if (status == APN_OK) {
        PyThreadState *thread = PyEval_SaveThread();
        status = apn_statement_make_with(core_agreement_of(self), year, measure, &options,
                                         &findings, &made, &err);
        PyEval_RestoreThread(thread);
    }
    return status == APN_OK ? core_statement_wrap(state, made) : core_raise(state, &err, findings);
}

static PyObject *agreement_check(PyObject *self, PyObject *unused)
{
    (void)unused;
    apn_findings *findings = NULL;
    apn_error err = {0};
    if (apn_agreement_check_tables(core_agreement_of(self), &findings, &err) != APN_OK)
        return core_raise(core_state_of(self), &err, NULL);
    PyObject *list = core_findings(findings);
    apn_findings_free(findings);
    return list;
}

static PyMethodDef methods[] = {
    {"facts", agreement_facts, METH_NOARGS, "What the agreement says of itself, by its keys."},
    {"parties", agreement_parties, METH_NOARGS, "[(id, name, policing body, chief officer)]"},
    {"lines", agreement_lines, METH_NOARGS, "[(id, title, category, nature)]"},
    {"sources", agreement_sources, METH_NOARGS, "Where its figures come from."},
    {"years", agreement_years, METH_VARARGS, "years(measure) -> list[str]"},
    {"statement", agreement_statement, METH_VARARGS,
     "statement(year, measure, status) -> Statement"},
    {"check", agreement_check, METH_NOARGS, "The findings of its published tables."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_dealloc, (void *)agreement_dealloc},
    {Py_tp_methods, methods},
    {Py_tp_doc, (void *)"An agreement. Frozen; any thread may read it."},
    {0, NULL},
};

static PyType_Spec spec = {
    .name = "apportion._core.Agreement",
    .basicsize = sizeof(agreement_object),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = slots,
};

int core_add_agreement(PyObject *module, core_state *state)
{
    state->agreement_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, NULL);
    return state->agreement_type ? PyModule_AddType(module, state->agreement_type) : -1;
}
