/* totals.c: lines that are rounded as one, and what each party pays over all lines. */
#include "explain_model.h"

#include "rational.h"
#include "settle.h"

/* A party's exact total over the lines of the level, in currency. */
static void take_total(const apn__explaining *e, size_t party, mpq_t out)
{
    const apn_statement *statement = e->out->statement;
    mpq_t unit;
    mpz_t common;
    mpz_init(common);
    mpq_init(unit);
    /* The statement exists, so the common denominator is within its limit. */
    (void)apn__level_common(statement, APN_LEVEL_TOTAL, common, NULL);
    apn__level_numerator(statement, APN_LEVEL_TOTAL, party, common, mpq_numref(out));
    mpz_set(mpq_denref(out), common);
    mpq_canonicalize(out);
    apn__fraction_from_decimal(unit, e->evaluation.agreement->info.unit);
    mpq_mul(out, out, unit);
    mpq_clear(unit);
    mpz_clear(common);
}

static void put_totals(apn__explaining *e)
{
    const apn_statement *statement = e->out->statement;
    mpq_t quota;
    mpq_init(quota);
    for (size_t party = 0; party < e->evaluation.agreement->party_count; party++) {
        take_total(e, party, quota);
        apn__outcome_fraction(e->out, "quota", party, quota);
        apn__outcome_decimal(e->out, "amount", party, statement->together[party]);
    }
    mpq_clear(quota);
}

static void put_cells(apn__explaining *e)
{
    const apn_statement *statement = e->out->statement;
    for (size_t line = 0; line < statement->line_count; line++) {
        const apn__statement_line *held = &statement->lines[line];
        for (size_t i = 0; held->level == APN_LEVEL_TABLE && i < held->member_count; i++) {
            apn__outcome_decimal(e->out, "amount", held->members[i],
                                 apn_split_amount(held->split, i));
            apn__outcome_of_line(e->out, e->evaluation.agreement->lines[held->line].info.id);
        }
    }
}

bool apn__explain_level(apn__explaining *e)
{
    const apn_statement *statement = e->out->statement;
    apn_level level = e->evaluation.agreement->info.level;
    bool any = false;
    for (size_t line = 0; line < statement->line_count; line++)
        any = any || statement->lines[line].level != APN_LEVEL_LINE;
    if (!any)
        return true;
    size_t step = apn__step_begin(e->out, apn_level_word(level), "", "", "");
    apn__term_decimal(e->out, "unit", APN__NONE, e->evaluation.agreement->info.unit,
                      apn__explained_nowhere);
    for (size_t line = 0; line < statement->line_count; line++) {
        if (statement->lines[line].level == APN_LEVEL_LINE)
            continue;
        apn__term_step(e->out, "quota", e->quotas[line]);
        e->rounded[line] = step;
    }
    if (level == APN_LEVEL_TABLE)
        put_cells(e);
    else
        put_totals(e);
    return !e->out->failed;
}

void apn__explain_totals(apn__explaining *e)
{
    const apn_statement *statement = e->out->statement;
    size_t last = APN__NONE;
    (void)apn__step_begin(e->out, "pays", "", "", "");
    for (size_t line = 0; line < statement->line_count; line++) {
        if (e->rounded[line] != last || statement->lines[line].level == APN_LEVEL_LINE)
            apn__term_step(e->out, "amount", e->rounded[line]);
        if (statement->lines[line].level != APN_LEVEL_LINE)
            last = e->rounded[line];
    }
    for (size_t party = 0; party < e->evaluation.agreement->party_count; party++)
        apn__outcome_decimal(e->out, "amount", party, statement->party_totals[party]);
    apn__outcome_decimal(e->out, "total", APN__NONE, statement->total);
    apn__outcome_decimal(e->out, "unapportioned", APN__NONE, statement->unapportioned);
}
