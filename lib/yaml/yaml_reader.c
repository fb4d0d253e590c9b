/* Bytes -> document, event by event, on a stack of open mappings and sequences that is as deep as a
 * text may be. What the format does not take (anchors, aliases, tags, a second document, deep
 * nesting) is reported and passed over. */
#include "yaml_reader.h"

#include <assert.h>
#include <string.h>

#include "library_limits.h"
#include "yaml_internal.h"

/* libyaml looks at every open bracket for every word, so that reading what is far too deep would
 * take long: here it ends. */
#define DEEPEST_READ 128u

typedef struct frame {
    apn__node *node;
    apn__text key; /* of the value that comes next, in a mapping */
    apn__place key_place;
    bool has_key;
    bool drop;        /* the key was refused, and its value goes with it */
    bool named;       /* the path names this entry of a list by its id */
    size_t path_base; /* length of the path to this node */
} frame;

typedef struct reading {
    yaml_parser_t parser;
    apn__text text;
    const char *file;
    apn__arena *arena;
    apn_findings *findings;
    apn__node *root;
    frame frames[APN__LIMIT_DEPTH];
    size_t depth;
    size_t skipped;   /* how many collections are open that are passed over */
    size_t documents; /* how many have begun */
    bool complete;    /* read to the end */
    bool no_memory;
    apn__path path;
} reading;

static apn__place place_of(const reading *reader, yaml_mark_t mark)
{
    return (apn__place){reader->file, (uint32_t)mark.line + 1, (uint32_t)mark.column + 1};
}

static frame *top_of(reading *reader)
{
    return reader->depth == 0 ? NULL : &reader->frames[reader->depth - 1];
}

static bool expects_key(reading *reader)
{
    const frame *top = top_of(reader);
    return top != NULL && top->node->kind == APN__MAPPING && !top->has_key;
}

static void refuse(reading *reader, const yaml_event_t *event, const char *sentence)
{
    apn__findings_add(reader->findings, APN_ERROR, APN_YAML_FEATURE,
                      place_of(reader, event->start_mark), reader->path.text, "%s", sentence);
}

/* The path names an entry of a list by its number until its id is known. */
static void name_entry(reading *reader, apn__text id)
{
    frame *top = top_of(reader);
    if (reader->depth < 2 || top->named ||
        reader->frames[reader->depth - 2].node->kind != APN__SEQUENCE)
        return;
    top->named = true;
    apn__path_cut(&reader->path, reader->frames[reader->depth - 2].path_base);
    apn__path_push(&reader->path, id);
    top->path_base = reader->path.length;
}

/* Puts a value where it belongs. */
static void finish_value(reading *reader, apn__node *value)
{
    frame *top = top_of(reader);
    if (top == NULL) {
        if (reader->root == NULL)
            reader->root = value;
        return;
    }
    apn__path_cut(&reader->path, top->path_base);
    if (!top->drop) {
        value->key = top->key;
        value->key_place = top->key_place;
        apn__node_add(top->node, value);
        if (top->has_key && value->kind == APN__SCALAR && value->text.length > 0 &&
            apn__text_is(top->key, "id"))
            name_entry(reader, value->text);
    }
    top->has_key = top->drop = false;
    top->key = (apn__text){"", 0};
    top->key_place = (apn__place){0};
}

/* Notes the key of the value that comes next. */
static void begin_pair(reading *reader, apn__text key, apn__place place)
{
    frame *top = top_of(reader);
    top->key = key;
    top->key_place = place;
    top->has_key = true;
    top->drop = false;
    apn__path_push(&reader->path, key);
}

/* Passes over a key that is none, and over its value. */
static void refuse_key(reading *reader)
{
    frame *top = top_of(reader);
    top->has_key = top->drop = true;
}

/* The path of an entry of a list has its number. */
static void begin_value(reading *reader)
{
    const frame *top = top_of(reader);
    if (top != NULL && top->node->kind == APN__SEQUENCE)
        apn__path_push_index(&reader->path, top->node->count);
}

static apn__node *make_node(reading *reader, apn__node_kind kind, const yaml_event_t *event)
{
    apn__node *node = apn__node_make(reader->arena, kind, place_of(reader, event->start_mark));
    if (node == NULL)
        reader->no_memory = true;
    return node;
}

/* A value that was refused stands in the tree, so that nobody says that it is missing. */
static void finish_invalid(reading *reader, const yaml_event_t *event)
{
    apn__node *node = make_node(reader, APN__INVALID, event);
    if (node != NULL)
        finish_value(reader, node);
}

/* Escapes in double quotes can bring in characters that a text may not hold. */
static bool check_escapes(reading *reader, const yaml_event_t *event)
{
    const char *bytes = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;
    if (event->data.scalar.style != YAML_DOUBLE_QUOTED_SCALAR_STYLE)
        return true;
    for (size_t i = 0; i < length; i++) {
        if (apn__yaml_forbidden(bytes, length, i) == 0)
            continue;
        apn__findings_add(reader->findings, APN_ERROR, APN_YAML,
                          place_of(reader, event->start_mark), reader->path.text,
                          "a backslash in this text stands for a control character; leave it out");
        return false;
    }
    return true;
}

static void read_scalar(reading *reader, const yaml_event_t *event)
{
    bool is_key = expects_key(reader);
    apn__text text = {NULL, event->data.scalar.length};
    if (!is_key)
        begin_value(reader);
    if (!check_escapes(reader, event)) {
        if (is_key)
            refuse_key(reader);
        else
            finish_invalid(reader, event);
        return;
    }
    text.bytes =
        apn__arena_copy(reader->arena, (const char *)event->data.scalar.value, text.length);
    if (text.bytes == NULL) {
        reader->no_memory = true;
    } else if (is_key) {
        begin_pair(reader, text, place_of(reader, event->start_mark));
    } else {
        apn__node *node = make_node(reader, APN__SCALAR, event);
        if (node == NULL)
            return;
        node->text = text;
        node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
        finish_value(reader, node);
    }
}

static void open_collection(reading *reader, const yaml_event_t *event)
{
    bool mapping = event->type == YAML_MAPPING_START_EVENT;
    apn__node *node = make_node(reader, mapping ? APN__MAPPING : APN__SEQUENCE, event);
    if (node == NULL)
        return;
    node->flow = mapping ? event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
                         : event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    reader->frames[reader->depth++] =
        (frame){.node = node, .key = {"", 0}, .path_base = reader->path.length};
}

static void begin_collection(reading *reader, const yaml_event_t *event)
{
    if (expects_key(reader)) {
        refuse(reader, event,
               "a list or a mapping stands where a key was expected; a key must be plain text");
        refuse_key(reader);
        reader->skipped = 1;
        return;
    }
    begin_value(reader);
    if (reader->depth == APN__LIMIT_DEPTH) {
        refuse(reader, event,
               "lists and mappings stand inside each other more than 32 deep; no agreement needs "
               "that, so "
               "check the brackets and the indentation");
        finish_invalid(reader, event);
        reader->skipped = 1;
    } else if (top_of(reader) != NULL && top_of(reader)->drop) {
        finish_value(reader, NULL);
        reader->skipped = 1;
    } else {
        open_collection(reader, event);
    }
}

/* Closes the innermost node: its keys are checked now that all are known. */
static void end_collection(reading *reader)
{
    frame *top = top_of(reader);
    apn__node *node = top->node;
    apn__path_cut(&reader->path, top->path_base);
    if (node->kind == APN__MAPPING) {
        apn__node_check_commas(node, reader->path.text, reader->findings);
        apn__node_check_duplicates(node, reader->path.text, reader->findings);
    }
    reader->depth--;
    finish_value(reader, node);
}

static void refuse_value(reading *reader, const yaml_event_t *event, const char *sentence)
{
    size_t length = reader->path.length;
    if (!expects_key(reader) && reader->skipped == 0)
        begin_value(reader);
    refuse(reader, event, sentence);
    apn__path_cut(&reader->path, length);
}

/* Reports what the format does not take, wherever it stands. */
static void check_features(reading *reader, const yaml_event_t *event)
{
    const yaml_char_t *anchor = NULL, *tag = NULL;
    if (event->type == YAML_SCALAR_EVENT) {
        anchor = event->data.scalar.anchor;
        tag = event->data.scalar.tag;
    } else if (event->type == YAML_MAPPING_START_EVENT) {
        anchor = event->data.mapping_start.anchor;
        tag = event->data.mapping_start.tag;
    } else if (event->type == YAML_SEQUENCE_START_EVENT) {
        anchor = event->data.sequence_start.anchor;
        tag = event->data.sequence_start.tag;
    } else if (event->type == YAML_ALIAS_EVENT) {
        refuse_value(reader, event,
                     "`*` begins an alias, which is not read; write the value out, or put it in "
                     "quotes if it begins "
                     "with a star");
    }
    if (anchor != NULL)
        refuse_value(reader, event,
                     "`&` begins an anchor, which is not read; leave it out, or put the value in "
                     "quotes if it begins "
                     "with that sign");
    if (tag != NULL)
        refuse_value(reader, event,
                     "`!` begins a tag, which is not read; leave it out, or put the value in "
                     "quotes if it begins with "
                     "that sign");
}

static void begin_document(reading *reader, const yaml_event_t *event)
{
    bool directives = event->data.document_start.version_directive != NULL ||
                      event->data.document_start.tag_directives.start !=
                          event->data.document_start.tag_directives.end;
    if (reader->documents++ > 0)
        refuse(reader, event,
               "a second document begins here; a file holds one agreement, so put this into a file "
               "of its "
               "own or remove the line of `---` or `...`");
    if (directives)
        refuse(
            reader, event,
            "a line that begins with `%` is an instruction to YAML, which is not read; remove it");
}

/* Counts what is open inside a collection that is passed over. */
static void skip_event(reading *reader, const yaml_event_t *event)
{
    if (event->type == YAML_MAPPING_START_EVENT || event->type == YAML_SEQUENCE_START_EVENT)
        reader->skipped++;
    else if (event->type == YAML_MAPPING_END_EVENT || event->type == YAML_SEQUENCE_END_EVENT)
        reader->skipped--;
}

static void read_alias(reading *reader, const yaml_event_t *event)
{
    if (expects_key(reader)) {
        refuse_key(reader);
    } else {
        begin_value(reader);
        finish_invalid(reader, event);
    }
}

static void read_event(reading *reader, const yaml_event_t *event)
{
    check_features(reader, event);
    if (event->type == YAML_DOCUMENT_START_EVENT) {
        begin_document(reader, event);
    } else if (event->type == YAML_STREAM_END_EVENT) {
        reader->complete = true;
    } else if (reader->skipped > 0 || reader->documents > 1) {
        skip_event(reader,
                   event); /* a second document is passed over like any other refused part */
    } else if (event->type == YAML_SCALAR_EVENT) {
        read_scalar(reader, event);
    } else if (event->type == YAML_ALIAS_EVENT) {
        read_alias(reader, event);
    } else if (event->type == YAML_MAPPING_START_EVENT ||
               event->type == YAML_SEQUENCE_START_EVENT) {
        begin_collection(reader, event);
    } else if (event->type == YAML_MAPPING_END_EVENT || event->type == YAML_SEQUENCE_END_EVENT) {
        end_collection(reader);
    }
}

/* Closes what is open where the text breaks off. A key that waits for its value keeps a place for
 * it. */
static void break_off(reading *reader)
{
    while (reader->depth > 0 && !reader->no_memory) {
        frame *top = top_of(reader);
        top->node->truncated = true;
        if (top->has_key && !top->drop) {
            apn__node *lost = apn__node_make(reader->arena, APN__INVALID, top->key_place);
            if (lost == NULL) {
                reader->no_memory = true;
                return;
            }
            finish_value(reader, lost);
        }
        end_collection(reader);
    }
    if (reader->root != NULL)
        reader->root->truncated = true;
}

/* Reads all events there are. Returns false when the text broke off. */
static bool read_events(reading *reader)
{
    while (!reader->complete && !reader->no_memory &&
           reader->skipped + reader->depth <= DEEPEST_READ) {
        yaml_event_t event;
        if (!yaml_parser_parse(&reader->parser, &event)) {
            yaml_error_type_t error = reader->parser.error;
            if (error == YAML_NO_ERROR || error == YAML_MEMORY_ERROR)
                reader->no_memory = true;
            else
                apn__yaml_explain(&reader->parser, reader->text, reader->file,
                                  reader->documents > 0, reader->path.text, reader->findings);
            return false;
        }
        read_event(reader, &event);
        yaml_event_delete(&event);
    }
    return reader->complete;
}

/* A text without a word is no agreement yet; a lone `---` is no word either. */
static void check_empty(reading *reader)
{
    const apn__node *root = reader->root;
    bool empty =
        root == NULL || (root->kind == APN__SCALAR && !root->quoted && root->text.length == 0);
    if (!empty)
        return;
    apn__findings_add(reader->findings, APN_ERROR, APN_MISSING_KEY,
                      (apn__place){reader->file, 1, 1}, "format",
                      "the file is empty; an agreement begins with `format: apportion/1`");
    reader->root = NULL;
}

apn_status apn__yaml_read(const char *bytes, size_t length, const char *file, apn__arena *arena,
                          apn_findings *findings, apn__node **root)
{
    reading reader = {.file = file, .arena = arena, .findings = findings};
    bool cut = false;
    *root = NULL;
    if (apn__yaml_prepare(bytes, length, file, arena, findings, &reader.text, &cut) != APN_OK)
        return APN_MEMORY;
    if (reader.text.bytes == NULL)
        return APN_OK;
    if (!yaml_parser_initialize(&reader.parser))
        return APN_MEMORY;
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)reader.text.bytes,
                                 reader.text.length);
    bool whole = read_events(&reader) && !cut;
    yaml_parser_delete(&reader.parser);
    if (whole)
        check_empty(&reader);
    else
        break_off(&reader);
    if (reader.no_memory)
        return APN_MEMORY;
    *root = reader.root;
    return APN_OK;
}
