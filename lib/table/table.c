/* Tables, to come. */
#include "table_source.h"

#include "findings.h"

apn_status apn__table_make(const apn__table_source *source, const apn_table_options *options,
                           apn_table **out, apn_error *err)
{
    (void)source;
    (void)options;
    (void)out;
    return apn__fail(err, APN_INTERNAL, "", "tables are not built yet");
}

apn_status apn_table_make(const apn_decimal *cells, size_t rows, size_t columns,
                          const apn_table_options *options, apn_table **out, apn_error *err)
{
    (void)cells;
    (void)rows;
    (void)columns;
    (void)options;
    (void)out;
    (void)err;
    return apn__fail(err, APN_INTERNAL, "", "tables are not built yet");
}

void apn_table_free(apn_table *table)
{
    (void)table;
}

size_t apn_table_row_count(const apn_table *table)
{
    (void)table;
    return 0;
}

size_t apn_table_column_count(const apn_table *table)
{
    (void)table;
    return 0;
}

apn_decimal apn_table_unit(const apn_table *table)
{
    (void)table;
    return (apn_decimal){0};
}

apn_decimal apn_table_amount(const apn_table *table, size_t row, size_t column)
{
    (void)table;
    (void)row;
    (void)column;
    return (apn_decimal){0};
}

apn_decimal apn_table_row_total(const apn_table *table, size_t row)
{
    (void)table;
    (void)row;
    return (apn_decimal){0};
}

apn_decimal apn_table_column_total(const apn_table *table, size_t column)
{
    (void)table;
    (void)column;
    return (apn_decimal){0};
}

apn_decimal apn_table_total(const apn_table *table)
{
    (void)table;
    return (apn_decimal){0};
}

apn_decimal apn_table_block(const apn_table *table, size_t row_group, size_t column_group,
                            int *held)
{
    (void)table;
    (void)row_group;
    (void)column_group;
    (void)held;
    return (apn_decimal){0};
}

apn_status apn_table_amounts_i64(const apn_table *table, int64_t *amounts, apn_error *err)
{
    (void)table;
    (void)amounts;
    (void)err;
    return apn__fail(err, APN_INTERNAL, "", "tables are not built yet");
}

size_t apn_table_quota(const apn_table *table, size_t row, size_t column, char *buffer, size_t size)
{
    (void)table;
    (void)row;
    (void)column;
    (void)buffer;
    (void)size;
    return 0;
}

size_t apn_table_moved(const apn_table *table, size_t row, size_t column, char *buffer, size_t size)
{
    (void)table;
    (void)row;
    (void)column;
    (void)buffer;
    (void)size;
    return 0;
}

size_t apn_table_price(const apn_table *table, size_t row_group, size_t column,
                       apn_table_level level, char *buffer, size_t size)
{
    (void)table;
    (void)row_group;
    (void)column;
    (void)level;
    (void)buffer;
    (void)size;
    return 0;
}

size_t apn_table_price_ties(const apn_table *table, size_t row_group, size_t column, size_t *cells,
                            int *signs, size_t room)
{
    (void)table;
    (void)row_group;
    (void)column;
    (void)cells;
    (void)signs;
    (void)room;
    return 0;
}
