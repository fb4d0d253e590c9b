/* table_foots: a year in twelve payments that add up in both directions, and at the end of every
 * month.
 *
 *   table_foots */
#include <stdio.h>
#include <string.h>

#include <apportion/apportion.h>

enum { MONTHS = 12, FORCES = 3 };

static void print_amount(apn_decimal amount)
{
    char text[APN_DECIMAL_TEXT_SIZE];
    apn_decimal_format(amount, 1, text);
    printf(" %16s", text);
}

static void print_table(const apn_table *table)
{
    printf("%-6s %16s %16s %16s %16s\n", "Month", "Leicestershire", "Nottinghamshire",
           "Northamptonshire", "Total");
    for (size_t month = 0; month < MONTHS; month++) {
        printf("%-6zu", month + 1);
        for (size_t force = 0; force < FORCES; force++)
            print_amount(apn_table_amount(table, month, force));
        print_amount(apn_table_row_total(table, month));
        printf("\n");
    }
    printf("%-6s", "Year");
    for (size_t force = 0; force < FORCES; force++)
        print_amount(apn_table_column_total(table, force));
    print_amount(apn_table_total(table));
    printf("\n");
}

/* £8,333.33 a month over 35.28, 42.02 and 22.70 %, exactly. */
static apn_status fill_cells(apn_decimal *cells, apn_error *err)
{
    static const char *const month[FORCES] = {"2939.998824", "3501.665266", "1891.665910"};
    apn_status status = APN_OK;
    for (size_t i = 0; i < MONTHS * FORCES && status == APN_OK; i++)
        status = apn_decimal_parse(month[i % FORCES], strlen(month[i % FORCES]), APN_FORM_PLAIN,
                                   NULL, &cells[i], err);
    return status;
}

int main(void)
{
    const apn_table_options options = {.size = sizeof options, .cumulative = 1};
    apn_decimal cells[MONTHS * FORCES];
    apn_table *table = NULL;
    apn_error err = {0};

    apn_status status = fill_cells(cells, &err);
    if (status == APN_OK)
        status = apn_table_make(cells, MONTHS, FORCES, &options, &table, &err);
    if (status == APN_OK)
        print_table(table);
    else
        fprintf(stderr, "table_foots: %s [%s]\n", err.message, apn_status_word(status));
    apn_table_free(table);
    return status == APN_OK ? 0 : 1;
}
