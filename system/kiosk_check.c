/* The attempts of `kiosk --check`. Each runs in a fresh child that has entered the cage; how the child ends is the
 * finding. */
#include "system/kiosk_check.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/file.h"
#include "system/sandbox.h"

/* DONE: it worked. REFUSED: EPERM, EACCES and their like. */
enum finding { DONE, REFUSED, ENDED, NOT_CAGED };
static const char *const finding_words[] = {"done", "refused", "ended", "no cage"};
struct attempt {
    const char *name;
    enum finding (*make)(long what);
    long what; /* a number or a path, as the attempt takes it */
    enum finding right;
};

static enum finding of(long result)
{
    return result >= 0 ? DONE : REFUSED;
}
static enum finding reading(long path)
{
    return of(open((const char *)path, O_RDONLY | O_CLOEXEC));
}
static enum finding writing(long path)
{
    return of(open((const char *)path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
}
static enum finding socketing(long family)
{
    return of(socket((int)family, SOCK_DGRAM, 0));
}
static enum finding streaming(long family)
{
    return of(socket((int)family, SOCK_STREAM, 0));
}
/* The kernel's call by its number, with arguments that would do no harm where they were let through. */
static enum finding calling(long number)
{
    return of(syscall(number, 0, 0, 0, 0, 0));
}
static enum finding executing(long path)
{
    char *const words[] = {(char *)path, NULL}, *const none[] = {NULL};
    return of(execve((const char *)path, words, none));
}
static enum finding mapping(long rights)
{
    return of(mmap(NULL, 4096, (int)rights, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0);
}
static enum finding hardening(long rights)
{
    void *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return of(mprotect(memory, 4096, (int)rights));
}
static enum finding signalling(long process)
{
    return of(kill((pid_t)process, 0));
}
/* Waits to be looked at: see status_is_bare. */
static enum finding waiting(long nothing)
{
    (void)nothing;
    kill(getpid(), SIGSTOP);
    return DONE;
}

#define READS(path)                                                                                                    \
    {                                                                                                                  \
        "read " path, reading, (long)path, REFUSED                                                                     \
    }
#define WRITES(path)                                                                                                   \
    {                                                                                                                  \
        "write " path, writing, (long)path, REFUSED                                                                    \
    }
#define SOCKET(family)                                                                                                 \
    {                                                                                                                  \
        "socket " #family, socketing, family, REFUSED                                                                  \
    }
#define CALL(name)                                                                                                     \
    {                                                                                                                  \
        "call " #name, calling, SYS_##name, ENDED                                                                      \
    }

static const struct attempt attempts[] = {
    READS("/etc/passwd"),
    READS("/etc/group"),
    READS("/etc/runit"),
    READS("/etc/service"),
    READS("/"),
    READS("/proc"),
    READS("/proc/1/cmdline"),
    READS("/proc/self/mem"),
    READS("/proc/self/status"),
    READS("/proc/cmdline"),
    READS("/proc/kmsg"),
    READS("/proc/kallsyms"),
    READS("/proc/mounts"),
    READS("/proc/partitions"),
    READS("/proc/sys/kernel/ostype"),
    READS("/sys"),
    READS("/sys/kernel"),
    READS("/sys/class/block"),
    READS("/sys/firmware"),
    READS("/sys/bus/usb/devices"),
    READS("/dev"),
    READS("/dev/mem"),
    READS("/dev/kmsg"),
    READS("/dev/console"),
    READS("/dev/ttyS0"),
    READS("/dev/vda"),
    READS("/dev/sda"),
    READS("/dev/nvme0n1"),
    READS("/dev/dm-0"),
    READS("/dev/dm-1"),
    READS("/dev/mapper/control"),
    READS("/dev/mapper/data"),
    READS("/dev/tpm0"),
    READS("/dev/tpmrm0"),
    READS("/dev/watchdog"),
    READS("/dev/rtc0"),
    READS("/dev/hwrng"),
    READS("/dev/ptmx"),
    READS("/data"),
    READS("/data/log"),
    READS("/data/log/kiosk/current"),
    READS("/data/log/boot/current"),
    READS("/data/site"),
    READS("/data/lost+found"),
    READS("/run"),
    READS("/run/runit"),
    READS("/run/runit.stopit"),
    READS("/tmp/.."),
    READS("/run/runit/supervise.kiosk/control"),
    READS("/data/kiosk/../log"),
    WRITES("/usr/bin/sirkel"),
    WRITES("/usr/share/sirkel/x"),
    WRITES("/etc/x"),
    WRITES("/data/x"),
    WRITES("/run/x"),
    WRITES("/run/sirkel/x"),
    WRITES("/run/sirkel/data"),
    WRITES("/run/sirkel/ready"),
    WRITES("/run/runit.stopit"),
    WRITES("/x"),
    WRITES("/dev/x"),
    WRITES("/proc/self/oom_score_adj"),
    WRITES("/proc/sysrq-trigger"),
    WRITES("/data/log/kiosk/current"),
    SOCKET(AF_INET),
    SOCKET(AF_INET6),
    SOCKET(AF_NETLINK),
    SOCKET(AF_PACKET),
    SOCKET(AF_ALG),
    SOCKET(AF_VSOCK),
    SOCKET(AF_BLUETOOTH),
    SOCKET(AF_CAN),
    SOCKET(AF_TIPC),
    SOCKET(AF_XDP),
    SOCKET(AF_KEY),
    {"stream AF_INET", streaming, AF_INET, REFUSED},
    CALL(ptrace),
    CALL(mount),
    CALL(umount2),
    CALL(pivot_root),
    CALL(chroot),
    CALL(init_module),
    CALL(finit_module),
    CALL(kexec_load),
    CALL(keyctl),
    CALL(add_key),
    CALL(bpf),
    CALL(userfaultfd),
    CALL(perf_event_open),
    CALL(io_uring_setup),
    CALL(process_vm_readv),
    CALL(process_vm_writev),
    CALL(unshare),
    CALL(setns),
    CALL(open_by_handle_at),
    CALL(settimeofday),
    CALL(clock_settime),
    CALL(syslog),
    CALL(reboot),
    CALL(swapon),
    CALL(iopl),
    CALL(setuid),
    CALL(setgroups),
    CALL(capset),
    CALL(mknodat),
    CALL(fork),
    CALL(vfork),
    CALL(memfd_create),
    CALL(seccomp),
    CALL(open_tree),
    CALL(fsopen),
    CALL(execveat),
    {"execute /usr/sbin/boot", executing, (long)"/usr/sbin/boot", ENDED},
    {"execute another /usr/bin/sirkel", executing, (long)"/usr//bin/sirkel", ENDED},
    {"write and execute memory", mapping, PROT_READ | PROT_WRITE | PROT_EXEC, REFUSED},
    {"execute new memory", mapping, PROT_READ | PROT_EXEC, REFUSED},
    {"turn data into code", hardening, PROT_READ | PROT_EXEC, REFUSED},
    {"signal process 1", signalling, 1, REFUSED},
    {"signal everybody", signalling, -1, REFUSED},
    {"stand still", waiting, 0, DONE},
    /* what it must be able to do: a cage that refuses everything would pass all of the above */
    {"read its library", reading, (long)"/usr/lib/x86_64-linux-gnu/libc.so.6", DONE},
    {"read its words", reading, (long)"/usr/share/sirkel", DONE},
    {"write its own folder", writing, (long)"/data/kiosk/.check", DONE},
    {"remove what it wrote", calling, 0, DONE}, /* see try_one */
    {"write to /tmp", writing, (long)"/tmp/.check", DONE},
    {"unix socket", streaming, AF_UNIX, DONE},
    {"look at /run/sirkel/stick", reading, (long)"/run/sirkel/stick", DONE},
    {"read random numbers", reading, (long)"/dev/urandom", DONE},
};

static enum finding in_cage(const struct attempt *a, bool mirror)
{
    static const char program[] = SANDBOX_PROGRAM;
    if (sandbox_enter(program, mirror) != FAULT_NONE)
        return NOT_CAGED;
    if (a->right == DONE && a->make == calling)
        return of(unlink("/data/kiosk/.check"));
    return a->make(a->what);
}

/* What the kernel itself says of a process in the cage. */
static bool status_is_bare(pid_t child)
{
    static const char *const lines[] = {"\nUid:\t900\t900\t900\t900\n",
                                        "\nGid:\t900\t900\t900\t900\n",
                                        "\nGroups:\t29 44 105 \n",
                                        "\nCapInh:\t0000000000000000\n",
                                        "\nCapPrm:\t0000000000000000\n",
                                        "\nCapEff:\t0000000000000000\n",
                                        "\nCapBnd:\t0000000000000000\n",
                                        "\nCapAmb:\t0000000000000000\n",
                                        "\nNoNewPrivs:\t1\n",
                                        "\nSeccomp:\t2\n"};
    char path[64];
    struct buffer text = {.limit = 8192};
    snprintf(path, sizeof path, "/proc/%d/status", child);
    bool bare = file_read(path, &text) == FAULT_NONE;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (!strstr(buffer_string(&text), lines[i])) {
            fprintf(stderr, "cage: its status lacks %s", lines[i] + 1);
            bare = false;
        }
    buffer_free(&text);
    return bare;
}

static enum finding try_one(const struct attempt *a, bool mirror)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0)
        _exit((int)in_cage(a, mirror));
    if (child < 0 || waitpid(child, &status, WUNTRACED) != child)
        return NOT_CAGED;
    if (WIFSTOPPED(status)) {
        bool bare = status_is_bare(child);
        kill(child, SIGKILL);
        waitpid(child, &status, 0);
        return bare ? DONE : NOT_CAGED;
    }
    if (WIFSIGNALED(status))
        return WTERMSIG(status) == SIGSYS ? ENDED : NOT_CAGED;
    return (enum finding)WEXITSTATUS(status);
}

/* A stick is mounted when the cage has long been closed: it must be writable all the same, by the rule on the folder
 * above. */
static bool stick_later(bool mirror)
{
    static const char stick[] = "/run/sirkel/stick";
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        if (sandbox_enter(SANDBOX_PROGRAM, mirror) != FAULT_NONE)
            _exit(NOT_CAGED);
        kill(getpid(), SIGSTOP);
        _exit((int)writing((long)"/run/sirkel/stick/x"));
    }
    if (child < 0 || waitpid(child, &status, WUNTRACED) != child || !WIFSTOPPED(status))
        return false;
    bool mounted =
        mount("tmpfs", stick, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, "size=64k,mode=0700,uid=900,gid=900") == 0;
    kill(child, SIGCONT);
    waitpid(child, &status, 0);
    if (mounted)
        umount2(stick, 0);
    return mounted && WIFEXITED(status) && WEXITSTATUS(status) == DONE;
}

bool kiosk_check(bool mirror)
{
    unsigned passed = 0, failed = 0;
    fflush(NULL);
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        enum finding found = try_one(&attempts[i], mirror);
        bool right = found == attempts[i].right;
        right ? passed++ : failed++;
        if (!right)
            fprintf(stderr, "cage: %s: %s\n", attempts[i].name, finding_words[found]);
    }
    bool later = stick_later(mirror);
    later ? passed++ : failed++;
    if (!later)
        fprintf(stderr, "cage: a stick that comes later: refused\n");
    fprintf(stderr, "cage: %u passed, %u failed\n", passed, failed);
    return failed == 0;
}
