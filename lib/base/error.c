/* Filling an apn_error: plain bytes, cut at a character when a text is longer than its field. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "findings.h"

/* Ends a text that vsnprintf cut at `length` bytes before the character that it parted. */
static void end_at_character(char *text, size_t length)
{
    text[apn__utf8_cut(text, length, length)] = '\0';
}

static void fill(apn_error *err, apn_status status, uint32_t line, uint32_t column,
                 const char *where, const char *format, va_list arguments)
{
    *err = (apn_error){.status = status, .line = line, .column = column};
    int length = snprintf(err->where, sizeof err->where, "%s", where == NULL ? "" : where);
    if (length >= (int)sizeof err->where)
        end_at_character(err->where, sizeof err->where - 1);
    length = vsnprintf(err->message, sizeof err->message, format, arguments);
    if (length < 0)
        err->message[0] = '\0';
    else if (length >= (int)sizeof err->message)
        end_at_character(err->message, sizeof err->message - 1);
}

apn_status apn__fail(apn_error *err, apn_status status, const char *where, const char *format, ...)
{
    assert(status != APN_OK);
    if (err != NULL) {
        va_list arguments;
        va_start(arguments, format);
        fill(err, status, 0, 0, where, format, arguments);
        va_end(arguments);
    }
    return status;
}

apn_status apn__fail_at(apn_error *err, apn_status status, uint32_t line, uint32_t column,
                        const char *where, const char *format, ...)
{
    assert(status != APN_OK);
    if (err != NULL) {
        va_list arguments;
        va_start(arguments, format);
        fill(err, status, line, column, where, format, arguments);
        va_end(arguments);
    }
    return status;
}

apn_status apn__fail_memory(apn_error *err)
{
    return apn__fail(err, APN_MEMORY, NULL, "out of memory");
}
