/* instalments.c: a budget in parts. What is due from each party, without exit costs that have dates
 * of their own, over the number of dates is an exact figure; the table of parties and dates is
 * rounded as one (the table layer), which keeps each party's due and lets instalments, and the
 * dates' totals, differ by a unit at most. */
#include "statement_model.h"

#include "rational.h"
#include "sum.h"
#include "table_source.h"
#include "true_up.h"

/* A table of instalments being made: what each party pays in them. */
typedef struct spread {
    const apn_statement *statement;
    apn_decimal *amounts;
} spread;

/* Takes off what the exit costs a leaver that has dates of its own. */
static void take_dated(const apn_statement *statement, const apn__exit *exit, apn__sum *sum)
{
    for (size_t i = 0; i < exit->cost_count; i++) {
        const apn__exit_cost *cost = &exit->costs[i];
        apn_decimal amount;
        if (cost->instalment_count > 0 && cost->line != APN__NONE &&
            apn__statement_amount(statement, cost->line, exit->party, &amount))
            apn__sum_subtract(sum, amount);
    }
}

/* What is due from each party less what has dates of its own. False when it has too many digits. */
static bool spread_dues(spread *work)
{
    const apn_statement *statement = work->statement;
    const apn_agreement *agreement = statement->agreement;
    bool fits = true;
    for (size_t party = 0; party < agreement->party_count; party++) {
        apn__sum sum;
        apn__sum_begin(&sum);
        apn__sum_add(&sum, statement->dues[party]);
        for (size_t i = 0; i < agreement->exit_count; i++)
            if (agreement->exits[i].party == party)
                take_dated(statement, &agreement->exits[i], &sum);
        fits = apn__sum_take(&sum, agreement->info.unit.scale, &work->amounts[party]) && fits;
        apn__sum_end(&sum);
    }
    return fits;
}

static void part_numerator(const void *context, size_t party, size_t date, mpz_t out)
{
    const spread *work = context;
    apn_decimal units = {0};
    (void)date;
    /* They are sums of whole units; if one were not, the proof below would not hold. */
    if (apn_decimal_to_units(work->amounts[party], work->statement->agreement->info.unit,
                             APN_ROUND_NONE, &units, NULL) != APN_OK)
        units = (apn_decimal){0};
    apn__integer_from_decimal(out, units, 0);
}

static void part_denominator(const void *context, size_t party, mpz_t out)
{
    const spread *work = context;
    (void)party;
    mpz_set_ui(out, work->statement->agreement->per_year);
}

/* The first day of the period that begins `months` after the year does; in a month without that
 * day, the month's last one. */
static apn__day period_first(const apn_statement *statement, unsigned months)
{
    apn__date date = apn__date_of(apn__year_first(statement->agreement, statement->year));
    int month = date.month - 1 + (int)months;
    date.year += month / 12;
    date.month = month % 12 + 1;
    int days = apn__days_in_month(date.year, date.month);
    date.day = date.day < days ? date.day : days;
    return apn__day_of(date);
}

static void keep_dates(apn_statement *statement)
{
    unsigned count = statement->agreement->per_year, months = 12 / count;
    for (unsigned i = 0; i < count; i++) {
        apn__day due = statement->agreement->in_arrears
                           ? period_first(statement, (i + 1) * months) - 1
                           : period_first(statement, i * months);
        apn__day_write(due, statement->due[i]);
    }
}

/* Every party's instalments are what is spread over them, and so are the dates' totals. */
static bool is_proven(const spread *work)
{
    const apn_statement *statement = work->statement;
    unsigned count = statement->agreement->per_year;
    bool proven = true;
    apn__sum sum;
    for (size_t party = 0; party < statement->agreement->party_count && proven; party++) {
        apn__sum_begin(&sum);
        for (unsigned i = 0; i < count; i++)
            apn__sum_add(&sum, statement->instalments[party * count + i]);
        proven = apn__sum_is(&sum, work->amounts[party]);
        apn__sum_end(&sum);
    }
    apn__sum_begin(&sum);
    for (unsigned i = 0; i < count; i++)
        apn__sum_add(&sum, statement->due_totals[i]);
    for (size_t party = 0; party < statement->agreement->party_count; party++)
        apn__sum_subtract(&sum, work->amounts[party]);
    proven = proven && apn__sum_is(&sum, (apn_decimal){0});
    apn__sum_end(&sum);
    return proven;
}

static apn_status keep_table(apn_statement *statement, const spread *work, const apn_table *table,
                             apn_error *err)
{
    size_t count = statement->agreement->per_year, parties = statement->agreement->party_count;
    for (size_t i = 0; i < count; i++) {
        statement->due_totals[i] = apn_table_column_total(table, i);
        for (size_t party = 0; party < parties; party++)
            statement->instalments[party * count + i] = apn_table_amount(table, party, i);
    }
    if (is_proven(work))
        return APN_OK;
    return apn__fail(err, APN_INTERNAL, "",
                     "the instalments of %s do not add up: this is a fault in the library, and no "
                     "statement is returned",
                     statement->year_text);
}

apn_status apn__statement_instalments(apn_statement *statement, apn_error *err)
{
    const apn_agreement *agreement = statement->agreement;
    size_t count = agreement->per_year, parties = agreement->party_count;
    spread work = {.statement = statement};
    const apn__table_source source = {parties, count, &work, part_numerator, part_denominator};
    const apn_table_options options = {.size = sizeof options, .unit = agreement->info.unit};
    apn_table *table = NULL;
    if (count == 0 || statement->measure != APN_BUDGET)
        return APN_OK;
    statement->instalments = apn__arena_alloc(statement->arena, apn__multiply_sizes(parties, count),
                                              sizeof *statement->instalments);
    work.amounts = apn__arena_alloc(statement->arena, parties, sizeof *work.amounts);
    if (statement->instalments == NULL || work.amounts == NULL)
        return apn__fail_memory(err);
    if (!spread_dues(&work))
        return apn__fail(err, APN_LIMIT, "charging.instalments",
                         "the instalments of %s have more than %d digits", statement->year_text,
                         APN_DECIMAL_DIGITS);
    apn_status status = apn__table_make(&source, &options, &table, err);
    if (status == APN_OK)
        status = keep_table(statement, &work, table, err);
    apn_table_free(table);
    keep_dates(statement);
    return status;
}

size_t apn_statement_instalment_count(const apn_statement *statement)
{
    return statement->instalments == NULL ? 0 : statement->agreement->per_year;
}

const char *apn_statement_instalment_due(const apn_statement *statement, size_t index)
{
    return statement->due[index];
}

apn_decimal apn_statement_instalment(const apn_statement *statement, size_t index, size_t party)
{
    return statement->instalments[party * statement->agreement->per_year + index];
}

apn_decimal apn_statement_instalment_total(const apn_statement *statement, size_t index)
{
    return statement->due_totals[index];
}
