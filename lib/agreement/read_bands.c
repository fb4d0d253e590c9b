/* read_bands.c: a driver in bands: what a party counts for, or is charged, goes by the band that
 * its units fall into. */
#include "basis_reader.h"

typedef struct band_text {
    const apn__node *up_to, *fee, *rate;
} band_text;

static const apn__key band_keys[] = {
    APN__KEY(band_text, up_to, "up_to", apn__keep_node),
    APN__KEY(band_text, fee, "fee", apn__keep_node),
    APN__KEY(band_text, rate, "rate", apn__keep_node),
};
static const apn__table band_table = APN__TABLE("a band", band_keys);

typedef struct bands_text {
    const apn__node *driver, *charges;
} bands_text;

static const apn__key bands_keys[] = {
    APN__REQUIRED(bands_text, driver, "driver", apn__keep_node),
    APN__REQUIRED(bands_text, charges, "charges", apn__keep_node),
};
static const apn__table bands_table = APN__TABLE("bands", bands_keys);

/* A number of zero or more; nil, reported, when it is none. */
static apn_decimal read_positive(apn__reader *reader, const apn__node *node, const apn__trail *up)
{
    apn_decimal read = {0};
    apn__path path;
    apn__trail here = apn__trail_of_key(up, node);
    if (apn__read_number(reader, node, &here, APN_FORM_MONEY, &read) && read.sign < 0)
        apn__fault(reader, APN_NUMBER, node->place, &here, "`%.*s` for `%s` is below zero",
                   APN__SHOW(node->text), apn__spell(&here, &path));
    return read;
}

static void read_band(apn__reader *reader, const apn__node *entry, const apn__trail *trail,
                      apn__band *band)
{
    band_text text = {0};
    apn__read_mapping(reader, entry, trail, &band_table, &text);
    const apn__node *charge = text.fee != NULL ? text.fee : text.rate;
    bool named = apn__node_find(entry, "fee") != NULL || apn__node_find(entry, "rate") != NULL;
    if ((text.fee != NULL && text.rate != NULL) ||
        (!named && entry->kind == APN__MAPPING && !entry->truncated))
        apn__fault(reader, named ? APN_WRONG_TYPE : APN_MISSING_KEY, entry->place, trail,
                   "a band has either a `fee` for all units of a party together, or a `rate` for "
                   "each of them");
    band->open = apn__node_find(entry, "up_to") == NULL;
    if (text.up_to != NULL) {
        band->up_to = read_positive(reader, text.up_to, trail);
        band->end_place = text.up_to->place;
    }
    band->by_unit = charge != NULL && charge == text.rate;
    if (charge != NULL) {
        band->charge = read_positive(reader, charge, trail);
        band->charge_place = charge->place;
    }
}

/* Bands rise, and the last one has no end, so that every number of units falls into one. */
static void check_order(apn__reader *reader, const apn__node *entry, const apn__trail *trail,
                        const apn__band *band, const apn__band *before)
{
    bool last = entry->next == NULL;
    if (band->open != last)
        apn__fault(reader, APN_WRONG_TYPE, entry->place, trail,
                   last ? "the last band has no `up_to`: it is for all who have more"
                        : "only the last band has no `up_to`: say where this one ends");
    else if (!last && before != NULL && apn_decimal_compare(band->up_to, before->up_to) <= 0)
        apn__fault(reader, APN_WRONG_TYPE, entry->place, trail,
                   "this band does not end above the one before: bands rise");
}

static void read_charges(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                         apn__basis *basis)
{
    if (!apn__is_list(reader, node, trail, "a list of bands, each as {up_to: 500, fee: 20000}"))
        return;
    basis->bands = apn__keep(reader, node->count, sizeof *basis->bands);
    for (const apn__node *entry = node->first; entry != NULL && basis->bands != NULL;
         entry = entry->next) {
        apn__band *band = &basis->bands[basis->band_count++];
        apn__trail here = {trail, {"", 0}, basis->band_count};
        read_band(reader, entry, &here, band);
        if (entry->kind == APN__MAPPING && !entry->truncated)
            check_order(reader, entry, &here, band, basis->band_count > 1 ? band - 1 : NULL);
    }
    if (node->first == NULL && !node->truncated)
        apn__fault(reader, APN_MISSING_KEY, node->place, trail,
                   "there are no bands: give at least one, as {fee: 20000}");
}

void apn__read_bands(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                     apn__basis *basis)
{
    bands_text text = {0};
    basis->kind = APN__COUNTED;
    apn__read_mapping(reader, node, trail, &bands_table, &text);
    if (text.driver != NULL) {
        apn__trail here = apn__trail_of_key(trail, text.driver);
        apn__read_driver_kind(reader, text.driver, &here, basis);
        basis->kind = APN__COUNTED;
        basis->name = "bands";
    }
    if (text.charges != NULL) {
        apn__trail here = apn__trail_of_key(trail, text.charges);
        read_charges(reader, text.charges, &here, basis);
    }
}
