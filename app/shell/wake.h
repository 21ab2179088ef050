/* Sleep without a clock tick. On a console SDL would look for input a thousand times a second; so the kernel's own
 * input devices are opened a second time, only to be woken by them. What they say is thrown away: SDL has its own. */
#pragma once

#include <poll.h>

enum { WAKE_DEVICES = 32, WAKE_NAME = 300 };

struct wake {
    const char *folder; /* "/dev/input"; borrowed */
    int count;          /* poll[0] watches the folder for devices that come and go */
    struct pollfd poll[1 + WAKE_DEVICES];
};

/* A folder that is missing is watched by nobody, and that is fine. */
void wake_open(struct wake *w, const char *folder);
void wake_close(struct wake *w);
/* Until a device speaks, comes or goes, a signal arrives, or the time (ms, negative = none) is over. */
void wake_sleep(struct wake *w, int ms);
