/* vector_table.c: reads a line of table.vec. A line is the tests' own text, so that what is wrong
 * with it is said in a word and ends the test. */
#include "vector_table.h"

#include <stdlib.h>
#include <string.h>

static void *memory(size_t count, size_t size)
{
    void *found = calloc(count ? count : 1, size);
    if (!found)
        exit(2);
    return found;
}

static bool complain(const char *what, const char *text)
{
    fprintf(stderr, "%s: %.200s\n", what, text);
    return false;
}

char *table_line(FILE *file)
{
    size_t room = 1 << 16, length = 0;
    char *line = memory(room, 1);
    while (fgets(line + length, (int)(room - length), file)) {
        length += strlen(line + length);
        if (length > 0 && line[length - 1] == '\n') {
            line[length - 1] = '\0';
            return line;
        }
        if (length + 1 == room && !(line = realloc(line, room *= 2)))
            exit(2);
    }
    if (length > 0)
        return line;
    free(line);
    return NULL;
}

/* How many words stand in a text, separated by any of `marks`. */
static size_t count_words(const char *text, const char *marks)
{
    size_t count = 0;
    for (text += strspn(text, marks); *text; text += strspn(text, marks)) {
        text += strcspn(text, marks);
        count++;
    }
    return count;
}

static bool read_number(const char *word, apn_decimal *out)
{
    return apn_decimal_parse(word, strlen(word), APN_FORM_PLAIN, NULL, out, NULL) == APN_OK ||
           complain("not a number", word);
}

/* "1 2 3 /7 ; 0.5 1 2": rows of cells, each with the denominator that its cells share. */
static bool read_rows(table_case *c, char *text)
{
    size_t semicolons = 0, words = count_words(text, " ;"), filled = 0;
    for (const char *at = text; *at; at++)
        semicolons += *at == ';';
    c->cells = memory(words, sizeof *c->cells);
    c->denominators = memory(semicolons + 1, sizeof *c->denominators);
    for (char *row = text, *next; row && *row; row = next) {
        next = strchr(row, ';');
        if (next)
            *next++ = '\0';
        c->denominators[c->rows] = apn_decimal_from_i64(1);
        for (char *word = strtok(row, " "); word; word = strtok(NULL, " ")) {
            apn_decimal *out = *word == '/' ? &c->denominators[c->rows] : &c->cells[filled++];
            if (!read_number(word + (*word == '/'), out))
                return false;
        }
        c->rows++;
        c->columns = c->rows == 1 ? filled : c->columns;
        if (filled != c->rows * c->columns)
            return complain("a row of another length", c->id);
    }
    return true;
}

/* "0,-,2": indices, and - for none. */
static size_t *read_indices(char *text, size_t *count)
{
    size_t *indices = memory(count_words(text, ","), sizeof *indices);
    *count = 0;
    for (char *word = strtok(text, ","); word; word = strtok(NULL, ","))
        indices[(*count)++] = strcmp(word, "-") == 0 ? APN_NO_GROUP : strtoul(word, NULL, 10);
    return indices;
}

static bool read_column_totals(table_case *c, char *text)
{
    c->column_totals = memory(c->columns, sizeof *c->column_totals);
    size_t count = 0;
    for (char *word = strtok(text, ","); word; word = strtok(NULL, ","))
        if (count == c->columns || !read_number(word, &c->column_totals[count++]))
            return complain("not its column totals", c->id);
    c->options.column_totals = c->column_totals;
    return count == c->columns || complain("a column total is missing", c->id);
}

static bool read_option(table_case *c, char *word)
{
    apn_table_options *o = &c->options;
    char *value = strchr(word, '=');
    size_t count = 0;
    if (strcmp(word, "cumulative") == 0) {
        o->cumulative = 1;
        return true;
    }
    if (!value)
        return complain("not an option", word);
    *value++ = '\0';
    if (strcmp(word, "unit") == 0)
        return read_number(value, &o->unit);
    if (strcmp(word, "column-totals") == 0)
        return read_column_totals(c, value);
    if (strcmp(word, "row-groups") == 0) {
        o->row_groups.parents = c->row_parents = read_indices(value, &o->row_groups.count);
        return true;
    }
    if (strcmp(word, "column-groups") == 0) {
        o->column_groups.parents = c->column_parents = read_indices(value, &o->column_groups.count);
        return true;
    }
    if (strcmp(word, "rows") == 0) {
        o->row_groups.members = c->row_members = read_indices(value, &count);
        return count == c->rows || complain("not a group for each row", c->id);
    }
    if (strcmp(word, "columns") == 0) {
        o->column_groups.members = c->column_members = read_indices(value, &count);
        return count == c->columns || complain("not a group for each column", c->id);
    }
    return complain("not an option", word);
}

static bool read_options(table_case *c, char *text)
{
    c->options.size = sizeof c->options;
    c->options.denominators = c->denominators;
    for (char *word = text + strspn(text, " "), *next; *word; word = next) {
        next = word + strcspn(word, " ");
        if (*next)
            *next++ = '\0';
        next += strspn(next, " ");
        if (!read_option(c, word))
            return false;
    }
    return true;
}

bool table_case_read(table_case *c, const char *line)
{
    char *fields[4] = {0};
    memset(c, 0, sizeof *c);
    c->text = memory(strlen(line) + 1, 1);
    memcpy(c->text, line, strlen(line));
    char *at = c->text;
    for (size_t i = 0; i < 4 && at; i++) {
        fields[i] = at;
        at = strstr(at, " | ");
        if (at) {
            *at = '\0';
            at += 3;
        }
    }
    if (!fields[3] || at)
        return complain("not four fields", line);
    c->id = fields[0];
    c->result = fields[3] + strspn(fields[3], " ");
    return read_rows(c, fields[1]) && read_options(c, fields[2]);
}

void table_case_end(table_case *c)
{
    free(c->text);
    free(c->cells);
    free(c->denominators);
    free(c->column_totals);
    free(c->row_parents);
    free(c->row_members);
    free(c->column_parents);
    free(c->column_members);
    memset(c, 0, sizeof *c);
}
