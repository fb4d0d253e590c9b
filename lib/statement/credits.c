/* credits.c: what parties contribute in kind is credited to them after sharing: the figure of the
 * year, with an overhead on it that is rounded once. What is due from a party is its amount less
 * its credit, and below zero when it contributed more than its share. */
#include "statement_model.h"

#include <stdio.h>

#include "rational.h"
#include "section.h"
#include "sum.h"

/* out = amount * percent / 100 in whole units. */
static apn_status overhead_of(const apn_statement *statement, const apn__in_kind *entry,
                              apn_decimal amount, apn_decimal *out, apn_error *err)
{
    apn_decimal unit = statement->agreement->info.unit, units = {0};
    mpz_t product, divisor;
    mpz_inits(product, divisor, NULL);
    apn__integer_from_decimal(product, amount, APN_DECIMAL_SCALE);
    apn__integer_from_decimal(divisor, entry->overhead, APN_DECIMAL_SCALE);
    mpz_mul(product, product, divisor);
    apn__integer_from_decimal(divisor, unit, APN_DECIMAL_SCALE);
    mpz_mul_ui(divisor, divisor, 100);
    for (int i = 0; i < APN_DECIMAL_SCALE; i++)
        mpz_mul_ui(divisor, divisor, 10);
    apn__round_divide(product, product, divisor, entry->mode);
    apn_status status = APN_OK;
    if (apn__decimal_from_integer(&units, product, 0))
        status = apn_decimal_from_units(units, unit, out, err);
    else
        status = apn__fail(err, APN_LIMIT, "in_kind", "the overhead on %s has more than %d digits",
                           entry->title, APN_DECIMAL_DIGITS);
    mpz_clears(product, divisor, NULL);
    return status;
}

static apn_status fail_digits(const apn_statement *statement, apn_error *err)
{
    return apn__fail(err, APN_LIMIT, "in_kind",
                     "the credits of %s add up to more than %d digits, the most that an amount may "
                     "have",
                     statement->year_text, APN_DECIMAL_DIGITS);
}

/* Fills one credit of a contribution that has a figure. */
static apn_status credit(const apn_statement *statement, const apn__in_kind *entry,
                         apn_decimal amount, apn__credit *out, apn_error *err)
{
    apn__sum sum;
    *out = (apn__credit){.entry = entry, .amount = amount};
    apn_status status = overhead_of(statement, entry, amount, &out->overhead, err);
    if (status != APN_OK)
        return status;
    apn__sum_begin(&sum);
    apn__sum_add(&sum, out->amount);
    apn__sum_add(&sum, out->overhead);
    if (!apn__sum_take(&sum, statement->agreement->info.unit.scale, &out->total))
        status = fail_digits(statement, err);
    apn__sum_end(&sum);
    return status;
}

/* A contribution that counts for nothing in the year is said. */
static void note_absent(const apn__evaluation *evaluation, const apn__in_kind *entry)
{
    char where[APN__WHERE_SIZE];
    (void)snprintf(where, sizeof where, "in_kind%s%s", *entry->id == '\0' ? "" : ".", entry->id);
    apn__findings_add(evaluation->findings, APN_NOTE, APN_NO_FIGURE, entry->place, where,
                      "the contribution in kind of party `%s`%s%s has no %s figure for %s, and "
                      "nothing is credited for it",
                      evaluation->agreement->parties[entry->party].info.id,
                      *entry->title == '\0' ? "" : ", ", entry->title,
                      apn_measure_word(evaluation->measure), evaluation->year_text);
}

static apn_status gather(const apn__evaluation *evaluation, apn_statement *statement,
                         apn_error *err)
{
    const apn_agreement *agreement = statement->agreement;
    statement->in_kind =
        apn__arena_alloc(statement->arena, agreement->in_kind_count, sizeof *statement->in_kind);
    if (statement->in_kind == NULL)
        return apn__fail_memory(err);
    for (size_t i = 0; i < agreement->in_kind_count; i++) {
        const apn__in_kind *entry = &agreement->in_kind[i];
        const apn__figure *figure =
            apn__figures_find(&entry->measures[statement->measure], statement->year);
        if (figure == NULL) {
            note_absent(evaluation, entry);
            continue;
        }
        apn_status status = credit(statement, entry, figure->amount,
                                   &statement->in_kind[statement->in_kind_count++], err);
        if (status != APN_OK)
            return status;
    }
    return APN_OK;
}

/* What is credited to the party, and what is then due from it. False when it has too many digits.
 */
static bool settle_party(apn_statement *statement, size_t party)
{
    int scale = statement->agreement->info.unit.scale;
    apn__sum sum;
    apn__sum_begin(&sum);
    if (statement->brought_forward != NULL)
        apn__sum_add(&sum, statement->brought_forward[party]);
    for (size_t i = 0; i < statement->in_kind_count; i++) {
        if (statement->in_kind[i].entry->party == party)
            apn__sum_add(&sum, statement->in_kind[i].total);
    }
    bool fits = apn__sum_take(&sum, scale, &statement->credits[party]);
    apn__sum_end(&sum);
    apn__sum_begin(&sum);
    apn__sum_add(&sum, statement->party_totals[party]);
    apn__sum_subtract(&sum, statement->credits[party]);
    fits = apn__sum_take(&sum, scale, &statement->dues[party]) && fits;
    apn__sum_end(&sum);
    return fits;
}

/* Everything that is due, that was credited and that is unapportioned makes the total. */
static bool is_proven(const apn_statement *statement)
{
    apn__sum sum;
    apn__sum_begin(&sum);
    for (size_t party = 0; party < statement->agreement->party_count; party++)
        apn__sum_add(&sum, statement->dues[party]);
    for (size_t i = 0; i < statement->in_kind_count; i++) {
        apn__sum_add(&sum, statement->in_kind[i].amount);
        apn__sum_add(&sum, statement->in_kind[i].overhead);
    }
    for (size_t party = 0;
         statement->brought_forward != NULL && party < statement->agreement->party_count; party++)
        apn__sum_add(&sum, statement->brought_forward[party]);
    apn__sum_add(&sum, statement->unapportioned);
    bool proven = apn__sum_is(&sum, statement->total);
    apn__sum_end(&sum);
    return proven;
}

apn_status apn__statement_credits(const apn__evaluation *evaluation, apn_statement *statement,
                                  apn_error *err)
{
    size_t parties = statement->agreement->party_count;
    statement->credits = apn__arena_alloc(statement->arena, parties, sizeof(apn_decimal));
    statement->dues = apn__arena_alloc(statement->arena, parties, sizeof(apn_decimal));
    if (statement->credits == NULL || statement->dues == NULL)
        return apn__fail_memory(err);
    apn_status status = gather(evaluation, statement, err);
    bool fits = true;
    for (size_t party = 0; party < parties && status == APN_OK; party++)
        fits = settle_party(statement, party) && fits;
    if (status != APN_OK)
        return status;
    if (!fits)
        return fail_digits(statement, err);
    if (is_proven(statement))
        return APN_OK;
    return apn__fail(err, APN_INTERNAL, "",
                     "what is due in %s does not add up: this is a fault in the library, and no "
                     "statement is returned",
                     statement->year_text);
}

apn_decimal apn_statement_party_credit(const apn_statement *statement, size_t party)
{
    return statement->credits[party];
}

apn_decimal apn_statement_party_due(const apn_statement *statement, size_t party)
{
    return statement->dues[party];
}

static void tell_credit(apn__section *section, const apn_agreement *agreement, size_t row,
                        const apn__credit *held)
{
    const apn__in_kind *entry = held->entry;
    apn__section_party(section, agreement, row, 0, entry->party);
    if (entry->line != APN__NONE) {
        const apn_line_info *line = &agreement->lines[entry->line].info;
        apn__section_text(section, row, 1, line->id, line->title);
    }
    apn__section_text(section, row, 2, *entry->id != '\0' ? entry->id : entry->title, entry->title);
    apn__section_amount(section, row, 3, held->amount);
    apn__section_amount(section, row, 4, held->overhead);
    apn__section_amount(section, row, 5, held->total);
}

apn_status apn__section_in_kind(const apn__evaluation *evaluation, apn_statement *statement,
                                apn_error *err)
{
    static const apn_section_column columns[] = {
        {"party", "Party", APN_COLUMN_TEXT, 0},         {"line", "Line", APN_COLUMN_TEXT, 0},
        {"contribution", "What", APN_COLUMN_TEXT, 0},   {"amount", "Cost", APN_COLUMN_AMOUNT, 1},
        {"overhead", "Overhead", APN_COLUMN_AMOUNT, 1}, {"credit", "Credit", APN_COLUMN_AMOUNT, 1}};
    const apn_section_info info = {"in_kind", "Contributions in kind",
                                   "What a party contributes is credited to it after sharing.",
                                   statement->in_kind_count, sizeof columns / sizeof *columns};
    (void)evaluation;
    if (info.rows == 0)
        return APN_OK;
    apn__section *section = apn__section_add(statement, &info, columns);
    if (section == NULL)
        return apn__fail_memory(err);
    for (size_t i = 0; i < info.rows; i++)
        tell_credit(section, statement->agreement, i, &statement->in_kind[i]);
    return apn__section_close(section, statement, err);
}
