/* present_values.c: what the rows of a schedule are worth in the base year of the agreement's
 * `discount`. Each is worked out from exact amounts and rounded once, so rows need not add up. */
#include "schedule.h"

#include "alloc.h"
#include "findings.h"

/* A cell that has an amount which is only in the party's total. */
static bool is_hidden(const apn__schedule_cell *cell)
{
    return cell->listed && !cell->has_amount &&
           (cell->status == APN_CELL_SHARED || cell->status == APN_CELL_DIRECT);
}

static apn_status value_row(apn__schedule *schedule, const char *const *years, apn_decimal *amounts,
                            size_t row, apn_error *err)
{
    const apn__schedule_cell *cells = &schedule->cells[row * schedule->years];
    for (size_t year = 0; year < schedule->years; year++) {
        if (is_hidden(&cells[year]))
            return APN_OK;
        amounts[year] = cells[year].amount;
    }
    schedule->present[row].has = true;
    return apn_agreement_present_value(schedule->agreement, years, amounts, schedule->years,
                                       &schedule->present[row].amount, err);
}

static apn_status value_years(apn__schedule *schedule, const char *const *years,
                              const apn_decimal *amounts, size_t row, apn_error *err)
{
    schedule->present[row].has = true;
    return apn_agreement_present_value(schedule->agreement, years, amounts, schedule->years,
                                       &schedule->present[row].amount, err);
}

static apn_status value_rows(apn__schedule *schedule, const char **years, apn_decimal *amounts,
                             apn_error *err)
{
    apn_status status = APN_OK;
    size_t rows = schedule->row_count;
    for (size_t year = 0; year < schedule->years; year++)
        years[year] = apn_statement_year(schedule->statements[year]);
    for (size_t row = 0; row < rows && status == APN_OK; row++)
        status = value_row(schedule, years, amounts, row, err);
    if (status == APN_OK)
        status = value_years(
            schedule, years,
            schedule->together != NULL ? schedule->together : schedule->unapportioned, rows, err);
    if (status == APN_OK)
        status = value_years(schedule, years, schedule->year_totals, rows + 1, err);
    return status;
}

apn_status apn__schedule_discount(apn__schedule *schedule, apn_error *err)
{
    if (*apn_agreement_discount(schedule->agreement).base_year == '\0')
        return APN_OK;
    const char **years = apn__alloc(schedule->years, sizeof *years);
    apn_decimal *amounts = apn__alloc(schedule->years, sizeof *amounts);
    schedule->present =
        apn__alloc(apn__add_sizes(schedule->row_count, 2), sizeof *schedule->present);
    apn_status status = years == NULL || amounts == NULL || schedule->present == NULL
                            ? apn__fail_memory(err)
                            : value_rows(schedule, years, amounts, err);
    apn__free(years);
    apn__free(amounts);
    return status;
}
