/* read_rest.c: a line that is what other lines leave of an amount: `rest`, in place of its amounts
 * by year. */
#include "agreement_reader.h"

#include <stdio.h>

typedef struct rest_text {
    const apn__node *of, *lines;
} rest_text;

static const apn__key rest_keys[] = {
    APN__REQUIRED(rest_text, of, "of", apn__keep_node),
    APN__KEY(rest_text, lines, "lines", apn__keep_node),
};
static const apn__table rest_table = APN__TABLE("`rest`", rest_keys);

const apn__node *apn__rest_node(const apn__node *node)
{
    return node->kind == APN__MAPPING ? apn__node_find(node, "rest") : NULL;
}

size_t apn__rest_next(const apn_agreement *agreement, const apn__line *of, const apn__rest *rest,
                      size_t *at)
{
    if (rest->named)
        return *at < rest->count ? rest->lines[(*at)++] : APN__NONE;
    while (*at < agreement->line_count) {
        const apn__line *line = &agreement->lines[(*at)++];
        if (line != of && line->key == NULL)
            return *at - 1;
    }
    return APN__NONE;
}

size_t apn__read_line_ids(apn__reader *reader, const apn__node *node, const apn__trail *up,
                          const char *example, size_t **lines)
{
    size_t at = 0, count = 0;
    apn__index twice = {0};
    char expected[80];
    apn__trail trail = apn__trail_of_key(up, node);
    (void)snprintf(expected, sizeof expected, "a list of cost lines, as %s", example);
    if (!apn__is_list(reader, node, &trail, expected))
        return 0;
    if (node->count == 0 && !node->truncated)
        apn__fault(reader, APN_MISSING_KEY, node->place, &trail,
                   "no cost line is named here: name one at least, as %s", example);
    apn__index_texts(reader, node, &trail, "a cost line in this list", &twice);
    *lines = apn__keep(reader, node->count, sizeof **lines);
    for (const apn__node *entry = node->first; entry != NULL && *lines != NULL;
         entry = entry->next) {
        apn__trail here = {&trail, {"", 0}, ++at};
        if (!apn__is_text(reader, entry, &here, "the id of a cost line"))
            continue;
        size_t line =
            apn__find_id(reader, &reader->lines, entry->text, entry->place, &here, "cost line");
        if (line != APN__NONE)
            (*lines)[count++] = line;
    }
    return count;
}

void apn__read_rest(apn__reader *reader, const apn__node *node, const apn__trail *up,
                    apn_measure measure, apn__line *line)
{
    const apn__node *held = apn__rest_node(node);
    rest_text text = {0};
    apn__rest *rest = apn__keep(reader, 1, sizeof *rest);
    for (const apn__node *child = node->first; child != NULL; child = child->next) {
        apn__trail here = apn__trail_of_key(up, child);
        if (child != held)
            apn__fault(reader, APN_UNKNOWN_KEY, child->key_place, &here,
                       "`%.*s` stands beside `rest`, which makes the figures of all years: write "
                       "the year under `of`",
                       APN__SHOW(child->key));
    }
    apn__trail trail = apn__trail_of_key(up, held);
    if (rest == NULL ||
        !apn__is_mapping(reader, held, &trail,
                         "a group of keys, as {of: {2015/16: 100000.00}, lines: [staff, fuel]}"))
        return;
    apn__read_mapping(reader, held, &trail, &rest_table, &text);
    rest->place = held->place;
    rest->named = apn__node_find(held, "lines") != NULL;
    if (text.lines != NULL)
        rest->count = apn__read_line_ids(reader, text.lines, &trail, "[staff, fuel]", &rest->lines);
    if (text.of != NULL) {
        apn__trail here = apn__trail_of_key(&trail, text.of);
        apn__read_figures(reader, text.of, &here, line->amounts, &line->measures[measure]);
    }
    line->rests[measure] = rest;
}

/* Whether the line can be taken off the rest; false is reported. */
static bool check_taken(apn__reader *reader, const apn__trail *trail, apn_measure measure,
                        const apn__line *of, const apn__line *taken)
{
    const apn__rest *rest = of->rests[measure];
    const char *word = apn_measure_word(measure);
    apn__trail line = {trail, apn__text_of(of->info.id), 0};
    apn__trail key = {&line, apn__text_of(word), 0};
    apn__trail here = {&key, {"rest", 4}, 0};
    if (taken->rests[measure] != NULL)
        apn__fault(reader, APN_CYCLE, rest->place, &here,
                   "the %s of `%s` is what `%s` and others leave, and that of `%s` is a rest too: "
                   "name the `lines` that are taken off, none of them a rest",
                   word, of->info.id, taken->info.id, taken->info.id);
    else if (taken->priced[measure])
        apn__fault(reader, APN_WRONG_TYPE, rest->place, &here,
                   "the %s of `%s` is what `%s` and others leave, and `%s` is charged by the unit: "
                   "name the `lines` that are taken off, each with amounts of its own",
                   word, of->info.id, taken->info.id, taken->info.id);
    return taken->rests[measure] == NULL && !taken->priced[measure];
}

void apn__check_rests(apn__reader *reader, const apn__trail *trail)
{
    const apn_agreement *agreement = reader->agreement;
    for (size_t i = 0; i < agreement->line_count; i++) {
        const apn__line *of = &agreement->lines[i];
        for (apn_measure measure = APN_BUDGET; measure < APN__MEASURES; measure++) {
            size_t at = 0, taken;
            bool good = of->rests[measure] != NULL;
            while (good && (taken = apn__rest_next(agreement, of, of->rests[measure], &at)) <
                               agreement->line_count)
                good = check_taken(reader, trail, measure, of, &agreement->lines[taken]);
        }
    }
}
