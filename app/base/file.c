/* Durable files. The recipe (temporary, fsync, rename, fsync folder) is right on ext4 and wrong on FAT. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

fault file_path(char *out, const char *folder, const char *name)
{
    int n = snprintf(out, FILE_PATH_MAX, "%s/%s", folder, name);
    return n > 0 && n < FILE_PATH_MAX ? FAULT_NONE : FAULT_BAD_INPUT;
}

fault file_write_all(int fd, const void *data, size_t length)
{
    const uint8_t *at = data;
    while (length > 0) {
        ssize_t n = write(fd, at, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n < 0 ? fault_errno(errno) : FAULT_DISK_BROKEN;
        at += n;
        length -= (size_t)n;
    }
    return FAULT_NONE;
}

static fault parent_of(char *out, const char *path)
{
    if (!*path || strlen(path) >= FILE_PATH_MAX)
        return FAULT_BAD_INPUT;
    strncpy(out, path, FILE_PATH_MAX);
    char *slash = strrchr(out, '/');
    if (!slash)
        strncpy(out, ".", FILE_PATH_MAX);
    else
        slash[slash == out] = 0;
    return FAULT_NONE;
}

fault file_sync_folder(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return fault_errno(errno);
    fault f = fsync(fd) == 0 ? FAULT_NONE : fault_errno(errno);
    close(fd);
    return f;
}

static fault write_and_close(int fd, const void *data, size_t length)
{
    fault f = file_write_all(fd, data, length);
    if (f == FAULT_NONE && fsync(fd) != 0)
        f = fault_errno(errno);
    if (close(fd) != 0 && f == FAULT_NONE)
        f = fault_errno(errno);
    return f;
}

fault file_new(const char *path, const void *data, size_t length, unsigned mode)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (fd < 0)
        return fault_errno(errno);
    fault f = write_and_close(fd, data, length);
    if (f != FAULT_NONE)
        unlink(path);
    return f;
}

static fault write_over(const char *path, const void *data, size_t length, unsigned mode)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, mode);
    return fd < 0 ? fault_errno(errno) : write_and_close(fd, data, length);
}

fault file_replace(const char *path, const void *data, size_t length, unsigned mode)
{
    char fresh[FILE_PATH_MAX], folder[FILE_PATH_MAX];
    int n = snprintf(fresh, sizeof fresh, "%s.new", path);
    if (n < 0 || n >= FILE_PATH_MAX)
        return FAULT_BAD_INPUT;
    fault f = parent_of(folder, path);
    if (f == FAULT_NONE)
        f = write_over(fresh, data, length, mode);
    if (f == FAULT_NONE && rename(fresh, path) != 0)
        f = fault_errno(errno);
    if (f == FAULT_NONE)
        return file_sync_folder(folder);
    unlink(fresh);
    return f;
}

fault file_read(const char *path, struct buffer *out)
{
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return fault_errno(errno);
    fault f = FAULT_NONE;
    struct stat st;
    uint8_t block[16384];
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 && (uint64_t)st.st_size < out->limit)
        buffer_reserve(out, out->length + (size_t)st.st_size); /* at once, not twice as much */
    for (;;) {
        ssize_t n = read(fd, block, sizeof block);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            f = fault_errno(errno);
        if (n <= 0)
            break;
        buffer_add(out, block, (size_t)n);
        if (out->over) {
            f = FAULT_TOO_LARGE;
            break;
        }
    }
    bytes_wipe(block, sizeof block);
    close(fd);
    return f;
}

fault file_mode(const char *path, unsigned mode)
{
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    fault f = fd >= 0 && fchmod(fd, mode) == 0 ? FAULT_NONE : fault_errno(errno);
    if (fd >= 0)
        close(fd);
    return f;
}

fault file_folder(const char *path, unsigned mode)
{
    char at[FILE_PATH_MAX];
    if (!*path || strlen(path) >= sizeof at)
        return FAULT_BAD_INPUT;
    strncpy(at, path, sizeof at);
    for (char *slash = strchr(at + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        if (mkdir(at, mode) != 0 && errno != EEXIST)
            return fault_errno(errno);
        *slash = '/';
    }
    return mkdir(at, mode) == 0 || errno == EEXIST ? FAULT_NONE : fault_errno(errno);
}

fault file_set_aside(const char *path)
{
    char aside[FILE_PATH_MAX], folder[FILE_PATH_MAX];
    if (access(path, F_OK) != 0)
        return FAULT_NONE;
    for (int i = 1; i < 1000; i++) {
        int n = snprintf(aside, sizeof aside, "%s.damaged-%d", path, i);
        if (n < 0 || n >= FILE_PATH_MAX)
            return FAULT_BAD_INPUT;
        if (access(aside, F_OK) == 0)
            continue;
        if (rename(path, aside) != 0)
            return fault_errno(errno);
        fault f = parent_of(folder, path);
        return f == FAULT_NONE ? file_sync_folder(folder) : f;
    }
    return FAULT_FILE_EXISTS;
}

int64_t file_free_bytes(const char *folder)
{
    struct statvfs s;
    return statvfs(folder, &s) == 0 ? (int64_t)s.f_bavail * (int64_t)s.f_frsize : -1;
}
