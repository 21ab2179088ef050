/* The cages that the machine's programs for visitors run in (docs/threats.md: after a break-in, reach nothing more):
 * one row each in cages.c. MUSTs:
 * 1. Entered whole or not at all: a step that fails ends the start.
 * 2. Nothing in it can be undone from inside: account, capabilities, no_new_privs, Landlock, seccomp.
 * 3. What is not named is refused; what a program of this kind never has a reason to try ends it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include "base/fault.h"

struct cage_place {
    const char *place; /* what may be done there and below; a place that isn't there is passed over, unless needed */
    uint64_t rights;   /* LANDLOCK_ACCESS_FS_… */
    bool needed;
};
enum {                   /* of cage.calls: which tables of calls it has, which sockets it may make */
       CAGE_KEEPS = 1,   /* makes and changes files */
       CAGE_CALLS = 2,   /* connects */
       CAGE_SERVES = 4,  /* listens */
       CAGE_DIVIDES = 8, /* has children, in the same cage */
       CAGE_GO = 16,     /* is written in Go */
       CAGE_UNIX = 32,
       CAGE_INET = 64,
       CAGE_UEVENT = 128,
};
enum { SANDBOX_IPP_PORT = 60000 }; /* where ipp-usb answers; etc/ipp-usb/ipp-usb.conf says the same */
enum { CAGE_GROUPS = 3, CAGE_PLACES = 16 };
struct cage {
    const char *name, *program;
    uid_t account;
    gid_t groups[CAGE_GROUPS]; /* ended by 0 where there are fewer */
    unsigned processes;        /* threads and children of the account, at most */
    size_t memory;             /* bytes of its own, at most; 0: no limit */
    size_t stack;              /* bytes of a thread's stack, which count there; 0: as usual */
    int badness;               /* oom_score_adj: who goes first when memory runs out, 1000 at once; never below 0 */
    unsigned calls;
    const char *device_letters;    /* of the ioctl calls it may make */
    uint16_t call_port, bind_port; /* TCP; 0: none */
    bool tied;                     /* ends when the program that started it does */
    bool root_in_name;             /* asked who it is, the kernel answers: user 0. It has none of its rights */
    struct cage_place places[CAGE_PLACES];
};
extern const struct cage cage_kiosk, cage_voice, cage_printer, cage_bridge;

/* What is added to a cage at its start: the tests' port; the one device that it is for. */
struct cage_more {
    bool mirror;
    const char *device; /* NULL: none */
};

/* Account, groups and limits, with no capability left and no way back to root; Landlock: the cage's folders and
 * devices, its port, no signal outwards; seccomp: the cage's calls. Only cage->program (this very pointer) may be
 * executed. */
fault sandbox_enter(const struct cage *cage, const struct cage_more *more);
/* Standard input from nowhere, no other descriptor but the log; alone in its session. Before the cage. */
void sandbox_loosen(void);
