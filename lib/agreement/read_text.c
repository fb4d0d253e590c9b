/* read_text.c: readers of single values that are texts: titles, words of a list. */
#include "agreement_reader.h"

void apn__keep_node(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                    void *field)
{
    const apn__node **kept = field;
    (void)reader;
    (void)trail;
    *kept = node;
}

bool apn__is_empty(const apn__node *node)
{
    if (node->kind != APN__SCALAR)
        return false;
    if (!node->quoted && (apn__text_is(node->text, "~") || apn__text_is(node->text, "null")))
        return true;
    for (size_t i = 0; i < node->text.length; i++) {
        if (node->text.bytes[i] != ' ' && node->text.bytes[i] != '\n')
            return false;
    }
    return true;
}

bool apn__is_text(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                  const char *expected)
{
    if (node->kind != APN__SCALAR) {
        apn__fault_kind(reader, node, trail, expected);
        return false;
    }
    if (!apn__is_empty(node))
        return true;
    if (trail->name.length != 0)
        apn__fault(reader, APN_MISSING_KEY, node->place, trail,
                   "nothing stands behind `%.*s`, where %s is expected: write it, or take the key "
                   "out",
                   APN__SHOW(trail->name), expected);
    else
        apn__fault(reader, APN_MISSING_KEY, node->place, trail,
                   "an entry of the list is empty, where %s is expected: write it, or take the "
                   "entry out",
                   expected);
    return false;
}

const char *apn__keep_text(apn__reader *reader, apn__text text)
{
    const char *copy = apn__arena_copy(reader->agreement->arena, text.bytes, text.length);
    if (copy != NULL)
        return copy;
    reader->no_memory = true;
    apn__findings_fail_memory(reader->findings);
    return "";
}

void apn__read_text(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                    void *field)
{
    const char **text = field;
    if (apn__is_text(reader, node, trail, "a text"))
        *text = apn__keep_text(reader, node->text);
}

void apn__read_bilingual(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                         void *field)
{
    static const apn__key keys[] = {
        APN__KEY(apn__bilingual, en, "en", apn__read_text),
        APN__KEY(apn__bilingual, cy, "cy", apn__read_text),
    };
    static const apn__table table = APN__TABLE("a text in two languages", keys);
    apn__bilingual *text = field;
    if (node->kind != APN__MAPPING) {
        if (apn__is_text(reader, node, trail, "a text, or {en: …, cy: …}"))
            text->en = text->cy = apn__keep_text(reader, node->text);
        return;
    }
    apn__read_mapping(reader, node, trail, &table, text);
    if (node->count == 0 && !node->truncated)
        apn__fault(reader, APN_MISSING_KEY, node->place, trail,
                   "no text stands in `%.*s`: write it as {en: …, cy: …}", APN__SHOW(trail->name));
    if (text->en == NULL)
        text->en = text->cy;
    if (text->cy == NULL)
        text->cy = text->en;
}

size_t apn__read_word(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      const char *what, const char *const *words, size_t count)
{
    enum { MOST_WORDS = 16 };
    apn__text list[MOST_WORDS];
    char suggestion[APN__SUGGESTION_SIZE];
    apn__buffer all = {0};
    if (!apn__is_text(reader, node, trail, what))
        return count;
    for (size_t i = 0; i < count; i++) {
        list[i < MOST_WORDS ? i : 0] = apn__text_of(words[i]);
        if (apn__text_is(node->text, words[i]))
            return i;
    }
    if (apn__fault_curly(reader, APN_WRONG_TYPE, node->text, node->place, trail))
        return count;
    for (size_t i = 0; i < count; i++)
        apn__buffer_print(&all, "%s%s", words[i],
                          i + 2 < count ? ", " : (i + 1 < count ? " or " : ""));
    apn__suggest(reader, node->text, list, count < MOST_WORDS ? count : MOST_WORDS, suggestion);
    if (all.failed)
        apn__findings_fail_memory(reader->findings);
    else
        apn__fault(reader, APN_WRONG_TYPE, node->place, trail, "`%.*s` is not %s: choose %s%s",
                   APN__SHOW(node->text), what, all.bytes, suggestion);
    apn__buffer_end(&all);
    return count;
}
