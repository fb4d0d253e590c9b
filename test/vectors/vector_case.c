/* vector_case.c: reads a line of split.vec through the public functions that the command reads its
 * own line with. */
#include "vector_case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Cuts at " | "; an empty field may be two blanks or one. */
static size_t cut_fields(char *text, char **fields, size_t room)
{
    size_t count = 0;
    char *at = text;
    while (count < room) {
        fields[count++] = at;
        char *bar = strstr(at, " | ");
        if (!bar)
            break;
        *bar = '\0';
        at = bar + 3;
    }
    for (size_t i = 0; i < count; i++) {
        while (*fields[i] == ' ')
            fields[i]++;
        size_t length = strlen(fields[i]);
        while (length > 0 && (fields[i][length - 1] == ' ' || fields[i][length - 1] == '\n'))
            fields[i][--length] = '\0';
    }
    return count;
}

bool vector_case_cut(vector_case *c, const char *line)
{
    char *fields[6];
    memset(c, 0, offsetof(vector_case, words));
    c->count = 0;
    if (strlen(line) >= VECTOR_TEXT) {
        fprintf(stderr, "a line of %zu bytes is too long\n", strlen(line));
        return false;
    }
    strcpy(c->text, line);
    if (cut_fields(c->text, fields, 6) != 5) {
        fprintf(stderr, "not five fields: %s\n", line);
        return false;
    }
    c->id = fields[0];
    c->total = fields[1];
    c->parties = fields[2];
    c->options = fields[3];
    c->result = fields[4];
    return true;
}

static apn_status read_parties(vector_case *c, bool *percent, apn_error *err)
{
    for (char *word = strtok(c->words, " "); word; word = strtok(NULL, " ")) {
        char *sign = strchr(word, '=');
        int is_percent = 0;
        if (!sign || c->count == VECTOR_PARTIES)
            return APN_USAGE;
        *sign = '\0';
        c->names[c->count] = word;
        apn_status status = apn_weight_parse(sign + 1, strlen(sign + 1), &c->weights[c->count],
                                             &c->denominators[c->count], &is_percent, err);
        if (status != APN_OK)
            return status;
        *percent = *percent || is_percent;
        c->count++;
    }
    return APN_OK;
}

static size_t find_party(const vector_case *c, const char *name, size_t length)
{
    size_t i = 0;
    while (i < c->count &&
           (strlen(c->names[i]) != length || memcmp(c->names[i], name, length) != 0))
        i++;
    return i;
}

static apn_status read_bound(vector_case *c, bool floor, const char *value, apn_error *err)
{
    const char *sign = strchr(value, '=');
    size_t party = sign ? find_party(c, value, (size_t)(sign - value)) : c->count;
    if (party == c->count)
        return APN_UNKNOWN_ID;
    apn_bound *bounds = floor ? c->floors : c->caps;
    const char *text = sign + 1;
    bool percent = text[strlen(text) - 1] == '%';
    bounds[party].kind = percent ? APN_BOUND_PERCENT : APN_BOUND_AMOUNT;
    *(floor ? &c->split.floors : &c->split.caps) = bounds;
    return apn_decimal_parse(text, strlen(text), percent ? APN_FORM_PERCENT : APN_FORM_MONEY, NULL,
                             &bounds[party].value, err);
}

static apn_status read_to(vector_case *c, const char *value)
{
    size_t party = find_party(c, value, strlen(value));
    c->split.to = party < c->count ? APN_TO_PARTY : APN_TO_LARGEST;
    c->split.to_party = party < c->count ? party : 0;
    return party < c->count || strcmp(value, "largest") == 0 ? APN_OK : APN_UNKNOWN_ID;
}

static apn_status read_absorber(vector_case *c, const char *value)
{
    c->split.has_absorber = 1;
    c->split.absorber = find_party(c, value, strlen(value));
    return c->split.absorber < c->count ? APN_OK : APN_UNKNOWN_ID;
}

static apn_status read_share_sum(vector_case *c, const char *value)
{
    bool rescale = strcmp(value, "rescale") == 0;
    c->split.weights_kind = rescale ? APN_WEIGHTS_RESCALE : APN_WEIGHTS_AS_PUBLISHED;
    return rescale || strcmp(value, "as-published") == 0 ? APN_OK : APN_USAGE;
}

static apn_status read_published(vector_case *c, const char *value)
{
    char *end = NULL;
    c->split.published = 1;
    c->split.published_decimals = (unsigned)strtoul(value, &end, 10);
    return *end ? APN_USAGE : APN_OK;
}

static apn_status read_option(vector_case *c, const char *option, const char *value, apn_error *err)
{
    size_t length = strlen(value);
    if (strcmp(option, "--method") == 0)
        return apn_method_find(value, length, &c->split.method, err);
    if (strcmp(option, "--ties") == 0)
        return apn_ties_find(value, length, &c->split.ties, err);
    if (strcmp(option, "--mode") == 0)
        return apn_rounding_mode_find(value, length, &c->split.mode, err);
    if (strcmp(option, "--rounding-of-total") == 0)
        return apn_rounding_mode_find(value, length, &c->split.total_rounding, err);
    if (strcmp(option, "--unit") == 0)
        return apn_decimal_parse(value, length, APN_FORM_PLAIN, NULL, &c->split.unit, err);
    if (strcmp(option, "--floor") == 0 || strcmp(option, "--cap") == 0)
        return read_bound(c, option[2] == 'f', value, err);
    if (strcmp(option, "--to") == 0)
        return read_to(c, value);
    if (strcmp(option, "--absorber") == 0)
        return read_absorber(c, value);
    if (strcmp(option, "--share-sum") == 0)
        return read_share_sum(c, value);
    if (strcmp(option, "--published") == 0)
        return read_published(c, value);
    return APN_USAGE;
}

apn_status vector_case_read(vector_case *c, apn_error *err)
{
    bool percent = false;
    memset(c->floors, 0, sizeof c->floors);
    memset(c->caps, 0, sizeof c->caps);
    c->split = (apn_split_options){.size = sizeof(apn_split_options)};
    c->count = 0;
    strcpy(c->words, c->parties);
    apn_status status = read_parties(c, &percent, err);
    c->split.weights_kind = percent ? APN_WEIGHTS_PERCENT : APN_WEIGHTS_PLAIN;
    bool fractions = false; /* percentages are decimals, and have no denominators */
    for (size_t i = 0; i < c->count; i++)
        fractions =
            fractions || apn_decimal_compare(c->denominators[i], apn_decimal_from_i64(1)) != 0;
    c->split.denominators = fractions ? c->denominators : NULL;
    c->split.names = c->names;
    char *options = c->words + strlen(c->parties) + 1;
    snprintf(options, sizeof c->words - (size_t)(options - c->words), "%s", c->options);
    for (char *word = strtok(options, " "); word && status == APN_OK; word = strtok(NULL, " ")) {
        char *value = strtok(NULL, " ");
        status = value ? read_option(c, word, value, err) : APN_USAGE;
    }
    return status;
}

apn_status vector_case_total(const vector_case *c, apn_decimal *total, apn_error *err)
{
    return apn_decimal_parse(c->total, strlen(c->total), APN_FORM_MONEY, NULL, total, err);
}

int vector_status(const char *word)
{
    for (int i = 0; apn_status_word((apn_status)i); i++)
        if (strcmp(apn_status_word((apn_status)i), word) == 0)
            return i;
    return APN_INTERNAL + 1000;
}
