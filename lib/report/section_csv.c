/* A section of a statement as CSV: its columns behind the year and the measure, and no totals, so
 * that a sum over a column counts nothing twice. */
#include "csv_writer.h"
#include "format.h"

void apn__csv_write_section(apn__page *page, const apn_statement *statement, size_t section)
{
    apn_section_info info = apn_statement_section(statement, section);
    apn__csv csv = {.page = page};
    apn__csv_text(&csv, "statement_year"); /* sections may have a year of their own */
    apn__csv_text(&csv, "measure");
    for (size_t i = 0; i < info.columns; i++)
        apn__csv_text(&csv, apn_statement_section_column(statement, section, i).id);
    apn__csv_end_row(&csv);
    for (size_t row = 0; row < info.rows; row++) {
        apn__csv_text(&csv, apn_statement_year(statement));
        apn__csv_text(&csv, apn_measure_word(apn_statement_measure(statement)));
        for (size_t i = 0; i < info.columns; i++) {
            apn_section_cell cell = apn_statement_section_cell(statement, section, row, i);
            if (cell.has_amount)
                apn__csv_amount(&csv, cell.amount);
            else
                apn__csv_text(&csv, cell.text);
        }
        apn__csv_end_row(&csv);
    }
}
