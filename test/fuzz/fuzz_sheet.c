/* Whatever the bytes are, the CSV reader returns. A sheet that it gives has a place and an ended
 * text for each cell, and written again, all cells in quotes, it reads the same. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apportion/agreement.h"
#include "apportion/sheet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A fuzzer stops at what ends the process, in a release build too. */
static void require(int holds, const char *law)
{
    if (!holds) {
        fprintf(stderr, "broken law: %s\n", law);
        abort();
    }
}

/* Writes the cells with quotes around each. The text has at most `size` bytes and `cells` cells. */
static size_t write_quoted(const apn_sheet *sheet, char *text)
{
    size_t length = 0;
    for (size_t row = 0; row < apn_sheet_row_count(sheet); row++) {
        for (size_t column = 0; column < apn_sheet_cell_count(sheet, row); column++) {
            apn_sheet_cell cell = apn_sheet_cell_at(sheet, row, column);
            if (column > 0)
                text[length++] = ',';
            text[length++] = '"';
            for (size_t i = 0; i < cell.length; i++) {
                if (cell.text[i] == '"')
                    text[length++] = '"';
                text[length++] = cell.text[i];
            }
            text[length++] = '"';
        }
        text[length++] = '\n';
    }
    return length;
}

static void check_cells(const apn_sheet *sheet, size_t size)
{
    uint32_t line = 0, column_before = 0;
    for (size_t row = 0; row < apn_sheet_row_count(sheet); row++) {
        require(apn_sheet_cell_count(sheet, row) > 0, "a row has a cell");
        for (size_t column = 0; column < apn_sheet_cell_count(sheet, row); column++) {
            apn_sheet_cell cell = apn_sheet_cell_at(sheet, row, column);
            require(strlen(cell.text) == cell.length, "a cell ends with its only zero byte");
            require(cell.line > line || (cell.line == line && cell.column > column_before),
                    "cells stand behind each other");
            require(cell.line <= size + 1 && cell.column <= size + 1,
                    "a cell stands inside the text");
            line = cell.line;
            column_before = cell.column;
        }
    }
}

static void check_same(const apn_sheet *a, const apn_sheet *b)
{
    require(apn_sheet_row_count(a) == apn_sheet_row_count(b), "the same rows");
    for (size_t row = 0; row < apn_sheet_row_count(a); row++) {
        require(apn_sheet_cell_count(a, row) == apn_sheet_cell_count(b, row), "the same cells");
        for (size_t column = 0; column < apn_sheet_cell_count(a, row); column++)
            require(strcmp(apn_sheet_cell_at(a, row, column).text,
                           apn_sheet_cell_at(b, row, column).text) == 0,
                    "the same text");
    }
}

/* The bytes as the sheet that an agreement names. */
typedef struct sheet_text {
    const char *bytes;
    size_t length;
} sheet_text;

static apn_status give_sheet(void *context, const char *from, const char *name, const char **bytes,
                             size_t *length, apn_error *err)
{
    const sheet_text *text = context;
    (void)from, (void)name, (void)err;
    *bytes = text->bytes;
    *length = text->length;
    return APN_OK;
}

/* An agreement that takes a driver and cost lines from the sheet loads or says why not, and says
 * the same twice. */
static void check_agreement(const char *data, size_t size)
{
    static const char agreement[] =
        "format: apportion/1\nagreement: {id: x}\nparties: [{id: leics}, {id: notts}]\n"
        "drivers: {d: {from_csv: {file: s, key: force, value: n, year: year, where: {kind: a},\n"
        "                         control_total: 10}}}\n"
        "cost_lines: [{from_csv: {file: s, id: code, title: name, year: year, amount: n,\n"
        "                         basis: equal, repeated: add}}]\n";
    const apn_text_source text = {"fuzz.yaml", agreement, sizeof agreement - 1};
    sheet_text sheet = {data, size};
    const apn_agreement_options options = {
        .size = sizeof options, .source = give_sheet, .source_context = &sheet};
    size_t counts[2] = {0, 0};
    for (int time = 0; time < 2; time++) {
        apn_findings *findings = NULL;
        apn_agreement *loaded = NULL;
        apn_status status = apn_agreement_load(&text, 1, &options, &findings, &loaded, NULL);
        require((status == APN_OK) == (loaded != NULL), "an agreement or an error");
        require((status == APN_OK) == (apn_findings_count_of(findings, APN_ERROR) == 0),
                "an error is a finding");
        counts[time] = apn_findings_count(findings);
        apn_findings_free(findings);
        apn_agreement_unref(loaded);
    }
    require(counts[0] == counts[1], "the same sheet says the same");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    apn_findings *findings = NULL;
    apn_sheet *sheet = NULL, *again = NULL;
    apn_error err = {0};
    apn_status status =
        apn_sheet_from_csv((const char *)data, size, "fuzz", &findings, &sheet, &err);
    require((status == APN_OK) == (sheet != NULL), "a sheet or an error");
    check_agreement((const char *)data, size);
    require(status == APN_OK || status == APN_CSV, "only a fault of the text");
    require((status == APN_OK) == (apn_findings_count(findings) == 0), "every error is a finding");
    require(status == APN_OK || (err.line > 0 && err.column > 0 && err.message[0] != '\0'),
            "an error has a place");
    if (sheet != NULL) {
        check_cells(sheet, size);
        char *text = malloc(size * 4 + 16);
        require(text != NULL, "there is memory");
        size_t length = write_quoted(sheet, text);
        require(apn_sheet_from_csv(text, length, "again", NULL, &again, NULL) == APN_OK,
                "what it wrote it reads");
        check_same(sheet, again);
        free(text);
    }
    apn_sheet_free(again);
    apn_sheet_free(sheet);
    apn_findings_free(findings);
    return 0;
}
