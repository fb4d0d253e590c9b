/* alloc.h: memory with checked sizes. Every allocation of the library goes through here or through
 * an arena. */
#ifndef APN_BASE_ALLOC_H
#define APN_BASE_ALLOC_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Zeroed memory for count things of size bytes, or NULL when there is none or the product
 * overflows. A count of 0 gives a valid pointer. End it with apn__free. */
void *apn__alloc(size_t count, size_t size);

/* Grows `memory` to `count` things of `size` bytes; on failure NULL, and the old memory stays. New
 * bytes are not zeroed. */
void *apn__grow(void *memory, size_t count, size_t size);

void apn__free(void *memory);

/* a + b or a * b, or SIZE_MAX when it does not fit. */
size_t apn__add_sizes(size_t a, size_t b);
size_t apn__multiply_sizes(size_t a, size_t b);

/* Memory that ends all at once. */
typedef struct apn__arena apn__arena;

apn__arena *apn__arena_make(void); /* NULL when memory is out */
void apn__arena_free(apn__arena *arena);

/* Zeroed memory for count things of size bytes, aligned for any type; NULL when there is none. */
void *apn__arena_alloc(apn__arena *arena, size_t count, size_t size);

/* A copy of length bytes with a zero byte behind; NULL when memory is out. */
char *apn__arena_copy(apn__arena *arena, const char *bytes, size_t length);

#endif
