/* exits.c: what a statement tells of parties that leave: their notice and what is written off, in
 * the year of their last day; what their exits cost in the year, with who bears and who pays it;
 * and the instalments of a settlement. */
#include "section.h"

#include <stdio.h>

#include "rational.h"

static const apn__exit *exits_of(const apn_statement *statement, size_t *count)
{
    *count = statement->agreement->exit_count;
    return statement->agreement->exits;
}

static apn__day last_day(const apn_statement *statement, const apn__exit *exit)
{
    return statement->agreement->parties[exit->party].period.until.day;
}

/* Whether the party leaves in the year. */
static bool leaves(const apn_statement *statement, const apn__exit *exit)
{
    return apn__year_of(statement->agreement, last_day(statement, exit)) == statement->year;
}

/* A day or a number as a text of the statement's; "" for none, with *good false, when memory is
 * out.
 */
static const char *keep(apn_statement *statement, const char *text, bool *good)
{
    size_t length = strlen(text) + 1;
    char *kept = apn__arena_alloc(statement->arena, length, 1);
    if (kept == NULL) {
        *good = false;
        return "";
    }
    memcpy(kept, text, length);
    return kept;
}

static void put_text(apn_statement *statement, apn__section *section, size_t row, size_t column,
                     const char *text, bool *good)
{
    const char *kept = keep(statement, text, good);
    apn__section_text(section, row, column, kept, kept);
}

static void put_day(apn_statement *statement, apn__section *section, size_t row, size_t column,
                    apn__day day, bool *good)
{
    char text[APN__DAY_SIZE];
    if (day != 0)
        put_text(statement, section, row, column, apn__day_write(day, text), good);
}

static void put_number(apn_statement *statement, apn__section *section, size_t row, size_t column,
                       long number, bool *good)
{
    char text[32];
    (void)snprintf(text, sizeof text, "%ld", number);
    put_text(statement, section, row, column, text, good);
}

static apn_status close(apn__section *section, const apn_statement *statement, bool good,
                        apn_error *err)
{
    return good ? apn__section_close(section, statement, err) : apn__fail_memory(err);
}

/* A party that leaves sooner than its notice allows, which others may have agreed to. */
static void check_notice(const apn__evaluation *evaluation, const apn__exit *exit)
{
    char given[APN__DAY_SIZE], ends[APN__DAY_SIZE], left[APN__DAY_SIZE], where[APN__WHERE_SIZE];
    const apn__party *party = &evaluation->agreement->parties[exit->party];
    apn__day last = party->period.until.day, sooner = exit->earliest - last;
    bool waived = *exit->waived != '\0';
    if (sooner <= 0)
        return;
    (void)snprintf(where, sizeof where, "exits.%s.notice", party->info.id);
    apn__findings_add(
        evaluation->findings, waived ? APN_NOTE : APN_WARNING, APN_NOTICE, exit->given.place, where,
        "%s gave notice of %u months on %s, which ends on %s, and left on %s, %d day%s sooner: "
        "%s%s",
        party->info.name, exit->months, apn__day_write(exit->given.day, given),
        apn__day_write(exit->earliest, ends), apn__day_write(last, left), sooner,
        sooner == 1 ? "" : "s",
        waived ? "waived, " : "mend the dates, or say in `waived` why it may", exit->waived);
}

/* The notice of those who leave in the year. */
static apn_status tell_notice(const apn__evaluation *evaluation, apn_statement *statement,
                              apn_error *err)
{
    static const apn_section_column columns[] = {
        {"party", "Leaver", APN_COLUMN_TEXT, 0},
        {"given", "Notice given", APN_COLUMN_TEXT, 0},
        {"months", "Months", APN_COLUMN_EXACT, 0},
        {"earliest", "Earliest last day", APN_COLUMN_TEXT, 0},
        {"last", "Last day", APN_COLUMN_TEXT, 0},
        {"beyond", "Days beyond notice", APN_COLUMN_EXACT, 0},
    };
    apn_section_info info = {"exit_notice", "Notice of exits",
                             "The months of notice begin on the day on which it is given.", 0, 6};
    size_t count, row = 0;
    const apn__exit *exits = exits_of(statement, &count);
    bool good = true;
    for (size_t i = 0; i < count; i++)
        info.rows += exits[i].given.day != 0 && leaves(statement, &exits[i]);
    if (info.rows == 0)
        return APN_OK;
    apn__section *section = apn__section_add(statement, &info, columns);
    for (size_t i = 0; section != NULL && i < count; i++) {
        apn__day last = last_day(statement, &exits[i]);
        if (exits[i].given.day == 0 || !leaves(statement, &exits[i]))
            continue;
        apn__section_party(section, statement->agreement, row, 0, exits[i].party);
        put_day(statement, section, row, 1, exits[i].given.day, &good);
        put_number(statement, section, row, 2, (long)exits[i].months, &good);
        put_day(statement, section, row, 3, exits[i].earliest, &good);
        put_day(statement, section, row, 4, last, &good);
        put_number(statement, section, row++, 5, last - exits[i].earliest, &good);
        check_notice(evaluation, &exits[i]);
    }
    return section == NULL ? apn__fail_memory(err) : close(section, statement, good, err);
}

/* The statement's line of a line of the agreement, or SIZE_MAX. */
static size_t line_of(const apn_statement *statement, size_t line)
{
    for (size_t i = 0; line != APN__NONE && i < statement->line_count; i++) {
        if (statement->lines[i].line == line)
            return i;
    }
    return SIZE_MAX;
}

/* The rows of one cost: those who pay of the lines that it is. NULL section: they are counted. */
static size_t tell_cost(const apn_statement *statement, const apn__exit *exit,
                        const apn__exit_cost *cost, size_t row, apn__section *section)
{
    const apn_agreement *agreement = statement->agreement;
    const size_t lines[] = {line_of(statement, cost->line), line_of(statement, cost->rest)};
    for (size_t i = 0; i < 2; i++) {
        const char *borne_by = i == 0 ? cost->borne_by : "remaining";
        for (size_t party = 0; lines[i] != SIZE_MAX && party < agreement->party_count; party++) {
            apn_cell cell = apn_statement_cell(statement, lines[i], party);
            if (cell.status != APN_CELL_SHARED && cell.status != APN_CELL_DIRECT)
                continue;
            if (section != NULL) {
                apn__section_party(section, agreement, row, 0, exit->party);
                apn__section_text(section, row, 1, cost->id, cost->title);
                apn__section_text(section, row, 2, cost->kind, cost->kind);
                apn__section_text(section, row, 3, borne_by, borne_by);
                apn__section_party(section, agreement, row, 4, party);
                apn__section_amount(section, row, 5, cell.amount);
            }
            row++;
        }
    }
    return row;
}

/* What the exits cost in the year. */
static apn_status tell_costs(apn_statement *statement, apn_error *err)
{
    static const apn_section_column columns[] = {
        {"leaver", "Leaver", APN_COLUMN_TEXT, 0}, {"cost", "Cost", APN_COLUMN_TEXT, 0},
        {"kind", "Kind", APN_COLUMN_TEXT, 0},     {"borne_by", "Borne by", APN_COLUMN_TEXT, 0},
        {"party", "Party", APN_COLUMN_TEXT, 0},   {"amount", "Amount", APN_COLUMN_AMOUNT, 1},
    };
    apn_section_info info = {
        "exit_costs", "Exit costs",
        "They are among the lines above; the members of the leaver's last day bear them.", 0, 6};
    size_t count, row = 0;
    const apn__exit *exits = exits_of(statement, &count);
    for (size_t i = 0; i < count; i++)
        for (size_t at = 0; at < exits[i].cost_count; at++)
            info.rows = tell_cost(statement, &exits[i], &exits[i].costs[at], info.rows, NULL);
    if (info.rows == 0)
        return APN_OK;
    apn__section *section = apn__section_add(statement, &info, columns);
    for (size_t i = 0; section != NULL && i < count; i++)
        for (size_t at = 0; at < exits[i].cost_count; at++)
            row = tell_cost(statement, &exits[i], &exits[i].costs[at], row, section);
    return section == NULL ? apn__fail_memory(err) : close(section, statement, true, err);
}

/* Whether the statement tells an instalment: that of a cost of its own, and one that falls due in
 * its year. */
static bool tells(const apn_statement *statement, const apn__exit_cost *cost,
                  const apn__exit_instalment *instalment)
{
    return line_of(statement, cost->line) != SIZE_MAX ||
           apn__year_of(statement->agreement, instalment->due.day) == statement->year;
}

/* The instalments of costs that the year's statement has, and those that fall due in the year. */
static apn_status tell_instalments(apn_statement *statement, apn_error *err)
{
    static const apn_section_column columns[] = {
        {"party", "Party", APN_COLUMN_TEXT, 0},
        {"cost", "Cost", APN_COLUMN_TEXT, 0},
        {"due", "Due", APN_COLUMN_TEXT, 0},
        {"amount", "Amount", APN_COLUMN_AMOUNT, 1},
    };
    apn_section_info info = {
        "exit_instalments", "Instalments of exit costs",
        "They make up the cost over all years; the party owes them on their dates, "
        "and not in other instalments.",
        0, 4};
    size_t count, row = 0;
    const apn__exit *exits = exits_of(statement, &count);
    apn__section *section = NULL;
    bool good = true;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < count; i++) {
            for (size_t at = 0; at < exits[i].cost_count; at++) {
                const apn__exit_cost *cost = &exits[i].costs[at];
                for (size_t k = 0; k < cost->instalment_count; k++) {
                    if (!tells(statement, cost, &cost->instalments[k]))
                        continue;
                    if (pass == 0) {
                        info.rows++;
                        continue;
                    }
                    apn__section_party(section, statement->agreement, row, 0, exits[i].party);
                    apn__section_text(section, row, 1, cost->id, cost->title);
                    put_day(statement, section, row, 2, cost->instalments[k].due.day, &good);
                    apn__section_amount(section, row++, 3, cost->instalments[k].amount);
                }
            }
        }
        if (info.rows == 0)
            return APN_OK;
        if (pass == 0 && (section = apn__section_add(statement, &info, columns)) == NULL)
            return apn__fail_memory(err);
    }
    return close(section, statement, good, err);
}

/* What is written off for one day of its period, exactly, when it says both ends. */
static void tell_days(apn_statement *statement, const apn__written_off *written, size_t row,
                      apn__section *section, bool *good)
{
    long days = written->days.until.day - written->days.from.day + 1;
    char text[128];
    mpq_t daily;
    put_day(statement, section, row, 2, written->days.from.day, good);
    put_day(statement, section, row, 3, written->days.until.day, good);
    if (written->days.from.day == 0 || written->days.until.day == 0)
        return;
    put_number(statement, section, row, 4, days, good);
    mpq_init(daily);
    apn__fraction_from_decimal(daily, written->amount);
    mpz_mul_si(mpq_denref(daily), mpq_denref(daily), days);
    mpq_canonicalize(daily);
    (void)apn__fraction_decimal_text(daily, (unsigned)statement->agreement->info.unit.scale, text,
                                     sizeof text);
    put_text(statement, section, row, 5, text, good);
    mpq_clear(daily);
}

/* What is written off with those who leave in the year. */
static apn_status tell_written_off(apn_statement *statement, apn_error *err)
{
    static const apn_section_column columns[] = {
        {"party", "Leaver", APN_COLUMN_TEXT, 0},    {"title", "What", APN_COLUMN_TEXT, 0},
        {"from", "From", APN_COLUMN_TEXT, 0},       {"until", "Until", APN_COLUMN_TEXT, 0},
        {"days", "Days", APN_COLUMN_EXACT, 0},      {"daily", "A day", APN_COLUMN_EXACT, 0},
        {"amount", "Amount", APN_COLUMN_AMOUNT, 1},
    };
    apn_section_info info = {"written_off", "Written off",
                             "No line has these amounts, and nobody is charged for them.", 0, 7};
    size_t count, row = 0;
    const apn__exit *exits = exits_of(statement, &count);
    bool good = true;
    for (size_t i = 0; i < count; i++)
        info.rows += leaves(statement, &exits[i]) ? exits[i].written_off_count : 0;
    if (info.rows == 0)
        return APN_OK;
    apn__section *section = apn__section_add(statement, &info, columns);
    for (size_t i = 0; section != NULL && i < count; i++) {
        size_t written = leaves(statement, &exits[i]) ? exits[i].written_off_count : 0;
        for (size_t at = 0; at < written; at++, row++) {
            const apn__written_off *one = &exits[i].written_off[at];
            apn__section_party(section, statement->agreement, row, 0, exits[i].party);
            apn__section_text(section, row, 1, one->title, one->title);
            tell_days(statement, one, row, section, &good);
            apn__section_amount(section, row, 6, one->amount);
        }
    }
    return section == NULL ? apn__fail_memory(err) : close(section, statement, good, err);
}

apn_status apn__exit_sections(const apn__evaluation *evaluation, apn_statement *statement,
                              apn_error *err)
{
    apn_status status = tell_notice(evaluation, statement, err);
    if (status == APN_OK)
        status = tell_costs(statement, err);
    if (status == APN_OK)
        status = tell_instalments(statement, err);
    return status == APN_OK ? tell_written_off(statement, err) : status;
}
