/* memory.h: memory for the command, which ends when there is none. */
#ifndef APPORTION_COMMAND_MEMORY_H
#define APPORTION_COMMAND_MEMORY_H

#include <stddef.h>

/* `count` times `size` zeroed bytes; never NULL. Without memory the process says so and exits with
 * 3, which loses nothing: all output is held back until the work is done, and a temporary file is
 * only written after that. */
void *grab(size_t count, size_t size);

/* The same for an array that grows to `count` elements; the new ones are not zeroed. */
void *grab_more(void *old, size_t count, size_t size);

/* A copy of `length` bytes and an end mark. */
char *grab_text(const char *text, size_t length);

/* Says that there is no memory, and exits with 3. */
_Noreturn void out_of_memory(void);

#endif
