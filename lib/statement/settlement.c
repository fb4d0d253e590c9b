/* settlement.c: who still owes what to the payee. Every other party owes what is due from it, with
 * the part of an underspend that the payee keeps, less what it has paid; the payee's own share is
 * invoiced to nobody. A balance that is small is written off at the payee's cost. The payee's
 * balance is worked out from the statement's totals, and all balances must then sum to zero. */
#include "section.h"
#include "sum.h"

#include <stdio.h>

typedef enum column {
    PARTY,
    AMOUNT,
    CREDIT,
    BROUGHT_FORWARD,
    DUE,
    KEPT,
    PAYABLE,
    PAID,
    WRITTEN_OFF,
    BALANCE,
    COLUMNS
} column;

static const apn_section_column all_columns[COLUMNS] = {
    [PARTY] = {"party", "Party", APN_COLUMN_TEXT, 0},
    [AMOUNT] = {"amount", "Amount", APN_COLUMN_AMOUNT, 1},
    [CREDIT] = {"credit", "Credit", APN_COLUMN_AMOUNT, 1},
    [BROUGHT_FORWARD] = {"brought_forward", "Of it brought forward", APN_COLUMN_AMOUNT, 1},
    [DUE] = {"due", "Due", APN_COLUMN_AMOUNT, 1},
    [KEPT] = {"kept", "Underspend kept", APN_COLUMN_AMOUNT, 1},
    [PAYABLE] = {"payable", "Payable", APN_COLUMN_AMOUNT, 1},
    [PAID] = {"paid", "Paid", APN_COLUMN_AMOUNT, 1},
    [WRITTEN_OFF] = {"written_off", "Written off", APN_COLUMN_AMOUNT, 1},
    [BALANCE] = {"balance", "Balance", APN_COLUMN_AMOUNT, 1}};

typedef struct settlement {
    const apn__evaluation *evaluation;
    apn_statement *statement;
    apn__section *section;
    size_t at[COLUMNS]; /* the section's column, or SIZE_MAX */
    const apn__paid *paid;
    apn__sum balances, written;
    bool fits;
} settlement;

static const apn__paid *find_paid(const apn_agreement *agreement, apn__year year)
{
    for (size_t i = 0; i < agreement->paid_count; i++)
        if (agreement->paid[i].year == year)
            return &agreement->paid[i];
    return NULL;
}

static bool has_column(const apn_statement *statement, column which)
{
    bool payee = statement->agreement->payee != APN__NONE;
    switch (which) {
    case CREDIT:
        return statement->in_kind_count > 0 || statement->brought_forward != NULL;
    case BROUGHT_FORWARD:
        return statement->brought_forward != NULL;
    case KEPT:
    case PAYABLE:
        return payee && statement->kept != NULL;
    case PAID:
    case BALANCE:
        return payee;
    case WRITTEN_OFF:
        return payee && statement->agreement->write_off.sign > 0;
    default:
        return true;
    }
}

static void put(settlement *work, size_t row, column which, apn_decimal amount)
{
    if (work->at[which] != SIZE_MAX)
        apn__section_amount(work->section, row, work->at[which], amount);
}

static apn_decimal take(settlement *work, apn__sum *sum)
{
    apn_decimal out = {0};
    work->fits =
        apn__sum_take(sum, work->statement->agreement->info.unit.scale, &out) && work->fits;
    return out;
}

/* What was paid beyond what was payable is said, however small. */
static void note_over_recovery(settlement *work, size_t party, apn_decimal payable,
                               apn_decimal paid, apn_decimal over)
{
    char texts[3][APN_DECIMAL_TEXT_SIZE], where[APN__WHERE_SIZE];
    const apn_statement *statement = work->statement;
    apn_decimal_format(paid, 0, texts[0]);
    apn_decimal_format(payable, 0, texts[1]);
    over.sign = 1;
    apn_decimal_format(over, 0, texts[2]);
    (void)snprintf(where, sizeof where, "charging.paid.%s.%s", statement->year_text,
                   statement->agreement->parties[party].info.id);
    apn__findings_add(work->evaluation->findings, APN_NOTE, APN_OVER_RECOVERY, work->paid->place,
                      where,
                      "party `%s` has paid %s of %s payable in %s: %s too much was recovered",
                      statement->agreement->parties[party].info.id, texts[0], texts[1],
                      statement->year_text, texts[2]);
}

/* True for a balance that is written off. */
static bool is_small(const apn_statement *statement, apn_decimal balance)
{
    balance.sign = balance.sign < 0 ? 1 : balance.sign;
    return balance.sign != 0 && apn_decimal_compare(balance, statement->agreement->write_off) <= 0;
}

/* A party that pays: payable - paid - written off = balance. */
static void settle_payer(settlement *work, size_t party)
{
    const apn_statement *statement = work->statement;
    apn_decimal nil = {.scale = statement->agreement->info.unit.scale};
    apn_decimal paid = work->paid == NULL ? nil : work->paid->amounts[party], written = nil;
    apn__sum sum;
    apn__sum_begin(&sum);
    apn__sum_add(&sum, statement->dues[party]);
    if (statement->kept != NULL)
        apn__sum_add(&sum, statement->kept[party]);
    apn_decimal payable = take(work, &sum);
    apn__sum_subtract(&sum, paid);
    apn_decimal balance = take(work, &sum);
    apn__sum_end(&sum);
    if (balance.sign < 0 && paid.sign > 0)
        note_over_recovery(work, party, payable, paid, balance);
    if (is_small(statement, balance)) {
        written = balance;
        balance = nil;
    }
    apn__sum_add(&work->balances, balance);
    apn__sum_add(&work->written, written);
    put(work, party, PAYABLE, payable);
    put(work, party, PAID, paid);
    put(work, party, WRITTEN_OFF, written);
    put(work, party, BALANCE, balance);
}

/* What the payee has to receive, from the totals: all that is due from others and kept, less what
 * they have paid and what was written off. Its own share is in none of it. */
static void settle_payee(settlement *work, size_t payee)
{
    const apn_statement *statement = work->statement;
    apn__sum sum;
    apn__sum_begin(&sum);
    apn__sum_subtract(&sum, work->statement->total);
    apn__sum_add(&sum, statement->unapportioned);
    apn__sum_add(&sum, statement->dues[payee]);
    for (size_t party = 0; party < statement->agreement->party_count; party++) {
        apn__sum_add(&sum, statement->credits[party]);
        if (statement->kept != NULL && party != payee)
            apn__sum_subtract(&sum, statement->kept[party]);
        if (work->paid != NULL && party != payee)
            apn__sum_add(&sum, work->paid->amounts[party]);
    }
    mpz_add(apn__sum_value(&sum), apn__sum_value(&sum), apn__sum_value(&work->written));
    apn_decimal balance = take(work, &sum);
    apn__sum_end(&sum);
    mpz_neg(apn__sum_value(&work->written), apn__sum_value(&work->written));
    put(work, payee, WRITTEN_OFF, take(work, &work->written));
    put(work, payee, BALANCE, balance);
    apn__sum_add(&work->balances, balance);
}

static void settle(settlement *work)
{
    const apn_statement *statement = work->statement;
    size_t payee = statement->agreement->payee;
    for (size_t party = 0; party < statement->agreement->party_count; party++) {
        apn__section_party(work->section, statement->agreement, party, 0, party);
        put(work, party, AMOUNT, statement->party_totals[party]);
        put(work, party, CREDIT, statement->credits[party]);
        if (statement->brought_forward != NULL)
            put(work, party, BROUGHT_FORWARD, statement->brought_forward[party]);
        put(work, party, DUE, statement->dues[party]);
        if (statement->kept != NULL)
            put(work, party, KEPT, statement->kept[party]);
        if (payee != APN__NONE && party != payee)
            settle_payer(work, party);
    }
    if (payee != APN__NONE)
        settle_payee(work, payee);
}

/* Chooses the columns that the agreement asks for. NULL when memory is out. */
static apn__section *begin(settlement *work)
{
    static const char rule[] = "Each other party owes the payee what is due less what it has paid; "
                               "below zero is owed to it. The payee's own share is not invoiced.";
    apn_section_column *columns =
        apn__arena_alloc(work->statement->arena, COLUMNS, sizeof *columns);
    bool payee = work->statement->agreement->payee != APN__NONE;
    size_t count = 0;
    for (column which = PARTY; which < COLUMNS && columns != NULL; which++) {
        work->at[which] = has_column(work->statement, which) ? count : SIZE_MAX;
        if (work->at[which] != SIZE_MAX)
            columns[count++] = all_columns[which];
    }
    const apn_section_info info = {"settlement", payee ? "Settlement" : "What is due",
                                   payee ? rule
                                         : "What each party pays less what is credited to it.",
                                   work->statement->agreement->party_count, count};
    return columns == NULL ? NULL : apn__section_add(work->statement, &info, columns);
}

static apn_status check(settlement *work, apn_error *err)
{
    if (!work->fits)
        return apn__fail(
            err, APN_LIMIT, "charging",
            "a balance of %s has more than %d digits, the most that an amount may have",
            work->statement->year_text, APN_DECIMAL_DIGITS);
    if (mpz_sgn(apn__sum_value(&work->balances)) != 0)
        return apn__fail(err, APN_INTERNAL, "",
                         "the balances of %s do not sum to zero: this is a fault in the library, "
                         "and no statement is returned",
                         work->statement->year_text);
    return apn__section_close(work->section, work->statement, err);
}

apn_status apn__section_settlement(const apn__evaluation *evaluation, apn_statement *statement,
                                   apn_error *err)
{
    settlement work = {.evaluation = evaluation, .statement = statement, .fits = true};
    if (statement->agreement->payee == APN__NONE && !has_column(statement, CREDIT))
        return APN_OK;
    work.paid = find_paid(statement->agreement, statement->year);
    work.section = begin(&work);
    if (work.section == NULL)
        return apn__fail_memory(err);
    apn__sum_begin(&work.balances);
    apn__sum_begin(&work.written);
    settle(&work);
    apn_status status = check(&work, err);
    apn__sum_end(&work.balances);
    apn__sum_end(&work.written);
    return status;
}
