/* What is mounted before anything else. Sizes are limits, not reservations: memory is taken when something is written.
 */
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include "system/common/accounts.h"
#include "system/boot/boot.h"
#include "system/common/say.h"

/* hidepid: an account sees its own processes only. */
static const struct mount_row {
    const char *kind, *place, *options;
    unsigned long flags;
} rows[] = {
    {"proc", "/proc", "hidepid=invisible", MS_NOSUID | MS_NODEV | MS_NOEXEC},
    {"sysfs", "/sys", NULL, MS_NOSUID | MS_NODEV | MS_NOEXEC},
    {"tmpfs", "/run", "mode=0755,size=8m", MS_NOSUID | MS_NODEV | MS_NOEXEC},
    {"tmpfs", "/tmp", "mode=1777,size=8m", MS_NOSUID | MS_NODEV | MS_NOEXEC},
};

static void make_places(void)
{
    /* A socket made in a folder with the set-group-ID bit is of the folder's group: so the kiosk may connect, and
     * nobody else. */
    static const struct {
        const char *place;
        uid_t owner;
        gid_t group;
        mode_t mode;
    } folders[] = {
        {"/run/runit", ACCOUNT_ROOT, ACCOUNT_ROOT, 0755},
        {"/run/sirkel", ACCOUNT_ROOT, ACCOUNT_ROOT, 0755},
        {"/run/sirkel/stick", ACCOUNT_ROOT, ACCOUNT_ROOT, 0755},
        {"/run/sirkel/voice", ACCOUNT_VOICE, ACCOUNT_KIOSK, 02750},
        {"/run/sirkel/printer", ACCOUNT_PRINTER, ACCOUNT_KIOSK, 02750},
        {"/run/sirkel/bridge", ACCOUNT_BRIDGE, ACCOUNT_BRIDGE, 0700},
    };
    static const char *const wishes[] = {"/run/runit.stopit", "/run/runit.reboot"}; /* runit looks at their x bit */
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (mkdir(folders[i].place, 0700) != 0 || chown(folders[i].place, folders[i].owner, folders[i].group) != 0 ||
            chmod(folders[i].place, folders[i].mode) != 0)
            say("boot", "%s can't be made", folders[i].place);
    for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++) {
        int fd = open(wishes[i], O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0);
        if (fd >= 0)
            close(fd);
    }
}

/* The loopback is the only interface there is; a printer on USB is reached over it. */
static void raise_loopback(void)
{
    struct ifreq lo = {.ifr_name = "lo", .ifr_flags = IFF_UP};
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || ioctl(fd, SIOCSIFFLAGS, &lo) != 0)
        say("boot", "no loopback: %s", strerror(errno));
    if (fd >= 0)
        close(fd);
}

void boot_mounts(void)
{
    umask(022);
    if (mount("devtmpfs", "/dev", "devtmpfs", MS_NOSUID | MS_NOEXEC, "mode=0755") != 0 && errno == EBUSY &&
        mount(NULL, "/dev", NULL, MS_REMOUNT | MS_NOSUID | MS_NOEXEC, "mode=0755") != 0)
        say("boot", "/dev: %s", strerror(errno));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (mount(rows[i].kind, rows[i].place, rows[i].kind, rows[i].flags, rows[i].options) != 0)
            say("boot", "%s: %s", rows[i].place, strerror(errno));
    make_places();
    raise_loopback();
    static const char name[] = "sirkel";
    if (sethostname(name, sizeof name - 1) != 0)
        say("boot", "the machine has no name: %s", strerror(errno));
}
