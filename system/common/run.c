/* Starts fixed programs. No shell, no search path, no inherited environment. */
#include "system/common/run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static int start(const char *const *words)
{
    static const char *const nothing[] = {"PATH=/usr/bin:/usr/sbin", "LC_ALL=C", NULL};
    pid_t child = -1;
    posix_spawn_file_actions_t files;
    if (posix_spawn_file_actions_init(&files) != 0)
        return -1;
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    if (posix_spawn(&child, words[0], &files, NULL, (char *const *)words, (char *const *)nothing) != 0)
        child = -1;
    posix_spawn_file_actions_destroy(&files);
    return child;
}

int run_program(const char *const *words)
{
    int status, child = start(words);
    if (child < 0)
        return -1;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* What runit looks at: a file that its owner may execute means yes. */
static fault set_flag(const char *path, bool yes)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0);
    if (fd < 0)
        return fault_errno(errno);
    int failed = fchmod(fd, yes ? 0100 : 0);
    close(fd);
    return failed ? FAULT_DISK_BROKEN : FAULT_NONE;
}

fault run_stop(bool restart)
{
    fault f = set_flag("/etc/runit/reboot", restart);
    if (!f)
        f = set_flag("/etc/runit/stopit", true);
    if (f)
        return f;
    return kill(1, SIGCONT) ? fault_errno(errno) : FAULT_NONE;
}
