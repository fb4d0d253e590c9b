/* Amounts as they are printed: in full, or in pounds, thousands or millions. Then they are rounded
 * as one table, so that what is printed adds up across, down and in all, or each by itself. Either
 * way every sum is taken again from the printed figures: one that does not hold is a finding or, in
 * a table, a fault of the library. */
#include "printed.h"

#include <string.h>

#include "alloc.h"
#include "decimal_internal.h"
#include "findings.h"
#include "sum.h"

static const char *const in_words[] = {"full", "pounds", "thousands", "millions"};

enum { IN_COUNT = sizeof in_words / sizeof *in_words };

const char *apn_print_in_word(apn_print_in in)
{
    return (size_t)in < IN_COUNT ? in_words[in] : NULL;
}

apn_status apn_print_in_find(const char *word, size_t length, apn_print_in *out, apn_error *err)
{
    apn__text given = {word, length};
    for (size_t in = 0; in < IN_COUNT; in++) {
        if (apn__text_is(given, in_words[in])) {
            *out = (apn_print_in)in;
            return APN_OK;
        }
    }
    return apn__fail(err, APN_USAGE, "",
                     "amounts cannot be printed in `%.*s`: there are full, pounds, thousands and "
                     "millions",
                     (int)apn__utf8_cut(word, length, length < 64 ? length : 64), word);
}

bool apn__printed_is_together(const apn_printed *printed, size_t row)
{
    return printed->statement != NULL && row + 1 < printed->rows &&
           apn_statement_line(printed->statement, row).level == APN_LEVEL_TOTAL;
}

static apn_agreement_info agreement_of(const apn_printed *printed)
{
    return apn_agreement_describe(printed->statement != NULL
                                      ? apn_statement_agreement(printed->statement)
                                      : printed->schedule.agreement);
}

static apn_decimal nil(const apn_printed *printed)
{
    apn_decimal zero = {0};
    zero.scale = agreement_of(printed).unit.scale;
    return zero;
}

static apn_decimal statement_amount(const apn_printed *printed, size_t row, size_t column)
{
    const apn_statement *statement = printed->statement;
    bool last_column = column + 1 == printed->columns;
    if (row + 1 == printed->rows)
        return last_column ? nil(printed) : apn_statement_party_together(statement, column);
    return last_column ? apn_statement_line(statement, row).unapportioned
                       : apn_statement_cell(statement, row, column).amount;
}

static apn_decimal schedule_amount(const apn_printed *printed, size_t row, size_t column)
{
    const apn__schedule *schedule = &printed->schedule;
    if (row + 1 < printed->rows)
        return schedule->cells[row * schedule->years + column].amount;
    if (schedule->together != NULL)
        return schedule->together[column];
    return schedule->unapportioned[column];
}

/* Figures in currency, exact. */
static apn_decimal exact_amount(const apn_printed *printed, size_t row, size_t column)
{
    return printed->statement != NULL ? statement_amount(printed, row, column)
                                      : schedule_amount(printed, row, column);
}

static apn_decimal exact_row_total(const apn_printed *printed, size_t row)
{
    const apn__schedule *schedule = &printed->schedule;
    bool last = row + 1 == printed->rows;
    if (printed->statement != NULL)
        return last ? nil(printed) : apn_statement_line(printed->statement, row).total;
    if (!last)
        return schedule->row_totals[row];
    return schedule->together != NULL ? schedule->total_together : schedule->total_unapportioned;
}

static apn_decimal exact_column_total(const apn_printed *printed, size_t column)
{
    if (printed->statement == NULL)
        return printed->schedule.year_totals[column];
    return column + 1 == printed->columns ? apn_statement_unapportioned(printed->statement)
                                          : apn_statement_party_total(printed->statement, column);
}

static apn_decimal exact_total(const apn_printed *printed)
{
    return printed->statement != NULL ? apn_statement_total(printed->statement)
                                      : printed->schedule.total;
}

/* A whole number of printed units: 12345 in units of £100,000 is printed 1234.5 in millions. */
static apn_decimal to_print(const apn_printed *printed, apn_decimal units)
{
    return apn__decimal_make(units.sign, apn__decimal_digits(units), (int)printed->decimals);
}

static apn_status round_alone(const apn_printed *printed, apn_decimal amount, apn_decimal *out,
                              apn_error *err)
{
    apn_decimal units;
    apn_status status =
        apn_decimal_to_units(amount, printed->unit, APN_ROUND_HALF_AWAY, &units, err);
    if (status == APN_OK)
        *out = to_print(printed, units);
    return status;
}

/* Every amount and every total by itself. */
static apn_status print_alone(apn_printed *printed, apn_error *err)
{
    size_t rows = printed->rows, columns = printed->columns;
    apn_status status = round_alone(printed, exact_total(printed), &printed->total, err);
    for (size_t at = 0; at < rows * columns && status == APN_OK; at++)
        status = round_alone(printed, exact_amount(printed, at / columns, at % columns),
                             &printed->amounts[at], err);
    for (size_t row = 0; row < rows && status == APN_OK; row++)
        status =
            round_alone(printed, exact_row_total(printed, row), &printed->row_totals[row], err);
    for (size_t column = 0; column < columns && status == APN_OK; column++)
        status = round_alone(printed, exact_column_total(printed, column),
                             &printed->column_totals[column], err);
    return status;
}

/* The exact table to be rounded. A line that has only its total has it in one column more, from
 * which the row of what such lines make together takes it again: that column and that row are nil,
 * and so what stands in them is rounded to the same sum. False when memory or digits run out. */
static bool fill_table(const apn_printed *printed, apn_decimal *cells, size_t width)
{
    apn__sum rest;
    bool fits = true;
    apn__sum_begin(&rest);
    for (size_t row = 0; row < printed->rows; row++) {
        apn_decimal *line = cells + row * width;
        for (size_t column = 0; column < printed->columns; column++)
            line[column] = exact_amount(printed, row, column);
        if (width > printed->columns && apn__printed_is_together(printed, row)) {
            line[printed->columns] = exact_row_total(printed, row);
            apn__sum_subtract(&rest, line[printed->columns]);
        }
    }
    if (width > printed->columns)
        fits = apn__sum_take(&rest, nil(printed).scale, &cells[printed->rows * width - 1]);
    apn__sum_end(&rest);
    return fits;
}

/* A figure of the table, as it is printed. */
static apn_status take_figure(const apn_printed *printed, apn_decimal figure, apn_decimal *out,
                              apn_error *err)
{
    apn_decimal units;
    apn_status status = apn_decimal_to_units(figure, printed->unit, APN_ROUND_NONE, &units, err);
    if (status == APN_OK)
        *out = to_print(printed, units);
    return status;
}

static apn_status take_table(apn_printed *printed, const apn_table *table, apn_error *err)
{
    size_t rows = printed->rows, columns = printed->columns;
    apn_status status = take_figure(printed, apn_table_total(table), &printed->total, err);
    for (size_t at = 0; at < rows * columns && status == APN_OK; at++)
        status = take_figure(printed, apn_table_amount(table, at / columns, at % columns),
                             &printed->amounts[at], err);
    for (size_t row = 0; row < rows && status == APN_OK; row++)
        status =
            take_figure(printed, apn_table_row_total(table, row), &printed->row_totals[row], err);
    for (size_t column = 0; column < columns && status == APN_OK; column++)
        status = take_figure(printed, apn_table_column_total(table, column),
                             &printed->column_totals[column], err);
    return status;
}

static apn_status print_table(apn_printed *printed, apn_error *err)
{
    const apn_table_options options = {.size = sizeof options, .unit = printed->unit};
    bool together = false;
    apn_table *table = NULL;
    apn_status status = APN_OK;
    for (size_t row = 0; row < printed->rows && !together; row++)
        together = apn__printed_is_together(printed, row);
    size_t width = printed->columns + together;
    apn_decimal *cells = apn__alloc(apn__multiply_sizes(printed->rows, width), sizeof *cells);
    if (cells == NULL)
        return apn__fail_memory(err);
    if (!fill_table(printed, cells, width))
        status = apn__fail(err, APN_LIMIT, "", "a sum has more than %d digits", APN_DECIMAL_DIGITS);
    if (status == APN_OK)
        status = apn_table_make(cells, printed->rows, width, &options, &table, err);
    if (status == APN_OK)
        status = take_table(printed, table, err);
    apn_table_free(table);
    apn__free(cells);
    return status;
}

/* "£", "£000", "£m"; "EUR", "EUR thousands". */
static void write_label(apn_printed *printed)
{
    static const char *const sterling[] = {"", "", "000", "m"};
    static const char *const other[] = {"", "", " thousands", " millions"};
    const char *currency = agreement_of(printed).currency;
    bool pounds = strcmp(currency, "GBP") == 0;
    apn__buffer_print(&printed->label, "%s%s", pounds ? "\xC2\xA3" : currency,
                      pounds ? sterling[printed->in] : other[printed->in]);
}

static apn_status check_options(const apn_print_options *options, apn_error *err)
{
    if (options->size != sizeof *options)
        return apn__fail(err, APN_USAGE, "",
                         "the options are of another version of the library: set `size` to "
                         "sizeof(apn_print_options)");
    if ((size_t)options->in >= IN_COUNT)
        return apn__fail(err, APN_USAGE, "", "amounts cannot be printed in number %d",
                         (int)options->in);
    if (options->decimals > APN_PRINT_DECIMALS)
        return apn__fail(err, APN_USAGE, "",
                         "amounts cannot be printed with %u decimals: there are at most %d",
                         options->decimals, APN_PRINT_DECIMALS);
    if (options->in == APN_IN_FULL && (options->decimals != 0 || options->as_rounded))
        return apn__fail(err, APN_USAGE, "",
                         "amounts in full have the decimals of their unit and are not rounded: "
                         "print them in pounds, thousands or millions");
    return APN_OK;
}

/* The unit in currency: 10 to the power of 0, 3 or 6, less the decimals. */
static void take_options(apn_printed *printed, const apn_print_options *options)
{
    int power = options->in < APN_IN_THOUSANDS ? 0 : options->in == APN_IN_THOUSANDS ? 3 : 6;
    power -= (int)options->decimals;
    printed->in = options->in;
    printed->decimals = options->decimals;
    printed->as_rounded = options->as_rounded != 0;
    printed->unit = power > 0 ? apn__decimal_make(1, apn__power_of_ten(power), 0)
                              : apn__decimal_make(1, 1, -power);
}

/* Rounds the figures and takes their sums again. */
static apn_status print_figures(apn_printed *printed, apn_error *err)
{
    size_t cells = apn__multiply_sizes(printed->rows, printed->columns);
    apn_status status;
    write_label(printed);
    printed->findings = apn__findings_make();
    if (printed->label.failed || printed->findings == NULL)
        return apn__fail_memory(err);
    if (printed->in == APN_IN_FULL)
        return APN_OK;
    printed->amounts = apn__alloc(cells, sizeof *printed->amounts);
    printed->row_totals = apn__alloc(printed->rows, sizeof *printed->row_totals);
    printed->column_totals = apn__alloc(printed->columns, sizeof *printed->column_totals);
    if (printed->amounts == NULL || printed->row_totals == NULL || printed->column_totals == NULL)
        return apn__fail_memory(err);
    status = printed->as_rounded ? print_alone(printed, err) : print_table(printed, err);
    if (status != APN_OK)
        return status;
    if (!apn__printed_holds(printed))
        return apn__fail(err, APN_INTERNAL, "",
                         "the printed table does not add up: this is a fault in the library, and "
                         "it is not returned");
    return apn__findings_status(printed->findings, err);
}

/* Begins it; NULL, and the reason in status, when it cannot be. */
static apn_printed *begin(const apn_print_options *options, apn_status *status, apn_error *err)
{
    static const apn_print_options in_full = {.size = sizeof in_full};
    apn_printed *printed = NULL;
    if (options == NULL)
        options = &in_full;
    *status = check_options(options, err);
    if (*status != APN_OK)
        return NULL;
    printed = apn__alloc(1, sizeof *printed);
    if (printed == NULL)
        *status = apn__fail_memory(err);
    else
        take_options(printed, options);
    return printed;
}

/* Gives the printed figures to the caller, or ends them. */
static apn_status finish(apn_printed *printed, apn_status status, apn_printed **out)
{
    if (status == APN_OK)
        *out = printed;
    else
        apn_printed_free(printed);
    return status;
}

apn_status apn_printed_statement(const apn_statement *statement, const apn_print_options *options,
                                 apn_printed **out, apn_error *err)
{
    apn_status status;
    apn_printed *printed = begin(options, &status, err);
    *out = NULL;
    if (printed == NULL)
        return status;
    printed->statement = statement;
    printed->rows = apn_statement_line_count(statement) + 1;
    printed->columns = apn_agreement_party_count(apn_statement_agreement(statement)) + 1;
    return finish(printed, print_figures(printed, err), out);
}

apn_status apn_printed_schedule(const apn_statement *const *statements, size_t count,
                                const char *party, const apn_print_options *options,
                                apn_printed **out, apn_error *err)
{
    apn_status status;
    apn_printed *printed = begin(options, &status, err);
    *out = NULL;
    if (printed == NULL)
        return status;
    printed->statements = apn__alloc(count, sizeof *printed->statements);
    if (printed->statements == NULL)
        return finish(printed, apn__fail_memory(err), out);
    for (size_t i = 0; i < count; i++)
        printed->statements[i] = statements[i];
    status = apn__schedule_make(printed->statements, count, party, &printed->schedule, err);
    printed->rows = printed->schedule.row_count + 1;
    printed->columns = count;
    return finish(printed, status == APN_OK ? print_figures(printed, err) : status, out);
}

void apn_printed_free(apn_printed *printed)
{
    if (printed == NULL)
        return;
    apn__schedule_end(&printed->schedule);
    apn__free(printed->statements);
    apn__free(printed->amounts);
    apn__free(printed->row_totals);
    apn__free(printed->column_totals);
    apn__buffer_end(&printed->label);
    apn_findings_free(printed->findings);
    apn__free(printed);
}

size_t apn_printed_row_count(const apn_printed *printed)
{
    return printed->rows;
}

size_t apn_printed_column_count(const apn_printed *printed)
{
    return printed->columns;
}

apn_decimal apn_printed_amount(const apn_printed *printed, size_t row, size_t column)
{
    return printed->amounts == NULL ? exact_amount(printed, row, column)
                                    : printed->amounts[row * printed->columns + column];
}

apn_decimal apn_printed_row_total(const apn_printed *printed, size_t row)
{
    return printed->amounts == NULL ? exact_row_total(printed, row) : printed->row_totals[row];
}

apn_decimal apn_printed_column_total(const apn_printed *printed, size_t column)
{
    return printed->amounts == NULL ? exact_column_total(printed, column)
                                    : printed->column_totals[column];
}

apn_decimal apn_printed_total(const apn_printed *printed)
{
    return printed->amounts == NULL ? exact_total(printed) : printed->total;
}

int apn_printed_present_value(const apn_printed *printed, size_t row, apn_decimal *out)
{
    if (printed->schedule.present == NULL || !printed->schedule.present[row].has)
        return 0;
    *out = printed->schedule.present[row].amount;
    return 1;
}

apn_print_in apn_printed_in(const apn_printed *printed)
{
    return printed->in;
}

const char *apn_printed_label(const apn_printed *printed)
{
    return printed->label.bytes;
}

const apn_findings *apn_printed_findings(const apn_printed *printed)
{
    return printed->findings;
}

const char *apn__printed_currency(const apn_printed *printed)
{
    return printed->in < APN_IN_THOUSANDS ? agreement_of(printed).currency : "";
}
