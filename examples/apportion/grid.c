/* A table of amounts for people. Columns that do not fit into the width go into a further table. */
#include "grid.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "people.h"
#include "text.h"
#include "text_table.h"

enum { NAME_MOST = 30, GAP = 2 };

static char *cell_text(const grid *shown, size_t row, size_t column)
{
    size_t place = row * shown->columns + column;
    char *figure = amount_text(shown->amounts[place]);
    if (!shown->starred)
        return figure;
    char *marked = text_of("%s%s", figure, shown->starred[place] ? "*" : " ");
    free(figure);
    return marked;
}

static size_t widest(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t column_width(const grid *shown, size_t column)
{
    size_t width = text_width(shown->column_names[column]);
    for (size_t row = 0; row < shown->rows; row++)
        width = widest(width, amount_width(shown->amounts[row * shown->columns + column]) +
                                  (shown->starred ? 1 : 0));
    return width;
}

static size_t name_width(const grid *shown)
{
    size_t width = text_width(shown->corner);
    for (size_t row = 0; row < shown->rows && width < NAME_MOST; row++)
        width = widest(width, text_width(shown->row_names[row]));
    return width < NAME_MOST ? width : NAME_MOST;
}

/* One table of the columns from `first` to before `end`. */
static void put_band(const output *out, const grid *shown, const size_t *widths, size_t first,
                     size_t end)
{
    size_t count = end - first;
    table_column *columns = grab(count + 1, sizeof columns[0]);
    const char **cells = grab(count + 1, sizeof cells[0]);
    char **owned = grab(count, sizeof owned[0]);
    columns[0] = (table_column){shown->corner, COLUMN_TEXT, 0};
    for (size_t i = 0; i < count; i++)
        columns[i + 1] =
            (table_column){shown->column_names[first + i], COLUMN_NUMBER, widths[first + i]};
    table *made = table_make(columns, count + 1);
    for (size_t row = 0; row < shown->rows; row++) {
        cells[0] = shown->row_names[row];
        for (size_t i = 0; i < count; i++)
            cells[i + 1] = owned[i] = cell_text(shown, row, first + i);
        if (shown->total && row + 1 == shown->rows)
            table_total(made, cells);
        else
            table_row(made, cells);
        for (size_t i = 0; i < count; i++)
            free(owned[i]);
    }
    table_print(made, out->shown, out->text);
    free(owned);
    free(cells);
    free(columns);
}

void put_grid(const output *out, const grid *shown)
{
    size_t *widths = grab(shown->columns, sizeof widths[0]);
    size_t names = name_width(shown);
    for (size_t i = 0; i < shown->columns; i++)
        widths[i] = column_width(shown, i);
    for (size_t first = 0, end; first < shown->columns; first = end) {
        size_t width = names + GAP + widths[first];
        for (end = first + 1; end < shown->columns; end++) {
            width += GAP + widths[end];
            if (width > out->shown.width)
                break;
        }
        if (first > 0)
            fputc('\n', out->text);
        put_band(out, shown, widths, first, end);
    }
    free(widths);
}
