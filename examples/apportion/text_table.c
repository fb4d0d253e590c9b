/* A table for people. The widths are settled here, before libsmartcols aligns the cells: the widest
 * text column gives way first, a column by a column, and a number never does. */
#include "text_table.h"

#include <libsmartcols/libsmartcols.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "text.h"

enum { GAP = 2, TEXT_LEAST = 8 };

static const char BOLD[] = "\033[1m";

/* A total's row has its rule above it. */
typedef struct table_row_text {
    char **cells;
    bool total;
} table_row_text;

struct table {
    const table_column *columns;
    size_t count;
    table_row_text *rows;
    size_t row_count;
};

static void row_add(table *made, const char *const *cells, bool total)
{
    table_row_text row = {.cells = grab(made->count, sizeof(char *)), .total = total};
    for (size_t i = 0; i < made->count; i++)
        row.cells[i] = text_clean(cells[i]);
    made->rows = grab_more(made->rows, made->row_count + 1, sizeof made->rows[0]);
    made->rows[made->row_count++] = row;
}

table *table_make(const table_column *columns, size_t count)
{
    table *made = grab(1, sizeof *made);
    made->columns = columns;
    made->count = count;
    return made;
}

void table_row(table *made, const char *const *cells)
{
    row_add(made, cells, false);
}

void table_total(table *made, const char *const *cells)
{
    row_add(made, cells, true);
}

static size_t widest(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* The column that can best give way, or `count` when none can. */
static size_t column_to_narrow(const table *made, const size_t *widths)
{
    size_t chosen = made->count;
    for (size_t i = 0; i < made->count; i++) {
        bool can = made->columns[i].kind == COLUMN_TEXT && widths[i] > TEXT_LEAST;
        if (can && (chosen == made->count || widths[i] > widths[chosen]))
            chosen = i;
    }
    return chosen;
}

static void settle_widths(const table *made, size_t limit, size_t *widths)
{
    size_t sum = GAP * (made->count - 1);
    for (size_t i = 0; i < made->count; i++) {
        widths[i] = widest(text_width(made->columns[i].title), made->columns[i].least);
        for (size_t row = 0; row < made->row_count; row++)
            widths[i] = widest(widths[i], text_width(made->rows[row].cells[i]));
        sum += widths[i];
    }
    while (sum > limit) {
        size_t column = column_to_narrow(made, widths);
        if (column == made->count)
            return;
        widths[column]--;
        sum--;
    }
}

static void must(int result)
{
    if (result != 0)
        out_of_memory();
}

static void add_columns(struct libscols_table *drawn, const table *made, const size_t *widths,
                        bool bold)
{
    for (size_t i = 0; i < made->count; i++) {
        bool number = made->columns[i].kind == COLUMN_NUMBER;
        struct libscols_column *column =
            scols_table_new_column(drawn, made->columns[i].title, (double)widths[i],
                                   number ? SCOLS_FL_RIGHT : SCOLS_FL_WRAP);
        if (!column)
            out_of_memory();
        if (!number) {
            must(scols_column_set_safechars(column, "\n"));
            must(scols_column_set_wrapfunc(column, scols_wrapnl_chunksize, scols_wrapnl_nextchunk,
                                           NULL));
        }
        if (bold)
            must(scols_cell_set_color(scols_column_get_header(column), BOLD));
    }
}

static struct libscols_line *line_make(struct libscols_table *drawn)
{
    struct libscols_line *line = scols_table_new_line(drawn, NULL);
    if (!line)
        out_of_memory();
    return line;
}

/* The rule above a total: under the numbers only. */
static void add_rule(struct libscols_table *drawn, const table *made, const size_t *widths)
{
    struct libscols_line *line = line_make(drawn);
    for (size_t i = 0; i < made->count; i++) {
        char *rule = grab(widths[i] + 1, 1);
        if (made->columns[i].kind == COLUMN_NUMBER && made->rows[made->row_count - 1].cells[i][0])
            memset(rule, '-', widths[i]);
        must(scols_line_refer_data(line, i, rule));
    }
}

static void add_rows(struct libscols_table *drawn, const table *made, const size_t *widths,
                     bool bold)
{
    for (size_t row = 0; row < made->row_count; row++) {
        if (made->rows[row].total && row > 0 && !made->rows[row - 1].total)
            add_rule(drawn, made, widths);
        struct libscols_line *line = line_make(drawn);
        for (size_t i = 0; i < made->count; i++)
            must(scols_line_refer_data(line, i, text_wrap(made->rows[row].cells[i], widths[i])));
        if (bold && made->rows[row].total)
            must(scols_line_set_color(line, BOLD));
    }
}

/* The spaces that pad the last column are of no use to anyone. */
static void put_without_padding(FILE *out, const char *text)
{
    while (*text) {
        size_t length = strcspn(text, "\n");
        size_t shown = length;
        while (shown > 0 && text[shown - 1] == ' ')
            shown--;
        fprintf(out, "%.*s\n", (int)shown, text);
        text += text[length] ? length + 1 : length;
    }
}

static void table_free(table *made)
{
    for (size_t row = 0; row < made->row_count; row++) {
        for (size_t i = 0; i < made->count; i++)
            free(made->rows[row].cells[i]);
        free(made->rows[row].cells);
    }
    free(made->rows);
    free(made);
}

void table_print(table *made, terminal shown, FILE *out)
{
    size_t *widths = grab(made->count, sizeof widths[0]);
    settle_widths(made, shown.width, widths);
    size_t sum = GAP * (made->count - 1);
    for (size_t i = 0; i < made->count; i++)
        sum += widths[i];

    struct libscols_table *drawn = scols_new_table();
    if (!drawn)
        out_of_memory();
    must(scols_table_set_column_separator(drawn, "  "));
    must(scols_table_enable_colors(drawn, shown.colour));
    /* The columns fit by now: libsmartcols must not take from them again. */
    must(scols_table_set_termforce(drawn, SCOLS_TERMFORCE_ALWAYS));
    must(scols_table_set_termwidth(drawn, sum + made->count + GAP));
    add_columns(drawn, made, widths, shown.colour);
    add_rows(drawn, made, widths, shown.colour);
    char *text = NULL;
    must(scols_print_table_to_string(drawn, &text));
    put_without_padding(out, text);
    free(text);
    scols_unref_table(drawn);
    free(widths);
    table_free(made);
}
