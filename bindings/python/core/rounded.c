/* A table of exact amounts rounded so that it foots. */
#include "core.h"

#include <string.h>

/* What a call gives, as the library takes it. */
typedef struct asked {
    size_t rows, columns;
    apn_decimal *cells, *denominators, *totals;
    size_t *numbers[4]; /* parents and members of the rows' groups, then of the columns' */
    apn_table_options options;
} asked;

static void asked_clear(asked *a)
{
    PyMem_Free(a->cells);
    PyMem_Free(a->denominators);
    PyMem_Free(a->totals);
    for (size_t i = 0; i < 4; i++)
        PyMem_Free(a->numbers[i]);
}

/* The figures of a tuple of str; NULL with an exception. */
static apn_decimal *figures_of(core_state *state, PyObject *tuple, size_t count, const char *where)
{
    if (!PyTuple_Check(tuple) || (size_t)PyTuple_Size(tuple) != count) {
        PyErr_SetString(PyExc_ValueError, "a tuple of as many figures as there are is expected");
        return NULL;
    }
    apn_decimal *made = PyMem_Calloc(count + 1, sizeof *made);
    if (!made)
        return (apn_decimal *)PyErr_NoMemory();
    for (size_t i = 0; i < count; i++) {
        apn_error err = {0};
        Py_ssize_t length = 0;
        const char *text = core_text(PyTuple_GetItem(tuple, (Py_ssize_t)i), &length);
        if (text &&
            apn_decimal_parse(text, (size_t)length, APN_FORM_MONEY, NULL, &made[i], &err) == APN_OK)
            continue;
        PyOS_snprintf(err.where, sizeof err.where, "%s[%lu]", where, (unsigned long)i);
        if (text)
            core_raise(state, &err, NULL);
        PyMem_Free(made);
        return NULL;
    }
    return made;
}

/* Places of groups; -1 is none. */
static size_t *places_of(PyObject *tuple, size_t *count)
{
    *count = PyTuple_Check(tuple) ? (size_t)PyTuple_Size(tuple) : 0;
    size_t *made = PyMem_Calloc(*count + 1, sizeof *made);
    if (!made)
        return (size_t *)PyErr_NoMemory();
    for (size_t i = 0; i < *count; i++) {
        Py_ssize_t place = PyLong_AsSsize_t(PyTuple_GetItem(tuple, (Py_ssize_t)i));
        if (PyErr_Occurred()) {
            PyMem_Free(made);
            return NULL;
        }
        made[i] = place < 0 ? APN_NO_GROUP : (size_t)place;
    }
    return made;
}

/* (parents, members) or None; `members` rows or columns. */
static int groups_read(asked *a, PyObject *pair, size_t members, size_t first)
{
    PyObject *tuples[2];
    size_t counts[2];
    if (pair == Py_None)
        return 0;
    if (!PyTuple_Check(pair) || !PyArg_ParseTuple(pair, "OO", &tuples[0], &tuples[1]))
        return -1;
    for (size_t i = 0; i < 2; i++) {
        a->numbers[first + i] = places_of(tuples[i], &counts[i]);
        if (!a->numbers[first + i])
            return -1;
    }
    if (counts[1] != members) {
        PyErr_SetString(PyExc_ValueError, "one group for each row or column is expected");
        return -1;
    }
    const apn_table_groups groups = {
        .count = counts[0], .parents = a->numbers[first], .members = a->numbers[first + 1]};
    if (first == 0)
        a->options.row_groups = groups;
    else
        a->options.column_groups = groups;
    return 0;
}

static int asked_read(core_state *state, PyObject *args, asked *a)
{
    PyObject *cells, *denominators, *row_groups, *column_groups, *totals;
    const char *unit;
    Py_ssize_t columns;
    apn_error err = {0};
    *a = (asked){.options = {.size = sizeof(apn_table_options)}};
    if (!PyArg_ParseTuple(args, "O!nOzpOOO", &PyTuple_Type, &cells, &columns, &denominators, &unit,
                          &a->options.cumulative, &row_groups, &column_groups, &totals))
        return -1;
    a->columns = columns > 0 ? (size_t)columns : 0;
    a->rows = a->columns ? (size_t)PyTuple_Size(cells) / a->columns : 0;
    if (unit && apn_decimal_parse(unit, strlen(unit), APN_FORM_MONEY, NULL, &a->options.unit,
                                  &err) != APN_OK) {
        core_raise(state, &err, NULL);
        return -1;
    }
    a->cells = figures_of(state, cells, a->rows * a->columns, "cells");
    a->denominators = a->cells ? figures_of(state, denominators, a->rows, "denominators") : NULL;
    if (!a->denominators)
        return -1;
    if (totals != Py_None)
        a->totals = figures_of(state, totals, a->columns, "column_totals");
    a->options.denominators = a->denominators;
    a->options.column_totals = a->totals;
    if (totals != Py_None && !a->totals)
        return -1;
    return groups_read(a, row_groups, a->rows, 0) < 0
               ? -1
               : groups_read(a, column_groups, a->columns, 2);
}

static PyObject *amounts_of(core_state *state, const apn_table *table)
{
    size_t columns = apn_table_column_count(table);
    size_t count = apn_table_row_count(table) * columns;
    PyObject *list = PyList_New((Py_ssize_t)count);
    for (size_t i = 0; list && i < count; i++) {
        PyObject *amount = core_decimal(state, apn_table_amount(table, i / columns, i % columns));
        if (!amount)
            Py_CLEAR(list);
        else
            PyList_SetItem(list, (Py_ssize_t)i, amount);
    }
    return list;
}

PyObject *core_round_table(PyObject *module, PyObject *args)
{
    core_state *state = PyModule_GetState(module);
    asked a;
    apn_table *table = NULL;
    apn_error err = {0};
    PyObject *amounts = NULL;
    if (asked_read(state, args, &a) == 0) {
        PyThreadState *thread = PyEval_SaveThread();
        apn_status status = apn_table_make(a.cells, a.rows, a.columns, &a.options, &table, &err);
        PyEval_RestoreThread(thread);
        amounts = status == APN_OK ? amounts_of(state, table) : core_raise(state, &err, NULL);
        apn_table_free(table);
    }
    asked_clear(&a);
    return amounts;
}
