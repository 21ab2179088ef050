/* Versions of the system: how they are written, their order, and which one runs. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include "base/fault.h"

enum { VERSION_MAX = 32 };

struct version_system { /* a system, as its kernel's command line names it */
    char version[VERSION_MAX];
    uint32_t schema; /* of the data it writes */
};

/* One to four numbers of at most six digits, separated by dots, without leading zeros. */
bool version_good(const char *version);
/* Below 0, 0 or above 0 as `a` is older than, the same as or newer than `b`; a missing number counts as 0. Both good.
 */
int version_compare(const char *a, const char *b);
/* Version and schema from the kernel's command line; BAD_INPUT when it names no version. */
fault version_running(struct version_system *ret, const char *line);
