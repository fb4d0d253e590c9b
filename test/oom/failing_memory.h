/* failing_memory.h: the library's memory, which can be made to fail. Linked with --wrap=malloc and
 * its kin, so that every allocation of the static layers and of libyaml passes here; GMP's own do
 * not. */
#ifndef TEST_FAILING_MEMORY_H
#define TEST_FAILING_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* From now on allocations are counted, and the nth fails (0: none does); all later ones as well
 * when `onwards`. */
void failing_memory_arm(size_t nth, bool onwards);

/* Ends the counting. */
void failing_memory_disarm(void);

/* Whether an allocation failed since memory was armed. */
bool failing_memory_failed(void);

/* Allocations that were not freed since memory was armed. */
long failing_memory_outstanding(void);

#endif
