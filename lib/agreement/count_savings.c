/* count_savings.c: what of the register of savings counts in each year. A figure is what is newly
 * saved from its year on: of a saving that recurs it counts again in every later year, up to the
 * last that the register tells of; of any other, in its own year alone. */
#include "savings_reader.h"

#include "library_limits.h"
#include "rational.h"

/* The register's first and last year of a measure. What recurs beyond the last year that was
 * reported is not realised yet. */
static void find_years(apn__savings *savings, apn_measure measure)
{
    apn__year *first = &savings->first[measure], *last = &savings->last[measure];
    for (size_t i = 0; i < savings->count; i++) {
        const apn__saving *saving = &savings->items[i];
        const apn__figures *listed = &saving->listed[measure];
        if (listed->count == 0)
            continue;
        apn__year end = listed->list[listed->count - 1].year;
        if (measure == APN_BUDGET && saving->has_until && saving->until > end)
            end = saving->until;
        if (!savings->any[measure] || listed->list[0].year < *first)
            *first = listed->list[0].year;
        if (!savings->any[measure] || end > *last)
            *last = end;
        savings->any[measure] = true;
    }
}

/* Adds up what recurs: each year its own figure and those before it. */
static void add_up(apn__reader *reader, const apn__trail *trail, const apn__figures *listed,
                   apn__figures *out)
{
    int scale = reader->agreement->info.unit.scale;
    mpz_t sum, one;
    size_t next = 0;
    mpz_inits(sum, one, NULL);
    for (size_t i = 0; i < out->count; i++) {
        apn__figure *figure = &out->list[i];
        figure->year = listed->list[0].year + (int)i;
        if (next < listed->count && listed->list[next].year == figure->year) {
            apn__integer_from_decimal(one, listed->list[next++].amount, scale);
            mpz_add(sum, sum, one);
        }
        figure->place = listed->list[next - 1].place;
        if (!apn__decimal_from_integer(&figure->amount, sum, scale)) {
            apn__fault(reader, APN_LIMIT, figure->place, trail,
                       "the saving adds up to more than %d digits", APN_DECIMAL_DIGITS);
            break;
        }
    }
    mpz_clears(sum, one, NULL);
}

static bool count_work(apn__reader *reader, const apn__trail *trail, const apn__saving *saving,
                       size_t count)
{
    bool before = reader->worked <= APN__LIMIT_WORKED;
    reader->worked = apn__add_sizes(reader->worked, count);
    if (before && reader->worked > APN__LIMIT_WORKED)
        apn__fault(reader, APN_LIMIT, saving->line.place, trail,
                   "the file has more than %u years and payments that are worked out, counting "
                   "each year in which a saving recurs: share it out over several agreements",
                   APN__LIMIT_WORKED);
    return reader->worked <= APN__LIMIT_WORKED;
}

static void count_one(apn__reader *reader, const apn__trail *trail, const apn__savings *savings,
                      apn__saving *saving, apn_measure measure)
{
    const apn__figures *listed = &saving->listed[measure];
    apn__figures *counted = &saving->line.measures[measure];
    apn__year last = savings->last[measure];
    *counted = *listed;
    if (!saving->recurrent || listed->count == 0)
        return;
    if (saving->has_until && saving->until < last)
        last = saving->until;
    if (last < listed->list[listed->count - 1].year)
        return; /* already reported */
    counted->count = (size_t)(last - listed->list[0].year + 1);
    if (!count_work(reader, trail, saving, counted->count)) {
        *counted = *listed;
        return;
    }
    counted->list = apn__keep(reader, counted->count, sizeof *counted->list);
    if (counted->list != NULL)
        add_up(reader, trail, listed, counted);
}

/* A target that was due when others were reported, and of which nothing is. */
static void check_reported(apn__reader *reader, const apn__trail *trail,
                           const apn__savings *savings, const apn__saving *saving)
{
    const apn__figures *targets = &saving->listed[APN_BUDGET];
    char year[16], last[16];
    if (!savings->any[APN_OUTTURN])
        return;
    for (size_t i = 0; i < targets->count; i++) {
        if (targets->list[i].year > savings->last[APN_OUTTURN] ||
            apn__figures_find(&saving->listed[APN_OUTTURN], targets->list[i].year) != NULL)
            continue;
        apn__year_write(targets->list[i].year, year);
        apn__year_write(savings->last[APN_OUTTURN], last);
        apn__fault(reader, APN_NO_FIGURE, saving->line.place, trail,
                   "saving `%s` has a target for %s and nothing realised, where the register tells "
                   "what was realised until %s: add its figure, or 0 if nothing was saved",
                   saving->line.info.id, year, last);
        return;
    }
}

void apn__count_savings(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                        apn__savings *savings)
{
    size_t at = 0;
    for (apn_measure measure = APN_BUDGET; measure < APN__MEASURES; measure++)
        find_years(savings, measure);
    for (const apn__node *entry = node->first; entry != NULL && !reader->no_memory;
         entry = entry->next, at++) {
        apn__trail here = apn__trail_of_entry(trail, entry, at + 1);
        apn__saving *saving = &savings->items[at];
        if (entry->kind != APN__MAPPING)
            continue;
        for (apn_measure measure = APN_BUDGET; measure < APN__MEASURES; measure++)
            count_one(reader, &here, savings, saving, measure);
        if (!entry->truncated)
            check_reported(reader, &here, savings, saving);
    }
}
