/* seccomp: which calls the kernel answers the kiosk. Three tables: what the program was seen to use on every walk
 * (strace) and what glass, hands and sound need; what has one harmless form; and what ends the program. Everything else
 * is refused with EPERM. */
#include <errno.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>
#include "system/sandbox.h"

static const char *const used[] = {
    /* memory and time */
    "brk",
    "munmap",
    "mremap",
    "madvise",
    "mlock",
    "munlock",
    "membarrier",
    "clock_gettime",
    "clock_getres",
    "gettimeofday",
    "time",
    "nanosleep",
    "clock_nanosleep",
    "getrandom",
    "sysinfo",
    "getrusage",
    "times",
    /* files that are open or that Landlock lets open */
    "read",
    "readv",
    "pread64",
    "preadv",
    "write",
    "writev",
    "pwrite64",
    "pwritev",
    "lseek",
    "close",
    "open",
    "openat",
    "fcntl",
    "fsync",
    "fdatasync",
    "ftruncate",
    "fallocate",
    "fadvise64",
    "flock",
    "fstat",
    "newfstatat",
    "stat",
    "lstat",
    "statx",
    "statfs",
    "fstatfs",
    "access",
    "faccessat",
    "faccessat2",
    "readlink",
    "readlinkat",
    "getdents64",
    "mkdir",
    "mkdirat",
    "rmdir",
    "unlink",
    "unlinkat",
    "rename",
    "renameat",
    "renameat2",
    "getcwd",
    "umask",
    "fchmod",
    "dup",
    "dup2",
    "dup3",
    "pipe2",
    "utimensat",
    /* waiting */
    "poll",
    "ppoll",
    "select",
    "pselect6",
    "epoll_create1",
    "epoll_ctl",
    "epoll_wait",
    "epoll_pwait",
    "eventfd2",
    "signalfd4",
    "sync_file_range",
    "timerfd_create",
    "timerfd_settime",
    "timerfd_gettime",
    "inotify_init1",
    "inotify_add_watch",
    "inotify_rm_watch",
    "futex",
    "restart_syscall",
    /* the line to the steward */
    "connect",
    "sendto",
    "sendmsg",
    "recvfrom",
    "recvmsg",
    "getsockopt",
    "setsockopt",
    "getsockname",
    "getpeername",
    "shutdown",
    /* threads, signals, itself */
    "set_robust_list",
    "set_tid_address",
    "rseq",
    "arch_prctl",
    "sched_yield",
    "sched_getaffinity",
    "rt_sigaction",
    "rt_sigprocmask",
    "rt_sigreturn",
    "sigaltstack",
    "gettid",
    "getpid",
    "getppid",
    "getuid",
    "geteuid",
    "getgid",
    "getegid",
    "uname",
    "exit",
    "exit_group",
    "getrlimit",
    "alarm",
    "getpriority",
};

/* What a kiosk never has a reason to try: another program, another process's memory, the kernel's keys, code and
 * clocks. */
static const char *const ends[] = {
    "execveat",
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "process_madvise",
    "pidfd_getfd",
    "kcmp",
    "fork",
    "vfork",
    "mount",
    "umount2",
    "pivot_root",
    "chroot",
    "open_tree",
    "move_mount",
    "fsopen",
    "fsconfig",
    "fsmount",
    "fspick",
    "mount_setattr",
    "setns",
    "unshare",
    "init_module",
    "finit_module",
    "delete_module",
    "kexec_load",
    "kexec_file_load",
    "keyctl",
    "add_key",
    "request_key",
    "bpf",
    "userfaultfd",
    "perf_event_open",
    "io_uring_setup",
    "io_uring_enter",
    "io_uring_register",
    "open_by_handle_at",
    "name_to_handle_at",
    "fanotify_init",
    "settimeofday",
    "clock_settime",
    "clock_adjtime",
    "adjtimex",
    "reboot",
    "swapon",
    "swapoff",
    "acct",
    "quotactl",
    "syslog",
    "iopl",
    "ioperm",
    "modify_ldt",
    "setuid",
    "setgid",
    "setreuid",
    "setregid",
    "setresuid",
    "setresgid",
    "setgroups",
    "capset",
    "mknod",
    "mknodat",
    "sethostname",
    "setdomainname",
    "vhangup",
    "personality",
    "memfd_create",
    "memfd_secret",
    "seccomp",
};

static int names(scmp_filter_ctx filter, uint32_t action, const char *const *list, size_t count)
{
    int result = 0;
    for (size_t i = 0; i < count && result == 0; i++) {
        int number = seccomp_syscall_resolve_name(list[i]);
        if (number != __NR_SCMP_ERROR)
            result = seccomp_rule_add(filter, action, number, 0);
    }
    return result;
}

/* Allowed when argument `place`, under `mask`, is `value`. */
static int form(scmp_filter_ctx filter, int number, unsigned place, uint64_t mask, uint64_t value)
{
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, number, 1, SCMP_CMP64(place, SCMP_CMP_MASKED_EQ, mask, value));
}

/* Memory is never writable and executable; code comes from files only, and data can't be turned into it. */
static int memory(scmp_filter_ctx filter)
{
    int result = form(filter, SCMP_SYS(mmap), 2, PROT_EXEC, 0);
    if (result == 0)
        result = form(filter, SCMP_SYS(mprotect), 2, PROT_EXEC, 0);
    if (result == 0)
        result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2,
                                  SCMP_CMP64(2, SCMP_CMP_MASKED_EQ, PROT_EXEC | PROT_WRITE, PROT_EXEC),
                                  SCMP_CMP64(3, SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS | MAP_SHARED, 0));
    return result;
}

/* DRM, input and sound each have a letter of their own in the call's second byte; plus "how much is there to read?". */
static int devices(scmp_filter_ctx filter)
{
    static const char letters[] = {'d', 'E', 'A', 'U'};
    int result = form(filter, SCMP_SYS(ioctl), 1, UINT32_MAX, 0x541b); /* FIONREAD */
    if (result == 0)
        result =
            form(filter, SCMP_SYS(ioctl), 1, UINT32_MAX, 0x5401); /* TCGETS: isatty, which a log pipe answers with no */
    for (size_t i = 0; i < sizeof letters && result == 0; i++)
        result = form(filter, SCMP_SYS(ioctl), 1, 0xff00, (uint64_t)letters[i] << 8);
    return result;
}

static int processes(scmp_filter_ctx filter)
{
    static const unsigned long wishes[] = {PR_SET_NAME,     PR_GET_NAME, PR_SET_DUMPABLE,
                                           PR_GET_DUMPABLE, PR_SET_VMA,  PR_GET_NO_NEW_PRIVS};
    const uint64_t thread = CLONE_VM | CLONE_THREAD, own = (uint64_t)getpid();
    int result = form(filter, SCMP_SYS(clone), 0, thread, thread);
    if (result == 0) /* its flags lie in memory where the filter can't look: the C library then uses clone */
        result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    if (result == 0)
        result = form(filter, SCMP_SYS(tgkill), 0, UINT32_MAX, own);
    if (result == 0)
        result = form(filter, SCMP_SYS(kill), 0, UINT32_MAX, own);
    if (result == 0) /* setrlimit and getrlimit of itself */
        result = form(filter, SCMP_SYS(prlimit64), 0, UINT32_MAX, 0);
    for (size_t i = 0; i < sizeof wishes / sizeof *wishes && result == 0; i++)
        result = form(filter, SCMP_SYS(prctl), 0, UINT32_MAX, wishes[i]);
    return result;
}

/* One place in memory holds the one program's name; the new program's memory has nothing there. */
static int program_only(scmp_filter_ctx filter, const char *program)
{
    const uint64_t place = (uint64_t)(uintptr_t)program;
    int result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(execve), 1, SCMP_CMP64(0, SCMP_CMP_EQ, place));
    if (result == 0)
        result =
            seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(execve), 1, SCMP_CMP64(0, SCMP_CMP_NE, place));
    return result;
}

fault sandbox_calls(const char *program)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter)
        return FAULT_NO_MEMORY;
    int result = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    if (result == 0)
        result = seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2); /* a search tree: fewer steps a call */
    if (result == 0)
        result = names(filter, SCMP_ACT_ALLOW, used, sizeof used / sizeof *used);
    if (result == 0)
        result = names(filter, SCMP_ACT_KILL_PROCESS, ends, sizeof ends / sizeof *ends);
    if (result == 0)
        result = form(filter, SCMP_SYS(socket), 0, UINT32_MAX, AF_UNIX);
    if (result == 0)
        result = memory(filter);
    if (result == 0)
        result = devices(filter);
    if (result == 0)
        result = processes(filter);
    if (result == 0)
        result = program_only(filter, program);
    if (result == 0)
        result = seccomp_load(filter);
    seccomp_release(filter);
    return result == 0 ? FAULT_NONE : fault_errno(-result);
}
