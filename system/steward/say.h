/* The steward's lines for the technician. */
#pragma once

/* One line on standard error, which its service leads to its log. Names no visitor. */
void steward_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
