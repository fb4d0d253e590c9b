/* rounding.c: from a line's amount and its parties' shares to quotas, and from quotas to whole
 * units: who was next in line, and what other rules would have given. */
#include "explain_model.h"

#include <stdio.h>

#include "rational.h"
#include "settle.h"
#include "splitter.h"

static const apn__line *line_of(const apn__explaining *e, const apn__statement_line *held)
{
    return &e->evaluation.agreement->lines[held->line];
}

static size_t begin(apn__explaining *e, const apn__statement_line *held, const char *rule)
{
    return apn__step_begin(e->out, rule, line_of(e, held)->info.id, "", "");
}

static apn__sharing sharing_of(const apn__explaining *e, const apn__statement_line *held,
                               size_t piece)
{
    const apn__piece *at = &held->pieces.list[piece];
    return (apn__sharing){line_of(e, held), at->basis, at->members, at->member_count, at->year};
}

/* out += the shares of one piece, times its part of the line's length. */
static bool add_piece(apn__explaining *e, const apn__statement_line *held, size_t piece, mpq_t *out)
{
    apn__sharing who = sharing_of(e, held, piece);
    const apn__pieces *pieces = &held->pieces;
    mpq_t *shares = apn__fractions_make(who.count);
    mpq_t part;
    e->out->failed = e->out->failed || shares == NULL;
    mpq_init(part);
    bool good = shares != NULL && apn__basis_shares(&e->evaluation, &who, shares) &&
                apn__line_overrun(&e->evaluation, who.line, part) &&
                apn__share_overrun(&e->evaluation, &who, part, shares);
    mpq_set_ui(part, 1, 1);
    if (pieces->count > 1)
        mpq_set_ui(part, pieces->list[piece].length, pieces->length);
    mpq_canonicalize(part);
    for (size_t i = 0; good && i < who.count; i++) {
        size_t place = apn__member_place(held->members, held->member_count, who.members[i]);
        mpq_mul(shares[i], shares[i], part);
        mpq_add(out[place], out[place], shares[i]);
    }
    mpq_clear(part);
    apn__fractions_free(shares, who.count);
    return good;
}

bool apn__explained_line_shares(apn__explaining *e, const apn__statement_line *held, mpq_t *out)
{
    bool good = true;
    for (size_t i = 0; i < held->pieces.count && good; i++)
        good = add_piece(e, held, i, out);
    return good;
}

/* What the members share of the outturn by the basis of its overrun, and by the line's. */
static void put_overrun(apn__explaining *e, const apn__sharing *who, const mpq_t part)
{
    mpq_t *shares = apn__fractions_make(who->count);
    e->out->failed = e->out->failed || shares == NULL;
    apn__outcome_fraction(e->out, "part", APN__NONE, part);
    if (shares != NULL && apn__basis_shares(&e->evaluation, who, shares) &&
        apn__share_overrun(&e->evaluation, who, part, shares))
        for (size_t i = 0; i < who->count; i++)
            apn__outcome_fraction(e->out, "share", who->members[i], shares[i]);
    apn__fractions_free(shares, who->count);
}

/* The budget that the overrun is above, net of what is funded. */
static void put_budget(apn__explaining *e, const apn__line *line)
{
    apn__evaluation other = e->evaluation;
    apn__statement_line made = {0};
    const apn__figure *figure = apn__figures_find(&line->measures[APN_BUDGET], e->evaluation.year);
    other.measure = APN_BUDGET;
    apn_decimal gross;
    if (apn__line_rest(&other, line, figure->amount, &gross, NULL) != APN_OK ||
        apn__line_make_amount(&other, line, gross, &made, NULL) != APN_OK)
        e->out->failed = true;
    apn__term_decimal(e->out, "budget", APN__NONE, made.amount,
                      made.part_count > 1 ? apn__explained_nowhere : figure->place);
}

/* The shares of the members where the outturn is above its budget by more than is allowed. */
static size_t explain_overrun(apn__explaining *e, const apn__statement_line *held,
                              const apn__sharing *who, size_t of)
{
    const apn__overrun *overrun = who->line->overrun;
    apn__sharing beyond = *who;
    mpq_t part;
    mpq_init(part);
    if (of != APN__NONE && apn__line_overrun(&e->evaluation, who->line, part) &&
        mpq_sgn(part) != 0) {
        beyond.basis = overrun->basis;
        size_t over = apn__explain_shares(e, &beyond);
        size_t amount = apn__explain_amount(e, held);
        size_t inside = of;
        of = begin(e, held, "overrun");
        apn__term_step(e->out, "outturn", amount);
        put_budget(e, who->line);
        apn__term_decimal(e->out,
                          overrun->above.kind == APN_BOUND_PERCENT ? "above per cent" : "above",
                          APN__NONE, overrun->above.value, apn__explained_nowhere);
        apn__term_step(e->out, "of", inside);
        apn__term_step(e->out, "over", over);
        put_overrun(e, who, part);
    }
    mpq_clear(part);
    return of;
}

/* The step that gives the shares of the whole line. */
static size_t explain_shares(apn__explaining *e, const apn__statement_line *held)
{
    const apn__pieces *pieces = &held->pieces;
    size_t *steps = apn__arena_alloc(e->out->arena, pieces->count, sizeof *steps);
    mpq_t *shares = apn__fractions_make(held->member_count);
    e->out->failed = e->out->failed || steps == NULL || shares == NULL;
    for (size_t i = 0; i < pieces->count && !e->out->failed; i++) {
        apn__sharing who = sharing_of(e, held, i);
        steps[i] = explain_overrun(e, held, &who, apn__explain_shares(e, &who));
    }
    size_t step = e->out->failed ? APN__NONE : steps[0];
    if (step != APN__NONE && pieces->count > 1) {
        step = begin(e, held, "pieces");
        for (size_t i = 0; i < pieces->count; i++) {
            const apn__piece *piece = &pieces->list[i];
            char name[2 * APN__DAY_SIZE + 4];
            (void)snprintf(name, sizeof name, "%s to %s", piece->from_text, piece->to_text);
            apn__term_decimal(e->out, name, APN__NONE, apn_decimal_from_i64(piece->length),
                              apn__explained_nowhere);
            apn__term_step(e->out, "of", steps[i]);
        }
        apn__term_decimal(e->out, e->evaluation.agreement->by_months ? "months" : "days", APN__NONE,
                          apn_decimal_from_i64(pieces->length), apn__explained_nowhere);
        if (!apn__explained_line_shares(e, held, shares))
            step = APN__NONE;
        for (size_t i = 0; i < held->member_count; i++)
            apn__outcome_fraction(e->out, "share", held->members[i], shares[i]);
    }
    apn__fractions_free(shares, held->member_count);
    return step;
}

static void put_bounds(apn__explaining *e, const apn__statement_line *held, const char *name,
                       const apn_bound *bounds)
{
    static const char *const kinds[][2] = {{"floor", "floor per cent"}, {"cap", "cap per cent"}};
    for (size_t i = 0; bounds != NULL && i < held->member_count; i++) {
        const apn_bound *bound = &bounds[held->members[i]];
        if (bound->kind != APN_BOUND_NONE)
            apn__term_decimal(e->out, kinds[*name == 'c'][bound->kind == APN_BOUND_PERCENT],
                              held->members[i], bound->value, line_of(e, held)->bounds_place);
    }
}

/* What a bound comes to: a percentage floor is rounded up to the unit, a cap down. */
static void put_limit(apn__explaining *e, const apn__statement_line *held, size_t member,
                      const apn_bound *bound, bool is_cap)
{
    mpq_t value, unit;
    mpz_t units;
    mpq_inits(value, unit, NULL);
    mpz_init(units);
    apn__fraction_from_decimal(unit, e->evaluation.agreement->info.unit);
    apn__fraction_from_decimal(value, bound->value);
    if (bound->kind == APN_BOUND_PERCENT) {
        mpq_t hundredth;
        mpq_init(hundredth);
        apn__fraction_from_decimal(hundredth, held->amount);
        mpq_abs(hundredth, hundredth);
        mpq_mul(value, value, hundredth);
        mpq_set_ui(hundredth, 1, 100);
        mpq_mul(value, value, hundredth);
        mpq_clear(hundredth);
    }
    mpq_div(value, value, unit);
    apn__round_divide(units, mpq_numref(value), mpq_denref(value),
                      is_cap ? APN_ROUND_DOWN : APN_ROUND_UP);
    mpq_set_z(value, units);
    mpq_mul(value, value, unit);
    apn__outcome_fraction(e->out, is_cap ? "cap" : "floor", held->members[member], value);
    mpz_clear(units);
    mpq_clears(value, unit, NULL);
}

static void put_limits(apn__explaining *e, const apn__statement_line *held, const apn_bound *bounds,
                       bool is_cap)
{
    for (size_t i = 0; bounds != NULL && i < held->member_count; i++)
        if (bounds[held->members[i]].kind != APN_BOUND_NONE)
            put_limit(e, held, i, &bounds[held->members[i]], is_cap);
}

/* What each would pay alone. */
static void put_alone(apn__explaining *e, const apn__statement_line *held)
{
    const apn__line *line = line_of(e, held);
    if (line->no_worse_off == APN__NONE)
        return;
    const apn__driver *driver = &e->evaluation.agreement->drivers[line->no_worse_off];
    const apn__driver *holder = driver;
    const apn__value_set *set =
        apn__driver_known(driver, held->pieces.list[0].year, e->evaluation.known, &holder);
    for (size_t i = 0; set != NULL && i < held->member_count; i++) {
        const apn__value *value = &set->values[held->members[i]];
        if (value->given == APN__GIVEN)
            apn__term_decimal(e->out, "alone", held->members[i], value->value, value->place);
        if (value->given == APN__GIVEN)
            put_limit(e, held, i, &(apn_bound){APN_BOUND_AMOUNT, value->value}, true);
    }
}

static void put_quotas(apn__explaining *e, const apn__statement_line *held)
{
    mpq_t quota, unit;
    mpq_inits(quota, unit, NULL);
    apn__fraction_from_decimal(unit, e->evaluation.agreement->info.unit);
    for (size_t i = 0; i < held->member_count; i++) {
        apn__split_quota_parts(held->split, i, mpq_numref(quota), mpq_denref(quota));
        mpq_canonicalize(quota);
        mpq_mul(quota, quota, unit);
        apn__outcome_fraction(e->out, "quota", held->members[i], quota);
    }
    mpq_clears(quota, unit, NULL);
}

static size_t explain_quotas(apn__explaining *e, const apn__statement_line *held)
{
    const apn__line *line = line_of(e, held);
    size_t amount = apn__explain_amount(e, held), shares = explain_shares(e, held);
    if (shares == APN__NONE)
        return APN__NONE;
    size_t step = begin(e, held, "quota");
    apn__term_step(e->out, "amount", amount);
    apn__term_step(e->out, "share", shares);
    put_bounds(e, held, "floor", line->floors);
    put_bounds(e, held, "cap", line->caps);
    put_alone(e, held);
    if (line->absorber != APN__NONE)
        apn__term_word(e->out, "absorber", line->absorber, "", line->bounds_place);
    put_limits(e, held, line->floors, false);
    put_limits(e, held, line->caps, true);
    put_quotas(e, held);
    return step;
}

/* How a line that is rounded alone is rounded. */
static void put_rule(apn__explaining *e, const apn__statement_line *held)
{
    const apn__rounding *rounding = &line_of(e, held)->rounding;
    apn_method method = apn_split_method(held->split);
    apn__place nowhere = apn__explained_nowhere;
    apn__term_decimal(e->out, "unit", APN__NONE, e->evaluation.agreement->info.unit, nowhere);
    apn__term_word(e->out, "method", APN__NONE, apn_method_describe(method)->word, nowhere);
    apn__term_word(e->out, "ties", APN__NONE, apn_ties_word(apn_split_ties_rule(held->split)),
                   nowhere);
    if (method == APN_INDEPENDENT) {
        apn_rounding_mode mode =
            rounding->method == APN_INDEPENDENT ? rounding->mode : APN_ROUND_NONE;
        apn__term_word(e->out, "mode", APN__NONE,
                       apn_rounding_mode_word(mode == APN_ROUND_NONE ? APN_ROUND_HALF_AWAY : mode),
                       nowhere);
    }
    if (method == APN_RESIDUAL && rounding->to == APN_TO_LARGEST)
        apn__term_word(e->out, "to", APN__NONE, "largest", nowhere);
    if (method == APN_RESIDUAL && rounding->to == APN_TO_PARTY)
        apn__term_word(e->out, "to", held->direct ? held->members[0] : rounding->to_party, "",
                       nowhere);
}

/* What a party has beyond the whole units below its quota, as a largest remainder has it. */
static void remainder_of(const apn__statement_line *held, size_t member, mpq_t out)
{
    mpz_t whole;
    mpz_init(whole);
    apn__split_quota_parts(held->split, member, mpq_numref(out), mpq_denref(out));
    mpz_abs(mpq_numref(out), mpq_numref(out));
    mpz_fdiv_r(mpq_numref(out), mpq_numref(out), mpq_denref(out));
    mpq_canonicalize(out);
    mpz_clear(whole);
}

/* Whether the party was given a unit above the whole units below its quota. */
static bool has_more(const apn__statement_line *held, size_t member)
{
    char moved[256];
    (void)apn_split_moved(held->split, member, moved, sizeof moved);
    bool below = apn_split_total(held->split).sign < 0;
    return strcmp(moved, "0") != 0 && (moved[0] == '-') == below;
}

/* Of those who got the last units the last, and of those who did not the next, by remainder; equal
 * ones in listed order. APN__NONE: there is none. */
static size_t pick(const apn__statement_line *held, bool given)
{
    size_t found = APN__NONE;
    mpq_t best, one;
    mpq_inits(best, one, NULL);
    for (size_t i = 0; i < held->member_count; i++) {
        remainder_of(held, i, one);
        if (mpq_sgn(one) == 0 || has_more(held, i) != given ||
            apn_split_bound(held->split, i) == APN_AT_CAP)
            continue;
        int order = mpq_cmp(one, best);
        if (found == APN__NONE || (given ? order <= 0 : order > 0)) {
            found = i;
            mpq_set(best, one);
        }
    }
    mpq_clears(best, one, NULL);
    return found;
}

/* Under largest remainder: whose remainder won the last unit, and whose would win another. */
static void put_claims(apn__explaining *e, const apn__statement_line *held)
{
    static const char *const names[] = {"next", "last"};
    mpq_t remainder;
    if (apn_split_method(held->split) != APN_LARGEST_REMAINDER)
        return;
    mpq_init(remainder);
    for (int given = 1; given >= 0; given--) {
        size_t member = pick(held, given == 1);
        if (member == APN__NONE)
            continue;
        remainder_of(held, member, remainder);
        apn__outcome_fraction(e->out, names[given], held->members[member], remainder);
    }
    mpq_clear(remainder);
}

static void put_ties(apn__explaining *e, const apn__statement_line *held)
{
    for (size_t t = 0; t < apn_split_tie_count(held->split); t++) {
        apn_tie tie = apn_split_tie_at(held->split, t);
        for (size_t i = 0; i < tie.parties_count; i++)
            apn__outcome_word(e->out, "tied", held->members[tie.parties[i]], "");
    }
}

static size_t explain_rounding(apn__explaining *e, const apn__statement_line *held, size_t quotas)
{
    size_t step = begin(e, held, "round");
    apn__step_says(e->out, "%s", apn_method_describe(apn_split_method(held->split))->rule);
    apn__term_step(e->out, "quota", quotas);
    put_rule(e, held);
    for (size_t i = 0; i < held->member_count; i++)
        apn__outcome_decimal(e->out, "amount", held->members[i], apn_split_amount(held->split, i));
    if (apn_split_method(held->split) == APN_INDEPENDENT)
        apn__outcome_decimal(e->out, "unapportioned", APN__NONE,
                             apn_split_unapportioned(held->split));
    put_claims(e, held);
    put_ties(e, held);
    return step;
}

bool apn__explain_line(apn__explaining *e, size_t line)
{
    const apn__statement_line *held = &e->out->statement->lines[line];
    e->quotas[line] = explain_quotas(e, held);
    if (e->quotas[line] == APN__NONE)
        return false;
    if (held->level == APN_LEVEL_LINE)
        e->rounded[line] = explain_rounding(e, held, e->quotas[line]);
    return !e->out->failed;
}

/* The line's options with another method. */
typedef struct other_rule {
    apn_split_options options;
    apn_bound *floors, *caps;
    mpq_t *shares;
} other_rule;

static void take_bounds(const apn__statement_line *held, const apn_bound *from, apn_bound *to,
                        const apn_bound **option)
{
    if (from == NULL)
        return;
    for (size_t i = 0; i < held->member_count; i++)
        to[i] = from[held->members[i]];
    *option = to;
}

/* False when memory is out. */
static bool other_begin(apn__explaining *e, const apn__statement_line *held, other_rule *other)
{
    const apn__line *line = line_of(e, held);
    apn__sharing who = sharing_of(e, held, 0);
    *other = (other_rule){.options = {.size = sizeof other->options}};
    other->floors = apn__alloc(held->member_count, sizeof *other->floors);
    other->caps = apn__alloc(held->member_count, sizeof *other->caps);
    other->shares = apn__fractions_make(held->member_count);
    if (other->floors == NULL || other->caps == NULL || other->shares == NULL)
        return false;
    take_bounds(held, line->floors, other->floors, &other->options.floors);
    take_bounds(held, line->caps, other->caps, &other->options.caps);
    if (line->no_worse_off != APN__NONE &&
        apn__line_no_worse_off(&e->evaluation, &who, other->caps))
        other->options.caps = other->caps;
    other->options.unit = e->evaluation.agreement->info.unit;
    other->options.ties = APN_TIES_LISTED_ORDER;
    other->options.has_absorber = line->absorber != APN__NONE;
    if (line->absorber != APN__NONE)
        other->options.absorber =
            apn__member_place(held->members, held->member_count, line->absorber);
    return apn__explained_line_shares(e, held, other->shares);
}

static void other_end(const apn__statement_line *held, other_rule *other)
{
    apn__free(other->floors);
    apn__free(other->caps);
    apn__fractions_free(other->shares, held->member_count);
}

/* One other method; a method that does not go with the line's bounds gives nothing. */
static void try_method(apn__explaining *e, const apn__statement_line *held, other_rule *other,
                       apn_method method)
{
    apn_splitter *splitter = NULL;
    apn_split *split = NULL;
    other->options.method = method;
    other->options.to = method == APN_RESIDUAL ? APN_TO_LARGEST : APN_TO_NOBODY;
    apn_status status = apn__splitter_make_shares((const mpq_t *)other->shares, held->member_count,
                                                  &other->options, &splitter, NULL);
    if (status == APN_OK)
        status = apn_split_make(splitter, held->amount, &split, NULL);
    e->out->failed = e->out->failed || status == APN_MEMORY;
    for (size_t i = 0; status == APN_OK && i < held->member_count; i++)
        apn__outcome_decimal(e->out, apn_method_describe(method)->word, held->members[i],
                             apn_split_amount(split, i));
    apn_split_free(split);
    apn_splitter_free(splitter);
}

bool apn__explain_other_rules(apn__explaining *e, size_t line)
{
    const apn__statement_line *held = &e->out->statement->lines[line];
    other_rule other;
    mpq_t sum, one;
    if (!other_begin(e, held, &other)) {
        other_end(held, &other);
        e->out->failed = true;
        return false;
    }
    mpq_inits(sum, one, NULL);
    for (size_t i = 0; i < held->member_count; i++)
        mpq_add(sum, sum, other.shares[i]);
    mpq_set_ui(one, 1, 1);
    /* Percentages as published that miss 100 % have no other rule. */
    if (mpq_equal(sum, one)) {
        (void)begin(e, held, "other rules");
        apn__term_step(e->out, "quota", e->quotas[line]);
        apn__term_decimal(e->out, "unit", APN__NONE, other.options.unit, apn__explained_nowhere);
        for (int method = 0; apn_method_describe((apn_method)method) != NULL; method++)
            try_method(e, held, &other, (apn_method)method);
    }
    mpq_clears(sum, one, NULL);
    other_end(held, &other);
    return !e->out->failed;
}
