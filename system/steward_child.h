/* Something that may hang (a mount, a USB device that takes its time), done in a child process with a limit. */
#pragma once

#include "base/fault.h"

/* Runs `work` in a child and waits for its fault, at most so long; BUSY when it took longer (the child is then killed,
 * or left to the kernel where it can't be). The child sees the memory as it was; nothing it changes comes back. */
fault steward_child(int seconds, fault (*work)(const void *), const void *given);
