/* section_reserves.c: what is in each reserve, year by year, up to the statement's. The statement's
 * own year is of its measure; one before it, of what is best known: the outturn, or else the
 * statement's measure, or else the budget, or else the forecast. All of a year's row is of one
 * measure, so that a year opens with what the one before it closes with in its own statement. */
#include "section.h"

#include <stdio.h>

#include "library_limits.h"
#include "sum.h"
#include "true_up.h"

static const apn_section_column columns[] = {
    {"reserve", "Reserve", APN_COLUMN_TEXT, 0},   {"year", "Year", APN_COLUMN_TEXT, 0},
    {"opening", "Opening", APN_COLUMN_AMOUNT, 0}, {"added", "Added", APN_COLUMN_AMOUNT, 0},
    {"drawn", "Drawn", APN_COLUMN_AMOUNT, 0},     {"closing", "Closing", APN_COLUMN_AMOUNT, 0},
};

/* The years of one reserve, and what was drawn in each. */
typedef struct balance {
    const apn__reserve *reserve;
    apn__sum *drawn;
    apn_measure *measures; /* of each year */
    size_t years;
} balance;

/* How many years the reserve has had when the statement's ends; none before it opens. */
static size_t years_of(const apn_statement *statement, const apn__reserve *reserve)
{
    return statement->year < reserve->first ? 0 : (size_t)(statement->year - reserve->first) + 1;
}

/* Whether any line has a figure of the measure in the year. */
static bool has_any(const apn_agreement *agreement, apn_measure measure, apn__year year)
{
    for (size_t i = 0; i < agreement->line_count; i++)
        if (apn__figures_find(&agreement->lines[i].measures[measure], year) != NULL)
            return true;
    return false;
}

/* The measure of a year's row. */
static apn_measure measure_of(const apn_statement *statement, apn__year year)
{
    const apn_measure order[] = {APN_OUTTURN, statement->measure, APN_BUDGET};
    if (year == statement->year)
        return statement->measure;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (has_any(statement->agreement, order[i], year))
            return order[i];
    return APN_FORECAST;
}

/* The figures of one measure, in the years that are told by it. */
static void draw(balance *held, const apn__less *less, apn_measure measure)
{
    const apn__figures *figures = &less->measures[measure];
    for (size_t i = 0; i < figures->count; i++) {
        const apn__figure *figure = &figures->list[i];
        size_t at = (size_t)(figure->year - held->reserve->first);
        if (at < held->years && held->measures[at] == measure)
            apn__sum_add(&held->drawn[at], figure->amount);
    }
}

static void draw_all(size_t reserve, const apn__beside *beside, balance *held)
{
    for (size_t i = 0; i < beside->less_count; i++) {
        const apn__less *less = &beside->less[i];
        if (less->reserve != reserve)
            continue;
        for (apn_measure measure = APN_BUDGET; measure < APN__MEASURES; measure++)
            draw(held, less, measure);
    }
}

static void report_overdrawn(const apn__evaluation *evaluation, const apn__reserve *reserve,
                             apn_decimal closing, const char *year)
{
    char text[APN_DECIMAL_TEXT_SIZE], where[APN__WHERE_SIZE];
    closing.sign = 1;
    (void)apn_decimal_format(closing, 1, text);
    (void)snprintf(where, sizeof where, "reserves.%s", reserve->id);
    apn__findings_add(evaluation->findings, APN_WARNING, APN_OVERDRAWN, reserve->place, where,
                      "reserve `%s` is overdrawn by %s at the end of %s: draw less on it, or say "
                      "what is `added`",
                      reserve->id, text, year);
}

/* What a year moves. */
typedef struct year_moves {
    const char *year;
    apn_decimal opening, added, drawn, closing;
} year_moves;

/* False when a figure has too many digits. */
static bool close_year(balance *held, size_t at, int scale, apn_decimal kept, year_moves *moves)
{
    const apn__figure *figure =
        apn__figures_find(&held->reserve->added, held->reserve->first + (apn__year)at);
    apn__sum closes;
    apn__sum_begin(&closes);
    apn__sum_add(&closes, kept);
    if (figure != NULL)
        apn__sum_add(&closes, figure->amount);
    bool fits = apn__sum_take(&closes, scale, &moves->added);
    apn__sum_end(&closes);
    fits = apn__sum_take(&held->drawn[at], scale, &moves->drawn) && fits;
    apn__sum_begin(&closes);
    apn__sum_add(&closes, moves->opening);
    apn__sum_add(&closes, moves->added);
    if (fits)
        apn__sum_subtract(&closes, moves->drawn);
    fits = fits && apn__sum_take(&closes, scale, &moves->closing);
    apn__sum_end(&closes);
    return fits;
}

static void write_year(apn__section *section, size_t row, const apn__reserve *reserve,
                       const year_moves *moves)
{
    apn__section_text(section, row, 0, reserve->id, reserve->title);
    apn__section_text(section, row, 1, moves->year, moves->year);
    apn__section_amount(section, row, 2, moves->opening);
    apn__section_amount(section, row, 3, moves->added);
    apn__section_amount(section, row, 4, moves->drawn);
    apn__section_amount(section, row, 5, moves->closing);
}

/* The reserve that underspends kept for all go into, or NULL. */
static const apn__reserve *joint_reserve(const apn_agreement *agreement)
{
    return agreement->joint_reserve == APN__NONE ? NULL
                                                 : &agreement->reserves[agreement->joint_reserve];
}

/* What was kept for the joint reserve in the year before it opens is told. */
static apn_status check_before(const apn__evaluation *evaluation, apn_statement *statement,
                               const apn__reserve *reserve, apn_error *err)
{
    apn__year before = reserve->first - 1;
    apn_decimal kept = {0};
    if (reserve != joint_reserve(statement->agreement) || statement->year < reserve->first ||
        !apn__year_has_both(statement->agreement, before))
        return APN_OK;
    apn_status status = apn__kept_jointly(evaluation, statement, before, &kept, err);
    if (status == APN_OK && kept.sign > 0)
        apn__report_unopened(evaluation, before);
    return status;
}

/* Writes the years of a reserve from `row` on; each closing balance is the next opening one. The
 * first year that closes below zero is told. */
static apn_status fill(const apn__evaluation *evaluation, apn_statement *statement,
                       apn__section *section, size_t row, balance *held, apn_error *err)
{
    const apn__reserve *reserve = held->reserve;
    year_moves moves = {.opening = reserve->opening};
    bool told = false;
    for (size_t i = 0; i < held->years; i++, moves.opening = moves.closing) {
        char text[16];
        apn__year_write(reserve->first + (apn__year)i, text);
        moves.year = apn__arena_copy(statement->arena, text, strlen(text));
        if (moves.year == NULL)
            return apn__fail_memory(err);
        apn_decimal kept = {0};
        if (reserve == joint_reserve(statement->agreement)) {
            apn_status status =
                apn__kept_jointly(evaluation, statement, reserve->first + (apn__year)i, &kept, err);
            if (status != APN_OK)
                return status;
        }
        if (!close_year(held, i, statement->agreement->info.unit.scale, kept, &moves))
            return apn__fail(err, APN_LIMIT, "reserves",
                             "reserve `%s` has more than %d digits, the most that an amount may "
                             "have",
                             reserve->id, APN_DECIMAL_DIGITS);
        write_year(section, row + i, reserve, &moves);
        if (moves.closing.sign < 0 && !told)
            report_overdrawn(evaluation, reserve, moves.closing, moves.year);
        told = told || moves.closing.sign < 0;
    }
    return APN_OK;
}

/* One reserve's rows, from `row` on. */
static apn_status tell(const apn__evaluation *evaluation, apn_statement *statement, size_t reserve,
                       apn__section *section, size_t row, apn_error *err)
{
    const apn_agreement *agreement = statement->agreement;
    balance held = {.reserve = &agreement->reserves[reserve]};
    held.years = years_of(statement, held.reserve);
    held.drawn = apn__alloc(held.years, sizeof *held.drawn);
    held.measures = apn__arena_alloc(statement->arena, held.years, sizeof *held.measures);
    if (held.drawn == NULL || held.measures == NULL) {
        apn__free(held.drawn);
        return apn__fail_memory(err);
    }
    for (size_t i = 0; i < held.years; i++) {
        apn__sum_begin(&held.drawn[i]);
        held.measures[i] = measure_of(statement, held.reserve->first + (apn__year)i);
    }
    for (size_t i = 0; i < agreement->line_count; i++) {
        const apn__line *line = &agreement->lines[i];
        draw_all(reserve, &line->beside, &held);
        for (size_t j = 0; j < line->item_count; j++)
            draw_all(reserve, &line->items[j].beside, &held);
    }
    apn_status status = check_before(evaluation, statement, held.reserve, err);
    if (status == APN_OK)
        status = fill(evaluation, statement, section, row, &held, err);
    for (size_t i = 0; i < held.years; i++)
        apn__sum_end(&held.drawn[i]);
    apn__free(held.drawn);
    return status;
}

apn_status apn__section_reserves(const apn__evaluation *evaluation, apn_statement *statement,
                                 apn_error *err)
{
    const apn_agreement *agreement = statement->agreement;
    apn_section_info info = {.id = "reserves",
                             .title = "Reserves",
                             .rule = "Each year closes with what it opened with, what was added "
                                     "and less what was drawn.",
                             .columns = sizeof columns / sizeof *columns};
    apn_status status = APN_OK;
    for (size_t i = 0; i < agreement->reserve_count; i++)
        info.rows = apn__add_sizes(info.rows, years_of(statement, &agreement->reserves[i]));
    if (info.rows > APN__LIMIT_LINES)
        return apn__fail(err, APN_LIMIT, "reserves",
                         "the reserves have %zu years up to %s, more than the %u that a statement "
                         "may tell: let them open later",
                         info.rows, statement->year_text, APN__LIMIT_LINES);
    if (info.rows == 0)
        return APN_OK;
    apn__section *section = apn__section_add(statement, &info, columns);
    if (section == NULL)
        return apn__fail_memory(err);
    for (size_t i = 0, row = 0; i < agreement->reserve_count && status == APN_OK; i++) {
        status = tell(evaluation, statement, i, section, row, err);
        row += years_of(statement, &agreement->reserves[i]);
    }
    return status == APN_OK ? apn__section_close(section, statement, err) : status;
}
