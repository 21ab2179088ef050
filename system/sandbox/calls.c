/* seccomp: which calls the kernel answers. Tables of what programs were seen to use (the kiosk on every walk, by
 * strace) and what glass, hands, sound and paper need, of which each cage has its own; what has one harmless form; and
 * what ends the program. Everything else is refused with EPERM. */
#include <errno.h>
#include <linux/netlink.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>
#include "system/sandbox/sandbox.h"

/* Memory, time, waiting, threads and signals of its own; open files, and those that Landlock lets open. */
static const char *const always[] = {"brk",
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
                                     "read",
                                     "readv",
                                     "pread64",
                                     "preadv",
                                     "write",
                                     "writev",
                                     "lseek",
                                     "close",
                                     "close_range",
                                     "open",
                                     "openat",
                                     "fcntl",
                                     "fadvise64",
                                     "fstat",
                                     "newfstatat",
                                     "stat",
                                     "lstat",
                                     "statx",
                                     "access",
                                     "faccessat",
                                     "faccessat2",
                                     "readlink",
                                     "readlinkat",
                                     "getdents64",
                                     "getcwd",
                                     "umask",
                                     "dup",
                                     "dup2",
                                     "dup3",
                                     "pipe2",
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
                                     "timerfd_create",
                                     "timerfd_settime",
                                     "timerfd_gettime",
                                     "inotify_init1",
                                     "inotify_add_watch",
                                     "inotify_rm_watch",
                                     "futex",
                                     "restart_syscall",
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
                                     "uname",
                                     "exit",
                                     "exit_group",
                                     "getrlimit",
                                     "alarm",
                                     "getpriority"};
/* Who am I? Says the truth, but to a program that insists on being user 0 (see cage.root_in_name). */
static const char *const ids[] = {"getuid", "geteuid", "getgid", "getegid"};
/* Files of its own. */
static const char *const to_keep[] = {"pwrite64",  "pwritev",   "fsync",           "fdatasync", "ftruncate",
                                      "fallocate", "flock",     "mkdir",           "mkdirat",   "rmdir",
                                      "unlink",    "unlinkat",  "rename",          "renameat",  "renameat2",
                                      "fchmod",    "utimensat", "sync_file_range", "statfs",    "fstatfs"};
/* Over a socket that is there. */
static const char *const to_talk[] = {"sendto",     "sendmsg",     "recvfrom",    "recvmsg", "getsockopt",
                                      "setsockopt", "getsockname", "getpeername", "shutdown"};
/* To a socket that another program listens on. */
static const char *const to_call[] = {"connect"};
/* With a listening socket of its own in its own folder. */
static const char *const to_serve[] = {"bind",     "listen",    "accept", "accept4", "chmod",
                                       "fchmodat", "fchmodat2", "unlink", "unlinkat"};
/* Children of its own, in the same cage. */
static const char *const to_divide[] = {"wait4",   "waitid", "pidfd_open", "pidfd_send_signal", "getpgid",
                                        "setpgid", "setsid", "pipe",       "close_range"};
/* What Go's runtime asks for. */
static const char *const to_run[] = {"mincore",       "tkill",        "setitimer",         "timer_create",
                                     "timer_settime", "timer_delete", "sched_setaffinity", "getsid",
                                     "epoll_create",  "pipe"};

/* What none of them ever has a reason to try: another program, another process's memory, the kernel's keys, code and
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
    for (size_t i = 0; i < count && (result == 0 || result == -EEXIST); i++) {
        int number = seccomp_syscall_resolve_name(list[i]);
        if (number != __NR_SCMP_ERROR)
            result = seccomp_rule_add(filter, action, number, 0);
    }
    return result == -EEXIST ? 0 : result;
}

/* Allowed when argument `place`, under `mask`, is `value`. */
static int form(scmp_filter_ctx filter, int number, unsigned place, uint64_t mask, uint64_t value)
{
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, number, 1, SCMP_CMP64(place, SCMP_CMP_MASKED_EQ, mask, value));
}

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* The tables that this cage has. */
static int tables(scmp_filter_ctx filter, const struct cage *cage)
{
    const struct {
        bool has;
        const char *const *list;
        size_t count;
    } rows[] = {
        {true, always, COUNT(always)},
        {cage->calls & CAGE_KEEPS, to_keep, COUNT(to_keep)},
        {true, to_talk, COUNT(to_talk)},
        {cage->calls & CAGE_CALLS, to_call, COUNT(to_call)},
        {cage->calls & CAGE_SERVES, to_serve, COUNT(to_serve)},
        {cage->calls & CAGE_DIVIDES, to_divide, COUNT(to_divide)},
        {cage->calls & CAGE_GO, to_run, COUNT(to_run)},
    };
    int result = 0;
    for (size_t i = 0; i < COUNT(rows) && result == 0; i++)
        if (rows[i].has)
            result = names(filter, SCMP_ACT_ALLOW, rows[i].list, rows[i].count);
    if (result == 0) /* an error of 0 is the answer 0 */
        result = names(filter, cage->root_in_name ? SCMP_ACT_ERRNO(0) : SCMP_ACT_ALLOW, ids, COUNT(ids));
    return result;
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

static int sockets(scmp_filter_ctx filter, const struct cage *cage)
{
    int result = 0;
    if (cage->calls & CAGE_UNIX)
        result = form(filter, SCMP_SYS(socket), 0, UINT32_MAX, AF_UNIX);
    if (result == 0 && cage->calls & CAGE_INET)
        result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 2, SCMP_CMP64(0, SCMP_CMP_EQ, AF_INET),
                                  SCMP_CMP64(1, SCMP_CMP_MASKED_EQ, 0xf, SOCK_STREAM));
    if (result == 0 && cage->calls & CAGE_UEVENT) /* hears what is plugged in; libusb does not start without it */
        result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 2, SCMP_CMP64(0, SCMP_CMP_EQ, AF_NETLINK),
                                  SCMP_CMP64(2, SCMP_CMP_EQ, NETLINK_KOBJECT_UEVENT));
    return result;
}

/* What every graphics driver understands (DRM_IOCTL_BASE): 0x00 to 0x3f, and 0xa0 to 0xcf for modes and pictures. Between
 * them lie each driver's own commands: those of i915 hand programs to the drawing engines. A picture needs none of them. */
static int graphics(scmp_filter_ctx filter)
{
    int result = form(filter, SCMP_SYS(ioctl), 1, 0xffc0, 0x6400);
    if (result == 0)
        result = form(filter, SCMP_SYS(ioctl), 1, 0xffe0, 0x64a0);
    if (result == 0)
        result = form(filter, SCMP_SYS(ioctl), 1, 0xfff0, 0x64c0);
    return result;
}

/* Each kind of device has a letter of its own in the call's second byte; plus "how much is there to read?". */
static int devices(scmp_filter_ctx filter, const struct cage *cage)
{
    int result = form(filter, SCMP_SYS(ioctl), 1, UINT32_MAX, 0x541b); /* FIONREAD */
    if (result == 0)
        result =
            form(filter, SCMP_SYS(ioctl), 1, UINT32_MAX, 0x5401); /* TCGETS: isatty, which a log pipe answers with no */
    for (const char *letter = cage->device_letters; *letter && result == 0; letter++)
        result = *letter == 'd' ? graphics(filter) : form(filter, SCMP_SYS(ioctl), 1, 0xff00, (uint64_t)*letter << 8);
    return result;
}

/* Threads; children only for a cage that divides, and never in namespaces of their own. */
static int threads(scmp_filter_ctx filter, const struct cage *cage)
{
    const uint64_t thread = CLONE_VM | CLONE_THREAD, spaces = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS |
                                                              CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID |
                                                              CLONE_NEWNET;
    int result = 0;
    if (cage->calls & CAGE_DIVIDES)
        result = form(filter, SCMP_SYS(clone), 0, spaces, 0);
    else
        result = form(filter, SCMP_SYS(clone), 0, thread, thread);
    if (result == 0) /* its flags lie in memory where the filter can't look: the C library then uses clone */
        result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    return result;
}

static int processes(scmp_filter_ctx filter, const struct cage *cage)
{
    static const unsigned long wishes[] = {PR_SET_NAME,     PR_GET_NAME, PR_SET_DUMPABLE,
                                           PR_GET_DUMPABLE, PR_SET_VMA,  PR_GET_NO_NEW_PRIVS};
    const bool divides = cage->calls & CAGE_DIVIDES; /* one process at a time; Landlock keeps its signals inside */
    const uint64_t own = divides ? 0 : (uint64_t)getpid(), mask = divides ? 0x80000000 : UINT32_MAX;
    int result = threads(filter, cage);
    if (result == 0)
        result = form(filter, SCMP_SYS(tgkill), 0, mask, own);
    if (result == 0)
        result = form(filter, SCMP_SYS(kill), 0, mask, own);
    if (result == 0) /* setrlimit and getrlimit of itself */
        result = form(filter, SCMP_SYS(prlimit64), 0, UINT32_MAX, 0);
    for (size_t i = 0; i < COUNT(wishes) && result == 0; i++)
        result = form(filter, SCMP_SYS(prctl), 0, UINT32_MAX, wishes[i]);
    if (result == 0 && divides)
        result = form(filter, SCMP_SYS(prctl), 0, UINT32_MAX, PR_SET_PDEATHSIG);
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

static int fill(scmp_filter_ctx filter, const struct cage *cage)
{
    int result = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    if (result == 0)
        result = seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2); /* a search tree: fewer steps a call */
    if (result == 0)
        result = tables(filter, cage);
    if (result == 0)
        result = names(filter, SCMP_ACT_KILL_PROCESS, ends, COUNT(ends));
    if (result == 0)
        result = sockets(filter, cage);
    if (result == 0)
        result = memory(filter);
    if (result == 0)
        result = devices(filter, cage);
    if (result == 0)
        result = processes(filter, cage);
    return result == 0 ? program_only(filter, cage->program) : result;
}

fault sandbox_calls(const struct cage *cage)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter)
        return FAULT_NO_MEMORY;
    int result = fill(filter, cage);
    if (result == 0)
        result = seccomp_load(filter);
    seccomp_release(filter);
    return result == 0 ? FAULT_NONE : fault_errno(-result);
}
