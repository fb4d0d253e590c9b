/* read_charging.c: to whom the parties pay, and when. */
#include "agreement_reader.h"

typedef struct charging_text {
    const apn__node *payee, *instalments;
} charging_text;

typedef struct instalments_text {
    const apn__node *per_year, *timing;
} instalments_text;

static const apn__key charging_keys[] = {
    APN__REQUIRED(charging_text, payee, "payee", apn__keep_node),
    APN__KEY(charging_text, instalments, "instalments", apn__keep_node),
    APN__LATER("paid"),
    APN__LATER("underspend"),
};
static const apn__table charging_table = APN__TABLE("`charging`", charging_keys);

static const apn__key instalments_keys[] = {
    APN__REQUIRED(instalments_text, per_year, "per_year", apn__keep_node),
    APN__REQUIRED(instalments_text, timing, "timing", apn__keep_node),
};
static const apn__table instalments_table = APN__TABLE("`instalments`", instalments_keys);

static void read_per_year(apn__reader *reader, const apn__node *node, const apn__trail *up)
{
    apn__trail here = apn__trail_of_key(up, node);
    unsigned count = 0;
    if (!apn__read_whole(reader, node, &here, 12, &count))
        return;
    if (count == 0 || 12 % count != 0)
        apn__fault(reader, APN_WRONG_TYPE, node->place, &here,
                   "%u instalments a year are not months apart: write 1, 2, 3, 4, 6 or 12", count);
    else
        reader->agreement->per_year = count;
}

static void read_instalments(apn__reader *reader, const apn__node *node, const apn__trail *up)
{
    static const char *const timings[] = {"advance", "arrears"};
    apn__trail trail = apn__trail_of_key(up, node);
    instalments_text text = {0};
    if (!apn__is_mapping(reader, node, &trail,
                         "a group of keys, as {per_year: 4, timing: advance}"))
        return;
    apn__read_mapping(reader, node, &trail, &instalments_table, &text);
    if (text.per_year != NULL)
        read_per_year(reader, text.per_year, &trail);
    if (text.timing != NULL) {
        apn__trail here = apn__trail_of_key(&trail, text.timing);
        reader->agreement->in_arrears =
            apn__read_word(reader, text.timing, &here, "a timing of instalments", timings, 2) == 1;
    }
}

void apn__read_charging(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    charging_text text = {0};
    if (!apn__is_mapping(reader, node, trail, "a group of keys, as {payee: lead}"))
        return;
    apn__read_mapping(reader, node, trail, &charging_table, &text);
    if (text.payee != NULL) {
        apn__trail here = apn__trail_of_key(trail, text.payee);
        reader->agreement->payee = apn__read_party(reader, text.payee, &here, true);
    }
    if (text.instalments != NULL)
        read_instalments(reader, text.instalments, trail);
}
