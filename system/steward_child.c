/* A child with a limit: see the header. */
#include "system/steward_child.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static fault ended(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return FAULT_DISK_BROKEN;
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : FAULT_DISK_BROKEN;
    return code < FAULT_COUNT ? (fault)code : FAULT_DISK_BROKEN;
}

/* Waits at most so long; a child that the kernel holds is left behind: it ends when the kernel lets go, and init takes
 * it. */
static fault wait_for(pid_t child, int handle, int seconds)
{
    struct pollfd ending = {.fd = handle, .events = POLLIN};
    int there;
    do
        there = poll(&ending, 1, seconds * 1000);
    while (there < 0 && errno == EINTR);
    if (there > 0)
        return ended(child);
    kill(child, SIGKILL);
    if (poll(&ending, 1, 100) > 0)
        waitpid(child, NULL, 0);
    return FAULT_BUSY;
}

fault steward_child(int seconds, fault (*work)(const void *), const void *given)
{
    pid_t child = fork();
    if (child < 0)
        return FAULT_NO_MEMORY;
    if (child == 0)
        _exit((int)work(given));
    int handle = (int)syscall(SYS_pidfd_open, child, 0);
    if (handle < 0)
        return ended(child);
    fault f = wait_for(child, handle, seconds);
    close(handle);
    return f;
}
