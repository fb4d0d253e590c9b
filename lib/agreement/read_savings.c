/* read_savings.c: the register of savings: its items, the headline that they are checked against,
 * and the costs that they are to pay back. */
#include "savings_reader.h"

#include "library_limits.h"

typedef struct savings_text {
    const apn__node *basis, *headline, *payback, *items;
} savings_text;

static const apn__key savings_keys[] = {
    APN__KEY(savings_text, basis, "basis", apn__keep_node),
    APN__KEY(savings_text, headline, "headline", apn__keep_node),
    APN__KEY(savings_text, payback, "payback", apn__keep_node),
    APN__KEY(savings_text, items, "items", apn__keep_node),
};
static const apn__table savings_table = APN__TABLE("`savings`", savings_keys);

typedef struct headline_text {
    const apn__node *amount, *circa, *of;
    const char *source;
} headline_text;

static const apn__key headline_keys[] = {
    APN__REQUIRED(headline_text, amount, "amount", apn__keep_node),
    APN__KEY(headline_text, circa, "circa", apn__keep_node),
    APN__KEY(headline_text, of, "of", apn__keep_node),
    APN__KEY(headline_text, source, "source", apn__read_text),
};
static const apn__table headline_table = APN__TABLE("a headline of savings", headline_keys);

typedef struct payback_text {
    const apn__node *lines, *within_years, *from;
} payback_text;

static const apn__key payback_keys[] = {
    APN__REQUIRED(payback_text, lines, "lines", apn__keep_node),
    APN__KEY(payback_text, within_years, "within_years", apn__keep_node),
    APN__KEY(payback_text, from, "from", apn__keep_node),
};
static const apn__table payback_table = APN__TABLE("`payback`", payback_keys);

bool apn__read_yes(apn__reader *reader, const apn__node *node, const apn__trail *up,
                   const char **answer)
{
    static const char *const answers[] = {"no", "yes"};
    if (node == NULL)
        return false;
    apn__trail trail = apn__trail_of_key(up, node);
    size_t found = apn__read_word(reader, node, &trail, "an answer to that", answers, 2);
    if (found < 2)
        *answer = answers[found];
    return found == 1;
}

static void read_headline(apn__reader *reader, const apn__node *node, const apn__trail *up,
                          apn__headline *headline)
{
    headline_text text = {.source = ""};
    const char *answer;
    apn__trail trail = apn__trail_of_key(up, node);
    apn__read_mapping(reader, node, &trail, &headline_table, &text);
    headline->source = text.source;
    headline->circa = apn__read_yes(reader, text.circa, &trail, &answer);
    if (text.amount != NULL) {
        apn__trail here = apn__trail_of_key(&trail, text.amount);
        headline->place = text.amount->place;
        headline->given =
            apn__read_amount(reader, text.amount, &here, reader->amounts, &headline->amount);
        if (headline->given)
            headline->decimals = apn__written_decimals(text.amount->text);
    }
    if (text.of == NULL)
        return;
    apn__trail here = apn__trail_of_key(&trail, text.of);
    headline->has_of = apn__read_amount(reader, text.of, &here, reader->amounts, &headline->of);
    if (headline->has_of && headline->of.sign <= 0)
        apn__fault(reader, APN_NUMBER, text.of->place, &here,
                   "the total that the headline is a part of must be above zero, and is %.*s",
                   APN__SHOW(text.of->text));
}

static const apn__payback *read_payback(apn__reader *reader, const apn__node *node,
                                        const apn__trail *up)
{
    payback_text text = {0};
    apn__payback *payback = apn__keep(reader, 1, sizeof *payback);
    apn__trail trail = apn__trail_of_key(up, node);
    if (payback == NULL ||
        !apn__is_mapping(reader, node, &trail,
                         "a group of keys, as {lines: [hardware], within_years: 2}"))
        return NULL;
    payback->place = node->place;
    apn__read_mapping(reader, node, &trail, &payback_table, &text);
    if (text.lines != NULL)
        payback->count = apn__read_line_ids(reader, text.lines, &trail, "[hardware, migration]",
                                            &payback->lines);
    if (text.from != NULL)
        payback->has_from = apn__read_year(reader, text.from, &trail, &payback->from);
    if (text.within_years != NULL) {
        apn__trail here = apn__trail_of_key(&trail, text.within_years);
        if (apn__read_whole(reader, text.within_years, &here, APN__LIMIT_PERIODS,
                            &payback->within) &&
            payback->within == 0)
            apn__fault(reader, APN_NUMBER, text.within_years->place, &here,
                       "costs cannot be paid back within 0 years: write 1 or more");
    }
    return payback;
}

/* The basis of savings that name none: that of the register, or the agreement's default. */
static apn__saving_basis read_basis(apn__reader *reader, const apn__node *node,
                                    const savings_text *text, const apn__trail *up)
{
    if (text->basis == NULL)
        return (apn__saving_basis){
            reader->default_basis,
            reader->has_default_basis || apn__node_find(node, "basis") != NULL, true, node->place};
    apn__trail here = apn__trail_of_key(up, text->basis);
    return (apn__saving_basis){apn__read_default_basis(reader, text->basis, &here), true, false,
                               text->basis->place};
}

static void read_items(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       const apn__saving_basis *basis, apn__savings *savings)
{
    apn__index ids = {0};
    size_t at = 0;
    if (!apn__is_list(reader, node, trail, "a list of savings, each as {id: …, target: {…}}"))
        return;
    if (node->count > APN__LIMIT_ITEMS) {
        apn__fault(reader, APN_LIMIT, node->place, trail,
                   "the register has %zu savings: %u are the most", node->count, APN__LIMIT_ITEMS);
        return;
    }
    apn__index_list(reader, node, trail, "a saving", &ids);
    savings->items = apn__keep(reader, node->count, sizeof *savings->items);
    if (savings->items == NULL)
        return;
    for (const apn__node *entry = node->first; entry != NULL && !reader->no_memory;
         entry = entry->next, at++) {
        apn__trail here = apn__trail_of_entry(trail, entry, at + 1);
        savings->count = at + 1;
        apn__read_saving(reader, entry, &here, basis, &savings->items[at]);
    }
    if (!reader->no_memory)
        apn__count_savings(reader, node, trail, savings);
}

void apn__read_savings(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    savings_text text = {0};
    apn__savings *savings = apn__keep(reader, 1, sizeof *savings);
    if (savings == NULL ||
        !apn__is_mapping(reader, node, trail, "a group of keys, as {items: […]}"))
        return;
    savings->place = node->place;
    apn__read_mapping(reader, node, trail, &savings_table, &text);
    if (text.headline != NULL)
        read_headline(reader, text.headline, trail, &savings->headline);
    apn__saving_basis basis = read_basis(reader, node, &text, trail);
    if (text.items != NULL) {
        apn__trail here = apn__trail_of_key(trail, text.items);
        read_items(reader, text.items, &here, &basis, savings);
    }
    if (text.payback != NULL)
        savings->payback = read_payback(reader, text.payback, trail);
    if (apn__node_find(node, "items") == NULL && !node->truncated &&
        (text.payback != NULL || apn__node_find(node, "headline") == NULL))
        apn__fault(reader, APN_MISSING_KEY, node->place, trail,
                   text.payback != NULL
                       ? "nothing pays back: list the savings under `items`"
                       : "`savings` says nothing: give it a `headline`, or `items`");
    reader->agreement->savings = savings;
}
