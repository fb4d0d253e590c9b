/* Comparisons as CSV: a row for each line and party; where lines are rounded in what a party pays
 * in total, a row for the party without a line. */
#include "csv_writer.h"
#include "format.h"

static void write_row(apn__csv *csv, const char *name, const char *line, const char *party,
                      apn_before_after difference)
{
    apn__csv_text(csv, name);
    apn__csv_text(csv, line);
    apn__csv_text(csv, party);
    apn__csv_amount(csv, difference.before);
    apn__csv_amount(csv, difference.after);
    apn__csv_amount(csv, difference.change);
    apn__csv_end_row(csv);
}

static bool has_together(const apn_comparison *comparison)
{
    return apn__has_together(apn_comparison_before(comparison)) ||
           apn__has_together(apn_comparison_after(comparison));
}

static void write_comparison(apn__csv *csv, const apn__comparisons *shown, size_t index)
{
    const apn_comparison *comparison = shown->list[index];
    const char *name = apn__comparison_name(shown, index);
    bool together = has_together(comparison);
    for (size_t line = 0; line < apn_comparison_line_count(comparison) && !together; line++)
        for (size_t party = 0; party < apn_comparison_party_count(comparison); party++)
            write_row(csv, name, apn_comparison_line(comparison, line).id,
                      apn_comparison_party(comparison, party).id,
                      apn_comparison_cell(comparison, line, party));
    for (size_t party = 0; party < apn_comparison_party_count(comparison) && together; party++)
        write_row(csv, name, "", apn_comparison_party(comparison, party).id,
                  apn_comparison_party_total(comparison, party));
}

void apn__csv_write_comparisons(apn__page *page, const apn__comparisons *shown)
{
    static const char *const header[] = {"name",  "line",   "party", "before",
                                         "after", "change", NULL};
    apn__csv csv = {.page = page};
    apn__csv_header(&csv, header);
    for (size_t i = 0; i < shown->count; i++)
        write_comparison(&csv, shown, i);
}
