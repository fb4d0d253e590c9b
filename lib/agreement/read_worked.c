/* read_worked.c: budgets that are worked out: `indexed` and `financing`, of a line or an item. */
#include "agreement_reader.h"

#include "agreement_year.h"
#include "library_limits.h"
#include "worked.h"

typedef struct indexed_text {
    const apn__node *amount, *index, *rate, *base, *from, *to;
} indexed_text;

static const apn__key indexed_keys[] = {
    APN__REQUIRED(indexed_text, amount, "amount", apn__keep_node),
    APN__KEY(indexed_text, index, "index", apn__keep_node),
    APN__KEY(indexed_text, rate, "rate", apn__keep_node),
    APN__REQUIRED(indexed_text, base, "base", apn__keep_node),
    APN__KEY(indexed_text, from, "from", apn__keep_node),
    APN__KEY(indexed_text, to, "to", apn__keep_node),
};
static const apn__table indexed_table = APN__TABLE("an indexed amount", indexed_keys);

typedef struct financing_text {
    const apn__node *principal, *rate, *years, *from, *by, *payments, *charge;
} financing_text;

static const apn__key financing_keys[] = {
    APN__REQUIRED(financing_text, principal, "principal", apn__keep_node),
    APN__REQUIRED(financing_text, rate, "rate", apn__keep_node),
    APN__REQUIRED(financing_text, years, "years", apn__keep_node),
    APN__REQUIRED(financing_text, from, "from", apn__keep_node),
    APN__REQUIRED(financing_text, by, "by", apn__keep_node),
    APN__KEY(financing_text, payments, "payments", apn__keep_node),
    APN__KEY(financing_text, charge, "charge", apn__keep_node),
};
static const apn__table financing_table = APN__TABLE("`financing`", financing_keys);

/* What the amount is for, in the words of its index. */
static bool read_base(apn__reader *reader, const apn__node *node, const apn__trail *up,
                      const apn__series *series, int *base)
{
    apn__trail trail = apn__trail_of_key(up, node);
    bool by_month = series->kind == APN__BY_MONTH;
    if (!apn__is_text(reader, node, &trail, by_month ? "a month" : "a financial year"))
        return false;
    if (by_month ? apn__month_read(node->text, base) : apn__year_read(node->text, base))
        return true;
    apn__fault(reader, APN_WRONG_TYPE, node->place, &trail,
               "`%.*s` is not what the amount can be for: the index `%s` is given by %s",
               APN__SHOW(node->text), series->id,
               by_month ? "month, as 2015-04" : "financial year, as 2015/16");
    return false;
}

/* The day at which a rate begins to count. */
static bool read_base_day(apn__reader *reader, const apn__node *node, const apn__trail *up,
                          apn__day *day)
{
    apn__date date = {0};
    apn__trail trail = apn__trail_of_key(up, node);
    apn__read_date(reader, node, &trail, &date);
    if (date.year == 0)
        return false;
    *day = apn__day_of(date);
    if (!reader->agreement->by_months || (date.day == 1 && reader->agreement->year_day == 1))
        return true;
    apn__fault(reader, APN_NOT_MONTH_EDGE, node->place, &trail,
               "a rate counts whole months under `proration: months`, and %s: mend the date, or "
               "count days",
               date.day == 1 ? "years do not begin on the first of a month"
                             : "the base is not the first of a month");
    return false;
}

/* The first year: `from`, or the one that holds the base. */
static bool read_from(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      apn__worked *worked)
{
    const apn_agreement *agreement = reader->agreement;
    if (node != NULL)
        return apn__read_year(reader, node, trail, &worked->from);
    if (worked->kind == APN__RATED)
        worked->from = apn__year_of(agreement, worked->base_day);
    else if (agreement->series[worked->series].kind != APN__BY_MONTH)
        worked->from = worked->base;
    else
        worked->from = apn__year_of(
            agreement, apn__day_of((apn__date){worked->base / 12, worked->base % 12 + 1, 1}));
    return true;
}

/* The last year: `to`, or the agreement's last. */
static bool read_to(apn__reader *reader, const apn__node *node, const apn__node *parent,
                    const apn__trail *trail, apn__worked *worked)
{
    const apn_agreement *agreement = reader->agreement;
    if (node != NULL)
        return apn__read_year(reader, node, trail, &worked->to);
    if (agreement->effective.until.day != 0) {
        worked->to = apn__year_of(agreement, agreement->effective.until.day);
        return true;
    }
    if (apn__node_find(parent, "to") == NULL && !parent->truncated)
        apn__fault(reader, APN_MISSING_KEY, parent->place, trail,
                   "the amount has no last year, and the agreement has no end: write `to`, as "
                   "2018/19");
    return false;
}

static bool check_years(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                        const apn__worked *worked)
{
    if (worked->from > worked->to) {
        char from[16], to[16];
        apn__year_write(worked->from, from);
        apn__year_write(worked->to, to);
        apn__fault(reader, APN_WRONG_TYPE, node->place, trail,
                   "the amount begins in %s and ends in %s, which is earlier: mend `from` or `to`",
                   from, to);
        return false;
    }
    if (worked->to - worked->from < (int)APN__LIMIT_PERIODS)
        return true;
    apn__fault(reader, APN_LIMIT, node->place, trail,
               "an amount is worked out for %u years at most", APN__LIMIT_PERIODS);
    return false;
}

/* What the amount follows: an index or a rate. */
static bool read_followed(apn__reader *reader, const apn__node *node, const indexed_text *text,
                          const apn__trail *up, apn__worked *worked)
{
    const apn__node *followed = text->index != NULL ? text->index : text->rate;
    if (followed == NULL && apn__node_find(node, "index") == NULL &&
        apn__node_find(node, "rate") == NULL && !node->truncated)
        apn__fault(reader, APN_MISSING_KEY, node->place, up,
                   "the amount follows nothing: give it an `index`, or a yearly `rate`");
    if (followed == NULL)
        return false;
    apn__trail trail = apn__trail_of_key(up, followed);
    if (text->index != NULL && text->rate != NULL) {
        trail = apn__trail_of_key(up, text->rate);
        apn__fault(reader, APN_WRONG_TYPE, text->rate->key_place, &trail,
                   "an amount follows an `index` or a `rate`, but not both: keep one of them");
        return false;
    }
    worked->kind = text->rate != NULL ? APN__RATED : APN__INDEXED;
    if (worked->kind == APN__RATED)
        return apn__read_rate(reader, followed, &trail, &worked->percent);
    if (!apn__is_text(reader, followed, &trail, "the id of an index"))
        return false;
    worked->series =
        apn__find_id(reader, &reader->indices, followed->text, followed->place, &trail, "index");
    return worked->series != APN__NONE &&
           reader->agreement->series[worked->series].readings != NULL;
}

static bool read_indexed(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                         apn__worked *worked)
{
    indexed_text text = {0};
    apn__read_mapping(reader, node, trail, &indexed_table, &text);
    bool good = text.amount != NULL && text.base != NULL;
    if (text.amount != NULL) {
        apn__trail here = apn__trail_of_key(trail, text.amount);
        good =
            apn__read_number(reader, text.amount, &here, APN_FORM_MONEY, &worked->amount) && good;
    }
    if (!read_followed(reader, node, &text, trail, worked) || text.base == NULL)
        return false;
    if (worked->kind == APN__RATED)
        good = read_base_day(reader, text.base, trail, &worked->base_day) && good;
    else
        good = read_base(reader, text.base, trail, &reader->agreement->series[worked->series],
                         &worked->base) &&
               good;
    return good && read_from(reader, text.from, trail, worked) &&
           read_to(reader, text.to, node, trail, worked) &&
           check_years(reader, node, trail, worked);
}

/* A word of a list, or the first where there is none. */
static bool read_choice(apn__reader *reader, const apn__node *node, const apn__trail *up,
                        const char *what, const char *const *words, size_t count, size_t *choice)
{
    *choice = 0;
    if (node == NULL)
        return true;
    apn__trail trail = apn__trail_of_key(up, node);
    *choice = apn__read_word(reader, node, &trail, what, words, count);
    return *choice < count;
}

/* The words of a loan that are chosen from lists. */
static bool read_loan_words(apn__reader *reader, const financing_text *text,
                            const apn__trail *trail, apn__worked *worked)
{
    static const char *const ways[] = {"annuity", "equal-instalments"};
    static const char *const payments[] = {"yearly", "monthly"};
    static const char *const charges[] = {"both", "principal", "interest"};
    size_t way, payment, charge;
    bool good = read_choice(reader, text->by, trail, "a way to repay", ways, 2, &way);
    good =
        read_choice(reader, text->payments, trail, "a rhythm of payments", payments, 2, &payment) &&
        good;
    good =
        read_choice(reader, text->charge, trail, "a part to charge", charges, 3, &charge) && good;
    worked->kind = way == 0 ? APN__ANNUITY : APN__INSTALMENTS;
    worked->monthly = payment == 1;
    worked->charged = (apn__charged)charge;
    return good;
}

static bool check_positive(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                           bool good)
{
    apn__path path;
    if (!good)
        apn__fault(reader, APN_NUMBER, node->place, trail, "`%.*s` for `%s` must be above zero",
                   APN__SHOW(node->text), apn__spell(trail, &path));
    return good;
}

/* How long the loan is. */
static bool read_term(apn__reader *reader, const financing_text *text, const apn__trail *up,
                      apn__worked *worked)
{
    unsigned years = 0, most = APN__LIMIT_PERIODS / (worked->monthly ? 12 : 1);
    apn__trail trail = apn__trail_of_key(up, text->years);
    bool good = apn__read_whole(reader, text->years, &trail, most, &years) &&
                check_positive(reader, text->years, &trail, years > 0);
    good = apn__read_year(reader, text->from, up, &worked->from) && good;
    worked->to = worked->from + (int)years - 1;
    return good;
}

static bool read_rate(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      apn_decimal *percent)
{
    if (!apn__read_number(reader, node, trail, APN_FORM_PERCENT, percent))
        return false;
    if (percent->sign >= 0)
        return true;
    apn__fault(reader, APN_NUMBER, node->place, trail,
               "a loan at %.*s is below zero: its rate is 0 %% or more", APN__SHOW(node->text));
    return false;
}

static bool read_financing(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                           apn__worked *worked)
{
    financing_text text = {0};
    apn__read_mapping(reader, node, trail, &financing_table, &text);
    bool good = read_loan_words(reader, &text, trail, worked);
    if (text.principal != NULL) {
        apn__trail here = apn__trail_of_key(trail, text.principal);
        good = apn__read_amount(reader, text.principal, &here, APN_ROUND_NONE, &worked->amount) &&
               check_positive(reader, text.principal, &here, worked->amount.sign > 0) && good;
    }
    if (text.rate != NULL) {
        apn__trail here = apn__trail_of_key(trail, text.rate);
        good = read_rate(reader, text.rate, &here, &worked->percent) && good;
    }
    if (text.years == NULL || text.from == NULL)
        return false;
    return read_term(reader, &text, trail, worked) && good && text.principal != NULL &&
           text.rate != NULL && text.by != NULL;
}

/* Whether the file may still ask for so much: a short one could ask for hours. */
static bool count_work(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       const apn__worked *worked)
{
    size_t count = (size_t)(worked->to - worked->from + 1) * (worked->monthly ? 12 : 1);
    bool before = reader->worked <= APN__LIMIT_WORKED;
    reader->worked += count;
    if (before && reader->worked > APN__LIMIT_WORKED)
        apn__fault(reader, APN_LIMIT, node->place, trail,
                   "the file has more than %u years and payments of amounts that are worked out: "
                   "share it out over several agreements",
                   APN__LIMIT_WORKED);
    return reader->worked <= APN__LIMIT_WORKED;
}

/* The figures that the budget makes, in the agreement. */
static void keep_figures(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                         apn__worked *worked, apn__figures *budget)
{
    apn_error err = {0};
    size_t count = apn__worked_count(reader->agreement, worked);
    if (count == 0)
        apn__fault(reader, APN_OUTSIDE_AGREEMENT, node->place, trail,
                   "no year of the amount lies within the agreement and the life of the line: mend "
                   "its years");
    if (!count_work(reader, node, trail, worked))
        return;
    apn__figure *list = apn__keep(reader, count, sizeof *list);
    if (list != NULL && apn__worked_is_loan(worked))
        worked->loan_years = apn__keep(reader, count, sizeof *worked->loan_years);
    if (list == NULL || reader->no_memory)
        return;
    apn_status status = apn__worked_figures(reader->agreement, worked, list, &err);
    if (status == APN_OK)
        *budget = (apn__figures){.list = list, .count = count};
    else if (status == APN_MEMORY)
        apn__findings_fail_memory(reader->findings);
    else
        apn__fault(reader, status, node->place, trail, "%s", err.message);
}

static const apn__worked *read_worked(apn__reader *reader, const apn__node *node,
                                      const apn__trail *trail, const apn__budget_nodes *nodes,
                                      apn__figures *budget)
{
    apn__worked *worked = apn__keep(reader, 1, sizeof *worked);
    if (worked == NULL || !apn__is_mapping(reader, node, trail, "a group of keys"))
        return NULL;
    worked->place = node->place;
    worked->life = nodes->life;
    worked->mode = nodes->amounts == APN_ROUND_NONE ? APN_ROUND_HALF_AWAY : nodes->amounts;
    bool good = node == nodes->indexed ? read_indexed(reader, node, trail, worked)
                                       : read_financing(reader, node, trail, worked);
    if (!good)
        return NULL;
    keep_figures(reader, node, trail, worked, budget);
    return worked;
}

const apn__worked *apn__read_worked(apn__reader *reader, const apn__budget_nodes *nodes,
                                    const apn__trail *up, apn__figures *budget)
{
    const apn__node *makers[] = {nodes->indexed, nodes->financing, nodes->budget, nodes->items};
    const apn__node *first = nodes->indexed != NULL ? nodes->indexed : nodes->financing;
    if (first == NULL)
        return NULL;
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
        if (makers[i] == NULL || makers[i] == first)
            continue;
        apn__trail here = apn__trail_of_key(up, makers[i]);
        apn__fault(reader, APN_DUPLICATE_KEY, makers[i]->key_place, &here,
                   "`%.*s` and `%.*s` both make the budget: keep one of them",
                   APN__SHOW(first->key), APN__SHOW(makers[i]->key));
    }
    apn__trail here = apn__trail_of_key(up, first);
    return read_worked(reader, first, &here, nodes, budget);
}
