/* discount.c: present values by a schedule of yearly rates (docs/amounts/discounting.md). */
#include "real.h"

#include "findings.h"
#include "library_limits.h"
#include "rational.h"

static const apn__rate_step green_book[] = {
    {30, {.lo = 35, .scale = 1, .sign = 1}},
    {75, {.lo = 3, .sign = 1}},
    {125, {.lo = 25, .scale = 1, .sign = 1}},
};

apn__rate_schedule apn__green_book_2022(void)
{
    return (apn__rate_schedule){green_book, sizeof green_book / sizeof *green_book};
}

static apn_status check_step(const apn__rate_step *step, unsigned long before, apn_error *err)
{
    if (step->last_year <= before)
        return apn__fail(err, APN_NUMBER, NULL,
                         "the last years of a schedule of rates must rise: %lu follows %lu",
                         step->last_year, before);
    if (step->last_year > APN__LIMIT_PERIODS)
        return apn__fail(err, APN_LIMIT, NULL,
                         "a schedule of rates goes to year %lu: the limit is year %u",
                         step->last_year, APN__LIMIT_PERIODS);
    if (apn_decimal_compare(step->percent, apn_decimal_from_i64(-100)) <= 0)
        return apn__fail(err, APN_NUMBER, NULL,
                         "a rate of -100 %% or less cannot discount: 3.5 %% a year is 3.5");
    return APN_OK;
}

static apn_status check(const apn__flow *flows, size_t count, const apn__rate_schedule *schedule,
                        apn_error *err)
{
    unsigned long last = 0;
    for (size_t i = 0; i < schedule->count; i++) {
        apn_status status = check_step(&schedule->steps[i], last, err);
        if (status != APN_OK)
            return status;
        last = schedule->steps[i].last_year;
    }
    for (size_t i = 0; i < count; i++) {
        if (flows[i].year > last)
            return apn__fail(err, APN_MISSING_YEAR, NULL,
                             "there is no rate for year %lu: the schedule of rates ends with year "
                             "%lu",
                             flows[i].year, last);
    }
    return APN_OK;
}

/* base = 1 + the step's rate */
static void set_base(mpq_t base, const apn__rate_step *step)
{
    mpq_t part;
    mpq_init(part);
    apn__fraction_from_decimal(base, step->percent);
    mpq_set_ui(part, 1, 100);
    mpq_mul(base, base, part);
    mpq_set_ui(part, 1, 1);
    mpq_add(base, base, part);
    mpq_clear(part);
}

/* Adds coefficient over 1 + rate of every year to the flow's, times the root of the last under
 * mid_year; year 0 has the base 1. */
static void add_flow(apn__radicals *sum, const mpq_t coefficient, unsigned long year,
                     const apn__discounting *discounting)
{
    mpq_t base, power, value;
    mpq_inits(base, power, value, NULL);
    mpq_set(value, coefficient);
    mpq_set_ui(base, 1, 1);
    unsigned long before = 0;
    for (const apn__rate_step *step = discounting->schedule.steps; before < year; step++) {
        unsigned long last = step->last_year < year ? step->last_year : year;
        set_base(base, step);
        if (!apn__fraction_power(power, base, -(long)(last - before)))
            sum->status = APN_LIMIT;
        mpq_mul(value, value, power);
        before = last;
    }
    apn__radicals_add(sum, value, base, (apn__exponent){discounting->mid_year, 2});
    mpq_clears(base, power, value, NULL);
}

apn_status apn__present_value(mpz_t units, const apn__flow *flows, size_t count,
                              const apn__discounting *discounting, const apn__grid *grid,
                              apn_error *err)
{
    apn_status status = check(flows, count, &discounting->schedule, err);
    if (status != APN_OK)
        return status;
    apn__radicals sum = {0};
    mpq_t coefficient;
    mpq_init(coefficient);
    for (size_t i = 0; i < count; i++) {
        mpq_div(coefficient, flows[i].amount, grid->unit);
        add_flow(&sum, coefficient, flows[i].year, discounting);
    }
    status = apn__radicals_round(units, &sum, NULL, grid->mode, err);
    mpq_clear(coefficient);
    apn__radicals_end(&sum);
    return status;
}
