/* First process of the small machine in which an update is cut (cuts.py): it runs the steward's own update code and
 * nothing else. What it does is told by its second disk: a FAT stick with an update on it: writes that; a disk that
 * begins with "good": says that this start is good; none: reads its whole root, so that dm-verity looks at every block,
 * and says who came up. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <unistd.h>
#include "system/common/cmdline.h"
#include "system/update/job.h"
#include "system/update/update.h"

#define STICK "/dev/vdb"

static void tell(const char *what, const char *more)
{
    dprintf(STDERR_FILENO, "probe: %s %s\n", what, more);
}

static void places(void)
{
    mount("proc", "/proc", "proc", 0, NULL);
    mount("sys", "/sys", "sysfs", 0, NULL);
    mount("dev", "/dev", "devtmpfs", 0, NULL);
    mount("run", "/run", "tmpfs", 0, NULL);
    mount("data", "/data", "tmpfs", 0, "size=256m");
    mkdir("/run/sirkel", 0755);
    mkdir(MACHINE_STICK, 0755);
    int console = open("/dev/console", O_RDWR);
    for (int i = 0; i < 3 && console >= 0; i++)
        dup2(console, i);
}

static bool read_root(void)
{
    static char piece[1 << 20];
    ssize_t n;
    int fd = open("/dev/dm-0", O_RDONLY);
    while (fd >= 0 && (n = read(fd, piece, sizeof piece)) > 0)
        ;
    return fd >= 0 && n == 0;
}

/* Waits for the job in the child. */
static void follow(fault f)
{
    struct machine_answer answer = {0};
    if (f != FAULT_NONE) {
        tell("refused", fault_name(f));
        return;
    }
    do {
        usleep(50000);
        job_progress(&answer);
    } while (answer.state == MACHINE_BUSY);
    tell(answer.state == MACHINE_DONE ? "written" : "failed", fault_name((fault)answer.fault));
}

static void write_update(void)
{
    char version[64] = "";
    fault f = update_look(version, sizeof version);
    tell("look", f == FAULT_NONE ? version : fault_name(f));
    follow(f == FAULT_NONE ? update_begin() : f);
}

/* Is a disk there that asks for more than coming up? */
static char wish(void)
{
    char first[4] = "";
    int fd = open(STICK, O_RDONLY);
    if (fd < 0)
        return 0;
    ssize_t n = read(fd, first, sizeof first);
    close(fd);
    return n == sizeof first && memcmp(first, "good", 4) == 0 ? 'g' : 'u';
}

int main(void)
{
    char line[CMDLINE_MAX], version[64] = "?", slot[8] = "?", up[128];
    places();
    cmdline_read(line);
    cmdline_word(line, "sirkel.version", version, sizeof version);
    cmdline_word(line, "sirkel.slot", slot, sizeof slot);
    char asked = wish();
    if (asked == 'u' && mount(STICK, MACHINE_STICK, "vfat", MS_RDONLY, "") == 0)
        write_update();
    if (asked == 'g')
        tell("good", fault_name(update_good_start()));
    snprintf(up, sizeof up, "%s %s %s", version, slot, asked || read_root() ? "whole" : "broken");
    tell("up", up);
    sync();
    reboot(RB_POWER_OFF);
    return 0;
}
