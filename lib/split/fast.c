/* fast.c: the 64-bit path: products of 128 bits, quotients by a prepared reciprocal, and the
 * largest remainders by radix selection, whose cost does not depend on the figures. Remainders keep
 * the divisor's shift, so that their top bits rank. */
#include "splitter.h"

#include "check.h"
#include "wide.h"

enum { BUCKET_BITS = 6, BUCKETS = 1 << BUCKET_BITS, FEW = 12 };

/* amounts = floors of the quotas; remainders likewise; returns how many units are left. */
static uint64_t round_down(const apn_splitter *s, uint64_t total, int64_t *amounts,
                           uint64_t *remainders)
{
    const uint64_t divisor = s->fast_divisor << s->shift, reciprocal = s->reciprocal;
    const unsigned shift = s->shift;
    uint64_t left = total;
    for (size_t i = 0; i < s->count; i++) {
        apn__quotient q = apn__wide_divide(apn__wide_multiply(total, s->fast_weights[i] << shift),
                                           divisor, reciprocal);
        amounts[i] = (int64_t)q.quotient;
        remainders[i] = q.remainder;
        left -= q.quotient;
    }
    return left;
}

/* The whole key: remainder, then the place among those who come first. */
static bool comes_first(const apn_splitter *s, const uint64_t *remainders, size_t a, size_t b)
{
    if (remainders[a] != remainders[b])
        return remainders[a] > remainders[b];
    return s->order[a] < s->order[b];
}

/* The first `units` of a short list get one each. */
static void give_to_few(const apn_splitter *s, const uint64_t *remainders, size_t *list,
                        size_t count, uint64_t units, int64_t *amounts)
{
    for (; units > 0; units--) {
        size_t first = 0;
        for (size_t i = 1; i < count; i++)
            if (comes_first(s, remainders, list[i], list[first]))
                first = i;
        amounts[list[first]]++;
        list[first] = list[--count];
    }
}

/* The bucket in which the last unit falls, counted from the top; *units becomes what is left for
 * that bucket. */
static unsigned find_bucket(const uint32_t *counts, uint64_t *units)
{
    unsigned bucket = BUCKETS - 1;
    while (counts[bucket] < *units)
        *units -= counts[bucket--];
    return bucket;
}

/* All of a bucket above the last one get a unit; those in it are listed. Returns how many. */
static size_t give_above(const uint64_t *remainders, const size_t *from, size_t count,
                         unsigned shift, unsigned bucket, int64_t *amounts, size_t *list)
{
    size_t listed = 0;
    for (size_t i = 0; i < count; i++) {
        size_t party = from ? from[i] : i;
        unsigned digit = (unsigned)(remainders[party] >> shift) % BUCKETS;
        amounts[party] += digit > bucket;
        list[listed] = party;
        listed += digit == bucket;
    }
    return listed;
}

/* Equal remainders: by the places among those who come first. Walks all parties in that order,
 * which a tie of many costs. */
static void give_to_tied(const apn_splitter *s, const uint64_t *remainders, uint64_t remainder,
                         uint64_t units, int64_t *amounts)
{
    for (size_t i = 0; i < s->count && units > 0; i++) {
        size_t party = s->by_order[i];
        if (remainders[party] == remainder) {
            amounts[party]++;
            units--;
        }
    }
}

/* One unit more to each of the `units` largest remainders: six bits at a time from the top, until
 * few are left. At shift 0 all 64 bits have been looked at, and those still listed are equal. */
static void give_to_largest(const apn_splitter *s, const uint64_t *remainders, uint64_t units,
                            int64_t *amounts, size_t *list)
{
    const size_t *from = NULL;
    size_t count = s->count;
    unsigned shift = 64;
    while (units > 0 && shift > 0 && (!from || count > FEW)) {
        uint32_t counts[BUCKETS] = {0};
        shift = shift > BUCKET_BITS ? shift - BUCKET_BITS : 0;
        for (size_t i = 0; i < count; i++)
            counts[(remainders[from ? from[i] : i] >> shift) % BUCKETS]++;
        unsigned bucket = find_bucket(counts, &units);
        count = give_above(remainders, from, count, shift, bucket, amounts, list);
        from = list;
    }
    if (units > 0 && count <= FEW)
        give_to_few(s, remainders, list, count, units, amounts);
    else if (units > 0)
        give_to_tied(s, remainders, remainders[list[0]], units, amounts);
}

/* One unit each to the first in order that have a weight; those without come last or have no
 * remainder. */
static void give_in_order(const apn_splitter *s, uint64_t units, int64_t *amounts)
{
    for (size_t i = 0; i < s->count && units > 0; i++) {
        size_t party = s->by_order[i];
        if (s->fast_weights[party] == 0)
            continue;
        amounts[party]++;
        units--;
    }
}

static bool goes_up(apn_rounding_mode mode, int64_t amount, uint64_t remainder, uint64_t divisor)
{
    uint64_t rest = divisor - remainder;
    switch (mode) {
    case APN_ROUND_UP:
        return remainder > 0;
    case APN_ROUND_DOWN:
        return false;
    case APN_ROUND_HALF_EVEN:
        return remainder > rest || (remainder == rest && amount % 2 != 0);
    default:
        return remainder >= rest;
    }
}

/* Each quota rounded alone; returns total less their sum. */
static int64_t round_each(const apn_splitter *s, apn_rounding_mode mode, uint64_t left,
                          const uint64_t *remainders, int64_t *amounts)
{
    int64_t residual = (int64_t)left;
    for (size_t i = 0; i < s->count; i++) {
        bool up = goes_up(mode, amounts[i], remainders[i], s->fast_divisor << s->shift);
        amounts[i] += up;
        residual -= up;
    }
    return residual;
}

bool apn__split_fast(const apn_splitter *s, uint64_t total, int64_t *amounts, uint64_t *remainders,
                     size_t *list)
{
    uint64_t left = round_down(s, total, amounts, remainders);
    switch (s->method) {
    case APN_RESIDUAL: {
        int64_t residual = round_each(s, APN_ROUND_HALF_AWAY, left, remainders, amounts);
        if (residual != 0 && s->fast_weights[s->to_party] == 0)
            return false; /* refused with its reason by the other path */
        amounts[s->to_party] += residual;
        break;
    }
    case APN_INDEPENDENT:
        round_each(s, s->mode, left, remainders, amounts);
        break;
    case APN_LARGEST_REMAINDER:
        give_to_largest(s, remainders, left, amounts, list);
        break;
    default:
        give_in_order(s, left, amounts);
        break;
    }
    return apn__check_amounts_fast(s, total, amounts);
}
