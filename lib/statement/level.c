/* level.c: lines that are not rounded alone. At the level `table` the whole table of their quotas
 * becomes whole units at once (the table layer), so that lines and parties both add up. At the
 * level `total` each party's exact total over them is rounded by largest remainder: the floors,
 * and one unit more to the largest remainders, equal ones in listed order; a grand total below zero
 * is rounded as its mirror image. A party's total may be below zero where others' are above, so a
 * floor here is the greatest whole number that is not greater. */
#include "statement_model.h"

#include <stdlib.h>

#include "library_limits.h"
#include "rational.h"
#include "settle.h"
#include "table_source.h"

apn_level apn__line_level(const apn_agreement *agreement, const apn__line *line)
{
    bool alone = line->rounding.own ||
                 agreement->bases[line->basis].weights_kind == APN_WEIGHTS_AS_PUBLISHED;
    return alone ? APN_LEVEL_LINE : agreement->info.level;
}

apn_status apn__level_common(const apn_statement *statement, apn_level level, mpz_t common,
                             apn_error *err)
{
    apn_status status = APN_OK;
    mpz_t one;
    mpz_init(one);
    mpz_set_ui(common, 1);
    for (size_t line = 0; line < statement->line_count && status == APN_OK; line++) {
        if (statement->lines[line].level != level)
            continue;
        apn__split_quota_parts(statement->lines[line].split, 0, NULL, one);
        mpz_lcm(common, common, one);
        if (mpz_sizeinbase(common, 2) > APN__LIMIT_TABLE_DENOMINATOR_BITS)
            status = apn__fail(
                err, APN_LIMIT, "rounding.level",
                "the lines of %s cannot be rounded as one: their shares need a common denominator "
                "of more than %u binary digits; write `level: line`",
                statement->year_text, APN__LIMIT_TABLE_DENOMINATOR_BITS);
    }
    mpz_clear(one);
    return status;
}

void apn__level_numerator(const apn_statement *statement, apn_level level, size_t party,
                          const mpz_t common, mpz_t out)
{
    mpz_t numerator, denominator;
    mpz_inits(numerator, denominator, NULL);
    mpz_set_ui(out, 0);
    for (size_t line = 0; line < statement->line_count; line++) {
        size_t member = apn_statement_member(statement, line, party);
        if (statement->lines[line].level != level || member == SIZE_MAX)
            continue;
        apn__split_quota_parts(statement->lines[line].split, member, numerator, denominator);
        mpz_divexact(denominator, common, denominator);
        mpz_addmul(out, numerator, denominator);
    }
    mpz_clears(numerator, denominator, NULL);
}

/* The rows of the table: places among the statement's lines. */
typedef struct table_rows {
    const apn_statement *statement;
    size_t *lines;
    size_t count;
} table_rows;

static void cell_numerator(const void *context, size_t row, size_t column, mpz_t out)
{
    const table_rows *rows = context;
    size_t line = rows->lines[row];
    size_t member = apn_statement_member(rows->statement, line, column);
    if (member == SIZE_MAX)
        mpz_set_ui(out, 0);
    else
        apn__split_quota_parts(rows->statement->lines[line].split, member, out, NULL);
}

static void row_denominator(const void *context, size_t row, mpz_t out)
{
    const table_rows *rows = context;
    apn__split_quota_parts(rows->statement->lines[rows->lines[row]].split, 0, NULL, out);
}

static apn_status settle_row(const table_rows *rows, const apn_table *table, size_t row,
                             apn_decimal *amounts, apn_error *err)
{
    const apn__statement_line *line = &rows->statement->lines[rows->lines[row]];
    for (size_t member = 0; member < line->member_count; member++)
        amounts[member] = apn_table_amount(table, row, line->members[member]);
    return apn__split_settle(line->split, amounts, err);
}

static apn_status round_table(apn_statement *statement, const table_rows *rows, apn_error *err)
{
    size_t parties = statement->agreement->party_count;
    const apn__table_source source = {rows->count, parties, rows, cell_numerator, row_denominator};
    const apn_table_options options = {.size = sizeof options,
                                       .unit = statement->agreement->info.unit};
    apn_decimal *amounts = apn__alloc(parties, sizeof *amounts);
    apn_table *table = NULL;
    apn_status status =
        amounts == NULL ? apn__fail_memory(err) : apn__table_make(&source, &options, &table, err);
    for (size_t row = 0; row < rows->count && status == APN_OK; row++)
        status = settle_row(rows, table, row, amounts, err);
    apn_table_free(table);
    apn__free(amounts);
    return status;
}

/* What one party has beyond whole units of its total. */
typedef struct claim {
    mpz_srcptr remainder;
    size_t party;
} claim;

/* The whole key: the larger remainder, then listed order. */
static int compare_claims(const void *a, const void *b)
{
    const claim *left = a, *right = b;
    int by_size = mpz_cmp(right->remainder, left->remainder);
    if (by_size != 0)
        return by_size;
    return left->party < right->party ? -1 : left->party > right->party;
}

static int compare_places(const void *a, const void *b)
{
    const size_t *left = a, *right = b;
    return *left < *right ? -1 : *left > *right;
}

/* Parties with the remainder of the last one that got a unit, when not all of them did. */
static bool find_tie(apn_statement *statement, const claim *claims, size_t count, size_t given)
{
    size_t first = given, end = given;
    size_t *parties;
    while (given > 0 && first > 0 &&
           mpz_cmp(claims[first - 1].remainder, claims[given - 1].remainder) == 0)
        first--;
    while (given > 0 && end < count &&
           mpz_cmp(claims[end].remainder, claims[given - 1].remainder) == 0)
        end++;
    if (end == given)
        return true;
    parties = apn__arena_alloc(statement->arena, end - first, sizeof *parties);
    if (parties == NULL)
        return false;
    for (size_t i = first; i < end; i++)
        parties[i - first] = claims[i].party;
    qsort(parties, end - first, sizeof *parties, compare_places);
    /* Equal claims are given in listed order, so the first of them got the units. */
    statement->together_tie = (apn_tie){parties, end - first, parties, given - first,
                                        apn_decimal_from_i64((int64_t)(given - first))};
    return true;
}

/* Room for each party's total. */
typedef struct totals_work {
    size_t count;
    mpz_t *units, *remainders;
    claim *claims;
    mpz_t common, grand;
    bool negative;
} totals_work;

static bool totals_begin(totals_work *work, size_t count)
{
    *work = (totals_work){.count = count};
    mpz_inits(work->common, work->grand, NULL);
    work->units = apn__integers_make(count);
    work->remainders = apn__integers_make(count);
    work->claims = apn__alloc(count, sizeof *work->claims);
    return work->units != NULL && work->remainders != NULL && work->claims != NULL;
}

static void totals_end(totals_work *work)
{
    mpz_clears(work->common, work->grand, NULL);
    apn__integers_free(work->units, work->count);
    apn__integers_free(work->remainders, work->count);
    apn__free(work->claims);
}

/* Floors and remainders; `grand` becomes the number of units that the floors leave. */
static void take_floors(totals_work *work)
{
    mpz_divexact(work->grand, work->grand, work->common);
    for (size_t party = 0; party < work->count; party++) {
        mpz_ptr numerator = work->remainders[party];
        if (work->negative)
            mpz_neg(numerator, numerator);
        mpz_fdiv_qr(work->units[party], numerator, numerator, work->common);
        mpz_sub(work->grand, work->grand, work->units[party]);
        work->claims[party] = (claim){numerator, party};
    }
}

static apn_status keep_totals(apn_statement *statement, const totals_work *work, apn_error *err)
{
    apn_status status = APN_OK;
    for (size_t party = 0; party < work->count && status == APN_OK; party++) {
        apn_decimal units;
        if (work->negative)
            mpz_neg(work->units[party], work->units[party]);
        if (!apn__decimal_from_integer(&units, work->units[party], 0))
            return apn__fail(err, APN_LIMIT, "cost_lines",
                             "a party's total has more than %d digits", APN_DECIMAL_DIGITS);
        status = apn_decimal_from_units(units, statement->agreement->info.unit,
                                        &statement->together[party], err);
    }
    return status;
}

static apn_status round_totals(apn_statement *statement, totals_work *work, apn_error *err)
{
    (void)apn__level_common(statement, APN_LEVEL_TOTAL, work->common, NULL);
    for (size_t party = 0; party < work->count; party++) {
        apn__level_numerator(statement, APN_LEVEL_TOTAL, party, work->common,
                             work->remainders[party]);
        mpz_add(work->grand, work->grand, work->remainders[party]);
    }
    work->negative = mpz_sgn(work->grand) < 0;
    mpz_abs(work->grand, work->grand);
    take_floors(work);
    qsort(work->claims, work->count, sizeof *work->claims, compare_claims);
    size_t left = mpz_get_ui(work->grand); /* fewer than there are parties */
    for (size_t i = 0; i < left; i++) {
        mpz_ptr units = work->units[work->claims[i].party];
        mpz_add_ui(units, units, 1);
    }
    if (!find_tie(statement, work->claims, work->count, left))
        return apn__fail_memory(err);
    return keep_totals(statement, work, err);
}

/* Each party's total over the lines; the lines themselves have no amounts. */
static apn_status round_total(apn_statement *statement, apn_error *err)
{
    totals_work work;
    apn_status status = totals_begin(&work, statement->agreement->party_count)
                            ? round_totals(statement, &work, err)
                            : apn__fail_memory(err);
    for (size_t line = 0; line < statement->line_count && status == APN_OK; line++) {
        if (statement->lines[line].level == APN_LEVEL_TOTAL)
            status = apn__split_settle(statement->lines[line].split, NULL, err);
    }
    totals_end(&work);
    return status;
}

/* What follows, and the proof, may then take the common denominator for granted. */
static apn_status check_common(const apn_statement *statement, apn_level level, apn_error *err)
{
    apn_status status;
    mpz_t common;
    mpz_init(common);
    status = apn__level_common(statement, level, common, err);
    mpz_clear(common);
    return status;
}

apn_status apn__statement_round(apn_statement *statement, apn_error *err)
{
    apn_level level = statement->agreement->info.level;
    size_t parties = statement->agreement->party_count;
    table_rows rows = {.statement = statement};
    apn_status status = APN_OK;
    statement->together = apn__arena_alloc(statement->arena, parties, sizeof *statement->together);
    rows.lines = apn__alloc(statement->line_count, sizeof *rows.lines);
    if (statement->together == NULL || rows.lines == NULL)
        status = apn__fail_memory(err);
    for (size_t party = 0; party < parties && status == APN_OK; party++)
        statement->together[party].scale = statement->agreement->info.unit.scale;
    for (size_t line = 0; line < statement->line_count && status == APN_OK; line++)
        if (statement->lines[line].level != APN_LEVEL_LINE)
            rows.lines[rows.count++] = line;
    if (status == APN_OK && rows.count > 0)
        status = check_common(statement, level, err);
    if (status == APN_OK && rows.count > 0)
        status = level == APN_LEVEL_TABLE ? round_table(statement, &rows, err)
                                          : round_total(statement, err);
    apn__free(rows.lines);
    return status;
}
