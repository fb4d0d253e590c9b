/* agreement_files.h: the files that make up an agreement, read and loaded. */
#ifndef APPORTION_COMMAND_AGREEMENT_FILES_H
#define APPORTION_COMMAND_AGREEMENT_FILES_H

#include "options.h"

typedef struct agreement_files {
    size_t count;
    apn_text_source *sources;
    char **bytes;
    apn_findings *findings; /* of the load */
    apn_agreement *agreement;
} agreement_files;

/* Reads every operand as a file, and the agreement from them. On failure `findings` may say more
 * than err. End it with agreement_files_free whether it fails or not. */
apn_status agreement_files_read(const words *given, agreement_files *out, apn_error *err);

/* The two halves of it: reads every operand as a text, and makes the agreement of the texts. */
apn_status agreement_texts_read(const words *given, agreement_files *out, apn_error *err);
apn_status agreement_texts_load(agreement_files *out, apn_error *err);

void agreement_files_free(agreement_files *read);

#endif
