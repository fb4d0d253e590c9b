/* Published tables: every column against its printed total, and every row, the totals among them,
 * against the sums across that the table claims. Nothing of them enters a statement. */
#include "statement_model.h"

#include <stdio.h>

#include "footing.h"

/* What the checks of one table share. */
typedef struct table_check {
    const apn__published *table;
    apn__addend *addends; /* room for a column and for a row */
    apn__arena *arena;
    apn_findings *findings;
} table_check;

static apn__addend addend_of(const char *name, const apn__printed *printed, bool subtracted)
{
    return (apn__addend){name, printed->amount, printed->decimals, subtracted};
}

/* Adds a warning; `where` is in the table, `parts` in the reader's words. False when memory is out.
 */
static bool report(const table_check *check, const apn__printed *printed, const char *where,
                   const char *column, const char *parts, const apn_footing *footing)
{
    char path[APN__WHERE_SIZE], total[APN_DECIMAL_TEXT_SIZE];
    apn__buffer compared = {0}, explained = {0};
    bool row = strcmp(footing->what, "row") == 0, good;
    (void)apn_decimal_format(printed->amount, 1, total);
    (void)snprintf(path, sizeof path, "tables.%s.%s", check->table->id, where);
    apn__footing_compare(footing, &compared);
    apn__footing_explain(footing, &explained);
    good = !compared.failed && !explained.failed;
    if (good)
        apn__findings_add_footing(check->findings, APN_WARNING, printed->place, path, footing,
                                  "table `%s`: %s%s%s`%s`, %s, is %s %s: %s", check->table->id,
                                  row ? "in row `" : "the total of column ", row ? footing->id : "",
                                  row ? "`, " : "", column, total, compared.bytes, parts,
                                  explained.bytes);
    apn__buffer_end(&compared);
    apn__buffer_end(&explained);
    return good;
}

/* False when memory is out. */
static bool check_column(const table_check *check, size_t column)
{
    const apn__published *table = check->table;
    const apn__printed *total = &table->total[column];
    char where[APN__WHERE_SIZE];
    apn_footing footing;
    apn__printed_sum sum = {.table = table->id,
                            .id = table->columns[column],
                            .addends = check->addends,
                            .count = table->row_count,
                            .total = total->amount,
                            .decimals = total->decimals,
                            .unit = table->unit};
    for (size_t row = 0; row < table->row_count; row++)
        check->addends[row] =
            addend_of(table->rows[row], &table->figures[row * table->column_count + column], false);
    if (!apn__footing_find(&sum, check->arena, &footing))
        return false;
    if (footing.difference == NULL)
        return true;
    (void)snprintf(where, sizeof where, "total[%zu]", column + 1);
    return report(check, total, where, table->columns[column], "the sum of its rows", &footing);
}

/* One row of figures against one sum across. False when memory is out. */
static bool check_row(const table_check *check, const char *row, const apn__printed *figures,
                      const apn__across *across)
{
    const apn__published *table = check->table;
    const apn__printed *total = &figures[across->result];
    bool totals = figures == table->total;
    char where[APN__WHERE_SIZE];
    apn_footing footing;
    apn__printed_sum sum = {.table = table->id,
                            .is_row = true,
                            .id = row,
                            .addends = check->addends,
                            .count = across->count,
                            .total = total->amount,
                            .decimals = total->decimals,
                            .unit = table->unit};
    for (size_t i = 0; i < across->count; i++)
        check->addends[i] = addend_of(table->columns[across->columns[i]],
                                      &figures[across->columns[i]], across->subtracted[i]);
    if (!apn__footing_find(&sum, check->arena, &footing))
        return false;
    if (footing.difference == NULL)
        return true;
    (void)snprintf(where, sizeof where, "%s%s[%zu]", totals ? "" : "rows.", row,
                   across->result + 1);
    return report(check, total, where, table->columns[across->result],
                  strchr(across->words, '=') + 2, &footing);
}

static bool check_table(table_check *check)
{
    const apn__published *table = check->table;
    size_t room = table->row_count > table->column_count ? table->row_count : table->column_count;
    check->addends = apn__arena_alloc(check->arena, room, sizeof *check->addends);
    if (check->addends == NULL)
        return false;
    for (size_t column = 0; table->total != NULL && column < table->column_count; column++) {
        if (!check_column(check, column))
            return false;
    }
    for (size_t i = 0; i < table->across_count; i++) {
        const apn__across *across = &table->across[i];
        for (size_t row = 0; row < table->row_count; row++) {
            if (!check_row(check, table->rows[row], &table->figures[row * table->column_count],
                           across))
                return false;
        }
        if (table->total != NULL && !check_row(check, "total", table->total, across))
            return false;
    }
    return true;
}

apn_status apn_agreement_check_tables(const apn_agreement *agreement, apn_findings **findings,
                                      apn_error *err)
{
    table_check check = {.arena = apn__arena_make(), .findings = apn__findings_make()};
    bool good = check.arena != NULL && check.findings != NULL;
    apn_status status;
    *findings = NULL;
    for (size_t i = 0; good && i < agreement->table_count; i++) {
        check.table = &agreement->tables[i];
        good = check_table(&check);
    }
    apn__findings_sort(check.findings);
    status = good ? apn__findings_status(check.findings, err) : apn__fail_memory(err);
    if (status == APN_OK) {
        *findings = check.findings;
        check.findings = NULL;
    }
    apn_findings_free(check.findings);
    apn__arena_free(check.arena);
    return status;
}
