/* Reports as Markdown, for people: headings, a table for each line, the totals, and notes that say
 * how every penny was placed. */
#include "decimal_internal.h"
#include "format.h"
#include "markdown_writer.h"

#include <stdio.h>

#define PERCENT_DECIMALS 4u

static void add_figure(apn__page *page, const char *label, apn_decimal amount, const char *currency)
{
    apn__page_add(page, label);
    apn__markdown_money(page, amount, currency);
}

static const char *name_of(const apn_agreement *agreement, size_t party)
{
    return apn_agreement_party(agreement, party).name;
}

/* What a bound did to a party's amount, in words for a note; "" when nothing. */
static const char *bound_note(apn_bound_reached bound)
{
    static const char *const notes[] = {"", "pays its floor", "pays its cap",
                                        "absorbs what bounds leave"};
    return notes[bound];
}

/* Whose the residual is. */
static void add_residual(apn__page *page, const apn_statement *statement, size_t line)
{
    size_t party = 0;
    apn_residual_to to = apn__line_residual(statement, line, &party);
    if (to == APN_TO_LARGEST)
        apn__page_add(page, " to the largest weight");
    if (to != APN_TO_PARTY)
        return;
    apn__page_add(page, " to ");
    apn__markdown_text(page, name_of(apn_statement_agreement(statement), party));
}

/* A further note of a cell, behind what was noted before. */
static void add_note(apn__page *page, bool *any, const char *note)
{
    if (*note == '\0')
        return;
    apn__page_add(page, *any ? "; " : " ");
    apn__page_add(page, note);
    *any = true;
}

/* For how long a party shares a line that dates cut, and when and why it is excluded. */
static void note_pieces(apn__page *page, const apn_statement *statement, size_t line, size_t party,
                        bool *any)
{
    apn_agreement_info agreement = apn_agreement_describe(apn_statement_agreement(statement));
    apn_statement_line_info info = apn_statement_line(statement, line);
    apn_cell cell = apn_statement_cell(statement, line, party);
    char note[64];
    if (cell.length == info.length)
        return;
    (void)snprintf(note, sizeof note, "%u of %u %s", cell.length, info.length, agreement.proration);
    add_note(page, any, note);
    for (size_t i = 0, last; i < info.pieces; i = last + 1) {
        apn_piece_cell part = apn_statement_piece_cell(statement, line, i, party);
        last = apn__last_alike(statement, line, i, party);
        if (part.status != APN_CELL_EXCLUDED)
            continue;
        (void)snprintf(note, sizeof note,
                       "excluded %s to %s: ", apn_statement_piece(statement, line, i).from,
                       apn_statement_piece(statement, line, last).to);
        add_note(page, any, note);
        apn__markdown_text(page, part.reason);
    }
}

static void write_cell(apn__page *page, const apn_printed *printed, size_t line, size_t party)
{
    const apn_statement *statement = printed->statement;
    char percent[APN_DECIMAL_TEXT_SIZE];
    apn_cell cell = apn_statement_cell(statement, line, party);
    size_t member = apn_statement_member(statement, line, party);
    bool noted = false;
    apn__page_add(page, "| ");
    apn__markdown_text(page, name_of(apn_statement_agreement(statement), party));
    if (member != SIZE_MAX) {
        (void)apn_split_percent(apn_statement_split(statement, line), member, PERCENT_DECIMALS,
                                percent, sizeof percent);
        apn__buffer_print(&page->text, " | %s %% |", percent);
        if (cell.has_amount)
            add_figure(page, " ", apn_printed_amount(printed, line, party),
                       apn__printed_currency(printed));
        apn__page_add(page, " |");
        add_note(page, &noted,
                 cell.status == APN_CELL_DIRECT
                     ? "pays the whole line"
                     : bound_note(apn_split_bound(apn_statement_split(statement, line), member)));
        note_pieces(page, statement, line, party, &noted);
        apn__page_add(page, " |\n");
        return;
    }
    apn__page_add(page,
                  cell.status == APN_CELL_EXCLUDED ? " | | | excluded: " : " | | | not a member");
    apn__markdown_text(page, cell.reason);
    apn__page_add(page, " |\n");
}

static void write_line(apn__page *page, const apn_printed *printed, size_t line)
{
    const apn_statement *statement = printed->statement;
    const char *currency = apn__printed_currency(printed);
    const apn_agreement *agreement = apn_statement_agreement(statement);
    apn_statement_line_info info = apn_statement_line(statement, line);
    apn__page_add(page, "\n## ");
    apn__markdown_text(page, info.line.title);
    apn__page_add(page, "\n\nBasis: ");
    apn__markdown_text(page, info.basis);
    for (size_t i = 1; i < info.pieces; i++) {
        apn_piece piece = apn_statement_piece(statement, line, i);
        if (strcmp(piece.basis, apn_statement_piece(statement, line, i - 1).basis) == 0)
            continue;
        apn__buffer_print(&page->text, ", from %s ", piece.from);
        apn__markdown_text(page, piece.basis);
    }
    apn__buffer_print(&page->text, ". Rounding: %s", apn__rounding_word(&info));
    add_residual(page, statement, line);
    if (info.level == APN_LEVEL_LINE)
        apn__buffer_print(&page->text, ", ties by %s", apn_ties_word(info.ties));
    apn__page_add(page, ".\n\n");
    apn__page_add(page, "| Party | Share | Amount | Note |\n| :-- | --: | --: | :-- |\n");
    for (size_t party = 0; party < apn_agreement_party_count(agreement); party++)
        write_cell(page, printed, line, party);
    if (info.unapportioned.sign != 0) {
        add_figure(page, "| Unapportioned | | ",
                   apn_printed_amount(printed, line, printed->columns - 1), currency);
        apn__page_add(page, " | |\n");
    }
    add_figure(page, "| **Total** | | **", apn_printed_row_total(printed, line), currency);
    apn__page_add(page, "** | |\n");
}

static void write_totals(apn__page *page, const apn_printed *printed)
{
    const apn_statement *statement = printed->statement;
    const char *currency = apn__printed_currency(printed);
    const apn_agreement *agreement = apn_statement_agreement(statement);
    apn__page_add(page, "\n## Totals by party\n\n| Party | Amount |\n| :-- | --: |\n");
    for (size_t party = 0; party < apn_agreement_party_count(agreement); party++) {
        apn__page_add(page, "| ");
        apn__markdown_text(page, name_of(agreement, party));
        add_figure(page, " | ", apn_printed_column_total(printed, party), currency);
        apn__page_add(page, " |\n");
    }
    if (apn_statement_unapportioned(statement).sign != 0) {
        add_figure(page, "| Unapportioned | ",
                   apn_printed_column_total(printed, printed->columns - 1), currency);
        apn__page_add(page, " |\n");
    }
    add_figure(page, "| **Total** | **", apn_printed_total(printed), currency);
    apn__page_add(page, "** |\n");
}

/* A table for each date, of what every party then pays. */
static void write_instalments(apn__page *page, const apn_printed *printed)
{
    const apn_statement *statement = printed->statement;
    const apn_agreement *agreement = apn_statement_agreement(statement);
    const char *currency = apn__printed_currency(printed);
    size_t count = apn_statement_instalment_count(statement);
    if (printed->in != APN_IN_FULL || count == 0)
        return;
    apn__page_add(page, "\n## Instalments\n\nPayable to ");
    apn__markdown_text(page, name_of(agreement, apn_agreement_payee(agreement)));
    apn__page_add(page, ".\n\n| Due | Party | Amount |\n| :-- | :-- | --: |\n");
    for (size_t i = 0; i < count; i++) {
        const char *due = apn_statement_instalment_due(statement, i);
        for (size_t party = 0; party < apn_agreement_party_count(agreement); party++) {
            apn__buffer_print(&page->text, "| %s | ", due);
            apn__markdown_text(page, name_of(agreement, party));
            add_figure(page, " | ", apn_statement_instalment(statement, i, party), currency);
            apn__page_add(page, " |\n");
        }
        apn__buffer_print(&page->text, "| **%s** | **Total** ", due);
        add_figure(page, "| **", apn_statement_instalment_total(statement, i), currency);
        apn__page_add(page, "** |\n");
    }
}

static bool is_rounded_by(const apn_statement *statement, size_t line, apn_level level,
                          apn_method method)
{
    apn_statement_line_info info = apn_statement_line(statement, line);
    return info.level == level && (level != APN_LEVEL_LINE || info.method == method);
}

/* The agreement's level, with its rule, when some line is not rounded alone. */
static void note_level(apn__page *page, const apn_statement *statement)
{
    static const char *const rules[] = {
        [APN_LEVEL_LINE] = "",
        [APN_LEVEL_TOTAL] = "each party's exact total over these lines becomes whole units, by "
                            "largest remainder; the lines have shares and no amounts",
        [APN_LEVEL_TABLE] = "all these lines become whole units at once, so that every amount, "
                            "every line and every party's total is its exact figure rounded up or "
                            "down, and all of it adds up"};
    apn_level level = apn_agreement_describe(apn_statement_agreement(statement)).level;
    for (size_t line = 0; level != APN_LEVEL_LINE && line < apn_statement_line_count(statement);
         line++) {
        if (!is_rounded_by(statement, line, level, APN_LARGEST_REMAINDER))
            continue;
        apn__buffer_print(&page->text, "- Rounding by %s: %s.\n", apn_level_word(level),
                          rules[level]);
        return;
    }
}

/* Each method that some line is rounded by, once, with its rule. */
static void note_methods(apn__page *page, const apn_statement *statement)
{
    const apn_method_info *method;
    for (int number = 0; (method = apn_method_describe((apn_method)number)) != NULL; number++) {
        bool used = false;
        for (size_t line = 0; line < apn_statement_line_count(statement) && !used; line++)
            used = is_rounded_by(statement, line, APN_LEVEL_LINE, (apn_method)number);
        if (!used)
            continue;
        apn__buffer_print(&page->text, "- Rounding by %s: ", method->word);
        apn__markdown_text(page, method->rule);
        apn__page_add(page, ".\n");
    }
}

static void add_members(apn__page *page, const apn_statement *statement, size_t line,
                        const size_t *members, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            apn__page_add(page, i + 1 < count ? ", " : " and ");
        apn__markdown_text(page, apn__member_name(statement, line, members[i]));
    }
}

static void add_parties(apn__page *page, const apn_agreement *agreement, const size_t *parties,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            apn__page_add(page, i + 1 < count ? ", " : " and ");
        apn__markdown_text(page, name_of(agreement, parties[i]));
    }
}

static void note_ties(apn__page *page, const apn_statement *statement)
{
    for (size_t line = 0; line < apn_statement_line_count(statement); line++) {
        const apn_split *split = apn_statement_split(statement, line);
        for (size_t i = 0; i < apn_split_tie_count(split); i++) {
            apn_tie tie = apn_split_tie_at(split, i);
            apn__page_add(page, "- Tie in ");
            apn__markdown_text(page, apn_statement_line(statement, line).line.title);
            apn__page_add(page, ": ");
            add_members(page, statement, line, tie.parties, tie.parties_count);
            apn__buffer_print(&page->text, " had equal claims; units at stake: %s; given to ",
                              apn__amount_plain(tie.units).text);
            add_members(page, statement, line, tie.given, tie.given_count);
            apn__page_add(page, ".\n");
        }
    }
}

/* The parties' totals had equal claims. */
static void note_together_tie(apn__page *page, const apn_statement *statement)
{
    const apn_agreement *agreement = apn_statement_agreement(statement);
    apn_tie tie = apn_statement_together_tie(statement);
    if (tie.parties_count == 0)
        return;
    apn__page_add(page, "- Tie in the totals: ");
    add_parties(page, agreement, tie.parties, tie.parties_count);
    apn__buffer_print(&page->text, " had equal claims; units at stake: %s; given to ",
                      apn__amount_plain(tie.units).text);
    add_parties(page, agreement, tie.given, tie.given_count);
    apn__page_add(page, ".\n");
}

static void note_findings(apn__page *page, const apn_findings *findings)
{
    const apn_finding *finding;
    for (size_t i = 0; (finding = apn_findings_at(findings, i)) != NULL; i++) {
        apn__buffer_print(&page->text, "- %s (%s): ", apn_severity_word(finding->severity),
                          apn_status_word(finding->code));
        apn__markdown_text(page, finding->message);
        apn__page_add(page, "\n");
    }
}

/* Which version of the agreement was in force when. */
static void note_versions(apn__page *page, const apn_statement *statement)
{
    for (size_t i = 0; i < apn_statement_version_count(statement); i++) {
        apn_version_days version = apn_statement_version(statement, i);
        apn__page_add(page, "- Version ");
        apn__markdown_text(page, version.id);
        apn__buffer_print(&page->text, ", %s to %s", version.from, version.to);
        if (*version.ref != '\0')
            apn__page_add(page, ": ");
        apn__markdown_text(page, version.ref);
        apn__page_add(page, "\n");
    }
}

static void note_sources(apn__page *page, const apn_agreement *agreement)
{
    const char *source;
    for (size_t i = 0; (source = apn_agreement_source(agreement, i)) != NULL; i++) {
        apn__page_add(page, "- Source: ");
        apn__markdown_text(page, source);
        apn__page_add(page, "\n");
    }
}

/* The unit as it is printed: a penny, or 0.1 of a million. */
static apn_decimal printed_unit(const apn_printed *printed, const apn_agreement_info *info)
{
    return printed->in == APN_IN_FULL ? info->unit
                                      : apn__decimal_make(1, 1, (int)printed->decimals);
}

static void write_head(apn__page *page, const apn_printed *printed, const apn_agreement_info *info,
                       const char *kind, const char *years, apn_measure measure)
{
    char unit[APN_DECIMAL_TEXT_SIZE];
    (void)apn_decimal_format(printed_unit(printed, info), 0, unit);
    if (*info->marking != '\0') {
        apn__page_add(page, "**");
        apn__markdown_text(page, info->marking);
        apn__page_add(page, "**\n\n");
    }
    apn__page_add(page, "# ");
    apn__markdown_text(page, info->title);
    apn__buffer_print(&page->text, "\n\n%s%s, %s. Amounts in ", kind, years,
                      apn_measure_word(measure));
    apn__markdown_text(page,
                       printed->in == APN_IN_FULL ? info->currency : apn_printed_label(printed));
    apn__buffer_print(&page->text, "%s %s%s; figures in brackets are negative.\n",
                      printed->as_rounded ? ", each to the nearest" : ", in whole units of", unit,
                      printed->in == APN_IN_FULL || printed->as_rounded
                          ? ""
                          : ", rounded up or down so that all add up");
}

static void write_statement(apn__page *page, const apn_printed *printed)
{
    const apn_statement *statement = printed->statement;
    const apn_agreement *agreement = apn_statement_agreement(statement);
    apn_agreement_info info = apn_agreement_describe(agreement);
    char year[64];
    (void)snprintf(year, sizeof year, apn__is_april_year(&info) ? "%s" : "%s (%s to %s)",
                   apn_statement_year(statement), apn_statement_from(statement),
                   apn_statement_to(statement));
    write_head(page, printed, &info, "Statement for ", year, apn_statement_measure(statement));
    for (size_t line = 0; line < apn_statement_line_count(statement); line++)
        write_line(page, printed, line);
    write_totals(page, printed);
    write_instalments(page, printed);
    for (size_t i = 0; i < apn_statement_section_count(statement) && printed->in == APN_IN_FULL;
         i++)
        apn__markdown_write_section(page, statement, i);
    apn__page_add(page, "\n## Notes\n\n");
    note_level(page, statement);
    note_methods(page, statement);
    note_ties(page, statement);
    note_together_tie(page, statement);
    note_findings(page, apn_statement_findings(statement));
    note_findings(page, apn_printed_findings(printed));
    note_versions(page, statement);
    note_sources(page, agreement);
    apn__markdown_write_origin(page, agreement);
}

/* What a cell without an amount says. */
static const char *word_of(const apn__schedule_cell *cell)
{
    if (!cell->listed)
        return "no figure";
    if (cell->status == APN_CELL_SHARED || cell->status == APN_CELL_DIRECT)
        return "in total";
    return cell->status == APN_CELL_EXCLUDED ? "excluded" : "not a member";
}

static const char *name_of_row(const apn__schedule *schedule, size_t row)
{
    return schedule->by_line ? apn_agreement_line(schedule->agreement, schedule->rows[row]).title
                             : name_of(schedule->agreement, schedule->rows[row]);
}

static void write_schedule_row(apn__page *page, const apn_printed *printed, size_t row)
{
    const apn__schedule *schedule = &printed->schedule;
    const char *currency = apn__printed_currency(printed);
    const apn__schedule_cell *cells = &schedule->cells[row * schedule->years];
    apn__page_add(page, "| ");
    apn__markdown_text(page, name_of_row(schedule, row));
    for (size_t year = 0; year < schedule->years; year++) {
        apn__page_add(page, " | ");
        if (cells[year].has_amount)
            apn__markdown_money(page, apn_printed_amount(printed, row, year), currency);
        else
            apn__page_add(page, word_of(&cells[year]));
    }
    add_figure(page, " | ", apn_printed_row_total(printed, row), currency);
    apn__page_add(page, " |\n");
}

/* What is besides the rows, in the last row of what is printed. */
static void write_rest_row(apn__page *page, const apn_printed *printed, const char *label)
{
    const char *currency = apn__printed_currency(printed);
    apn__buffer_print(&page->text, "| **%s**", label);
    for (size_t year = 0; year < printed->columns; year++) {
        add_figure(page, " | **", apn_printed_amount(printed, printed->rows - 1, year), currency);
        apn__page_add(page, "**");
    }
    add_figure(page, " | **", apn_printed_row_total(printed, printed->rows - 1), currency);
    apn__page_add(page, "** |\n");
}

static void write_totals_row(apn__page *page, const apn_printed *printed)
{
    const char *currency = apn__printed_currency(printed);
    apn__page_add(page, "| **Total**");
    for (size_t year = 0; year < printed->columns; year++) {
        add_figure(page, " | **", apn_printed_column_total(printed, year), currency);
        apn__page_add(page, "**");
    }
    add_figure(page, " | **", apn_printed_total(printed), currency);
    apn__page_add(page, "** |\n");
}

static void write_present_row(apn__page *page, const apn__schedule *schedule, const char *name,
                              size_t row)
{
    apn__page_add(page, "| ");
    apn__markdown_text(page, name);
    apn__page_add(page, " | ");
    if (schedule->present[row].has)
        apn__markdown_money(page, schedule->present[row].amount,
                            apn_agreement_describe(schedule->agreement).currency);
    else
        apn__page_add(page, "in total");
    apn__page_add(page, " |\n");
}

/* A table of its own, in full. */
static void write_present_values(apn__page *page, const apn__schedule *schedule)
{
    apn_discount_info discount = apn_agreement_discount(schedule->agreement);
    apn__buffer_print(
        &page->text,
        "\n## Present values\n\nIn %s%s%s%s, discounted at %s%s. Each is worked out from "
        "exact amounts and rounded once, so that they need not add up to the "
        "penny.\n\n",
        discount.base_year, *discount.prices != '\0' ? ", in " : "", discount.prices,
        *discount.prices != '\0' ? " prices" : "", discount.rates,
        discount.mid_year ? "; the amounts of a year in its middle" : "");
    apn__buffer_print(&page->text, "| %s | Present value |\n| :-- | --: |\n",
                      schedule->by_line ? "Line" : "Party");
    for (size_t row = 0; row < schedule->row_count; row++)
        write_present_row(page, schedule, name_of_row(schedule, row), row);
    if (schedule->total_unapportioned.sign != 0)
        write_present_row(page, schedule, "Unapportioned", schedule->row_count);
    if (schedule->together != NULL)
        write_present_row(page, schedule, "Rounded in total", schedule->row_count);
    write_present_row(page, schedule, "Total", schedule->row_count + 1);
}

static void note_exclusions(apn__page *page, const apn__schedule *schedule)
{
    for (size_t row = 0; row < schedule->row_count; row++) {
        const char *reason = apn__schedule_exclusion(schedule, row);
        if (reason == NULL)
            continue;
        apn__page_add(page, "- ");
        apn__markdown_text(page,
                           apn_agreement_line(schedule->agreement, schedule->rows[row]).title);
        apn__page_add(page, ": excluded: ");
        apn__markdown_text(page, reason);
        apn__page_add(page, "\n");
    }
}

/* Why cells have no amount, and where the agreement is from; nothing when there is neither. */
static void write_schedule_notes(apn__page *page, const apn_printed *printed)
{
    const apn__schedule *schedule = &printed->schedule;
    const apn_findings *findings = apn_printed_findings(printed);
    bool any =
        apn_agreement_source(schedule->agreement, 0) != NULL || apn_findings_count(findings) > 0;
    for (size_t row = 0; row < schedule->row_count && !any; row++)
        any = apn__schedule_exclusion(schedule, row) != NULL;
    if (!any)
        return;
    apn__page_add(page, "\n## Notes\n\n");
    note_exclusions(page, schedule);
    note_findings(page, findings);
    note_sources(page, schedule->agreement);
}

/* What is due from one party: what it pays less what is credited to it; only in full. */
static void write_party_due(apn__page *page, const apn_printed *printed)
{
    const apn__schedule *schedule = &printed->schedule;
    const char *currency = apn__printed_currency(printed);
    bool any = false;
    for (size_t year = 0; year < schedule->years && schedule->by_line; year++)
        any = any ||
              apn_statement_party_credit(schedule->statements[year], schedule->party).sign != 0;
    if (!any || printed->in != APN_IN_FULL)
        return;
    apn__page_add(page, "\n## What is due\n\n| Year | Amount | Credit | Due |\n"
                        "| :-- | --: | --: | --: |\n");
    for (size_t year = 0; year < schedule->years; year++) {
        const apn_statement *statement = schedule->statements[year];
        apn__buffer_print(&page->text, "| %s", apn_statement_year(statement));
        add_figure(page, " | ", apn_statement_party_total(statement, schedule->party), currency);
        add_figure(page, " | ", apn_statement_party_credit(statement, schedule->party), currency);
        add_figure(page, " | ", apn_statement_party_due(statement, schedule->party), currency);
        apn__page_add(page, " |\n");
    }
}

/* When one party pays its budgets; only in full. */
static void write_party_instalments(apn__page *page, const apn_printed *printed)
{
    const apn__schedule *schedule = &printed->schedule;
    if (!schedule->by_line || printed->in != APN_IN_FULL ||
        apn_statement_instalment_count(schedule->statements[0]) == 0)
        return;
    apn__page_add(page, "\n## Instalments\n\n| Due | Amount |\n| :-- | --: |\n");
    for (size_t year = 0; year < schedule->years; year++) {
        const apn_statement *statement = schedule->statements[year];
        for (size_t i = 0; i < apn_statement_instalment_count(statement); i++) {
            apn__buffer_print(&page->text, "| %s", apn_statement_instalment_due(statement, i));
            add_figure(page, " | ", apn_statement_instalment(statement, i, schedule->party),
                       apn__printed_currency(printed));
            apn__page_add(page, " |\n");
        }
    }
}

static void write_schedule(apn__page *page, const apn_printed *printed)
{
    const apn__schedule *schedule = &printed->schedule;
    apn_agreement_info info = apn_agreement_describe(schedule->agreement);
    write_head(page, printed, &info, "Schedule by year", "",
               apn_statement_measure(schedule->statements[0]));
    if (schedule->by_line) {
        apn__page_add(page, "\n## ");
        apn__markdown_text(page, name_of(schedule->agreement, schedule->party));
        apn__page_add(page, "\n");
    }
    apn__page_add(page, schedule->by_line ? "\n| Line" : "\n| Party");
    for (size_t year = 0; year < schedule->years; year++)
        apn__buffer_print(&page->text, " | %s", apn_statement_year(schedule->statements[year]));
    apn__page_add(page, " | Total |\n| :--");
    for (size_t column = 0; column <= schedule->years; column++)
        apn__page_add(page, " | --:");
    apn__page_add(page, " |\n");
    for (size_t row = 0; row < schedule->row_count; row++)
        write_schedule_row(page, printed, row);
    if (schedule->total_unapportioned.sign != 0)
        write_rest_row(page, printed, "Unapportioned");
    if (schedule->together != NULL)
        write_rest_row(page, printed, "Rounded in total");
    write_totals_row(page, printed);
    if (schedule->present != NULL)
        write_present_values(page, schedule);
    write_party_due(page, printed);
    write_party_instalments(page, printed);
    write_schedule_notes(page, printed);
}

static void write_split_row(apn__page *page, const apn_split *split, size_t party, const char *name)
{
    char percent[APN_DECIMAL_TEXT_SIZE];
    (void)apn_split_percent(split, party, PERCENT_DECIMALS, percent, sizeof percent);
    apn__page_add(page, "| ");
    apn__markdown_text(page, name);
    apn__buffer_print(&page->text, " | %s | %s %% | ",
                      apn__page_exact(page, apn_split_weight, split, party), percent);
    add_figure(page, "", apn_split_amount(split, party), "");
    apn__page_add(page, " |\n");
}

static void add_names(apn__page *page, const size_t *parties, size_t count,
                      const char *const *names)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            apn__page_add(page, i + 1 < count ? ", " : " and ");
        apn__markdown_text(page, names[parties[i]]);
    }
}

static void note_bounds(apn__page *page, const apn_split *split, const char *const *names)
{
    for (size_t party = 0; party < apn_split_count(split); party++) {
        const char *note = bound_note(apn_split_bound(split, party));
        if (*note == '\0')
            continue;
        apn__page_add(page, "- ");
        apn__markdown_text(page, names[party]);
        apn__buffer_print(&page->text, " %s.\n", note);
    }
}

static void note_split(apn__page *page, const apn_split *split, const char *const *names)
{
    const apn_method_info *method = apn_method_describe(apn_split_method(split));
    apn__buffer_print(&page->text, "\n- Rounding by %s: ", method->word);
    apn__markdown_text(page, method->rule);
    apn__page_add(page, ".\n");
    for (size_t i = 0; i < apn_split_tie_count(split); i++) {
        apn_tie tie = apn_split_tie_at(split, i);
        apn__page_add(page, "- Tie: ");
        add_names(page, tie.parties, tie.parties_count, names);
        apn__buffer_print(&page->text, " had equal claims; units at stake: %s; given to ",
                          apn__amount_plain(tie.units).text);
        add_names(page, tie.given, tie.given_count, names);
        apn__page_add(page, ".\n");
    }
    note_bounds(page, split, names);
    note_findings(page, apn_split_findings(split));
}

static void write_split(apn__page *page, const apn_split *split, const char *const *names)
{
    apn__page_add(page, "| Party | Weight | Share | Amount |\n| :-- | --: | --: | --: |\n");
    for (size_t party = 0; party < apn_split_count(split); party++)
        write_split_row(page, split, party, names[party]);
    if (apn_split_unapportioned(split).sign != 0) {
        add_figure(page, "| Unapportioned | | | ", apn_split_unapportioned(split), "");
        apn__page_add(page, " |\n");
    }
    add_figure(page, "| **Total** | | | **", apn_split_total(split), "");
    apn__page_add(page, "** |\n");
    note_split(page, split, names);
}

const apn__format apn__format_markdown = {"markdown",
                                          write_statement,
                                          write_schedule,
                                          write_split,
                                          apn__markdown_write_table,
                                          apn__markdown_write_comparisons,
                                          apn__markdown_write_section};
