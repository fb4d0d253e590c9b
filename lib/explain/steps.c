/* steps.c: putting down steps, their terms and their outcomes. */
#include "explain_model.h"

#include <stdio.h>

#include "rational.h"

const apn__place apn__explained_nowhere = {"", 0, 0};

const char *apn__explained_text(apn_explanation *out, const char *text)
{
    const char *copy = *text == '\0' ? "" : apn__arena_copy(out->arena, text, strlen(text));
    out->failed = out->failed || copy == NULL;
    return copy == NULL ? "" : copy;
}

/* Room for one more; false, remembered, when there is none. */
static bool grow(apn_explanation *out, void **list, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return true;
    size_t wanted = *room == 0 ? 64 : apn__multiply_sizes(2, *room);
    void *grown = apn__grow(*list, wanted, size);
    out->failed = out->failed || grown == NULL;
    if (grown == NULL)
        return false;
    *list = grown;
    *room = wanted;
    return true;
}

static const char *id_of_step(apn_explanation *out, size_t step)
{
    char id[32];
    (void)snprintf(id, sizeof id, "s%zu", step + 1);
    return apn__explained_text(out, id);
}

size_t apn__step_begin(apn_explanation *out, const char *rule, const char *line, const char *basis,
                       const char *year)
{
    void *list = out->steps;
    if (!grow(out, &list, out->step_count, &out->step_room, sizeof *out->steps))
        return APN__NONE;
    out->steps = list;
    out->steps[out->step_count] = (apn__explained_step){
        .info = {.id = id_of_step(out, out->step_count),
                 .rule = rule,
                 .line = apn__explained_text(out, line),
                 .basis = apn__explained_text(out, basis),
                 .year = apn__explained_text(out, year),
                 .says = ""},
        .first_term = out->term_count,
        .first_outcome = out->outcome_count,
    };
    return out->step_count++;
}

void apn__step_says(apn_explanation *out, const char *format, ...)
{
    apn__buffer text = {0};
    va_list arguments;
    va_start(arguments, format);
    apn__buffer_print_list(&text, format, arguments);
    va_end(arguments);
    out->failed = out->failed || text.failed;
    if (!out->failed && out->step_count > 0)
        out->steps[out->step_count - 1].info.says = apn__explained_text(out, text.bytes);
    apn__buffer_end(&text);
}

static const char *id_of(const apn_explanation *out, size_t party)
{
    return party == APN__NONE ? "" : out->statement->agreement->parties[party].info.id;
}

static void add_term(apn_explanation *out, apn_term term)
{
    void *list = out->terms;
    if (out->failed || !grow(out, &list, out->term_count, &out->term_room, sizeof *out->terms))
        return;
    out->terms = list;
    out->terms[out->term_count++] = term;
    out->steps[out->step_count - 1].info.terms++;
}

void apn__term_word(apn_explanation *out, const char *name, size_t party, const char *value,
                    apn__place place)
{
    add_term(out, (apn_term){.name = apn__explained_text(out, name),
                             .party = id_of(out, party),
                             .value = apn__explained_text(out, value),
                             .from = "",
                             .file = place.line == 0 ? "" : apn__explained_text(out, place.file),
                             .line = place.line,
                             .column = place.column});
}

void apn__term_decimal(apn_explanation *out, const char *name, size_t party, apn_decimal value,
                       apn__place place)
{
    char text[APN_DECIMAL_TEXT_SIZE];
    apn_decimal_format(value, 0, text);
    apn__term_word(out, name, party, text, place);
}

/* The whole text of a fraction, in the arena. */
static const char *fraction(apn_explanation *out, const mpq_t value)
{
    size_t length = apn__fraction_text(value, NULL, 0);
    char *text = apn__arena_alloc(out->arena, apn__add_sizes(length, 1), 1);
    out->failed = out->failed || text == NULL;
    if (text == NULL)
        return "";
    (void)apn__fraction_text(value, text, length + 1);
    return text;
}

void apn__term_fraction(apn_explanation *out, const char *name, size_t party, const mpq_t value,
                        apn__place place)
{
    apn__term_word(out, name, party, fraction(out, value), place);
}

void apn__term_step(apn_explanation *out, const char *name, size_t step)
{
    if (step == APN__NONE || out->failed)
        return;
    add_term(out, (apn_term){.name = apn__explained_text(out, name),
                             .party = "",
                             .value = "",
                             .from = out->steps[step].info.id,
                             .file = ""});
}

static void add_outcome(apn_explanation *out, const char *name, size_t party, const char *value)
{
    void *list = out->outcomes;
    if (out->failed ||
        !grow(out, &list, out->outcome_count, &out->outcome_room, sizeof *out->outcomes))
        return;
    out->outcomes = list;
    out->outcomes[out->outcome_count++] =
        (apn_outcome){apn__explained_text(out, name), id_of(out, party), "", value};
    out->steps[out->step_count - 1].info.results++;
}

void apn__outcome_word(apn_explanation *out, const char *name, size_t party, const char *value)
{
    add_outcome(out, name, party, apn__explained_text(out, value));
}

void apn__outcome_decimal(apn_explanation *out, const char *name, size_t party, apn_decimal value)
{
    char text[APN_DECIMAL_TEXT_SIZE];
    apn_decimal_format(value, 0, text);
    apn__outcome_word(out, name, party, text);
}

void apn__outcome_fraction(apn_explanation *out, const char *name, size_t party, const mpq_t value)
{
    add_outcome(out, name, party, fraction(out, value));
}

void apn__outcome_of_line(apn_explanation *out, const char *line)
{
    if (!out->failed)
        out->outcomes[out->outcome_count - 1].line = apn__explained_text(out, line);
}
