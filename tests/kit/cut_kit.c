#include "cut_kit.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <linux/ptrace.h>

static bool writes(uint64_t call)
{
    static const long calls[] = {SYS_write,     SYS_pwrite64,  SYS_pwritev,   SYS_writev, SYS_fsync,
                                 SYS_fdatasync, SYS_ftruncate, SYS_fallocate, SYS_unlink, SYS_unlinkat,
                                 SYS_rename,    SYS_renameat,  SYS_renameat2, SYS_openat, SYS_mkdir};
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (call == (uint64_t)calls[i])
            return true;
    return false;
}

/* A child that opens the kiosk, raises SIGUSR1, acts and closes it, stopped before its first step. -1: it can't be watched. */
static pid_t watched(struct kit *k, void (*act)(struct kit *))
{
    int status;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        ptrace(PTRACE_TRACEME, 0, NULL, NULL);
        raise(SIGSTOP);
        kit_open(k);
        raise(SIGUSR1);
        act(k);
        kit_close(k);
        _exit(0);
    }
    if (child < 0 || waitpid(child, &status, 0) != child || !WIFSTOPPED(status) ||
        ptrace(PTRACE_SETOPTIONS, child, NULL, (void *)(intptr_t)(PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL)) != 0) {
        if (child > 0)
            kill(child, SIGKILL);
        return -1;
    }
    return child;
}

static int ended(pid_t child)
{
    int status;
    kill(child, SIGKILL);
    return waitpid(child, &status, 0) == child ? 1 : -1;
}

/* A step to the next call, in or out. 1: `info` has it; 2: the kiosk was opened; 3: another signal; 0: the child came to its end; -1. */
static int step(pid_t child, int with, struct ptrace_syscall_info *info, int *ret_signal)
{
    int status;
    if (ptrace(PTRACE_SYSCALL, child, NULL, (void *)(intptr_t)with) != 0 || waitpid(child, &status, 0) != child)
        return -1;
    if (WIFEXITED(status) || WIFSIGNALED(status))
        return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
    *ret_signal = WSTOPSIG(status);
    if (*ret_signal == SIGUSR1)
        return 2;
    if (*ret_signal != (SIGTRAP | 0x80))
        return 3;
    return ptrace(PTRACE_GET_SYSCALL_INFO, child, (void *)sizeof *info, info) > 0 ? 1 : -1;
}

int cut_at(struct kit *k, void (*act)(struct kit *), int n)
{
    pid_t child = watched(k, act);
    int got = 1, count = 0, signal = 0;
    struct ptrace_syscall_info info = {0};
    while (child > 0 && (got = step(child, got == 3 ? signal : 0, &info, &signal)) > 0)
        if (got == 1 && info.op == PTRACE_SYSCALL_INFO_ENTRY && writes(info.entry.nr) && ++count == n)
            return ended(child);
    if (child > 0 && got < 0)
        ended(child);
    return child < 0 ? -1 : got;
}

/* The call that the child is about to make is not made, and answers with an error. */
static bool answer_with_error(pid_t child, int error)
{
#ifdef __x86_64__
    int status;
    return ptrace(PTRACE_POKEUSER, child, (void *)offsetof(struct user_regs_struct, orig_rax), (void *)-1L) == 0 &&
           ptrace(PTRACE_SYSCALL, child, NULL, NULL) == 0 && waitpid(child, &status, 0) == child &&
           WIFSTOPPED(status) &&
           ptrace(PTRACE_POKEUSER, child, (void *)offsetof(struct user_regs_struct, rax), (void *)(long)-error) == 0;
#else
    (void)child, (void)error;
    return false;
#endif
}

static bool may_fail(uint64_t call)
{
    return call == SYS_pwrite64 || call == SYS_write || call == SYS_fsync || call == SYS_fdatasync;
}

int fail_at(struct kit *k, void (*act)(struct kit *), int n)
{
    pid_t child = watched(k, act);
    int got = 1, count = 0, signal = 0;
    bool open = false;
    struct ptrace_syscall_info info = {0};
    while (child > 0 && (got = step(child, got == 3 ? signal : 0, &info, &signal)) > 0) {
        open = open || got == 2;
        if (got != 1 || !open || info.op != PTRACE_SYSCALL_INFO_ENTRY || !may_fail(info.entry.nr) || ++count != n)
            continue;
        if (!answer_with_error(child, EIO)) {
            ended(child);
            return -1;
        }
    }
    if (child > 0 && got < 0)
        ended(child);
    if (child < 0 || got < 0)
        return -1;
    return count >= n;
}
