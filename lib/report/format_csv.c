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

static void write_member(apn__csv *csv, const apn_split *split, size_t member, const apn_cell *cell)
{
    apn__csv_text(csv, apn__page_exact(csv->page, apn_split_share, split, member));
    write_percent(csv, split, member);
    apn__csv_text(csv, apn__page_exact(csv->page, apn_split_quota, split, member));
    if (cell->has_amount) {
        apn__csv_amount(csv, cell->amount);
        apn__csv_text(csv, apn__page_exact(csv->page, apn_split_moved, split, member));
    } else {
        write_gap(csv, 2);
    }
    write_bound(csv, apn_split_bound(split, member));
}

static void write_cell(apn__csv *csv, const apn_statement *statement, size_t line, size_t party)
{
    const apn_split *split = apn_statement_split(statement, line);
    apn_statement_line_info info = apn_statement_line(statement, line);
    apn_cell cell = apn_statement_cell(statement, line, party);
    size_t member = apn_statement_member(statement, line, party);
    apn__csv_text(csv, apn_statement_year(statement));
    apn__csv_text(csv, apn_measure_word(apn_statement_measure(statement)));
    apn__csv_text(csv, info.line.id);
    apn__csv_text(csv, info.line.title);
    apn__csv_text(csv, info.basis);
    apn__csv_text(csv, apn__rounding_word(&info));
    apn__csv_text(csv, apn_agreement_party(apn_statement_agreement(statement), party).id);
    apn__csv_text(csv, apn_cell_status_word(cell.status));
    apn__csv_text(csv, cell.reason);
    if (member != SIZE_MAX)
        write_member(csv, split, member, &cell);
    else
        write_gap(csv, MEMBER_COLUMNS);
    apn__csv_end_row(csv);
}

/* What a party pays on the lines whose cells have no amount; of no one line. */
static void write_together(apn__csv *csv, const apn_statement *statement, size_t party)
{
    apn__csv_text(csv, apn_statement_year(statement));
    apn__csv_text(csv, apn_measure_word(apn_statement_measure(statement)));
    write_gap(csv, 3);
    apn__csv_text(csv, apn_level_word(APN_LEVEL_TOTAL));
    apn__csv_text(csv, apn_agreement_party(apn_statement_agreement(statement), party).id);
    apn__csv_text(csv, apn_level_word(APN_LEVEL_TOTAL));
    write_gap(csv, 4);
    apn__csv_amount(csv, apn_statement_party_together(statement, party));
    write_gap(csv, 2);
    apn__csv_end_row(csv);
}

static void write_statement(apn__page *page, const apn_statement *statement)
{
    static const char *const header[] = {
        "year",   "measure", "line",    "title", "basis",  "method", "party", "status",
        "reason", "share",   "percent", "quota", "amount", "moved",  "bound", NULL};
    size_t parties = apn_agreement_party_count(apn_statement_agreement(statement));
    apn__csv csv = {.page = page};
    apn__csv_header(&csv, header);
    for (size_t line = 0; line < apn_statement_line_count(statement); line++) {
        for (size_t party = 0; party < parties; party++)
            write_cell(&csv, statement, line, party);
    }
    if (!apn__has_together(statement))
        return;
    for (size_t party = 0; party < parties; party++)
        write_together(&csv, statement, party);
}

static void write_line_cell(apn__csv *csv, const apn__schedule *schedule, size_t row,
                            const apn__schedule_cell *cell)
{
    apn_line_info line = apn_agreement_line(schedule->agreement, schedule->rows[row]);
    apn__csv_text(csv, apn_agreement_party(schedule->agreement, schedule->party).id);
    apn__csv_text(csv, line.id);
    apn__csv_text(csv, line.title);
    apn__csv_text(csv, apn_cell_status_word(cell->status));
    if (cell->has_amount)
        apn__csv_amount(csv, cell->amount);
    else
        apn__csv_text(csv, "");
    apn__csv_text(csv, cell->reason);
}

static void write_party_cell(apn__csv *csv, const apn__schedule *schedule, size_t row,
                             const apn__schedule_cell *cell)
{
    apn_party_info party = apn_agreement_party(schedule->agreement, schedule->rows[row]);
    apn__csv_text(csv, party.id);
    apn__csv_text(csv, party.name);
    apn__csv_amount(csv, cell->amount);
}

/* A row for the lines whose cells have no amount. */
static void write_together_year(apn__csv *csv, const apn__schedule *schedule, size_t year)
{
    apn__csv_text(csv, apn_statement_year(schedule->statements[year]));
    apn__csv_text(csv, apn_measure_word(apn_statement_measure(schedule->statements[year])));
    apn__csv_text(csv, apn_agreement_party(schedule->agreement, schedule->party).id);
    write_gap(csv, 2);
    apn__csv_text(csv, apn_level_word(APN_LEVEL_TOTAL));
    apn__csv_amount(csv, schedule->together[year]);
    apn__csv_text(csv, "");
    apn__csv_end_row(csv);
}

static void write_schedule(apn__page *page, const apn__schedule *schedule)
{
    static const char *const by_party[] = {"year", "measure", "party", "name", "amount", NULL};
    static const char *const by_line[] = {"year",   "measure", "party",  "line", "title",
                                          "status", "amount",  "reason", NULL};
    apn__csv csv = {.page = page};
    apn__csv_header(&csv, schedule->by_line ? by_line : by_party);
    for (size_t year = 0; year < schedule->years; year++) {
        for (size_t row = 0; row < schedule->row_count; row++) {
            const apn__schedule_cell *cell = &schedule->cells[row * schedule->years + year];
            if (!cell->listed)
                continue;
            apn__csv_text(&csv, apn_statement_year(schedule->statements[year]));
            apn__csv_text(&csv,
                          apn_measure_word(apn_statement_measure(schedule->statements[year])));
            if (schedule->by_line)
                write_line_cell(&csv, schedule, row, cell);
            else
                write_party_cell(&csv, schedule, row, cell);
            apn__csv_end_row(&csv);
        }
        if (schedule->together != NULL)
            write_together_year(&csv, schedule, year);
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

const apn__format apn__format_csv = {"csv", write_statement, write_schedule, write_split,
                                     apn__csv_write_table};
