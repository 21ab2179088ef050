/* What runs on this machine, as lines "key=value". It tells what the machine says of itself; a machine that was changed
 * could say anything, and the screen says so. */
#pragma once

#include <stddef.h>

/* `secure_boot`: what about_secure_boot gave. */
void about_machine(const char *cmdline, const char *secure_boot, char *out, size_t size);
/* "on", "off" or "none", from the firmware's variable. Mounts efivarfs for the moment, read-only. */
void about_secure_boot(char *out, size_t size);
