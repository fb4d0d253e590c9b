/* underspend.c: what becomes of what a party's budget has over its outturn. Lines that say nothing
 * of their own are taken together, so that one line's overspend is met by another's underspend; a
 * line with a treatment of its own is taken alone. What is carried forward or goes into the joint
 * reserve is kept by the payee, the one as a credit of next year; the rest is given back, and so is
 * what would be carried forward for a party that has no next year. */
#include <stdio.h>

#include "section.h"
#include "true_up.h"

static const char *const treatment_words[] = {[APN__UNDERSPEND_UNSAID] = "",
                                              [APN__UNDERSPEND_REFUND] = "refund",
                                              [APN__UNDERSPEND_CARRY_FORWARD] = "carry_forward",
                                              [APN__UNDERSPEND_PARTY_RESERVE] = "party_reserve",
                                              [APN__UNDERSPEND_JOINT_RESERVE] = "joint_reserve"};
static const char *const treatment_labels[] = {
    [APN__UNDERSPEND_UNSAID] = "",
    [APN__UNDERSPEND_REFUND] = "given back",
    [APN__UNDERSPEND_CARRY_FORWARD] = "carried forward",
    [APN__UNDERSPEND_PARTY_RESERVE] = "given back to the party's reserve",
    [APN__UNDERSPEND_JOINT_RESERVE] = "kept in the joint reserve"};

apn__underspend apn__treatment_of(const apn_agreement *agreement, size_t line)
{
    apn__underspend own =
        line == APN__NONE ? APN__UNDERSPEND_UNSAID : agreement->lines[line].underspend;
    if (own == APN__UNDERSPEND_UNSAID)
        own = agreement->underspend;
    return own == APN__UNDERSPEND_UNSAID ? APN__UNDERSPEND_REFUND : own;
}

static bool is_kept(apn__underspend treatment)
{
    return treatment == APN__UNDERSPEND_CARRY_FORWARD || treatment == APN__UNDERSPEND_JOINT_RESERVE;
}

bool apn__is_next_year(const apn_agreement *agreement, size_t party, apn__year year)
{
    apn__day left = agreement->parties[party].period.until.day;
    return apn__agreement_covers(agreement, year + 1) &&
           (left == 0 || left >= apn__year_first(agreement, year + 1));
}

/* What becomes of what one party leaves over: there is nothing to carry forward to for one that has
 * no next year. */
static apn__underspend treatment_for(const apn_statement *outturn, size_t party, size_t line)
{
    apn__underspend said = apn__treatment_of(outturn->agreement, line);
    return said == APN__UNDERSPEND_CARRY_FORWARD &&
                   !apn__is_next_year(outturn->agreement, party, outturn->year)
               ? APN__UNDERSPEND_REFUND
               : said;
}

bool apn__agreement_treats(const apn_agreement *agreement, apn__underspend treatment)
{
    bool found = agreement->underspend == treatment;
    for (size_t line = 0; line < agreement->line_count; line++)
        found = found || agreement->lines[line].underspend == treatment;
    return found;
}

static bool says_anything(const apn_agreement *agreement)
{
    for (apn__underspend each = APN__UNDERSPEND_REFUND; each <= APN__UNDERSPEND_JOINT_RESERVE;
         each++)
        if (apn__agreement_treats(agreement, each))
            return true;
    return false;
}

/* What is left over of a year: walked twice, to count and to keep. */
typedef struct walk {
    const apn_statement *budget, *outturn;
    apn__left_over *list; /* NULL while counting */
    size_t count;
    bool fits;
} walk;

/* Takes a sum of budgets less outturns, when something is left. */
static void take(walk *work, size_t party, size_t line, apn__sum *sum)
{
    apn_decimal amount = {0};
    const apn_agreement *agreement = work->outturn->agreement;
    if (!apn__sum_take(sum, agreement->info.unit.scale, &amount))
        work->fits = false;
    if (amount.sign <= 0)
        return;
    if (work->list != NULL)
        work->list[work->count] =
            (apn__left_over){party, line, treatment_for(work->outturn, party, line), amount};
    work->count++;
}

static void walk_party(walk *work, size_t party)
{
    const apn_agreement *agreement = work->outturn->agreement;
    apn__sum rest, own;
    apn__sum_begin(&rest);
    apn__sum_add(&rest, work->budget->party_totals[party]);
    apn__sum_subtract(&rest, work->outturn->party_totals[party]);
    for (size_t line = 0; line < agreement->line_count; line++) {
        apn_decimal budget, outturn;
        if (agreement->lines[line].underspend == APN__UNDERSPEND_UNSAID)
            continue;
        (void)apn__statement_amount(work->budget, line, party, &budget);
        (void)apn__statement_amount(work->outturn, line, party, &outturn);
        apn__sum_begin(&own);
        apn__sum_add(&own, budget);
        apn__sum_subtract(&own, outturn);
        apn__sum_subtract(&rest, budget);
        apn__sum_add(&rest, outturn);
        take(work, party, line, &own);
        apn__sum_end(&own);
    }
    take(work, party, APN__NONE, &rest);
    apn__sum_end(&rest);
}

static void walk_parties(walk *work)
{
    work->count = 0;
    for (size_t party = 0; party < work->outturn->agreement->party_count; party++)
        walk_party(work, party);
}

/* Lists what is left over, in the statement's arena. */
static apn_status list_left_over(apn_statement *statement, const apn_statement *budget,
                                 const apn_statement *outturn, walk *work, apn_error *err)
{
    *work = (walk){.budget = budget, .outturn = outturn, .fits = true};
    walk_parties(work);
    work->list = apn__arena_alloc(statement->arena, work->count, sizeof *work->list);
    if (work->list == NULL)
        return apn__fail_memory(err);
    walk_parties(work);
    if (work->fits)
        return APN_OK;
    return apn__fail(err, APN_LIMIT, "underspend", "an underspend of %s has more than %d digits",
                     outturn->year_text, APN_DECIMAL_DIGITS);
}

/* For each party the sum of what is left over under some treatments. NULL when memory is out. */
static apn_decimal *sum_by_party(apn_statement *statement, const walk *work,
                                 bool (*counts)(apn__underspend))
{
    size_t parties = statement->agreement->party_count;
    apn_decimal *sums = apn__arena_alloc(statement->arena, parties, sizeof *sums);
    for (size_t party = 0; party < parties && sums != NULL; party++) {
        apn__sum sum;
        apn__sum_begin(&sum);
        for (size_t i = 0; i < work->count; i++)
            if (work->list[i].party == party && counts(work->list[i].treatment))
                apn__sum_add(&sum, work->list[i].amount);
        /* A part of a budget has no more digits than the budget. */
        (void)apn__sum_take(&sum, statement->agreement->info.unit.scale, &sums[party]);
        apn__sum_end(&sum);
    }
    return sums;
}

static bool is_carried(apn__underspend treatment)
{
    return treatment == APN__UNDERSPEND_CARRY_FORWARD;
}

/* Of which other year, and what is not done when it is not known. */
typedef struct other_year {
    apn__year year;
    apn__underspend treatment;
    const char *lost; /* "not credited in 2016/17" */
} other_year;

/* What is left over of another year, from its statements: nothing, which is told, unless both can
 * be made. The list is in this statement. */
static apn_status left_over_of(const apn__evaluation *evaluation, apn_statement *statement,
                               const other_year *other, walk *work, apn_error *err)
{
    char year[16];
    apn_statement *budget = NULL, *outturn = NULL;
    apn_error fault = {0};
    *work = (walk){.fits = true};
    if (!apn__left_over_is_known(evaluation, other->treatment, other->year, other->lost))
        return APN_OK;
    apn__year_write(other->year, year);
    apn_status status = apn__statement_make_bare(statement, year, APN_OUTTURN, &outturn, &fault);
    if (status == APN_OK)
        status = apn__statement_make_compared(statement, year, &budget, &fault);
    if (status == APN_OK)
        status = list_left_over(statement, budget, outturn, work, &fault);
    apn_statement_unref(budget);
    apn_statement_unref(outturn);
    if (status == APN_OK) {
        apn__report_lopsided(evaluation, other->treatment, other->year);
    } else if (apn_status_blame(status) == APN_BLAME_INPUT) {
        apn__report_left_over(evaluation, other->treatment, other->year, other->lost, &fault);
        return APN_OK;
    } else if (err != NULL) {
        *err = fault;
    }
    return status;
}

/* What last year carried forward. */
static apn_status bring_forward(const apn__evaluation *evaluation, apn_statement *statement,
                                apn_error *err)
{
    char lost[48];
    walk work;
    const other_year last = {statement->year - 1, APN__UNDERSPEND_CARRY_FORWARD, lost};
    (void)snprintf(lost, sizeof lost, "not credited in %s", statement->year_text);
    apn_status status = left_over_of(evaluation, statement, &last, &work, err);
    if (status != APN_OK || work.list == NULL)
        return status;
    statement->brought_forward = sum_by_party(statement, &work, is_carried);
    return statement->brought_forward == NULL ? apn__fail_memory(err) : APN_OK;
}

apn_status apn__kept_jointly(const apn__evaluation *evaluation, apn_statement *statement,
                             apn__year year, apn_decimal *out, apn_error *err)
{
    const other_year other = {year, APN__UNDERSPEND_JOINT_RESERVE, "not added to the reserve"};
    walk work = {.list = statement->left_over, .count = statement->left_over_count};
    apn_status status = APN_OK;
    apn__sum sum;
    int scale = statement->agreement->info.unit.scale;
    *out = (apn_decimal){.scale = (int16_t)scale};
    if (!apn__agreement_treats(statement->agreement, APN__UNDERSPEND_JOINT_RESERVE))
        return APN_OK;
    if (year != statement->year)
        status = left_over_of(evaluation, statement, &other, &work, err);
    if (status != APN_OK)
        return status;
    apn__sum_begin(&sum);
    for (size_t i = 0; i < work.count; i++)
        if (work.list[i].treatment == APN__UNDERSPEND_JOINT_RESERVE)
            apn__sum_add(&sum, work.list[i].amount);
    if (!apn__sum_take(&sum, scale, out))
        status =
            apn__fail(err, APN_LIMIT, "underspend",
                      "what is kept of an underspend has more than %d digits", APN_DECIMAL_DIGITS);
    apn__sum_end(&sum);
    return status;
}

apn_status apn__statement_underspend(const apn__evaluation *evaluation, apn_statement *statement,
                                     apn_error *err)
{
    walk work;
    apn_status status = APN_OK;
    if (!says_anything(statement->agreement))
        return APN_OK;
    if (apn__agreement_treats(statement->agreement, APN__UNDERSPEND_CARRY_FORWARD))
        status = bring_forward(evaluation, statement, err);
    if (status != APN_OK || statement->budgeted == NULL)
        return status;
    status = list_left_over(statement, statement->budgeted, statement, &work, err);
    if (status != APN_OK)
        return status;
    statement->left_over = work.list;
    statement->left_over_count = work.count;
    apn__report_kept(evaluation, statement);
    statement->kept = sum_by_party(statement, &work, is_kept);
    return statement->kept == NULL ? apn__fail_memory(err) : APN_OK;
}

apn_status apn__section_underspend(const apn__evaluation *evaluation, apn_statement *statement,
                                   apn_error *err)
{
    static const apn_section_column columns[] = {
        {"party", "Party", APN_COLUMN_TEXT, 0},
        {"line", "Line", APN_COLUMN_TEXT, 0},
        {"treatment", "What becomes of it", APN_COLUMN_TEXT, 0},
        {"underspend", "Underspend", APN_COLUMN_AMOUNT, 1}};
    const apn_section_info info = {
        "underspend", "Underspend",
        "Budget less outturn of a party where it is above zero: of a line "
        "with a treatment of its own, and of all other lines together.",
        statement->left_over_count, sizeof columns / sizeof *columns};
    (void)evaluation;
    if (statement->kept == NULL)
        return APN_OK;
    apn__section *section = apn__section_add(statement, &info, columns);
    if (section == NULL)
        return apn__fail_memory(err);
    for (size_t i = 0; i < info.rows; i++) {
        const apn__left_over *left = &statement->left_over[i];
        apn__section_party(section, statement->agreement, i, 0, left->party);
        if (left->line != APN__NONE)
            apn__section_text(section, i, 1, statement->agreement->lines[left->line].info.id,
                              statement->agreement->lines[left->line].info.title);
        apn__section_text(section, i, 2, treatment_words[left->treatment],
                          treatment_labels[left->treatment]);
        apn__section_amount(section, i, 3, left->amount);
    }
    return apn__section_close(section, statement, err);
}
