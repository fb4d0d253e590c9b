/* What if: the texts of an agreement with changes, and two statements beside each other. */
#include <string.h>

#include "core.h"
#include "reading.h"

typedef struct draft_object {
    PyObject ob_base;
    apn_draft *draft;
    reading reading;
} draft_object;

typedef struct scenario_object {
    PyObject ob_base;
    apn_scenario *scenario;
} scenario_object;

static void draft_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    apn_draft_unref(((draft_object *)self)->draft);
    reading_end(&((draft_object *)self)->reading);
    PyObject_Free(self);
    Py_DECREF(type);
}

static void scenario_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    apn_scenario_unref(((scenario_object *)self)->scenario);
    PyObject_Free(self);
    Py_DECREF(type);
}

PyObject *core_draft(PyObject *module, PyObject *args)
{
    core_state *state = PyModule_GetState(module);
    PyObject *list, *source, *digest;
    apn_findings *findings = NULL;
    apn_error err = {0};
    if (!PyArg_ParseTuple(args, "O!OO", &PyTuple_Type, &list, &source, &digest))
        return NULL;
    size_t count = (size_t)PyTuple_Size(list);
    apn_text_source *texts = texts_of(list, count);
    draft_object *self = texts ? PyObject_New(draft_object, state->draft_type) : NULL;
    if (!self) {
        PyMem_Free(texts);
        return NULL;
    }
    self->draft = NULL;
    int begun = reading_begin(&self->reading, source, digest);
    const apn_agreement_options options = reading_options(&self->reading);
    apn_status status = APN_OK;
    if (begun == 0) {
        PyThreadState *thread = PyEval_SaveThread();
        status = apn_draft_make(texts, count, &options, &findings, &self->draft, &err);
        PyEval_RestoreThread(thread);
    }
    PyMem_Free(texts);
    bool raised = begun < 0 || reading_raised(&self->reading);
    if (!raised && status != APN_OK)
        core_raise(state, &err, findings);
    else
        apn_findings_free(findings);
    if (raised || status != APN_OK)
        Py_CLEAR(self);
    return (PyObject *)self;
}

static PyObject *scenario_wrap(core_state *state, apn_status status, apn_scenario *made,
                               apn_findings *findings, const apn_error *err)
{
    if (status != APN_OK)
        return core_raise(state, err, findings);
    apn_findings_free(findings);
    scenario_object *self = PyObject_New(scenario_object, state->scenario_type);
    if (self)
        self->scenario = made;
    else
        apn_scenario_unref(made);
    return (PyObject *)self;
}

/* changes: a tuple of (kind, path, value or None, name) */
PyObject *core_scenario(PyObject *module, PyObject *changes)
{
    core_state *state = PyModule_GetState(module);
    apn_findings *findings = NULL;
    apn_scenario *made = NULL;
    apn_error err = {0};
    size_t count = PyTuple_Check(changes) ? (size_t)PyTuple_Size(changes) : 0;
    apn_change *list = PyMem_Calloc(count + 1, sizeof *list);
    if (!list)
        return PyErr_NoMemory();
    for (size_t i = 0; i < count; i++) {
        PyObject *entry = PyTuple_GetItem(changes, (Py_ssize_t)i);
        int kind;
        if (!PyTuple_Check(entry) ||
            !PyArg_ParseTuple(entry, "iszs", &kind, &list[i].path, &list[i].value, &list[i].name)) {
            if (!PyErr_Occurred())
                PyErr_SetString(PyExc_TypeError, "a change is a tuple");
            PyMem_Free(list);
            return NULL;
        }
        list[i].kind = (apn_change_kind)kind;
    }
    apn_status status = apn_scenario_make(list, count, &findings, &made, &err);
    PyMem_Free(list);
    return scenario_wrap(state, status, made, findings, &err);
}

PyObject *core_overlay(PyObject *module, PyObject *args)
{
    apn_findings *findings = NULL;
    apn_scenario *made = NULL;
    apn_error err = {0};
    apn_text_source text = {0};
    Py_ssize_t length;
    if (!PyArg_ParseTuple(args, "sy#", &text.name, &text.bytes, &length))
        return NULL;
    text.length = (size_t)length;
    apn_status status = apn_scenario_from_yaml(&text, &findings, &made, &err);
    return scenario_wrap(PyModule_GetState(module), status, made, findings, &err);
}

/* The scenarios of a tuple; PyMem_Free ends the array. */
static const apn_scenario **scenarios_of(core_state *state, PyObject *tuple, size_t *count)
{
    *count = (size_t)PyTuple_Size(tuple);
    const apn_scenario **list = PyMem_Calloc(*count + 1, sizeof *list);
    if (!list)
        return (const apn_scenario **)PyErr_NoMemory();
    for (size_t i = 0; i < *count; i++) {
        PyObject *entry = PyTuple_GetItem(tuple, (Py_ssize_t)i);
        if (!Py_IS_TYPE(entry, state->scenario_type)) {
            PyErr_SetString(PyExc_TypeError, "a Scenario is expected");
            PyMem_Free((void *)list);
            return NULL;
        }
        list[i] = ((scenario_object *)entry)->scenario;
    }
    return list;
}

static PyObject *draft_agreement(PyObject *self, PyObject *tuple)
{
    core_state *state = core_state_of(self);
    draft_object *draft = (draft_object *)self;
    apn_findings *findings = NULL;
    apn_agreement *made = NULL;
    apn_error err = {0};
    size_t count = 0;
    if (!PyTuple_Check(tuple)) {
        PyErr_SetString(PyExc_TypeError, "a tuple of scenarios is expected");
        return NULL;
    }
    const apn_scenario **list = scenarios_of(state, tuple, &count);
    if (!list)
        return NULL;
    PyThreadState *thread = PyEval_SaveThread();
    apn_status status = apn_draft_agreement(draft->draft, list, count, &findings, &made, &err);
    PyEval_RestoreThread(thread);
    PyMem_Free((void *)list);
    if (reading_raised(&draft->reading)) {
        apn_findings_free(findings);
        apn_agreement_unref(made);
        return NULL;
    }
    return status == APN_OK ? core_agreement_wrap(state, made, findings)
                            : core_raise(state, &err, findings);
}

/* (Draft, scenarios, year, measure) */
static int side_read(core_state *state, PyObject *tuple, apn_side *out, reading **from)
{
    PyObject *draft, *scenarios;
    const char *word;
    apn_error err = {0};
    if (!PyArg_ParseTuple(tuple, "O!O!ss", state->draft_type, &draft, &PyTuple_Type, &scenarios,
                          &out->year, &word))
        return -1;
    if (apn_measure_find(word, strlen(word), &out->measure, &err) != APN_OK) {
        core_raise(state, &err, NULL);
        return -1;
    }
    out->draft = ((draft_object *)draft)->draft;
    *from = &((draft_object *)draft)->reading;
    out->scenarios = scenarios_of(state, scenarios, &out->scenario_count);
    return out->scenarios ? 0 : -1;
}

/* The comparison as the library's report. */
PyObject *core_compare(PyObject *module, PyObject *args)
{
    core_state *state = PyModule_GetState(module);
    PyObject *tuples[2], *told = NULL;
    apn_side sides[2] = {0};
    reading *from[2] = {NULL, NULL};
    apn_findings *findings = NULL;
    apn_comparison *made = NULL;
    apn_report *report = NULL;
    apn_error err = {0};
    if (!PyArg_ParseTuple(args, "O!O!", &PyTuple_Type, &tuples[0], &PyTuple_Type, &tuples[1]))
        return NULL;
    if (side_read(state, tuples[0], &sides[0], &from[0]) < 0 ||
        side_read(state, tuples[1], &sides[1], &from[1]) < 0)
        goto done;
    PyThreadState *thread = PyEval_SaveThread();
    apn_status status = apn_comparison_make(&sides[0], &sides[1], &findings, &made, &err);
    if (status == APN_OK)
        status = apn_report_comparisons((const apn_comparison *const *)&made, NULL, 1,
                                        APN_REPORT_JSON, &report, &err);
    PyEval_RestoreThread(thread);
    if (reading_raised(from[0]) || reading_raised(from[1])) {
        apn_findings_free(findings);
        apn_report_free(report);
    } else {
        told = status == APN_OK ? core_report(report) : core_raise(state, &err, findings);
    }
done:
    apn_comparison_free(made);
    PyMem_Free((void *)sides[0].scenarios);
    PyMem_Free((void *)sides[1].scenarios);
    return told;
}

static PyMethodDef draft_methods[] = {
    {"agreement", draft_agreement, METH_O, "agreement(scenarios) -> (Agreement, findings)"},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot draft_slots[] = {
    {Py_tp_dealloc, (void *)draft_dealloc},
    {Py_tp_methods, draft_methods},
    {Py_tp_doc,
     (void *)"The texts of an agreement, to be changed. Frozen; any thread may read it."},
    {0, NULL},
};

static PyType_Slot scenario_slots[] = {
    {Py_tp_dealloc, (void *)scenario_dealloc},
    {Py_tp_doc, (void *)"A list of changes. Frozen; any thread may read it."},
    {0, NULL},
};

static PyType_Spec draft_spec = {
    .name = "apportion._core.Draft",
    .basicsize = sizeof(draft_object),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = draft_slots,
};

static PyType_Spec scenario_spec = {
    .name = "apportion._core.Scenario",
    .basicsize = sizeof(scenario_object),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = scenario_slots,
};

int core_add_draft(PyObject *module, core_state *state)
{
    state->draft_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &draft_spec, NULL);
    if (!state->draft_type || PyModule_AddType(module, state->draft_type) < 0)
        return -1;
    state->scenario_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &scenario_spec, NULL);
    return state->scenario_type ? PyModule_AddType(module, state->scenario_type) : -1;
}
