/* read_prepaid.c: one payment for several years, charged to each by the days or months of it that
 * the payment covers. The years' parts are the payment: they are split by largest remainder, the
 * earlier year first. */
#include "agreement_reader.h"

#include "library_limits.h"

typedef struct prepaid_text {
    const apn__node *amount, *by;
    apn__edge from, until;
} prepaid_text;

static const apn__key prepaid_keys[] = {
    APN__REQUIRED(prepaid_text, amount, "amount", apn__keep_node),
    APN__REQUIRED(prepaid_text, from, "from", apn__read_edge),
    APN__REQUIRED(prepaid_text, until, "until", apn__read_edge),
    APN__KEY(prepaid_text, by, "by", apn__keep_node),
};
static const apn__table prepaid_table = APN__TABLE("`prepaid`", prepaid_keys);

/* A payment and what it covers. */
typedef struct prepaid {
    apn_decimal amount;
    apn__day first, last;
    bool by_months;
    apn__year year; /* the first */
    size_t years;
} prepaid;

const apn__node *apn__prepaid_node(const apn__node *node)
{
    return node->kind == APN__MAPPING ? apn__node_find(node, "prepaid") : NULL;
}

/* Months are whole, and so are the months of years. */
static bool check_edges(apn__reader *reader, const prepaid_text *text, const apn__trail *trail)
{
    bool whole = apn__month_first(text->from.day) == text->from.day &&
                 apn__month_last(text->until.day) == text->until.day &&
                 reader->agreement->year_day == 1;
    if (!whole)
        apn__fault(reader, APN_NOT_MONTH_EDGE, text->from.place, trail,
                   "what is prepaid is charged by whole months, and %s: mend its dates, or charge "
                   "`by: days`",
                   reader->agreement->year_day != 1 ? "years do not begin on the first of a month"
                                                    : "its time does not begin and end with one");
    return whole;
}

/* Every year that it covers must be one of the agreement, and there may be so many. */
static bool check_years(apn__reader *reader, const prepaid_text *text, const apn__trail *trail,
                        const prepaid *held)
{
    char outside[16];
    if (held->years > APN__LIMIT_PERIODS || (reader->worked += held->years) > APN__LIMIT_WORKED) {
        apn__fault(reader, APN_LIMIT, text->from.place, trail,
                   "a payment is charged over %u years at most, and all that are worked out in a "
                   "file over %u",
                   APN__LIMIT_PERIODS, APN__LIMIT_WORKED);
        return false;
    }
    for (size_t i = 0; i < held->years; i++) {
        if (apn__agreement_covers(reader->agreement, held->year + (apn__year)i))
            continue;
        apn__year_write(held->year + (apn__year)i, outside);
        apn__fault(reader, APN_OUTSIDE_AGREEMENT, text->from.place, trail,
                   "what is prepaid covers days of %s, which lies outside the agreement: its part "
                   "cannot vanish, so write what the agreement pays, for its own years",
                   outside);
        return false;
    }
    return true;
}

static bool read_by(apn__reader *reader, const apn__node *node, const apn__trail *up, bool *months)
{
    static const char *const words[] = {"days", "months"};
    *months = reader->agreement->by_months;
    if (node == NULL)
        return true;
    apn__trail trail = apn__trail_of_key(up, node);
    size_t found = apn__read_word(reader, node, &trail, "a way to prorate", words, 2);
    *months = found == 1;
    return found < 2;
}

/* The days or months of the year that the payment covers. */
static apn_decimal weight_of(const apn_agreement *agreement, const prepaid *held, apn__year year)
{
    apn__day first = apn__year_first(agreement, year), last = apn__year_first(agreement, year + 1);
    first = held->first > first ? held->first : first;
    last = held->last < last - 1 ? held->last : last - 1;
    return apn_decimal_from_i64(held->by_months ? apn__months(first, last) : last - first + 1);
}

static apn_status share_out(apn__reader *reader, const apn__node *node, const prepaid *held,
                            apn__figures *figures, apn_error *err)
{
    const apn_agreement *agreement = reader->agreement;
    apn_split_options options = {.size = sizeof options, .unit = agreement->info.unit};
    apn_splitter *splitter = NULL;
    apn_split *split = NULL;
    apn_decimal *weights = apn__scratch(reader, held->years, sizeof *weights);
    apn__figure *list = apn__keep(reader, held->years, sizeof *list);
    if (weights == NULL || list == NULL)
        return apn__fail_memory(err);
    for (size_t i = 0; i < held->years; i++)
        weights[i] = weight_of(agreement, held, held->year + (apn__year)i);
    apn_status status = apn_splitter_make(weights, held->years, &options, &splitter, err);
    if (status == APN_OK)
        status = apn_split_make(splitter, held->amount, &split, err);
    for (size_t i = 0; status == APN_OK && i < held->years; i++)
        list[i] = (apn__figure){.year = held->year + (apn__year)i,
                                .amount = apn_split_amount(split, i),
                                .place = node->place};
    if (status == APN_OK)
        *figures = (apn__figures){.list = list, .count = held->years};
    apn_splitter_free(splitter);
    apn_split_free(split);
    return status;
}

static void read_payment(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                         apn_rounding_mode mode, apn__figures *figures)
{
    prepaid_text text = {0};
    prepaid held = {0};
    apn_error err = {0};
    apn__read_mapping(reader, node, trail, &prepaid_table, &text);
    bool good = text.amount != NULL;
    if (good) {
        apn__trail here = apn__trail_of_key(trail, text.amount);
        good = apn__read_amount(reader, text.amount, &here, mode, &held.amount);
    }
    good = read_by(reader, text.by, trail, &held.by_months) && good;
    apn__period period = {text.from, text.until};
    apn__check_period(reader, trail, &period, "what is prepaid ends before it begins",
                      "`from` or `until`");
    if (!good || period.from.day == 0 || period.until.day == 0 ||
        (held.by_months && !check_edges(reader, &text, trail)))
        return;
    held.first = period.from.day;
    held.last = period.until.day;
    held.year = apn__year_of(reader->agreement, held.first);
    held.years = (size_t)(apn__year_of(reader->agreement, held.last) - held.year) + 1;
    if (!check_years(reader, &text, trail, &held))
        return;
    apn_status status = share_out(reader, node, &held, figures, &err);
    if (status == APN_MEMORY)
        apn__findings_fail_memory(reader->findings);
    else if (status != APN_OK)
        apn__fault(reader, status, node->place, trail, "%s", err.message);
    else
        figures->cover = period;
}

/* Whether the days leave out any of the line's life in the years that they are of. */
static bool cuts(const apn_agreement *agreement, const apn__period *days, const apn__period *life)
{
    apn__day first = apn__year_first(agreement, apn__year_of(agreement, days->from.day));
    apn__day last = apn__year_first(agreement, apn__year_of(agreement, days->until.day) + 1) - 1;
    const apn__period *bounds[] = {life, &agreement->effective};
    for (size_t i = 0; i < 2; i++) {
        first = bounds[i]->from.day > first ? bounds[i]->from.day : first;
        if (bounds[i]->until.day != 0 && bounds[i]->until.day < last)
            last = bounds[i]->until.day;
    }
    return days->from.day > first || days->until.day < last;
}

static bool same_days(const apn__period *a, const apn__period *b)
{
    return a->from.day == b->from.day && a->until.day == b->until.day;
}

void apn__join_covers(apn__reader *reader, const apn__trail *up, apn__line *line,
                      apn_measure measure)
{
    const apn__figures *one = NULL;
    bool same = true;
    char first[APN__DAY_SIZE], last[APN__DAY_SIZE];
    for (size_t i = 0; i < line->item_count; i++) {
        const apn__figures *other = &line->items[i].measures[measure];
        same = same && (other->count == 0 || one == NULL || same_days(&one->cover, &other->cover));
        one = other->count > 0 ? other : one;
    }
    if (same && one != NULL)
        line->measures[measure].cover = one->cover;
    for (size_t i = 0; i < line->item_count && !same; i++) {
        const apn__period *cover = &line->items[i].measures[measure].cover;
        apn__trail here = {up, {"", 0}, i + 1};
        if (cover->from.day != 0 && cuts(reader->agreement, cover, &line->life))
            apn__fault(reader, APN_WRONG_TYPE, cover->from.place, &here,
                       "the item is prepaid from %s to %s, which are the days whose members share "
                       "it, and other items of the line are for other days: make it a cost line of "
                       "its own",
                       apn__day_write(cover->from.day, first),
                       apn__day_write(cover->until.day, last));
    }
}

void apn__read_prepaid(apn__reader *reader, const apn__node *node, const apn__trail *up,
                       apn_rounding_mode mode, apn__figures *figures)
{
    const apn__node *payment = apn__prepaid_node(node);
    for (const apn__node *child = node->first; child != NULL; child = child->next) {
        apn__trail here = apn__trail_of_key(up, child);
        if (child == payment)
            continue;
        apn__fault(reader, APN_UNKNOWN_KEY, child->key_place, &here,
                   "`%.*s` stands beside `prepaid`, which makes the figures of all its years: "
                   "write other payments as items of their own",
                   APN__SHOW(child->key));
    }
    apn__trail here = apn__trail_of_key(up, payment);
    if (apn__is_mapping(
            reader, payment, &here,
            "a group of keys, as {amount: 949.00, from: 2014-04-01, until: 2016-03-31}"))
        read_payment(reader, payment, &here, mode, figures);
}
