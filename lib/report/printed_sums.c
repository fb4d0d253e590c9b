/* The sums of what is printed, across and down: of the amounts, and of the totals. */
#include "printed.h"

#include <string.h>

#include "decimal_internal.h"
#include "findings.h"
#include "sum.h"

enum { MOST_NAME = 120 };

/* The id of a row or a column and its name for people; past the last one that of the totals. */
typedef struct printed_name {
    const char *id, *name;
} printed_name;

static printed_name name_of_line(apn_line_info line)
{
    return (printed_name){line.id, line.title};
}

static printed_name name_of_party(const apn_agreement *agreement, size_t party)
{
    apn_party_info info = apn_agreement_party(agreement, party);
    return (printed_name){info.id, info.name};
}

static printed_name row_name(const apn_printed *printed, size_t row)
{
    const apn__schedule *schedule = &printed->schedule;
    if (row == printed->rows)
        return (printed_name){"total", printed->statement != NULL ? "The totals of the parties"
                                                                  : "The totals of the years"};
    if (row + 1 == printed->rows)
        return schedule->by_line ? (printed_name){"together", "What is rounded in total"}
                                 : (printed_name){"unapportioned", "What is unapportioned"};
    if (printed->statement != NULL)
        return name_of_line(apn_statement_line(printed->statement, row).line);
    return schedule->by_line
               ? name_of_line(apn_agreement_line(schedule->agreement, schedule->rows[row]))
               : name_of_party(schedule->agreement, schedule->rows[row]);
}

static printed_name column_name(const apn_printed *printed, size_t column)
{
    const char *year;
    if (column == printed->columns)
        return (printed_name){"total", printed->statement != NULL || printed->schedule.by_line
                                           ? "The totals of the lines"
                                           : "The totals of the parties"};
    if (printed->statement != NULL)
        return column + 1 == printed->columns
                   ? (printed_name){"unapportioned", "What is unapportioned"}
                   : name_of_party(apn_statement_agreement(printed->statement), column);
    year = apn_statement_year(printed->schedule.statements[column]);
    return (printed_name){year, year};
}

static const char *agreement_id(const apn_printed *printed)
{
    return apn_agreement_describe(printed->statement != NULL
                                      ? apn_statement_agreement(printed->statement)
                                      : printed->schedule.agreement)
        .id;
}

/* The name, cut to what a sentence holds, as the two arguments of `%.*s`. */
static int shown_length(const char *name)
{
    size_t length = strlen(name);
    return (int)apn__utf8_cut(name, length, length < MOST_NAME ? length : MOST_NAME);
}

/* `sum` is of what stands in the row or the column. */
static void report_total(apn_printed *printed, apn__sum *sum, apn_decimal total, const char *what,
                         printed_name name)
{
    char total_text[APN_DECIMAL_TEXT_SIZE], sum_text[APN_DECIMAL_TEXT_SIZE],
        difference_text[APN_DECIMAL_TEXT_SIZE];
    apn_decimal parts = {0}, units = {0}, difference = {0};
    bool fits = apn__sum_take(sum, (int)printed->decimals, &parts);
    apn__sum_subtract(sum, total);
    mpz_neg(apn__sum_value(sum), apn__sum_value(sum));
    fits = apn__sum_take(sum, (int)printed->decimals, &units) && fits;
    units.scale = 0;
    fits = fits && apn_decimal_from_units(units, printed->unit, &difference, NULL) == APN_OK;
    (void)apn_decimal_format(total, 1, total_text);
    (void)apn_decimal_format(parts, 1, sum_text);
    (void)apn_decimal_format(difference, 0, difference_text);
    const apn_footing footing = {.table = agreement_id(printed),
                                 .what = what,
                                 .id = name.id,
                                 .difference = fits ? difference_text : "",
                                 .diagnosis = "rounding"};
    apn__findings_add_footing(
        printed->findings, APN_NOTE, (apn__place){0}, "", &footing,
        "%.*s: the amounts in %s add up to %s, and their total is printed as %s",
        shown_length(name.name), name.name, printed->label.bytes, fits ? sum_text : "another sum",
        total_text);
}

/* The printed total of a row or a column against the sum of what stands in it, which ends here. */
static bool is_total(apn_printed *printed, apn__sum *sum, apn_decimal total, const char *what,
                     printed_name name)
{
    bool holds = apn__sum_is(sum, total);
    if (!holds && printed->as_rounded) {
        report_total(printed, sum, total, what, name);
        holds = true;
    }
    apn__sum_end(sum);
    return holds;
}

/* A row that has amounts and their total: a statement's last one is totals of lines without any. */
static bool has_sum(const apn_printed *printed, size_t row)
{
    return !apn__printed_is_together(printed, row) &&
           (printed->statement == NULL || row + 1 < printed->rows);
}

static bool rows_hold(apn_printed *printed)
{
    bool hold = true;
    apn__sum sum;
    for (size_t row = 0; row < printed->rows && hold; row++) {
        if (!has_sum(printed, row))
            continue;
        apn__sum_begin(&sum);
        for (size_t column = 0; column < printed->columns; column++)
            apn__sum_add(&sum, printed->amounts[row * printed->columns + column]);
        hold = is_total(printed, &sum, printed->row_totals[row], "row", row_name(printed, row));
    }
    apn__sum_begin(&sum);
    for (size_t column = 0; column < printed->columns; column++)
        apn__sum_add(&sum, printed->column_totals[column]);
    return is_total(printed, &sum, printed->total, "row", row_name(printed, printed->rows)) && hold;
}

static bool columns_hold(apn_printed *printed)
{
    bool hold = true;
    apn__sum sum;
    for (size_t column = 0; column < printed->columns && hold; column++) {
        apn__sum_begin(&sum);
        for (size_t row = 0; row < printed->rows; row++)
            apn__sum_add(&sum, printed->amounts[row * printed->columns + column]);
        hold = is_total(printed, &sum, printed->column_totals[column], "column",
                        column_name(printed, column));
    }
    apn__sum_begin(&sum);
    for (size_t row = 0; row < printed->rows; row++)
        apn__sum_add(&sum, printed->row_totals[row]);
    return is_total(printed, &sum, printed->total, "column",
                    column_name(printed, printed->columns)) &&
           hold;
}

bool apn__printed_holds(apn_printed *printed)
{
    if (printed->as_rounded)
        apn__findings_add(printed->findings, APN_NOTE, APN_FOOTING, (apn__place){0}, "",
                          "Figures may not sum due to rounding");
    return rows_hold(printed) && columns_hold(printed);
}
