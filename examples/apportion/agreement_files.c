/* The files that make up an agreement, read and loaded. */
#include "agreement_files.h"

#include <stdlib.h>
#include <string.h>

#include "digest.h"
#include "failure.h"
#include "files.h"
#include "folder_source.h"
#include "memory.h"

static apn_status sources_read(const words *given, agreement_files *out, apn_error *err)
{
    bool standard_read = false;
    for (size_t i = 0; i < given->operand_count; i++) {
        const char *path = given->operands[i];
        bool standard = strcmp(path, "-") == 0;
        if (standard && standard_read)
            return fail(err, APN_USAGE,
                        "standard input (-) is named twice, and can be read only once");
        standard_read = standard_read || standard;
        size_t length = 0;
        apn_status status = file_read(path, TEXT_MOST, &out->bytes[i], &length, err);
        if (status != APN_OK)
            return status;
        const char *name = standard ? "<stdin>" : path;
        out->sources[i] = (apn_text_source){.name = name, .bytes = out->bytes[i], .length = length};
    }
    return APN_OK;
}

apn_status agreement_texts_read(const words *given, agreement_files *out, apn_error *err)
{
    *out = (agreement_files){.count = given->operand_count};
    if (out->count == 0)
        return fail(err, APN_USAGE, "%s needs a file, as in `%s`", given->command->name,
                    given->command->examples[0].line);
    out->sources = grab(out->count, sizeof out->sources[0]);
    out->bytes = grab(out->count, sizeof out->bytes[0]);
    return sources_read(given, out, err);
}

apn_status agreement_texts_load(agreement_files *out, apn_error *err)
{
    folder_source sheets = {0};
    const apn_agreement_options options = {
        .size = sizeof options,
        .source = folder_source_read,
        .source_context = &sheets,
        .digest = digest_take,
    };
    apn_status status = apn_agreement_load(out->sources, out->count, &options, &out->findings,
                                           &out->agreement, err);
    folder_source_free(&sheets);
    return status;
}

apn_status agreement_files_read(const words *given, agreement_files *out, apn_error *err)
{
    apn_status status = agreement_texts_read(given, out, err);
    return status == APN_OK ? agreement_texts_load(out, err) : status;
}

void agreement_files_free(agreement_files *read)
{
    for (size_t i = 0; read->bytes && i < read->count; i++)
        free(read->bytes[i]);
    free(read->bytes);
    free(read->sources);
    apn_findings_free(read->findings);
    apn_agreement_unref(read->agreement);
    *read = (agreement_files){0};
}
