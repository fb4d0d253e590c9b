/* Sheets from the agreement's folder. The library has refused names that lead upwards by their
 * letters; links are followed here, and must end within the folder. */
#include "folder_source.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "failure.h"
#include "files.h"
#include "memory.h"
#include "text.h"

/* The folder that a text is in; the caller frees it. */
static char *folder_of(const char *from)
{
    const char *end = strrchr(from, '/');
    if (!end)
        return text_of(".");
    return end == from ? text_of("/") : grab_text(from, (size_t)(end - from));
}

/* Whether a real path is in a real folder, or is the folder, which no text can be read from. */
static bool is_within(const char *path, const char *folder)
{
    size_t length = strlen(folder);
    if (strcmp(folder, "/") == 0)
        return true;
    return strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

static apn_status read_within(folder_source *source, const char *path, const char *folder,
                              size_t *length, apn_error *err)
{
    char *real_folder = realpath(folder, NULL), *real = realpath(path, NULL);
    char *text = NULL;
    apn_status status = APN_OK;
    if (!real_folder || !real)
        status = fail(err, APN_IO, "%s: cannot be read: %s", path, strerror(errno));
    else if (!is_within(real, real_folder))
        status = fail(err, APN_PATH_OUTSIDE,
                      "%s is a link that leads out of the agreement's folder: put the sheet itself "
                      "there",
                      path);
    else
        status = file_read(real, SHEET_MOST, &text, length, err);
    if (status == APN_OK) {
        source->texts = grab_more(source->texts, source->count + 1, sizeof source->texts[0]);
        source->texts[source->count++] = text;
    }
    free(real_folder);
    free(real);
    return status;
}

apn_status folder_source_read(void *context, const char *from, const char *name, const char **bytes,
                              size_t *length, apn_error *err)
{
    folder_source *source = context;
    char *folder = folder_of(from);
    char *path = strchr(from, '/') ? text_of("%s/%s", folder, name) : text_of("%s", name);
    apn_status status = read_within(source, path, folder, length, err);
    if (status == APN_OK)
        *bytes = source->texts[source->count - 1];
    free(path);
    free(folder);
    return status;
}

void folder_source_free(folder_source *source)
{
    for (size_t i = 0; i < source->count; i++)
        free(source->texts[i]);
    free(source->texts);
    *source = (folder_source){0};
}
