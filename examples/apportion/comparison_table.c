/* What changes, as tables for people: before, after and change, by party and by line, with bars
 * that show who pays more and who less, and by what the change came about. */
#include "comparison_table.h"

#include <gmp.h>
#include <stdlib.h>
#include <string.h>

#include "grid.h"
#include "memory.h"
#include "people.h"
#include "sums.h"
#include "text.h"
#include "text_table.h"

enum { BAR = 16, HALVES = 2 * BAR };

/* The signs of a bar: whole and half to the left, the axis, whole and half to the right. */
typedef struct bar_signs {
    const char *left, *left_half, *axis, *right, *right_half;
} bar_signs;

static const bar_signs unicode_signs = {"\xE2\x96\x88", "\xE2\x96\x90", "\xE2\x94\x82",
                                        "\xE2\x96\x88", "\xE2\x96\x8C"};
static const bar_signs ascii_signs = {"<", "<", "|", ">", ">"};

static char *percent_text(apn_before_after difference)
{
    char percent[FIGURE_SIZE] = "";
    (void)apn_before_after_percent(difference, 2, percent, sizeof percent);
    return text_of("%s", difference.change.sign == 0 ? "" : percent);
}

/* A change with its sign; "" for none. */
static char *change_text(apn_decimal change)
{
    char *amount = amount_text(change);
    char *signed_text = text_of("%s%s", change.sign > 0 ? "+" : "", change.sign == 0 ? "" : amount);
    free(amount);
    return signed_text;
}

static void put_row(table *made, const char *name, apn_before_after difference, bool total)
{
    char *before = amount_text(difference.before), *after = amount_text(difference.after);
    char *change = change_text(difference.change), *percent = percent_text(difference);
    const char *cells[] = {name, before, after, change, percent};
    if (total)
        table_total(made, cells);
    else
        table_row(made, cells);
    free(before);
    free(after);
    free(change);
    free(percent);
}

static const table_column difference_columns[] = {
    {"Party", COLUMN_TEXT, 0},    {"Before", COLUMN_NUMBER, 0},   {"After", COLUMN_NUMBER, 0},
    {"Change", COLUMN_NUMBER, 0}, {"Change %", COLUMN_NUMBER, 0},
};
static const table_column line_columns[] = {
    {"Cost line", COLUMN_TEXT, 0}, {"Before", COLUMN_NUMBER, 0},   {"After", COLUMN_NUMBER, 0},
    {"Change", COLUMN_NUMBER, 0},  {"Change %", COLUMN_NUMBER, 0},
};

static void put_parties(const output *out, const apn_comparison *comparison)
{
    table *made = table_make(difference_columns, 5);
    for (size_t i = 0; i < apn_comparison_party_count(comparison); i++)
        put_row(made, apn_comparison_party(comparison, i).name,
                apn_comparison_party_total(comparison, i), false);
    put_row(made, "Total", apn_comparison_total(comparison), true);
    table_print(made, out->shown, out->text);
}

/* How many halves of a cell the bar of a change has, of the largest's; one at least. */
static unsigned long bar_length(const mpz_t change, const mpz_t largest)
{
    mpz_t scaled;
    mpz_init(scaled);
    mpz_abs(scaled, change);
    mpz_mul_ui(scaled, scaled, HALVES);
    mpz_fdiv_q(scaled, scaled, largest);
    unsigned long length = mpz_get_ui(scaled);
    mpz_clear(scaled);
    return length == 0 ? 1 : length;
}

static char *repeat(const char *sign, size_t count)
{
    char *text = grab(count * strlen(sign) + 1, 1);
    for (size_t i = 0; i < count; i++)
        memcpy(text + i * strlen(sign), sign, strlen(sign));
    return text;
}

/* A bar to the left for who pays less, to the right for who pays more. The caller frees it. */
static char *bar_text(int sign, unsigned long halves, const bar_signs *signs)
{
    size_t whole = halves / 2, half = halves % 2;
    char *body = repeat(sign < 0 ? signs->left : signs->right, whole);
    char *gap = repeat(" ", sign < 0 ? BAR - whole - half : BAR);
    char *text = sign < 0
                     ? text_of("%s%s%s%s", gap, half ? signs->left_half : "", body, signs->axis)
                     : text_of("%s%s%s%s", gap, signs->axis, body, half ? signs->right_half : "");
    free(body);
    free(gap);
    return text;
}

static size_t widest_name(const apn_comparison *comparison)
{
    size_t widest = 0;
    for (size_t i = 0; i < apn_comparison_party_count(comparison); i++) {
        size_t width = text_width(apn_comparison_party(comparison, i).name);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void put_bar(const output *out, const apn_comparison *comparison, size_t party,
                    const mpz_t largest)
{
    const bar_signs *signs = out->shown.unicode ? &unicode_signs : &ascii_signs;
    apn_decimal change = apn_comparison_party_total(comparison, party).change;
    char *name = text_clean(apn_comparison_party(comparison, party).name);
    char *amount = change_text(change);
    mpz_t size;
    mpz_init(size);
    sum_integer(size, change, APN_DECIMAL_SCALE);
    char *bar = change.sign == 0 ? bar_text(1, 0, signs)
                                 : bar_text(change.sign, bar_length(size, largest), signs);
    mpz_clear(size);
    char *gap = repeat(" ", widest_name(comparison) - text_width(name) + 2);
    fprintf(out->text, "%s%s%s%s%s\n", name, gap, bar, amount[0] ? "  " : "", amount);
    free(gap);
    free(bar);
    free(amount);
    free(name);
}

/* Who pays more, and who less. */
static void put_bars(const output *out, const apn_comparison *comparison)
{
    mpz_t largest, size;
    mpz_inits(largest, size, NULL);
    for (size_t i = 0; i < apn_comparison_party_count(comparison); i++) {
        sum_integer(size, apn_comparison_party_total(comparison, i).change, APN_DECIMAL_SCALE);
        if (mpz_cmpabs(size, largest) > 0)
            mpz_set(largest, size);
    }
    if (mpz_sgn(largest) != 0) {
        mpz_abs(largest, largest);
        fputc('\n', out->text);
        put_heading(out, "Pays less, pays more");
        for (size_t i = 0; i < apn_comparison_party_count(comparison); i++)
            put_bar(out, comparison, i, largest);
    }
    mpz_clears(largest, size, NULL);
}

/* "a, b and c" of the lines that are the same, or not; the caller frees it. */
static char *line_names(const apn_comparison *comparison, bool same, size_t *count)
{
    size_t lines = apn_comparison_line_count(comparison);
    const char **names = grab(lines, sizeof names[0]);
    size_t *places = grab(lines, sizeof places[0]);
    *count = 0;
    for (size_t i = 0; i < lines; i++) {
        names[i] = apn_comparison_line(comparison, i).name;
        if ((apn_comparison_is_same(comparison, i) != 0) == same)
            places[(*count)++] = i;
    }
    char *text = *count == 0 ? text_of("%s", "") : join_names(names, places, *count);
    free(places);
    free(names);
    return text;
}

static void put_lines(const output *out, const apn_comparison *comparison)
{
    size_t changed, same;
    char *changed_names = line_names(comparison, false, &changed);
    char *same_names = line_names(comparison, true, &same);
    table *made = table_make(line_columns, 5);
    fputc('\n', out->text);
    put_heading(out, "By line");
    for (size_t i = 0; i < apn_comparison_line_count(comparison); i++)
        put_row(made, apn_comparison_line(comparison, i).name,
                apn_comparison_line_total(comparison, i), false);
    put_row(made, "Total", apn_comparison_total(comparison), true);
    table_print(made, out->shown, out->text);
    char *sentence = changed == 0 ? text_of("Nothing changes.")
                     : same == 0
                         ? text_of("Every line changes.")
                         : text_of("Changed: %s. Not touched: %s.", changed_names, same_names);
    put_paragraph(out->text, sentence, out->shown.width, 0, 2);
    free(sentence);
    free(changed_names);
    free(same_names);
}

/* A table of changes: a row for each party that has one, and their totals. */
typedef struct change_grid {
    const apn_comparison *comparison;
    size_t columns;
    const char **column_names;
    apn_decimal (*at)(const apn_comparison *comparison, size_t column, size_t party);
    const size_t *places; /* of the columns, for `at` */
} change_grid;

/* Adds one row to the totals, which have the scale of the first. */
static void add_up(apn_decimal *totals, const apn_decimal *row, size_t count)
{
    mpz_t sum, more;
    mpz_inits(sum, more, NULL);
    for (size_t i = 0; i < count; i++) {
        int scale = row[i].scale > totals[i].scale ? row[i].scale : totals[i].scale;
        sum_integer(sum, totals[i], scale);
        sum_integer(more, row[i], scale);
        mpz_add(sum, sum, more);
        (void)sum_decimal(sum, scale, &totals[i]);
    }
    mpz_clears(sum, more, NULL);
}

static void put_changes(const output *out, const change_grid *changes, const char *heading)
{
    const apn_comparison *comparison = changes->comparison;
    size_t parties = apn_comparison_party_count(comparison), rows = 0;
    size_t columns = changes->columns;
    const char **names = grab(parties + 1, sizeof names[0]);
    apn_decimal *amounts = grab((parties + 1) * columns, sizeof amounts[0]);
    apn_decimal *totals = grab(columns, sizeof totals[0]);
    for (size_t party = 0; party < parties; party++) {
        bool any = false;
        for (size_t i = 0; i < columns; i++) {
            amounts[rows * columns + i] = changes->at(comparison, changes->places[i], party);
            any = any || amounts[rows * columns + i].sign != 0;
        }
        if (!any)
            continue;
        add_up(totals, amounts + rows * columns, columns);
        names[rows++] = apn_comparison_party(comparison, party).name;
    }
    memcpy(amounts + rows * columns, totals, columns * sizeof totals[0]);
    names[rows] = "Total";
    const grid shown = {"Party", rows + 1, columns, names, changes->column_names,
                        amounts, NULL,     true};
    if (rows > 0) {
        fputc('\n', out->text);
        put_heading(out, heading);
        put_grid(out, &shown);
    }
    free(totals);
    free(amounts);
    free(names);
}

static apn_decimal cell_change(const apn_comparison *comparison, size_t line, size_t party)
{
    return apn_comparison_cell(comparison, line, party).change;
}

/* Which party's change is on which line, when there are several lines that change. */
static void put_cells(const output *out, const apn_comparison *comparison)
{
    size_t lines = apn_comparison_line_count(comparison), count = 0;
    const char **names = grab(lines, sizeof names[0]);
    size_t *places = grab(lines, sizeof places[0]);
    for (size_t i = 0; i < lines; i++) {
        if (apn_comparison_is_same(comparison, i))
            continue;
        names[count] = apn_comparison_line(comparison, i).name;
        places[count++] = i;
    }
    const change_grid changes = {comparison, count, names, cell_change, places};
    if (count > 1)
        put_changes(out, &changes, "Change by line and party");
    free(places);
    free(names);
}

static apn_decimal cause_part(const apn_comparison *comparison, size_t cause, size_t party)
{
    return apn_comparison_part_amount(comparison, party, (apn_cause)cause);
}

static void put_causes(const output *out, const apn_comparison *comparison)
{
    static const char *const titles[] = {"Membership", "Driver", "Basis", "Amount", "Rounding"};
    const char *names[5];
    size_t places[5], count = 0;
    for (size_t cause = 0; cause < 5; cause++) {
        bool any = false;
        for (size_t party = 0; party < apn_comparison_party_count(comparison); party++)
            any = any || cause_part(comparison, cause, party).sign != 0;
        if (!any)
            continue;
        names[count] = titles[cause];
        places[count++] = cause;
    }
    const change_grid changes = {comparison, count, names, cause_part, places};
    if (count > 0)
        put_changes(out, &changes, "By cause");
    const apn_findings *findings = apn_comparison_findings(comparison);
    for (size_t i = 0; i < apn_findings_count(findings); i++) {
        char *sentence = text_of("Note: %s.", apn_findings_at(findings, i)->message);
        put_paragraph(out->text, sentence, out->shown.width, 0, 2);
        free(sentence);
    }
}

/* The changes of a scenario, one a line. */
static void put_scenario(const output *out, const apn_scenario *scenario)
{
    for (size_t i = 0; i < apn_scenario_count(scenario); i++) {
        apn_change change = apn_scenario_change(scenario, i);
        char *line = text_of("%s %s%s%s", apn_change_kind_word(change.kind), change.path,
                             change.kind == APN_CHANGE_REMOVE  ? ""
                             : change.kind == APN_CHANGE_SCALE ? " by "
                             : change.kind == APN_CHANGE_ADD   ? ": "
                                                               : " to ",
                             change.value ? change.value : "");
        put_paragraph(out->text, line, out->shown.width, 2, 4);
        free(line);
    }
}

/* What every party pays before, and after each. */
static void put_side_by_side(const output *out, const comparison_view *view)
{
    const apn_comparison *first = view->list[0];
    size_t parties = apn_comparison_party_count(first), columns = view->count + 1;
    const char **names = grab(parties + 1, sizeof names[0]);
    const char **titles = grab(columns, sizeof titles[0]);
    apn_decimal *amounts = grab((parties + 1) * columns, sizeof amounts[0]);
    titles[0] = "Before";
    for (size_t i = 0; i < view->count; i++)
        titles[i + 1] = text_of("%zu", i + 1);
    for (size_t party = 0; party <= parties; party++) {
        bool total = party == parties;
        names[party] = total ? "Total" : apn_comparison_party(first, party).name;
        for (size_t i = 0; i < columns; i++) {
            const apn_comparison *from = view->list[i == 0 ? 0 : i - 1];
            apn_before_after figures =
                total ? apn_comparison_total(from) : apn_comparison_party_total(from, party);
            amounts[party * columns + i] = i == 0 ? figures.before : figures.after;
        }
    }
    const grid shown = {"Party", parties + 1, columns, names, titles, amounts, NULL, true};
    fputc('\n', out->text);
    put_heading(out, "Side by side");
    put_grid(out, &shown);
    for (size_t i = 0; i < view->count; i++)
        free((char *)titles[i + 1]);
    free(amounts);
    free(titles);
    free(names);
}

/* Whether all have the same parties, so that they can stand side by side. */
static bool is_alike(const comparison_view *view)
{
    size_t parties = apn_comparison_party_count(view->list[0]);
    for (size_t i = 1; i < view->count; i++) {
        if (apn_comparison_party_count(view->list[i]) != parties)
            return false;
        for (size_t party = 0; party < parties; party++)
            if (strcmp(apn_comparison_party(view->list[0], party).id,
                       apn_comparison_party(view->list[i], party).id) != 0)
                return false;
    }
    return view->count > 1;
}

void put_comparisons(const output *out, const comparison_view *view)
{
    if (is_alike(view))
        put_side_by_side(out, view);
    for (size_t i = 0; i < view->count; i++) {
        char *heading = view->count > 1 ? text_of("%zu. %s", i + 1, view->names[i])
                                        : text_of("%s", view->names[i]);
        fputc('\n', out->text);
        put_heading(out, heading);
        free(heading);
        if (view->scenarios)
            put_scenario(out, view->scenarios[i]);
        fputc('\n', out->text);
        put_parties(out, view->list[i]);
        put_bars(out, view->list[i]);
        put_lines(out, view->list[i]);
        put_cells(out, view->list[i]);
        put_causes(out, view->list[i]);
    }
}
