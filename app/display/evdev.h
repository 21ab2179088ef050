/* One of the kernel's input devices, read as it speaks. SDL could do this too (its "evdev" driver), but it presses a
 * button before it moves there, reads sizes of a made-up screen, and would have to be shut and opened for every device
 * that comes. */
#pragma once

#include <linux/input.h>
#include <stdbool.h>
#include <stdint.h>
#include "display/input.h"

enum { EVDEV_SLOTS = 16, EVDEV_NAME = 16 };
enum evdev_kind {
    EVDEV_NOTHING, /* no input method: a mouse that only moves by steps, a touch pad, a lid, a power key */
    EVDEV_FINGERS, /* a touch panel that tells fingers apart */
    EVDEV_FINGER,  /* one place at a time: a simple touch panel, a pen, a virtual machine's tablet */
    EVDEV_KEYS,    /* a keyboard, or a box of switches that says it is one */
    EVDEV_JACK     /* nothing but a jack: a sound card that tells when a headset is plugged in */
};

struct evdev_bits { /* what a device says it has, as the kernel hands it out */
    uint8_t event[EV_MAX / 8 + 1], key[KEY_MAX / 8 + 1], rel[REL_MAX / 8 + 1], abs[ABS_MAX / 8 + 1],
        property[INPUT_PROP_MAX / 8 + 1], plug[SW_MAX / 8 + 1];
};
struct evdev_slot {
    int x, y, size;
    bool down, shown; /* on the panel; and the queue knows */
    bool moved, anew; /* since the last report; lifted and set down again within one report */
};
struct evdev {
    int fd;
    enum evdev_kind kind;
    char name[EVDEV_NAME]; /* "event3" */
    int64_t first;         /* contact number of slot 0 */
    int rotation;          /* quarters, see display_options */
    int min_x, range_x, min_y, range_y, slot;
    int size_mm; /* ABS_MT_TOUCH_MAJOR: units per mm; 0: the panel has no size of a contact, or does not say in what */
    bool dropped, shift, other; /* events were lost: silent up to the next report; the modifiers Shift and AltGr */
    bool jack, plugged;         /* it has a jack for headphones; there is something in it */
    struct evdev_slot slots[EVDEV_SLOTS];
};

/* Takes one event of the device (for tests a device may be made up: .kind, .first, ranges). */
void evdev_take(struct evdev *d, const struct input_event *e, struct input_queue *q);
