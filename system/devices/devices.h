/* Everything on USB held against the policy (usb/usb.h), and the switches and nodes set accordingly. Nothing is
 * remembered but what was logged about each plugging-in, and which of them were rejected later. MUSTs:
 * 1. Events only say that something changed; what is, is read from /sys anew each time.
 * 2. One switch at a time, in a child with a limit: the loop never waits for a device. */
#pragma once

#include <stdbool.h>
#include "system/common/child.h"
#include "system/stick/stick.h"
#include "system/usb/usb.h"

enum { DEVICES_MAX = 64, DEVICES_ROOT = 512, DEVICES_NAME = 128, TOUCHES_MAX = 8, TOUCHES_EVENT = 32 };

#define DEVICES_SYS "/sys/bus/usb/devices"

struct device { /* what we logged about one plugging-in */
    char path[USB_PATH];
    int number;
    enum usb_verdict verdict;
    bool rejected, seen; /* rejected: accepted once and found to be something else; seen: in this scan */
};
struct touch_screen { /* one whose touches we look at while no panel is recorded */
    int fd;
    char event[TOUCHES_EVENT]; /* "event3" */
    char port[USB_PATH];       /* "-": not on USB */
};
struct devices {
    struct device row[DEVICES_MAX];
    struct child_job job;    /* the switch that is being set */
    char job_path[USB_PATH]; /* of which device */
    const char *sys;         /* DEVICES_SYS; another folder in tests */
    char root[DEVICES_ROOT]; /* the /sys path of the disk we run from; "" when unknown */
    struct touch_screen touches[TOUCHES_MAX];
    char touched[USB_PATH];     /* where the newest touch came from; "": nobody touched anything yet */
    char printer[2 * USB_PATH]; /* the node that the bridge was given; "": none */
};
struct device_found {
    char port[USB_PATH], name[DEVICES_NAME]; /* name: what the device calls itself, its printable characters */
};

/* At the very beginning; `sys` and `root` stay. From now on the kernel authorizes neither devices nor interfaces by
 * itself. */
void devices_begin(struct devices *devices);
/* Looks whether a switch that was being set is done. If so, or when `due`: reads /sys, brings what is accepted, its
 * nodes, the stick behind it and the bridge's printer into line with the policy; the policy learns which stick is in.
 * True when there may be more to do soon. */
bool devices_update(struct devices *devices, struct usb_policy *policy, struct stick *stick, bool due);
/* Touches of this row wait: they are read and forgotten, their port is noted. */
void devices_read_touch(struct devices *devices, size_t index);
/* The one printer that is plugged in, wherever. NO_ENTRY: none; BAD_INPUT: several. */
fault devices_find_printer(const struct devices *devices, struct device_found *ret);
/* The same for a keyboard or switch box, the panel's own left out. */
fault devices_find_keyboard(const struct devices *devices, const struct usb_policy *policy, struct device_found *ret);
/* The same socket's other name: a USB 3 socket is a port of two buses ("1-4" and "2-4"). False when it has none. */
bool devices_peer(const struct devices *devices, const char *path, char ret_peer[USB_PATH]);
