/* Statements side by side by year. Years that do not fit into the width go into a further table. */
#include "statement_table.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "people.h"
#include "text_table.h"
#include "text.h"

enum { NAME_MOST = 30, GAP = 2 };

/* What is shown: the statements, and for one party its place. */
typedef struct schedule {
    const output *out;
    apn_statement *const *statements;
    size_t count;
    const size_t *party;
    const apn_agreement *agreement;
    const apn_printed *printed;
    size_t first; /* the printed column of the first statement */
} schedule;

/* A row: its place among the agreement's parties or lines, and among what is printed. */
typedef struct row_place {
    size_t row, printed;
} row_place;

/* The place of an agreement's line in a statement, whose lines are in the agreement's order, or
 * SIZE_MAX when it has no figure there. */
static size_t find_line(const apn_statement *statement, size_t agreement_line)
{
    size_t low = 0, high = apn_statement_line_count(statement);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        size_t found = apn_statement_line(statement, middle).agreement_line;
        if (found == agreement_line)
            return middle;
        if (found < agreement_line)
            low = middle + 1;
        else
            high = middle;
    }
    return SIZE_MAX;
}

static char *printed_text(const schedule *shown, row_place at, size_t column)
{
    return amount_text(apn_printed_amount(shown->printed, at.printed, shown->first + column));
}

/* The row's text for a statement: its amount, or why there is none. The caller frees it. */
static char *cell_text(const schedule *shown, row_place at, size_t column)
{
    const apn_statement *statement = shown->statements[column];
    if (!shown->party)
        return printed_text(shown, at, column);
    size_t line = find_line(statement, at.row);
    if (line == SIZE_MAX)
        return text_of("%s", "-");
    apn_cell cell = apn_statement_cell(statement, line, *shown->party);
    if (cell.has_amount)
        return printed_text(shown, at, column);
    if (cell.status == APN_CELL_EXCLUDED || cell.status == APN_CELL_NOT_A_MEMBER)
        return text_of("%s", cell.status == APN_CELL_EXCLUDED ? "excluded" : "not a member");
    return text_of("%s", "in total");
}

static bool has_row(const schedule *shown, size_t row)
{
    for (size_t i = 0; i < shown->count; i++)
        if (!shown->party || find_line(shown->statements[i], row) != SIZE_MAX)
            return true;
    return false;
}

static const char *row_name(const schedule *shown, size_t row)
{
    return shown->party ? apn_agreement_line(shown->agreement, row).title
                        : apn_agreement_party(shown->agreement, row).name;
}

static size_t row_count(const schedule *shown)
{
    return shown->party ? apn_agreement_line_count(shown->agreement)
                        : apn_agreement_party_count(shown->agreement);
}

/* The columns that the widest figure of all years takes. */
static size_t figure_width(const schedule *shown)
{
    size_t widest = sizeof "not a member" - 1;
    for (size_t i = 0; i < shown->count; i++) {
        size_t width = amount_width(apn_printed_column_total(shown->printed, i));
        widest = width > widest ? width : widest;
    }
    return widest;
}

static size_t name_width(const schedule *shown)
{
    size_t widest = sizeof "Rounded in total" - 1;
    for (size_t row = 0; row < row_count(shown); row++) {
        size_t width = text_width(row_name(shown, row));
        widest = width > widest ? width : widest;
    }
    return widest < NAME_MOST ? widest : NAME_MOST;
}

/* One row of the years from `first`; its cells are made by `text`. */
typedef char *(*cell_maker)(const schedule *shown, row_place at, size_t column);

static char *total_text(const schedule *shown, row_place at, size_t column)
{
    (void)at;
    return amount_text(apn_printed_column_total(shown->printed, shown->first + column));
}

static void put_row(table *made, const schedule *part, const char *name, row_place at,
                    cell_maker text)
{
    const char **cells = grab(part->count + 1, sizeof cells[0]);
    char **owned = grab(part->count, sizeof owned[0]);
    cells[0] = name;
    for (size_t i = 0; i < part->count; i++)
        cells[i + 1] = owned[i] = text(part, at, i);
    if (text == total_text)
        table_total(made, cells);
    else
        table_row(made, cells);
    for (size_t i = 0; i < part->count; i++)
        free(owned[i]);
    free(owned);
    free(cells);
}

static bool is_all_apportioned(const schedule *part)
{
    for (size_t i = 0; i < part->count; i++)
        if (apn_statement_unapportioned(part->statements[i]).sign != 0)
            return false;
    return true;
}

/* One table of as many years as fit. `whole` says which rows there are, so that all tables have the
 * same. */
static void put_part(const schedule *part, const schedule *whole)
{
    table_column *columns = grab(part->count + 1, sizeof columns[0]);
    columns[0] = (table_column){part->party ? "Cost line" : "Party", COLUMN_TEXT, 0};
    for (size_t i = 0; i < part->count; i++)
        columns[i + 1] = (table_column){apn_statement_year(part->statements[i]), COLUMN_NUMBER,
                                        figure_width(whole)};
    table *made = table_make(columns, part->count + 1);
    row_place at = {0, 0};
    for (; at.row < row_count(part); at.row++)
        if (has_row(whole, at.row)) {
            put_row(made, part, row_name(part, at.row), at, cell_text);
            at.printed++;
        }
    if (!part->party && !is_all_apportioned(part))
        put_row(made, part, "Unapportioned", at, printed_text);
    if (part->party && apn_agreement_describe(part->agreement).level == APN_LEVEL_TOTAL)
        put_row(made, part, "Rounded in total", at, printed_text);
    put_row(made, part, "Total", at, total_text);
    fputc('\n', part->out->text);
    table_print(made, part->out->shown, part->out->text);
    free(columns);
}

static void put_present_row(table *made, const schedule *shown, const char *name, size_t printed)
{
    apn_decimal amount;
    char *text = apn_printed_present_value(shown->printed, printed, &amount)
                     ? amount_text(amount)
                     : text_of("%s", "in total");
    const char *cells[] = {name, text};
    if (printed == apn_printed_row_count(shown->printed))
        table_total(made, cells);
    else
        table_row(made, cells);
    free(text);
}

/* What each row is worth in the base year of the agreement's `discount`, in full. */
static void put_present_values(const schedule *whole)
{
    apn_discount_info discount = apn_agreement_discount(whole->agreement);
    table_column columns[] = {{whole->party ? "Cost line" : "Party", COLUMN_TEXT, 0},
                              {"Present value", COLUMN_NUMBER, 0}};
    if (!*discount.base_year)
        return;
    char *sentence = text_of(
        "Present values in %s%s%s%s, discounted at %s%s. Each is rounded once from exact amounts.",
        discount.base_year, *discount.prices ? ", in " : "", discount.prices,
        *discount.prices ? " prices" : "", discount.rates,
        discount.mid_year ? "; the amounts of a year in its middle" : "");
    fputc('\n', whole->out->text);
    put_paragraph(whole->out->text, sentence, whole->out->shown.width, 0, 0);
    free(sentence);
    table *made = table_make(columns, 2);
    row_place at = {0, 0};
    for (; at.row < row_count(whole); at.row++)
        if (has_row(whole, at.row))
            put_present_row(made, whole, row_name(whole, at.row), at.printed++);
    if (!whole->party && !is_all_apportioned(whole))
        put_present_row(made, whole, "Unapportioned", at.printed);
    if (whole->party && apn_agreement_describe(whole->agreement).level == APN_LEVEL_TOTAL)
        put_present_row(made, whole, "Rounded in total", at.printed);
    put_present_row(made, whole, "Total", at.printed + 1);
    table_print(made, whole->out->shown, whole->out->text);
}

/* When one party pays its budgets. */
static void put_party_instalments(const schedule *whole)
{
    const table_column columns[] = {{"Due", COLUMN_TEXT, 0}, {"Amount", COLUMN_NUMBER, 0}};
    if (!whole->party || apn_printed_in(whole->printed) != APN_IN_FULL ||
        apn_statement_instalment_count(whole->statements[0]) == 0)
        return;
    table *made = table_make(columns, 2);
    for (size_t year = 0; year < whole->count; year++) {
        const apn_statement *statement = whole->statements[year];
        for (size_t i = 0; i < apn_statement_instalment_count(statement); i++) {
            char *amount = amount_text(apn_statement_instalment(statement, i, *whole->party));
            const char *cells[] = {apn_statement_instalment_due(statement, i), amount};
            table_row(made, cells);
            free(amount);
        }
    }
    fputc('\n', whole->out->text);
    put_heading(whole->out, "Instalments");
    table_print(made, whole->out->shown, whole->out->text);
}

static void put_reasons(const schedule *shown)
{
    for (size_t row = 0; row < row_count(shown); row++) {
        for (size_t i = 0; i < shown->count; i++) {
            size_t line = find_line(shown->statements[i], row);
            apn_cell cell = {.reason = ""};
            if (line != SIZE_MAX)
                cell = apn_statement_cell(shown->statements[i], line, *shown->party);
            if (!cell.reason[0])
                continue;
            char *sentence = text_of("Excluded from %s: %s.", row_name(shown, row), cell.reason);
            put_paragraph(shown->out->text, sentence, shown->out->shown.width, 0, 2);
            free(sentence);
            break;
        }
    }
}

void put_schedule(const output *out, const schedule_view *view)
{
    const apn_agreement *agreement = apn_statement_agreement(view->statements[0]);
    const schedule whole = {.out = out,
                            .statements = view->statements,
                            .count = view->count,
                            .party = view->party,
                            .agreement = agreement,
                            .printed = view->printed};
    apn_party_info payer =
        view->party ? apn_agreement_party(agreement, *view->party) : (apn_party_info){0};
    char *what =
        text_of("%s, %s, by year. Amount %s", view->party ? payer.name : "What each party pays",
                apn_measure_word(apn_statement_measure(view->statements[0])),
                apn_printed_label(view->printed));
    put_statement_head(out, agreement, what);
    free(what);

    size_t column = figure_width(&whole) + GAP;
    size_t room = out->shown.width > name_width(&whole) ? out->shown.width - name_width(&whole) : 0;
    size_t fit = room / column ? room / column : 1;
    for (size_t first = 0; first < whole.count; first += fit) {
        schedule part = whole;
        part.first = first;
        part.statements = whole.statements + first;
        part.count = whole.count - first < fit ? whole.count - first : fit;
        put_part(&part, &whole);
    }
    put_present_values(&whole);
    put_party_instalments(&whole);
    if (whole.party)
        put_reasons(&whole);
}
