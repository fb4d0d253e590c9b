/* shares.c: the exact shares of some members by one basis in one year. A basis that has weights is
 * made ready by the same splitter that splits amounts, so that published rounding is one rule. */
#include "statement_model.h"

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
        apn__line_report_split(evaluation, who->line, &fault);
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

bool apn__basis_shares(const apn__evaluation *evaluation, const apn__sharing *who, mpq_t *shares)
{
    if (evaluation->agreement->bases[who->basis].kind == APN__ALL_TO)
        return direct_shares(evaluation, who, shares);
    return weighted_shares(evaluation, who, shares);
}
