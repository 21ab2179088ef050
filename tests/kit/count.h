/* The one counter of what passed, of every C program under tests/. */
#pragma once

#include <stdbool.h>

struct count {
    int passed, failed, skipped;
};

/* Counts one check; gives `holds` back. */
bool count_check(struct count *count, bool holds);
/* Prints "NAME: N passed, M failed" (", K skipped" where there are any), the line that tests/run adds up. Returns main's exit
 * status: 1 when a check failed, and when there was none at all. */
int count_end(const struct count *count, const char *name);
