/* read_rounding.c: how quotas become whole units, for the agreement and, on top of that, for a
 * line. */
#include "agreement_reader.h"

#include "decimal_internal.h"

typedef struct rounding_text {
    const apn__node *unit, *method, *ties, *mode, *to, *amounts, *level;
} rounding_text;

static const apn__key agreement_keys[] = {
    APN__KEY(rounding_text, unit, "unit", apn__keep_node),
    APN__KEY(rounding_text, method, "method", apn__keep_node),
    APN__KEY(rounding_text, ties, "ties", apn__keep_node),
    APN__KEY(rounding_text, mode, "mode", apn__keep_node),
    APN__KEY(rounding_text, to, "to", apn__keep_node),
    APN__KEY(rounding_text, amounts, "amounts", apn__keep_node),
    APN__KEY(rounding_text, level, "level", apn__keep_node),
};
static const apn__key line_keys[] = {
    APN__KEY(rounding_text, method, "method", apn__keep_node),
    APN__KEY(rounding_text, ties, "ties", apn__keep_node),
    APN__KEY(rounding_text, mode, "mode", apn__keep_node),
    APN__KEY(rounding_text, to, "to", apn__keep_node),
    APN__KEY(rounding_text, amounts, "amounts", apn__keep_node),
};
static const apn__table agreement_table = APN__TABLE("the agreement's rounding", agreement_keys);
static const apn__table line_table = APN__TABLE("a line's rounding", line_keys);

enum { MOST_WORDS = 16 };

static bool read_method(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                        apn_method *method)
{
    const char *words[MOST_WORDS];
    size_t count = 0;
    const apn_method_info *info;
    while (count < MOST_WORDS && (info = apn_method_describe((apn_method)count)) != NULL)
        words[count++] = info->word;
    size_t found = apn__read_word(reader, node, trail, "a method of rounding", words, count);
    if (found == count)
        return false;
    *method = (apn_method)found;
    return true;
}

static void read_ties(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      apn_ties *ties)
{
    const char *words[MOST_WORDS];
    size_t count = 0;
    const char *word;
    while (count < MOST_WORDS && (word = apn_ties_word((apn_ties)count)) != NULL)
        words[count++] = word;
    size_t found = apn__read_word(reader, node, trail, "a rule for ties", words, count);
    if (found < count)
        *ties = (apn_ties)found;
}

static void read_mode(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      apn_rounding_mode *mode)
{
    const char *words[MOST_WORDS];
    size_t count = 0;
    const char *word;
    while (count < MOST_WORDS &&
           (word = apn_rounding_mode_word((apn_rounding_mode)(count + 1))) != NULL)
        words[count++] = word;
    size_t found = apn__read_word(reader, node, trail, "a way to round", words, count);
    if (found < count)
        *mode = (apn_rounding_mode)(found + 1);
}

static void read_to(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                    apn__rounding *rounding)
{
    if (node->kind == APN__SCALAR && apn__text_is(node->text, "largest")) {
        rounding->to = APN_TO_LARGEST;
        return;
    }
    size_t party = apn__read_party(reader, node, trail, true);
    if (party == APN__NONE)
        return;
    rounding->to = APN_TO_PARTY;
    rounding->to_party = party;
}

/* Options that go with one method only, and a residual that nobody takes. */
static void check_options(apn__reader *reader, const rounding_text *text, const apn__trail *up,
                          const apn__rounding *rounding)
{
    if (text->mode != NULL && rounding->method != APN_INDEPENDENT) {
        apn__trail here = apn__trail_of_key(up, text->mode);
        apn__fault(reader, APN_WRONG_TYPE, text->mode->key_place, &here,
                   "`mode` goes with the method independent only, and the method here is %s: take "
                   "it out, or mend the method",
                   apn_method_describe(rounding->method)->word);
    }
    if (text->to != NULL && rounding->method != APN_RESIDUAL) {
        apn__trail here = apn__trail_of_key(up, text->to);
        apn__fault(reader, APN_WRONG_TYPE, text->to->key_place, &here,
                   "`to` goes with the method residual only, and the method here is %s: take it "
                   "out, or mend the method",
                   apn_method_describe(rounding->method)->word);
    }
    if (text->to == NULL && rounding->method == APN_RESIDUAL && rounding->to == APN_TO_NOBODY &&
        text->method != NULL) {
        apn__trail here = apn__trail_of_key(up, text->method);
        apn__fault(reader, APN_WRONG_TYPE, text->method->place, &here,
                   "the method residual needs to know who takes what is left: add `to: largest`, "
                   "`to: lead` or the id of a party");
    }
}

/* The method's own options end with it; the tie rule goes on. */
static void set_method(apn__rounding *rounding, apn_method method)
{
    if (rounding->method == method)
        return;
    rounding->method = method;
    rounding->mode = APN_ROUND_NONE;
    rounding->to = APN_TO_NOBODY;
    rounding->to_party = 0;
}

/* Reads the keys that an agreement's and a line's rounding both have. */
static void read_common(apn__reader *reader, const rounding_text *text, const apn__trail *up,
                        bool as_published, apn__rounding *rounding, apn_rounding_mode *amounts)
{
    bool known = true;
    if (text->amounts != NULL) {
        apn__trail here = apn__trail_of_key(up, text->amounts);
        read_mode(reader, text->amounts, &here, amounts);
    }
    if (text->method != NULL) {
        apn__trail here = apn__trail_of_key(up, text->method);
        apn_method method = rounding->method;
        known = read_method(reader, text->method, &here, &method);
        if (known && as_published && method != APN_INDEPENDENT)
            apn__fault(reader, APN_WRONG_TYPE, text->method->place, &here,
                       "the percentages of this line are used as published, and so each is rounded "
                       "alone: take out the method, or write `method: independent`");
        else if (known)
            set_method(rounding, method);
    }
    if (text->ties != NULL) {
        apn__trail here = apn__trail_of_key(up, text->ties);
        read_ties(reader, text->ties, &here, &rounding->ties);
    }
    if (text->mode != NULL) {
        apn__trail here = apn__trail_of_key(up, text->mode);
        read_mode(reader, text->mode, &here, &rounding->mode);
    }
    if (text->to != NULL) {
        apn__trail here = apn__trail_of_key(up, text->to);
        read_to(reader, text->to, &here, rounding);
    }
    if (known)
        check_options(reader, text, up, rounding);
}

static void read_unit(apn__reader *reader, const apn__node *node, const apn__trail *up)
{
    apn__trail here = apn__trail_of_key(up, node);
    apn_decimal unit;
    if (!apn__read_number(reader, node, &here, APN_FORM_MONEY, &unit))
        return;
    if (apn__unit_is_valid(unit))
        reader->agreement->info.unit = unit;
    else
        apn__fault(reader, APN_NUMBER, node->place, &here,
                   "`%.*s` cannot be the unit: the smallest amount that can be charged is above "
                   "zero, as 0.01 for a penny",
                   APN__SHOW(node->text));
}

static void read_level(apn__reader *reader, const apn__node *node, const apn__trail *up)
{
    const char *words[MOST_WORDS];
    size_t count = 0, found;
    const char *word;
    apn__trail here = apn__trail_of_key(up, node);
    while (count < MOST_WORDS && (word = apn_level_word((apn_level)count)) != NULL)
        words[count++] = word;
    found = apn__read_word(reader, node, &here, "a level of rounding", words, count);
    if (found < count)
        reader->agreement->info.level = (apn_level)found;
}

/* Keys that say how one line is rounded, beside a level at which no line is. */
static void refuse_line_rules(apn__reader *reader, rounding_text *text, const apn__trail *up)
{
    const apn__node **const rules[] = {&text->method, &text->ties, &text->mode, &text->to};
    const char *level = apn_level_word(reader->agreement->info.level);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (*rules[i] == NULL)
            continue;
        apn__trail here = apn__trail_of_key(up, *rules[i]);
        apn__fault(reader, APN_WRONG_TYPE, (*rules[i])->key_place, &here,
                   "`%.*s` does not go with `level: %s`, which has one rule for all lines: take "
                   "it out, write `level: line`, or give it to the lines that are to be rounded "
                   "alone",
                   APN__SHOW((*rules[i])->key), level);
        *rules[i] = NULL;
    }
}

void apn__read_agreement_rounding(apn__reader *reader, const apn__node *node,
                                  const apn__trail *trail)
{
    rounding_text text = {0};
    apn_agreement *agreement = reader->agreement;
    apn__read_mapping(reader, node, trail, &agreement_table, &text);
    agreement->rounding.place = node->place;
    if (text.unit != NULL)
        read_unit(reader, text.unit, trail);
    if (text.level != NULL)
        read_level(reader, text.level, trail);
    if (agreement->info.level != APN_LEVEL_LINE)
        refuse_line_rules(reader, &text, trail);
    read_common(reader, &text, trail, false, &agreement->rounding, &reader->amounts);
}

void apn__read_line_rounding(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                             apn__line *line, apn_rounding_mode *amounts)
{
    rounding_text text = {0};
    const apn_agreement *agreement = reader->agreement;
    bool as_published = line->basis != APN__NONE &&
                        agreement->bases[line->basis].weights_kind == APN_WEIGHTS_AS_PUBLISHED;
    line->rounding = agreement->rounding;
    *amounts = reader->amounts;
    if (as_published)
        set_method(&line->rounding, APN_INDEPENDENT);
    if (node == NULL)
        return;
    apn__read_mapping(reader, node, trail, &line_table, &text);
    line->rounding.place = node->place;
    line->rounding.own =
        text.method != NULL || text.ties != NULL || text.mode != NULL || text.to != NULL;
    read_common(reader, &text, trail, as_published, &line->rounding, amounts);
}
