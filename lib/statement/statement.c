/* A statement: who pays what for one year and measure. The order is fixed: the amount of each line,
 * its members, their shares, the split of the line, the check of its stated total; then the sums,
 * which are proven before anybody sees them. */
#include "statement_model.h"

#include "apportion/comparison.h"

#include <stdio.h>

#include "library_limits.h"
#include "pieces.h"
#include "rational.h"
#include "saved.h"

static const char *const cell_status_words[] = {"shared", "excluded", "not-a-member", "direct"};

static const apn__place nowhere = {"", 0, 0};

static const apn__figure *figure_of(const apn__evaluation *evaluation, size_t line)
{
    const apn__figures *measures = evaluation->agreement->lines[line].measures;
    if (evaluation->compared && apn__figures_find(&measures[APN_OUTTURN], evaluation->year) == NULL)
        return NULL;
    return apn__figures_find(&measures[evaluation->measure], evaluation->year);
}

static size_t count_figures(const apn__evaluation *evaluation)
{
    size_t count = 0;
    for (size_t line = 0; line < evaluation->agreement->line_count; line++)
        count += figure_of(evaluation, line) != NULL;
    return count;
}

static void report_outside(const apn__evaluation *evaluation)
{
    const apn_agreement_info *info = &evaluation->agreement->info;
    bool has_from = *info->effective_from != '\0', has_to = *info->effective_to != '\0';
    apn__findings_add(
        evaluation->findings, APN_ERROR, APN_OUTSIDE_AGREEMENT, nowhere, "agreement.effective",
        "%s is wholly outside the agreement, which is effective%s%s%s%s", evaluation->year_text,
        has_from ? " from " : "", info->effective_from, has_to ? " to " : "", info->effective_to);
}

static void report_no_figures(const apn__evaluation *evaluation)
{
    const char *measure = apn_measure_word(evaluation->measure), *first, *last, *next;
    first = last = apn_agreement_year(evaluation->agreement, evaluation->measure, 0);
    for (size_t i = 1; last != NULL && (next = apn_agreement_year(evaluation->agreement,
                                                                  evaluation->measure, i)) != NULL;
         i++)
        last = next;
    if (first == NULL)
        apn__findings_add(evaluation->findings, APN_ERROR, APN_NO_FIGURE, nowhere, "cost_lines",
                          "no cost line has a figure for %s in %s, nor in any other year", measure,
                          evaluation->year_text);
    else
        apn__findings_add(
            evaluation->findings, APN_ERROR, APN_NO_FIGURE, nowhere, "cost_lines",
            "no cost line has a figure for %s in %s: the first year with one is %s and the last %s",
            measure, evaluation->year_text, first, last);
}

/* What is wrong with the year as a whole; true when the lines can be looked at. */
static bool year_is_good(const apn__evaluation *evaluation, size_t line_count)
{
    size_t parties = evaluation->agreement->party_count;
    if (!apn__agreement_covers(evaluation->agreement, evaluation->year)) {
        report_outside(evaluation);
        return false;
    }
    if (line_count == 0 &&
        !apn__savings_in(evaluation->agreement, evaluation->year, evaluation->measure)) {
        report_no_figures(evaluation);
        return false;
    }
    if (apn__multiply_sizes(line_count, parties) > APN__LIMIT_CELLS) {
        apn__findings_add(
            evaluation->findings, APN_ERROR, APN_LIMIT, nowhere, "cost_lines",
            "%zu cost lines by %zu parties are more than the %u cells that a statement may have",
            line_count, parties, APN__LIMIT_CELLS);
        return false;
    }
    return true;
}

/* Days that are charged for from before the decision. */
static void note_retrospective(const apn__evaluation *evaluation)
{
    const apn_agreement *agreement = evaluation->agreement;
    apn__day first = apn__year_first(agreement, evaluation->year);
    char decided[APN__DAY_SIZE], from[APN__DAY_SIZE];
    if (agreement->effective.from.day > first)
        first = agreement->effective.from.day;
    if (first < agreement->decided.day)
        apn__findings_add(
            evaluation->findings, APN_NOTE, APN_RETROSPECTIVE, agreement->decided.place,
            "agreement.decisions",
            "the agreement was decided on %s, and this statement charges for days from %s on",
            apn__day_write(agreement->decided.day, decided), apn__day_write(first, from));
}

/* A line that the year's statement leaves out or shares by the default is said, so that nobody has
 * to notice. */
static void note_line(const apn__evaluation *evaluation, const apn__line *line, bool has_figure)
{
    char where[APN__WHERE_SIZE];
    if (!has_figure && line->key != NULL)
        return; /* what an exit costs is seldom spread over all years */
    if (has_figure && !line->default_basis)
        return;
    apn__line_where(line, "", "", where);
    if (!has_figure)
        apn__findings_add(evaluation->findings, APN_NOTE, APN_NO_FIGURE, line->place, where,
                          "cost line `%s` has no %s figure for %s and is left out", line->info.id,
                          apn_measure_word(evaluation->measure), evaluation->year_text);
    else
        apn__findings_add(evaluation->findings, APN_NOTE, APN_DEFAULT_BASIS, line->place, where,
                          "%s `%s` names no basis and is shared by the default basis, `%s`",
                          line->called, line->info.id,
                          evaluation->agreement->bases[line->basis].name);
}

/* The stated total of a line that has an amount; one that is made by a price or is a rest has none
 * when it could not be shared. False when memory is out. */
static bool check_stated(const apn__evaluation *evaluation, const apn__statement_line *held,
                         const apn__figure *figure)
{
    const apn__line *line = &evaluation->agreement->lines[held->line];
    bool made = line->priced[evaluation->measure] || line->rests[evaluation->measure] != NULL;
    if (made && held->split == NULL)
        return true;
    return apn__line_check_stated(evaluation, line, made ? held->parts[0].amount : figure->amount);
}

/* Takes a line over from another statement when nothing reaches it. Lines that are rounded with
 * others are evaluated again, since rounding changes them. */
static bool take_over(const apn__evaluation *evaluation, size_t line, const apn__figure *figure,
                      apn__statement_line *held)
{
    const apn__reuse *reuse = evaluation->reuse;
    if (reuse == NULL || reuse->reached[line])
        return false;
    for (size_t i = 0; i < reuse->base->line_count; i++) {
        const apn__statement_line *known = &reuse->base->lines[i];
        const apn__line *model = &reuse->base->agreement->lines[known->line];
        const apn__figure *other =
            apn__figures_find(&model->measures[evaluation->measure], evaluation->year);
        if (known->line != line || known->level != APN_LEVEL_LINE || other == NULL ||
            apn_decimal_compare(other->amount, figure->amount) != 0)
            continue;
        *held = *known;
        held->borrowed = true;
        return true;
    }
    return false;
}

/* Evaluates every line that has a figure, in the file's order. The statement holds each from the
 * moment it is begun, so that its end is the end of them all. */
static apn_status evaluate_lines(const apn__evaluation *evaluation, apn_statement *statement,
                                 apn_error *err)
{
    const apn_agreement *agreement = evaluation->agreement;
    note_retrospective(evaluation);
    for (size_t line = 0; line < agreement->line_count; line++) {
        const apn__figure *figure = figure_of(evaluation, line);
        apn_status status;
        note_line(evaluation, &agreement->lines[line], figure != NULL);
        if (figure == NULL)
            continue;
        apn__line_note_worked(evaluation, &agreement->lines[line]);
        apn__line_note_arose(evaluation, &agreement->lines[line]);
        if (figure->missing)
            continue;
        apn__statement_line *held = &statement->lines[statement->line_count++];
        if (take_over(evaluation, line, figure, held))
            continue;
        held->line = line;
        status = apn__line_evaluate(evaluation, &agreement->lines[line], figure, held, err);
        if (status != APN_OK)
            return status;
        if (!check_stated(evaluation, held, figure))
            return apn__fail_memory(err);
    }
    return APN_OK;
}

static apn_status prove(apn_statement *statement, apn_error *err)
{
    apn_status status = apn__statement_add_up(statement, err);
    if (status == APN_OK && !apn__statement_is_proven(statement))
        status = apn__fail(
            err, APN_INTERNAL, "",
            "the statement for %s does not add up: this is a fault in the library, and no "
            "statement is returned",
            statement->year_text);
    return status;
}

/* What is worked out of the parties' totals once they are proven, and the sections that tell it. A
 * bare statement is what others are made from, and is made from none. */
static apn_status tell(const apn__evaluation *evaluation, apn_statement *statement, apn_error *err)
{
    apn_status status = APN_OK;
    if (!statement->bare)
        status = apn__statement_true_up(evaluation, statement, err);
    if (status == APN_OK && !statement->bare)
        status = apn__statement_underspend(evaluation, statement, err);
    if (status == APN_OK)
        status = apn__statement_credits(evaluation, statement, err);
    if (status == APN_OK)
        status = apn__statement_instalments(statement, err);
    if (status == APN_OK)
        status = apn__statement_save(evaluation, statement, err);
    if (status != APN_OK || statement->bare)
        return status;
    return apn__statement_sections(evaluation, statement, err);
}

/* What is asked for. */
typedef struct request {
    apn_agreement *agreement;
    const char *year;
    apn_measure measure;
    const apn_statement_options *options; /* or NULL */
    bool bare;                            /* only what other statements need of it: no sections */
    const apn__years *years;              /* or NULL */
    const apn__reuse *reuse;              /* or NULL */
    bool sums;                            /* only its lines and sums */
    bool compared;                        /* only lines that have an outturn too */
} request;

/* Evaluates and proves. APN_OK does not yet mean that there is no fault: those of the input are in
 * the findings. */
static apn_status build(apn_statement *statement, const request *asked, apn_findings *findings,
                        apn_error *err)
{
    const apn_agreement *agreement = statement->agreement;
    apn__evaluation evaluation = {.agreement = agreement,
                                  .year = statement->year,
                                  .years = {statement->year, statement->year, statement->year},
                                  .year_text = statement->year_text,
                                  .measure = statement->measure,
                                  .known = statement->known,
                                  .compared = asked->compared,
                                  .arena = statement->arena,
                                  .findings = findings};
    size_t line_count = count_figures(&evaluation), sources;
    size_t piece_cells = apn__multiply_sizes(line_count, agreement->party_count);
    apn_status status;
    if (!year_is_good(&evaluation, line_count))
        return APN_OK;
    if (asked->years != NULL)
        evaluation.years = *asked->years;
    evaluation.reuse = asked->reuse;
    statement->lines = apn__arena_alloc(statement->arena, line_count, sizeof *statement->lines);
    sources = apn__add_sizes(agreement->basis_count, agreement->driver_count);
    evaluation.said = apn__arena_alloc(statement->arena, sources, sizeof *evaluation.said);
    evaluation.used =
        apn__arena_alloc(statement->arena, agreement->driver_count, sizeof *evaluation.used);
    evaluation.noted =
        apn__arena_alloc(statement->arena, agreement->basis_count, sizeof *evaluation.noted);
    evaluation.edges_said =
        apn__arena_alloc(statement->arena, apn__shared_edges(agreement), sizeof(bool));
    evaluation.piece_cells = &piece_cells;
    statement->alike =
        apn__arena_alloc(statement->arena, agreement->basis_count, sizeof *statement->alike);
    evaluation.alike = statement->alike;
    if (!apn__statement_keep_versions(statement))
        return apn__fail_memory(err);
    evaluation.memo = apn__share_memo_make(agreement);
    if (statement->lines == NULL || evaluation.said == NULL || evaluation.used == NULL ||
        evaluation.noted == NULL || evaluation.edges_said == NULL || evaluation.alike == NULL ||
        evaluation.memo == NULL)
        status = apn__fail_memory(err);
    else
        status = evaluate_lines(&evaluation, statement, err);
    apn__share_memo_free(evaluation.memo);
    if (status != APN_OK || apn__findings_status(findings, NULL) != APN_OK)
        return status;
    status = apn__statement_round(statement, err);
    if (status == APN_OK)
        status = prove(statement, err);
    if (asked->sums)
        return status;
    return status == APN_OK ? tell(&evaluation, statement, err) : status;
}

static void end_statement(apn_statement *statement)
{
    if (statement == NULL)
        return;
    for (size_t line = 0; line < statement->line_count; line++) {
        apn__statement_line *held = &statement->lines[line];
        if (held->borrowed)
            continue;
        apn__fractions_free(held->shares,
                            apn__multiply_sizes(held->pieces.count, held->member_count));
        apn_split_free(held->split);
    }
    apn_statement_unref(statement->budgeted);
    for (size_t basis = 0; statement->alike != NULL && basis < statement->agreement->basis_count;
         basis++)
        apn_splitter_free(statement->alike[basis].splitter);
    apn_findings_free(statement->findings);
    apn_statement_unref(statement->base);
    apn_agreement_unref(statement->agreement);
    apn__arena_free(statement->arena);
    apn__free(statement);
}

static apn_statement *begin_statement(apn_agreement *agreement, apn__year year, apn_measure measure)
{
    apn_statement *statement = apn__alloc(1, sizeof *statement);
    if (statement == NULL)
        return NULL;
    atomic_init(&statement->holders, 1);
    statement->agreement = apn_agreement_ref(agreement);
    statement->year = year;
    statement->measure = measure;
    apn__year_write(year, statement->year_text);
    apn__day_write(apn__year_first(agreement, year), statement->from_text);
    apn__day_write(apn__year_first(agreement, year + 1) - 1, statement->to_text);
    statement->arena = apn__arena_make();
    if (statement->arena == NULL) {
        end_statement(statement);
        return NULL;
    }
    return statement;
}

static apn_status read_request(const apn_agreement *agreement, const char *year,
                               apn_measure measure, apn__year *out, apn_error *err)
{
    if (agreement == NULL || year == NULL || measure < APN_BUDGET || measure >= APN__MEASURES)
        return apn__fail(err, APN_USAGE, "",
                         "a statement needs an agreement, a year and a measure");
    if (!apn__year_read(apn__text_of(year), out))
        return apn__fail(
            err, APN_NUMBER, "year",
            "`%s` is not a financial year: write the year it begins in and the one it ends in, "
            "as 2015/16",
            year);
    return APN_OK;
}

/* A fault that is nobody's line still stands in the list, so that a list never hides why there is
 * no statement. */
static void report_fault(apn_findings *findings, const apn_error *fault)
{
    apn__findings_add(findings, APN_ERROR, fault->status, nowhere, fault->where, "%s",
                      fault->message);
}

static apn_status read_options(const apn_statement_options *options, apn_figures_status *known,
                               apn_error *err)
{
    *known = options == NULL ? APN_FIGURES_UNSAID : options->known;
    if (options != NULL && options->size != sizeof *options)
        return apn__fail(err, APN_USAGE, "",
                         "apn_statement_options.size must be sizeof(apn_statement_options)");
    if (apn_figures_status_word(*known) == NULL)
        return apn__fail(err, APN_USAGE, "", "there is no status of figures with the number %d",
                         (int)*known);
    return APN_OK;
}

static apn_status make_statement(const request *asked, apn_findings **findings, apn_statement **out,
                                 apn_error *err)
{
    apn_figures_status known = APN_FIGURES_UNSAID;
    apn_statement *statement = NULL;
    apn_findings *found = apn__findings_make();
    apn_error fault = {0};
    apn__year begins = 0;
    apn_status status = APN_OK;
    *out = NULL;
    if (findings != NULL)
        *findings = NULL;
    if (found == NULL)
        return apn__fail_memory(err);
    status = read_request(asked->agreement, asked->year, asked->measure, &begins, &fault);
    if (status == APN_OK)
        status = read_options(asked->options, &known, &fault);
    if (status != APN_OK)
        goto done;
    statement = begin_statement(asked->agreement, begins, asked->measure);
    if (statement != NULL) {
        statement->known = known;
        statement->bare = asked->bare;
        statement->last_year = asked->options != NULL && asked->options->last_year != 0;
        if (asked->reuse != NULL)
            statement->base = apn_statement_ref(asked->reuse->base);
    }
    status = statement == NULL ? apn__fail_memory(&fault) : build(statement, asked, found, &fault);
done:
    apn__findings_sort(found);
    if (status == APN_OK) {
        status = apn__findings_status(found, err);
    } else {
        report_fault(found, &fault);
        if (err != NULL)
            *err = fault;
    }
    if (status == APN_OK) {
        statement->findings = found;
        *out = statement;
        return APN_OK;
    }
    end_statement(statement);
    if (findings != NULL)
        *findings = found;
    else
        apn_findings_free(found);
    return status;
}

apn_status apn_statement_make(apn_agreement *agreement, const char *year, apn_measure measure,
                              apn_findings **findings, apn_statement **out, apn_error *err)
{
    return apn_statement_make_with(agreement, year, measure, NULL, findings, out, err);
}

apn_status apn_statement_make_with(apn_agreement *agreement, const char *year, apn_measure measure,
                                   const apn_statement_options *options, apn_findings **findings,
                                   apn_statement **out, apn_error *err)
{
    const request asked = {
        .agreement = agreement, .year = year, .measure = measure, .options = options};
    return make_statement(&asked, findings, out, err);
}

apn_status apn__statement_make_bare(const apn_statement *like, const char *year,
                                    apn_measure measure, apn_statement **out, apn_error *err)
{
    const apn_statement_options options = {.size = sizeof options, .known = like->known};
    const request asked = {.agreement = like->agreement,
                           .year = year,
                           .measure = measure,
                           .options = &options,
                           .bare = true};
    return make_statement(&asked, NULL, out, err);
}

apn_status apn__statement_make_compared(const apn_statement *like, const char *year,
                                        apn_statement **out, apn_error *err)
{
    const apn_statement_options options = {.size = sizeof options, .known = like->known};
    const request asked = {.agreement = like->agreement,
                           .year = year,
                           .measure = APN_BUDGET,
                           .options = &options,
                           .bare = true,
                           .compared = true};
    return make_statement(&asked, NULL, out, err);
}

apn_status apn__statement_make_of_years(apn_agreement *agreement, const apn_statement *like,
                                        const apn__years *years, apn_statement **out,
                                        apn_error *err)
{
    const apn_statement_options options = {.size = sizeof options, .known = like->known};
    const request asked = {.agreement = agreement,
                           .year = like->year_text,
                           .measure = like->measure,
                           .options = &options,
                           .bare = true,
                           .years = years,
                           .sums = true};
    return make_statement(&asked, NULL, out, err);
}

apn_status apn__statement_make_reusing(apn_agreement *agreement, const apn_side *side,
                                       const apn__reuse *reuse, apn_findings **findings,
                                       apn_statement **out, apn_error *err)
{
    const request asked = {.agreement = agreement,
                           .year = side->year,
                           .measure = side->measure,
                           .bare = true,
                           .reuse = reuse,
                           .sums = true};
    return make_statement(&asked, findings, out, err);
}

apn_statement *apn_statement_ref(apn_statement *statement)
{
    atomic_fetch_add_explicit(&statement->holders, 1, memory_order_relaxed);
    return statement;
}

void apn_statement_unref(apn_statement *statement)
{
    if (statement != NULL &&
        atomic_fetch_sub_explicit(&statement->holders, 1, memory_order_acq_rel) == 1)
        end_statement(statement);
}

const apn_agreement *apn_statement_agreement(const apn_statement *statement)
{
    return statement->agreement;
}

const char *apn_statement_year(const apn_statement *statement)
{
    return statement->year_text;
}

apn_figures_status apn_statement_known(const apn_statement *statement)
{
    return statement->known;
}

const char *apn_statement_from(const apn_statement *statement)
{
    return statement->from_text;
}

const char *apn_statement_to(const apn_statement *statement)
{
    return statement->to_text;
}

apn_measure apn_statement_measure(const apn_statement *statement)
{
    return statement->measure;
}

const char *apn_cell_status_word(apn_cell_status status)
{
    size_t count = sizeof cell_status_words / sizeof cell_status_words[0];
    return (size_t)status < count ? cell_status_words[status] : NULL;
}

size_t apn_statement_line_count(const apn_statement *statement)
{
    return statement->line_count;
}

apn_statement_line_info apn_statement_line(const apn_statement *statement, size_t line)
{
    const apn__statement_line *held = &statement->lines[line];
    const apn__line *model = &statement->agreement->lines[held->line];
    return (apn_statement_line_info){
        .line = model->info,
        .agreement_line = held->line,
        .basis = statement->agreement->bases[held->pieces.list[0].basis].name,
        .level = held->level,
        .method = apn_split_method(held->split),
        .ties = apn_split_ties_rule(held->split),
        .total = apn_split_total(held->split),
        .unapportioned = apn_split_unapportioned(held->split),
        .pieces = held->pieces.count,
        .length = held->pieces.length,
    };
}

apn_cell apn_statement_cell(const apn_statement *statement, size_t line, size_t party)
{
    const apn__statement_line *held = &statement->lines[line];
    apn_cell cell = {.status = APN_CELL_NOT_A_MEMBER, .reason = ""};
    size_t place = apn__member_place(held->members, held->member_count, party);
    cell.amount.scale = statement->agreement->info.unit.scale;
    if (place != SIZE_MAX) {
        cell.status = held->direct ? APN_CELL_DIRECT : APN_CELL_SHARED;
        cell.has_amount = held->level != APN_LEVEL_TOTAL;
        cell.amount = apn_split_amount(held->split, place);
        cell.length = apn__shared_length(held, party);
        return cell;
    }
    const apn__pieces *pieces = &held->pieces;
    apn__period life = {{.day = pieces->list[0].first},
                        {.day = pieces->list[pieces->count - 1].last}};
    const apn__stretch *exclusion = apn__line_exclusion(
        statement->agreement, &statement->agreement->lines[held->line], party, &life);
    if (exclusion != NULL) {
        cell.status = APN_CELL_EXCLUDED;
        cell.reason = exclusion->reason;
    }
    return cell;
}

const apn_split *apn_statement_split(const apn_statement *statement, size_t line)
{
    return statement->lines[line].split;
}

size_t apn_statement_member(const apn_statement *statement, size_t line, size_t party)
{
    return apn__member_place(statement->lines[line].members, statement->lines[line].member_count,
                             party);
}

static size_t nothing(char *buffer, size_t size)
{
    if (size > 0)
        *buffer = '\0';
    return 0;
}

size_t apn_statement_quota(const apn_statement *statement, size_t line, size_t party, char *buffer,
                           size_t size)
{
    size_t member = apn_statement_member(statement, line, party);
    return member == SIZE_MAX ? nothing(buffer, size)
                              : apn_split_quota(statement->lines[line].split, member, buffer, size);
}

size_t apn_statement_moved(const apn_statement *statement, size_t line, size_t party, char *buffer,
                           size_t size)
{
    size_t member = apn_statement_member(statement, line, party);
    return member == SIZE_MAX || statement->lines[line].level == APN_LEVEL_TOTAL
               ? nothing(buffer, size)
               : apn_split_moved(statement->lines[line].split, member, buffer, size);
}

apn_decimal apn_statement_party_together(const apn_statement *statement, size_t party)
{
    return statement->together[party];
}

size_t apn_statement_together_quota(const apn_statement *statement, size_t party, char *buffer,
                                    size_t size)
{
    size_t length;
    mpz_t common;
    mpq_t quota, unit;
    mpz_init(common);
    mpq_inits(quota, unit, NULL);
    /* The statement exists, so the common denominator is within its limit. */
    (void)apn__level_common(statement, APN_LEVEL_TOTAL, common, NULL);
    apn__level_numerator(statement, APN_LEVEL_TOTAL, party, common, mpq_numref(quota));
    mpz_set(mpq_denref(quota), common);
    mpq_canonicalize(quota);
    apn__fraction_from_decimal(unit, statement->agreement->info.unit);
    mpq_mul(quota, quota, unit);
    length = apn__fraction_text(quota, buffer, size);
    mpz_clear(common);
    mpq_clears(quota, unit, NULL);
    return length;
}

apn_tie apn_statement_together_tie(const apn_statement *statement)
{
    return statement->together_tie;
}

apn_decimal apn_statement_party_total(const apn_statement *statement, size_t party)
{
    return statement->party_totals[party];
}

apn_decimal apn_statement_total(const apn_statement *statement)
{
    return statement->total;
}

apn_decimal apn_statement_unapportioned(const apn_statement *statement)
{
    return statement->unapportioned;
}

const apn_findings *apn_statement_findings(const apn_statement *statement)
{
    return statement->findings;
}
