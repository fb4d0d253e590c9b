/* reading.h: what the library's calls back into Python need while it reads texts. */
#ifndef APPORTION_PYTHON_READING_H
#define APPORTION_PYTHON_READING_H

#include <stdbool.h>

#include "core.h"

typedef struct reading {
    PyObject *source, *digest; /* functions: (from, name) -> bytes; bytes -> 64 digits */
    PyObject *kept;            /* the sheets that the library has been given */
    PyObject
        *raised[3]; /* an exception that is none of the library's faults: it ends the reading */
} reading;

/* Holds the functions. 0, or -1 with an exception; it is to be ended either way. */
int reading_begin(reading *r, PyObject *source, PyObject *digest);
void reading_end(reading *r);

/* The options that bring sheets and digests by the functions; they take the lock themselves. */
apn_agreement_options reading_options(reading *r);

/* Raises what one of the functions has raised, and forgets it; false when none has. */
bool reading_raised(reading *r);

/* Texts from a tuple of (name, bytes), which must outlive them; PyMem_Free ends the array. NULL
 * with an exception. */
apn_text_source *texts_of(PyObject *list, size_t count);

#endif
