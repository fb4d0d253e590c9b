/* Statements: what is told at length crosses as the library's own report. */
#include "core.h"

#include <string.h>

typedef struct statement_object {
    PyObject ob_base;
    apn_statement *statement;
} statement_object;

PyObject *core_statement_wrap(core_state *state, apn_statement *statement)
{
    statement_object *self = PyObject_New(statement_object, state->statement_type);
    if (self)
        self->statement = statement;
    else
        apn_statement_unref(statement);
    return (PyObject *)self;
}

static const apn_statement *held(PyObject *self)
{
    return ((statement_object *)self)->statement;
}

static void statement_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    apn_statement_unref(((statement_object *)self)->statement);
    PyObject_Free(self);
    Py_DECREF(type);
}

static PyObject *statement_report(PyObject *self, PyObject *args)
{
    core_state *state = core_state_of(self);
    const char *word;
    apn_report_format format;
    apn_report *report = NULL;
    apn_error err = {0};
    if (!PyArg_ParseTuple(args, "s", &word))
        return NULL;
    apn_status status = apn_report_format_find(word, strlen(word), &format, &err);
    if (status == APN_OK) {
        PyThreadState *thread = PyEval_SaveThread();
        status = apn_report_statement(held(self), format, &report, &err);
        PyEval_RestoreThread(thread);
    }
    return status == APN_OK ? core_report(report) : core_raise(state, &err, NULL);
}

static PyObject *statement_findings(PyObject *self, PyObject *unused)
{
    (void)unused;
    return core_findings(apn_statement_findings(held(self)));
}

static PyObject *section_columns(const apn_statement *statement, size_t section, size_t count)
{
    static const char *const kinds[] = {"text", "amount", "exact"};
    PyObject *columns = PyList_New(0);
    for (size_t i = 0; columns && i < count; i++) {
        apn_section_column column = apn_statement_section_column(statement, section, i);
        PyObject *entry = Py_BuildValue("(sss)", column.id, column.title, kinds[column.kind]);
        if (!entry || PyList_Append(columns, entry) < 0)
            Py_CLEAR(columns);
        Py_XDECREF(entry);
    }
    return columns;
}

static PyObject *statement_sections(PyObject *self, PyObject *unused)
{
    (void)unused;
    PyObject *list = PyList_New(0);
    for (size_t i = 0; list && i < apn_statement_section_count(held(self)); i++) {
        apn_section_info info = apn_statement_section(held(self), i);
        PyObject *columns = section_columns(held(self), i, info.columns);
        PyObject *entry =
            columns ? Py_BuildValue("(sssN)", info.id, info.title, info.rule, columns) : NULL;
        if (!entry || PyList_Append(list, entry) < 0)
            Py_CLEAR(list);
        Py_XDECREF(entry);
    }
    return list;
}

/* (in words, as JSON) */
static PyObject *statement_explain(PyObject *self, PyObject *args)
{
    const char *line, *party;
    apn_explanation *made = NULL;
    apn_error err = {0};
    if (!PyArg_ParseTuple(args, "zz", &line, &party))
        return NULL;
    PyThreadState *thread = PyEval_SaveThread();
    apn_status status =
        apn_explain(((statement_object *)self)->statement, line, party, &made, &err);
    PyEval_RestoreThread(thread);
    if (status != APN_OK)
        return core_raise(core_state_of(self), &err, NULL);
    PyObject *told =
        Py_BuildValue("(ss)", apn_explanation_text(made, NULL), apn_explanation_json(made, NULL));
    apn_explanation_free(made);
    return told;
}

static PyMethodDef methods[] = {
    {"explain", statement_explain, METH_VARARGS, "explain(line, party) -> (words, JSON)"},
    {"report", statement_report, METH_VARARGS, "report(format) -> str"},
    {"findings", statement_findings, METH_NOARGS, "The findings as tuples."},
    {"sections", statement_sections, METH_NOARGS,
     "[(id, title, rule, [(column's id, title, kind)])]"},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_dealloc, (void *)statement_dealloc},
    {Py_tp_methods, methods},
    {Py_tp_doc, (void *)"One year of an agreement. Frozen; any thread may read it."},
    {0, NULL},
};

static PyType_Spec spec = {
    .name = "apportion._core.Statement",
    .basicsize = sizeof(statement_object),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = slots,
};

int core_add_statement(PyObject *module, core_state *state)
{
    state->statement_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, NULL);
    return state->statement_type ? PyModule_AddType(module, state->statement_type) : -1;
}
