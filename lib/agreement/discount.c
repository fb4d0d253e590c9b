/* discount.c: what amounts of later years are worth in the agreement's base year
 * (docs/amounts/discounting.md). */
#include "agreement_model.h"

#include "decimal_internal.h"
#include "rational.h"
#include "real.h"

apn_discount_info apn_agreement_discount(const apn_agreement *agreement)
{
    const apn__discount *discount = agreement->discount;
    if (discount == NULL)
        return (apn_discount_info){"", "", "", 0};
    return (apn_discount_info){discount->base_year, discount->rates, discount->prices,
                               discount->mid_year};
}

/* Which year of the schedule it is. */
static apn_status number_year(const apn__discount *discount, const char *text,
                              unsigned long *number, apn_error *err)
{
    apn__year year;
    if (!apn__year_read(apn__text_of(text), &year))
        return apn__fail(err, APN_NUMBER, NULL, "`%s` is not a financial year: write it as 2015/16",
                         text);
    if (year < discount->base)
        return apn__fail(
            err, APN_MISSING_YEAR, "discount.base_year",
            "%s lies before %s, the base year to which `discount` takes amounts: leave "
            "it out, or mend `base_year`",
            text, discount->base_year);
    *number = (unsigned long)(year - discount->base);
    return APN_OK;
}

static apn_status discount_flows(const apn_agreement *agreement, const apn__flow *flows,
                                 size_t count, apn_decimal *out, apn_error *err)
{
    const apn__discount *discount = agreement->discount;
    apn_decimal whole;
    mpq_t unit;
    mpz_t units;
    mpz_init(units);
    mpq_init(unit);
    apn__fraction_from_decimal(unit, agreement->info.unit);
    apn__grid grid = {unit, APN_ROUND_HALF_AWAY};
    apn__discounting how = {{discount->steps, discount->step_count}, discount->mid_year};
    apn_status status = apn__present_value(units, flows, count, &how, &grid, err);
    if (status == APN_OK && !apn__decimal_from_integer(&whole, units, 0))
        status = apn__fail(err, APN_LIMIT, NULL, "the present value has more than %d digits",
                           APN_DECIMAL_DIGITS);
    if (status == APN_OK)
        status = apn_decimal_from_units(whole, agreement->info.unit, out, err);
    mpz_clear(units);
    mpq_clear(unit);
    return status;
}

apn_status apn_agreement_present_value(const apn_agreement *agreement, const char *const *years,
                                       const apn_decimal *amounts, size_t count, apn_decimal *out,
                                       apn_error *err)
{
    if (agreement->discount == NULL)
        return apn__fail(err, APN_USAGE, "discount",
                         "the agreement does not say how to discount: give it `discount`, as "
                         "{rates: 3.5%%, base_year: 2015/16}");
    apn_status status = APN_OK;
    apn__flow *flows = apn__alloc(count, sizeof *flows);
    mpq_t *values = apn__alloc(count, sizeof *values);
    size_t made = 0;
    if (flows == NULL || values == NULL)
        status = apn__fail_memory(err);
    for (; made < count && status == APN_OK; made++) {
        mpq_init(values[made]);
        apn__fraction_from_decimal(values[made], amounts[made]);
        flows[made].amount = values[made];
        status = number_year(agreement->discount, years[made], &flows[made].year, err);
    }
    if (status == APN_OK)
        status = discount_flows(agreement, flows, count, out, err);
    for (size_t i = 0; i < made; i++)
        mpq_clear(values[i]);
    apn__free(values);
    apn__free(flows);
    return status;
}
