/* folder_source.h: the sheets that an agreement names, from its own folder and nowhere else. */
#ifndef APPORTION_COMMAND_FOLDER_SOURCE_H
#define APPORTION_COMMAND_FOLDER_SOURCE_H

#include "apportion/apportion.h"

/* What was read; zero it to begin, and end it with folder_source_free once the agreement is
 * loaded. */
typedef struct folder_source {
    char **texts;
    size_t count;
} folder_source;

/* An apn_source over a folder_source: reads a file of the folder of `from`; of the working folder
 * when that is standard input. Errors: APN_PATH_OUTSIDE when a link leads out of the folder, APN_IO
 * with the system's reason. */
apn_status folder_source_read(void *context, const char *from, const char *name, const char **bytes,
                              size_t *length, apn_error *err);

void folder_source_free(folder_source *source);

#endif
