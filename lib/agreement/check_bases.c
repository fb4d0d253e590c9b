/* check_bases.c: bases that are made of others: none of itself, and none too deep. The walk keeps
 * its own stack, so that a long chain in a file cannot fill the program's. */
#include "agreement_reader.h"

#include "library_limits.h"

typedef struct walk {
    apn__reader *reader;
    size_t *path;     /* the bases on the way to where the walk stands */
    size_t length;    /* how many */
    size_t *next;     /* of each basis: the part to be looked at next; above part_count: done */
    unsigned *levels; /* of each basis that is done: how many bases deep it is */
} walk;

static const apn__basis *basis_at(const walk *w, size_t basis)
{
    return &w->reader->agreement->bases[basis];
}

/* The id of the line that the inline basis is written at. */
static const char *line_of(const walk *w, size_t basis)
{
    const apn_agreement *agreement = w->reader->agreement;
    size_t line = 0;
    while (line < agreement->line_count &&
           (agreement->lines[line].info.id == NULL || agreement->lines[line].basis != basis))
        line++;
    return line < agreement->line_count ? agreement->lines[line].info.id : "";
}

static void fault_basis(const walk *w, size_t basis, apn__place place, apn_status code,
                        const apn__buffer *sentence)
{
    bool is_inline = basis_at(w, basis)->is_inline;
    const char *id = is_inline ? line_of(w, basis) : basis_at(w, basis)->name;
    apn__trail top = {NULL, apn__text_of(is_inline ? "cost_lines" : "bases"), 0};
    apn__trail named = {&top, apn__text_of(id), 0};
    apn__trail beside = {&named, {"basis", 5}, 0};
    if (sentence->failed)
        apn__findings_fail_memory(w->reader->findings);
    else
        apn__fault(w->reader, code, place, is_inline ? &beside : &named, "%s", sentence->bytes);
}

/* The way from a basis back to itself, which stands at path[from] to the end. */
static void report_cycle(const walk *w, size_t from)
{
    const apn__basis *first = basis_at(w, w->path[from]);
    apn__buffer text = {0};
    apn__buffer_print(&text, "basis `%s` is made of itself (", first->name);
    for (size_t i = from; i < w->length; i++)
        apn__buffer_print(&text, "%s → ", basis_at(w, w->path[i])->name);
    apn__buffer_print(&text, "%s): name another basis in one of them", first->name);
    fault_basis(w, w->path[from], first->parts[w->next[w->path[from]] - 1].place, APN_CYCLE, &text);
    apn__buffer_end(&text);
}

static void report_depth(const walk *w, size_t basis)
{
    apn__buffer text = {0};
    apn__buffer_print(&text,
                      "basis `%s` is made of bases that are made of bases, and so on, more than %u "
                      "deep: make it of fewer",
                      basis_at(w, basis)->name, APN__LIMIT_BASIS_DEPTH);
    fault_basis(w, basis, basis_at(w, basis)->place, APN_LIMIT, &text);
    apn__buffer_end(&text);
}

static bool is_done(const walk *w, size_t basis)
{
    return w->next[basis] > basis_at(w, basis)->part_count;
}

/* Looks at the next part of the last basis on the path. */
static void look(walk *w, const apn__part *part)
{
    size_t from = 0;
    if (part->basis == APN__NONE || is_done(w, part->basis))
        return;
    if (w->next[part->basis] == 0) {
        w->path[w->length++] = part->basis;
        return;
    }
    while (w->path[from] != part->basis)
        from++;
    report_cycle(w, from);
}

/* All parts of the basis are done. */
static void finish(walk *w, size_t basis)
{
    const apn__basis *done = basis_at(w, basis);
    unsigned deepest = 0;
    for (size_t i = 0; i < done->part_count; i++) {
        size_t part = done->parts[i].basis;
        if (part != APN__NONE && w->levels[part] > deepest)
            deepest = w->levels[part];
    }
    w->levels[basis] = deepest + 1;
    w->next[basis] = done->part_count + 1;
    w->length--;
    if (w->levels[basis] == APN__LIMIT_BASIS_DEPTH + 1)
        report_depth(w, basis);
}

static void walk_from(walk *w, size_t basis)
{
    if (is_done(w, basis))
        return;
    w->path[w->length++] = basis;
    while (w->length > 0) {
        size_t last = w->path[w->length - 1];
        const apn__basis *at = basis_at(w, last);
        if (w->next[last] == at->part_count)
            finish(w, last);
        else
            look(w, &at->parts[w->next[last]++]);
    }
}

/* Why a basis cannot be a part of another, or NULL. */
static const char *unfit(const apn__basis *part)
{
    if (part->kind == APN__WITH_EFFECT_FROM)
        return "changes from a date on, which cuts the life of a line: let a line name it, and no "
               "other basis";
    if (part->weights_kind == APN_WEIGHTS_AS_PUBLISHED)
        return "takes its percentages as published, each party paying its own, so no other basis "
               "can be made of it: write `share_sum: rescale` beside them";
    return NULL;
}

static void check_parts(const walk *w, size_t basis)
{
    const apn__basis *made = basis_at(w, basis);
    for (size_t i = 0; i < made->part_count; i++) {
        if (made->parts[i].basis == APN__NONE)
            continue;
        const apn__basis *part = basis_at(w, made->parts[i].basis);
        const char *why = unfit(part);
        apn__buffer text = {0};
        if (why == NULL)
            continue;
        apn__buffer_print(&text, "basis `%s` %s", part->name, why);
        fault_basis(w, basis, made->parts[i].place, APN_WRONG_TYPE, &text);
        apn__buffer_end(&text);
    }
}

void apn__check_bases(apn__reader *reader)
{
    size_t count = reader->agreement->basis_count;
    walk w = {.reader = reader,
              .path = apn__scratch(reader, count, sizeof *w.path),
              .next = apn__scratch(reader, count, sizeof *w.next),
              .levels = apn__scratch(reader, count, sizeof *w.levels)};
    if (w.path == NULL || w.next == NULL || w.levels == NULL)
        return;
    for (size_t basis = 0; basis < count; basis++)
        walk_from(&w, basis);
    for (size_t basis = 0; basis < count; basis++)
        check_parts(&w, basis);
}
