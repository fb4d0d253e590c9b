/* read_overrun.c: who bears what a line's outturn has above its budget. */
#include "agreement_reader.h"

typedef struct overrun_text {
    const apn__node *above, *basis;
} overrun_text;

static const apn__key overrun_keys[] = {
    APN__KEY(overrun_text, above, "above", apn__keep_node),
    APN__REQUIRED(overrun_text, basis, "basis", apn__keep_node),
};
static const apn__table overrun_table = APN__TABLE("`overrun`", overrun_keys);

/* What a line cannot have beside it. */
static void check_beside(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                         const apn__line *line)
{
    const apn_agreement *agreement = reader->agreement;
    bool published = line->basis != APN__NONE &&
                     agreement->bases[line->basis].weights_kind == APN_WEIGHTS_AS_PUBLISHED;
    if (line->priced[APN_BUDGET] || line->priced[APN_OUTTURN])
        apn__fault(reader, APN_WRONG_TYPE, node->key_place, trail,
                   "a line with a price of a unit has no overrun: each party pays for its own "
                   "units; take one of them out");
    else if (published)
        apn__fault(reader, APN_WRONG_TYPE, node->key_place, trail,
                   "an overrun does not go with percentages that are used as published: take it "
                   "out, or write `share_sum: rescale`");
}

void apn__read_overrun(apn__reader *reader, const apn__node *node, const apn__trail *up,
                       apn__line *line)
{
    overrun_text text = {0};
    apn__overrun read = {.place = node->place, .basis = APN__NONE};
    apn__trail trail = apn__trail_of_key(up, node);
    if (!apn__is_mapping(reader, node, &trail, "{above: …, basis: …}"))
        return;
    apn__read_mapping(reader, node, &trail, &overrun_table, &text);
    check_beside(reader, node, &trail, line);
    if (text.above != NULL) {
        apn__trail here = apn__trail_of_key(&trail, text.above);
        (void)apn__read_bound(reader, text.above, &here, &read.above);
    }
    if (text.basis == NULL)
        return;
    apn__trail here = apn__trail_of_key(&trail, text.basis);
    read.basis = apn__read_line_basis(reader, text.basis, &here);
    if (read.basis == APN__NONE)
        return;
    const apn__basis *basis = &reader->agreement->bases[read.basis];
    if (basis->kind == APN__WITH_EFFECT_FROM || basis->weights_kind == APN_WEIGHTS_AS_PUBLISHED)
        apn__fault(reader, APN_WRONG_TYPE, text.basis->place, &here,
                   "an overrun cannot be shared by a basis that changes by date or is used as "
                   "published: name another");
    apn__overrun *kept = apn__keep(reader, 1, sizeof *kept);
    if (kept == NULL)
        return;
    *kept = read;
    line->overrun = kept;
}
