/* saved_sections.c: the savings of the year, one by one and by party. */
#include "saved.h"

#include "sum.h"

static const apn_section_column item_columns[] = {
    {"saving", "Saving", APN_COLUMN_TEXT, 0},
    {"category", "Category", APN_COLUMN_TEXT, 0},
    {"cashable", "Cashable", APN_COLUMN_TEXT, 0},
    {"recurrent", "Recurrent", APN_COLUMN_TEXT, 0},
    {"target", "Target", APN_COLUMN_AMOUNT, 1},
    {"realised", "Realised", APN_COLUMN_AMOUNT, 1},
    {"difference", "Difference", APN_COLUMN_AMOUNT, 1},
};

/* The targets alone, or with what was realised. */
enum { ITEM_TARGETS = 5, ITEM_ALL = 7 };

/* The columns of what parties save. Those of cashable ones stand where any saving says whether it
 * is; those of what was realised where the statement tells it. */
enum { PARTY, TARGET, TARGET_CASHABLE, REALISED, REALISED_CASHABLE, DIFFERENCE, PARTY_COLUMNS };

static const apn_section_column party_columns[] = {
    [PARTY] = {"party", "Party", APN_COLUMN_TEXT, 0},
    [TARGET] = {"target", "Target", APN_COLUMN_AMOUNT, 1},
    [TARGET_CASHABLE] = {"target_cashable", "of it cashable", APN_COLUMN_AMOUNT, 1},
    [REALISED] = {"realised", "Realised", APN_COLUMN_AMOUNT, 1},
    [REALISED_CASHABLE] = {"realised_cashable", "of it cashable", APN_COLUMN_AMOUNT, 1},
    [DIFFERENCE] = {"difference", "Difference", APN_COLUMN_AMOUNT, 1},
};

/* *out = realised - target. Errors: APN_LIMIT. */
static apn_status subtract(const apn_statement *statement, apn_decimal realised, apn_decimal target,
                           apn_decimal *out, apn_error *err)
{
    target.sign = -target.sign;
    *out = realised;
    return apn__save_more(statement, out, target, err);
}

static apn_decimal amount_of(const apn_statement *statement, const apn__saving *saving,
                             apn_measure measure)
{
    const apn__figure *figure = apn__figures_find(&saving->line.measures[measure], statement->year);
    return figure == NULL ? apn__save_nil(statement) : figure->amount;
}

static apn_status fill_item(apn__section *section, const apn_statement *statement, size_t row,
                            const apn__saving *saving, apn_error *err)
{
    const apn_line_info *info = &saving->line.info;
    const char *recurrent = saving->recurrent ? "yes" : "no";
    apn_decimal target = amount_of(statement, saving, APN_BUDGET), difference;
    apn_decimal realised = amount_of(statement, saving, APN_OUTTURN);
    apn__section_text(section, row, 0, info->id, info->title);
    apn__section_text(section, row, 1, info->category, info->category);
    apn__section_text(section, row, 2, saving->cashable, saving->cashable);
    apn__section_text(section, row, 3, recurrent, recurrent);
    apn__section_amount(section, row, 4, target);
    if (!statement->saved->realised)
        return APN_OK;
    apn__section_amount(section, row, 5, realised);
    apn_status status = subtract(statement, realised, target, &difference, err);
    apn__section_amount(section, row, 6, difference);
    return status;
}

static apn_status add_items(apn_statement *statement, apn__section **out, apn_error *err)
{
    const apn__savings *savings = statement->agreement->savings;
    const apn_section_info info = {
        .id = "savings",
        .title = "Savings in the year",
        .rule = "A saving that recurs counts again in every later year of the register.",
        .rows = statement->saved->items,
        .columns = statement->saved->realised ? ITEM_ALL : ITEM_TARGETS};
    apn__section *section = apn__section_add(statement, &info, item_columns);
    apn_status status = section == NULL ? apn__fail_memory(err) : APN_OK;
    size_t row = 0;
    for (size_t i = 0; i < savings->count && status == APN_OK; i++) {
        if (apn__saving_counts(statement, &savings->items[i]))
            status = fill_item(section, statement, row++, &savings->items[i], err);
    }
    *out = section;
    return status == APN_OK ? apn__section_close(section, statement, err) : status;
}

/* The columns that are told, and where each stands: SIZE_MAX for one that is not. NULL when memory
 * is out. */
static const apn_section_column *choose_columns(const apn_statement *statement, size_t *places,
                                                size_t *count)
{
    const apn__savings *savings = statement->agreement->savings;
    bool realised = statement->saved->realised, cashable = false;
    apn_section_column *chosen = apn__arena_alloc(statement->arena, PARTY_COLUMNS, sizeof *chosen);
    for (size_t i = 0; i < savings->count && !cashable; i++)
        cashable = *savings->items[i].cashable != '\0';
    *count = 0;
    for (size_t column = 0; chosen != NULL && column < PARTY_COLUMNS; column++) {
        bool told = (cashable || (column != TARGET_CASHABLE && column != REALISED_CASHABLE)) &&
                    (realised || column < REALISED);
        places[column] = told ? *count : SIZE_MAX;
        if (told)
            chosen[(*count)++] = party_columns[column];
    }
    return chosen;
}

static void put(apn__section *section, size_t row, size_t place, apn_decimal amount)
{
    if (place != SIZE_MAX)
        apn__section_amount(section, row, place, amount);
}

static apn_status fill_party(apn__section *section, const apn_statement *statement,
                             const size_t *places, size_t party, apn_error *err)
{
    const apn__saved *saved = statement->saved;
    apn_decimal difference;
    apn__section_party(section, statement->agreement, party, places[PARTY], party);
    put(section, party, places[TARGET], saved->parties[APN_BUDGET][party]);
    put(section, party, places[TARGET_CASHABLE], saved->cashable[APN_BUDGET][party]);
    put(section, party, places[REALISED], saved->parties[APN_OUTTURN][party]);
    put(section, party, places[REALISED_CASHABLE], saved->cashable[APN_OUTTURN][party]);
    apn_status status = subtract(statement, saved->parties[APN_OUTTURN][party],
                                 saved->parties[APN_BUDGET][party], &difference, err);
    put(section, party, places[DIFFERENCE], difference);
    return status;
}

static apn_status add_parties(apn_statement *statement, apn_decimal totals[APN__MEASURES],
                              apn_error *err)
{
    size_t parties = statement->agreement->party_count, places[PARTY_COLUMNS], count = 0;
    const apn_section_column *chosen = choose_columns(statement, places, &count);
    const apn_section_info info = {
        .id = "savings_by_party",
        .title = "Savings by party",
        .rule = "Each saving is shared by its own basis among its own members, and rounded alone.",
        .rows = parties,
        .columns = count};
    apn__section *section = chosen == NULL ? NULL : apn__section_add(statement, &info, chosen);
    apn_status status = section == NULL ? apn__fail_memory(err) : APN_OK;
    for (size_t party = 0; party < parties && status == APN_OK; party++)
        status = fill_party(section, statement, places, party, err);
    if (status == APN_OK)
        status = apn__section_close(section, statement, err);
    if (status != APN_OK)
        return status;
    totals[APN_BUDGET] = section->totals[places[TARGET]];
    if (places[REALISED] != SIZE_MAX)
        totals[APN_OUTTURN] = section->totals[places[REALISED]];
    return APN_OK;
}

/* Whether the items of one measure make its total, and the parties with what is left unapportioned
 * make it too. */
static bool adds_up(const apn__saved *saved, apn_measure measure, apn_decimal items,
                    apn_decimal parties)
{
    apn__sum sum;
    apn__sum_begin(&sum);
    apn__sum_add(&sum, items);
    bool proven = apn__sum_is(&sum, saved->total[measure]);
    apn__sum_subtract(&sum, saved->unapportioned[measure]);
    proven = proven && apn__sum_is(&sum, parties);
    apn__sum_end(&sum);
    return proven;
}

apn_status apn__savings_section(const apn__evaluation *evaluation, apn_statement *statement,
                                apn_error *err)
{
    apn__section *items;
    apn_decimal parties[APN__MEASURES];
    if (statement->saved == NULL || statement->saved->items == 0)
        return APN_OK;
    apn_status status = add_items(statement, &items, err);
    if (status == APN_OK)
        status = add_parties(statement, parties, err);
    if (status == APN_OK && apn__findings_status(evaluation->findings, NULL) == APN_OK &&
        (!adds_up(statement->saved, APN_BUDGET, items->totals[4], parties[APN_BUDGET]) ||
         (statement->saved->realised &&
          !adds_up(statement->saved, APN_OUTTURN, items->totals[5], parties[APN_OUTTURN]))))
        status = apn__fail(err, APN_INTERNAL, "savings",
                           "the savings of %s do not add up by party: this is a fault in the "
                           "library, and no statement is returned",
                           statement->year_text);
    return status;
}
