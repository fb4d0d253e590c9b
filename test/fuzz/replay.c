/* replay.c: gives every file of some folders to a fuzz target, so that a committed corpus runs as
 * an ordinary test, without libFuzzer. A folder with no file is a fault. */
#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#include "law.h"

enum { PATH_SIZE = 4096 };

/* The whole file in exactly as many bytes as it has, so that a sanitizer sees a read past them. */
static void replay(const char *path, size_t size)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = malloc(size > 0 ? size : 1);
    require(file != NULL && bytes != NULL, path);
    require(fread(bytes, 1, size, file) == size, path);
    fclose(file);
    printf("%s\n", path);
    fflush(stdout);
    LLVMFuzzerTestOneInput(bytes, size);
    free(bytes);
}

/* Returns how many files there were. */
static size_t replay_folder(const char *name)
{
    char path[PATH_SIZE];
    size_t replayed = 0;
    struct stat about;
    DIR *folder = opendir(name);
    require(folder != NULL, name);
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        int length = snprintf(path, sizeof path, "%s/%s", name, entry->d_name);
        require(length > 0 && length < PATH_SIZE && stat(path, &about) == 0, entry->d_name);
        if (!S_ISREG(about.st_mode))
            continue;
        replay(path, (size_t)about.st_size);
        replayed++;
    }
    closedir(folder);
    return replayed;
}

int main(int argc, char **argv)
{
    require(argc > 1, "replay needs folders of files");
    for (int i = 1; i < argc; i++) {
        size_t replayed = replay_folder(argv[i]);
        printf("%zu files in %s\n", replayed, argv[i]);
        require(replayed > 0, "a folder of files has files");
    }
    return 0;
}
