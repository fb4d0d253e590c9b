/* sweep.c: an agreement evaluated at every point of a range. Each point is a scenario of its own;
 * of the statement at the first point those lines are taken over that the paths do not reach. The
 * first and the last point of each run over the last axis are evaluated whole as well, and must be
 * the same. */
#include "sweep_model.h"

#include <string.h>

#include "library_limits.h"
#include "rational.h"
#include "scenario_model.h"

typedef struct sweeping {
    apn_sweep *sweep;
    const apn_side *side;
    const apn_sweep_options *options;
    const apn_scenario **scenarios; /* the side's, and room for the point's */
    apn_statement *base;            /* evaluated whole, from which lines are taken over */
    bool *reached;
    apn_statement *last; /* of the point before, or NULL */
} sweeping;

/* from + step * index. */
static apn_decimal value_at(const apn__sweep_axis *axis, size_t index)
{
    apn_decimal value = {0};
    int scale = axis->from.scale > axis->step.scale ? axis->from.scale : axis->step.scale;
    mpz_t sum, step;
    mpz_inits(sum, step, NULL);
    apn__integer_from_decimal(sum, axis->from, scale);
    apn__integer_from_decimal(step, axis->step, scale);
    mpz_addmul_ui(sum, step, (unsigned long)index);
    (void)apn__decimal_from_integer(&value, sum, scale); /* between two decimals */
    mpz_clears(sum, step, NULL);
    return value;
}

static apn_status count_steps(const apn_sweep_axis *given, apn__sweep_axis *axis, apn_error *err)
{
    mpq_t width, step;
    mpz_t steps;
    apn_status status = APN_OK;
    if (given->path == NULL || given->step.sign <= 0)
        return apn__fail(err, APN_USAGE, "", "a sweep goes over a path by steps above zero");
    mpq_inits(width, step, NULL);
    mpz_init(steps);
    apn__fraction_from_decimal(width, given->to);
    apn__fraction_from_decimal(step, given->from);
    mpq_sub(width, width, step);
    apn__fraction_from_decimal(step, given->step);
    mpq_div(width, width, step);
    mpz_fdiv_q(steps, mpq_numref(width), mpq_denref(width));
    if (mpq_sgn(width) < 0)
        status = apn__fail(err, APN_USAGE, "", "the range of `%.200s` ends before it begins",
                           given->path);
    else if (mpz_cmp_ui(steps, APN__LIMIT_POINTS) >= 0)
        status = apn__fail(err, APN_LIMIT, "",
                           "the range of `%.200s` has more than %u steps: take larger ones",
                           given->path, APN__LIMIT_POINTS);
    else
        axis->steps = mpz_get_ui(steps) + 1;
    mpq_clears(width, step, NULL);
    mpz_clear(steps);
    return status;
}

static apn_status take_axes(apn_sweep *sweep, const apn_sweep_axis *axes, size_t count,
                            apn_error *err)
{
    size_t points = 1;
    if (axes == NULL || count == 0 || count > APN_SWEEP_AXES)
        return apn__fail(err, APN_USAGE, "", "a sweep goes over one path or two");
    for (size_t i = 0; i < count; i++) {
        apn__sweep_axis *axis = &sweep->axes[i];
        apn_status status = count_steps(&axes[i], axis, err);
        if (status != APN_OK)
            return status;
        axis->path = apn__arena_copy(sweep->arena, axes[i].path, strlen(axes[i].path));
        if (axis->path == NULL)
            return apn__fail_memory(err);
        axis->from = axes[i].from;
        axis->step = axes[i].step;
        axis->percent = axes[i].percent != 0;
        points = apn__multiply_sizes(points, axis->steps);
    }
    sweep->axis_count = count;
    if (points > APN__LIMIT_POINTS)
        return apn__fail(err, APN_LIMIT, "",
                         "the sweep has %zu points, and %u are the most: take larger steps", points,
                         APN__LIMIT_POINTS);
    return APN_OK;
}

static size_t point_count(const apn_sweep *sweep)
{
    return sweep->axes[0].steps * (sweep->axis_count > 1 ? sweep->axes[1].steps : 1);
}

static size_t axis_index(const apn_sweep *sweep, size_t point, size_t axis)
{
    if (sweep->axis_count == 1)
        return point;
    return axis == 0 ? point / sweep->axes[1].steps : point % sweep->axes[1].steps;
}

apn_decimal apn_sweep_value(const apn_sweep *sweep, size_t point, size_t axis)
{
    return value_at(&sweep->axes[axis], axis_index(sweep, point, axis));
}

/* The scenario of a point. */
static apn_status make_point(const apn_sweep *sweep, size_t point, apn_scenario **out,
                             apn_error *err)
{
    char texts[APN_SWEEP_AXES][APN_DECIMAL_TEXT_SIZE + 1];
    apn_change changes[APN_SWEEP_AXES];
    for (size_t i = 0; i < sweep->axis_count; i++) {
        size_t length = apn_decimal_format(apn_sweep_value(sweep, point, i), 0, texts[i]);
        if (sweep->axes[i].percent)
            memcpy(texts[i] + length, "%", 2);
        changes[i] =
            (apn_change){APN_CHANGE_SET, sweep->axes[i].path, texts[i], sweep->axes[i].path};
    }
    return apn_scenario_make(changes, sweep->axis_count, NULL, out, err);
}

/* The statement of a point: whole, or with the lines that are not reached taken over. */
static apn_status evaluate(const sweeping *s, size_t point, bool whole, apn_findings **findings,
                           apn_statement **out, apn_error *err)
{
    apn_scenario *scenario = NULL;
    apn_agreement *agreement = NULL;
    apn_status status = make_point(s->sweep, point, &scenario, err);
    if (status == APN_OK) {
        s->scenarios[s->side->scenario_count] = scenario;
        status = apn_draft_agreement(s->side->draft, s->scenarios, s->side->scenario_count + 1,
                                     findings, &agreement, err);
    }
    if (status == APN_OK) {
        const apn__reuse reuse = {s->base, s->reached};
        apn_findings_free(*findings);
        *findings = NULL;
        status = apn__statement_make_reusing(agreement, s->side, whole ? NULL : &reuse, findings,
                                             out, err);
    }
    apn_agreement_unref(agreement);
    apn_scenario_unref(scenario);
    return status;
}

static void keep_amounts(apn_sweep *sweep, size_t point, const apn_statement *statement)
{
    for (size_t party = 0; party < sweep->parties && party < statement->agreement->party_count;
         party++)
        sweep->amounts[point * sweep->parties + party] = statement->party_totals[party];
    sweep->totals[point] = statement->total;
}

static apn_status begin_points(sweeping *s, apn_findings **findings, apn_error *err)
{
    apn_sweep *sweep = s->sweep;
    size_t points = point_count(sweep);
    apn_status status = evaluate(s, 0, true, findings, &sweep->first, err);
    if (status != APN_OK)
        return status;
    s->base = sweep->first;
    const apn_agreement *agreement = sweep->first->agreement;
    sweep->parties = agreement->party_count;
    if (apn__multiply_sizes(points, sweep->parties) > APN__LIMIT_VALUES)
        return apn__fail(err, APN_LIMIT, "",
                         "%zu points of %zu parties are more than the %u amounts that a sweep may "
                         "have: take larger steps",
                         points, sweep->parties, APN__LIMIT_VALUES);
    sweep->statuses = apn__arena_alloc(sweep->arena, points, sizeof *sweep->statuses);
    sweep->totals = apn__arena_alloc(sweep->arena, points, sizeof *sweep->totals);
    sweep->amounts =
        apn__arena_alloc(sweep->arena, points * sweep->parties, sizeof *sweep->amounts);
    s->reached = apn__arena_alloc(sweep->arena, agreement->line_count, sizeof *s->reached);
    sweep->order = apn__arena_alloc(sweep->arena, sweep->parties, sizeof *sweep->order);
    for (size_t i = 0; sweep->order != NULL && i < sweep->parties; i++)
        sweep->order[i] = i;
    if (sweep->order == NULL || sweep->statuses == NULL || sweep->totals == NULL ||
        sweep->amounts == NULL || s->reached == NULL)
        return apn__fail_memory(err);
    for (size_t i = 0; i < sweep->axis_count; i++)
        apn__sweep_reach(agreement, sweep->axes[i].path, s->reached);
    return APN_OK;
}

/* The point evaluated whole has the same amounts. */
static apn_status check_point(const sweeping *s, size_t point, apn_error *err)
{
    apn_sweep *sweep = s->sweep;
    apn_findings *findings = NULL;
    apn_statement *whole = NULL;
    apn_status status = evaluate(s, point, true, &findings, &whole, err);
    bool same = status == sweep->statuses[point];
    for (size_t party = 0; status == APN_OK && same && party < sweep->parties; party++)
        same = apn_decimal_compare(whole->party_totals[party],
                                   sweep->amounts[point * sweep->parties + party]) == 0;
    apn_statement_unref(whole);
    apn_findings_free(findings);
    if (status == APN_MEMORY)
        return status;
    return same ? APN_OK
                : apn__fail(err, APN_INTERNAL, "",
                            "the sweep's amounts are not those of the whole agreement: this is a "
                            "fault in the library, and no sweep is returned");
}

static bool is_end(const apn_sweep *sweep, size_t point)
{
    size_t steps = sweep->axes[sweep->axis_count - 1].steps;
    return point % steps == 0 || point % steps == steps - 1;
}

/* Evaluates a point and marks what changed. */
static apn_status take_point(sweeping *s, size_t point, apn_error *err)
{
    apn_sweep *sweep = s->sweep;
    apn_findings *findings = NULL;
    apn_statement *made = NULL;
    apn_error fault = {0};
    bool begins = point % sweep->axes[sweep->axis_count - 1].steps == 0;
    apn_status status = evaluate(s, point, false, &findings, &made, &fault);
    apn_findings_free(findings);
    sweep->statuses[point] = status;
    if (status == APN_OK)
        keep_amounts(sweep, point, made);
    if (status == APN_MEMORY || status == APN_INTERNAL) {
        if (err != NULL)
            *err = fault;
    } else if (status == APN_OK && !begins && s->last != NULL &&
               !apn__sweep_mark_changes(sweep, point, s->last, made)) {
        status = apn__fail_memory(err);
    } else {
        status = APN_OK;
    }
    apn_statement_unref(s->last);
    s->last = made;
    if (status == APN_OK && is_end(sweep, point))
        status = check_point(s, point, err);
    return status;
}

static apn_status take_points(sweeping *s, apn_error *err)
{
    size_t points = point_count(s->sweep);
    apn_status status = APN_OK;
    for (size_t point = 0; point < points && status == APN_OK; point++) {
        if (s->options != NULL && s->options->progress != NULL &&
            s->options->progress(s->options->progress_context, (unsigned)(point * 1000 / points)) !=
                0)
            return apn__fail(err, APN_CANCELLED, "", "the sweep was ended after %zu of %zu points",
                             point, points);
        status = take_point(s, point, err);
        s->sweep->count = point + 1;
    }
    return status;
}

static apn_status check_call(const apn_side *side, const apn_sweep_options *options, apn_error *err)
{
    if (side == NULL || side->draft == NULL || side->year == NULL)
        return apn__fail(err, APN_USAGE, "", "a sweep needs a draft and a year");
    if (options != NULL && options->size != sizeof *options)
        return apn__fail(err, APN_USAGE, "",
                         "apn_sweep_options.size must be sizeof(apn_sweep_options)");
    if (side->scenario_count >= APN__LIMIT_SCENARIOS)
        return apn__fail(err, APN_LIMIT, "", "a sweep takes fewer than %u scenarios",
                         APN__LIMIT_SCENARIOS);
    return APN_OK;
}

apn_status apn_sweep_make(const apn_side *side, const apn_sweep_axis *axes, size_t axis_count,
                          const apn_sweep_options *options, apn_findings **findings,
                          apn_sweep **out, apn_error *err)
{
    const apn_scenario *scenarios[APN__LIMIT_SCENARIOS] = {NULL};
    sweeping s = {.side = side, .options = options, .scenarios = scenarios};
    apn_findings *found = NULL;
    *out = NULL;
    if (findings != NULL)
        *findings = NULL;
    apn_status status = check_call(side, options, err);
    if (status != APN_OK)
        return status;
    for (size_t i = 0; i < side->scenario_count; i++)
        scenarios[i] = side->scenarios[i];
    s.sweep = apn__alloc(1, sizeof *s.sweep);
    if (s.sweep == NULL)
        return apn__fail_memory(err);
    s.sweep->arena = apn__arena_make();
    if (s.sweep->arena == NULL)
        status = apn__fail_memory(err);
    if (status == APN_OK)
        status = take_axes(s.sweep, axes, axis_count, err);
    if (status == APN_OK)
        status = begin_points(&s, &found, err);
    if (status == APN_OK)
        status = take_points(&s, err);
    apn_statement_unref(s.last);
    if (status == APN_OK || status == APN_CANCELLED)
        *out = s.sweep;
    else
        apn_sweep_free(s.sweep);
    if (findings != NULL)
        *findings = found;
    else
        apn_findings_free(found);
    return status;
}

void apn_sweep_free(apn_sweep *sweep)
{
    if (sweep == NULL)
        return;
    apn_statement_unref(sweep->first);
    apn__free(sweep->marks);
    apn__arena_free(sweep->arena);
    apn__free(sweep);
}

const apn_statement *apn_sweep_first(const apn_sweep *sweep)
{
    return sweep->first;
}

size_t apn_sweep_axis_count(const apn_sweep *sweep)
{
    return sweep->axis_count;
}

const char *apn_sweep_path(const apn_sweep *sweep, size_t axis)
{
    return sweep->axes[axis].path;
}

int apn_sweep_is_percent(const apn_sweep *sweep, size_t axis)
{
    return sweep->axes[axis].percent;
}

size_t apn_sweep_steps(const apn_sweep *sweep, size_t axis)
{
    return sweep->axes[axis].steps;
}

size_t apn_sweep_count(const apn_sweep *sweep)
{
    return sweep->count;
}

apn_status apn_sweep_status(const apn_sweep *sweep, size_t point)
{
    return sweep->statuses[point];
}

apn_decimal apn_sweep_amount(const apn_sweep *sweep, size_t point, size_t party)
{
    return sweep->amounts[point * sweep->parties + party];
}

apn_decimal apn_sweep_total(const apn_sweep *sweep, size_t point)
{
    return sweep->totals[point];
}

size_t apn_sweep_mark_count(const apn_sweep *sweep)
{
    return sweep->mark_count;
}

apn_mark apn_sweep_mark(const apn_sweep *sweep, size_t index)
{
    return sweep->marks[index];
}
