/* explanation_json.c: an explanation as JSON: docs/explain.md lists the keys. */
#include "explain_model.h"

#include <stdio.h>
#include <stdlib.h>

#include "json_writer.h"

static void write_term(apn__json *json, apn_term term)
{
    apn__json_open(json, NULL, '{');
    apn__json_text(json, "name", term.name);
    if (*term.party != '\0')
        apn__json_text(json, "party", term.party);
    if (*term.from != '\0')
        apn__json_text(json, "from", term.from);
    else
        apn__json_text(json, "value", term.value);
    if (term.line != 0) {
        apn__json_text(json, "file", term.file);
        apn__json_place(json, "line", term.line);
        apn__json_place(json, "column", term.column);
    }
    apn__json_close(json, '}');
}

static void write_outcome(apn__json *json, apn_outcome outcome)
{
    apn__json_open(json, NULL, '{');
    apn__json_text(json, "name", outcome.name);
    if (*outcome.line != '\0')
        apn__json_text(json, "line", outcome.line);
    if (*outcome.party != '\0')
        apn__json_text(json, "party", outcome.party);
    apn__json_text(json, "value", outcome.value);
    apn__json_close(json, '}');
}

static void write_head(apn__json *json, const char *key, const char *text)
{
    if (*text != '\0')
        apn__json_text(json, key, text);
}

/* How many years before the statement's. */
static void write_back(apn__json *json, const apn_explanation *out, const char *year)
{
    char back[16];
    (void)snprintf(back, sizeof back, "%ld", (long)out->statement->year - strtol(year, NULL, 10));
    apn__json_text(json, "back", back);
}

static void write_step(apn__json *json, const apn_explanation *out, size_t step)
{
    apn_step info = apn_explanation_step(out, step);
    apn__json_open(json, NULL, '{');
    apn__json_text(json, "id", info.id);
    apn__json_text(json, "rule", info.rule);
    write_head(json, "line", info.line);
    write_head(json, "basis", info.basis);
    write_head(json, "year", info.year);
    if (*info.year != '\0')
        write_back(json, out, info.year);
    write_head(json, "says", info.says);
    apn__json_open(json, "takes", '[');
    for (size_t i = 0; i < info.terms; i++)
        write_term(json, apn_explanation_term(out, step, i));
    apn__json_close(json, ']');
    apn__json_open(json, "gives", '[');
    for (size_t i = 0; i < info.results; i++)
        write_outcome(json, apn_explanation_outcome(out, step, i));
    apn__json_close(json, ']');
    apn__json_close(json, '}');
}

bool apn__explanation_write_json(apn_explanation *out)
{
    const apn_statement *statement = out->statement;
    const apn_agreement *agreement = statement->agreement;
    apn__page page = {0};
    apn__json json = {.page = &page};
    apn__json_open(&json, NULL, '{');
    apn__json_text(&json, "format", "apportion-explanation/1");
    apn__json_text(&json, "agreement", agreement->info.id);
    apn__json_text(&json, "year", statement->year_text);
    apn__json_text(&json, "from", statement->from_text);
    apn__json_text(&json, "to", statement->to_text);
    apn__json_text(&json, "measure", apn_measure_word(statement->measure));
    apn__json_text(&json, "currency", agreement->info.currency);
    apn__json_amount(&json, "unit", agreement->info.unit);
    if (out->line != APN__NONE)
        apn__json_text(&json, "line", agreement->lines[statement->lines[out->line].line].info.id);
    if (out->party != APN__NONE)
        apn__json_text(&json, "party", agreement->parties[out->party].info.id);
    apn__json_open(&json, "parties", '[');
    for (size_t party = 0; party < agreement->party_count; party++)
        apn__json_text(&json, NULL, agreement->parties[party].info.id);
    apn__json_close(&json, ']');
    apn__json_open(&json, "steps", '[');
    for (size_t step = 0; step < out->step_count; step++)
        write_step(&json, out, step);
    apn__json_close(&json, ']');
    apn__json_close(&json, '}');
    apn__json_end(&json);
    out->failed = out->failed || page.text.failed;
    out->json = page.text.bytes;
    out->json_length = page.text.length;
    page.text = (apn__buffer){0};
    apn__page_end(&page);
    return !out->failed;
}
