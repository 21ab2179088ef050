/* The cage the kiosk runs in (docs/threats.md: after a break-in, reach nothing more). MUSTs:
 * 1. Entered whole or not at all: a step that fails ends the start.
 * 2. Nothing in it can be undone from inside: account, capabilities, no_new_privs, Landlock, seccomp.
 * 3. What is not named is refused; what a program of this kind never has a reason to try ends it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/fault.h"

/* The account, its groups, limits, and no capability left; afterwards no way back to root. */
fault sandbox_account(void);
/* Landlock: the folders and devices named in sandbox_files.c, no TCP, no signal outwards. `mirror`: tests' port as
 * well. */
fault sandbox_files(bool mirror);
/* seccomp: the calls of sandbox_calls.c. Only `program` (this very pointer) may be executed. */
fault sandbox_calls(const char *program);
/* All three. */
fault sandbox_enter(const char *program, bool mirror);

#define SANDBOX_PROGRAM "/usr/bin/sirkel"
