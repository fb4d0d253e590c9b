/* read_prices.c: lines that are charged by the unit: a price for each year, and a basis that counts
 * units. */
#include "agreement_reader.h"

typedef struct price_text {
    const apn__node *measures[APN__MEASURES];
} price_text;

static const apn__key price_keys[] = {
    APN__KEY(price_text, measures[APN_BUDGET], "budget", apn__keep_node),
    APN__KEY(price_text, measures[APN_OUTTURN], "outturn", apn__keep_node),
    APN__KEY(price_text, measures[APN_FORECAST], "forecast", apn__keep_node),
};
static const apn__table price_table = APN__TABLE("a unit price", price_keys);

/* A price may be finer than the unit of currency. */
static void read_prices(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                        apn__figures *prices)
{
    apn__year_entry *entries = NULL;
    size_t count = apn__read_years(reader, node, trail, true, &entries);
    prices->list = apn__keep(reader, count, sizeof *prices->list);
    if (prices->list == NULL)
        return;
    prices->count = count;
    for (size_t i = 0; i < count; i++) {
        apn__figure *price = &prices->list[i];
        apn__trail here = apn__trail_of_key(trail, entries[i].node);
        price->year = entries[i].year;
        price->place = entries[i].node->place;
        (void)apn__read_number(reader, entries[i].node, &here, APN_FORM_MONEY, &price->amount);
    }
}

bool apn__basis_counts_units(const apn__basis *basis)
{
    bool counts = basis->kind == APN__DRIVER || basis->kind == APN__EQUAL ||
                  (basis->kind == APN__COUNTED && basis->reference.years == 1);
    return counts && !basis->published;
}

static void check_basis(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                        const apn__line *line)
{
    if (line->basis == APN__NONE || apn__basis_counts_units(&reader->agreement->bases[line->basis]))
        return;
    apn__fault(reader, APN_WRONG_TYPE, node->key_place, trail,
               "a unit price is for what a basis counts in one year: `driver`, `sum`, `bands` or "
               "`take_or_pay` without an average or published shares, or `equal` for a flat fee; "
               "basis `%s` is none of them",
               reader->agreement->bases[line->basis].name);
}

void apn__read_unit_price(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                          apn__line *line)
{
    price_text text = {0};
    apn__read_mapping(reader, node, trail, &price_table, &text);
    for (apn_measure measure = APN_BUDGET; measure < APN__MEASURES; measure++) {
        const apn__node *prices = text.measures[measure];
        if (prices == NULL)
            continue;
        apn__trail here = apn__trail_of_key(trail, prices);
        if (line->measures[measure].count > 0) {
            apn__fault(reader, APN_DUPLICATE_KEY, prices->key_place, &here,
                       "the line has a `%s` beside the price of a unit, which makes it: keep one",
                       apn_measure_word(measure));
            continue;
        }
        line->priced[measure] = true;
        read_prices(reader, prices, &here, &line->measures[measure]);
    }
    if (node->kind == APN__MAPPING && node->first == NULL && !node->truncated)
        apn__fault(reader, APN_MISSING_KEY, node->place, trail,
                   "the price of a unit is missing: give it as {budget: {2013/14: 850.00}}");
    check_basis(reader, node, trail, line);
}
