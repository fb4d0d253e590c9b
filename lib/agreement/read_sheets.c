/* read_sheets.c: sheets that an agreement names: where they may lie, their headings, and the rows
 * that are asked for. */
#include "agreement_sheets.h"

#include <stdlib.h>

#include "library_limits.h"

/* Whether a path leads nowhere but down from the folder, as far as its letters tell. */
static bool goes_down(apn__text path)
{
    size_t begin = 0;
    if (path.length == 0 || path.bytes[0] == '/' || (path.length > 1 && path.bytes[1] == ':'))
        return false;
    for (size_t i = 0; i <= path.length; i++) {
        if (i < path.length && (path.bytes[i] == '\\' || (unsigned char)path.bytes[i] < ' '))
            return false;
        if (i < path.length && path.bytes[i] != '/')
            continue;
        if (i - begin == 2 && path.bytes[begin] == '.' && path.bytes[begin + 1] == '.')
            return false;
        begin = i + 1;
    }
    return true;
}

static size_t folder_length(const char *from)
{
    const char *end = strrchr(from, '/');
    return end == NULL ? 0 : (size_t)(end - from) + 1;
}

/* The folder of a text and the name, as one path. "" when memory is out. */
static const char *join_path(apn__reader *reader, const char *from, const char *name)
{
    size_t folder = folder_length(from), length = strlen(name);
    char *path = apn__keep(reader, folder + length + 1, 1);
    if (path == NULL)
        return "";
    memcpy(path, from, folder);
    memcpy(path + folder, name, length);
    return path;
}

/* A sheet of the same folder and name that was already asked for. */
static const apn__sheet *find_known(const apn__reader *reader, const char *from, apn__text name)
{
    size_t folder = folder_length(from);
    for (size_t i = 0; i < reader->sheet_count; i++) {
        const apn__sheet *sheet = &reader->sheets[i];
        if (apn__text_is(name, sheet->name) && folder == folder_length(sheet->from) &&
            memcmp(from, sheet->from, folder) == 0)
            return sheet;
    }
    return NULL;
}

/* Takes a cell's text without the spaces around it. */
static apn__text trim(apn__text text)
{
    static const char wide[] = "\xC2\xA0"; /* a space that does not break */
    bool cut = true;
    while (cut) {
        cut = false;
        if (text.length > 0 && (*text.bytes == ' ' || *text.bytes == '\t')) {
            text.bytes++, text.length--, cut = true;
        } else if (text.length > 1 && memcmp(text.bytes, wide, 2) == 0) {
            text.bytes += 2, text.length -= 2, cut = true;
        }
        if (text.length > 0 &&
            (text.bytes[text.length - 1] == ' ' || text.bytes[text.length - 1] == '\t')) {
            text.length--, cut = true;
        } else if (text.length > 1 && memcmp(text.bytes + text.length - 2, wide, 2) == 0) {
            text.length -= 2, cut = true;
        }
    }
    return text;
}

apn__text apn__cell_text(const apn__sheet *sheet, size_t row, size_t column)
{
    apn_sheet_cell cell = apn_sheet_cell_at(sheet->cells, row, column);
    return trim((apn__text){cell.text, cell.length});
}

/* The place of a cell's text; of a cell that its row does not have, the row's. */
apn__place apn__cell_place(const apn__sheet *sheet, size_t row, size_t column)
{
    apn_sheet_cell cell = apn_sheet_cell_at(sheet->cells, row, column);
    const char *text = apn__cell_text(sheet, row, column).bytes;
    if (cell.line == 0)
        return apn__cell_place(sheet, row, 0);
    if (memchr(cell.text, '\n', (size_t)(text - cell.text)) != NULL)
        text = cell.text;
    return (apn__place){sheet->path, cell.line,
                        cell.column + apn__sheet_is_quoted(sheet->cells, row, column) +
                            (uint32_t)apn__utf8_count(cell.text, (size_t)(text - cell.text))};
}

static bool is_blank(const apn__sheet *sheet, size_t row)
{
    for (size_t column = 0; column < apn_sheet_cell_count(sheet->cells, row); column++) {
        if (apn__cell_text(sheet, row, column).length > 0)
            return false;
    }
    return true;
}

/* By text, then by column: no two are equal. */
static int compare_headings(const void *left, const void *right)
{
    const apn__id *a = left, *b = right;
    int order = apn__text_compare(a->text, b->text);
    return order != 0 ? order : (a->at > b->at) - (a->at < b->at);
}

/* Finds the headings. False when there are none, or memory is out. */
static bool read_headings(apn__reader *reader, apn__sheet *sheet)
{
    size_t rows = apn_sheet_row_count(sheet->cells), count;
    apn__id *ids;
    while (sheet->headings < rows && is_blank(sheet, sheet->headings))
        sheet->headings++;
    if (sheet->headings == rows)
        return false;
    count = apn_sheet_cell_count(sheet->cells, sheet->headings);
    ids = apn__scratch(reader, count, sizeof *ids);
    if (ids == NULL)
        return false;
    for (size_t column = 0; column < count; column++) {
        apn__text text = apn__cell_text(sheet, sheet->headings, column);
        if (text.length > 0)
            ids[sheet->index_count++] = (apn__id){text, {NULL, 0, 0}, column};
    }
    qsort(ids, sheet->index_count, sizeof *ids, compare_headings);
    sheet->index = ids;
    return true;
}

/* Cells that stand under no heading: mostly what is left of an amount that a comma has cut in two.
 * False when one was reported. */
static bool check_widths(apn__reader *reader, const apn__sheet *sheet)
{
    size_t width = apn_sheet_cell_count(sheet->cells, sheet->headings);
    bool good = true;
    for (size_t row = sheet->headings + 1; row < apn_sheet_row_count(sheet->cells); row++) {
        size_t column = width;
        while (column < apn_sheet_cell_count(sheet->cells, row) &&
               apn__cell_text(sheet, row, column).length == 0)
            column++;
        if (column >= apn_sheet_cell_count(sheet->cells, row))
            continue;
        good = false;
        apn__fault(reader, APN_CSV, apn__cell_place(sheet, row, column), NULL,
                   "`%.*s` stands under no heading, since the row has %zu cells and the headings "
                   "are %zu: put a cell with a comma into quotes, as \"12,500.00\", or name the "
                   "column",
                   APN__SHOW(apn__cell_text(sheet, row, column)),
                   apn_sheet_cell_count(sheet->cells, row), width);
    }
    return good;
}

/* Asks the caller for the bytes. False, reported, when they do not come. */
static bool ask(apn__reader *reader, const apn__sheet *sheet, const apn__node *node,
                const apn__trail *trail, apn__text *bytes)
{
    const apn_agreement_options *options = reader->options;
    apn_error err = {0};
    if (options == NULL || options->source == NULL) {
        apn__fault(reader, APN_IO, node->place, trail,
                   "`%s` cannot be read: this program reads agreements without sheets of their own",
                   sheet->name);
        return false;
    }
    apn_status status = options->source(options->source_context, sheet->from, sheet->name,
                                        &bytes->bytes, &bytes->length, &err);
    if (status == APN_OK)
        return true;
    if (status == APN_MEMORY) {
        reader->no_memory = true;
        apn__findings_fail_memory(reader->findings);
    } else {
        apn__fault(reader, status, node->place, trail, "%s", err.message);
    }
    return false;
}

/* Reads the bytes. False, reported, when they are no sheet. */
static bool read_cells(apn__reader *reader, apn__sheet *sheet, const apn__node *node,
                       const apn__trail *trail)
{
    apn__text bytes = {0};
    apn_findings *findings = NULL;
    if (!ask(reader, sheet, node, trail, &bytes) || !apn__note_input(reader, sheet->name, bytes))
        return false;
    apn__findings_mention(reader->findings, sheet->path);
    apn_status status =
        apn_sheet_from_csv(bytes.bytes, bytes.length, sheet->path, &findings, &sheet->cells, NULL);
    apn__findings_append(reader->findings, findings);
    apn_findings_free(findings);
    if (status == APN_MEMORY) {
        reader->no_memory = true;
        apn__findings_fail_memory(reader->findings);
    }
    if (status != APN_OK)
        return false;
    if (read_headings(reader, sheet))
        return check_widths(reader, sheet);
    if (!reader->no_memory)
        apn__fault(reader, APN_CSV, node->place, trail,
                   "`%s` is empty: its first row gives its columns their names", sheet->path);
    return false;
}

const apn__sheet *apn__sheet_get(apn__reader *reader, const apn__node *node,
                                 const apn__trail *trail)
{
    if (!apn__is_text(reader, node, trail, "the name of a CSV file"))
        return NULL;
    if (!goes_down(node->text)) {
        apn__fault(reader, APN_PATH_OUTSIDE, node->place, trail,
                   "`%.*s` leads out of the agreement's folder: put the sheet into that folder or "
                   "one below it, and name it from there, with `/` between folders",
                   APN__SHOW(node->text));
        return NULL;
    }
    const apn__sheet *known = find_known(reader, node->place.file, node->text);
    if (known != NULL)
        return known->cells == NULL || known->index == NULL ? NULL : known;
    if (reader->sheets == NULL)
        reader->sheets = apn__scratch(reader, APN__LIMIT_SHEETS, sizeof *reader->sheets);
    if (reader->sheets == NULL)
        return NULL;
    if (reader->sheet_count == APN__LIMIT_SHEETS) {
        apn__fault(reader, APN_LIMIT, node->place, trail, "the agreement names more than %u sheets",
                   APN__LIMIT_SHEETS);
        return NULL;
    }
    apn__sheet *sheet = &reader->sheets[reader->sheet_count++];
    sheet->from = node->place.file;
    sheet->name = apn__keep_text(reader, node->text);
    sheet->path = join_path(reader, sheet->from, sheet->name);
    return !reader->no_memory && read_cells(reader, sheet, node, trail) ? sheet : NULL;
}

void apn__sheets_end(apn__reader *reader)
{
    for (size_t i = 0; i < reader->sheet_count; i++)
        apn_sheet_free(reader->sheets[i].cells);
    reader->sheet_count = 0;
}

/* The place of the first heading that is not before the text, among the sorted ones. */
static size_t find_first(const apn__sheet *sheet, apn__text heading)
{
    size_t low = 0, high = sheet->index_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (apn__text_compare(sheet->index[middle].text, heading) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_heading(const apn__sheet *sheet, size_t at, apn__text heading)
{
    return at < sheet->index_count && apn__text_equal(sheet->index[at].text, heading);
}

size_t apn__sheet_find(const apn__sheet *sheet, apn__text heading)
{
    size_t at = find_first(sheet, heading);
    return is_heading(sheet, at, heading) ? sheet->index[at].at : APN__NONE;
}

/* What a heading may have meant, or those that there are, in the sheet's order. */
static void hint_heading(apn__reader *reader, const apn__sheet *sheet, apn__text heading,
                         apn__buffer *hint)
{
    size_t cells = apn_sheet_cell_count(sheet->cells, sheet->headings), count = 0;
    apn__text *words = apn__scratch(reader, cells, sizeof *words);
    if (words == NULL || reader->suggestions_left == 0)
        return;
    reader->suggestions_left--;
    for (size_t i = 0; i < cells; i++) {
        apn__text word = apn__cell_text(sheet, sheet->headings, i);
        if (word.length > 0)
            words[count++] = word;
    }
    apn__hint_ids(hint, heading, words, count, "columns");
}

/* Of a sheet whose cells are not apart by commas the first row is one cell. */
static bool fault_separator(apn__reader *reader, const apn__sheet *sheet, apn__place place,
                            const apn__trail *trail)
{
    apn__text first = apn__cell_text(sheet, sheet->headings, 0);
    bool tabs = memchr(first.bytes, '\t', first.length) != NULL;
    if (apn_sheet_cell_count(sheet->cells, sheet->headings) != 1 ||
        (!tabs && memchr(first.bytes, ';', first.length) == NULL))
        return false;
    apn__fault(reader, APN_CSV, place, trail,
               "the cells of `%s` are apart by %s: save it with commas between them", sheet->path,
               tabs ? "tabs" : "semicolons");
    return true;
}

static size_t find_column(apn__reader *reader, const apn__sheet *sheet, apn__text heading,
                          apn__place place, const apn__trail *trail)
{
    size_t at = find_first(sheet, heading);
    apn__buffer hint = {0};
    if (is_heading(sheet, at, heading) && is_heading(sheet, at + 1, heading)) {
        apn__fault(reader, APN_CSV, place, trail,
                   "`%s` has two columns `%.*s`, column %zu and column %zu: give one of them "
                   "another heading",
                   sheet->path, APN__SHOW(heading), sheet->index[at].at + 1,
                   sheet->index[at + 1].at + 1);
        return APN__NONE;
    }
    if (is_heading(sheet, at, heading))
        return sheet->index[at].at;
    if (fault_separator(reader, sheet, place, trail))
        return APN__NONE;
    hint_heading(reader, sheet, heading, &hint);
    if (hint.failed)
        apn__findings_fail_memory(reader->findings);
    else
        apn__fault(reader, APN_CSV, place, trail, "`%s` has no column `%.*s`%s", sheet->path,
                   APN__SHOW(heading), hint.bytes == NULL ? "" : hint.bytes);
    apn__buffer_end(&hint);
    return APN__NONE;
}

size_t apn__sheet_column(apn__reader *reader, const apn__sheet *sheet, const apn__node *node,
                         const apn__trail *trail)
{
    if (!apn__is_text(reader, node, trail, "the heading of a column"))
        return APN__NONE;
    return find_column(reader, sheet, trim(node->text), node->place, trail);
}

/* One part of `where`: what a row must have in a column. */
typedef struct condition {
    const apn__node *node;
    size_t column;
    apn__text wanted;
} condition;

/* Reads `where`. Returns how many conditions; APN__NONE, reported, when one is wrong. */
static size_t read_conditions(apn__reader *reader, const apn__sheet *sheet, const apn__node *where,
                              const apn__trail *up, condition *out)
{
    apn__trail trail = apn__trail_of_key(up, where);
    size_t count = 0;
    bool good = true;
    for (const apn__node *child = where->first; child != NULL; child = child->next) {
        apn__trail here = apn__trail_of_key(&trail, child);
        out[count].node = child;
        out[count].column = find_column(reader, sheet, trim(child->key), child->key_place, &here);
        good = apn__is_text(reader, child, &here, "what the rows have in the column") && good &&
               out[count].column != APN__NONE;
        out[count++].wanted = trim(child->text);
    }
    return good ? count : APN__NONE;
}

static bool meets(const apn__sheet *sheet, size_t row, const condition *one)
{
    return apn__text_equal(apn__cell_text(sheet, row, one->column), one->wanted);
}

/* What a cell that no row has may have meant: the nearest of the first ones. */
static void hint_cell(apn__reader *reader, const apn__sheet *sheet, const condition *one,
                      char *suggestion)
{
    enum { MOST = 1000 };
    size_t rows = apn_sheet_row_count(sheet->cells), count = 0;
    apn__text *words = apn__scratch(reader, MOST, sizeof *words);
    suggestion[0] = '\0';
    if (words == NULL)
        return;
    for (size_t row = sheet->headings + 1; row < rows && count < MOST; row++)
        words[count++] = apn__cell_text(sheet, row, one->column);
    apn__suggest(reader, one->wanted, words, count, suggestion);
}

/* Why no row is left: a part of `where` that no row meets, or all parts together. */
static void fault_no_row(apn__reader *reader, const apn__sheet *sheet, const apn__node *where,
                         const apn__trail *up, const condition *parts, size_t count)
{
    char suggestion[APN__SUGGESTION_SIZE];
    size_t rows = apn_sheet_row_count(sheet->cells);
    for (size_t i = 0; i < count; i++) {
        size_t row = sheet->headings + 1;
        while (row < rows && !meets(sheet, row, &parts[i]))
            row++;
        if (row < rows)
            continue;
        apn__trail trail = apn__trail_of_key(up, where);
        apn__trail here = apn__trail_of_key(&trail, parts[i].node);
        hint_cell(reader, sheet, &parts[i], suggestion);
        apn__fault(reader, APN_CSV, parts[i].node->place, &here,
                   "no row of `%s` has `%.*s` in column `%.*s`%s", sheet->path,
                   APN__SHOW(parts[i].wanted), APN__SHOW(parts[i].node->key), suggestion);
        return;
    }
    apn__fault(reader, APN_CSV, where == NULL ? (apn__place){sheet->path, 1, 1} : where->place, up,
               count == 0 ? "`%s` has no row under its headings"
                          : "no row of `%s` has all that `where` asks for",
               sheet->path);
}

bool apn__sheet_rows(apn__reader *reader, const apn__sheet *sheet, const apn__node *where,
                     const apn__trail *trail, apn__rows *rows)
{
    size_t total = apn_sheet_row_count(sheet->cells), count = 0;
    condition *parts = apn__scratch(reader, where == NULL ? 0 : where->count, sizeof *parts);
    *rows = (apn__rows){apn__scratch(reader, total, sizeof *rows->list), 0};
    if (parts == NULL || rows->list == NULL)
        return false;
    if (where != NULL) {
        apn__trail here = apn__trail_of_key(trail, where);
        if (!apn__is_mapping(reader, where, &here, "texts under headings, as {as_at: March 2015}"))
            return false;
        count = read_conditions(reader, sheet, where, trail, parts);
        if (count == APN__NONE)
            return false;
    }
    for (size_t row = sheet->headings + 1; row < total; row++) {
        size_t met = 0;
        while (met < count && meets(sheet, row, &parts[met]))
            met++;
        if (met == count && !is_blank(sheet, row))
            rows->list[rows->count++] = row;
    }
    if (rows->count == 0)
        fault_no_row(reader, sheet, where, trail, parts, count);
    return rows->count > 0;
}

apn__node *apn__make_group(apn__reader *reader, apn__node_kind kind, apn__place place)
{
    apn__node *node = apn__node_make(reader->scratch, kind, place);
    if (node == NULL) {
        reader->no_memory = true;
        apn__findings_fail_memory(reader->findings);
    }
    return node;
}

apn__node *apn__make_scalar(apn__reader *reader, apn__text text, apn__place place)
{
    apn__node *node = apn__make_group(reader, APN__SCALAR, place);
    if (node != NULL)
        node->text = text;
    return node;
}

apn__node *apn__make_cell(apn__reader *reader, const apn__sheet *sheet, size_t row, size_t column)
{
    apn__node *node = apn__make_scalar(reader, apn__cell_text(sheet, row, column),
                                       apn__cell_place(sheet, row, column));
    if (node != NULL)
        node->sheet = true;
    return node;
}

void apn__put_key(apn__node *mapping, const char *key, apn__place place, apn__node *child)
{
    if (mapping == NULL || child == NULL)
        return;
    child->key = apn__text_of(key);
    child->key_place = place;
    apn__node_add(mapping, child);
}
