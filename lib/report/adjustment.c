/* adjustment.c: an adjustment note as JSON, CSV and Markdown. */
#include "adjustment_report.h"
#include "csv_writer.h"
#include "json_writer.h"
#include "markdown_writer.h"

typedef struct part_of {
    const apn_adjustment *note;
    size_t line, party;
    apn_adjustment_cause cause;
} part_of;

static size_t write_part(const void *of, char *buffer, size_t size)
{
    const part_of *part = of;
    return apn_adjustment_part(part->note, part->line, part->party, part->cause, buffer, size);
}

static apn_adjusted cell_of(const apn_adjustment *note, size_t line, size_t party)
{
    return line == SIZE_MAX ? apn_adjustment_total(note, party)
                            : apn_adjustment_cell(note, line, party);
}

static const char *part_text(apn__page *page, const apn_adjustment *note, size_t line, size_t party,
                             unsigned cause)
{
    const part_of part = {note, line, party, (apn_adjustment_cause)cause};
    return apn__page_exact_text(page, write_part, &part);
}

static bool is_other(apn_decimal a, apn_decimal b)
{
    return apn_decimal_compare(a, b) != 0;
}

/* Whether credits made what was or is due another amount than that of the lines. */
static bool has_credits(const apn_adjustment *note)
{
    for (size_t party = 0; party < apn_adjustment_party_count(note); party++) {
        apn_adjusted due = apn_adjustment_due(note, party), all = apn_adjustment_total(note, party);
        if (is_other(due.before, all.before) || is_other(due.after, all.after))
            return true;
    }
    return false;
}

static void json_amounts(apn__json *json, apn_adjusted cell)
{
    apn__json_amount(json, "before", cell.before);
    apn__json_amount(json, "after", cell.after);
    apn__json_amount(json, "difference", cell.difference);
}

static void json_cell(apn__json *json, const apn_adjustment *note, size_t line, size_t party)
{
    apn_adjusted cell = cell_of(note, line, party);
    const char *word;
    apn__json_open(json, NULL, '{');
    apn__json_text(json, "party", apn_adjustment_party(note, party));
    if (cell.has_amount)
        json_amounts(json, cell);
    if (line == SIZE_MAX) {
        apn__json_open(json, "due", '{');
        json_amounts(json, apn_adjustment_due(note, party));
        apn__json_close(json, '}');
    }
    apn__json_open(json, "causes", '{');
    for (unsigned i = 0; (word = apn_adjustment_cause_word((apn_adjustment_cause)i)) != NULL; i++)
        apn__json_text(json, word, part_text(json->page, note, line, party, i));
    apn__json_close(json, '}');
    apn__json_close(json, '}');
}

static void json_cells(apn__json *json, const char *key, const apn_adjustment *note, size_t line)
{
    apn__json_open(json, key, '[');
    for (size_t party = 0; party < apn_adjustment_party_count(note); party++)
        json_cell(json, note, line, party);
    apn__json_close(json, ']');
}

static void write_json(apn__page *page, const apn_adjustment *note)
{
    const apn_statement *now = apn_adjustment_statement(note);
    apn_agreement_info info = apn_agreement_describe(apn_statement_agreement(now));
    apn__json json = {.page = page};
    apn__json_open(&json, NULL, '{');
    apn__json_text(&json, "format", "apportion-adjustment/1");
    apn__json_text(&json, "agreement", info.id);
    apn__json_text(&json, "year", apn_statement_year(now));
    apn__json_text(&json, "measure", apn_measure_word(apn_statement_measure(now)));
    apn__json_text(&json, "issued_measure", apn_adjustment_issued_measure(note));
    apn__json_text(&json, "issued_digest", apn_adjustment_issued_digest(note));
    apn__json_text(&json, "currency", info.currency);
    apn__json_open(&json, "lines", '[');
    for (size_t line = 0; line < apn_adjustment_line_count(note); line++) {
        apn__json_open(&json, NULL, '{');
        apn__json_text(&json, "id", apn_adjustment_line(note, line));
        apn__json_truth(&json, "merged", apn_adjustment_is_merged(note, line));
        json_cells(&json, "cells", note, line);
        apn__json_close(&json, '}');
    }
    apn__json_close(&json, ']');
    json_cells(&json, "parties", note, SIZE_MAX);
    apn__json_close(&json, '}');
    apn__json_end(&json);
}

/* Three amounts, or three empty fields. */
static void csv_amounts(apn__csv *csv, apn_adjusted cell)
{
    const apn_decimal amounts[] = {cell.before, cell.after, cell.difference};
    for (size_t i = 0; i < 3; i++) {
        if (cell.has_amount)
            apn__csv_amount(csv, amounts[i]);
        else
            apn__csv_text(csv, "");
    }
}

static void csv_row(apn__csv *csv, const apn_adjustment *note, size_t line, size_t party)
{
    bool total = line == SIZE_MAX;
    apn__csv_text(csv, total ? "" : apn_adjustment_line(note, line));
    apn__csv_text(csv, apn_adjustment_party(note, party));
    csv_amounts(csv, cell_of(note, line, party));
    for (unsigned i = 0; apn_adjustment_cause_word((apn_adjustment_cause)i) != NULL; i++)
        apn__csv_text(csv, part_text(csv->page, note, line, party, i));
    csv_amounts(csv, total ? apn_adjustment_due(note, party) : (apn_adjusted){0});
    apn__csv_end_row(csv);
}

static void write_csv(apn__page *page, const apn_adjustment *note)
{
    static const char *const head[] = {
        "line",  "party",  "before",   "after",      "difference", "membership",     "driver",
        "basis", "amount", "rounding", "due_before", "due_after",  "due_difference", NULL};
    apn__csv csv = {.page = page};
    apn__csv_header(&csv, head);
    for (size_t line = 0; line < apn_adjustment_line_count(note); line++)
        for (size_t party = 0; party < apn_adjustment_party_count(note); party++)
            csv_row(&csv, note, line, party);
    for (size_t party = 0; party < apn_adjustment_party_count(note); party++)
        csv_row(&csv, note, SIZE_MAX, party);
}

/* The row of a party, or of all parties where it is SIZE_MAX. */
static void markdown_row(apn__page *page, const apn_adjustment *note, size_t line, size_t party,
                         const char *currency)
{
    apn_adjusted cell =
        party == SIZE_MAX ? apn_adjustment_line_total(note, line) : cell_of(note, line, party);
    const apn_decimal amounts[] = {cell.before, cell.after, cell.difference};
    apn__page_add(page, "| ");
    apn__markdown_text(page, party == SIZE_MAX ? "Total" : apn_adjustment_party_name(note, party));
    for (size_t i = 0; i < 3; i++) {
        apn__page_add(page, " | ");
        if (cell.has_amount)
            apn__markdown_money(page, amounts[i], currency);
    }
    for (unsigned i = 0; apn_adjustment_cause_word((apn_adjustment_cause)i) != NULL; i++) {
        apn__page_add(page, " | ");
        if (cell.has_amount)
            apn__markdown_money(
                page, apn_adjustment_part_amount(note, line, party, (apn_adjustment_cause)i),
                currency);
    }
    apn__page_add(page, " |\n");
}

static void markdown_table(apn__page *page, const apn_adjustment *note, size_t line,
                           const char *currency)
{
    apn__page_add(page,
                  "| Party | Issued | Now | Difference | Membership | Figures | Basis | Amount "
                  "| Rounding |\n| :-- | --: | --: | --: | --: | --: | --: | --: | --: |\n");
    for (size_t party = 0; party < apn_adjustment_party_count(note); party++)
        markdown_row(page, note, line, party, currency);
    markdown_row(page, note, line, SIZE_MAX, currency);
}

/* What is invoiced, where it is not what the parties pay. */
static void markdown_due(apn__page *page, const apn_adjustment *note, const char *currency)
{
    apn__page_add(page, "\n## What is due after credits\n\n| Party | Issued | Now | Difference |\n"
                        "| :-- | --: | --: | --: |\n");
    for (size_t party = 0; party < apn_adjustment_party_count(note); party++) {
        apn_adjusted due = apn_adjustment_due(note, party);
        const apn_decimal amounts[] = {due.before, due.after, due.difference};
        apn__page_add(page, "| ");
        apn__markdown_text(page, apn_adjustment_party_name(note, party));
        for (size_t i = 0; i < 3; i++) {
            apn__page_add(page, " | ");
            apn__markdown_money(page, amounts[i], currency);
        }
        apn__page_add(page, " |\n");
    }
}

static void write_markdown(apn__page *page, const apn_adjustment *note)
{
    const apn_statement *now = apn_adjustment_statement(note);
    apn_agreement_info info = apn_agreement_describe(apn_statement_agreement(now));
    apn__page_add(page, "# ");
    apn__markdown_text(page, info.title);
    apn__page_add(page, "\n\nAdjustment note for ");
    apn__page_add(page, apn_statement_year(now));
    apn__page_add(page, ": the ");
    apn__page_add(page, apn_measure_word(apn_statement_measure(now)));
    apn__page_add(page, " of now against the ");
    apn__markdown_text(page, apn_adjustment_issued_measure(note));
    apn__page_add(page, " as issued. The causes add up to each difference; rounding is what the "
                        "others leave.\n\n## What each party pays\n\n");
    markdown_table(page, note, SIZE_MAX, info.currency);
    if (has_credits(note))
        markdown_due(page, note, info.currency);
    for (size_t line = 0; line < apn_adjustment_line_count(note); line++) {
        apn__page_add(page, "\n## ");
        apn__markdown_text(page, apn_adjustment_line_title(note, line));
        apn__page_add(page, "\n\n");
        if (apn_adjustment_is_merged(note, line))
            apn__page_add(page, "Some causes cannot be told apart from what was issued, and stand "
                                "together under the later one.\n\n");
        markdown_table(page, note, line, info.currency);
    }
}

void apn__adjustment_write(apn__page *page, const apn_adjustment *note, apn_report_format format)
{
    if (format == APN_REPORT_JSON)
        write_json(page, note);
    else if (format == APN_REPORT_CSV)
        write_csv(page, note);
    else
        write_markdown(page, note);
}
