/* all_small.c: the laws of a split on every ordered list of up to 5 weights from 0 to 12 and every
 * total to 60, through the public functions. The laws are checked from total, weights and amounts
 * alone:
 *
 *   sum       the amounts sum to the total (but for `independent`);
 *   zero      a zero weight gets zero;
 *   quota     largest remainder and its kin: the floor of the quota or one more, by the method's
 * own line; line      divisor methods: no party waits with a better claim than one that was served;
 *   mirror    a negative total gives the negated amounts;
 *   scale     weights times 7 give the same amounts;
 *   order     under largest-weight, the amounts belong to the weights and not to the places.
 *
 * Divisor methods are slower: lists of four and five take their turn with one total in 4 and one in
 * 20, a different set for each list.
 *
 *   all_small PART PARTS    the lists whose number leaves PART when divided by PARTS */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apportion/split.h"

enum { PARTIES = 5, GREATEST = 12, MOST = 60, FAULTS_SHOWN = 10 };

typedef struct question {
    apn_method method;
    apn_rounding_mode mode;
    apn_residual_to to;
} question;

typedef struct row {
    size_t count;
    int first, step; /* of the totals that are asked for: first, first + step … */
    int64_t weights[PARTIES], amounts[MOST + 1][PARTIES];
} row;

static int faults;
static unsigned long long rows_checked;

static void complain(const char *law, question q, const row *r, int total)
{
    if (faults++ >= FAULTS_SHOWN)
        return;
    printf("%s is broken: %s, total %d, weights", law, apn_method_describe(q.method)->word, total);
    for (size_t i = 0; i < r->count; i++)
        printf(" %d", (int)r->weights[i]);
    printf(", amounts");
    for (size_t i = 0; i < r->count; i++)
        printf(" %d", (int)r->amounts[abs(total)][i]);
    putchar('\n');
}

static int64_t weight_sum(const row *r)
{
    int64_t sum = 0;
    for (size_t i = 0; i < r->count; i++)
        sum += r->weights[i];
    return sum;
}

/* The claim to one unit more as numerator / denominator, or its square for Hill; a denominator of 0
 * is infinite. */
static void claim(apn_method method, int64_t w, int64_t a, int64_t *numerator, int64_t *denominator)
{
    switch (method) {
    case APN_JEFFERSON:
        *numerator = w, *denominator = a + 1;
        return;
    case APN_WEBSTER:
        *numerator = 2 * w, *denominator = 2 * a + 1;
        return;
    case APN_ADAMS:
        *numerator = w, *denominator = a;
        return;
    case APN_HILL:
        *numerator = w * w, *denominator = a * (a + 1);
        return;
    default: /* Dean */
        *numerator = w * (2 * a + 1), *denominator = 2 * a * (a + 1);
        return;
    }
}

/* Whether i, which was served its last unit, could have come before j, which waits for its next. */
static bool was_first(apn_method method, const row *r, const int64_t *a, size_t i, size_t j)
{
    int64_t ni, di, nj, dj;
    claim(method, r->weights[i], a[i] - 1, &ni, &di);
    claim(method, r->weights[j], a[j], &nj, &dj);
    if (di == 0 && dj == 0)
        return r->weights[i] >= r->weights[j];
    if (di == 0 || dj == 0)
        return di == 0;
    return ni * dj >= nj * di;
}

static bool line_stands(apn_method method, const row *r, const int64_t *a)
{
    for (size_t i = 0; i < r->count; i++)
        for (size_t j = 0; j < r->count; j++)
            if (i != j && a[i] > 0 && r->weights[j] > 0 && !was_first(method, r, a, i, j))
                return false;
    return true;
}

/* Floor or floor plus one, and those with one more come first by remainder, place or weight. */
static bool remainders_stand(apn_method method, const row *r, const int64_t *a, int total)
{
    int64_t whole = weight_sum(r), remainders[PARTIES];
    bool more[PARTIES];
    for (size_t i = 0; i < r->count; i++) {
        int64_t floor = total * r->weights[i] / whole;
        remainders[i] = total * r->weights[i] - floor * whole;
        more[i] = a[i] > floor;
        if (a[i] != floor && a[i] != floor + 1)
            return false;
    }
    for (size_t i = 0; i < r->count; i++) {
        for (size_t j = 0; more[i] && j < r->count; j++) {
            bool waits = r->weights[j] > 0 && !more[j];
            bool stands = method == APN_LARGEST_REMAINDER
                              ? remainders[i] > 0 && remainders[i] >= remainders[j]
                          : method == APN_FIRST_LISTED ? i < j
                                                       : r->weights[i] >= r->weights[j];
            if (waits && !stands)
                return false;
        }
    }
    return true;
}

/* |a - q| in halves of a unit tells each mode apart. */
static bool is_rounded(apn_rounding_mode mode, int64_t w, int64_t whole, int total, int64_t a)
{
    int64_t twice = 2 * (a * whole - total * w); /* 2 (a - q) whole */
    switch (mode) {
    case APN_ROUND_UP:
        return twice >= 0 && twice < 2 * whole;
    case APN_ROUND_DOWN:
        return twice <= 0 && twice > -2 * whole;
    case APN_ROUND_HALF_EVEN:
        return (twice < whole && twice > -whole) || (llabs(twice) == whole && a % 2 == 0);
    default:
        return twice > -whole && twice <= whole;
    }
}

static bool roundings_stand(question q, const row *r, const int64_t *a, int total)
{
    size_t largest = 0;
    for (size_t i = 1; i < r->count; i++)
        if (r->weights[i] > r->weights[largest])
            largest = i;
    for (size_t i = 0; i < r->count; i++) {
        bool takes_the_rest = q.method == APN_RESIDUAL && i == largest;
        if (!takes_the_rest && !is_rounded(q.mode, r->weights[i], weight_sum(r), total, a[i]))
            return false;
    }
    return true;
}

static void check_laws(question q, const row *r, int total)
{
    const int64_t *a = r->amounts[total];
    int64_t sum = 0;
    bool zero = true, line;
    for (size_t i = 0; i < r->count; i++) {
        sum += a[i];
        zero = zero && (r->weights[i] > 0 || a[i] == 0);
    }
    if (q.method == APN_LARGEST_REMAINDER || q.method == APN_FIRST_LISTED ||
        q.method == APN_LARGEST_SHARE)
        line = remainders_stand(q.method, r, a, total);
    else if (q.method == APN_RESIDUAL || q.method == APN_INDEPENDENT)
        line = roundings_stand(q, r, a, total);
    else
        line = line_stands(q.method, r, a);
    if (q.method != APN_INDEPENDENT && sum != total)
        complain("sum", q, r, total);
    if (!zero)
        complain("zero", q, r, total);
    if (!line)
        complain("the line", q, r, total);
    rows_checked++;
}

/* Fills the amounts of every total that is asked for, or their negation for `negative`. */
static void split_all(question q, row *r, int64_t factor, bool negative)
{
    apn_split_options options = {
        .size = sizeof options, .method = q.method, .ties = APN_TIES_LARGEST_WEIGHT, .to = q.to};
    apn_decimal weights[PARTIES];
    apn_splitter *splitter = NULL;
    apn_error err = {0};
    int64_t totals[MOST + 1], amounts[(MOST + 1) * PARTIES], *at = amounts;
    size_t rows = 0;
    options.mode = q.method == APN_INDEPENDENT ? q.mode : APN_ROUND_NONE;
    for (size_t i = 0; i < r->count; i++)
        weights[i] = apn_decimal_from_i64(r->weights[i] * factor);
    for (int t = r->first; t <= MOST; t += r->step)
        totals[rows++] = negative ? -t : t;
    if (apn_splitter_make(weights, r->count, &options, &splitter, &err) != APN_OK ||
        apn_splitter_run_i64(splitter, totals, rows, amounts, &err) != APN_OK) {
        complain(err.message, q, r, 0);
        memset(amounts, 0, sizeof amounts);
    }
    apn_splitter_free(splitter);
    for (int t = r->first; t <= MOST; t += r->step, at += r->count)
        for (size_t i = 0; i < r->count; i++)
            r->amounts[t][i] = negative ? -at[i] : at[i];
}

static bool same_amounts(const row *a, const row *b)
{
    for (int t = a->first; t <= MOST; t += a->step)
        if (memcmp(a->amounts[t], b->amounts[t], a->count * sizeof(int64_t)) != 0)
            return false;
    return true;
}

/* The list with its weights ascending, equal weights in their order: its amounts are the same,
 * moved. */
static bool order_stands(question q, const row *r)
{
    row sorted = *r;
    size_t from[PARTIES];
    for (size_t i = 0; i < r->count; i++)
        from[i] = i;
    for (size_t i = 1; i < r->count; i++)
        for (size_t j = i; j > 0 && r->weights[from[j]] < r->weights[from[j - 1]]; j--) {
            size_t swap = from[j];
            from[j] = from[j - 1];
            from[j - 1] = swap;
        }
    for (size_t i = 0; i < r->count; i++)
        sorted.weights[i] = r->weights[from[i]];
    split_all(q, &sorted, 1, false);
    for (int t = r->first; t <= MOST; t += r->step)
        for (size_t i = 0; i < r->count; i++)
            if (sorted.amounts[t][i] != r->amounts[t][from[i]])
                return false;
    return true;
}

/* The dearer laws take their turn: one of three for each list and method. */
static void check_list(const row *list, size_t number)
{
    static const question questions[] = {{APN_LARGEST_REMAINDER, APN_ROUND_NONE, APN_TO_NOBODY},
                                         {APN_JEFFERSON, APN_ROUND_NONE, APN_TO_NOBODY},
                                         {APN_WEBSTER, APN_ROUND_NONE, APN_TO_NOBODY},
                                         {APN_ADAMS, APN_ROUND_NONE, APN_TO_NOBODY},
                                         {APN_HILL, APN_ROUND_NONE, APN_TO_NOBODY},
                                         {APN_DEAN, APN_ROUND_NONE, APN_TO_NOBODY},
                                         {APN_FIRST_LISTED, APN_ROUND_NONE, APN_TO_NOBODY},
                                         {APN_LARGEST_SHARE, APN_ROUND_NONE, APN_TO_NOBODY},
                                         {APN_RESIDUAL, APN_ROUND_HALF_AWAY, APN_TO_LARGEST},
                                         {APN_INDEPENDENT, APN_ROUND_HALF_AWAY, APN_TO_NOBODY},
                                         {APN_INDEPENDENT, APN_ROUND_HALF_EVEN, APN_TO_NOBODY},
                                         {APN_INDEPENDENT, APN_ROUND_UP, APN_TO_NOBODY},
                                         {APN_INDEPENDENT, APN_ROUND_DOWN, APN_TO_NOBODY}};
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        question q = questions[i];
        bool divisor = q.method >= APN_JEFFERSON && q.method <= APN_DEAN;
        row r = *list;
        r.step = !divisor || r.count < 4 ? 1 : r.count == 4 ? 4 : 20;
        r.first = (int)(number % (size_t)r.step);
        row other = r;
        split_all(q, &r, 1, false);
        for (int t = r.first; t <= MOST; t += r.step)
            check_laws(q, &r, t);
        size_t turn = (number + i) % 3;
        if (turn == 0) {
            split_all(q, &other, 1, true);
            if (!same_amounts(&r, &other))
                complain("mirror", q, &r, r.first);
        } else if (turn == 1) {
            split_all(q, &other, 7, false);
            if (!same_amounts(&r, &other))
                complain("scale", q, &r, r.first);
        } else if (q.method != APN_FIRST_LISTED && !order_stands(q, &r)) {
            complain("order", q, &r, r.first);
        }
    }
}

int main(int argc, char **argv)
{
    size_t part = argc == 3 ? strtoul(argv[1], NULL, 10) : 0,
           parts = argc == 3 ? strtoul(argv[2], NULL, 10) : 0;
    size_t lists = 0;
    if (part >= parts) {
        fprintf(stderr, "usage: all_small PART PARTS\n");
        return 2;
    }
    for (size_t count = 1, all = GREATEST + 1; count <= PARTIES; count++, all *= GREATEST + 1) {
        for (size_t number = part; number < all; number += parts) {
            row list = {.count = count};
            for (size_t i = 0, rest = number; i < count; i++, rest /= GREATEST + 1)
                list.weights[i] = (int64_t)(rest % (GREATEST + 1));
            if (number == 0)
                continue; /* no weight at all */
            check_list(&list, number);
            lists++;
        }
    }
    printf("%zu lists of weights, %llu splits, %d faults\n", lists, rows_checked, faults);
    return faults > 0 || lists == 0;
}
