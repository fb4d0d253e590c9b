/* split.c: one split with its reasons: frozen amounts, ties and findings; shares and quotas are
 * derived when asked for. */
#include "splitter.h"

#include <stdio.h>

#include "alloc.h"
#include "decimal_internal.h"
#include "findings.h"
#include "rational.h"
#include "rules.h"
#include "settle.h"

struct apn_split {
    const apn_splitter *splitter;
    bool negative;
    apn_decimal total, unapportioned;
    apn_decimal *amounts;
    apn__quotas quotas;   /* of the total's size */
    size_t *tied, *given; /* with equal claims to the last units, and those of them that got one:
                             ascending; NULL when there is no tie */
    size_t tied_count, given_count;
    apn_decimal tied_units;
    apn_findings *findings;
};

void apn_split_free(apn_split *split)
{
    if (!split)
        return;
    size_t count = split->splitter->count;
    apn__free(split->amounts);
    apn__free(split->tied);
    apn__free(split->given);
    apn__quotas_clear(&split->quotas, count);
    apn_findings_free(split->findings);
    apn_splitter_free((apn_splitter *)(uintptr_t)split->splitter);
    apn__free(split);
}

/* Units of the total's size to currency with the total's sign. */
static apn_status to_amount(const apn_split *split, const mpz_t units, apn_decimal *amount,
                            apn_error *err)
{
    apn_decimal counted;
    if (!apn__decimal_from_integer(&counted, units, 0))
        return apn__fail(err, APN_LIMIT, NULL, "an amount has more than %d digits",
                         APN_DECIMAL_DIGITS);
    if (split->negative)
        counted = apn__decimal_negate(counted);
    return apn_decimal_from_units(counted, split->splitter->unit, amount, err);
}

/* Keeps the tie of the outcome, when there is one. */
static apn_status take_tie(apn_split *split, const apn__outcome *outcome, apn_error *err)
{
    if (outcome->tied_count == 0)
        return APN_OK;
    split->tied = apn__alloc(outcome->tied_count, sizeof *split->tied);
    split->given = apn__alloc(outcome->tied_count, sizeof *split->given);
    if (!split->tied || !split->given)
        return apn__fail_memory(err);
    for (size_t i = 0; i < outcome->tied_count; i++) {
        split->tied[split->tied_count++] = outcome->tied[i];
        if (outcome->given[outcome->tied[i]])
            split->given[split->given_count++] = outcome->tied[i];
    }
    apn__decimal_from_integer(&split->tied_units, outcome->tied_units, 0);
    return APN_OK;
}

/* What the reader should know of this split. */
static void note_unapportioned(apn_split *split)
{
    char size[APN_DECIMAL_TEXT_SIZE], total[APN_DECIMAL_TEXT_SIZE];
    apn_decimal rest = split->unapportioned;
    if (rest.sign == 0)
        return;
    bool too_much = (rest.sign < 0) == (split->total.sign >= 0);
    rest.sign = 1;
    apn_decimal_format(rest, 1, size);
    apn_decimal_format(split->total, 1, total);
    bool published = split->splitter->weights_kind == APN_WEIGHTS_AS_PUBLISHED;
    apn__findings_add(split->findings, APN_WARNING, APN_UNAPPORTIONED, (apn__place){0}, NULL,
                      too_much ? "%s more than the total of %s is charged, as each party %s"
                               : "%s of the total of %s is charged to nobody, as each party %s",
                      size, total,
                      published ? "pays its percentage as published, rounded alone"
                                : "is rounded alone");
}

static void note_residual(apn_split *split)
{
    const apn_splitter *s = split->splitter;
    int against = split->negative ? 1 : -1;
    if (s->method != APN_RESIDUAL || split->amounts[s->to_party].sign != against)
        return;
    char number[32], text[APN_DECIMAL_TEXT_SIZE];
    apn_decimal_format(split->amounts[s->to_party], 1, text);
    apn__findings_add(split->findings, APN_WARNING, APN_RESIDUAL_NEGATIVE, (apn__place){0}, NULL,
                      "the residual leaves %s with %s, against the sign of the total",
                      apn__splitter_name(s, s->to_party, number, sizeof number), text);
}

static void note_rescaled(apn_split *split)
{
    const apn_splitter *s = split->splitter;
    if (s->weights_kind != APN_WEIGHTS_RESCALE)
        return;
    mpq_t sum, one;
    char text[128];
    int scale = 0;
    mpq_inits(sum, one, NULL);
    for (size_t i = 0; i < s->count; i++) {
        apn__fraction_from_decimal(one, s->given[i]);
        mpq_add(sum, sum, one);
        scale = s->given[i].scale > scale ? s->given[i].scale : scale;
    }
    apn__fraction_decimal_text(sum, (unsigned)scale, text, sizeof text);
    if (mpq_cmp_ui(sum, 100, 1) != 0)
        apn__findings_add(split->findings, APN_NOTE, APN_SHARE_SUM, (apn__place){0}, NULL,
                          "the percentages total %s %% and are used as plain weights, as asked",
                          text);
    mpq_clears(sum, one, NULL);
}

/* Amounts in currency, and what is left of the total. */
static apn_status set_amounts(apn_split *split, const mpz_t total, const mpz_t *units,
                              apn_error *err)
{
    size_t count = split->splitter->count;
    apn_status status = APN_OK;
    mpz_t rest;
    mpz_init_set(rest, total);
    for (size_t i = 0; i < count && status == APN_OK; i++) {
        mpz_sub(rest, rest, units[i]);
        status = to_amount(split, units[i], &split->amounts[i], err);
    }
    if (status == APN_OK)
        status = to_amount(split, rest, &split->unapportioned, err);
    mpz_clear(rest);
    return status;
}

static apn_status split_exactly(apn_split *split, const mpz_t total, apn_error *err)
{
    size_t count = split->splitter->count;
    apn__outcome outcome;
    apn_status status = apn__outcome_init(&outcome, count) ? APN_OK : apn__fail_memory(err);
    if (status == APN_OK)
        status = apn__split_exactly(split->splitter, total, &split->quotas, &outcome, err);
    if (status == APN_OK)
        status = set_amounts(split, total, (const mpz_t *)outcome.amounts, err);
    if (status == APN_OK)
        status = take_tie(split, &outcome, err);
    apn__outcome_clear(&outcome, count);
    return status;
}

/* The same of amounts that the 64-bit path found. */
static apn_status set_amounts_fast(apn_split *split, apn_decimal units, const int64_t *amounts,
                                   apn_error *err)
{
    apn_decimal unit = split->splitter->unit;
    int64_t rest = (int64_t)units.lo;
    apn_status status = APN_OK;
    for (size_t i = 0; i < split->splitter->count && status == APN_OK; i++) {
        int64_t amount = split->negative ? -amounts[i] : amounts[i];
        rest -= amounts[i];
        status =
            apn_decimal_from_units(apn_decimal_from_i64(amount), unit, &split->amounts[i], err);
    }
    rest = split->negative ? -rest : rest;
    return status == APN_OK ? apn_decimal_from_units(apn_decimal_from_i64(rest), unit,
                                                     &split->unapportioned, err)
                            : status;
}

static apn_status fill(apn_split *split, apn_decimal units, apn_error *err)
{
    int64_t amounts[APN__ON_STACK];
    apn_status status;
    mpz_t total;
    mpz_init(total);
    apn__integer_from_decimal(total, units, 0);
    mpz_abs(total, total);
    if (units.hi == 0 && apn__split_without_tie(split->splitter, units.lo, amounts)) {
        status = apn__quotas_find(split->splitter, total, &split->quotas, err);
        if (status == APN_OK)
            status = set_amounts_fast(split, units, amounts, err);
    } else {
        status = split_exactly(split, total, err);
    }
    mpz_clear(total);
    if (status != APN_OK)
        return status;
    note_unapportioned(split);
    note_residual(split);
    note_rescaled(split);
    return apn__findings_status(split->findings, err);
}

apn_status apn_split_make(const apn_splitter *splitter, apn_decimal total, apn_split **out,
                          apn_error *err)
{
    apn_decimal units;
    *out = NULL;
    apn_status status =
        apn_decimal_to_units(total, splitter->unit, splitter->total_rounding, &units, err);
    apn_split *split = status == APN_OK ? apn__alloc(1, sizeof *split) : NULL;
    if (status == APN_OK && !split)
        return apn__fail_memory(err);
    if (status != APN_OK)
        return status;
    split->splitter = apn__splitter_ref(splitter);
    split->negative = units.sign < 0;
    apn__quotas_init(&split->quotas);
    split->amounts = apn__alloc(splitter->count, sizeof *split->amounts);
    split->findings = apn__findings_make();
    if (!split->amounts || !split->findings)
        status = apn__fail_memory(err);
    if (status == APN_OK)
        status = apn_decimal_from_units(units, splitter->unit, &split->total, err);
    if (status == APN_OK)
        status = fill(split, units, err);
    if (status == APN_OK)
        *out = split;
    else
        apn_split_free(split);
    return status;
}

void apn__split_quota_parts(const apn_split *split, size_t party, mpz_t numerator,
                            mpz_t denominator)
{
    if (numerator) {
        apn__quotas_numerator(split->splitter, &split->quotas, party, numerator);
        if (split->negative)
            mpz_neg(numerator, numerator);
    }
    if (denominator)
        mpz_set(denominator, split->quotas.denominator);
}

/* True when the units, of the total's size, are the floor or the ceiling of the party's quota:
 * the two differ by less than one. */
static bool is_floor_or_ceiling(const apn_split *split, size_t party, const mpz_t units)
{
    mpz_t difference;
    mpz_init(difference);
    apn__quotas_numerator(split->splitter, &split->quotas, party, difference);
    mpz_submul(difference, units, split->quotas.denominator);
    bool near = mpz_cmpabs(difference, split->quotas.denominator) < 0;
    mpz_clear(difference);
    return near;
}

/* An amount in units of the total's size. False when it is not a whole number of them. */
static bool to_units(const apn_split *split, apn_decimal amount, mpz_t out)
{
    apn_decimal units;
    if (apn_decimal_to_units(amount, split->splitter->unit, APN_ROUND_NONE, &units, NULL))
        return false;
    apn__integer_from_decimal(out, units, 0);
    if (split->negative)
        mpz_neg(out, out);
    return true;
}

/* Takes the amounts, and what they leave of the total into rest, in units of the total's size. */
static bool take_amounts(apn_split *split, const apn_decimal *amounts, mpz_t rest)
{
    bool near = to_units(split, split->total, rest);
    mpz_t amount;
    mpz_init(amount);
    for (size_t i = 0; i < split->splitter->count && near; i++) {
        near = to_units(split, amounts[i], amount) && is_floor_or_ceiling(split, i, amount);
        mpz_sub(rest, rest, amount);
        split->amounts[i] = amounts[i];
    }
    mpz_clear(amount);
    return near;
}

static void take_none(apn_split *split)
{
    for (size_t i = 0; i < split->splitter->count; i++)
        split->amounts[i] = apn__decimal_make(0, 0, split->splitter->unit.scale);
}

apn_status apn__split_settle(apn_split *split, const apn_decimal *amounts, apn_error *err)
{
    bool proven = true;
    mpz_t rest;
    mpz_init(rest);
    split->tied_count = split->given_count = 0;
    if (amounts)
        proven = take_amounts(split, amounts, rest) && mpz_sgn(rest) == 0;
    else
        take_none(split);
    mpz_clear(rest);
    if (proven)
        return APN_OK;
    return apn__fail(err, APN_INTERNAL, NULL,
                     "the amounts of a table are not those of a line: this is a fault in the "
                     "library, and they are not returned");
}

size_t apn_split_count(const apn_split *split)
{
    return split->splitter->count;
}

apn_method apn_split_method(const apn_split *split)
{
    return split->splitter->method;
}

apn_ties apn_split_ties_rule(const apn_split *split)
{
    return split->splitter->ties;
}

apn_decimal apn_split_unit(const apn_split *split)
{
    return split->splitter->unit;
}

apn_decimal apn_split_total(const apn_split *split)
{
    return split->total;
}

apn_decimal apn_split_amount(const apn_split *split, size_t party)
{
    return split->amounts[party];
}

apn_decimal apn_split_unapportioned(const apn_split *split)
{
    return split->unapportioned;
}

size_t apn_split_weight(const apn_split *split, size_t party, char *buffer, size_t size)
{
    const apn_splitter *s = split->splitter;
    char above[APN_DECIMAL_TEXT_SIZE], below[APN_DECIMAL_TEXT_SIZE] = "1";
    if (!s->given)
        return apn_split_share(split, party, buffer, size);
    apn_decimal_format(s->given[party], 0, above);
    if (s->given_denominators)
        apn_decimal_format(s->given_denominators[party], 0, below);
    bool whole = below[0] == '1' && below[1] == '\0';
    return (size_t)snprintf(buffer, size, "%s%s%s", above, whole ? "" : "/", whole ? "" : below);
}

/* The quota in units, with the total's sign. */
static void quota(const apn_split *split, size_t party, mpq_t out)
{
    apn__quotas_numerator(split->splitter, &split->quotas, party, mpq_numref(out));
    mpq_set_den(out, split->quotas.denominator);
    mpq_canonicalize(out);
    if (split->negative)
        mpq_neg(out, out);
}

size_t apn_split_share(const apn_split *split, size_t party, char *buffer, size_t size)
{
    mpq_t value;
    mpq_init(value);
    apn__splitter_share(split->splitter, party, value);
    size_t length = apn__fraction_text(value, buffer, size);
    mpq_clear(value);
    return length;
}

size_t apn_split_percent(const apn_split *split, size_t party, unsigned decimals, char *buffer,
                         size_t size)
{
    mpq_t value, hundred;
    mpq_inits(value, hundred, NULL);
    mpq_set_ui(hundred, 100, 1);
    apn__splitter_share(split->splitter, party, value);
    mpq_mul(value, value, hundred);
    size_t length = apn__fraction_decimal_text(value, decimals < 18 ? decimals : 18, buffer, size);
    mpq_clears(value, hundred, NULL);
    return length;
}

size_t apn_split_quota(const apn_split *split, size_t party, char *buffer, size_t size)
{
    mpq_t value, unit;
    mpq_inits(value, unit, NULL);
    quota(split, party, value);
    apn__fraction_from_decimal(unit, split->splitter->unit);
    mpq_mul(value, value, unit);
    size_t length = apn__fraction_text(value, buffer, size);
    mpq_clears(value, unit, NULL);
    return length;
}

size_t apn_split_moved(const apn_split *split, size_t party, char *buffer, size_t size)
{
    mpq_t value, amount;
    mpq_inits(value, amount, NULL);
    quota(split, party, value);
    (void)to_units(split, split->amounts[party], mpq_numref(amount));
    if (split->negative)
        mpq_neg(amount, amount);
    mpq_sub(value, amount, value);
    size_t length = apn__fraction_text(value, buffer, size);
    mpq_clears(value, amount, NULL);
    return length;
}

apn_bound_reached apn_split_bound(const apn_split *split, size_t party)
{
    return apn__quotas_bound(split->splitter, &split->quotas, party);
}

size_t apn_split_tie_count(const apn_split *split)
{
    return split->tied_count > 0;
}

apn_tie apn_split_tie_at(const apn_split *split, size_t index)
{
    apn_tie tie = {0};
    if (index >= apn_split_tie_count(split))
        return tie;
    tie.parties = split->tied;
    tie.parties_count = split->tied_count;
    tie.given = split->given;
    tie.given_count = split->given_count;
    tie.units = split->tied_units;
    return tie;
}

const apn_findings *apn_split_findings(const apn_split *split)
{
    return split->findings;
}
