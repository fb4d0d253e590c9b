/* A section of a statement as a Markdown table with a heading, its rule and a row of totals. */
#include "format.h"
#include "markdown_writer.h"

static void write_head(apn__page *page, const apn_statement *statement, size_t section)
{
    apn_section_info info = apn_statement_section(statement, section);
    apn__page_add(page, "\n## ");
    apn__markdown_text(page, info.title);
    apn__page_add(page, "\n\n");
    if (*info.rule != '\0') {
        apn__markdown_text(page, info.rule);
        apn__page_add(page, "\n\n");
    }
    for (size_t i = 0; i < info.columns; i++) {
        apn__page_add(page, "| ");
        apn__markdown_text(page, apn_statement_section_column(statement, section, i).title);
        apn__page_add(page, " ");
    }
    apn__page_add(page, "|\n");
    for (size_t i = 0; i < info.columns; i++)
        apn__page_add(page,
                      apn_statement_section_column(statement, section, i).kind == APN_COLUMN_TEXT
                          ? "| :-- "
                          : "| --: ");
    apn__page_add(page, "|\n");
}

static void write_row(apn__page *page, const apn_statement *statement, size_t section, size_t row)
{
    const char *currency = apn_agreement_describe(apn_statement_agreement(statement)).currency;
    for (size_t i = 0; i < apn_statement_section(statement, section).columns; i++) {
        apn_section_cell cell = apn_statement_section_cell(statement, section, row, i);
        apn__page_add(page, "| ");
        if (cell.has_amount)
            apn__markdown_money(page, cell.amount, currency);
        else
            apn__markdown_text(page, cell.label);
        apn__page_add(page, " ");
    }
    apn__page_add(page, "|\n");
}

static bool has_totals(const apn_statement *statement, size_t section)
{
    for (size_t i = 0; i < apn_statement_section(statement, section).columns; i++)
        if (apn_statement_section_column(statement, section, i).is_summed)
            return true;
    return false;
}

static void write_totals(apn__page *page, const apn_statement *statement, size_t section)
{
    const char *currency = apn_agreement_describe(apn_statement_agreement(statement)).currency;
    for (size_t i = 0; i < apn_statement_section(statement, section).columns; i++) {
        if (apn_statement_section_column(statement, section, i).is_summed) {
            apn__page_add(page, "| **");
            apn__markdown_money(page, apn_statement_section_total(statement, section, i), currency);
            apn__page_add(page, "** ");
        } else {
            apn__page_add(page, i == 0 ? "| **Total** " : "| ");
        }
    }
    apn__page_add(page, "|\n");
}

void apn__markdown_write_section(apn__page *page, const apn_statement *statement, size_t section)
{
    write_head(page, statement, section);
    for (size_t row = 0; row < apn_statement_section(statement, section).rows; row++)
        write_row(page, statement, section, row);
    if (has_totals(statement, section))
        write_totals(page, statement, section);
}
