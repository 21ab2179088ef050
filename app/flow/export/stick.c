/* The stick, file by file. */
#include "flow/export/stick.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "base/host.h"

/* What an error on the stick means; STICK_LIES: not written, or it can't be. */
static fault fault_of(int error)
{
    switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return FAULT_STICK_FULL;
    case EEXIST:
        return FAULT_FILE_EXISTS;
    case EROFS:
    case EACCES:
    case EPERM:
        return FAULT_STICK_LIES;
    default:
        return FAULT_STICK_GONE;
    }
}

fault stick_of(fault f)
{
    switch (f) {
    case FAULT_NONE:
    case FAULT_BAD_INPUT:
        return f;
    case FAULT_DISK_FULL:
    case FAULT_TOO_LARGE:
        return FAULT_STICK_FULL; /* a file FAT has no room for */
    case FAULT_DISK_READONLY:
        return FAULT_STICK_LIES;
    default:
        return FAULT_STICK_GONE;
    }
}

fault stick_begin(const char *folder, const char *name, int *ret_fd)
{
    char path[FILE_PATH_MAX];
    fault f = file_path(path, folder, name);
    if (f != FAULT_NONE)
        return f;
    *ret_fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    return *ret_fd >= 0 ? FAULT_NONE : fault_of(errno);
}

void stick_hurry(int fd)
{
    (void)sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
}

void stick_ahead(int fd, uint64_t from, size_t length)
{
    (void)posix_fadvise(fd, (off_t)from, (off_t)length, POSIX_FADV_WILLNEED);
}

fault stick_end(const char *folder, int *fd)
{
    fault f = fsync(*fd) == 0 ? FAULT_NONE : fault_of(errno);
    if (close(*fd) != 0 && f == FAULT_NONE)
        f = fault_of(errno);
    *fd = -1;
    return f == FAULT_NONE ? stick_of(file_sync_folder(folder)) : f;
}

fault stick_put(const char *folder, const char *name, struct span data)
{
    int fd;
    fault f = stick_begin(folder, name, &fd);
    if (f != FAULT_NONE)
        return f;
    f = stick_of(file_write_all(fd, data.data, data.length));
    fault end = stick_end(folder, &fd);
    if (f == FAULT_NONE)
        f = end;
    if (f != FAULT_NONE)
        stick_remove(folder, name);
    return f;
}

fault stick_put_once(const char *folder, const char *name, struct span data)
{
    fault f = stick_put(folder, name, data);
    return f == FAULT_FILE_EXISTS ? FAULT_NONE : f;
}

fault stick_ready(const char *folder)
{
    fault f = host_machine(MACHINE_STAFF_IN, 0, NULL);
    if (f == FAULT_STEWARD_GONE)
        return f;
    return host_stick_present(folder) ? FAULT_NONE : FAULT_STICK_GONE;
}

fault stick_reopen(const char *folder, const char *name, int *ret_fd, uint64_t *ret_size)
{
    char path[FILE_PATH_MAX];
    struct stat s;
    fault f = host_stick_again(folder);
    if (f == FAULT_NONE)
        f = file_path(path, folder, name);
    if (f != FAULT_NONE)
        return f == FAULT_STEWARD_GONE ? f : stick_of(f);
    *ret_fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (*ret_fd < 0)
        return fault_of(errno);
    (void)posix_fadvise(*ret_fd, 0, 0, POSIX_FADV_DONTNEED);
    if (fstat(*ret_fd, &s) != 0 || !S_ISREG(s.st_mode)) {
        close(*ret_fd);
        *ret_fd = -1;
        return FAULT_STICK_LIES;
    }
    *ret_size = (uint64_t)s.st_size;
    return FAULT_NONE;
}

void stick_remove(const char *folder, const char *name)
{
    char path[FILE_PATH_MAX];
    if (!*name || file_path(path, folder, name) != FAULT_NONE)
        return;
    bool gone = unlink(path) == 0;
    if (!gone && errno == EROFS && host_machine(MACHINE_STAFF_IN, 0, NULL) == FAULT_NONE) /* it was being read back */
        gone = unlink(path) == 0;
    if (gone)
        (void)file_sync_folder(folder);
}
