/* The sums of a statement, and the proof that they hold. The proof reads what a reader will read
 * (cells, lines, totals) and compares it with the agreement's own figures; it runs in every build,
 * because a statement whose sums do not hold must never be seen. */
#include "statement_model.h"

#include "sum.h"

typedef apn_decimal amount_of(const apn_statement *statement, size_t index);

static apn_decimal line_total(const apn_statement *statement, size_t line)
{
    return apn_split_total(statement->lines[line].split);
}

static apn_decimal line_unapportioned(const apn_statement *statement, size_t line)
{
    return apn_split_unapportioned(statement->lines[line].split);
}

static bool take(apn__sum *sum, const apn_statement *statement, apn_decimal *out)
{
    return apn__sum_take(sum, statement->agreement->info.unit.scale, out);
}

static bool add_lines(const apn_statement *statement, amount_of *amount, apn_decimal *out)
{
    apn__sum sum;
    bool fits;
    apn__sum_begin(&sum);
    for (size_t line = 0; line < statement->line_count; line++)
        apn__sum_add(&sum, amount(statement, line));
    fits = take(&sum, statement, out);
    apn__sum_end(&sum);
    return fits;
}

static bool add_party(const apn_statement *statement, size_t party, apn_decimal *out)
{
    apn__sum sum;
    bool fits;
    apn__sum_begin(&sum);
    for (size_t line = 0; line < statement->line_count; line++)
        apn__sum_add(&sum, apn_statement_cell(statement, line, party).amount);
    apn__sum_add(&sum, statement->together[party]);
    fits = take(&sum, statement, out);
    apn__sum_end(&sum);
    return fits;
}

/* Cells and what is unapportioned make the line, unless its cells have no amounts; and the line is
 * made of the agreement's figures. */
static bool line_is_proven(const apn_statement *statement, size_t line)
{
    apn__sum sum;
    bool proven;
    apn__sum_begin(&sum);
    for (size_t party = 0; party < statement->agreement->party_count; party++)
        apn__sum_add(&sum, apn_statement_cell(statement, line, party).amount);
    apn__sum_add(&sum, line_unapportioned(statement, line));
    if (statement->lines[line].level == APN_LEVEL_TOTAL)
        apn__sum_add(&sum, line_total(statement, line));
    proven = apn__sum_is(&sum, line_total(statement, line)) &&
             apn_decimal_compare(statement->lines[line].amount, line_total(statement, line)) == 0 &&
             apn__line_amount_is_proven(statement, line);
    apn__sum_end(&sum);
    return proven;
}

static bool lines_are_proven(const apn_statement *statement)
{
    apn__sum sum;
    bool proven = true;
    apn__sum_begin(&sum);
    for (size_t line = 0; line < statement->line_count && proven; line++) {
        proven = line_is_proven(statement, line);
        apn__sum_add(&sum, line_total(statement, line));
    }
    proven = proven && apn__sum_is(&sum, statement->total);
    apn__sum_end(&sum);
    return proven;
}

static bool parties_are_proven(const apn_statement *statement)
{
    apn__sum sum;
    bool proven;
    apn__sum_begin(&sum);
    for (size_t party = 0; party < statement->agreement->party_count; party++)
        apn__sum_add(&sum, statement->party_totals[party]);
    apn__sum_add(&sum, statement->unapportioned);
    proven = apn__sum_is(&sum, statement->total);
    apn__sum_end(&sum);
    return proven;
}

apn_status apn__statement_add_up(apn_statement *statement, apn_error *err)
{
    size_t parties = statement->agreement->party_count;
    bool fits;
    statement->party_totals =
        apn__arena_alloc(statement->arena, parties, sizeof *statement->party_totals);
    if (statement->party_totals == NULL)
        return apn__fail_memory(err);
    fits = add_lines(statement, line_total, &statement->total) &&
           add_lines(statement, line_unapportioned, &statement->unapportioned);
    for (size_t party = 0; party < parties && fits; party++)
        fits = add_party(statement, party, &statement->party_totals[party]);
    if (!fits)
        return apn__fail(
            err, APN_LIMIT, "cost_lines",
            "the cost lines of %s add up to more than %d digits, the most that an amount may have",
            statement->year_text, APN_DECIMAL_DIGITS);
    return APN_OK;
}

bool apn__statement_is_proven(const apn_statement *statement)
{
    return lines_are_proven(statement) && parties_are_proven(statement) &&
           apn__level_is_proven(statement);
}
