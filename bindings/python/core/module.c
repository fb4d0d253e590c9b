/* The extension module apportion._core: it converts, calls and raises; what an analyst sees is
 * written in Python over it. All of it is in the limited interface of Python 3.11. */
#include "core.h"

core_state *core_state_of(PyObject *self)
{
    return PyType_GetModuleState(Py_TYPE(self));
}

static PyObject *core_version(PyObject *module, PyObject *unused)
{
    (void)module;
    (void)unused;
    return PyUnicode_FromString(apn_version());
}

/* [(word, also known as, rule)] */
static PyObject *core_methods(PyObject *module, PyObject *unused)
{
    (void)module;
    (void)unused;
    PyObject *list = PyList_New(0);
    for (int i = 0; list && apn_method_describe((apn_method)i); i++) {
        const apn_method_info *info = apn_method_describe((apn_method)i);
        PyObject *entry = Py_BuildValue("(sss)", info->word, info->known_as, info->rule);
        if (!entry || PyList_Append(list, entry) < 0)
            Py_CLEAR(list);
        Py_XDECREF(entry);
    }
    return list;
}

static PyMethodDef functions[] = {
    {"version", core_version, METH_NOARGS, "The library's version."},
    {"methods", core_methods, METH_NOARGS, "Name, other name and rule of each method."},
    {"parse", core_parse, METH_VARARGS, "parse(text, forms) -> Decimal"},
    {"weight", core_weight, METH_O, "weight(text) -> (numerator, denominator, is percentage)"},
    {"to_units", core_to_units, METH_VARARGS, "to_units(amount, unit, mode=None) -> Decimal"},
    {"from_units", core_from_units, METH_VARARGS, "from_units(units, unit) -> Decimal"},
    {"splitter", core_splitter, METH_VARARGS, "splitter(weights, names, options) -> Splitter"},
    {"split_table", core_split_table, METH_VARARGS,
     "split_table(lines, amount, by, key, groups, parties, layout, keeps_nulls, mode) -> Table"},
    {"columns", core_columns, METH_VARARGS, "columns(table, names) -> lists of texts"},
    {"round_table", core_round_table, METH_VARARGS, "round_table(…) -> amounts, row by row"},
    {"draft", core_draft, METH_VARARGS, "draft(texts, source, digest) -> Draft"},
    {"scenario", core_scenario, METH_O, "scenario(changes) -> Scenario"},
    {"overlay", core_overlay, METH_VARARGS, "overlay(name, bytes) -> Scenario"},
    {"compare", core_compare, METH_VARARGS, "compare(before, after) -> str"},
    {"agreement", core_agreement, METH_VARARGS,
     "agreement(texts, source, digest) -> (Agreement, findings)"},
    {NULL, NULL, 0, NULL},
};

static PyObject *imported(const char *module, const char *name)
{
    PyObject *from = PyImport_ImportModule(module);
    PyObject *found = from ? PyObject_GetAttrString(from, name) : NULL;
    Py_XDECREF(from);
    return found;
}

static int core_exec(PyObject *module)
{
    core_state *state = PyModule_GetState(module);
    state->make_error = imported("apportion._errors", "make");
    state->decimal = imported("decimal", "Decimal");
    if (!state->make_error || !state->decimal)
        return -1;
    if (core_add_splitter(module, state) < 0 || core_add_agreement(module, state) < 0)
        return -1;
    if (core_add_statement(module, state) < 0 || core_add_table(module, state) < 0)
        return -1;
    return core_add_draft(module, state);
}

static int core_traverse(PyObject *module, visitproc visit, void *arg)
{
    core_state *state = PyModule_GetState(module);
    Py_VISIT(state->make_error);
    Py_VISIT(state->decimal);
    Py_VISIT(state->splitter_type);
    Py_VISIT(state->split_type);
    Py_VISIT(state->agreement_type);
    Py_VISIT(state->statement_type);
    Py_VISIT(state->table_type);
    Py_VISIT(state->draft_type);
    Py_VISIT(state->scenario_type);
    return 0;
}

static int core_clear(PyObject *module)
{
    core_state *state = PyModule_GetState(module);
    Py_CLEAR(state->make_error);
    Py_CLEAR(state->decimal);
    Py_CLEAR(state->splitter_type);
    Py_CLEAR(state->split_type);
    Py_CLEAR(state->agreement_type);
    Py_CLEAR(state->statement_type);
    Py_CLEAR(state->table_type);
    Py_CLEAR(state->draft_type);
    Py_CLEAR(state->scenario_type);
    return 0;
}

static void core_free(void *module)
{
    core_clear(module);
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, (void *)core_exec},
    {0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "apportion._core",
    .m_doc = "The library as Python sees it; not for use from outside the package.",
    .m_size = sizeof(core_state),
    .m_methods = functions,
    .m_slots = slots,
    .m_traverse = core_traverse,
    .m_clear = core_clear,
    .m_free = core_free,
};

PyMODINIT_FUNC PyInit__core(void);

PyMODINIT_FUNC PyInit__core(void)
{
    return PyModuleDef_Init(&definition);
}
