/* Comparisons as JSON: every figure a string, the parts of a change by cause exact. */
#include "format.h"

const char *apn__comparison_name(const apn__comparisons *shown, size_t index)
{
    return shown->names != NULL ? shown->names[index]
                                : apn_statement_year(apn_comparison_after(shown->list[index]));
}

static void write_difference(apn__json *json, apn_before_after difference)
{
    char percent[APN_DECIMAL_TEXT_SIZE];
    apn__json_amount(json, "before", difference.before);
    apn__json_amount(json, "after", difference.after);
    apn__json_amount(json, "change", difference.change);
    if (apn_before_after_percent(difference, 4, percent, sizeof percent) > 0)
        apn__json_text(json, "percent", percent);
    else
        apn__json_null(json, "percent");
}

/* A party's part, for the page's corner of exact figures. */
typedef struct part_at {
    const apn_comparison *comparison;
    size_t party;
    apn_cause cause;
} part_at;

static size_t write_part(const void *of, char *buffer, size_t size)
{
    const part_at *at = of;
    return apn_comparison_part(at->comparison, at->party, at->cause, buffer, size);
}

static void write_party(apn__json *json, const apn_comparison *comparison, size_t party)
{
    apn__json_open(json, NULL, '{');
    apn__json_text(json, "party", apn_comparison_party(comparison, party).id);
    write_difference(json, apn_comparison_party_total(comparison, party));
    apn__json_open(json, "causes", '{');
    for (int cause = 0; apn_cause_word((apn_cause)cause) != NULL; cause++) {
        part_at at = {comparison, party, (apn_cause)cause};
        apn__json_text(json, apn_cause_word(at.cause),
                       apn__page_exact_text(json->page, write_part, &at));
    }
    apn__json_close(json, '}');
    apn__json_close(json, '}');
}

static void write_line(apn__json *json, const apn_comparison *comparison, size_t line)
{
    apn__json_open(json, NULL, '{');
    apn__json_text(json, "line", apn_comparison_line(comparison, line).id);
    write_difference(json, apn_comparison_line_total(comparison, line));
    apn__json_truth(json, "same", apn_comparison_is_same(comparison, line));
    apn__json_open(json, "cells", '[');
    for (size_t party = 0; party < apn_comparison_party_count(comparison); party++) {
        apn__json_open(json, NULL, '{');
        apn__json_text(json, "party", apn_comparison_party(comparison, party).id);
        write_difference(json, apn_comparison_cell(comparison, line, party));
        apn__json_close(json, '}');
    }
    apn__json_close(json, ']');
    apn__json_close(json, '}');
}

static void write_side(apn__json *json, const char *key, const apn_statement *statement)
{
    apn__json_open(json, key, '{');
    apn__json_text(json, "agreement",
                   apn_agreement_describe(apn_statement_agreement(statement)).id);
    apn__json_text(json, "year", apn_statement_year(statement));
    apn__json_text(json, "measure", apn_measure_word(apn_statement_measure(statement)));
    apn__json_findings(json, apn_statement_findings(statement), true);
    apn__json_close(json, '}');
}

static void write_comparison(apn__json *json, const apn__comparisons *shown, size_t index)
{
    const apn_comparison *comparison = shown->list[index];
    apn__json_open(json, NULL, '{');
    apn__json_text(json, "name", apn__comparison_name(shown, index));
    write_side(json, "before", apn_comparison_before(comparison));
    write_side(json, "after", apn_comparison_after(comparison));
    apn__json_open(json, "parties", '[');
    for (size_t party = 0; party < apn_comparison_party_count(comparison); party++)
        write_party(json, comparison, party);
    apn__json_close(json, ']');
    apn__json_open(json, "lines", '[');
    for (size_t line = 0; line < apn_comparison_line_count(comparison); line++)
        write_line(json, comparison, line);
    apn__json_close(json, ']');
    apn__json_open(json, "total", '{');
    write_difference(json, apn_comparison_total(comparison));
    apn__json_close(json, '}');
    apn__json_findings(json, apn_comparison_findings(comparison), true);
    apn__json_close(json, '}');
}

void apn__json_write_comparisons(apn__page *page, const apn__comparisons *shown)
{
    const apn_agreement *agreement = apn_statement_agreement(apn_comparison_before(shown->list[0]));
    apn_agreement_info info = apn_agreement_describe(agreement);
    apn__json json = {.page = page};
    apn__json_open(&json, NULL, '{');
    apn__json_text(&json, "format", "apportion-comparison/1");
    apn__json_text(&json, "currency", info.currency);
    apn__json_amount(&json, "unit", info.unit);
    apn__json_open(&json, "comparisons", '[');
    for (size_t i = 0; i < shown->count; i++)
        write_comparison(&json, shown, i);
    apn__json_close(&json, ']');
    apn__json_close(&json, '}');
    apn__json_end(&json);
}
