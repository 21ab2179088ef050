/* Sleep on the bare screen without a clock tick: until one of the kernel's input devices speaks, comes or goes, or a
 * signal asks us to end. What the devices say goes to the hands. */
#pragma once

#include <poll.h>
#include <signal.h>
#include "display/evdev.h"

enum { WAKE_DEVICES = 32, WAKE_OWN = 4 };

struct wake {
    const char *folder; /* "/dev/input"; borrowed */
    struct input_queue *hands;
    bool headset;                                /* a plug is in one of their jacks, and the loop was told */
    int count, rotation;                         /* of poll; quarters the picture is turned */
    int64_t contacts;                            /* numbers given out so far */
    sigset_t before;                             /* signals blocked before we came */
    struct pollfd poll[WAKE_OWN + WAKE_DEVICES]; /* poll[0] watches the folder, poll[1] signals, [2] voice, [3] printer;
                                                    then the devices */
    struct evdev device[WAKE_OWN + WAKE_DEVICES]; /* at the same places */
};

/* A folder that is missing is watched by nobody, and that is fine. SIGTERM, SIGINT and SIGHUP become QUIT. */
void wake_open(struct wake *w, const char *folder, struct input_queue *hands, int rotation);
void wake_close(struct wake *w);
/* Until something was heard or the time (ms, negative = none) is over. */
void wake_sleep(struct wake *w, int ms);
