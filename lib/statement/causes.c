/* causes.c: by what a change came about. The agreement before is evaluated again with who shares
 * taken over from the agreement after, then with the drivers' figures as well, then with the rules;
 * what is then left to the agreement after is its amounts. Each step's part is the difference of a
 * party's exact totals, and rounding is what amounts and exact totals differ by. */
#include "comparison_model.h"

#include "rational.h"
#include "scenario_model.h"
#include "settle.h"
#include "table_source.h"

enum { STEPS = 3 }; /* that are evaluated: membership, driver, basis */

typedef struct causing {
    apn_comparison *comparison;
    const apn_side *before, *after;
    mpq_t *last, *next; /* each party's exact total before and after a step, in units */
    apn__year year, other_year;
    bool same_text; /* nothing can be taken over but the year */
} causing;

/* Adds up what the lines of a statement come to before rounding, party by party. */
static void add_quotas(const apn_comparison *comparison, const apn_statement *statement,
                       mpq_t *totals)
{
    const apn_agreement *agreement = statement->agreement;
    mpq_t quota;
    mpq_init(quota);
    for (size_t party = 0; party < comparison->party_count; party++) {
        size_t place = 0;
        mpq_set_ui(totals[party], 0, 1);
        while (place < agreement->party_count &&
               strcmp(agreement->parties[place].info.id, comparison->parties[party].id) != 0)
            place++;
        for (size_t line = 0; place < agreement->party_count && line < statement->line_count;
             line++) {
            size_t member = apn_statement_member(statement, line, place);
            if (member == SIZE_MAX)
                continue;
            apn__split_quota_parts(statement->lines[line].split, member, mpq_numref(quota),
                                   mpq_denref(quota));
            mpq_canonicalize(quota);
            mpq_add(totals[party], totals[party], quota);
        }
    }
    mpq_clear(quota);
}

/* The agreement before with the parts of the first steps taken over. */
static apn_status take_over(const causing *c, unsigned taken, apn_agreement **out,
                            apn_findings **findings, apn_error *err)
{
    apn__load after = {.draft = c->after->draft,
                       .count = c->after->draft->name_count,
                       .options = &c->after->draft->options,
                       .scenarios = c->after->scenarios,
                       .scenario_count = c->after->scenario_count,
                       .taken = taken};
    apn__load from = {.draft = c->before->draft,
                      .count = c->before->draft->name_count,
                      .options = &c->before->draft->options,
                      .scenarios = c->before->scenarios,
                      .scenario_count = c->before->scenario_count,
                      .after = c->same_text ? NULL : &after,
                      .taken = c->same_text ? 0 : taken};
    *out = NULL;
    return apn__agreement_load(&from, findings, out, err);
}

/* Evaluates a step into `next`. Errors: those of what cannot be evaluated alone; APN_MEMORY. */
static apn_status evaluate_step(const causing *c, size_t step, apn_error *err)
{
    static const unsigned parts[STEPS] = {
        APN__PART_MEMBERSHIP, APN__PART_MEMBERSHIP | APN__PART_DRIVERS,
        APN__PART_MEMBERSHIP | APN__PART_DRIVERS | APN__PART_BASES};
    apn_agreement *agreement = NULL;
    apn_findings *findings = NULL;
    apn_statement *statement = NULL;
    apn__years years = {c->other_year, step >= 1 ? c->other_year : c->year,
                        step >= 2 ? c->other_year : c->year};
    apn_status status = take_over(c, parts[step], &agreement, &findings, err);
    apn_findings_free(findings);
    if (status == APN_OK)
        status =
            apn__statement_make_of_years(agreement, c->comparison->before, &years, &statement, err);
    if (status == APN_OK)
        add_quotas(c->comparison, statement, c->next);
    apn_statement_unref(statement);
    apn_agreement_unref(agreement);
    return status;
}

/* What happened between `last` and `next` is the cause's. */
static void keep_part(causing *c, apn_cause cause)
{
    for (size_t party = 0; party < c->comparison->party_count; party++) {
        mpq_t *part = &c->comparison->parts[party * APN__CAUSES + (size_t)cause];
        mpq_sub(*part, c->next[party], c->last[party]);
        mpq_set(c->last[party], c->next[party]);
    }
}

static void note_merged(const causing *c, size_t step, const apn_error *why)
{
    apn__findings_add(
        c->comparison->findings, APN_NOTE, why->status, (apn__place){"", why->line, why->column},
        why->where, "the change by %s cannot be told alone, and is told with that by %s: %s",
        apn_cause_word((apn_cause)step), apn_cause_word((apn_cause)(step + 1)), why->message);
}

/* The amount that a side rounded a party's total to, less `exact`, in units, added to the part or
 * taken off it. */
static void add_rounding(const apn_statement *statement, size_t place, int sign, mpq_t *part)
{
    mpq_t amount, unit;
    if (place == SIZE_MAX)
        return;
    mpq_inits(amount, unit, NULL);
    apn__fraction_from_decimal(amount, statement->party_totals[place]);
    apn__fraction_from_decimal(unit, statement->agreement->info.unit);
    mpq_div(amount, amount, unit);
    if (sign > 0)
        mpq_add(*part, *part, amount);
    else
        mpq_sub(*part, *part, amount);
    mpq_clears(amount, unit, NULL);
}

/* The parts of each party sum to the change of its amount. */
static bool is_proven(const apn_comparison *comparison)
{
    bool good = true;
    mpq_t sum, change, unit;
    mpq_inits(sum, change, unit, NULL);
    apn__fraction_from_decimal(unit, comparison->before->agreement->info.unit);
    for (size_t party = 0; party < comparison->party_count; party++) {
        mpq_set_ui(sum, 0, 1);
        for (size_t cause = 0; cause < APN__CAUSES; cause++)
            mpq_add(sum, sum, comparison->parts[party * APN__CAUSES + cause]);
        mpq_mul(sum, sum, unit);
        apn__fraction_from_decimal(change, apn_comparison_party_total(comparison, party).change);
        good = good && mpq_equal(sum, change);
    }
    mpq_clears(sum, change, unit, NULL);
    return good;
}

static apn_status take_steps(causing *c, apn_error *err)
{
    apn_comparison *comparison = c->comparison;
    mpq_t *first = apn__fractions_make(comparison->party_count);
    if (first == NULL)
        return apn__fail_memory(err);
    add_quotas(comparison, comparison->before, c->last);
    for (size_t party = 0; party < comparison->party_count; party++)
        mpq_set(first[party], c->last[party]);
    apn_status status = APN_OK;
    for (size_t step = 0; step < STEPS && status != APN_MEMORY; step++) {
        apn_error why = {0};
        status = evaluate_step(c, step, &why);
        if (status == APN_OK)
            keep_part(c, (apn_cause)step);
        else if (status != APN_MEMORY)
            note_merged(c, step, &why);
    }
    add_quotas(comparison, comparison->after, c->next);
    keep_part(c, APN_CAUSE_AMOUNT);
    for (size_t party = 0; party < comparison->party_count; party++) {
        mpq_t *part = &comparison->parts[party * APN__CAUSES + APN_CAUSE_ROUNDING];
        mpq_sub(*part, first[party], c->last[party]);
        add_rounding(comparison->before, comparison->parties[party].before, -1, part);
        add_rounding(comparison->after, comparison->parties[party].after, 1, part);
    }
    apn__fractions_free(first, comparison->party_count);
    if (apn__findings_status(comparison->findings, NULL) == APN_MEMORY)
        status = APN_MEMORY;
    return status == APN_MEMORY ? apn__fail_memory(err) : APN_OK;
}

/* The least number that the denominators of the party's parts divide. */
static void row_denominator(const void *context, size_t row, mpz_t out)
{
    const apn_comparison *comparison = context;
    mpz_set_ui(out, 1);
    for (size_t cause = 0; cause < APN__CAUSES; cause++)
        mpz_lcm(out, out, mpq_denref(comparison->parts[row * APN__CAUSES + cause]));
}

static void cell_numerator(const void *context, size_t row, size_t column, mpz_t out)
{
    const apn_comparison *comparison = context;
    const mpq_t *part = &comparison->parts[row * APN__CAUSES + column];
    mpz_t factor;
    mpz_init(factor);
    row_denominator(context, row, factor);
    mpz_divexact(factor, factor, mpq_denref(*part));
    mpz_mul(out, mpq_numref(*part), factor);
    mpz_clear(factor);
}

static apn_status round_parts(apn_comparison *comparison, apn_error *err)
{
    const apn__table_source source = {comparison->party_count, APN__CAUSES, comparison,
                                      cell_numerator, row_denominator};
    const apn_table_options options = {.size = sizeof options,
                                       .unit = comparison->before->agreement->info.unit};
    return apn__table_make(&source, &options, &comparison->rounded, err);
}

apn_status apn__comparison_take_apart(apn_comparison *comparison, const apn_side *before,
                                      const apn_side *after, apn_error *err)
{
    size_t count = comparison->party_count;
    causing c = {.comparison = comparison, .before = before, .after = after};
    apn_status status = APN_OK;
    c.year = comparison->before->year;
    c.other_year = comparison->after->year;
    c.same_text =
        before->draft == after->draft && before->scenario_count == 0 && after->scenario_count == 0;
    comparison->parts = apn__fractions_make(apn__multiply_sizes(count, APN__CAUSES));
    c.last = apn__fractions_make(count);
    c.next = apn__fractions_make(count);
    if (comparison->parts == NULL || c.last == NULL || c.next == NULL)
        status = apn__fail_memory(err);
    if (status == APN_OK)
        status = take_steps(&c, err);
    if (status == APN_OK && !is_proven(comparison))
        status = apn__fail(err, APN_INTERNAL, "",
                           "the causes of a change do not sum to it: this is a fault in the "
                           "library, and no comparison is returned");
    apn__fractions_free(c.last, count);
    apn__fractions_free(c.next, count);
    return status == APN_OK ? round_parts(comparison, err) : status;
}
