/* Reports as CSV: tidy, a header and one row a cell, no rows of totals, so that a sum over a column
 * counts nothing twice. */
#include "csv_writer.h"
#include "format.h"

/* Share, percent, quota, amount, moved and bound. */
#define MEMBER_COLUMNS 6

static void write_bound(apn__csv *csv, apn_bound_reached bound)
{
    const char *word = apn__bound_word(bound);
    apn__csv_text(csv, word == NULL ? "" : word);
}

static void write_percent(apn__csv *csv, const apn_split *split, size_t party)
{
    char percent[APN_DECIMAL_TEXT_SIZE];
    (void)apn_split_percent(split, party, 4, percent, sizeof percent);
    apn__csv_text(csv, percent);
}

static void write_gap(apn__csv *csv, int columns)
{
    for (int column = 0; column < columns; column++)
        apn__csv_text(csv, "");
}

/* Quota, amount and moved; or in thousands the word and the amount, since the others are exact. */
static void write_amount(apn__csv *csv, const apn_printed *printed, size_t line, size_t party)
{
    const apn_split *split = apn_statement_split(printed->statement, line);
    size_t member = apn_statement_member(printed->statement, line, party);
    bool full = printed->in == APN_IN_FULL;
    bool has_amount = apn_statement_cell(printed->statement, line, party).has_amount;
    apn__csv_text(csv, full ? apn__page_exact(csv->page, apn_split_quota, split, member)
                            : apn_print_in_word(printed->in));
    if (has_amount)
        apn__csv_amount(csv, apn_printed_amount(printed, line, party));
    else
        apn__csv_text(csv, "");
    if (full)
        apn__csv_text(csv,
                      has_amount ? apn__page_exact(csv->page, apn_split_moved, split, member) : "");
}

static void write_member(apn__csv *csv, const apn_printed *printed, size_t line, size_t party)
{
    const apn_split *split = apn_statement_split(printed->statement, line);
    size_t member = apn_statement_member(printed->statement, line, party);
    apn__csv_text(csv, apn__page_exact(csv->page, apn_split_share, split, member));
    write_percent(csv, split, member);
    write_amount(csv, printed, line, party);
    write_bound(csv, apn_split_bound(split, member));
}

/* Of each row, for those of instalments: none when there are no such rows. */
static int instalment_columns(const apn_printed *printed)
{
    bool any = apn_statement_instalment_count(printed->statement) > 0;
    return any && printed->in == APN_IN_FULL ? 2 : 0;
}

static void write_cell(apn__csv *csv, const apn_printed *printed, size_t line, size_t party)
{
    const apn_statement *statement = printed->statement;
    apn_statement_line_info info = apn_statement_line(statement, line);
    apn_cell cell = apn_statement_cell(statement, line, party);
    apn__csv_text(csv, apn_statement_year(statement));
    apn__csv_text(csv, apn_measure_word(apn_statement_measure(statement)));
    apn__csv_text(csv, info.line.id);
    apn__csv_text(csv, info.line.title);
    apn__csv_text(csv, info.basis);
    apn__csv_text(csv, apn__rounding_word(&info));
    apn__csv_text(csv, apn_agreement_party(apn_statement_agreement(statement), party).id);
    apn__csv_text(csv, apn_cell_status_word(cell.status));
    apn__csv_text(csv, cell.reason);
    if (apn_statement_member(statement, line, party) != SIZE_MAX)
        write_member(csv, printed, line, party);
    else
        write_gap(csv, printed->in == APN_IN_FULL ? MEMBER_COLUMNS : MEMBER_COLUMNS - 1);
    write_gap(csv, instalment_columns(printed));
    apn__csv_end_row(csv);
}

/* What a party pays on the lines whose cells have no amount; of no one line. */
static void write_together(apn__csv *csv, const apn_printed *printed, size_t party)
{
    const apn_statement *statement = printed->statement;
    bool full = printed->in == APN_IN_FULL;
    apn__csv_text(csv, apn_statement_year(statement));
    apn__csv_text(csv, apn_measure_word(apn_statement_measure(statement)));
    write_gap(csv, 3);
    apn__csv_text(csv, apn_level_word(APN_LEVEL_TOTAL));
    apn__csv_text(csv, apn_agreement_party(apn_statement_agreement(statement), party).id);
    apn__csv_text(csv, apn_level_word(APN_LEVEL_TOTAL));
    write_gap(csv, 3);
    apn__csv_text(csv, full ? "" : apn_print_in_word(printed->in));
    apn__csv_amount(csv, apn_printed_amount(printed, printed->rows - 1, party));
    write_gap(csv, full ? 2 : 1);
    write_gap(csv, instalment_columns(printed));
    apn__csv_end_row(csv);
}

/* What a party pays on a date: the amounts of its lines once more, in a column of their own. */
static void write_instalment(apn__csv *csv, const apn_statement *statement, size_t index,
                             size_t party)
{
    apn__csv_text(csv, apn_statement_year(statement));
    apn__csv_text(csv, apn_measure_word(apn_statement_measure(statement)));
    write_gap(csv, 4);
    apn__csv_text(csv, apn_agreement_party(apn_statement_agreement(statement), party).id);
    apn__csv_text(csv, "instalment");
    write_gap(csv, 1 + MEMBER_COLUMNS);
    apn__csv_text(csv, apn_statement_instalment_due(statement, index));
    apn__csv_amount(csv, apn_statement_instalment(statement, index, party));
    apn__csv_end_row(csv);
}

static void write_statement(apn__page *page, const apn_printed *printed)
{
    static const char *const headers[3][18] = {
        {"year", "measure", "line", "title", "basis", "method", "party", "status", "reason",
         "share", "percent", "quota", "amount", "moved", "bound", NULL},
        {"year", "measure", "line", "title", "basis", "method", "party", "status", "reason",
         "share", "percent", "in", "amount", "bound", NULL},
        {"year", "measure", "line", "title", "basis", "method", "party", "status", "reason",
         "share", "percent", "quota", "amount", "moved", "bound", "due", "instalment", NULL}};
    const apn_statement *statement = printed->statement;
    size_t parties = apn_agreement_party_count(apn_statement_agreement(statement));
    bool due = instalment_columns(printed) > 0;
    apn__csv csv = {.page = page};
    apn__csv_header(&csv, headers[due ? 2 : printed->in != APN_IN_FULL]);
    for (size_t line = 0; line < apn_statement_line_count(statement); line++) {
        for (size_t party = 0; party < parties; party++)
            write_cell(&csv, printed, line, party);
    }
    for (size_t party = 0; party < parties && apn__has_together(statement); party++)
        write_together(&csv, printed, party);
    for (size_t i = 0; due && i < apn_statement_instalment_count(statement); i++)
        for (size_t party = 0; party < parties; party++)
            write_instalment(&csv, statement, i, party);
}

/* The amount, behind the word that says in what it is unless it is in full. */
static void write_figure(apn__csv *csv, const apn_printed *printed, size_t row, size_t year)
{
    if (printed->in != APN_IN_FULL)
        apn__csv_text(csv, apn_print_in_word(printed->in));
    apn__csv_amount(csv, apn_printed_amount(printed, row, year));
}

static void write_line_cell(apn__csv *csv, const apn_printed *printed, size_t row, size_t year)
{
    const apn__schedule *schedule = &printed->schedule;
    const apn__schedule_cell *cell = &schedule->cells[row * schedule->years + year];
    apn_line_info line = apn_agreement_line(schedule->agreement, schedule->rows[row]);
    apn__csv_text(csv, apn_agreement_party(schedule->agreement, schedule->party).id);
    apn__csv_text(csv, line.id);
    apn__csv_text(csv, line.title);
    apn__csv_text(csv, apn_cell_status_word(cell->status));
    if (cell->has_amount)
        write_figure(csv, printed, row, year);
    else
        write_gap(csv, printed->in == APN_IN_FULL ? 1 : 2);
    apn__csv_text(csv, cell->reason);
}

static void write_party_cell(apn__csv *csv, const apn_printed *printed, size_t row, size_t year)
{
    const apn__schedule *schedule = &printed->schedule;
    apn_party_info party = apn_agreement_party(schedule->agreement, schedule->rows[row]);
    apn__csv_text(csv, party.id);
    apn__csv_text(csv, party.name);
    write_figure(csv, printed, row, year);
}

/* For the lines whose cells have no amount. */
static void write_together_cell(apn__csv *csv, const apn_printed *printed, size_t year)
{
    const apn__schedule *schedule = &printed->schedule;
    apn__csv_text(csv, apn_agreement_party(schedule->agreement, schedule->party).id);
    write_gap(csv, 2);
    apn__csv_text(csv, apn_level_word(APN_LEVEL_TOTAL));
    write_figure(csv, printed, schedule->row_count, year);
    apn__csv_text(csv, "");
}

/* One row of a year; row_count is that of lines rounded together. */
static void write_schedule_cell(apn__csv *csv, const apn_printed *printed, size_t row, size_t year)
{
    const apn_statement *statement = printed->schedule.statements[year];
    apn__csv_text(csv, apn_statement_year(statement));
    apn__csv_text(csv, apn_measure_word(apn_statement_measure(statement)));
    if (row == printed->schedule.row_count)
        write_together_cell(csv, printed, year);
    else if (printed->schedule.by_line)
        write_line_cell(csv, printed, row, year);
    else
        write_party_cell(csv, printed, row, year);
    apn__csv_end_row(csv);
}

static void write_schedule(apn__page *page, const apn_printed *printed)
{
    static const char *const headers[2][2][10] = {
        {{"year", "measure", "party", "name", "amount", NULL},
         {"year", "measure", "party", "name", "in", "amount", NULL}},
        {{"year", "measure", "party", "line", "title", "status", "amount", "reason", NULL},
         {"year", "measure", "party", "line", "title", "status", "in", "amount", "reason", NULL}}};
    const apn__schedule *schedule = &printed->schedule;
    apn__csv csv = {.page = page};
    apn__csv_header(&csv, headers[schedule->by_line][printed->in != APN_IN_FULL]);
    for (size_t year = 0; year < schedule->years; year++) {
        for (size_t row = 0; row < schedule->row_count; row++)
            if (schedule->cells[row * schedule->years + year].listed)
                write_schedule_cell(&csv, printed, row, year);
        if (schedule->together != NULL)
            write_schedule_cell(&csv, printed, schedule->row_count, year);
    }
}

static void write_split(apn__page *page, const apn_split *split, const char *const *names)
{
    static const char *const header[] = {"party",  "weight", "share", "percent", "quota",
                                         "amount", "moved",  "bound", NULL};
    apn__csv csv = {.page = page};
    apn__csv_header(&csv, header);
    for (size_t party = 0; party < apn_split_count(split); party++) {
        apn__csv_text(&csv, names[party]);
        apn__csv_text(&csv, apn__page_exact(page, apn_split_weight, split, party));
        apn__csv_text(&csv, apn__page_exact(page, apn_split_share, split, party));
        write_percent(&csv, split, party);
        apn__csv_text(&csv, apn__page_exact(page, apn_split_quota, split, party));
        apn__csv_amount(&csv, apn_split_amount(split, party));
        apn__csv_text(&csv, apn__page_exact(page, apn_split_moved, split, party));
        write_bound(&csv, apn_split_bound(split, party));
        apn__csv_end_row(&csv);
    }
}

const apn__format apn__format_csv = {"csv",
                                     write_statement,
                                     write_schedule,
                                     write_split,
                                     apn__csv_write_table,
                                     apn__csv_write_comparisons,
                                     apn__csv_write_section};
