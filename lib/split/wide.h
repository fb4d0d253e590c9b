/* wide.h: products and quotients of 128 bits, as values. */
#ifndef APN_SPLIT_WIDE_H
#define APN_SPLIT_WIDE_H

#include <stdint.h>

__extension__ typedef unsigned __int128 apn__wide;
__extension__ typedef __int128 apn__wide_signed;

typedef struct apn__quotient {
    uint64_t quotient, remainder;
} apn__quotient;

static inline apn__wide apn__wide_multiply(uint64_t a, uint64_t b)
{
    return (apn__wide)a * b;
}

/* floor((2^128 - 1) / divisor) - 2^64. Requires: the divisor's top bit is set. */
static inline uint64_t apn__reciprocal(uint64_t divisor)
{
    return (uint64_t)(~(apn__wide)0 / divisor);
}

/* dividend / divisor by the reciprocal: Moller and Granlund, "Improved division by invariant
 * integers", IEEE Transactions on Computers 60 (2011), algorithm 4. Requires: the divisor's top bit
 * is set; dividend < divisor * 2^64. */
static inline apn__quotient apn__wide_divide(apn__wide dividend, uint64_t divisor,
                                             uint64_t reciprocal)
{
    uint64_t high = (uint64_t)(dividend >> 64), low = (uint64_t)dividend;
    apn__wide guess = apn__wide_multiply(reciprocal, high) + dividend;
    uint64_t quotient = (uint64_t)(guess >> 64) + 1;
    uint64_t remainder = low - quotient * divisor;
    uint64_t too_far = (uint64_t)0 - (uint64_t)(remainder > (uint64_t)guess);
    quotient += too_far;
    remainder += too_far & divisor;
    if (__builtin_expect(remainder >= divisor, 0)) {
        quotient++;
        remainder -= divisor;
    }
    return (apn__quotient){quotient, remainder};
}

#endif
