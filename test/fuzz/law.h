/* law.h: what a fuzz target holds the library to. */
#ifndef FUZZ_LAW_H
#define FUZZ_LAW_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* What libFuzzer calls, and what replay.c calls for each file of a corpus. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A fuzzer stops at what ends the process, in a release build too. */
static inline void require(int holds, const char *law)
{
    if (!holds) {
        fprintf(stderr, "broken law: %s\n", law);
        abort();
    }
}

#endif
