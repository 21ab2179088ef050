/* What the machine's own programs tell: one line each, to the kernel's log (console, `console=`) and to
 * /run/sirkel/boot.log. */
#pragma once

/* "boot: the data partition is new". Names no visitor, no file of the kiosk's, no serial number. */
void say(const char *who, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* runsv leads a service's standard output to its log; this leads its standard error there, too. */
void say_to_log(void);
