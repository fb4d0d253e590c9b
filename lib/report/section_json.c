/* Sections of a statement as JSON: each row an object under the columns' ids. */
#include "format.h"
#include "json_writer.h"

static void write_cell(apn__json *json, const apn_section_column *column,
                       const apn_section_cell *cell)
{
    if (cell->has_amount)
        apn__json_amount(json, column->id, cell->amount);
    else if (*cell->text != '\0')
        apn__json_text(json, column->id, cell->text);
    else
        apn__json_null(json, column->id);
}

static void write_row(apn__json *json, const apn_statement *statement, size_t section, size_t row)
{
    apn_section_info info = apn_statement_section(statement, section);
    apn__json_open(json, NULL, '{');
    for (size_t i = 0; i < info.columns; i++) {
        apn_section_column column = apn_statement_section_column(statement, section, i);
        apn_section_cell cell = apn_statement_section_cell(statement, section, row, i);
        write_cell(json, &column, &cell);
    }
    apn__json_close(json, '}');
}

/* The keys of a section, in the object that is open. */
static void write_section(apn__json *json, const apn_statement *statement, size_t section)
{
    apn_section_info info = apn_statement_section(statement, section);
    apn__json_text(json, "id", info.id);
    apn__json_open(json, "rows", '[');
    for (size_t row = 0; row < info.rows; row++)
        write_row(json, statement, section, row);
    apn__json_close(json, ']');
    apn__json_open(json, "totals", '{');
    for (size_t i = 0; i < info.columns; i++) {
        apn_section_column column = apn_statement_section_column(statement, section, i);
        if (column.is_summed)
            apn__json_amount(json, column.id, apn_statement_section_total(statement, section, i));
    }
    apn__json_close(json, '}');
}

void apn__json_write_sections(apn__json *json, const apn_statement *statement)
{
    if (apn_statement_section_count(statement) == 0)
        return;
    apn__json_open(json, "sections", '[');
    for (size_t i = 0; i < apn_statement_section_count(statement); i++) {
        apn__json_open(json, NULL, '{');
        write_section(json, statement, i);
        apn__json_close(json, '}');
    }
    apn__json_close(json, ']');
}

void apn__json_write_section(apn__page *page, const apn_statement *statement, size_t section)
{
    apn_agreement_info info = apn_agreement_describe(apn_statement_agreement(statement));
    apn__json json = {.page = page};
    apn__json_open(&json, NULL, '{');
    apn__json_text(&json, "format", "apportion-section/1");
    apn__json_text(&json, "agreement", info.id);
    apn__json_text(&json, "year", apn_statement_year(statement));
    apn__json_text(&json, "measure", apn_measure_word(apn_statement_measure(statement)));
    apn__json_text(&json, "currency", info.currency);
    write_section(&json, statement, section);
    apn__json_close(&json, '}');
    apn__json_end(&json);
}
