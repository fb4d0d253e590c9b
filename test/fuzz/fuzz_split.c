/* Whatever is asked, the splitter answers or refuses, and never with APN_INTERNAL. Answers are held
 * to the laws of a split by calculation of this file's own, from weights, total and amounts: the
 * sum, the quotas, zero weights, bounds, the mirrored total, scaled weights; and all ways to ask
 * the same give the same. */
#include <gmp.h>
#include <string.h>

#include "law.h"
#include "split_case.h"
#include "splitter.h"

/* One answer, in units. */
typedef struct answer {
    apn_status status;
    mpz_t total, rest, amounts[MOST_PARTIES];
} answer;

/* A case, with its weights as whole numbers and what a share is measured against. */
typedef struct question {
    const split_case *c;
    mpz_t weights[MOST_PARTIES], divisor;
    apn_decimal scaled[MOST_PARTIES]; /* the weights times ten, where there is room for that */
} question;

static void integers_init(mpz_t *list)
{
    for (size_t i = 0; i < MOST_PARTIES; i++)
        mpz_init(list[i]);
}

static void integers_clear(mpz_t *list)
{
    for (size_t i = 0; i < MOST_PARTIES; i++)
        mpz_clear(list[i]);
}

static void answer_init(answer *a)
{
    mpz_inits(a->total, a->rest, NULL);
    integers_init(a->amounts);
}

static void answer_clear(answer *a)
{
    mpz_clears(a->total, a->rest, NULL);
    integers_clear(a->amounts);
}

/* value * 10^18, which is whole. */
static void set_decimal(mpz_t out, apn_decimal value)
{
    mpz_t power;
    mpz_init(power);
    mpz_set_ui(out, value.hi);
    mpz_mul_2exp(out, out, 64);
    mpz_add_ui(out, out, value.lo);
    mpz_ui_pow_ui(power, 10, (unsigned long)(APN_DECIMAL_SCALE - value.scale));
    mpz_mul(out, out, power);
    if (value.sign < 0)
        mpz_neg(out, out);
    mpz_clear(power);
}

static void set_units(mpz_t out, apn_decimal amount, apn_decimal unit)
{
    mpz_t one;
    mpz_init(one);
    set_decimal(out, amount);
    set_decimal(one, unit);
    require(mpz_divisible_p(out, one), "an amount is whole units");
    mpz_divexact(out, out, one);
    mpz_clear(one);
}

static void question_init(question *q, const split_case *c)
{
    mpz_t common, one;
    mpz_inits(common, one, q->divisor, NULL);
    integers_init(q->weights);
    q->c = c;
    mpz_set_ui(common, 1);
    for (size_t i = 0; c->options.denominators && i < c->count; i++) {
        set_decimal(one, c->denominators[i]);
        mpz_mul(common, common, one);
    }
    for (size_t i = 0; i < c->count; i++) {
        set_decimal(q->weights[i], c->weights[i]);
        mpz_mul(q->weights[i], q->weights[i], common);
        if (c->options.denominators) {
            set_decimal(one, c->denominators[i]);
            mpz_divexact(q->weights[i], q->weights[i], one);
        }
        mpz_add(q->divisor, q->divisor, q->weights[i]);
    }
    if (c->options.weights_kind == APN_WEIGHTS_AS_PUBLISHED) {
        set_decimal(q->divisor, apn_decimal_from_i64(100));
        mpz_mul(q->divisor, q->divisor, common);
    }
    mpz_clears(common, one, NULL);
}

static void question_clear(question *q)
{
    mpz_clear(q->divisor);
    integers_clear(q->weights);
}

static apn_method method_of(const split_case *c)
{
    return c->options.weights_kind == APN_WEIGHTS_AS_PUBLISHED ? APN_INDEPENDENT
                                                               : c->options.method;
}

static void check_sum(const split_case *c, const answer *a)
{
    mpz_t sum;
    mpz_init_set(sum, a->rest);
    for (size_t i = 0; i < c->count; i++)
        mpz_add(sum, sum, a->amounts[i]);
    require(mpz_cmp(sum, a->total) == 0, "the amounts sum to the total");
    require(mpz_sgn(a->rest) == 0 || method_of(c) == APN_INDEPENDENT,
            "only `independent` leaves something");
    mpz_clear(sum);
}

static void check_zero_weights(const question *q, const answer *a)
{
    const apn_split_options *o = &q->c->options;
    for (size_t i = 0; i < q->c->count; i++) {
        int has_floor = o->floors && o->floors[i].kind != APN_BOUND_NONE;
        if (mpz_sgn(q->weights[i]) == 0 && !has_floor)
            require(mpz_sgn(a->amounts[i]) == 0, "a zero weight gets zero");
    }
}

/* A bound in units, for the total's size: a percentage floor is rounded up, a cap down. */
static void set_bound(mpz_t out, const split_case *c, const apn_bound *bound, const mpz_t size,
                      int is_cap)
{
    mpz_t hundred;
    mpz_init(hundred);
    if (bound->kind == APN_BOUND_AMOUNT) {
        set_units(out, bound->value, split_case_unit(c));
    } else {
        set_decimal(out, bound->value);
        mpz_mul(out, out, size);
        set_decimal(hundred, apn_decimal_from_i64(100));
        if (is_cap)
            mpz_fdiv_q(out, out, hundred);
        else
            mpz_cdiv_q(out, out, hundred);
    }
    mpz_clear(hundred);
}

/* The party's least and greatest amount; returns whether there is a greatest. */
static int set_bounds(mpz_t low, mpz_t high, const split_case *c, size_t i, const mpz_t size)
{
    const apn_bound *floors = c->options.floors, *caps = c->options.caps;
    int capped = caps && caps[i].kind != APN_BOUND_NONE;
    mpz_set_ui(low, 0);
    if (floors && floors[i].kind != APN_BOUND_NONE)
        set_bound(low, c, &floors[i], size, 0);
    if (capped)
        set_bound(high, c, &caps[i], size, 1);
    return capped;
}

static void check_bounds_kept(const split_case *c, const answer *a)
{
    mpz_t low, high, size, amount;
    mpz_inits(low, high, size, amount, NULL);
    mpz_abs(size, a->total);
    for (size_t i = 0; i < c->count; i++) {
        int capped = set_bounds(low, high, c, i, size);
        mpz_set(amount, a->amounts[i]);
        if (mpz_sgn(a->total) < 0)
            mpz_neg(amount, amount);
        int may_be_negative = method_of(c) == APN_RESIDUAL && mpz_sgn(low) == 0;
        require(may_be_negative || mpz_cmp(amount, low) >= 0, "a floor is kept");
        require(!capped || mpz_cmp(amount, high) <= 0, "a cap is kept");
    }
    mpz_clears(low, high, size, amount, NULL);
}

/* Bounds can be kept exactly when no cap is below its floor and the total lies between their sums.
 * The cap of a weight of zero counts as its floor. */
static int bounds_feasible(const question *q, const mpz_t total)
{
    mpz_t low, high, size, lows, highs;
    int feasible = 1, all_capped = 1;
    mpz_inits(low, high, size, lows, highs, NULL);
    mpz_abs(size, total);
    for (size_t i = 0; i < q->c->count; i++) {
        int capped = set_bounds(low, high, q->c, i, size);
        feasible = feasible && (!capped || mpz_cmp(low, high) <= 0);
        mpz_add(lows, lows, low);
        if (mpz_sgn(q->weights[i]) == 0)
            mpz_add(highs, highs, low);
        else if (capped)
            mpz_add(highs, highs, high);
        else
            all_capped = 0;
    }
    feasible = feasible && mpz_cmp(lows, size) <= 0;
    feasible = feasible && (!all_capped || mpz_cmp(highs, size) >= 0);
    mpz_clears(low, high, size, lows, highs, NULL);
    return feasible;
}

/* excess = (amount - quota) * divisor, of the total's size. */
static void check_quota(apn_method method, apn_rounding_mode mode, const mpz_t excess,
                        const mpz_t divisor)
{
    int sign = mpz_sgn(excess), below_one = mpz_cmpabs(excess, divisor) < 0;
    mpz_t twice;
    mpz_init(twice);
    mpz_mul_ui(twice, excess, 2);
    int to_nearest = mpz_cmpabs(twice, divisor) <= 0;
    mpz_clear(twice);
    switch (method) {
    case APN_LARGEST_REMAINDER:
        require(below_one, "floor or ceiling of the quota");
        break;
    case APN_FIRST_LISTED:
    case APN_LARGEST_SHARE:
        require(below_one || (sign > 0 && mpz_cmpabs(excess, divisor) == 0),
                "the floor of the quota or one more");
        break;
    case APN_JEFFERSON:
        require(sign >= 0 || below_one, "not below the floor of the quota");
        break;
    case APN_ADAMS:
        require(sign <= 0 || below_one, "not above the ceiling of the quota");
        break;
    case APN_RESIDUAL:
        require(to_nearest, "the quota to the nearest");
        break;
    case APN_INDEPENDENT:
        if (mode == APN_ROUND_UP || mode == APN_ROUND_DOWN)
            require(below_one && (mode == APN_ROUND_UP ? sign >= 0 : sign <= 0),
                    "the quota, up or down");
        else
            require(to_nearest, "the quota to the nearest");
        break;
    default: /* Webster, Hill and Dean promise neither floor nor ceiling */
        break;
    }
}

/* Largest weight: the one party that a residual to the largest may go to, of those with it. */
static int may_take_residual(const question *q, size_t party)
{
    if (q->c->options.to == APN_TO_PARTY)
        return q->c->options.to_party == party;
    for (size_t i = 0; i < q->c->count; i++)
        if (mpz_cmp(q->weights[i], q->weights[party]) > 0)
            return 0;
    return 1;
}

/* Without bounds, an absorber and published shares a quota is total * weight / divisor. */
static void check_quotas(const question *q, const answer *a)
{
    const apn_split_options *o = &q->c->options;
    if (o->floors || o->caps || o->has_absorber || o->published)
        return;
    mpz_t excess;
    mpz_init(excess);
    for (size_t i = 0; i < q->c->count; i++) {
        mpz_mul(excess, a->amounts[i], q->divisor);
        mpz_submul(excess, a->total, q->weights[i]);
        if (mpz_sgn(a->total) < 0)
            mpz_neg(excess, excess);
        if (method_of(q->c) != APN_RESIDUAL || !may_take_residual(q, i))
            check_quota(method_of(q->c), o->mode, excess, q->divisor);
    }
    mpz_clear(excess);
}

typedef size_t figure_writer(const apn_split *split, size_t party, char *buffer, size_t size);

/* A figure is as long as it says, and cut where the buffer ends. */
static void read_figure(mpq_t out, figure_writer *write, const apn_split *split, size_t party)
{
    char few[4];
    size_t length = write(split, party, few, sizeof few);
    char *text = malloc(length + 1);
    require(text != NULL, "there is memory");
    require(write(split, party, text, length + 1) == length && strlen(text) == length,
            "a figure has the length that it says");
    require(strncmp(few, text, sizeof few - 1) == 0 && strlen(few) < sizeof few,
            "a figure is cut at the end of the buffer");
    require(mpq_set_str(out, text, 10) == 0, "a figure is a fraction");
    free(text);
}

/* The weight stands as it was given. */
static void check_weight_text(const split_case *c, const apn_split *split, apn_decimal given,
                              size_t party)
{
    char text[2 * APN_DECIMAL_TEXT_SIZE];
    apn_decimal above = {0}, below = {0};
    int percent = 0;
    if (c->options.denominators && given.scale > 0)
        return; /* 1.5/2 can be said to the library and not be read */
    size_t length = apn_split_weight(split, party, text, sizeof text);
    require(length < sizeof text &&
                apn_weight_parse(text, length, &above, &below, &percent, NULL) == APN_OK,
            "a weight reads as it is written");
    require(
        apn_decimal_compare(above, given) == 0 &&
            (!c->options.denominators || apn_decimal_compare(below, c->denominators[party]) == 0),
        "a weight is written as it was given");
}

static void check_figures(const split_case *c, const apn_split *split, const answer *a)
{
    mpq_t quota, moved, amount, unit, sum;
    mpq_inits(quota, moved, amount, unit, sum, NULL);
    set_decimal(mpq_numref(unit), split_case_unit(c));
    set_decimal(mpq_denref(unit), apn_decimal_from_i64(1));
    mpq_canonicalize(unit);
    for (size_t i = 0; i < c->count; i++) {
        read_figure(quota, apn_split_quota, split, i);
        read_figure(moved, apn_split_moved, split, i);
        mpq_div(quota, quota, unit);
        mpq_add(sum, sum, quota);
        mpq_add(quota, quota, moved);
        mpq_set_z(amount, a->amounts[i]);
        require(mpq_equal(quota, amount), "quota and moved make the amount");
        read_figure(moved, apn_split_share, split, i);
    }
    mpq_set_z(amount, a->total);
    require(c->options.weights_kind == APN_WEIGHTS_AS_PUBLISHED || mpq_equal(sum, amount),
            "the quotas sum to the total");
    mpq_clears(quota, moved, amount, unit, sum, NULL);
}

static void check_places(const size_t *places, size_t places_count, size_t count)
{
    for (size_t i = 0; i < places_count; i++)
        require(places[i] < count && (i == 0 || places[i] > places[i - 1]),
                "places are of parties, ascending");
}

static void check_ties(const split_case *c, const apn_split *split)
{
    require(apn_split_tie_count(split) == 0 || c->options.ties != APN_TIES_REFUSE,
            "no tie is settled under `refuse`");
    for (size_t i = 0; i < apn_split_tie_count(split); i++) {
        apn_tie tie = apn_split_tie_at(split, i);
        check_places(tie.parties, tie.parties_count, c->count);
        check_places(tie.given, tie.given_count, c->count);
        require(tie.parties_count > 1 && tie.given_count > 0 &&
                    tie.given_count <= tie.parties_count && tie.units.sign > 0,
                "some of several tied parties get something");
    }
}

static void read_split(const split_case *c, const apn_split *split, answer *a)
{
    apn_decimal unit = split_case_unit(c);
    require(apn_split_count(split) == c->count, "a party each");
    require(apn_split_method(split) == method_of(c), "the method that was asked for");
    set_units(a->total, apn_split_total(split), unit);
    set_units(a->rest, apn_split_unapportioned(split), unit);
    for (size_t i = 0; i < c->count; i++)
        set_units(a->amounts[i], apn_split_amount(split, i), unit);
}

static void check_refusal(const split_case *c, apn_status status, const apn_error *err)
{
    int known = status == APN_TIE || status == APN_BOUNDS_INFEASIBLE ||
                status == APN_RESIDUAL_ZERO_WEIGHT || status == APN_LIMIT ||
                status == APN_NOT_WHOLE_UNITS;
    require(known, "a split fails for its reasons only");
    require(err->status == status && err->message[0] != '\0', "a refusal has a sentence");
    require(status != APN_TIE || c->options.ties == APN_TIES_REFUSE, "ties refuse under `refuse`");
    require(status != APN_RESIDUAL_ZERO_WEIGHT || method_of(c) == APN_RESIDUAL,
            "a residual under `residual`");
    require(status != APN_NOT_WHOLE_UNITS || c->options.total_rounding == APN_ROUND_NONE,
            "a total is rounded where a rounding is named");
}

/* Splits one amount and holds the answer to the laws. given: the weights of this splitter. */
static void ask(const question *q, const apn_splitter *splitter, const apn_decimal *given,
                apn_decimal amount, answer *a)
{
    apn_split *split = NULL;
    apn_error err = {0};
    a->status = apn_split_make(splitter, amount, &split, &err);
    require((a->status == APN_OK) == (split != NULL), "a split or an error");
    if (split == NULL) {
        check_refusal(q->c, a->status, &err);
        return;
    }
    read_split(q->c, split, a);
    check_sum(q->c, a);
    check_zero_weights(q, a);
    check_bounds_kept(q->c, a);
    check_quotas(q, a);
    check_figures(q->c, split, a);
    check_ties(q->c, split);
    for (size_t i = 0; i < q->c->count; i++)
        check_weight_text(q->c, split, given[i], i);
    apn_split_free(split);
}

static void check_same(const split_case *c, const answer *a, const answer *b, int mirrored,
                       const char *law)
{
    mpz_t amount;
    mpz_init(amount);
    require(a->status == b->status, law);
    for (size_t i = 0; a->status == APN_OK && i < c->count; i++) {
        mpz_set(amount, b->amounts[i]);
        if (mirrored)
            mpz_neg(amount, amount);
        require(mpz_cmp(a->amounts[i], amount) == 0, law);
    }
    mpz_clear(amount);
}

/* Who may be refused for bounds: without an absorber and a residual, only what cannot be held. */
static void check_feasible(const question *q, apn_decimal amount, const answer *a)
{
    const apn_split_options *o = &q->c->options;
    apn_decimal units;
    mpz_t total;
    if (o->has_absorber || method_of(q->c) == APN_RESIDUAL || o->published ||
        apn_decimal_to_units(amount, split_case_unit(q->c), o->total_rounding, &units, NULL) !=
            APN_OK)
        return;
    mpz_init(total);
    set_units(total, units, apn_decimal_from_i64(1));
    if (a->status == APN_OK || a->status == APN_BOUNDS_INFEASIBLE)
        require((a->status == APN_OK) == bounds_feasible(q, total),
                "bounds are refused exactly when they cannot be held");
    mpz_clear(total);
}

static void check_amount(const question *q, const apn_splitter *splitter,
                         const apn_splitter *scaled, apn_decimal amount)
{
    answer a, b;
    answer_init(&a);
    answer_init(&b);
    ask(q, splitter, q->c->weights, amount, &a);
    check_feasible(q, amount, &a);
    amount.sign = (int8_t)-amount.sign;
    ask(q, splitter, q->c->weights, amount, &b);
    check_same(q->c, &a, &b, 1, "the negated total negates every amount");
    if (scaled != NULL) {
        ask(q, scaled, q->scaled, amount, &a);
        check_same(q->c, &a, &b, 0, "weights times a factor change nothing");
    }
    answer_clear(&a);
    answer_clear(&b);
}

static int fits_i64(const answer *a, size_t count)
{
    int fits = 1;
    mpz_t bound;
    mpz_init_set_ui(bound, 1);
    mpz_mul_2exp(bound, bound, 63); /* -2^63 fits, 2^63 does not */
    for (size_t i = 0; i < count; i++) {
        int size = mpz_cmpabs(a->amounts[i], bound);
        fits = fits && (size < 0 || (size == 0 && mpz_sgn(a->amounts[i]) < 0));
    }
    mpz_clear(bound);
    return fits;
}

/* One total through the bulk call gives what the split with its reasons gives. */
static apn_status check_total(const question *q, const apn_splitter *splitter,
                              const apn_splitter *exact, int64_t total, int64_t *amounts)
{
    int64_t by_gmp[MOST_PARTIES] = {0};
    apn_decimal amount = {0};
    apn_error err = {0};
    answer a;
    answer_init(&a);
    apn_status status = apn_splitter_run_i64(splitter, &total, 1, amounts, &err);
    if (status != APN_OK)
        check_refusal(q->c, status, &err);
    require(apn_splitter_run_i64(exact, &total, 1, by_gmp, NULL) == status,
            "both paths answer or refuse alike");
    require(apn_decimal_from_units(apn_decimal_from_i64(total), split_case_unit(q->c), &amount,
                                   NULL) == APN_OK,
            "64 bits of units are an amount");
    ask(q, splitter, q->c->weights, amount, &a);
    if (status == APN_LIMIT)
        require(a.status == APN_LIMIT || !fits_i64(&a, q->c->count),
                "only what does not fit in 64 bits is refused as too large");
    else if (a.status != APN_LIMIT)
        require(a.status == status, "the bulk call and the split refuse alike");
    for (size_t i = 0; status == APN_OK && i < q->c->count; i++) {
        require(amounts[i] == by_gmp[i], "both paths agree");
        require(a.status != APN_OK || mpz_cmp_si(a.amounts[i], amounts[i]) == 0,
                "the bulk call and the split agree");
    }
    answer_clear(&a);
    return status;
}

/* All totals at once give what they give one by one, up to the first that is refused. */
static void check_totals(const question *q, const apn_splitter *splitter, const apn_splitter *exact)
{
    const split_case *c = q->c;
    int64_t together[MOST_TOTALS * MOST_PARTIES] = {0}, alone[MOST_PARTIES];
    apn_error err = {0};
    apn_status status = apn_splitter_run_i64(splitter, c->totals, c->totals_count, together, &err);
    for (size_t i = 0; i < c->totals_count; i++) {
        char where[32];
        apn_status one = check_total(q, splitter, exact, c->totals[i], alone);
        if (one != APN_OK) {
            snprintf(where, sizeof where, "totals[%zu]", i);
            require(status == one && strncmp(err.where, where, strlen(where)) == 0,
                    "the first total that is refused is named");
            return;
        }
        require(memcmp(alone, together + i * c->count, c->count * sizeof *alone) == 0,
                "totals together give what they give alone");
    }
    require(status == APN_OK, "the totals are answered when each is");
}

/* The same weights times ten; NULL where a weight has no room for another digit or stands for a
 * part of 100 %. */
static apn_splitter *make_scaled(question *q)
{
    const split_case *c = q->c;
    apn_decimal *weights = q->scaled;
    apn_splitter *scaled = NULL;
    apn_weights_kind kind = c->options.weights_kind;
    if (kind != APN_WEIGHTS_PLAIN && kind != APN_WEIGHTS_RESCALE)
        return NULL;
    for (size_t i = 0; i < c->count; i++) {
        weights[i] = c->weights[i];
        if (weights[i].scale > 0)
            weights[i].scale--;
        else if (weights[i].hi > 0 || weights[i].lo > UINT64_MAX / 10)
            return NULL;
        else
            weights[i].lo *= 10;
    }
    require(apn_splitter_make(weights, c->count, &c->options, &scaled, NULL) == APN_OK,
            "weights times ten are weights");
    return scaled;
}

static void check_no_splitter(apn_status status, const apn_error *err)
{
    int known = status == APN_NO_PARTY || status == APN_NO_WEIGHT ||
                status == APN_NEGATIVE_WEIGHT || status == APN_SHARE_SUM || status == APN_LIMIT ||
                status == APN_NUMBER || status == APN_NOT_WHOLE_UNITS || status == APN_USAGE;
    require(known, "weights are refused for their reasons only");
    require(err->status == status && err->message[0] != '\0', "a refusal has a sentence");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    split_case c;
    question q;
    apn_splitter *splitter = NULL, *exact = NULL, *scaled = NULL;
    apn_error err = {0};
    split_case_decode(&c, data, size);
    apn_status status = apn_splitter_make(c.weights, c.count, &c.options, &splitter, &err);
    require(apn__splitter_make_gmp(c.weights, c.count, &c.options, &exact, NULL) == status,
            "both paths take the same weights");
    require((status == APN_OK) == (splitter != NULL), "a splitter or an error");
    if (splitter == NULL) {
        check_no_splitter(status, &err);
        return 0;
    }
    question_init(&q, &c);
    scaled = make_scaled(&q);
    check_totals(&q, splitter, exact);
    check_amount(&q, splitter, scaled, c.amount);
    apn_splitter_free(scaled);
    apn_splitter_free(exact);
    apn_splitter_free(splitter);
    question_clear(&q);
    return 0;
}
