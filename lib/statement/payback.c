/* payback.c: in which year what was saved has paid back what the named cost lines cost, for all
 * parties together and for each. Every year that counts is evaluated as a statement of its own, so
 * that costs and savings are those that statements tell. */
#include "saved.h"

#include "library_limits.h"

static const apn_section_column year_columns[] = {
    {"year", "Year", APN_COLUMN_TEXT, 0},
    {"cost", "Cost", APN_COLUMN_AMOUNT, 1},
    {"saving", "Saving", APN_COLUMN_AMOUNT, 1},
    {"balance", "Saved so far, less cost", APN_COLUMN_AMOUNT, 0},
};

static const apn_section_column party_columns[] = {
    {"party", "Party", APN_COLUMN_TEXT, 0},         {"cost", "Cost", APN_COLUMN_AMOUNT, 1},
    {"saving", "Saving", APN_COLUMN_AMOUNT, 1},     {"balance", "Balance", APN_COLUMN_AMOUNT, 1},
    {"paid_back", "Paid back", APN_COLUMN_TEXT, 0},
};

/* What one party, or all of them, spent and saved so far. */
typedef struct account {
    apn_decimal cost, saving, balance;
    bool spent; /* anything at all */
    bool paid;  /* since `since`, to this day */
    apn__year since;
} account;

typedef struct work {
    const apn__evaluation *evaluation;
    apn_statement *statement;
    const apn__payback *payback;
    apn__year first;
    size_t count;   /* of years */
    account *years; /* each year's own cost and saving, and the balance at its end */
    account *parties;
    account all;
    bool by_party; /* the parties' costs are known: lines are not rounded as one */
    bool any_cost;
    apn__year begins; /* the first year that costs anything, or that is stated */
} work;

static bool is_named(const apn__payback *payback, size_t line)
{
    for (size_t i = 0; i < payback->count; i++) {
        if (payback->lines[i] == line)
            return true;
    }
    return false;
}

static void widen(const work *done, const apn__figures *figures, bool *any, apn__year *first,
                  apn__year *last)
{
    for (size_t i = 0; i < figures->count; i++) {
        apn__year year = figures->list[i].year;
        if (!apn__agreement_covers(done->evaluation->agreement, year))
            continue;
        if (!*any || year < *first)
            *first = year;
        if (!*any || year > *last)
            *last = year;
        *any = true;
    }
}

/* The years in which a named line costs or a saving counts. False when there is none. */
static bool find_years(work *done)
{
    const apn_agreement *agreement = done->evaluation->agreement;
    apn_measure measure = done->evaluation->measure;
    apn__year last = 0;
    bool any = false;
    for (size_t i = 0; i < done->payback->count; i++)
        widen(done, &agreement->lines[done->payback->lines[i]].measures[measure], &any,
              &done->first, &last);
    if (!any)
        return false;
    for (size_t i = 0; i < agreement->savings->count; i++)
        widen(done, &agreement->savings->items[i].line.measures[measure], &any, &done->first,
              &last);
    if (measure == APN_OUTTURN && last > agreement->savings->last[APN_OUTTURN])
        last =
            agreement->savings->last[APN_OUTTURN]; /* beyond, nobody has said what was realised */
    if (last < done->first)
        return false;
    done->count = (size_t)(last - done->first) + 1;
    if (done->count > APN__LIMIT_YEARS_BACK)
        done->count = APN__LIMIT_YEARS_BACK;
    return true;
}

static apn_status add(const work *done, account *to, apn_decimal cost, apn_decimal saving,
                      apn_error *err)
{
    apn_status status = apn__save_more(done->statement, &to->cost, cost, err);
    if (status == APN_OK)
        status = apn__save_more(done->statement, &to->saving, saving, err);
    if (status == APN_OK)
        status = apn__save_more(done->statement, &to->balance, saving, err);
    cost.sign = -cost.sign;
    if (status == APN_OK)
        status = apn__save_more(done->statement, &to->balance, cost, err);
    to->spent = to->spent || cost.sign != 0;
    return status;
}

/* At the end of a year: is it paid back, and since when? */
static void settle(account *of, apn__year year)
{
    bool paid = of->spent && of->balance.sign >= 0;
    if (paid && !of->paid)
        of->since = year;
    of->paid = paid;
}

/* What the named lines cost a party in the year, or all parties (APN__NONE). */
static apn_status find_cost(work *done, const apn_statement *year, size_t party, apn_decimal *cost,
                            apn_error *err)
{
    apn_status status = APN_OK;
    *cost = apn__save_nil(done->statement);
    for (size_t i = 0; i < year->line_count && status == APN_OK; i++) {
        const apn__statement_line *line = &year->lines[i];
        size_t place = apn__member_place(line->members, line->member_count, party);
        if (!is_named(done->payback, line->line))
            continue;
        if (line->level == APN_LEVEL_TOTAL)
            done->by_party = false;
        if (party == APN__NONE)
            status = apn__save_more(done->statement, cost, apn_split_total(line->split), err);
        else if (place != SIZE_MAX && line->level != APN_LEVEL_TOTAL)
            status =
                apn__save_more(done->statement, cost, apn_split_amount(line->split, place), err);
    }
    return status;
}

static apn_status add_year(work *done, const apn_statement *year, size_t at, apn_error *err)
{
    const apn__saved *saved = year->saved;
    apn_measure measure = done->evaluation->measure;
    apn_decimal cost;
    apn_status status = find_cost(done, year, APN__NONE, &cost, err);
    if (status == APN_OK)
        status = add(done, &done->years[at], cost, saved->total[measure], err);
    if (status == APN_OK)
        status = add(done, &done->all, cost, saved->total[measure], err);
    if (cost.sign != 0 && !done->any_cost) {
        done->any_cost = true;
        done->begins = done->first + (int)at;
    }
    for (size_t party = 0; party < done->evaluation->agreement->party_count && status == APN_OK;
         party++) {
        status = find_cost(done, year, party, &cost, err);
        if (status == APN_OK)
            status = add(done, &done->parties[party], cost, saved->parties[measure][party], err);
    }
    return status;
}

/* Whether anything has a figure for the year. */
static bool has_figures(const work *done, apn__year year)
{
    const char *text;
    apn__year read;
    for (size_t i = 0; (text = apn_agreement_year(done->evaluation->agreement,
                                                  done->evaluation->measure, i)) != NULL;
         i++) {
        if (apn__year_read(apn__text_of(text), &read) && read == year)
            return true;
    }
    return false;
}

/* Evaluates one year. APN_OK with *told false when it cannot be: a note says why. */
static apn_status look_at_year(work *done, size_t at, bool *told, apn_error *err)
{
    apn__year year = done->first + (int)at;
    apn_statement *other = NULL;
    apn_error fault = {0};
    apn_status status = APN_OK;
    if (has_figures(done, year)) {
        char text[16];
        apn__year_write(year, text);
        status = apn__statement_make_bare(done->statement, text, done->statement->measure, &other,
                                          &fault);
        if (status == APN_MEMORY || status == APN_INTERNAL)
            return apn__fail(err, status, fault.where, "%s", fault.message);
        if (status != APN_OK) {
            apn__findings_add(done->evaluation->findings, APN_NOTE, status, done->payback->place,
                              "savings.payback",
                              "whether the savings pay back cannot be told, for want of %s: %s",
                              text, fault.message);
            *told = false;
            return APN_OK;
        }
        status = add_year(done, other, at, err);
    }
    apn_statement_unref(other);
    done->years[at].balance = done->all.balance;
    settle(&done->all, year);
    for (size_t party = 0; party < done->evaluation->agreement->party_count; party++)
        settle(&done->parties[party], year);
    return status;
}

static apn_status look_at_years(work *done, bool *told, apn_error *err)
{
    apn_status status = APN_OK;
    const account nothing = {.cost = apn__save_nil(done->statement),
                             .saving = apn__save_nil(done->statement),
                             .balance = apn__save_nil(done->statement)};
    done->all = nothing;
    for (size_t i = 0; i < done->count; i++)
        done->years[i] = nothing;
    for (size_t i = 0; i < done->evaluation->agreement->party_count; i++)
        done->parties[i] = nothing;
    for (size_t at = 0; at < done->count && *told && status == APN_OK; at++)
        status = look_at_year(done, at, told, err);
    if (done->payback->has_from)
        done->begins = done->payback->from;
    return status;
}

/* What came of it, as a sentence in the statement; and as a warning where it is too late. */
static const char *conclude(work *done)
{
    const apn__payback *payback = done->payback;
    int taken = done->all.since - done->begins + 1;
    /* While some of the stated years are still to come, nothing is late. */
    bool is_over =
        done->all.paid || done->first + (int)done->count - done->begins >= (int)payback->within;
    bool kept = done->all.paid && (payback->within == 0 || taken <= (int)payback->within);
    char since[16], last[16];
    apn__buffer words = {0};
    apn__year_write(done->all.since, since);
    apn__year_write(done->first + (int)done->count - 1, last);
    if (done->all.paid)
        apn__buffer_print(&words, "What is saved has paid back the cost in %s, year %d", since,
                          taken);
    else
        apn__buffer_print(&words, "What is saved has not paid back the cost by %s", last);
    if (payback->within > 0)
        apn__buffer_print(&words, "; %u year%s stated", payback->within,
                          payback->within == 1 ? " was" : "s were");
    apn__buffer_print(&words, ".");
    const char *said =
        words.failed ? NULL : apn__arena_copy(done->statement->arena, words.bytes, words.length);
    apn__buffer_end(&words);
    if (said != NULL && payback->within > 0 && !kept && is_over)
        apn__findings_add(done->evaluation->findings, APN_WARNING, APN_PAYBACK, payback->place,
                          "savings.payback", "%.*s", (int)strlen(said) - 1, said);
    return said;
}

static apn_status put_years(work *done, apn_error *err)
{
    const apn_section_info info = {.id = "payback",
                                   .title = "Payback",
                                   .rule = conclude(done),
                                   .rows = done->count,
                                   .columns = sizeof year_columns / sizeof *year_columns};
    apn__section *section =
        info.rule == NULL ? NULL : apn__section_add(done->statement, &info, year_columns);
    for (size_t at = 0; section != NULL && at < done->count; at++) {
        const char *year = apn__save_year(done->statement, done->first + (int)at);
        if (year == NULL)
            return apn__fail_memory(err);
        apn__section_text(section, at, 0, year, year);
        apn__section_amount(section, at, 1, done->years[at].cost);
        apn__section_amount(section, at, 2, done->years[at].saving);
        apn__section_amount(section, at, 3, done->years[at].balance);
    }
    return section == NULL ? apn__fail_memory(err)
                           : apn__section_close(section, done->statement, err);
}

static apn_status put_parties(work *done, apn_error *err)
{
    const apn_agreement *agreement = done->evaluation->agreement;
    const apn_section_info info = {
        .id = "payback_by_party",
        .title = "Payback by party",
        .rule = "The year is the first from which on a party has saved what it was charged.",
        .rows = agreement->party_count,
        .columns = sizeof party_columns / sizeof *party_columns};
    apn__section *section = apn__section_add(done->statement, &info, party_columns);
    for (size_t party = 0; section != NULL && party < agreement->party_count; party++) {
        const account *of = &done->parties[party];
        const char *year = of->paid ? apn__save_year(done->statement, of->since) : "";
        if (year == NULL)
            return apn__fail_memory(err);
        apn__section_party(section, agreement, party, 0, party);
        apn__section_amount(section, party, 1, of->cost);
        apn__section_amount(section, party, 2, of->saving);
        apn__section_amount(section, party, 3, of->balance);
        apn__section_text(section, party, 4, year, of->spent && !of->paid ? "not yet" : year);
    }
    return section == NULL ? apn__fail_memory(err)
                           : apn__section_close(section, done->statement, err);
}

apn_status apn__payback_section(const apn__evaluation *evaluation, apn_statement *statement,
                                apn_error *err)
{
    const apn__savings *savings = evaluation->agreement->savings;
    bool told = true;
    if (savings == NULL || savings->payback == NULL)
        return APN_OK;
    work done = {.evaluation = evaluation,
                 .statement = statement,
                 .payback = savings->payback,
                 .by_party = true};
    if (!find_years(&done))
        return APN_OK;
    done.years = apn__arena_alloc(statement->arena, done.count, sizeof *done.years);
    done.parties = apn__arena_alloc(statement->arena, evaluation->agreement->party_count,
                                    sizeof *done.parties);
    if (done.years == NULL || done.parties == NULL)
        return apn__fail_memory(err);
    apn_status status = look_at_years(&done, &told, err);
    if (status == APN_OK && told)
        status = put_years(&done, err);
    if (status == APN_OK && told && done.by_party)
        status = put_parties(&done, err);
    return status;
}
