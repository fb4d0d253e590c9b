/* Texts and figures across the border. */
#include "core.h"

#include <string.h>

PyObject *core_decimal(core_state *state, apn_decimal value)
{
    char text[APN_DECIMAL_TEXT_SIZE];
    size_t length = apn_decimal_format(value, 0, text);
    return PyObject_CallFunction(state->decimal, "s#", text, (Py_ssize_t)length);
}

const char *core_text(PyObject *text, Py_ssize_t *length)
{
    if (PyUnicode_Check(text))
        return PyUnicode_AsUTF8AndSize(text, length);
    PyErr_SetString(PyExc_TypeError, "a str is expected");
    return NULL;
}

PyObject *core_report(apn_report *report)
{
    size_t length = 0;
    const char *bytes = apn_report_text(report, &length);
    PyObject *text = PyUnicode_DecodeUTF8(bytes, (Py_ssize_t)length, "replace");
    apn_report_free(report);
    return text;
}

/* forms: the sum of the library's APN_FORM_… */
PyObject *core_parse(PyObject *module, PyObject *args)
{
    core_state *state = PyModule_GetState(module);
    const char *bytes;
    Py_ssize_t length;
    unsigned forms;
    apn_decimal value;
    apn_error err = {0};
    if (!PyArg_ParseTuple(args, "s#I", &bytes, &length, &forms))
        return NULL;
    if (apn_decimal_parse(bytes, (size_t)length, forms, NULL, &value, &err) != APN_OK)
        return core_raise(state, &err, NULL);
    return core_decimal(state, value);
}

PyObject *core_weight(PyObject *module, PyObject *text)
{
    core_state *state = PyModule_GetState(module);
    Py_ssize_t length = 0;
    const char *bytes = core_text(text, &length);
    apn_decimal above, below;
    int percent = 0;
    apn_error err = {0};
    if (!bytes)
        return NULL;
    if (apn_weight_parse(bytes, (size_t)length, &above, &below, &percent, &err) != APN_OK)
        return core_raise(state, &err, NULL);
    PyObject *numerator = core_decimal(state, above);
    PyObject *denominator = numerator ? core_decimal(state, below) : NULL;
    PyObject *weight = denominator ? Py_BuildValue("(OOi)", numerator, denominator, percent) : NULL;
    Py_XDECREF(numerator);
    Py_XDECREF(denominator);
    return weight;
}

/* Two plain figures, and the word of a rounding mode or NULL. */
static int figures_read(core_state *state, PyObject *args, apn_decimal figures[2],
                        apn_rounding_mode *mode)
{
    const char *texts[2], *word = NULL;
    apn_error err = {0};
    if (!PyArg_ParseTuple(args, "ss|z", &texts[0], &texts[1], &word))
        return -1;
    apn_status status = APN_OK;
    for (int i = 0; i < 2 && status == APN_OK; i++)
        status =
            apn_decimal_parse(texts[i], strlen(texts[i]), APN_FORM_PLAIN, NULL, &figures[i], &err);
    if (status == APN_OK && word)
        status = apn_rounding_mode_find(word, strlen(word), mode, &err);
    if (status != APN_OK)
        core_raise(state, &err, NULL);
    return status == APN_OK ? 0 : -1;
}

PyObject *core_to_units(PyObject *module, PyObject *args)
{
    core_state *state = PyModule_GetState(module);
    apn_decimal figures[2], units;
    apn_rounding_mode mode = APN_ROUND_NONE;
    apn_error err = {0};
    if (figures_read(state, args, figures, &mode) < 0)
        return NULL;
    if (apn_decimal_to_units(figures[0], figures[1], mode, &units, &err) != APN_OK)
        return core_raise(state, &err, NULL);
    return core_decimal(state, units);
}

PyObject *core_from_units(PyObject *module, PyObject *args)
{
    core_state *state = PyModule_GetState(module);
    apn_decimal figures[2], amount;
    apn_rounding_mode mode = APN_ROUND_NONE;
    apn_error err = {0};
    if (figures_read(state, args, figures, &mode) < 0)
        return NULL;
    if (apn_decimal_from_units(figures[0], figures[1], &amount, &err) != APN_OK)
        return core_raise(state, &err, NULL);
    return core_decimal(state, amount);
}
