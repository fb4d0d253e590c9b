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
    size_t first;              /* the printed column of the first statement */
    apn_statement *const *all; /* of every part */
    size_t all_count;
    bool total; /* a column of what the years add up to stands last */
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
    if (shown->total && amount_width(apn_printed_total(shown->printed)) > widest)
        widest = amount_width(apn_printed_total(shown->printed));
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

/* What a row adds up to over all years; "" where no year has an amount of it. The caller frees it.
 */
static char *row_total_text(const schedule *part, row_place at)
{
    bool any = !part->party || at.row == row_count(part);
    for (size_t i = 0; i < part->all_count && !any; i++) {
        size_t line = find_line(part->all[i], at.row);
        any = line != SIZE_MAX && apn_statement_cell(part->all[i], line, *part->party).has_amount;
    }
    return any ? amount_text(apn_printed_row_total(part->printed, at.printed)) : text_of("%s", "");
}

static void put_row(table *made, const schedule *part, const char *name, row_place at,
                    cell_maker text)
{
    size_t count = part->count + part->total;
    const char **cells = grab(count + 1, sizeof cells[0]);
    char **owned = grab(count, sizeof owned[0]);
    cells[0] = name;
    for (size_t i = 0; i < part->count; i++)
        cells[i + 1] = owned[i] = text(part, at, i);
    if (part->total)
        cells[count] = owned[count - 1] = text == total_text
                                              ? amount_text(apn_printed_total(part->printed))
                                              : row_total_text(part, at);
    if (text == total_text)
        table_total(made, cells);
    else
        table_row(made, cells);
    for (size_t i = 0; i < count; i++)
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
    size_t count = part->count + part->total;
    table_column *columns = grab(count + 1, sizeof columns[0]);
    columns[0] = (table_column){part->party ? "Cost line" : "Party", COLUMN_TEXT, 0};
    for (size_t i = 0; i < part->count; i++)
        columns[i + 1] = (table_column){apn_statement_year(part->statements[i]), COLUMN_NUMBER,
                                        figure_width(whole)};
    if (part->total)
        columns[count] = (table_column){"Total", COLUMN_NUMBER, figure_width(whole)};
    table *made = table_make(columns, count + 1);
    row_place at = {0, 0};
    for (; at.row < row_count(part); at.row++)
        if (has_row(whole, at.row)) {
            put_row(made, part, row_name(part, at.row), at, cell_text);
            at.printed++;
        }
    if (!part->party && !is_all_apportioned(whole))
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

/* What a party brings forward from earlier years, of its credit. */
static apn_decimal brought_forward(const apn_statement *statement, size_t party)
{
    apn_decimal nil = {0};
    size_t section;
    if (apn_statement_find_section(statement, "settlement", &section, NULL) != APN_OK)
        return nil;
    for (size_t i = 0; i < apn_statement_section(statement, section).columns; i++)
        if (strcmp(apn_statement_section_column(statement, section, i).id, "brought_forward") == 0)
            return apn_statement_section_cell(statement, section, party, i).amount;
    return nil;
}

static bool has_credit(const schedule *whole)
{
    for (size_t i = 0; i < whole->count; i++)
        if (apn_statement_party_credit(whole->statements[i], *whole->party).sign != 0 ||
            brought_forward(whole->statements[i], *whole->party).sign != 0)
            return true;
    return false;
}

/* What is due from one party: what it pays less what is credited to it. */
static void put_party_due(const schedule *whole)
{
    static const table_column columns[] = {{"Year", COLUMN_TEXT, 0},
                                           {"Amount", COLUMN_NUMBER, 0},
                                           {"Credit", COLUMN_NUMBER, 0},
                                           {"Of it brought forward", COLUMN_NUMBER, 0},
                                           {"Due", COLUMN_NUMBER, 0}};
    if (!whole->party || apn_printed_in(whole->printed) != APN_IN_FULL || !has_credit(whole))
        return;
    table *made = table_make(columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < whole->count; i++) {
        const apn_statement *statement = whole->statements[i];
        apn_decimal brought = brought_forward(statement, *whole->party);
        char *amount = amount_text(apn_statement_party_total(statement, *whole->party));
        char *credit = amount_text(apn_statement_party_credit(statement, *whole->party));
        char *of_it = brought.sign != 0 ? amount_text(brought) : text_of("%s", "");
        char *due = amount_text(apn_statement_party_due(statement, *whole->party));
        table_row(made,
                  (const char *const[]){apn_statement_year(statement), amount, credit, of_it, due});
        free(amount);
        free(credit);
        free(of_it);
        free(due);
    }
    fputc('\n', whole->out->text);
    put_heading(whole->out, "What is due");
    table_print(made, whole->out->shown, whole->out->text);
}

static const char *amount_cell(const apn_statement *statement, size_t section, size_t row,
                               const char *id, char **out)
{
    for (size_t i = 0; i < apn_statement_section(statement, section).columns; i++)
        if (strcmp(apn_statement_section_column(statement, section, i).id, id) == 0) {
            apn_section_cell cell = apn_statement_section_cell(statement, section, row, i);
            if (!cell.has_amount || cell.amount.sign == 0)
                return NULL;
            free(*out);
            return *out = amount_text(cell.amount);
        }
    return NULL;
}

/* What came off the lines before they were shared. */
static void put_funding(const schedule *shown)
{
    for (size_t year = 0; year < shown->count; year++) {
        const apn_statement *statement = shown->statements[year];
        size_t section;
        if (apn_statement_find_section(statement, "amounts", &section, NULL) != APN_OK)
            continue;
        for (size_t row = 0; row < apn_statement_section(statement, section).rows; row++) {
            char *gross = NULL, *funding = NULL, *net = NULL;
            if (amount_cell(statement, section, row, "less", &funding) &&
                amount_cell(statement, section, row, "gross", &gross) &&
                amount_cell(statement, section, row, "net", &net)) {
                char *sentence =
                    text_of("%s, %s: %s is shared, of %s, after funding of %s.",
                            apn_statement_section_cell(statement, section, row, 0).label,
                            apn_statement_year(statement), net, gross, funding + (*funding == '-'));
                put_paragraph(shown->out->text, sentence, shown->out->shown.width, 0, 2);
                free(sentence);
            }
            free(gross);
            free(funding);
            free(net);
        }
    }
}

/* For how long the party shares a line that dates cut, each year. */
static void put_cuts(const schedule *shown)
{
    for (size_t year = 0; year < shown->count; year++) {
        const apn_statement *statement = shown->statements[year];
        for (size_t line = 0; line < apn_statement_line_count(statement); line++) {
            apn_statement_line_info info = apn_statement_line(statement, line);
            unsigned length = apn_statement_cell(statement, line, *shown->party).length;
            if (length == 0 || length == info.length)
                continue;
            char *sentence = text_of("%s, %s: shared for %u of %u %s.", info.line.title,
                                     apn_statement_year(statement), length, info.length,
                                     apn_agreement_describe(shown->agreement).proration);
            put_paragraph(shown->out->text, sentence, shown->out->shown.width, 0, 2);
            free(sentence);
        }
    }
    put_funding(shown);
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

enum { EXIT_PARTY, EXIT_COST, EXIT_DUE, EXIT_AMOUNT };

/* The place of the dated exit costs among the statement's sections, or SIZE_MAX. */
static size_t exit_dates(const apn_statement *statement)
{
    for (size_t i = 0; i < apn_statement_section_count(statement); i++)
        if (strcmp(apn_statement_section(statement, i).id, "exit_instalments") == 0)
            return i;
    return SIZE_MAX;
}

/* Whether a statement before tells the same date of the same cost: a later year repeats it when it
 * falls due then. */
static bool is_told_before(const schedule *whole, size_t year, const char *cost, const char *due)
{
    for (size_t before = 0; before < year; before++) {
        const apn_statement *statement = whole->statements[before];
        size_t at = exit_dates(statement);
        size_t rows = at == SIZE_MAX ? 0 : apn_statement_section(statement, at).rows;
        for (size_t row = 0; row < rows; row++)
            if (strcmp(apn_statement_section_cell(statement, at, row, EXIT_COST).text, cost) == 0 &&
                strcmp(apn_statement_section_cell(statement, at, row, EXIT_DUE).text, due) == 0)
                return true;
    }
    return false;
}

/* What a party that leaves pays on dates of their own, which are in no instalment. */
static void put_exit_dates(const schedule *whole)
{
    const table_column columns[] = {
        {"Due", COLUMN_TEXT, 0}, {"Exit cost", COLUMN_TEXT, 0}, {"Amount", COLUMN_NUMBER, 0}};
    table *made = NULL;
    if (!whole->party || apn_printed_in(whole->printed) != APN_IN_FULL)
        return;
    const char *party = apn_agreement_party(whole->agreement, *whole->party).id;
    for (size_t year = 0; year < whole->count; year++) {
        const apn_statement *statement = whole->statements[year];
        size_t at = exit_dates(statement);
        size_t rows = at == SIZE_MAX ? 0 : apn_statement_section(statement, at).rows;
        for (size_t row = 0; row < rows; row++) {
            apn_section_cell cost = apn_statement_section_cell(statement, at, row, EXIT_COST);
            apn_section_cell due = apn_statement_section_cell(statement, at, row, EXIT_DUE);
            if (strcmp(apn_statement_section_cell(statement, at, row, EXIT_PARTY).text, party) !=
                    0 ||
                is_told_before(whole, year, cost.text, due.text))
                continue;
            char *amount =
                amount_text(apn_statement_section_cell(statement, at, row, EXIT_AMOUNT).amount);
            const char *cells[] = {due.label, cost.label, amount};
            made = made ? made : table_make(columns, 3);
            table_row(made, cells);
            free(amount);
        }
    }
    if (!made)
        return;
    fputc('\n', whole->out->text);
    put_heading(whole->out, "Exit costs with dates of their own");
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
                            .printed = view->printed,
                            .all = view->statements,
                            .all_count = view->count,
                            .total = view->count > 1};
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
    size_t all = whole.count + whole.total;
    for (size_t first = 0; first < all; first += fit) {
        schedule part = whole;
        part.first = first;
        part.statements = whole.statements + first;
        part.count = whole.count - first < fit ? whole.count - first : fit;
        part.total = whole.total && first + fit >= all;
        put_part(&part, &whole);
    }
    put_present_values(&whole);
    put_party_due(&whole);
    put_party_instalments(&whole);
    put_exit_dates(&whole);
    if (whole.party) {
        put_reasons(&whole);
        put_cuts(&whole);
    }
}
