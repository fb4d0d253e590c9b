/* The cells of a CSV text by RFC 4180, in one pass over a copy of the text: each cell is unquoted
 * where it stands, and a zero byte takes the place of what ended it, so that no cell is copied
 * again. */
#include "apportion/sheet.h"

#include <assert.h>

#include "alloc.h"
#include "document.h"
#include "findings.h"
#include "library_limits.h"

struct apn_sheet {
    char *text;
    apn_sheet_cell *cells; /* of all rows, in order */
    size_t cell_count, cell_capacity;
    size_t *rows; /* where each row's cells begin; one more for the end */
    size_t row_count, row_capacity;
};

typedef struct scan {
    apn_sheet *sheet;
    apn_findings *findings;
    const char *name;
    char *at, *end;
    uint32_t line, column;       /* of `at` */
    bool zero_told, return_told; /* faults that are told once for the whole text */
    uint32_t quote_line;         /* where a stray quote was told: there is often a second one */
    bool too_many;
} scan;

static void report(scan *reader, apn__place place, const char *sentence)
{
    apn__findings_add(reader->findings, APN_ERROR, APN_CSV, place, NULL, "%s", sentence);
}

static apn__place here(const scan *reader)
{
    return (apn__place){reader->name, reader->line, reader->column};
}

/* Passes one byte, keeping line and column: a byte that continues a character is no column of its
 * own. */
static void pass(scan *reader)
{
    char byte = *reader->at++;
    if (byte == '\n') {
        reader->line++;
        reader->column = 1;
    } else if (((unsigned char)byte & 0xC0u) != 0x80u) {
        reader->column++;
    }
}

/* Is the byte one that ends a cell? A carriage return does only before a line feed. */
static bool ends_cell(const scan *reader)
{
    char byte = *reader->at;
    return byte == ',' || byte == '\n' ||
           (byte == '\r' && reader->at + 1 < reader->end && reader->at[1] == '\n');
}

/* Reports bytes that no cell may hold, quoted or not. */
static void check_byte(scan *reader, bool quoted)
{
    char byte = *reader->at;
    if (byte == '\0' && !reader->zero_told) {
        reader->zero_told = true;
        report(reader, here(reader),
               "a zero byte stands here, so this is no plain text; save the sheet as CSV in UTF-8");
    } else if (byte == '\r' && !quoted && !reader->return_told) {
        reader->return_told = true;
        report(reader, here(reader),
               "a carriage return without a line feed ends no row; save the sheet with LF or CRLF "
               "line ends");
    }
}

/* Reads a cell that begins with a quote, to behind its closing quote. Its text begins behind the
 * first quote, which stays where it is. Returns where its text ends. */
static char *read_quoted(scan *reader)
{
    apn__place opening = here(reader);
    char *to = reader->at + 1;
    pass(reader);
    while (reader->at < reader->end) {
        if (*reader->at == '"') {
            pass(reader);
            if (reader->at == reader->end || *reader->at != '"')
                return to;
        }
        check_byte(reader, true);
        *to++ = *reader->at;
        pass(reader);
    }
    report(
        reader, opening,
        "the quote that begins this cell does not end; put a quote behind the cell's last letter");
    return to;
}

/* Reads to the end of a cell that does not begin with a quote. */
static void read_plain(scan *reader)
{
    while (reader->at < reader->end && !ends_cell(reader)) {
        if (*reader->at == '"' && reader->quote_line != reader->line) {
            reader->quote_line = reader->line;
            report(reader, here(reader),
                   "a quote stands inside a cell that does not begin with one; put the whole cell "
                   "in quotes and write "
                   "the quote twice");
        }
        check_byte(reader, false);
        pass(reader);
    }
}

/* Room for one cell more; false when there is none, or too many cells. */
static bool reserve_cell(scan *reader)
{
    apn_sheet *sheet = reader->sheet;
    if (sheet->cell_count == APN__LIMIT_SHEET_CELLS) {
        reader->too_many = true;
        apn__findings_add(reader->findings, APN_ERROR, APN_LIMIT, here(reader), NULL,
                          "the sheet has more than %u cells; leave out what is not needed",
                          (unsigned)APN__LIMIT_SHEET_CELLS);
        return false;
    }
    if (sheet->cell_count < sheet->cell_capacity)
        return true;
    size_t capacity = sheet->cell_capacity == 0 ? 64 : sheet->cell_capacity * 2;
    apn_sheet_cell *cells = apn__grow(sheet->cells, capacity, sizeof *cells);
    if (cells == NULL)
        return false;
    sheet->cells = cells;
    sheet->cell_capacity = capacity;
    return true;
}

/* Reads one cell, up to what ends it, which is not passed. *cell_end is where the zero byte belongs
 * once that has been looked at. */
static bool read_cell(scan *reader, char **cell_end)
{
    if (!reserve_cell(reader))
        return false;
    apn_sheet_cell *cell = &reader->sheet->cells[reader->sheet->cell_count++];
    char *begin = reader->at, *end;
    *cell = (apn_sheet_cell){.text = begin, .line = reader->line, .column = reader->column};
    if (reader->at < reader->end && *reader->at == '"') {
        cell->text = ++begin;
        end = read_quoted(reader);
        if (reader->at < reader->end && !ends_cell(reader)) {
            report(reader, here(reader),
                   "text stands behind the quote that ends this cell; a quote inside quotes is "
                   "written twice");
            while (reader->at < reader->end && !ends_cell(reader))
                pass(reader);
        }
    } else {
        read_plain(reader);
        end = reader->at;
    }
    cell->length = (size_t)(end - begin);
    *cell_end = end;
    return true;
}

/* Notes that a row begins with the next cell. */
static bool begin_row(apn_sheet *sheet)
{
    if (sheet->row_count + 1 >= sheet->row_capacity) {
        size_t capacity = sheet->row_capacity == 0 ? 16 : sheet->row_capacity * 2;
        size_t *rows = apn__grow(sheet->rows, capacity, sizeof *rows);
        if (rows == NULL)
            return false;
        sheet->rows = rows;
        sheet->row_capacity = capacity;
    }
    sheet->rows[sheet->row_count++] = sheet->cell_count;
    return true;
}

/* Reads the cells of one row and passes its line end. */
static bool read_row(scan *reader)
{
    bool more = true;
    if (!begin_row(reader->sheet))
        return false;
    while (more) {
        char *cell_end = NULL;
        if (!read_cell(reader, &cell_end))
            return false;
        more = reader->at < reader->end && *reader->at == ',';
        if (more)
            pass(reader);
        else if (reader->at < reader->end && *reader->at == '\r')
            pass(reader);
        if (!more && reader->at < reader->end)
            pass(reader);
        *cell_end = '\0';
    }
    reader->sheet->rows[reader->sheet->row_count] = reader->sheet->cell_count;
    return true;
}

/* Passes line ends that follow each other: an empty line is no row. */
static void pass_empty_lines(scan *reader)
{
    while (reader->at < reader->end && *reader->at != ',' && ends_cell(reader))
        pass(reader);
}

/* Reads all rows. False when memory is out or there are too many cells. */
static bool read_rows(scan *reader)
{
    size_t length = (size_t)(reader->end - reader->at);
    if (length >= 3 && memcmp(reader->at, "\xEF\xBB\xBF", 3) == 0)
        reader->at += 3;
    pass_empty_lines(reader);
    while (reader->at < reader->end) {
        if (!read_row(reader))
            return false;
        pass_empty_lines(reader);
    }
    return true;
}

/* One fault for the whole text: where one byte is not UTF-8, thousands may not be. */
static void check_encoding(const char *bytes, size_t length, const char *name,
                           apn_findings *findings)
{
    char sentence[200];
    apn__place place = {.file = name};
    size_t fault = apn__utf8_fault(bytes, length);
    if (fault == length)
        return;
    apn__utf8_place(bytes, length, fault, &place.line, &place.column);
    apn__utf8_explain(bytes, length, fault, sentence, sizeof sentence);
    apn__findings_add(findings, APN_ERROR, APN_CSV, place, NULL, "%s", sentence);
}

/* A sheet with a copy of the text, or NULL when memory is out. */
static apn_sheet *make_sheet(const char *bytes, size_t length)
{
    apn_sheet *sheet = apn__alloc(1, sizeof *sheet);
    if (sheet == NULL)
        return NULL;
    sheet->text = apn__alloc(length + 1, 1);
    if (sheet->text == NULL) {
        apn__free(sheet);
        return NULL;
    }
    if (length > 0)
        memcpy(sheet->text, bytes, length);
    return sheet;
}

/* Reads the text into *out, its faults into findings. */
static apn_status read_sheet(const char *bytes, size_t length, const char *name,
                             apn_findings *findings, apn_sheet **out)
{
    if (length > APN__LIMIT_SHEET_BYTES) {
        apn__findings_add(findings, APN_ERROR, APN_LIMIT, (apn__place){name, 1, 1}, NULL,
                          "the sheet is longer than %u MiB; leave out what is not needed",
                          (unsigned)(APN__LIMIT_SHEET_BYTES >> 20));
        return APN_LIMIT;
    }
    *out = make_sheet(bytes, length);
    if (*out == NULL)
        return APN_MEMORY;
    check_encoding(bytes, length, name, findings);
    scan reader = {.sheet = *out, .findings = findings, .name = name, .line = 1, .column = 1};
    reader.at = (*out)->text;
    reader.end = reader.at + length;
    if (!read_rows(&reader) && !reader.too_many)
        return APN_MEMORY;
    return APN_OK;
}

apn_status apn_sheet_from_csv(const char *bytes, size_t length, const char *name,
                              apn_findings **findings, apn_sheet **out, apn_error *err)
{
    apn_status status = APN_OK;
    apn_sheet *sheet = NULL;
    apn_findings *list = NULL;
    if (findings != NULL)
        *findings = NULL;
    if (out != NULL)
        *out = NULL;
    if (out == NULL || (bytes == NULL && length > 0))
        return apn__fail(err, APN_USAGE, NULL,
                         "the text and the place for the sheet must be given");
    list = apn__findings_make();
    if (list == NULL ||
        read_sheet(bytes, length, name == NULL ? "" : name, list, &sheet) == APN_MEMORY) {
        status = apn__fail_memory(err);
        goto done;
    }
    apn__findings_sort(list);
    status = apn__findings_status(list, err);
    if (status == APN_OK) {
        *out = sheet;
        sheet = NULL;
    }
done:
    if (findings != NULL) {
        *findings = list;
        list = NULL;
    }
    apn_sheet_free(sheet);
    apn_findings_free(list);
    return status;
}

void apn_sheet_free(apn_sheet *sheet)
{
    if (sheet == NULL)
        return;
    apn__free(sheet->text);
    apn__free(sheet->cells);
    apn__free(sheet->rows);
    apn__free(sheet);
}

size_t apn_sheet_row_count(const apn_sheet *sheet)
{
    return sheet == NULL ? 0 : sheet->row_count;
}

size_t apn_sheet_cell_count(const apn_sheet *sheet, size_t row)
{
    return row < apn_sheet_row_count(sheet) ? sheet->rows[row + 1] - sheet->rows[row] : 0;
}

apn_sheet_cell apn_sheet_cell_at(const apn_sheet *sheet, size_t row, size_t column)
{
    if (column >= apn_sheet_cell_count(sheet, row))
        return (apn_sheet_cell){.text = ""};
    return sheet->cells[sheet->rows[row] + column];
}

bool apn__sheet_is_quoted(const apn_sheet *sheet, size_t row, size_t column)
{
    const char *text = apn_sheet_cell_at(sheet, row, column).text;
    return column < apn_sheet_cell_count(sheet, row) && text != sheet->text && text[-1] == '"';
}
