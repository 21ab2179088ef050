/* Account, limits and capabilities; and the cage as a whole. */
#include "system/sandbox.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/securebits.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "system/accounts.h"

/* Columns: resource, limit, why. */
static const struct limit_row {
    __rlimit_resource_t resource;
    rlim_t most;
} limits[] = {
    {RLIMIT_CORE, 0},                  /* nothing of a visitor's goes to a disk */
    {RLIMIT_NPROC, 24},                /* threads of the sound and of the glass; no flood of processes */
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

fault sandbox_account(void)
{
    const gid_t groups[] = {GROUP_AUDIO, GROUP_VIDEO, GROUP_INPUT};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        const struct rlimit both = {limits[i].most, limits[i].most};
        if (setrlimit(limits[i].resource, &both) != 0)
            return of_errno();
    }
    fault f = close_ways_back();
    if (f != FAULT_NONE)
        return f;
    if (setgroups(sizeof groups / sizeof *groups, groups) != 0 ||
        setresgid(ACCOUNT_KIOSK, ACCOUNT_KIOSK, ACCOUNT_KIOSK) != 0 ||
        setresuid(ACCOUNT_KIOSK, ACCOUNT_KIOSK, ACCOUNT_KIOSK) != 0)
        return of_errno();
    f = drop_capabilities();
    if (f == FAULT_NONE && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        f = of_errno();
    return f == FAULT_NONE && setuid(0) == 0 ? FAULT_NOT_FOR_US : f;
}

fault sandbox_enter(const char *program, bool mirror)
{
    fault f = sandbox_account();
    if (f == FAULT_NONE)
        f = sandbox_files(mirror);
    if (f == FAULT_NONE)
        f = sandbox_calls(program);
    return f;
}
