/* Biproportional tables, to come. */
#include "apportion/table.h"

#include "findings.h"

apn_status apn_biproportional_make(const apn_biproportional_input *input,
                                   const apn_table_options *options, apn_biproportional **out,
                                   apn_error *err)
{
    (void)input;
    (void)options;
    (void)out;
    return apn__fail(err, APN_INTERNAL, "", "tables are not built yet");
}

void apn_biproportional_free(apn_biproportional *table)
{
    (void)table;
}

size_t apn_biproportional_row_count(const apn_biproportional *table)
{
    (void)table;
    return 0;
}

size_t apn_biproportional_column_count(const apn_biproportional *table)
{
    (void)table;
    return 0;
}

apn_decimal apn_biproportional_unit(const apn_biproportional *table)
{
    (void)table;
    return (apn_decimal){0};
}

apn_decimal apn_biproportional_amount(const apn_biproportional *table, size_t row, size_t column)
{
    (void)table;
    (void)row;
    (void)column;
    return (apn_decimal){0};
}

size_t apn_biproportional_row_divisor(const apn_biproportional *table, size_t row, char *buffer,
                                      size_t size)
{
    (void)table;
    (void)row;
    (void)buffer;
    (void)size;
    return 0;
}

size_t apn_biproportional_column_divisor(const apn_biproportional *table, size_t column,
                                         char *buffer, size_t size)
{
    (void)table;
    (void)column;
    (void)buffer;
    (void)size;
    return 0;
}

size_t apn_biproportional_tie_count(const apn_biproportional *table)
{
    (void)table;
    return 0;
}

apn_biproportional_tie apn_biproportional_tie_at(const apn_biproportional *table, size_t index)
{
    (void)table;
    (void)index;
    return (apn_biproportional_tie){0};
}
