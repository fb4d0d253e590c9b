/* version.h: the library's version, and the marks that public declarations carry. */
#ifndef APPORTION_VERSION_H
#define APPORTION_VERSION_H

#define APN_VERSION_MAJOR 0
#define APN_VERSION_MINOR 1
#define APN_VERSION_PATCH 0
#define APN_VERSION_TEXT  "0.1.0"

#if defined(__GNUC__)
#define APN_API      __attribute__((visibility("default")))
#define APN_MUST_USE __attribute__((warn_unused_result))
#else
#define APN_API
#define APN_MUST_USE
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The version of the library that is linked, as "major.minor.patch". Never freed; any thread. */
APN_API const char *apn_version(void);

#ifdef __cplusplus
}
#endif
#endif
