/* Starts fixed programs. No shell, no search path, no inherited environment. */
#include "system/common/run.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/types.h>
#include <sys/wait.h>

int run_beside(const char *const *words)
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
    int status, child = run_beside(words);
    if (child < 0)
        return -1;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
