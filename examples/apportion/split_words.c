/* The words of `apportion split` as numbers. The library judges what they mean together. */
#include "split_words.h"

#include <stdlib.h>
#include <string.h>

#include "failure.h"
#include "memory.h"
#include "nearest.h"
#include "text.h"

static const char LARGEST[] = "largest";

/* Reads a number of one word; an error says which word, and where in it. */
static apn_status number_read(const char *what, const char *text, unsigned forms, apn_decimal *out,
                              apn_error *err)
{
    apn_status status = apn_decimal_parse(text, strlen(text), forms, NULL, out, err);
    if (status != APN_OK)
        fail_in_word(err, what, text);
    return status;
}

static apn_status total_read(const words *given, apn_decimal *out, apn_error *err)
{
    if (given->operand_count == 0)
        return fail(err, APN_USAGE,
                    "there is no total; write it first, as in `apportion split 100 a=1 b=2`");
    if (strchr(given->operands[0], '='))
        return fail(err, APN_USAGE,
                    "`%s` stands where the total should; write the total first, as in "
                    "`apportion split 100 a=1 b=2`",
                    given->operands[0]);
    return number_read("TOTAL", given->operands[0], APN_FORM_MONEY, out, err);
}

/* Cuts NAME=V: the name is copied, the value is a part of the word. */
static apn_status pair_cut(const char *what, const char *word, char **name, const char **value,
                           apn_error *err)
{
    const char *sign = strchr(word, '=');
    if (!sign || sign == word)
        return fail(err, APN_USAGE, "%s `%s` is not a name, = and a value, such as leics=35.28%%",
                    what, word);
    *name = grab_text(word, (size_t)(sign - word));
    *value = sign + 1;
    return APN_OK;
}

typedef struct name_place {
    const char *name;
    size_t place;
} name_place;

static int by_name(const void *left, const void *right)
{
    const name_place *a = left, *b = right;
    int order = strcmp(a->name, b->name);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

static apn_status check_names_differ(const split_words *read, apn_error *err)
{
    name_place *sorted = grab(read->count, sizeof *sorted);
    apn_status status = APN_OK;
    for (size_t i = 0; i < read->count; i++)
        sorted[i] = (name_place){.name = read->names[i], .place = i};
    qsort(sorted, read->count, sizeof *sorted, by_name);
    for (size_t i = 1; i < read->count && status == APN_OK; i++)
        if (strcmp(sorted[i].name, sorted[i - 1].name) == 0)
            status = fail(err, APN_DUPLICATE_ID, "`%s` is named twice; give each party one weight",
                          sorted[i].name);
    free(sorted);
    return status;
}

static apn_status weight_read(split_words *read, size_t i, int *percent, apn_error *err)
{
    const char *text = read->weight_texts[i];
    apn_status status = apn_weight_parse(text, strlen(text), &read->weights[i],
                                         &read->denominators[i], percent, err);
    if (status != APN_OK) {
        char *what = text_of("weight of %s", read->names[i]);
        fail_in_word(err, what, text);
        free(what);
    }
    return status;
}

static apn_status parties_read(const words *given, split_words *read, apn_error *err)
{
    size_t count = given->operand_count - 1;
    int first_percent = 0;
    read->names = grab(count, sizeof read->names[0]);
    read->weight_texts = grab(count, sizeof read->weight_texts[0]);
    read->weights = grab(count, sizeof read->weights[0]);
    read->denominators = grab(count, sizeof read->denominators[0]);
    for (size_t i = 0; i < count; i++) {
        int percent = 0;
        apn_status status = pair_cut("the word", given->operands[i + 1], &read->names[i],
                                     &read->weight_texts[i], err);
        if (status != APN_OK)
            return status;
        read->count = i + 1;
        status = weight_read(read, i, &percent, err);
        if (status != APN_OK)
            return status;
        if (i == 0)
            first_percent = percent;
        if (percent != first_percent)
            return fail(err, APN_USAGE,
                        "`%s` and `%s` do not mix: the weights are all percentages, or none is",
                        given->operands[1], given->operands[i + 1]);
    }
    read->options.weights_kind = first_percent ? APN_WEIGHTS_PERCENT : APN_WEIGHTS_PLAIN;
    return check_names_differ(read, err);
}

static apn_status party_find(const split_words *read, const char *option, const char *name,
                             size_t *place, apn_error *err)
{
    for (size_t i = 0; i < read->count; i++) {
        if (strcmp(read->names[i], name) == 0) {
            *place = i;
            return APN_OK;
        }
    }
    const char *near = nearest_word(name, (const char *const *)read->names, read->count);
    if (near)
        return fail(err, APN_UNKNOWN_ID, "--%s names `%s`, which has no weight; did you mean `%s`?",
                    option, name, near);
    return fail(err, APN_UNKNOWN_ID, "--%s names `%s`, which is none of the parties with a weight",
                option, name);
}

static apn_status bound_read(const split_words *read, const char *option, const char *word,
                             apn_bound *bounds, apn_error *err)
{
    char *name = NULL, *what = NULL;
    const char *value = NULL;
    size_t place = 0;
    char *dashed = text_of("--%s", option);
    apn_status status = pair_cut(dashed, word, &name, &value, err);
    if (status != APN_OK)
        goto done;
    status = party_find(read, option, name, &place, err);
    if (status != APN_OK)
        goto done;
    if (bounds[place].kind != APN_BOUND_NONE) {
        status =
            fail(err, APN_DUPLICATE_ID, "--%s names `%s` twice; give each party one", option, name);
        goto done;
    }
    bool percent = value[0] && value[strlen(value) - 1] == '%';
    what = text_of("--%s of %s", option, name);
    status = number_read(what, value, percent ? APN_FORM_PERCENT : APN_FORM_MONEY,
                         &bounds[place].value, err);
    bounds[place].kind = percent ? APN_BOUND_PERCENT : APN_BOUND_AMOUNT;
done:
    free(what);
    free(dashed);
    free(name);
    return status;
}

/* All words of one option, --floor or --cap; *bounds stays NULL when there is none. */
static apn_status bounds_read(const words *given, const split_words *read, const char *option,
                              apn_bound **bounds, apn_error *err)
{
    apn_status status = APN_OK;
    for (size_t i = 0; i < given->option_count && status == APN_OK; i++) {
        if (strcmp(given->options[i].rule->name, option) != 0)
            continue;
        if (!*bounds)
            *bounds = grab(read->count, sizeof **bounds);
        status = bound_read(read, option, given->options[i].value, *bounds, err);
    }
    return status;
}

static apn_status to_read(const char *word, split_words *read, apn_error *err)
{
    size_t place = 0;
    apn_error ignored;
    bool named = party_find(read, "to", word, &place, &ignored) == APN_OK;
    if (strcmp(word, LARGEST) == 0) {
        if (named)
            return fail(
                err, APN_USAGE,
                "--to largest means the largest weight, and a party is called so too; rename "
                "the party");
        read->options.to = APN_TO_LARGEST;
        return APN_OK;
    }
    read->options.to = APN_TO_PARTY;
    return party_find(read, "to", word, &read->options.to_party, err);
}

static apn_status share_sum_read(const words *given, const char *word, split_words *read,
                                 apn_error *err)
{
    if (strcmp(word, "rescale") != 0 && strcmp(word, "as-published") != 0)
        return fail(err, APN_USAGE, "--share-sum `%s` is neither rescale nor as-published", word);
    if (read->options.weights_kind != APN_WEIGHTS_PERCENT)
        return fail(err, APN_USAGE,
                    "--share-sum goes with weights that are percentages, such as leics=35.28%%");
    if (strcmp(word, "rescale") == 0) {
        read->options.weights_kind = APN_WEIGHTS_RESCALE;
        return APN_OK;
    }
    /* The method's default is told apart from its being named only here. */
    if (words_value(given, "method") && read->options.method != APN_INDEPENDENT)
        return fail(err, APN_USAGE,
                    "--share-sum as-published rounds each amount alone; leave out --method %s",
                    words_value(given, "method"));
    read->options.weights_kind = APN_WEIGHTS_AS_PUBLISHED;
    return APN_OK;
}

static apn_status published_read(const char *word, split_words *read, apn_error *err)
{
    apn_decimal number = {0};
    int64_t decimals = 0;
    apn_status status = number_read("--published", word, APN_FORM_PLAIN, &number, err);
    if (status != APN_OK)
        return status;
    if (apn_decimal_to_i64(number, &decimals, NULL) != APN_OK || decimals < 0 || decimals > 1000) {
        fail(err, APN_NUMBER, "a number of decimals is a whole number from 0 to 16");
        fail_in_word(err, "--published", word);
        return APN_NUMBER;
    }
    read->options.published = 1;
    read->options.published_decimals = (unsigned)decimals;
    return APN_OK;
}

/* The options whose value is a word of the library's. */
static apn_status choices_read(const words *given, apn_split_options *options, apn_error *err)
{
    apn_status status = APN_OK;
    const char *word = words_value(given, "method");
    if (word)
        status = apn_method_find(word, strlen(word), &options->method, err);
    word = words_value(given, "ties");
    if (word && status == APN_OK)
        status = apn_ties_find(word, strlen(word), &options->ties, err);
    word = words_value(given, "mode");
    if (word && status == APN_OK)
        status = apn_rounding_mode_find(word, strlen(word), &options->mode, err);
    word = words_value(given, "rounding-of-total");
    if (word && status == APN_OK)
        status = apn_rounding_mode_find(word, strlen(word), &options->total_rounding, err);
    return status;
}

static apn_status options_read(const words *given, split_words *read, apn_error *err)
{
    const char *to = words_value(given, "to");
    const char *absorber = words_value(given, "absorber");
    const char *share_sum = words_value(given, "share-sum");
    const char *published = words_value(given, "published");
    apn_status status = choices_read(given, &read->options, err);
    if (status == APN_OK)
        status = words_unit(given, &read->options.unit, err);
    if (to && status == APN_OK)
        status = to_read(to, read, err);
    if (absorber && status == APN_OK) {
        read->options.has_absorber = 1;
        status = party_find(read, "absorber", absorber, &read->options.absorber, err);
    }
    if (share_sum && status == APN_OK)
        status = share_sum_read(given, share_sum, read, err);
    if (published && status == APN_OK)
        status = published_read(published, read, err);
    if (status == APN_OK)
        status = bounds_read(given, read, "floor", &read->floors, err);
    if (status == APN_OK)
        status = bounds_read(given, read, "cap", &read->caps, err);
    return status;
}

apn_status split_words_read(const words *given, split_words *out, apn_error *err)
{
    *out = (split_words){.options = {.size = sizeof(apn_split_options)}};
    apn_status status = total_read(given, &out->total, err);
    if (status == APN_OK)
        status = parties_read(given, out, err);
    if (status == APN_OK)
        status = options_read(given, out, err);
    out->options.denominators = out->denominators;
    out->options.floors = out->floors;
    out->options.caps = out->caps;
    out->options.names = (const char *const *)out->names;
    return status;
}

void split_words_free(split_words *read)
{
    for (size_t i = 0; read->names && i < read->count; i++)
        free(read->names[i]);
    free(read->names);
    free(read->weight_texts);
    free(read->weights);
    free(read->denominators);
    free(read->floors);
    free(read->caps);
    *read = (split_words){0};
}
