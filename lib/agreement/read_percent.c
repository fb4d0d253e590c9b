/* read_percent.c: fixed percentages, which total 100. */
#include "basis_reader.h"

#include "rational.h"

/* The percentages of a basis, read. */
typedef struct percentages {
    apn__value *values;
    bool sound;  /* every one was read */
    bool needed; /* some are still to come */
} percentages;

static percentages read_percentages(apn__reader *reader, const apn__node *node,
                                    const apn__trail *trail)
{
    percentages read = {.sound = !node->truncated};
    if (!apn__is_mapping(reader, node, trail, "a percentage for each party, as {leics: 35.28}"))
        return (percentages){0};
    read.values = apn__keep_by_party(reader, sizeof *read.values, node->place, trail);
    for (const apn__node *child = node->first, *open = NULL; child != NULL && read.values != NULL;
         child = child->next) {
        if (apn__continues_curly(&open, child))
            continue;
        apn__trail here = apn__trail_of_key(trail, child);
        size_t party =
            apn__find_id(reader, &reader->parties, child->key, child->key_place, &here, "party");
        apn__value value = {
            .given = APN__GIVEN, .denominator = apn_decimal_from_i64(1), .place = child->place};
        bool needed = child->kind == APN__SCALAR && apn__text_is(child->text, "needed");
        if (needed)
            value.given = APN__NEEDED;
        else if (!apn__read_percentage(reader, child, &here, &value.value))
            read.sound = false;
        read.needed = read.needed || needed;
        if (party == APN__NONE)
            read.sound = false;
        else
            read.values[party] = value;
    }
    return read;
}

/* The percentages' sum as text, with the decimals that the longest of them has. True when it is
 * 100. */
static bool is_100(const apn__value *values, size_t count, char *text)
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
    mpz_clears(total, one, NULL);
    if (fits)
        apn_decimal_format(sum, 0, text);
    else
        strcpy(text, "far more than 100");
    return fits && apn_decimal_compare(sum, apn_decimal_from_i64(100)) == 0;
}

void apn__read_percent(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       apn__basis *basis)
{
    char sum[APN_DECIMAL_TEXT_SIZE];
    apn__path path;
    percentages read = read_percentages(reader, node, trail);
    basis->kind = APN__PERCENT;
    basis->percents = read.values;
    if (read.values == NULL || !read.sound || read.needed ||
        basis->weights_kind != APN_WEIGHTS_PERCENT)
        return;
    if (!is_100(read.values, reader->agreement->party_count, sum))
        apn__fault(
            reader, APN_SHARE_SUM, node->place, trail,
            "the percentages of `%s` total %s, not 100: mend them, or say what is meant with "
            "`share_sum: rescale` (use them as plain weights) or `share_sum: as-published` "
            "(each pays its own percentage)",
            apn__spell(trail->up, &path), sum);
}
