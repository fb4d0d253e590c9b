/* A section of a statement: its cells, its totals, and how they are read. */
#include "section.h"

#include "sum.h"

apn__section *apn__section_add(apn_statement *statement, const apn_section_info *info,
                               const apn_section_column *columns)
{
    size_t cells = apn__multiply_sizes(info->rows, info->columns);
    apn__section *section = apn__arena_alloc(statement->arena, 1, sizeof *section), **last;
    if (section == NULL)
        return NULL;
    section->info = *info;
    section->columns = columns;
    section->cells = apn__arena_alloc(statement->arena, cells, sizeof *section->cells);
    section->totals = apn__arena_alloc(statement->arena, info->columns, sizeof *section->totals);
    if (section->cells == NULL || section->totals == NULL)
        return NULL;
    for (size_t i = 0; i < cells; i++)
        section->cells[i] = (apn_section_cell){.text = "", .label = ""};
    for (last = &statement->sections; *last != NULL;)
        last = &(*last)->next;
    *last = section;
    statement->section_count++;
    return section;
}

static apn_section_cell *cell_of(const apn__section *section, size_t row, size_t column)
{
    return &section->cells[row * section->info.columns + column];
}

void apn__section_text(apn__section *section, size_t row, size_t column, const char *text,
                       const char *label)
{
    apn_section_cell *cell = cell_of(section, row, column);
    cell->text = text;
    cell->label = label;
}

void apn__section_party(apn__section *section, const apn_agreement *agreement, size_t row,
                        size_t column, size_t party)
{
    const apn_party_info *info = &agreement->parties[party].info;
    apn__section_text(section, row, column, info->id, info->name);
}

void apn__section_amount(apn__section *section, size_t row, size_t column, apn_decimal amount)
{
    apn_section_cell *cell = cell_of(section, row, column);
    cell->has_amount = 1;
    cell->amount = amount;
}

apn_status apn__section_close(apn__section *section, const apn_statement *statement, apn_error *err)
{
    for (size_t column = 0; column < section->info.columns; column++) {
        apn__sum sum;
        bool fits;
        if (!section->columns[column].is_summed)
            continue;
        apn__sum_begin(&sum);
        for (size_t row = 0; row < section->info.rows; row++)
            if (cell_of(section, row, column)->has_amount)
                apn__sum_add(&sum, cell_of(section, row, column)->amount);
        fits = apn__sum_take(&sum, statement->agreement->info.unit.scale, &section->totals[column]);
        apn__sum_end(&sum);
        if (!fits)
            return apn__fail(
                err, APN_LIMIT, section->info.id,
                "`%s` of %s in %s has more than %d digits, the most that an amount may have",
                section->columns[column].id, section->info.id, statement->year_text,
                APN_DECIMAL_DIGITS);
    }
    return APN_OK;
}

static const apn__section *section_of(const apn_statement *statement, size_t index)
{
    const apn__section *section = statement->sections;
    while (index-- > 0)
        section = section->next;
    return section;
}

size_t apn_statement_section_count(const apn_statement *statement)
{
    return statement->section_count;
}

apn_section_info apn_statement_section(const apn_statement *statement, size_t section)
{
    return section_of(statement, section)->info;
}

apn_section_column apn_statement_section_column(const apn_statement *statement, size_t section,
                                                size_t column)
{
    return section_of(statement, section)->columns[column];
}

apn_section_cell apn_statement_section_cell(const apn_statement *statement, size_t section,
                                            size_t row, size_t column)
{
    return *cell_of(section_of(statement, section), row, column);
}

apn_decimal apn_statement_section_total(const apn_statement *statement, size_t section,
                                        size_t column)
{
    return section_of(statement, section)->totals[column];
}

apn_status apn_statement_find_section(const apn_statement *statement, const char *id,
                                      size_t *section, apn_error *err)
{
    apn__buffer names = {0};
    size_t count = 0;
    for (const apn__section *each = statement->sections; each != NULL; each = each->next, count++)
        if (id != NULL && strcmp(each->info.id, id) == 0) {
            *section = count;
            return APN_OK;
        }
    for (const apn__section *each = statement->sections; each != NULL; each = each->next)
        apn__buffer_print(&names, "%s`%s`", names.length == 0 ? "" : ", ", each->info.id);
    apn_status status = names.failed ? apn__fail_memory(err)
                                     : apn__fail(err, APN_UNKNOWN_ID, "section",
                                                 "the statement for %s has no section `%s`: %s%s",
                                                 statement->year_text, id == NULL ? "" : id,
                                                 names.length == 0 ? "it has none" : "it has ",
                                                 names.length == 0 ? "" : names.bytes);
    apn__buffer_end(&names);
    return status;
}
