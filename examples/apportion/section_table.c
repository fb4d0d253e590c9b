/* One of the tables that stand behind the lines of a statement, for people. */
#include <stdlib.h>

#include "memory.h"
#include "people.h"
#include "statement_table.h"
#include "text.h"
#include "text_table.h"

/* The cells of a row as text; the caller frees each. */
static void row_texts(const apn_statement *statement, size_t section, size_t row, char **texts)
{
    for (size_t i = 0; i < apn_statement_section(statement, section).columns; i++) {
        apn_section_cell cell = apn_statement_section_cell(statement, section, row, i);
        texts[i] = cell.has_amount ? amount_text(cell.amount) : text_of("%s", cell.label);
    }
}

static void total_texts(const apn_statement *statement, size_t section, char **texts)
{
    for (size_t i = 0; i < apn_statement_section(statement, section).columns; i++)
        texts[i] = apn_statement_section_column(statement, section, i).is_summed
                       ? amount_text(apn_statement_section_total(statement, section, i))
                       : text_of("%s", i == 0 ? "Total" : "");
}

static void free_texts(char **texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(texts[i]);
}

/* True when some column is summed. */
static bool columns_of(const apn_statement *statement, size_t section, table_column *columns)
{
    bool summed = false;
    for (size_t i = 0; i < apn_statement_section(statement, section).columns; i++) {
        apn_section_column column = apn_statement_section_column(statement, section, i);
        columns[i] = (table_column){
            column.title, column.kind == APN_COLUMN_TEXT ? COLUMN_TEXT : COLUMN_NUMBER, 0};
        summed = summed || column.is_summed;
    }
    return summed;
}

void put_section(const output *out, const apn_statement *statement, size_t section)
{
    apn_section_info info = apn_statement_section(statement, section);
    table_column *columns = grab(info.columns, sizeof columns[0]);
    char **texts = grab(info.columns, sizeof texts[0]);
    bool summed = columns_of(statement, section, columns);
    table *made = table_make(columns, info.columns);
    for (size_t row = 0; row < info.rows; row++) {
        row_texts(statement, section, row, texts);
        table_row(made, (const char *const *)texts);
        free_texts(texts, info.columns);
    }
    if (summed) {
        total_texts(statement, section, texts);
        table_total(made, (const char *const *)texts);
        free_texts(texts, info.columns);
    }
    fputc('\n', out->text);
    put_heading(out, info.title);
    if (info.rule[0] != '\0')
        put_paragraph(out->text, info.rule, out->shown.width, 0, 2);
    table_print(made, out->shown, out->text);
    free(texts);
    free(columns);
}
