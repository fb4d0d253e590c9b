/* The adjustment note for people: what each party pays, then each line on which something differs.
 */
#include "adjustment_table.h"

#include <stdint.h>
#include <stdlib.h>

#include "people.h"
#include "statement_table.h"
#include "text.h"
#include "text_table.h"

enum { CAUSES = APN_ADJUST_ROUNDING + 1, FIRST = 4, COLUMNS = FIRST + CAUSES };

static const table_column heads[COLUMNS] = {
    {"Party", COLUMN_TEXT, 0},        {"Issued", COLUMN_NUMBER, 0},
    {"Now", COLUMN_NUMBER, 0},        {"Difference", COLUMN_NUMBER, 0},
    {"Membership", COLUMN_NUMBER, 0}, {"Figures", COLUMN_NUMBER, 0},
    {"Basis", COLUMN_NUMBER, 0},      {"Amount", COLUMN_NUMBER, 0},
    {"Rounding", COLUMN_NUMBER, 0}};

/* The causes that have a part in some difference of the line, in their order. */
static size_t causes_of(const apn_adjustment *note, size_t line, apn_adjustment_cause *causes)
{
    size_t count = 0;
    for (unsigned i = 0; i < CAUSES; i++)
        for (size_t party = 0; party < apn_adjustment_party_count(note); party++)
            if (apn_adjustment_part_amount(note, line, party, (apn_adjustment_cause)i).sign != 0) {
                causes[count++] = (apn_adjustment_cause)i;
                break;
            }
    return count;
}

/* The row of a party, or of all parties where it is SIZE_MAX. */
static void put_row(table *made, const apn_adjustment *note, size_t line, size_t party,
                    const apn_adjustment_cause *causes, size_t count)
{
    char *cells[COLUMNS];
    apn_adjusted cell = party == SIZE_MAX  ? apn_adjustment_line_total(note, line)
                        : line == SIZE_MAX ? apn_adjustment_total(note, party)
                                           : apn_adjustment_cell(note, line, party);
    if (!cell.has_amount)
        return;
    cells[0] = text_of("%s", party == SIZE_MAX ? "Total" : apn_adjustment_party_name(note, party));
    cells[1] = amount_text(cell.before);
    cells[2] = amount_text(cell.after);
    cells[3] = amount_text(cell.difference);
    for (size_t i = 0; i < count; i++)
        cells[FIRST + i] = amount_text(apn_adjustment_part_amount(note, line, party, causes[i]));
    if (party == SIZE_MAX)
        table_total(made, (const char *const *)cells);
    else
        table_row(made, (const char *const *)cells);
    for (size_t i = 0; i < FIRST + count; i++)
        free(cells[i]);
}

static void put_rows(const output *out, const apn_adjustment *note, size_t line)
{
    apn_adjustment_cause causes[CAUSES];
    table_column columns[COLUMNS];
    size_t count = causes_of(note, line, causes);
    for (size_t i = 0; i < FIRST + count; i++)
        columns[i] = heads[i < FIRST ? i : FIRST + (size_t)causes[i - FIRST]];
    table *made = table_make(columns, FIRST + count);
    for (size_t party = 0; party < apn_adjustment_party_count(note); party++)
        put_row(made, note, line, party, causes, count);
    put_row(made, note, line, SIZE_MAX, causes, count);
    table_print(made, out->shown, out->text);
}

static bool differs(const apn_adjustment *note, size_t line)
{
    for (size_t party = 0; party < apn_adjustment_party_count(note); party++)
        if (apn_adjustment_cell(note, line, party).difference.sign != 0)
            return true;
    return false;
}

static void put_line(const output *out, const apn_adjustment *note, size_t line)
{
    fputc('\n', out->text);
    put_heading(out, apn_adjustment_line_title(note, line));
    if (apn_adjustment_is_merged(note, line))
        put_paragraph(out->text,
                      "Some causes cannot be told apart from what was issued, and stand together "
                      "under the later one.",
                      out->shown.width, 0, 2);
    put_rows(out, note, line);
}

static void put_unchanged(const output *out, const apn_adjustment *note, size_t line)
{
    char *sentence = text_of("%s: nothing differs.", apn_adjustment_line_title(note, line));
    fputc('\n', out->text);
    put_paragraph(out->text, sentence, out->shown.width, 0, 2);
    free(sentence);
}

/* What is due after credits, where that is not what is paid over the lines. */
static void put_due(const output *out, const apn_adjustment *note)
{
    bool any = false;
    for (size_t party = 0; party < apn_adjustment_party_count(note); party++) {
        apn_adjusted due = apn_adjustment_due(note, party);
        apn_adjusted paid = apn_adjustment_total(note, party);
        any = any || apn_decimal_compare(due.before, paid.before) != 0 ||
              apn_decimal_compare(due.after, paid.after) != 0;
    }
    if (!any)
        return;
    table *made = table_make(heads, FIRST);
    for (size_t party = 0; party < apn_adjustment_party_count(note); party++) {
        apn_adjusted due = apn_adjustment_due(note, party);
        char *cells[] = {text_of("%s", apn_adjustment_party_name(note, party)),
                         amount_text(due.before), amount_text(due.after),
                         amount_text(due.difference)};
        table_row(made, (const char *const *)cells);
        for (size_t i = 0; i < FIRST; i++)
            free(cells[i]);
    }
    fputc('\n', out->text);
    put_heading(out, "What is due after credits");
    table_print(made, out->shown, out->text);
}

void put_adjustment(const output *out, const apn_adjustment *note)
{
    const apn_statement *now = apn_adjustment_statement(note);
    const apn_agreement *agreement = apn_statement_agreement(now);
    char *what = text_of("Adjustment note for %s: the %s of now against the %s as issued. The "
                         "causes add up to each difference; rounding is what the others leave.",
                         apn_statement_year(now), apn_measure_word(apn_statement_measure(now)),
                         apn_adjustment_issued_measure(note));
    put_heading(out, apn_agreement_describe(agreement).title);
    put_paragraph(out->text, what, out->shown.width, 0, 0);
    free(what);
    fputc('\n', out->text);
    put_heading(out, "What each party pays");
    put_rows(out, note, SIZE_MAX);
    put_due(out, note);
    for (size_t line = 0; line < apn_adjustment_line_count(note); line++) {
        if (differs(note, line))
            put_line(out, note, line);
        else
            put_unchanged(out, note, line);
    }
}
