/* A child with a limit: see the header. */
#include "system/common/child.h"

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

static bool is_over(int handle, int milliseconds)
{
    struct pollfd ending = {.fd = handle, .events = POLLIN};
    int there;
    do
        there = poll(&ending, 1, milliseconds);
    while (there < 0 && errno == EINTR);
    return there > 0;
}

/* Killed; one that the kernel holds is left behind and ends when the kernel lets go. Returns it, or 0. */
static pid_t give_up(pid_t child, int handle)
{
    kill(child, SIGKILL);
    if (!is_over(handle, 100))
        return child;
    waitpid(child, NULL, 0);
    return 0;
}

static pid_t start(fault (*work)(const void *), const void *given, int *ret_handle)
{
    pid_t child = fork();
    if (child == 0)
        _exit((int)work(given));
    *ret_handle = child < 0 ? -1 : (int)syscall(SYS_pidfd_open, child, 0);
    return child;
}

fault child_run(int seconds, fault (*work)(const void *), const void *given)
{
    int handle = -1;
    fault f = FAULT_BUSY;
    pid_t child = start(work, given, &handle);
    if (child < 0)
        return FAULT_NO_MEMORY;
    if (handle < 0 || is_over(handle, seconds * 1000))
        f = ended(child);
    else
        give_up(child, handle);
    if (handle >= 0)
        close(handle);
    return f;
}

fault child_begin(struct child_job *job, int64_t until_ms, fault (*work)(const void *), const void *given)
{
    if (job->left && waitpid(job->left, NULL, WNOHANG) != 0)
        job->left = 0;
    job->until_ms = until_ms;
    job->process = start(work, given, &job->handle);
    if (job->process < 0)
        return FAULT_NO_MEMORY;
    return job->handle < 0 ? ended(job->process) : FAULT_NONE;
}

bool child_over(struct child_job *job, int64_t now_ms, fault *ret_fault)
{
    if (job->handle < 0)
        return false;
    bool over = is_over(job->handle, 0);
    if (!over && now_ms < job->until_ms)
        return false;
    *ret_fault = over ? ended(job->process) : FAULT_BUSY;
    if (!over)
        job->left = give_up(job->process, job->handle);
    close(job->handle);
    job->handle = -1;
    return true;
}
