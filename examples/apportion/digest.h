/* digest.h: the SHA-256 of what the command reads and of the statements that it writes. */
#ifndef APPORTION_COMMAND_DIGEST_H
#define APPORTION_COMMAND_DIGEST_H

#include <stdio.h>

#include "apportion/apportion.h"

/* Takes a digest for the library: an apn_digest without a context. */
void digest_take(void *context, const char *bytes, size_t length, char digest[APN_DIGEST_SIZE]);

/* Writes the canonical form of a statement with its digest as the last key. */
void digest_write(FILE *out, const char *canonical, size_t length);

#endif
