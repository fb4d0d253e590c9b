/* What the library says is wrong, as exceptions: the same codes, places and sentences. */
#include "core.h"

#include <string.h>

/* For the format O& of Py_BuildValue. */
static PyObject *utf8(void *bytes)
{
    const char *text = bytes;
    return PyUnicode_DecodeUTF8(text, (Py_ssize_t)strlen(text), "replace");
}

static PyObject *footing(void *details)
{
    const apn_footing *found = details;
    if (!found)
        Py_RETURN_NONE;
    PyObject *candidates = PyList_New(0);
    for (size_t i = 0; candidates && i < found->candidates_count; i++) {
        PyObject *pair =
            Py_BuildValue("(ss)", found->candidates[i].entry, found->candidates[i].value);
        if (!pair || PyList_Append(candidates, pair) < 0)
            Py_CLEAR(candidates);
        Py_XDECREF(pair);
    }
    return candidates ? Py_BuildValue("(sssssN)", found->table, found->what, found->id,
                                      found->difference, found->diagnosis, candidates)
                      : NULL;
}

static PyObject *finding(const apn_finding *found)
{
    return Py_BuildValue("(ssO&IIO&O&O&)", apn_severity_word(found->severity),
                         apn_status_word(found->code), utf8, found->file, found->line,
                         found->column, utf8, found->where, utf8, found->message, footing,
                         found->footing);
}

PyObject *core_findings(const apn_findings *findings)
{
    PyObject *list = PyList_New(0);
    for (size_t i = 0; list && i < apn_findings_count(findings); i++) {
        PyObject *entry = finding(apn_findings_at(findings, i));
        if (!entry || PyList_Append(list, entry) < 0)
            Py_CLEAR(list);
        Py_XDECREF(entry);
    }
    return list;
}

static const char *blame_word(apn_status status)
{
    switch (apn_status_blame(status)) {
    case APN_BLAME_INPUT:
        return "input";
    case APN_BLAME_CALLER:
        return "caller";
    case APN_BLAME_MACHINE:
        return "machine";
    default:
        return "library";
    }
}

PyObject *core_raise(core_state *state, const apn_error *err, apn_findings *findings)
{
    PyObject *list = core_findings(findings);
    apn_findings_free(findings);
    if (!list)
        return NULL;
    PyObject *error = PyObject_CallFunction(
        state->make_error, "ssIIO&O&N", apn_status_word(err->status), blame_word(err->status),
        err->line, err->column, utf8, err->where, utf8, err->message, list);
    if (error)
        PyErr_SetObject((PyObject *)Py_TYPE(error), error);
    Py_XDECREF(error);
    return NULL;
}

PyObject *core_raise_status(core_state *state, apn_status status, const char *where,
                            const char *message)
{
    apn_error err = {.status = status};
    PyOS_snprintf(err.where, sizeof err.where, "%s", where);
    PyOS_snprintf(err.message, sizeof err.message, "%s", message);
    return core_raise(state, &err, NULL);
}
