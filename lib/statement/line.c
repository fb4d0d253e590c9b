/* One cost line: its members, their weights, and the split of its figure. What the input gets wrong
 * becomes a finding that names the line; the other lines are still evaluated, so that all faults
 * are told at once. */
#include "statement_model.h"

#include "rational.h"
#include "splitter.h"

/* Room for one line's split, one place for each party. */
typedef struct line_work {
    const apn__evaluation *evaluation;
    const apn__line *line;
    apn__statement_line *out;
    size_t *members;
    size_t count;
    apn__weights weights;
    mpq_t overrun; /* the part of the amount that another basis shares */
    mpq_t *shares; /* instead of weights, where the basis does not give each party one */
    apn_bound *floors, *caps;
    const char **names;
    apn_split_options options;
} line_work;

static bool work_begin(line_work *work, const apn__evaluation *evaluation, const apn__line *line,
                       apn__statement_line *out)
{
    size_t parties = evaluation->agreement->party_count;
    *work = (line_work){.evaluation = evaluation,
                        .line = line,
                        .out = out,
                        .options = {.size = sizeof work->options}};
    mpq_init(work->overrun);
    work->members = apn__alloc(parties, sizeof *work->members);
    work->floors = apn__alloc(parties, sizeof *work->floors);
    work->caps = apn__alloc(parties, sizeof *work->caps);
    work->names = apn__alloc(parties, sizeof *work->names);
    return apn__weights_begin(&work->weights, parties) && work->members != NULL &&
           work->floors != NULL && work->caps != NULL && work->names != NULL;
}

static void work_end(line_work *work)
{
    mpq_clear(work->overrun);
    apn__free(work->members);
    apn__weights_end(&work->weights);
    apn__fractions_free(work->shares, work->count);
    apn__free(work->floors);
    apn__free(work->caps);
    apn__free(work->names);
}

/* Copies the members' bounds; a bound for somebody else is a fault. */
static bool take_bounds(line_work *work, const apn_bound *from, apn_bound *to, const char *key,
                        const apn_bound **option)
{
    const apn_agreement *agreement = work->evaluation->agreement;
    char where[APN__WHERE_SIZE];
    bool fits = true;
    size_t member = 0;
    if (from == NULL)
        return true;
    for (size_t party = 0; party < agreement->party_count; party++) {
        if (member < work->count && work->members[member] == party) {
            to[member++] = from[party];
        } else if (from[party].kind != APN_BOUND_NONE) {
            apn__line_where(work->line, key, agreement->parties[party].info.id, where);
            apn__line_report_stranger(work->evaluation, work->line, work->line->bounds_place, where,
                                      *key == 'f' ? "has a floor on" : "has a cap on", party);
            fits = false;
        }
    }
    *option = to;
    return fits;
}

static bool take_absorber(line_work *work)
{
    const apn__line *line = work->line;
    char where[APN__WHERE_SIZE];
    if (line->absorber == APN__NONE)
        return true;
    work->options.has_absorber = 1;
    work->options.absorber = apn__member_place(work->members, work->count, line->absorber);
    if (work->options.absorber != SIZE_MAX)
        return true;
    apn__line_where(line, "absorber", "", where);
    apn__line_report_stranger(work->evaluation, work->line, line->bounds_place, where,
                              "is the absorber of", line->absorber);
    return false;
}

static bool is_agreements_rounding(const apn_agreement *agreement, const apn__rounding *rounding)
{
    return rounding->place.file == agreement->rounding.place.file &&
           rounding->place.line == agreement->rounding.place.line &&
           rounding->place.column == agreement->rounding.place.column;
}

static bool take_rounding(line_work *work, bool direct)
{
    const apn__line *line = work->line;
    const apn__rounding *rounding = &line->rounding;
    apn_split_options *options = &work->options;
    char where[APN__WHERE_SIZE];
    bool own = !is_agreements_rounding(work->evaluation->agreement, rounding);
    options->ties = rounding->ties;
    if (options->weights_kind == APN_WEIGHTS_AS_PUBLISHED) {
        options->method = APN_INDEPENDENT;
        options->mode = rounding->method == APN_INDEPENDENT ? rounding->mode : APN_ROUND_NONE;
        return true;
    }
    options->method = rounding->method;
    options->mode = rounding->mode;
    options->to = rounding->to;
    if (rounding->to != APN_TO_PARTY)
        return true;
    /* A direct charge leaves no residual, whoever would take it. */
    options->to_party =
        direct ? 0 : apn__member_place(work->members, work->count, rounding->to_party);
    if (options->to_party != SIZE_MAX)
        return true;
    apn__line_where(line, own ? "rounding.to" : "", "", where);
    apn__line_report_stranger(work->evaluation, work->line, own ? rounding->place : line->place,
                              where, "takes the residual of", rounding->to_party);
    return false;
}

/* The line's weights as its basis gives them. */
static bool take_weights(line_work *work, const apn__sharing *who)
{
    const apn__basis *basis = &work->evaluation->agreement->bases[who->basis];
    apn_split_options *options = &work->options;
    if (!apn__basis_weights(work->evaluation, who, &work->weights))
        return false;
    options->weights_kind = work->weights.kind;
    options->denominators = work->weights.fractions ? work->weights.denominators : NULL;
    options->published = basis->published && basis->kind != APN__ALL_TO;
    options->published_decimals = basis->published_decimals;
    return true;
}

/* Puts the shares of a piece where the statement keeps them, and adds them, in proportion to its
 * length, to the line's. */
static void add_piece(line_work *work, size_t at, mpq_t *shares)
{
    const apn__pieces *pieces = &work->out->pieces;
    const apn__piece *piece = &pieces->list[at];
    mpq_t part;
    mpq_init(part);
    for (size_t i = 0; i < piece->member_count; i++) {
        size_t place = apn__member_place(work->members, work->count, piece->members[i]);
        if (work->out->shares != NULL)
            mpq_set(work->out->shares[at * work->count + place], shares[i]);
        if (pieces->count > 1)
            mpq_set_ui(part, piece->length, pieces->length);
        else
            mpq_set_ui(part, 1, 1);
        mpq_canonicalize(part);
        mpq_mul(part, part, shares[i]);
        mpq_add(work->shares[place], work->shares[place], part);
    }
    mpq_clear(part);
}

/* The line's exact shares: those of its pieces, weighted by their lengths. */
static bool take_shares(line_work *work)
{
    const apn__pieces *pieces = &work->out->pieces;
    const apn_agreement *agreement = work->evaluation->agreement;
    mpq_t *shares = apn__fractions_make(work->count);
    bool good = true;
    work->shares = apn__fractions_make(work->count);
    if (pieces->count > 1)
        work->out->shares = apn__fractions_make(apn__multiply_sizes(pieces->count, work->count));
    if (shares == NULL || work->shares == NULL ||
        (pieces->count > 1 && work->out->shares == NULL)) {
        apn__findings_fail_memory(work->evaluation->findings);
        apn__fractions_free(shares, work->count);
        return false;
    }
    for (size_t i = 0; i < pieces->count; i++) {
        const apn__piece *piece = &pieces->list[i];
        apn__sharing who = {work->line, piece->basis, piece->members, piece->member_count,
                            piece->year};
        if (agreement->bases[piece->basis].weights_kind == APN_WEIGHTS_AS_PUBLISHED)
            work->options.weights_kind = APN_WEIGHTS_AS_PUBLISHED;
        if (apn__basis_shares(work->evaluation, &who, shares) &&
            apn__share_overrun(work->evaluation, &who, work->overrun, shares))
            add_piece(work, i, shares);
        else
            good = false;
    }
    apn__fractions_free(shares, work->count);
    return good;
}

/* Everybody who is a member in some piece. False when memory is out. */
static bool join_members(line_work *work)
{
    apn__statement_line *out = work->out;
    const apn__pieces *pieces = &out->pieces;
    for (size_t party = 0; party < work->evaluation->agreement->party_count; party++) {
        bool any = false;
        for (size_t i = 0; i < pieces->count && !any; i++)
            any = apn__member_place(pieces->list[i].members, pieces->list[i].member_count, party) !=
                  SIZE_MAX;
        if (any)
            work->members[work->count++] = party;
    }
    out->members = apn__arena_alloc(work->evaluation->arena, work->count, sizeof *out->members);
    if (out->members == NULL) {
        apn__findings_fail_memory(work->evaluation->findings);
        return false;
    }
    memcpy(out->members, work->members, work->count * sizeof *out->members);
    out->member_count = work->count;
    return true;
}

/* Gathers all that the split needs; false when a fault was reported. */
static bool prepare(line_work *work)
{
    const apn_agreement *agreement = work->evaluation->agreement;
    const apn__pieces *pieces = &work->out->pieces;
    if (!apn__line_pieces(work->evaluation, work->line, &work->out->pieces) ||
        !join_members(work) || !apn__line_overrun(work->evaluation, work->line, work->overrun))
        return false;
    const apn__basis *basis = &agreement->bases[pieces->list[0].basis];
    work->out->direct = pieces->count == 1 && basis->kind == APN__ALL_TO;
    apn__sharing who = {work->line, pieces->list[0].basis, work->members, work->count,
                        pieces->list[0].year};
    bool weighted =
        pieces->count == 1 && apn__basis_has_weights(basis) && mpq_sgn(work->overrun) == 0;
    bool good = weighted ? take_weights(work, &who) : take_shares(work);
    good = take_bounds(work, work->line->floors, work->floors, "floors", &work->options.floors) &&
           good;
    good = take_bounds(work, work->line->caps, work->caps, "caps", &work->options.caps) && good;
    if (work->line->no_worse_off != APN__NONE) {
        good = apn__line_no_worse_off(work->evaluation, &who, work->caps) && good;
        work->options.caps = work->caps;
    }
    good = take_absorber(work) && good;
    good = take_rounding(work, work->out->direct) && good;
    for (size_t i = 0; i < work->count; i++)
        work->names[i] = agreement->parties[work->members[i]].info.name;
    work->options.names = work->names;
    work->options.unit = agreement->info.unit;
    return good;
}

/* Whether the basis gave its weights to exactly these members, by the same rules, before: then the
 * weights are the same, and so is what a splitter makes of them. */
static bool is_alike(const apn__alike *before, const line_work *work, apn__year year)
{
    const apn_split_options *a = &before->options, *b = &work->options;
    return before->splitter != NULL && before->year == year && before->count == work->count &&
           memcmp(before->members, work->members, work->count * sizeof *work->members) == 0 &&
           a->method == b->method && a->ties == b->ties && a->mode == b->mode && a->to == b->to &&
           a->to_party == b->to_party;
}

/* The splitter of a line that is shared by weights alone, which other lines may have in common. */
static apn_status common_splitter(const line_work *work, const apn_splitter **out, apn_error *err)
{
    const apn__piece *piece = &work->out->pieces.list[0];
    apn__alike *alike = &work->evaluation->alike[piece->basis];
    apn_splitter *made = NULL;
    *out = alike->splitter;
    if (is_alike(alike, work, piece->year))
        return APN_OK;
    apn_status status =
        apn_splitter_make(work->weights.values, work->count, &work->options, &made, err);
    if (status != APN_OK)
        return status;
    apn_splitter_free(alike->splitter);
    *alike = (apn__alike){piece->year, work->out->members, work->count, work->options, made};
    *out = made;
    return APN_OK;
}

static apn_status make_split(const line_work *work, apn_decimal amount, apn_split **out,
                             apn_error *err)
{
    const apn_split_options *options = &work->options;
    const apn_splitter *common = NULL;
    apn_splitter *own = NULL;
    apn_status status;
    if (work->shares == NULL && options->floors == NULL && options->caps == NULL &&
        !options->has_absorber)
        status = common_splitter(work, &common, err);
    else if (work->shares == NULL)
        status = apn_splitter_make(work->weights.values, work->count, options, &own, err);
    else
        status = apn__splitter_make_shares(work->shares, work->count, options, &own, err);
    if (status == APN_OK)
        status = apn_split_make(own != NULL ? own : common, amount, out, err);
    apn_splitter_free(own);
    return status;
}

static void take_split_findings(const line_work *work, const apn_findings *findings)
{
    const apn_finding *finding;
    char where[APN__WHERE_SIZE];
    for (size_t i = 0; (finding = apn_findings_at(findings, i)) != NULL; i++) {
        apn__line_where(work->line, "", "", where);
        apn__findings_add(work->evaluation->findings, finding->severity, finding->code,
                          work->line->place, where, "%s `%s`: %s", work->line->called,
                          work->line->info.id, finding->message);
    }
}

/* Funding beyond a cost leaves something to hand out, which is seldom meant. */
static void warn_of_funding(const apn__evaluation *evaluation, const apn__line *line,
                            const apn__statement_line *out)
{
    char where[APN__WHERE_SIZE], over[APN_DECIMAL_TEXT_SIZE];
    apn_decimal amount = out->amount;
    bool funded = false;
    for (size_t i = 0; i < out->part_count; i++)
        funded = funded || out->parts[i].kind == APN__PART_LESS;
    if (!funded || amount.sign >= 0 || out->parts[0].amount.sign < 0)
        return;
    amount.sign = 1;
    (void)apn_decimal_format(amount, 0, over);
    apn__line_where(line, "less", "", where);
    apn__findings_add(evaluation->findings, APN_WARNING, APN_OVER_RECOVERY, line->place, where,
                      "the funding of %s `%s` is above its cost in %s: %s too much is credited to "
                      "its members; take no more off than the cost",
                      line->called, line->info.id, evaluation->year_text, over);
}

/* The figure, or what the price of a unit makes it, and what is shared of it. */
static apn_status find_amount(const line_work *work, const apn__figure *figure, apn_error *err)
{
    const apn__pieces *pieces = &work->out->pieces;
    apn__sharing who = {work->line, pieces->list[0].basis, work->members, work->count,
                        pieces->list[0].year};
    apn_decimal gross = figure->amount;
    apn_status status = APN_OK;
    if (work->line->priced[work->evaluation->measure])
        status =
            apn__line_price(work->evaluation, &who, figure->amount, pieces->count, &gross, err);
    else
        status = apn__line_rest(work->evaluation, work->line, figure->amount, &gross, err);
    if (status == APN_OK)
        apn__line_note_rest(work->evaluation, work->line, figure->amount, gross);
    if (status == APN_OK)
        status = apn__line_make_amount(work->evaluation, work->line, gross, work->out, err);
    if (status == APN_OK)
        warn_of_funding(work->evaluation, work->line, work->out);
    return status;
}

apn_status apn__line_evaluate(const apn__evaluation *evaluation, const apn__line *model,
                              const apn__figure *figure, apn__statement_line *out, apn_error *err)
{
    apn_status status = APN_OK;
    apn_error fault = {0};
    line_work work;
    out->level = apn__line_level(evaluation->agreement, model);
    if (!work_begin(&work, evaluation, model, out)) {
        status = apn__fail_memory(err);
        goto done;
    }
    if (!prepare(&work))
        goto done;
    status = find_amount(&work, figure, &fault);
    if (status == APN_OK)
        status = make_split(&work, out->amount, &out->split, &fault);
    if (status == APN_MEMORY || status == APN_INTERNAL) {
        (void)apn__fail(err, status, fault.where, "%s", fault.message);
        goto done;
    }
    if (status != APN_OK) {
        apn__line_report_split(evaluation, model, &fault);
        status = APN_OK;
        goto done;
    }
    take_split_findings(&work, apn_split_findings(out->split));
done:
    work_end(&work);
    return status;
}
