/* Account, limits and capabilities; and the cage as a whole. */
#include "system/sandbox/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/securebits.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "system/common/accounts.h"

/* Columns: resource, limit, why. Threads and memory differ by cage. */
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

static fault limit_all(const struct cage *cage)
{
    fault f = limit(RLIMIT_NPROC, cage->processes);
    if (f == FAULT_NONE && cage->memory)
        f = limit(RLIMIT_DATA, cage->memory);
    if (f == FAULT_NONE && cage->stack)
        f = limit(RLIMIT_STACK, cage->stack);
    for (size_t i = 0; i < sizeof limits / sizeof *limits && f == FAULT_NONE; i++)
        f = limit(limits[i].resource, limits[i].most);
    return f;
}

/* When memory runs out the kernel takes a helper first, and never the kiosk for a helper's sake. */
static fault set_badness(const struct cage *cage)
{
    char text[12];
    int length = snprintf(text, sizeof text, "%d", cage->badness);
    int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    fault f = fd < 0 || write(fd, text, (size_t)length) != length ? of_errno() : FAULT_NONE;
    if (fd >= 0)
        close(fd);
    return f;
}

static fault change_account(const struct cage *cage)
{
    size_t count = 0;
    while (count < CAGE_GROUPS && cage->groups[count])
        count++;
    if (setgroups(count, cage->groups) != 0 || setresgid(cage->account, cage->account, cage->account) != 0 ||
        setresuid(cage->account, cage->account, cage->account) != 0)
        return of_errno();
    return FAULT_NONE;
}

fault sandbox_account(const struct cage *cage)
{
    fault f = limit_all(cage);
    if (f == FAULT_NONE)
        f = set_badness(cage);
    if (f == FAULT_NONE)
        f = close_ways_back();
    if (f == FAULT_NONE)
        f = change_account(cage);
    if (f == FAULT_NONE)
        f = drop_capabilities();
    if (f == FAULT_NONE && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        f = of_errno();
    if (f == FAULT_NONE && cage->tied && prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) /* a new account forgets it */
        f = of_errno();
    return f == FAULT_NONE && setuid(0) == 0 ? FAULT_NOT_FOR_US : f;
}

fault sandbox_enter(const struct cage *cage, const struct cage_more *more)
{
    fault f = sandbox_account(cage);
    if (f == FAULT_NONE)
        f = sandbox_files(cage, more);
    if (f == FAULT_NONE)
        f = sandbox_calls(cage);
    return f;
}

void sandbox_loosen(void)
{
    int nowhere = open("/dev/null", O_RDONLY);
    if (nowhere > 0)
        dup2(nowhere, 0);
    close_range(3, ~0U, 0);
    setsid();
    umask(077);
}
