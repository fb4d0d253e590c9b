/* saved_years.c: the whole register by year, in each way of counting it, so that what is listed
 * once is not taken for what recurs; and what each way is worth in the base year. */
#include "saved.h"

/* The ways of counting: targets in their own year alone, as they are marked, and as if all
 * recurred; and what was realised, as marked. */
enum { ONCE, RECURRING, ALL_RECURRING, REALISED, WAYS };

static const apn_section_column year_columns[] = {
    {"year", "Year", APN_COLUMN_TEXT, 0},
    {"once", "Listed once", APN_COLUMN_AMOUNT, 1},
    {"recurring", "As they recur", APN_COLUMN_AMOUNT, 1},
    {"all_recurring", "If all recurred", APN_COLUMN_AMOUNT, 1},
    {"realised", "Realised", APN_COLUMN_AMOUNT, 1},
};

static const apn_section_column value_columns[] = {
    {"counted", "Counted", APN_COLUMN_TEXT, 0},
    {"total", "Total", APN_COLUMN_AMOUNT, 0},
    {"present_value", "Present value", APN_COLUMN_AMOUNT, 0},
};

typedef struct stream {
    apn__year first;
    size_t count;
    size_t ways;                /* WAYS, or without what was realised */
    apn_decimal *amounts[WAYS]; /* one for each year */
    const char **years;
} stream;

static apn_status add_figures(const apn_statement *statement, const stream *all,
                              const apn__figures *figures, size_t way, apn_error *err)
{
    apn_status status = APN_OK;
    for (size_t i = 0; i < figures->count && status == APN_OK; i++)
        status = apn__save_more(statement, &all->amounts[way][figures->list[i].year - all->first],
                                figures->list[i].amount, err);
    return status;
}

static apn_status add_savings(const apn_statement *statement, const stream *all, apn_error *err)
{
    const apn__savings *savings = statement->agreement->savings;
    apn_status status = APN_OK;
    for (size_t i = 0; i < savings->count && status == APN_OK; i++) {
        const apn__saving *saving = &savings->items[i];
        status = add_figures(statement, all, &saving->listed[APN_BUDGET], ONCE, err);
        if (status == APN_OK)
            status =
                add_figures(statement, all, &saving->line.measures[APN_BUDGET], RECURRING, err);
        if (status == APN_OK && all->ways == WAYS)
            status =
                add_figures(statement, all, &saving->line.measures[APN_OUTTURN], REALISED, err);
    }
    for (size_t year = 0; year < all->count && status == APN_OK; year++) {
        all->amounts[ALL_RECURRING][year] = all->amounts[ONCE][year];
        if (year > 0)
            status = apn__save_more(statement, &all->amounts[ALL_RECURRING][year],
                                    all->amounts[ALL_RECURRING][year - 1], err);
    }
    return status;
}

/* Which years and ways the register tells of; no year when it has no figure for them. */
static void find_years(const apn_statement *statement, stream *all)
{
    const apn__savings *savings = statement->agreement->savings;
    bool target = savings->any[APN_BUDGET];
    bool realised = statement->measure == APN_OUTTURN && savings->any[APN_OUTTURN];
    apn__year first = target ? savings->first[APN_BUDGET] : savings->first[APN_OUTTURN];
    apn__year last = target ? savings->last[APN_BUDGET] : savings->last[APN_OUTTURN];
    if (realised && savings->first[APN_OUTTURN] < first)
        first = savings->first[APN_OUTTURN];
    if (realised && savings->last[APN_OUTTURN] > last)
        last = savings->last[APN_OUTTURN];
    all->first = first;
    all->count = target || realised ? (size_t)(last - first + 1) : 0;
    all->ways = realised ? WAYS : REALISED;
}

/* Room for the years; false when memory is out. */
static bool make_room(apn_statement *statement, stream *all)
{
    all->years = apn__arena_alloc(statement->arena, all->count, sizeof *all->years);
    for (size_t way = 0; way < all->ways; way++) {
        all->amounts[way] =
            apn__arena_alloc(statement->arena, all->count, sizeof *all->amounts[way]);
        if (all->amounts[way] == NULL)
            return false;
        for (size_t year = 0; year < all->count; year++)
            all->amounts[way][year] = apn__save_nil(statement);
    }
    for (size_t year = 0; all->years != NULL && year < all->count; year++) {
        all->years[year] = apn__save_year(statement, all->first + (int)year);
        if (all->years[year] == NULL)
            return false;
    }
    return all->years != NULL;
}

static apn_status add_by_year(apn_statement *statement, const stream *all, apn__section **out,
                              apn_error *err)
{
    const apn_section_info info = {
        .id = "savings_by_year",
        .title = "Savings by year",
        .rule = "The same figures counted in their own year alone, in every later year where they "
                "recur, and in every later year throughout: these must not be added to each other.",
        .rows = all->count,
        .columns = all->ways + 1};
    apn__section *section = apn__section_add(statement, &info, year_columns);
    apn__year realised = statement->agreement->savings->last[APN_OUTTURN];
    *out = section;
    if (section == NULL)
        return apn__fail_memory(err);
    for (size_t year = 0; year < all->count; year++) {
        apn__section_text(section, year, 0, all->years[year], all->years[year]);
        for (size_t way = 0; way < all->ways; way++) {
            if (way != REALISED || all->first + (int)year <= realised)
                apn__section_amount(section, year, way + 1, all->amounts[way][year]);
        }
    }
    return apn__section_close(section, statement, err);
}

static apn_status add_value(apn_statement *statement, const stream *all,
                            const apn__section *by_year, apn_error *err)
{
    const apn_section_info info = {.id = "savings_value",
                                   .title = "Present value of savings",
                                   .rule =
                                       "Each is discounted as `discount` says, and rounded once.",
                                   .rows = all->ways,
                                   .columns = sizeof value_columns / sizeof *value_columns};
    apn__section *section = apn__section_add(statement, &info, value_columns);
    apn_status status = section == NULL ? apn__fail_memory(err) : APN_OK;
    for (size_t way = 0; way < all->ways && status == APN_OK; way++) {
        apn_decimal worth = apn__save_nil(statement);
        status = apn_agreement_present_value(statement->agreement, all->years, all->amounts[way],
                                             all->count, &worth, err);
        apn__section_text(section, way, 0, year_columns[way + 1].id, year_columns[way + 1].title);
        apn__section_amount(section, way, 1, by_year->totals[way + 1]);
        apn__section_amount(section, way, 2, worth);
    }
    return status == APN_OK ? apn__section_close(section, statement, err) : status;
}

/* Amounts before the base year have no present value. */
static bool can_discount(const apn__evaluation *evaluation, const stream *all)
{
    const apn__discount *discount = evaluation->agreement->discount;
    char first[16];
    if (discount == NULL || all->first >= discount->base)
        return discount != NULL;
    apn__year_write(all->first, first);
    apn__findings_add(evaluation->findings, APN_WARNING, APN_MISSING_YEAR,
                      evaluation->agreement->savings->place, "discount.base_year",
                      "the present value of the savings is left out: they begin in %s, before %s, "
                      "the base year of `discount`",
                      first, discount->base_year);
    return false;
}

apn_status apn__savings_by_year_section(const apn__evaluation *evaluation, apn_statement *statement,
                                        apn_error *err)
{
    stream all = {0};
    apn__section *by_year;
    if (statement->saved == NULL)
        return APN_OK;
    find_years(statement, &all);
    if (all.count == 0)
        return APN_OK;
    if (!make_room(statement, &all))
        return apn__fail_memory(err);
    apn_status status = add_savings(statement, &all, err);
    if (status == APN_OK)
        status = add_by_year(statement, &all, &by_year, err);
    if (status == APN_OK && can_discount(evaluation, &all))
        status = add_value(statement, &all, by_year, err);
    return status;
}
