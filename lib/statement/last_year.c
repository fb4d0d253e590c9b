/* last_year.c: last year's amounts of the same measure beside this year's, by party and by line,
 * with the change and what it is of last year's in per cent. Both are statements that were proven,
 * so the columns make their totals. */
#include <string.h>

#include "apportion/comparison.h"
#include "section.h"
#include "true_up.h"

enum { PERCENT_DECIMALS = 2 };

/* Rows of one section: walked twice, to count and to fill. */
typedef struct beside {
    apn_statement *statement;
    const apn_statement *last;
    apn__section *section; /* NULL while rows are counted */
    size_t first;          /* the column of last year's amount */
    size_t count;
    bool fits, no_memory;
} beside;

/* The change in per cent of last year's amount; nothing where that is nil. */
static void put_percent(beside *work, size_t row, apn_before_after amounts)
{
    char text[APN_DECIMAL_TEXT_SIZE];
    if (apn_before_after_percent(amounts, PERCENT_DECIMALS, text, sizeof text) == 0)
        return;
    const char *kept = apn__arena_copy(work->statement->arena, text, strlen(text));
    work->no_memory = work->no_memory || kept == NULL;
    if (kept != NULL)
        apn__section_text(work->section, row, work->first + 3, kept, kept);
}

static size_t add_row(beside *work, apn_decimal last, apn_decimal now)
{
    apn_before_after amounts = {last, now, {0}};
    size_t row = work->count++;
    if (work->section == NULL)
        return row;
    work->fits = apn__difference(work->statement, now, last, &amounts.change) && work->fits;
    apn__section_amount(work->section, row, work->first, last);
    apn__section_amount(work->section, row, work->first + 1, now);
    apn__section_amount(work->section, row, work->first + 2, amounts.change);
    put_percent(work, row, amounts);
    return row;
}

static void name_party(const beside *work, size_t row, size_t party)
{
    if (work->section != NULL)
        apn__section_party(work->section, work->statement->agreement, row, 0, party);
}

static void name_line(const beside *work, size_t row, size_t line)
{
    const apn_line_info *info = &work->statement->agreement->lines[line].info;
    if (work->section != NULL)
        apn__section_text(work->section, row, 1, info->id, info->title);
}

static void walk_parties(beside *work)
{
    const apn_statement *last = work->last, *now = work->statement;
    for (size_t party = 0; party < now->agreement->party_count; party++)
        name_party(work, add_row(work, last->party_totals[party], now->party_totals[party]), party);
    if (last->unapportioned.sign == 0 && now->unapportioned.sign == 0)
        return;
    size_t row = add_row(work, last->unapportioned, now->unapportioned);
    if (work->section != NULL)
        apn__section_text(work->section, row, 0, "", "Unapportioned");
}

static apn_decimal line_unapportioned(const apn_statement *statement, size_t line)
{
    size_t place = apn__statement_place(statement, line);
    return place == SIZE_MAX ? (apn_decimal){0}
                             : apn_split_unapportioned(statement->lines[place].split);
}

/* Each party's lines, and what it pays of lines that are rounded together; then what no party
 * pays. */
static void walk_lines(beside *work)
{
    const apn_agreement *agreement = work->statement->agreement;
    for (size_t party = 0; party < agreement->party_count; party++) {
        apn_decimal last, now;
        for (size_t line = 0; line < agreement->line_count; line++) {
            bool has = apn__statement_amount(work->last, line, party, &last);
            if (!apn__statement_amount(work->statement, line, party, &now) && !has)
                continue;
            size_t row = add_row(work, last, now);
            name_party(work, row, party);
            name_line(work, row, line);
        }
        last = work->last->together[party];
        now = work->statement->together[party];
        if (last.sign != 0 || now.sign != 0)
            name_party(work, add_row(work, last, now), party);
    }
    for (size_t line = 0; line < agreement->line_count; line++) {
        apn_decimal last = line_unapportioned(work->last, line),
                    now = line_unapportioned(work->statement, line);
        if (last.sign != 0 || now.sign != 0)
            name_line(work, add_row(work, last, now), line);
    }
}

/* The columns make the two statements' totals. */
static apn_status close_section(beside *work, apn_error *err)
{
    apn_decimal change;
    if (work->no_memory)
        return apn__fail_memory(err);
    apn_status status =
        work->fits ? apn__section_close(work->section, work->statement, err) : APN_LIMIT;
    if (status != APN_OK && work->fits)
        return status;
    if (!work->fits ||
        !apn__difference(work->statement, work->statement->total, work->last->total, &change))
        return apn__fail(err, APN_LIMIT, "cost_lines",
                         "the change of %s against the year before has more than %d digits",
                         work->statement->year_text, APN_DECIMAL_DIGITS);
    const apn_decimal *totals = work->section->totals + work->first;
    if (apn_decimal_compare(totals[0], work->last->total) == 0 &&
        apn_decimal_compare(totals[1], work->statement->total) == 0 &&
        apn_decimal_compare(totals[2], change) == 0)
        return APN_OK;
    return apn__fail(err, APN_INTERNAL, "",
                     "last year's amounts beside those of %s do not add up: this is a fault in the "
                     "library, and no statement is returned",
                     work->statement->year_text);
}

/* Adds a section. `columns`: party, line, and the four of amounts. */
static apn_status tell(apn_statement *statement, const apn_statement *last, bool by_line,
                       const apn_section_column *columns, apn_error *err)
{
    beside work = {.statement = statement, .last = last, .first = by_line ? 2 : 1, .fits = true};
    void (*walk)(beside *) = by_line ? walk_lines : walk_parties;
    walk(&work);
    const apn_section_info info = {by_line ? "last_year_lines" : "last_year",
                                   by_line ? "Last year by line" : "Last year",
                                   "The change is this year's amount less last year's, and in per "
                                   "cent of last year's, without its sign.",
                                   work.count, work.first + 4};
    work.section = apn__section_add(statement, &info, columns);
    if (work.section == NULL)
        return apn__fail_memory(err);
    work.count = 0;
    walk(&work);
    return close_section(&work, err);
}

static apn_status tell_both(apn_statement *statement, const apn_statement *last, apn_error *err)
{
    const char *year = apn__arena_copy(statement->arena, last->year_text, strlen(last->year_text));
    const apn_section_column all[] = {{"party", "Party", APN_COLUMN_TEXT, 0},
                                      {"line", "Line", APN_COLUMN_TEXT, 0},
                                      {"last_year", year, APN_COLUMN_AMOUNT, 1},
                                      {"this_year", statement->year_text, APN_COLUMN_AMOUNT, 1},
                                      {"change", "Change", APN_COLUMN_AMOUNT, 1},
                                      {"change_percent", "Change %", APN_COLUMN_EXACT, 0}};
    enum { COUNT = sizeof all / sizeof *all };
    apn_section_column *lines = apn__arena_alloc(statement->arena, COUNT, sizeof *lines);
    apn_section_column *parties = apn__arena_alloc(statement->arena, COUNT, sizeof *parties);
    if (year == NULL || lines == NULL || parties == NULL)
        return apn__fail_memory(err);
    memcpy(lines, all, sizeof all);
    parties[0] = all[0];
    memcpy(parties + 1, all + 2, sizeof all - 2 * sizeof *all);
    apn_status status = tell(statement, last, false, parties, err);
    return status == APN_OK ? tell(statement, last, true, lines, err) : status;
}

/* Says why nothing stands beside the year. */
static void report(const apn__evaluation *evaluation, const char *last, const apn_error *fault)
{
    static const apn__place nowhere = {"", 0, 0};
    bool none = fault->status == APN_NO_FIGURE || fault->status == APN_OUTSIDE_AGREEMENT;
    apn__findings_add(evaluation->findings, none ? APN_NOTE : APN_WARNING, fault->status, nowhere,
                      "cost_lines", "last year, %s, is not told beside %s: %s", last,
                      evaluation->year_text, fault->message);
}

apn_status apn__section_last_year(const apn__evaluation *evaluation, apn_statement *statement,
                                  apn_error *err)
{
    char year[16];
    apn_statement *last = NULL;
    apn_error fault = {0};
    if (!statement->last_year)
        return APN_OK;
    apn__year_write(statement->year - 1, year);
    apn_status status =
        apn__statement_make_bare(statement, year, statement->measure, &last, &fault);
    if (status == APN_OK) {
        status = tell_both(statement, last, err);
    } else if (apn_status_blame(status) == APN_BLAME_INPUT) {
        report(evaluation, year, &fault);
        status = APN_OK;
    } else if (err != NULL) {
        *err = fault;
    }
    apn_statement_unref(last);
    return status;
}
