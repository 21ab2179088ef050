/* The log lines of the machine's own programs. None names a visitor, a file of the kiosk's or a serial number. */
#pragma once

/* One line to the kernel's log (console, `console=`) and to /run/sirkel/boot.log: "boot: the data partition is new". */
void log_kernel(const char *who, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* One line on standard error, of a service. */
void log_service(const char *who, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* runsv connects a service's standard output to its log; this connects its standard error there, too. */
void log_errors(void);
