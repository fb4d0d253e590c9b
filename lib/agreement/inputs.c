/* inputs.c: the digests of what an agreement was read from, which the caller takes. */
#include "agreement_sheets.h"

#include "library_limits.h"

static bool is_digest(const char *digest)
{
    size_t length = 0;
    while (length < APN_DIGEST_SIZE && ((digest[length] >= '0' && digest[length] <= '9') ||
                                        (digest[length] >= 'a' && digest[length] <= 'f')))
        length++;
    return length == APN_DIGEST_SIZE - 1 && digest[length] == '\0';
}

bool apn__note_digest(apn__reader *reader, const char *sheet, const char *digest)
{
    apn_agreement *agreement = reader->agreement;
    if (agreement->inputs == NULL)
        agreement->inputs =
            apn__keep(reader, APN__LIMIT_SOURCES + APN__LIMIT_SHEETS, sizeof *agreement->inputs);
    if (agreement->inputs == NULL)
        return false;
    if (!is_digest(digest)) {
        apn__fault(reader, APN_USAGE, (apn__place){"", 0, 0}, NULL,
                   "the caller's digest of a text is not 64 small hexadecimal digits");
        return true;
    }
    agreement->inputs[agreement->input_count++] = (apn_input){
        apn__keep_text(reader, apn__text_of(sheet)), apn__keep_text(reader, apn__text_of(digest))};
    return !reader->no_memory;
}

bool apn__note_input(apn__reader *reader, const char *sheet, apn__text bytes)
{
    const apn_agreement_options *options = reader->options;
    char digest[APN_DIGEST_SIZE] = "";
    if (options == NULL || options->digest == NULL)
        return true;
    options->digest(options->digest_context, bytes.bytes, bytes.length, digest);
    return apn__note_digest(reader, sheet, digest);
}

size_t apn_agreement_input_count(const apn_agreement *agreement)
{
    return agreement->input_count;
}

apn_input apn_agreement_input(const apn_agreement *agreement, size_t index)
{
    return agreement->inputs[index];
}
