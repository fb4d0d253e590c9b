/* section_natures.c: what each party pays by the nature of the lines, revenue and capital apart. */
#include "section.h"

#include "sum.h"

enum { NATURES = 6, NONE = NATURES - 1 };

static const char *const natures[NATURES][2] = {
    {"revenue", "Revenue"}, {"capital", "Capital"}, {"one-off", "One-off"},
    {"income", "Income"},   {"saving", "Saving"},   {"none", "Without a nature"},
};

static const apn_section_column columns[] = {{"party", "Party", APN_COLUMN_TEXT, 0},
                                             {"nature", "Nature", APN_COLUMN_TEXT, 0},
                                             {"amount", "Amount", APN_COLUMN_AMOUNT, 1}};

static size_t nature_of(const apn_statement *statement, size_t line)
{
    const char *nature = statement->agreement->lines[statement->lines[line].line].info.nature;
    for (size_t i = 0; i < NONE; i++) {
        if (strcmp(nature, natures[i][0]) == 0)
            return i;
    }
    return NONE;
}

/* Which natures the lines have, and how many. None when there is nothing to part, or a line has no
 * amounts of its own. */
static size_t choose(const apn_statement *statement, bool *used)
{
    size_t count = 0;
    for (size_t line = 0; line < statement->line_count; line++) {
        size_t nature = nature_of(statement, line);
        if (statement->lines[line].level == APN_LEVEL_TOTAL)
            return 0;
        count += !used[nature];
        used[nature] = true;
    }
    return count - used[NONE] > 1 ? count : 0;
}

/* Whether the parties' amounts leave something of the lines. */
static bool is_loose(const apn_statement *statement)
{
    for (size_t line = 0; line < statement->line_count; line++)
        if (apn_split_unapportioned(statement->lines[line].split).sign != 0)
            return true;
    return false;
}

/* What the party pays on the lines of one nature; past the parties, what nobody does. */
static bool add_up(const apn_statement *statement, size_t party, size_t nature, apn_decimal *out)
{
    bool loose = party == statement->agreement->party_count;
    apn__sum sum;
    apn__sum_begin(&sum);
    for (size_t line = 0; line < statement->line_count; line++) {
        if (nature_of(statement, line) == nature)
            apn__sum_add(&sum, loose ? apn_split_unapportioned(statement->lines[line].split)
                                     : apn_statement_cell(statement, line, party).amount);
    }
    bool fits = apn__sum_take(&sum, statement->agreement->info.unit.scale, out);
    apn__sum_end(&sum);
    return fits;
}

apn_status apn__section_natures(const apn__evaluation *evaluation, apn_statement *statement,
                                apn_error *err)
{
    bool used[NATURES] = {false};
    size_t count = choose(statement, used), row = 0;
    size_t parties = statement->agreement->party_count, payers = parties + is_loose(statement);
    const apn_section_info info = {.id = "natures",
                                   .title = "By nature",
                                   .rule = "What each party pays, by the nature of the cost lines.",
                                   .rows = apn__multiply_sizes(payers, count),
                                   .columns = sizeof columns / sizeof *columns};
    (void)evaluation;
    if (count == 0)
        return APN_OK;
    apn__section *section = apn__section_add(statement, &info, columns);
    if (section == NULL)
        return apn__fail_memory(err);
    for (size_t at = 0; at < payers * NATURES; at++) {
        apn_decimal amount;
        size_t party = at / NATURES, nature = at % NATURES;
        if (!used[nature])
            continue;
        if (!add_up(statement, party, nature, &amount))
            return apn__fail(err, APN_LIMIT, "cost_lines",
                             "lines of one nature add up to more than %d digits",
                             APN_DECIMAL_DIGITS);
        if (party == parties)
            apn__section_text(section, row, 0, "", "Unapportioned");
        else
            apn__section_party(section, statement->agreement, row, 0, party);
        apn__section_text(section, row, 1, natures[nature][0], natures[nature][1]);
        apn__section_amount(section, row++, 2, amount);
    }
    return apn__section_close(section, statement, err);
}
