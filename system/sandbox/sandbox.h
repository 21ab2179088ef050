/* The sandboxes that the machine's programs for visitors run in (docs/threats.md: after a break-in, reach nothing
 * more): one row each in profiles.c. MUSTs:
 * 1. Entered whole or not at all: a step that fails ends the start.
 * 2. Nothing in it can be undone from inside: account, capabilities, no_new_privs, Landlock, seccomp.
 * 3. What is not named is refused; what a program of this kind never has a reason to try ends it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include "base/fault.h"

struct sandbox_path {
    const char *place; /* what may be done there and below; a place that isn't there is passed over, unless needed */
    uint64_t rights;   /* LANDLOCK_ACCESS_FS_… */
    bool needed;
};
enum {                      /* of sandbox.calls: which tables of calls it has, which sockets it may make */
       SANDBOX_FILES = 1,   /* makes and changes files */
       SANDBOX_CONNECT = 2, /* connects */
       SANDBOX_LISTEN = 4,  /* listens */
       SANDBOX_FORK = 8,    /* has children, in the same sandbox */
       SANDBOX_GO = 16,     /* is written in Go */
       SANDBOX_UNIX = 32,
       SANDBOX_INET = 64,
       SANDBOX_UEVENT = 128,
};
enum { SANDBOX_IPP_PORT = 60000 }; /* where ipp-usb answers; etc/ipp-usb/ipp-usb.conf says the same */
enum { SANDBOX_GROUPS = 3, SANDBOX_PATHS = 16 };
struct sandbox {
    const char *name, *program;
    uid_t account;
    gid_t groups[SANDBOX_GROUPS]; /* ended by 0 where there are fewer */
    unsigned processes;           /* threads and children of the account, at most */
    size_t memory;                /* bytes of its own, at most; 0: no limit */
    size_t stack;                 /* bytes of a thread's stack, which count there; 0: as usual */
    int oom_score;                /* oom_score_adj: who goes first when memory runs out, 1000 at once; never below 0 */
    unsigned calls;
    const char *ioctl_letters;        /* of the ioctl calls it may make */
    uint16_t connect_port, bind_port; /* TCP; 0: none */
    bool dies_with_parent;            /* ends when the program that started it does */
    bool claims_root;                 /* the kernel reports user 0 as its account; it has none of root's rights */
    struct sandbox_path paths[SANDBOX_PATHS];
};
extern const struct sandbox sandbox_kiosk, sandbox_voice, sandbox_printer, sandbox_bridge;

/* What is added to a sandbox at its start: the tests' port; the one device that it is for. */
struct sandbox_extra {
    bool mirror;
    const char *device; /* NULL: none */
};

/* Account, groups and limits, with no capability left and no way back to root; Landlock: the sandbox's folders and
 * devices, its port, no signal outwards; seccomp: the sandbox's calls. Only sandbox->program (this very pointer) may be
 * executed. */
fault sandbox_enter(const struct sandbox *sandbox, const struct sandbox_extra *extra);
/* Standard input from nowhere, no other descriptor but the log; alone in its session. Before the sandbox. */
void sandbox_detach(void);
