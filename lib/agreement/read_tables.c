/* read_tables.c: published tables, as they are printed. They are checked and never used, so their
 * figures need not be those of any cost line. */
#include "agreement_reader.h"

#include "library_limits.h"

typedef struct table_text {
    const char *id, *source;
    apn__bilingual title;
    const apn__node *unit, *columns, *rows, *total, *across;
} table_text;

static const apn__key table_keys[] = {
    APN__REQUIRED(table_text, id, "id", apn__read_text),
    APN__KEY(table_text, title, "title", apn__read_bilingual),
    APN__KEY(table_text, source, "source", apn__read_text),
    APN__KEY(table_text, unit, "unit", apn__keep_node),
    APN__REQUIRED(table_text, columns, "columns", apn__keep_node),
    APN__REQUIRED(table_text, rows, "rows", apn__keep_node),
    APN__KEY(table_text, total, "total", apn__keep_node),
    APN__KEY(table_text, across, "across", apn__keep_node),
};
static const apn__table table_table = APN__TABLE("a table", table_keys);

/* The table being read. */
typedef struct table_work {
    apn__reader *reader;
    const apn__trail *trail;
    apn__published *table;
    apn__index columns; /* by name */
} table_work;

static void read_unit(const table_work *work, const apn__node *node)
{
    apn__trail here = apn__trail_of_key(work->trail, node);
    apn_decimal unit;
    if (!apn__read_number(work->reader, node, &here, APN_FORM_MONEY, &unit))
        return;
    if (unit.sign > 0)
        work->table->unit = unit;
    else
        apn__fault(work->reader, APN_NUMBER, node->place, &here,
                   "the unit of a table is above zero: write the size of the last digit that its "
                   "figures are printed to, as 1 or 0.01");
}

/* A name of a row or column: an id, or a year. */
static void check_name(apn__reader *reader, apn__text name, apn__place place,
                       const apn__trail *trail, const char *what)
{
    apn__year year;
    if (!apn__year_read(name, &year))
        apn__check_id(reader, name, place, trail, what);
}

static void read_columns(table_work *work, const apn__node *node)
{
    apn__trail trail = apn__trail_of_key(work->trail, node);
    apn__published *table = work->table;
    if (!apn__is_list(work->reader, node, &trail, "a list of names, as [budget, outturn]"))
        return;
    if (node->count == 0 && !node->truncated)
        apn__fault(work->reader, APN_MISSING_KEY, node->place, &trail,
                   "the table has no column: list their names, as [budget, outturn]");
    if (node->count > APN__LIMIT_TABLE_COLUMNS) {
        apn__fault(work->reader, APN_LIMIT, node->place, &trail,
                   "the table has %zu columns: %u are the most", node->count,
                   APN__LIMIT_TABLE_COLUMNS);
        return;
    }
    table->columns = apn__keep(work->reader, node->count, sizeof *table->columns);
    if (table->columns == NULL)
        return;
    for (const apn__node *entry = node->first; entry != NULL; entry = entry->next) {
        apn__trail here = {&trail, {"", 0}, table->column_count + 1};
        table->columns[table->column_count++] = "";
        if (!apn__is_text(work->reader, entry, &here, "the name of a column"))
            continue;
        check_name(work->reader, entry->text, entry->place, &here, "a column");
        table->columns[table->column_count - 1] = apn__keep_text(work->reader, entry->text);
    }
    apn__index_texts(work->reader, node, &trail, "a column", &work->columns);
}

/* A figure to the unit; a total may be finer or coarser. */
static void read_figure(const table_work *work, const apn__node *node, const apn__trail *trail,
                        bool to_the_unit, apn__printed *printed)
{
    apn_decimal units;
    char unit[APN_DECIMAL_TEXT_SIZE];
    printed->place = node->place;
    if (!apn__read_number(work->reader, node, trail, APN_FORM_MONEY, &printed->amount))
        return;
    printed->decimals = apn__written_decimals(node->text);
    if (!to_the_unit || apn_decimal_to_units(printed->amount, work->table->unit, APN_ROUND_NONE,
                                             &units, NULL) != APN_NOT_WHOLE_UNITS)
        return;
    (void)apn_decimal_format(work->table->unit, 0, unit);
    apn__fault(work->reader, APN_NOT_WHOLE_UNITS, node->place, trail,
               "`%.*s` is printed finer than the table's unit, %s: give the table a `unit` of the "
               "last digit that its figures are printed to",
               APN__SHOW(node->text), unit);
}

/* One figure for each column. */
static void read_figures(const table_work *work, const apn__node *node, const apn__trail *trail,
                         bool to_the_unit, apn__printed *printed)
{
    const apn__published *table = work->table;
    apn__path path;
    size_t at = 0;
    if (!apn__is_list(work->reader, node, trail, "a list of figures, one for each column"))
        return;
    if (node->count != table->column_count && table->columns != NULL && !node->truncated)
        apn__fault(work->reader, APN_WRONG_TYPE, node->place, trail,
                   "`%s` has %zu figure%s for %zu column%s: give one for each (a comma within a "
                   "figure parts it in two: leave it out, or put the figure in quotes)",
                   apn__spell(trail, &path), node->count, node->count == 1 ? "" : "s",
                   table->column_count, table->column_count == 1 ? "" : "s");
    for (const apn__node *entry = node->first; entry != NULL; entry = entry->next, at++) {
        apn__trail here = {trail, {"", 0}, at + 1};
        apn__printed beyond = {0};
        read_figure(work, entry, &here, to_the_unit,
                    at < table->column_count ? &printed[at] : &beyond);
    }
}

static void read_row(const table_work *work, const apn__node *node, const apn__trail *trail)
{
    apn__published *table = work->table;
    size_t row = table->row_count++;
    if (apn__text_is(node->key, "total"))
        apn__fault(work->reader, APN_WRONG_TYPE, node->key_place, trail,
                   "a row of totals is no row: write it as `total`, beside `rows`");
    else
        check_name(work->reader, node->key, node->key_place, trail, "a row");
    table->rows[row] = apn__keep_text(work->reader, node->key);
    read_figures(work, node, trail, true, &table->figures[row * table->column_count]);
}

static void read_rows(const table_work *work, const apn__node *node)
{
    apn__trail trail = apn__trail_of_key(work->trail, node);
    apn__published *table = work->table;
    if (!apn__is_mapping(work->reader, node, &trail,
                         "the figures of each row under its name, as {airwave: [584472, 576597]}"))
        return;
    if (node->count == 0 && !node->truncated)
        apn__fault(work->reader, APN_MISSING_KEY, node->place, &trail,
                   "the table has no row: write its rows, as {airwave: [584472, 576597]}");
    table->rows = apn__keep(work->reader, node->count, sizeof *table->rows);
    table->figures = apn__keep(work->reader, apn__multiply_sizes(node->count, table->column_count),
                               sizeof *table->figures);
    if (table->rows == NULL || table->figures == NULL)
        return;
    for (const apn__node *child = node->first; child != NULL; child = child->next) {
        apn__trail here = apn__trail_of_key(&trail, child);
        read_row(work, child, &here);
    }
}

static void read_total(const table_work *work, const apn__node *node)
{
    apn__trail here = apn__trail_of_key(work->trail, node);
    work->table->total =
        apn__keep(work->reader, work->table->column_count, sizeof *work->table->total);
    if (work->table->total != NULL)
        read_figures(work, node, &here, false, work->table->total);
}

/* Cuts the next word, parted by spaces; an empty one at the end. */
static apn__text next_word(apn__text *rest)
{
    apn__text word;
    while (rest->length > 0 && *rest->bytes == ' ')
        rest->bytes++, rest->length--;
    word = (apn__text){rest->bytes, 0};
    while (rest->length > 0 && *rest->bytes != ' ')
        rest->bytes++, rest->length--, word.length++;
    return word;
}

/* A column by its name; APN__NONE, reported, when there is none. */
static size_t find_column(const table_work *work, apn__text name, const apn__node *node,
                          const apn__trail *trail)
{
    char suggestion[APN__SUGGESTION_SIZE];
    size_t column = apn__look_up(&work->columns, name);
    if (column != APN__NONE || !work->columns.known)
        return column;
    apn__suggest(work->reader, name, work->columns.words, work->columns.count, suggestion);
    apn__fault(work->reader, APN_UNKNOWN_ID, node->place, trail, "the table has no column `%.*s`%s",
               APN__SHOW(name),
               suggestion[0] != '\0'
                   ? suggestion
                   : ": name those that there are, with spaces around `+` and `-`");
    return column;
}

/* Adds a column to the right side, or sets the left one. `seen` has a place for each column. */
static void add_column(const table_work *work, apn__text name, const apn__node *node,
                       const apn__trail *trail, bool *seen, size_t *out)
{
    *out = find_column(work, name, node, trail);
    if (*out == APN__NONE)
        return;
    if (seen[*out])
        apn__fault(work->reader, APN_DUPLICATE_KEY, node->place, trail,
                   "`%.*s` names the column `%.*s` twice: name each once", APN__SHOW(node->text),
                   APN__SHOW(name));
    seen[*out] = true;
}

static bool is_sign(apn__text word)
{
    return apn__text_is(word, "+") || apn__text_is(word, "-") || apn__text_is(word, "=");
}

/* The words behind `=`: columns with a sign between them, and before the first if it is taken away.
 * False when they are not of that form. */
static bool read_terms(const table_work *work, apn__text rest, const apn__node *node,
                       const apn__trail *trail, bool *seen, apn__across *across)
{
    for (apn__text word = next_word(&rest); word.length > 0; word = next_word(&rest)) {
        bool minus = apn__text_is(word, "-"), sign = minus || apn__text_is(word, "+");
        if (!sign && across->count > 0)
            return false;
        if (sign)
            word = next_word(&rest);
        if (word.length == 0 || is_sign(word))
            return false;
        across->subtracted[across->count] = minus;
        add_column(work, word, node, trail, seen, &across->columns[across->count++]);
    }
    return across->count > 0;
}

static void read_across(const table_work *work, const apn__node *node, const apn__trail *trail)
{
    static const char form[] = "a sum of columns, as variance = budget - outturn";
    apn__across *across = &work->table->across[work->table->across_count];
    if (!apn__is_text(work->reader, node, trail, form))
        return;
    apn__text rest = node->text, result = next_word(&rest);
    size_t most = node->text.length / 2 + 1; /* of columns: a letter and a space each */
    bool *seen = apn__scratch(work->reader, work->table->column_count, sizeof *seen);
    across->words = apn__keep_text(work->reader, node->text);
    across->columns = apn__keep(work->reader, most, sizeof *across->columns);
    across->subtracted = apn__keep(work->reader, most, sizeof *across->subtracted);
    if (seen == NULL || across->columns == NULL || across->subtracted == NULL)
        return;
    work->table->across_count++;
    if (!apn__text_is(next_word(&rest), "=")) {
        rest.length = 0;
        result.length = 0;
    }
    if (result.length != 0)
        add_column(work, result, node, trail, seen, &across->result);
    if (!read_terms(work, rest, node, trail, seen, across))
        apn__fault(work->reader, APN_WRONG_TYPE, node->place, trail,
                   "`%.*s` is not %s, with spaces around `=`, `+` and `-`", APN__SHOW(node->text),
                   form);
}

/* One sum of columns, or a list of them. */
static void read_acrosses(const table_work *work, const apn__node *node)
{
    apn__trail trail = apn__trail_of_key(work->trail, node);
    bool list = node->kind == APN__SEQUENCE;
    size_t at = 0;
    if (list && node->count > APN__LIMIT_ACROSS) {
        apn__fault(work->reader, APN_LIMIT, node->place, &trail,
                   "the table has %zu sums across: %u are the most", node->count,
                   APN__LIMIT_ACROSS);
        return;
    }
    work->table->across =
        apn__keep(work->reader, list ? node->count : 1, sizeof *work->table->across);
    if (work->table->across == NULL)
        return;
    if (!list)
        read_across(work, node, &trail);
    for (const apn__node *entry = node->first; list && entry != NULL; entry = entry->next) {
        apn__trail here = {&trail, {"", 0}, ++at};
        read_across(work, entry, &here);
    }
}

static void read_table(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       apn__published *table)
{
    table_text text = {.id = "", .source = ""};
    table_work work = {.reader = reader, .trail = trail, .table = table};
    apn__read_mapping(reader, node, trail, &table_table, &text);
    table->id = text.id;
    table->unit = reader->agreement->info.unit;
    if (node->kind != APN__MAPPING)
        return;
    if (text.unit != NULL)
        read_unit(&work, text.unit);
    if (text.columns != NULL)
        read_columns(&work, text.columns);
    if (text.rows != NULL)
        read_rows(&work, text.rows);
    if (text.total != NULL)
        read_total(&work, text.total);
    if (text.across != NULL)
        read_acrosses(&work, text.across);
    if (!node->truncated && apn__node_find(node, "total") == NULL &&
        apn__node_find(node, "across") == NULL)
        apn__fault(reader, APN_MISSING_KEY, node->place, trail,
                   "the table has nothing to check: give it a `total`, or a sum of columns as "
                   "`across`, or both");
}

void apn__read_tables(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    apn_agreement *agreement = reader->agreement;
    apn__index ids = {0};
    if (!apn__is_list(reader, node, trail, "a list of tables, each as {id: …, columns: […], …}"))
        return;
    apn__index_list(reader, node, trail, "a table", &ids);
    agreement->tables = apn__keep(reader, node->count, sizeof *agreement->tables);
    if (agreement->tables == NULL)
        return;
    for (const apn__node *entry = node->first; entry != NULL; entry = entry->next) {
        size_t at = agreement->table_count++;
        apn__trail here = apn__trail_of_entry(trail, entry, at + 1);
        read_table(reader, entry, &here, &agreement->tables[at]);
    }
}
