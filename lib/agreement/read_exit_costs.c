/* read_exit_costs.c: what an exit costs and who bears it. Each cost becomes a cost line, written as
 * one would be by hand: all to the leaver, or shared by the members of its last day, with or
 * without it. A leaver that bears less of a cost year by year has a second line beside it for the
 * rest. */
#include "agreement_reader.h"

#include <stdio.h>

#include "agreement_sheets.h"
#include "library_limits.h"
#include "rational.h"

typedef enum bearer { BY_LEAVER, BY_REMAINING, BY_ALL, BY_NOBODY } bearer;

static const char *const bearers[] = {"leaver", "remaining", "all"};

static const char *const kinds[] = {"redundancy", "pension_strain", "contract_break",
                                    "stranded",   "reprovision",    "data_extraction",
                                    "settlement", "service",        "other"};
enum { KINDS = sizeof kinds / sizeof *kinds };

typedef struct cost_text {
    const char *id;
    apn__bilingual title;
    const char *kind;
    bearer borne_by;
    const apn__node *titled, *nature, *basis, *arose, *taper, *instalments;
    const apn__node *figures[APN__MEASURES];
} cost_text;

static void read_kind(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      void *field)
{
    const char **kind = field;
    size_t found = apn__read_word(reader, node, trail, "a kind of exit cost", kinds, KINDS);
    if (found < KINDS)
        *kind = kinds[found];
}

static void read_bearer(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                        void *field)
{
    bearer *borne_by = field;
    *borne_by =
        (bearer)apn__read_word(reader, node, trail, "a bearer of costs", bearers, BY_NOBODY);
}

static const apn__key cost_keys[] = {
    APN__REQUIRED(cost_text, id, "id", apn__read_text),
    APN__KEY(cost_text, titled, "title", apn__keep_node),
    APN__REQUIRED(cost_text, kind, "kind", read_kind),
    APN__KEY(cost_text, nature, "nature", apn__keep_node),
    APN__REQUIRED(cost_text, borne_by, "borne_by", read_bearer),
    APN__KEY(cost_text, basis, "basis", apn__keep_node),
    APN__KEY(cost_text, arose, "arose", apn__keep_node),
    APN__KEY(cost_text, taper, "taper", apn__keep_node),
    APN__KEY(cost_text, figures[APN_BUDGET], "budget", apn__keep_node),
    APN__KEY(cost_text, figures[APN_OUTTURN], "outturn", apn__keep_node),
    APN__KEY(cost_text, figures[APN_FORECAST], "forecast", apn__keep_node),
    APN__KEY(cost_text, instalments, "instalments", apn__keep_node),
};
static const apn__table cost_table = APN__TABLE("an exit cost", cost_keys);

typedef struct instalment_text {
    apn__edge due;
    const apn__node *amount;
} instalment_text;

static const apn__key instalment_keys[] = {
    APN__REQUIRED(instalment_text, due, "due", apn__read_edge),
    APN__REQUIRED(instalment_text, amount, "amount", apn__keep_node),
};
static const apn__table instalment_table = APN__TABLE("an instalment", instalment_keys);

typedef struct written_off_text {
    apn__bilingual title;
    const apn__node *amount;
    apn__period days;
} written_off_text;

static const apn__key written_off_keys[] = {
    APN__REQUIRED(written_off_text, title, "title", apn__read_bilingual),
    APN__REQUIRED(written_off_text, amount, "amount", apn__keep_node),
    APN__KEY(written_off_text, days.from, "from", apn__read_edge),
    APN__KEY(written_off_text, days.until, "until", apn__read_edge),
};
static const apn__table written_off_table = APN__TABLE("what is written off", written_off_keys);

/* One cost that is being read. */
typedef struct work {
    apn__reader *reader;
    const apn__node *node;
    const apn__trail *trail;
    const apn__exit *exit;
    apn__day last; /* of the leaver; 0: not known, and reported */
    const cost_text *text;
    apn__exit_cost *cost;
} work;

static const apn_party_info *leaver_of(const work *w)
{
    return &w->reader->agreement->parties[w->exit->party].info;
}

/* A text of the agreement made of words. */
static const char *print(apn__reader *reader, const char *format, const char *a, const char *b,
                         const char *c)
{
    apn__buffer made = {0};
    apn__buffer_print(&made, format, a, b, c);
    const char *kept = "";
    if (made.failed)
        apn__findings_fail_memory(reader->findings);
    else
        kept = apn__keep_text(reader, apn__text_of(made.bytes));
    apn__buffer_end(&made);
    return kept;
}

/* Puts a value as it is written into the line that is made. */
static void pass(const work *w, apn__node *line, const apn__node *node)
{
    apn__node *copy = node == NULL ? NULL : apn__make_group(w->reader, node->kind, node->place);
    if (copy == NULL)
        return;
    *copy = *node;
    copy->next = NULL;
    apn__node_add(line, copy);
}

static void put(const work *w, apn__node *mapping, const char *key, const char *text)
{
    apn__place place = w->node->place;
    apn__put_key(mapping, key, place, apn__make_scalar(w->reader, apn__text_of(text), place));
}

static apn__node *put_group(const work *w, apn__node *mapping, const char *key)
{
    apn__node *group = apn__make_group(w->reader, APN__MAPPING, w->node->place);
    apn__put_key(mapping, key, w->node->place, group);
    return group;
}

/* Who shares the line: as on the last day of the leaver, unless the cost arose on other days. */
static void put_members(const work *w, apn__node *line)
{
    char day[APN__DAY_SIZE];
    const char *id = w->last == 0 ? "" : leaver_of(w)->id;
    if (w->last == 0 || w->text->borne_by == BY_NOBODY) {
        put(w, line, "basis", "equal"); /* it was reported; the figures are still read */
        return;
    }
    if (w->text->borne_by == BY_LEAVER)
        put(w, put_group(w, line, "basis"), "all_to", id);
    else
        pass(w, line, w->text->basis);
    if (w->text->borne_by == BY_REMAINING)
        put(w, put_group(w, line, "exclude"), id, "leaves, and the others bear it");
    if (w->text->arose != NULL) {
        pass(w, line, w->text->arose);
        return;
    }
    apn__node *arose = put_group(w, line, "arose");
    const char *last = apn__keep_text(w->reader, apn__text_of(apn__day_write(w->last, day)));
    put(w, arose, "from", last);
    put(w, arose, "until", last);
}

/* The cost as a line. */
static apn__node *make_line(const work *w)
{
    apn__node *line = apn__make_group(w->reader, APN__MAPPING, w->node->place);
    if (line == NULL)
        return NULL;
    line->truncated = w->node->truncated;
    put(w, line, "id",
        w->last == 0 ? w->text->id
                     : print(w->reader, "exit-%s-%s%s", leaver_of(w)->id, w->text->id, ""));
    if (w->text->titled != NULL)
        pass(w, line, w->text->titled);
    else if (w->last != 0)
        put(w, line, "title",
            print(w->reader, "Exit of %s: %s%s", leaver_of(w)->name, w->text->id, ""));
    put(w, line, "category", "exit");
    pass(w, line, w->text->nature);
    put_members(w, line);
    for (size_t i = 0; i < APN__MEASURES; i++)
        pass(w, line, w->text->figures[i]);
    return line;
}

/* What stands beside each other and cannot. */
static void check_keys(const work *w)
{
    const cost_text *text = w->text;
    const apn__node *wrong = NULL;
    if (text->borne_by == BY_LEAVER && text->basis != NULL && text->taper == NULL)
        wrong = text->basis;
    else if (text->borne_by == BY_LEAVER && text->arose != NULL)
        wrong = text->arose;
    if (wrong != NULL) {
        apn__trail here = apn__trail_of_key(w->trail, wrong);
        apn__fault(w->reader, APN_WRONG_TYPE, wrong->key_place, &here,
                   "the leaver bears the cost alone, so `%.*s` has nothing to say: take it out, or "
                   "mend `borne_by`",
                   APN__SHOW(wrong->key));
    }
    const apn__node *leavers[] = {text->taper, text->instalments};
    for (size_t i = 0; i < 2 && text->borne_by != BY_LEAVER && text->borne_by != BY_NOBODY; i++) {
        if (leavers[i] == NULL)
            continue;
        apn__trail here = apn__trail_of_key(w->trail, leavers[i]);
        apn__fault(w->reader, APN_WRONG_TYPE, leavers[i]->key_place, &here,
                   "`%.*s` is for what the leaver bears: write `borne_by: leaver`, or take it out",
                   APN__SHOW(leavers[i]->key));
    }
}

/* The leaver's part of an amount, rounded once, and the others' rest, so that both make it up. */
static void cut(const work *w, apn_decimal percent, apn__figure *part, apn__figure *rest)
{
    apn_decimal unit = w->reader->agreement->info.unit, units;
    bool good;
    mpq_t share, one;
    mpz_t whole, others;
    mpq_inits(share, one, NULL);
    mpz_inits(whole, others, NULL);
    apn__fraction_from_decimal(share, part->amount);
    apn__fraction_from_decimal(one, unit);
    mpq_div(share, share, one);
    mpz_set(others, mpq_numref(share)); /* whole units, so the denominator is 1 */
    apn__fraction_from_decimal(one, percent);
    mpq_mul(share, share, one);
    mpq_set_ui(one, 100, 1);
    mpq_div(share, share, one);
    apn__round_divide(whole, mpq_numref(share), mpq_denref(share), APN_ROUND_HALF_AWAY);
    mpz_sub(others, others, whole);
    /* Neither has more digits than the amount. */
    good = apn__decimal_from_integer(&units, whole, 0) &&
           apn_decimal_from_units(units, unit, &part->amount, NULL) == APN_OK &&
           apn__decimal_from_integer(&units, others, 0) &&
           apn_decimal_from_units(units, unit, &rest->amount, NULL) == APN_OK;
    if (!good)
        apn__fault(w->reader, APN_LIMIT, part->place, w->trail, "the amount has too many digits");
    mpq_clears(share, one, NULL);
    mpz_clears(whole, others, NULL);
}

/* Reports a year of one list that the other does not have. */
static void check_years(const work *w, const apn__trail *trail, const apn__year_entry *years,
                        size_t count)
{
    const apn__line *line = &w->reader->agreement->lines[w->cost->line];
    char year[16];
    for (size_t i = 0; i < count; i++) {
        bool any = false;
        for (size_t measure = 0; measure < APN__MEASURES; measure++)
            any = any || apn__figures_find(&line->measures[measure], years[i].year) != NULL;
        apn__trail here = apn__trail_of_key(trail, years[i].node);
        if (!any)
            apn__fault(w->reader, APN_NO_FIGURE, years[i].node->key_place, &here,
                       "the taper is for %.*s, and the cost has no figure for that year: give it "
                       "one, or take the year out",
                       APN__SHOW(years[i].node->key));
    }
    for (size_t measure = 0; measure < APN__MEASURES; measure++) {
        for (size_t i = 0; i < line->measures[measure].count; i++) {
            size_t at = 0;
            while (at < count && years[at].year != line->measures[measure].list[i].year)
                at++;
            apn__year_write(line->measures[measure].list[i].year, year);
            if (at == count)
                apn__fault(w->reader, APN_NO_FIGURE, w->text->taper->place, trail,
                           "the cost has a figure for %s, and the taper does not say how much of "
                           "it the leaver bears: add the year, with 0%% if it bears nothing",
                           year);
        }
    }
}

/* Cuts the figures of a measure between the two lines. */
static void taper_measure(const work *w, const apn__year_entry *years, const apn_decimal *percents,
                          size_t count, apn_measure measure, apn__line *rest)
{
    apn__figures *figures = &w->reader->agreement->lines[w->cost->line].measures[measure];
    apn__figure *list = apn__keep(w->reader, figures->count, sizeof *list);
    if (list == NULL)
        return;
    for (size_t i = 0; i < figures->count; i++) {
        list[i] = figures->list[i];
        for (size_t at = 0; at < count; at++)
            if (years[at].year == figures->list[i].year)
                cut(w, percents[at], &figures->list[i], &list[i]);
    }
    rest->measures[measure] = (apn__figures){.list = list, .count = figures->count};
}

/* The line that the others share: the leaver's but for who pays. */
static void make_rest(const work *w, const apn__year_entry *years, const apn_decimal *percents,
                      size_t count)
{
    apn_agreement *agreement = w->reader->agreement;
    const apn__line *line = &agreement->lines[w->cost->line];
    apn__line *rest = &agreement->lines[agreement->line_count];
    apn__stretch *exclusions = apn__keep(w->reader, agreement->party_count, sizeof *exclusions);
    if (exclusions == NULL || w->last == 0)
        return;
    exclusions[w->exit->party] = (apn__stretch){
        .given = true, .reason = "leaves, and its part is another line", .place = w->node->place};
    *rest = *line;
    rest->info.id = print(w->reader, "%s-rest%s%s", line->info.id, "", "");
    rest->info.title = print(w->reader, "%s (what the others bear)%s%s", line->info.title, "", "");
    rest->info.title_cy = rest->info.title;
    rest->exclusions = exclusions;
    rest->basis = w->reader->default_basis;
    rest->default_basis = w->text->basis == NULL;
    if (w->text->basis != NULL) {
        apn__trail here = apn__trail_of_key(w->trail, w->text->basis);
        rest->basis_place = w->text->basis->place;
        rest->basis = apn__read_line_basis(w->reader, w->text->basis, &here);
    } else if (!w->reader->has_default_basis && !w->node->truncated && !w->reader->truncated) {
        apn__fault(
            w->reader, APN_MISSING_KEY, w->text->taper->key_place, w->trail,
            "the leaver bears less of the cost year by year, and nothing says how the others "
            "share the rest: give the cost a `basis`, or the agreement a `default_basis`");
    }
    w->cost->rest = agreement->line_count++;
    for (apn_measure measure = APN_BUDGET; measure < APN__MEASURES; measure++)
        taper_measure(w, years, percents, count, measure, rest);
}

/* How much of each year's figure the leaver bears. */
static void read_taper(const work *w)
{
    apn__trail trail = apn__trail_of_key(w->trail, w->text->taper);
    apn__year_entry *years = NULL;
    size_t count = apn__read_years(w->reader, w->text->taper, &trail, false, &years);
    apn_decimal *percents = apn__scratch(w->reader, count, sizeof *percents);
    if (percents == NULL)
        return;
    for (size_t i = 0; i < count; i++) {
        apn__trail here = apn__trail_of_key(&trail, years[i].node);
        if (apn__read_percentage(w->reader, years[i].node, &here, &percents[i]) &&
            apn_decimal_compare(percents[i], apn_decimal_from_i64(100)) > 0)
            apn__fault(
                w->reader, APN_SHARE_SUM, years[i].node->place, &here,
                "the leaver cannot bear more than 100 %% of the cost, and `%.*s` stands here",
                APN__SHOW(years[i].node->text));
    }
    check_years(w, &trail, years, count);
    make_rest(w, years, percents, count);
}

/* The instalments have to make what the cost comes to over the years. */
static void check_sum(const work *w, const apn__trail *trail)
{
    const apn__line *line = &w->reader->agreement->lines[w->cost->line];
    const apn__figures *figures = &line->measures[APN_BUDGET];
    int scale = w->reader->agreement->info.unit.scale;
    char instalments[APN_DECIMAL_TEXT_SIZE] = "", cost[APN_DECIMAL_TEXT_SIZE] = "";
    apn_decimal sums[2];
    mpz_t sum, total, one;
    for (apn_measure next = APN_OUTTURN; figures->count == 0 && next < APN__MEASURES; next++)
        figures = &line->measures[next];
    mpz_inits(sum, total, one, NULL);
    for (size_t i = 0; i < w->cost->instalment_count; i++) {
        apn__integer_from_decimal(one, w->cost->instalments[i].amount, scale);
        mpz_add(sum, sum, one);
    }
    for (size_t i = 0; i < figures->count; i++) {
        apn__integer_from_decimal(one, figures->list[i].amount, scale);
        mpz_add(total, total, one);
    }
    if (mpz_cmp(sum, total) != 0 && apn__decimal_from_integer(&sums[0], sum, scale) &&
        apn__decimal_from_integer(&sums[1], total, scale)) {
        apn_decimal_format(sums[0], scale, instalments);
        apn_decimal_format(sums[1], scale, cost);
        apn__fault(w->reader, APN_SHARE_SUM, w->text->instalments->place, trail,
                   "the instalments add up to %s, and the cost over all years to %s: mend one of "
                   "them",
                   instalments, cost);
    }
    mpz_clears(sum, total, one, NULL);
}

static bool read_instalment(const work *w, const apn__node *node, const apn__trail *trail,
                            apn__exit_instalment *out)
{
    instalment_text text = {0};
    if (!apn__is_mapping(w->reader, node, trail, "{due: …, amount: …}"))
        return false;
    apn__read_mapping(w->reader, node, trail, &instalment_table, &text);
    if (text.amount == NULL)
        return false;
    apn__trail here = apn__trail_of_key(trail, text.amount);
    out->due = text.due;
    return apn__read_amount(w->reader, text.amount, &here, APN_ROUND_NONE, &out->amount) &&
           text.due.day != 0;
}

static void read_instalments(const work *w)
{
    const apn__node *node = w->text->instalments;
    apn__trail trail = apn__trail_of_key(w->trail, node);
    size_t faults = apn_findings_count(w->reader->findings);
    bool good = true;
    if (!apn__is_list(w->reader, node, &trail, "a list, each as {due: …, amount: …}"))
        return;
    w->cost->instalments = apn__keep(w->reader, node->count, sizeof *w->cost->instalments);
    if (w->cost->instalments == NULL)
        return;
    for (const apn__node *entry = node->first; entry != NULL; entry = entry->next) {
        apn__trail here = apn__trail_of_entry(&trail, entry, w->cost->instalment_count + 1);
        apn__exit_instalment *out = &w->cost->instalments[w->cost->instalment_count++];
        good = read_instalment(w, entry, &here, out) && good;
        if (good && out > w->cost->instalments && out->due.day <= out[-1].due.day)
            apn__fault(w->reader, APN_WRONG_TYPE, out->due.place, &here,
                       "the instalment is due no later than the one before it: list them by date");
    }
    if (good && apn_findings_count(w->reader->findings) == faults && !node->truncated)
        check_sum(w, &trail);
}

/* An id that a cost line has as well. */
static void check_id(const work *w, const apn__line *line)
{
    if (w->last != 0 && apn__look_up(&w->reader->lines, apn__text_of(line->info.id)) != APN__NONE)
        apn__fault(w->reader, APN_DUPLICATE_ID, w->node->place, w->trail,
                   "the cost is the line `%s` of the statement, and a cost line has that id: give "
                   "one of them another id",
                   line->info.id);
}

static void read_cost(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      const apn__exit *exit, apn__exit_cost *cost)
{
    cost_text text = {.id = "", .kind = "", .borne_by = BY_NOBODY};
    apn_agreement *agreement = reader->agreement;
    work w = {reader, node, trail, exit, 0, &text, cost};
    if (exit->party != APN__NONE)
        w.last = agreement->parties[exit->party].period.until.day;
    apn__read_mapping(reader, node, trail, &cost_table, &text);
    apn__node *made = node->kind == APN__MAPPING ? make_line(&w) : NULL;
    if (made == NULL)
        return;
    check_keys(&w);
    cost->line = agreement->line_count++;
    cost->rest = APN__NONE;
    apn__line *line = &agreement->lines[cost->line];
    size_t faults = apn_findings_count(reader->findings);
    apn__read_line(reader, made, trail, line);
    line->called = "exit cost";
    line->list =
        w.last == 0 ? "exits" : print(reader, "exits.%s.costs%s%s", leaver_of(&w)->id, "", "");
    line->key = text.id;
    line->rounding.own = true; /* who leaves is charged for it alone */
    check_id(&w, line);
    *cost = (apn__exit_cost){.id = text.id,
                             .title = text.titled != NULL ? line->info.title : text.id,
                             .kind = text.kind,
                             .borne_by = text.borne_by == BY_NOBODY ? "" : bearers[text.borne_by],
                             .line = cost->line,
                             .rest = APN__NONE};
    bool sound = apn_findings_count(reader->findings) == faults && text.borne_by == BY_LEAVER;
    if (text.instalments != NULL && sound)
        read_instalments(&w);
    if (text.taper != NULL && sound)
        read_taper(&w);
}

void apn__read_exit_costs(apn__reader *reader, const apn__node *node, const apn__trail *up,
                          apn__exit *exit)
{
    apn__trail trail = apn__trail_of_key(up, node);
    apn__index ids = {0};
    if (!apn__is_list(reader, node, &trail,
                      "a list of costs, each as {id: …, kind: …, borne_by: …, budget: {…}}"))
        return;
    apn__index_list(reader, node, &trail, "an exit cost", &ids);
    exit->costs = apn__keep(reader, node->count, sizeof *exit->costs);
    if (exit->costs == NULL)
        return;
    for (const apn__node *entry = node->first; entry != NULL && !reader->no_memory;
         entry = entry->next) {
        apn__trail here = apn__trail_of_entry(&trail, entry, exit->cost_count + 1);
        read_cost(reader, entry, &here, exit, &exit->costs[exit->cost_count++]);
    }
}

void apn__read_written_off(apn__reader *reader, const apn__node *node, const apn__trail *up,
                           apn__exit *exit)
{
    apn__trail trail = apn__trail_of_key(up, node);
    if (!apn__is_list(reader, node, &trail, "a list, each as {title: …, amount: …}"))
        return;
    exit->written_off = apn__keep(reader, node->count, sizeof *exit->written_off);
    if (exit->written_off == NULL)
        return;
    for (const apn__node *entry = node->first; entry != NULL; entry = entry->next) {
        written_off_text text = {0};
        apn__written_off *out = &exit->written_off[exit->written_off_count++];
        apn__trail here = apn__trail_of_entry(&trail, entry, exit->written_off_count);
        apn__read_mapping(reader, entry, &here, &written_off_table, &text);
        apn__check_period(reader, &here, &text.days, "the days end before they begin",
                          "`from` or `until`");
        *out = (apn__written_off){.title = text.title.en != NULL ? text.title.en : "",
                                  .title_cy = text.title.cy != NULL ? text.title.cy : "",
                                  .days = text.days};
        if (text.amount == NULL)
            continue;
        apn__trail amount = apn__trail_of_key(&here, text.amount);
        (void)apn__read_amount(reader, text.amount, &amount, APN_ROUND_NONE, &out->amount);
    }
}
