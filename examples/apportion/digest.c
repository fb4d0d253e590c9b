/* The SHA-256 of what the command reads and of the statements that it writes, by nettle. */
#include "digest.h"

#include <nettle/sha2.h>
#include <string.h>

void digest_take(void *context, const char *bytes, size_t length, char digest[APN_DIGEST_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    struct sha256_ctx hash;
    uint8_t taken[SHA256_DIGEST_SIZE];
    (void)context;
    sha256_init(&hash);
    sha256_update(&hash, length, (const uint8_t *)bytes);
    sha256_digest(&hash, sizeof taken, taken);
    for (size_t i = 0; i < sizeof taken; i++) {
        digest[2 * i] = digits[taken[i] >> 4];
        digest[2 * i + 1] = digits[taken[i] & 15];
    }
    digest[2 * sizeof taken] = '\0';
}

void digest_write(FILE *out, const char *canonical, size_t length)
{
    static const char end[] = "\n}\n"; /* of every canonical form */
    char digest[APN_DIGEST_SIZE];
    digest_take(NULL, canonical, length, digest);
    (void)fwrite(canonical, 1, length - strlen(end), out);
    fprintf(out, ",\n  \"digest\": \"sha256:%s\"%s", digest, end);
}
