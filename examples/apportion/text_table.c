/* A table for people. The widths are settled here, before libsmartcols aligns the cells: headings
 * give way first, then texts between words, then the gaps; a number never does. What is still too
 * wide is told in several tables, and only a text that does not fit alone is cut inside a word. */
#include "text_table.h"

#include <libsmartcols/libsmartcols.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "text.h"

enum { GAP = 2, TEXT_LEAST = 8, WORD_LEAST = 20 };

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

/* The columns of the longest run of characters without a space. */
static size_t longest_word(const char *text)
{
    size_t longest = 0;
    while (*text) {
        size_t length = strcspn(text, " ");
        char *word = grab_text(text, length);
        longest = widest(longest, text_width(word));
        free(word);
        text += length + (text[length] == ' ');
    }
    return longest;
}

/* How far a column gives way before another does. */
typedef enum give_way {
    GIVE_NOTHING = 0,
    GIVE_HEADING = 1, /* the words of a heading go below each other */
    GIVE_LINES = 2,   /* and the words of a text */
    GIVE_LONG = 3,    /* a word that is longer than most is cut */
    GIVE_WORDS = 4    /* any word is */
} give_way;

static size_t column_width(const table *made, size_t column, give_way how)
{
    const table_column *head = &made->columns[column];
    bool wrapped = head->kind == COLUMN_TEXT && how >= GIVE_LINES;
    size_t width = how == GIVE_NOTHING ? text_width(head->title) : longest_word(head->title);
    if (!wrapped)
        width = widest(width, head->least);
    for (size_t row = 0; row < made->row_count; row++) {
        const char *cell = made->rows[row].cells[column];
        width = widest(width, wrapped ? longest_word(cell) : text_width(cell));
    }
    size_t least = how == GIVE_WORDS ? TEXT_LEAST : WORD_LEAST;
    return wrapped && how >= GIVE_LONG && width > least ? least : width;
}

static size_t sum_widths(const size_t *widths, size_t count, size_t gap)
{
    size_t sum = gap * (count - 1);
    for (size_t i = 0; i < count; i++)
        sum += widths[i];
    return sum;
}

/* Takes from the widest column, a column by a column, until the table fits or none can give more.
 */
static void narrow(const table *made, size_t limit, size_t gap, give_way how, size_t *widths)
{
    size_t *least = grab(made->count, sizeof least[0]);
    size_t sum = sum_widths(widths, made->count, gap), chosen = 0;
    for (size_t i = 0; i < made->count; i++)
        least[i] = column_width(made, i, how);
    while (sum > limit && chosen < made->count) {
        chosen = made->count;
        for (size_t i = 0; i < made->count; i++)
            if (widths[i] > least[i] && (chosen == made->count || widths[i] > widths[chosen]))
                chosen = i;
        if (chosen < made->count) {
            widths[chosen]--;
            sum--;
        }
    }
    free(least);
}

/* The widths, and in *gap the spaces between two columns; false when words had to be cut. */
static bool settle_widths(const table *made, size_t limit, size_t *widths, size_t *gap)
{
    *gap = GAP;
    for (size_t i = 0; i < made->count; i++)
        widths[i] = column_width(made, i, GIVE_NOTHING);
    narrow(made, limit, *gap, GIVE_HEADING, widths);
    narrow(made, limit, *gap, GIVE_LINES, widths);
    if (sum_widths(widths, made->count, *gap) > limit)
        *gap = 1;
    if (sum_widths(widths, made->count, *gap) <= limit)
        return true;
    *gap = GAP;
    for (size_t i = 0; i < made->count; i++)
        widths[i] = column_width(made, i, GIVE_NOTHING);
    narrow(made, limit, *gap, GIVE_LONG, widths);
    narrow(made, limit, *gap, GIVE_WORDS, widths);
    return false;
}

static void must(int result)
{
    if (result != 0)
        out_of_memory();
}

static void add_columns(struct libscols_table *drawn, const table *made, const size_t *widths)
{
    for (size_t i = 0; i < made->count; i++) {
        bool number = made->columns[i].kind == COLUMN_NUMBER;
        struct libscols_column *column = scols_table_new_column(
            drawn, "", (double)widths[i], number ? SCOLS_FL_RIGHT : SCOLS_FL_WRAP);
        if (!column)
            out_of_memory();
        if (!number) {
            must(scols_column_set_safechars(column, "\n"));
            must(scols_column_set_wrapfunc(column, scols_wrapnl_chunksize, scols_wrapnl_nextchunk,
                                           NULL));
        }
    }
}

static struct libscols_line *line_make(struct libscols_table *drawn)
{
    struct libscols_line *line = scols_table_new_line(drawn, NULL);
    if (!line)
        out_of_memory();
    return line;
}

/* The line of a text at a place, from 0; "" past its end. The caller frees it. */
static char *line_at(const char *text, size_t place)
{
    for (; place > 0 && *text; place--) {
        text += strcspn(text, "\n");
        text += *text == '\n';
    }
    return grab_text(text, strcspn(text, "\n"));
}

static size_t line_count(const char *text)
{
    size_t count = 1;
    for (; *text; text++)
        count += *text == '\n';
    return count;
}

/* The headings, which end on one line. They are rows: libsmartcols would not let a column be
 * narrower than its heading. */
static void add_headings(struct libscols_table *drawn, const table *made, const size_t *widths,
                         bool bold)
{
    char **heads = grab(made->count, sizeof heads[0]);
    size_t height = 1;
    for (size_t i = 0; i < made->count; i++) {
        heads[i] = text_wrap(made->columns[i].title, widths[i]);
        height = widest(height, line_count(heads[i]));
    }
    for (size_t place = 0; place < height; place++) {
        struct libscols_line *line = line_make(drawn);
        for (size_t i = 0; i < made->count; i++) {
            size_t above = height - line_count(heads[i]);
            char *text = place < above ? text_of("%s", "") : line_at(heads[i], place - above);
            must(scols_line_refer_data(line, i, text));
        }
        if (bold)
            must(scols_line_set_color(line, BOLD));
    }
    for (size_t i = 0; i < made->count; i++)
        free(heads[i]);
    free(heads);
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

static void draw(const table *made, const size_t *widths, size_t gap, terminal shown, FILE *out)
{
    size_t sum = sum_widths(widths, made->count, gap);
    struct libscols_table *drawn = scols_new_table();
    if (!drawn)
        out_of_memory();
    must(scols_table_set_column_separator(drawn, gap == 1 ? " " : "  "));
    must(scols_table_enable_colors(drawn, shown.colour));
    must(scols_table_enable_noheadings(drawn, 1));
    /* The columns fit by now: libsmartcols must not take from them again. */
    must(scols_table_set_termforce(drawn, SCOLS_TERMFORCE_ALWAYS));
    must(scols_table_set_termwidth(drawn, sum + made->count + GAP));
    add_columns(drawn, made, widths);
    add_headings(drawn, made, widths, shown.colour);
    add_rows(drawn, made, widths, shown.colour);
    char *text = NULL;
    must(scols_print_table_to_string(drawn, &text));
    put_without_padding(out, text);
    free(text);
    scols_unref_table(drawn);
}

/* The texts with which a row begins stand in each part of a table that is too wide. */
static size_t stub_count(const table *made)
{
    size_t count = 0;
    while (count < made->count && made->columns[count].kind == COLUMN_TEXT)
        count++;
    return count;
}

/* How many columns from `first` on stand beside the stub: one at least. */
static size_t part_count(const table *made, size_t stub, size_t first, size_t limit)
{
    size_t sum = 0, taken = 0;
    for (size_t i = 0; i < stub; i++)
        sum += column_width(made, i, GIVE_LINES) + GAP;
    for (; first + taken < made->count; taken++) {
        sum += column_width(made, first + taken, GIVE_LINES);
        if (taken > 0 && sum > limit)
            break;
        sum += GAP;
    }
    return taken;
}

/* The stub and the columns from `first` on, as a table of its own. */
static void print_part(const table *made, size_t stub, size_t first, size_t count, terminal shown,
                       FILE *out)
{
    table_column *columns = grab(stub + count, sizeof columns[0]);
    const char **cells = grab(stub + count, sizeof cells[0]);
    for (size_t i = 0; i < stub + count; i++)
        columns[i] = made->columns[i < stub ? i : first + i - stub];
    table *part = table_make(columns, stub + count);
    for (size_t row = 0; row < made->row_count; row++) {
        for (size_t i = 0; i < stub + count; i++)
            cells[i] = made->rows[row].cells[i < stub ? i : first + i - stub];
        row_add(part, cells, made->rows[row].total);
    }
    table_print(part, shown, out);
    free(cells);
    free(columns);
}

void table_print(table *made, terminal shown, FILE *out)
{
    size_t *widths = grab(made->count, sizeof widths[0]);
    size_t gap = GAP, stub = stub_count(made);
    bool fits = settle_widths(made, shown.width, widths, &gap);
    if (fits || stub == 0 || stub + 1 >= made->count)
        draw(made, widths, gap, shown, out);
    else
        for (size_t first = stub, count; first < made->count; first += count) {
            count = part_count(made, stub, first, shown.width);
            if (first > stub)
                fputc('\n', out);
            print_part(made, stub, first, count, shown, out);
        }
    free(widths);
    table_free(made);
}
