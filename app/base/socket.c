#include "base/socket.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include "base/text.h"

enum { KNOCKING = 4 }; /* who may wait to be let in */

static fault clear_the_way(const char *path)
{
    struct stat there;
    if (lstat(path, &there))
        return errno == ENOENT ? FAULT_NONE : fault_errno(errno);
    if (!S_ISSOCK(there.st_mode))
        return FAULT_FILE_EXISTS;
    return unlink(path) ? fault_errno(errno) : FAULT_NONE;
}

fault socket_listen(const char *path, mode_t mask, int *ret_fd)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    *ret_fd = -1;
    if (!text_copy(at.sun_path, sizeof at.sun_path, path))
        return FAULT_BAD_INPUT;
    fault f = clear_the_way(path);
    if (f != FAULT_NONE)
        return f;
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return fault_errno(errno);
    mode_t before = umask(mask);
    int failed = bind(fd, (struct sockaddr *)&at, sizeof at);
    umask(before);
    if (failed || listen(fd, KNOCKING)) {
        f = fault_errno(errno);
        close(fd);
        return f;
    }
    *ret_fd = fd;
    return FAULT_NONE;
}
