/* Looks for a visitor's words where none may be: in every file of the kiosk and in the writable memory of this process.
 * The needle stays masked, so that looking for it does not leave it. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "walk.h"

static bool holds(const uint8_t *data, size_t size, const char *masked, size_t length)
{
    for (size_t i = 0; i + length <= size; i++) {
        size_t k = 0;
        while (k < length && (data[i + k] ^ WALK_MASK) == (uint8_t)masked[k])
            k++;
        if (k == length)
            return true;
    }
    return false;
}

static bool file_holds(const char *path, const char *masked, size_t length)
{
    struct buffer file = {.limit = 256u << 20};
    bool found = file_read(path, &file) == FAULT_NONE && holds(file.data, file.length, masked, length);
    buffer_free(&file);
    return found;
}

static bool folder_holds(const char *folder, const char *masked, size_t length, char *why, size_t why_size)
{
    DIR *dir = opendir(folder);
    bool found = false;
    for (struct dirent *e; dir && !found && (e = readdir(dir));) {
        char path[FILE_PATH_MAX];
        struct stat s;
        if (e->d_name[0] == '.' || file_path(path, folder, e->d_name) != FAULT_NONE || stat(path, &s) != 0)
            continue;
        if (S_ISDIR(s.st_mode)) {
            found = folder_holds(path, masked, length, why, why_size);
        } else if (file_holds(path, masked, length)) {
            snprintf(why, why_size, "found in %s", path);
            found = true;
        }
    }
    if (dir)
        closedir(dir);
    return found;
}

static bool range_holds(int memory, uint64_t from, uint64_t to, const char *masked, size_t length)
{
    enum { STEP = 1 << 20 };
    static uint8_t block[STEP + 256];
    bool found = false;
    for (uint64_t at = from; at < to && !found; at += STEP) {
        size_t want = to - at < sizeof block ? to - at : sizeof block;
        ssize_t n = pread(memory, block, want, (off_t)at);
        found = n > 0 && !(at <= (uintptr_t)block && (uintptr_t)block < at + want) &&
                holds(block, (size_t)n, masked, length);
    }
    bytes_wipe(block, sizeof block);
    return found;
}

static bool memory_holds(const char *masked, size_t length, char *why, size_t why_size)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    char line[512];
    bool found = false;
    while (maps && memory >= 0 && !found && fgets(line, sizeof line, maps)) {
        uint64_t from = strtoull(line, NULL, 16), to = strtoull(strchr(line, '-') + 1, NULL, 16);
        if (!strstr(line, " rw-p ") && !strstr(line, " rw-s "))
            continue;
        found = range_holds(memory, from, to, masked, length);
        if (found)
            snprintf(why, why_size, "found in memory: %.200s", line);
    }
    if (memory >= 0)
        close(memory);
    if (maps)
        fclose(maps);
    return found;
}

bool walk_trace(struct walk *w, const char *masked, size_t length, char *why, size_t why_size)
{
    if (folder_holds(w->folder, masked, length, why, why_size))
        return true;
    return w->plain && memory_holds(masked, length, why, why_size);
}
