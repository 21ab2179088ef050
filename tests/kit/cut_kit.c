#include "cut_kit.h"

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
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

int cut_at(struct kit *k, void (*act)(struct kit *), int n)
{
    int status, count = 0;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        ptrace(PTRACE_TRACEME, 0, NULL, NULL);
        raise(SIGSTOP);
        kit_open(k);
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
    for (int with = 0;
         ptrace(PTRACE_SYSCALL, child, NULL, (void *)(intptr_t)with) == 0 && waitpid(child, &status, 0) == child;) {
        struct ptrace_syscall_info info = {0};
        if (WIFEXITED(status) || WIFSIGNALED(status))
            return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
        bool call = WSTOPSIG(status) == (SIGTRAP | 0x80);
        with = call ? 0 : WSTOPSIG(status);
        if (call && ptrace(PTRACE_GET_SYSCALL_INFO, child, (void *)sizeof info, &info) > 0 &&
            info.op == PTRACE_SYSCALL_INFO_ENTRY && writes(info.entry.nr) && ++count == n) {
            kill(child, SIGKILL);
            return waitpid(child, &status, 0) == child ? 1 : -1;
        }
    }
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    return -1;
}
