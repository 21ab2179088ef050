/* The sandbox as a whole: files (Landlock), calls (seccomp), and account, limits and capabilities. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/landlock.h>
#include <linux/netlink.h>
#include <linux/sched.h>
#include <linux/securebits.h>
#include <seccomp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "system/common/accounts.h"
#include "system/sandbox/sandbox.h"

/* --- files. Landlock: which files exist for a sandbox, and which port of the loopback. A rule holds for what is
 * mounted below it later only when it stands on a folder above the place where that is mounted: so the stick's is on
 * /run/sirkel, where ownership keeps everything but the stick read-only. --- */

#define USE                                                                                                            \
    (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_WRITE_FILE |                      \
     LANDLOCK_ACCESS_FS_IOCTL_DEV)
#define READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define ALL_FILES (LANDLOCK_ACCESS_FS_IOCTL_DEV * 2 - 1) /* every right of ABI 5 */
#define FILE_ONLY                                                                                                      \
    (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |                       \
     LANDLOCK_ACCESS_FS_TRUNCATE | LANDLOCK_ACCESS_FS_IOCTL_DEV)

enum { ABI_NEEDED = 6 }; /* of Linux 6.12, which is the image's own */

static fault allow(int rules, const char *place, uint64_t rights, bool needed)
{
    struct landlock_path_beneath_attr rule = {.allowed_access = rights};
    rule.parent_fd = open(place, O_PATH | O_CLOEXEC);
    if (rule.parent_fd < 0)
        return needed || errno != ENOENT ? fault_errno(errno) : FAULT_NONE;
    DIR *folder = fdopendir(openat(rule.parent_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder)
        rule.allowed_access &= FILE_ONLY; /* rights of folders can't be given on a file */
    else
        closedir(folder);
    fault f = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0 ? FAULT_NONE
                                                                                               : fault_errno(errno);
    close(rule.parent_fd);
    return f;
}

/* The test's program looks for its port and writes to it; no image for visitors uses this. */
static fault allow_mirror(int rules)
{
    char path[300];
    fault f = allow(rules, "/sys/class/virtio-ports", READ, false);
    if (f == FAULT_NONE)
        f = allow(rules, "/sys/devices", READ, false);
    DIR *all = opendir("/dev");
    for (struct dirent *one; all && f == FAULT_NONE && (one = readdir(all));) {
        if (strncmp(one->d_name, "vport", 5) != 0)
            continue;
        snprintf(path, sizeof path, "/dev/%s", one->d_name);
        f = allow(rules, path, USE, true);
    }
    if (all)
        closedir(all);
    return f;
}

static fault allow_port(int rules, uint64_t right, uint16_t port)
{
    const struct landlock_net_port_attr rule = {.allowed_access = right, .port = port};
    if (port == 0 || syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_NET_PORT, &rule, 0) == 0)
        return FAULT_NONE;
    return fault_errno(errno);
}

static fault allow_all(int rules, const struct sandbox *sandbox, const struct sandbox_extra *extra)
{
    fault f = allow(rules, sandbox->program, LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE, true);
    for (size_t i = 0; i < SANDBOX_PATHS && sandbox->paths[i].place && f == FAULT_NONE; i++)
        f = allow(rules, sandbox->paths[i].place, sandbox->paths[i].rights, sandbox->paths[i].needed);
    if (f == FAULT_NONE && extra->mirror)
        f = allow_mirror(rules);
    if (f == FAULT_NONE && extra->device)
        f = allow(rules, extra->device, USE, true);
    if (f == FAULT_NONE)
        f = allow_port(rules, LANDLOCK_ACCESS_NET_CONNECT_TCP, sandbox->connect_port);
    return f == FAULT_NONE ? allow_port(rules, LANDLOCK_ACCESS_NET_BIND_TCP, sandbox->bind_port) : f;
}

static fault restrict_files(const struct sandbox *sandbox, const struct sandbox_extra *extra)
{
    const struct landlock_ruleset_attr all = {.handled_access_fs = ALL_FILES,
                                              .handled_access_net =
                                                  LANDLOCK_ACCESS_NET_BIND_TCP | LANDLOCK_ACCESS_NET_CONNECT_TCP,
                                              .scoped = LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET | LANDLOCK_SCOPE_SIGNAL};
    if (syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) < ABI_NEEDED)
        return FAULT_NO_ENTRY;
    int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    if (rules < 0)
        return fault_errno(errno);
    fault f = allow_all(rules, sandbox, extra);
    if (f == FAULT_NONE && syscall(SYS_landlock_restrict_self, rules, 0) != 0)
        f = fault_errno(errno);
    close(rules);
    return f;
}

/* --- calls. seccomp: which calls the kernel answers. Tables of what programs were seen to use (the kiosk on every
 * scenario, by strace) and what display, input, sound and paper need, of which each sandbox has its own; what has one
 * harmless form; and what ends the program. Everything else is refused with EPERM. --- */

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
/* Which account? Answered truthfully, except to a program that insists on being user 0 (see sandbox.claims_root). */
static const char *const ids[] = {"getuid", "geteuid", "getgid", "getegid"};
/* Files of its own. */
static const char *const for_files[] = {"pwrite64",  "pwritev",   "fsync",           "fdatasync", "ftruncate",
                                        "fallocate", "flock",     "mkdir",           "mkdirat",   "rmdir",
                                        "unlink",    "unlinkat",  "rename",          "renameat",  "renameat2",
                                        "fchmod",    "utimensat", "sync_file_range", "statfs",    "fstatfs"};
/* Over a socket that is there. */
static const char *const for_sockets[] = {"sendto",     "sendmsg",     "recvfrom",    "recvmsg", "getsockopt",
                                          "setsockopt", "getsockname", "getpeername", "shutdown"};
/* To a socket that another program listens on. */
static const char *const to_connect[] = {"connect"};
/* With a listening socket of its own in its own folder. */
static const char *const to_listen[] = {"bind",     "listen",    "accept", "accept4", "chmod",
                                        "fchmodat", "fchmodat2", "unlink", "unlinkat"};
/* Children of its own, in the same sandbox. */
static const char *const to_fork[] = {"wait4",   "waitid", "pidfd_open", "pidfd_send_signal", "getpgid",
                                      "setpgid", "setsid", "pipe",       "close_range"};
/* What Go's runtime calls. */
static const char *const for_go[] = {"mincore",       "tkill",        "setitimer",         "timer_create",
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

/* The tables that this sandbox has. */
static int tables(scmp_filter_ctx filter, const struct sandbox *sandbox)
{
    const struct {
        bool has;
        const char *const *list;
        size_t count;
    } rows[] = {
        {true, always, COUNT(always)},
        {sandbox->calls & SANDBOX_FILES, for_files, COUNT(for_files)},
        {true, for_sockets, COUNT(for_sockets)},
        {sandbox->calls & SANDBOX_CONNECT, to_connect, COUNT(to_connect)},
        {sandbox->calls & SANDBOX_LISTEN, to_listen, COUNT(to_listen)},
        {sandbox->calls & SANDBOX_FORK, to_fork, COUNT(to_fork)},
        {sandbox->calls & SANDBOX_GO, for_go, COUNT(for_go)},
    };
    int result = 0;
    for (size_t i = 0; i < COUNT(rows) && result == 0; i++)
        if (rows[i].has)
            result = names(filter, SCMP_ACT_ALLOW, rows[i].list, rows[i].count);
    if (result == 0) /* an error of 0 is the answer 0 */
        result = names(filter, sandbox->claims_root ? SCMP_ACT_ERRNO(0) : SCMP_ACT_ALLOW, ids, COUNT(ids));
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

static int sockets(scmp_filter_ctx filter, const struct sandbox *sandbox)
{
    int result = 0;
    if (sandbox->calls & SANDBOX_UNIX)
        result = form(filter, SCMP_SYS(socket), 0, UINT32_MAX, AF_UNIX);
    if (result == 0 && sandbox->calls & SANDBOX_INET)
        result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 2, SCMP_CMP64(0, SCMP_CMP_EQ, AF_INET),
                                  SCMP_CMP64(1, SCMP_CMP_MASKED_EQ, 0xf, SOCK_STREAM));
    if (result == 0 && sandbox->calls & SANDBOX_UEVENT) /* receives device events; libusb does not start without it */
        result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 2, SCMP_CMP64(0, SCMP_CMP_EQ, AF_NETLINK),
                                  SCMP_CMP64(2, SCMP_CMP_EQ, NETLINK_KOBJECT_UEVENT));
    return result;
}

/* What every graphics driver understands (DRM_IOCTL_BASE): 0x00 to 0x3f, and 0xa0 to 0xcf for modes and pictures.
 * Between them lie each driver's own commands: those of i915 submit programs to the drawing engines. A picture needs
 * none of them. */
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
static int devices(scmp_filter_ctx filter, const struct sandbox *sandbox)
{
    int result = form(filter, SCMP_SYS(ioctl), 1, UINT32_MAX, 0x541b); /* FIONREAD */
    if (result == 0)
        result =
            form(filter, SCMP_SYS(ioctl), 1, UINT32_MAX, 0x5401); /* TCGETS: isatty, which a log pipe answers with no */
    for (const char *letter = sandbox->ioctl_letters; *letter && result == 0; letter++)
        result = *letter == 'd' ? graphics(filter) : form(filter, SCMP_SYS(ioctl), 1, 0xff00, (uint64_t)*letter << 8);
    return result;
}

/* Threads; children only for a sandbox that divides, and never in namespaces of their own. */
static int threads(scmp_filter_ctx filter, const struct sandbox *sandbox)
{
    const uint64_t thread = CLONE_VM | CLONE_THREAD, spaces = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS |
                                                              CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID |
                                                              CLONE_NEWNET;
    int result = 0;
    if (sandbox->calls & SANDBOX_FORK)
        result = form(filter, SCMP_SYS(clone), 0, spaces, 0);
    else
        result = form(filter, SCMP_SYS(clone), 0, thread, thread);
    if (result == 0) /* its flags lie in memory where the filter can't look: the C library then uses clone */
        result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    return result;
}

static int processes(scmp_filter_ctx filter, const struct sandbox *sandbox)
{
    static const unsigned long wishes[] = {PR_SET_NAME,     PR_GET_NAME, PR_SET_DUMPABLE,
                                           PR_GET_DUMPABLE, PR_SET_VMA,  PR_GET_NO_NEW_PRIVS};
    const bool divides = sandbox->calls & SANDBOX_FORK; /* one process at a time; Landlock keeps its signals inside */
    const uint64_t own = divides ? 0 : (uint64_t)getpid(), mask = divides ? 0x80000000 : UINT32_MAX;
    int result = threads(filter, sandbox);
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

static int fill(scmp_filter_ctx filter, const struct sandbox *sandbox)
{
    int result = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    if (result == 0)
        result = seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2); /* a search tree: fewer steps a call */
    if (result == 0)
        result = tables(filter, sandbox);
    if (result == 0)
        result = names(filter, SCMP_ACT_KILL_PROCESS, ends, COUNT(ends));
    if (result == 0)
        result = sockets(filter, sandbox);
    if (result == 0)
        result = memory(filter);
    if (result == 0)
        result = devices(filter, sandbox);
    if (result == 0)
        result = processes(filter, sandbox);
    return result == 0 ? program_only(filter, sandbox->program) : result;
}

static fault filter_calls(const struct sandbox *sandbox)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter)
        return FAULT_NO_MEMORY;
    int result = fill(filter, sandbox);
    if (result == 0)
        result = seccomp_load(filter);
    seccomp_release(filter);
    return result == 0 ? FAULT_NONE : fault_errno(-result);
}

/* --- account, limits and capabilities --- */

/* Columns: resource, limit, why. Threads and memory differ by sandbox. */
static const struct limit_row {
    __rlimit_resource_t resource;
    rlim_t most;
} limits[] = {
    {RLIMIT_CORE, 0},                  /* nothing of a visitor's goes to a disk */
    {RLIMIT_NOFILE, 256},              /* input devices, databases, fonts */
    {RLIMIT_MEMLOCK, 8 * 1024 * 1024}, /* keys are locked into memory */
    {RLIMIT_MSGQUEUE, 0},
    {RLIMIT_RTPRIO, 0},
    {RLIMIT_NICE, 20}, /* 20 - 20 = 0: never more eager than others */
};

static fault of_errno(void)
{
    return fault_errno(errno);
}

static fault drop_capabilities(void)
{
    struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
    const struct __user_cap_data_struct none[2] = {{0}, {0}};
    return syscall(SYS_capset, &head, none) == 0 ? FAULT_NONE : of_errno();
}

/* Needs root; the bits say that becoming user 0 would give nothing, and can't be taken back. */
static fault close_ways_back(void)
{
    for (unsigned long cap = 0; prctl(PR_CAPBSET_READ, cap, 0, 0, 0) >= 0; cap++)
        if (prctl(PR_CAPBSET_DROP, cap, 0, 0, 0) != 0)
            return of_errno();
    const unsigned long bits = SECBIT_NOROOT | SECBIT_NOROOT_LOCKED | SECBIT_NO_SETUID_FIXUP_LOCKED |
                               SECBIT_KEEP_CAPS_LOCKED | SECBIT_NO_CAP_AMBIENT_RAISE |
                               SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED;
    return prctl(PR_SET_SECUREBITS, bits, 0, 0, 0) == 0 ? FAULT_NONE : of_errno();
}

static fault limit(__rlimit_resource_t resource, rlim_t most)
{
    const struct rlimit both = {most, most};
    return setrlimit(resource, &both) == 0 ? FAULT_NONE : of_errno();
}

static fault limit_all(const struct sandbox *sandbox)
{
    fault f = limit(RLIMIT_NPROC, sandbox->processes);
    if (f == FAULT_NONE && sandbox->memory)
        f = limit(RLIMIT_DATA, sandbox->memory);
    if (f == FAULT_NONE && sandbox->stack)
        f = limit(RLIMIT_STACK, sandbox->stack);
    for (size_t i = 0; i < sizeof limits / sizeof *limits && f == FAULT_NONE; i++)
        f = limit(limits[i].resource, limits[i].most);
    return f;
}

/* When memory runs out the kernel takes a helper first, and never the kiosk for a helper's sake. */
static fault set_oom_score(const struct sandbox *sandbox)
{
    char text[12];
    int length = snprintf(text, sizeof text, "%d", sandbox->oom_score);
    int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    fault f = fd < 0 || write(fd, text, (size_t)length) != length ? of_errno() : FAULT_NONE;
    if (fd >= 0)
        close(fd);
    return f;
}

static fault change_account(const struct sandbox *sandbox)
{
    size_t count = 0;
    while (count < SANDBOX_GROUPS && sandbox->groups[count])
        count++;
    if (setgroups(count, sandbox->groups) != 0 ||
        setresgid(sandbox->account, sandbox->account, sandbox->account) != 0 ||
        setresuid(sandbox->account, sandbox->account, sandbox->account) != 0)
        return of_errno();
    return FAULT_NONE;
}

static fault drop_rights(const struct sandbox *sandbox)
{
    fault f = limit_all(sandbox);
    if (f == FAULT_NONE)
        f = set_oom_score(sandbox);
    if (f == FAULT_NONE)
        f = close_ways_back();
    if (f == FAULT_NONE)
        f = change_account(sandbox);
    if (f == FAULT_NONE)
        f = drop_capabilities();
    if (f == FAULT_NONE && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        f = of_errno();
    if (f == FAULT_NONE && sandbox->dies_with_parent &&
        prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) /* a new account forgets it */
        f = of_errno();
    return f == FAULT_NONE && setuid(0) == 0 ? FAULT_NOT_FOR_US : f;
}

fault sandbox_enter(const struct sandbox *sandbox, const struct sandbox_extra *extra)
{
    fault f = drop_rights(sandbox);
    if (f == FAULT_NONE)
        f = restrict_files(sandbox, extra);
    if (f == FAULT_NONE)
        f = filter_calls(sandbox);
    return f;
}

void sandbox_detach(void)
{
    int nowhere = open("/dev/null", O_RDONLY);
    if (nowhere > 0)
        dup2(nowhere, 0);
    close_range(3, ~0U, 0);
    setsid();
    umask(077);
}
