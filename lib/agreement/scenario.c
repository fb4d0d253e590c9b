/* scenario.c: a scenario as a value: made of changes, or read from an overlay. */
#include "scenario_model.h"

#include <string.h>

#include "library_limits.h"
#include "yaml_reader.h"

static const char *const kind_words[] = {"set", "remove", "scale", "add"};
static const char *const value_keys[] = {"to", NULL, "by", "value"};

enum { KINDS = sizeof kind_words / sizeof *kind_words, SUGGESTIONS = 100 };

const char *apn_change_kind_word(apn_change_kind kind)
{
    return (size_t)kind < KINDS ? kind_words[kind] : NULL;
}

/* An overlay's keys, as nodes. */
typedef struct overlay_text {
    const apn__node *what_if, *title, *base, *changes;
} overlay_text;

static const apn__key overlay_keys[] = {
    APN__REQUIRED(overlay_text, what_if, "what_if", apn__keep_node),
    APN__KEY(overlay_text, title, "title", apn__keep_node),
    APN__KEY(overlay_text, base, "base", apn__keep_node),
    APN__REQUIRED(overlay_text, changes, "changes", apn__keep_node),
};
static const apn__table overlay_table = APN__TABLE("a scenario", overlay_keys);

typedef struct change_text {
    const apn__node *paths[KINDS];
    const apn__node *to, *by, *value;
} change_text;

static const apn__key change_keys[] = {
    APN__KEY(change_text, paths[APN_CHANGE_SET], "set", apn__keep_node),
    APN__KEY(change_text, paths[APN_CHANGE_REMOVE], "remove", apn__keep_node),
    APN__KEY(change_text, paths[APN_CHANGE_SCALE], "scale", apn__keep_node),
    APN__KEY(change_text, paths[APN_CHANGE_ADD], "add", apn__keep_node),
    APN__KEY(change_text, to, "to", apn__keep_node),
    APN__KEY(change_text, by, "by", apn__keep_node),
    APN__KEY(change_text, value, "value", apn__keep_node),
};
static const apn__table change_table = APN__TABLE("a change", change_keys);

static apn_scenario *make_scenario(size_t names, size_t changes)
{
    apn_scenario *scenario = apn__alloc(1, sizeof *scenario);
    if (scenario == NULL)
        return NULL;
    atomic_init(&scenario->holders, 1);
    scenario->id = scenario->title = scenario->base = "";
    scenario->arena = apn__arena_make();
    if (scenario->arena != NULL) {
        scenario->names = apn__arena_alloc(scenario->arena, names, sizeof *scenario->names);
        scenario->changes = apn__arena_alloc(scenario->arena, changes, sizeof *scenario->changes);
    }
    if (scenario->arena != NULL && scenario->names != NULL && scenario->changes != NULL)
        return scenario;
    apn_scenario_unref(scenario);
    return NULL;
}

apn_scenario *apn_scenario_ref(apn_scenario *scenario)
{
    atomic_fetch_add(&scenario->holders, 1);
    return scenario;
}

void apn_scenario_unref(apn_scenario *scenario)
{
    if (scenario == NULL || atomic_fetch_sub(&scenario->holders, 1) != 1)
        return;
    apn__arena_free(scenario->arena);
    apn__free(scenario);
}

/* Writes a value in one line: `{leics: 1, notts: 2}`. */
static void show_value(const apn__node *node, apn__buffer *line)
{
    if (node->kind == APN__SCALAR) {
        apn__buffer_append(line, node->text.bytes, node->text.length);
        return;
    }
    apn__buffer_print(line, node->kind == APN__MAPPING ? "{" : "[");
    for (const apn__node *child = node->first; child != NULL; child = child->next) {
        if (child != node->first)
            apn__buffer_print(line, ", ");
        if (node->kind == APN__MAPPING) {
            apn__buffer_append(line, child->key.bytes, child->key.length);
            apn__buffer_print(line, ": ");
        }
        show_value(child, line);
    }
    apn__buffer_print(line, node->kind == APN__MAPPING ? "}" : "]");
}

/* Keeps the value in one line. False when memory is out. */
static bool keep_shown(apn_scenario *scenario, apn__change *change)
{
    apn__buffer line = {0};
    change->shown = "";
    if (change->value == NULL)
        return true;
    show_value(change->value, &line);
    if (!line.failed && line.bytes != NULL)
        change->shown = apn__arena_copy(scenario->arena, line.bytes, line.length);
    bool good = !line.failed && change->shown != NULL;
    apn__buffer_end(&line);
    return good;
}

/* The value of a change as a node. A value in brackets is read as YAML behind as many blanks as the
 * path takes, so that its columns are those of `path=value`. */
static apn__node *read_value(apn_scenario *scenario, const apn_change *given, const char *name,
                             apn_findings *findings)
{
    size_t before = apn__utf8_count(given->path, strlen(given->path)) + 1;
    apn__place place = {name, 1, (uint32_t)before + 1};
    apn__node *node = NULL;
    if (given->value[0] != '{' && given->value[0] != '[') {
        node = apn__node_make(scenario->arena, APN__SCALAR, place);
        if (node == NULL)
            return NULL;
        node->text.length = strlen(given->value);
        node->text.bytes = apn__arena_copy(scenario->arena, given->value, node->text.length);
        return node->text.bytes == NULL ? NULL : node;
    }
    apn__buffer text = {0};
    apn__buffer_print(&text, "%*s%s", (int)before, "", given->value);
    if (!text.failed &&
        apn__yaml_read(text.bytes, text.length, name, scenario->arena, findings, &node) != APN_OK)
        node = NULL;
    else if (!text.failed && node == NULL)
        node = apn__node_make(scenario->arena, APN__INVALID, place);
    apn__buffer_end(&text);
    return node;
}

/* Fills one change. False when memory is out. */
static bool take_change(apn_scenario *scenario, const apn_change *given, apn_findings *findings)
{
    apn__change *change = &scenario->changes[scenario->count++];
    const char *called = given->name == NULL ? "" : given->name;
    char *name = apn__arena_copy(scenario->arena, called, strlen(called));
    size_t length = strlen(given->path);
    char *path = apn__arena_copy(scenario->arena, given->path, length);
    if (name == NULL || path == NULL)
        return false;
    scenario->names[scenario->name_count++] = name;
    *change = (apn__change){given->kind, {path, length}, {name, 1, 1}, NULL, ""};
    apn__findings_mention(findings, name);
    if (given->kind != APN_CHANGE_REMOVE) {
        change->value = read_value(scenario, given, name, findings);
        if (change->value == NULL)
            return false;
    }
    return keep_shown(scenario, change);
}

static apn_status check_changes(const apn_change *changes, size_t count, apn_error *err)
{
    if (count > APN__LIMIT_CHANGES)
        return apn__fail(err, APN_LIMIT, NULL, "a scenario has %u changes at most",
                         APN__LIMIT_CHANGES);
    for (size_t i = 0; i < count; i++) {
        if ((size_t)changes[i].kind >= KINDS || changes[i].path == NULL ||
            (changes[i].value == NULL) != (changes[i].kind == APN_CHANGE_REMOVE))
            return apn__fail(err, APN_USAGE, NULL,
                             "a change needs a kind and a path, and a value unless it removes");
    }
    return APN_OK;
}

/* Hands over what was made, or ends it. */
static apn_status finish(apn_scenario *scenario, bool no_memory, apn_findings *found,
                         apn_findings **findings, apn_scenario **out, apn_error *err)
{
    apn__findings_sort(found);
    apn_status status = no_memory ? apn__fail_memory(err) : apn__findings_status(found, err);
    if (status == APN_OK)
        *out = scenario;
    else
        apn_scenario_unref(scenario);
    if (findings != NULL && status != APN_MEMORY)
        *findings = found;
    else
        apn_findings_free(found);
    return status;
}

apn_status apn_scenario_make(const apn_change *changes, size_t count, apn_findings **findings,
                             apn_scenario **out, apn_error *err)
{
    *out = NULL;
    if (findings != NULL)
        *findings = NULL;
    apn_status status = check_changes(changes, count, err);
    if (status != APN_OK)
        return status;
    apn_findings *found = apn__findings_make();
    apn_scenario *scenario = make_scenario(count, count);
    bool good = scenario != NULL && found != NULL;
    for (size_t i = 0; i < count && good; i++)
        good = take_change(scenario, &changes[i], found);
    return finish(scenario, !good, found, findings, out, err);
}

/* A single text, kept; `fallback` when there is none. */
static const char *take_text(apn__reader *reader, apn_scenario *scenario, const apn__node *node,
                             const char *fallback)
{
    if (node == NULL)
        return fallback;
    apn__trail trail = apn__trail_of_key(NULL, node);
    if (!apn__is_text(reader, node, &trail, "a text"))
        return fallback;
    const char *copy = apn__arena_copy(scenario->arena, node->text.bytes, node->text.length);
    reader->no_memory = reader->no_memory || copy == NULL;
    return copy == NULL ? fallback : copy;
}

/* The kind that a change says it is of; KINDS, reported, when it is none or several. */
static size_t find_kind(apn__reader *reader, const apn__node *node, const change_text *text,
                        const apn__trail *trail)
{
    const apn__node *values[KINDS] = {text->to, NULL, text->by, text->value};
    size_t found = KINDS, count = 0;
    for (size_t kind = 0; kind < KINDS; kind++) {
        found = text->paths[kind] != NULL ? kind : found;
        count += text->paths[kind] != NULL;
    }
    if (count != 1) {
        apn__fault(reader, count == 0 ? APN_MISSING_KEY : APN_WRONG_TYPE, node->place, trail,
                   "a change is one of `{set: path, to: value}`, `{remove: path}`, `{scale: path, "
                   "by: 105%%}` and `{add: path, value: value}`: write %s of them",
                   count == 0 ? "one" : "only one");
        return KINDS;
    }
    for (size_t kind = 0; kind < KINDS; kind++) {
        bool wanted = kind == found && kind != APN_CHANGE_REMOVE;
        if (kind == APN_CHANGE_REMOVE ? 0 : (values[kind] != NULL) == wanted)
            continue;
        if (kind == APN_CHANGE_REMOVE)
            continue;
        apn__fault(reader, wanted ? APN_MISSING_KEY : APN_WRONG_TYPE, node->place, trail,
                   "`%s` of a change goes with `%s`: %s it", value_keys[kind], kind_words[kind],
                   wanted ? "add" : "leave out");
        return KINDS;
    }
    return found;
}

static void read_change(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                        apn_scenario *scenario)
{
    change_text text = {0};
    apn__read_mapping(reader, node, trail, &change_table, &text);
    if (node->kind != APN__MAPPING)
        return;
    size_t kind = find_kind(reader, node, &text, trail);
    if (kind == KINDS)
        return;
    const apn__node *path = text.paths[kind];
    apn__trail here = apn__trail_of_key(trail, path);
    if (!apn__is_text(reader, path, &here, "a path of keys with points between them"))
        return;
    const apn__node *values[KINDS] = {text.to, NULL, text.by, text.value};
    apn__change *change = &scenario->changes[scenario->count++];
    *change = (apn__change){(apn_change_kind)kind, path->text, path->place, values[kind], ""};
    reader->no_memory = !keep_shown(scenario, change) || reader->no_memory;
}

/* Reads the overlay's root into a scenario whose arena has it. */
static void read_overlay(apn__reader *reader, const apn__node *root, apn_scenario *scenario)
{
    overlay_text text = {0};
    apn__read_mapping(reader, root, NULL, &overlay_table, &text);
    scenario->id = take_text(reader, scenario, text.what_if, "");
    scenario->title = take_text(reader, scenario, text.title, scenario->id);
    scenario->base = take_text(reader, scenario, text.base, "");
    if (text.base != NULL)
        scenario->base_place = text.base->place;
    if (text.changes == NULL)
        return;
    apn__trail trail = apn__trail_of_key(NULL, text.changes);
    if (!apn__is_list(reader, text.changes, &trail, "a list of changes"))
        return;
    if (text.changes->count > APN__LIMIT_CHANGES) {
        apn__fault(reader, APN_LIMIT, text.changes->place, &trail,
                   "a scenario has %u changes at most", APN__LIMIT_CHANGES);
        return;
    }
    scenario->changes =
        apn__arena_alloc(scenario->arena, text.changes->count, sizeof *scenario->changes);
    if (scenario->changes == NULL) {
        reader->no_memory = true;
        return;
    }
    size_t index = 0;
    for (const apn__node *each = text.changes->first; each != NULL; each = each->next) {
        apn__trail here = {&trail, {"", 0}, ++index};
        read_change(reader, each, &here, scenario);
    }
}

apn_status apn_scenario_from_yaml(const apn_text_source *text, apn_findings **findings,
                                  apn_scenario **out, apn_error *err)
{
    *out = NULL;
    if (findings != NULL)
        *findings = NULL;
    if (text == NULL)
        return apn__fail(err, APN_USAGE, NULL, "a scenario is read from a text");
    const char *called = text->name == NULL ? "" : text->name;
    apn_scenario *scenario = make_scenario(1, 0);
    apn__reader reader = {.findings = apn__findings_make(), .suggestions_left = SUGGESTIONS};
    apn__node *root = NULL;
    bool good = scenario != NULL && reader.findings != NULL;
    char *name = good ? apn__arena_copy(scenario->arena, called, strlen(called)) : NULL;
    if (name != NULL) {
        reader.scratch = scenario->arena;
        scenario->names[scenario->name_count++] = name;
        apn__findings_mention(reader.findings, name);
        good = apn__yaml_read(text->bytes, text->length, name, scenario->arena, reader.findings,
                              &root) == APN_OK;
    }
    good = good && name != NULL;
    if (good && root != NULL)
        read_overlay(&reader, root, scenario);
    return finish(scenario, !good || reader.no_memory, reader.findings, findings, out, err);
}

const char *apn_scenario_id(const apn_scenario *scenario)
{
    return scenario->id;
}

const char *apn_scenario_title(const apn_scenario *scenario)
{
    return scenario->title;
}

size_t apn_scenario_count(const apn_scenario *scenario)
{
    return scenario->count;
}

apn_change apn_scenario_change(const apn_scenario *scenario, size_t index)
{
    const apn__change *change = &scenario->changes[index];
    return (apn_change){change->kind, change->path.bytes,
                        change->kind == APN_CHANGE_REMOVE ? NULL : change->shown,
                        change->place.file};
}
