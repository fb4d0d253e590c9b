/* The adjustment note for people: what each party pays, then each line on which something differs.
 */
#include <stdlib.h>

#include "adjustment_table.h"
#include "people.h"
#include "text.h"
#include "text_table.h"

static const table_column columns[] = {{"Party", COLUMN_TEXT, 0},
                                       {"Issued", COLUMN_NUMBER, 0},
                                       {"Now", COLUMN_NUMBER, 0},
                                       {"Difference", COLUMN_NUMBER, 0}};

static void put_rows(const output *out, const apn_adjustment *note, size_t line)
{
    table *made = table_make(columns, 4);
    for (size_t party = 0; party < apn_adjustment_party_count(note); party++) {
        apn_adjusted cell = line == SIZE_MAX ? apn_adjustment_total(note, party)
                                             : apn_adjustment_cell(note, line, party);
        char *before = amount_text(cell.before), *after = amount_text(cell.after);
        char *difference = amount_text(cell.difference);
        if (cell.has_amount)
            table_row(made, (const char *const[]){apn_adjustment_party(note, party), before, after,
                                                  difference});
        free(before);
        free(after);
        free(difference);
    }
    table_print(made, out->shown, out->text);
}

static bool differs(const apn_adjustment *note, size_t line)
{
    for (size_t party = 0; party < apn_adjustment_party_count(note); party++)
        if (apn_adjustment_cell(note, line, party).difference.sign != 0)
            return true;
    return false;
}

/* "leics: membership 1/3, amount 10" for each party with a difference. */
static void put_causes(const output *out, const apn_adjustment *note, size_t line, size_t party)
{
    const char *word;
    char part[FIGURE_SIZE];
    bool any = false;
    for (int i = 0; (word = apn_adjustment_cause_word((apn_adjustment_cause)i)) != NULL; i++) {
        size_t length =
            apn_adjustment_part(note, line, party, (apn_adjustment_cause)i, part, sizeof part);
        if (part[0] == '0')
            continue;
        if (!any)
            fprintf(out->text, "  %s:", apn_adjustment_party(note, party));
        fprintf(out->text, "%s %s %s%s", any ? "," : "", word, part,
                length < sizeof part ? "" : "…");
        any = true;
    }
    if (any)
        fputc('\n', out->text);
}

void put_adjustment(const output *out, const apn_adjustment *note)
{
    put_heading(out, "What each party pays, as issued and now");
    put_rows(out, note, SIZE_MAX);
    for (size_t line = 0; line < apn_adjustment_line_count(note); line++) {
        if (!differs(note, line))
            continue;
        fputc('\n', out->text);
        put_heading(out, apn_adjustment_line(note, line));
        put_rows(out, note, line);
        if (apn_adjustment_is_merged(note, line))
            put_paragraph(
                out->text,
                "Some causes cannot be told apart, and stand together under the later one.",
                out->shown.width, 0, 2);
        for (size_t party = 0; party < apn_adjustment_party_count(note); party++)
            put_causes(out, note, line, party);
    }
}
