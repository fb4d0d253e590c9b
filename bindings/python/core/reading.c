/* Texts, and functions of Python's that bring the sheets that they name and take digests. The
 * library calls them on the thread that reads, which has released the lock of the interpreter. */
#include "reading.h"

#include <string.h>

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
    PyGILState_STATE lock = PyGILState_Ensure();
    PyObject *text = PyObject_CallFunction(r->source, "ss", from, name);
    char *start = NULL;
    Py_ssize_t size = 0;
    if (!text || PyBytes_AsStringAndSize(text, &start, &size) < 0 || PySet_Add(r->kept, text) < 0) {
        status = fault_of(r, err);
    } else {
        *bytes = start;
        *length = (size_t)size;
    }
    Py_XDECREF(text); /* kept by the set */
    PyGILState_Release(lock);
    return status;
}

static void take_digest(void *context, const char *bytes, size_t length,
                        char digest[APN_DIGEST_SIZE])
{
    reading *r = context;
    PyGILState_STATE lock = PyGILState_Ensure();
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
    PyGILState_Release(lock);
}

apn_agreement_options reading_options(reading *r)
{
    return (apn_agreement_options){.size = sizeof(apn_agreement_options),
                                   .source = read_sheet,
                                   .source_context = r,
                                   .digest = take_digest,
                                   .digest_context = r};
}

int reading_begin(reading *r, PyObject *source, PyObject *digest)
{
    *r = (reading){
        .source = Py_NewRef(source), .digest = Py_NewRef(digest), .kept = PySet_New(NULL)};
    return r->kept ? 0 : -1;
}

bool reading_raised(reading *r)
{
    if (!r->raised[0])
        return false;
    PyErr_Restore(r->raised[0], r->raised[1], r->raised[2]);
    memset(r->raised, 0, sizeof r->raised);
    return true;
}

void reading_end(reading *r)
{
    Py_CLEAR(r->source);
    Py_CLEAR(r->digest);
    Py_CLEAR(r->kept);
    for (size_t i = 0; i < 3; i++)
        Py_CLEAR(r->raised[i]);
}

apn_text_source *texts_of(PyObject *list, size_t count)
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
