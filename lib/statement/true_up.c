/* true_up.c: an outturn against the budget of the same year: the outturn statement minus the budget
 * statement, line by line and party by party. Both are statements that were proven, so the columns
 * make their totals. A line whose outturn is not known yet is in neither, and is named. */
#include "true_up.h"

#include "section.h"

static bool has_budget(const apn_statement *statement)
{
    const apn_agreement *agreement = statement->agreement;
    for (size_t i = 0; i < agreement->line_count; i++)
        if (apn__figures_find(&agreement->lines[i].measures[APN_BUDGET], statement->year) != NULL)
            return true;
    return false;
}

apn_status apn__statement_true_up(const apn__evaluation *evaluation, apn_statement *statement,
                                  apn_error *err)
{
    apn_error fault = {0};
    if (statement->measure != APN_OUTTURN || !has_budget(statement))
        return APN_OK;
    apn__report_lopsided(evaluation, APN__UNDERSPEND_UNSAID, statement->year);
    if (!apn__year_has_both(statement->agreement, statement->year))
        return APN_OK;
    apn_status status =
        apn__statement_make_compared(statement, statement->year_text, &statement->budgeted, &fault);
    if (apn_status_blame(status) != APN_BLAME_INPUT) {
        if (status != APN_OK && err != NULL)
            *err = fault;
        return status;
    }
    apn__findings_add(evaluation->findings, APN_WARNING, status, (apn__place){"", 0, 0},
                      "cost_lines",
                      "the outturn of %s is not compared with its budget, which cannot be worked "
                      "out: %s",
                      statement->year_text, fault.message);
    return APN_OK;
}

size_t apn__statement_place(const apn_statement *statement, size_t line)
{
    size_t low = 0, high = statement->line_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (statement->lines[middle].line < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low < statement->line_count && statement->lines[low].line == line ? low : SIZE_MAX;
}

bool apn__statement_amount(const apn_statement *statement, size_t line, size_t party,
                           apn_decimal *amount)
{
    size_t place = apn__statement_place(statement, line);
    *amount = (apn_decimal){.scale = statement->agreement->info.unit.scale};
    if (place == SIZE_MAX)
        return false;
    apn_cell cell = apn_statement_cell(statement, place, party);
    if (cell.has_amount)
        *amount = cell.amount;
    return cell.has_amount;
}

bool apn__difference(const apn_statement *statement, apn_decimal from, apn_decimal what,
                     apn_decimal *out)
{
    apn__sum sum;
    apn__sum_begin(&sum);
    apn__sum_add(&sum, from);
    apn__sum_subtract(&sum, what);
    bool fits = apn__sum_take(&sum, statement->agreement->info.unit.scale, out);
    apn__sum_end(&sum);
    return fits;
}

static apn_status fail_digits(const apn_statement *statement, apn_error *err)
{
    return apn__fail(err, APN_LIMIT, "true_up",
                     "an outturn of %s less its budget has more than %d digits",
                     statement->year_text, APN_DECIMAL_DIGITS);
}

/* Where in a row the budget, the outturn and their difference stand. */
static bool fill(apn__section *section, const apn_statement *statement, size_t row, size_t column,
                 apn_decimal budget, apn_decimal outturn)
{
    apn_decimal difference;
    if (!apn__difference(statement, outturn, budget, &difference))
        return false;
    apn__section_amount(section, row, column, budget);
    apn__section_amount(section, row, column + 1, outturn);
    apn__section_amount(section, row, column + 2, difference);
    return true;
}

/* A part of the total that is no party's amount on a line. */
typedef apn_decimal part_of(const apn_statement *statement, size_t index);

static apn_decimal line_unapportioned(const apn_statement *statement, size_t line)
{
    size_t place = apn__statement_place(statement, line);
    return place == SIZE_MAX ? (apn_decimal){0}
                             : apn_split_unapportioned(statement->lines[place].split);
}

static apn_decimal together(const apn_statement *statement, size_t party)
{
    return statement->together[party];
}

/* One row of the lines' table; its text cells are the caller's. `section` is NULL while rows are
 * counted. */
typedef struct rows {
    const apn_statement *outturn;
    apn__section *section;
    size_t count;
    bool fits;
} rows;

static size_t add_row(rows *work, apn_decimal budget, apn_decimal outturn)
{
    if (work->section != NULL)
        work->fits =
            fill(work->section, work->outturn, work->count, 2, budget, outturn) && work->fits;
    return work->count++;
}

static void name_line(const rows *work, size_t row, size_t line)
{
    const apn_line_info *info = &work->outturn->agreement->lines[line].info;
    if (work->section != NULL)
        apn__section_text(work->section, row, 0, info->id, info->title);
}

static void name_party(const rows *work, size_t row, size_t party)
{
    if (work->section != NULL)
        apn__section_party(work->section, work->outturn->agreement, row, 1, party);
}

/* What stands beside the parties' amounts on a line, where it is anything. */
static void add_part(rows *work, part_of *part, size_t index, bool is_line)
{
    apn_decimal budget = part(work->outturn->budgeted, index), outturn = part(work->outturn, index);
    if (budget.sign == 0 && outturn.sign == 0)
        return;
    size_t row = add_row(work, budget, outturn);
    if (is_line)
        name_line(work, row, index);
    else
        name_party(work, row, index);
}

static bool lacks_outturn(const apn_statement *statement, size_t line)
{
    const apn__figures *measures = statement->agreement->lines[line].measures;
    return apn__figures_find(&measures[APN_BUDGET], statement->year) != NULL &&
           apn__figures_find(&measures[APN_OUTTURN], statement->year) == NULL;
}

/* Whether any line of the agreement lacks its outturn. */
static bool any_lacks_outturn(const apn_statement *statement)
{
    for (size_t line = 0; line < statement->agreement->line_count; line++)
        if (lacks_outturn(statement, line))
            return true;
    return false;
}

/* A line whose outturn is not known has a row without amounts. */
static void add_absent(rows *work, size_t line)
{
    name_line(work, work->count, line);
    if (work->section != NULL)
        apn__section_text(work->section, work->count, 5, "no-outturn", "no outturn");
    work->count++;
}

static void walk(rows *work)
{
    const apn_agreement *agreement = work->outturn->agreement;
    for (size_t line = 0; line < agreement->line_count; line++) {
        if (lacks_outturn(work->outturn, line)) {
            add_absent(work, line);
            continue;
        }
        for (size_t party = 0; party < agreement->party_count; party++) {
            apn_decimal budget, outturn;
            bool has = apn__statement_amount(work->outturn->budgeted, line, party, &budget);
            has = apn__statement_amount(work->outturn, line, party, &outturn) || has;
            if (!has)
                continue;
            size_t row = add_row(work, budget, outturn);
            name_line(work, row, line);
            name_party(work, row, party);
        }
        add_part(work, line_unapportioned, line, true);
    }
    for (size_t party = 0; party < agreement->party_count; party++)
        add_part(work, together, party, false);
}

/* The columns' totals are the two statements', and the third is the second less the first. */
static apn_status close_section(apn__section *section, const apn_statement *statement,
                                size_t column, apn_error *err)
{
    apn_decimal difference;
    apn_status status = apn__section_close(section, statement, err);
    if (status != APN_OK)
        return status;
    if (!apn__difference(statement, statement->total, statement->budgeted->total, &difference))
        return fail_digits(statement, err);
    if (apn_decimal_compare(section->totals[column], statement->budgeted->total) == 0 &&
        apn_decimal_compare(section->totals[column + 1], statement->total) == 0 &&
        apn_decimal_compare(section->totals[column + 2], difference) == 0)
        return APN_OK;
    return apn__fail(err, APN_INTERNAL, "",
                     "the true-up of %s does not add up: this is a fault in the library, and no "
                     "statement is returned",
                     statement->year_text);
}

static const char rule[] = "Outturn less budget; below zero is an underspend.";

static apn_status tell_lines(apn_statement *statement, apn_error *err)
{
    static const apn_section_column columns[] = {{"line", "Line", APN_COLUMN_TEXT, 0},
                                                 {"party", "Party", APN_COLUMN_TEXT, 0},
                                                 {"budget", "Budget", APN_COLUMN_AMOUNT, 1},
                                                 {"outturn", "Outturn", APN_COLUMN_AMOUNT, 1},
                                                 {"difference", "Difference", APN_COLUMN_AMOUNT, 1},
                                                 {"remark", "Remark", APN_COLUMN_TEXT, 0}};
    rows work = {.outturn = statement, .fits = true};
    walk(&work);
    const apn_section_info info = {"true_up_lines", "True-up by line", rule, work.count,
                                   any_lacks_outturn(statement) ? 6 : 5};
    work.section = apn__section_add(statement, &info, columns);
    if (work.section == NULL)
        return apn__fail_memory(err);
    work.count = 0;
    walk(&work);
    return work.fits ? close_section(work.section, statement, 2, err) : fail_digits(statement, err);
}

static apn_status tell_parties(apn_statement *statement, apn_error *err)
{
    static const apn_section_column columns[] = {
        {"party", "Party", APN_COLUMN_TEXT, 0},
        {"budget", "Budget", APN_COLUMN_AMOUNT, 1},
        {"outturn", "Outturn", APN_COLUMN_AMOUNT, 1},
        {"difference", "Difference", APN_COLUMN_AMOUNT, 1}};
    const apn_statement *budgeted = statement->budgeted;
    size_t parties = statement->agreement->party_count;
    bool loose = budgeted->unapportioned.sign != 0 || statement->unapportioned.sign != 0,
         fits = true;
    const apn_section_info info = {"true_up", "True-up", rule, parties + loose,
                                   sizeof columns / sizeof *columns};
    apn__section *section = apn__section_add(statement, &info, columns);
    if (section == NULL)
        return apn__fail_memory(err);
    for (size_t party = 0; party < parties; party++) {
        apn__section_party(section, statement->agreement, party, 0, party);
        fits = fill(section, statement, party, 1, budgeted->party_totals[party],
                    statement->party_totals[party]) &&
               fits;
    }
    if (loose) {
        apn__section_text(section, parties, 0, "", "Unapportioned");
        fits = fill(section, statement, parties, 1, budgeted->unapportioned,
                    statement->unapportioned) &&
               fits;
    }
    return fits ? close_section(section, statement, 1, err) : fail_digits(statement, err);
}

apn_status apn__section_true_up(const apn__evaluation *evaluation, apn_statement *statement,
                                apn_error *err)
{
    (void)evaluation;
    if (statement->budgeted == NULL)
        return APN_OK;
    apn_status status = tell_parties(statement, err);
    return status == APN_OK ? tell_lines(statement, err) : status;
}
