/* Prepared weights and one split, as objects that hold the library's. */
#include "core.h"
#include "plans.h"

#include <string.h>

typedef struct splitter_object {
    PyObject ob_base;
    apn_splitter *splitter;
    apn_decimal unit;
} splitter_object;

typedef struct split_object {
    PyObject ob_base;
    apn_split *split;
} split_object;

static void splitter_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    apn_splitter_free(((splitter_object *)self)->splitter);
    PyObject_Free(self);
    Py_DECREF(type);
}

static void split_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    apn_split_free(((split_object *)self)->split);
    PyObject_Free(self);
    Py_DECREF(type);
}

PyObject *core_splitter(PyObject *module, PyObject *args)
{
    core_state *state = PyModule_GetState(module);
    plan given;
    apn_splitter *made = NULL;
    apn_error err = {0};
    apn_status status = APN_OK;
    splitter_object *self = NULL;
    if (plan_read(state, args, &given) < 0)
        goto done;
    PyThreadState *thread = PyEval_SaveThread();
    status = apn_splitter_make(given.weights, given.count, &given.options, &made, &err);
    PyEval_RestoreThread(thread);
    if (status != APN_OK) {
        core_raise(state, &err, NULL);
        goto done;
    }
    self = PyObject_New(splitter_object, state->splitter_type);
    if (!self) {
        apn_splitter_free(made);
        goto done;
    }
    self->splitter = made;
    self->unit = given.options.unit.sign ? given.options.unit
                                         : (apn_decimal){.lo = 1, .scale = 2, .sign = 1};
done:
    plan_clear(&given);
    return (PyObject *)self;
}

const apn_splitter *core_splitter_of(core_state *state, PyObject *splitter, apn_decimal *unit)
{
    if (!Py_IS_TYPE(splitter, state->splitter_type)) {
        PyErr_SetString(PyExc_TypeError, "a Splitter is expected");
        return NULL;
    }
    *unit = ((splitter_object *)splitter)->unit;
    return ((splitter_object *)splitter)->splitter;
}

static PyObject *splitter_split(PyObject *self, PyObject *text)
{
    core_state *state = core_state_of(self);
    Py_ssize_t length = 0;
    const char *bytes = core_text(text, &length);
    apn_decimal total;
    apn_split *made = NULL;
    apn_error err = {0};
    if (!bytes)
        return NULL;
    apn_status status =
        apn_decimal_parse(bytes, (size_t)length, APN_FORM_MONEY, NULL, &total, &err);
    if (status == APN_OK) {
        PyThreadState *thread = PyEval_SaveThread();
        status = apn_split_make(((splitter_object *)self)->splitter, total, &made, &err);
        PyEval_RestoreThread(thread);
    }
    if (status != APN_OK) {
        if (!err.where[0])
            PyOS_snprintf(err.where, sizeof err.where, "total");
        return core_raise(state, &err, NULL);
    }
    split_object *split = PyObject_New(split_object, state->split_type);
    if (split)
        split->split = made;
    else
        apn_split_free(made);
    return (PyObject *)split;
}

static PyObject *splitter_count(PyObject *self, void *unused)
{
    (void)unused;
    return PyLong_FromSize_t(apn_splitter_count(((splitter_object *)self)->splitter));
}

static PyObject *split_amounts(PyObject *self, PyObject *unused)
{
    (void)unused;
    const apn_split *split = ((split_object *)self)->split;
    size_t count = apn_split_count(split);
    PyObject *amounts = PyList_New((Py_ssize_t)count);
    for (size_t i = 0; amounts && i < count; i++) {
        PyObject *amount = core_decimal(core_state_of(self), apn_split_amount(split, i));
        if (!amount)
            Py_CLEAR(amounts);
        else
            PyList_SetItem(amounts, (Py_ssize_t)i, amount);
    }
    return amounts;
}

static PyObject *places(const size_t *from, size_t count)
{
    PyObject *list = PyList_New((Py_ssize_t)count);
    for (size_t i = 0; list && i < count; i++) {
        PyObject *place = PyLong_FromSize_t(from[i]);
        if (!place)
            Py_CLEAR(list);
        else
            PyList_SetItem(list, (Py_ssize_t)i, place);
    }
    return list;
}

static PyObject *split_ties(PyObject *self, PyObject *unused)
{
    (void)unused;
    const apn_split *split = ((split_object *)self)->split;
    size_t count = apn_split_tie_count(split);
    PyObject *ties = PyList_New((Py_ssize_t)count);
    for (size_t i = 0; ties && i < count; i++) {
        apn_tie tie = apn_split_tie_at(split, i);
        PyObject *parties = places(tie.parties, tie.parties_count);
        PyObject *given = parties ? places(tie.given, tie.given_count) : NULL;
        PyObject *units = given ? core_decimal(core_state_of(self), tie.units) : NULL;
        PyObject *entry = units ? PyTuple_Pack(3, parties, units, given) : NULL;
        Py_XDECREF(parties);
        Py_XDECREF(units);
        Py_XDECREF(given);
        if (!entry)
            Py_CLEAR(ties);
        else
            PyList_SetItem(ties, (Py_ssize_t)i, entry);
    }
    return ties;
}

static PyObject *split_findings(PyObject *self, PyObject *unused)
{
    (void)unused;
    return core_findings(apn_split_findings(((split_object *)self)->split));
}

/* total, unapportioned, unit, method, tie rule */
static PyObject *split_facts(PyObject *self, PyObject *unused)
{
    (void)unused;
    core_state *state = core_state_of(self);
    const apn_split *split = ((split_object *)self)->split;
    PyObject *total = core_decimal(state, apn_split_total(split));
    PyObject *left = total ? core_decimal(state, apn_split_unapportioned(split)) : NULL;
    PyObject *unit = left ? core_decimal(state, apn_split_unit(split)) : NULL;
    PyObject *facts = NULL;
    if (unit)
        facts = Py_BuildValue("(OOOss)", total, left, unit,
                              apn_method_describe(apn_split_method(split))->word,
                              apn_ties_word(apn_split_ties_rule(split)));
    Py_XDECREF(total);
    Py_XDECREF(left);
    Py_XDECREF(unit);
    return facts;
}

static PyObject *split_report(PyObject *self, PyObject *args)
{
    core_state *state = core_state_of(self);
    const apn_split *split = ((split_object *)self)->split;
    PyObject *names;
    const char *word;
    apn_report_format format;
    apn_report *report = NULL;
    apn_error err = {0};
    size_t count = apn_split_count(split);
    if (!PyArg_ParseTuple(args, "sO!", &word, &PyTuple_Type, &names))
        return NULL;
    if ((size_t)PyTuple_Size(names) != count) {
        PyErr_SetString(PyExc_ValueError, "one name for each party is expected");
        return NULL;
    }
    const char **texts = PyMem_Calloc(count, sizeof *texts);
    if (!texts)
        return PyErr_NoMemory();
    for (size_t i = 0; i < count; i++) {
        texts[i] = core_text(PyTuple_GetItem(names, (Py_ssize_t)i), NULL);
        if (!texts[i]) {
            PyMem_Free((void *)texts);
            return NULL;
        }
    }
    apn_status status = apn_report_format_find(word, strlen(word), &format, &err);
    if (status == APN_OK)
        status = apn_report_split(split, texts, format, &report, &err);
    PyMem_Free((void *)texts);
    return status == APN_OK ? core_report(report) : core_raise(state, &err, NULL);
}

static PyMethodDef splitter_methods[] = {
    {"split", splitter_split, METH_O, "split(total: str) -> Split"},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef splitter_getters[] = {
    {"count", splitter_count, NULL, "How many parties.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyMethodDef split_methods[] = {
    {"amounts", split_amounts, METH_NOARGS, "The amounts in listed order, in currency."},
    {"ties", split_ties, METH_NOARGS, "(places tied, units, places that got one) of each tie."},
    {"findings", split_findings, METH_NOARGS, "The findings as tuples."},
    {"facts", split_facts, METH_NOARGS, "(total, unapportioned, unit, method, tie rule)"},
    {"report", split_report, METH_VARARGS, "report(format, names) -> str"},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot splitter_slots[] = {
    {Py_tp_dealloc, (void *)splitter_dealloc},
    {Py_tp_methods, splitter_methods},
    {Py_tp_getset, splitter_getters},
    {Py_tp_doc, (void *)"Weights, made ready. Frozen; any thread may use it."},
    {0, NULL},
};

static PyType_Slot split_slots[] = {
    {Py_tp_dealloc, (void *)split_dealloc},
    {Py_tp_methods, split_methods},
    {Py_tp_doc, (void *)"One split with its reasons. Frozen; any thread may read it."},
    {0, NULL},
};

static PyType_Spec splitter_spec = {
    .name = "apportion._core.Splitter",
    .basicsize = sizeof(splitter_object),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = splitter_slots,
};

static PyType_Spec split_spec = {
    .name = "apportion._core.Split",
    .basicsize = sizeof(split_object),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = split_slots,
};

int core_add_splitter(PyObject *module, core_state *state)
{
    state->splitter_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &splitter_spec, NULL);
    if (!state->splitter_type || PyModule_AddType(module, state->splitter_type) < 0)
        return -1;
    state->split_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &split_spec, NULL);
    return state->split_type ? PyModule_AddType(module, state->split_type) : -1;
}
