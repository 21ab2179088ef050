/* The steward: the one privileged process beside the supervisor. It answers the kiosk (app/base/machine.def), decides
 * what may be plugged in (usb.h), mounts the stick (stick.h) and minds that kiosk and machine are alive (watch.h).
 * MUSTs:
 * 1. It takes no text from the kiosk: one verb and one number. A packet of another size or with an unknown verb ends
 * the line.
 * 2. Only the kiosk's account is heard, one client at a time; a client that goes takes the staff's rights with it.
 * 3. The loop never waits without a limit: what may hang runs in a child (steward_child.h).
 * 4. Events only say that something changed; what is, is read from /sys anew each time. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include "base/machine.h"
#include "system/common/accounts.h"
#include "system/common/cmdline.h"
#include "system/common/child.h"
#include "system/steward/stick.h"
#include "system/usb/usb.h"
#include "system/common/watch.h"

enum { STEWARD_DEVICES = 64, STEWARD_TOUCHES = 8, STEWARD_EVENT = 32 };
enum { STEWARD_TRIAL_MS = 5 * 60 * 1000 }; /* a version on trial that isn't good by then: the machine starts again */
#define STEWARD_SITE "/data/site"

struct steward_device { /* what we said about one plugging-in */
    char path[USB_PATH];
    int number;
    enum usb_verdict verdict;
    bool foul, seen; /* foul: let in once and found to be something else; seen: in the walk that is under way */
};
struct steward_touch { /* a touch screen whose touches we look at while no panel is recorded */
    int fd;
    char event[STEWARD_EVENT]; /* "event3" */
    char port[USB_PATH];       /* "-": not on USB */
};
struct steward;
/* One verb: does it, and fills the answer's number, all, state and text. The answer comes zeroed. */
typedef fault (*steward_verb)(struct steward *steward, int64_t number, struct machine_answer *answer);

struct steward {
    const steward_verb *verbs;                             /* MACHINE_VERBS of them */
    uid_t kiosk;                                           /* whose packets are heard */
    int listener, client, client_process, events, signals; /* -1: none. client_process is a pidfd */
    struct usb_policy policy;
    struct steward_job job;  /* the switch that is being set on USB */
    char job_path[USB_PATH]; /* of which device */
    struct stick stick;
    struct watch watch;
    struct steward_device devices[STEWARD_DEVICES];
    struct steward_touch touches[STEWARD_TOUCHES];
    char bridge[2 * USB_PATH]; /* the node that the bridge was told of; "": none */
    char touched[USB_PATH];    /* where the newest touch came from; "": nobody touched anything yet */
    char root[512];            /* the /sys path of the disk we run from; "" when unknown */
    char cmdline[CMDLINE_MAX];
    char secure_boot[12];
    bool walk_due, stopping; /* walk_due: something changed, or is expected to */
};

/* steward_verbs.c: the table, in the order of machine.def. */
extern const steward_verb steward_verbs[MACHINE_VERBS];
void steward_staff(struct steward *steward, bool in);
/* Everything stops in order (runit's third act), or starts again. */
fault steward_stop(bool again);
/* A line for the technician, on standard error. */
void steward_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* steward_line.c: the socket and its packets. */
fault steward_listen(struct steward *steward, const char *path);
/* A connection waits: takes it, or closes it when it is a stranger's or the second. */
void steward_accept(struct steward *steward);
/* A packet waits: answers it, or hangs up. */
void steward_hear(struct steward *steward);
void steward_hang_up(struct steward *steward);

/* steward_clock.c: sets clock and chip, to no time before the image was made and none after 2099 (BAD_INPUT). */
bool steward_clock_fits(int64_t seconds, int64_t made);
fault steward_clock_set(int64_t seconds, int64_t made);

/* steward_walk.c: reads /sys and brings what is let in into line with the policy; true when there may be more to do
 * soon. */
bool steward_walk(struct steward *steward);
/* The job on USB is over: what came of it is noted, and the next walk is due. */
void steward_walk_job(struct steward *steward);
/* steward_nodes.c: rights of /dev/input, /dev/dri, /dev/snd; whose touches are looked at. */
void steward_nodes(struct steward *steward);
void steward_touches(struct steward *steward, size_t index);
void steward_touches_end(struct steward *steward);
/* steward_site.c: the ports recorded for this place, in STEWARD_SITE. */
void steward_site_read(struct usb_policy *policy);
fault steward_site_panel(struct usb_policy *policy, const char *port);
fault steward_site_turn(int quarters); /* how the panel hangs, 0 to 3 */
fault steward_site_stick(struct usb_policy *policy, const char *port);
fault steward_site_printer(struct usb_policy *policy, const char *port);

/* steward_printer.c: which printer is let in, told to the bridge (bridge.h); after each walk. */
void steward_printer(struct steward *steward);
/* The one printer that is plugged in: records its port, gives its name. NO_ENTRY: none; BAD_INPUT: several. */
fault steward_printer_choose(struct steward *steward, char *ret_name, size_t size);

/* machine_about.c: "key=value" lines about what runs. */
void machine_about(const struct steward *steward, char *out, size_t size);
/* "on", "off" or "none", from the firmware's variable. Mounts efivarfs for the moment, read-only. */
void machine_secure_boot(char *out, size_t size);
