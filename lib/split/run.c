/* run.c: from a total to proven amounts, on either path, and many totals through one splitter. */
#include "splitter.h"

#include <stdio.h>

#include "alloc.h"
#include "check.h"
#include "findings.h"
#include "rational.h"

static apn_status refuse_tie(const apn_splitter *s, const apn__outcome *outcome, apn_error *err)
{
    apn__buffer names = {0};
    char number[32];
    for (size_t i = 0; i < outcome->tied_count; i++)
        apn__buffer_print(&names, "%s%s",
                          i == 0                        ? ""
                          : i + 1 < outcome->tied_count ? ", "
                                                        : " and ",
                          apn__splitter_name(s, outcome->tied[i], number, sizeof number));
    char units[64];
    gmp_snprintf(units, sizeof units, "%Zd", outcome->tied_units);
    apn_status status =
        names.failed
            ? apn__fail_memory(err)
            : apn__fail(err, APN_TIE, NULL,
                        "%s have equal claims to %s unit%s: name a tie rule other than `refuse`",
                        names.bytes, units, mpz_cmp_ui(outcome->tied_units, 1) == 0 ? "" : "s");
    apn__buffer_end(&names);
    return status;
}

apn_status apn__split_exactly(const apn_splitter *s, const mpz_t total, apn__quotas *quotas,
                              apn__outcome *outcome, apn_error *err)
{
    apn_status status = apn__quotas_find(s, total, quotas, err);
    if (status == APN_OK)
        status = apn__method_is_divisor(s->method)
                     ? apn__divide_units(s, total, quotas, outcome, err)
                     : apn__round_quotas(s, total, quotas, outcome, err);
    if (status != APN_OK)
        return status;
    if (s->ties == APN_TIES_REFUSE && outcome->tied_count > 0)
        return refuse_tie(s, outcome, err);
    if (!apn__check_amounts(s, total, quotas, outcome->amounts))
        return apn__fail(err, APN_INTERNAL, NULL,
                         "a split failed its own proof and is not returned; please report this");
    return APN_OK;
}

static bool to_i64(const mpz_t value, bool negative, int64_t *out)
{
    apn_decimal decimal;
    if (!apn__decimal_from_integer(&decimal, value, 0))
        return false;
    if (negative)
        decimal.sign = (int8_t)-decimal.sign;
    return apn_decimal_to_i64(decimal, out, NULL) == APN_OK;
}

bool apn__split_without_tie(const apn_splitter *s, uint64_t total, int64_t *amounts)
{
    uint64_t remainders[APN__ON_STACK];
    size_t list[APN__ON_STACK];
    return s->fast && s->count <= APN__ON_STACK && total <= INT64_MAX &&
           apn__split_fast(s, total, amounts, remainders, list) &&
           !apn__may_tie_fast(s, total, amounts);
}

/* One total by GMP. */
static apn_status run_exactly(const apn_splitter *s, int64_t total, int64_t *amounts,
                              apn_error *err)
{
    apn_status status = APN_OK;
    apn__quotas quotas;
    apn__outcome outcome;
    mpz_t size;
    mpz_init(size);
    apn__integer_from_decimal(size, apn_decimal_from_i64(total), 0);
    mpz_abs(size, size);
    apn__quotas_init(&quotas);
    if (!apn__outcome_init(&outcome, s->count))
        status = apn__fail_memory(err);
    if (status == APN_OK)
        status = apn__split_exactly(s, size, &quotas, &outcome, err);
    /* Nothing is written before everything is known to fit. */
    int64_t unused;
    for (size_t i = 0; status == APN_OK && i < s->count; i++)
        if (!to_i64(outcome.amounts[i], total < 0, &unused))
            status = apn__fail(err, APN_LIMIT, NULL,
                               "an amount does not fit in 64 bits: use apn_split_make");
    for (size_t i = 0; status == APN_OK && i < s->count; i++)
        to_i64(outcome.amounts[i], total < 0, &amounts[i]);
    apn__outcome_clear(&outcome, s->count);
    apn__quotas_clear(&quotas, s->count);
    mpz_clear(size);
    return status;
}

static void negate(int64_t *amounts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        amounts[i] = -amounts[i];
}

static apn_status run_one(const apn_splitter *s, int64_t total, int64_t *amounts,
                          uint64_t *remainders, size_t *list, apn_error *err)
{
    if (!s->fast || total == INT64_MIN)
        return run_exactly(s, total, amounts, err);
    uint64_t size = (uint64_t)(total < 0 ? -total : total);
    if (!apn__split_fast(s, size, amounts, remainders, list))
        return run_exactly(s, total, amounts, err);
    if (total < 0)
        negate(amounts, s->count);
    return APN_OK;
}

/* Adds which total it was. */
static apn_status name_total(apn_status status, size_t index, const apn_error *inner,
                             apn_error *err)
{
    char where[112];
    if (inner->where[0])
        snprintf(where, sizeof where, "totals[%zu]: %.70s", index, inner->where);
    else
        snprintf(where, sizeof where, "totals[%zu]", index);
    return apn__fail(err, status, where, "%s", inner->message);
}

apn_status apn_splitter_run_i64(const apn_splitter *s, const int64_t *totals, size_t totals_count,
                                int64_t *amounts, apn_error *err)
{
    uint64_t few_remainders[APN__ON_STACK], *remainders = few_remainders;
    size_t few[APN__ON_STACK], *list = few;
    apn_status status = APN_OK;
    if (s->fast && s->count > APN__ON_STACK) {
        remainders = apn__alloc(s->count, sizeof *remainders);
        list = apn__alloc(s->count, sizeof *list);
        if (!remainders || !list)
            status = apn__fail_memory(err);
    }
    for (size_t i = 0; i < totals_count && status == APN_OK; i++) {
        apn_error inner = {0};
        status = run_one(s, totals[i], amounts + i * s->count, remainders, list, &inner);
        if (status != APN_OK)
            name_total(status, i, &inner, err);
    }
    if (remainders != few_remainders)
        apn__free(remainders);
    if (list != few)
        apn__free(list);
    return status;
}
