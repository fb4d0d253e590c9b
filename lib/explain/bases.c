/* bases.c: how the shares of some members by one basis in one year came about, one step for each
 * rule: the figures are the file's, and what comes out is what the statement took. */
#include "explain_model.h"

#include "rational.h"

static const apn__basis *basis_of(const apn__explaining *e, const apn__sharing *who)
{
    return &e->evaluation.agreement->bases[who->basis];
}

static const apn__known_shares *find_known(const apn__explaining *e, const apn__sharing *who)
{
    for (size_t i = 0; i < e->known_count; i++) {
        const apn__known_shares *known = &e->known[i];
        if (known->basis == who->basis && known->year == who->year && known->count == who->count &&
            known->ties == who->line->rounding.ties &&
            memcmp(known->members, who->members, who->count * sizeof *who->members) == 0)
            return known;
    }
    return NULL;
}

static void remember(apn__explaining *e, const apn__sharing *who, size_t step)
{
    if (e->known_count == e->known_room) {
        size_t wanted = e->known_room == 0 ? 64 : apn__multiply_sizes(2, e->known_room);
        void *grown = apn__grow(e->known, wanted, sizeof *e->known);
        e->out->failed = e->out->failed || grown == NULL;
        if (grown == NULL)
            return;
        e->known = grown;
        e->known_room = wanted;
    }
    e->known[e->known_count++] = (apn__known_shares){
        who->basis, who->members, who->count, who->year, who->line->rounding.ties, step};
}

static size_t begin(apn__explaining *e, const apn__sharing *who, const char *rule)
{
    char year[16];
    apn__year_write(who->year, year);
    return apn__step_begin(e->out, rule, "", basis_of(e, who)->name, year);
}

static void put_shares(apn__explaining *e, const apn__sharing *who, const mpq_t *shares)
{
    for (size_t i = 0; i < who->count; i++)
        apn__outcome_fraction(e->out, "share", who->members[i], shares[i]);
}

/* The shares of another basis of which this one is made. */
static size_t behind(apn__explaining *e, const apn__sharing *who, size_t part, apn__year year)
{
    apn__sharing other = *who;
    other.basis = basis_of(e, who)->parts[part].basis;
    other.year = year;
    return apn__explain_shares(e, &other);
}

/* What is said of a driver's figures. */
static void say_driver(apn__explaining *e, const apn__driver *driver, const apn__driver *holder,
                       const apn__facts *own)
{
    const char *source = own->source != NULL ? own->source : holder->facts.source;
    const char *as_at = own->as_at != NULL ? own->as_at : holder->facts.as_at;
    apn__step_says(e->out, "driver `%s`%s%s%s%s%s%s", driver->id,
                   driver->unit == NULL || *driver->unit == '\0' ? "" : " in ",
                   driver->unit == NULL ? "" : driver->unit, as_at == NULL ? "" : ", as at ",
                   as_at == NULL ? "" : as_at,
                   source == NULL ? "" : "; source: ", source == NULL ? "" : source);
}

/* value / denominator. */
static void take_value(const apn__value *value, mpq_t out)
{
    mpq_t divisor;
    mpq_init(divisor);
    apn__fraction_from_decimal(out, value->value);
    apn__fraction_from_decimal(divisor, value->denominator);
    if (mpq_sgn(divisor) > 0)
        mpq_div(out, out, divisor);
    mpq_clear(divisor);
}

/* The weights, their sum, and the share of each. `of_hundred`: percentages as published. */
static void put_weights(apn__explaining *e, const apn__sharing *who, const apn__value *values,
                        bool of_hundred, mpq_t *shares)
{
    mpq_t sum;
    mpq_init(sum);
    for (size_t i = 0; i < who->count; i++) {
        const apn__value *value = &values[who->members[i]];
        take_value(value, shares[i]);
        mpq_add(sum, sum, shares[i]);
        apn__term_fraction(e->out, "weight", who->members[i], shares[i], value->place);
    }
    apn__term_fraction(e->out, "sum", APN__NONE, sum, apn__explained_nowhere);
    if (of_hundred)
        mpq_set_ui(sum, 100, 1);
    for (size_t i = 0; i < who->count; i++)
        mpq_div(shares[i], shares[i], sum);
    mpq_clear(sum);
    put_shares(e, who, (const mpq_t *)shares);
}

static size_t by_driver(apn__explaining *e, const apn__sharing *who, mpq_t *shares)
{
    const apn__basis *basis = basis_of(e, who);
    apn__sharing then = *who;
    then.year = apn__reference_year(&basis->reference, who->year);
    const apn__driver *driver = &e->evaluation.agreement->drivers[basis->drivers[0]];
    const apn__driver *holder = driver;
    const apn__value_set *set = apn__driver_known(driver, then.year, e->evaluation.known, &holder);
    if (set == NULL)
        return APN__NONE;
    size_t step = begin(e, &then, "weights");
    say_driver(e, driver, holder, &set->facts);
    put_weights(e, who, set->values, false, shares);
    return step;
}

static size_t by_percent(apn__explaining *e, const apn__sharing *who, mpq_t *shares)
{
    const apn__basis *basis = basis_of(e, who);
    bool published = basis->weights_kind == APN_WEIGHTS_AS_PUBLISHED;
    size_t step = begin(e, who, published ? "percentages" : "weights");
    if (*basis->judged_by != '\0')
        apn__step_says(e->out, "judged by %s: %s", basis->judged_by, basis->judged_because);
    else
        apn__step_says(e->out, "percentages");
    put_weights(e, who, basis->percents, published, shares);
    return step;
}

static size_t equally(apn__explaining *e, const apn__sharing *who, mpq_t *shares)
{
    size_t step = begin(e, who, "equal");
    mpq_t parts;
    mpq_init(parts);
    mpq_set_ui(parts, (unsigned long)who->count, 1);
    apn__term_fraction(e->out, "members", APN__NONE, parts, apn__explained_nowhere);
    mpq_inv(parts, parts);
    for (size_t i = 0; i < who->count; i++)
        mpq_set(shares[i], parts);
    mpq_clear(parts);
    put_shares(e, who, (const mpq_t *)shares);
    return step;
}

static size_t all_to_one(apn__explaining *e, const apn__sharing *who, mpq_t *shares)
{
    size_t step = begin(e, who, "direct");
    size_t place = apn__member_place(who->members, who->count, basis_of(e, who)->party);
    for (size_t i = 0; i < who->count; i++)
        mpq_set_ui(shares[i], i == place, 1);
    put_shares(e, who, (const mpq_t *)shares);
    return step;
}

static size_t blended(apn__explaining *e, const apn__sharing *who)
{
    const apn__basis *basis = basis_of(e, who);
    size_t *steps = apn__arena_alloc(e->out->arena, basis->part_count, sizeof *steps);
    e->out->failed = e->out->failed || steps == NULL;
    if (steps == NULL)
        return APN__NONE;
    for (size_t i = 0; i < basis->part_count; i++)
        if (basis->parts[i].weight.sign != 0)
            steps[i] = behind(e, who, i, who->year);
    mpq_t sum, weight;
    mpq_inits(sum, weight, NULL);
    size_t step = begin(e, who, "blend");
    for (size_t i = 0; i < basis->part_count; i++) {
        if (basis->parts[i].weight.sign == 0)
            continue;
        apn__term_decimal(e->out, "weight", APN__NONE, basis->parts[i].weight,
                          apn__explained_nowhere);
        apn__term_step(e->out, "of", steps[i]);
        apn__fraction_from_decimal(weight, basis->parts[i].weight);
        mpq_add(sum, sum, weight);
    }
    apn__term_fraction(e->out, "sum", APN__NONE, sum, apn__explained_nowhere);
    mpq_clears(sum, weight, NULL);
    return step;
}

static size_t between(apn__explaining *e, const apn__sharing *who)
{
    const apn__basis *basis = basis_of(e, who);
    const apn__step *reached = NULL;
    for (size_t i = 0; i < basis->step_count && basis->steps[i].year <= who->year; i++)
        reached = &basis->steps[i];
    apn_decimal percent = reached == NULL ? apn_decimal_from_i64(0) : reached->percent;
    bool all = apn_decimal_compare(percent, apn_decimal_from_i64(100)) == 0;
    size_t from = all ? APN__NONE : behind(e, who, 0, who->year);
    size_t to = percent.sign == 0 ? APN__NONE : behind(e, who, 1, who->year);
    size_t step = begin(e, who, "transition");
    apn__term_decimal(e->out, "percent", APN__NONE, percent,
                      reached == NULL ? apn__explained_nowhere : reached->place);
    apn__term_step(e->out, "from", from);
    apn__term_step(e->out, "to", to);
    return step;
}

/* How far a share may move, in per cent, and as a fraction. */
static void put_move(apn__explaining *e, const apn__move *move)
{
    mpq_t most, hundred;
    mpq_inits(most, hundred, NULL);
    mpq_set_ui(hundred, 100, 1);
    apn__fraction_from_decimal(most, move->most);
    mpq_div(most, most, hundred);
    apn__outcome_fraction(e->out, "tolerance", APN__NONE, most);
    mpq_clears(most, hundred, NULL);
    apn__term_decimal(e->out, move->relative ? "most per cent" : "most points", APN__NONE,
                      move->most, apn__explained_nowhere);
}

static size_t rebased(apn__explaining *e, const apn__sharing *who)
{
    size_t from = behind(e, who, 0, who->year), to = behind(e, who, 1, who->year);
    size_t step = begin(e, who, "rebase");
    apn__term_step(e->out, "from", from);
    apn__term_step(e->out, "to", to);
    put_move(e, &basis_of(e, who)->move);
    return step;
}

static void put_absorber(apn__explaining *e, size_t party)
{
    if (party != APN__NONE)
        apn__term_word(e->out, "absorber", party, "", apn__explained_nowhere);
}

static void put_limits(apn__explaining *e, const apn__sharing *who, const char *name,
                       const apn__value *values)
{
    for (size_t i = 0; values != NULL && i < who->count; i++) {
        const apn__value *value = &values[who->members[i]];
        if (value->given == APN__GIVEN)
            apn__term_decimal(e->out, name, who->members[i], value->value, value->place);
    }
}

static size_t limited(apn__explaining *e, const apn__sharing *who)
{
    const apn__basis *basis = basis_of(e, who);
    size_t of = behind(e, who, 0, who->year), step = begin(e, who, "limit");
    apn__term_step(e->out, "of", of);
    put_limits(e, who, "floor", basis->floors);
    put_limits(e, who, "cap", basis->caps);
    put_absorber(e, basis->absorber);
    return step;
}

/* From last year's shares by the same rule, and so on back to the agreement's first year. */
static size_t change_limited(apn__explaining *e, const apn__sharing *who)
{
    const apn_agreement *agreement = e->evaluation.agreement;
    const apn__basis *basis = basis_of(e, who);
    bool is_first = who->year <= apn__year_of(agreement, agreement->effective.from.day);
    apn__sharing before = *who;
    before.year--;
    size_t last = is_first ? APN__NONE : apn__explain_shares(e, &before);
    size_t of = behind(e, who, 0, who->year);
    size_t step = begin(e, who, is_first ? "unlimited" : "limit change");
    apn__term_step(e->out, "of", of);
    apn__term_step(e->out, "last", last);
    if (!is_first)
        put_move(e, &basis->move);
    if (!is_first)
        put_absorber(e, basis->absorber);
    return step;
}

/* The same by the rules of the statement, before published rounding. */
static bool work_out(apn__explaining *e, const apn__sharing *who, mpq_t *shares)
{
    switch (basis_of(e, who)->kind) {
    case APN__LIMIT_CHANGE:
        return apn__change_limited_shares(&e->evaluation, who, shares);
    case APN__LIMIT_SHARE:
        return apn__limited_shares(&e->evaluation, who, shares);
    default:
        return apn__mixed_shares(&e->evaluation, who, shares);
    }
}

static size_t made_of_others(apn__explaining *e, const apn__sharing *who, mpq_t *shares)
{
    size_t step;
    switch (basis_of(e, who)->kind) {
    case APN__TRANSITION:
        step = between(e, who);
        break;
    case APN__REBASE:
        step = rebased(e, who);
        break;
    case APN__LIMIT_SHARE:
        step = limited(e, who);
        break;
    case APN__LIMIT_CHANGE:
        step = change_limited(e, who);
        break;
    default:
        step = blended(e, who);
    }
    if (!work_out(e, who, shares))
        return APN__NONE;
    put_shares(e, who, (const mpq_t *)shares);
    return step;
}

static size_t unpublished(apn__explaining *e, const apn__sharing *who, mpq_t *shares)
{
    switch (basis_of(e, who)->kind) {
    case APN__PERCENT:
        return by_percent(e, who, shares);
    case APN__DRIVER:
        return by_driver(e, who, shares);
    case APN__EQUAL:
        return equally(e, who, shares);
    case APN__ALL_TO:
        return all_to_one(e, who, shares);
    case APN__COUNTED:
        return apn__explain_counted(e, who, shares);
    default:
        return made_of_others(e, who, shares);
    }
}

/* Shares as they are published. */
static void put_percentages(apn__explaining *e, const apn__sharing *who, const mpq_t *shares,
                            unsigned decimals)
{
    char text[64];
    mpq_t percent, hundred;
    mpq_inits(percent, hundred, NULL);
    mpq_set_ui(hundred, 100, 1);
    for (size_t i = 0; i < who->count; i++) {
        mpq_mul(percent, shares[i], hundred);
        (void)apn__fraction_decimal_text(percent, decimals, text, sizeof text);
        apn__outcome_word(e->out, "percent", who->members[i], text);
    }
    mpq_clears(percent, hundred, NULL);
}

/* Percentages that total 100. */
static size_t publish(apn__explaining *e, const apn__sharing *who, size_t of, mpq_t *shares)
{
    const apn__basis *basis = basis_of(e, who);
    if (!apn__basis_shares(&e->evaluation, who, shares))
        return APN__NONE;
    size_t step = begin(e, who, "published");
    apn__term_step(e->out, "of", of);
    apn__term_decimal(e->out, "decimals", APN__NONE,
                      apn_decimal_from_i64((int64_t)basis->published_decimals),
                      apn__explained_nowhere);
    apn__term_word(e->out, "ties", APN__NONE, apn_ties_word(who->line->rounding.ties),
                   apn__explained_nowhere);
    put_percentages(e, who, (const mpq_t *)shares, basis->published_decimals);
    put_shares(e, who, (const mpq_t *)shares);
    return step;
}

size_t apn__explain_shares(apn__explaining *e, const apn__sharing *who)
{
    const apn__basis *basis = basis_of(e, who);
    const apn__known_shares *known = find_known(e, who);
    if (known != NULL)
        return known->step;
    mpq_t *shares = apn__fractions_make(who->count);
    e->out->failed = e->out->failed || shares == NULL;
    if (shares == NULL)
        return APN__NONE;
    size_t step = unpublished(e, who, shares);
    if (step != APN__NONE && basis->published && basis->kind != APN__ALL_TO)
        step = publish(e, who, step, shares);
    apn__fractions_free(shares, who->count);
    if (step != APN__NONE)
        remember(e, who, step);
    return e->out->failed ? APN__NONE : step;
}
