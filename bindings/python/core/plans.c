/* Weights and options of a split. The library judges what they mean together; here texts become
 * numbers and words become choices, with the place in the error. */
#include "plans.h"

#include <string.h>

enum { NOBODY = -1, LARGEST = -2 };

/* One refusal of the library's, with the place in the call put in. Returns -1. */
static int refused(core_state *state, apn_error *err, const char *what, const char *name)
{
    if (!err->where[0])
        PyOS_snprintf(err->where, sizeof err->where, "%s%s%s", what, *name ? "." : "", name);
    core_raise(state, err, NULL);
    return -1;
}

static void *array_of(size_t count, size_t size)
{
    void *made = PyMem_Calloc(count ? count : 1, size);
    if (!made)
        PyErr_NoMemory();
    return made;
}

static int texts_read(PyObject *tuple, const char **texts, Py_ssize_t *lengths, size_t count)
{
    if (!PyTuple_Check(tuple) || (size_t)PyTuple_Size(tuple) != count) {
        PyErr_SetString(PyExc_TypeError, "a tuple of one text for each party is expected");
        return -1;
    }
    for (size_t i = 0; i < count; i++) {
        PyObject *item = PyTuple_GetItem(tuple, (Py_ssize_t)i);
        texts[i] = item == Py_None ? "" : core_text(item, &lengths[i]);
        if (item == Py_None)
            lengths[i] = -1;
        if (!texts[i])
            return -1;
    }
    return 0;
}

/* Reads the weights; the kind is said by the % behind them unless the call has said it. */
static int weights_read(core_state *state, plan *made, const char **texts, Py_ssize_t *lengths)
{
    size_t marked = 0;
    for (size_t i = 0; i < made->count; i++) {
        apn_error err = {0};
        int percent = 0;
        if (lengths[i] < 0 || apn_weight_parse(texts[i], (size_t)lengths[i], &made->weights[i],
                                               &made->denominators[i], &percent, &err) != APN_OK)
            return refused(state, &err, "weights", made->names[i]);
        marked += percent != 0;
    }
    if (made->options.weights_kind != APN_WEIGHTS_PLAIN || marked == 0)
        return 0;
    made->options.weights_kind = APN_WEIGHTS_PERCENT;
    if (marked == made->count)
        return 0;
    core_raise_status(state, APN_USAGE, "weights",
                      "weights with % and weights without do not mix: mark all of them, or none "
                      "and say percent=True");
    return -1;
}

static int kind_read(core_state *state, const char *word, const char *method, plan *made)
{
    if (!word)
        return 0;
    if (strcmp(word, "percent") == 0)
        made->options.weights_kind = APN_WEIGHTS_PERCENT;
    else if (strcmp(word, "rescale") == 0)
        made->options.weights_kind = APN_WEIGHTS_RESCALE;
    else
        made->options.weights_kind = APN_WEIGHTS_AS_PUBLISHED;
    /* The method's default is told apart from its being named only here. */
    if (made->options.weights_kind != APN_WEIGHTS_AS_PUBLISHED || !method ||
        made->options.method == APN_INDEPENDENT)
        return 0;
    core_raise_status(state, APN_USAGE, "method",
                      "share_sum=\"as-published\" rounds each amount alone: leave out the method");
    return -1;
}

/* method, ties, mode, total_rounding and unit, each NULL where the call leaves it out. */
static int words_read(core_state *state, plan *made, const char *const words[5])
{
    static const char *const names[] = {"method", "ties", "mode", "rounding_of_total", "unit"};
    apn_split_options *options = &made->options;
    apn_error err = {0};
    for (size_t i = 0; i < 5; i++) {
        size_t length = words[i] ? strlen(words[i]) : 0;
        apn_status status = APN_OK;
        if (!words[i])
            continue;
        if (i == 0)
            status = apn_method_find(words[i], length, &options->method, &err);
        else if (i == 1)
            status = apn_ties_find(words[i], length, &options->ties, &err);
        else if (i == 2)
            status = apn_rounding_mode_find(words[i], length, &options->mode, &err);
        else if (i == 3)
            status = apn_rounding_mode_find(words[i], length, &options->total_rounding, &err);
        else
            status =
                apn_decimal_parse(words[i], length, APN_FORM_MONEY, NULL, &options->unit, &err);
        if (status != APN_OK)
            return refused(state, &err, names[i], "");
    }
    if (words[4] && options->unit.sign <= 0) {
        core_raise_status(state, APN_NUMBER, "unit", "the unit is not above zero");
        return -1;
    }
    return 0;
}

static int bounds_read(core_state *state, plan *made, PyObject *tuple, const char *what,
                       apn_bound **out)
{
    if (tuple == Py_None)
        return 0;
    const char **texts = array_of(made->count, sizeof *texts);
    Py_ssize_t *lengths = array_of(made->count, sizeof *lengths);
    *out = array_of(made->count, sizeof **out);
    int result = texts && lengths && *out ? texts_read(tuple, texts, lengths, made->count) : -1;
    for (size_t i = 0; result == 0 && i < made->count; i++) {
        apn_error err = {0};
        size_t length = lengths[i] < 0 ? 0 : (size_t)lengths[i];
        if (lengths[i] < 0)
            continue;
        int percent = length > 0 && texts[i][length - 1] == '%';
        (*out)[i].kind = percent ? APN_BOUND_PERCENT : APN_BOUND_AMOUNT;
        if (apn_decimal_parse(texts[i], length, percent ? APN_FORM_PERCENT : APN_FORM_MONEY, NULL,
                              &(*out)[i].value, &err) != APN_OK)
            result = refused(state, &err, what, made->names[i]);
    }
    PyMem_Free((void *)texts);
    PyMem_Free(lengths);
    return result;
}

static int places_read(plan *made, Py_ssize_t to, Py_ssize_t absorber, int published)
{
    Py_ssize_t count = (Py_ssize_t)made->count;
    if (to >= count || absorber >= count || to < LARGEST || absorber < NOBODY) {
        PyErr_SetString(PyExc_IndexError, "no party has that place");
        return -1;
    }
    apn_split_options *options = &made->options;
    options->to = to == NOBODY ? APN_TO_NOBODY : to == LARGEST ? APN_TO_LARGEST : APN_TO_PARTY;
    options->to_party = to >= 0 ? (size_t)to : 0;
    options->has_absorber = absorber >= 0;
    options->absorber = absorber >= 0 ? (size_t)absorber : 0;
    options->published = published >= 0;
    options->published_decimals = published >= 0 ? (unsigned)published : 0;
    return 0;
}

static int arrays_read(core_state *state, plan *made, PyObject *weights, PyObject *names)
{
    const char **texts = array_of(made->count, sizeof *texts);
    Py_ssize_t *lengths = array_of(made->count, sizeof *lengths);
    int result = -1;
    made->weights = array_of(made->count, sizeof *made->weights);
    made->denominators = array_of(made->count, sizeof *made->denominators);
    made->names = array_of(made->count, sizeof *made->names);
    if (texts && lengths && made->weights && made->denominators && made->names &&
        texts_read(names, made->names, lengths, made->count) == 0 &&
        texts_read(weights, texts, lengths, made->count) == 0)
        result = weights_read(state, made, texts, lengths);
    PyMem_Free((void *)texts);
    PyMem_Free(lengths);
    return result;
}

int plan_read(core_state *state, PyObject *args, plan *out)
{
    PyObject *weights, *names, *floors, *caps;
    const char *kind, *words[5];
    Py_ssize_t to, absorber;
    int published;
    *out = (plan){.options = {.size = sizeof(apn_split_options)}};
    if (!PyArg_ParseTuple(args, "O!O!(zzzznzziOOn)", &PyTuple_Type, &weights, &PyTuple_Type, &names,
                          &kind, &words[0], &words[1], &words[2], &to, &words[4], &words[3],
                          &published, &floors, &caps, &absorber))
        return -1;
    out->count = (size_t)PyTuple_Size(weights);
    if (words_read(state, out, words) < 0 || kind_read(state, kind, words[0], out) < 0 ||
        arrays_read(state, out, weights, names) < 0 ||
        places_read(out, to, absorber, published) < 0 ||
        bounds_read(state, out, floors, "floors", &out->floors) < 0 ||
        bounds_read(state, out, caps, "caps", &out->caps) < 0)
        return -1;
    out->options.denominators = out->denominators;
    out->options.floors = out->floors;
    out->options.caps = out->caps;
    out->options.names = out->names;
    return 0;
}

void plan_clear(plan *made)
{
    PyMem_Free(made->weights);
    PyMem_Free(made->denominators);
    PyMem_Free(made->floors);
    PyMem_Free(made->caps);
    PyMem_Free((void *)made->names);
    *made = (plan){0};
}
