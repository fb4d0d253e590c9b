/* Comparisons as Markdown: for each what every party pays before and after, the same by line, and
 * the change by cause. */
#include "format.h"
#include "markdown_writer.h"

static void add_cells(apn__page *page, apn_before_after difference, const char *currency,
                      const char *mark)
{
    const apn_decimal figures[] = {difference.before, difference.after, difference.change};
    char percent[APN_DECIMAL_TEXT_SIZE];
    for (size_t i = 0; i < 3; i++) {
        apn__buffer_print(&page->text, " | %s", mark);
        apn__markdown_money(page, figures[i], currency);
        apn__page_add(page, mark);
    }
    bool has = apn_before_after_percent(difference, 2, percent, sizeof percent) > 0;
    apn__buffer_print(&page->text, " | %s%s |\n", percent, has ? " %" : "");
}

static void add_row(apn__page *page, const char *name, apn_before_after difference,
                    const char *currency)
{
    apn__page_add(page, "| ");
    apn__markdown_text(page, name);
    add_cells(page, difference, currency, "");
}

static void add_total(apn__page *page, const apn_comparison *comparison, const char *currency)
{
    apn__page_add(page, "| **Total**");
    add_cells(page, apn_comparison_total(comparison), currency, "**");
}

static void add_head(apn__page *page, const char *what)
{
    apn__buffer_print(
        &page->text,
        "\n| %s | Before | After | Change | Change %% |\n| :-- | --: | --: | --: | --: |\n", what);
}

static void write_causes(apn__page *page, const apn_comparison *comparison, const char *currency)
{
    apn__page_add(page, "\nThe change by cause:\n\n| Party |");
    for (int cause = 0; apn_cause_word((apn_cause)cause) != NULL; cause++)
        apn__buffer_print(&page->text, " %s |", apn_cause_word((apn_cause)cause));
    apn__page_add(page, " Change |\n| :-- | --: | --: | --: | --: | --: | --: |\n");
    for (size_t party = 0; party < apn_comparison_party_count(comparison); party++) {
        apn__page_add(page, "| ");
        apn__markdown_text(page, apn_comparison_party(comparison, party).name);
        for (int cause = 0; apn_cause_word((apn_cause)cause) != NULL; cause++) {
            apn__page_add(page, " | ");
            apn__markdown_money(
                page, apn_comparison_part_amount(comparison, party, (apn_cause)cause), currency);
        }
        apn__page_add(page, " | ");
        apn__markdown_money(page, apn_comparison_party_total(comparison, party).change, currency);
        apn__page_add(page, " |\n");
    }
}

static void write_findings(apn__page *page, const apn_comparison *comparison)
{
    const apn_finding *finding;
    const apn_findings *findings = apn_comparison_findings(comparison);
    for (size_t i = 0; (finding = apn_findings_at(findings, i)) != NULL; i++) {
        apn__page_add(page, i == 0 ? "\n* " : "* ");
        apn__markdown_text(page, finding->message);
        apn__page_add(page, "\n");
    }
}

static void write_comparison(apn__page *page, const apn__comparisons *shown, size_t index)
{
    const apn_comparison *comparison = shown->list[index];
    const apn_statement *before = apn_comparison_before(comparison);
    const char *currency = apn_agreement_describe(apn_statement_agreement(before)).currency;
    apn__page_add(page, index == 0 ? "# " : "\n# ");
    apn__markdown_text(page, apn__comparison_name(shown, index));
    apn__page_add(page, "\n");
    add_head(page, "Party");
    for (size_t party = 0; party < apn_comparison_party_count(comparison); party++)
        add_row(page, apn_comparison_party(comparison, party).name,
                apn_comparison_party_total(comparison, party), currency);
    add_total(page, comparison, currency);
    add_head(page, "Cost line");
    for (size_t line = 0; line < apn_comparison_line_count(comparison); line++)
        add_row(page, apn_comparison_line(comparison, line).name,
                apn_comparison_line_total(comparison, line), currency);
    add_total(page, comparison, currency);
    write_causes(page, comparison, currency);
    write_findings(page, comparison);
}

void apn__markdown_write_comparisons(apn__page *page, const apn__comparisons *shown)
{
    for (size_t i = 0; i < shown->count; i++)
        write_comparison(page, shown, i);
}
