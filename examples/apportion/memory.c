/* Memory for the command. A library must hand a failure back; a command may end, and is simpler for
 * it. */
#include "memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

_Noreturn void out_of_memory(void)
{
    static const char sentence[] = "apportion: the machine has no memory left [memory]\n";
    ssize_t ignored = write(STDERR_FILENO, sentence, sizeof sentence - 1);
    (void)ignored;
    _exit(3);
}

void *grab(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size ? size : 1);
    if (!memory)
        out_of_memory();
    return memory;
}

void *grab_more(void *old, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        out_of_memory();
    void *memory = realloc(old, count && size ? count * size : 1);
    if (!memory)
        out_of_memory();
    return memory;
}

char *grab_text(const char *text, size_t length)
{
    char *copy = grab(length + 1, 1);
    memcpy(copy, text, length);
    return copy;
}
