/* plain_split.h: one split as a C program would do it without the library. */
#ifndef BENCH_PLAIN_SPLIT_H
#define BENCH_PLAIN_SPLIT_H

#include <stddef.h>
#include <stdint.h>

enum { PLAIN_MOST = 64 };

/* Largest remainders, ties by listed order: a product of 128 bits and a division each, then qsort.
 * Requires: total >= 0; 0 < sum of weights < 2^63; count <= PLAIN_MOST. */
void plain_split(const uint64_t *weights, size_t count, uint64_t sum, int64_t total,
                 int64_t *amounts);

#endif
