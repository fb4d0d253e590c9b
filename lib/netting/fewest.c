/* fewest.c: the fewest payments that settle balances. Parties that settle among themselves have
 * balances that sum to zero, and k of them need k - 1 payments at most; so the fewest payments are
 * the parties less the greatest number of groups that sum to zero, which a walk over all subsets
 * finds. Where there are too many parties for that, the largest debtor pays the largest creditor.
 */
#include "netting_model.h"

#include "rational.h"

typedef struct settling {
    const mpz_t *nets;
    size_t *who; /* the places of those whose net is not nil */
    size_t count;
    mpz_t *left; /* of each of them, what is still to be settled */
    apn__transfer *out;
    size_t made;
} settling;

/* The greatest debtor or creditor of a group (a set of bits, or all of them), by size, then as
 * listed; SIZE_MAX when there is none. */
static size_t greatest(const settling *s, const bool *group, int sign)
{
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < s->count; i++)
        if (group[i] && mpz_sgn(s->left[i]) == sign &&
            (found == SIZE_MAX || mpz_cmpabs(s->left[i], s->left[found]) > 0))
            found = i;
    return found;
}

/* Settles a group: each payment brings one of its balances to zero, the last one two. */
static void settle(settling *s, const bool *group)
{
    size_t debtor, creditor;
    while ((debtor = greatest(s, group, 1)) != SIZE_MAX &&
           (creditor = greatest(s, group, -1)) != SIZE_MAX) {
        apn__transfer *transfer = &s->out[s->made++];
        bool all = mpz_cmpabs(s->left[debtor], s->left[creditor]) <= 0;
        transfer->from = s->who[debtor];
        transfer->to = s->who[creditor];
        mpz_init(transfer->amount);
        mpz_abs(transfer->amount, s->left[all ? debtor : creditor]);
        mpz_sub(s->left[debtor], s->left[debtor], transfer->amount);
        mpz_add(s->left[creditor], s->left[creditor], transfer->amount);
    }
}

/* Fills, for each subset, the greatest number of groups in it that sum to zero. */
static void count_groups(const settling *s, unsigned char *groups, mpz_t *sums)
{
    size_t subsets = (size_t)1 << s->count;
    for (size_t set = 1; set < subsets; set++) {
        size_t first = 0;
        while ((set >> first & 1) == 0)
            first++;
        mpz_add(sums[set], sums[set & (set - 1)], s->left[first]);
        for (size_t i = first; i < s->count; i++)
            if ((set >> i & 1) != 0 && groups[set ^ ((size_t)1 << i)] > groups[set])
                groups[set] = groups[set ^ ((size_t)1 << i)];
        if (mpz_sgn(sums[set]) == 0)
            groups[set]++;
    }
}

/* Takes parties off one by one without losing a group, and settles each group as it is whole. */
static void settle_groups(settling *s, const unsigned char *groups, const mpz_t *sums)
{
    size_t set = ((size_t)1 << s->count) - 1;
    bool group[APN__NETTING_EXACT] = {false};
    while (set != 0) {
        size_t i = 0;
        bool zero = mpz_sgn(sums[set]) == 0;
        while ((set >> i & 1) == 0 || groups[set ^ ((size_t)1 << i)] + zero != groups[set])
            i++;
        set ^= (size_t)1 << i;
        group[i] = true;
        if (mpz_sgn(sums[set]) != 0)
            continue;
        settle(s, group);
        memset(group, 0, sizeof group);
    }
}

static bool settle_least(settling *s)
{
    size_t subsets = (size_t)1 << s->count;
    unsigned char *groups = apn__alloc(subsets, 1);
    mpz_t *sums = apn__integers_make(subsets);
    bool good = groups != NULL && sums != NULL;
    if (good) {
        count_groups(s, groups, sums);
        settle_groups(s, groups, (const mpz_t *)sums);
    }
    apn__free(groups);
    if (sums != NULL)
        apn__integers_free(sums, subsets);
    return good;
}

static bool settle_largest(settling *s)
{
    bool *everybody = apn__alloc(s->count, sizeof *everybody);
    if (everybody == NULL)
        return false;
    memset(everybody, 1, s->count * sizeof *everybody);
    settle(s, everybody);
    apn__free(everybody);
    return true;
}

size_t apn__net_fewest(const mpz_t *nets, size_t count, apn__transfer *out, bool *least)
{
    settling s = {.nets = nets, .out = out};
    bool good;
    s.who = apn__alloc(count, sizeof *s.who);
    s.left = apn__integers_make(count);
    good = s.who != NULL && s.left != NULL;
    for (size_t i = 0; good && i < count; i++)
        if (mpz_sgn(nets[i]) != 0) {
            mpz_set(s.left[s.count], nets[i]);
            s.who[s.count++] = i;
        }
    *least = s.count <= APN__NETTING_EXACT;
    good = good && (*least ? settle_least(&s) : settle_largest(&s));
    apn__free(s.who);
    if (s.left != NULL)
        apn__integers_free(s.left, count);
    return good ? s.made : SIZE_MAX;
}
