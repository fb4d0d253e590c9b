/* Bytes -> document, for JSON: strict, as RFC 8259 has it, and no deeper than any other text. */
#include "json.h"

#include <stdint.h>

typedef struct scan {
    const char *at, *end;
    apn__place place; /* of `at` */
    apn__arena *arena;
    apn_findings *findings;
    size_t depth;
    bool failed;    /* reported */
    bool no_memory; /* failed for want of it */
} scan;

static apn__node *read_value(scan *s);

static void refuse(scan *s, apn_status code, const char *sentence)
{
    if (!s->failed)
        apn__findings_add(s->findings, APN_ERROR, code, s->place, NULL, "%s", sentence);
    s->failed = true;
}

static void fail_memory(scan *s)
{
    s->failed = s->no_memory = true;
}

/* The byte that comes next, or -1 at the end. */
static int next(const scan *s)
{
    return s->at == s->end ? -1 : (unsigned char)*s->at;
}

static void step(scan *s)
{
    unsigned char byte = (unsigned char)*s->at++;
    if (byte == '\n') {
        s->place.line++;
        s->place.column = 1;
    } else if ((byte & 0xC0u) != 0x80u) {
        s->place.column++;
    }
}

static void skip_space(scan *s)
{
    for (int byte = next(s); byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
         byte = next(s))
        step(s);
}

/* Steps over the byte when it comes next. */
static bool take(scan *s, char byte)
{
    if (next(s) != byte)
        return false;
    step(s);
    return true;
}

/* Four hexadecimal digits. */
static uint32_t read_hex(scan *s)
{
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) {
        int byte = next(s);
        bool digit = byte >= '0' && byte <= '9';
        int letter = byte | 0x20;
        if (!digit && (letter < 'a' || letter > 'f')) {
            refuse(s, APN_JSON, "behind `\\u` stand four hexadecimal digits in JSON");
            return 0;
        }
        value = value * 16 + (uint32_t)(digit ? byte - '0' : letter - 'a' + 10);
        step(s);
    }
    return value;
}

/* The character of a \u escape, two of them for those beyond U+FFFF. */
static uint32_t read_character(scan *s)
{
    uint32_t high = read_hex(s), low = 0;
    if (s->failed || high < 0xD800 || high > 0xDFFF)
        return high;
    if (high < 0xDC00 && take(s, '\\') && take(s, 'u'))
        low = read_hex(s);
    if (low < 0xDC00 || low > 0xDFFF)
        refuse(s, APN_JSON, "half of a pair of `\\u` escapes stands alone here; write both halves");
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

static size_t put_utf8(char *out, uint32_t character)
{
    size_t more = character < 0x80 ? 0 : character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
    static const unsigned char lead[] = {0x00, 0xC0, 0xE0, 0xF0};
    out[0] = (char)(lead[more] | (character >> (6 * more)));
    for (size_t i = 1; i <= more; i++)
        out[i] = (char)(0x80 | ((character >> (6 * (more - i))) & 0x3F));
    return more + 1;
}

/* What stands behind a backslash. Returns how many bytes it gave. */
static size_t read_escape(scan *s, char *out)
{
    static const char signs[] = "\"\"\\\\//b\bf\fn\nr\rt\t"; /* each letter and its sign */
    const char *sign = signs;
    while (*sign != '\0' && *sign != next(s))
        sign += 2;
    if (*sign != '\0') {
        step(s);
        *out = sign[1];
        return 1;
    }
    if (!take(s, 'u')) {
        refuse(s, APN_JSON,
               "a backslash in JSON stands before one of \" \\ / b f n r t or u with four digits");
        return 0;
    }
    uint32_t character = read_character(s);
    if (character == 0)
        refuse(s, APN_JSON, "`\\u0000` is a zero byte, which no text of a statement has");
    return s->failed ? 0 : put_utf8(out, character);
}

/* Where the text in quotes that begins here ends, so that there is room for it. */
static size_t most_bytes(const scan *s)
{
    const char *at = s->at;
    while (at != s->end && *at != '"')
        at += *at == '\\' && at + 1 != s->end ? 2 : 1;
    return (size_t)(at - s->at);
}

/* A text behind its first quote mark. */
static apn__text read_quoted(scan *s)
{
    char *bytes = apn__arena_alloc(s->arena, most_bytes(s) + 1, 1);
    apn__text text = {bytes, 0};
    if (bytes == NULL)
        fail_memory(s);
    while (!s->failed && next(s) != '"') {
        int byte = next(s);
        if (byte == -1)
            refuse(s, APN_JSON, "the file ends inside a text: its closing \" is missing");
        else if (byte < 0x20)
            refuse(s, APN_JSON,
                   "a text in JSON ends on its line; write a line end in it as `\\n` and a tab as "
                   "`\\t`");
        else if (take(s, '\\'))
            text.length += read_escape(s, bytes + text.length);
        else {
            bytes[text.length++] = (char)byte;
            step(s);
        }
    }
    if (!s->failed)
        step(s);
    return text;
}

static apn__node *make_node(scan *s, apn__node_kind kind)
{
    apn__node *node = apn__node_make(s->arena, kind, s->place);
    if (node == NULL)
        fail_memory(s);
    return node;
}

static bool take_digits(scan *s)
{
    const char *first = s->at;
    while (next(s) >= '0' && next(s) <= '9')
        step(s);
    return s->at != first;
}

/* [-] digits without a leading zero [. digits] [e digits] */
static bool take_number(scan *s)
{
    (void)take(s, '-');
    bool good = take(s, '0') || take_digits(s);
    if (good && take(s, '.'))
        good = take_digits(s);
    if (good && (take(s, 'e') || take(s, 'E'))) {
        if (!take(s, '+'))
            (void)take(s, '-');
        good = take_digits(s);
    }
    return good;
}

static bool is_word(int byte)
{
    return byte == '-' || byte == '+' || byte == '.' || byte == '_' ||
           (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

/* A number, true, false or null. */
static apn__node *read_plain(scan *s)
{
    static const char *const words[] = {"true", "false", "null"};
    apn__node *node = make_node(s, APN__SCALAR);
    const char *first = s->at;
    scan ahead = *s;
    bool good = take_number(&ahead) && !is_word(next(&ahead));
    while (is_word(next(s)))
        step(s);
    apn__text text = {first, (size_t)(s->at - first)};
    for (size_t i = 0; i < 3; i++)
        good = good || apn__text_is(text, words[i]);
    if (!good && node != NULL) {
        s->place = node->place;
        refuse(s, APN_JSON,
               "a value of JSON was expected here: a text in double quotes, a number, `true`, "
               "`false`, `null`, an object in { } or a list in [ ]");
    }
    if (s->failed)
        return NULL;
    text.bytes = apn__arena_copy(s->arena, first, text.length);
    if (text.bytes == NULL)
        fail_memory(s);
    node->text = text;
    return node;
}

/* A key and the colon behind it. */
static apn__text read_key(scan *s, apn__place *place)
{
    apn__text key = {"", 0};
    *place = s->place;
    if (!take(s, '"')) {
        refuse(s, APN_JSON, "a key in double quotes was expected here");
        return key;
    }
    key = read_quoted(s);
    skip_space(s);
    if (!s->failed && !take(s, ':'))
        refuse(s, APN_JSON, "a `:` was expected here, behind a key");
    skip_space(s);
    return key;
}

/* One entry of an object or a list. */
static void read_entry(scan *s, apn__node *parent)
{
    apn__text key = {"", 0};
    apn__place key_place = {0};
    skip_space(s);
    if (parent->kind == APN__MAPPING)
        key = read_key(s, &key_place);
    apn__node *child = s->failed ? NULL : read_value(s);
    if (s->failed)
        return;
    child->key = key;
    child->key_place = key_place;
    apn__node_add(parent, child);
    skip_space(s);
}

/* An object or a list behind its opening bracket. */
static apn__node *read_collection(scan *s, apn__node *node, char closing)
{
    step(s);
    if (++s->depth > APN__LIMIT_DEPTH)
        refuse(s, APN_JSON, "objects and lists stand inside each other more than 32 deep");
    skip_space(s);
    if (!s->failed && !take(s, closing)) {
        do
            read_entry(s, node);
        while (!s->failed && take(s, ','));
        if (!s->failed && !take(s, closing))
            refuse(s, APN_JSON,
                   closing == '}' ? "a `,` or the closing `}` was expected here"
                                  : "a `,` or the closing `]` was expected here");
    }
    s->depth--;
    if (s->failed)
        return NULL;
    if (node->kind == APN__MAPPING)
        apn__node_check_duplicates(node, "", s->findings);
    return node;
}

static apn__node *read_value(scan *s)
{
    int byte = next(s);
    if (byte == '{' || byte == '[') {
        apn__node *node = make_node(s, byte == '{' ? APN__MAPPING : APN__SEQUENCE);
        return node == NULL ? NULL : read_collection(s, node, byte == '{' ? '}' : ']');
    }
    if (byte != '"')
        return read_plain(s);
    apn__node *node = make_node(s, APN__SCALAR);
    step(s);
    apn__text text = read_quoted(s);
    if (s->failed)
        return NULL;
    node->text = text;
    node->quoted = true;
    return node;
}

/* What cannot be JSON whatever stands in it. True when the text may be read. */
static bool check_bytes(scan *s, size_t length)
{
    size_t fault = apn__utf8_fault(s->at, length);
    char sentence[200];
    if (length > APN__LIMIT_SHEET_BYTES) {
        refuse(s, APN_LIMIT, "the file is longer than the 64 MiB that are read");
    } else if (fault < length) {
        apn__utf8_place(s->at, length, fault, &s->place.line, &s->place.column);
        apn__utf8_explain(s->at, length, fault, sentence, sizeof sentence);
        refuse(s, APN_JSON, sentence);
    }
    return !s->failed;
}

apn_status apn__json_read(const char *bytes, size_t length, const char *file, apn__arena *arena,
                          apn_findings *findings, apn__node **root)
{
    scan s = {.at = length == 0 ? "" : bytes,
              .place = {file, 1, 1},
              .arena = arena,
              .findings = findings};
    s.end = s.at + length;
    *root = NULL;
    if (!check_bytes(&s, length))
        return APN_OK;
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        s.at += 3;
    skip_space(&s);
    if (next(&s) == -1)
        refuse(&s, APN_JSON, "the file is empty");
    apn__node *value = s.failed ? NULL : read_value(&s);
    skip_space(&s);
    if (!s.failed && next(&s) != -1)
        refuse(&s, APN_JSON, "the JSON value has ended before this: nothing may stand behind it");
    if (s.no_memory || apn__findings_status(findings, NULL) == APN_MEMORY)
        return APN_MEMORY;
    *root = s.failed ? NULL : value;
    return APN_OK;
}
