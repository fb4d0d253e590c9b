#include "failing_memory.h"

#include <stdlib.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void __real_free(void *memory);
char *__real_strdup(const char *text);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);
void __wrap_free(void *memory);
char *__wrap_strdup(const char *text);

static bool armed, all_later, failed;
static size_t countdown;
static long outstanding;

void failing_memory_arm(size_t nth, bool onwards)
{
    armed = true;
    all_later = onwards;
    failed = false;
    countdown = nth;
    outstanding = 0;
}

void failing_memory_disarm(void)
{
    armed = false;
}

bool failing_memory_failed(void)
{
    return failed;
}

long failing_memory_outstanding(void)
{
    return outstanding;
}

static bool must_fail(void)
{
    if (!armed)
        return false;
    if (failed && all_later)
        return true;
    if (countdown == 0 || --countdown > 0)
        return false;
    failed = true;
    return true;
}

static void *count(void *memory)
{
    outstanding += armed && memory;
    return memory;
}

void *__wrap_malloc(size_t size)
{
    return must_fail() ? NULL : count(__real_malloc(size));
}

void *__wrap_calloc(size_t number, size_t size)
{
    return must_fail() ? NULL : count(__real_calloc(number, size));
}

void *__wrap_realloc(void *memory, size_t size)
{
    if (must_fail())
        return NULL;
    return memory ? __real_realloc(memory, size) : count(__real_realloc(NULL, size));
}

char *__wrap_strdup(const char *text)
{
    return must_fail() ? NULL : count(__real_strdup(text));
}

void __wrap_free(void *memory)
{
    outstanding -= armed && memory;
    __real_free(memory);
}
