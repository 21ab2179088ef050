/* The sandboxes: who, and what exists for them. Each row says why. */
#include <linux/landlock.h>
#include "system/common/accounts.h"
#include "system/sandbox/sandbox.h"

#define READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define READ_FILE LANDLOCK_ACCESS_FS_READ_FILE
#define RUN (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE)
#define KEEP                                                                                                           \
    (READ | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE | LANDLOCK_ACCESS_FS_MAKE_REG |                \
     LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |                    \
     LANDLOCK_ACCESS_FS_REFER)
#define USE (READ | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_IOCTL_DEV)
#define LISTEN (LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_REMOVE_FILE)

/* Every program's: its libraries and what else is public under /usr. */
#define LOADED                                                                                                         \
    {"/usr/lib64/ld-linux-x86-64.so.2", RUN, true}, /* the kernel runs it to start the program */                      \
        {"/usr", READ, true}, {"/etc/ld.so.cache", READ_FILE, false},                                                  \
        {"/dev/null", READ | LANDLOCK_ACCESS_FS_WRITE_FILE, true},                                                     \
    {                                                                                                                  \
        "/dev/urandom", READ_FILE, true                                                                                \
    }

const struct sandbox sandbox_kiosk = {
    .name = "kiosk",
    .program = "/usr/bin/sirkel",
    .account = ACCOUNT_KIOSK,
    .groups = {GROUP_VIDEO, GROUP_INPUT},
    .processes = 24, /* threads of the graphics library; no flood of processes */
    .calls = SANDBOX_FILES | SANDBOX_CONNECT | SANDBOX_UNIX,
    .ioctl_letters = "dE", /* DRM, input */
    .paths = {LOADED,
              {"/data/kiosk", KEEP, true},
              {"/run/sirkel", KEEP, true}, /* the stick; the sockets of device manager, voice and printer */
              {"/tmp", KEEP, true},
              {"/dev/dri", USE, false}, /* the display */
              {"/dev/input", USE, false},
              {"/sys/class/drm", READ, false}, /* which connector is which */
              {"/sys/class/backlight", READ, false}},
};

const struct sandbox sandbox_voice = {
    .name = "voice",
    .program = "/usr/bin/sirkel-voice",
    .account = ACCOUNT_VOICE,
    .groups = {GROUP_AUDIO},
    .processes = 8,
    .memory = 64 * 1024 * 1024,
    .oom_score = 500,
    .calls = SANDBOX_LISTEN | SANDBOX_UNIX,
    .ioctl_letters = "AU", /* PCM and control of ALSA */
    .paths = {LOADED, {"/dev/snd", USE, false}, {"/run/sirkel/voice", LISTEN, true}},
};

const struct sandbox sandbox_printer = {
    .name = "printer",
    .program = "/usr/bin/sirkel-printer",
    .account = ACCOUNT_PRINTER,
    .processes = 8,
    .memory = 128 * 1024 * 1024, /* some pages of grey, and the raster made of them */
    .oom_score = 500,
    .calls = SANDBOX_LISTEN | SANDBOX_CONNECT | SANDBOX_FORK | SANDBOX_UNIX | SANDBOX_INET,
    .ioctl_letters = "",
    .connect_port = SANDBOX_IPP_PORT,
    .paths = {LOADED, {"/run/sirkel/printer", LISTEN, true}},
};

/* ipp-usb, from 127.0.0.1 to the one printer's node (sandbox_extra.device). It insists on being user 0. */
const struct sandbox sandbox_bridge = {
    .name = "bridge",
    .program = "/usr/sbin/ipp-usb",
    .account = ACCOUNT_BRIDGE,
    .processes = 48, /* threads of Go's */
    .memory = 96 * 1024 * 1024,
    .stack = 512 * 1024,
    .oom_score = 800,
    .calls = SANDBOX_FILES | SANDBOX_LISTEN | SANDBOX_GO | SANDBOX_INET | SANDBOX_UEVENT,
    .ioctl_letters = "U", /* usbfs */
    .bind_port = SANDBOX_IPP_PORT,
    .dies_with_parent = true,
    .claims_root = true,
    .paths = {LOADED,
              {"/etc/ipp-usb", READ, true},
              {"/run/sirkel/bridge", KEEP, true}, /* /var/ipp-usb: its lock, and which port it gave whom */
              {"/dev/bus/usb", LANDLOCK_ACCESS_FS_READ_DIR, false},
              {"/sys/bus/usb", READ, true},                    /* what is plugged in */
              {"/sys/bus", LANDLOCK_ACCESS_FS_READ_DIR, true}, /* where libudev looks for it */
              {"/sys/devices", READ, true}},
};
