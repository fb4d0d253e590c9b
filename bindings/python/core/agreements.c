/* Agreements: read from texts, with the sheets that they name brought by a function of Python's. */
#include "core.h"
#include "reading.h"

#include <string.h>

typedef struct agreement_object {
    PyObject ob_base;
    apn_agreement *agreement;
} agreement_object;

PyObject *core_agreement_wrap(core_state *state, apn_agreement *made, apn_findings *findings)
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
    reading r;
    PyObject *list, *source, *digest;
    apn_findings *findings = NULL;
    apn_agreement *made = NULL;
    apn_error err = {0};
    if (!PyArg_ParseTuple(args, "O!OO", &PyTuple_Type, &list, &source, &digest))
        return NULL;
    size_t count = (size_t)PyTuple_Size(list);
    apn_text_source *texts = texts_of(list, count);
    if (!texts || reading_begin(&r, source, digest) < 0) {
        PyMem_Free(texts);
        return NULL;
    }
    const apn_agreement_options options = reading_options(&r);
    PyThreadState *thread = PyEval_SaveThread();
    apn_status status = apn_agreement_load(texts, count, &options, &findings, &made, &err);
    PyEval_RestoreThread(thread);
    PyMem_Free(texts);
    bool raised = reading_raised(&r);
    reading_end(&r);
    if (raised) {
        apn_findings_free(findings);
        apn_agreement_unref(made);
        return NULL;
    }
    return status == APN_OK ? core_agreement_wrap(state, made, findings)
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
