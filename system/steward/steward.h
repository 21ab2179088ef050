/* The steward: the one privileged process beside the supervisor. It answers the kiosk (app/base/machine.def), decides
 * what may be plugged in (usb/usb.h), mounts the stick (stick.h) and minds that kiosk and machine are alive
 * (common/watch.h). Only main.c, the loop, and verbs.c, what the kiosk may ask, know all of it; each part has a header
 * of its own and knows nothing of the others' insides. MUSTs, beside those of connection.h and devices.h:
 * 1. A client that goes takes the staff's rights with it.
 * 2. The loop never waits without a limit: what may hang runs in a child (common/child.h). */
#pragma once

#include <stdbool.h>
#include "system/common/cmdline.h"
#include "system/common/watch.h"
#include "system/steward/connection.h"
#include "system/steward/devices.h"
#include "system/steward/nodes.h"
#include "system/steward/printer.h"
#include "system/steward/stick.h"

enum { STEWARD_TRIAL_MS = 5 * 60 * 1000 }; /* a version on trial that isn't good by then: the machine starts again */

struct steward {
    struct connection connection;
    struct usb_policy policy;
    struct devices devices;
    struct touches touches;
    struct printer_word printer;
    struct stick stick;
    struct watch watch;
    int events, signals; /* of the kernel's devices; that we should end */
    char cmdline[CMDLINE_MAX];
    char secure_boot[12];
    bool walk_due, stopping; /* walk_due: something changed, or is expected to */
};

/* verbs.c: a verb of machine.def, done. The answer comes zeroed. */
fault steward_answer(struct steward *steward, const struct machine_ask *ask, struct machine_answer *answer);
void steward_staff(struct steward *steward, bool in);
/* Everything stops in order (runit's third act), or starts again. */
fault steward_stop(bool again);
