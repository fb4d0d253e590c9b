/* oom.c: whatever allocation fails, the call says APN_MEMORY, gives no result and leaves nothing
 * behind.
 *
 *   oom split FILE          every line of split.vec: splitter, split, many totals, reports
 *   oom table FILE          every line of table.vec
 *   oom agreement FILE…     each agreement alone: its load, or its findings; then the statement of
 *                           every year, and that statement's reports. Each is a call of its own,
 *                           so that the work grows with the square of the longest and no more
 *   oom sheet FILE…         each CSV text
 *   oom issued FILE…        each issued statement
 *   oom biproportional      tables of this file's own */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "apportion/apportion.h"
#include "failing_memory.h"
#include "vector_case.h"
#include "vector_table.h"

/* A scenario runs under failing memory and ends all that it got. `outputs_empty` turns false when a
 * failed call gave something all the same. */
typedef apn_status (*scenario)(const void *input, apn_error *err, bool *outputs_empty);

static int faults;
static size_t failures_tried;

static void complain(const char *name, const char *part, size_t nth, const char *what)
{
    if (faults++ < 20)
        printf("%s, %s, allocation %zu: %s\n", name, part, nth, what);
}

/* Fails allocation 1, 2, 3 … until none is left to fail. */
static void try_all(const char *name, const char *part, scenario run, const void *input,
                    bool onwards)
{
    apn_error plain = {0};
    bool empty = true;
    apn_status expected = run(input, &plain, &empty);
    for (size_t nth = 1;; nth++) {
        apn_error err = {0};
        empty = true;
        failing_memory_arm(nth, onwards);
        apn_status status = run(input, &err, &empty);
        failing_memory_disarm();
        bool failed = failing_memory_failed();
        if (failing_memory_outstanding() != 0)
            complain(name, part, nth, "memory is left behind, or freed twice");
        if (!empty)
            complain(name, part, nth, "a failed call gave a result");
        if (failed && status != APN_MEMORY)
            complain(name, part, nth, apn_status_word(status));
        if (failed && (err.status != APN_MEMORY || *err.message == '\0'))
            complain(name, part, nth, "the error is not filled");
        if (!failed && status != expected)
            complain(name, part, nth, "another status without a failure");
        if (!failed)
            return;
        failures_tried++;
        if (nth > 200000) {
            complain(name, part, nth, "no end");
            return;
        }
    }
}

static void try_both(const char *name, const char *part, scenario run, const void *input)
{
    try_all(name, part, run, input, false);
    try_all(name, part, run, input, true);
}

static apn_status report_split(const apn_split *split, const vector_case *c, apn_error *err,
                               bool *empty)
{
    apn_status status = APN_OK;
    for (int format = 0; status == APN_OK && apn_report_format_word((apn_report_format)format);
         format++) {
        apn_report *report = NULL;
        status = apn_report_split(split, c->names, (apn_report_format)format, &report, err);
        *empty = *empty && (status == APN_OK) == (report != NULL);
        apn_report_free(report);
    }
    return status;
}

static apn_status split_scenario(const void *input, apn_error *err, bool *empty)
{
    const vector_case *c = input;
    apn_splitter *splitter = NULL;
    apn_split *split = NULL;
    apn_decimal total;
    apn_status status = vector_case_total(c, &total, err);
    if (status == APN_OK) {
        status = apn_splitter_make(c->weights, c->count, &c->split, &splitter, err);
        *empty = (status == APN_OK) == (splitter != NULL);
    }
    if (status == APN_OK) {
        status = apn_split_make(splitter, total, &split, err);
        *empty = *empty && (status == APN_OK) == (split != NULL);
    }
    if (status == APN_OK)
        status = report_split(split, c, err, empty);
    apn_splitter_free(splitter);
    apn_split_free(split); /* which holds its splitter */
    return status;
}

static apn_status bulk_scenario(const void *input, apn_error *err, bool *empty)
{
    const vector_case *c = input;
    static int64_t amounts[2 * VECTOR_PARTIES];
    const int64_t totals[] = {123457, -1001};
    apn_splitter *splitter = NULL;
    apn_status status = apn_splitter_make(c->weights, c->count, &c->split, &splitter, err);
    *empty = (status == APN_OK) == (splitter != NULL);
    if (status == APN_OK)
        status = apn_splitter_run_i64(splitter, totals, 2, amounts, err);
    apn_splitter_free(splitter);
    return status;
}

static int try_splits(const char *path)
{
    static vector_case c;
    static char line[VECTOR_TEXT];
    FILE *file = fopen(path, "r");
    if (!file)
        return 2;
    while (fgets(line, sizeof line, file)) {
        if (*line == '#' || *line == '\n')
            continue;
        if (!vector_case_cut(&c, line))
            return 2;
        if (vector_case_read(&c, NULL) != APN_OK)
            continue;
        try_both(c.id, "split", split_scenario, &c);
        try_both(c.id, "many totals", bulk_scenario, &c);
    }
    fclose(file);
    return 0;
}

static apn_status table_scenario(const void *input, apn_error *err, bool *empty)
{
    const table_case *c = input;
    apn_table *table = NULL;
    apn_status status = apn_table_make(c->cells, c->rows, c->columns, &c->options, &table, err);
    *empty = (status == APN_OK) == (table != NULL);
    apn_table_free(table);
    return status;
}

static int try_tables(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        return 2;
    for (char *line; (line = table_line(file)) != NULL; free(line)) {
        table_case c;
        if (*line == '#' || *line == '\0')
            continue;
        if (!table_case_read(&c, line))
            return 2;
        try_both(c.id, "table", table_scenario, &c);
        table_case_end(&c);
    }
    fclose(file);
    return 0;
}

static apn_status report_statement(const apn_statement *statement, apn_error *err, bool *empty)
{
    apn_status status = APN_OK;
    for (int format = 0; status == APN_OK && apn_report_format_word((apn_report_format)format);
         format++) {
        apn_report *report = NULL;
        status = apn_report_statement(statement, (apn_report_format)format, &report, err);
        *empty = *empty && (status == APN_OK) == (report != NULL);
        apn_report_free(report);
        report = NULL;
        if (status == APN_OK)
            status =
                apn_report_schedule(&statement, 1, NULL, (apn_report_format)format, &report, err);
        *empty = *empty && (status == APN_OK) == (report != NULL);
        apn_report_free(report);
    }
    return status;
}

/* In thousands, as a table and each figure by itself. */
static apn_status report_printed(const apn_statement *statement, apn_error *err, bool *empty)
{
    apn_status status = APN_OK;
    for (int as_rounded = 0; as_rounded <= 1 && status == APN_OK; as_rounded++) {
        const apn_print_options options = {
            .size = sizeof options, .in = APN_IN_THOUSANDS, .as_rounded = as_rounded};
        apn_printed *printed = NULL;
        apn_report *report = NULL;
        status = apn_printed_statement(statement, &options, &printed, err);
        *empty = *empty && (status == APN_OK) == (printed != NULL);
        if (status == APN_OK)
            status = apn_report_printed(printed, APN_REPORT_MARKDOWN, &report, err);
        *empty = *empty && (status == APN_OK) == (report != NULL);
        apn_report_free(report);
        apn_printed_free(printed);
    }
    return status;
}

/* When a call fails it may leave findings, which tell why. */
static apn_status report_findings(const apn_findings *findings, apn_error *err, bool *empty)
{
    apn_report *report = NULL;
    apn_status status = apn_report_findings(findings, &report, err);
    *empty = *empty && (status == APN_OK) == (report != NULL);
    apn_report_free(report);
    return status;
}

/* One year of an agreement that is there already. */
typedef struct question {
    apn_agreement *agreement;
    apn_statement *statement;
    const char *year;
    apn_measure measure;
} question;

static apn_status statement_scenario(const void *input, apn_error *err, bool *empty)
{
    const question *asked = input;
    apn_findings *findings = NULL;
    apn_statement *statement = NULL;
    const apn_statement_options options = {.size = sizeof options, .last_year = 1};
    apn_status status = apn_statement_make_with(asked->agreement, asked->year, asked->measure,
                                                &options, &findings, &statement, err);
    *empty = (status == APN_OK) == (statement != NULL);
    apn_findings_free(findings);
    apn_statement_unref(statement);
    return status;
}

static apn_status report_scenario(const void *input, apn_error *err, bool *empty)
{
    return report_statement(((const question *)input)->statement, err, empty);
}

static apn_status printed_scenario(const void *input, apn_error *err, bool *empty)
{
    return report_printed(((const question *)input)->statement, err, empty);
}

static apn_status explained_scenario(const void *input, apn_error *err, bool *empty)
{
    const question *asked = input;
    apn_explanation *explanation = NULL;
    apn_status status = apn_explain(asked->statement, NULL, NULL, &explanation, err);
    *empty = (status == APN_OK) == (explanation != NULL);
    apn_explanation_free(explanation);
    if (status != APN_OK || apn_statement_line_count(asked->statement) == 0)
        return status;
    const char *line = apn_statement_line(asked->statement, 0).line.id;
    status = apn_explain(asked->statement, line, NULL, &explanation, err);
    *empty = *empty && (status == APN_OK) == (explanation != NULL);
    apn_explanation_free(explanation);
    return status;
}

/* No hash: it does not matter here. */
static void take_digest(void *context, const char *bytes, size_t length,
                        char digest[APN_DIGEST_SIZE])
{
    (void)context, (void)bytes;
    snprintf(digest, APN_DIGEST_SIZE, "%064zx", length);
}

static apn_status verified_scenario(const void *input, apn_error *err, bool *empty)
{
    const question *asked = input;
    const apn_verify_options options = {.size = sizeof options, .digest = take_digest};
    apn_verification *done = NULL;
    apn_report *report = NULL;
    apn_status status = apn_report_statement(asked->statement, APN_REPORT_JSON, &report, err);
    if (status == APN_OK) {
        apn_text_source issued = {.name = "issued.json"};
        issued.bytes = apn_report_text(report, &issued.length);
        status = apn_verify(&issued, asked->agreement, &options, NULL, &done, err);
    }
    *empty = (status == APN_OK) == (done != NULL);
    apn_verification_free(done);
    apn_report_free(report);
    return status;
}

static void try_year(const char *name, question *asked)
{
    apn_statement *statement = NULL;
    try_both(name, asked->year, statement_scenario, asked);
    if (apn_statement_make(asked->agreement, asked->year, asked->measure, NULL, &statement, NULL) ==
        APN_OK) {
        asked->statement = statement;
        try_both(name, "reports", report_scenario, asked);
        try_both(name, "printed", printed_scenario, asked);
        try_both(name, "explained", explained_scenario, asked);
        try_both(name, "verified", verified_scenario, asked);
    }
    apn_statement_unref(statement);
}

static apn_status check_tables(const apn_agreement *agreement, apn_error *err, bool *empty)
{
    apn_findings *findings = NULL;
    apn_status status = apn_agreement_check_tables(agreement, &findings, err);
    *empty = *empty && (status == APN_OK) == (findings != NULL);
    apn_findings_free(findings);
    return status;
}

/* The sheets of the agreement's folder, read without a wrapped allocation. */
static char folder[1024];

static apn_status give_sheet(void *context, const char *from, const char *name, const char **bytes,
                             size_t *length, apn_error *err)
{
    static char sheets[4][1 << 16];
    size_t *given = context;
    char path[2048];
    (void)from;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    int file = open(path, O_RDONLY);
    ssize_t taken = file < 0 ? -1 : read(file, sheets[*given], sizeof sheets[0]);
    if (file >= 0)
        close(file);
    *err = (apn_error){.status = APN_IO};
    if (taken < 0)
        return APN_IO;
    *bytes = sheets[(*given)++];
    *length = (size_t)taken;
    return APN_OK;
}

static apn_status load(const apn_text_source *text, apn_findings **findings,
                       apn_agreement **agreement, apn_error *err)
{
    size_t given = 0;
    const apn_agreement_options options = {
        .size = sizeof options, .source = give_sheet, .source_context = &given};
    return apn_agreement_load(text, 1, &options, findings, agreement, err);
}

static apn_status agreement_scenario(const void *input, apn_error *err, bool *empty)
{
    apn_findings *findings = NULL;
    apn_agreement *agreement = NULL;
    apn_status status = load(input, &findings, &agreement, err);
    *empty = (status == APN_OK) == (agreement != NULL);
    if (status != APN_MEMORY) {
        apn_error later = {0};
        apn_status reported = report_findings(findings, &later, empty);
        if (reported != APN_OK && err)
            *err = later;
        status = reported != APN_OK ? reported : status;
    }
    if (status == APN_OK)
        status = check_tables(agreement, err, empty);
    apn_findings_free(findings);
    apn_agreement_unref(agreement);
    return status;
}

/* The years of an agreement that can be loaded. */
static void try_years(const apn_text_source *text)
{
    question asked = {0};
    if (load(text, NULL, &asked.agreement, NULL) != APN_OK)
        return;
    for (int m = 0; apn_measure_word((apn_measure)m); m++) {
        asked.measure = (apn_measure)m;
        for (size_t i = 0;
             (asked.year = apn_agreement_year(asked.agreement, asked.measure, i)) != NULL; i++)
            try_year(text->name, &asked);
    }
    apn_agreement_unref(asked.agreement);
}

static apn_status sheet_scenario(const void *input, apn_error *err, bool *empty)
{
    const apn_text_source *text = input;
    apn_findings *findings = NULL;
    apn_sheet *sheet = NULL;
    apn_status status =
        apn_sheet_from_csv(text->bytes, text->length, text->name, &findings, &sheet, err);
    *empty = (status == APN_OK) == (sheet != NULL);
    apn_findings_free(findings);
    apn_sheet_free(sheet);
    return status;
}

static apn_status issued_scenario(const void *input, apn_error *err, bool *empty)
{
    apn_findings *findings = NULL;
    apn_issued *issued = NULL;
    apn_status status = apn_issued_from_json(input, &findings, &issued, err);
    *empty = (status == APN_OK) == (issued != NULL);
    apn_findings_free(findings);
    apn_issued_free(issued);
    return status;
}

static scenario scenario_of_texts(const char *word)
{
    if (strcmp(word, "issued") == 0)
        return issued_scenario;
    return strcmp(word, "sheet") == 0 ? sheet_scenario : agreement_scenario;
}

static int try_text(const char *path, scenario run)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return 2;
    static char bytes[1 << 20];
    const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    snprintf(folder, sizeof folder, "%.*s", (int)(name > path ? name - path - 1 : 1),
             name > path ? path : ".");
    apn_text_source text = {name, bytes, fread(bytes, 1, sizeof bytes, file)};
    fclose(file);
    try_both(text.name, "text", run, &text);
    if (run == agreement_scenario)
        try_years(&text);
    return 0;
}

/* A table of whole units: seeds row by row, then row totals, then column totals. */
typedef struct table_question {
    const char *name;
    size_t rows, columns;
    int64_t numbers[24];
} table_question;

static apn_status biproportional_scenario(const void *input, apn_error *err, bool *empty)
{
    const table_question *q = input;
    apn_decimal numbers[24];
    for (size_t i = 0; i < 24; i++)
        numbers[i] = apn_decimal_from_i64(q->numbers[i]);
    apn_biproportional_input table_input = {.rows = q->rows,
                                            .columns = q->columns,
                                            .seed = numbers,
                                            .row_totals = numbers + q->rows * q->columns};
    table_input.column_totals = table_input.row_totals + q->rows;
    apn_biproportional *table = NULL;
    apn_status status = apn_biproportional_make(&table_input, NULL, &table, err);
    *empty = (status == APN_OK) == (table != NULL);
    apn_biproportional_free(table);
    return status;
}

/* One that is answered at once, one with ties, one in coarse steps, and each kind of refusal. */
static void try_biproportional(void)
{
    static const table_question questions[] = {
        {"plain", 2, 2, {60, 40, 30, 70, 10, 12, 9, 13}},
        {"ties", 3, 3, {1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 1, 1, 2, 1, 1}},
        {"forced zeros",
         3,
         3,
         {1, 0, 0, 9, 1, 0, 9, 9, 1, 900000000, 80000000, 7000000, 900000000, 80000000, 7000000}},
        {"sums", 2, 2, {1, 1, 1, 1, 1, 2, 1, 1}},
        {"no seed", 2, 2, {1, 0, 1, 0, 1, 1, 1, 1}},
        {"a cut", 3, 3, {5, 0, 0, 5, 0, 0, 5, 5, 5, 3, 3, 2, 4, 2, 2}},
        {"negative", 2, 1, {1, -1, 1, 1, 2}},
    };
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++)
        try_both(questions[i].name, "biproportional", biproportional_scenario, &questions[i]);
}

int main(int argc, char **argv)
{
    int status = argc > 2 ? 0 : 2;
    if (argc == 2 && strcmp(argv[1], "biproportional") == 0) {
        try_biproportional();
        status = 0;
    } else if (argc == 3 && strcmp(argv[1], "split") == 0)
        status = try_splits(argv[2]);
    else if (argc == 3 && strcmp(argv[1], "table") == 0)
        status = try_tables(argv[2]);
    else
        for (int i = 2; status == 0 && i < argc; i++)
            status = try_text(argv[i], scenario_of_texts(argv[1]));
    if (status != 0) {
        fprintf(stderr, "usage: oom split FILE | table FILE | agreement FILE… | sheet FILE… | "
                        "issued FILE… | biproportional\n");
        return status;
    }
    printf("%zu allocations made to fail, %d faults\n", failures_tried, faults);
    return faults > 0 || failures_tried == 0;
}
