/* The dotted path of a node, for findings. */
#include "document.h"

#include <stdio.h>

/* Longer keys are cut: they are faults, and a path that repeats one for each thing under it would
 * fill the memory. */
#define LONGEST_KEY 64u

static void append(apn__path *path, const char *bytes, size_t length)
{
    size_t room = APN__LIMIT_WHERE - path->length;
    size_t cut = apn__utf8_cut(bytes, length, length < room ? length : room);
    memcpy(path->text + path->length, bytes, cut);
    path->length += cut;
    path->text[path->length] = '\0';
}

size_t apn__path_push(apn__path *path, apn__text key)
{
    size_t before = path->length;
    if (before > 0)
        append(path, ".", 1);
    if (key.length > LONGEST_KEY)
        key.length = apn__utf8_cut(key.bytes, key.length, LONGEST_KEY);
    append(path, key.bytes, key.length);
    return before;
}

size_t apn__path_push_index(apn__path *path, size_t index)
{
    size_t before = path->length;
    char text[32];
    int length = snprintf(text, sizeof text, "[%zu]", index + 1);
    append(path, text, (size_t)length);
    return before;
}

void apn__path_cut(apn__path *path, size_t length)
{
    path->length = length;
    path->text[length] = '\0';
}
