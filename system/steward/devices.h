/* Everything on USB held against the policy, and the switches set accordingly. Nothing is remembered but what was said
 * about each plugging-in, and which of them turned out to be foul. MUSTs:
 * 1. Events only say that something changed; what is, is read from /sys anew each time.
 * 2. One switch at a time, in a child with a limit: the loop never waits for a device. */
#pragma once

#include <stdbool.h>
#include "system/common/child.h"
#include "system/steward/stick.h"
#include "system/usb/usb.h"

enum { DEVICES_MAX = 64, DEVICES_ROOT = 512 };

struct device { /* what we said about one plugging-in */
    char path[USB_PATH];
    int number;
    enum usb_verdict verdict;
    bool foul, seen; /* foul: let in once and found to be something else; seen: in the walk that is under way */
};
struct devices {
    struct device row[DEVICES_MAX];
    struct child_job job;    /* the switch that is being set; handle -1 at the very beginning */
    char job_path[USB_PATH]; /* of which device */
    char root[DEVICES_ROOT]; /* the /sys path of the disk we run from; "" when unknown */
};

/* Reads /sys and brings what is let in, and the stick behind it, into line with the policy; the policy learns which
 * stick is in. True when there may be more to do soon. */
bool devices_walk(struct devices *devices, struct usb_policy *policy, struct stick *stick);
/* True when the switch that was being set is done, or was given up: the next walk is due. */
bool devices_job_over(struct devices *devices);
/* What is plugged in at this port; NULL when nothing is. */
const struct device *devices_at(const struct devices *devices, const char *port);
