/* Reports: the list of formats, and a finished text for each kind of report. */
#include "format.h"

#include "alloc.h"
#include "findings.h"
#include "adjustment_report.h"
#include "netting_report.h"
#include "statement_model.h"

struct apn_report {
    char *bytes;
    size_t length;
};

/* By apn_report_format. */
static const apn__format *const formats[] = {&apn__format_json, &apn__format_csv,
                                             &apn__format_markdown};

#define FORMAT_COUNT (sizeof formats / sizeof formats[0])

static apn_status find_format(apn_report_format format, const apn__format **out, apn_error *err)
{
    if ((size_t)format >= FORMAT_COUNT)
        return apn__fail(err, APN_USAGE, "", "there is no report format with the number %d",
                         (int)format);
    *out = formats[format];
    return APN_OK;
}

/* A report is UTF-8 whatever names the caller gave: a byte that is not becomes the replacement
 * character. */
static void mend_utf8(apn__page *page)
{
    apn__buffer mended = {0};
    const char *rest = page->text.bytes;
    size_t left = page->text.length, fault = apn__utf8_fault(rest, left);
    if (fault == left)
        return;
    for (; fault < left; fault = apn__utf8_fault(rest, left)) {
        apn__buffer_append(&mended, rest, fault);
        apn__buffer_append(&mended, "\xEF\xBF\xBD", 3);
        rest += fault + 1;
        left -= fault + 1;
    }
    apn__buffer_append(&mended, rest, left);
    apn__buffer_end(&page->text);
    page->text = mended;
}

/* Turns a page into a report, and ends the page. */
static apn_status finish(apn__page *page, apn_report **out, apn_error *err)
{
    apn_report *report = apn__alloc(1, sizeof *report);
    if (!page->text.failed)
        mend_utf8(page);
    if (report == NULL || page->text.failed) {
        apn__page_end(page);
        apn__free(report);
        return apn__fail_memory(err);
    }
    report->bytes = page->text.bytes;
    report->length = page->text.length;
    page->text = (apn__buffer){0};
    apn__page_end(page);
    *out = report;
    return APN_OK;
}

const char *apn__member_id(const apn_statement *statement, size_t line, size_t member)
{
    return apn_agreement_party(statement->agreement, statement->lines[line].members[member]).id;
}

const char *apn__member_name(const apn_statement *statement, size_t line, size_t member)
{
    return apn_agreement_party(statement->agreement, statement->lines[line].members[member]).name;
}

const char *apn__rounding_word(const apn_statement_line_info *line)
{
    return line->level == APN_LEVEL_LINE ? apn_method_describe(line->method)->word
                                         : apn_level_word(line->level);
}

bool apn__has_together(const apn_statement *statement)
{
    for (size_t line = 0; line < apn_statement_line_count(statement); line++)
        if (apn_statement_line(statement, line).level == APN_LEVEL_TOTAL)
            return true;
    return false;
}

apn_residual_to apn__line_residual(const apn_statement *statement, size_t line, size_t *party)
{
    const apn__statement_line *held = &statement->lines[line];
    const apn__rounding *rounding = &statement->agreement->lines[held->line].rounding;
    if (held->direct || apn_split_method(held->split) != APN_RESIDUAL)
        return APN_TO_NOBODY;
    *party = rounding->to_party;
    return rounding->to;
}

size_t apn__last_alike(const apn_statement *statement, size_t line, size_t piece, size_t party)
{
    apn_piece_cell here = apn_statement_piece_cell(statement, line, piece, party);
    size_t count = apn_statement_line(statement, line).pieces;
    for (; piece + 1 < count; piece++) {
        apn_piece_cell next = apn_statement_piece_cell(statement, line, piece + 1, party);
        if (next.status != here.status || strcmp(next.reason, here.reason) != 0)
            break;
    }
    return piece;
}

bool apn__is_april_year(const apn_agreement_info *info)
{
    return strcmp(info->year_start, "04-01") == 0;
}

const char *apn__bound_word(apn_bound_reached bound)
{
    static const char *const words[] = {NULL, "floor", "cap", "absorber"};
    return words[bound];
}

const char *apn_report_format_word(apn_report_format format)
{
    return (size_t)format < FORMAT_COUNT ? formats[format]->word : NULL;
}

apn_status apn_report_format_find(const char *word, size_t length, apn_report_format *out,
                                  apn_error *err)
{
    apn__text given = {word, length};
    apn__buffer words = {0};
    apn_status status;
    for (size_t format = 0; format < FORMAT_COUNT; format++) {
        if (apn__text_is(given, formats[format]->word)) {
            *out = (apn_report_format)format;
            return APN_OK;
        }
    }
    for (size_t format = 0; format < FORMAT_COUNT; format++)
        apn__buffer_print(&words, "%s%s", format == 0 ? "" : ", ", formats[format]->word);
    status = words.failed
                 ? apn__fail_memory(err)
                 : apn__fail(err, APN_USAGE, "", "there is no report format `%.*s`: there are %s",
                             (int)apn__utf8_cut(word, length, length < 64 ? length : 64), word,
                             words.bytes);
    apn__buffer_end(&words);
    return status;
}

const char *apn_report_text(const apn_report *report, size_t *length)
{
    if (length != NULL)
        *length = report->length;
    return report->bytes;
}

void apn_report_free(apn_report *report)
{
    if (report == NULL)
        return;
    apn__free(report->bytes);
    apn__free(report);
}

apn_status apn_report_printed(const apn_printed *printed, apn_report_format format,
                              apn_report **out, apn_error *err)
{
    const apn__format *writer = NULL;
    apn__page page = {0};
    apn_status status = find_format(format, &writer, err);
    *out = NULL;
    if (status == APN_OK && format == APN_REPORT_JSON && printed->in != APN_IN_FULL)
        status =
            apn__fail(err, APN_USAGE, "",
                      "JSON keeps exact figures, and the amounts are to be in %s: take another "
                      "format, or print them in full",
                      apn_print_in_word(printed->in));
    if (status != APN_OK)
        return status;
    if (printed->statement != NULL)
        writer->statement(&page, printed);
    else
        writer->schedule(&page, printed);
    return finish(&page, out, err);
}

apn_status apn_report_statement(const apn_statement *statement, apn_report_format format,
                                apn_report **out, apn_error *err)
{
    apn_printed *printed = NULL;
    apn_status status = apn_printed_statement(statement, NULL, &printed, err);
    *out = NULL;
    if (status == APN_OK)
        status = apn_report_printed(printed, format, out, err);
    apn_printed_free(printed);
    return status;
}

apn_status apn_report_section(const apn_statement *statement, const char *section,
                              apn_report_format format, apn_report **out, apn_error *err)
{
    const apn__format *writer = NULL;
    apn__page page = {0};
    size_t place = 0;
    apn_status status = find_format(format, &writer, err);
    *out = NULL;
    if (status == APN_OK)
        status = apn_statement_find_section(statement, section, &place, err);
    if (status != APN_OK)
        return status;
    writer->section(&page, statement, place);
    return finish(&page, out, err);
}

apn_status apn_report_schedule(const apn_statement *const *statements, size_t count,
                               const char *party, apn_report_format format, apn_report **out,
                               apn_error *err)
{
    apn_printed *printed = NULL;
    apn_status status = apn_printed_schedule(statements, count, party, NULL, &printed, err);
    *out = NULL;
    if (status == APN_OK)
        status = apn_report_printed(printed, format, out, err);
    apn_printed_free(printed);
    return status;
}

apn_status apn_report_split(const apn_split *split, const char *const *names,
                            apn_report_format format, apn_report **out, apn_error *err)
{
    const apn__format *writer = NULL;
    apn__page page = {0};
    apn_status status = find_format(format, &writer, err);
    *out = NULL;
    if (status != APN_OK)
        return status;
    writer->split(&page, split, names);
    return finish(&page, out, err);
}

/* Writes a table of either kind. */
static apn_status report_table(apn__table_view *view, const apn_table_names *names,
                               apn_report_format format, apn_report **out, apn_error *err)
{
    const apn__format *writer = NULL;
    apn__page page = {0};
    apn_status status = find_format(format, &writer, err);
    *out = NULL;
    if (status == APN_OK)
        status = apn__table_view_make(view, names, err);
    if (status == APN_OK) {
        writer->table(&page, view);
        status = finish(&page, out, err);
    }
    apn__table_view_end(view);
    return status;
}

apn_status apn_report_table(const apn_table *table, const apn_table_names *names,
                            apn_report_format format, apn_report **out, apn_error *err)
{
    apn__table_view view = {.table = table};
    return report_table(&view, names, format, out, err);
}

apn_status apn_report_biproportional(const apn_biproportional *table, const apn_table_names *names,
                                     apn_report_format format, apn_report **out, apn_error *err)
{
    apn__table_view view = {.biproportional = table};
    return report_table(&view, names, format, out, err);
}

apn_status apn_report_adjustment(const apn_adjustment *adjustment, apn_report_format format,
                                 apn_report **out, apn_error *err)
{
    const apn__format *writer = NULL;
    apn__page page = {0};
    apn_status status = find_format(format, &writer, err);
    *out = NULL;
    if (status != APN_OK)
        return status;
    apn__adjustment_write(&page, adjustment, format);
    return finish(&page, out, err);
}

apn_status apn_report_netting(const apn_netting *netting, apn_report_format format,
                              apn_report **out, apn_error *err)
{
    const apn__format *writer = NULL;
    apn__page page = {0};
    apn_status status = find_format(format, &writer, err);
    *out = NULL;
    if (status != APN_OK)
        return status;
    apn__netting_write(&page, netting, format);
    return finish(&page, out, err);
}

apn_status apn_report_comparisons(const apn_comparison *const *comparisons,
                                  const char *const *names, size_t count, apn_report_format format,
                                  apn_report **out, apn_error *err)
{
    const apn__format *writer = NULL;
    apn__page page = {0};
    apn__comparisons shown = {comparisons, names, count};
    apn_status status = find_format(format, &writer, err);
    *out = NULL;
    if (status != APN_OK)
        return status;
    writer->comparisons(&page, &shown);
    return finish(&page, out, err);
}

apn_status apn_report_sweep(const apn_sweep *sweep, apn_report_format format, apn_report **out,
                            apn_error *err)
{
    const apn__format *writer = NULL;
    apn__page page = {0};
    apn_status status = find_format(format, &writer, err);
    *out = NULL;
    if (status != APN_OK)
        return status;
    apn__sweep_write(&page, sweep, format);
    return finish(&page, out, err);
}

apn_status apn_report_sweep_chart(const apn_sweep *sweep, const char *party, apn_report **out,
                                  apn_error *err)
{
    apn__page page = {0};
    size_t place = SIZE_MAX;
    apn_status status = APN_OK;
    *out = NULL;
    if (apn_sweep_count(sweep) == 0 || (party == NULL && apn_sweep_axis_count(sweep) > 1))
        return apn__fail(err, APN_USAGE, "",
                         "a chart needs a point at least, and a party when two figures vary");
    if (party != NULL)
        status = apn_agreement_find_party(apn_statement_agreement(apn_sweep_first(sweep)), party,
                                          &place, err);
    if (status != APN_OK)
        return status;
    apn__sweep_write_chart(&page, sweep, place);
    return finish(&page, out, err);
}

apn_status apn_report_findings(const apn_findings *findings, apn_report **out, apn_error *err)
{
    apn__page page = {0};
    *out = NULL;
    apn__json_write_findings(&page, findings);
    return finish(&page, out, err);
}
