/* table_lines.c: rounds the tables that standard input asks for, a line of test/vectors/table.vec
 * each (the result is not read), and prints a line for each.
 *
 *   table_lines                the amounts, or "error", the status and the sentence
 *   table_lines --all          then, each behind " | ": row totals, column totals, the whole, every
 *                              block (rows of a group by columns of a group, all rows and all
 *                              columns last) as amount:held, the quotas, and the moved parts
 *   table_lines --certificate  then, behind " | " too, every price, row group by row group
 *                              and the whole table last, columns in order and the slack's last, as
 *                              rows:columns:cells:ties, ties being +cell or -cell each */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vector_table.h"

enum { TEXT = 1 << 15, TIES = 1 << 20 };

static void print_amount(apn_decimal amount)
{
    char text[APN_DECIMAL_TEXT_SIZE];
    apn_decimal_format(amount, 0, text);
    printf("%s ", text);
}

static void print_amounts(const apn_table *table)
{
    for (size_t i = 0; i < apn_table_row_count(table); i++) {
        if (i > 0)
            printf("; ");
        for (size_t j = 0; j < apn_table_column_count(table); j++)
            print_amount(apn_table_amount(table, i, j));
    }
}

static void print_exact(const apn_table *table,
                        size_t (*figure)(const apn_table *, size_t, size_t, char *, size_t))
{
    static char text[TEXT];
    printf("| ");
    for (size_t i = 0; i < apn_table_row_count(table); i++)
        for (size_t j = 0; j < apn_table_column_count(table); j++) {
            size_t length = figure(table, i, j, text, sizeof text);
            printf("%s ", length == strlen(text) ? text : "cut");
        }
}

static void print_all(const table_case *c, const apn_table *table)
{
    size_t row_groups = c->options.row_groups.count, column_groups = c->options.column_groups.count;
    printf("| ");
    for (size_t i = 0; i < apn_table_row_count(table); i++)
        print_amount(apn_table_row_total(table, i));
    printf("| ");
    for (size_t j = 0; j < apn_table_column_count(table); j++)
        print_amount(apn_table_column_total(table, j));
    printf("| ");
    print_amount(apn_table_total(table));
    printf("| ");
    for (size_t g = 0; g <= row_groups; g++)
        for (size_t h = 0; h <= column_groups; h++) {
            char text[APN_DECIMAL_TEXT_SIZE];
            int held = -1;
            apn_decimal_format(apn_table_block(table, g < row_groups ? g : APN_NO_GROUP,
                                               h < column_groups ? h : APN_NO_GROUP, &held),
                               0, text);
            printf("%s:%d ", text, held);
        }
    print_exact(table, apn_table_quota);
    print_exact(table, apn_table_moved);
}

static void print_price(const apn_table *table, size_t row_group, size_t column)
{
    static char text[TEXT];
    static size_t cells[TIES];
    static int signs[TIES];
    for (int level = APN_TABLE_ROWS; level <= APN_TABLE_CELLS; level++) {
        size_t length =
            apn_table_price(table, row_group, column, (apn_table_level)level, text, sizeof text);
        printf("%s:", length == strlen(text) ? text : "cut");
    }
    size_t count = apn_table_price_ties(table, row_group, column, cells, signs, TIES);
    for (size_t i = 0; i < count && i < TIES; i++)
        printf("%c%zu", signs[i] > 0 ? '+' : '-', cells[i]);
    putchar(' ');
}

static void print_certificate(const table_case *c, const apn_table *table)
{
    size_t groups = c->options.cumulative ? c->rows : c->options.row_groups.count;
    for (size_t g = 0; g <= groups; g++) {
        printf("| ");
        for (size_t j = 0; j <= c->columns; j++)
            print_price(table, g < groups ? g : APN_NO_GROUP, j);
    }
}

static void answer(const char *line, bool all, bool certificate)
{
    table_case c;
    apn_table *table = NULL;
    apn_error err = {0};
    if (!table_case_read(&c, line))
        exit(2);
    apn_status status = apn_table_make(c.cells, c.rows, c.columns, &c.options, &table, &err);
    if (status != APN_OK)
        printf("error %s %s", apn_status_word(status), err.message);
    else {
        print_amounts(table);
        if (all)
            print_all(&c, table);
        if (certificate)
            print_certificate(&c, table);
    }
    putchar('\n');
    apn_table_free(table);
    table_case_end(&c);
}

int main(int argc, char **argv)
{
    bool all = false, certificate = false;
    for (int i = 1; i < argc; i++) {
        all = all || strcmp(argv[i], "--all") == 0;
        certificate = certificate || strcmp(argv[i], "--certificate") == 0;
    }
    if (argc != 1 + all + certificate) {
        fprintf(stderr, "usage: table_lines [--all] [--certificate] <LINES\n");
        return 2;
    }
    for (char *line; (line = table_line(stdin)) != NULL; free(line))
        answer(line, all, certificate);
    return 0;
}
