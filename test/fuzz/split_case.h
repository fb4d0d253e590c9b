/* split_case.h: a question to the splitter, decoded from any bytes: options, weights, bounds and
 * totals. test/fuzz/seeds.py writes the same bytes from words. */
#ifndef FUZZ_SPLIT_CASE_H
#define FUZZ_SPLIT_CASE_H

#include "apportion/split.h"

enum { MOST_PARTIES = 10, MOST_TOTALS = 4 };

typedef struct split_case {
    apn_split_options options;
    size_t count;
    apn_decimal weights[MOST_PARTIES], denominators[MOST_PARTIES];
    apn_bound floors[MOST_PARTIES], caps[MOST_PARTIES];
    size_t totals_count;
    int64_t totals[MOST_TOTALS]; /* in units */
    apn_decimal amount;          /* a total in currency, perhaps finer than the unit */
} split_case;

/* Fills the case; options point into it. Bytes that are missing count as zeros. */
void split_case_decode(split_case *c, const uint8_t *data, size_t size);

/* The unit that the options stand for. */
apn_decimal split_case_unit(const split_case *c);

#endif
