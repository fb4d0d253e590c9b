/* check_fast.c: the proof of every result of the 64-bit path, from total, weights and amounts
 * alone. e is a party's amount less its quota, times the divisor, in 128 bits: both products stay
 * below 2^126. See check.c for the definitions. */
#include "check.h"

#include "wide.h"

static apn__wide_signed excess(const apn_splitter *s, uint64_t total, int64_t amount, size_t party)
{
    apn__wide_signed charged = (apn__wide_signed)amount * (apn__wide_signed)s->fast_divisor;
    return charged - (apn__wide_signed)apn__wide_multiply(total, s->fast_weights[party]);
}

/* Where the last unit and the first that was not given had equal claims: the places decide. */
static bool check_tied_order(const apn_splitter *s, uint64_t total, const int64_t *amounts,
                             int64_t most, int64_t least)
{
    size_t last_given = 0, first_waiting = SIZE_MAX;
    for (size_t i = 0; i < s->count; i++) {
        apn__wide_signed e = excess(s, total, amounts[i], i);
        if (e == most && s->order[i] > last_given)
            last_given = s->order[i];
        if (e == least && s->order[i] < first_waiting)
            first_waiting = s->order[i];
    }
    return last_given < first_waiting;
}

/* The greatest and the least e. False when one does not fit in 64 bits. */
static bool find_extremes(const apn_splitter *s, uint64_t total, const int64_t *amounts,
                          int64_t *most, int64_t *least)
{
    bool good = true;
    int64_t high_most = 0, low_least = 0;
    for (size_t i = 0; i < s->count; i++) {
        apn__wide_signed e = excess(s, total, amounts[i], i);
        int64_t low = (int64_t)e;
        good &= e == low;
        high_most = low > high_most ? low : high_most;
        low_least = low < low_least ? low : low_least;
    }
    *most = high_most;
    *least = low_least;
    return good;
}

/* Who got a unit has e = divisor - remainder, who did not has e = -remainder. So the least
 * remainder that got one is not below the greatest that did not, exactly when the greatest e less
 * the least e is at most the divisor. */
static bool check_remainders(const apn_splitter *s, uint64_t total, const int64_t *amounts)
{
    const int64_t divisor = (int64_t)s->fast_divisor;
    int64_t most, least;
    bool good =
        find_extremes(s, total, amounts, &most, &least) && most < divisor && least > -divisor;
    if (!good || most - divisor != least)
        return good && most - divisor < least;
    return check_tied_order(s, total, amounts, most, least);
}

static bool check_order(const apn_splitter *s, uint64_t total, const int64_t *amounts)
{
    const apn__wide_signed divisor = (apn__wide_signed)s->fast_divisor;
    bool good = true, any_waits = false;
    for (size_t k = 0; k < s->count; k++) {
        size_t i = s->by_order[k];
        apn__wide_signed e = excess(s, total, amounts[i], i);
        good = good && e > -divisor && e <= divisor;
        if (e > 0)
            good = good && !any_waits && s->fast_weights[i] > 0;
        else
            any_waits = any_waits || s->fast_weights[i] > 0;
    }
    return good;
}

static bool is_rounded(apn_rounding_mode mode, apn__wide_signed e, apn__wide_signed divisor,
                       int64_t amount)
{
    switch (mode) {
    case APN_ROUND_UP:
        return e >= 0 && e < divisor;
    case APN_ROUND_DOWN:
        return e <= 0 && -e < divisor;
    case APN_ROUND_HALF_EVEN:
        return (2 * e < divisor && -2 * e < divisor) ||
               ((2 * e == divisor || -2 * e == divisor) && amount % 2 == 0);
    default:
        return 2 * e <= divisor && -2 * e < divisor;
    }
}

static bool check_each(const apn_splitter *s, uint64_t total, const int64_t *amounts)
{
    const apn__wide_signed divisor = (apn__wide_signed)s->fast_divisor;
    bool residual = s->method == APN_RESIDUAL, good = true;
    apn_rounding_mode mode = residual ? APN_ROUND_HALF_AWAY : s->mode;
    for (size_t i = 0; i < s->count; i++)
        good = good && ((residual && i == s->to_party) ||
                        is_rounded(mode, excess(s, total, amounts[i], i), divisor, amounts[i]));
    return good;
}

static bool check_sum(const apn_splitter *s, uint64_t total, const int64_t *amounts)
{
    apn__wide_signed sum = 0;
    for (size_t i = 0; i < s->count; i++)
        sum += amounts[i];
    return sum == (apn__wide_signed)total;
}

bool apn__check_amounts_fast(const apn_splitter *s, uint64_t total, const int64_t *amounts)
{
    if (s->method != APN_INDEPENDENT && !check_sum(s, total, amounts))
        return false;
    switch (s->method) {
    case APN_LARGEST_REMAINDER:
        return check_remainders(s, total, amounts);
    case APN_FIRST_LISTED:
    case APN_LARGEST_SHARE:
        return check_order(s, total, amounts);
    default:
        return check_each(s, total, amounts);
    }
}

bool apn__may_tie_fast(const apn_splitter *s, uint64_t total, const int64_t *amounts)
{
    int64_t most, least;
    switch (s->method) {
    case APN_LARGEST_REMAINDER:
        (void)find_extremes(s, total, amounts, &most, &least);
        return most - (int64_t)s->fast_divisor == least;
    case APN_FIRST_LISTED:
    case APN_INDEPENDENT:
        return false;
    default:
        return s->method != APN_RESIDUAL || s->to == APN_TO_LARGEST; /* by equal weights */
    }
}
