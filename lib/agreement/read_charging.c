/* read_charging.c: to whom the parties pay, when, what they have paid, and what becomes of what is
 * left over. */
#include "agreement_reader.h"

#include "rational.h"

typedef struct charging_text {
    const apn__node *payee, *instalments, *paid, *write_off, *underspend, *reserve;
} charging_text;

typedef struct instalments_text {
    const apn__node *per_year, *timing;
} instalments_text;

static const apn__key charging_keys[] = {
    APN__REQUIRED(charging_text, payee, "payee", apn__keep_node),
    APN__KEY(charging_text, instalments, "instalments", apn__keep_node),
    APN__KEY(charging_text, paid, "paid", apn__keep_node),
    APN__KEY(charging_text, write_off, "write_off", apn__keep_node),
    APN__KEY(charging_text, underspend, "underspend", apn__keep_node),
    APN__KEY(charging_text, reserve, "reserve", apn__keep_node),
};
static const apn__table charging_table = APN__TABLE("`charging`", charging_keys);

static const apn__key instalments_keys[] = {
    APN__REQUIRED(instalments_text, per_year, "per_year", apn__keep_node),
    APN__REQUIRED(instalments_text, timing, "timing", apn__keep_node),
};
static const apn__table instalments_table = APN__TABLE("`instalments`", instalments_keys);

static void read_per_year(apn__reader *reader, const apn__node *node, const apn__trail *up)
{
    apn__trail here = apn__trail_of_key(up, node);
    unsigned count = 0;
    if (!apn__read_whole(reader, node, &here, 12, &count))
        return;
    if (count == 0 || 12 % count != 0)
        apn__fault(reader, APN_WRONG_TYPE, node->place, &here,
                   "%u instalments a year are not months apart: write 1, 2, 3, 4, 6 or 12", count);
    else
        reader->agreement->per_year = count;
}

static void read_instalments(apn__reader *reader, const apn__node *node, const apn__trail *up)
{
    static const char *const timings[] = {"advance", "arrears"};
    apn__trail trail = apn__trail_of_key(up, node);
    instalments_text text = {0};
    if (!apn__is_mapping(reader, node, &trail,
                         "a group of keys, as {per_year: 4, timing: advance}"))
        return;
    apn__read_mapping(reader, node, &trail, &instalments_table, &text);
    if (text.per_year != NULL)
        read_per_year(reader, text.per_year, &trail);
    if (text.timing != NULL) {
        apn__trail here = apn__trail_of_key(&trail, text.timing);
        reader->agreement->in_arrears =
            apn__read_word(reader, text.timing, &here, "a timing of instalments", timings, 2) == 1;
    }
}

/* *sum = *sum + amount; false when it has too many digits. */
static bool add(apn_decimal *sum, apn_decimal amount, int scale)
{
    mpz_t total, one;
    mpz_inits(total, one, NULL);
    apn__integer_from_decimal(total, *sum, scale);
    apn__integer_from_decimal(one, amount, scale);
    mpz_add(total, total, one);
    bool fits = apn__decimal_from_integer(sum, total, scale);
    mpz_clears(total, one, NULL);
    return fits;
}

/* Adds a payment to what the party has paid. */
static void add_payment(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                        apn_decimal *sum)
{
    apn_decimal amount = {0};
    if (apn__read_amount(reader, node, trail, APN_ROUND_NONE, &amount) &&
        !add(sum, amount, reader->agreement->info.unit.scale))
        apn__fault(reader, APN_LIMIT, node->place, trail,
                   "the payments add up to more than %d digits", APN_DECIMAL_DIGITS);
}

/* What one party has paid in one year: an amount, or a list of payments. */
static void read_payments(apn__reader *reader, const apn__node *node, const apn__trail *up,
                          apn_decimal *amounts)
{
    apn__trail trail = apn__trail_of_key(up, node);
    const apn_agreement *agreement = reader->agreement;
    size_t at = 0, party = apn__find_id(reader, &reader->parties, node->key, node->key_place,
                                        &trail, "party");
    apn_decimal unused = {0}, *sum = party == APN__NONE ? &unused : &amounts[party];
    if (party != APN__NONE && party == agreement->payee)
        apn__fault(reader, APN_WRONG_TYPE, node->key_place, &trail,
                   "`%.*s` is the payee, and pays nobody: leave it out", APN__SHOW(node->key));
    if (node->kind != APN__SEQUENCE) {
        add_payment(reader, node, &trail, sum);
        return;
    }
    for (const apn__node *entry = node->first; entry != NULL; entry = entry->next, at++) {
        apn__trail here = apn__trail_of_entry(&trail, entry, at + 1);
        add_payment(reader, entry, &here, sum);
    }
}

static void read_paid(apn__reader *reader, const apn__node *node, const apn__trail *up)
{
    apn__trail trail = apn__trail_of_key(up, node);
    apn_agreement *agreement = reader->agreement;
    apn__year_entry *entries = NULL;
    size_t count = apn__read_years(reader, node, &trail, true, &entries);
    agreement->paid = apn__keep(reader, count, sizeof *agreement->paid);
    for (size_t i = 0; i < count && agreement->paid != NULL; i++) {
        apn__paid *paid = &agreement->paid[agreement->paid_count];
        apn__trail here = apn__trail_of_key(&trail, entries[i].node);
        paid->year = entries[i].year;
        paid->place = entries[i].node->place;
        if (!apn__is_mapping(reader, entries[i].node, &here,
                             "what each party paid, as {leics: 90000.00}"))
            continue;
        paid->amounts =
            apn__keep_by_party(reader, sizeof *paid->amounts, entries[i].node->place, &here);
        if (paid->amounts == NULL)
            return;
        agreement->paid_count++;
        for (size_t party = 0; party < agreement->party_count; party++)
            paid->amounts[party].scale = agreement->info.unit.scale;
        for (const apn__node *child = entries[i].node->first, *open = NULL; child != NULL;
             child = child->next) {
            if (!apn__continues_curly(&open, child))
                read_payments(reader, child, &here, paid->amounts);
        }
    }
}

static void read_write_off(apn__reader *reader, const apn__node *node, const apn__trail *up)
{
    apn__trail trail = apn__trail_of_key(up, node);
    apn_decimal amount = {0};
    if (!apn__read_amount(reader, node, &trail, APN_ROUND_NONE, &amount))
        return;
    if (amount.sign < 0)
        apn__fault(reader, APN_NUMBER, node->place, &trail,
                   "`%.*s` is below zero: write the size up to which balances are written off",
                   APN__SHOW(node->text));
    else
        reader->agreement->write_off = amount;
}

void apn__read_underspend(apn__reader *reader, const apn__node *node, const apn__trail *up,
                          apn__underspend *out)
{
    static const char *const words[] = {"refund", "carry_forward", "party_reserve",
                                        "joint_reserve"};
    apn__trail trail = apn__trail_of_key(up, node);
    size_t found = apn__read_word(reader, node, &trail, "what becomes of an underspend", words, 4);
    if (found < 4)
        *out = (apn__underspend)(APN__UNDERSPEND_REFUND + found);
}

/* The reserve that what is kept for all goes into. */
static void read_reserve(apn__reader *reader, const apn__node *node, const apn__trail *up)
{
    apn__trail trail = apn__trail_of_key(up, node);
    reader->agreement->joint_reserve_place = node->place;
    if (apn__is_text(reader, node, &trail, "the id of a reserve"))
        reader->agreement->joint_reserve =
            apn__find_id(reader, &reader->reserves, node->text, node->place, &trail, "reserve");
}

void apn__read_charging(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    charging_text text = {0};
    if (!apn__is_mapping(reader, node, trail, "a group of keys, as {payee: lead}"))
        return;
    apn__read_mapping(reader, node, trail, &charging_table, &text);
    if (text.payee != NULL) {
        apn__trail here = apn__trail_of_key(trail, text.payee);
        reader->agreement->payee = apn__read_party(reader, text.payee, &here, true);
    }
    if (text.instalments != NULL)
        read_instalments(reader, text.instalments, trail);
    if (text.paid != NULL)
        read_paid(reader, text.paid, trail);
    if (text.write_off != NULL)
        read_write_off(reader, text.write_off, trail);
    if (text.underspend != NULL) {
        reader->agreement->underspend_place = text.underspend->place;
        apn__read_underspend(reader, text.underspend, trail, &reader->agreement->underspend);
    }
    if (text.reserve != NULL)
        read_reserve(reader, text.reserve, trail);
}
