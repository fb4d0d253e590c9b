/* netting.c: balances by agreement and party, their sums, and the payments that settle them; then
 * the proof that they do. */
#include "netting_model.h"

#include <stdlib.h>

#include "library_limits.h"
#include "rational.h"

static const char *const to_words[] = {"pairs", "fewest"};

enum { WORDS = sizeof to_words / sizeof *to_words };

const char *apn_netting_to_word(apn_netting_to to)
{
    return (size_t)to < WORDS ? to_words[to] : NULL;
}

apn_status apn_netting_to_find(const char *word, size_t length, apn_netting_to *out, apn_error *err)
{
    apn__text found = {word, length};
    for (size_t i = 0; i < WORDS; i++)
        if (apn__text_is(found, to_words[i])) {
            *out = (apn_netting_to)i;
            return APN_OK;
        }
    return apn__fail(err, APN_USAGE, NULL,
                     "balances are not netted to `%.*s`: choose pairs or fewest",
                     (int)apn__utf8_cut(word, length, length < 40 ? length : 40), word);
}

static const apn_agreement *agreement_of(const apn_netting *n, size_t statement)
{
    return apn_statement_agreement(n->statements[statement]);
}

static apn_agreement_info info_of(const apn_statement *statement)
{
    return apn_agreement_describe(apn_statement_agreement(statement));
}

static apn_status check_statement(apn_statement *const *statements, size_t at, apn_error *err)
{
    const apn_statement *first = statements[0], *this = statements[at];
    apn_agreement_info info = info_of(this);
    if (apn_agreement_payee(apn_statement_agreement(this)) == SIZE_MAX)
        return apn__fail(err, APN_USAGE, "charging.payee",
                         "agreement `%s` does not say who is paid, so nobody owes anybody: add "
                         "`charging: {payee: …}`",
                         info.id);
    if (strcmp(info.currency, info_of(first).currency) != 0)
        return apn__fail(err, APN_USAGE, NULL,
                         "agreement `%s` is in %s and `%s` in %s: net them apart", info.id,
                         info.currency, info_of(first).id, info_of(first).currency);
    if (strcmp(apn_statement_year(this), apn_statement_year(first)) != 0 ||
        apn_statement_measure(this) != apn_statement_measure(first))
        return apn__fail(err, APN_USAGE, NULL,
                         "the statements of `%s` and `%s` are of different years or measures",
                         info_of(first).id, info.id);
    for (size_t i = 0; i < at; i++)
        if (strcmp(info_of(statements[i]).id, info.id) == 0)
            return apn__fail(err, APN_USAGE, NULL,
                             "agreement `%s` is there twice: its balances would count twice",
                             info.id);
    return APN_OK;
}

static size_t find_party(const apn_netting *n, const char *id)
{
    for (size_t i = 0; i < n->party_count; i++)
        if (strcmp(n->parties[i].id, id) == 0)
            return i;
    return SIZE_MAX;
}

/* Two bodies under one id would settle each other's debts. */
static void check_body(apn_netting *n, size_t statement, size_t known, const apn_party_info *party)
{
    const apn_party_info *first = &n->parties[known];
    static const apn__place nowhere = {"", 0, 0};
    if (*first->policing_body == '\0' || *party->policing_body == '\0' ||
        strcmp(first->policing_body, party->policing_body) == 0)
        return;
    apn__findings_add(n->findings, APN_WARNING, APN_DUPLICATE_ID, nowhere, party->id,
                      "party `%s` is %s in agreement `%s` and %s in agreement `%s`, and is netted "
                      "as one: make sure that it is",
                      party->id, first->policing_body,
                      apn_agreement_describe(agreement_of(n, n->mentioned[known])).id,
                      party->policing_body, apn_agreement_describe(agreement_of(n, statement)).id);
}

/* One body under two ids would be netted as two. Requires: the party is the last of those found. */
static void check_name(apn_netting *n, size_t statement)
{
    static const apn__place nowhere = {"", 0, 0};
    const apn_party_info *party = &n->parties[n->party_count - 1];
    for (size_t i = 0; i + 1 < n->party_count; i++) {
        if (n->mentioned[i] == statement || strcmp(n->parties[i].name, party->name) != 0)
            continue;
        apn__findings_add(n->findings, APN_WARNING, APN_DUPLICATE_ID, nowhere, party->id,
                          "%s is party `%s` in agreement `%s` and `%s` in agreement `%s`, and is "
                          "netted as two parties: give it one id",
                          party->name, n->parties[i].id,
                          apn_agreement_describe(agreement_of(n, n->mentioned[i])).id, party->id,
                          apn_agreement_describe(agreement_of(n, statement)).id);
        return;
    }
}

static bool gather_parties(apn_netting *n)
{
    size_t most = 0;
    for (size_t s = 0; s < n->statement_count; s++)
        most += apn_agreement_party_count(agreement_of(n, s));
    n->parties = apn__alloc(most, sizeof *n->parties);
    n->mentioned = apn__alloc(most, sizeof *n->mentioned);
    for (size_t s = 0; s < n->statement_count && n->parties != NULL && n->mentioned != NULL; s++)
        for (size_t i = 0; i < apn_agreement_party_count(agreement_of(n, s)); i++) {
            apn_party_info party = apn_agreement_party(agreement_of(n, s), i);
            size_t known = find_party(n, party.id);
            if (known != SIZE_MAX) {
                check_body(n, s, known, &party);
                continue;
            }
            n->mentioned[n->party_count] = s;
            n->parties[n->party_count++] = party;
            check_name(n, s);
        }
    return n->parties != NULL && n->mentioned != NULL;
}

/* The column of the statement's settlement that has the balances; false when it has none. */
static bool find_settlement(const apn_statement *statement, size_t *section, size_t *column)
{
    apn_section_info info = {.id = ""};
    for (*section = 0; *section < apn_statement_section_count(statement); ++*section) {
        info = apn_statement_section(statement, *section);
        if (strcmp(info.id, "settlement") == 0)
            break;
    }
    if (*section == apn_statement_section_count(statement))
        return false;
    for (*column = 0; *column < info.columns; ++*column)
        if (strcmp(apn_statement_section_column(statement, *section, *column).id, "balance") == 0)
            return true;
    return false;
}

/* What a party other than the payee owes. A settlement has a row for each party. */
static apn_decimal owed_by(const apn_statement *statement, size_t party)
{
    size_t section, column;
    if (find_settlement(statement, &section, &column))
        return apn_statement_section_cell(statement, section, party, column).amount;
    return apn_statement_party_total(statement, party);
}

static void take_balances(apn_netting *n, size_t s)
{
    const apn_agreement *agreement = agreement_of(n, s);
    size_t payee = apn_agreement_payee(agreement);
    mpz_t *row = n->balances + s * n->party_count;
    size_t paid = find_party(n, apn_agreement_party(agreement, payee).id);
    for (size_t i = 0; i < apn_agreement_party_count(agreement); i++) {
        size_t party = find_party(n, apn_agreement_party(agreement, i).id);
        if (i == payee)
            continue;
        apn__integer_from_decimal(row[party], owed_by(n->statements[s], i), n->scale);
        mpz_sub(row[paid], row[paid], row[party]);
        mpz_add(n->nets[party], n->nets[party], row[party]);
        mpz_sub(n->nets[paid], n->nets[paid], row[party]);
    }
}

/* The difference of what two parties owe each other over all agreements: above zero, `from` owes.
 */
static void pair(const apn_netting *n, size_t from, size_t to, mpz_t out)
{
    mpz_set_ui(out, 0);
    for (size_t s = 0; s < n->statement_count; s++) {
        const apn_agreement *agreement = agreement_of(n, s);
        const char *payee = apn_agreement_party(agreement, apn_agreement_payee(agreement)).id;
        const mpz_t *row = (const mpz_t *)n->balances + s * n->party_count;
        if (strcmp(n->parties[to].id, payee) == 0)
            mpz_add(out, out, row[from]);
        else if (strcmp(n->parties[from].id, payee) == 0)
            mpz_sub(out, out, row[to]);
    }
}

static void net_pairs(apn_netting *n)
{
    mpz_t difference;
    mpz_init(difference);
    for (size_t a = 0; a < n->party_count; a++)
        for (size_t b = a + 1; b < n->party_count; b++) {
            pair(n, a, b, difference);
            if (mpz_sgn(difference) == 0)
                continue;
            bool owes = mpz_sgn(difference) > 0;
            apn__transfer *made = &n->transfers[n->transfer_count++];
            made->from = owes ? a : b;
            made->to = owes ? b : a;
            mpz_init(made->amount);
            mpz_abs(made->amount, difference);
        }
    mpz_clear(difference);
}

/* By who pays, then who is paid: no two are equal. */
static int compare_transfers(const void *left, const void *right)
{
    const apn__transfer *a = left, *b = right;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return (a->to > b->to) - (a->to < b->to);
}

/* Every balance of an agreement, and every net, sums to zero, and the payments bring every net to
 * zero. */
static apn_status prove(const apn_netting *n, apn_error *err)
{
    mpz_t *left = apn__integers_make(n->party_count);
    mpz_t sum;
    bool good = true;
    if (left == NULL)
        return apn__fail_memory(err);
    mpz_init(sum);
    for (size_t s = 0; s < n->statement_count && good; s++) {
        mpz_set_ui(sum, 0);
        for (size_t i = 0; i < n->party_count; i++) {
            mpz_add(sum, sum, n->balances[s * n->party_count + i]);
            mpz_add(left[i], left[i], n->balances[s * n->party_count + i]);
        }
        good = mpz_sgn(sum) == 0;
    }
    for (size_t i = 0; i < n->party_count && good; i++)
        good = mpz_cmp(left[i], n->nets[i]) == 0;
    for (size_t i = 0; i < n->transfer_count && good; i++) {
        const apn__transfer *paid = &n->transfers[i];
        mpz_sub(left[paid->from], left[paid->from], paid->amount);
        mpz_add(left[paid->to], left[paid->to], paid->amount);
        good = mpz_sgn(paid->amount) > 0;
    }
    for (size_t i = 0; i < n->party_count && good; i++)
        good = mpz_sgn(left[i]) == 0;
    mpz_clear(sum);
    apn__integers_free(left, n->party_count);
    return good ? APN_OK
                : apn__fail(err, APN_INTERNAL, "",
                            "the balances or their payments do not sum to zero: this is a fault in "
                            "the library, and nothing is returned");
}

static apn_status find_payments(apn_netting *n, apn_error *err)
{
    size_t pairs = n->party_count * n->party_count / 2, made = 0;
    n->transfers =
        apn__alloc(n->to == APN_NET_PAIRS ? pairs : n->party_count, sizeof *n->transfers);
    if (n->transfers == NULL)
        return apn__fail_memory(err);
    if (n->to == APN_NET_PAIRS)
        net_pairs(n);
    else
        made = apn__net_fewest((const mpz_t *)n->nets, n->party_count, n->transfers, &n->least);
    if (made == SIZE_MAX)
        return apn__fail_memory(err);
    n->transfer_count += made;
    if (n->transfer_count > 1)
        qsort(n->transfers, n->transfer_count, sizeof *n->transfers, compare_transfers);
    n->payments = apn__alloc(n->transfer_count, sizeof *n->payments);
    return n->payments == NULL ? apn__fail_memory(err) : APN_OK;
}

static apn_status too_long(apn_error *err)
{
    return apn__fail(err, APN_LIMIT, NULL,
                     "a sum of balances has more than %d digits, the most that an amount may have",
                     APN_DECIMAL_DIGITS);
}

/* Every figure that is read later fits. */
static apn_status keep_amounts(apn_netting *n, apn_error *err)
{
    apn_decimal ignored;
    for (size_t i = 0; i < n->transfer_count; i++) {
        n->payments[i] = (apn_payment){.from = n->transfers[i].from, .to = n->transfers[i].to};
        if (!apn__decimal_from_integer(&n->payments[i].amount, n->transfers[i].amount, n->scale))
            return too_long(err);
    }
    for (size_t i = 0; i < n->party_count; i++)
        if (!apn__decimal_from_integer(&ignored, n->nets[i], n->scale))
            return too_long(err);
    for (size_t i = 0; i < n->balance_count; i++)
        if (!apn__decimal_from_integer(&ignored, n->balances[i], n->scale))
            return too_long(err);
    return APN_OK;
}

static apn_status work_out(apn_netting *n, apn_error *err)
{
    if (!gather_parties(n))
        return apn__fail_memory(err);
    n->nets = apn__integers_make(n->party_count);
    n->balances = apn__integers_make(apn__multiply_sizes(n->statement_count, n->party_count));
    if (n->nets == NULL || n->balances == NULL)
        return apn__fail_memory(err);
    n->balance_count = n->statement_count * n->party_count;
    for (size_t s = 0; s < n->statement_count; s++)
        if (info_of(n->statements[s]).unit.scale > n->scale)
            n->scale = info_of(n->statements[s]).unit.scale;
    for (size_t s = 0; s < n->statement_count; s++)
        take_balances(n, s);
    apn_status status = find_payments(n, err);
    if (status == APN_OK)
        status = keep_amounts(n, err);
    return status == APN_OK ? prove(n, err) : status;
}

static bool hold_statements(apn_netting *n, apn_statement *const *statements, size_t count)
{
    n->statements = apn__alloc(count, sizeof(apn_statement *));
    n->findings = apn__findings_make();
    for (size_t i = 0; i < count && n->statements != NULL; i++)
        n->statements[n->statement_count++] = apn_statement_ref(statements[i]);
    return n->statements != NULL && n->findings != NULL;
}

apn_status apn_netting_make(apn_statement *const *statements, size_t count, apn_netting_to to,
                            apn_netting **out, apn_error *err)
{
    apn_status status = APN_OK;
    *out = NULL;
    if (statements == NULL || count == 0 || apn_netting_to_word(to) == NULL)
        return apn__fail(err, APN_USAGE, NULL, "netting needs statements, and what to net them to");
    if (count > APN__LIMIT_SOURCES)
        return apn__fail(err, APN_LIMIT, NULL, "%u agreements at most are netted together",
                         APN__LIMIT_SOURCES);
    for (size_t i = 0; i < count && status == APN_OK; i++)
        status = check_statement(statements, i, err);
    if (status != APN_OK)
        return status;
    apn_netting *made = apn__alloc(1, sizeof *made);
    if (made == NULL)
        return apn__fail_memory(err);
    made->to = to;
    status = hold_statements(made, statements, count) ? work_out(made, err) : apn__fail_memory(err);
    if (status == APN_OK)
        status = apn__findings_status(made->findings, err);
    if (status == APN_OK)
        *out = made;
    else
        apn_netting_free(made);
    return status;
}

void apn_netting_free(apn_netting *n)
{
    if (n == NULL)
        return;
    for (size_t i = 0; i < n->statement_count; i++)
        apn_statement_unref(n->statements[i]);
    for (size_t i = 0; i < n->transfer_count; i++)
        mpz_clear(n->transfers[i].amount);
    if (n->nets != NULL)
        apn__integers_free(n->nets, n->party_count);
    if (n->balances != NULL)
        apn__integers_free(n->balances, n->statement_count * n->party_count);
    apn__free(n->statements);
    apn__free(n->parties);
    apn__free(n->mentioned);
    apn__free(n->transfers);
    apn__free(n->payments);
    apn_findings_free(n->findings);
    apn__free(n);
}

apn_netting_to apn_netting_is_to(const apn_netting *netting)
{
    return netting->to;
}

size_t apn_netting_statement_count(const apn_netting *netting)
{
    return netting->statement_count;
}

const apn_statement *apn_netting_statement(const apn_netting *netting, size_t statement)
{
    return netting->statements[statement];
}

size_t apn_netting_party_count(const apn_netting *netting)
{
    return netting->party_count;
}

apn_party_info apn_netting_party(const apn_netting *netting, size_t party)
{
    return netting->parties[party];
}

static apn_decimal amount_of(const apn_netting *netting, const mpz_t value)
{
    apn_decimal amount = {0};
    (void)apn__decimal_from_integer(&amount, value, netting->scale);
    return amount;
}

apn_decimal apn_netting_balance(const apn_netting *netting, size_t statement, size_t party)
{
    return amount_of(netting, netting->balances[statement * netting->party_count + party]);
}

apn_decimal apn_netting_net(const apn_netting *netting, size_t party)
{
    return amount_of(netting, netting->nets[party]);
}

size_t apn_netting_payment_count(const apn_netting *netting)
{
    return netting->transfer_count;
}

apn_payment apn_netting_payment(const apn_netting *netting, size_t payment)
{
    return netting->payments[payment];
}

int apn_netting_is_least(const apn_netting *netting)
{
    return netting->least;
}

const apn_findings *apn_netting_findings(const apn_netting *netting)
{
    return netting->findings;
}
