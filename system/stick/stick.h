/* The memory stick: found behind the USB device that was accepted, recognised by its first block, mounted where the
 * kiosk may write. MUSTs:
 * 1. Only vfat and exfat, by name; the kernel never guesses.
 * 2. nosuid, nodev, noexec, nosymfollow; everything on it belongs to the kiosk's account.
 * 3. The first mount, of a stick that nobody knows, is done beside the loop. Nothing else here waits for a stick longer
 *    than STICK_SECONDS; to unmount and mount again is twice that, which the kiosk waits. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include "base/fault.h"
#include "system/common/child.h"
#include "system/usb/usb.h"

enum { STICK_NAME = 32, STICK_BLOCK = 512, STICK_SECONDS = 7 };
enum stick_kind { STICK_UNKNOWN, STICK_VFAT, STICK_EXFAT };
enum stick_state {
    STICK_NONE,
    STICK_MOUNTING, /* `job` is at it */
    STICK_IN,       /* mounted, writable */
    STICK_READ,     /* mounted, read-only */
    STICK_DONE,     /* unmounted: may be taken out */
    STICK_REFUSED   /* no file system that we take, or it could not be mounted */
};
struct stick {
    enum stick_state state;
    char port[USB_PATH];
    char disk[STICK_NAME]; /* the kernel's name of its disk: "sdb" */
    int tries;             /* to mount it since it was accepted */
    struct child_job job;  /* handle -1 at the very beginning */
    uid_t owner;
    gid_t group;
};

/* What the first block of a disk or partition says it is; anything that does not look whole is UNKNOWN. Pure. */
enum stick_kind stick_kind(const uint8_t block[STICK_BLOCK]);
/* The mount's options besides the flags. `out` holds 160. Pure. */
void stick_options(enum stick_kind kind, uid_t owner, gid_t group, char *out);

/* The device on this port was accepted: looks for its disk and mounts it. True when it is worth looking again soon: the
 * disk comes a second after the device, the mount takes its time. */
bool stick_look(struct stick *stick, const char *port);
/* The kernel's line about the mount ("vfat rw,nosuid,..."), for the log; false unless there is exactly one. Reads
 * nothing from the stick. */
bool stick_mount_line(char *out, size_t size);
/* Is the disk still there that was mounted? */
bool stick_is_there(const struct stick *stick);
/* Unmounts and mounts again. BUSY while somebody holds a file open; STICK_GONE without a stick. */
fault stick_again(struct stick *stick, bool writable);
/* Unmounts, so that it may be taken out. BUSY as above; nothing mounted is no fault. */
fault stick_out(struct stick *stick);
/* It was pulled, or staff left: unmounted whatever is open, and forgotten. */
void stick_forget(struct stick *stick);
