/* A schedule: the cells are the statements' own amounts; the totals are added here and compared
 * with the statements'. */
#include "schedule.h"

#include "alloc.h"
#include "findings.h"
#include "library_limits.h"
#include "sum.h"

static apn_decimal nil(const apn__schedule *schedule)
{
    apn_decimal zero = {0};
    zero.scale = apn_agreement_describe(schedule->agreement).unit.scale;
    return zero;
}

static apn_status check_statements(const apn_statement *const *statements, size_t count,
                                   apn_error *err)
{
    if (count == 0)
        return apn__fail(err, APN_USAGE, "", "a schedule needs at least one statement");
    for (size_t i = 1; i < count; i++) {
        if (apn_statement_agreement(statements[i]) != apn_statement_agreement(statements[0]) ||
            apn_statement_measure(statements[i]) != apn_statement_measure(statements[0]))
            return apn__fail(
                err, APN_USAGE, "",
                "the statements of a schedule must be of one agreement and one measure");
        for (size_t j = 0; j < i; j++) {
            if (strcmp(apn_statement_year(statements[i]), apn_statement_year(statements[j])) == 0)
                return apn__fail(err, APN_USAGE, "", "the year %s stands twice in the schedule",
                                 apn_statement_year(statements[i]));
        }
    }
    return APN_OK;
}

/* Lists the agreement's lines that any of the statements has, in the agreement's order. False when
 * memory is out. */
static bool list_lines(apn__schedule *schedule)
{
    size_t line_count = apn_agreement_line_count(schedule->agreement);
    bool *listed = apn__alloc(line_count, sizeof *listed);
    schedule->rows = apn__alloc(line_count, sizeof *schedule->rows);
    if (listed != NULL && schedule->rows != NULL) {
        for (size_t year = 0; year < schedule->years; year++) {
            const apn_statement *statement = schedule->statements[year];
            for (size_t line = 0; line < apn_statement_line_count(statement); line++)
                listed[apn_statement_line(statement, line).agreement_line] = true;
        }
        for (size_t line = 0; line < line_count; line++) {
            if (listed[line])
                schedule->rows[schedule->row_count++] = line;
        }
    }
    apn__free(listed);
    return listed != NULL && schedule->rows != NULL;
}

static bool list_parties(apn__schedule *schedule)
{
    size_t party_count = apn_agreement_party_count(schedule->agreement);
    schedule->rows = apn__alloc(party_count, sizeof *schedule->rows);
    if (schedule->rows == NULL)
        return false;
    for (size_t party = 0; party < party_count; party++)
        schedule->rows[schedule->row_count++] = party;
    return true;
}

static bool has_together(const apn__schedule *schedule)
{
    return schedule->by_line &&
           apn_agreement_describe(schedule->agreement).level == APN_LEVEL_TOTAL;
}

static apn_status make_room(apn__schedule *schedule, apn_error *err)
{
    size_t cells = apn__multiply_sizes(schedule->row_count, schedule->years);
    if (cells > APN__LIMIT_CELLS)
        return apn__fail(
            err, APN_LIMIT, "",
            "%zu rows by %zu years are more than the %u cells that a schedule may have",
            schedule->row_count, schedule->years, APN__LIMIT_CELLS);
    schedule->cells = apn__alloc(cells, sizeof *schedule->cells);
    schedule->row_totals = apn__alloc(schedule->row_count, sizeof *schedule->row_totals);
    schedule->year_totals = apn__alloc(schedule->years, sizeof *schedule->year_totals);
    schedule->unapportioned = apn__alloc(schedule->years, sizeof *schedule->unapportioned);
    if (has_together(schedule))
        schedule->together = apn__alloc(schedule->years, sizeof *schedule->together);
    if (schedule->cells == NULL || schedule->row_totals == NULL || schedule->year_totals == NULL ||
        schedule->unapportioned == NULL || (has_together(schedule) && schedule->together == NULL))
        return apn__fail_memory(err);
    return APN_OK;
}

/* The statement's lines are in the agreement's order, and so are the rows: one walk finds them all.
 */
static void fill_year_of_lines(apn__schedule *schedule, size_t year)
{
    const apn_statement *statement = schedule->statements[year];
    size_t row = 0;
    for (size_t line = 0; line < apn_statement_line_count(statement); line++) {
        apn_cell cell = apn_statement_cell(statement, line, schedule->party);
        while (schedule->rows[row] != apn_statement_line(statement, line).agreement_line)
            row++;
        schedule->cells[row * schedule->years + year] =
            (apn__schedule_cell){true, cell.status, cell.reason, cell.has_amount != 0, cell.amount};
    }
    if (schedule->together != NULL)
        schedule->together[year] = apn_statement_party_together(statement, schedule->party);
    schedule->year_totals[year] = apn_statement_party_total(statement, schedule->party);
}

static void fill_year_of_parties(apn__schedule *schedule, size_t year)
{
    const apn_statement *statement = schedule->statements[year];
    for (size_t row = 0; row < schedule->row_count; row++)
        schedule->cells[row * schedule->years + year] =
            (apn__schedule_cell){true, APN_CELL_SHARED, "", true,
                                 apn_statement_party_total(statement, schedule->rows[row])};
    schedule->year_totals[year] = apn_statement_total(statement);
    schedule->unapportioned[year] = apn_statement_unapportioned(statement);
}

static void fill(apn__schedule *schedule)
{
    for (size_t cell = 0; cell < schedule->row_count * schedule->years; cell++)
        schedule->cells[cell] = (apn__schedule_cell){.reason = "", .amount = nil(schedule)};
    schedule->total_together = nil(schedule);
    for (size_t year = 0; year < schedule->years; year++) {
        schedule->unapportioned[year] = nil(schedule);
        if (schedule->by_line)
            fill_year_of_lines(schedule, year);
        else
            fill_year_of_parties(schedule, year);
    }
}

/* The sum of `count` amounts. False when it has more than 38 digits. */
static bool add_amounts(const apn__schedule *schedule, const apn_decimal *amounts, size_t count,
                        apn_decimal *out)
{
    apn__sum sum;
    bool fits;
    apn__sum_begin(&sum);
    for (size_t i = 0; i < count; i++)
        apn__sum_add(&sum, amounts[i]);
    fits = apn__sum_take(&sum, nil(schedule).scale, out);
    apn__sum_end(&sum);
    return fits;
}

static bool add_row(const apn__schedule *schedule, size_t row, apn_decimal *out)
{
    apn__sum sum;
    bool fits;
    apn__sum_begin(&sum);
    for (size_t year = 0; year < schedule->years; year++)
        apn__sum_add(&sum, schedule->cells[row * schedule->years + year].amount);
    fits = apn__sum_take(&sum, nil(schedule).scale, out);
    apn__sum_end(&sum);
    return fits;
}

static bool add_up(apn__schedule *schedule)
{
    bool fits = add_amounts(schedule, schedule->year_totals, schedule->years, &schedule->total) &&
                add_amounts(schedule, schedule->unapportioned, schedule->years,
                            &schedule->total_unapportioned);
    if (schedule->together != NULL)
        fits = fits && add_amounts(schedule, schedule->together, schedule->years,
                                   &schedule->total_together);
    for (size_t row = 0; row < schedule->row_count && fits; row++)
        fits = add_row(schedule, row, &schedule->row_totals[row]);
    return fits;
}

/* Every year's rows make the statement's total, and the rows' totals make the years'. */
static bool adds_up(const apn__schedule *schedule)
{
    apn__sum sum;
    bool proven = true;
    for (size_t year = 0; year < schedule->years && proven; year++) {
        apn__sum_begin(&sum);
        for (size_t row = 0; row < schedule->row_count; row++)
            apn__sum_add(&sum, schedule->cells[row * schedule->years + year].amount);
        apn__sum_add(&sum, schedule->unapportioned[year]);
        if (schedule->together != NULL)
            apn__sum_add(&sum, schedule->together[year]);
        proven = apn__sum_is(&sum, schedule->year_totals[year]);
        apn__sum_end(&sum);
    }
    apn__sum_begin(&sum);
    for (size_t row = 0; row < schedule->row_count; row++)
        apn__sum_add(&sum, schedule->row_totals[row]);
    apn__sum_add(&sum, schedule->total_unapportioned);
    apn__sum_add(&sum, schedule->total_together);
    proven = proven && apn__sum_is(&sum, schedule->total);
    apn__sum_end(&sum);
    return proven;
}

apn_status apn__schedule_make(const apn_statement *const *statements, size_t count,
                              const char *party, apn__schedule *out, apn_error *err)
{
    apn_status status = check_statements(statements, count, err);
    *out = (apn__schedule){.statements = statements, .years = count, .by_line = party != NULL};
    if (status != APN_OK)
        return status;
    out->agreement = apn_statement_agreement(statements[0]);
    if (party != NULL)
        status = apn_agreement_find_party(out->agreement, party, &out->party, err);
    if (status != APN_OK)
        return status;
    if (!(out->by_line ? list_lines(out) : list_parties(out)))
        return apn__fail_memory(err);
    status = make_room(out, err);
    if (status != APN_OK)
        return status;
    fill(out);
    if (!add_up(out))
        return apn__fail(
            err, APN_LIMIT, "",
            "the years add up to more than %d digits, the most that an amount may have",
            APN_DECIMAL_DIGITS);
    if (!adds_up(out))
        return apn__fail(
            err, APN_INTERNAL, "",
            "the schedule does not add up: this is a fault in the library, and no schedule is "
            "returned");
    return apn__schedule_discount(out, err);
}

void apn__schedule_end(apn__schedule *schedule)
{
    apn__free(schedule->rows);
    apn__free(schedule->cells);
    apn__free(schedule->row_totals);
    apn__free(schedule->year_totals);
    apn__free(schedule->unapportioned);
    apn__free(schedule->together);
    apn__free(schedule->present);
    *schedule = (apn__schedule){0};
}

const char *apn__schedule_status(const apn__schedule_cell *cell)
{
    return cell->listed ? apn_cell_status_word(cell->status) : "no-figure";
}

const char *apn__schedule_exclusion(const apn__schedule *schedule, size_t row)
{
    const apn__schedule_cell *cells = &schedule->cells[row * schedule->years];
    for (size_t year = 0; year < schedule->years; year++) {
        if (cells[year].listed && cells[year].status == APN_CELL_EXCLUDED)
            return cells[year].reason;
    }
    return NULL;
}
