/* shares.c: the exact shares of some members by one basis in one year. A basis that has weights is
 * made ready by the same splitter that splits amounts, so that published rounding is one rule. */
#include "statement_model.h"

#include "findings.h"
#include "library_limits.h"
#include "rational.h"
#include "splitter.h"

/* Published percentages are rounded with the line's tie rule, and among equal claims without one in
 * listed order. */
static apn_split_options options_of(const apn__sharing *who, const apn__basis *basis,
                                    const apn__weights *weights, const char *const *names)
{
    return (apn_split_options){.size = sizeof(apn_split_options),
                               .ties = who->line->rounding.ties,
                               .weights_kind = weights->kind,
                               .denominators = weights->fractions ? weights->denominators : NULL,
                               .published = basis->published,
                               .published_decimals = basis->published_decimals,
                               .names = names};
}

static apn_status shares_of_weights(const apn__evaluation *evaluation, const apn__sharing *who,
                                    const apn__weights *weights, mpq_t *shares, apn_error *err)
{
    const apn_agreement *agreement = evaluation->agreement;
    const char **names = apn__alloc(who->count, sizeof *names);
    apn_splitter *splitter = NULL;
    if (names == NULL)
        return apn__fail_memory(err);
    for (size_t i = 0; i < who->count; i++)
        names[i] = agreement->parties[who->members[i]].info.name;
    apn_split_options options = options_of(who, &agreement->bases[who->basis], weights, names);
    apn_status status = apn_splitter_make(weights->values, who->count, &options, &splitter, err);
    for (size_t i = 0; status == APN_OK && i < who->count; i++)
        apn__splitter_share(splitter, i, shares[i]);
    apn_splitter_free(splitter);
    apn__free(names);
    return status;
}

static bool weighted_shares(const apn__evaluation *evaluation, const apn__sharing *who,
                            mpq_t *shares)
{
    apn__weights weights;
    apn_error fault = {0};
    apn_status status = APN_OK;
    bool good = apn__weights_begin(&weights, who->count);
    if (!good)
        apn__findings_fail_memory(evaluation->findings);
    good = good && apn__basis_weights(evaluation, who, &weights);
    if (good)
        status = shares_of_weights(evaluation, who, &weights, shares, &fault);
    if (status != APN_OK)
        (void)apn__refuse_shares(evaluation, who, &fault);
    apn__weights_end(&weights);
    return good && status == APN_OK;
}

/* All to one member. */
static bool direct_shares(const apn__evaluation *evaluation, const apn__sharing *who, mpq_t *shares)
{
    size_t party = evaluation->agreement->bases[who->basis].party;
    size_t place = apn__member_place(who->members, who->count, party);
    char where[APN__WHERE_SIZE];
    for (size_t i = 0; i < who->count; i++)
        mpq_set_ui(shares[i], i == place, 1);
    if (place != SIZE_MAX)
        return true;
    apn__line_where(who->line, "basis", "", where);
    apn__line_report_stranger(evaluation, who->line, who->line->basis_place, where,
                              "is to pay all of", party);
    return false;
}

bool apn__refuse_shares(const apn__evaluation *evaluation, const apn__sharing *who,
                        const apn_error *fault)
{
    const apn__line *line = who->line;
    const char *basis = evaluation->agreement->bases[who->basis].name;
    apn__place place = apn__place_or(line->basis_place, line->place);
    char where[APN__WHERE_SIZE], year[16];
    if (fault->status == APN_MEMORY) {
        apn__findings_fail_memory(evaluation->findings);
        return false;
    }
    apn__line_where(line, "", "", where);
    apn__year_write(who->year, year);
    if (who->basis == line->basis)
        apn__findings_add(evaluation->findings, APN_ERROR, fault->status, place, where,
                          "%s `%s`: %s", line->called, line->info.id, fault->message);
    else
        apn__findings_add(evaluation->findings, APN_ERROR, fault->status, place, where,
                          "%s `%s`, basis `%s` in %s: %s", line->called, line->info.id, basis, year,
                          fault->message);
    return false;
}

bool apn__shares_fit(const apn__evaluation *evaluation, const apn__sharing *who,
                     const mpq_t *shares)
{
    apn_error fault = {0};
    bool fits = true;
    mpz_t common;
    mpz_init_set_ui(common, 1);
    for (size_t i = 0; i < who->count && fits; i++) {
        mpz_lcm(common, common, mpq_denref(shares[i]));
        fits = mpz_sizeinbase(common, 2) <= APN__LIMIT_DENOMINATOR_BITS;
    }
    mpz_clear(common);
    if (fits)
        return true;
    (void)apn__fail(&fault, APN_LIMIT, "",
                    "the shares are fractions whose common denominator has more than %u bits: "
                    "publish those of a basis behind it, as in share: {published: 8}",
                    APN__LIMIT_DENOMINATOR_BITS);
    return apn__refuse_shares(evaluation, who, &fault);
}

/* Exact shares become percentages with some decimals that total 100. */
static bool publish(const apn__evaluation *evaluation, const apn__sharing *who, mpq_t *shares)
{
    const apn__basis *basis = &evaluation->agreement->bases[who->basis];
    apn_split_options options = {.size = sizeof options,
                                 .ties = who->line->rounding.ties,
                                 .published = true,
                                 .published_decimals = basis->published_decimals};
    apn_splitter *splitter = NULL;
    apn_error fault = {0};
    apn_status status =
        apn__splitter_make_shares((const mpq_t *)shares, who->count, &options, &splitter, &fault);
    for (size_t i = 0; status == APN_OK && i < who->count; i++)
        apn__splitter_share(splitter, i, shares[i]);
    apn_splitter_free(splitter);
    return status == APN_OK || apn__refuse_shares(evaluation, who, &fault);
}

static bool work_out(const apn__evaluation *evaluation, const apn__sharing *who, mpq_t *shares)
{
    const apn__basis *basis = &evaluation->agreement->bases[who->basis];
    bool good;
    if (basis->kind == APN__COUNTED)
        good = apn__counted_shares(evaluation, who, shares);
    else if (basis->kind == APN__LIMIT_CHANGE)
        good = apn__change_limited_shares(evaluation, who, shares);
    else if (basis->kind == APN__LIMIT_SHARE)
        good = apn__limited_shares(evaluation, who, shares);
    else
        good = apn__mixed_shares(evaluation, who, shares);
    return good && (!basis->published || publish(evaluation, who, shares));
}

/* Works out the shares, or finds that they were worked out before. */
static bool remembered_shares(const apn__evaluation *evaluation, const apn__sharing *who,
                              mpq_t *shares)
{
    bool failed;
    apn_error fault = {0};
    const mpq_t *known = apn__share_memo_find(evaluation->memo, who, &failed);
    if (failed)
        return false;
    for (size_t i = 0; known != NULL && i < who->count; i++)
        mpq_set(shares[i], known[i]);
    if (known != NULL)
        return true;
    for (size_t i = 0; i < who->count; i++)
        mpq_set_ui(shares[i], 0, 1); /* whatever a caller had in them */
    bool good = work_out(evaluation, who, shares);
    if (apn__share_memo_keep(evaluation->memo, who, good ? (const mpq_t *)shares : NULL, &fault) ==
        APN_OK)
        return good;
    return apn__refuse_shares(evaluation, who, &fault);
}

bool apn__basis_shares(const apn__evaluation *evaluation, const apn__sharing *who, mpq_t *shares)
{
    const apn__basis *basis = &evaluation->agreement->bases[who->basis];
    apn__note_judgement(evaluation, who->basis);
    if (basis->kind == APN__ALL_TO)
        return direct_shares(evaluation, who, shares);
    if (apn__basis_has_weights(basis))
        return weighted_shares(evaluation, who, shares);
    return remembered_shares(evaluation, who, shares);
}
