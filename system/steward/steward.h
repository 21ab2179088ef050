/* The steward, which is the device manager's name as a program: the one privileged process beside the supervisor. It
 * answers the kiosk (app/base/machine.def), decides what may be plugged in (usb/usb.h), mounts the stick (stick/stick.h)
 * and watches that kiosk and machine are alive (common/watch.h). MUSTs, beside those of devices.h:
 * 1. A client that goes takes the staff's rights with it.
 * 2. The loop never waits without a limit: what may hang runs in a child (common/child.h).
 * 3. It takes no text from the kiosk: one verb and one number. A packet of another size or with an unknown verb ends the
 *    line.
 * 4. Only the kiosk's account is answered, one client at a time. */
#pragma once

#include <stdbool.h>
#include <sys/types.h>
#include "base/machine.h"
#include "system/common/cmdline.h"
#include "system/common/watch.h"
#include "system/devices/devices.h"

enum { STEWARD_TRIAL_MS = 5 * 60 * 1000 }; /* a version on trial that isn't good by then: the machine starts again */

/* Handles what the connection receives. `request` does a verb of machine.def and fills the answer, which comes zeroed;
 * `disconnected`: the client is gone. */
struct connection_handler {
    fault (*request)(void *context, const struct machine_request *request, struct machine_answer *answer);
    void (*disconnected)(void *context);
};
struct connection {
    uid_t kiosk;                          /* whose packets are answered */
    int listener, client, client_process; /* -1: none. client_process is a pidfd */
    struct watch *watch;                  /* learns of every packet and of every new client */
    const struct connection_handler *handler;
    void *context;
};

struct steward {
    struct connection connection;
    struct usb_policy policy;
    struct devices devices;
    struct stick stick;
    struct watch watch;
    int events, signals; /* of the kernel's devices; that we should end */
    const char *site;    /* the folder of what is recorded about this place */
    char cmdline[CMDLINE_MAX];
    char secure_boot[12];    /* "on", "off" or "none" */
    bool scan_due, stopping; /* scan_due: something changed, or is expected to */
};

/* Reads the command line, Secure Boot's state and what is recorded in `site`, and listens for the kiosk. */
fault steward_open(struct steward *steward);
/* A packet of the client's waits: answers it, or hangs up. A caller waits: takes it, or closes it when it is a
 * stranger's or the second. */
void connection_serve(struct connection *connection, bool packet, bool caller);

/* Read by the unit tests alone, beside verbs.c itself. A verb of machine.def, done; the answer comes zeroed. */
fault steward_handle(struct steward *steward, const struct machine_request *request, struct machine_answer *answer);
/* No time before the image was made and none after 2099; UTC seconds. Pure. */
bool clock_fits(int64_t seconds, int64_t made);
/* The lines of ABOUT. `keyboard`: a port is named for one. */
void about_machine(const char *cmdline, const char *secure_boot, bool keyboard, char *out, size_t size);
