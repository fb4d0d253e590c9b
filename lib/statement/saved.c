/* saved.c: the savings of one year, each shared by its own basis among its own members as a cost
 * line is, and rounded alone. */
#include "saved.h"

#include "rational.h"
#include "sum.h"

apn_decimal apn__save_nil(const apn_statement *statement)
{
    return (apn_decimal){.scale = statement->agreement->info.unit.scale};
}

apn_status apn__save_more(const apn_statement *statement, apn_decimal *total, apn_decimal amount,
                          apn_error *err)
{
    apn__sum sum;
    apn__sum_begin(&sum);
    apn__sum_add(&sum, *total);
    apn__sum_add(&sum, amount);
    bool fits = apn__sum_take(&sum, statement->agreement->info.unit.scale, total);
    apn__sum_end(&sum);
    return fits ? APN_OK
                : apn__fail(err, APN_LIMIT, "savings", "the savings add up to more than %d digits",
                            APN_DECIMAL_DIGITS);
}

const char *apn__save_year(apn_statement *statement, apn__year year)
{
    char text[16];
    apn__year_write(year, text);
    return apn__arena_copy(statement->arena, text, strlen(text));
}

bool apn__savings_in(const apn_agreement *agreement, apn__year year, apn_measure measure)
{
    const apn__savings *savings = agreement->savings;
    for (size_t i = 0; savings != NULL && i < savings->count; i++)
        if (apn__figures_find(&savings->items[i].line.measures[measure], year) != NULL)
            return true;
    return false;
}

/* Adds the shares of one saving to what their parties save. */
static apn_status add_shares(apn_statement *statement, const apn__saving *saving,
                             const apn__statement_line *held, apn_measure measure, apn_error *err)
{
    apn__saved *saved = statement->saved;
    bool cashable = strcmp(saving->cashable, "yes") == 0;
    apn_status status = APN_OK;
    for (size_t i = 0; i < held->member_count && status == APN_OK; i++) {
        size_t party = held->members[i];
        apn_decimal amount = apn_split_amount(held->split, i);
        status = apn__save_more(statement, &saved->parties[measure][party], amount, err);
        if (cashable && status == APN_OK)
            status = apn__save_more(statement, &saved->cashable[measure][party], amount, err);
    }
    return status;
}

/* Shares one saving by one measure. Faults of the input are findings, with APN_OK. */
static apn_status share(const apn__evaluation *evaluation, apn_statement *statement,
                        const apn__saving *saving, apn_measure measure, apn_error *err)
{
    const apn__figure *figure =
        apn__figures_find(&saving->line.measures[measure], evaluation->year);
    apn__statement_line held = {0};
    if (figure == NULL)
        return APN_OK;
    apn_status status = apn__line_evaluate(evaluation, &saving->line, figure, &held, err);
    if (status == APN_OK && held.split != NULL)
        status = add_shares(statement, saving, &held, measure, err);
    if (status == APN_OK && held.split != NULL)
        status = apn__save_more(statement, &statement->saved->unapportioned[measure],
                                apn_split_unapportioned(held.split), err);
    if (status == APN_OK)
        status = apn__save_more(statement, &statement->saved->total[measure], figure->amount, err);
    apn__fractions_free(held.shares, apn__multiply_sizes(held.pieces.count, held.member_count));
    apn_split_free(held.split);
    return status;
}

bool apn__saving_counts(const apn_statement *statement, const apn__saving *saving)
{
    const apn__figures *measures = saving->line.measures;
    return apn__figures_find(&measures[APN_BUDGET], statement->year) != NULL ||
           (statement->saved->realised &&
            apn__figures_find(&measures[APN_OUTTURN], statement->year) != NULL);
}

static apn_status share_all(const apn__evaluation *evaluation, apn_statement *statement,
                            apn_error *err)
{
    const apn__savings *savings = evaluation->agreement->savings;
    apn__saved *saved = statement->saved;
    apn_status status = APN_OK;
    for (size_t i = 0; i < savings->count && status == APN_OK; i++) {
        const apn__saving *saving = &savings->items[i];
        saved->items += apn__saving_counts(statement, saving);
        status = share(evaluation, statement, saving, APN_BUDGET, err);
        if (status == APN_OK && saved->realised)
            status = share(evaluation, statement, saving, APN_OUTTURN, err);
    }
    return status;
}

/* Room for what each party saves; false when memory is out. */
static bool begin(const apn__evaluation *evaluation, apn_statement *statement)
{
    const apn__savings *savings = evaluation->agreement->savings;
    size_t parties = evaluation->agreement->party_count;
    apn__saved *saved = apn__arena_alloc(statement->arena, 1, sizeof *saved);
    statement->saved = saved;
    if (saved == NULL)
        return false;
    saved->realised = evaluation->measure == APN_OUTTURN && savings->any[APN_OUTTURN] &&
                      evaluation->year <= savings->last[APN_OUTTURN];
    for (apn_measure measure = APN_BUDGET; measure < APN__MEASURES; measure++) {
        apn_decimal *own = apn__arena_alloc(statement->arena, parties, sizeof *own);
        apn_decimal *cashable = apn__arena_alloc(statement->arena, parties, sizeof *cashable);
        if (own == NULL || cashable == NULL)
            return false;
        for (size_t party = 0; party < parties; party++)
            own[party] = cashable[party] = apn__save_nil(statement);
        saved->parties[measure] = own;
        saved->cashable[measure] = cashable;
        saved->total[measure] = saved->unapportioned[measure] = apn__save_nil(statement);
    }
    return true;
}

apn_status apn__statement_save(const apn__evaluation *evaluation, apn_statement *statement,
                               apn_error *err)
{
    apn__evaluation own = *evaluation;
    if (evaluation->agreement->savings == NULL)
        return APN_OK;
    if (!begin(evaluation, statement))
        return apn__fail_memory(err);
    own.memo = apn__share_memo_make(evaluation->agreement);
    apn_status status = own.memo == NULL ? apn__fail_memory(err) : share_all(&own, statement, err);
    apn__share_memo_free(own.memo);
    return status;
}
