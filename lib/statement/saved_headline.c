/* saved_headline.c: what was said that the savings come to, against the targets that are listed,
 * each counted once; and as a part of a wider total. */
#include "saved.h"

#include "footing.h"
#include "rational.h"

static const apn_section_column columns[] = {
    {"figure", "Figure", APN_COLUMN_TEXT, 0},
    {"amount", "Amount", APN_COLUMN_AMOUNT, 0},
    {"share", "Share", APN_COLUMN_EXACT, 0},
};

/* The sum of a saving's targets. Errors: APN_LIMIT. */
static apn_status sum_targets(const apn_statement *statement, const apn__saving *saving,
                              apn_decimal *total, apn_error *err)
{
    const apn__figures *targets = &saving->listed[APN_BUDGET];
    apn_status status = APN_OK;
    *total = apn__save_nil(statement);
    for (size_t i = 0; i < targets->count && status == APN_OK; i++)
        status = apn__save_more(statement, total, targets->list[i].amount, err);
    return status;
}

/* The items as addends of the headline, and their sum. */
static apn_status gather(const apn_statement *statement, apn__addend *addends, apn_decimal *total,
                         apn_error *err)
{
    const apn__savings *savings = statement->agreement->savings;
    apn_status status = APN_OK;
    *total = apn__save_nil(statement);
    for (size_t i = 0; i < savings->count && status == APN_OK; i++) {
        const apn__saving *saving = &savings->items[i];
        apn_decimal amount;
        status = sum_targets(statement, saving, &amount, err);
        addends[i] = (apn__addend){saving->line.info.id, amount, amount.scale, false};
        if (status == APN_OK)
            status = apn__save_more(statement, total, amount, err);
    }
    return status;
}

/* Says by how much the headline differs from its items. False when memory is out. */
static bool report(const apn__evaluation *evaluation, const apn_footing *footing, apn_decimal total)
{
    const apn__headline *headline = &evaluation->agreement->savings->headline;
    char said[APN_DECIMAL_TEXT_SIZE], sum[APN_DECIMAL_TEXT_SIZE], more[APN_DECIMAL_TEXT_SIZE];
    apn__buffer explained = {0};
    int scale = headline->amount.scale > total.scale ? headline->amount.scale : total.scale;
    apn_decimal stated = headline->amount, difference = headline->amount;
    mpz_t units, listed;
    mpz_inits(units, listed, NULL);
    apn__integer_from_decimal(units, headline->amount, scale);
    apn__integer_from_decimal(listed, total, scale);
    (void)apn__decimal_from_integer(&stated, units, scale);
    mpz_sub(units, units, listed);
    (void)apn__decimal_from_integer(&difference, units, scale);
    mpz_clears(units, listed, NULL);
    bool less = difference.sign < 0;
    difference.sign = less ? 1 : difference.sign;
    (void)apn_decimal_format(stated, 1, said);
    (void)apn_decimal_format(total, 1, sum);
    (void)apn_decimal_format(difference, 1, more);
    apn__footing_explain(footing, &explained);
    bool good = !explained.failed;
    if (good)
        apn__findings_add_footing(
            evaluation->findings, APN_WARNING, headline->place, "savings.headline.amount", footing,
            "the headline of the savings, %s%s, is %s %s than the savings that are listed, %s: %s",
            headline->circa ? "about " : "", said, more, less ? "less" : "more", sum,
            explained.bytes);
    apn__buffer_end(&explained);
    return good;
}

static apn_status check(const apn__evaluation *evaluation, apn_statement *statement,
                        apn_decimal *total, apn_error *err)
{
    const apn__savings *savings = evaluation->agreement->savings;
    const apn__headline *headline = &savings->headline;
    apn_footing footing;
    apn__addend *addends = apn__arena_alloc(statement->arena, savings->count, sizeof *addends);
    if (addends == NULL)
        return apn__fail_memory(err);
    apn_status status = gather(statement, addends, total, err);
    if (status != APN_OK || !headline->given)
        return status;
    apn__printed_sum sum = {.table = "savings",
                            .id = "headline",
                            .addends = addends,
                            .count = savings->count,
                            .total = headline->amount,
                            .decimals = headline->decimals,
                            .unit = evaluation->agreement->info.unit};
    if (!apn__footing_find(&sum, statement->arena, &footing) ||
        (footing.difference != NULL && !report(evaluation, &footing, *total)))
        return apn__fail_memory(err);
    return APN_OK;
}

/* "4/9", and for people "44.44 %". */
static apn_status put_share(apn_statement *statement, apn__section *section, size_t row,
                            apn_error *err)
{
    const apn__headline *headline = &statement->agreement->savings->headline;
    enum { SIZE = 160 }; /* a ratio of two amounts: some sixty digits each */
    char exact[SIZE], percent[SIZE];
    mpq_t share, whole;
    mpq_inits(share, whole, NULL);
    apn__fraction_from_decimal(share, headline->amount);
    apn__fraction_from_decimal(whole, headline->of);
    mpq_div(share, share, whole);
    (void)apn__fraction_text(share, exact, sizeof exact);
    mpq_set_ui(whole, 100, 1);
    mpq_mul(share, share, whole);
    size_t length = apn__fraction_decimal_text(share, 2, percent, sizeof percent - 3);
    memcpy(percent + length, " %", 3);
    const char *text = apn__arena_copy(statement->arena, exact, strlen(exact));
    const char *label = apn__arena_copy(statement->arena, percent, strlen(percent));
    mpq_clears(share, whole, NULL);
    if (text == NULL || label == NULL)
        return apn__fail_memory(err);
    apn__section_text(section, row, 2, text, label);
    return APN_OK;
}

/* The headline, what is listed and the difference; the wider total. */
static apn_status add_section(apn_statement *statement, apn_decimal total, apn_error *err)
{
    const apn__savings *savings = statement->agreement->savings;
    const apn__headline *headline = &savings->headline;
    bool listed = savings->any[APN_BUDGET];
    const apn_section_info info = {.id = "savings_headline",
                                   .title = "The headline of the savings",
                                   .rule = *headline->source == '\0' ? "Targets are counted once."
                                                                     : headline->source,
                                   .rows = 1 + (listed ? 2u : 0u) + headline->has_of,
                                   .columns = sizeof columns / sizeof *columns};
    apn__section *section = apn__section_add(statement, &info, columns);
    apn_decimal difference = headline->amount;
    size_t row = 0;
    if (section == NULL)
        return apn__fail_memory(err);
    apn__section_text(section, row, 0, "headline",
                      headline->circa ? "Headline, about" : "Headline");
    apn__section_amount(section, row, 1, headline->amount);
    apn_status status = headline->has_of ? put_share(statement, section, row, err) : APN_OK;
    if (listed && status == APN_OK) {
        apn__section_text(section, ++row, 0, "listed", "Listed");
        apn__section_amount(section, row, 1, total);
        total.sign = -total.sign;
        status = apn__save_more(statement, &difference, total, err);
        apn__section_text(section, ++row, 0, "difference", "Difference");
        apn__section_amount(section, row, 1, difference);
    }
    if (headline->has_of) {
        apn__section_text(section, ++row, 0, "of", "Of a wider total of");
        apn__section_amount(section, row, 1, headline->of);
    }
    return status == APN_OK ? apn__section_close(section, statement, err) : status;
}

apn_status apn__savings_headline_section(const apn__evaluation *evaluation,
                                         apn_statement *statement, apn_error *err)
{
    const apn__savings *savings = evaluation->agreement->savings;
    apn_decimal total = apn__save_nil(statement);
    apn_status status = APN_OK;
    if (savings == NULL || !savings->headline.given)
        return APN_OK;
    if (savings->any[APN_BUDGET])
        status = check(evaluation, statement, &total, err);
    return status == APN_OK ? add_section(statement, total, err) : status;
}
