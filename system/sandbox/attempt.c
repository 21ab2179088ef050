/* Attempts to get out of a sandbox, and those of the helpers: see the headers. */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/bytes.h"
#include "base/file.h"
#include "base/text.h"
#include "system/sandbox/attempt.h"
#include "system/sandbox/check.h"

static const char *const outcome_names[] = {"done", "refused", "ended", "no sandbox"};

static enum outcome outcome_of(long result)
{
    return result >= 0 ? DONE : REFUSED;
}
enum outcome attempt_reading(long path)
{
    return outcome_of(open((const char *)path, O_RDONLY | O_CLOEXEC));
}
enum outcome attempt_writing(long path)
{
    return outcome_of(open((const char *)path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
}
static enum outcome socketing(long family)
{
    return outcome_of(socket((int)family, SOCK_DGRAM, 0));
}
enum outcome attempt_streaming(long family)
{
    return outcome_of(socket((int)family, SOCK_STREAM, 0));
}
/* The kernel's call by its number, with arguments that would do no harm where they were let through. */
static enum outcome attempt_calling(long number)
{
    return outcome_of(syscall(number, 0, 0, 0, 0, 0));
}
enum outcome attempt_executing(long path)
{
    char *const words[] = {(char *)path, NULL}, *const none[] = {NULL};
    return outcome_of(execve((const char *)path, words, none));
}
static enum outcome mapping(long rights)
{
    return outcome_of(mmap(NULL, 4096, (int)rights, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0);
}
static enum outcome hardening(long rights)
{
    void *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return outcome_of(mprotect(memory, 4096, (int)rights));
}
static enum outcome signalling(long process)
{
    return outcome_of(kill((pid_t)process, 0));
}
/* Waits to be looked at: see status_has_no_rights. */
static enum outcome waiting(long nothing)
{
    (void)nothing;
    kill(getpid(), SIGSTOP);
    return DONE;
}

enum outcome attempt_removing(long path)
{
    return outcome_of(unlink((const char *)path));
}

static int unix_socket(long path, struct sockaddr_un *ret_at)
{
    *ret_at = (struct sockaddr_un){.sun_family = AF_UNIX};
    text_copy(ret_at->sun_path, sizeof ret_at->sun_path, (const char *)path);
    return socket(AF_UNIX, SOCK_SEQPACKET, 0);
}

static enum outcome attempt_connecting(long path)
{
    struct sockaddr_un at;
    int fd = unix_socket(path, &at);
    return outcome_of(fd < 0 ? -1 : connect(fd, (struct sockaddr *)&at, sizeof at));
}

static enum outcome attempt_binding(long path)
{
    struct sockaddr_un at;
    int fd = unix_socket(path, &at);
    return outcome_of(fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) != 0 ? -1 : unlink(at.sun_path));
}

static int tcp_socket(long port, struct sockaddr_in *ret_at)
{
    *ret_at = (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    return socket(AF_INET, SOCK_STREAM, 0);
}

enum outcome attempt_tcp(long port)
{
    struct sockaddr_in at;
    int fd = tcp_socket(port, &at);
    if (fd < 0)
        return REFUSED;
    return connect(fd, (struct sockaddr *)&at, sizeof at) == 0 || errno == ECONNREFUSED ? DONE : REFUSED;
}

static enum outcome attempt_tcp_binding(long port)
{
    struct sockaddr_in at;
    int fd = tcp_socket(port, &at);
    return outcome_of(fd < 0 ? -1 : bind(fd, (struct sockaddr *)&at, sizeof at));
}

#define SOCKET(family)                                                                                                 \
    {                                                                                                                  \
        "socket " #family, socketing, family, REFUSED                                                                  \
    }
#define CALL(name)                                                                                                     \
    {                                                                                                                  \
        "call " #name, attempt_calling, SYS_##name, KILLED                                                             \
    }

/* What no sandbox may. */
static const struct attempt nobody[] = {
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
    {"execute /usr/sbin/boot", attempt_executing, (long)"/usr/sbin/boot", KILLED},
    {"write and execute memory", mapping, PROT_READ | PROT_WRITE | PROT_EXEC, REFUSED},
    {"execute new memory", mapping, PROT_READ | PROT_EXEC, REFUSED},
    {"turn data into code", hardening, PROT_READ | PROT_EXEC, REFUSED},
    {"signal process 1", signalling, 1, REFUSED},
    {"signal everybody", signalling, -1, REFUSED},
};

static enum outcome in_sandbox(const struct sandbox *sandbox, const struct sandbox_extra *extra,
                               const struct attempt *a)
{
    return sandbox_enter(sandbox, extra) == FAULT_NONE ? a->make(a->what) : NOT_ENTERED;
}

/* "Groups:\t44 105 \n" */
static void group_line(const struct sandbox *sandbox, char *out, size_t size)
{
    size_t at = (size_t)snprintf(out, size, "\nGroups:\t%s", sandbox->groups[0] ? "" : " ");
    for (size_t i = 0; i < SANDBOX_GROUPS && sandbox->groups[i] && at < size; i++)
        at += (size_t)snprintf(out + at, size - at, "%u ", (unsigned)sandbox->groups[i]);
    if (at < size)
        snprintf(out + at, size - at, "\n");
}

/* Does the kernel itself report no rights for a process in the sandbox? */
static bool status_has_no_rights(const struct sandbox *sandbox, pid_t child)
{
    char path[64], user[64], group[64], groups[64];
    const char *const lines[] = {user,
                                 group,
                                 groups,
                                 "\nCapInh:\t0000000000000000\n",
                                 "\nCapPrm:\t0000000000000000\n",
                                 "\nCapEff:\t0000000000000000\n",
                                 "\nCapBnd:\t0000000000000000\n",
                                 "\nCapAmb:\t0000000000000000\n",
                                 "\nNoNewPrivs:\t1\n",
                                 "\nSeccomp:\t2\n"};
    struct buffer text = {.limit = 8192};
    const unsigned id = sandbox->account;
    snprintf(user, sizeof user, "\nUid:\t%u\t%u\t%u\t%u\n", id, id, id, id);
    snprintf(group, sizeof group, "\nGid:\t%u\t%u\t%u\t%u\n", id, id, id, id);
    group_line(sandbox, groups, sizeof groups);
    snprintf(path, sizeof path, "/proc/%d/status", child);
    bool bare = file_read(path, &text) == FAULT_NONE;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (!strstr(buffer_string(&text), lines[i])) {
            fprintf(stderr, "sandbox %s: its status lacks %s", sandbox->name, lines[i] + 1);
            bare = false;
        }
    buffer_free(&text);
    return bare;
}

static enum outcome try_one(const struct sandbox *sandbox, const struct sandbox_extra *extra, const struct attempt *a)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0)
        _exit((int)in_sandbox(sandbox, extra, a));
    if (child < 0 || waitpid(child, &status, WUNTRACED) != child)
        return NOT_ENTERED;
    if (WIFSTOPPED(status)) {
        bool bare = status_has_no_rights(sandbox, child);
        kill(child, SIGKILL);
        waitpid(child, &status, 0);
        return bare ? DONE : NOT_ENTERED;
    }
    if (WIFSIGNALED(status))
        return WTERMSIG(status) == SIGSYS ? KILLED : NOT_ENTERED;
    return (enum outcome)WEXITSTATUS(status);
}

static void try_all(const struct sandbox *sandbox, const struct sandbox_extra *extra, const struct attempt *all,
                    size_t count, struct attempt_tally *tally)
{
    for (size_t i = 0; i < count; i++) {
        enum outcome found = try_one(sandbox, extra, &all[i]);
        bool right = found == all[i].expected;
        right ? tally->passed++ : tally->failed++;
        if (!right)
            fprintf(stderr, "sandbox %s: %s: %s\n", sandbox->name, all[i].name, outcome_names[found]);
    }
}

void attempt_all(const struct sandbox *sandbox, const struct sandbox_extra *extra, const struct attempt *own,
                 size_t count, struct attempt_tally *tally)
{
    static const struct attempt still = {"stand still", waiting, 0, DONE};
    fflush(NULL);
    try_all(sandbox, extra, nobody, sizeof nobody / sizeof *nobody, tally);
    try_all(sandbox, extra, &still, 1, tally);
    try_all(sandbox, extra, own, count, tally);
}

bool attempt_end(const struct sandbox *sandbox, const struct attempt_tally *tally)
{
    const bool kiosk = sandbox == &sandbox_kiosk;
    fprintf(stderr, "sandbox%s%s: %u passed, %u failed\n", kiosk ? "" : " ", kiosk ? "" : sandbox->name, tally->passed,
            tally->failed);
    return tally->failed == 0;
}

/* --- the helpers' own attempts, beside those of every sandbox: nothing of the kiosk's, of each other's, of
 * other devices; and what each must be able to do. --- */

#define NOT_THE_KIOSKS                                                                                                 \
    READS("/data/kiosk"), READS("/run/sirkel"), READS("/run/sirkel/stick"), READS("/tmp"), READS("/dev/dri"),          \
        READS("/dev/dri/card0"), READS("/dev/input"), READS("/dev/input/event0"), READS("/sys/class/drm"),             \
        WRITES("/tmp/x"), WRITES("/data/kiosk/x"), WRITES("/run/sirkel/usb-printer"),                                  \
        {"execute the kiosk", attempt_executing, (long)"/usr/bin/sirkel", KILLED},                                     \
        {"connect to the device manager", attempt_connecting, (long)"/run/sirkel/steward", REFUSED},                   \
        {"read its library", attempt_reading, (long)"/usr/lib/x86_64-linux-gnu/libc.so.6", DONE},                      \
    {                                                                                                                  \
        "read random numbers", attempt_reading, (long)"/dev/urandom", DONE                                             \
    }

static const struct attempt voice[] = {
    NOT_THE_KIOSKS,
    READS("/dev/bus/usb"),
    READS("/sys/bus/usb"),
    READS("/run/sirkel/printer"),
    READS("/run/sirkel/bridge"),
    WRITES("/run/sirkel/voice/x"),
    {"stream AF_INET", attempt_streaming, AF_INET, REFUSED},
    {"connect to the printing program", attempt_connecting, (long)"/run/sirkel/printer/line", REFUSED},
    {"call the printer", attempt_tcp, SANDBOX_IPP_PORT, REFUSED},
    {"make its socket", attempt_binding, (long)"/run/sirkel/voice/.check", DONE},
};

static const struct attempt printer[] = {
    NOT_THE_KIOSKS,
    READS("/dev/snd"),
    READS("/dev/snd/controlC0"),
    READS("/dev/bus/usb"),
    READS("/sys/bus/usb"),
    READS("/run/sirkel/voice"),
    READS("/run/sirkel/bridge"),
    WRITES("/run/sirkel/printer/x"),
    {"connect to the voice", attempt_connecting, (long)"/run/sirkel/voice/line", REFUSED},
    {"another port", attempt_tcp, SANDBOX_IPP_PORT + 1, REFUSED},
    {"the web's port", attempt_tcp, 80, REFUSED},
    {"listen by TCP", attempt_tcp_binding, SANDBOX_IPP_PORT, REFUSED},
    {"make its socket", attempt_binding, (long)"/run/sirkel/printer/.check", DONE},
    {"call the printer", attempt_tcp, SANDBOX_IPP_PORT, DONE},
};

static const struct attempt bridge[] = {
    NOT_THE_KIOSKS,
    READS("/dev/snd"),
    READS("/dev/bus/usb/001/001"),
    READS("/run/sirkel/voice"),
    READS("/run/sirkel/printer"),
    {"stream AF_UNIX", attempt_streaming, AF_UNIX, REFUSED},
    {"call by TCP", attempt_tcp, SANDBOX_IPP_PORT, REFUSED},
    {"listen on another port", attempt_tcp_binding, SANDBOX_IPP_PORT + 1, REFUSED},
    {"listen", attempt_tcp_binding, SANDBOX_IPP_PORT, DONE},
    {"write its folder", attempt_writing, (long)"/run/sirkel/bridge/.check", DONE},
    {"remove what it wrote", attempt_removing, (long)"/run/sirkel/bridge/.check", DONE},
    {"look at what is plugged in", attempt_reading, (long)"/sys/bus/usb/devices", DONE},
};

static bool check(const struct sandbox *sandbox, const struct attempt *own, size_t count)
{
    struct attempt_tally tally = {};
    attempt_all(sandbox, &(struct sandbox_extra){}, own, count, &tally);
    return attempt_end(sandbox, &tally);
}

bool sandbox_check_voice(void)
{
    return check(&sandbox_voice, voice, sizeof voice / sizeof *voice);
}

bool sandbox_check_printer(void)
{
    return check(&sandbox_printer, printer, sizeof printer / sizeof *printer);
}

bool sandbox_check_bridge(void)
{
    return check(&sandbox_bridge, bridge, sizeof bridge / sizeof *bridge);
}
