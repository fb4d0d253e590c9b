/* Sweeps as JSON, CSV and Markdown: a row for each point. */
#include "csv_writer.h"
#include "format.h"
#include "markdown_writer.h"

static const apn_agreement *agreement_of(const apn_sweep *sweep)
{
    return apn_statement_agreement(apn_sweep_first(sweep));
}

/* A value as it was set: "35.5%". */
static apn__amount_text value_text(const apn_sweep *sweep, size_t point, size_t axis)
{
    apn__amount_text text = apn__amount_plain(apn_sweep_value(sweep, point, axis));
    size_t length = strlen(text.text);
    if (apn_sweep_is_percent(sweep, axis) && length + 1 < sizeof text.text)
        memcpy(text.text + length, "%", 2);
    return text;
}

static void write_point_json(apn__json *json, const apn_sweep *sweep, size_t point)
{
    const apn_agreement *agreement = agreement_of(sweep);
    apn_status status = apn_sweep_status(sweep, point);
    apn__json_open(json, NULL, '{');
    apn__json_open(json, "values", '[');
    for (size_t axis = 0; axis < apn_sweep_axis_count(sweep); axis++)
        apn__json_text(json, NULL, value_text(sweep, point, axis).text);
    apn__json_close(json, ']');
    if (status != APN_OK) {
        apn__json_text(json, "error", apn_status_word(status));
    } else {
        apn__json_open(json, "amounts", '[');
        for (size_t party = 0; party < apn_agreement_party_count(agreement); party++)
            apn__json_amount(json, NULL, apn_sweep_amount(sweep, point, party));
        apn__json_close(json, ']');
        apn__json_amount(json, "total", apn_sweep_total(sweep, point));
    }
    apn__json_close(json, '}');
}

static void write_mark_json(apn__json *json, const apn_sweep *sweep, size_t index)
{
    const apn_agreement *agreement = agreement_of(sweep);
    apn_mark mark = apn_sweep_mark(sweep, index);
    apn__json_open(json, NULL, '{');
    apn__json_text(json, "mark", apn_mark_kind_word(mark.kind));
    apn__json_open(json, "values", '[');
    for (size_t axis = 0; axis < apn_sweep_axis_count(sweep); axis++)
        apn__json_text(json, NULL, value_text(sweep, mark.point, axis).text);
    apn__json_close(json, ']');
    apn__json_text(json, "party", apn_agreement_party(agreement, mark.party).id);
    if (mark.kind == APN_MARK_ORDER)
        apn__json_text(json, "passes", apn_agreement_party(agreement, mark.other).id);
    else
        apn__json_text(json, "line", mark.line);
    if (mark.kind == APN_MARK_BOUND) {
        const char *word = apn__bound_word(mark.bound);
        apn__json_text(json, "bound", word == NULL ? "none" : word);
    }
    apn__json_close(json, '}');
}

static void write_json(apn__page *page, const apn_sweep *sweep)
{
    const apn_statement *first = apn_sweep_first(sweep);
    apn_agreement_info info = apn_agreement_describe(agreement_of(sweep));
    apn__json json = {.page = page};
    apn__json_open(&json, NULL, '{');
    apn__json_text(&json, "format", "apportion-sweep/1");
    apn__json_text(&json, "agreement", info.id);
    apn__json_text(&json, "year", apn_statement_year(first));
    apn__json_text(&json, "measure", apn_measure_word(apn_statement_measure(first)));
    apn__json_text(&json, "currency", info.currency);
    apn__json_open(&json, "paths", '[');
    for (size_t axis = 0; axis < apn_sweep_axis_count(sweep); axis++)
        apn__json_text(&json, NULL, apn_sweep_path(sweep, axis));
    apn__json_close(&json, ']');
    apn__json_open(&json, "parties", '[');
    for (size_t party = 0; party < apn_agreement_party_count(agreement_of(sweep)); party++)
        apn__json_text(&json, NULL, apn_agreement_party(agreement_of(sweep), party).id);
    apn__json_close(&json, ']');
    apn__json_open(&json, "points", '[');
    for (size_t point = 0; point < apn_sweep_count(sweep); point++)
        write_point_json(&json, sweep, point);
    apn__json_close(&json, ']');
    apn__json_open(&json, "marks", '[');
    for (size_t i = 0; i < apn_sweep_mark_count(sweep); i++)
        write_mark_json(&json, sweep, i);
    apn__json_close(&json, ']');
    apn__json_close(&json, '}');
    apn__json_end(&json);
}

static void write_csv(apn__page *page, const apn_sweep *sweep)
{
    const apn_agreement *agreement = agreement_of(sweep);
    apn__csv csv = {.page = page};
    for (size_t axis = 0; axis < apn_sweep_axis_count(sweep); axis++)
        apn__csv_text(&csv, apn_sweep_path(sweep, axis));
    for (size_t party = 0; party < apn_agreement_party_count(agreement); party++)
        apn__csv_text(&csv, apn_agreement_party(agreement, party).id);
    apn__csv_text(&csv, "total");
    apn__csv_text(&csv, "error");
    apn__csv_end_row(&csv);
    for (size_t point = 0; point < apn_sweep_count(sweep); point++) {
        bool good = apn_sweep_status(sweep, point) == APN_OK;
        for (size_t axis = 0; axis < apn_sweep_axis_count(sweep); axis++)
            apn__csv_text(&csv, value_text(sweep, point, axis).text);
        for (size_t party = 0; party < apn_agreement_party_count(agreement); party++)
            apn__csv_text(&csv, good ? apn__amount_plain(apn_sweep_amount(sweep, point, party)).text
                                     : "");
        apn__csv_text(&csv, good ? apn__amount_plain(apn_sweep_total(sweep, point)).text : "");
        apn__csv_text(&csv, good ? "" : apn_status_word(apn_sweep_status(sweep, point)));
        apn__csv_end_row(&csv);
    }
}

static void write_markdown(apn__page *page, const apn_sweep *sweep)
{
    const apn_agreement *agreement = agreement_of(sweep);
    const char *currency = apn_agreement_describe(agreement).currency;
    size_t columns = apn_sweep_axis_count(sweep) + apn_agreement_party_count(agreement) + 1;
    for (size_t axis = 0; axis < apn_sweep_axis_count(sweep); axis++) {
        apn__page_add(page, "| ");
        apn__markdown_text(page, apn_sweep_path(sweep, axis));
        apn__page_add(page, " ");
    }
    for (size_t party = 0; party < apn_agreement_party_count(agreement); party++) {
        apn__page_add(page, "| ");
        apn__markdown_text(page, apn_agreement_party(agreement, party).name);
        apn__page_add(page, " ");
    }
    apn__page_add(page, "| Total |\n|");
    for (size_t i = 0; i < columns; i++)
        apn__page_add(page, " --: |");
    apn__page_add(page, "\n");
    for (size_t point = 0; point < apn_sweep_count(sweep); point++) {
        bool good = apn_sweep_status(sweep, point) == APN_OK;
        for (size_t axis = 0; axis < apn_sweep_axis_count(sweep); axis++)
            apn__buffer_print(&page->text, "| %s ", value_text(sweep, point, axis).text);
        for (size_t i = 0; i <= apn_agreement_party_count(agreement); i++) {
            bool total = i == apn_agreement_party_count(agreement);
            apn__page_add(page, "| ");
            if (good)
                apn__markdown_money(
                    page, total ? apn_sweep_total(sweep, point) : apn_sweep_amount(sweep, point, i),
                    currency);
            else if (total)
                apn__page_add(page, apn_status_word(apn_sweep_status(sweep, point)));
            apn__page_add(page, " ");
        }
        apn__page_add(page, "|\n");
    }
}

void apn__sweep_write(apn__page *page, const apn_sweep *sweep, apn_report_format format)
{
    if (format == APN_REPORT_JSON)
        write_json(page, sweep);
    else if (format == APN_REPORT_CSV)
        write_csv(page, sweep);
    else
        write_markdown(page, sweep);
}
