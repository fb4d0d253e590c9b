/* read_discount.c: how amounts of later years are discounted: by which rates, from which year. */
#include "agreement_reader.h"

#include "library_limits.h"
#include "real.h"

typedef struct discount_text {
    const apn__node *rates, *base_year, *mid_year, *prices;
} discount_text;

static const apn__key discount_keys[] = {
    APN__REQUIRED(discount_text, rates, "rates", apn__keep_node),
    APN__REQUIRED(discount_text, base_year, "base_year", apn__keep_node),
    APN__KEY(discount_text, mid_year, "mid_year", apn__keep_node),
    APN__KEY(discount_text, prices, "prices", apn__keep_node),
};
static const apn__table discount_table = APN__TABLE("`discount`", discount_keys);

typedef struct step_text {
    const apn__node *until, *rate;
} step_text;

static const apn__key step_keys[] = {
    APN__KEY(step_text, until, "until", apn__keep_node),
    APN__REQUIRED(step_text, rate, "rate", apn__keep_node),
};
static const apn__table step_table = APN__TABLE("a step of rates", step_keys);

/* A name of published rates, or one rate for all years. */
static bool read_named(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       apn__discount *discount)
{
    static const char *const names[] = {"green-book-2022"};
    if (apn__text_is(node->text, names[0])) {
        apn__rate_schedule schedule = apn__green_book_2022();
        discount->steps = schedule.steps;
        discount->step_count = schedule.count;
        discount->green_book = true;
        return true;
    }
    apn__rate_step *step = apn__keep(reader, 1, sizeof *step);
    if (step == NULL)
        return false;
    step->last_year = APN__LIMIT_PERIODS;
    discount->steps = step;
    discount->step_count = 1;
    bool digit = node->text.length > 0 && strchr("+-.0123456789", *node->text.bytes) != NULL;
    if (digit || apn__is_empty(node))
        return apn__read_rate(reader, node, trail, &step->percent);
    (void)apn__read_word(reader, node, trail, "a schedule of rates, nor a rate such as 3.5%", names,
                         1);
    return false;
}

/* The last year of a step, which rises; only the last step may go on. */
static bool read_until(apn__reader *reader, const apn__node *entry, const apn__node *node,
                       const apn__trail *up, unsigned long before, unsigned long *last_year)
{
    unsigned until = 0;
    if (node == NULL && entry->next == NULL) {
        *last_year = APN__LIMIT_PERIODS;
        return true;
    }
    if (node == NULL) {
        if (apn__node_find(entry, "until") == NULL && !entry->truncated)
            apn__fault(reader, APN_MISSING_KEY, entry->place, up,
                       "only the last rate may go on for ever: write `until`, the last year that "
                       "this one holds");
        return false;
    }
    apn__trail trail = apn__trail_of_key(up, node);
    if (!apn__read_whole(reader, node, &trail, APN__LIMIT_PERIODS, &until))
        return false;
    *last_year = until;
    if (until > before)
        return true;
    apn__fault(reader, APN_NUMBER, node->place, &trail,
               "a rate that holds until year %u must follow one that ends sooner: the one before "
               "ends with year %lu",
               until, before);
    return false;
}

static bool read_steps(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                       apn__discount *discount)
{
    bool good = node->count > 0;
    unsigned long before = 0;
    apn__rate_step *steps = apn__keep(reader, node->count, sizeof *steps);
    if (!good)
        apn__fault(reader, APN_MISSING_KEY, node->place, trail, "the list of rates is empty");
    for (const apn__node *entry = node->first; entry != NULL && steps != NULL;
         entry = entry->next) {
        apn__trail here = {trail, {"", 0}, discount->step_count + 1};
        apn__rate_step *step = &steps[discount->step_count++];
        step_text text = {0};
        apn__read_mapping(reader, entry, &here, &step_table, &text);
        if (entry->kind != APN__MAPPING || text.rate == NULL)
            return false;
        apn__trail rate = apn__trail_of_key(&here, text.rate);
        good = apn__read_rate(reader, text.rate, &rate, &step->percent) && good;
        if (!read_until(reader, entry, text.until, &here, before, &step->last_year))
            return false;
        before = step->last_year;
    }
    discount->steps = steps;
    return good && steps != NULL;
}

/* "3.5 % to year 30, 3 % to year 75, 2.5 % to year 125". */
static void say_rates(apn__reader *reader, apn__discount *discount)
{
    apn__buffer words = {0};
    for (size_t i = 0; i < discount->step_count; i++) {
        char percent[APN_DECIMAL_TEXT_SIZE];
        apn_decimal_format(discount->steps[i].percent, 0, percent);
        apn__buffer_print(&words, "%s%s %%", i == 0 ? "" : ", ", percent);
        if (discount->steps[i].last_year < APN__LIMIT_PERIODS)
            apn__buffer_print(&words, " to year %lu", discount->steps[i].last_year);
    }
    if (words.failed)
        apn__findings_fail_memory(reader->findings);
    else
        discount->rates = apn__keep_text(reader, (apn__text){words.bytes, words.length});
    apn__buffer_end(&words);
}

static bool read_base_year(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                           apn__discount *discount)
{
    char text[16];
    if (!apn__read_year(reader, node, trail, &discount->base))
        return false;
    apn__year_write(discount->base, text);
    discount->base_year = apn__keep_text(reader, apn__text_of(text));
    return true;
}

/* What the amounts are in: the prices of one year, or the money of each. The Green Book's rates are
 * for the former. */
static bool read_prices(apn__reader *reader, const apn__node *node, const apn__trail *up,
                        apn__discount *discount)
{
    static const char *const words[] = {"real", "nominal"};
    enum { COUNT = sizeof words / sizeof *words };
    discount->prices = discount->green_book ? words[0] : "";
    if (node == NULL)
        return true;
    apn__trail trail = apn__trail_of_key(up, node);
    size_t found = apn__read_word(reader, node, &trail, "a price base", words, COUNT);
    if (found == COUNT)
        return false;
    discount->prices = words[found];
    if (!discount->green_book || found == 0)
        return true;
    apn__fault(reader, APN_WRONG_TYPE, node->place, &trail,
               "the Green Book's rates are for amounts in the prices of one year, not in the money "
               "of each: take other rates, or real prices");
    return false;
}

void apn__read_discount(apn__reader *reader, const apn__node *node, const apn__trail *trail)
{
    static const char *const answers[] = {"no", "yes"};
    discount_text text = {0};
    apn__discount *discount = apn__keep(reader, 1, sizeof *discount);
    if (discount == NULL ||
        !apn__is_mapping(reader, node, trail,
                         "a group of keys, as {rates: 3.5%, base_year: 2015/16}"))
        return;
    apn__read_mapping(reader, node, trail, &discount_table, &text);
    bool good = text.rates != NULL && text.base_year != NULL;
    if (text.rates != NULL) {
        apn__trail here = apn__trail_of_key(trail, text.rates);
        good = (text.rates->kind == APN__SEQUENCE
                    ? read_steps(reader, text.rates, &here, discount)
                    : apn__is_text(reader, text.rates, &here, "a rate, or a list of rates") &&
                          read_named(reader, text.rates, &here, discount)) &&
               good;
    }
    if (text.base_year != NULL)
        good = read_base_year(reader, text.base_year, trail, discount) && good;
    good = read_prices(reader, text.prices, trail, discount) && good;
    if (text.mid_year != NULL) {
        apn__trail here = apn__trail_of_key(trail, text.mid_year);
        discount->mid_year =
            apn__read_word(reader, text.mid_year, &here, "an answer to that", answers, 2) == 1;
    }
    if (!good)
        return;
    say_rates(reader, discount);
    reader->agreement->discount = discount;
}
