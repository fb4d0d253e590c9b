/* Reports as JSON: docs/statement.md lists the keys. All figures are strings; places in a text are
 * numbers. */
#include "format.h"
#include "json_writer.h"

#include <stdio.h>

/* A list of findings. A statement leaves the file's name out: the same agreement under another name
 * is the same statement. */
void apn__json_findings(apn__json *json, const apn_findings *findings, bool with_file)
{
    const apn_finding *finding;
    apn__json_open(json, "findings", '[');
    for (size_t i = 0; (finding = apn_findings_at(findings, i)) != NULL; i++) {
        apn__json_open(json, NULL, '{');
        apn__json_text(json, "severity", apn_severity_word(finding->severity));
        apn__json_text(json, "code", apn_status_word(finding->code));
        apn__json_text(json, "where", finding->where);
        if (with_file)
            apn__json_text(json, "file", finding->file);
        apn__json_place(json, "line", finding->line);
        apn__json_place(json, "column", finding->column);
        apn__json_text(json, "message", finding->message);
        if (finding->footing != NULL) {
            apn__json_text(json, "table", finding->footing->table);
            apn__json_text(json, "what", finding->footing->what);
            apn__json_text(json, "id", finding->footing->id);
            apn__json_text(json, "difference", finding->footing->difference);
            apn__json_text(json, "diagnosis", finding->footing->diagnosis);
            apn__json_open(json, "candidates", '[');
            for (size_t c = 0; c < finding->footing->candidates_count; c++) {
                apn__json_open(json, NULL, '{');
                apn__json_text(json, "entry", finding->footing->candidates[c].entry);
                apn__json_text(json, "value", finding->footing->candidates[c].value);
                apn__json_close(json, '}');
            }
            apn__json_close(json, ']');
        }
        apn__json_close(json, '}');
    }
    apn__json_close(json, ']');
}

/* A key only where a bound was reached. */
static void write_bound(apn__json *json, apn_bound_reached bound)
{
    const char *word = apn__bound_word(bound);
    if (word != NULL)
        apn__json_text(json, "bound", word);
}

static void write_residual(apn__json *json, const apn_statement *statement, size_t line)
{
    size_t party = 0;
    apn_residual_to to = apn__line_residual(statement, line, &party);
    if (to == APN_TO_PARTY)
        apn__json_text(json, "residual_to",
                       apn_agreement_party(apn_statement_agreement(statement), party).id);
    else if (to == APN_TO_LARGEST)
        apn__json_text(json, "residual_to", "largest");
}

/* A length in days or months, under that word. */
static void write_length(apn__json *json, const apn_statement *statement, unsigned length)
{
    char text[16];
    (void)snprintf(text, sizeof text, "%u", length);
    apn__json_text(json, apn_agreement_describe(apn_statement_agreement(statement)).proration,
                   text);
}

/* The pieces of a line that dates cut, as one party stands in them: from these its share of the
 * line can be worked out again. */
static void write_pieces(apn__json *json, const apn_statement *statement, size_t line, size_t party)
{
    apn__json_open(json, "pieces", '[');
    for (size_t i = 0; i < apn_statement_line(statement, line).pieces; i++) {
        apn_piece piece = apn_statement_piece(statement, line, i);
        apn_piece_cell cell = apn_statement_piece_cell(statement, line, i, party);
        apn__json_open(json, NULL, '{');
        apn__json_text(json, "from", piece.from);
        apn__json_text(json, "to", piece.to);
        write_length(json, statement, piece.length);
        apn__json_text(json, "basis", piece.basis);
        apn__json_text(json, "status", apn_cell_status_word(cell.status));
        if (cell.status == APN_CELL_EXCLUDED)
            apn__json_text(json, "reason", cell.reason);
        if (cell.status == APN_CELL_SHARED || cell.status == APN_CELL_DIRECT)
            apn__json_text(json, "share",
                           apn__page_piece_share(json->page, statement, line, i, party));
        apn__json_close(json, '}');
    }
    apn__json_close(json, ']');
}

static void write_cell(apn__json *json, const apn_statement *statement, size_t line, size_t party)
{
    const apn_split *split = apn_statement_split(statement, line);
    apn_cell cell = apn_statement_cell(statement, line, party);
    size_t member = apn_statement_member(statement, line, party);
    apn__json_open(json, NULL, '{');
    apn__json_text(json, "party",
                   apn_agreement_party(apn_statement_agreement(statement), party).id);
    apn__json_text(json, "status", apn_cell_status_word(cell.status));
    if (cell.status == APN_CELL_EXCLUDED)
        apn__json_text(json, "reason", cell.reason);
    if (member != SIZE_MAX) {
        apn__json_text(json, "share", apn__page_exact(json->page, apn_split_share, split, member));
        apn__json_text(json, "quota", apn__page_exact(json->page, apn_split_quota, split, member));
        if (cell.has_amount) {
            apn__json_amount(json, "amount", cell.amount);
            apn__json_text(json, "moved",
                           apn__page_exact(json->page, apn_split_moved, split, member));
        }
        write_bound(json, apn_split_bound(split, member));
        if (apn_statement_line(statement, line).pieces > 1)
            write_pieces(json, statement, line, party);
    }
    apn__json_close(json, '}');
}

static void write_lines(apn__json *json, const apn_statement *statement)
{
    size_t parties = apn_agreement_party_count(apn_statement_agreement(statement));
    apn__json_open(json, "lines", '[');
    for (size_t line = 0; line < apn_statement_line_count(statement); line++) {
        apn_statement_line_info info = apn_statement_line(statement, line);
        apn__json_open(json, NULL, '{');
        apn__json_text(json, "id", info.line.id);
        apn__json_text(json, "basis", info.basis);
        apn__json_text(json, "method", apn__rounding_word(&info));
        write_residual(json, statement, line);
        apn__json_amount(json, "total", info.total);
        if (info.pieces > 1)
            write_length(json, statement, info.length);
        apn__json_open(json, "cells", '[');
        for (size_t party = 0; party < parties; party++)
            write_cell(json, statement, line, party);
        apn__json_close(json, ']');
        apn__json_close(json, '}');
    }
    apn__json_close(json, ']');
}

static void write_party_totals(apn__json *json, const apn_statement *statement)
{
    const apn_agreement *agreement = apn_statement_agreement(statement);
    bool together = apn__has_together(statement);
    apn__json_open(json, "parties", '[');
    for (size_t party = 0; party < apn_agreement_party_count(agreement); party++) {
        apn__json_open(json, NULL, '{');
        apn__json_text(json, "party", apn_agreement_party(agreement, party).id);
        apn__json_amount(json, "amount", apn_statement_party_total(statement, party));
        if (together) {
            apn__json_amount(json, "together", apn_statement_party_together(statement, party));
            apn__json_text(json, "quota", apn__page_together(json->page, statement, party));
        }
        apn__json_amount(json, "credit", apn_statement_party_credit(statement, party));
        apn__json_amount(json, "due", apn_statement_party_due(statement, party));
        apn__json_close(json, '}');
    }
    apn__json_close(json, ']');
}

/* Only where the agreement names a payee, or is paid in instalments. */
static void write_charging(apn__json *json, const apn_statement *statement)
{
    const apn_agreement *agreement = apn_statement_agreement(statement);
    size_t payee = apn_agreement_payee(agreement),
           count = apn_statement_instalment_count(statement);
    if (payee != SIZE_MAX)
        apn__json_text(json, "payee", apn_agreement_party(agreement, payee).id);
    if (count == 0)
        return;
    apn__json_open(json, "instalments", '[');
    for (size_t i = 0; i < count; i++) {
        apn__json_open(json, NULL, '{');
        apn__json_text(json, "due", apn_statement_instalment_due(statement, i));
        apn__json_open(json, "parties", '[');
        for (size_t party = 0; party < apn_agreement_party_count(agreement); party++) {
            apn__json_open(json, NULL, '{');
            apn__json_text(json, "party", apn_agreement_party(agreement, party).id);
            apn__json_amount(json, "amount", apn_statement_instalment(statement, i, party));
            apn__json_close(json, '}');
        }
        apn__json_close(json, ']');
        apn__json_amount(json, "total", apn_statement_instalment_total(statement, i));
        apn__json_close(json, '}');
    }
    apn__json_close(json, ']');
}

static void write_line_tie(apn__json *json, const apn_statement *statement, size_t line,
                           apn_tie tie)
{
    apn__json_open(json, NULL, '{');
    apn__json_text(json, "line", apn_statement_line(statement, line).line.id);
    apn__json_open(json, "parties", '[');
    for (size_t i = 0; i < tie.parties_count; i++)
        apn__json_text(json, NULL, apn__member_id(statement, line, tie.parties[i]));
    apn__json_close(json, ']');
    apn__json_amount(json, "units", tie.units);
    apn__json_open(json, "given", '[');
    for (size_t i = 0; i < tie.given_count; i++)
        apn__json_text(json, NULL, apn__member_id(statement, line, tie.given[i]));
    apn__json_close(json, ']');
    apn__json_close(json, '}');
}

/* A tie of the parties' totals, which are of no one line. */
static void write_together_tie(apn__json *json, const apn_statement *statement)
{
    const apn_agreement *agreement = apn_statement_agreement(statement);
    apn_tie tie = apn_statement_together_tie(statement);
    if (tie.parties_count == 0)
        return;
    apn__json_open(json, NULL, '{');
    apn__json_null(json, "line");
    apn__json_open(json, "parties", '[');
    for (size_t i = 0; i < tie.parties_count; i++)
        apn__json_text(json, NULL, apn_agreement_party(agreement, tie.parties[i]).id);
    apn__json_close(json, ']');
    apn__json_amount(json, "units", tie.units);
    apn__json_open(json, "given", '[');
    for (size_t i = 0; i < tie.given_count; i++)
        apn__json_text(json, NULL, apn_agreement_party(agreement, tie.given[i]).id);
    apn__json_close(json, ']');
    apn__json_close(json, '}');
}

static void write_ties(apn__json *json, const apn_statement *statement)
{
    apn__json_open(json, "ties", '[');
    for (size_t line = 0; line < apn_statement_line_count(statement); line++) {
        const apn_split *split = apn_statement_split(statement, line);
        for (size_t i = 0; i < apn_split_tie_count(split); i++)
            write_line_tie(json, statement, line, apn_split_tie_at(split, i));
    }
    write_together_tie(json, statement);
    apn__json_close(json, ']');
}

/* Only where the agreement has versions in the year. */
static void write_versions(apn__json *json, const apn_statement *statement)
{
    size_t count = apn_statement_version_count(statement);
    if (count == 0)
        return;
    apn__json_open(json, "versions", '[');
    for (size_t i = 0; i < count; i++) {
        apn_version_days version = apn_statement_version(statement, i);
        apn__json_open(json, NULL, '{');
        apn__json_text(json, "id", version.id);
        apn__json_text(json, "ref", version.ref);
        apn__json_text(json, "from", version.from);
        apn__json_text(json, "to", version.to);
        apn__json_close(json, '}');
    }
    apn__json_close(json, ']');
}

static void write_statement(apn__page *page, const apn_printed *printed)
{
    const apn_statement *statement = printed->statement;
    apn_agreement_info info = apn_agreement_describe(apn_statement_agreement(statement));
    apn__json json = {.page = page};
    apn__json_open(&json, NULL, '{');
    apn__json_text(&json, "format", "apportion-statement/1");
    apn__json_text(&json, "agreement", info.id);
    apn__json_text(&json, "year", apn_statement_year(statement));
    if (!apn__is_april_year(&info)) {
        apn__json_text(&json, "from", apn_statement_from(statement));
        apn__json_text(&json, "to", apn_statement_to(statement));
    }
    apn__json_text(&json, "measure", apn_measure_word(apn_statement_measure(statement)));
    if (apn_statement_known(statement) != APN_FIGURES_UNSAID)
        apn__json_text(&json, "known", apn_figures_status_word(apn_statement_known(statement)));
    apn__json_text(&json, "currency", info.currency);
    apn__json_amount(&json, "unit", info.unit);
    apn__json_text(&json, "level", apn_level_word(info.level));
    write_versions(&json, statement);
    write_lines(&json, statement);
    write_party_totals(&json, statement);
    apn__json_amount(&json, "total", apn_statement_total(statement));
    apn__json_amount(&json, "unapportioned", apn_statement_unapportioned(statement));
    write_charging(&json, statement);
    apn__json_write_sections(&json, statement);
    write_ties(&json, statement);
    apn__json_findings(&json, apn_statement_findings(statement), false);
    apn__json_write_origin(&json, apn_statement_agreement(statement));
    apn__json_close(&json, '}');
    apn__json_end(&json);
}

/* Only where the agreement discounts. `row`: a row, then what is besides the rows, then the total.
 */
static void write_present(apn__json *json, const apn__schedule *schedule, size_t row)
{
    if (schedule->present == NULL)
        return;
    if (schedule->present[row].has)
        apn__json_amount(json, "present_value", schedule->present[row].amount);
    else
        apn__json_null(json, "present_value");
}

/* {"amounts": […], "total": …} for figures that stand side by side by year. */
static void write_years(apn__json *json, const char *key, const apn__schedule *schedule,
                        const apn_decimal *amounts, apn_decimal total)
{
    size_t row = schedule->row_count + (amounts == schedule->year_totals);
    apn__json_open(json, key, '{');
    apn__json_open(json, "amounts", '[');
    for (size_t year = 0; year < schedule->years; year++)
        apn__json_amount(json, NULL, amounts[year]);
    apn__json_close(json, ']');
    apn__json_amount(json, "total", total);
    write_present(json, schedule, row);
    apn__json_close(json, '}');
}

/* Why some years of a row have no amount. */
static void write_gaps(apn__json *json, const apn__schedule *schedule,
                       const apn__schedule_cell *cells)
{
    apn__json_open(json, "without_amount", '[');
    for (size_t year = 0; year < schedule->years; year++) {
        if (cells[year].has_amount)
            continue;
        apn__json_open(json, NULL, '{');
        apn__json_text(json, "year", apn_statement_year(schedule->statements[year]));
        apn__json_text(json, "status", apn__schedule_status(&cells[year]));
        if (cells[year].listed && cells[year].status == APN_CELL_EXCLUDED)
            apn__json_text(json, "reason", cells[year].reason);
        apn__json_close(json, '}');
    }
    apn__json_close(json, ']');
}

static void write_schedule_row(apn__json *json, const apn__schedule *schedule, size_t row)
{
    const apn__schedule_cell *cells = &schedule->cells[row * schedule->years];
    apn__json_open(json, NULL, '{');
    if (schedule->by_line)
        apn__json_text(json, "line",
                       apn_agreement_line(schedule->agreement, schedule->rows[row]).id);
    else
        apn__json_text(json, "party",
                       apn_agreement_party(schedule->agreement, schedule->rows[row]).id);
    apn__json_open(json, "amounts", '[');
    for (size_t year = 0; year < schedule->years; year++) {
        if (cells[year].has_amount)
            apn__json_amount(json, NULL, cells[year].amount);
        else
            apn__json_null(json, NULL);
    }
    apn__json_close(json, ']');
    apn__json_amount(json, "total", schedule->row_totals[row]);
    write_present(json, schedule, row);
    if (schedule->by_line)
        write_gaps(json, schedule, cells);
    apn__json_close(json, '}');
}

static void write_discount(apn__json *json, const apn__schedule *schedule)
{
    apn_discount_info discount = apn_agreement_discount(schedule->agreement);
    if (schedule->present == NULL)
        return;
    apn__json_open(json, "discount", '{');
    apn__json_text(json, "base_year", discount.base_year);
    apn__json_text(json, "rates", discount.rates);
    if (*discount.prices != '\0')
        apn__json_text(json, "prices", discount.prices);
    apn__json_text(json, "mid_year", discount.mid_year ? "yes" : "no");
    apn__json_close(json, '}');
}

/* When one party pays its budgets. */
static void write_party_instalments(apn__json *json, const apn__schedule *schedule)
{
    if (!schedule->by_line || apn_statement_instalment_count(schedule->statements[0]) == 0)
        return;
    apn__json_open(json, "instalments", '[');
    for (size_t year = 0; year < schedule->years; year++) {
        const apn_statement *statement = schedule->statements[year];
        for (size_t i = 0; i < apn_statement_instalment_count(statement); i++) {
            apn__json_open(json, NULL, '{');
            apn__json_text(json, "year", apn_statement_year(statement));
            apn__json_text(json, "due", apn_statement_instalment_due(statement, i));
            apn__json_amount(json, "amount",
                             apn_statement_instalment(statement, i, schedule->party));
            apn__json_close(json, '}');
        }
    }
    apn__json_close(json, ']');
}

static void write_schedule(apn__page *page, const apn_printed *printed)
{
    const apn__schedule *schedule = &printed->schedule;
    apn_agreement_info info = apn_agreement_describe(schedule->agreement);
    apn__json json = {.page = page};
    apn__json_open(&json, NULL, '{');
    apn__json_text(&json, "format", "apportion-schedule/1");
    apn__json_text(&json, "agreement", info.id);
    apn__json_text(&json, "measure",
                   apn_measure_word(apn_statement_measure(schedule->statements[0])));
    apn__json_text(&json, "currency", info.currency);
    apn__json_amount(&json, "unit", info.unit);
    if (schedule->by_line)
        apn__json_text(&json, "party",
                       apn_agreement_party(schedule->agreement, schedule->party).id);
    apn__json_open(&json, "years", '[');
    for (size_t year = 0; year < schedule->years; year++)
        apn__json_text(&json, NULL, apn_statement_year(schedule->statements[year]));
    apn__json_close(&json, ']');
    write_discount(&json, schedule);
    apn__json_open(&json, schedule->by_line ? "lines" : "parties", '[');
    for (size_t row = 0; row < schedule->row_count; row++)
        write_schedule_row(&json, schedule, row);
    apn__json_close(&json, ']');
    if (schedule->together != NULL)
        write_years(&json, "together", schedule, schedule->together, schedule->total_together);
    if (!schedule->by_line)
        write_years(&json, "unapportioned", schedule, schedule->unapportioned,
                    schedule->total_unapportioned);
    write_years(&json, "totals", schedule, schedule->year_totals, schedule->total);
    write_party_instalments(&json, schedule);
    apn__json_close(&json, '}');
    apn__json_end(&json);
}

static void write_split_party(apn__json *json, const apn_split *split, size_t party,
                              const char *name)
{
    char percent[APN_DECIMAL_TEXT_SIZE];
    (void)apn_split_percent(split, party, 4, percent, sizeof percent);
    apn__json_open(json, NULL, '{');
    apn__json_text(json, "party", name);
    apn__json_text(json, "weight", apn__page_exact(json->page, apn_split_weight, split, party));
    apn__json_text(json, "share", apn__page_exact(json->page, apn_split_share, split, party));
    apn__json_text(json, "percent", percent);
    apn__json_text(json, "quota", apn__page_exact(json->page, apn_split_quota, split, party));
    apn__json_amount(json, "amount", apn_split_amount(split, party));
    apn__json_text(json, "moved", apn__page_exact(json->page, apn_split_moved, split, party));
    write_bound(json, apn_split_bound(split, party));
    apn__json_close(json, '}');
}

static void write_names(apn__json *json, const char *key, const size_t *parties, size_t count,
                        const char *const *names)
{
    apn__json_open(json, key, '[');
    for (size_t i = 0; i < count; i++)
        apn__json_text(json, NULL, names[parties[i]]);
    apn__json_close(json, ']');
}

static void write_split_ties(apn__json *json, const apn_split *split, const char *const *names)
{
    apn__json_open(json, "ties", '[');
    for (size_t i = 0; i < apn_split_tie_count(split); i++) {
        apn_tie tie = apn_split_tie_at(split, i);
        apn__json_open(json, NULL, '{');
        write_names(json, "parties", tie.parties, tie.parties_count, names);
        apn__json_amount(json, "units", tie.units);
        write_names(json, "given", tie.given, tie.given_count, names);
        apn__json_close(json, '}');
    }
    apn__json_close(json, ']');
}

static void write_split(apn__page *page, const apn_split *split, const char *const *names)
{
    apn__json json = {.page = page};
    apn__json_open(&json, NULL, '{');
    apn__json_text(&json, "format", "apportion-split/1");
    apn__json_amount(&json, "total", apn_split_total(split));
    apn__json_amount(&json, "unit", apn_split_unit(split));
    apn__json_text(&json, "method", apn_method_describe(apn_split_method(split))->word);
    apn__json_text(&json, "ties_rule", apn_ties_word(apn_split_ties_rule(split)));
    apn__json_open(&json, "parties", '[');
    for (size_t party = 0; party < apn_split_count(split); party++)
        write_split_party(&json, split, party, names[party]);
    apn__json_close(&json, ']');
    apn__json_amount(&json, "unapportioned", apn_split_unapportioned(split));
    write_split_ties(&json, split, names);
    apn__json_findings(&json, apn_split_findings(split), false);
    apn__json_close(&json, '}');
    apn__json_end(&json);
}

void apn__json_write_finding_list(apn__json *json, const apn_findings *findings)
{
    apn__json_findings(json, findings, false);
}

void apn__json_write_findings(apn__page *page, const apn_findings *findings)
{
    apn__json json = {.page = page};
    apn__json_open(&json, NULL, '{');
    apn__json_text(&json, "format", "apportion-findings/1");
    apn__json_findings(&json, findings, true);
    apn__json_close(&json, '}');
    apn__json_end(&json);
}

const apn__format apn__format_json = {"json",
                                      write_statement,
                                      write_schedule,
                                      write_split,
                                      apn__json_write_table,
                                      apn__json_write_comparisons,
                                      apn__json_write_section};
