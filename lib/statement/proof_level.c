/* The proof of lines that were rounded as one, from the cells and totals that a reader sees and
 * the exact quotas; like proof.c it runs in every build. */
#include "statement_model.h"

#include "rational.h"
#include "settle.h"
#include "sum.h"

/* out = the amount in units; false when it is not whole. */
static bool in_units(const apn_statement *statement, apn_decimal amount, mpz_t out)
{
    apn_decimal units;
    if (apn_decimal_to_units(amount, statement->agreement->info.unit, APN_ROUND_NONE, &units,
                             NULL) != APN_OK)
        return false;
    apn__integer_from_decimal(out, units, 0);
    return true;
}

/* Every cell of the line differs from its quota by less than a unit. */
static bool cells_are_near(const apn_statement *statement, size_t line)
{
    const apn__statement_line *held = &statement->lines[line];
    bool near = true;
    mpz_t units, numerator, denominator;
    mpz_inits(units, numerator, denominator, NULL);
    for (size_t member = 0; member < held->member_count && near; member++) {
        apn__split_quota_parts(held->split, member, numerator, denominator);
        near = in_units(statement, apn_split_amount(held->split, member), units);
        mpz_submul(numerator, units, denominator);
        near = near && mpz_cmpabs(numerator, denominator) < 0;
    }
    mpz_clears(units, numerator, denominator, NULL);
    return near;
}

/* out = what the party pays over the lines of the level, in units. */
static bool level_units(const apn_statement *statement, apn_level level, size_t party, mpz_t out)
{
    bool whole = true;
    mpz_t one;
    if (level == APN_LEVEL_TOTAL)
        return in_units(statement, statement->together[party], out);
    mpz_init(one);
    mpz_set_ui(out, 0);
    for (size_t line = 0; line < statement->line_count && whole; line++) {
        if (statement->lines[line].level != level)
            continue;
        whole = in_units(statement, apn_statement_cell(statement, line, party).amount, one);
        mpz_add(out, out, one);
    }
    mpz_clear(one);
    return whole;
}

/* Which parties' totals were rounded up: the last claim that was, and the first that was not. */
typedef struct ranking {
    bool mirrored;
    mpz_t last_up, first_down; /* remainders */
    size_t up, down;           /* parties, or APN__NONE */
} ranking;

/* Takes a party whose exact total, less its amount, is `rest`, in units times `common`. */
static void rank(ranking *ranks, size_t party, mpz_t rest, const mpz_t common)
{
    if (ranks->mirrored)
        mpz_neg(rest, rest);
    if (mpz_sgn(rest) < 0) {
        mpz_add(rest, rest, common);
        if (ranks->up == APN__NONE || mpz_cmp(rest, ranks->last_up) <= 0) {
            mpz_set(ranks->last_up, rest);
            ranks->up = party;
        }
    } else if (ranks->down == APN__NONE || mpz_cmp(rest, ranks->first_down) > 0) {
        mpz_set(ranks->first_down, rest);
        ranks->down = party;
    }
}

/* The larger remainder came first, and of equal ones the first listed. */
static bool is_ranked(const ranking *ranks)
{
    int order;
    if (ranks->up == APN__NONE || ranks->down == APN__NONE)
        return true;
    order = mpz_cmp(ranks->last_up, ranks->first_down);
    return order > 0 || (order == 0 && ranks->up < ranks->down);
}

/* Each party's amount differs from its exact total by less than a unit. */
static bool columns_are_near(const apn_statement *statement, apn_level level, const mpz_t common,
                             ranking *ranks)
{
    bool near = true;
    mpz_t units, rest;
    mpz_inits(units, rest, NULL);
    for (size_t party = 0; party < statement->agreement->party_count && near; party++) {
        near = level_units(statement, level, party, units);
        apn__level_numerator(statement, level, party, common, rest);
        mpz_submul(rest, units, common);
        near = near && mpz_cmpabs(rest, common) < 0;
        rank(ranks, party, rest, common);
    }
    mpz_clears(units, rest, NULL);
    return near;
}

/* The parties' totals make the lines; *negative says which way they were rounded. */
static bool totals_are_whole(const apn_statement *statement, bool *negative)
{
    bool whole;
    apn__sum sum;
    apn__sum_begin(&sum);
    for (size_t line = 0; line < statement->line_count; line++)
        if (statement->lines[line].level == APN_LEVEL_TOTAL)
            apn__sum_add(&sum, apn_split_total(statement->lines[line].split));
    *negative = mpz_sgn(apn__sum_value(&sum)) < 0;
    for (size_t party = 0; party < statement->agreement->party_count; party++)
        apn__sum_subtract(&sum, statement->together[party]);
    whole = mpz_sgn(apn__sum_value(&sum)) == 0;
    apn__sum_end(&sum);
    return whole;
}

bool apn__level_is_proven(const apn_statement *statement)
{
    apn_level level = statement->agreement->info.level;
    ranking ranks = {.up = APN__NONE, .down = APN__NONE};
    bool proven = totals_are_whole(statement, &ranks.mirrored);
    mpz_t common;
    if (level == APN_LEVEL_LINE || !proven)
        return proven;
    mpz_inits(common, ranks.last_up, ranks.first_down, NULL);
    proven = apn__level_common(statement, level, common, NULL) == APN_OK &&
             columns_are_near(statement, level, common, &ranks);
    if (level == APN_LEVEL_TOTAL)
        proven = proven && is_ranked(&ranks);
    for (size_t line = 0; line < statement->line_count && proven; line++)
        proven = statement->lines[line].level != APN_LEVEL_TABLE || cells_are_near(statement, line);
    mpz_clears(common, ranks.last_up, ranks.first_down, NULL);
    return proven;
}
