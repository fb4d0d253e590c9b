/* issued_reader.c: from the JSON of a statement to what it says. Every fault is told, and nothing
 * is taken for granted: the text has been outside. */
#include "issued_model.h"

#include <stdlib.h>

#include "json.h"
#include "rational.h"

typedef struct reading {
    apn_issued *issued;
    apn_findings *findings;
    apn__path path;
    bool no_memory;
    mpq_t fraction; /* for trying exact figures */
} reading;

static void fault(reading *r, apn_status code, apn__place place, const char *sentence)
{
    apn__findings_add(r->findings, APN_ERROR, code, place, r->path.text, "%s", sentence);
}

static const char *kind_in_words(apn__node_kind kind)
{
    return kind == APN__MAPPING    ? "an object"
           : kind == APN__SEQUENCE ? "a list"
                                   : "a text in quotes";
}

static bool is_kind(reading *r, const apn__node *node, apn__node_kind kind)
{
    if (node->kind == kind && (kind != APN__SCALAR || node->quoted))
        return true;
    if (node->kind != APN__INVALID)
        apn__findings_add(r->findings, APN_ERROR, APN_WRONG_TYPE, node->place, r->path.text,
                          "`%s` in a statement is %s, and something else stands here", r->path.text,
                          kind_in_words(kind));
    return false;
}

/* The value of a key, of that kind; NULL, reported where it has to be there, when it has none. */
static const apn__node *find(reading *r, const apn__node *up, const char *key, apn__node_kind kind,
                             bool required)
{
    const apn__node *node = apn__node_find(up, key);
    size_t length = apn__path_push(&r->path, apn__text_of(key));
    bool good = node != NULL && is_kind(r, node, kind);
    if (node == NULL && required)
        apn__findings_add(r->findings, APN_ERROR, APN_MISSING_KEY, up->place, r->path.text,
                          "`%s` is missing from the statement: take the file as it was issued",
                          r->path.text);
    apn__path_cut(&r->path, length);
    return good ? node : NULL;
}

static const char *keep(reading *r, apn__text text)
{
    char *kept = apn__arena_copy(r->issued->arena, text.bytes, text.length);
    r->no_memory = r->no_memory || kept == NULL;
    return kept == NULL ? "" : kept;
}

static const char *read_text(reading *r, const apn__node *up, const char *key, bool required)
{
    const apn__node *node = find(r, up, key, APN__SCALAR, required);
    return node == NULL ? "" : keep(r, node->text);
}

/* A fault of the value of a key. */
static void fault_value(reading *r, apn_status code, const apn__node *node, const char *sentence)
{
    size_t length = apn__path_push(&r->path, node->key);
    fault(r, code, node->place, sentence);
    apn__path_cut(&r->path, length);
}

/* An amount of whole units; *place, when asked for, is where it stands. */
static bool read_amount(reading *r, const apn__node *up, const char *key, bool required,
                        apn_decimal *out, apn__place *place)
{
    const apn__node *node = find(r, up, key, APN__SCALAR, required);
    apn_error err = {0};
    apn_decimal units;
    if (node == NULL)
        return false;
    apn_status status =
        apn_decimal_parse(node->text.bytes, node->text.length, APN_FORM_PLAIN, NULL, out, &err);
    if (status == APN_OK && r->issued->info.unit.sign > 0)
        status = apn_decimal_to_units(*out, r->issued->info.unit, APN_ROUND_NONE, &units, &err);
    if (status != APN_OK)
        fault_value(r, status, node, err.message);
    if (place != NULL)
        *place = node->place;
    return status == APN_OK;
}

static const char *read_exact(reading *r, const apn__node *up, const char *key, bool required)
{
    const apn__node *node = find(r, up, key, APN__SCALAR, required);
    if (node == NULL)
        return "";
    if (apn__exact_read(node->text.bytes, r->fraction))
        return keep(r, node->text);
    fault_value(r, APN_NUMBER, node,
                "this is not an exact figure, which is written as a fraction of two whole numbers "
                "(\"441/1250\") or as one (\"352800\")");
    return "";
}

static void read_status(reading *r, const apn__node *up, apn_issued_cell_info *cell)
{
    const apn__node *node = find(r, up, "status", APN__SCALAR, true);
    const char *word;
    if (node == NULL)
        return;
    for (int i = 0; (word = apn_cell_status_word((apn_cell_status)i)) != NULL; i++)
        if (apn__text_is(node->text, word)) {
            cell->status = (apn_cell_status)i;
            return;
        }
    fault_value(r, APN_WRONG_TYPE, node,
                "there is no such status: a cell is `shared`, `excluded`, `not-a-member` or "
                "`direct`");
}

/* The cells stand in the order of the parties. */
static void check_cell_party(reading *r, const apn__node *node, size_t party)
{
    const apn__node *id = find(r, node, "party", APN__SCALAR, true);
    if (id == NULL || apn__text_is(id->text, r->issued->parties[party].id))
        return;
    apn__findings_add(r->findings, APN_ERROR, APN_UNKNOWN_ID, id->place, r->path.text,
                      "a cell of party `%.*s` stands here, where that of `%s` was expected: a line "
                      "has one for each party, in the order of `parties`",
                      (int)apn__utf8_cut(id->text.bytes, id->text.length,
                                         id->text.length < 64 ? id->text.length : 64),
                      id->text.bytes, r->issued->parties[party].id);
}

static void read_cell(reading *r, const apn__node *node, size_t party, bool together,
                      apn_issued_cell_info *cell)
{
    *cell = (apn_issued_cell_info){
        .status = APN_CELL_NOT_A_MEMBER, .reason = "", .share = "", .quota = "", .moved = ""};
    if (!is_kind(r, node, APN__MAPPING))
        return;
    check_cell_party(r, node, party);
    read_status(r, node, cell);
    if (cell->status == APN_CELL_EXCLUDED)
        cell->reason = read_text(r, node, "reason", true);
    if (cell->status != APN_CELL_SHARED && cell->status != APN_CELL_DIRECT)
        return;
    cell->share = read_exact(r, node, "share", true);
    cell->quota = read_exact(r, node, "quota", true);
    if (together)
        return;
    cell->has_amount = read_amount(r, node, "amount", true, &cell->amount, NULL);
    cell->moved = read_exact(r, node, "moved", true);
}

static void read_cells(reading *r, const apn__node *up, apn__issued_line *line)
{
    const apn__node *list = find(r, up, "cells", APN__SEQUENCE, true);
    size_t length = apn__path_push(&r->path, apn__text_of("cells")), at = 0;
    bool together = strcmp(line->info.method, "total") == 0;
    line->cells = apn__arena_alloc(r->issued->arena, r->issued->party_count, sizeof *line->cells);
    r->no_memory = r->no_memory || line->cells == NULL;
    if (list != NULL && list->count != r->issued->party_count)
        apn__findings_add(r->findings, APN_ERROR, APN_WRONG_TYPE, list->place, r->path.text,
                          "the line has %zu cells, and the statement has %zu parties: take the "
                          "file as it was issued",
                          list->count, r->issued->party_count);
    else if (list != NULL && line->cells != NULL)
        for (const apn__node *node = list->first; node != NULL; node = node->next, at++) {
            size_t here = apn__path_push_index(&r->path, at);
            read_cell(r, node, at, together, &line->cells[at]);
            apn__path_cut(&r->path, here);
        }
    apn__path_cut(&r->path, length);
}

static void read_line(reading *r, const apn__node *node, apn__issued_line *line)
{
    *line = (apn__issued_line){.info = {.id = "", .basis = "", .method = ""}};
    if (!is_kind(r, node, APN__MAPPING))
        return;
    line->info.id = read_text(r, node, "id", true);
    line->info.basis = read_text(r, node, "basis", true);
    line->info.method = read_text(r, node, "method", true);
    (void)read_amount(r, node, "total", true, &line->info.total, &line->place);
    read_cells(r, node, line);
}

static void read_party(reading *r, const apn__node *node, size_t at)
{
    apn_issued_party_info *party = &r->issued->parties[at];
    *party = (apn_issued_party_info){.id = "", .quota = ""};
    if (!is_kind(r, node, APN__MAPPING))
        return;
    party->id = read_text(r, node, "party", true);
    (void)read_amount(r, node, "amount", true, &party->amount, &r->issued->party_places[at]);
    party->due = party->amount;
    (void)read_amount(r, node, "due", false, &party->due, NULL);
    party->has_together = apn__node_find(node, "together") != NULL;
    if (party->has_together) {
        (void)read_amount(r, node, "together", true, &party->together, NULL);
        party->quota = read_exact(r, node, "quota", true);
    }
}

/* Walks a list at the top of the statement. */
static void read_list(reading *r, const apn__node *list, const char *key,
                      void (*read)(reading *r, const apn__node *node, size_t at))
{
    size_t length = apn__path_push(&r->path, apn__text_of(key)), at = 0;
    for (const apn__node *node = list->first; node != NULL && !r->no_memory;
         node = node->next, at++) {
        size_t here = apn__path_push_index(&r->path, at);
        read(r, node, at);
        apn__path_cut(&r->path, here);
    }
    apn__path_cut(&r->path, length);
}

static void read_line_at(reading *r, const apn__node *node, size_t at)
{
    read_line(r, node, &r->issued->lines[at]);
}

static int compare_ids(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* An id stands once in its list. */
static void check_ids(reading *r, const char **ids, size_t count, apn__place place,
                      const char *what)
{
    qsort(ids, count, sizeof *ids, compare_ids);
    for (size_t i = 1; i < count; i++)
        if (*ids[i] != '\0' && strcmp(ids[i - 1], ids[i]) == 0)
            apn__findings_add(r->findings, APN_ERROR, APN_DUPLICATE_ID, place, what,
                              "`%s` stands twice in `%s` of the statement: take the file as it was "
                              "issued",
                              ids[i], what);
}

static bool fits(reading *r, const apn__node *lines, const apn__node *parties)
{
    bool good = lines->count <= APN__LIMIT_LINES && parties->count <= APN__LIMIT_PARTIES &&
                lines->count * parties->count <= APN__LIMIT_CELLS;
    if (!good)
        fault(r, APN_LIMIT, lines->place,
              "the statement has more lines, parties or cells than one of the library can have");
    return good;
}

static void read_lists(reading *r, const apn__node *root)
{
    apn_issued *issued = r->issued;
    const apn__node *lines = find(r, root, "lines", APN__SEQUENCE, true);
    const apn__node *parties = find(r, root, "parties", APN__SEQUENCE, true);
    if (lines == NULL || parties == NULL || !fits(r, lines, parties))
        return;
    size_t most = lines->count > parties->count ? lines->count : parties->count;
    const char **ids = apn__arena_alloc(issued->arena, most, sizeof *ids);
    issued->parties = apn__arena_alloc(issued->arena, parties->count, sizeof *issued->parties);
    issued->party_places =
        apn__arena_alloc(issued->arena, parties->count, sizeof *issued->party_places);
    issued->lines = apn__arena_alloc(issued->arena, lines->count, sizeof *issued->lines);
    r->no_memory = ids == NULL || issued->parties == NULL || issued->party_places == NULL ||
                   issued->lines == NULL;
    if (r->no_memory)
        return;
    issued->party_count = parties->count;
    read_list(r, parties, "parties", read_party);
    issued->line_count = lines->count;
    read_list(r, lines, "lines", read_line_at);
    for (size_t i = 0; i < parties->count; i++)
        ids[i] = issued->parties[i].id;
    check_ids(r, ids, parties->count, parties->place, "parties");
    for (size_t i = 0; i < lines->count && !r->no_memory; i++)
        ids[i] = issued->lines[i].info.id;
    check_ids(r, ids, r->no_memory ? 0 : lines->count, lines->place, "lines");
}

/* The unit comes first: amounts are whole numbers of it. */
static void read_unit(reading *r, const apn__node *root)
{
    const apn__node *node = apn__node_find(root, "unit");
    apn_decimal unit;
    if (!read_amount(r, root, "unit", true, &unit, NULL))
        return;
    if (unit.sign > 0)
        r->issued->info.unit = unit;
    else
        fault_value(r, APN_NUMBER, node, "the unit of amounts is above zero");
}

static bool is_digest(const char *text)
{
    return strncmp(text, "sha256:", 7) == 0 && strspn(text + 7, "0123456789abcdef") == 64 &&
           text[71] == '\0';
}

static void read_head(reading *r, const apn__node *root)
{
    apn_issued_info *info = &r->issued->info;
    const apn__node *digest = find(r, root, "digest", APN__SCALAR, false);
    info->agreement = read_text(r, root, "agreement", true);
    info->year = read_text(r, root, "year", true);
    info->measure = read_text(r, root, "measure", true);
    info->currency = read_text(r, root, "currency", true);
    info->level = read_text(r, root, "level", true);
    info->digest = digest == NULL ? "" : keep(r, digest->text);
    if (*info->digest != '\0' && !is_digest(info->digest))
        fault_value(r, APN_WRONG_TYPE, digest,
                    "a digest is `sha256:` and 64 hexadecimal digits in small letters");
    read_unit(r, root);
    (void)read_amount(r, root, "total", true, &info->total, &r->issued->total_place);
    (void)read_amount(r, root, "unapportioned", true, &info->unapportioned, NULL);
}

static bool is_statement(reading *r, const apn__node *root)
{
    if (!is_kind(r, root, APN__MAPPING))
        return false;
    const apn__node *format = find(r, root, "format", APN__SCALAR, true);
    if (format == NULL || apn__text_is(format->text, "apportion-statement/1"))
        return format != NULL;
    fault_value(r, APN_WRONG_TYPE, format,
                "this is not a statement, whose format is `apportion-statement/1`: take what "
                "`apportion run --format json` wrote");
    return false;
}

static void read_whole(reading *r, const apn__node *root)
{
    if (!is_statement(r, root))
        return;
    read_head(r, root);
    read_lists(r, root);
    if (!r->no_memory && apn__findings_status(r->findings, NULL) == APN_OK)
        apn__issued_check_sums(r->issued, r->findings);
}

/* Reads the text; its nodes end with the reading. */
static apn_status read_source(reading *r, const apn_text_source *text, apn_error *err)
{
    apn__arena *scratch = apn__arena_make();
    apn__node *root = NULL;
    const char *file = keep(r, apn__text_of(text->name == NULL ? "" : text->name));
    if (scratch == NULL || r->no_memory ||
        apn__json_read(text->bytes, text->length, file, scratch, r->findings, &root) != APN_OK)
        r->no_memory = true;
    mpq_init(r->fraction);
    if (root != NULL && !r->no_memory)
        read_whole(r, root);
    mpq_clear(r->fraction);
    apn__arena_free(scratch);
    apn__findings_sort(r->findings);
    return r->no_memory ? apn__fail_memory(err) : apn__findings_status(r->findings, err);
}

static apn_issued *make_issued(void)
{
    apn_issued *issued = apn__alloc(1, sizeof *issued);
    if (issued == NULL)
        return NULL;
    issued->arena = apn__arena_make();
    if (issued->arena != NULL)
        return issued;
    apn__free(issued);
    return NULL;
}

apn_status apn_issued_from_json(const apn_text_source *text, apn_findings **findings,
                                apn_issued **out, apn_error *err)
{
    reading r = {0};
    apn_status status;
    *out = NULL;
    if (findings != NULL)
        *findings = NULL;
    if (text == NULL)
        return apn__fail(err, APN_USAGE, NULL, "an issued statement is read from a text");
    r.findings = apn__findings_make();
    r.issued = make_issued();
    if (r.findings == NULL || r.issued == NULL)
        status = apn__fail_memory(err);
    else
        status = read_source(&r, text, err);
    if (status == APN_OK) {
        *out = r.issued;
        r.issued = NULL;
    }
    if (findings != NULL && status != APN_MEMORY) {
        *findings = r.findings;
        r.findings = NULL;
    }
    apn_issued_free(r.issued);
    apn_findings_free(r.findings);
    return status;
}
