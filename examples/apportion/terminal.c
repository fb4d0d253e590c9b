/* What the place that output goes to can show. */
#include "terminal.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_DEFAULT = 80, WIDTH_LEAST = 20, WIDTH_MOST = 1000 };

void terminal_prepare(void)
{
    /* libsmartcols writes £ as bytes in hexadecimal under a locale that is not UTF-8. */
    static const char *const names[] = {"C.UTF-8", "C.utf8", "en_GB.UTF-8", "en_US.UTF-8"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (setlocale(LC_CTYPE, names[i]))
            return;
}

/* COLUMNS as a width, or 0 when it is not set to one. */
static size_t width_wanted(void)
{
    const char *text = getenv("COLUMNS");
    if (!text || !*text || strspn(text, "0123456789") != strlen(text) || strlen(text) > 4)
        return 0;
    unsigned long width = strtoul(text, NULL, 10);
    return width >= WIDTH_LEAST && width <= WIDTH_MOST ? (size_t)width : 0;
}

/* The width of the terminal that standard output is, or 0 when it is none. */
static size_t width_shown(void)
{
    struct winsize size;
    memset(&size, 0, sizeof size);
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col >= WIDTH_LEAST && size.ws_col <= WIDTH_MOST ? size.ws_col : 0;
}

static bool colour_wanted(void)
{
    const char *refused = getenv("NO_COLOR");
    const char *kind = getenv("TERM");
    if (refused && *refused)
        return false;
    return isatty(STDOUT_FILENO) && !(kind && strcmp(kind, "dumb") == 0);
}

/* Whether the locale that the user chose has UTF-8; what is written to a file has it always. */
static bool unicode_wanted(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *locale = getenv(names[i]);
        if (locale && *locale)
            return strcasestr(locale, "utf-8") || strcasestr(locale, "utf8");
    }
    return false;
}

terminal terminal_of_output(void)
{
    terminal shown = terminal_of_file();
    size_t width = width_wanted() ? 0 : width_shown();
    if (width)
        shown.width = width;
    shown.colour = colour_wanted();
    shown.unicode = unicode_wanted();
    return shown;
}

terminal terminal_of_file(void)
{
    size_t width = width_wanted();
    return (terminal){.width = width ? width : WIDTH_DEFAULT, .colour = false, .unicode = true};
}
