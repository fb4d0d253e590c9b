/* Files read whole within a limit, and written whole or not at all. */
#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "failure.h"
#include "memory.h"
#include "text.h"

enum { READ_STEP = 64 * 1024 };

void streams_prepare(void)
{
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++) {
        if (fcntl(stream, F_GETFD) != -1)
            continue;
        /* open takes the lowest number that is free, which is this one. Standard output is left
         * unwritable, so that writing to it still fails. */
        int opened = open("/dev/null", stream == STDERR_FILENO ? O_WRONLY : O_RDONLY);
        (void)opened;
    }
}

static apn_status fail_io(apn_error *err, const char *path, const char *what, int reason)
{
    return fail(err, APN_IO, "%s: cannot be %s: %s", path, what, strerror(reason));
}

/* Returns 0, or the system's reason. */
static int read_all(int from, size_t most, char **bytes, size_t *length)
{
    char *text = NULL;
    size_t held = 0, size = 0;
    while (held < most) {
        if (held == size) {
            size += size ? size : READ_STEP;
            text = grab_more(text, size, 1);
        }
        size_t room = size < most ? size - held : most - held;
        ssize_t taken = read(from, text + held, room);
        if (taken < 0 && errno == EINTR)
            continue;
        if (taken < 0) {
            int reason = errno;
            free(text);
            return reason;
        }
        if (taken == 0)
            break;
        held += (size_t)taken;
    }
    *bytes = text;
    *length = held;
    return 0;
}

apn_status file_read(const char *path, size_t most, char **bytes, size_t *length, apn_error *err)
{
    bool standard = strcmp(path, "-") == 0;
    int from = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (from < 0)
        return fail_io(err, path, "read", errno);
    int reason = read_all(from, most + 1, bytes, length);
    if (!standard)
        (void)close(from);
    return reason ? fail_io(err, standard ? "<stdin>" : path, "read", reason) : APN_OK;
}

apn_status file_read_sheet(const char *path, const char **name, apn_findings **unread,
                           apn_sheet **out, apn_error *err)
{
    char *bytes = NULL;
    size_t length = 0;
    *name = strcmp(path, "-") == 0 ? "<stdin>" : path;
    apn_status status = file_read(path, SHEET_MOST, &bytes, &length, err);
    if (status == APN_OK)
        status = apn_sheet_from_csv(bytes, length, *name, unread, out, err);
    free(bytes);
    return status;
}

/* Returns 0, or the system's reason. */
static int write_all(int to, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t given = write(to, bytes, length);
        if (given < 0 && errno == EINTR)
            continue;
        if (given < 0)
            return errno;
        bytes += given;
        length -= (size_t)given;
    }
    return 0;
}

/* A pipe or a device is written to as it is: to rename a file over it would end it. */
static int write_through(const char *path, const output *out)
{
    int to = open(path, O_WRONLY | O_CLOEXEC);
    if (to < 0)
        return errno;
    int reason = write_all(to, out->bytes, out->length);
    if (close(to) != 0 && !reason)
        reason = errno;
    return reason == EPIPE ? 0 : reason;
}

/* Writes a file beside the one that is meant, and puts it in its place. */
static int replace(const char *path, mode_t mode, const output *out)
{
    char *beside = text_of("%s.XXXXXX", path);
    int to = mkstemp(beside);
    int reason = to < 0 ? errno : 0;
    if (!reason)
        reason = write_all(to, out->bytes, out->length);
    if (!reason && fchmod(to, mode) != 0)
        reason = errno;
    if (!reason && fsync(to) != 0)
        reason = errno;
    if (to >= 0 && close(to) != 0 && !reason)
        reason = errno;
    if (!reason && rename(beside, path) != 0)
        reason = errno;
    if (reason && to >= 0)
        (void)unlink(beside);
    free(beside);
    return reason;
}

static int write_file(const output *out)
{
    struct stat there;
    if (stat(out->path, &there) != 0) {
        mode_t mask = umask(0);
        (void)umask(mask);
        return errno == ENOENT ? replace(out->path, 0666 & ~mask, out) : errno;
    }
    if (S_ISDIR(there.st_mode))
        return EISDIR;
    if (!S_ISREG(there.st_mode))
        return write_through(out->path, out);
    if (access(out->path, W_OK) != 0)
        return errno;
    /* Behind a symbolic link it is the file that is replaced, not the link. */
    char *real = realpath(out->path, NULL);
    int reason = real ? replace(real, there.st_mode & 0777, out) : errno;
    free(real);
    return reason;
}

bool is_same_file(const char *path, const char *other)
{
    struct stat one, two;
    return stat(path, &one) == 0 && stat(other, &two) == 0 && S_ISREG(one.st_mode) &&
           one.st_dev == two.st_dev && one.st_ino == two.st_ino;
}

void output_open(output *out, const char *path)
{
    bool standard = !path || strcmp(path, "-") == 0;
    *out = (output){.path = standard ? NULL : path};
    out->shown = standard ? terminal_of_output() : terminal_of_file();
    out->text = open_memstream(&out->bytes, &out->length);
    if (!out->text)
        out_of_memory();
}

apn_status output_finish(output *out, apn_error *err)
{
    if (ferror(out->text) || fflush(out->text) != 0)
        out_of_memory();
    int reason = out->path ? write_file(out) : write_all(STDOUT_FILENO, out->bytes, out->length);
    apn_status status = APN_OK;
    if (reason && out->path)
        status = fail_io(err, out->path, "written", reason);
    else if (reason && reason != EPIPE)
        status = fail_io(err, "standard output", "written", reason);
    output_discard(out);
    return status;
}

void output_discard(output *out)
{
    if (out->text)
        (void)fclose(out->text);
    free(out->bytes);
    out->text = NULL;
    out->bytes = NULL;
}
