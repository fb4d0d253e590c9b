/* worked.c: works budgets out from an index or a loan (docs/amounts/). The exact value is rounded
 * once: no rounded year is the base of another. */
#include "worked.h"

#include <stdio.h>

#include "decimal_internal.h"
#include "rational.h"
#include "real.h"

void apn__series_write(const apn__series *series, int at, char *buffer)
{
    if (series->kind == APN__BY_MONTH)
        snprintf(buffer, APN__SERIES_TEXT_SIZE, "%04d-%02d", at / 12, at % 12 + 1);
    else
        apn__year_write(at, buffer);
}

static const apn__reading *find_reading(const apn__series *series, int at)
{
    size_t low = 0, high = series->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (series->readings[middle].at < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low < series->count && series->readings[low].at == at ? &series->readings[low] : NULL;
}

static bool is_given(const apn__series *series, int at)
{
    const apn__reading *reading = find_reading(series, at);
    return reading != NULL && reading->given == APN__GIVEN;
}

/* The place in the series that the year's figure is for. */
static int target_of(const apn__series *series, const apn__worked *worked, apn__year year)
{
    return worked->base + (year - worked->from) * (series->kind == APN__BY_MONTH ? 12 : 1);
}

/* The first place from base to target whose reading is wanted and not there; true when there is
 * one. Requires: base <= target. */
static bool find_missing(const apn__series *series, int base, int target, int *at)
{
    if (series->kind != APN__RISES) {
        *at = is_given(series, base) ? target : base;
        return !is_given(series, *at);
    }
    for (*at = base + 1; *at <= target; (*at)++) {
        if (!is_given(series, *at))
            return true;
    }
    return false;
}

/* percent / 100 */
static void rate_of(mpq_t out, apn_decimal percent)
{
    mpq_t hundredth;
    mpq_init(hundredth);
    apn__fraction_from_decimal(out, percent);
    mpq_set_ui(hundredth, 1, 100);
    mpq_mul(out, out, hundredth);
    mpq_clear(hundredth);
}

/* What an amount of base is multiplied by. Requires: nothing is missing. */
static void ratio_of(mpq_t out, const apn__series *series, int base, int target)
{
    mpq_t one, factor;
    mpq_inits(one, factor, NULL);
    mpq_set_ui(one, 1, 1);
    mpq_set(out, one);
    if (series->kind != APN__RISES) {
        apn__fraction_from_decimal(out, find_reading(series, target)->value);
        apn__fraction_from_decimal(factor, find_reading(series, base)->value);
        mpq_div(out, out, factor);
    } else {
        for (int at = base + 1; at <= target; at++) {
            rate_of(factor, find_reading(series, at)->value);
            mpq_add(factor, factor, one);
            mpq_mul(out, out, factor);
        }
    }
    mpq_clears(one, factor, NULL);
}

/* The units as an amount of the agreement's currency. */
static apn_status amount_of(const apn_agreement *agreement, const mpz_t units, apn_decimal *out,
                            apn_error *err)
{
    apn_decimal whole;
    if (!apn__decimal_from_integer(&whole, units, 0))
        return apn__fail(err, APN_LIMIT, NULL, "the amount has more than %d digits",
                         APN_DECIMAL_DIGITS);
    return apn_decimal_from_units(whole, agreement->info.unit, out, err);
}

static apn_status index_amount(const apn_agreement *agreement, const apn__worked *worked,
                               apn__figure *figure, apn_error *err)
{
    const apn__series *series = &agreement->series[worked->series];
    int target = target_of(series, worked, figure->year), at;
    figure->amount.scale = agreement->info.unit.scale;
    figure->missing = find_missing(series, worked->base, target, &at);
    if (figure->missing)
        return APN_OK;
    mpq_t amount, ratio, one, unit;
    mpz_t units;
    mpz_init(units);
    mpq_inits(amount, ratio, one, unit, NULL);
    apn__fraction_from_decimal(amount, worked->amount);
    apn__fraction_from_decimal(unit, agreement->info.unit);
    ratio_of(ratio, series, worked->base, target);
    mpq_set_ui(one, 1, 1);
    apn__grid grid = {unit, worked->mode};
    apn_status status = apn__index_by_figures(units, amount, one, ratio, &grid, err);
    if (status == APN_OK)
        status = amount_of(agreement, units, &figure->amount, err);
    mpz_clear(units);
    mpq_clears(amount, ratio, one, unit, NULL);
    return status;
}

/* The day of the base in another year; 29 February is the 28th where there is none. */
static apn__day anniversary(apn__day base, int years)
{
    apn__date date = apn__date_of(base);
    date.year += years;
    int last = apn__days_in_month(date.year, date.month);
    date.day = date.day < last ? date.day : last;
    return apn__day_of(date);
}

/* How long before `day` the base is: whole years, and then days over the days to the next
 * anniversary, or months over twelve. Nothing when it is later. Requires: under months, both begin
 * a month. */
static apn__span span_of(const apn_agreement *agreement, apn__day base, apn__day day)
{
    if (day <= base)
        return (apn__span){0, 1};
    if (agreement->by_months)
        return (apn__span){apn__months(base, day - 1), 12};
    int years = apn__date_of(day).year - apn__date_of(base).year;
    if (anniversary(base, years) > day)
        years--;
    apn__day passed = anniversary(base, years);
    apn__day length = anniversary(base, years + 1) - passed;
    return (apn__span){(long)years * length + (day - passed), (unsigned long)length};
}

static apn_status rate_amount(const apn_agreement *agreement, const apn__worked *worked,
                              apn__figure *figure, apn_error *err)
{
    mpq_t amount, rate, unit;
    mpz_t units;
    mpz_init(units);
    mpq_inits(amount, rate, unit, NULL);
    apn__fraction_from_decimal(amount, worked->amount);
    rate_of(rate, worked->percent);
    apn__fraction_from_decimal(unit, agreement->info.unit);
    apn__grid grid = {unit, worked->mode};
    apn__span span = span_of(agreement, worked->base_day, apn__year_first(agreement, figure->year));
    apn_status status = apn__index_by_rate(units, amount, rate, span, &grid, err);
    if (status == APN_OK)
        status = amount_of(agreement, units, &figure->amount, err);
    mpz_clear(units);
    mpq_clears(amount, rate, unit, NULL);
    return status;
}

/* What the loan repays and charges, period by period; end it with apn__repayments_end. */
static apn_status repay(const apn_agreement *agreement, const apn__worked *worked,
                        apn__repayments *out, apn_error *err)
{
    mpq_t rate;
    mpz_t principal;
    apn_decimal units = {0};
    apn_status status =
        apn_decimal_to_units(worked->amount, agreement->info.unit, APN_ROUND_NONE, &units, err);
    if (status != APN_OK)
        return status;
    mpz_init(principal);
    mpq_init(rate);
    apn__integer_from_decimal(principal, units, 0);
    rate_of(rate, worked->percent);
    unsigned long per_year = worked->monthly ? 12 : 1;
    apn__loan loan = {principal, rate, (unsigned long)(worked->to - worked->from + 1) * per_year,
                      per_year, worked->mode};
    status = worked->kind == APN__ANNUITY ? apn__repay_by_annuity(out, &loan, err)
                                          : apn__repay_equal_principal(out, &loan, err);
    mpz_clear(principal);
    mpq_clear(rate);
    return status;
}

/* What the year's periods repay and charge, in units. */
static void add_year(const apn__worked *worked, const apn__repayments *repayments, apn__year year,
                     mpz_t principal, mpz_t interest)
{
    size_t per_year = worked->monthly ? 12 : 1;
    size_t first = (size_t)(year - worked->from) * per_year;
    mpz_set_ui(principal, 0);
    mpz_set_ui(interest, 0);
    for (size_t i = first; i < first + per_year; i++) {
        mpz_add(principal, principal, repayments->principal[i]);
        mpz_add(interest, interest, repayments->interest[i]);
    }
}

static apn_status loan_amount(const apn_agreement *agreement, const apn__worked *worked,
                              const apn__repayments *repayments, apn__figure *figure,
                              apn__loan_year *parts, apn_error *err)
{
    mpz_t principal, interest;
    mpz_inits(principal, interest, NULL);
    add_year(worked, repayments, figure->year, principal, interest);
    apn_status status = amount_of(agreement, principal, &parts->principal, err);
    if (status == APN_OK)
        status = amount_of(agreement, interest, &parts->interest, err);
    mpz_add(principal, principal, interest);
    if (status == APN_OK && worked->charged == APN__CHARGE_BOTH)
        status = amount_of(agreement, principal, &figure->amount, err);
    else
        figure->amount =
            worked->charged == APN__CHARGE_PRINCIPAL ? parts->principal : parts->interest;
    mpz_clears(principal, interest, NULL);
    return status;
}

bool apn__worked_is_loan(const apn__worked *worked)
{
    return worked->kind == APN__ANNUITY || worked->kind == APN__INSTALMENTS;
}

/* Whether the agreement and the line have a day of the year. */
static bool has_year(const apn_agreement *agreement, const apn__worked *worked, apn__year year)
{
    apn__period days = {{.day = apn__year_first(agreement, year)},
                        {.day = apn__year_first(agreement, year + 1) - 1}};
    return apn__agreement_covers(agreement, year) && apn__periods_overlap(&days, &worked->life);
}

size_t apn__worked_count(const apn_agreement *agreement, const apn__worked *worked)
{
    size_t count = 0;
    for (apn__year year = worked->from; year <= worked->to; year++)
        count += has_year(agreement, worked, year);
    return count;
}

apn_status apn__worked_figures(const apn_agreement *agreement, const apn__worked *worked,
                               apn__figure *figures, apn_error *err)
{
    apn__repayments repayments = {0};
    size_t at = 0;
    apn_status status =
        apn__worked_is_loan(worked) ? repay(agreement, worked, &repayments, err) : APN_OK;
    for (apn__year year = worked->from; status == APN_OK && year <= worked->to; year++) {
        if (!has_year(agreement, worked, year))
            continue;
        figures[at] = (apn__figure){.year = year, .place = worked->place};
        if (apn__worked_is_loan(worked))
            status = loan_amount(agreement, worked, &repayments, &figures[at],
                                 &worked->loan_years[at], err);
        else
            status = (worked->kind == APN__INDEXED ? index_amount : rate_amount)(agreement, worked,
                                                                                 &figures[at], err);
        at++;
    }
    apn__repayments_end(&repayments);
    return status;
}

static void say_amount(apn__buffer *text, apn_decimal amount)
{
    char written[APN_DECIMAL_TEXT_SIZE];
    apn_decimal_format(amount, 0, written);
    apn__buffer_print(text, "%s", written);
}

static void say_index(const apn_agreement *agreement, const apn__worked *worked, apn__year year,
                      apn__buffer *text)
{
    enum { FACTOR_DECIMALS = 6 };
    const apn__series *series = &agreement->series[worked->series];
    int places[] = {worked->base, target_of(series, worked, year)};
    say_amount(text, worked->amount);
    if (places[0] == places[1]) {
        char at[APN__SERIES_TEXT_SIZE];
        apn__series_write(series, places[0], at);
        apn__buffer_print(text, ", the amount of %s", at);
        return;
    }
    apn__buffer_print(text, " by index `%s`", series->id);
    for (size_t i = 0; i < 2; i++) {
        char at[APN__SERIES_TEXT_SIZE];
        apn__series_write(series, places[i], at);
        apn__buffer_print(text, i == 0 ? " from " : " to ");
        if (series->kind != APN__RISES) {
            say_amount(text, find_reading(series, places[i])->value);
            apn__buffer_print(text, " in ");
        }
        apn__buffer_print(text, "%s", at);
    }
    if (series->kind != APN__RISES)
        return;
    mpq_t ratio;
    char factor[4096];
    mpq_init(ratio);
    ratio_of(ratio, series, places[0], places[1]);
    apn__fraction_decimal_text(ratio, FACTOR_DECIMALS, factor, sizeof factor);
    apn__buffer_print(text, ", %s times", factor);
    mpq_clear(ratio);
}

static void say_rate(const apn_agreement *agreement, const apn__worked *worked, apn__year year,
                     apn__buffer *text)
{
    char from[APN__DAY_SIZE], to[APN__DAY_SIZE];
    apn__day first = apn__year_first(agreement, year);
    apn__day_write(worked->base_day, from);
    say_amount(text, worked->amount);
    if (first <= worked->base_day) {
        apn__buffer_print(text, ", the amount of %s", from);
        return;
    }
    apn__buffer_print(text, " at ");
    say_amount(text, worked->percent);
    apn__buffer_print(text, " %% a year from %s to %s", from, apn__day_write(first, to));
}

static void say_loan(const apn__worked *worked, const apn__figures *budget, apn__year year,
                     apn__buffer *text)
{
    static const char *const charged[] = {"", ", of which the principal is charged",
                                          ", of which the interest is charged"};
    const apn__loan_year *parts =
        &worked->loan_years[apn__figures_find(budget, year) - budget->list];
    apn__buffer_print(text, "year %d of %d of ", year - worked->from + 1,
                      worked->to - worked->from + 1);
    say_amount(text, worked->amount);
    apn__buffer_print(text, " at ");
    say_amount(text, worked->percent);
    apn__buffer_print(text, " %%: ");
    say_amount(text, parts->principal);
    apn__buffer_print(text, " repaid and ");
    say_amount(text, parts->interest);
    apn__buffer_print(text, " of interest%s", charged[worked->charged]);
}

void apn__worked_say(const apn_agreement *agreement, const apn__worked *worked,
                     const apn__figures *budget, apn__year year, apn__buffer *text)
{
    if (apn__worked_is_loan(worked))
        say_loan(worked, budget, year, text);
    else if (worked->kind == APN__INDEXED)
        say_index(agreement, worked, year, text);
    else
        say_rate(agreement, worked, year, text);
}

int apn__worked_wants(const apn_agreement *agreement, const apn__worked *worked, apn__year year,
                      apn__given *given)
{
    const apn__series *series = &agreement->series[worked->series];
    int at = worked->base;
    (void)find_missing(series, worked->base, target_of(series, worked, year), &at);
    const apn__reading *reading = find_reading(series, at);
    *given = reading == NULL ? APN__ABSENT : reading->given;
    return at;
}
