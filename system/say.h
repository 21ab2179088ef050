/* What the machine's own programs tell: one line each, to the kernel's log (console, `console=`) and to
 * /run/sirkel/boot.log. */
#pragma once

/* "boot: the data partition is new". Names no visitor, no file of the kiosk's, no serial number. */
void say(const char *who, const char *format, ...) __attribute__((format(printf, 2, 3)));
