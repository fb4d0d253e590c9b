/* core.h: what the files of the extension share. Python's limited interface, floor 3.11, and the
 * library's public headers only. No state outside the module's own. */
#ifndef APPORTION_PYTHON_CORE_H
#define APPORTION_PYTHON_CORE_H

#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030B0000
#endif
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "apportion/apportion.h"

/* What one import of the module holds. */
typedef struct core_state {
    PyObject *make_error; /* apportion._errors.make */
    PyObject *decimal;    /* decimal.Decimal */
    PyTypeObject *splitter_type, *split_type, *agreement_type, *statement_type, *table_type;
    PyTypeObject *draft_type, *scenario_type;
} core_state;

/* The state of the module that the object's type belongs to. */
core_state *core_state_of(PyObject *self);

/* errors.c. Raises what a call of the library said; ends the findings, which may be NULL. Returns
 * NULL, for the caller to return. */
PyObject *core_raise(core_state *state, const apn_error *err, apn_findings *findings);

/* Raises a fault of the call itself. */
PyObject *core_raise_status(core_state *state, apn_status status, const char *where,
                            const char *message);

/* The findings as a list of tuples (severity, code, file, line, column, where, message, footing).
 */
PyObject *core_findings(const apn_findings *findings);

/* values.c. The amount as a decimal.Decimal. */
PyObject *core_decimal(core_state *state, apn_decimal value);

/* The text of a str as bytes of UTF-8, which live as long as it; NULL with an exception. */
const char *core_text(PyObject *text, Py_ssize_t *length);

/* A report's text as a str; ends the report. */
PyObject *core_report(apn_report *report);

/* parse(text, forms), weight(text), to_units(amount, unit, mode), from_units(units, unit) */
PyObject *core_parse(PyObject *module, PyObject *args);
PyObject *core_weight(PyObject *module, PyObject *text);
PyObject *core_to_units(PyObject *module, PyObject *args);
PyObject *core_from_units(PyObject *module, PyObject *args);

/* Each adds a type to the module and sets its place in the state. */
int core_add_splitter(PyObject *module, core_state *state);
int core_add_agreement(PyObject *module, core_state *state);
int core_add_table(PyObject *module, core_state *state);
int core_add_draft(PyObject *module, core_state *state);
int core_add_statement(PyObject *module, core_state *state);

/* splitter(weights, names, options) */
PyObject *core_splitter(PyObject *module, PyObject *args);

/* The prepared weights that a Splitter holds; NULL with an exception for another object. */
const apn_splitter *core_splitter_of(core_state *state, PyObject *splitter, apn_decimal *unit);

/* split_table(lines, amount, by, key, groups, parties, layout, keeps_nulls, rounding_of_total) */
PyObject *core_split_table(PyObject *module, PyObject *args);
PyObject *core_columns(PyObject *module, PyObject *args);

/* round_table(cells, columns, denominators, unit, cumulative, row_groups, column_groups, totals) */
PyObject *core_round_table(PyObject *module, PyObject *args);

/* table_texts.c. The named columns of a stream: a list of lists of str or None. */
struct ArrowArrayStream;
PyObject *core_texts_of(core_state *state, struct ArrowArrayStream *stream, PyObject *names);

/* agreement(texts, source, digest) */
PyObject *core_agreement(PyObject *module, PyObject *args);
PyObject *core_agreement_wrap(core_state *state, apn_agreement *made, apn_findings *findings);

/* draft(texts, source, digest), scenario(changes), overlay(name, bytes), compare(before, after) */
PyObject *core_draft(PyObject *module, PyObject *args);
PyObject *core_scenario(PyObject *module, PyObject *changes);
PyObject *core_overlay(PyObject *module, PyObject *args);
PyObject *core_compare(PyObject *module, PyObject *args);
apn_agreement *core_agreement_of(PyObject *agreement);

/* Makes a Statement of its own hold on the statement. */
PyObject *core_statement_wrap(core_state *state, apn_statement *statement);

#endif
