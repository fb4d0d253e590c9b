/* One statement for people: a block for each line, so that it is right at 80 columns however many
 * parties there are. */
#include "statement_table.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "people.h"
#include "text_table.h"
#include "text.h"

enum { SHARE_WIDTH = sizeof "100.0000" - 1 };

void put_statement_head(const output *out, const apn_agreement *agreement, const char *what)
{
    apn_agreement_info info = apn_agreement_describe(agreement);
    char *line = text_of("%s%s%s%s%s", what, info.statute[0] ? ". " : "", info.statute,
                         info.marking[0] ? ". " : "", info.marking);
    put_heading(out, info.title);
    put_paragraph(out->text, line, out->shown.width, 0, 0);
    free(line);
}

void put_sources(const output *out, const apn_agreement *agreement)
{
    const char *source = NULL;
    if (!apn_agreement_source(agreement, 0))
        return;
    fputc('\n', out->text);
    put_heading(out, "Sources");
    for (size_t i = 0; (source = apn_agreement_source(agreement, i)); i++)
        put_paragraph(out->text, source, out->shown.width, 0, 2);
}

/* What all tables of a statement share, so that their columns line up. */
typedef struct layout {
    size_t name_width, amount_width;
    char *amount_title;
    const apn_printed *printed;
} layout;

static layout layout_of(const apn_statement *statement, const apn_printed *printed)
{
    const apn_agreement *agreement = apn_statement_agreement(statement);
    layout common = {.name_width = text_width("Unapportioned"), .printed = printed};
    common.amount_title = text_of("Amount %s", apn_printed_label(printed));
    common.amount_width = amount_width(apn_printed_total(printed));
    for (size_t i = 0; i < apn_agreement_party_count(agreement); i++) {
        size_t width = text_width(apn_agreement_party(agreement, i).name);
        if (width > common.name_width)
            common.name_width = width;
    }
    return common;
}

/* No amount: the row has none. */
static void put_amount_row(table *made, const char *name, const char *middle,
                           const apn_decimal *amount, bool total)
{
    char *figure = amount ? amount_text(*amount) : text_of("%s", "");
    const char *cells[] = {name, middle, figure};
    if (total)
        table_total(made, cells);
    else
        table_row(made, cells);
    free(figure);
}

static void put_members(const output *out, const apn_statement *statement, size_t line,
                        const layout *common)
{
    const apn_agreement *agreement = apn_statement_agreement(statement);
    const apn_split *split = apn_statement_split(statement, line);
    apn_statement_line_info info = apn_statement_line(statement, line);
    const table_column columns[] = {
        {"Party", COLUMN_TEXT, common->name_width},
        {"Share %", COLUMN_NUMBER, SHARE_WIDTH},
        {common->amount_title, COLUMN_NUMBER, common->amount_width},
    };
    table *made = table_make(columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < apn_agreement_party_count(agreement); i++) {
        apn_cell cell = apn_statement_cell(statement, line, i);
        size_t member = apn_statement_member(statement, line, i);
        char share[FIGURE_SIZE] = "";
        if (member == SIZE_MAX)
            continue;
        apn_decimal amount = apn_printed_amount(common->printed, line, i);
        apn_split_percent(split, member, PERCENT_DECIMALS, share, sizeof share);
        put_amount_row(made, apn_agreement_party(agreement, i).name, share,
                       cell.has_amount ? &amount : NULL, false);
    }
    apn_decimal unapportioned =
        apn_printed_amount(common->printed, line, apn_agreement_party_count(agreement));
    apn_decimal total = apn_printed_row_total(common->printed, line);
    if (info.unapportioned.sign != 0)
        put_amount_row(made, "Unapportioned", "", &unapportioned, false);
    put_amount_row(made, "Total", "", &total, true);
    table_print(made, out->shown, out->text);
}

/* The last piece from `piece` on in which the party has the same standing, for the same reason. */
static size_t last_alike(const apn_statement *statement, size_t line, size_t piece, size_t party)
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

/* For how long a party shares a line that dates cut, and when and why it is excluded. */
static void put_part(const output *out, const apn_statement *statement, size_t line, size_t party)
{
    const apn_agreement *agreement = apn_statement_agreement(statement);
    apn_statement_line_info info = apn_statement_line(statement, line);
    unsigned length = apn_statement_cell(statement, line, party).length;
    const char *name = apn_agreement_party(agreement, party).name;
    if (length == 0 || length == info.length)
        return;
    char *sentence = text_of("%s shares %u of %u %s.", name, length, info.length,
                             apn_agreement_describe(agreement).proration);
    put_paragraph(out->text, sentence, out->shown.width, 0, 2);
    free(sentence);
    for (size_t i = 0, last; i < info.pieces; i = last + 1) {
        apn_piece_cell cell = apn_statement_piece_cell(statement, line, i, party);
        last = last_alike(statement, line, i, party);
        if (cell.status != APN_CELL_EXCLUDED)
            continue;
        sentence = text_of("%s is excluded from %s to %s: %s.", name,
                           apn_statement_piece(statement, line, i).from,
                           apn_statement_piece(statement, line, last).to, cell.reason);
        put_paragraph(out->text, sentence, out->shown.width, 0, 2);
        free(sentence);
    }
}

/* Who pays the whole line, or NULL when it is shared. */
static const char *sole_payer(const apn_statement *statement, size_t line)
{
    const apn_agreement *agreement = apn_statement_agreement(statement);
    for (size_t i = 0; i < apn_agreement_party_count(agreement); i++)
        if (apn_statement_cell(statement, line, i).status == APN_CELL_DIRECT)
            return apn_agreement_party(agreement, i).name;
    return NULL;
}

/* Who has no part in a line that is shared, in one sentence. */
static void put_strangers(const output *out, const apn_statement *statement, size_t line)
{
    const apn_agreement *agreement = apn_statement_agreement(statement);
    size_t parties = apn_agreement_party_count(agreement), count = 0;
    const char **names = grab(parties, sizeof names[0]);
    size_t *places = grab(parties, sizeof places[0]);
    for (size_t i = 0; i < parties; i++) {
        names[i] = apn_agreement_party(agreement, i).name;
        if (apn_statement_cell(statement, line, i).status == APN_CELL_NOT_A_MEMBER)
            places[count++] = i;
    }
    if (count > 0 && !sole_payer(statement, line)) {
        char *list = join_names(names, places, count);
        char *sentence = text_of("%s %s of this line.", list,
                                 count == 1 ? "is not a member" : "are not members");
        put_paragraph(out->text, sentence, out->shown.width, 0, 2);
        free(sentence);
        free(list);
    }
    free(places);
    free(names);
}

static void put_others(const output *out, const apn_statement *statement, size_t line)
{
    const apn_agreement *agreement = apn_statement_agreement(statement);
    for (size_t i = 0; i < apn_agreement_party_count(agreement); i++) {
        apn_cell cell = apn_statement_cell(statement, line, i);
        const char *name = apn_agreement_party(agreement, i).name;
        char *sentence = NULL;
        if (cell.status == APN_CELL_EXCLUDED)
            sentence = text_of("%s is excluded: %s.", name, cell.reason);
        if (sentence)
            put_paragraph(out->text, sentence, out->shown.width, 0, 2);
        free(sentence);
        put_part(out, statement, line, i);
    }
    put_strangers(out, statement, line);
}

static void put_line_reasons(const output *out, const apn_statement *statement, size_t line)
{
    const apn_agreement *agreement = apn_statement_agreement(statement);
    const apn_split *split = apn_statement_split(statement, line);
    const char **names = grab(apn_split_count(split), sizeof names[0]);
    for (size_t i = 0; i < apn_agreement_party_count(agreement); i++) {
        size_t member = apn_statement_member(statement, line, i);
        if (member != SIZE_MAX)
            names[member] = apn_agreement_party(agreement, i).name;
    }
    put_ties(out, split, names);
    put_bounds(out, split, names);
    free(names);
}

/* By what the line is shared: "ratio", or "ratio, from 2022-10-03 ratio_2022". The caller frees it.
 */
static char *basis_text(const apn_statement *statement, size_t line)
{
    apn_statement_line_info info = apn_statement_line(statement, line);
    char *text = text_of("%s", info.basis);
    for (size_t i = 1; i < info.pieces; i++) {
        apn_piece piece = apn_statement_piece(statement, line, i);
        if (strcmp(piece.basis, apn_statement_piece(statement, line, i - 1).basis) == 0)
            continue;
        char *longer = text_of("%s, from %s %s", text, piece.from, piece.basis);
        free(text);
        text = longer;
    }
    return text;
}

/* By what the line is shared and rounded; the caller frees it. */
static char *rule_text(const apn_statement_line_info *info, const char *basis)
{
    switch (info->level) {
    case APN_LEVEL_TABLE:
        return text_of("Basis %s, rounded in one table with the other lines.", basis);
    case APN_LEVEL_TOTAL:
        return text_of("Basis %s, rounded only in what each party pays in total.", basis);
    case APN_LEVEL_LINE:
        break;
    }
    return text_of("Basis %s, rounded by %s.", basis, apn_method_describe(info->method)->word);
}

/* A line's total: "£1,000.00", "£1,000 thousand"; the caller frees it. */
static char *total_text(const apn_statement *statement, size_t line, const apn_printed *printed)
{
    static const char *const words[] = {
        [APN_IN_THOUSANDS] = " thousand", [APN_IN_MILLIONS] = " million"};
    apn_print_in in = apn_printed_in(printed);
    char *money = money_text(apn_printed_row_total(printed, line),
                             apn_agreement_describe(apn_statement_agreement(statement)).currency);
    char *text = text_of("%s%s", money, in < APN_IN_THOUSANDS ? "" : words[in]);
    free(money);
    return text;
}

static void put_line(const output *out, const apn_statement *statement, size_t line,
                     const layout *common)
{
    apn_statement_line_info info = apn_statement_line(statement, line);
    char *total = total_text(statement, line, common->printed);
    char *title = text_of("%s: %s", info.line.title, total);
    const char *payer = sole_payer(statement, line);
    char *basis = basis_text(statement, line);
    char *rule = payer ? text_of("%s pays the whole line.", payer) : rule_text(&info, basis);
    fputc('\n', out->text);
    put_heading(out, title);
    put_paragraph(out->text, rule, out->shown.width, 0, 2);
    put_members(out, statement, line, common);
    put_others(out, statement, line);
    put_line_reasons(out, statement, line);
    free(rule);
    free(basis);
    free(title);
    free(total);
}

static bool has_policing_body(const apn_agreement *agreement)
{
    for (size_t i = 0; i < apn_agreement_party_count(agreement); i++)
        if (apn_agreement_party(agreement, i).policing_body[0])
            return true;
    return false;
}

/* Equal claims among the parties' totals. */
static void put_together_tie(const output *out, const apn_statement *statement)
{
    const apn_agreement *agreement = apn_statement_agreement(statement);
    apn_tie tie = apn_statement_together_tie(statement);
    if (tie.parties_count == 0)
        return;
    const char **names = grab(apn_agreement_party_count(agreement), sizeof names[0]);
    for (size_t i = 0; i < apn_agreement_party_count(agreement); i++)
        names[i] = apn_agreement_party(agreement, i).name;
    put_tie(out, tie, names, APN_TIES_LISTED_ORDER);
    free(names);
}

static void put_totals(const output *out, const apn_statement *statement, const layout *common)
{
    const apn_agreement *agreement = apn_statement_agreement(statement);
    /* Without a policing body the middle column keeps the amounts under those of the lines. */
    const table_column columns[] = {
        {"Party", COLUMN_TEXT, common->name_width},
        {has_policing_body(agreement) ? "Policing body" : "", COLUMN_TEXT, SHARE_WIDTH},
        {common->amount_title, COLUMN_NUMBER, common->amount_width},
    };
    table *made = table_make(columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < apn_agreement_party_count(agreement); i++) {
        apn_party_info party = apn_agreement_party(agreement, i);
        apn_decimal amount = apn_printed_column_total(common->printed, i);
        put_amount_row(made, party.name, party.policing_body, &amount, false);
    }
    apn_decimal unapportioned =
        apn_printed_column_total(common->printed, apn_agreement_party_count(agreement));
    apn_decimal total = apn_printed_total(common->printed);
    if (apn_statement_unapportioned(statement).sign != 0)
        put_amount_row(made, "Unapportioned", "", &unapportioned, false);
    put_amount_row(made, "Total", "", &total, true);
    fputc('\n', out->text);
    put_heading(out, "What each party pays");
    table_print(made, out->shown, out->text);
    put_together_tie(out, statement);
}

/* What each party pays on each date. */
static void put_instalments(const output *out, const apn_statement *statement, const layout *common)
{
    const apn_agreement *agreement = apn_statement_agreement(statement);
    size_t payee = apn_agreement_payee(agreement);
    const table_column columns[] = {
        {"Party", COLUMN_TEXT, common->name_width},
        {"", COLUMN_TEXT, SHARE_WIDTH},
        {common->amount_title, COLUMN_NUMBER, common->amount_width},
    };
    if (apn_printed_in(common->printed) != APN_IN_FULL)
        return;
    for (size_t i = 0; i < apn_statement_instalment_count(statement); i++) {
        table *made = table_make(columns, sizeof columns / sizeof columns[0]);
        char *title = text_of("Due on %s to %s", apn_statement_instalment_due(statement, i),
                              apn_agreement_party(agreement, payee).name);
        apn_decimal total = apn_statement_instalment_total(statement, i);
        for (size_t party = 0; party < apn_agreement_party_count(agreement); party++) {
            apn_decimal amount = apn_statement_instalment(statement, i, party);
            put_amount_row(made, apn_agreement_party(agreement, party).name, "", &amount, false);
        }
        put_amount_row(made, "Total", "", &total, true);
        fputc('\n', out->text);
        put_heading(out, title);
        table_print(made, out->shown, out->text);
        free(title);
    }
}

/* Which version of the agreement was in force when. */
static void put_versions(const output *out, const apn_statement *statement)
{
    for (size_t i = 0; i < apn_statement_version_count(statement); i++) {
        apn_version_days version = apn_statement_version(statement, i);
        char *sentence = text_of("Version %s from %s to %s%s%s.", version.id, version.from,
                                 version.to, version.ref[0] ? ": " : "", version.ref);
        put_paragraph(out->text, sentence, out->shown.width, 0, 2);
        free(sentence);
    }
}

void put_statement(const output *out, const apn_statement *statement, const apn_printed *printed)
{
    const apn_agreement *agreement = apn_statement_agreement(statement);
    apn_agreement_info info = apn_agreement_describe(agreement);
    layout common = layout_of(statement, printed);
    const char *measure = apn_measure_word(apn_statement_measure(statement));
    /* The name of a year says its days only when it begins on 1 April. */
    char *what = strcmp(info.year_start, "04-01") == 0
                     ? text_of("Statement for %s, %s", apn_statement_year(statement), measure)
                     : text_of("Statement for %s (%s to %s), %s", apn_statement_year(statement),
                               apn_statement_from(statement), apn_statement_to(statement), measure);
    put_statement_head(out, agreement, what);
    put_versions(out, statement);
    for (size_t line = 0; line < apn_statement_line_count(statement); line++)
        put_line(out, statement, line, &common);
    put_totals(out, statement, &common);
    put_instalments(out, statement, &common);
    for (size_t i = 0; i < apn_statement_section_count(statement); i++)
        if (apn_printed_in(printed) == APN_IN_FULL)
            put_section(out, statement, i);
    free(what);
    free(common.amount_title);
}
