/* read_walk.c: the walker that reads a mapping by a table of its keys, and what every reader uses
 * to say where it stands and what is wrong there. */
#include "agreement_reader.h"

#include <stdio.h>
#include <string.h>

/* Where a reader stands, behind what path holds already. */
static void spell(const apn__trail *trail, apn__path *path)
{
    if (trail == NULL)
        return;
    spell(trail->up, path);
    if (trail->name.length != 0)
        apn__path_push(path, trail->name);
    else
        apn__path_push_index(path, trail->index - 1);
}

const char *apn__spell(const apn__trail *trail, apn__path *path)
{
    *path = (apn__path){0};
    spell(trail, path);
    return path->text;
}

size_t apn__shown_length(apn__text text)
{
    enum { MOST = 64 };
    return text.length <= MOST ? text.length : apn__utf8_cut(text.bytes, text.length, MOST);
}

void apn__fault(apn__reader *reader, apn_status code, apn__place place, const apn__trail *trail,
                const char *format, ...)
{
    apn__path path;
    apn__buffer sentence = {0};
    va_list arguments;
    va_start(arguments, format);
    apn__buffer_print_list(&sentence, format, arguments);
    va_end(arguments);
    if (sentence.failed)
        apn__findings_fail_memory(reader->findings);
    else
        apn__findings_add(reader->findings, APN_ERROR, code, place, apn__spell(trail, &path), "%s",
                          sentence.bytes);
    apn__buffer_end(&sentence);
}

static const char *kind_in_words(const apn__node *node)
{
    if (node->kind == APN__SEQUENCE)
        return "a list";
    return node->kind == APN__MAPPING ? "a group of keys" : "a single value";
}

void apn__fault_kind(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                     const char *expected)
{
    apn__path path;
    if (node->kind == APN__INVALID)
        return;
    apn__fault(reader, APN_WRONG_TYPE, node->place, trail, "`%s` must be %s, and %s stands here",
               apn__spell(trail, &path), expected,
               apn__is_empty(node) ? "nothing" : kind_in_words(node));
}

static bool is_curly_quote(const char *bytes, size_t length)
{
    static const char quotes[][4] = {"\xE2\x80\x98", "\xE2\x80\x99", "\xE2\x80\x9C",
                                     "\xE2\x80\x9D"};
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        if (length >= 3 && memcmp(bytes, quotes[i], 3) == 0)
            return true;
    }
    return false;
}

bool apn__fault_curly(apn__reader *reader, apn_status code, apn__text text, apn__place place,
                      const apn__trail *trail)
{
    if (!is_curly_quote(text.bytes, text.length))
        return false;
    apn__fault(reader, code, place, trail,
               "`%.*s` begins with a curly quote, and curly quotes do not quote in YAML: type "
               "straight ones, or none",
               APN__SHOW(text));
    return true;
}

bool apn__continues_curly(const apn__node **open, const apn__node *child)
{
    apn__text text = child->text;
    if (*open != NULL && child->kind == APN__SCALAR && !child->quoted && text.length == 0)
        return true;
    *open = NULL;
    if (child->kind == APN__SCALAR && !child->quoted && is_curly_quote(text.bytes, text.length) &&
        (text.length < 6 || !is_curly_quote(text.bytes + text.length - 3, 3)))
        *open = child;
    return false;
}

const char *apn__suggest(apn__reader *reader, apn__text found, const apn__text *words, size_t count,
                         char *buffer)
{
    buffer[0] = '\0';
    if (reader->suggestions_left == 0)
        return buffer;
    reader->suggestions_left--;
    size_t nearest = apn__nearest(found, words, count);
    if (nearest < count)
        snprintf(buffer, APN__SUGGESTION_SIZE, "; did you mean `%.*s`?", APN__SHOW(words[nearest]));
    return buffer;
}

static void *remember(apn__reader *reader, void *memory)
{
    if (memory == NULL) {
        reader->no_memory = true;
        apn__findings_fail_memory(reader->findings);
    }
    return memory;
}

void *apn__scratch(apn__reader *reader, size_t count, size_t size)
{
    return remember(reader, apn__arena_alloc(reader->scratch, count, size));
}

void *apn__keep(apn__reader *reader, size_t count, size_t size)
{
    return remember(reader, apn__arena_alloc(reader->agreement->arena, count, size));
}

void *apn__keep_by_party(apn__reader *reader, size_t size, apn__place place,
                         const apn__trail *trail)
{
    size_t count = reader->agreement->party_count;
    if (count > APN__LIMIT_VALUES - reader->values) {
        if (!reader->too_many_values)
            apn__fault(reader, APN_LIMIT, place, trail,
                       "the file has more than %u figures by party, counting every party once for "
                       "each basis, each year of a driver, and each line with participants, "
                       "exclusions or bounds of its own, and each year of an amount that is worked "
                       "out: share it out over several agreements",
                       APN__LIMIT_VALUES);
        reader->too_many_values = true;
        return NULL;
    }
    reader->values += count;
    return apn__keep(reader, count, size);
}

apn__trail apn__trail_of_key(const apn__trail *up, const apn__node *child)
{
    return (apn__trail){up, child->key, 0};
}

apn__trail apn__trail_of_entry(const apn__trail *up, const apn__node *child, size_t index)
{
    return (apn__trail){up, apn__entry_id(child, NULL), index};
}

bool apn__is_mapping(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                     const char *expected)
{
    if (node->kind == APN__MAPPING)
        return true;
    apn__fault_kind(reader, node, trail, expected);
    return false;
}

bool apn__is_list(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                  const char *expected)
{
    if (node->kind == APN__SEQUENCE)
        return true;
    apn__fault_kind(reader, node, trail, expected);
    return false;
}

static const apn__key *find_key(const apn__table *table, apn__text name)
{
    for (size_t i = 0; i < table->count; i++) {
        if (apn__text_is(name, table->keys[i].name))
            return &table->keys[i];
    }
    return NULL;
}

/* The keys in words: "id, name and policing_body". */
static void list_keys(const apn__table *table, apn__buffer *list)
{
    for (size_t i = 0; i < table->count; i++) {
        size_t left = table->count - 1 - i;
        apn__buffer_print(list, "%s%s", table->keys[i].name,
                          left > 1 ? ", " : (left == 1 ? " and " : ""));
    }
}

/* A space that is none to YAML, before a key: it looks like indentation. */
static bool fault_space(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    static const char no_break[] = "\xC2\xA0";
    if (node->key.length < 2 || memcmp(node->key.bytes, no_break, 2) != 0)
        return false;
    apn__fault(reader, APN_UNKNOWN_KEY, node->key_place, trail,
               "a no-break space stands before a key, and is no indentation: put plain spaces in "
               "its place");
    return true;
}

/* In { } what stands behind a comma is a key of its own: a text was cut there. */
static bool fault_comma(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                        const apn__table *table)
{
    if (node->kind != APN__SCALAR || node->quoted || !apn__is_empty(node))
        return false;
    apn__fault(reader, APN_UNKNOWN_KEY, node->key_place, trail,
               "`%.*s` stands behind a comma, and is not a key of %s: a text with a comma in it "
               "stands in quotes inside { }",
               APN__SHOW(node->key), table->what);
    return true;
}

static void fault_unknown(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                          const apn__table *table, bool flow)
{
    enum { MOST_KEYS = 32 };
    apn__text words[MOST_KEYS] = {{0}};
    size_t count = 0;
    char suggestion[APN__SUGGESTION_SIZE];
    apn__buffer list = {0};
    if (fault_space(reader, node, trail))
        return;
    for (size_t i = 0; i < table->count && count < MOST_KEYS; i++) {
        if (table->keys[i].read != NULL)
            words[count++] = apn__text_of(table->keys[i].name);
    }
    apn__suggest(reader, node->key, words, count, suggestion);
    if (suggestion[0] == '\0' && flow && fault_comma(reader, node, trail, table))
        return;
    if (suggestion[0] == '\0')
        list_keys(table, &list);
    if (list.failed)
        apn__findings_fail_memory(reader->findings);
    else
        apn__fault(reader, node->by_path ? APN_UNKNOWN_ID : APN_UNKNOWN_KEY, node->key_place, trail,
                   "`%.*s` is not a key of %s%s%s", APN__SHOW(node->key), table->what,
                   suggestion[0] != '\0' ? suggestion : ", whose keys are ",
                   list.bytes == NULL ? "" : list.bytes);
    apn__buffer_end(&list);
}

/* Reads one key of a mapping. */
static void read_key(apn__reader *reader, const apn__node *node, const apn__trail *up,
                     const apn__table *table, bool flow, void *into)
{
    const apn__key *key = find_key(table, node->key);
    apn__trail trail = apn__trail_of_key(up, node);
    if (key == NULL)
        fault_unknown(reader, node, &trail, table, flow);
    else if (node->kind != APN__INVALID)
        key->read(reader, node, &trail, (char *)into + key->offset);
}

static void check_required(apn__reader *reader, const apn__node *node, const apn__trail *up,
                           const apn__table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        const apn__key *key = &table->keys[i];
        if (!key->required || apn__node_find(node, key->name) != NULL)
            continue;
        apn__trail trail = {up, apn__text_of(key->name), 0};
        apn__fault(reader, APN_MISSING_KEY, node->place, &trail, "`%s` is missing from %s: add %s",
                   key->name, table->what,
                   strcmp(key->name, "format") == 0 ? "`format: apportion/1`" : "it");
    }
}

void apn__read_mapping(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       const apn__table *table, void *into)
{
    if (!apn__is_mapping(reader, node, trail, "a group of keys with their values"))
        return;
    for (const apn__node *child = node->first; child != NULL; child = child->next)
        read_key(reader, child, trail, table, node->flow, into);
    if (!node->truncated)
        check_required(reader, node, trail, table);
}
