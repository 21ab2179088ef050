/* Something that may hang (a mount, a USB device that takes its time), done in a child process with a limit. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include "base/fault.h"

/* Runs `work` in a child and waits for its fault, at most so long; BUSY when it took longer (the child is then killed,
 * or left to the kernel where it can't be). The child sees the memory as it was; nothing it changes comes back. */
fault child_run(int seconds, fault (*work)(const void *), const void *given);

/* The same without waiting: one at a time; the loop looks at `handle`, which becomes readable at the end. */
struct child_job {
    int handle;          /* -1: no job */
    pid_t process, left; /* left: one that the kernel did not end in time */
    int64_t until_ms;
};
fault child_begin(struct child_job *job, int64_t until_ms, fault (*work)(const void *), const void *given);
/* True when it has ended, or its time is up (BUSY); its fault then. */
bool child_over(struct child_job *job, int64_t now_ms, fault *ret_fault);
