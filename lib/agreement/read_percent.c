/* read_percent.c: fixed percentages, which total 100; one party may have the rest. */
#include "basis_reader.h"

#include "rational.h"

/* The percentages of a basis, read. */
typedef struct percentages {
    apn__value *values;
    bool sound;            /* every one was read */
    bool needed;           /* some are still to come */
    const apn__node *rest; /* whose text is `rest`, or NULL */
    size_t rest_party;
} percentages;

/* A second `rest` is a fault. */
static void take_rest(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      size_t party, percentages *read)
{
    if (read->rest != NULL)
        apn__fault(reader, APN_WRONG_TYPE, node->place, trail,
                   "`%.*s` has the rest already: only one party can", APN__SHOW(read->rest->key));
    read->rest = node;
    read->rest_party = party;
}

static void read_percentage(apn__reader *reader, const apn__node *child, const apn__trail *trail,
                            percentages *read)
{
    apn__trail here = apn__trail_of_key(trail, child);
    size_t party =
        apn__find_id(reader, &reader->parties, child->key, child->key_place, &here, "party");
    apn__value value = {
        .given = APN__GIVEN, .denominator = apn_decimal_from_i64(1), .place = child->place};
    bool needed = child->kind == APN__SCALAR && apn__text_is(child->text, "needed");
    bool rest = child->kind == APN__SCALAR && apn__text_is(child->text, "rest");
    if (needed)
        value.given = APN__NEEDED;
    else if (rest)
        take_rest(reader, child, &here, party, read);
    else if (!apn__read_percentage(reader, child, &here, &value.value))
        read->sound = false;
    read->needed = read->needed || needed;
    if (party == APN__NONE)
        read->sound = false;
    else
        read->values[party] = value;
}

static percentages read_percentages(apn__reader *reader, const apn__node *node,
                                    const apn__trail *trail)
{
    percentages read = {.sound = !node->truncated};
    if (!apn__is_mapping(reader, node, trail, "a percentage for each party, as {leics: 35.28}"))
        return (percentages){0};
    read.values = apn__keep_by_party(reader, sizeof *read.values, node->place, trail);
    for (const apn__node *child = node->first, *open = NULL; child != NULL && read.values != NULL;
         child = child->next) {
        if (!apn__continues_curly(&open, child))
            read_percentage(reader, child, trail, &read);
    }
    return read;
}

/* 100 less the percentages, and their sum as text, with the decimals that the longest of them has.
 * False when the sum has too many digits. */
static bool what_is_left(const apn__value *values, size_t count, apn_decimal *left, char *text)
{
    int scale = 0;
    apn_decimal sum = {0};
    mpz_t total, one;
    mpz_inits(total, one, NULL);
    for (size_t i = 0; i < count; i++) {
        if (values[i].value.scale > scale)
            scale = values[i].value.scale;
    }
    for (size_t i = 0; i < count; i++) {
        apn__integer_from_decimal(one, values[i].value, scale);
        mpz_add(total, total, one);
    }
    bool fits = apn__decimal_from_integer(&sum, total, scale);
    apn__integer_from_decimal(one, apn_decimal_from_i64(100), scale);
    mpz_sub(one, one, total);
    fits = apn__decimal_from_integer(left, one, scale) && fits;
    mpz_clears(total, one, NULL);
    if (fits)
        apn_decimal_format(sum, 0, text);
    else
        strcpy(text, "far more than 100");
    return fits;
}

/* The rest is what makes 100. */
static void fill_rest(apn__reader *reader, const percentages *read, const apn__trail *up,
                      apn_weights_kind kind)
{
    char sum[APN_DECIMAL_TEXT_SIZE];
    apn_decimal left = {0};
    apn__trail here = apn__trail_of_key(up, read->rest);
    if (kind != APN_WEIGHTS_PERCENT)
        apn__fault(reader, APN_WRONG_TYPE, read->rest->place, &here,
                   "the rest is what makes 100, and beside `share_sum` nothing has to: write the "
                   "percentage, or take `share_sum` out");
    if (!read->sound)
        return;
    apn__value *value = &read->values[read->rest_party];
    if (read->needed)
        value->given = APN__NEEDED;
    else if (!what_is_left(read->values, reader->agreement->party_count, &left, sum) ||
             left.sign < 0)
        apn__fault(reader, APN_SHARE_SUM, read->rest->place, &here,
                   "the other percentages total %s, so nothing is left for `%.*s`: mend them", sum,
                   APN__SHOW(read->rest->key));
    else
        value->value = left;
}

static void check_sum(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      const percentages *read)
{
    char sum[APN_DECIMAL_TEXT_SIZE];
    apn__path path;
    apn_decimal left = {0};
    if (what_is_left(read->values, reader->agreement->party_count, &left, sum) && left.sign == 0)
        return;
    apn__fault(reader, APN_SHARE_SUM, node->place, trail,
               "the percentages of `%s` total %s, not 100: mend them, or say what is meant with "
               "`share_sum: rescale` (use them as plain weights) or `share_sum: as-published` "
               "(each pays its own percentage)",
               apn__spell(trail->up, &path), sum);
}

void apn__read_percent(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       apn__basis *basis)
{
    percentages read = read_percentages(reader, node, trail);
    basis->kind = APN__PERCENT;
    basis->percents = read.values;
    if (read.values == NULL)
        return;
    if (read.rest != NULL)
        fill_rest(reader, &read, trail, basis->weights_kind);
    else if (read.sound && !read.needed && basis->weights_kind == APN_WEIGHTS_PERCENT)
        check_sum(reader, node, trail, &read);
}
