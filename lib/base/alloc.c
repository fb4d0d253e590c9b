/* Memory with checked sizes, by calloc and realloc, and an arena of chunks that double in size. */
#include "alloc.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#define FIRST_CHUNK   1024u
#define LARGEST_CHUNK 262144u

typedef struct chunk chunk;
struct chunk {
    chunk *next;
    size_t used, size;
    max_align_t data[];
};

struct apn__arena {
    chunk *chunks;
};

size_t apn__add_sizes(size_t a, size_t b)
{
    return a > SIZE_MAX - b ? SIZE_MAX : a + b;
}

size_t apn__multiply_sizes(size_t a, size_t b)
{
    return b != 0 && a > SIZE_MAX / b ? SIZE_MAX : a * b;
}

void *apn__alloc(size_t count, size_t size)
{
    size_t bytes = apn__multiply_sizes(count, size);
    if (bytes > PTRDIFF_MAX)
        return NULL;
    return calloc(bytes == 0 ? 1 : bytes, 1);
}

void *apn__grow(void *memory, size_t count, size_t size)
{
    size_t bytes = apn__multiply_sizes(count, size);
    if (bytes > PTRDIFF_MAX)
        return NULL;
    return realloc(memory, bytes == 0 ? 1 : bytes);
}

void apn__free(void *memory)
{
    free(memory);
}

/* Puts a zeroed chunk that holds at least `bytes` before the others. */
static bool add_chunk(apn__arena *arena, size_t bytes)
{
    size_t size = FIRST_CHUNK;
    if (arena->chunks != NULL && arena->chunks->size < LARGEST_CHUNK)
        size = arena->chunks->size * 2;
    else if (arena->chunks != NULL)
        size = LARGEST_CHUNK;
    if (size < bytes)
        size = bytes;
    chunk *made = apn__alloc(1, apn__add_sizes(sizeof(chunk), size));
    if (made == NULL)
        return false;
    made->size = size;
    made->next = arena->chunks;
    arena->chunks = made;
    return true;
}

apn__arena *apn__arena_make(void)
{
    return apn__alloc(1, sizeof(apn__arena));
}

void apn__arena_free(apn__arena *arena)
{
    if (arena == NULL)
        return;
    while (arena->chunks != NULL) {
        chunk *next = arena->chunks->next;
        apn__free(arena->chunks);
        arena->chunks = next;
    }
    apn__free(arena);
}

void *apn__arena_alloc(apn__arena *arena, size_t count, size_t size)
{
    assert(arena != NULL);
    size_t step = sizeof(max_align_t);
    size_t bytes = apn__multiply_sizes(count, size);
    if (bytes > PTRDIFF_MAX)
        return NULL;
    bytes = bytes == 0 ? step : (bytes + step - 1) / step * step;
    chunk *place = arena->chunks;
    if ((place == NULL || place->size - place->used < bytes) && !add_chunk(arena, bytes))
        return NULL;
    place = arena->chunks;
    void *memory = (char *)place->data + place->used;
    place->used += bytes;
    return memory;
}

char *apn__arena_copy(apn__arena *arena, const char *bytes, size_t length)
{
    char *copy = apn__arena_alloc(arena, apn__add_sizes(length, 1), 1);
    if (copy != NULL && length > 0)
        memcpy(copy, bytes, length);
    return copy;
}
