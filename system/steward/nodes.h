/* Who may open which device. The kernel makes every node root's own; the kiosk's groups get those of hands that passed,
 * and display and voice. Until the panel is recorded, its touches are looked at, to learn which port it hangs on. */
#pragma once

#include "system/steward/devices.h"

enum { TOUCHES_MAX = 8, TOUCHES_EVENT = 32 };

struct touch_screen { /* one whose touches we look at while no panel is recorded */
    int fd;
    char event[TOUCHES_EVENT]; /* "event3" */
    char port[USB_PATH];       /* "-": not on USB */
};
struct touches {
    struct touch_screen row[TOUCHES_MAX]; /* fd -1 at the very beginning */
    char newest[USB_PATH];                /* where the newest touch came from; "": nobody touched anything yet */
};

/* Rights of /dev/input, /dev/dri, /dev/snd; and whose touches are looked at. After each walk. */
void nodes_mind(struct touches *touches, const struct devices *devices, const struct usb_policy *policy);
/* Touches of this row wait: they are read and forgotten, their port is noted. */
void touches_read(struct touches *touches, size_t index);
