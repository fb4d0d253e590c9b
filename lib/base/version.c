/* The version that this library was built as. */
#include "apportion/version.h"

const char *apn_version(void)
{
    return APN_VERSION_TEXT;
}
