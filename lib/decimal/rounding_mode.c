/* rounding_mode.c: the rounding modes by name. */
#include "apportion/decimal.h"

#include "findings.h"
#include "text.h"

static const char *const words[] = {NULL, "half-away", "half-even", "up", "down"};
enum { COUNT = sizeof words / sizeof *words };

const char *apn_rounding_mode_word(apn_rounding_mode mode)
{
    return (size_t)mode < COUNT ? words[mode] : NULL;
}

apn_status apn_rounding_mode_find(const char *word, size_t length, apn_rounding_mode *out,
                                  apn_error *err)
{
    apn__text found = {word, length};
    for (size_t i = 1; i < COUNT; i++) {
        if (apn__text_is(found, words[i])) {
            *out = (apn_rounding_mode)i;
            return APN_OK;
        }
    }
    return apn__fail(err, APN_USAGE, NULL,
                     "there is no rounding `%.*s`: choose half-away, half-even, up (away from "
                     "zero) or down (towards zero)",
                     (int)(length < 40 ? length : 40), word);
}
