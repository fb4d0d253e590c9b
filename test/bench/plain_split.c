/* plain_split.c: the measure of the 64-bit path: 128-bit integers, qsort, and no check of the
 * result. */
#include "plain_split.h"

#include <stdlib.h>

__extension__ typedef unsigned __int128 wide;

typedef struct claim {
    uint64_t remainder;
    size_t party;
} claim;

static int compare_claims(const void *a, const void *b)
{
    const claim *left = a, *right = b;
    if (left->remainder != right->remainder)
        return left->remainder > right->remainder ? -1 : 1;
    return left->party < right->party ? -1 : left->party > right->party;
}

void plain_split(const uint64_t *weights, size_t count, uint64_t sum, int64_t total,
                 int64_t *amounts)
{
    claim claims[PLAIN_MOST];
    int64_t left = total;
    for (size_t i = 0; i < count; i++) {
        wide product = (wide)(uint64_t)total * weights[i];
        uint64_t floor = (uint64_t)(product / sum);
        claims[i].remainder = (uint64_t)(product - (wide)floor * sum);
        claims[i].party = i;
        amounts[i] = (int64_t)floor;
        left -= amounts[i];
    }
    qsort(claims, count, sizeof *claims, compare_claims);
    for (size_t i = 0; i < (size_t)left; i++)
        amounts[claims[i].party]++;
}
