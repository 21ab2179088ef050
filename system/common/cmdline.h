/* The kernel's command line: the only settings the device has, signed together with the kernel. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CMDLINE_MAX = 4096 };

/* The running kernel's line; "" when it can't be read. `out` holds CMDLINE_MAX. */
void cmdline_read(char *out);
/* The value of the word `name=value` ("" for a bare `name`); false when it isn't there or does not fit. The first one
 * counts. */
bool cmdline_word(const char *line, const char *name, char *out, size_t size);
/* The same as a number in decimal digits only; -1 when absent or otherwise. */
int64_t cmdline_number(const char *line, const char *name);
/* Is this the stick that installs (image/stick.list)? Its slot is neither a nor b. */
bool cmdline_stick(const char *line);
